"""Known license texts: a whole file is recognised when its words are those of a license, whoever holds the copyright."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from osscan.knowledge.names import NameMatch, resolve_name
from osscan.knowledge.tables import table

LONGEST = 200_000
"""Characters; the longest text of the SPDX list has 46,063."""

HASH_DIGITS = 12

_COPYRIGHT_LINE = re.compile(
    r"^\W*(?:portions )?(?:"
    r"copyright\b\W*(?:by\b|\(c\)|©|\d{4}|[<\[{]|$)"
    r"|copyright (?!holder|owner|notice|law|license)[^.]{1,60}\b(?:inc|ltd|llc|gmbh|authors|contributors|foundation|corporation)\W*$"
    r"|\(c\)\W*(?:copyright\b|\d{4}|[<\[{])|[©\ufffd]|all rights reserved\W*$)"
)
_TERMS = re.compile(
    r"\b(?:us(?:e[ds]?|ing)|may|must|shall|permi\w+|prohibit\w*|forbid\w*|commercial\w*|restrict\w*|(?:re)?distribut\w+|modif\w+"
    r"|only|except|not|without|provided|subject|licensed|terms)\b"
)
"""Words by which a copyright line would be more than a copyright line."""
_LIST_MARK = re.compile(r"(?:(?<=\s)|^)\(?(?:\d{1,2}|[a-z]|i{2,3}|iv|vi{0,3}|ix)[.)](?=\s|[^\W\d_]{2})")
_DATE = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"[\s\d,]*(?:(?:st|nd|rd|th)\b[\s\d,]*)?"
)
_UNDER = re.compile(
    r"^\W*(?:spdx-license-identifier:|(?:this \w+ is )?(?:licensed|released|distributed) under (?:the )?(?:terms of )?(?:the )?)"
)
_UNNAMED_TITLE = re.compile(r"\W*(?:(?:v|version)\W*[\d.]+|\w+ © [^.]*|legal code|copyright notice|https?://\S+)?\W*")
_LONGEST_TITLE = 12
_WORD = re.compile(r"[^\W_]+")
_SPELLINGS = {
    "licence": "license",
    "licences": "licenses",
    "licenced": "licensed",
    "sublicence": "sublicense",
    "acknowledgement": "acknowledgment",
    "acknowledgements": "acknowledgments",
    "judgement": "judgment",
    "organisation": "organization",
    "favour": "favor",
    "fulfil": "fulfill",
    "https": "http",
}
_FSF_ADDRESS = re.compile(
    r"(?:^| )(?:51 franklin st(?:reet)?|59 temple place|675 mass ave|31 milk street)(?: \w+){1,5}? (?:0211[01] \d{4}|02139|02196)(?: usa)?"
)
_NAMES_TO_FILL_IN = (
    (re.compile(r"\bneither the names? (?:\w+ ){1,40}?may be used\b"), "neither the name may be used"),
    (re.compile(r"\bprovided by (?:\w+ ){1,25}?as is\b"), "provided by as is"),
    (re.compile(r"\bas is and (?:\w+ ){1,15}?disclaims?\b"), "as is and disclaim"),
    (re.compile(r"\bin no event shall (?:\w+ ){1,30}?be liable\b"), "in no event shall be liable"),
    (re.compile(r"\bmodify and or distribute\b"), "modify and distribute"),
)
_CORE_START = "by exercising the licensed rights"
_CORE_ENDS = ("end of terms and conditions", "creative commons is not a party to its public licenses")


@dataclass(frozen=True, slots=True)
class Words:
    """A license text as it is compared: words only, without the lines that differ from copy to copy."""

    titled: str
    """With the title, without copyright lines."""
    bare: str
    """Without the title."""
    titles: tuple[NameMatch, ...] = ()
    """The licenses that the lines above the terms name."""


def recognise(text: str) -> tuple[str, ...]:
    """SPDX ids of the license whose text this is, from the first word to the last; empty when it is none.

    Several ids mean that these licenses share one text. The GNU licenses' bare text is answered as `-only`: whether
    later versions are allowed stands in the notices of the files, not in the license.
    """
    if len(text) > LONGEST:
        return ()
    known: dict[str, str] = table("license_text_hashes")["texts"]
    words = words_of(text)
    found = known.get(digest(words.titled))
    if found is not None:
        return tuple(found.split("|"))
    found = known.get(digest(words.bare)) or known.get(digest(names_left_open(words.bare))) or _in_frame(words.bare, known)
    ids = () if found is None else tuple(found.split("|"))
    return ids if all(_fits(title, ids) for title in words.titles) else ()


def words_of(text: str) -> Words:
    """The words of a text, without copyright lines, list marks, case, punctuation and spelling variants."""
    lines = [line for line in text.lower().splitlines() if not _COPYRIGHT_LINE.match(line) or _TERMS.search(line)]
    below, titles = _title(lines)
    return Words(_joined(lines), _joined(lines[below:]), titles)


def names_left_open(words: str) -> str:
    """The words with those places emptied where the license templates want the names of holders and contributors."""
    for place, emptied in _NAMES_TO_FILL_IN:
        words = place.sub(emptied, words)
    return words


def parted(words: str) -> tuple[str, str, str]:
    """What stands before the terms, the terms, and what stands after them (preamble, how-to-apply appendix)."""
    start = max(words.find(_CORE_START), 0)
    ends = [end for end in (words.find(mark, start) for mark in _CORE_ENDS) if end >= 0]
    end = min(ends, default=len(words))
    return words[:start].strip(), words[start:end].strip(), words[end:].strip()


def digest(words: str) -> str:
    """The short hash under which words stand in the table; where a word was broken or hyphenated makes no difference."""
    return sha256(words.replace(" ", "").encode()).hexdigest()[:HASH_DIGITS]


def _in_frame(words: str, known: dict[str, str]) -> str | None:
    """The license whose terms stand between a known preamble and a known appendix, or without them."""
    head, core, tail = parted(words)
    frames = table("license_text_hashes")["frames"]
    if any(frame and digest(frame) not in frames for frame in (head, tail)):
        return None
    return known.get(digest(core)) or known.get(digest(names_left_open(core)))


def _title(lines: list[str]) -> tuple[int, tuple[NameMatch, ...]]:
    """Where the terms begin, and the licenses named above; only lines that do nothing but name a license are title."""
    titles: list[NameMatch] = []
    for position, line in enumerate(lines):
        if _UNNAMED_TITLE.fullmatch(_DATE.sub("", line)) and not _TERMS.search(line):
            continue
        named = resolve_name(_UNDER.sub("", _DATE.sub("", line)).strip(" \t#*=-_/|>.;:")) if _may_be_title(line) else None
        if named is None or named.status == "unresolved":
            return position, tuple(titles)
        titles.append(named)
    return 0, ()


def _may_be_title(line: str) -> bool:
    return len(line.split()) <= _LONGEST_TITLE


def _fits(title: NameMatch, ids: tuple[str, ...]) -> bool:
    """Whether a title and a text speak of one license, `or later` aside; a title may also be the name of its family."""
    named = (title.expression,) if title.expression is not None else title.suggestions
    return not named or bool({_version(one) for one in named} & {_version(one) for one in ids})


def _version(license_id: str) -> str:
    return license_id.removesuffix("+").removesuffix("-only").removesuffix("-or-later")


def _joined(lines: list[str]) -> str:
    text = _LIST_MARK.sub(" ", "\n".join(lines))
    words = [_SPELLINGS.get(word, word) for word in _WORD.findall(text)]
    line = _FSF_ADDRESS.sub("", " ".join(words)).strip().replace(" all rights reserved", "")
    return line.replace("copyright owner", "copyright holder")
