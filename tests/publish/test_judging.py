"""Laws of the verdict: what nobody looked at never makes ready, and nobody can wave through what they did not see."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.projects import CARDS, project

from osscan.checks.base import Check, failed, incomplete, unknown
from osscan.checks.table import CHECKS, IDS
from osscan.engine.answers import expired, scores
from osscan.engine.publish_judge import checked, unused, verdict_of
from osscan.fixes.table import FIX, INIT
from osscan.model.place import Place
from osscan.model.publication import (
    Checked,
    Criterion,
    Decision,
    Looked,
    Profile,
    ProjectKind,
    PublicationVerdict,
    Spot,
    Waiving,
)
from osscan.model.report import CheckSeverity, CheckStatus

DAY = date(2026, 11, 22)
BLOCKER, CONDITION, HINT = CheckSeverity.BLOCKER, CheckSeverity.CONDITION, CheckSeverity.HINT
GOOD = (PublicationVerdict.READY, PublicationVerdict.READY_WITH_CONDITIONS)


def answered(status, severity, criteria=(Criterion.SECURITY,)):
    return Checked("PUB-X-01", status, severity, criteria, ())


ANSWERS = st.lists(st.builds(answered, st.sampled_from(CheckStatus), st.sampled_from(CheckSeverity)), max_size=12)


def card(look, severity=BLOCKER, **more):
    return Check("PUB-X-01", severity, (Criterion.SECURITY,), (), look, **more)


def said(looked, waivers=(), decisions=(), severity=BLOCKER, day=DAY, **more):
    """What a report tells of a check that answers `looked`."""
    one = project(settings={"waivers": tuple(waivers)}, decisions=tuple(decisions))
    (found,) = checked([card(lambda _: looked, severity, **more)], one, day)
    return found


def spot(path, key=""):
    return Spot("found", Place(path), (), key)


def waiver(only="", expires="2027-01-31", check="PUB-X-01"):
    return Waiving(check, only, "release management", "test data", expires, Place(".osscan/publish.yml"))


def decision(answer, role="unit", expires="", check="PUB-X-01", reason=""):
    return Decision(check, answer, role, "2026-11-20", "", reason, expires)


@given(ANSWERS, st.sampled_from((CheckStatus.UNKNOWN, CheckStatus.MANUAL, CheckStatus.FAILED)))
def test_a_blocker_that_is_open_never_gives_ready(rest, status) -> None:
    assert verdict_of([*rest, answered(status, BLOCKER)]) not in GOOD


@given(ANSWERS)
def test_the_order_of_checks_decides_nothing(answers) -> None:
    assert verdict_of(answers) is verdict_of(answers[::-1])


@given(ANSWERS, st.sampled_from(CheckStatus))
def test_hints_never_decide(answers, status) -> None:
    assert verdict_of([*answers, answered(status, HINT)]) is verdict_of(answers)


@given(ANSWERS)
def test_only_blockers_that_failed_make_not_ready(answers) -> None:
    blocked = any(one.severity is BLOCKER and one.status is CheckStatus.FAILED for one in answers)

    assert (verdict_of(answers) is PublicationVerdict.NOT_READY) is blocked


@given(ANSWERS)
def test_no_criterion_counts_more_answers_than_questions(answers) -> None:
    for score in scores(answers):
        assert 0 <= score.met <= score.answered <= score.asked


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([], "ready"),
        ([(CheckStatus.NOT_APPLICABLE, BLOCKER)], "ready"),
        ([(CheckStatus.FAILED, CONDITION)], "ready-with-conditions"),
        ([(CheckStatus.MANUAL, CONDITION)], "ready-with-conditions"),
        ([(CheckStatus.UNKNOWN, BLOCKER), (CheckStatus.FAILED, CONDITION)], "inconclusive"),
        ([(CheckStatus.UNKNOWN, BLOCKER), (CheckStatus.FAILED, BLOCKER)], "not-ready"),
    ],
)
def test_verdicts_word_for_word(answers, verdict) -> None:
    assert verdict_of([answered(*one) for one in answers]) == verdict


def test_below_sixty_percent_answered_no_grade_is_given() -> None:
    open_ones = [answered(CheckStatus.MANUAL, HINT)] * 3
    done = [answered(CheckStatus.PASSED, HINT)] * 4
    security = {score.criterion: score for score in scores([*open_ones, *done[:2]])}[Criterion.SECURITY]

    assert (security.asked, security.answered, security.grade) == (5, 2, False)
    assert next(score.grade for score in scores([*open_ones, *done, done[0]]) if score.criterion is Criterion.SECURITY)


@given(st.lists(st.sampled_from("abcdef"), min_size=1), st.lists(st.sampled_from("abcdef")))
def test_a_check_is_waived_only_where_every_spot_is(paths, waived) -> None:
    found = said(failed([spot(path, path) for path in paths]), [waiver(one) for one in waived])

    assert (found.status is CheckStatus.PASSED) is (set(paths) <= set(waived))
    assert {one.key for one in found.spots} == set(paths) - set(waived)


def test_a_hundred_waived_spots_do_not_hide_the_next_one() -> None:
    old = [spot(f"old/{number}") for number in range(500)]

    assert said(failed([*old, spot("new/secret")]), [waiver("old/*")]).status is CheckStatus.FAILED


@pytest.mark.parametrize("looked", [failed([spot("a")]), unknown("licenses-open")._replace(spots=(spot("a"),))])
def test_waivers_make_no_pass_of_what_could_not_be_read(looked) -> None:
    assert said(incomplete(looked, complete=True), [waiver()]).status is CheckStatus.PASSED
    found = said(incomplete(looked, complete=False), [waiver()])
    assert (found.status, found.reason) == (CheckStatus.UNKNOWN, "incomplete")


def test_what_nobody_looked_at_can_not_be_waived() -> None:
    assert said(unknown("no-git"), [waiver()]).status is CheckStatus.UNKNOWN


@pytest.mark.parametrize(
    ("expires", "status"),
    [
        ("2026-11-21", CheckStatus.FAILED),
        ("2026-11-22", CheckStatus.PASSED),
        ("", CheckStatus.PASSED),
        ("some day", CheckStatus.FAILED),
    ],
)
def test_a_waiver_holds_through_its_last_day(expires, status) -> None:
    assert said(failed([spot("a")]), [waiver(expires=expires)]).status is status


def test_a_waiver_of_another_check_does_not_count() -> None:
    assert said(failed([spot("a")]), [waiver(check="PUB-X-02")]).status is CheckStatus.FAILED


def test_waivers_that_are_over_or_hit_nothing_are_told() -> None:
    over, idle, used = waiver("a", "2026-01-01"), waiver("b"), waiver("c")
    one = project(settings={"waivers": (over, idle, used)})
    found = checked([card(lambda _: failed([spot("c")]))], one, DAY)

    assert expired((over, idle, used), DAY) == (over,)
    assert unused(one, found) == (over, idle)


@pytest.mark.parametrize(
    ("decisions", "status"),
    [
        ([], CheckStatus.MANUAL),
        ([decision("yes")], CheckStatus.PASSED),
        ([decision("no")], CheckStatus.FAILED),
        ([decision("not-applicable")], CheckStatus.NOT_APPLICABLE),
        ([decision("perhaps")], CheckStatus.MANUAL),
        ([decision("")], CheckStatus.MANUAL),
        ([decision("yes"), decision("no")], CheckStatus.FAILED),
        ([decision("no"), decision("yes")], CheckStatus.PASSED),
        ([decision("yes", expires="2026-11-21")], CheckStatus.MANUAL),
        ([decision("no"), decision("yes", expires="2026-11-21")], CheckStatus.MANUAL),
        ([decision("yes", check="PUB-X-02")], CheckStatus.MANUAL),
    ],
)
def test_the_last_decision_answers_until_it_is_over(decisions, status) -> None:
    looked = Looked(CheckStatus.MANUAL, reason="nobody-answered")

    assert said(looked, decisions=decisions, by_people=True).status is status


def test_people_do_not_answer_what_can_be_looked_at() -> None:
    assert said(failed([spot("a")]), decisions=[decision("yes")]).status is CheckStatus.FAILED


@pytest.mark.parametrize("check", ["PUB-LIC-01", "PUB-DEP-01", "PUB-LEAK-01"])
def test_no_decision_lifts_a_blocker(check) -> None:
    looked = CARDS[check].look(project())
    decided = project(decisions=(decision("yes", check=check),))
    (found,) = checked([CARDS[check]], decided, DAY)

    assert found.status is looked.status
    assert found.status is not CheckStatus.PASSED


@pytest.mark.parametrize("kind", ProjectKind)
def test_kinds_switch_checks_off_visibly(kind) -> None:
    found = {one.id: one for one in checked(CHECKS, project(settings={"kind": kind}), DAY)}

    off = {check.id for check in CHECKS if kind not in check.kinds}
    assert {id_ for id_, one in found.items() if one.reason == "kind"} == off
    assert all(found[one].status is CheckStatus.NOT_APPLICABLE for one in off)


def test_every_check_is_asked_for_in_the_profile_of_opencode() -> None:
    assert [one.id for one in checked(CHECKS, project(), DAY)] == [check.id for check in CHECKS]
    assert len(IDS) == len(CHECKS) == 77


@pytest.mark.parametrize("profile", [Profile.INTERN, Profile.MINIMAL])
def test_no_profile_asks_more_than_the_one_of_opencode(profile) -> None:
    order = [HINT, CONDITION, BLOCKER]

    for check in CHECKS:
        severity = check.severity_in(profile)
        assert severity is None or order.index(severity) <= order.index(check.severity)


@pytest.mark.parametrize("profile", Profile)
def test_every_profile_blocks_secrets_and_missing_licenses(profile) -> None:
    found = {one.id: one.severity for one in checked(CHECKS, project(settings={"profile": profile}), DAY)}

    assert [found[one] for one in ("PUB-LIC-01", "PUB-LEAK-01", "PUB-LEAK-02", "PUB-LEAK-03")] == [BLOCKER] * 4


def test_an_empty_project_of_any_kind_is_not_ready() -> None:
    for kind in ProjectKind:
        assert verdict_of(checked(CHECKS, project(settings={"kind": kind}), DAY)) is PublicationVerdict.NOT_READY


def test_a_part_that_could_not_be_gathered_never_passes() -> None:
    blind = {one.id: one.status for one in checked(CHECKS, project({"README.md": "x"}), DAY)}
    need = ("PUB-LIC-02", "PUB-LIC-03", "PUB-LIC-04", "PUB-LIC-05", "PUB-LIC-06", "PUB-LIC-07", "PUB-DEP-01", "PUB-DEP-04")

    assert {blind[one] for one in (*need, "PUB-LEAK-01", "PUB-LEAK-02", "PUB-LEAK-03", "PUB-LEAK-04")} == {CheckStatus.UNKNOWN}


def test_every_card_names_a_command_that_there_is() -> None:
    offered = {f"init {one.name}" for one in INIT} | {f"fix {one.name}" for one in FIX} | {f"record {one}" for one in IDS}

    assert {check.fix for check in CHECKS} - offered == {"", "bundle", "rehearse", "notice"}
    assert all(not check.by_people or check.fix == f"record {check.id}" for check in CHECKS)
