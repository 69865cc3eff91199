"""Every form of the notices says the same, safely and readably."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from tests.notice.trees import made, npm_lock, text, wheel

from osscan.reports import notice_html, notice_json, notice_markdown, notice_text
from osscan.texts.catalogue import Words

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"
EVIL = "Copyright 2020 Example <script>alert(1)</script> \u202e Works\n```\n# heading\n"


@pytest.fixture
def notices(tmp_path):
    wheel(tmp_path, "alpha", "1.0", "MIT OR GPL-3.0-only", {"LICENSE": text("MIT", "2020 Example Works")})
    wheel(tmp_path, "evil", "1.0", "Apache-2.0", {"LICENSE": EVIL + text("Apache-2.0"), "NOTICE": EVIL})
    npm_lock(tmp_path, {"a": {"version": "1.0.0", "license": "ISC"}, "tool": {"version": "1.0.0", "license": "ISC", "dev": True}})
    return made(tmp_path).notices


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("form", [notice_text, notice_markdown, notice_html, notice_json])
def test_all_forms_name_components_texts_and_gaps(notices, form, language) -> None:
    words = Words(language)
    said = form.render(notices, words)

    assert all(name in said for name in ("alpha", "evil", "tool", "Permission is hereby granted", "Example Works"))
    assert (words("notice.gap.no-copyright") in said) is True
    assert "\u202e" not in said


class Page(HTMLParser):
    """Tags, ids and targets of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value for key, value in attrs if key == "id" and value]
        self.targets += [value[1:] for key, value in attrs if key == "href" and value and value.startswith("#")]
        if tag not in ("meta", "br", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["de", "en"])
def test_page_stands_for_itself(notices, language) -> None:
    said = notice_html.render(notices, Words(language))
    page = Page()
    page.feed(said)

    assert page.open == []
    assert said.startswith(f'<!DOCTYPE html>\n<html lang="{language}">')
    assert {"script", "link", "img", "iframe"}.isdisjoint(page.tags)
    assert len(page.ids) == len(set(page.ids))
    assert set(page.targets) - set(page.ids) == set()
    assert (page.tags.count("h1"), page.tags.count("main"), page.tags.count("nav")) == (1, 1, 1)


def test_fence_of_markdown_is_longer_than_any_in_the_text(notices) -> None:
    said = notice_markdown.render(notices, Words("en"))
    opened = None
    for line in said.split("\n"):
        fence = re.match(r"(`{3,})(text)?$", line)
        if opened is None and fence and fence[2]:
            opened = fence[1]
        elif opened is not None and line == opened:
            opened = None
        elif opened is None:
            assert "<script>" not in line
            assert line != "# heading"

    assert opened is None
    assert "````text" in said


def test_markdown_points_to_places_that_are_there(notices) -> None:
    said = notice_markdown.render(notices, Words("en"))

    assert set(re.findall(r"\(#((?:text|notice)-\w+)\)", said)) == set(re.findall(r'<a id="([^"]+)">', said))


def test_json_follows_its_schema(notices) -> None:
    document = json.loads(notice_json.render(notices, Words("en")))
    schema = json.loads((SCHEMAS / "osscan-notice-1.schema.json").read_text(encoding="utf-8"))

    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)
    assert [one["name"] for one in document["components"]] == ["a", "alpha", "evil"]
