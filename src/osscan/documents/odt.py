"""Documents as ODT, the open format of the E-Akte: real headings, lists and tables that people can go on writing in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osscan.documents.columns import columns, widths
from osscan.documents.document import (
    Break,
    Chart,
    Document,
    Facts,
    Heading,
    Items,
    Letterhead,
    Line,
    Paragraph,
    Signature,
    Status,
    Table,
    Text,
    Tone,
    Way,
)
from osscan.documents.marks import abreast, address, mark, page_number, references, running, share
from osscan.documents.odf import FONTS, named, odf, region, safe
from osscan.documents.odt_cells import EMPTY, LOGO, bar_of, logo_of, row_of, sign
from osscan.documents.odt_styles import WIDTH, automatic, styles
from osscan.documents.unfolded import Placed, anchors, unfolded
from osscan.texts.catalogue import Words

_APART = 9.0


def render(document: Document, words: Words) -> bytes:
    """The whole file; the same document gives the same bytes."""
    placed = unfolded(document)
    writer = _Writer(words, anchors(placed))
    body = "".join(writer.whole(document, placed))
    content = (
        f"{FONTS}{automatic(frozenset(writer.columns), frozenset(writer.breaks))}"
        f"<office:body><office:text>{body}</office:text></office:body>"
    )
    logo = {LOGO: document.letterhead.logo.encode("utf-8", "replace").decode()} if document.letterhead.logo else {}
    return odf("text", document, content, styles(region(document), _footer(document, words)), logo)


def _footer(document: Document, words: Words) -> str:
    before, between, after = map(safe, page_number(words))
    return (
        f'{safe(running(document))}<text:tab/>{before}<text:page-number text:select-page="current">1</text:page-number>'
        f"{between}<text:page-count>1</text:page-count>{after}"
    )


class _Writer:
    """Where blocks become XML; keeps which widths and page breaks need a style."""

    def __init__(self, words: Words, known: frozenset[str]) -> None:
        self.columns: set[int] = set()
        self.breaks: set[str] = set()
        self._words = words
        self._known = known
        self._break = False
        self._tables = 0

    def whole(self, document: Document, placed: tuple[Placed, ...]) -> Iterator[str]:
        """Letterhead, subject, all blocks, and who made it."""
        yield from self._letterhead(document.letterhead, document.date)
        yield f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{safe(document.title)}</text:h>'
        if document.subtitle:
            yield self._paragraph("Subtitle", safe(document.subtitle))
        for one in placed:
            yield from self._block(one)
        if document.footer:
            yield self._paragraph("Made_by", safe(document.footer))

    def _letterhead(self, who: Letterhead, date: str) -> Iterator[str]:
        left = [self._paragraph("Standard", logo_of(who.logo))] if who.logo else []
        left += [self._paragraph(style, safe(said)) for style, said in (("Sender", who.sender), ("Unit", who.unit)) if said]
        right = [
            (self._words(f"document.{key}"), "<text:line-break/>".join(map(safe, lines))) for key, lines in references(who, date)
        ]
        if left or right:
            names = "".join(
                self._paragraph("Reference", f'<text:span text:style-name="Tone_plain">{name}</text:span>: {said}')
                for name, said in right
            )
            yield self._grid((107.0, 58.0), [(("Bare", "".join(left) or EMPTY), ("Bare", names or EMPTY))])
            yield self._paragraph("Letterhead_rule", "")

    def _block(self, placed: Placed) -> Iterator[str]:
        match placed.block:
            case Heading(said, level, anchor):
                place = f'<text:bookmark text:name="{named(anchor)}"/>'
                style = self._style(f"Heading_20_{level}")
                yield f'<text:h text:style-name="{style}" text:outline-level="{level}">{place}{sign(placed.tone)}{safe(said)}</text:h>'
            case Paragraph(line):
                yield self._paragraph("Text_20_body", self._line(line))
            case Items(lines, numbered):
                yield from self._list("Numbers" if numbered else "Bullets", "Item", [self._line(one) for one in lines])
            case Status(tone, word, line):
                yield self._paragraph(f"Status_word_{tone}", f"{mark(tone)}{safe(word)}")
                if line:
                    yield self._paragraph(f"Status_said_{tone}", self._line(line))
            case Facts(rows):
                yield from self._facts(rows)
            case Table() as table:
                yield from self._table(table)
            case Chart() as chart:
                yield from self._chart(chart)
            case Way(caption, steps, tone):
                yield self._paragraph("Caption", safe(caption))
                last = (
                    f'{sign(tone)}<text:span text:style-name="Strong_20_Emphasis">{safe(steps[-1])}</text:span>' if steps else ""
                )
                yield from self._list("Numbers", "Step", [*map(safe, steps[:-1]), *([last] if last else [])])
            case Signature(said, roles):
                yield from self._signature(said, roles)
            case Break():
                self._break = True

    def _paragraph(self, style: str, inner: str) -> str:
        return f'<text:p text:style-name="{self._style(style)}">{inner}</text:p>'

    def _style(self, name: str) -> str:
        """The style of this name, or the one of its kind that begins a page."""
        if not self._break:
            return name
        self._break = False
        self.breaks.add(name)
        return f"New_{name}"

    def _line(self, line: Line) -> str:
        return "".join(map(self._text, line))

    def _text(self, text: Text) -> str:
        said = safe(text.words)
        if text.code:
            said = f'<text:span text:style-name="Code">{said}</text:span>'
        if text.strong:
            said = f'<text:span text:style-name="Strong_20_Emphasis">{said}</text:span>'
        if text.tone is not Tone.PLAIN and text.words:
            said = f'<text:span text:style-name="Tone_{text.tone}">{mark(text.tone)}{said}</text:span>'
        link = text.link if text.link.startswith("#") and text.link[1:] in self._known else address(text.link)
        if link:
            style = "Internet_20_link"
            said = f'<text:a xlink:type="simple" xlink:href="{named(link)}" text:style-name="{style}" text:visited-style-name="{style}">{said}</text:a>'
        return said

    def _list(self, kind: str, style: str, lines: list[str]) -> Iterator[str]:
        if lines:
            items = "".join(f"<text:list-item>{self._paragraph(style, one)}</text:list-item>" for one in lines)
            yield f'<text:list text:style-name="{kind}">{items}</text:list>'
            yield self._paragraph("After_table", "")

    def _facts(self, rows: tuple[tuple[str, Line], ...]) -> Iterator[str]:
        if rows:
            yield self._paragraph("Before_table", "")
            told = [
                (("Cell", self._paragraph("Table_name", safe(name))), ("Cell", self._paragraph("Table_said", self._line(line))))
                for name, line in rows
            ]
            yield self._grid((45.0, 120.0), told)
            yield self._paragraph("After_table", "")

    def _table(self, table: Table) -> Iterator[str]:
        count = columns(table)
        yield self._paragraph("Caption", safe(table.caption))
        heads = [
            (
                "Head",
                self._paragraph(
                    f"Table_head{'_right' if column in table.right else ''}",
                    safe(table.heads[column] if column < len(table.heads) else ""),
                ),
            )
            for column in range(count)
        ]
        rows = [[("Cell", self._cell(row, column, table)) for column in range(count)] for row in table.rows]
        rows = rows or [self._nothing(count)]
        yield self._grid([one * WIDTH for one in widths(table)], rows, heads)
        yield self._paragraph("After_table", "")

    def _nothing(self, count: int) -> list[tuple[str, str]]:
        return [
            ("Cell", self._paragraph("Table_text", safe(self._words("document.table.empty")))),
            *[("Cell", EMPTY)] * (count - 1),
        ]

    def _cell(self, row: tuple[Line, ...], column: int, table: Table) -> str:
        line = row[column] if column < len(row) else ()
        return self._paragraph("Table_right" if column in table.right else "Table_text", self._line(line))

    def _chart(self, chart: Chart) -> Iterator[str]:
        yield self._paragraph("Caption", safe(chart.caption))
        heads = [
            ("Head", self._paragraph("Table_head", safe(self._words("document.chart.label")))),
            ("Head", self._paragraph("Table_head_right", safe(self._words("document.chart.value")))),
            ("Head", EMPTY),
        ]
        rows = [
            (
                ("Cell", self._paragraph("Table_text", f"{sign(bar.tone)}{safe(bar.label)}")),
                (
                    "Cell",
                    self._paragraph(
                        "Table_right", f'<text:span text:style-name="Strong_20_Emphasis">{safe(bar.said)}</text:span>'
                    ),
                ),
                ("Cell", self._paragraph("Table_text", bar_of(share(bar, chart), bar.tone))),
            )
            for bar in chart.bars
        ]
        yield self._grid((65.0, 25.0, 75.0), rows or [self._nothing(3)], heads, "Grid")
        yield self._paragraph("After_table", "")

    def _signature(self, said: str, roles: tuple[str, ...]) -> Iterator[str]:
        yield self._paragraph("Signed", safe(said))
        line = self._paragraph("Signature_line", safe(self._words("document.signature.line")))
        cells = [("Bare", self._paragraph("Signature_role", safe(role)) + line) for role in roles]
        beside = abreast(roles)
        cells += [("Bare", EMPTY)] * (-len(cells) % beside)
        rows = [
            [part for cell in cells[at : at + beside] for part in (cell, ("Bare", EMPTY))][:-1]
            for at in range(0, len(cells), beside)
        ]
        if rows:
            room = (WIDTH - _APART * (beside - 1)) / beside
            yield self._grid(([room, _APART] * beside)[:-1], rows, style="Signatures")

    def _grid(
        self,
        broad: Iterable[float],
        rows: Iterable[Iterable[tuple[str, str]]],
        heads: Iterable[tuple[str, str]] = (),
        style: str = "",
    ) -> str:
        self._tables += 1
        tenths = [max(10, round(one * 10)) for one in broad]
        self.columns.update(tenths)
        head = row_of(heads)
        repeated = f"<table:table-header-rows>{head}</table:table-header-rows>" if head else ""
        broad_as = "".join(f'<table:table-column table:style-name="Column_{one}"/>' for one in tenths)
        named_as = f'table:name="Table_{self._tables}" table:style-name="{style or ("Table" if head else "Grid")}"'
        return f"<table:table {named_as}>{broad_as}{repeated}{''.join(map(row_of, rows))}</table:table>"
