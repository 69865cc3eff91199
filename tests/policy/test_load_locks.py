"""Bases: pinned, packaged, and with locks that no extending file gets around."""

from __future__ import annotations

import hashlib

import pytest

from osscan.errors import PolicyInvalidError
from osscan.policy.load import load
from osscan.policy.schema import Floor
from osscan.policy.sound import remarks

HEAD = "schema: osscan/policy/1\nid: {id}\ntitle: {{de: a, en: b}}\nversion: '1'\n"
BASE = (
    HEAD.format(id="base")
    + """\
outbound: EUPL-1.2
doctrine: fsf-strict
default: review
context: {provision: [source, saas], relation_by_ecosystem: {npm: dynamic-link}}
categories: {permissive: [MIT], closed: [BUSL-1.1]}
fail_on: {severity: denied}
approvals: {roles: {osbo: {de: a, en: b}}, waivers: {denied: osbo}, longest_days: 365}
rules:
  - {id: B-1, when: {category: closed}, then: deny, text: {de: a, en: b}}
  - {id: B-2, when: {category: permissive}, then: allow, text: {de: a, en: b}}
"""
)


def written(tmp_path, **files):
    for name, text in files.items():
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    return tmp_path


def above(tmp_path, locked, mine, bases="base"):
    written(tmp_path, base=BASE + f"locked: [{locked}]\n")
    extends = ", ".join(f"{{path: {base}.yml}}" for base in bases.split())
    written(tmp_path, own=HEAD.format(id="own") + f"extends: [{extends}]\n" + mine)
    return load(tmp_path / "own.yml", "own.yml")


def faults(tmp_path, locked, mine, bases="base"):
    with pytest.raises(PolicyInvalidError) as caught:
        above(tmp_path, locked, mine, bases)
    return [(p.code, p.place.input, p.place.line, dict(p.facts).get("base")) for p in caught.value.problems]


WAIVER = "waivers: [{id: W, rule: B-1, purl: 'pkg:npm/a', owner: o, reason: {de: a, en: b}, ticket: T, expires: 2027-01-01}]\n"


@pytest.mark.parametrize(
    ("locked", "mine"),
    [
        ("outbound", "outbound: MIT\n"),
        ("doctrine", "doctrine: eu-directive\n"),
        ("contested", "contested: doctrine\n"),
        ("context", "context: {provision: internal}\n"),
        ("context", "context: {relation_by_ecosystem: {npm: separate-process}}\n"),
        ("context", "context: {relation_by_ecosystem: {cargo: separate-process}}\n"),
        ("fail_on", "fail_on: {new_only: true}\n"),
        ("fail_on", "fail_on: {incomplete: warn, expired_waivers: ignore}\n"),
        ("approvals", "approvals: {longest_days: 366}\n"),
        ("approvals", "approvals: {waivers: {review: osbo}}\n"),
        ("waivers", WAIVER),
        ("first_party", "first_party: 'pkg:npm/*'\n"),
        ("categories.permissive", "categories: {permissive: SSPL-1.0}\n"),
        ("categories", "categories: {other: ISC, closed: MIT-0}\n"),
    ],
)
def test_a_locked_key_is_not_changed(tmp_path, locked, mine):
    assert [("policy-locked", "own.yml", 6, "base.yml:15:10")] == faults(tmp_path, locked, mine)


@pytest.mark.parametrize(
    ("locked", "mine"),
    [
        ("outbound", "outbound: EUPL-1.2\n"),
        ("default", "default: deny\n"),
        ("fail_on", "fail_on: {severity: review, unused_entries: error}\n"),
        ("context", "context: {provision: [saas, source]}\n"),
        ("approvals", "approvals: {longest_days: 90}\n"),
        ("categories.permissive", "categories: {closed: SSPL-1.0}\n"),
        ("categories", "categories: {other: ISC}\n"),
        ("rules", "rules: [{id: O-1, when: {license: MIT}, then: deny, text: {de: a, en: b}}]\n"),
        ("waivers", ""),
    ],
)
def test_a_locked_key_may_be_repeated_or_made_stricter(tmp_path, locked, mine):
    assert "own" == above(tmp_path, locked, mine).id


