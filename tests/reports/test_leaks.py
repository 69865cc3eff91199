"""Leaks as a page, as Markdown and as JSON: the gravest first, the plan last, never the thing itself."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from tests.leaks.conftest import Checkout
from tests.leaks.planting import word

from osscan.engine.leaks import look_for_leaks
from osscan.leaks.files import file_rules
from osscan.leaks.leak import LeakClass, Settings
from osscan.leaks.report import LeakReport
from osscan.leaks.rules import rules
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.reports import leaks_json, leaks_markdown, leaks_page
from osscan.texts.catalogue import LANGUAGES, Words

SECRET = "glpat-" + word(random.Random(1), 20)
SERVICES = Path(leaks_page.__file__).parents[1] / "leaks" / "data" / "services.toml"


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> LeakReport:
    checkout = Checkout(tmp_path_factory.mktemp("leaks") / "project")
    checkout.write("a.conf", f"a = {SECRET}\n")
    checkout.write("b|c.txt", "k17.w@web.de\n")
    checkout.write("AUTHORS", "k18.w@web.de\n")
    checkout.commit()
    (checkout.folder / "a.conf").unlink()
    checkout.commit()
    return look_for_leaks(str(checkout.folder), Settings())


def test_the_page_says_what_where_why_what_to_do_and_the_plan(report) -> None:
    page = leaks_page.render(report, Words("en"), 200, color=False)

    assert page.splitlines()[:6] == [
        "2 files searched.",
        "The whole history was searched.",
        "",
        "✘ Access to a service (gitlab-pat): 1 finding, keeps the project from being published",
        f"  - a.conf:1 gl…xQ, since commit {report.history[0].commit[:10]}, no longer in the tree",
        "  Why: Whoever reads them can use them, and whoever searches public projects reads them within minutes. Deleting them doesn't help once they were public.",
    ]
    assert "1 hint at sample values and public facts." in page
    assert "   $ git filter-repo --replace-text ../replacements.txt" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_shows_what_was_found(report, language) -> None:
    words = Words(language)
    forms = (
        leaks_page.render(report, words, 100, color=True, verbose=True),
        leaks_markdown.render(report, words),
        leaks_json.as_document(report, words),
    )

    assert [form for form in forms if SECRET[3:-3] in form or "17.w" in form] == []


def test_markdown_keeps_its_table_whatever_a_file_is_called(report) -> None:
    rows = [row for row in leaks_markdown.render(report, Words("de")).splitlines() if row.startswith("|")]

    assert [row.replace("\\|", "").count("|") for row in rows] == [4, 4, 4, 4]


def test_the_document_for_scripts_holds_every_finding(report) -> None:
    document = json.loads(leaks_json.as_document(report, Words("en")))

    assert document["schema"] == "osscan/leaks/1"
    assert [(one["rule"], one["origin"], one["in_tree"]) for one in document["findings"]] == [
        ("mail-private", "tree", True),
        ("mail-private", "tree", True),
        ("gitlab-pat", "history", False),
    ]
    assert document["complete"] is True


def test_what_could_not_be_looked_at_is_never_called_fine() -> None:
    report = LeakReport("a", problems=(error("leak-no-history", Place("a"), reason="git"),))

    assert not report.is_complete
    assert "incomplete" in leaks_page.render(report, Words("en"), 100, color=False)
    assert leaks_markdown.render(report, Words("en")).startswith("### ✘")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_and_class_has_its_words(language) -> None:
    words = Words(language)
    own = [rule.name for rule in rules() if f"[{rule.name}]" not in SERVICES.read_text(encoding="utf-8")]
    named = [*own, *(rule.name for rule in file_rules())]

    assert [name for name in named if not words.has(f"leaks.rule.{name}")] == []
    assert [kind for kind in LeakClass for part in ("title", "why", "next") if not words.has(f"leaks.kind.{kind}.{part}")] == []
