"""JUnit: well-formed, counted right, red where the run objects or could not look."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from osscan.reports.junit import render

from .sample import DENIED, REPORTS, SampleWords, judged, record, report

EN = SampleWords("en")


def suites_of(name):
    return ET.fromstring(render(REPORTS[name](), EN).encode())


@pytest.mark.parametrize("name", REPORTS)
def test_counts_are_those_of_the_cases(name) -> None:
    for suite in suites_of(name):
        found = [
            len(suite.findall("testcase")),
            *(len(suite.findall(f"testcase/{kind}")) for kind in ("failure", "error", "skipped")),
        ]

        assert [int(suite.get(kind)) for kind in ("tests", "failures", "errors", "skipped")] == found


@pytest.mark.parametrize("name", REPORTS)
def test_totals_are_the_sums_of_the_suites(name) -> None:
    root = suites_of(name)

    assert {kind: int(root.get(kind)) for kind in ("tests", "failures", "errors", "skipped")} == {
        kind: sum(int(suite.get(kind)) for suite in root) for kind in ("tests", "failures", "errors", "skipped")
    }


def test_each_input_has_a_suite() -> None:
    assert [suite.get("name") for suite in suites_of("objecting")][:3] == [
        "sbom/shop.cdx.json",
        "web/package-lock.json",
        "tests/requirements.txt",
    ]


def test_each_objection_fails() -> None:
    assert [case.get("name") for case in suites_of("objecting").iterfind(".//testcase[failure]")] == [
        "agpl-a 1.0.0",
        "agpl-b 1.0.0",
        "agpl-c 1.0.0",
        "agpl-d 1.0.0",
        "agpl-expired 1.0.0",
        "custom 1.0.0",
        "font 1.0.0",
        "ghost 1.0.0",
        "list 1.0.0",
        "old-parser 1.0.0",
    ]


def test_what_was_not_judged_or_does_not_weigh_is_skipped_and_counted() -> None:
    assert [case.get("name") for case in suites_of("objecting").iterfind(".//testcase[skipped]")] == [
        "This is our own code: 1",
        "baseline: 1",
        "folder for “tests”: 2",
        "waived: 1",
    ]


def test_unread_input_is_an_error() -> None:
    case = suites_of("incomplete").find(".//testcase[error]")

    assert (case.get("classname"), case.get("name"), case.find("error").get("type")) == (
        "web/package-lock.json",
        "JSON is broken",
        "json-syntax",
    )


def test_doubts_are_told_without_failing_anything() -> None:
    output = suites_of("objecting").find("testsuite/system-out").text

    assert output == "sbom/shop.cdx.json:7: From byte 1234 on, the input is not valid utf-8; the odd bytes were replaced."


def test_passed_components_share_one_case() -> None:
    assert [case.get("name") for case in suites_of("passing").iter("testcase")] == [
        "2 components without an objection that counts"
    ]


def test_a_suite_names_at_most_a_thousand_objections() -> None:
    pairs = [(judged(f"component-{number}", "AGPLv3", "AGPL-3.0-only", number), (DENIED,)) for number in range(1200)]
    sample = REPORTS["objecting"]()
    many = report(pairs, sample.outcome, sample.summary, inputs=(record("sbom/shop.cdx.json", 1200),))
    cases = ET.fromstring(render(many, EN).encode()).findall(".//testcase")

    assert len(cases) == 1001
    assert cases[-1].get("name") == "200 more objections; all of it with --format json."
