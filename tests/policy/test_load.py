"""The policy file: what is wrong with it is told, all at once, with the line, and nothing is judged by halves."""

from __future__ import annotations

import hashlib

import pytest

from osscan.errors import PolicyInvalidError
from osscan.policy.find import packaged_names, policy_named
from osscan.policy.load import load
from osscan.policy.schema import Then
from osscan.policy.sound import remarks

HEAD = """\
schema: osscan/policy/1
id: p
title: {de: Probe, en: Sample}
version: "1"
outbound: EUPL-1.2
categories:
  permissive: [MIT, Apache-2.0]
rules:
  - id: R-1
    when: {category: permissive}
    then: allow
    text: {de: Erlaubt., en: Allowed.}
"""


def loaded(tmp_path, text, name="policy.yml"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return load(file, name)


def faults(tmp_path, text):
    with pytest.raises(PolicyInvalidError) as caught:
        loaded(tmp_path, text)
    return [(problem.code, problem.place.line) for problem in caught.value.problems]


def test_every_packaged_policy_is_sound():
    assert ("dortmund", "osscan", "public-de") == packaged_names()
    for name in packaged_names():
        policy = policy_named(name)
        assert policy.rules
        assert [] == [p.code for p in remarks(policy)]


def test_a_rule_keeps_its_line(tmp_path):
    policy = loaded(tmp_path, HEAD)
    assert ("R-1", "policy.yml", 9) == (policy.rules[0].id, policy.rules[0].place.input, policy.rules[0].place.line)
    assert Then.REVIEW is policy.default


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("rulez: []\n", [("policy-unknown-key", 13)]),
        ("default: allow\n", [("policy-default-allows", 13)]),
        ("default: maybe\n", [("policy-wrong-value", 13)]),
        ("contested: yes\n", [("policy-wrong-value", 13)]),
        ("id: again\n", [("policy-duplicate-key", 13)]),
        ("prefer: {a: b}\n", [("policy-wrong-type", 13)]),
        ("choices:\n  - {given: 'MIT OR', choose: MIT, reason: {de: a, en: b}}\n", [("policy-bad-expression", 14)]),
        ("extends: [{path: nowhere.yml}]\n", [("policy-base-missing", 13)]),
        (
            "waivers:\n  - {id: W, rule: R-9, purl: 'pkg:npm/a', owner: o, reason: {de: a, en: b}, ticket: T, expires: 2027-01-01}\n",
            [("policy-waiver-without-rule", 14)],
        ),
        (
            "waivers:\n  - {id: W, rule: R-1, purl: 'pkg:npm/a', owner: o, reason: {de: a, en: b}, ticket: T, expires: soon}\n",
            [("policy-wrong-value", 14)],
        ),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, change, expected):
    assert expected == faults(tmp_path, HEAD + change)


RULE = "  - id: R-2\n    when: {%s}\n    then: %s\n    text: {de: a, en: b}\n"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (RULE % ("category: nowhere", "deny"), [("policy-unknown-category", 13)]),
        (RULE % ("license: Apche-2.0", "deny"), [("policy-unknown-license", 13)]),
        (RULE % ("status: absent", "allow"), [("policy-allows-unknown", 13)]),
        (RULE % ("status: lost", "deny"), [("policy-wrong-value", 14)]),
        (RULE % ("", "deny"), [("policy-empty-condition", 14)]),
        (RULE % ("osi: no", "deny"), [("policy-wrong-value", 14)]),
        (RULE.replace("R-2", "R-1") % ("license: MIT", "deny"), [("policy-id-twice", 13)]),
        ("  - id: R-3\n", [("policy-missing-key", 13)] * 3),
        (
            "  - {id: R-4, when: {license: MIT}, then: allow, obligations: [dance], text: {de: a, en: b}}\n",
            [("policy-unknown-obligation", 13)],
        ),
    ],
)
def test_a_rule_that_would_not_do_what_it_says_is_refused(tmp_path, rule, expected):
    assert expected == faults(tmp_path, HEAD + rule)


def test_all_faults_are_told_at_once(tmp_path):
    assert 3 == len(faults(tmp_path, HEAD + "default: allow\nrulez: []\nprefer: {a: b}\n"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [1,\n", "policy-syntax"),
        ("- a\n", "policy-wrong-type"),
        ("", "policy-wrong-type"),
        ("a: &a [*a]\n", "policy-too-large"),
    ],
)
def test_what_is_no_policy_is_refused(tmp_path, text, code):
    assert code in [found for found, _ in faults(tmp_path, text)]


def test_aliases_of_aliases_do_not_blow_up(tmp_path):
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
    assert [("policy-too-large", None)] == faults(tmp_path, bomb)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    file = tmp_path / "p.yml"
    file.write_bytes(b"schema: \xff\xfe\n")
    with pytest.raises(PolicyInvalidError) as caught:
        load(file, "p.yml")
    assert "policy-syntax" == caught.value.problems[0].code


def test_the_extending_file_speaks_first(tmp_path):
    (tmp_path / "base.yml").write_text(HEAD, encoding="utf-8")
    above = HEAD.split("categories", maxsplit=1)[0].replace("id: p", "id: above").replace("EUPL-1.2", "MIT")
    policy = loaded(tmp_path, above + "extends: [{path: base.yml}]\nrules:\n" + RULE % ("license: MIT", "deny"), "above.yml")
    assert ("above", "MIT", ["R-2", "R-1"]) == (policy.id, policy.outbound, [rule.id for rule in policy.rules])
    assert ("above.yml", "base.yml") == policy.files


def test_a_base_with_another_hash_is_refused(tmp_path):
    (tmp_path / "base.yml").write_text(HEAD, encoding="utf-8")
    good = hashlib.sha256(HEAD.encode()).hexdigest()
    above = HEAD.replace("R-1", "R-0")
    assert loaded(tmp_path, above + f"extends: [{{path: base.yml, sha256: {good}}}]\n").id == "p"
    assert [("policy-base-changed", 13)] == faults(tmp_path, above + f"extends: [{{path: base.yml, sha256: {'0' * 64}}}]\n")


def test_a_circle_of_bases_is_refused(tmp_path):
    assert ("policy-extends-circle", None) in faults(tmp_path, HEAD + "extends: [{path: policy.yml}]\n")


def test_a_missing_policy_is_never_a_default():
    with pytest.raises(PolicyInvalidError) as caught:
        policy_named("nobody")
    assert "policy-missing" == caught.value.problems[0].code


def test_a_shadowed_rule_and_an_overlap_are_remarked(tmp_path):
    text = HEAD.replace("categories:\n", "categories:\n  other: [MIT]\n") + RULE % ("category: permissive, scope: [dev]", "deny")
    assert ["policy-shadowed-rule", "policy-category-overlap"] == [p.code for p in remarks(loaded(tmp_path, text))]
