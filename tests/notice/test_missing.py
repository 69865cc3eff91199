"""An existing document is held against the inventory: what it lacks is named, what it holds is found whatever its format."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.notice.trees import made, text, wheel

from osscan.engine.check import check
from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.notice.missing import missing_in, missing_of
from osscan.policy.find import policy_named
from osscan.reports import notice_html, notice_json, notice_markdown, notice_text
from osscan.texts.catalogue import Words

ENGLISH = Words("en")
NOTICE = "Example Router\nCopyright 2019 Example Works\n"
ODD = "Copyright (c) 2012 Example Works &lt;mail@example.org&gt; <https://example.org/~kit> `x` *y* _z_ \u00ad\n"


@pytest.fixture
def tree(tmp_path):
    wheel(tmp_path, "alpha", "1.0", "MIT", {"LICENSE": text("MIT", "2020 Example Works")})
    wheel(tmp_path, "router", "2.5", "Apache-2.0", {"LICENSE": text("Apache-2.0"), "NOTICE": NOTICE})
    wheel(tmp_path, "odd_kit", "0.1", "ISC", {"LICENSE": f"{ODD}\n{text('ISC', blank='')}"})
    return tmp_path


@pytest.mark.parametrize("form", [notice_text, notice_markdown, notice_html, notice_json])
def test_own_notices_are_complete(tree, form) -> None:
    notices = made(tree).notices
    document = form.render(notices, ENGLISH)

    if form is not notice_json:
        assert missing_of(document, notices) == ()
    assert document == form.render(made(tree).notices, ENGLISH)


def test_empty_document_lacks_every_component(tree) -> None:
    notices = made(tree).notices

    assert [(one.code, one.component) for one in missing_of("", notices)] == [
        ("component", "alpha 1.0"),
        ("component", "odd_kit 0.1"),
        ("component", "router 2.5"),
    ]


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        ("Copyright (c) 2020 Example Works", [("text", "alpha 1.0"), ("copyright", "alpha 1.0")]),
        ("Permission is hereby granted, free of charge", [("text", "alpha 1.0")]),
        ("Example Router", [("notice", "router 2.5")]),
        ("TERMS AND CONDITIONS FOR USE", [("text", "router 2.5")]),
        ("alpha", [("component", "alpha 1.0")]),
    ],
)
def test_what_is_cut_out_is_missed(tree, cut, expected) -> None:
    notices = made(tree).notices
    document = notice_text.render(notices, ENGLISH)

    assert cut in document
    assert [(one.code, one.component) for one in missing_of(document.replace(cut, ""), notices)] == expected


def test_other_version_is_not_the_one_that_is_passed_on(tree) -> None:
    notices = made(tree).notices
    document = notice_text.render(notices, ENGLISH).replace("2.5", "2.4")

    assert [(one.code, one.component) for one in missing_of(document, notices)] == [("version", "router 2.5")]


def test_name_inside_of_another_word_is_not_named(tmp_path) -> None:
    wheel(tmp_path, "six", "1.0", "MIT", {"LICENSE": text("MIT", "2020 Example Works")})
    notices = made(tmp_path).notices

    assert [one.code for one in missing_of("sixteen six-pack @scope/six", notices)] == ["component"]


def test_report_alone_tells_components_and_texts(tree) -> None:
    policy = policy_named("dortmund", tests=False)
    report = check(CheckRequest((str(tree),), policy, "", dt.date(2026, 11, 22), "2026-11-22T00:00:00Z"), Serial())
    document = notice_text.render(made(tree).notices, ENGLISH)
    without_mit = document.replace(text("MIT", "2020 Example Works").strip("\n"), "")

    assert missing_in(document, report) == ()
    assert [(one.code, one.component) for one in missing_in("alpha router", report)] == [
        ("text", "alpha 1.0"),
        ("component", "odd_kit 0.1"),
        ("text", "router 2.5"),
    ]
    assert [(one.code, one.component, dict(one.facts)) for one in missing_in(without_mit, report)] == [
        ("text", "alpha 1.0", {"license": "MIT"})
    ]
