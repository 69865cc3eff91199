"""What the author of a policy would want to know although it works."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.engine.policies import HEAD, RULES, TESTS, written

from osscan.engine.policy_lint import linted
from osscan.model.problem import Severity

TODAY = dt.date(2026, 11, 22)
WAIVER = "waivers:\n  - {id: W, rule: P-2, purl: 'pkg:npm/a', owner: o, reason: {de: a, en: b}, ticket: T, expires: %s}\n"


def codes(tmp_path, text, *, severity=Severity.WARNING):
    found = linted(str(written(tmp_path, text)), TODAY)
    return [problem.code for problem in found.problems if problem.severity is severity]


def test_a_good_policy_has_no_warnings(tmp_path):
    assert [] == codes(tmp_path, HEAD + RULES + TESTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + RULES, ["policy-without-tests"]),
        (HEAD.replace("  strong:", "  other: [ISC]\n  strong:") + RULES + TESTS, ["policy-category-unused"]),
        (HEAD + RULES + TESTS + "prefer: [MTI]\n", ["policy-name-unlisted"]),
        (HEAD + RULES + TESTS + "name_mappings: {ours: MTI}\n", ["policy-name-unlisted"]),
        (HEAD.replace("[MIT, Apache-2.0]", "[MIT, 'Apacke-*']") + RULES + TESTS, ["policy-pattern-fits-nothing"]),
        (HEAD + RULES + TESTS + WAIVER % "2026-11-21", ["policy-waiver-expired"]),
    ],
)
def test_a_remark_is_told(tmp_path, text, expected):
    assert expected == codes(tmp_path, text)


def test_a_waiver_about_to_expire_is_a_note(tmp_path):
    assert "policy-waiver-expiring" in codes(tmp_path, HEAD + RULES + TESTS + WAIVER % "2026-12-01", severity=Severity.NOTE)


def test_licenses_in_no_category_are_a_note(tmp_path):
    assert "policy-licenses-uncategorized" in codes(tmp_path, HEAD + RULES + TESTS, severity=Severity.NOTE)


def test_a_rule_behind_others_that_take_everything_never_speaks(tmp_path):
    late = "  - {id: L, when: {license: [MIT, GPL-3.0-only], relation: dynamic-link, scope: runtime}, then: deny, text: {de: a, en: b}}\n"

    assert ["policy-rule-never-speaks"] == codes(tmp_path, HEAD + RULES.replace("default:", late + "default:") + TESTS)


def test_a_rule_that_asks_for_what_never_comes_out_never_speaks(tmp_path):
    odd = "  - {id: O, when: {license: MIT, compatibility: incompatible}, then: deny, text: {de: a, en: b}}\nrules:\n"

    assert "policy-rule-never-speaks" in codes(tmp_path, HEAD + RULES.replace("rules:\n", "rules:\n" + odd[:-7]) + TESTS)


def test_a_base_without_hash_is_told_and_one_with_hash_is_not(tmp_path):
    import hashlib

    base = written(tmp_path, HEAD + RULES, "base.yml")
    own = HEAD.split("categories", maxsplit=1)[0]
    pinned = f"extends: [{{path: base.yml, sha256: {hashlib.sha256(base.read_bytes()).hexdigest()}}}]\n"

    assert ["policy-base-unpinned"] == codes(tmp_path, own + "extends: [{path: base.yml}]\n")
    assert "policy-base-unpinned" in codes(tmp_path, own + "extends: [{packaged: public-de}]\n", severity=Severity.NOTE)
    assert [] == codes(tmp_path, own + pinned)


def test_faults_are_told_with_their_places_and_nothing_else_is(tmp_path):
    found = linted(str(written(tmp_path, HEAD.replace("outbound:", "outbund:") + "rulez: []\n")), TODAY)

    assert None is found.policy
    assert [("policy-unknown-key", 5), ("policy-unknown-key", 11)] == [(p.code, p.place.line) for p in found.problems]
    assert 2 == found.count(Severity.ERROR)


def test_remarks_stand_in_the_order_of_the_file(tmp_path):
    found = linted(str(written(tmp_path, HEAD.replace("  strong:", "  other: [ISC]\n  strong:") + RULES)), TODAY)
    lines = [problem.place.line or 0 for problem in found.problems]

    assert sorted(lines) == lines
