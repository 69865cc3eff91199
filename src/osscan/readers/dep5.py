"""Debian's copyright files: license statements by file pattern (DEP-5), or prose in which licenses are found."""

from __future__ import annotations

import re
from typing import NamedTuple

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.problem import Problem, note
from osscan.readers.deb822 import Paragraph, paragraphs
from osscan.readers.wording import as_claims, named

_FORMAT = re.compile(r"(?i)\s*(?:#[^\n]*\n\s*)*format(?:-specification)?:[^\n]*(?:copyright-format|dep-?5|copyrightformat)")
_AND = re.compile(r"\s*,\s*and\s+(?!/?\s*or\b)", re.IGNORECASE)
"""In a DEP-5 license the comma binds less than the words: `A or B, and C` asks for C in any case."""
_LONGEST = 300


class Stanza(NamedTuple):
    """One `Files` paragraph: patterns, the short license as written, and the line where it stands."""

    patterns: tuple[str, ...]
    license: str
    line: int


def is_dep5(text: str) -> bool:
    """Whether a copyright file says by its first field that it is written in the machine-readable format."""
    return _FORMAT.match(text) is not None


def stanzas_of(text: str) -> tuple[Stanza, ...]:
    """The `Files` paragraphs that name a license; where there is none, what the header says of the whole work."""
    found: list[Stanza] = []
    header: list[Stanza] = []
    for paragraph in paragraphs(text):
        if "license" not in paragraph.fields:
            continue
        stanza = Stanza(_patterns(paragraph), _short(paragraph), paragraph.line_of("license"))
        if stanza.patterns:
            found.append(stanza)
        elif "format" in paragraph.fields or "format-specification" in paragraph.fields:
            header.append(stanza._replace(patterns=("*",)))
    return tuple(found or header)


def stated(source: Source, stanza: Stanza, method: Method, group: str) -> tuple[LicenseClaim, ...]:
    """The claims of one paragraph: parts that a comma parts from each other hold all."""
    parts = tuple(part for part in _AND.split(stanza.license) if part) or ("",)
    joined = Joined.ALL if group or len(parts) > 1 else Joined.ALONE
    place = source.place("License", stanza.line)
    return tuple(
        LicenseClaim(
            ClaimRole.DECLARED,
            part[:_LONGEST],
            Form.EXPRESSION if part else Form.TEXT,
            method,
            place,
            joined,
            group or (f"License:{stanza.line}" if len(parts) > 1 else ""),
        )
        for part in parts
    )


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
