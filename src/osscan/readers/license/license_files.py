"""License files: LICENSE, COPYING, UNLICENSE and what lies in LICENSES/: the licenses whose texts or names they hold."""

from __future__ import annotations

import posixpath
import re

from osscan.inputs.decode import text_of
from osscan.inputs.roles import is_installed
from osscan.inputs.source import Source
from osscan.knowledge import names, spdx
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component, Kind
from osscan.model.detection import Detection
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.problem import Problem, note, warning
from osscan.readers.base import Reader
from osscan.readers.remainder import remainder_of
from osscan.readers.wording import RECOGNISED, as_claims, named

_TAG = "SPDX-License-Identifier:"
_BRIEF = 120
"""Longest text (characters) that is the name of a license rather than a license."""
_LONGEST = 1000
_HEAD = 8192
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read(source: Source) -> Inventory:
    """One component of kind FILES with the claims of the license file."""
    from osscan.detect.detector import MOST_BYTES, detect  # noqa: PLC0415 - who knows the Detection already needs no detector
    from osscan.inputs.ends import ends_of  # noqa: PLC0415 - as above

    held = source._replace(held=ends_of(source, 4 * MOST_BYTES))
    return inventory_of(held, detect(held.held or b"", source.path))


def inventory_of(source: Source, detection: Detection) -> Inventory:
    """The same when it is already known what the text says. Raises UnreadableError."""
    claims, problems = claims_of(source, detection)
    name = " AND ".join(claim.raw for claim in claims if claim.raw)
    component = Component(name, "", source.place(), "license-file", claims=claims, kind=Kind.FILES)
    return Inventory(source.path, READER.name, "text", "", None, (component,), (), problems, READER.gives)


def claims_of(source: Source, detection: Detection) -> tuple[tuple[LicenseClaim, ...], tuple[Problem, ...]]:
    """What the file says; an empty text claim where that is no known license. Raises UnreadableError."""
    found = as_claims(source, named(detection))
    if posixpath.basename(posixpath.dirname(source.path)) == "LICENSES":
        return _kept(source, found)
    text, told = _text(source)
    brief = " ".join(text.split()) if len(text) <= _LONGEST else ""
    if brief.startswith(_TAG) and len(brief) <= _BRIEF:
        return (_claim(source, brief.removeprefix(_TAG).strip(), Form.EXPRESSION),), told
    if brief and len(brief) <= _BRIEF and names.resolve_name(brief).status != "unresolved":
        return (_claim(source, brief, Form.NAME),), told
    if all(match.kind != "text" for match in detection.matches):
        known = _known_translation(text)
        if known:
            return (_claim(source, known, Form.ID)._replace(confidence=RECOGNISED),), told
    if not found:
        return (_claim(source, "", Form.TEXT),), (*told, note("license-text-not-recognised", source.place()))
    every = tuple(claim._replace(joined=Joined.ALL, group="text") for claim in found) if len(found) > 1 else found
    return _with_remainder(source, text, every, detection)


def _known_translation(text: str) -> str:
    """The license whose text this is in another language than English, which detection takes for words about licenses."""
    from osscan.knowledge.license_texts import recognise  # noqa: PLC0415 - 5 ms that most runs need not pay

    return " OR ".join(recognise(text))


def _with_remainder(
    source: Source, text: str, found: tuple[LicenseClaim, ...], detection: Detection
) -> tuple[tuple[LicenseClaim, ...], tuple[Problem, ...]]:
    """A license with a restriction added to it is no license that anybody knows; other words beside it are told."""
    if all(match.kind != "text" for match in detection.matches):
        return found, ()
    rest = remainder_of(text, detection.matches)
    if rest.restriction is not None:
        place = source.place("", rest.restriction)
        told = warning("license-text-restricted", place, license=" AND ".join(claim.raw for claim in found))
        return (*found, _claim(source, "", Form.TEXT)._replace(place=place, group="")), (told,)
    if rest.more is not None and not is_installed(source.path):
        return found, (note("license-text-has-more", source.place("", rest.more)),)
    return found, ()


def _text(source: Source) -> tuple[str, tuple[Problem, ...]]:
    """The text; nothing of a binary file and of one that is too long for a license."""
    content = source.start(source.limits.text_bytes + 1)
    if len(content) > source.limits.text_bytes or (b"\0" in content[:_HEAD] and content[:2] not in _UTF16_MARKS):
        return "", ()
    return text_of(source._replace(held=content))


def _kept(source: Source, found: tuple[LicenseClaim, ...]) -> tuple[tuple[LicenseClaim, ...], tuple[Problem, ...]]:
    """REUSE names the files in LICENSES/ after the license; a text of another license under that name is told."""
    stem = re.sub(r"\.(?:txt|md)$", "", source.name)
    known = spdx.current(stem) or spdx.exception(stem)
    if known is None:
        return (_claim(source, stem, Form.NAME),), (warning("license-file-name-unknown", source.place(), name=stem),)
    claim = _claim(source, known, Form.ID)._replace(confidence=RECOGNISED)
    others = [other.raw for other in found if other.method is Method.LICENSE_TEXT]
    if (
        others
        and spdx.exception(stem) is None
        and not any(_version(known) in map(_version, re.split(r"[ ()]+", raw)) for raw in others)
    ):
        return (claim,), (warning("license-text-differs", source.place(), name=stem, found=" / ".join(others)),)
    return (claim,), ()


def _version(license_id: str) -> str:
    """The text is the same whether later versions are allowed or not."""
    return re.sub(r"(?:-only|-or-later)$", "", license_id)


def _claim(source: Source, raw: str, form: Form) -> LicenseClaim:
    return LicenseClaim(ClaimRole.DETECTED, raw, form, Method.LICENSE_TEXT, source.place(), Joined.ALONE, "text", 1.0)


READER = Reader(
    name="license/license-files",
    title="LICENSE, COPYING",
    read=read,
    gives=Gives(licenses=Extent.SOME),
)
