"""Where a copyright statement may begin, and what its first words say before a name comes."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from typing import NamedTuple

from osscan.detect.holder_hints import HINTS
from osscan.detect.holder_years import LIST, normal

_PIECES = 24
"""Marks, years and signs looked at before a name must come."""

_PROSE = (
    r"(?!\s{1,3}(?:[Hh]older|HOLDER|[Oo]wner|OWNER|[Nn]otice|NOTICE|[Ll]aw|LAW|[Ll]icen|LICEN|and\b|AND\b|or\b|OR\b|[Ss]tatement|[Ii]nterest|Act\b|[Tt]reaty"
    r"|TREATY|[Cc]onvention|[Pp]rotect|[Dd]isclaimer|[Ii]nfring|INFRING|[Rr]ights?\b|[Ii]nformation))"
)
_FOLLOWS = (
    r"(?=[^\w\n]{0,30}+(?:[A-Z0-9]|[^\W\d_a-z]|(?<=\()c\)|(?<=&)copy|(?<=[\\@])(?:u00a9|xa9|co|copyright)|(?<=&\#)x?0*a9;|(?<=[<\[{])[a-z]|by\b|the\s|held\b|is\s|owned\b"
    r"|[urbfURBF]{1,2}[\"']|[yY]{4}|year|various\s|[a-z][\w.-]{0,30},?\s\(?(?:19|20)\d\d)|[^\w\n]{0,30}(?:©|\n))"
)
_FAMILIES = (
    (
        HINTS[0],
        re.compile(
            r"opyright(?<=[cC]opyright)(?:(?:(?<=eCopyright)|(?<=tCopyright))Text:"
            r"|(?:(?<![A-Za-z0-9-][cC]opyright)|(?<=\\textcopyright))(?:s|ed)?(?:__)?(?![\w%]|-\w|\.\w)" + _PROSE + _FOLLOWS + ")"
        ),
    ),
    (HINTS[1], re.compile(r"OPYRIGHT(?<=COPYRIGHT)(?<![A-Za-z0-9_-]COPYRIGHT)S?(?![\w%]|-\w|\.\w)" + _PROSE + _FOLLOWS)),
    (HINTS[2], re.compile(r"opyRight(?<=CopyRight)(?<![A-Za-z0-9_-]CopyRight)(?![\w%]|-\w)" + _FOLLOWS)),
    (HINTS[3], re.compile(r"\((?<![\w\])]\()[cC]\)(?=[ \t:,.-]{0,8}(?:[A-Z0-9<]|by\s|[^\W\d_a-z]|copyright))")),
    (HINTS[4], re.compile("©")),
    (HINTS[5], re.compile(r"&(?:copy\b|#(?:0{0,3}169|x0{0,3}[aA]9);)")),
    (HINTS[6], re.compile(r"\\(?:u00[aA]9|x[aA]9|\(co)")),
    (
        HINTS[7],
        re.compile(r"(?:opr|OPR)\.(?<=[cC]opr\.|COPR\.)(?<![A-Za-z][cC]opr\.|[A-Za-z]COPR\.)(?=[ \t]{1,8}[\d(A-Z©])"),
    ),
)
_WITHOUT_C = 3
"""So many families' matches begin behind the C of Copyright; the last one's too."""

_MARK = (
    r"(?P<tag>(?:spdx-)?(?:file|snippet)?copyrighttext:)|(?P<word>copyright(?:s|ed)?(?:__)?(?![\w])(?:\{\})?|copr\.)"
    r"|(?P<sign>\(\s?c\s?\)|\(©\)|©|&copy;?|&\#0{0,3}169;|&\#x0{0,3}a9;|\\u00a9|\\xa9|\\\(co|@copyright(?:\{\})?|\\(?:text)?copyright(?:\{\})?)"
)
_BLANK = (
    r"<[^<>\n]{0,40}(?:year|yyyy|date|jahr|año|année)[^<>\n]{0,20}>|\[[^\[\]\n]{0,40}(?:year|yyyy|date|jahr|año|année)[^\[\]\n]{0,20}\]"
    r"|\{\{?[^{}\n]{0,40}(?:year|yyyy|date|jahr|now)[^{}\n]{0,40}\}?\}|\{%[^{}]{0,40}%\}|%\(?year\)?s?|%[sdy]\b|\$\{?(?:today\.)?year\}?|\$date\b|\$\([^()\n]{0,40}\)"
    r"|\byyyy\b(?:\s?-\s?yyyy\b)?|\byears?\b(?:,\s?year)*|\b(?:19|20)(?:xx|yy|\?\?|__)|\.{3}|…|\bvarious\syears\b|@year@|\?{2,4}|_{4,80}"
)
_FILLER = (
    r"(?:is\s|are\s|was\s)?(?:copyright\s)?(?:held\s|owned\s|reserved\s)?by\b:?|von\b(?=\s[A-Z])|belongs\sto\b|since\b|from\b(?=\s\d)|in\b(?=\s\d)|is\b(?=\s{1,3}(?:\(c|©|\d))"
    r"|notice:|holders?:|owners?:|year:|content=|[urbf]{1,2}(?=[\"'])|</?[a-z][a-z0-9]{0,10}(?:\s[^<>@\n]{0,200})?/?>(?=\s{0,3}(?:©|&copy|\(c\)|\d|[A-Z<]))"
)
_PIECE = re.compile(
    rf"{_MARK}|(?P<years>{LIST.pattern})|(?P<blank>{_BLANK})|(?P<filler>{_FILLER})"
    r"|(?P<between>[\s:,;=>*\"'`~‐-―\])/!|+-]+|\.(?![.a-z])|\[|\((?=\s?(?:\d|©(?!\))|copyright|by\b|[\"'<\[-]|year|yyyy))|co\b|&nbsp;|<(?=\d)|[^\x00-\x7f]{1,2}(?=\s?(?:19|20)\d\d)|Â(?=©))",
    re.IGNORECASE,
)


class Lead(NamedTuple):
    """The beginning of a statement: which marks, which years, whether a blank stands for a year, and where the rest begins."""

    word: bool
    sign: str
    tag: bool
    years: str
    blank: bool
    quote: str
    rest: int

    past: bool
    """`copyrighted`, which prose says too."""

    @property
    def firm(self) -> bool:
        """True when prose does not begin so."""
        return bool(self.years) or self.tag or (self.word and bool(self.sign))


def starts(text: str) -> Iterator[int]:
    """Offsets at which a statement may begin, in order; costs a few plain searches where there is none."""
    families = [
        _starts_of(pattern, text, -1 if number < _WITHOUT_C or number == len(_FAMILIES) - 1 else 0)
        for number, pattern in _present(text)
    ]
    return families[0] if len(families) == 1 else heapq.merge(*families)


def lead_of(statement: str) -> Lead:
    """Reads marks, years and what stands between them, up to the first word of something else."""
    word, tag, blank = False, False, False
    sign, years, quote = "", "", ""
    position = 0
    for _ in range(_PIECES):
        piece = _PIECE.match(statement, position)
        if piece is None:
            break
        kind = piece.lastgroup
        if quote and quote in piece[0]:
            break
        if kind == "years":
            if years:
                break
            years = normal(piece[0])
        elif kind == "between":
            quote = quote or _opened(piece[0])
        word, tag, blank = word or kind == "word", tag or kind == "tag", blank or kind == "blank"
        sign = piece[0] if kind == "sign" else sign
        position = piece.end()
    return Lead(word, sign, tag, years, blank, quote, position, statement[:11].lower() == "copyrighted")


def years_before(prefix: str) -> str:
    """Years right before the mark: `2003 Copyright Foo`."""
    if not prefix[-4:].strip(" ,:").isdigit():
        return ""
    near = prefix[-120:].rstrip(" ,:")
    return next((normal(found[0]) for found in LIST.finditer(near) if found.end() == len(near)), "")


def _present(text: str) -> list[tuple[int, re.Pattern[str]]]:
    return [(number, pattern) for number, (hints, pattern) in enumerate(_FAMILIES) if any(hint in text for hint in hints)]


def _starts_of(pattern: re.Pattern[str], text: str, shift: int) -> Iterator[int]:
    for found in pattern.finditer(text):
        yield found.start() + shift


def _opened(between: str) -> str:
    """The quotation mark that opens a string, as in `copyright = "2019, Foo"`."""
    last = between.rstrip()[-1:]
    return last if last in ('"', "'") and between.count(last) % 2 and any(sign in between for sign in "=:([") else ""
