"""A policy's own tests, and the changes that none of them would notice."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from tests.engine.policies import HEAD, RULES, TESTS, policy

from osscan.cli.policy_tests import proposal_yaml
from osscan.engine.policy_testing import run_tests
from osscan.policy.find import policy_named
from osscan.texts.catalogue import Words

TODAY = dt.date(2026, 11, 22)


def survivors(tests):
    return [(mutant.kind, mutant.subject, mutant.detail) for mutant in tests.mutation.survivors]


def test_what_is_promised_and_kept_passes(tmp_path):
    tests = run_tests(policy(tmp_path, HEAD + RULES + TESTS), TODAY)

    assert (2, ()) == (len(tests.tested), tests.failed)


@pytest.mark.parametrize(
    ("expect", "mismatch"),
    [
        ("policy: denied", ("policy", "denied", "allowed-with-obligations")),
        ("level: review", ("level", "review", "ok")),
        ("rule: default", ("rule", "default", "P-1")),
        ("compatibility: contested", ("compatibility", "contested", "compatible")),
        ("chosen: Apache-2.0", ("chosen", "Apache-2.0", "MIT")),
    ],
)
def test_what_is_not_kept_is_told_with_what_came_out_instead(tmp_path, expect, mismatch):
    broken = f"tests:\n  - {{name: t, component: {{license: MIT}}, expect: {{{expect}}}}}\n"
    (failed,) = run_tests(policy(tmp_path, HEAD + RULES + broken), TODAY).failed

    assert [mismatch] == [tuple(one) for one in failed.mismatches]
    assert ("policy.yml", 23) == (failed.test.place.input, failed.test.place.line)


def test_chosen_branches_are_compared_as_expressions(tmp_path):
    text = "tests:\n  - name: t\n    component: {license: (MIT AND Apache-2.0) OR GPL-3.0-only}\n    expect: {chosen: %s}\n"

    assert () == run_tests(policy(tmp_path, HEAD + RULES + text % "Apache-2.0 AND MIT"), TODAY).failed


def test_a_sample_is_judged_in_its_own_provision(tmp_path):
    rule = "rules:\n  - {id: N, when: {provision: saas}, then: deny, text: {de: a, en: b}}\n"
    tests = (
        "tests:\n  - {name: here, component: {license: MIT}, expect: {rule: default}}\n"
        "  - {name: there, component: {license: MIT, provision: saas}, expect: {rule: N}}\n"
    )

    assert () == run_tests(policy(tmp_path, HEAD + rule + tests), TODAY).failed


def test_a_declared_text_is_read_as_a_manifest_writes_it(tmp_path):
    tests = (
        "tests:\n  - {name: a, component: {declared: The MIT License}, expect: {rule: P-1}}\n"
        "  - {name: b, component: {declared: NONE}, expect: {policy: no-license}}\n"
        "  - {name: c, component: {declared: BSD}, expect: {policy: ambiguous}}\n"
        "  - {name: d, component: {}, expect: {policy: unknown-license}}\n"
    )

    assert () == run_tests(policy(tmp_path, HEAD + RULES + tests), TODAY).failed


def test_a_rule_without_test_is_reported_and_no_other(tmp_path):
    full = run_tests(policy(tmp_path, HEAD + RULES + TESTS + proposed(tmp_path, HEAD + RULES + TESTS)), TODAY)
    assert [] == survivors(full)

    extra = RULES.replace("default:", "  - {id: P-3, when: {license: 0BSD}, then: allow, text: {de: a, en: b}}\ndefault:")
    more = run_tests(policy(tmp_path, HEAD + extra + TESTS + proposed(tmp_path, HEAD + RULES + TESTS)), TODAY)
    assert {"P-3"} == {subject for _, subject, _ in survivors(more)}
    assert ("rule-deleted", "P-3", "") in survivors(more)


def test_pasted_proposals_leave_no_survivor(tmp_path):
    untested = HEAD + RULES
    assert 0 < len(run_tests(policy(tmp_path, untested), TODAY).mutation.survivors)

    tests = run_tests(policy(tmp_path, untested + "tests:\n" + proposed(tmp_path, untested)), TODAY)

    assert ((), []) == (tests.failed, survivors(tests))


@pytest.mark.parametrize("name", ["dortmund", "public-de", "osscan"])
def test_proposals_for_packaged_policies_hold(name):
    tests = run_tests(policy_named(name), TODAY)

    assert () == tests.failed
    noticed = {position for proposal in tests.mutation.proposals for position in proposal.notices}
    assert set(range(len(tests.mutation.survivors))) == noticed


def test_every_part_of_a_rule_is_dropped_once(tmp_path):
    assert {
        ("rule-deleted", "P-2", ""),
        ("then-swapped", "P-2", "allow"),
        ("then-swapped", "P-2", "review"),
        ("unless-dropped", "P-2", "1"),
        ("unless-dropped", "P-2", "2"),
    } == {found for found in survivors(run_tests(policy(tmp_path, HEAD + RULES), TODAY)) if found[1] == "P-2"}


def test_a_change_without_effect_is_no_survivor(tmp_path):
    twice = RULES.replace("default:", "  - {id: P-9, when: {category: permissive}, then: deny, text: {de: a, en: b}}\ndefault:")
    mutation = run_tests(policy(tmp_path, HEAD + twice), TODAY).mutation

    assert "P-9" not in {mutant.subject for mutant in mutation.survivors}
    assert ("rule-deleted", "P-9") in {(mutant.kind, mutant.subject) for mutant in mutation.without_effect}


def test_a_choice_is_missed_by_the_expression_that_it_is_for(tmp_path):
    choice = "choices:\n  - {given: MIT OR Apache-2.0, choose: Apache-2.0, reason: {de: a, en: b}}\nprefer: [MIT]\n"
    mutation = run_tests(policy(tmp_path, HEAD + RULES + choice), TODAY).mutation

    assert ("choice-deleted", "Apache-2.0 OR MIT", "") in [tuple(mutant[:3]) for mutant in mutation.survivors]
    assert ["Apache-2.0"] == [proposal.expect.chosen for proposal in mutation.proposals if proposal.expect.chosen]


def test_bases_are_tried_only_when_asked_for(tmp_path):
    policy(tmp_path, HEAD + RULES + TESTS, "base.yml")
    own = HEAD.split("categories", maxsplit=1)[0].replace("id: p", "id: own") + "extends: [{path: base.yml}]\n"
    above = policy(tmp_path, own, "own.yml")

    assert (0, 0) == (len((mine := run_tests(above, TODAY)).tested), mine.mutation.tried)
    assert (2, True) == (len((all_ := run_tests(above, TODAY, inherited=True)).tested), all_.mutation.tried > 0)


def test_nothing_is_mutated_while_tests_fail(tmp_path):
    failing = TESTS.replace("policy: denied", "policy: allowed")

    assert None is run_tests(policy(tmp_path, HEAD + RULES + failing), TODAY).mutation


def test_the_policy_of_the_city_is_tried_quickly():
    start = time.process_time()
    run_tests(policy_named("dortmund"), TODAY)

    assert time.process_time() - start < 15


def proposed(folder, text):
    """The proposals for a policy as lines below `tests:`."""
    loaded = policy(folder, text, "draft.yml")
    mutation = run_tests(loaded, TODAY).mutation
    return "".join(f"  {line}\n" for proposal in mutation.proposals for line in proposal_yaml(proposal, loaded, Words("en")))
