"""GitLab Code Quality: the fields that GitLab asks for, and fingerprints that tell old from new."""

from __future__ import annotations

import json

import pytest

from osscan.model.place import Place
from osscan.reports.code_quality import render

from .sample import REPORTS, SampleWords

EN = SampleWords("en")


def entries_of(name):
    return json.loads(render(REPORTS[name](), EN))


@pytest.mark.parametrize("name", REPORTS)
def test_entries_have_the_fields_that_gitlab_reads(name) -> None:
    for entry in entries_of(name):
        assert list(entry) == ["description", "check_name", "fingerprint", "severity", "location"]
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert (list(entry["location"]), list(entry["location"]["lines"])) == (["path", "lines"], ["begin"])


def test_nothing_to_object_is_an_empty_list() -> None:
    assert render(REPORTS["passing"](), EN) == "[]\n"


def test_waived_and_known_objections_are_left_out() -> None:
    names = [entry["description"].partition(" ")[0] for entry in entries_of("objecting")]

    assert [name for name in names if name in ("agpl-waived", "agpl-old")] == []
    assert "agpl-expired" in names


def test_denied_weighs_more_than_review() -> None:
    severities = {entry["check_name"]: entry["severity"] for entry in entries_of("objecting")}

    assert (severities["no-network-copyleft"], severities["fonts"], severities["json-syntax"]) == (
        "critical",
        "major",
        "critical",
    )


def test_fingerprints_are_unique() -> None:
    prints = [entry["fingerprint"] for entry in entries_of("objecting")]

    assert len(set(prints)) == len(prints) == 14


def test_fingerprint_of_a_problem_does_not_hang_on_its_line() -> None:
    report = REPORTS["incomplete"]()
    moved = report._replace(problems=(report.problems[0]._replace(place=Place("web/package-lock.json", "", 99)),))

    assert [json.loads(render(one, EN))[0]["fingerprint"] for one in (report, moved)] == [
        entries_of("incomplete")[0]["fingerprint"]
    ] * 2


def test_path_is_relative_without_a_dot() -> None:
    report = REPORTS["incomplete"]()
    dotted = report._replace(problems=(report.problems[0]._replace(place=Place("./web/package-lock.json")),))

    assert json.loads(render(dotted, EN))[0]["location"] == {"path": "web/package-lock.json", "lines": {"begin": 1}}
