"""Answers about license names as JSON: one line a text, in the order in which they were asked."""

from __future__ import annotations

from typing import Any

from osscan.knowledge import sources
from osscan.model.named import NameAnswer
from osscan.model.problem import facts_of
from osscan.model.verdict import Reason
from osscan.reports.json_text import line
from osscan.reports.sentences import reason_text
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown


def json_line(answer: NameAnswer, words: Words) -> str:
    """One answer; `because` holds the steps, each with the table that it rests on."""
    return line({
        "input": answer.text,
        "expression": answer.expression,
        "status": answer.status,
        "suggestions": answer.suggestions,
        "because": [_step(step, words) for step in answer.steps] or [_open(answer, words)],
    })  # fmt: skip


def why(answer: NameAnswer, words: Words) -> str:
    """Why there is no answer."""
    return words(f"names.why.{answer.why}", facts_of(name=shown(answer.text, 100)))


def _open(answer: NameAnswer, words: Words) -> dict[str, Any]:
    return {"key": answer.why, "text": why(answer, words), "source": _source(answer.source)}


def _step(step: Reason, words: Words) -> dict[str, Any]:
    return {"key": step.key, "text": reason_text(words, step), "source": _source(step.source)}


def _source(name: str) -> dict[str, str] | None:
    """The table's name, title, version and date; the policy's own words have no version."""
    found = sources.origins().get(name)
    if found is None:
        return {"name": name} if name else None
    return {"name": name, "title": found.title, "version": found.version, "date": found.date}
