"""Waivers: the law of their expiry, who may grant them, and that they void themselves; never do they hide an objection."""

from __future__ import annotations

import itertools
import json
from datetime import date

import pytest

from osscan.engine.check import check
from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.policy.find import policy_named

HEAD = """\
schema: osscan/policy/1
id: own
title: {de: a, en: b}
version: "1"
outbound: EUPL-1.2
context: {relation_default: dynamic-link}
rules:
  - {id: R-1, when: {license: [MIT]}, then: allow, text: {de: ja, en: yes}}
  - {id: R-2, when: {license: [SSPL-1.0]}, then: deny, text: {de: nein, en: no}}
"""
APPROVALS = """\
approvals:
  roles: {osbo: {de: Koordinierung, en: open source office}, legal: {de: Rechtsamt, en: legal office}}
  waivers: {denied: [osbo, legal], review: legal}
  longest_days: 365
"""
WAIVER = "  - {{id: {id}, rule: {rule}, purl: 'pkg:npm/db', owner: o, reason: {{de: a, en: b}}, ticket: T, expires: {expires}{more}}}\n"


def waiver(id_="W", expires="2027-06-30", more="", rule="R-2"):
    return WAIVER.format(id=id_, expires=expires, more=more and f", {more}", rule=rule)


@pytest.fixture
def judged(tmp_path, monkeypatch):
    """The report for one component under SSPL-1.0 (or what is given) and a policy with these waivers."""
    monkeypatch.chdir(tmp_path)

    def call(*waivers, as_of=date(2027, 1, 1), license_="SSPL-1.0", more="", **options):
        (tmp_path / "own.yml").write_text(HEAD + more + ("waivers:\n" + "".join(waivers) if waivers else ""), encoding="utf-8")
        component = {
            "type": "library",
            "name": "db",
            "version": "1.0",
            "purl": "pkg:npm/db@1.0",
            "licenses": [{"license": {"name": license_}}],
        }
        document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component]}
        (tmp_path / "a.cdx.json").write_text(json.dumps(document), encoding="utf-8")
        request = CheckRequest(("a.cdx.json",), policy_named("own.yml"), "", as_of, "2026-11-22T00:00:00Z", **options)
        return check(request, Serial())

    return call


def told(report):
    (verdict,) = report.verdicts
    return (verdict.modifier, verdict.waiver, verdict.objects)


def reason_of(report):
    (verdict,) = report.verdicts
    return verdict.void and verdict.void.key


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 6, 29), ("waived", "W", False)),
        (date(2027, 6, 30), ("waived", "W", False)),
        (date(2027, 7, 1), ("waiver-expired", "W", True)),
    ],
)
def test_on_its_last_day_a_waiver_holds_and_on_the_next_it_does_not(judged, day, expected):
    report = judged(waiver(), as_of=day)
    assert expected == told(report)
    assert ["used" if expected[0] == "waived" else "expired"] == [record.state for record in report.waivers]


def test_the_order_of_waivers_changes_nothing(judged):
    waivers = [
        waiver("W-old", "2026-06-30"),
        waiver("W-short", "2027-03-01"),
        waiver("W-long", "2027-06-30"),
        waiver("W-void", "2028-06-30", "granted: 2027-02-01"),
    ]
    outcomes = set()
    for order in itertools.permutations(waivers):
        report = judged(*order)
        outcomes.add((told(report), tuple(sorted((record.id, record.state) for record in report.waivers))))
    states = (("W-long", "used"), ("W-old", "expired"), ("W-short", "unused"), ("W-void", "void"))
    assert {(("waived", "W-long", False), states)} == outcomes


def test_a_waived_verdict_keeps_its_words_and_is_counted(judged):
    plain, waived = judged(), judged(waiver())
    assert plain.verdicts[0].judgement == waived.verdicts[0].judgement
    assert (1, 0, "objections") == (plain.summary.objections, plain.summary.waived, plain.outcome)
    assert (0, 1, "passed") == (waived.summary.objections, waived.summary.waived, waived.outcome)


