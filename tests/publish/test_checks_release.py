"""The release: who says yes, who says no, and what becomes of a refusal."""

from __future__ import annotations

from datetime import date

import pytest
from tests.publish.projects import CARDS, codes, look, project

from osscan.engine.publish_judge import checked
from osscan.model.publication import Decision
from osscan.model.report import CheckStatus

DAY = date(2026, 11, 22)


def said(check, *answers):
    """What a report tells, after these decisions: (answer, role, reason, expires)."""
    decisions = tuple(Decision(check, one[0], one[1], "2026-11-20", "", *one[2:]) for one in answers)
    (found,) = checked([CARDS[check]], project(decisions=decisions), DAY)
    return found


@pytest.mark.parametrize(
    ("answers", "status", "spots"),
    [
        ([], CheckStatus.MANUAL, []),
        ([("yes", "a")], CheckStatus.FAILED, ["one-role"]),
        ([("yes", "a"), ("yes", "a")], CheckStatus.FAILED, ["one-role"]),
        ([("yes", "a"), ("yes", "b")], CheckStatus.PASSED, []),
        ([("yes", "a"), ("yes", "b"), ("no", "b")], CheckStatus.FAILED, ["refused"]),
        ([("yes", "a"), ("yes", "b"), ("no", "c")], CheckStatus.FAILED, ["refused"]),
        ([("yes", "a"), ("no", "b"), ("yes", "b")], CheckStatus.PASSED, []),
        ([("yes", "a"), ("yes", "b", "", "2026-11-01")], CheckStatus.FAILED, ["one-role"]),
        ([("no", "a")], CheckStatus.FAILED, ["refused"]),
    ],
)
def test_two_roles_release_and_any_can_stop(answers, status, spots) -> None:
    found = said("PUB-REL-01", *answers)

    assert (found.status, [spot.code for spot in found.spots]) == (status, spots)


def test_the_resolution_stands_in_the_policy_or_is_recorded() -> None:
    assert codes("PUB-REL-02", settings={"resolutions": ("23758-22",)}) == []
    assert look("PUB-REL-02").status is CheckStatus.MANUAL
    assert said("PUB-REL-02", ("yes", "office")).status is CheckStatus.PASSED


def test_a_refusal_gives_its_reason_and_the_report_carries_it() -> None:
    found = said("PUB-REL-03", ("refuse", "head of department", "fraud detection"))

    assert (found.status, found.decision.reason, found.decision.role) == (
        CheckStatus.PASSED,
        "fraud detection",
        "head of department",
    )


def test_a_refusal_without_a_reason_fails() -> None:
    assert [spot.code for spot in said("PUB-REL-03", ("refuse", "a", " ")).spots] == ["no-reason"]


def test_a_refusal_ends_with_its_day() -> None:
    assert said("PUB-REL-03", ("refuse", "a", "security", "2026-11-21")).status is CheckStatus.NOT_APPLICABLE


def test_who_does_not_refuse_need_not_say_why() -> None:
    assert look("PUB-REL-03").status is CheckStatus.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("files", "found"),
    [({"osscan-evidence.zip": b"PK"}, []), ({"docs/nachweis-1.0.zip": b"PK"}, []), ({"evidence.zip": b"PK"}, ["missing"])],
)
def test_the_evidence_lies_in_the_tree(files, found) -> None:
    assert codes("PUB-REL-04", files) == found


def test_or_a_decision_says_where_it_is() -> None:
    assert said("PUB-REL-04", ("yes", "office")).status is CheckStatus.PASSED
    assert said("PUB-REL-04", ("no", "office")).status is CheckStatus.FAILED
