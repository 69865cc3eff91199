"""Known license texts: a whole file is recognised when its words are those of a license, whoever holds the copyright."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from osscan.knowledge.tables import table

LONGEST = 200_000
"""Characters; the longest text of the SPDX list has 46,063."""

HASH_DIGITS = 12

_COPYRIGHT_LINE = re.compile(
    r"^\W*(?:portions )?(?:"
    r"copyright\b\W*(?:by\b|\(c\)|©|\d{4}|[<\[{]|$)"
    r"|copyright (?!holder|owner|notice|law|license)[^.]{1,60}\b(?:inc|ltd|llc|gmbh|authors|contributors|foundation|corporation)\W*$"
    r"|\(c\)\W*(?:copyright\b|\d{4}|[<\[{])|©|all rights reserved\W*$)"
)
_LIST_MARK = re.compile(r"(?:(?<=\s)|^)\(?(?:\d{1,2}|[a-z]|i{2,3}|iv|vi{0,3}|ix)[.)](?=\s|[^\W\d_]{2})")
_TITLE_WORD = re.compile(r"©|\(c\)|\b(?:li[cz]en[csz]\w*|version|legal code|expat|https?|january 2004|copyright notice)\b")
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


def recognise(text: str) -> tuple[str, ...]:
    """SPDX ids of the license whose text this is, from the first word to the last; empty when it is none.

    Several ids mean that these licenses share one text. The GNU licenses' bare text is answered as `-only`: whether
    later versions are allowed stands in the notices of the files, not in the license.
    """
    if len(text) > LONGEST:
        return ()
    known: dict[str, str] = table("license_text_hashes")["texts"]
    words = words_of(text)
    for form in (words.titled, words.bare, names_left_open(words.bare)):
        found = known.get(digest(form))
        if found is not None:
            return tuple(found.split("|"))
    head, core, tail = parted(words.bare)
    found = known.get(digest(core))
    if found is None or not (_is_known_frame(head) and _is_known_frame(tail)):
        return ()
    return tuple(found.split("|"))


def words_of(text: str) -> Words:
    """The words of a text, without copyright lines, list marks, case, punctuation and spelling variants."""
    lines = [line for line in text.lower().splitlines() if not _COPYRIGHT_LINE.match(line)]
    return Words(_joined(lines), _joined(lines[_title_length(lines) :]))


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


def _is_known_frame(words: str) -> bool:
    return not words or digest(words) in table("license_text_hashes")["frames"]


def _title_length(lines: list[str]) -> int:
    """How many leading lines are blank or name the license rather than belong to its terms."""
    for position, line in enumerate(lines):
        words = _WORD.findall(line)
        if words and (len(words) > 10 or not _TITLE_WORD.search(line)):
            return position
    return 0


def _joined(lines: list[str]) -> str:
    text = _LIST_MARK.sub(" ", "\n".join(lines))
    words = [_SPELLINGS.get(word, word) for word in _WORD.findall(text)]
    line = _FSF_ADDRESS.sub("", " ".join(words)).strip().replace(" all rights reserved", "")
    return line.replace("copyright owner", "copyright holder")
