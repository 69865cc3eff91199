"""Each kind of each report in both languages, as a tree that people can read."""

from __future__ import annotations

import pytest
from tests.reports.sample import REPORTS, SampleWords

from osscan.documents.document import Break, Chart, Details, Facts, Heading, Items, Paragraph, Signature, Status, Table, Way
from osscan.reports.kinds.table import KINDS, case_of

from .sample import delivery, publication, setting

CASES = [
    (name, kind.name)
    for name in ("delivery", "publication", "check")
    for kind in KINDS
    if name in {str(story) for story in kind.stories}
]


def made(name, kind, language):
    told = setting(language)
    if name == "check":
        words = SampleWords(language)
        told = told._replace(words=words)
        report = REPORTS["objecting"]()
    else:
        report = delivery() if name == "delivery" else publication()
    card = next(one for one in KINDS if one.name == kind)
    return card.make(case_of(report, told), told)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("name", "kind"), CASES)
def test_the_document_is_the_reviewed_one(name, kind, language, golden) -> None:
    document = made(name, kind, language)
    head = document.letterhead

    lines = [
        f"{document.kind} | {document.language} | {document.date} | {document.stamp}",
        f"from: {head.sender} | {head.unit} | {head.reference}",
        f"title: {document.title} | {document.subtitle}",
        *tree(document.blocks, ""),
        f"footer: {document.footer}",
    ]
    golden(f"{name}-{kind}-{language}.txt", "\n".join(lines) + "\n")


def tree(blocks, indent):  # noqa: C901 - one case for each kind of block
    """One line for each block, row and bar; tones and links stand in brackets."""
    for block in blocks:
        match block:
            case Heading(words, level, anchor):
                yield f"{indent}{'#' * level} {words} [{anchor}]"
            case Paragraph(line):
                yield f"{indent}{said(line)}"
            case Items(lines, _):
                yield from (f"{indent}- {said(line)}" for line in lines)
            case Status(tone, word, line):
                yield f"{indent}STATUS [{tone}] {word}: {said(line)}"
            case Facts(rows):
                yield from (f"{indent}{name} = {said(line)}" for name, line in rows)
            case Table(caption, heads, rows, right):
                yield f"{indent}TABLE {caption}: {' | '.join(heads)} {sorted(right) or ''}".rstrip()
                yield from (f"{indent}  {' | '.join(map(said, row))}" for row in rows)
            case Chart(caption, bars):
                yield f"{indent}CHART {caption}"
                yield from (f"{indent}  {one.label} {one.value:g} ({one.said}) [{one.tone}]" for one in bars)
            case Way(caption, steps, tone):
                yield f"{indent}WAY {caption} [{tone}]: {' > '.join(steps)}"
            case Details(summary, inner, tone):
                yield f"{indent}DETAILS {summary} [{tone}]"
                yield from tree(inner, indent + "  ")
            case Signature(words, roles):
                yield f"{indent}SIGN {words}: {' | '.join(roles)}"
            case Break():
                yield f"{indent}---"


def said(line):
    return "".join(
        f"{one.words}{f' [{one.tone}]' if one.tone != 'plain' else ''}{f' [{one.link}]' if one.link else ''}" for one in line
    )
