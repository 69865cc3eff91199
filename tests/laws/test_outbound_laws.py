"""Laws of outbound licenses: what holds for every product."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.products import COMPILED, COPIED, LINKED, product, states, told
from tests.laws.strategies import trees

from osscan.engine.standings import RANK
from osscan.engine.weighing import Scales
from osscan.expression.parse import parse
from osscan.expression.tree import And, Leaf
from osscan.model.component import Relation
from osscan.model.outbound import State
from osscan.policy.compatibility import Compatibilities
from osscan.policy.find import policy_named
from osscan.reports.outbound_json import render
from osscan.texts.catalogue import Words

CANDIDATES = ("GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "AGPL-3.0-only", "MPL-2.0", "Apache-2.0", "MIT")
LICENSES = (
    "MIT",
    "Apache-2.0",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "AGPL-3.0-only",
    "LGPL-2.1-only",
    "LGPL-3.0-or-later",
    "MPL-2.0",
    "EPL-1.0",
    "CDDL-1.0",
    "EUPL-1.2",
    "BSD-4-Clause",
    "GPL-2.0-only OR Apache-2.0",
    "GPL-3.0-only OR EPL-1.0",
    "MIT AND GPL-2.0-only",
)
UNKNOWN = ("", "Some words", "LicenseRef-own", "MIT AND LicenseRef-own", "GPL")
ecosystems = st.sampled_from((COPIED, LINKED, COMPILED))
parts = st.tuples(st.sampled_from(LICENSES), ecosystems)
open_parts = st.tuples(st.sampled_from(LICENSES + UNKNOWN), ecosystems)
few = settings(max_examples=60, deadline=None)
many = settings(max_examples=200, deadline=None)
ENGLISH = Words("en")


def of(some):
    return told(product(*some), asked=CANDIDATES)


@few
@given(st.lists(open_parts, max_size=4), open_parts)
def test_adding_a_component_never_makes_an_impossible_outbound_possible(some, more):
    before, after = of(some), of([*some, more])

    for earlier, later in zip(before.candidates, after.candidates, strict=True):
        assert RANK[later.so_far] >= RANK[earlier.so_far]
        assert earlier.state is not State.IMPOSSIBLE or later.state is State.IMPOSSIBLE


@few
@given(st.lists(parts, min_size=1, max_size=5))
def test_no_smaller_set_of_components_explains_that_nothing_is_possible(some):
    """By trying: the conflict alone rules out every candidate, and every smaller choice of parts leaves one."""
    report = of(some)
    if report.conflict is None:
        assert any(candidate.so_far in (State.POSSIBLE, State.POSSIBLE_WITH_CONDITIONS) for candidate in report.candidates)
        return
    worst = (State.IMPOSSIBLE,) if report.conflict.certain else (State.IMPOSSIBLE, State.NEEDS_REVIEW)
    constraints = [report.constraints[part.constraint] for part in report.conflict.parts]
    numbers = [int(one.members[0].name.partition("-")[2].partition(" ")[0]) for one in constraints]

    assert rules_out_all([some[number] for number in numbers], worst)
    for smaller in combinations(some, len(numbers) - 1):
        assert not rules_out_all(smaller, worst)


def rules_out_all(some, states_):
    return bool(some) and all(candidate.so_far in states_ for candidate in of(some).candidates)


@few
@given(st.lists(open_parts, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_components_does_not_matter(some, random_: random.Random):
    document, shuffled = product(*some), product(*some)
    random_.shuffle(shuffled["components"])
    random_.shuffle(shuffled["dependencies"][0]["dependsOn"])

    assert render(told(document, asked=CANDIDATES), ENGLISH) == render(told(shuffled, asked=CANDIDATES), ENGLISH)


@few
@given(
    st.lists(parts, max_size=4), st.sampled_from(UNKNOWN), ecosystems, st.sampled_from((None, Relation.DATA, Relation.BUILD_TOOL))
)
def test_with_something_unknown_nothing_is_possible(some, unknown, ecosystem, relation):
    report = told(product(*some, (unknown, ecosystem)), asked=CANDIDATES, relation=relation)

    assert {"needs-review", "impossible"} >= set(states(report).values())
    assert report.unestablished


@few
@given(st.lists(parts, min_size=1, max_size=5))
def test_a_candidate_is_as_good_as_its_worst_component(some):
    whole = of(some)
    alone = [of([part]) for part in some]

    for position, candidate in enumerate(whole.candidates):
        assert candidate.so_far is max((one.candidates[position].so_far for one in alone), key=RANK.__getitem__)


POLICY = policy_named("dortmund")
relations = st.sampled_from(list(Relation))
outbounds = st.sampled_from(("EUPL-1.2", "GPL-2.0-or-later", "MIT", "Apache-2.0 OR MIT", "GPL-3.0-only AND MIT"))


@many
@given(trees(), relations, outbounds)
def test_a_whole_is_as_bad_as_its_worst_part_and_as_good_as_its_best_branch(tree, relation, outbound):
    scales = Scales(Compatibilities(POLICY, parse(outbound)))
    weighed = scales.weigh(tree, relation)

    assert scales.grade(tree, relation) == scales.rank(weighed.compatibility)
    assert scales.fits(tree, relation) is not scales.objects(weighed.compatibility)
    if not isinstance(tree, Leaf):
        choose = max if isinstance(tree, And) else min
        assert scales.grade(tree, relation) == choose(scales.grade(part, relation) for part in tree.parts)


@many
@given(trees(), relations, outbounds)
def test_conditions_of_every_part_that_counts_are_kept(tree, relation, outbound):
    scales = Scales(Compatibilities(POLICY, parse(outbound)))
    whole = scales.weigh(tree, relation).compatibility
    if scales.fits(tree, relation):
        counting = [part for part in scales.parts(tree, relation) if part.counts and not part.operator]
        assert set(whole.conditions) >= {condition for part in counting for condition in part.compatibility.conditions}
