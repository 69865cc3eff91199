"""Document: what a page says, before anybody decides how it looks. Every sentence is ready; writers only place it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Tone(StrEnum):
    """What a word means at a glance. Writers show it by a sign and a word, never by colour alone."""

    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"
    OPEN = "open"
    PLAIN = "plain"


class Text(NamedTuple):
    """A run of words. `code` is for identifiers and paths (they may break anywhere), `link` for an address or `#anchor`."""

    words: str
    strong: bool = False
    code: bool = False
    link: str = ""
    tone: Tone = Tone.PLAIN


Line = tuple[Text, ...]
"""What stands in one paragraph, cell or item."""


class Heading(NamedTuple):
    """A heading below the title (level 1 is the title's own); `anchor` is unique in the document."""

    words: str
    level: int = 2
    anchor: str = ""


class Paragraph(NamedTuple):
    line: Line


class Items(NamedTuple):
    """A list; `numbered` where the order matters."""

    lines: tuple[Line, ...]
    numbered: bool = False


class Status(NamedTuple):
    """The result in words, large: what came out, and what that means."""

    tone: Tone
    word: str
    said: Line


class Facts(NamedTuple):
    """Names with what is said of them: subject of the assessment, dates, references."""

    rows: tuple[tuple[str, Line], ...]


class Table(NamedTuple):
    """A table with a caption and column heads; the first cell of a row is its head. Numbers stand in columns that `right` names."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    right: frozenset[int] = frozenset()


class Bar(NamedTuple):
    """One bar of a chart: what it counts, how many, how it weighs."""

    label: str
    value: float
    said: str
    """The value as people read it, such as `12.345` or `87,3 %`."""
    tone: Tone = Tone.PLAIN


class Chart(NamedTuple):
    """Bars beside each other; the caption and the bars' words are its text alternative."""

    caption: str
    bars: tuple[Bar, ...]


class Way(NamedTuple):
    """A dependency path from the product to what is spoken of."""

    caption: str
    steps: tuple[str, ...]
    tone: Tone = Tone.BAD


class Details(NamedTuple):
    """What may be folded away where a format can; `summary` says what is in it."""

    summary: str
    blocks: tuple[Block, ...]
    tone: Tone = Tone.PLAIN


class Signature(NamedTuple):
    """A line to sign: what is signed, and by whom (roles, from the policy)."""

    words: str
    roles: tuple[str, ...]


class Break(NamedTuple):
    """A new page where there are pages."""


Block = Heading | Paragraph | Items | Status | Facts | Table | Chart | Way | Details | Signature | Break


class Letterhead(NamedTuple):
    """Who speaks: from the policy, nothing hard-wired."""

    sender: str = ""
    unit: str = ""
    address: tuple[str, ...] = ()
    contact: str = ""
    logo: str = ""
    """SVG text; empty for none."""
    reference: str = ""
    """File number."""


class Document(NamedTuple):
    """One document. `date` is how people read it; `stamp` the same as ISO 8601, for what a file format wants."""

    kind: str
    language: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    date: str
    stamp: str
    letterhead: Letterhead = Letterhead()
    footer: str = ""
    """Who made it with which data; it is no legal advice."""
