"""What a rule can ask, that doubt never speaks for a component, and that locked rules are the least that holds."""

from __future__ import annotations

import pytest

from osscan.errors import PolicyInvalidError
from osscan.expression.parse import parse
from osscan.model.component import Relation, Scope
from osscan.model.problem import Severity
from osscan.model.verdict import LicenseStatus, Resolution
from osscan.policy.judge import Judge
from osscan.policy.load import load
from osscan.policy.resolve import Resolved
from osscan.policy.sound import remarks

HEAD = """\
schema: osscan/policy/1
id: p
title: {de: a, en: b}
version: "1"
outbound: EUPL-1.2
context: {provision: [saas], relation_by_scope: {test: test}, relation_by_ecosystem: {npm: dynamic-link}}
categories: {permissive: [MIT, Apache-2.0], closed: [BUSL-1.1]}
"""
RULE = "  - {id: %s, when: {%s}, then: %s, text: {de: a, en: b}%s}\n"


def loaded(tmp_path, *rules, more="", name="policy.yml", head=HEAD):
    listed = "rules:\n" + "".join(RULE % (rule if len(rule) == 4 else (*rule, "")) for rule in rules) if rules else ""
    (tmp_path / name).write_text(head + more + listed, encoding="utf-8")
    return load(tmp_path / name, name)


def judged(policy, license_, purl="", version="", status=LicenseStatus.RESOLVED):
    judge = Judge(policy, parse(policy.outbound))
    tree = parse(license_) if license_ else None
    resolved = Resolved(Resolution(status, license_ or None, ()), tree)
    return judge.judge(resolved, judge.context(Scope.RUNTIME, Relation.DYNAMIC_LINK, purl, version))


def rule_of(policy, license_, *more):
    return judged(policy, license_, *more).policy.rule


@pytest.mark.parametrize(
    ("when", "fitting", "other"),
    [
        ("family: [gpl, AGPL]", "AGPL-3.0-or-later", "LGPL-2.1-only"),
        ("family: GPL", "GPL-2.0-only WITH Classpath-exception-2.0", "MIT"),
        ("network: true", "AGPL-3.0-only", "GPL-3.0-only"),
        ("network: true", "EUPL-1.2", "MIT"),
        ("network: false", "MIT", "EUPL-1.2"),
    ],
)
def test_a_rule_asks_for_more_than_a_name(tmp_path, when, fitting, other):
    policy = loaded(tmp_path, ("R-1", when, "review"))
    assert ("R-1", "") == (rule_of(policy, fitting), rule_of(policy, other))


def test_a_rule_asks_how_the_product_reaches_people(tmp_path):
    policy = loaded(tmp_path, ("R-1", "provision: [device, saas]", "review"))
    assert ("R-1", "") == (rule_of(policy, "MIT"), rule_of(policy._replace(provisions=()), "MIT"))


@pytest.mark.parametrize(
    ("purl", "version", "expected"),
    [
        ("pkg:npm/a@1.5.0", "1.5.0", "R-1"),
        ("pkg:npm/a@1.5.0", "", "R-1"),
        ("pkg:npm/a@2.0.0", "2.0.0", ""),
        ("pkg:npm/b@1.5.0", "1.5.0", ""),
    ],
)
def test_a_rule_narrows_versions(tmp_path, purl, version, expected):
    policy = loaded(tmp_path, ("R-1", "purl: 'pkg:npm/a', versions: '>=1,<2'", "deny"))
    assert expected == rule_of(policy, "MIT", purl, version)


@pytest.mark.parametrize(("then", "expected"), [("deny", "R-1"), ("review", "R-1"), ("allow", "")])
def test_a_version_that_cannot_be_compared_never_speaks_for_a_component(tmp_path, then, expected):
    policy = loaded(tmp_path, ("R-1", "purl: 'pkg:npm/a', versions: '<2'", then))
    assert (expected, expected) == (rule_of(policy, "MIT", "pkg:npm/a", "git-main"), rule_of(policy, "MIT", "pkg:npm/a", ""))


