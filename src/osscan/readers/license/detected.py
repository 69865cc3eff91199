"""Texts and notices in any file of a project become claims; what a file only mentions does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import LicenseClaim
from osscan.model.component import Component, Kind
from osscan.model.detection import Detection, LicenseMatch
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.speech import Speech, is_comment, is_under_license_heading, speech_of
from osscan.readers.wording import as_claims, named

_FIRST_LINES = 60
"""Where in a program a bare reference can speak of the file."""
_BRIEF = 7
"""Words; a shorter notice says no more than a reference."""
_WHOLE_TEXT = 60
"""Words."""
_BENEATH = 3
"""Lines; a name right beneath a heading is what the heading speaks of."""
_LONGEST_LIST = 8
"""Whoever refers to more licenses than this makes a list of them."""

Lines = Callable[[], Sequence[str]]


def read(source: Source) -> Inventory:
    """What detection finds in one file; raises UnreadableError."""
    from osscan.detect.detector import MOST_BYTES, detect  # noqa: PLC0415 - brings numpy and the index
    from osscan.inputs.ends import ends_of  # noqa: PLC0415

    return inventory_of(source, detect(ends_of(source, 4 * MOST_BYTES), source.path))


def inventory_of(source: Source, detection: Detection) -> Inventory:
    """One component of kind FILES for each license that the file is under by its own words."""
    claims = claims_of(source, detection)
    components = tuple(Component(c.raw, "", c.place, c.raw, claims=(c,), kind=Kind.FILES) for c in claims)
    return Inventory(source.path, READER.name, "text", "", None, components, (), (), READER.gives)


def claims_of(source: Source, detection: Detection) -> tuple[LicenseClaim, ...]:
    """One claim for each license that counts, at its first line, as certain as its weakest match."""
    found = named(detection)
    if not found:
        return ()
    return as_claims(
        source, [match for match in _counted(found, source) if match.method != "spdx-tag" or detection.seen != "text"]
    )


def may_refer(source: Source, detection: Detection) -> bool:
    """Whether a file that names no license but another file means its own: at the top of a program, or in a notice."""
    speech = speech_of(source.path)
    if speech is not Speech.PROGRAM:
        return speech is Speech.LICENSE
    lines = _lines_of(source)
    return any(m.start_line <= _FIRST_LINES and is_comment(lines(), m.start_line) for m in detection.matches)


def _counted(matches: list[LicenseMatch], source: Source) -> list[LicenseMatch]:
    speech = speech_of(source.path)
    if speech is Speech.LIST:
        return []
    brief = {match.expression for match in matches if _is_brief(match)}
    if len(brief) > _LONGEST_LIST and speech is not Speech.LICENSE:
        matches = [match for match in matches if not _is_brief(match)]
    lines = _lines_of(source)
    return [match for match in matches if _COUNTS[speech](match, lines)]


def _is_brief(match: LicenseMatch) -> bool:
    """A few words that are a license's name more than a statement."""
    if match.kind in ("reference", "tag"):
        return True
    return match.kind == "notice" and match.words < _BRIEF


def _in_license(match: LicenseMatch, _: Lines) -> bool:
    return not _is_brief(match) or match.coverage >= 100


def _in_program(match: LicenseMatch, lines: Lines) -> bool:
    """A tag may stand in a comment anywhere or near the top (`__license__ = "MIT"`); mere names only in a comment at the top."""
    if not _is_brief(match):
        return True
    if match.kind == "tag" and match.start_line <= _FIRST_LINES:
        return True
    if match.coverage < 100 or (match.kind != "tag" and match.start_line > _FIRST_LINES):
        return False
    return is_comment(lines(), match.start_line)


def _in_manifest(match: LicenseMatch, _: Lines) -> bool:
    return not _is_brief(match) or match.kind == "tag"


def _in_data(match: LicenseMatch, lines: Lines) -> bool:
    return not _is_brief(match) or (match.start_line <= _FIRST_LINES and is_comment(lines(), match.start_line))


def _in_prose(match: LicenseMatch, lines: Lines) -> bool:
    """Prose speaks of many things; a license counts where a heading says that it is about the license."""
    if match.kind == "text" and match.words >= _WHOLE_TEXT:
        return True
    if match.kind == "reference":
        return match.coverage >= 100 and is_under_license_heading(lines(), match.start_line, _BENEATH)
    return is_under_license_heading(lines(), match.start_line)


def _in_manual(match: LicenseMatch, lines: Lines) -> bool:
    """Manuals quote licenses of others, whole texts too."""
    return match.kind in ("text", "notice") and is_under_license_heading(lines(), match.start_line)


_COUNTS: dict[Speech, Callable[[LicenseMatch, Lines], bool]] = {
    Speech.LICENSE: _in_license,
    Speech.PROGRAM: _in_program,
    Speech.MANIFEST: _in_manifest,
    Speech.DATA: _in_data,
    Speech.PROSE: _in_prose,
    Speech.MANUAL: _in_manual,
}


def _lines_of(source: Source) -> Lines:
    """The lines of a file, read when they are first asked for; a file that can't be read has none."""
    held: list[Sequence[str]] = []

    def lines() -> Sequence[str]:
        if not held:
            try:
                content = source.start(source.limits.text_bytes)
            except UnreadableError:
                content = b""
            held.append(content.decode("utf-8", "replace").split("\n"))
        return held[0]

    return lines


READER = Reader(
    name="license/detected",
    title="license texts and notices in files",
    read=read,
    gives=Gives(licenses=Extent.SOME),
)
