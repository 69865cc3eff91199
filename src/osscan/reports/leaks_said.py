"""Leaks in groups and sentences, for every form of the report alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from osscan.leaks.leak import Leak, LeakClass, Origin, Sample
from osscan.leaks.report import LeakReport
from osscan.model.report import CheckSeverity
from osscan.reports.numbers import counted, number
from osscan.texts.catalogue import Words

_ORDER = (CheckSeverity.BLOCKER, CheckSeverity.CONDITION, CheckSeverity.HINT)


class LeakGroup(NamedTuple):
    """The leaks of one rule and weight."""

    rule: str
    kind: LeakClass
    weight: CheckSeverity
    leaks: tuple[Leak, ...]


def groups(leaks: Iterable[Leak]) -> tuple[LeakGroup, ...]:
    """What nobody has allowed, the gravest first."""
    found: dict[tuple[int, str, str], list[Leak]] = {}
    for leak in leaks:
        if not leak.allowed:
            found.setdefault((_ORDER.index(leak.weight), leak.kind, leak.rule), []).append(leak)
    return tuple(
        LeakGroup(rule, LeakClass(kind), _ORDER[weight], tuple(found[weight, kind, rule])) for weight, kind, rule in sorted(found)
    )


def title(rule: str, words: Words) -> str:
    """What a rule finds."""
    key = f"leaks.rule.{rule}"
    return words(key) if words.has(key) else words("leaks.service", (), rule=rule)


def group_said(group: LeakGroup, words: Words) -> str:
    """What, how often, and what it means."""
    weight = words(f"leaks.weight.{group.weight}")
    return counted(words, "leaks.group", len(group.leaks), title=title(group.rule, words), weight=weight)


def where(leak: Leak, words: Words) -> str:
    """The place, and of the history whence and until when."""
    place = leak.place.input or words(f"leaks.origin.{leak.origin}")
    at = f"{place}:{leak.place.line}" if leak.place.line and leak.place.input else place
    parts = [f"{at} {leak.redacted}".rstrip()]
    if leak.times > 1:
        parts.append(words("leaks.times", (), count=number(words, leak.times)))
    if leak.origin is not Origin.TREE and leak.commit:
        parts.append(words("leaks.still" if leak.in_tree else "leaks.since", (), commit=leak.commit[:10]))
    if leak.sample is not Sample.NONE:
        parts.append(words(f"leaks.sample.{leak.sample}"))
    return ", ".join(parts)


def head_said(report: LeakReport, words: Words) -> list[str]:
    """What was looked at."""
    said = [words("leaks.looked", (), files=number(words, report.files))]
    said.append(words("leaks.with-history" if report.has_history else "leaks.no-history"))
    return said


def rest_said(report: LeakReport, words: Words) -> list[str]:
    """What is counted but not listed, and who becomes public."""
    said = []
    hints = len(report.of(CheckSeverity.HINT))
    allowed = sum(1 for leak in report.leaks if leak.allowed)
    if hints:
        said.append(counted(words, "leaks.hints", hints))
    if allowed:
        said.append(counted(words, "leaks.allowed", allowed))
    if report.identities:
        kinds = [one.kind.value for one in report.identities]
        facts = {name: number(words, kinds.count(name)) for name in ("private", "own")}
        said.append(counted(words, "leaks.identities", len(kinds), **facts))
    return said
