"""Documents as PDF: tagged, made as PDF/UA-1 by typst from one template that takes every word as data.

Nothing of a document reaches typst as markup, no font of the machine is used, and the template can read no file but those beside it.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from osscan.documents.columns import columns, said, widths
from osscan.documents.document import (
    Block,
    Break,
    Chart,
    Document,
    Facts,
    Heading,
    Items,
    Line,
    Paragraph,
    Signature,
    Status,
    Table,
    Text,
    Tone,
    Way,
)
from osscan.documents.libraries import library
from osscan.documents.marks import abreast, address, day, page_number, running, share
from osscan.documents.pdf_letters import pieces, visible
from osscan.documents.unfolded import Placed, anchors, unfolded
from osscan.errors import DocumentError
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.texts.catalogue import Words

_TEMPLATE = Path(__file__).with_name("pdf.typ")
_LONG_CELL = 400
"""Letters of a cell from which on its row may go on on the next page."""
_NO_WORDS = "–"
"""What stands where a heading says nothing: PDF/UA knows no empty heading."""
_LONG_HEAD = 200
_REGIONS = {"de": "DE", "en": "GB"}


def render(document: Document, words: Words) -> bytes:
    """The whole file; the same document gives the same bytes."""
    typst = library("typst")
    told = {"document": json.dumps(_document(document, words), ensure_ascii=False)}
    if document.letterhead.logo:
        told["logo"] = document.letterhead.logo
    compiler = typst.Compiler(input=_TEMPLATE.read_bytes(), root=_TEMPLATE.parent, ignore_system_fonts=True, sys_inputs=told)
    try:
        made: bytes = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=_moment(document))
    except typst.TypstError as broken:
        raise DocumentError(
            error("document-not-made", Place(document.kind), format="PDF", reason=broken.message[:300])
        ) from broken
    return made


def _moment(document: Document) -> datetime:
    year, month, of_month = day(document) or (1980, 1, 1)
    return datetime(year, month, of_month, tzinfo=UTC)


def _document(document: Document, words: Words) -> dict[str, Any]:
    placed = unfolded(document)
    blocks = _Blocks(anchors(placed))
    who = document.letterhead
    title = document.title if document.title.strip() else _NO_WORDS
    return {
        "title": visible(title),
        "subject": pieces(title),
        "subtitle": visible(document.subtitle),
        "subheading": pieces(document.subtitle),
        "kind": visible(document.kind),
        "author": visible(who.sender),
        "language": document.language,
        "region": _REGIONS.get(document.language, "DE"),
        "day": day(document),
        "running": pieces(running(document)),
        "footer": pieces(document.footer),
        "labels": {
            "page": page_number(words),
            "empty": words("document.table.empty"),
            "label": words("document.chart.label"),
            "value": words("document.chart.value"),
            "signature": words("document.signature.line"),
            "tones": {str(tone): "" if tone is Tone.PLAIN else words(f"document.tone.{tone}") for tone in Tone},
        },
        "letterhead": {
            "sender": pieces(who.sender),
            "unit": pieces(who.unit),
            "references": [
                [words("document.reference"), [pieces(who.reference)] if who.reference else []],
                [words("document.date"), [pieces(document.date)] if document.date else []],
                [words("document.contact"), [pieces(who.contact)] if who.contact else []],
                [words("document.address"), [pieces(one) for one in who.address]],
            ],
        },
        "blocks": [blocks.told(one) for one in placed],
    }


class _Blocks:
    """Where blocks become data of the template; knows which anchors there are."""

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known

    def told(self, placed: Placed) -> dict[str, Any]:
        block = placed.block
        return {"block": type(block).__name__.lower(), "tone": str(placed.tone), **self._told(block)}

    def _told(self, block: Block) -> dict[str, Any]:
        match block:
            case Heading(said, level, anchor):
                return {"words": pieces(said if said.strip() else _NO_WORDS), "level": level, "anchor": anchor}
            case Paragraph(line):
                return {"line": self._line(line)}
            case Items(lines, numbered):
                return {"lines": [self._line(one) for one in lines], "numbered": numbered}
            case Status(tone, word, line):
                return {"tone": str(tone), "word": pieces(word), "said": self._line(line)}
            case Facts(rows):
                return {"rows": [[pieces(name), self._line(line)] for name, line in rows]}
            case Table():
                return self._table(block)
            case Chart():
                return _chart(block)
            case Way(caption, steps, tone):
                return {"tone": str(tone), "caption": pieces(caption), "steps": [pieces(one) for one in steps]}
            case Signature(said, roles):
                return {"words": pieces(said), "roles": [pieces(one) for one in roles], "abreast": abreast(roles)}
            case Break():
                return {}
        raise TypeError(block)

    def _table(self, table: Table) -> dict[str, Any]:
        count = columns(table)
        return {
            "caption": pieces(table.caption),
            "heads": [pieces(one, code=True) for one in (*table.heads, *[""] * (count - len(table.heads)))],
            "rows": [[self._line(one) for one in (*row, *[()] * (count - len(row)))] for row in table.rows],
            "whole": [max((len(said(one)) for one in row), default=0) < _LONG_CELL for row in table.rows],
            "repeat": max(map(len, table.heads), default=0) < _LONG_HEAD,
            "right": sorted(table.right),
            "widths": widths(table),
        }

    def _line(self, line: Line) -> list[dict[str, Any]]:
        return [self._run(one) for one in line]

    def _run(self, text: Text) -> dict[str, Any]:
        link = text.link if text.link.startswith("#") and text.link[1:] in self._known else address(text.link)
        return {
            "pieces": pieces(text.words, code=text.code),
            "strong": text.strong,
            "code": text.code,
            "link": link,
            "tone": str(text.tone) if text.words else str(Tone.PLAIN),
        }


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "caption": pieces(chart.caption),
        "room": min(12.0, 0.6 * max((len(bar.said) for bar in chart.bars), default=1)),
        "bars": [
            {"label": pieces(bar.label), "said": pieces(bar.said), "share": share(bar, chart), "tone": str(bar.tone)}
            for bar in chart.bars
        ],
    }
