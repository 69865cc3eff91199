"""Why a policy decides as it does: the trace agrees with the judge, and both with check."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from tests.engine.policies import HEAD, RULES, policy

from osscan.engine.judging import outbound_of
from osscan.engine.policy_explain import category_named, explained, rule_named, sample_of
from osscan.model.component import Provision, Relation, Scope
from osscan.policy.find import policy_named
from osscan.policy.ground import ground_of
from osscan.policy.judge import Judge
from osscan.policy.schema import Sample
from osscan.policy.tracing import Question, trace

TODAY = dt.date(2026, 11, 22)


def spoken(explanation):
    return [trace.rule.id for leaf in explanation.leaves for trace in leaf.rules if trace.speaks]


@pytest.mark.parametrize("name", ["dortmund", "osscan"])
def test_the_first_rule_that_the_trace_calls_fitting_is_the_one_that_speaks(name):
    loaded = policy_named(name)
    judge = Judge(loaded, outbound_of(loaded.outbound))
    ground = ground_of(loaded)
    differing = []
    for scope, relation, purl in ground.contexts():
        context = judge.context(scope, relation, purl)
        for license_, resolved in ground.licenses[::7]:
            judgement = judge.judge(resolved, context)
            leaf = judgement.chosen or ""
            question = Question(leaf, resolved.resolution.status, context, judgement.compatibility.verdict, purl)
            traced = trace(judge, question, judgement.policy.rule)
            first = next((one.rule.id for one in traced if one.fits), "")
            if first != judgement.policy.rule:
                differing.append((license_, scope, relation, first, judgement.policy.rule))

    assert [] == differing


@pytest.mark.parametrize("license_", ["MIT", "GPL-3.0-only", "MIT OR GPL-2.0-only", "BSD", "My own", "NONE", "SSPL-1.0"])
@pytest.mark.parametrize("purl", ["pkg:pypi/a@1.0", "pkg:golang/a@1.0", ""])
def test_explain_says_what_check_says(checked, tmp_path, license_, purl):
    component = {"type": "library", "name": "a", "version": "1.0", "bom-ref": "a"}
    if purl:
        component["purl"] = purl
    component["licenses"] = [{"expression": license_}] if " OR " in license_ else [{"license": {"name": license_}}]
    sbom = {"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [component]}
    (tmp_path / "s.cdx.json").write_text(json.dumps(sbom))
    (verdict,) = checked("s.cdx.json").verdicts

    explanation = explained(
        policy_named("dortmund"), license_, sample_of(license_, purl=purl)._replace(scope=Scope.UNKNOWN), TODAY
    )
    mine, theirs = explanation.trial.judgement, verdict.judgement

    assert (theirs.level, theirs.policy.verdict, theirs.policy.rule) == (mine.level, mine.policy.verdict, mine.policy.rule)
    assert (theirs.compatibility.verdict, theirs.compatibility.relation, theirs.chosen, theirs.obligations) == (
        mine.compatibility.verdict,
        mine.compatibility.relation,
        mine.chosen,
        mine.obligations,
    )


def test_a_rule_that_keeps_silent_says_which_field_does_not_fit(tmp_path):
    found = explained(policy(tmp_path, HEAD + RULES), "MIT", Sample(license="MIT"), TODAY)
    first, second = found.leaves[0].rules

    assert (True, ()) == (first.speaks, first.misses)
    assert [("category", ("strong",), ("permissive",))] == [tuple(miss) for miss in second.misses]


def test_an_exception_that_takes_a_rule_back_is_named(tmp_path):
    found = explained(policy(tmp_path, HEAD + RULES), "", Sample(license="GPL-3.0-only", scope=Scope.TEST), TODAY)
    rule = found.leaves[0].rules[1]

    assert ((), (Scope.TEST,), False) == (rule.misses, rule.lifted_by.scope, rule.fits)


def test_every_license_of_an_expression_is_traced(tmp_path):
    found = explained(policy(tmp_path, HEAD + RULES), "", Sample(license="MIT OR GPL-3.0-only"), TODAY)

    assert ["MIT", "GPL-3.0-only"] == [leaf.license for leaf in found.leaves]
    assert ["P-1", "P-2"] == spoken(found)


def test_neighbours_say_what_would_change_the_verdict(tmp_path):
    found = explained(policy(tmp_path, HEAD + RULES), "", Sample(license="GPL-3.0-only"), TODAY)
    changes = {(one.field, one.sample.scope, one.sample.relation, one.trial.judgement.policy.rule) for one in found.neighbours}

    assert ("scope", Scope.TEST, None, "") in changes
    assert ("relation", Scope.RUNTIME, Relation.SEPARATE_PROCESS, "") in changes
    assert ("scope", Scope.DEV, None, "P-2") not in changes


def test_a_neighbour_is_another_way_of_reaching_people(tmp_path):
    rule = "rules:\n  - {id: N, when: {provision: internal}, then: allow, text: {de: a, en: b}}\n"
    found = explained(policy(tmp_path, HEAD + rule), "", Sample(license="MIT"), TODAY)

    assert [(Provision.INTERNAL,)] == [one.sample.provisions for one in found.neighbours if one.field == "provision"]


@pytest.mark.parametrize(
    ("sample", "source"),
    [
        (Sample(license="MIT", relation=Relation.DATA), "asked"),
        (Sample(license="MIT", scope=Scope.TEST), "scope"),
        (Sample(license="MIT", purl="pkg:npm/a@1"), "ecosystem"),
        (Sample(license="MIT"), "default"),
    ],
)
def test_it_says_who_decided_how_the_component_is_joined(sample, source):
    assert source == explained(policy_named("dortmund"), "", sample, TODAY).relation_from


WAIVER = """\
waivers:
  - {id: W, rule: P-2, purl: "pkg:npm/a", owner: o, reason: {de: a, en: b}, ticket: T, expires: 2027-01-01}