@pytest.mark.parametrize(("then", "expected"), [("deny", "R-1"), ("allow", "")])
def test_nor_does_an_exception_to_a_rule_that_cannot_be_established(tmp_path, then, expected):
    unless = ", unless: {purl: 'pkg:npm/a', versions: '<2'}"
    policy = loaded(tmp_path, ("R-1", "license: MIT", then, unless))
    assert expected == rule_of(policy, "MIT", "pkg:npm/a", "git-main")


@pytest.mark.parametrize(("then", "expected"), [("deny", "R-1"), ("allow", "")])
def test_a_license_that_nobody_has_looked_at_may_have_a_network_trigger(tmp_path, then, expected):
    policy = loaded(tmp_path, ("R-1", "network: true", then))
    assert expected == rule_of(policy, "LicenseRef-own")


def test_a_rule_brings_its_own_remedy_and_severity(tmp_path):
    more = ", severity: note, remedy: {de: Tauschen., en: Swap it.}"
    policy = loaded(tmp_path, ("R-1", "license: MIT", "deny", more))
    told = judged(policy, "MIT").policy
    assert (Severity.NOTE, "Tauschen.", "Swap it.") == (told.severity, told.remedy_de, told.remedy_en)


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        ("{R-1: error, denied: warning}", Severity.ERROR),
        ("{denied: warning}", Severity.NOTE),
        ("{}", Severity.NOTE),
    ],
)
def test_severity_of_a_rule_counts_by_id_then_as_written_then_by_word(tmp_path, mapping, expected):
    policy = loaded(tmp_path, ("R-1", "license: MIT", "deny", ", severity: note"), more=f"severity: {mapping}\n")
    assert expected is judged(policy, "MIT").policy.severity


def test_severity_reaches_the_default_and_survives_an_expression(tmp_path):
    policy = loaded(tmp_path, ("R-1", "license: MIT", "allow"), more="severity: {needs-review: note}\n")
    assert Severity.NOTE is judged(policy, "ISC").policy.severity
    assert Severity.NOTE is judged(policy, "MIT AND ISC").policy.severity


BASE = [
    ("B-1", "category: closed", "deny"),
    ("B-2", "license: Zlib", "allow"),
    ("B-3", "license: [Zlib, ISC]", "deny"),
]


@pytest.mark.parametrize(
    ("locked", "license_", "expected"),
    [
        ("rules", "BUSL-1.1", "B-1"),
        ("rules", "Zlib", "O-1"),
        ("rules", "ISC", "B-3"),
        ("rules", "MIT", "O-1"),
        ("rules", "BSL-1.0", "O-2"),
        ("rules.B-1", "BUSL-1.1", "B-1"),
        ("rules.B-1", "ISC", "O-1"),
        ("rules.B-3", "Zlib", "O-1"),
        ("rules.B-3", "ISC", "B-3"),
        ("waivers", "BUSL-1.1", "O-1"),
    ],
)
def test_what_a_base_locks_is_the_least_that_holds(tmp_path, locked, license_, expected):
    loaded(tmp_path, *BASE, more=f"locked: [{locked}]\n", name="base.yml")
    own = [("O-1", "license: [BUSL-1.1, Zlib, ISC, MIT]", "allow"), ("O-2", "license: BSL-1.0", "deny")]
    head = HEAD.partition("outbound")[0]
    assert expected == rule_of(loaded(tmp_path, *own, more="extends: [{path: base.yml}]\n", head=head), license_)


def test_a_verdict_says_which_rule_a_locked_one_overruled(tmp_path):
    loaded(tmp_path, *BASE, more="locked: [rules]\n", name="base.yml")
    head = HEAD.partition("outbound")[0]
    policy = loaded(tmp_path, ("O-1", "license: '*'", "allow"), more="extends: [{path: base.yml}]\n", head=head)
    (reason,) = judged(policy, "ISC").policy.reasons
    assert ("rule-locked", (("overruled", "O-1"), ("rule", "B-3"))) == (reason.key, reason.facts)


