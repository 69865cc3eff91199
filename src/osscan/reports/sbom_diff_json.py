"""Compared SBOMs for scripts: one document (`osscan/sbom-diff/1`), or one line for each part that is told otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osscan.model.changes import State
from osscan.model.sbom_difference import Judgements, PartChange, PartTold, SbomDifference, Side, VerdictChange
from osscan.reports.json_text import Lines, line, members
from osscan.reports.sbom_diff_said import advice, possible_said, reasons
from osscan.reports.sbom_findings import problem_said
from osscan.texts.catalogue import Words

SCHEMA = "osscan/sbom-diff/1"


def as_document(found: SbomDifference, words: Words) -> str:
    """All of it."""
    fields = (
        ("schema", SCHEMA),
        *_head(found, words).items(),
        ("parts", Lines(line(_part(change)) for change in found.facts.parts)),
        ("verdicts", Lines(line(_verdict(change, words)) for change in _verdicts(found))),
    )
    return "".join(members(fields)) + "\n"


def as_lines(found: SbomDifference, words: Words) -> Iterator[str]:
    """First what holds for the whole, then each part, then each verdict."""
    yield line({"kind": "summary", **_head(found, words)})
    for change in found.facts.parts:
        yield line({"kind": "part", **_part(change)})
    for told in _verdicts(found):
        yield line({"kind": "verdict", **_verdict(told, words)})


def _verdicts(found: SbomDifference) -> tuple[VerdictChange, ...]:
    return found.judgements.changes if found.judgements is not None else ()


def _head(found: SbomDifference, words: Words) -> dict[str, Any]:
    return {
        "old": _side(found.old, words),
        "new": _side(found.new, words),
        "complete": found.whole,
        "counts": {**found.counts(), "unchanged": found.facts.unchanged},
        "licenses": found.license_counts(),
        "document": [{"field": one.field, "before": one.before, "after": one.after} for one in found.facts.document],
        "judgement": _judgement(found.judgements, possible_said(words, found)),
        "next": advice(words, found),
    }


def _side(side: Side, words: Words) -> dict[str, Any]:
    return {
        "path": side.path,
        "format": side.format or None,
        "version": side.version,
        "notation": side.notation,
        "parts": side.parts,
        "complete": side.whole,
        "problems": [
            {
                "code": one.code,
                "severity": one.severity,
                "line": one.place.line,
                "message": problem_said(one, words),
                "next": problem_said(one, words, "next"),
            }
            for one in side.problems
        ],
    }


def _judgement(told: Judgements | None, possible: str) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "policy": {"id": told.policy.id, "version": told.policy.version, "path": told.policy.path},
        "outbound": told.policy.outbound,
        "new_objections": len(told.new_objections),
        "settled": len(told.settled),
        "possible_before": told.before,
        "possible_after": told.after,
        "blocking": list(told.blocking),
        "message": possible,
    }


def _part(change: PartChange) -> dict[str, Any]:
    return {
        "name": change.name,
        "changes": list(change.kinds),
        "suspicious": bool(change.hashes),
        "matched_by": change.matched_by or None,
        "before": _told(change.before),
        "after": _told(change.after),
        "licenses": [
            {
                "role": one.role,
                "meaning": one.step,
                "before": list(one.before),
                "after": list(one.after),
                "gained": list(one.gained),
                "lost": list(one.lost),
            }
            for one in change.licenses
        ],
        "hashes": [
            {"algorithm": one.algorithm, "before": one.before, "after": one.after, "url": one.url or None}
            for one in change.hashes
        ],
        "parties": [{"role": one.role, "before": one.before or None, "after": one.after or None} for one in change.parties],
        "needs": list(change.needs),
        "needs_no_more": list(change.needs_no_more),
        "completeness": None
        if change.completeness is None
        else {"before": change.completeness[0] or None, "after": change.completeness[1] or None},
    }


def _told(part: PartTold | None) -> dict[str, Any] | None:
    if part is None:
        return None
    return {
        "ref": part.ref,
        "pointer": part.pointer,
        "name": part.name,
        "version": part.version or None,
        "purl": part.purl or None,
        "licenses": list(part.licenses),
    }


def _verdict(told: VerdictChange, words: Words) -> dict[str, Any]:
    change = told.change
    return {
        "name": change.name,
        "change": change.kind,
        "new_objection": change.new_objection,
        "settled": change.settles,
        "before": _state(change.before),
        "after": _state(change.after),
        "reasons": reasons(words, told),
    }


def _state(state: State | None) -> dict[str, Any] | None:
    if state is None:
        return None
    return {
        "component": state.id,
        "license": state.license,
        "level": state.level,
        "policy": state.policy,
        "compatibility": state.compatibility,
        "objects": state.objects,
    }
