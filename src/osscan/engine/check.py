"""The main story: targets come in, every component is judged by policy and outbound license, one Report goes out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from osscan import __version__
from osscan.engine.executor import Executor
from osscan.engine.judging import Judged, judge_all
from osscan.engine.looking import Looked, data_versions, input_records, look_at, problems_of
from osscan.engine.places import made_concrete
from osscan.engine.request import CheckRequest
from osscan.engine.unite import Union, path_to, unite
from osscan.engine.waiving import expiring, waiver_records
from osscan.model.changes import Changes
from osscan.model.problem import Problem, Severity
from osscan.model.report import (
    Conflict,
    JudgedComponent,
    Outcome,
    PolicyRecord,
    Report,
    Summary,
)
from osscan.model.verdict import Level, Modifier
from osscan.policy.schema import FailOn, Gate
from osscan.policy.sound import remarks

if TYPE_CHECKING:
    from osscan.engine.detecting import Cache


def check(request: CheckRequest, executor: Executor, cache: Cache | None = None) -> Report:
    """The Report of one run; the same bytes for the same targets, policy, day and data, whoever does the work."""
    if request.since:
        return _compared(request, executor, cache)
    looked = _with_locks(request, look_at(request.targets, request.limits, executor, cache, request.naming))
    return report_of(request, looked, judge_all(request, looked.union, looked.inventories, looked.files))


def check_each(request: CheckRequest, executor: Executor, cache: Cache | None = None) -> tuple[tuple[str, Report], ...]:
    """A Report for each project of the targets, by its folder; everything is read once."""
    from osscan.engine.projects import by_project  # noqa: PLC0415 - most runs unite all

    looked = look_at(request.targets, request.limits, executor, cache, request.naming)
    read = by_project(looked.read)
    reports: list[tuple[str, Report]] = []
    for root, inventories in by_project(looked.inventories).items():
        own = looked._replace(
            inventories=inventories,
            read=read.get(root, ()),
            union=unite(inventories),
            problems=() if reports else looked.problems,
        )
        own = _with_locks(request, own)
        reports.append((root, report_of(request, own, judge_all(request, own.union, own.inventories, own.files))))
    return _without_lone_remarks(reports)


def _without_lone_remarks(reports: list[tuple[str, Report]]) -> tuple[tuple[str, Report], ...]:
    """What one project does not need of the policy another may: only what none needs is told."""
    unused = [{one for one in report.problems if one.code.endswith("-unused")} for _, report in reports]
    lone = frozenset[Problem]().union(*unused) - (unused[0].intersection(*unused) if unused else frozenset())
    return tuple(
        (root, report._replace(problems=tuple(one for one in report.problems if one not in lone))) for root, report in reports
    )


def _compared(request: CheckRequest, executor: Executor, cache: Cache | None) -> Report:
    """The report on the present state, with what has changed since; objections of the former state are known ones."""
    from osscan.engine.changes import changes_between, known_before  # noqa: PLC0415 - most runs compare nothing
    from osscan.engine.since import locks_then, look_at_both  # noqa: PLC0415 - as above

    both = look_at_both(request, executor, cache)
    former = request._replace(baseline=None, locks=locks_then(request))
    then = _with_locks(former, both.before)
    before = judge_all(former, then.union, then.inventories, then.files)
    request = request._replace(known=known_before(before))
    now = _with_locks(request, both.now)
    now = now._replace(problems=(*now.problems, *both.problems))
    judged = judge_all(request, now.union, now.inventories, now.files)
    whole = not both.problems and not any(one.severity is Severity.ERROR for one in problems_of(now, request.roles))
    changes = Changes(request.since, both.commit, changes_between(before, judged), whole)
    return report_of(request, now, judged)._replace(changes=changes)


def report_of(request: CheckRequest, looked: Looked, judged: Judged) -> Report:
    """The Report on what was seen and judged."""
    components = _with_paths(judged, looked.union)
    found = _problems(request, looked, judged)
    complete = all(problem.severity is not Severity.ERROR for problem in found)
    whole = complete and not (request.counting.severity is Level.DENIED and judged.unestablished)
    problems, remarks_counting = _gated(found, request.counting)
    summary = _summary(judged)._replace(remarks=remarks_counting)
    report = Report(
        tool=("osscan", __version__),
        data=data_versions(words_looked_at=looked.words),
        generated_at=request.generated_at,
        policy=_policy_record(request),
        outcome=_outcome(summary, request.counting, whole=whole),
        complete=whole if request.counting.incomplete is Gate.ERROR else complete,
        inputs=input_records(looked),
        components=components,
        verdicts=judged.verdicts,
        conflicts=_conflicts(judged),
        checks=(),
        problems=problems,
        waivers=waiver_records(request.policy, judged.waivers_used, request.as_of, judged.waivers_void),
        summary=summary,
    )
    return made_concrete(report, request)


def _with_paths(judged: Judged, union: Union) -> tuple[JudgedComponent, ...]:
    """The way from the root, for what somebody has to look at."""
    wanted = {verdict.component for verdict in judged.verdicts if verdict.objects or verdict.modifier is not None}
    if not wanted or not union.roots:
        return judged.components
    ways = path_to(union, wanted)
    return tuple(
        component._replace(path=tuple(_name_of(union, id_) for id_ in ways[component.id])) if component.id in ways else component
        for component in judged.components
    )


def _name_of(union: Union, id_: str) -> str:
    root = union.names.get(id_)
    if root is not None:
        return root
    united = union.components.get(id_)
    return f"{united.component.name} {united.component.version}".strip() if united else id_


def _with_locks(request: CheckRequest, looked: Looked) -> Looked:
    """What osscan.lock says joins what was seen."""
    if not request.locks:
        return looked
    from osscan.engine.locked import join_locks  # noqa: PLC0415 - runs without a lock load nothing

    return join_locks(request, looked)


def _problems(request: CheckRequest, looked: Looked, judged: Judged) -> tuple[Problem, ...]:
    found = [*remarks(request.policy), *judged.problems, *_waivers(request, judged)]
    found += problems_of(looked, request.roles)
    return tuple(sorted(dict.fromkeys(found), key=Problem.sort_key))


def _summary(judged: Judged) -> Summary:
    policy: dict[str, int] = {}
    compatibility: dict[str, int] = {}
    not_evaluated = 0
    ids = [id(verdict.judgement) for verdict in judged.verdicts]
    first = dict(zip(ids, judged.verdicts, strict=True))
    for key, count in Counter(ids).items():
        judgement = first[key].judgement
        policy[judgement.policy.verdict.value] = policy.get(judgement.policy.verdict.value, 0) + count
        compatibility[judgement.compatibility.verdict.value] = compatibility.get(judgement.compatibility.verdict.value, 0) + count
        not_evaluated += count if judgement.level is Level.NOT_EVALUATED else 0
    remarkable = [verdict for verdict in judged.verdicts if verdict.objects or verdict.modifier is not None]
    objections = sum(verdict.objects for verdict in remarkable)
    counts = Counter(verdict.modifier for verdict in remarkable if verdict.modifier is not None)
    total = len(judged.verdicts)
    known = sum(verdict.objects and verdict.modifier is Modifier.BASELINE for verdict in remarkable)
    return Summary(
        components=total,
        judged=total - not_evaluated,
        not_evaluated=not_evaluated,
        policy=tuple(sorted(policy.items())),
        compatibility=tuple(sorted(compatibility.items())),
        objections=objections,
        new_objections=objections - known,
        waived=counts[Modifier.WAIVED],
        baseline=counts[Modifier.BASELINE],
    )


def _gated(found: tuple[Problem, ...], counting: FailOn) -> tuple[tuple[Problem, ...], int]:
    """The problems as the policy wants them told, and how many of them count against the run."""
    if not counting.weighs_remarks:
        return found, 0
    from osscan.engine.gating import gated  # noqa: PLC0415 - most policies leave remarks as they are

    return gated(found, counting)


def _waivers(request: CheckRequest, judged: Judged) -> list[Problem]:
    return expiring(request.policy, judged.waivers_used, request.as_of, judged.waivers_void)


def _outcome(summary: Summary, counting: FailOn, *, whole: bool) -> Outcome:
    """Objections first; then what was not read or not established; then whether there was anything to judge."""
    if summary.objections or summary.remarks:
        return Outcome.OBJECTIONS
    if not whole:
        return Outcome.OBJECTIONS if counting.incomplete is Gate.ERROR else Outcome.INCOMPLETE
    return Outcome.PASSED if summary.judged else Outcome.NOTHING_TO_JUDGE


def _conflicts(judged: Judged) -> tuple[Conflict, ...]:
    return tuple(
        Conflict(component.id, "claims-differ", resolved.disagreeing)
        for component, resolved in zip(judged.components, judged.resolved, strict=True)
        if resolved.disagreeing
    )


def _policy_record(request: CheckRequest) -> PolicyRecord:
    policy = request.policy
    return PolicyRecord(
        id=policy.id,
        version=policy.version,
        path=policy.place.input,
        outbound=request.outbound or policy.outbound,
        doctrine=policy.doctrine.value,
        fail_on=request.counting.severity.value,
    )
