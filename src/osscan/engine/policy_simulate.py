"""The story of `osscan policy simulate`: another policy over stored reports, and which verdicts flip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from osscan import __version__
from osscan.engine.executor import Executor
from osscan.engine.judging import judge_all
from osscan.engine.policy_stored import Stored, stored
from osscan.engine.request import CheckRequest
from osscan.engine.unite import Union, United
from osscan.errors import UnreadableError
from osscan.knowledge import sources
from osscan.model.component import Kind, Relation, Scope
from osscan.model.problem import Problem
from osscan.model.report import JudgedComponent
from osscan.model.verdict import Level, Modifier
from osscan.policy.difference import Direction
from osscan.policy.impact import Stand, direction, stand_of
from osscan.policy.match import any_purl
from osscan.policy.relation import relation_of
from osscan.policy.schema import Policy

_HEAD = 65_536
"""Bytes in which a report says what it is."""


class Simulation(NamedTuple):
    """What is asked: a policy, against another one or (None) against the verdicts as they were stored."""

    policy: Policy
    against: Policy | None
    today: date
    as_of: date | None = None
    """The day for waivers; None for the day of each report."""
    outbound: str = ""


class FlippedVerdict(NamedTuple):
    """One component that stands elsewhere under the policy."""

    component: str
    name: str
    version: str
    license: str
    scope: Scope
    relation: Relation
    old: Stand
    new: Stand
    old_rule: str
    new_rule: str

    @property
    def direction(self) -> Direction:
        return direction(self.old, self.new)


class Kept(NamedTuple):
    """Facts of a report that may come from the policy of then, and were kept because nobody named that policy."""

    relations: int = 0
    outbound: str = ""
    other_facts: bool = False
    """Whether the stored verdicts rest on another osscan, or on other versions of its facts."""


class SimulatedReport(NamedTuple):
    """One report: how many components object before and after, and which verdicts flip; or the problem with it."""

    path: str
    problem: Problem | None = None
    policy: tuple[str, str] = ("", "")
    components: int = 0
    objections: tuple[int, int] = (0, 0)
    flips: tuple[FlippedVerdict, ...] = ()
    kept: Kept = Kept()


class ReportFiles(NamedTuple):
    """The files to look at, sorted within folders, and how many other JSON files the folders hold."""

    paths: tuple[str, ...]
    others: int


def reports_in(targets: tuple[str, ...]) -> ReportFiles:
    """The files that were named, and those in the folders that were named."""
    found: list[str] = []
    others = 0
    for target in targets:
        folder = Path(target)
        if not folder.is_dir():
            found.append(target)
            continue
        for file in sorted(folder.rglob("*.json")):
            if _says_report(file):
                found.append(file.as_posix())
            else:
                others += 1
    return ReportFiles(tuple(found), others)


def simulate(paths: tuple[str, ...], simulation: Simulation, executor: Executor) -> Iterator[SimulatedReport]:
    """Report after report, in the order of the paths; none is held longer than it takes to judge it."""
    yield from executor.map(partial(_simulated, simulation), paths)


def _says_report(file: Path) -> bool:
    """Whether a file in a folder claims to be a report, of whatever version."""
    try:
        with file.open("rb") as opened:
            return b'"osscan/report/' in opened.read(_HEAD)
    except OSError:
        return True


def _simulated(simulation: Simulation, path: str) -> SimulatedReport:
    try:
        report = stored(Path(path), path)
    except UnreadableError as fault:
        return SimulatedReport(path, fault.problem)
    old_policy, new_policy = simulation.against, simulation.policy
    outbound = simulation.outbound or _outbound(report, old_policy)
    as_of = simulation.as_of or _day(report) or simulation.today
    _put_policy_aside(report, old_policy)
    judged = _judged(report, new_policy, outbound, as_of)
    before = report.stands
    if old_policy is not None:
        before = {component.id: (stand, rule) for component, stand, rule in _judged(report, old_policy, outbound, as_of)}
    flips = []
    objecting = [0, 0]
    for component, new, new_rule in judged:
        old, old_rule = before[component.id]
        objecting[0] += _objects(old)
        objecting[1] += _objects(new)
        if old != new:
            flips.append(_flip(component, (old, old_rule), (new, new_rule)))
    return SimulatedReport(
        path=path,
        policy=report.policy,
        components=len(judged),
        objections=(objecting[0], objecting[1]),
        flips=tuple(flips),
        kept=_kept(report, simulation) if old_policy is None else Kept(),
    )


def _judged(report: Stored, policy: Policy, outbound: str, as_of: date) -> list[tuple[JudgedComponent, Stand, str]]:
    request = CheckRequest((), policy, outbound, as_of, report.generated_at, roles=report.roles)
    judged = judge_all(request, report.union, report.inventories)
    known: dict[tuple[int, bool], tuple[Stand, str]] = {}
    found = []
    for component, verdict in zip(judged.components, judged.verdicts, strict=True):
        judgement, waived = verdict.judgement, verdict.modifier is Modifier.WAIVED
        stand = known.get((id(judgement), waived))
        if stand is None:
            lifted = Modifier.WAIVED.value if waived else ""
            stand = known[id(judgement), waived] = stand_of(judgement, lifted), judgement.policy.rule
        found.append((component, *stand))
    return found


def _put_policy_aside(report: Stored, old: Policy | None) -> None:
    """What the policy of then worked out is worked out anew, where that policy is named; what inputs told stays."""
    if old is None:
        return
    ours = any_purl(old.first_party)
    components = report.union.components
    for id_, united in components.items():
        component = united.component
        if relation_of(old, united.scope, component.purl) is report.relations[id_]:
            component = component._replace(relation=None)
        if component.first_party and component.purl and ours(component.purl):
            component = component._replace(first_party=False)
        components[id_] = United(id_, component, united.scope, united.role, united.inputs)


def _outbound(report: Stored, old: Policy | None) -> str:
    """The report's own, unless it is the one that the policy of then laid down; then each policy speaks for itself."""
    return "" if old is not None and old.outbound == report.outbound else report.outbound


def _kept(report: Stored, simulation: Simulation) -> Kept:
    new, union = simulation.policy, report.union
    relations = sum(
        relation_of(new, united.scope, united.component.purl) is not report.relations[id_]
        for id_, united in union.components.items()
        if _may_be_from_policy(united, union)
    )
    differs = not simulation.outbound and report.outbound != new.outbound
    told = dict(report.data)
    others = any(told.get(name) != version for name, version in (("osscan", __version__), *sources.versions()))
    return Kept(relations, report.outbound if differs else "", others)


def _may_be_from_policy(united: United, union: Union) -> bool:
    component = united.component
    return component.kind is not Kind.FILES and not component.first_party and united.id not in union.roots


def _day(report: Stored) -> date | None:
    try:
        return date.fromisoformat(report.generated_at[:10])
    except ValueError:
        return None


def _objects(stand: Stand) -> bool:
    return stand.level in (Level.REVIEW, Level.DENIED) and stand.modifier != Modifier.WAIVED


def _flip(component: JudgedComponent, old: tuple[Stand, str], new: tuple[Stand, str]) -> FlippedVerdict:
    inner = component.component
    said = component.license.expression or component.license.status.value
    names = inner.name, inner.version or inner.requirement
    return FlippedVerdict(component.id, *names, said, component.scope, component.relation, old[0], new[0], old[1], new[1])
