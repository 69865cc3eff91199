"""Gathers the Delivery before it is judged: it passes by once, then license reports, SBOMs and leaks are made of what was kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from osscan.deliveries.belonging import belonging_of
from osscan.deliveries.comparing import drift_of
from osscan.deliveries.contract import contract_of
from osscan.deliveries.delivery import Delivery
from osscan.engine.check import report_of
from osscan.engine.detecting import Cache, Memory
from osscan.engine.executor import Executor
from osscan.engine.gather import Gathered, Walked, read_all
from osscan.engine.judging import judge_all
from osscan.engine.looking import Looked, put_together
from osscan.engine.request import CheckRequest
from osscan.engine.unite import unite
from osscan.engine.vendor_bills import bills_of, is_bill
from osscan.engine.vendor_evidence import evidence_of
from osscan.engine.vendor_former import with_former
from osscan.engine.vendor_ground import Ground, lying
from osscan.engine.vendor_places import put_where_they_lie
from osscan.engine.vendor_stream import Observer, Passed, Stream
from osscan.engine.vendor_watch import WatchObserver
from osscan.inputs.archives.member import Allowance
from osscan.inputs.archives.passage import Passage
from osscan.inputs.source import Limits, Source
from osscan.leaks.leak import Settings as LeakSettings
from osscan.leaks.remedy import remedies
from osscan.leaks.report import LeakReport
from osscan.model.component import PathRole
from osscan.model.delivery import DeliveredFile, DeliveryReport, Layer
from osscan.model.problem import Problem
from osscan.model.publication import Decision, Waiving
from osscan.model.report import Report
from osscan.policy.schema import Policy

_ROLES = frozenset({PathRole.PRODUCT, PathRole.BUILD, PathRole.VENDORED})


class Asked(NamedTuple):
    """Which delivery to look at, and how."""

    paths: tuple[str, ...]
    policy: Policy
    outbound: str
    as_of: date
    generated_at: str
    sboms: tuple[Source, ...] = ()
    """SBOMs that were handed over beside the delivery."""
    leaks: LeakSettings = LeakSettings()
    allowance: Allowance = Allowance()
    waivers: tuple[Waiving, ...] = ()
    decisions: tuple[Decision, ...] = ()
    observers: tuple[Observer, ...] = ()
    contract: Source | None = None
    """`vertrag.yml`, where somebody has written one."""
    previous: DeliveryReport | None = None
    """What was said of the delivery before, for a look at what has changed."""
    told: tuple[Problem, ...] = ()
    """What is wrong with decisions and other papers of the city's own; it says nothing against the delivery."""
    tell: Callable[[int, int], None] | None = None
    """Is told from time to time how many files and bytes have passed."""


class _Walk(NamedTuple):
    """What the doors said beside the files."""

    targets: tuple[DeliveredFile, ...]
    layers: tuple[Layer, ...]
    problems: tuple[Problem, ...]


