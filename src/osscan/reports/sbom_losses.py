"""The loss report of a conversion, for people and as JSON."""

from __future__ import annotations

import json
from typing import Any

from osscan.model.bom import Fate, Loss
from osscan.model.sbom_conversion import Conversion
from osscan.reports.numbers import counted
from osscan.reports.page import Page
from osscan.texts.catalogue import Words

_INKS = {Fate.CARRIED: "dim", Fate.CHANGED: "yellow", Fate.LOST: "red"}
_WORST = (Fate.LOST, Fate.CHANGED, Fate.CARRIED)
_SHOWN = 20


def page(told: Conversion, words: Words, width: int, *, color: bool, verbose: bool) -> str:
    """A line that sums up, and the losses, worst first; no more than twenty unless all are asked for."""
    lines = Page(width, color=color)
    lines.line(words("loss.head", (), source=told.source, target=told.target))
    for fate in _WORST:
        if count := told.count(fate):
            lines.line(counted(words, f"loss.count.{fate}", count), 2, _INKS[fate])
    if not told.losses:
        lines.line(words("loss.none"), 2, "green")
        return lines.text()
    rows = sorted(told.losses, key=lambda loss: _WORST.index(loss.fate))
    shown = rows if verbose else rows[:_SHOWN]
    for loss in shown:
        lines.gap()
        part = f" ({loss.part})" if loss.part else ""
        lines.line(f"{words(f'loss.fate.{loss.fate}')}: {loss.pointer or '/'}{part}", 2, _INKS[loss.fate])
        lines.line(sentence(loss, words), 4)
    if len(rows) > len(shown):
        lines.gap()
        lines.line(words("loss.more", (), count=len(rows) - len(shown)), 2, "dim")
    return lines.text()


def document(told: Conversion, words: Words) -> str:
    """All losses as JSON."""
    report: dict[str, Any] = {
        "input": told.path,
        "source": told.source,
        "target": told.target,
        "complete": told.whole,
        "counts": {str(fate): told.count(fate) for fate in _WORST},
        "losses": [{**_members(loss), "message": sentence(loss, words)} for loss in told.losses],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def sentence(loss: Loss, words: Words) -> str:
    """What became of it, in a sentence."""
    said = words(f"loss.{loss.reason}")
    return f"{said} {words('loss.became', (), value=loss.became)}" if loss.became else said


def _members(loss: Loss) -> dict[str, str]:
    told = {"fate": str(loss.fate), "pointer": loss.pointer, "part": loss.part, "reason": loss.reason, "became": loss.became}
    return {name: value for name, value in told.items() if value}
