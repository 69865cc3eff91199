"""Copyright holders: who says in a file to hold the copyright, and in which lines."""

from __future__ import annotations

import re
from itertools import islice

from osscan.detect.holder_marks import Lead, lead_of, starts, years_before
from osscan.detect.holder_names import end_of_names, named, named_before, names_an_organization
from osscan.detect.holder_words import BEFORE_A_MARK
from osscan.detect.holder_years import LIST, joined, normal
from osscan.model.detection import Holder

_MOST = 100
_STARTS, _ATTEMPTS = 200_000, 2_000
"""Marks, and different statements, looked at in one file; what has more is no file that somebody wrote."""
_WIDTH = 400
"""Characters behind a mark that belong to its statement, and before it that tell a comment or a string."""
_HEADER = 3000
"""Characters around a statement that belong to the same header."""
_LINES = 5
"""Lines that one statement may go on for: long lists of years."""

_COMMENT = re.compile(r"[ \t]*((?:[#*;%!|/\\<>.'\"{}:=+@~-]|dnl\b|rem\b|REM\b|C(?=[ \t]))*)[ \t]*")
_BLOCK = ("/*", "<", '"""', "'''", "(*", "{-", "{#", "#|", "--[[", "=", "'", '"', "/+", "%{")
_GOES_ON = re.compile(
    r"(?:,|&|\b(?:and|by|of|the|for|at|und|von|to|in|de|y|der|various|University))\s*\Z|\b(?:19|20)\d\d\s?[-‐-―]\s*\Z"
)
_NAME_ENDS = re.compile(
    r"(?:[A-Z][\w&-]*,?\s{1,3}){0,2}(?:Foundation|Inc|Incorporated|Corporation|Corp|Ltd|Limited|LLC|GmbH|Organi[sz]ation|Consortium|Association|Project|University(?!\sof))(?=[\s.,]|\Z)"
    r"|(?:and|&)\s(?:others|contributors|its\s)|(?:and|&|of|for)\s(?:the\s)?[A-Z]"
)
"""The end of a name that was broken over two lines."""
_OWN_MARK = re.compile(r"opyright|OPYRIGHT|©|&copy|\([cC]\)")
_SIGNS = " \t\r*/#-|;:.,!%\"'`<>(){}[]=_~@\\"
_INITIAL_DEVELOPER = re.compile(r"nitial Developer of the Original Code (?:is|are)[\s#*/;!%-]{1,40}([^\n]{2,160})")
_NAME_START = re.compile(r"[\s\"'(]*(?:the\s|by\s|\d|[^\W\d_a-z])")
_ENUMERATION = re.compile(r"(?<![\w\])])\([abAB]\)|\b[ab]\)\s")


def holders(text: str) -> tuple[Holder, ...]:
    """All who are named as holders, in the order of the file; one who is named twice once, with all years.

    At most 100 of them. Statements of licenses about copyright, blanks of templates and code are left out.
    """
    found: dict[str, Holder] = {}
    known: set[str] = set()
    line, counted, passed = 1, 0, 0
    for start in islice(starts(text), _STARTS):
        beginning = text[start : start + 160]
        if start < passed or beginning in known:
            continue
        known.add(beginning)
        pairs, passed = _statement(text, start)
        for offset, name, years in pairs:
            line += text.count("\n", counted, offset) if offset >= counted else -text.count("\n", offset, counted)
            counted = offset
            _add(found, Holder(name, years, line))
        if len(found) >= _MOST or len(known) >= _ATTEMPTS:
            break
    return tuple(found.values())[:_MOST]


def is_license_texts_own(holder: Holder) -> bool:
    """True for the statement that protects the text of a license itself and stands at its head (GPL, FDL, EUPL, WTFPL, ...).

    It means something only in a file that is a license text: the same holder in a header speaks about the file.
    """
    name = holder.name.lower().removeprefix("the ").rstrip(".")
    return holder.years in _LICENSE_AUTHORS.get(name, ())


def _add(found: dict[str, Holder], holder: Holder) -> None:
    key = " ".join(holder.name.lower().replace(",", " ").replace(".", " ").removeprefix("the ").split())
    earlier = found.get(key)
    if earlier is None:
        found[key] = holder
    elif holder.years and holder.years != earlier.years:
        found[key] = earlier._replace(years=joined(earlier.years, holder.years))


def _statement(text: str, start: int) -> tuple[list[tuple[int, str, str]], int]:
    """Offset, name and years of all that the statement at `start` names, and how far it was read."""
    begin = max(text.rfind("\n", max(0, start - _WIDTH), start) + 1, start - _WIDTH, 0)
    prefix = text[begin:start]
    end = _line_end(text, start)
    said = text[start:end]
    comment = _comment_of(prefix)
    lead = lead_of(said)
    rest = _rest(said, lead, prefix)
    for _ in range(_LINES):
        following = _following(text, end, comment)
        if following is None or not _belongs(following[0], lead, said, rest):
            break
        said, end = f"{said.rstrip()} {following[0]}", following[2]
        lead = lead_of(said)
        rest = _rest(said, lead, prefix)
    years = lead.years or years_before(prefix)
    pairs = [(start, name, own) for name, own in _names(text, start, prefix, rest, lead, years)]
    if pairs:
        pairs += _listed(
            text, end, comment, field=not prefix and said.startswith(("Copyright:", "copyright:")), dated=bool(years)
        )
    return pairs, start + max(1, min(lead.rest, _line_end(text, start) - start))


