"""Answers about pairs of licenses as JSON: one line a row, in the order of the rows, and one document for one question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from osscan import __version__
from osscan.model.pair import PairAnswer, RowFault
from osscan.model.verdict import Compatibility, Proviso, Reason, Remedy
from osscan.reports.json_text import line, members
from osscan.reports.sentences import reason_text
from osscan.texts.catalogue import Words

SCHEMA = "osscan/compat/1"

_OURS = frozenset({"read", "assumed", "verdict", "chosen", "parts", "reasons", "conditions", "remedies", "error"})


def lines_in(words: Words) -> Callable[[dict[str, Any] | None, PairAnswer | RowFault], str]:
    """What writes a row with its answer as one line; equal answers are put into words once."""
    known: dict[int, tuple[PairAnswer, str]] = {}

    def told(fields: dict[str, Any] | None, answer: PairAnswer | RowFault) -> str:
        if isinstance(answer, RowFault):
            text = line(_fault(answer, words))
        else:
            found = known.get(id(answer))
            if found is None:
                found = known[id(answer)] = answer, line(fields_of(answer, words))
            text = found[1]
        own = fields or {}
        if not own.keys().isdisjoint(_OURS):
            own = {name: value for name, value in own.items() if name not in _OURS}
        return f"{line(own)[:-1]}, {text[1:]}" if own else text

    return told


def document(answer: PairAnswer, elsewhere: tuple[str, ...], data: tuple[tuple[str, str], ...], policy: str, words: Words) -> str:
    """One question with its answer as a document of the schema `osscan/compat/1`."""
    pair = answer.pair
    fields: tuple[tuple[str, Any], ...] = (
        ("schema", SCHEMA),
        ("tool", {"name": "osscan", "version": __version__}),
        ("data", dict(data)),
        ("language", words.language),
        ("policy", policy),
        ("inbound", pair.inbound),
        ("outbound", pair.outbound),
        ("relation", pair.relation),
        ("provision", pair.provisions),
        *fields_of(answer, words).items(),
        ("possible_under", elsewhere),
    )
    return "".join(members(fields)) + "\n"


def fields_of(answer: PairAnswer, words: Words) -> dict[str, Any]:
    """The answer's own fields; `read` says how the two sides were understood, `assumed` what nobody had said."""
    found = answer.weighed.compatibility
    pair = answer.pair
    read = {"inbound": answer.inbound, "outbound": answer.outbound, "relation": pair.relation, "provision": pair.provisions}
    fields: dict[str, Any] = {"read": read, "assumed": pair.assumed, "verdict": found.verdict}
    if answer.weighed.chosen:
        fields["chosen"] = answer.weighed.chosen
    if answer.parts:
        fields["parts"] = [
            {"expression": part.expression, "verdict": part.compatibility.verdict, "counts": part.counts}
            for part in answer.parts
            if not part.operator
        ]
    return fields | told_of(found, words)


def told_of(found: Compatibility, words: Words) -> dict[str, Any]:
    """Reasons, conditions and remedies of an answer in words."""
    return {
        "reasons": [reason_of(reason, words) for reason in found.reasons],
        "conditions": [condition_of(condition, words) for condition in found.conditions],
        "remedies": [remedy_of(remedy, words) for remedy in found.remedies],
    }


def reason_of(reason: Reason, words: Words) -> dict[str, Any]:
    return {"key": reason.key, "text": reason_text(words, reason), "source": reason.source or None}


def condition_of(condition: Proviso, words: Words) -> dict[str, Any]:
    text = words(f"proviso.{condition.key}", condition.facts)
    return {"key": condition.key, "text": text, "source": condition.source or None, "open": condition.open}


def remedy_of(remedy: Remedy, words: Words) -> dict[str, Any]:
    text = words(f"remedy.{remedy.key}", remedy.facts)
    return {"key": remedy.key, "text": text, "command": remedy.command or None}


def _fault(fault: RowFault, words: Words) -> dict[str, Any]:
    error = {"code": fault.code, "text": words(f"compat.row.{fault.code}", fault.facts)}
    return {"verdict": "unknown", "reasons": [], "conditions": [], "remedies": [], "error": error}
