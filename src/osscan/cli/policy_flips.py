"""What `osscan policy simulate` says: which verdicts flip, in all and report by report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from osscan.cli.policy_differences import INKS
from osscan.cli.policy_explanation import stand_said
from osscan.cli.problems import ToldProblems
from osscan.engine.policy_simulate import FlippedVerdict, SimulatedReport, Simulation
from osscan.policy.difference import Direction
from osscan.policy.impact import Stand, direction
from osscan.policy.schema import DEFAULT
from osscan.reports.numbers import counted, number
from osscan.reports.page import Page
from osscan.reports.sentences import and_more
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

SCHEMA = "osscan/policy-simulation/1"
_MOST_NAMES = 5
_MOST_REPORTS = 20
_DIRECTIONS = (Direction.LAXER, Direction.STRICTER, Direction.NONE)

Kind = tuple[Stand, Stand]


class Simulated(NamedTuple):
    """All reports that could be read."""

    simulation: Simulation
    reports: tuple[SimulatedReport, ...]
    others: int

    @property
    def flips(self) -> int:
        return sum(len(report.flips) for report in self.reports)

    def directions(self) -> frozenset[Direction]:
        """All ways in which verdicts flip."""
        return frozenset(flip.direction for report in self.reports for flip in report.flips)


def gathered(found: Iterable[SimulatedReport], simulation: Simulation, others: int, problems: ToldProblems) -> Simulated:
    """Every report, the problems with unreadable ones told while the others are looked at."""
    read = []
    for report in found:
        if report.problem is not None:
            problems.tell((report.problem,))
        else:
            read.append(report)
    return Simulated(simulation, tuple(read), others)


def write_page(page: Page, found: Simulated, words: Words, *, verbose: bool) -> None:
    """The total by kind of flip, then the reports with flips, then what was kept of them."""
    kinds: dict[Kind, list[FlippedVerdict]] = {}
    for report in found.reports:
        for flip in report.flips:
            kinds.setdefault((flip.old, flip.new), []).append(flip)
    for way in _DIRECTIONS:
        mine = [(kind, flips) for kind, flips in kinds.items() if direction(*kind) is way]
        if mine:
            page.head(words(f"policy.direction.{way}"), "bold")
        for (old, new), flips in sorted(mine, key=lambda pair: -len(pair[1])):
            facts = {"old": stand_said(old, words), "new": stand_said(new, words)}
            page.line(counted(words, "policy.simulate.flips", len(flips), **facts), 2, INKS[way])
            for text in _kind_said(flips, words, verbose=verbose):
                page.line(text, 4)
    _write_reports(page, found, words, verbose=verbose)
    page.gap()
    _write_kept(page, found, words)
    page.line(_verdict(found, words), 0, "green" if not found.flips else "")


def document(found: Simulated, words: Words) -> dict[str, Any]:
    """All of it for scripts."""
    against = found.simulation.against
    totals = Counter((flip.direction, flip.old, flip.new) for report in found.reports for flip in report.flips)
    return {
        "schema": SCHEMA,
        "policy": {"id": found.simulation.policy.id, "version": found.simulation.policy.version},
        "against": None if against is None else {"id": against.id, "version": against.version},
        "components": sum(report.components for report in found.reports),
        "objections": _objections(found.reports),
        "flips": [
            {"direction": way, "old": _stand(old), "new": _stand(new), "count": count, "text": _arrow(old, new, words)}
            for (way, old, new), count in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
        "reports": [_report_document(report) for report in found.reports],
    }


def _kind_said(flips: list[FlippedVerdict], words: Words, *, verbose: bool) -> list[str]:
    """By rule and license: how many components, and some of their names."""
    causes: dict[tuple[str, str, str], list[FlippedVerdict]] = {}
    for flip in flips:
        causes.setdefault((flip.license, flip.old_rule or DEFAULT, flip.new_rule or DEFAULT), []).append(flip)
    said = []
    for (license_, old, new), mine in sorted(causes.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        names = list(dict.fromkeys(shown(f"{flip.name} {flip.version}".strip()) for flip in mine))
        most = len(names) if verbose else _MOST_NAMES
        listed = and_more(words, names[:most], len(names))
        said.append(words("policy.simulate.cause", (), license=license_, old=old, new=new, names=listed))
    return said


def _write_reports(page: Page, found: Simulated, words: Words, *, verbose: bool) -> None:
    touched = [report for report in found.reports if report.flips]
    if not touched or len(found.reports) == 1:
        return
    page.head(words("policy.simulate.by-report"), "bold")
    most = len(touched) if verbose else _MOST_REPORTS
    for report in touched[:most]:
        before, after = report.objections
        facts = {"path": shown(report.path), "before": number(words, before), "after": number(words, after)}
        page.line(counted(words, "policy.simulate.report", len(report.flips), **facts), 2)
    if len(touched) > most:
        page.line(counted(words, "policy.simulate.more-reports", len(touched) - most), 2)


def _write_kept(page: Page, found: Simulated, words: Words) -> None:
    relations = sum(report.kept.relations for report in found.reports)
    if relations:
        page.line(counted(words, "policy.simulate.kept-relations", relations), 0, "cyan")
    outbounds = sorted({report.kept.outbound for report in found.reports if report.kept.outbound})
    if outbounds:
        facts = {"kept": ", ".join(outbounds), "outbound": found.simulation.policy.outbound}
        page.line(words("policy.simulate.kept-outbound", (), **facts), 0, "cyan")
    others = sum(report.kept.other_facts for report in found.reports)
    if others and found.flips:
        page.line(counted(words, "policy.simulate.other-facts", others), 0, "cyan")
    if found.others:
        page.line(counted(words, "policy.simulate.others", found.others), 0, "cyan")


def _verdict(found: Simulated, words: Words) -> str:
    components = sum(report.components for report in found.reports)
    before, after = _objections(found.reports).values()
    reports = counted(words, "policy.simulate.reports", len(found.reports), components=number(words, components))
    facts = {"before": number(words, before), "after": number(words, after)}
    return f"{reports} {counted(words, 'policy.simulate.verdict', found.flips, **facts)}"


def _objections(reports: tuple[SimulatedReport, ...]) -> dict[str, int]:
    return {
        "before": sum(report.objections[0] for report in reports),
        "after": sum(report.objections[1] for report in reports),
    }


def _arrow(old: Stand, new: Stand, words: Words) -> str:
    return f"{stand_said(old, words)} → {stand_said(new, words)}"


def _stand(stand: Stand) -> dict[str, Any]:
    return {"level": stand.level, "word": stand.word, "modifier": stand.modifier or None}


def _report_document(report: SimulatedReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "policy": {"id": report.policy[0], "version": report.policy[1]},
        "components": report.components,
        "objections": dict(zip(("before", "after"), report.objections, strict=True)),
        "kept": {
            "relations": report.kept.relations,
            "outbound": report.kept.outbound or None,
            "other_facts": report.kept.other_facts,
        },
        "flips": [
            {
                "component": flip.component,
                "license": flip.license,
                "scope": flip.scope,
                "relation": flip.relation,
                "direction": flip.direction,
                "old": {**_stand(flip.old), "rule": flip.old_rule or DEFAULT},
                "new": {**_stand(flip.new), "rule": flip.new_rule or DEFAULT},
            }
            for flip in report.flips
        ],
    }