"""


def test_a_waiver_for_the_package_lifts_and_is_named(tmp_path):
    loaded = policy(tmp_path, HEAD + RULES + WAIVER)
    sample = Sample(license="GPL-3.0-only", purl="pkg:npm/a@1")
    before, after = (explained(loaded, "", sample, day) for day in (TODAY, dt.date(2027, 2, 1)))

    assert (["W"], "waived") == ([waiver.id for waiver in before.waivers], before.trial.verdict.modifier)
    assert (["W"], "waiver-expired") == ([waiver.id for waiver in after.waivers], after.trial.verdict.modifier)


def test_a_package_url_brings_its_clarification():
    found = explained(policy_named("osscan"), "", sample_of("pkg:pypi/ply@3.11"), TODAY)

    assert ("BSD-3-Clause", "pkg:pypi/ply") == (found.trial.component.license.expression, found.clarification.purl)


def test_a_rule_tells_what_it_decides_and_what_goes_before(tmp_path):
    before = RULES.replace("rules:\n", "rules:\n  - {id: P-0, when: {license: MIT}, then: review, text: {de: a, en: b}}\n")
    found = rule_named(policy(tmp_path, HEAD + before), "p-1")

    assert (1, ("P-0",)) == (found.position, found.earlier)
    assert [(tuple(Relation), ("Apache-2.0",))] == [tuple(reach) for reach in found.reaches]


def test_a_category_tells_who_asks_for_it_and_what_is_elsewhere_too(tmp_path):
    text = (HEAD + RULES).replace("  strong:", "  other: [MIT]\n  strong:")
    found = category_named(policy(tmp_path, text), "PERMISSIVE")

    assert (["P-1"], (("MIT", ("other",)),)) == ([rule.id for rule in found.rules], found.shared)


def test_what_is_neither_rule_nor_category_is_none_of_them(tmp_path):
    loaded = policy(tmp_path, HEAD + RULES)

    assert (None, None) == (rule_named(loaded, "MIT"), category_named(loaded, "MIT"))


def test_a_misspelt_rule_gets_its_neighbours(tmp_path):
    assert ("P-1", "P-2") == tuple(sorted(explained(policy(tmp_path, HEAD + RULES), "P-3", sample_of("P-3"), TODAY).near))