def test_stricter_rules_in_front_of_a_lock_keep_their_word(tmp_path):
    loaded(tmp_path, ("B-1", "license: MIT", "allow"), more="locked: [rules]\n", name="base.yml")
    head = HEAD.partition("outbound")[0]
    policy = loaded(tmp_path, ("O-1", "license: MIT", "deny"), more="extends: [{path: base.yml}]\n", head=head)
    assert "O-1" == rule_of(policy, "MIT")


@pytest.mark.parametrize(
    ("when", "more", "expected"),
    [
        ("versions: '<2'", "", "policy-versions-without-purl"),
        ("purl: 'pkg:npm/a', versions: '1.4.2'", "", "policy-bad-versions"),
        ("network: sometimes", "", "policy-wrong-value"),
        ("provision: cloud", "", "policy-wrong-value"),
        ("license: MIT", ", severity: fatal", "policy-wrong-value"),
        ("license: MIT", ", remedy: {de: a}", "policy-missing-key"),
        ("license: MIT", ", formerly: [R-1]", "policy-id-twice"),
    ],
)
def test_a_rule_that_would_not_do_what_it_says_is_refused(tmp_path, when, more, expected):
    with pytest.raises(PolicyInvalidError) as caught:
        loaded(tmp_path, ("R-1", when, "deny", more))
    assert [(expected, 9)] == [(problem.code, problem.place.line) for problem in caught.value.problems]


def test_severity_of_what_is_not_there_is_a_fault(tmp_path):
    with pytest.raises(PolicyInvalidError) as caught:
        loaded(tmp_path, ("R-1", "license: MIT", "deny"), more="severity: {R-9: error}\n")
    assert [("policy-severity-of-what", 8, 17)] == [(p.code, p.place.line, p.place.column) for p in caught.value.problems]


def test_a_waiver_and_a_test_know_a_rule_by_its_former_id(tmp_path):
    more = (
        "waivers: [{id: W, rule: OLD, purl: 'pkg:npm/a', owner: o, reason: {de: a, en: b}, ticket: T, expires: 2027-01-01}]\n"
        "tests: [{name: n, component: {license: MIT}, expect: {rule: OLD}}]\n"
    )
    policy = loaded(tmp_path, ("R-1", "license: MIT", "deny", ", formerly: OLD"), more=more)
    assert ("R-1", "R-1") == (policy.waivers[0].rule, policy.tests[0].expect.rule)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("status: absent, license: MIT", ["policy-never-fits-status"]),
        ("status: [absent, resolved], license: MIT", []),
        ("license: MIT, category: closed", ["policy-never-fits-license"]),
        ("license: 'B*', category: closed", []),
        ("license: MIT, family: GPL", ["policy-never-fits-license"]),
        ("license: BUSL-1.1, osi: true", ["policy-never-fits-license"]),
        ("scope: test, relation: dynamic-link", ["policy-never-fits-relation"]),
        ("scope: [test, runtime], relation: dynamic-link", []),
        ("purl: 'pkg:npm/a', relation: static-link", ["policy-never-fits-relation"]),
        ("purl: 'pkg:npm/a', relation: test", []),
        ("purl: 'pkg:*/a', relation: dynamic-link", []),
        ("provision: device", ["policy-never-fits-provision"]),
        ("purl: 'pkg:npm/a@1.0'", ["policy-purl-pattern"]),
        ("purl: 'npm/a'", ["policy-purl-pattern"]),
        ("purl: 'pkg:npm/%40scope/*'", []),
        ("purl: 'pkg:npm/@scope/a'", []),
    ],
)
def test_a_condition_that_nothing_can_fit_is_remarked(tmp_path, when, expected):
    assert expected == [problem.code for problem in remarks(loaded(tmp_path, ("R-1", when, "deny")))]


def test_an_exception_that_nothing_can_fit_is_remarked(tmp_path):
    unless = ", unless: {scope: test, relation: data}"
    assert ["policy-never-fits-relation"] == [
        problem.code for problem in remarks(loaded(tmp_path, ("R-1", "license: MIT", "deny", unless)))
    ]
