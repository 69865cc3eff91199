"""Tests in a policy: what they try, what they expect, and that none of them can be empty."""

from __future__ import annotations

import pytest

from osscan.errors import PolicyInvalidError
from osscan.model.component import Provision, Relation, Scope
from osscan.model.verdict import CompatibilityWord, Level, PolicyWord
from osscan.policy.load import load
from osscan.policy.relation import relation_of
from osscan.policy.schema import Expected, Sample

HEAD = """\
schema: osscan/policy/1
id: p
title: {de: Probe, en: Sample}
version: "1"
outbound: EUPL-1.2
context: {relation_default: incorporate, relation_by_ecosystem: {npm: dynamic-link}, relation_by_scope: {test: test}}
rules:
  - {id: R-1, when: {license: MIT}, then: allow, text: {de: a, en: b}}
tests:
"""
FULL = """\
  - name: everything
    component: {license: (MIT OR GPL-2.0-only WITH Classpath-exception-2.0), scope: test, relation: static-link,
                purl: "pkg:npm/a", provision: saas}
    expect: {policy: allowed, compatibility: compatible, rule: R-1, chosen: MIT, level: ok}
"""


def loaded(tmp_path, text, name="policy.yml"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return load(file, name)


def faults(tmp_path, tests):
    with pytest.raises(PolicyInvalidError) as caught:
        loaded(tmp_path, HEAD + tests)
    return [(problem.code, problem.place.line, problem.place.column) for problem in caught.value.problems]


def test_a_test_holds_all_that_was_written_and_its_place(tmp_path):
    (test,) = loaded(tmp_path, HEAD + FULL).tests
    assert "everything" == test.name
    assert test.component == Sample(
        license="(MIT OR GPL-2.0-only WITH Classpath-exception-2.0)",
        scope=Scope.TEST,
        relation=Relation.STATIC_LINK,
        purl="pkg:npm/a",
        provisions=(Provision.SAAS,),
    )
    assert test.expect == Expected(PolicyWord.ALLOWED, CompatibilityWord.COMPATIBLE, "R-1", "MIT", Level.OK)
    assert ("policy.yml", "tests[0]", 10, 5) == test.place


def test_a_component_that_says_nothing_is_needed_at_run_time(tmp_path):
    (test,) = loaded(tmp_path, HEAD + "  - {name: silent, component: {}, expect: {rule: default}}\n").tests
    assert ("", "", Scope.RUNTIME, None, "", ()) == test.component


def test_tests_of_a_base_keep_their_file(tmp_path):
    (tmp_path / "base.yml").write_text(HEAD + FULL, encoding="utf-8")
    above = HEAD.replace("R-1", "R-2") + FULL + "extends: [{path: base.yml}]\n"
    policy = loaded(tmp_path, above)
    assert ["policy.yml", "base.yml"] == [test.place.input for test in policy.tests]
    assert ["policy.yml"] == [test.place.input for test in policy.tests if test.place.input == policy.place.input]


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("{name: n, component: {license: MIT}}", [("policy-missing-key", 10, 5)]),
        ("{name: n, component: {license: MIT}, expect: {}}", [("policy-test-expects-nothing", 10, 50)]),
        ("{name: n, component: {license: MIT, declared: MIT}, expect: {level: ok}}", [("policy-test-two-licenses", 10, 51)]),
        ("{name: n, component: {license: MIT OR}, expect: {level: ok}}", [("policy-bad-expression", 10, 36)]),
        ("{name: n, component: {license: (MIT OR Apche-2.0)}, expect: {level: ok}}", [("policy-unknown-license", 10, 5)]),
        ("{name: n, component: {licence: MIT}, expect: {level: ok}}", [("policy-unknown-key", 10, 36)]),
        ("{name: n, component: {license: MIT}, expect: {level: fine}}", [("policy-wrong-value", 10, 58)]),
        ("{name: n, component: {license: MIT}, expect: {level: ok, compat: compatible}}", [("policy-unknown-key", 10, 70)]),
        ("{name: n, component: {license: MIT}, expect: {rule: R-9}}", [("policy-test-without-rule", 10, 5)]),
    ],
)
def test_a_test_that_could_not_tell_anything_is_refused(tmp_path, test, expected):
    assert expected == faults(tmp_path, f"  - {test}\n")


