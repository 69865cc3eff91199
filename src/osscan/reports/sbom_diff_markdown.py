"""Compared SBOMs for a merge request: the counts, the new objections with their reasons, and tables of what changed."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.model.sbom_difference import PartChangeKind, SbomDifference
from osscan.reports.numbers import number
from osscan.reports.sbom_diff_said import (
    advice,
    details,
    document_lines,
    head,
    license_of,
    outcome_said,
    possible_said,
    reasons,
    side_said,
    tally,
    verdicts_of,
)
from osscan.reports.sbom_findings import problem_said
from osscan.texts.catalogue import Words
from osscan.texts.escapes import markdown_code, markdown_text

_ROWS = 40


def render(found: SbomDifference, words: Words) -> str:
    """One page."""
    parts = [f"### {markdown_text(outcome_said(words, found))}"]
    parts.append(f"{markdown_code(side_said(words, found.old))} → {markdown_code(side_said(words, found.new))}")
    if not found.whole:
        parts.append(f"**{markdown_text(words('sbom_diff.not-whole'))}**")
    parts += [f"- {markdown_text(problem_said(one, words))}" for side in (found.old, found.new) for one in side.problems]
    if possible := possible_said(words, found):
        parts.append(markdown_text(possible))
    rows = [(f"{sign} {text}", number(words, count)) for sign, text, count in tally(words, found)]
    parts.append(_table(words, ("change", "count"), rows) if rows else markdown_text(words("sbom_diff.same")))
    parts += [f"- {markdown_text(line)}" for line in document_lines(words, found)]
    parts += _verdicts(words, found)
    for kind in PartChangeKind:
        parts += _kind(words, found, kind)
    parts.append(markdown_text(words("sbom_diff.next", (), text=advice(words, found))))
    if found.judgements is not None:
        policy = found.judgements.policy
        parts.append(markdown_text(words("sbom_diff.policy", (), id=policy.id, version=policy.version, outbound=policy.outbound)))
    return "\n\n".join(parts) + "\n"


def _verdicts(words: Words, found: SbomDifference) -> list[str]:
    told = found.judgements
    if told is None:
        return [markdown_text(words("sbom_diff.not-judged"))]
    parts = []
    for key, changes in (("new", told.new_objections), ("settled", told.settled)):
        if not changes:
            continue
        parts.append(f"#### {markdown_text(head(words, key, len(changes)))}")
        rows = [
            (change.change.name, license_of(words, change), " ".join([f"{verdicts_of(words, change)}.", *reasons(words, change)]))
            for change in changes[:_ROWS]
        ]
        parts.append(_table(words, ("part", "license", "verdict"), rows))
        parts += _rest(words, len(changes))
    return parts


def _kind(words: Words, found: SbomDifference, kind: PartChangeKind) -> list[str]:
    changes = [change for change in found.facts.parts if kind in change.kinds]
    if not changes:
        return []
    lines = [f"- {markdown_text(line)}" for change in changes[:_ROWS] for line in details(words, change, kind)]
    return [f"#### {markdown_text(head(words, kind, len(changes)))}", "\n".join(lines), *_rest(words, len(changes))]


def _rest(words: Words, count: int) -> list[str]:
    return [markdown_text(words("sbom_diff.more", (), count=number(words, count - _ROWS)))] if count > _ROWS else []


def _table(words: Words, names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [_row(words(f"sbom_diff.table.{name}") for name in names), _row("---" for _ in names)]
    return "\n".join([*lines, *(_row(markdown_text(cell) for cell in row) for row in rows)])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
