"""Answers about license names for people: what each text means, how that is known, and what to do where it is not."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.knowledge import sources
from osscan.model.named import NameAnswer, NameStatus
from osscan.model.verdict import Reason
from osscan.reports.name_lines import why
from osscan.reports.page import Page
from osscan.reports.sentences import reason_text
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

_SIGNS = {NameStatus.AMBIGUOUS: ("±", "yellow"), NameStatus.UNRESOLVED: ("?", "red")}
_NEXT = {
    "reserved": "contract",
    "silent": "look",
    "empty": "look",
    "none": "look",
    "noassertion": "look",
    "file": "detect",
    "address-unknown": "detect",
    "text": "notices",
    "unlisted": "refer",
    "list": "operator",
    "slash": "operator",
    "plus": "operator",
    "unsaid": "operator",
    "dual": "operator",
    "unknown": "map",
    "part-unknown": "map",
    "too-long": "detect",
}
"""Sentences `names.next.<...>`; whatever else is open asks to choose among what may be meant."""
_LABELS = ("because", "may-be", "next")


def write_page(answers: Iterable[NameAnswer], words: Words, page: Page) -> None:
    """A block for each text, in their order, and a line that counts them."""
    column = 4 + max(len(words(f"names.label.{label}")) for label in _LABELS) + 2
    count = answered = 0
    for answer in answers:
        count += 1
        answered += answer.expression is not None
        page.gap()
        _write(answer, words, page, column)
    if count > 1:
        page.gap()
        page.line(words("names.count", (), answered=answered, count=count), 0, "bold")


def _write(answer: NameAnswer, words: Words, page: Page, column: int) -> None:
    sign, ink = _SIGNS.get(answer.status, ("✔", "green"))
    said = words(f"names.status.{answer.status}")
    name = shown(answer.text, 120) if answer.text.strip() else words("names.nothing")
    page.line(f"{sign} {name}  →  {answer.expression or '–'}  ({said})", 0, ink)
    for text in [_told(step, words) for step in answer.steps] or [why(answer, words)]:
        page.field(words("names.label.because"), text, 4, column)
    page.field(words("names.label.may-be"), " · ".join(answer.suggestions), 4, column)
    if answer.expression is None:
        step = words(f"names.next.{_NEXT.get(answer.why, 'choose')}", (), name=shown(answer.text, 60))
        page.field(words("names.label.next"), step, 4, column)


def _told(step: Reason, words: Words) -> str:
    """The sentence of a step and the table behind it."""
    text = reason_text(words, step)
    found = sources.origins().get(step.source)
    return text if found is None else words("names.with-source", (), text=text, title=found.title, version=found.version)