def gather(asked: Asked, executor: Executor, cache: Cache | None = None) -> Delivery:
    """Everything that the checks look at."""
    memory: Cache = cache if cache is not None else Memory()
    watch = WatchObserver()
    stream = Stream(executor, memory, asked.leaks, (watch, *asked.observers))
    walk = _pass_by(asked, stream)
    passed = stream.passed()
    gathered = _read(passed, executor)
    sboms = tuple(pair for pair in gathered.inventories if is_bill(pair[1]))
    others = gathered._replace(inventories=tuple(pair for pair in gathered.inventories if not is_bill(pair[1])))
    limits = Limits()
    seen = put_together(others, executor, memory, limits)
    seen = seen._replace(words=seen.words or passed.worded)
    put_where_they_lie(seen.union, seen.inventories)
    present = _judged(asked, seen)
    bills = bills_of(sboms, passed.sources, asked.sboms, _now(asked))
    whole = declared = None
    if bills:
        told = tuple((PathRole.PRODUCT, bill.inventory) for bill in bills)
        both = tuple(sorted((*seen.inventories, *told), key=lambda pair: pair[1].path))
        whole = _judged(asked, seen._replace(inventories=both, read=both, union=unite(both)))
        declared = _judged(asked, Looked(told, told, unite(told), (), seen.words, {}))
    facts = watch.seen()
    belonging = belonging_of(present, {file.path: file for file in passed.files}, facts.brought)
    drift = None
    if declared is not None:
        drift = drift_of(present, declared, bills, passed.files, walk.targets, belonging, _is_of_system)
    delivery = Delivery(
        target=_target(walk.targets),
        files=passed.files,
        layers=walk.layers,
        problems=tuple(dict.fromkeys((*walk.problems, *passed.problems))),
        as_of=asked.as_of,
        targets=walk.targets,
        bills=bills,
        present=present,
        whole=whole,
        declared=declared,
        drift=drift,
        belonging=belonging,
        papers=stream.papers.read(_texts(others), executor, memory),
        evidence=evidence_of(asked.paths, stream.papers, passed.files, walk.targets),
        leaks=_leaks(asked, passed),
        contract=contract_of(asked.contract) if asked.contract is not None else None,
        seen=facts,
        decisions=asked.decisions,
        waivers=asked.waivers,
    )
    return with_former(delivery, asked.previous)


def _pass_by(asked: Asked, stream: Stream) -> _Walk:
    """Every target passes once, in the order in which they were named."""
    targets: list[DeliveredFile] = []
    layers: list[Layer] = []
    problems: list[Problem] = []
    count = size = 0
    for path in asked.paths:
        passage = Passage(Path(path), asked.allowance, problems.append)
        for member in passage:
            stream.take(member)
            count, size = count + 1, size + member.size
            if asked.tell is not None and not count % 64:
                asked.tell(count, size)
        targets.append(passage.target)
        layers += passage.layers
    return _Walk(tuple(targets), tuple(layers), tuple(problems))


def _read(passed: Passed, executor: Executor) -> Gathered:
    """What readers see; files that name each other find each other among those that were held."""
    beside = {source.file: source.held for source in passed.sources.values() if source.held is not None}
    sources = {
        path: source._replace(past=beside) if source.held is not None else source for path, source in passed.sources.items()
    }
    jobs = {path: (names, sources[path]) for path, (names, _) in passed.jobs.items()}
    found = read_all(jobs, sources, executor, passed.known, words_apart=True)
    walked = Walked(sources, found.walked.unclaimed, found.walked.license_files, passed.forecasts)
    return found._replace(walked=walked)


def _is_of_system(file: DeliveredFile) -> bool:
    return lying(file.path, file.layer).ground is Ground.DISTRIBUTION


def _texts(gathered: Gathered) -> Iterator[tuple[Source, str]]:
    """The files whose words were looked at, with the forecast of their content."""
    walked = gathered.walked
    return ((walked.sources[path], walked.forecasts.get(path, "")) for path in walked.unclaimed)


def _judged(asked: Asked, looked: Looked) -> Report:
    request = _request(asked)
    return report_of(request, looked, judge_all(request, looked.union, looked.inventories, looked.files))


def _request(asked: Asked) -> CheckRequest:
    return CheckRequest(
        targets=(),
        policy=asked.policy,
        outbound=asked.outbound,
        as_of=asked.as_of,
        generated_at=asked.generated_at,
        roles=_ROLES,
        exact_places=False,
        evidence=False,
    )


def _target(targets: tuple[DeliveredFile, ...]) -> DeliveredFile:
    """The delivery as one; of several files their names and what they take together."""
    if len(targets) == 1:
        return targets[0]
    return DeliveredFile(", ".join(one.path for one in targets), sum(one.size for one in targets))


def _now(asked: Asked) -> datetime:
    return datetime.combine(asked.as_of, time(23, 59, 59), UTC)


def _leaks(asked: Asked, passed: Passed) -> LeakReport:
    problems = tuple(one for one in passed.problems if one.code.startswith(("leak-", "delivery-file")))
    return LeakReport(asked.paths[0], passed.leaks, (), (), remedies(passed.leaks), problems, passed.looked_at, has_history=False)
