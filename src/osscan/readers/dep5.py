"""Debian's copyright files: license statements by file pattern (DEP-5), or prose in which licenses are found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from osscan.inputs.deb822 import Paragraph, paragraphs
from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.knowledge.normalise import normalise
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.problem import Problem, note
from osscan.readers.wording import as_claims, named

_FORMAT = re.compile(r"(?i)\s*(?:#[^\n]*\n\s*)*format(?:-specification)?:[^\n]*(?:copyright-format|dep-?5|copyrightformat)")
_AND = re.compile(r"\s*,\s*and\s+(?!/?\s*or\b)", re.IGNORECASE)
"""In a DEP-5 license the comma binds less than the words: `A or B, and C` asks for C in any case."""
_PLAIN_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_OR = re.compile(r"\bor\b|,", re.IGNORECASE)
_POINTER = re.compile(
    r"On\s+Debian(?:\s+GNU/\w+)?[^/]{0,400}?\b(?:texts?|cop(?:y|ies)|versions?)\b[^/]{0,400}?/usr/share/common-licenses/[\w.+-]*"
)
"""Debian's word on where a license lies that was named before; it says nothing of later versions and of exceptions."""
_LONGEST = 300


class Words(NamedTuple):
    """The text of a license in a copyright file, and the line where it begins."""

    text: str
    line: int


class Stanza(NamedTuple):
    """One `Files` paragraph: patterns, the short license as written, and the line where it stands; `texts` are those of the file, by short name."""

    patterns: tuple[str, ...]
    license: str
    line: int
    texts: Mapping[str, Words] = MappingProxyType({})


def is_dep5(text: str) -> bool:
    """Whether a copyright file says by its first field that it is written in the machine-readable format."""
    return _FORMAT.match(text) is not None


def stanzas_of(text: str) -> tuple[Stanza, ...]:
    """The `Files` paragraphs that name a license; where there is none, what the header says of the whole work."""
    found: list[Stanza] = []
    header: list[Stanza] = []
    texts: dict[str, Words] = {}
    for paragraph in paragraphs(text):
        if "license" not in paragraph.fields:
            continue
        stanza = Stanza(_patterns(paragraph), _short(paragraph), paragraph.line_of("license"), texts)
        words = paragraph.fields["license"].text.partition("\n")[2]
        if words.strip():
            texts.setdefault(stanza.license.lower(), Words(words, stanza.line + 1))
        if stanza.patterns:
            found.append(stanza)
        elif "format" in paragraph.fields or "format-specification" in paragraph.fields:
            header.append(stanza._replace(patterns=("*",)))
    return tuple(found or header)


def stated(source: Source, stanza: Stanza, method: Method, group: str) -> tuple[LicenseClaim, ...]:
    """The claims of one paragraph: parts that a comma parts from each other hold all.

    A short name of the packager's own says nothing by itself: it stands for a text in the same file (DEP-5, "Short name").
    """
    parts = tuple(part for part in _parts(stanza.license) if part) or ("",)
    claims = [claim for part in parts for claim in _part(source, stanza, part, method)]
    if not group and len(claims) == 1:
        return tuple(claims)
    return tuple(claim._replace(joined=Joined.ALL, group=group or f"License:{stanza.line}") for claim in claims)


def _part(source: Source, stanza: Stanza, part: str, method: Method) -> tuple[LicenseClaim, ...]:
    place = source.place("License", stanza.line)
    if not part or not _is_known(part):
        words = stanza.texts.get((part or stanza.license).lower())
        found = _found_in_text(source, words) if words is not None else ()
        if found:
            return found
    form = Form.EXPRESSION if part else Form.TEXT
    return (LicenseClaim(ClaimRole.DECLARED, part[:_LONGEST], form, method, place),)


def _parts(license_: str) -> list[str]:
    """What a comma parts; and what `and` parts where there is no choice in it."""
    return [
        one
        for part in _AND.split(license_)
        for one in (_PLAIN_AND.split(part) if not _OR.search(part) and not _is_known(part) else (part,))
    ]


@lru_cache(maxsize=4096)
def _is_known(short_name: str) -> bool:
    meaning = normalise(short_name, {})
    return meaning.tree is not None and not meaning.why


def _found_in_text(source: Source, words: Words) -> tuple[LicenseClaim, ...]:
    """The licenses of a text, at its line; the packager declares them as much as those that are named.

    A pointer to Debian's copy of a license is put aside, unless the text says more clearly with it what holds.
    """
    readings = [_recognised(text) for text in dict.fromkeys((_POINTER.sub("", words.text), words.text))]
    return tuple(
        LicenseClaim(ClaimRole.DECLARED, raw, Form.EXPRESSION, method, source.place("License", words.line), confidence=confidence)
        for raw, method, confidence in min(filter(None, readings), key=len, default=())
    )


@lru_cache(maxsize=4096)
def _recognised(text: str) -> tuple[tuple[str, Method, float], ...]:
    """What a license text is; the same texts stand in many packages."""
    from osscan.detect.detector import detect  # noqa: PLC0415 - brings numpy and the index

    found = as_claims(Source("copyright"), named(detect(text.encode(), "copyright")))
    return tuple((claim.raw, claim.method, claim.confidence) for claim in found)


def package_claims(source: Source) -> tuple[tuple[LicenseClaim, ...], tuple[Problem, ...]]:
    """What the copyright file of an installed package says: every license of its files holds. Raises UnreadableError.

    What is said of `debian/*` alone concerns the packaging, of which nothing gets installed; it counts where nothing else is said.
    """
    text, problems = text_of(source)
    if not is_dep5(text):
        return _found_in_prose(source)
    stanzas = stanzas_of(text)
    program = [s for s in stanzas if not all(pattern.startswith("debian/") for pattern in s.patterns)]
    claims: dict[str, LicenseClaim] = {}
    for stanza in program or stanzas:
        for claim in stated(source, stanza, Method.INSTALLED, "Files"):
            claims.setdefault(claim.raw, claim)
    if not claims:
        return (), (*problems, note("copyright-without-license", source.place()))
    if len(claims) == 1:
        return tuple(claim._replace(joined=Joined.ALONE, group="") for claim in claims.values()), problems
    return tuple(claims.values()), problems


def _found_in_prose(source: Source) -> tuple[tuple[LicenseClaim, ...], tuple[Problem, ...]]:
    from osscan.detect.detector import MOST_BYTES, detect  # noqa: PLC0415 - brings numpy and the index
    from osscan.inputs.ends import ends_of  # noqa: PLC0415 - as above

    found = as_claims(source, named(detect(ends_of(source, 4 * MOST_BYTES), source.path)))
    if not found:
        return (), (note("copyright-without-license", source.place()),)
    if len(found) == 1:
        return found, ()
    return tuple(claim._replace(joined=Joined.ALL, group="text") for claim in found), ()


def _patterns(paragraph: Paragraph) -> tuple[str, ...]:
    return tuple(pattern.removeprefix("./") for pattern in paragraph.text("files").split())


def _short(paragraph: Paragraph) -> str:
    """The first line of the field; what follows is the text."""
    return " ".join(paragraph.fields["license"].text.partition("\n")[0].split())
