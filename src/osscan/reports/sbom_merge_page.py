"""What a merge did, for people: the inputs, the contradictions kind by kind, and what only a person can settle."""

from __future__ import annotations

import json
from typing import Any

from osscan.model.bom import Loss
from osscan.model.sbom_merge import Conflict, ConflictKind, MergeInput, SbomMerge
from osscan.reports.numbers import counted, number
from osscan.reports.page import Page
from osscan.texts.catalogue import Words

_MOST, _FEW, _LONGEST = 10, 3, 80
_INKS = {ConflictKind.PART: "yellow", ConflictKind.DOCUMENT: "yellow", ConflictKind.LICENSE: "yellow"}

_QUIET = (ConflictKind.REF, ConflictKind.DEPENDENCIES)
"""Kinds that contradict little."""


def render(told: SbomMerge, output: str, words: Words, width: int, *, color: bool, verbose: bool) -> str:
    """The page; `output` is the file that was written, empty where the document went to standard output."""
    page = Page(width, color=color)
    for one in told.inputs:
        page.line(f"+ {_input(words, one)}", 0, "" if one.whole else "yellow")
        if one.losses:
            page.line(words("sbom_merge.converted", (), count=number(words, len(one.losses))), 4)
    if not told.content:
        page.line(words("sbom_merge.nothing"), 0, "red")
        return page.text()
    for kind in ConflictKind:
        _kind(page, words, kind, [one for one in told.conflicts if one.kind is kind], verbose=verbose)
    page.gap()
    if not told.conflicts:
        page.line(words("sbom_merge.alone"), 0, "green")
    _notes(page, words, told)
    target, united = told.target, number(words, told.united)
    page.line(counted(words, "sbom_merge.done", told.parts, target=target, united=united), 0, "green")
    page.line(words("sbom_merge.next", (), text=_advice(words, told, output)), 0, "bold")
    return page.text()


def sentence(words: Words, conflict: Conflict) -> str:
    """One contradiction in words; of dependencies those that only one side names."""
    first, second = conflict.first, conflict.second
    if conflict.kind is ConflictKind.DEPENDENCIES:
        first, second = ([one for one in mine if one not in set(others)] for mine, others in ((first, second), (second, first)))
    return words(
        f"sbom_merge.conflict.{conflict.kind}",
        (),
        part=conflict.part,
        member=conflict.member,
        first=_short(first),
        second=_short(second),
        became=conflict.became,
    )


def losses(told: SbomMerge) -> tuple[Loss, ...]:
    """What did not go over as it was, of all inputs."""
    return tuple(loss for one in told.inputs for loss in one.losses)


def _input(words: Words, one: MergeInput) -> str:
    if not one.format or (not one.parts and not one.whole):
        return words("sbom_merge.input-unread", (), path=one.path)
    parts = counted(words, "sbom_merge.parts", one.parts)
    return words("sbom_merge.input", (), path=one.path, format=one.format.removesuffix("3"), version=one.version, parts=parts)


def _kind(page: Page, words: Words, kind: ConflictKind, found: list[Conflict], *, verbose: bool) -> None:
    if not found:
        return
    page.head(words(f"sbom_merge.head.{kind}", (), count=number(words, len(found))), "bold")
    shown = found if verbose else found[: _FEW if kind in _QUIET else _MOST]
    for one in shown:
        page.line(f"~ {sentence(words, one)}", 2, _INKS.get(kind, ""))
        page.line(" ← ".join(reversed(one.inputs)), 4, "dim")
    if len(found) > len(shown):
        page.line(words("sbom_merge.more", (), count=number(words, len(found) - len(shown))), 4, "dim")


def _notes(page: Page, words: Words, told: SbomMerge) -> None:
    effective = sum(one.effective for one in told.inputs)
    if effective:
        page.line(words("sbom_merge.effective", (), count=number(words, effective)), 0, "yellow")
    if any(one.signed for one in told.inputs):
        page.line(words("sbom_merge.signed"), 0, "yellow")
    page.line(words("sbom_merge.frame"), 0, "dim")


def _advice(words: Words, told: SbomMerge, output: str) -> str:
    unread = next((one for one in told.inputs if not one.whole), None)
    if unread is not None:
        return words("sbom_merge.advice.unread", (), path=unread.path)
    if any(one.kind is ConflictKind.PART for one in told.conflicts):
        return words("sbom_merge.advice.conflicts")
    return words("sbom_merge.advice.check", (), path=output or "-")


def _short(value: Any) -> str:
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
