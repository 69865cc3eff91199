"""Laws of the policy language: what a base locks is the least that holds, and waivers only ever lift."""

from __future__ import annotations

import json
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.strategies import REAL, real_leaves, trees

from osscan.engine.check import check
from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.expression.parse import parse
from osscan.inputs.source import Source
from osscan.model.component import Relation, Scope
from osscan.model.place import Place
from osscan.model.verdict import Level, LicenseStatus, Modifier, Resolution
from osscan.policy.find import policy_named
from osscan.policy.judge import Judge
from osscan.policy.resolve import Resolved
from osscan.policy.schema import Bilingual, Condition, Floor, Rule, Then, Waiver

BASE = policy_named("public-de")
LEVELS = (Level.OK, Level.REVIEW, Level.DENIED)
TEXT = Bilingual("a", "b")
TODAY = date(2026, 11, 22)
few = settings(max_examples=60, deadline=None)
relations, scopes = st.sampled_from(list(Relation)), st.sampled_from(list(Scope))


def some(values):
    return st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)


conditions = st.builds(
    Condition,
    license=some(REAL),
    scope=some(list(Scope)),
    relation=some(list(Relation)),
    compatibility=some(["compatible", "unknown"]),
)
rules = st.builds(
    lambda when, unless, then, number: Rule(f"O-{number}", when, unless, then, (), TEXT, Place("own.yml", f"rules[{number}]")),
    conditions,
    st.lists(conditions, max_size=1).map(tuple),
    st.sampled_from(list(Then)),
    st.integers(0, 99),
)


def level(policy, tree, scope, relation):
    judge = Judge(policy, parse("EUPL-1.2"))
    judgement = judge.judge(Resolved(Resolution(LicenseStatus.RESOLVED, str(tree), ()), tree), judge.context(scope, relation, ""))
    return LEVELS.index(judgement.level)


@few
@given(st.lists(rules, max_size=4), trees(real_leaves), scopes, relations)
def test_no_rule_in_front_makes_a_verdict_laxer_than_locked_rules_do(own, tree, scope, relation):
    floor = Floor(frozenset(BASE.files), frozenset(rule.id for rule in BASE.rules))
    locked = BASE._replace(rules=(*own, *BASE.rules), floors=(floor,))
    assert level(locked, tree, scope, relation) >= level(BASE, tree, scope, relation)


@few
@given(st.lists(rules, max_size=4), trees(real_leaves), scopes, relations)
def test_a_lock_never_makes_a_verdict_laxer(own, tree, scope, relation):
    floor = Floor(frozenset(BASE.files), frozenset({"PD-L-010", "PD-L-024"}))
    free = BASE._replace(rules=(*own, *BASE.rules))
    assert level(free._replace(floors=(floor,)), tree, scope, relation) >= level(free, tree, scope, relation)


SBOM = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "components": [
        {"type": "library", "name": name, "version": "1.0", "purl": f"pkg:npm/{name}@1.0", "licenses": [{"license": {"id": id_}}]}
        for name, id_ in (("a", "BUSL-1.1"), ("b", "GPL-3.0-only"), ("c", "MIT"))
    ],
}
days = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days))
waivers = st.builds(
    lambda number, rule, name, expires, granted: Waiver(
        f"W-{number}",
        rule,
        f"pkg:npm/{name}",
        "",
        "",
        "o",
        TEXT,
        "T",
        expires,
        Place("own.yml", f"waivers[{number}]"),
        granted=granted,
    ),
    st.integers(0, 99),
    st.sampled_from(["*", "PD-L-010", "PD-L-024", "default"]),
    st.sampled_from("abc*"),
    days,
    st.none() | days,
)


def verdicts(given_waivers):
    policy = BASE._replace(waivers=tuple(given_waivers))
    source = Source("a.cdx.json", held=json.dumps(SBOM).encode())
    return check(CheckRequest((source,), policy, "", TODAY, ""), Serial()).verdicts


def test_without_waivers_two_object():
    assert [True, True, False] == [verdict.objects for verdict in verdicts([])]


@few
@given(st.lists(waivers, max_size=5, unique_by=lambda waiver: waiver.id), st.randoms(use_true_random=False))
def test_waivers_only_lift_whatever_their_order_and_only_on_their_days(given_waivers, random):
    found = verdicts(given_waivers)
    mixed = list(given_waivers)
    random.shuffle(mixed)
    assert verdicts(mixed) == found
    by_id = {waiver.id: waiver for waiver in given_waivers}
    for verdict, plain in zip(found, verdicts([]), strict=True):
        assert verdict.judgement == plain.judgement
        assert verdict.objects <= plain.objects
        if verdict.modifier is Modifier.WAIVED:
            waiver = by_id[verdict.waiver]
            assert (waiver.granted or date.min) <= TODAY <= waiver.expires
        elif verdict.modifier is not None:
            assert verdict.objects


def test_the_packaged_base_locks_what_never_passes():
    assert {"PD-L-010", "PD-L-011", "PD-L-012"} == {id_ for floor in policy_named("dortmund").floors for id_ in floor.rules}