def test_a_file_beside_the_base_is_bound_like_the_one_above(tmp_path):
    written(tmp_path, side=HEAD.format(id="side") + "doctrine: eu-directive\n")
    assert [("policy-locked", "side.yml", 5, "base.yml:15:10")] == faults(tmp_path, "doctrine", "", "side base")


def test_a_file_whose_word_does_not_win_may_say_it(tmp_path):
    written(tmp_path, side=HEAD.format(id="side") + "doctrine: eu-directive\n")
    assert "fsf-strict" == above(tmp_path, "doctrine", "", "base side").doctrine


def test_what_a_file_locks_it_may_set_itself_against_its_own_base(tmp_path):
    written(tmp_path, base=BASE, middle=HEAD.format(id="m") + "extends: [{path: base.yml}]\nlocked: outbound\noutbound: MIT\n")
    assert "MIT" == load(tmp_path / "middle.yml", "middle.yml").outbound


@pytest.mark.parametrize(
    ("locked", "expected"),
    [
        ("rulez", "policy-unknown-key"),
        ("doctrine.linking", "policy-unknown-key"),
        ("rules.B-9", "policy-lock-on-nothing"),
        ("categories.none", "policy-lock-on-nothing"),
        ("severity", "policy-lock-on-nothing"),
    ],
)
def test_a_lock_on_what_is_not_there_is_a_fault(tmp_path, locked, expected):
    assert [(expected, "base.yml", 15, None)] == faults(tmp_path, locked, "")


def test_locked_rules_become_a_floor(tmp_path):
    policy = above(tmp_path, "rules.B-1", "")
    assert (Floor(frozenset({"base.yml"}), frozenset({"B-1"})),) == policy.floors
    assert (Floor(frozenset({"base.yml"}), frozenset({"B-1", "B-2"})),) == above(tmp_path, "rules", "").floors


def test_a_rule_that_a_locked_one_overrules_is_remarked(tmp_path):
    rule = "rules: [{id: O-1, when: {license: BUSL-1.1, category: closed}, then: allow, text: {de: a, en: b}}]\n"
    assert ["policy-rule-overruled"] == [problem.code for problem in remarks(above(tmp_path, "rules.B-1", rule))]
    assert () == remarks(above(tmp_path, "doctrine", rule))


def test_a_packaged_policy_is_extended_by_its_name(tmp_path):
    written(tmp_path, own=HEAD.format(id="own") + "extends: [{packaged: dortmund}]\n")
    policy = load(tmp_path / "own.yml", "own.yml")
    assert ("own.yml", "policies/dortmund.yml", "policies/base/public-de.yml") == policy.files


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("{packaged: nobody}", "policy-missing"),
        ("{packaged: dortmund, path: base.yml}", "policy-extends-what"),
        ("{sha256: x}", "policy-extends-what"),
        ("{path: base.yml, sha256: x}", "policy-base-changed"),
    ],
)
def test_a_base_that_is_not_named_right_is_a_fault(tmp_path, base, expected):
    written(tmp_path, base=BASE, own=HEAD.format(id="own") + f"outbound: MIT\nextends: [{base}]\n")
    with pytest.raises(PolicyInvalidError) as caught:
        load(tmp_path / "own.yml", "own.yml")
    assert [(expected, 6)] == [(problem.code, problem.place.line) for problem in caught.value.problems]


def test_a_pinned_base_with_an_unpinned_base_is_told(tmp_path):
    middle = HEAD.format(id="m") + "extends: [{path: base.yml}]\n"
    pin = hashlib.sha256(middle.encode()).hexdigest()
    own = HEAD.format(id="own") + f"extends: [{{path: middle.yml, sha256: {pin}}}]\n"
    written(tmp_path, base=BASE, middle=middle, own=own)
    found = remarks(load(tmp_path / "own.yml", "own.yml"))
    assert [("policy-base-not-pinned", "middle.yml", 5)] == [(p.code, p.place.input, p.place.line) for p in found]
    assert () == remarks(load(tmp_path / "middle.yml", "middle.yml"))


def test_a_base_that_two_files_extend_is_read_once(tmp_path):
    written(tmp_path, side=HEAD.format(id="side") + "extends: [{path: base.yml}]\n")
    assert ("own.yml", "side.yml", "base.yml") == above(tmp_path, "rules", "", "side base").files