def _names(text: str, start: int, prefix: str, rest: str, lead: Lead, years: str) -> list[tuple[str, str]]:
    if (
        not lead.word
        and not lead.tag
        and lead.sign in ("(c)", "(C)")
        and _ENUMERATION.search(text, max(0, start - _WIDTH), start)
    ):
        return []
    if (lead.past and not years and not lead.sign) or (not years and _is_cut_out(text, start, rest)):
        return []
    firm = lead.firm or bool(years)
    if rest.lower().startswith("the initial developer"):
        rest = _initial_developer(text, start)
    pairs = named(rest, years, firm=firm)
    if pairs and not firm and not pairs[0][1] and lead.word and not _is_said_plainly(prefix, rest, pairs[0][0]):
        return []
    if not pairs and not lead.blank and (years or lead.word):
        return named_before(prefix, years)
    if years or lead.word or lead.tag:
        return pairs
    return [pair for pair in pairs if pair[1] or "@" in rest or "://" in rest or names_an_organization(pair[0])]


def _initial_developer(text: str, start: int) -> str:
    """Who that is, is said in another sentence of the header that the Mozilla Public License 1.1 prescribes."""
    found = _INITIAL_DEVELOPER.search(text, max(0, start - _HEADER), start + _HEADER)
    return found[1] if found else ""


def _is_said_plainly(prefix: str, rest: str, name: str) -> bool:
    """`Copyright Foo Bar` at the beginning of a line, not `the Foo Copyright Act`; one word only where nothing else follows."""
    before = prefix.rstrip(" \t*_\"'`:>#").rpartition(" ")[2].lower()
    return (not before.strip(_SIGNS) or before in BEFORE_A_MARK) and (" " in name or len(rest.strip(_SIGNS)) == len(name))


def _is_cut_out(text: str, start: int, rest: str) -> bool:
    """`<copyright holder>` and `[Copyright Owner]` are blanks."""
    return (text[start - 1 : start] == "<" and ">" in rest) or (text[start - 1 : start] == "[" and "]" in rest)


def _rest(said: str, lead: Lead, prefix: str) -> str:
    """What follows marks and years, up to the end of the string literal that it stands in."""
    rest = said[lead.rest :]
    quote = lead.quote or next((mark for mark in "\"'" if prefix.count(mark) % 2), "")
    if quote and (close := rest.find(quote)) >= 0 and not (quote == "'" and rest[close + 1 : close + 2].isalpha()):
        rest = rest[:close]
    return rest


def _belongs(following: str, lead: Lead, said: str, rest: str) -> bool:
    """The line ended before the name did, and the next one can go on with it."""
    bare = rest.strip(" \t\r*/#-|;")
    if not bare:
        begun = bool(lead.years or lead.sign or lead.tag or ":" in said[: lead.rest]) and not lead.blank and "*/" not in rest
        return begun and (_NAME_START.match(following) or _OWN_MARK.match(following)) is not None
    if end_of_names(bare) < len(bare):
        return False
    return _GOES_ON.search(bare) is not None or (bare[-1].isalpha() and _NAME_ENDS.match(following) is not None)


def _following(text: str, end: int, comment: str) -> tuple[str, int, int] | None:
    """The next line without its comment marker, its begin and its end; None where the comment or the paragraph is over."""
    begin = end + 1
    if begin >= len(text) or text[end] != "\n":
        return None
    stop = _line_end(text, begin)
    line = text[begin:stop].rstrip()
    marker = _COMMENT.match(line)
    own = marker[1] if marker else ""
    content = line[marker.end() :] if marker else line
    if not content or (bool(own) != bool(comment) and not comment.startswith(_BLOCK)):
        return None
    return content, begin, stop


def _listed(text: str, end: int, comment: str, *, field: bool, dated: bool) -> list[tuple[int, str, str]]:
    """Lines right after a statement that go on with `2004 Another Name`; in a `Copyright:` field of Debian names without a year too."""
    pairs: list[tuple[int, str, str]] = []
    while len(pairs) < _MOST and (following := _following(text, end, comment)):
        content, begin, end = following
        years = LIST.match(content)
        if (not years and not (field and text[begin].isspace())) or not (dated or field) or _OWN_MARK.search(content):
            break
        name = content[years.end() :] if years else content
        if not years and end_of_names(name) < len(name):
            break
        names = named(name, normal(years[0]) if years else "", firm=False)
        if not names:
            break
        pairs += [(begin, name, own) for name, own in names]
    return pairs


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start, start + _WIDTH)
    return found if found >= 0 else min(len(text), start + _WIDTH)


def _comment_of(prefix: str) -> str:
    marker = _COMMENT.match(prefix)
    return marker[1] if marker else ""


_LICENSE_AUTHORS = {
    "free software foundation, inc": (
        *(
            "1989",
            "1991",
            "1989, 1991",
            "1991, 1999",
            "1999",
            "2000",
            "2000, 2001, 2002",
            "2000, 2001, 2002, 2007, 2008",
            "2000-2002, 2007, 2008",
        ),
        *("2002", "2007", "2009"),
    ),
    "sam hocevar": ("2004",),
    "affero inc": ("2002",),
    "affero, inc": ("2002",),
    "european union": ("2007, 2016", "2007"),
    "european community": ("2007",),
    "perl foundation": ("2000-2006",),
    "mariadb corporation ab": ("2017",),
    "linux foundation and its contributors": ("2004, 2006",),
    "latex3 project": ("1999, 2002-2008", "1999, 2002-2006", "1999"),
    "lawrence rosen": ("2005", "2002", "2003", "2004"),
    "lawrence e. rosen": ("2002", "2003", "2004", "2005"),
}
"""Who wrote a license and says so in its text, with the years that stand there."""