def test_two_tests_of_one_file_have_two_names(tmp_path):
    assert [("policy-id-twice", 14, 5)] == faults(tmp_path, FULL + FULL)


@pytest.mark.parametrize("reserved", ["default", "'*'"])
def test_no_rule_is_called_like_the_default_or_like_any_rule(tmp_path, reserved):
    text = HEAD.removesuffix("tests:\n") + f"  - {{id: {reserved}, when: {{license: ISC}}, then: deny, text: {{de: a, en: b}}}}\n"
    with pytest.raises(PolicyInvalidError) as caught:
        loaded(tmp_path, text)
    assert ["policy-id-reserved"] == [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("scope", "purl", "relation"),
    [
        (Scope.TEST, "pkg:npm/a", Relation.TEST),
        (Scope.RUNTIME, "pkg:npm/a", Relation.DYNAMIC_LINK),
        (Scope.RUNTIME, "pkg:cargo/a", Relation.INCORPORATE),
        (Scope.RUNTIME, "", Relation.INCORPORATE),
    ],
)
def test_scope_speaks_before_ecosystem_before_default(tmp_path, scope, purl, relation):
    assert relation is relation_of(loaded(tmp_path, HEAD.removesuffix("tests:\n")), scope, purl)


NAMED = HEAD.removesuffix("tests:\n").replace(
    "{npm: dynamic-link}", '{deb: aggregate, "pkg:deb/*/lib*": dynamic-link, "pkg:deb/debian/libc6": separate-process}'
)


@pytest.mark.parametrize(
    ("scope", "purl", "relation"),
    [
        (Scope.UNKNOWN, "pkg:deb/debian/bash@5.2?arch=amd64", Relation.AGGREGATE),
        (Scope.UNKNOWN, "pkg:deb/debian/libreadline8@8.2?arch=amd64", Relation.DYNAMIC_LINK),
        (Scope.UNKNOWN, "pkg:deb/debian/libc6@2.36", Relation.SEPARATE_PROCESS),
        (Scope.TEST, "pkg:deb/debian/libreadline8@8.2", Relation.TEST),
    ],
)
def test_a_package_that_is_named_speaks_before_its_ecosystem_and_the_longest_name_counts(tmp_path, scope, purl, relation):
    assert relation is relation_of(loaded(tmp_path, NAMED), scope, purl)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + FULL, 0),
        (HEAD + FULL.replace("  - name", "- name").replace("    ", "  "), 0),
        (HEAD + "  # a remark\n\n" + FULL + "# the end\n", 0),
        (HEAD + FULL + "default: review\n", 1),
        ("tests:\n" + FULL + HEAD.removesuffix("tests:\n"), 1),
    ],
)
def test_who_only_judges_does_not_read_tests_that_close_the_file(tmp_path, text, expected):
    (tmp_path / "p.yml").write_text(text, encoding="utf-8")
    whole, judging = load(tmp_path / "p.yml", "p.yml"), load(tmp_path / "p.yml", "p.yml", tests=False)
    assert (1, expected) == (len(whole.tests), len(judging.tests))
    assert whole._replace(tests=()) == judging._replace(tests=())


def test_a_file_in_which_tests_only_seem_to_begin_is_read_whole(tmp_path):
    text = HEAD.removesuffix("tests:\n").replace("{de: a, en: b}}", "{de: 'a\ntests: b', en: b}}")
    (tmp_path / "p.yml").write_text(text, encoding="utf-8")
    assert "a tests: b" == load(tmp_path / "p.yml", "p.yml", tests=False).rules[0].text.de
