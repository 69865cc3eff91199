"""What counts against a run: the policy's word, and over it the caller's."""

from __future__ import annotations

import json
from datetime import date

import pytest

from osscan.engine import baseline
from osscan.engine.check import check
from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.model.verdict import Level
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
  - {id: R-2, when: {license: [SSPL-1.0]}, then: deny, text: {de: nein, en: no}FORMERLY}
  - {id: R-3, when: {license: [ISC]}, then: review, text: {de: vielleicht, en: perhaps}}
"""
WAIVER = "waivers: [{id: W, rule: R-2, purl: 'pkg:npm/x', owner: o, reason: {de: a, en: b}, ticket: T, expires: 2026-01-01}]\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(licenses, more="", formerly="", text=None, **options):
        policy = HEAD.replace("FORMERLY", formerly).replace("R-2", options.pop("rule", "R-2")) + more
        (tmp_path / "own.yml").write_text(policy, encoding="utf-8")
        components = [
            {"type": "library", "name": name, "purl": f"pkg:npm/{name}@1", "licenses": [{"license": {"id": name}}]}
            for name in licenses
        ]
        document = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components})
        (tmp_path / "a.cdx.json").write_text(text or document, encoding="utf-8")
        request = CheckRequest(("a.cdx.json",), policy_named("own.yml"), "", date(2027, 1, 1), "2027-01-01T00:00:00Z", **options)
        return check(request, Serial())

    return call


def known(report):
    return frozenset(entry["fingerprint"] for entry in json.loads(baseline.text_of(report))["objections"])


def test_the_policy_says_from_which_level_on_a_verdict_counts(run):
    assert "objections" == run(["ISC"]).outcome
    report = run(["ISC"], "fail_on: {severity: denied}\n")
    assert ("passed", "denied") == (report.outcome, report.policy.fail_on)


def test_the_caller_wins_over_the_policy(run):
    assert "objections" == run(["ISC"], "fail_on: {severity: denied}\n", fail_on=Level.REVIEW).outcome
    assert "passed" == run(["ISC"], fail_on=Level.DENIED).outcome


def test_the_policy_says_whether_only_what_is_new_counts(run):
    before = known(run(["SSPL-1.0"]))
    more = "fail_on: {new_only: true}\n"
    assert "objections" == run(["SSPL-1.0"], baseline=before).outcome
    assert "passed" == run(["SSPL-1.0"], more, baseline=before).outcome
    assert "objections" == run(["SSPL-1.0"], more, baseline=before, only_new=False).outcome
    assert "objections" == run(["SSPL-1.0"], more).outcome


@pytest.mark.parametrize(("gate", "expected"), [("error", ("objections", "error")), ("warn", ("passed", "warning"))])
def test_a_baseline_entry_that_is_gone_weighs_as_the_policy_says(run, gate, expected):
    before = known(run(["SSPL-1.0"]))
    report = run(["MIT"], f"fail_on: {{fixed_baseline: {gate}}}\n", baseline=before)
    (problem,) = [one for one in report.problems if one.code == "baseline-entries-gone"]
    assert expected == (report.outcome, problem.severity)


def test_the_ratchet_counts_what_is_gone_and_writing_the_baseline_anew_shrinks_it(run):
    before = known(run(["SSPL-1.0", "ISC"]))
    report = run(["SSPL-1.0"], baseline=before, only_new=True, ratchet=True)
    assert ("objections", 1, True) == (report.outcome, report.summary.remarks, report.complete)
    after = known(report)
    assert (2, 1) == (len(before), len(after & before))
    assert "passed" == run(["SSPL-1.0"], baseline=after, only_new=True, ratchet=True).outcome


def test_a_ratchet_can_be_taken_back(run):
    before = known(run(["SSPL-1.0"]))
    assert "passed" == run(["MIT"], "fail_on: {fixed_baseline: error}\n", baseline=before, ratchet=False).outcome


def test_a_renamed_rule_keeps_its_baseline(run):
    before = known(run(["SSPL-1.0"], rule="OLD"))
    assert "objections" == run(["SSPL-1.0"], baseline=before, only_new=True).outcome
    renamed = run(["SSPL-1.0"], formerly=", formerly: [OLD]", baseline=before, only_new=True, ratchet=True)
    assert ("passed", 0) == (renamed.outcome, renamed.summary.remarks)


@pytest.mark.parametrize(
    ("key", "more", "code"),
    [
        ("expired_waivers", WAIVER, "policy-waiver-expired"),
        ("unused_entries", WAIVER.replace("2026", "2028"), "policy-waiver-unused"),
        (
            "unused_entries",
            "clarifications: [{purl: 'pkg:npm/z', expression: MIT, reason: {de: a, en: b}}]\n",
            "policy-clarification-unused",
        ),
        ("unused_entries", "choices: [{given: MIT OR ISC, choose: MIT, reason: {de: a, en: b}}]\n", "policy-choice-unused"),
    ],
)
def test_a_remark_counts_is_told_or_is_left_out(run, key, more, code):
    outcomes = {}
    for gate in ("error", "warn", "ignore"):
        report = run(["MIT"], more + f"fail_on: {{{key}: {gate}}}\n")
        outcomes[gate] = (report.outcome.value, [p.severity.value for p in report.problems if p.code == code])
    assert {"error": ("objections", ["error"]), "warn": ("passed", ["warning"]), "ignore": ("passed", [])} == outcomes


def test_rules_that_nothing_needed_never_count(run):
    report = run(["MIT"], "fail_on: {unused_entries: error}\n")
    assert ("passed", 0) == (report.outcome, report.summary.remarks)


@pytest.mark.parametrize(("gate", "outcome"), [("warn", "incomplete"), ("error", "objections")])
def test_what_was_not_read_never_passes(run, gate, outcome):
    report = run([], f"fail_on: {{incomplete: {gate}}}\n", text='{"bomFormat": "CycloneDX", "specVersion": "1.6", "compo')
    assert (outcome, False) == (report.outcome.value, report.complete)


@pytest.mark.parametrize(("gate", "outcome", "complete"), [("warn", "incomplete", True), ("error", "objections", False)])
def test_what_was_not_established_never_passes(run, gate, outcome, complete):
    report = run(["LicenseRef-unknown"], f"fail_on: {{severity: denied, incomplete: {gate}}}\n")
    assert (outcome, complete) == (report.outcome.value, report.complete)