def test_a_waiver_for_the_default_names_it(judged):
    assert ("waived", "W", False) == told(judged(waiver(rule="default"), license_="ISC"))
    assert (None, "", True) == told(judged(waiver(rule="R-1"), license_="ISC"))


def test_a_waiver_whose_evidence_is_the_same_holds(judged):
    evidence = judged().verdicts[0].evidence
    report = judged(waiver(more=f"evidence: '{evidence}'"))
    assert (("waived", "W", False), evidence) == (told(report), report.waivers[0].evidence)


def test_a_waiver_whose_evidence_has_changed_is_void_and_says_the_new_one(judged):
    before = judged().verdicts[0].evidence
    after = judged(license_="Server Side Public License, v 1").verdicts[0].evidence
    report = judged(waiver(more=f"evidence: '{before}'"), license_="Server Side Public License, v 1", evidence=False)
    assert "SSPL-1.0" == report.components[0].license.expression
    assert ("waiver-void", "W", True) == told(report)
    assert ("waiver-evidence-changed", (("evidence", after), ("waiver", "W"))) == report.verdicts[0].void[:2]
    assert [("void", "waiver-evidence-changed")] == [(record.state, record.void.key) for record in report.waivers]
    assert ["policy-waiver-evidence-changed"] == [p.code for p in report.problems if p.code.startswith("policy-waiver")]


def test_evidence_is_given_for_what_is_not_ok_and_only_when_asked(judged):
    assert judged().verdicts[0].evidence.startswith("sha256:")
    assert "" == judged(license_="MIT").verdicts[0].evidence
    assert "" == judged(evidence=False).verdicts[0].evidence


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("approved_by: osbo, granted: 2026-07-01", None),
        ("approved_by: legal, granted: 2026-07-01", None),
        ("granted: 2026-07-01", "waiver-not-approved"),
        ("approved_by: osbo", "waiver-not-dated"),
        ("approved_by: osbo, granted: 2026-06-30", None),
        ("approved_by: osbo, granted: 2026-06-29", "waiver-too-long"),
        ("approved_by: osbo, granted: 2027-01-02", "waiver-not-yet"),
    ],
)
def test_a_waiver_needs_the_approval_and_the_time_that_the_policy_asks_for(judged, more, expected):
    report = judged(waiver(more=more), more=APPROVALS)
    assert expected == reason_of(report)
    assert ("waived" if expected is None else "waiver-void") == report.verdicts[0].modifier


@pytest.mark.parametrize(("role", "expected"), [("osbo", "waiver-not-approved"), ("legal", None)])
def test_who_may_approve_depends_on_the_level(judged, role, expected):
    more = f"approved_by: {role}, granted: 2026-07-01"
    assert expected == reason_of(judged(waiver(more=more, rule="default"), more=APPROVALS, license_="ISC"))


def test_where_nobody_is_named_for_a_level_no_approval_is_needed(judged):
    more = "approvals: {roles: {osbo: {de: a, en: b}}, waivers: {review: osbo}}\n"
    assert ("waived", "W", False) == told(judged(waiver(), more=more))


def test_the_record_names_who_approved(judged):
    (record,) = judged(waiver(more="approved_by: legal, granted: 2026-07-01"), more=APPROVALS).waivers
    assert ("legal", "Rechtsamt", "legal office", "2026-07-01") == record[8:12]


def test_a_waiver_that_cannot_hold_is_told_even_when_nothing_needs_it(judged):
    report = judged(waiver(more="approved_by: osbo"), more=APPROVALS, license_="MIT")
    codes = [problem.code for problem in report.problems if problem.code.startswith("policy-waiver")]
    assert ["policy-waiver-not-dated", "policy-waiver-unused"] == codes


def test_shared_entries_are_not_called_unused(judged):
    assert "policy-waiver-unused" in [p.code for p in judged(waiver(), license_="MIT").problems]
    assert [] == [p.code for p in judged(waiver(), license_="MIT", more="shared: true\n").problems]
