"""Laws of judging: what holds for every expression, whoever writes the policy."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.strategies import real_leaves, trees

from osscan.expression.parse import parse
from osscan.expression.tree import Leaf, all_of, any_of, canonical
from osscan.knowledge.normalise import normalise
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component, Relation, Scope
from osscan.model.place import Place
from osscan.model.verdict import CompatibilityWord, Level, LicenseStatus, PolicyWord
from osscan.policy.find import policy_named
from osscan.policy.judge import Judge
from osscan.policy.resolve import Resolver

POLICY = policy_named("dortmund")
LEVELS = (Level.OK, Level.REVIEW, Level.DENIED)
relations = st.sampled_from(list(Relation))
scopes = st.sampled_from(list(Scope))
many = settings(max_examples=150, deadline=None)
TODAY = date(2026, 11, 22)


def component(*raws, role=ClaimRole.DECLARED, joined=Joined.ALONE):
    group = "licenses" if joined is not Joined.ALONE else ""
    claims = tuple(LicenseClaim(role, raw, Form.EXPRESSION, Method.SBOM, Place("in"), joined, group) for raw in raws)
    return Component("c", "1", Place("in"), "c", claims=claims)


def judged(told, scope=Scope.RUNTIME, relation=Relation.DYNAMIC_LINK, policy=POLICY, outbound="EUPL-1.2"):
    judge = Judge(policy, parse(outbound))
    return judge.judge(Resolver(policy.name_mappings).resolve(told), judge.context(scope, relation, ""))


def rank(judgement):
    return LEVELS.index(judgement.level)


@many
@given(trees())
def test_what_is_written_is_read_again(tree):
    assert canonical(tree) == canonical(parse(str(tree)))


@many
@given(trees(real_leaves))
def test_normalising_twice_changes_nothing(tree):
    once = normalise(str(tree), {})
    assert str(once.tree) == str(normalise(str(once.tree), {}).tree)


@many
@given(trees(), scopes, relations)
def test_the_order_of_parts_does_not_change_the_words(tree, scope, relation):
    first = judged(component(str(tree)), scope, relation)
    second = judged(component(str(canonical(tree))), scope, relation)
    assert (first.policy.verdict, first.compatibility.verdict, first.level) == (
        second.policy.verdict,
        second.compatibility.verdict,
        second.level,
    )


@many
@given(trees(), trees(), scopes, relations)
def test_or_is_never_worse_than_its_best_branch(left, right, scope, relation):
    either = judged(component(str(any_of((left, right)))), scope, relation)
    assert rank(either) == min(rank(judged(component(str(tree)), scope, relation)) for tree in (left, right))


@many
@given(trees(), trees(), scopes, relations)
def test_and_is_never_better_than_its_worst_part(left, right, scope, relation):
    both = judged(component(str(all_of((left, right)))), scope, relation)
    assert rank(both) == max(rank(judged(component(str(tree)), scope, relation)) for tree in (left, right))


@many
@given(trees(), scopes, relations, st.sampled_from(list(ClaimRole)))
def test_noassertion_in_place_of_what_is_said_never_passes(tree, scope, relation, role):
    before = judged(component(str(tree), role=role), scope, relation)
    after = judged(component("NOASSERTION", role=role), scope, relation)
    assert after.level is not Level.OK
    assert rank(after) >= min(rank(before), LEVELS.index(Level.REVIEW))


@many
@given(st.lists(trees(), min_size=2, max_size=4), st.data(), scopes, relations)
def test_noassertion_in_place_of_one_of_several_claims_never_turns_an_objection_into_a_pass(found, data, scope, relation):
    """The claims of one list hold together; silence about one of them leaves the whole unknown."""
    raws = [str(tree) for tree in found]
    silent = list(raws)
    silent[data.draw(st.integers(0, len(raws) - 1))] = "NOASSERTION"
    before = judged(component(*raws, joined=Joined.ALL), scope, relation)
    after = judged(component(*silent, joined=Joined.ALL), scope, relation)
    assert after.level is not Level.OK or before.level is Level.OK


@many
@given(st.lists(trees(), min_size=2, max_size=4), scopes, relations)
def test_an_unsaid_operator_passes_only_when_all_holding_passes_too(found, scope, relation):
    raws = [str(tree) for tree in found]
    unsaid = judged(component(*raws, joined=Joined.UNSAID), scope, relation)
    every = judged(component(*raws, joined=Joined.ALL), scope, relation)
    either = judged(component(*raws, joined=Joined.ANY), scope, relation)
    assert (unsaid.level is Level.OK) == (every.level is Level.OK)
    if every.level is not Level.OK and either.level is not every.level:
        assert unsaid.policy.verdict is PolicyWord.AMBIGUOUS


@many
@given(st.text(max_size=40), scopes, relations)
def test_no_made_up_text_ever_passes(text, scope, relation):
    told = component(text)
    status = Resolver({}).resolve(told).resolution.status
    judgement = judged(told, scope, relation)
    if status is not LicenseStatus.RESOLVED:
        assert judgement.level is not Level.OK


@many
@given(trees(st.sampled_from(["LicenseRef-own", "LicenseRef-unknown-x", "FooBar-1.0"]).map(Leaf)), relations)
def test_unknown_is_never_compatible(tree, relation):
    found = judged(component(str(tree)), Scope.RUNTIME, relation).compatibility.verdict
    assert found not in (CompatibilityWord.COMPATIBLE, CompatibilityWord.COMPATIBLE_IF)
