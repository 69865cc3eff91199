"""Blocks as HTML: each block becomes elements that a screen reader, a keyboard, a phone and a printer understand."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import partial
from html import escape

from osscan.documents import svg
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
from osscan.documents.marks import address
from osscan.documents.outline import every
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

_WHOLE = 100_000
_MANY_COLUMNS = 3
_LONG, _MIDDLE, _SHORT, _LONG_WORD = 34, 16, 12, 20


def safe(text: str) -> str:
    """Foreign words that can be nothing but words."""
    return escape(shown(text, _WHOLE))


class Page:
    """Where blocks are written: knows which anchors there are and numbers what needs a name."""

    def __init__(self, document: Document, words: Words) -> None:
        self._words = words
        self._anchors = frozenset(one.anchor for one in every(document.blocks) if isinstance(one, Heading)) | {"content"}
        self._numbers = itertools.count(1)

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """Elements of all blocks, one after the other."""
        for block in blocks:
            yield from self._block(block)

    def line(self, line: Line) -> str:
        """What stands in one line."""
        return "".join(map(self._text, line))

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(said, level, anchor):
                yield f'<h{level} id="{escape(anchor)}">{safe(said)}</h{level}>'
            case Paragraph(said):
                yield f"<p>{self.line(said)}</p>"
            case Items(lines, numbered):
                yield from self._items(lines, "ol" if numbered else "ul")
            case Status():
                yield self._status(block)
            case Facts(rows):
                yield from self._facts(rows)
            case Table():
                yield from self._table(block)
            case Chart() | Way():
                yield self._drawing(block)
            case Details(summary, inner, tone):
                yield f'<details class="{tone}"><summary>{svg.sign(tone, self._words)}<span>{safe(summary)}</span></summary>'
                yield '<div class="folded">'
                yield from self.blocks(inner)
                yield "</div></details>"
            case Signature(said, roles):
                yield self._signature(said, roles)
            case Break():
                yield '<div class="break"></div>'

    def _text(self, text: Text) -> str:
        said = safe(text.words)
        if text.code:
            said = f"<code>{said}</code>"
        if text.strong:
            said = f"<strong>{said}</strong>"
        if text.link.startswith("#") and text.link[1:] in self._anchors:
            said = f'<a href="{escape(text.link)}">{said}</a>'
        elif address(text.link):
            named = "" if text.link.removeprefix("mailto:") == text.words else ' class="named"'
            said = f'<a{named} href="{escape(text.link)}">{said}</a>'
        if text.tone is not Tone.PLAIN and text.words:
            said = f'<span class="tone {text.tone}">{svg.sign(text.tone, self._words)}<span>{said}</span></span>'
        return said

    def _items(self, lines: tuple[Line, ...], tag: str) -> Iterator[str]:
        if lines:
            yield f"<{tag}>{''.join(f'<li>{self.line(one)}</li>' for one in lines)}</{tag}>"

    def _status(self, status: Status) -> str:
        word = f'<span class="aside">{escape(self._words("document.result"))}: </span>{safe(status.word)}'
        said = f"<p>{self.line(status.said)}</p>" if status.said else ""
        return (
            f'<div class="status {status.tone}">{svg.sign(status.tone, self._words, said=False)}'
            f'<div><p class="word">{word}</p>{said}</div></div>'
        )

    def _facts(self, rows: tuple[tuple[str, Line], ...]) -> Iterator[str]:
        if rows:
            told = "".join(f"<div><dt>{safe(name)}</dt><dd>{self.line(said)}</dd></div>" for name, said in rows)
            yield f'<dl class="facts">{told}</dl>'

    def _table(self, table: Table) -> Iterator[str]:
        key = f"table-{next(self._numbers)}"
        columns = tuple(map(partial(_classes, table), range(max(map(len, (table.heads, *table.rows))))))
        wide = len(columns) >= _MANY_COLUMNS
        if wide:
            yield f'<div class="wide" role="group" aria-labelledby="{key}" tabindex="0">'
        yield f'<table><caption id="{key}"><span>{safe(table.caption)}</span></caption>'
        heads = itertools.zip_longest(map(safe, table.heads), columns, fillvalue="")
        yield "<thead><tr>" + "".join(_cell(head, marked, "col") for head, marked in heads) + "</tr></thead><tbody>"
        for row in table.rows:
            cells = itertools.zip_longest(map(self.line, row), columns, fillvalue="")
            yield "<tr>" + "".join(_cell(said, marked, "" if at else "row") for at, (said, marked) in enumerate(cells)) + "</tr>"
        if not table.rows:
            yield f'<tr><td colspan="{max(1, len(columns))}">{escape(self._words("document.table.empty"))}</td></tr>'
        yield "</tbody></table>" + ("</div>" if wide else "")

    def _drawing(self, drawn: Chart | Way) -> str:
        key = f"drawing-{next(self._numbers)}"
        return f"<figure><figcaption>{safe(drawn.caption)}</figcaption>{svg.drawing(drawn, self._words, key)}</figure>"

    def _signature(self, said: str, roles: tuple[str, ...]) -> str:
        line = escape(self._words("document.signature.line"))
        told = "".join(f"<li><span>{safe(role)}</span><span>{line}</span></li>" for role in roles)
        return f'<div class="signature"><p>{safe(said)}</p>{f"<ul>{told}</ul>" if told else ""}</div>'


def _cell(said: str, marked: str, scope: str) -> str:
    return f'<th scope="{scope}"{marked}>{said}</th>' if scope and said else f"<td{marked}>{said}</td>"


def _classes(table: Table, column: int) -> str:
    """How a column stands, and how much room it needs to be read."""
    texts = ["".join(one.words for one in row[column]) for row in table.rows if column < len(row)]
    longest = max(map(len, texts), default=0)
    unbroken = max((len(word) for text in texts for word in text.split()), default=0)
    kinds = ["right"] if column in table.right else []
    if longest > _LONG or unbroken > _LONG_WORD:
        kinds.append("long")
    elif longest > _MIDDLE:
        kinds.append("middle")
    elif 0 < longest <= _SHORT:
        kinds.append("short")
    return f' class="{" ".join(kinds)}"' if kinds else ""
