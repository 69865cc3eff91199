"""The story of `osscan license normalize`: each text becomes an expression with its provenance, or stays open with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from osscan.knowledge.names import PROPRIETARY
from osscan.knowledge.normalise import Clarity, Normal, normalise
from osscan.model.named import NameAnswer, NameStatus
from osscan.model.problem import facts_of
from osscan.model.verdict import Reason

LONGEST_ANSWERED = 100_000
"""Characters; what is longer is no license name, no expression and no license text."""


def answers(texts: Iterable[str], mappings: Mapping[str, str]) -> Iterator[NameAnswer]:
    """One answer a text, in their order; `mappings` are the policy's own."""
    known: dict[str, NameAnswer] = {}
    for text in texts:
        found = known.get(text)
        if found is None:
            found = answer(text, mappings)
            if len(text) < 500:
                known[text] = found
        yield found


def answer(text: str, mappings: Mapping[str, str]) -> NameAnswer:
    """What one text means."""
    if not text.strip():
        return NameAnswer(text, NameStatus.UNRESOLVED, why="empty")
    if len(text) > LONGEST_ANSWERED:
        return NameAnswer(text, NameStatus.UNRESOLVED, why="too-long")
    normal = normalise(text, mappings)
    if normal.either is not None:
        return _open(text, normal, NameStatus.AMBIGUOUS, (str(normal.either), str(normal.tree)))
    if normal.clarity in _SURE and normal.tree is not None:
        return _reserved(text, normal) if normal.why == "reserved" else _sure(text, normal, str(normal.tree))
    vague = normal.clarity is Clarity.AMBIGUOUS or normal.why == "part-ambiguous"
    return _open(text, normal, NameStatus.AMBIGUOUS if vague else NameStatus.UNRESOLVED, normal.suggestions)


_SURE = {Clarity.EXACT: NameStatus.EXACT, Clarity.ALIAS: NameStatus.ALIAS, Clarity.CURATED: NameStatus.CURATED}


def _sure(text: str, normal: Normal, expression: str) -> NameAnswer:
    steps = tuple(Reason(note.key, note.facts, note.source) for note in normal.notes)
    if not steps:
        listed = Reason("name-listed", facts_of(expression=expression), "spdx-licenses")
        steps = (Reason("name-own-reference", facts_of(expression=expression)) if _is_reference(expression) else listed,)
    return NameAnswer(text, _SURE[normal.clarity], expression, (), steps)


def _is_reference(expression: str) -> bool:
    return "LicenseRef-" in expression or "AdditionRef-" in expression


def _reserved(text: str, normal: Normal) -> NameAnswer:
    """Words such as UNLICENSED grant nothing: checks judge them as proprietary, but they name no license."""
    suggestions = (str(normal.tree),) if str(normal.tree) != PROPRIETARY else ()
    return _open(text, normal, NameStatus.UNRESOLVED, suggestions)


def _open(text: str, normal: Normal, status: NameStatus, suggestions: tuple[str, ...]) -> NameAnswer:
    return NameAnswer(text, status, None, suggestions, (), normal.why or "unknown", normal.source)
