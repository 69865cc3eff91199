"""Documents as DOCX: for those who don't write in open formats yet, with the same headings, lists, tables and page numbers."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.documents import docx_drawings as drawings
from osscan.documents import docx_parts as parts
from osscan.documents.columns import columns, widths
from osscan.documents.document import (
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
from osscan.documents.docx_cells import AFTER, CODE, EMPTY, LIGHT, LINKED, RIGHT, SOFT, STRONG, Cell, grid, run, sign
from osscan.documents.marks import COLOURS, abreast, address, mark, page_number, proportion, references, running, share
from osscan.documents.odf import region
from osscan.documents.package import packed
from osscan.documents.unfolded import Placed, anchors, unfolded
from osscan.texts.catalogue import Words

_WIDTH = 9354
_APART = 510
_BAR, _BAR_HEIGHT, _LEAST = 70.0, 3.2, 0.3
_LOGO_HEIGHT, _LOGO_WIDTH = 16.0, 60.0


def render(document: Document, words: Words) -> bytes:
    """The whole file; the same document gives the same bytes."""
    placed = unfolded(document)
    writer = _Writer(words, anchors(placed))
    locale = region(document)
    body = "".join(writer.whole(document, placed))
    return packed(
        {
            "[Content_Types].xml": parts.content_types(),
            "_rels/.rels": parts.relationships(parts.ROOT),
            "docProps/core.xml": parts.core(document),
            "docProps/app.xml": parts.APP,
            "word/document.xml": f"{parts.HEAD}<w:document {parts.SPACES}><w:body>{body}{_SECTION}</w:body></w:document>",
            "word/_rels/document.xml.rels": parts.relationships(writer.relations),
            "word/styles.xml": parts.styles(locale),
            "word/numbering.xml": parts.numbering(writer.numbered),
            "word/settings.xml": parts.settings(locale),
            "word/footer1.xml": _footer(document, words),
            **{f"word/{name}": content for name, content in writer.pictures.items()},
        }
    )


_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1304" w:left="1417" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)


def _footer(document: Document, words: Words) -> str:
    before, between, after = page_number(words)
    field = '<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'.format
    said = f"{run(running(document))}<w:r><w:tab/></w:r>{run(before)}{field('PAGE')}{run(between)}{field('NUMPAGES')}{run(after)}"
    return f'{parts.HEAD}<w:ftr {parts.SPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{said}</w:p></w:ftr>'


class _Writer:
    """Where blocks become XML; keeps the addresses, pictures and numbered lists that the package must name."""

    def __init__(self, words: Words, known: frozenset[str]) -> None:
        self.relations = list(parts.PARTS)
        self.pictures: dict[str, bytes] = {}
        self.numbered = 0
        self._words = words
        self._marks = {anchor: f"mark{number}" for number, anchor in enumerate(sorted(known), 1)}
        self._break = False
        self._drawn = 0

    def whole(self, document: Document, placed: tuple[Placed, ...]) -> Iterator[str]:
        """Letterhead, subject, all blocks, and who made it."""
        yield from self._letterhead(document)
        yield self._paragraph("Heading1", run(document.title))
        if document.subtitle:
            yield self._paragraph("Subtitle", run(document.subtitle))
        for one in placed:
            yield from self._block(one)
        if document.footer:
            yield self._paragraph("MadeBy", run(document.footer))
        else:
            yield AFTER

    def _letterhead(self, document: Document) -> Iterator[str]:
        who = document.letterhead
        left = [self._paragraph("Normal", self._logo(document))] if who.logo else []
        left += [self._paragraph(style, run(said)) for style, said in (("Sender", who.sender), ("Unit", who.unit)) if said]
        right = [
            self._paragraph(
                "Reference", run(self._words(f"document.{key}") + ": ", SOFT) + "<w:r><w:br/></w:r>".join(map(run, lines))
            )
            for key, lines in references(who, document.date)
        ]
        if left or right:
            yield grid((6066, 3288), [(Cell("".join(left) or EMPTY), Cell("".join(right) or EMPTY))])
            yield self._paragraph("Rule", "")

    def _block(self, placed: Placed) -> Iterator[str]:
        match placed.block:
            case Heading(said, level, anchor):
                name = self._marks[anchor]
                number = name.removeprefix("mark")
                place = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'
                yield self._paragraph(f"Heading{level}", f"{place}{sign(placed.tone)}{run(said)}")
            case Paragraph(line):
                yield self._paragraph("BodyText", self._line(line))
            case Items(lines, numbered):
                yield from self._list([self._line(one) for one in lines], numbered=numbered)
            case Status(tone, word, line):
                yield self._paragraph(f"StatusWord{tone.capitalize()}", run(f"{mark(tone)}{word}"))
                if line:
                    yield self._paragraph(f"StatusSaid{tone.capitalize()}", self._line(line))
            case Facts(rows):
                yield from self._facts(rows)
            case Table() as table:
                yield from self._table(table)
            case Chart() as chart:
                yield from self._chart(chart)
            case Way(caption, steps, tone):
                yield self._paragraph("Caption", run(caption))
                last = [f"{sign(tone)}{run(one, '<w:b/>')}" for one in steps[-1:]]
                yield from self._list([*map(run, steps[:-1]), *last], numbered=True)
            case Signature(said, roles):
                yield from self._signature(said, roles)
            case Break():
                self._break = True

    def _paragraph(self, style: str, inner: str, more: str = "") -> str:
        breaks, self._break = "<w:pageBreakBefore/>" if self._break else "", False
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{breaks}{more}</w:pPr>{inner}</w:p>'

    def _line(self, line: Line) -> str:
        return "".join(map(self._text, line))

    def _text(self, text: Text) -> str:
        toned = text.tone is not Tone.PLAIN and bool(text.words)
        link = self._link(text.link)
        marks = (
            (CODE if text.code else "")
            + ("<w:b/>" if text.strong or toned else "")
            + ("<w:noProof/>" if text.code else "")
            + (f'<w:color w:val="{COLOURS[text.tone].upper()}"/>' if toned else "")
            + ('<w:sz w:val="17"/>' if text.code else "")
        )
        said = run(f"{mark(text.tone) if toned else ''}{text.words}", f"{LINKED if link else ''}{marks}")
        return f"<w:hyperlink {link}>{said}</w:hyperlink>" if link else said

    def _link(self, link: str) -> str:
        if link.startswith("#") and link[1:] in self._marks:
            return f'w:anchor="{self._marks[link[1:]]}"'
        return f'r:id="{self._relation("hyperlink", link)}"' if address(link) else ""

    def _relation(self, kind: str, target: str) -> str:
        for key, known, where in self.relations:
            if (known, where) == (kind, target):
                return key
        self.relations.append((f"rId{len(self.relations) + 1}", kind, target))
        return self.relations[-1][0]

    def _list(self, lines: list[str], *, numbered: bool) -> Iterator[str]:
        if lines:
            self.numbered += numbered
            key = self.numbered + 1 if numbered else 1
            listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{key}"/></w:numPr>'
            yield from (self._paragraph("Item", one, listed) for one in lines)
            yield AFTER

    def _facts(self, rows: tuple[tuple[str, Line], ...]) -> Iterator[str]:
        if rows:
            yield self._paragraph("After", "", "<w:keepNext/>")
            told = [
                (
                    Cell(self._paragraph("TableName", run(name)), LIGHT),
                    Cell(self._paragraph("TableSaid", self._line(line)), LIGHT),
                )
                for name, line in rows
            ]
            yield grid((2551, 6803), told)
            yield AFTER

    def _table(self, table: Table) -> Iterator[str]:
        count = columns(table)
        yield self._paragraph("Caption", run(table.caption))
        sides = [RIGHT if column in table.right else "" for column in range(count)]
        heads = [self._head(table.heads[column] if column < len(table.heads) else "", sides[column]) for column in range(count)]
        rows = [
            [
                Cell(self._paragraph("TableText", self._line(row[column] if column < len(row) else ()), sides[column]), LIGHT)
                for column in range(count)
            ]
            for row in table.rows
        ]
        rows = rows or [self._nothing(count)]
        yield grid([round(one * _WIDTH) for one in widths(table)], rows, heads, table.caption)
        yield AFTER

    def _chart(self, chart: Chart) -> Iterator[str]:
        yield self._paragraph("Caption", run(chart.caption))
        heads = [
            self._head(self._words("document.chart.label")),
            self._head(self._words("document.chart.value"), RIGHT),
            self._head(""),
        ]
        rows = []
        for number, bar in enumerate(chart.bars, 1):
            keep = "<w:keepNext/>" if number < len(chart.bars) else ""
            told = (
                self._paragraph("TableText", f"{sign(bar.tone)}{run(bar.label)}", keep),
                self._paragraph("TableText", run(bar.said, "<w:b/>"), keep + RIGHT),
                self._paragraph("TableText", self._bar(share(bar, chart), bar.tone), keep),
            )
            rows.append([Cell(one, LIGHT) for one in told])
        yield grid((3685, 1417, 4252), rows or [self._nothing(3)], heads, chart.caption)
        yield AFTER

    def _nothing(self, count: int) -> list[Cell]:
        said = self._paragraph("TableText", run(self._words("document.table.empty")))
        return [Cell(said, LIGHT), *[Cell(EMPTY, LIGHT)] * (count - 1)]

    def _head(self, said: str, side: str = "") -> Cell:
        return Cell(self._paragraph("TableHead", run(said), side), STRONG)

    def _signature(self, said: str, roles: tuple[str, ...]) -> Iterator[str]:
        yield self._paragraph("Signed", run(said))
        line = self._paragraph("SignLine", run(self._words("document.signature.line")))
        cells = [Cell(self._paragraph("Role", run(role)) + line) for role in roles]
        beside = abreast(roles)
        cells += [Cell(EMPTY)] * (-len(cells) % beside)
        rows = [
            [part for cell in cells[at : at + beside] for part in (cell, Cell(EMPTY))][:-1] for at in range(0, len(cells), beside)
        ]
        if rows:
            room = (_WIDTH - _APART * (beside - 1)) // beside
            yield grid(([room, _APART] * beside)[:-1], rows)

    def _bar(self, length: float, tone: Tone) -> str:
        return (
            self._picture(f"media/{tone}.png", drawings.colour(tone), max(_LEAST, length * _BAR), _BAR_HEIGHT)
            if length > 0
            else ""
        )

    def _logo(self, document: Document) -> str:
        broad = min(_LOGO_WIDTH, _LOGO_HEIGHT * proportion(document.letterhead.logo))
        return self._picture("media/logo.png", drawings.logo(document), broad, _LOGO_HEIGHT)

    def _picture(self, name: str, content: bytes, width: float, height: float) -> str:
        self.pictures[name] = content
        self._drawn += 1
        return drawings.inline(self._relation("image", name), self._drawn, width, height)
