"""The story of `osscan license outbound`: each candidate against all that the product holds, and the smallest change that helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from osscan import __version__
from osscan.engine.candidates import candidates, is_for_content
from osscan.engine.conflicts import replaceable, smallest_cover
from osscan.engine.constraints import Asked, Gathered, constraints_of
from osscan.engine.executor import Executor
from osscan.engine.judging import judge_all
from osscan.engine.looking import data_versions, input_records, look_at, problems_of
from osscan.engine.request import CheckRequest
from osscan.engine.standings import RANK, Weighing
from osscan.engine.unite import Union, path_to
from osscan.expression.tree import Leaf, Tree
from osscan.model.component import Relation
from osscan.model.outbound import (
    Candidate,
    Change,
    Condition,
    Conflict,
    Constraint,
    OutboundReport,
    Ruled,
    Standing,
    State,
    Ways,
)
from osscan.model.problem import Problem, Severity
from osscan.model.report import Outcome
from osscan.model.verdict import CompatibilityWord, Proviso
from osscan.policy.compatibility import ORDER, answer
from osscan.policy.schema import Policy
from osscan.policy.sound import remarks

if TYPE_CHECKING:
    from osscan.engine.detecting import Cache

_NEAREST = 3
_FINE = (State.POSSIBLE, State.POSSIBLE_WITH_CONDITIONS)


class OutboundRequest(NamedTuple):
    """What to look at and by which policy, as for a check; `asked` are candidates by name, none for the usual ones."""

    check: CheckRequest
    asked: tuple[str, ...] = ()
    relation: Relation | None = None
    """Joins every part this way that the policy would join by its ecosystem."""
    policy_option: str = ""
    """What proposed commands need so that they ask by the same policy, as `--policy FILE`."""
    provision_option: str = ""


def outbound(request: OutboundRequest, executor: Executor, cache: Cache | None = None) -> OutboundReport:
    """What is possible; the same bytes for the same targets, policy, day and data."""
    check = request.check._replace(policy=_policy_for(request))
    wanted = check.outbound or check.policy.outbound
    trees = candidates(request.asked, wanted)
    looked = look_at(check.targets, check.limits, executor, cache, check.naming)
    if check.locks:
        from osscan.engine.locked import join_locks  # noqa: PLC0415 - runs without a lock load nothing

        looked = join_locks(check, looked)
    judged = judge_all(check, looked.union, looked.inventories)
    gathered = constraints_of(judged, looked.union)
    problems = tuple(sorted({*remarks(check.policy), *problems_of(looked, check.roles)}, key=Problem.sort_key))
    complete = all(problem.severity is not Severity.ERROR for problem in problems)
    settled = complete and not gathered.unestablished and bool(gathered.asked)
    further = f"{request.provision_option} {request.policy_option}".strip()
    weighing = Weighing(check.policy, gathered.asked, further)
    judged_candidates = tuple(_candidate(tree, weighing.standings(tree), gathered.asked, settled=settled) for tree in trees)
    first = judged_candidates[0]
    return OutboundReport(
        tool=("osscan", __version__),
        data=data_versions(words_looked_at=looked.words),
        generated_at=check.generated_at,
        targets=tuple(target if isinstance(target, str) else target.path for target in check.targets),
        policy=(check.policy.id, check.policy.version),
        policy_option=request.policy_option,
        provisions=tuple(provision.value for provision in check.policy.provisions),
        wanted=first.outbound,
        outcome=_outcome(first, gathered, complete=complete),
        complete=complete,
        candidates=judged_candidates,
        constraints=_with_paths(gathered, first, looked.union),
        unestablished=gathered.unestablished,
        conflict=_conflict(judged_candidates, gathered.asked),
        ways=_ways(judged_candidates, gathered.asked, trees[0]),
        components=len(judged.components),
        own=gathered.own,
        omitted=gathered.omitted,
        inputs=input_records(looked),
        problems=problems,
    )


def _policy_for(request: OutboundRequest) -> Policy:
    policy = request.check.policy
    if request.relation is None:
        return policy
    return policy._replace(relation_default=request.relation, relation_by_ecosystem=())


def _candidate(tree: Tree, standings: tuple[Standing, ...], asked: tuple[Asked, ...], *, settled: bool) -> Candidate:
    """`settled` says whether all was read and every license is known; otherwise nothing is better than a matter for review."""
    so_far = max((standing.state for standing in standings), key=RANK.__getitem__, default=State.POSSIBLE)
    state = so_far if settled else max(so_far, State.NEEDS_REVIEW, key=RANK.__getitem__)
    counts = dict.fromkeys(State, 0)
    conditions: dict[Proviso, list[int]] = {}
    for standing in standings:
        counts[standing.state] += len(asked[standing.constraint].constraint.members)
        for condition in standing.compatibility.conditions:
            conditions.setdefault(condition, []).append(standing.constraint)
    return Candidate(
        str(tree),
        is_for_content(tree),
        state,
        so_far,
        standings,
        tuple(Condition(proviso, tuple(positions)) for proviso, positions in conditions.items()),
        tuple((state, count) for state, count in counts.items() if count),
    )


def _outcome(first: Candidate, gathered: Gathered, *, complete: bool) -> Outcome:
    """What the wanted license comes to."""
    doubted = first.in_state(State.NEEDS_REVIEW)
    known_doubts = [one for one in doubted if one.compatibility.verdict is not CompatibilityWord.UNKNOWN]
    if first.state is State.IMPOSSIBLE or known_doubts:
        return Outcome.OBJECTIONS
    if doubted or gathered.unestablished or not complete:
        return Outcome.INCOMPLETE
    return Outcome.PASSED if gathered.asked else Outcome.NOTHING_TO_JUDGE


def _with_paths(gathered: Gathered, first: Candidate, union: Union) -> tuple[Constraint, ...]:
    """The way from the root, for what does not fit the wanted license."""
    constraints = [asked.constraint for asked in gathered.asked]
    positions = [standing.constraint for standing in first.in_state(State.NEEDS_REVIEW, State.IMPOSSIBLE)]
    if positions and union.roots:
        ways = path_to(union, {constraints[position].members[0].id for position in positions})
        for position in positions:
            way = ways.get(constraints[position].members[0].id, ())
            constraints[position] = constraints[position]._replace(path=tuple(_called(union, id_) for id_ in way))
    return tuple(constraints)


def _called(union: Union, id_: str) -> str:
    united = union.components.get(id_)
    known = f"{united.component.name} {united.component.version}".strip() if united else id_
    return union.names.get(id_, known)


def _conflict(found: tuple[Candidate, ...], asked: tuple[Asked, ...]) -> Conflict | None:
    """Licenses for content are put aside: that one might use them for a program would say nothing."""
    considered = [candidate for candidate in found if not candidate.for_content] or list(found)
    if any(candidate.so_far in _FINE for candidate in considered):
        return None
    certain = all(candidate.so_far is State.IMPOSSIBLE for candidate in considered)
    states = (State.IMPOSSIBLE,) if certain else (State.IMPOSSIBLE, State.NEEDS_REVIEW)
    excluded = [0] * len(asked)
    for bit, candidate in enumerate(considered):
        for standing in candidate.in_state(*states):
            excluded[standing.constraint] |= 1 << bit
    universe = (1 << len(considered)) - 1
    cover = smallest_cover(excluded, universe)
    if cover is None:
        return None
    parts = []
    for position in cover.positions:
        rules_out = tuple(one.outbound for bit, one in enumerate(considered) if excluded[position] >> bit & 1)
        instead = replaceable(cover.positions, position, excluded, universe)
        parts.append(Ruled(position, rules_out, instead, _freed(considered, position)))
    return Conflict(tuple(parts), certain, cover.proven)


def _freed(considered: list[Candidate], position: int) -> tuple[str, ...]:
    """Candidates that would be possible without one constraint."""
    return tuple(
        candidate.outbound
        for candidate in considered
        if [standing.constraint for standing in candidate.in_state(State.NEEDS_REVIEW, State.IMPOSSIBLE)] == [position]
    )


def _ways(found: tuple[Candidate, ...], asked: tuple[Asked, ...], wanted: Tree) -> Ways:
    first, *others = found
    in_the_way = first.in_state(State.NEEDS_REVIEW, State.IMPOSSIBLE)
    keep = tuple(Change(one.constraint, one.state, one.compatibility.remedies[0]) for one in in_the_way)
    programs = [candidate for candidate in others if not candidate.for_content or first.for_content]
    possible = sorted(
        (one for one in programs if one.so_far in _FINE), key=lambda one: (_distance(wanted, one.outbound), RANK[one.so_far])
    )
    nearest: list[tuple[str, int]] = []
    if not possible and first.so_far not in _FINE:
        counts = {one.outbound: one.count(State.IMPOSSIBLE) + one.count(State.NEEDS_REVIEW) for one in (first, *programs)}
        nearest = sorted(counts.items(), key=lambda pair: pair[1])[:_NEAREST]
    return Ways(
        keep,
        sum(len(asked[one.constraint].constraint.members) for one in in_the_way),
        tuple(one.outbound for one in possible) if in_the_way else (),
        tuple(nearest),
    )


def _distance(wanted: Tree, other: str) -> int:
    """How readily a work under the wanted license may be passed on under the other one."""
    license_, _, exception = other.partition(" WITH ")
    if not isinstance(wanted, Leaf) or " " in license_ or "(" in other:
        return len(ORDER)
    return ORDER.index(answer(wanted, Leaf(license_, exception), Relation.INCORPORATE).verdict)
