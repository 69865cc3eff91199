"""Documents as Markdown for GitLab and other forges: nothing in foreign words is markup, and signs stand beside their words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from osscan.documents.document import (
    Block,
    Break,
    Chart,
    Details,
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
from osscan.documents.marks import address, references, share
from osscan.documents.outline import every, outlined
from osscan.texts.catalogue import Words
from osscan.texts.escapes import markdown_code, markdown_text

_WHOLE = 100_000
_SIGNS = {Tone.GOOD: "✅ ", Tone.ATTENTION: "⚠️ ", Tone.BAD: "❌ ", Tone.OPEN: "❓ ", Tone.PLAIN: ""}
_IN_LINKS = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "|`"})
_BLOCK_START = re.compile(r"^(\d*)([-+#=.)])")
_LONGEST_BAR = 20


def render(document: Document, words: Words) -> str:
    """The whole document; the same document gives the same bytes."""
    shaped = outlined(document)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_Page(shaped, words).lines())).strip() + "\n"


class _Page:
    def __init__(self, document: Document, words: Words) -> None:
        self._document = document
        self._words = words
        blocks = tuple(every(document.blocks))
        anchors = {one.anchor for one in blocks if isinstance(one, Heading)}
        self._aimed_at = anchors & {text.link[1:] for text in _texts(blocks) if text.link.startswith("#")}

    def lines(self) -> Iterator[str]:
        document, who = self._document, self._document.letterhead
        for said in (f"**{_safe(who.sender)}**" if who.sender else "", _safe(who.unit)):
            if said:
                yield f"{said}  "
        yield from ("", f"# {_safe(document.title)}", "")
        if document.subtitle:
            yield from (_begun(_safe(document.subtitle)), "")
        for key, lines in references(who, document.date):
            yield f"- {self._words(f'document.{key}')}: {_safe(', '.join(lines))}"
        yield ""
        yield from self._blocks(document.blocks)
        if document.footer:
            yield from ("---", "", _begun(_safe(document.footer)))

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block)
            yield ""

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield from self._heading(block)
            case Paragraph(line):
                yield _begun(self._line(line))
            case Items(lines, numbered):
                signs = (f"{number}." if numbered else "-" for number in itertools.count(1))
                yield from (f"{sign} {_begun(self._line(one))}" for sign, one in zip(signs, lines, strict=False))
            case Status():
                yield from self._status(block)
            case Facts(rows):
                yield from (f"- **{_safe(name)}:** {self._line(line)}" for name, line in rows)
            case Table():
                yield from self._table(block)
            case Chart():
                yield from self._chart(block)
            case Way():
                yield from self._way(block)
            case Details(summary, inner, tone):
                yield from ("<details>", f"<summary>{_SIGNS[tone]}{_safe(summary)}</summary>", "")
                yield from self._blocks(inner)
                yield "</details>"
            case Signature(said, roles):
                yield from (_begun(_safe(said)), "")
                yield from (f"- {_safe(role)}: {self._words('document.signature.line')} {'…' * 14}" for role in roles)
            case Break():
                yield "---"

    def _heading(self, heading: Heading) -> Iterator[str]:
        if heading.anchor in self._aimed_at:
            yield from (f'<a id="{heading.anchor}"></a>', "")
        yield f"{'#' * heading.level} {_safe(heading.words)}"

    def _status(self, status: Status) -> Iterator[str]:
        yield f"> **{_SIGNS[status.tone]}{_safe(status.word)}**"
        if status.said:
            yield from (">", f"> {_begun(self._line(status.said))}")

    def _way(self, way: Way) -> Iterator[str]:
        yield from (f"**{_safe(way.caption)}**", "")
        told = [_safe(one) for one in way.steps]
        if told:
            yield _begun(" → ".join([*told[:-1], f"{_SIGNS[way.tone]}**{told[-1]}**"]))

    def _line(self, line: Line) -> str:
        return "".join(map(self._text, line))

    def _text(self, text: Text) -> str:
        said = markdown_code(text.words, _WHOLE) if text.code else _safe(text.words)
        if text.strong and said.strip():
            said = f"<strong>{said}</strong>"
        if text.link.startswith("#") and text.link[1:] in self._aimed_at:
            said = f"[{said}]({text.link})"
        elif address(text.link):
            said = f"[{said}](<{text.link.translate(_IN_LINKS)}>)"
        return f"{_SIGNS[text.tone]}{said}" if text.words else ""

    def _table(self, table: Table) -> Iterator[str]:
        width = max(map(len, (table.heads, *table.rows)))
        yield from (f"**{_safe(table.caption)}**", "")
        if not table.rows:
            yield self._words("document.table.empty")
            return
        yield _row([*map(_safe, table.heads)], width)
        yield _row(["---:" if column in table.right else "---" for column in range(width)], width)
        yield from (_row([self._line(one) for one in row], width) for row in table.rows)

    def _chart(self, chart: Chart) -> Iterator[str]:
        yield from (f"**{_safe(chart.caption)}**", "")
        yield _row([self._words("document.chart.label"), self._words("document.chart.value"), ""], 3)
        yield _row(["---", "---:", "---"], 3)
        for bar in chart.bars:
            drawn = "█" * round(_LONGEST_BAR * share(bar, chart))
            yield _row([f"{_SIGNS[bar.tone]}{_safe(bar.label)}", _safe(bar.said), drawn], 3)


def _texts(blocks: tuple[Block, ...]) -> Iterator[Text]:
    """Every run of words that may carry a link."""
    for block in blocks:
        match block:
            case Paragraph(line) | Status(said=line):
                yield from line
            case Items(lines):
                yield from (text for line in lines for text in line)
            case Facts(rows):
                yield from (text for _, line in rows for text in line)
            case Table(rows=rows):
                yield from (text for row in rows for line in row for text in line)


def _row(cells: list[str], width: int) -> str:
    return f"| {' | '.join(cells + [''] * (width - len(cells)))} |"


def _begun(text: str) -> str:
    """A paragraph that begins like a list, a heading or a rule is none."""
    return _BLOCK_START.sub(r"\1\\\2", text.lstrip())


def _safe(text: str) -> str:
    return markdown_text(text, _WHOLE)
