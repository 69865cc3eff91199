"""License files: LICENSE, COPYING, UNLICENSE and what lies in LICENSES/, recognised by their whole text."""

from __future__ import annotations

import posixpath
import re

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.knowledge import names, spdx
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component, Kind
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.problem import Problem, note, warning
from osscan.readers.base import Reader

RECOGNISED = 0.99
"""Confidence in a text whose every word was compared; the holder's name and years were left out."""

_TAG = "SPDX-License-Identifier:"
_BRIEF = 120
"""Longest text (characters) that is the name of a license rather than a license."""
_HEAD = 8192
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read(source: Source) -> Inventory:
    """One component of kind FILES with the claims of the license file."""
    claims, problems = claims_of(source)
    name = " OR ".join(claim.raw for claim in claims if claim.raw)
    component = Component(name, "", source.place(), "license-file", claims=claims, kind=Kind.FILES)
    return Inventory(source.path, READER.name, "text", "", None, (component,), (), problems, READER.gives)


def claims_of(source: Source) -> tuple[tuple[LicenseClaim, ...], tuple[Problem, ...]]:
    """What the file's text says; an empty text claim where it is no known license. Raises UnreadableError."""
    from osscan.knowledge.license_texts import recognise  # noqa: PLC0415 - 5 ms that most runs need not pay

    text, told = _text(source)
    known = recognise(text)
    if posixpath.basename(posixpath.dirname(source.path)) == "LICENSES":
        return _kept(source, known)
    if known:
        return _claims(source, known, Form.ID), ()
    brief = " ".join(text.split())
    if brief.startswith(_TAG) and len(brief) <= _BRIEF:
        return _claims(source, (brief.removeprefix(_TAG).strip(),), Form.EXPRESSION), told
    if brief and len(brief) <= _BRIEF and names.resolve_name(brief).status != "unresolved":
        return _claims(source, (brief,), Form.NAME), told
    return _claims(source, ("",), Form.TEXT), (*told, note("license-text-not-recognised", source.place()))


def _text(source: Source) -> tuple[str, tuple[Problem, ...]]:
    """The text, or nothing of a file that is binary or too long for a license."""
    content = source.start(source.limits.text_bytes + 1)
    if len(content) > source.limits.text_bytes or (b"\0" in content[:_HEAD] and content[:2] not in _UTF16_MARKS):
        return "", ()
    return text_of(source._replace(held=content))


def _kept(source: Source, known: tuple[str, ...]) -> tuple[tuple[LicenseClaim, ...], tuple[Problem, ...]]:
    """REUSE names the files in LICENSES/ after the license; a text of another license under that name is told."""
    stem = re.sub(r"\.(?:txt|md)$", "", source.name)
    named = spdx.current(stem) or spdx.exception(stem)
    if named is None:
        return _claims(source, (stem,), Form.NAME), (warning("license-file-name-unknown", source.place(), name=stem),)
    if known and _version(named) not in {_version(one) for one in known}:
        told = warning("license-text-differs", source.place(), name=stem, found=" / ".join(known))
        return _claims(source, (named,), Form.ID), (told,)
    return _claims(source, (named,), Form.ID), ()


def _version(license_id: str) -> str:
    """The text is the same whether later versions are allowed or not."""
    return re.sub(r"(?:-only|-or-later)$", "", license_id)


def _claims(source: Source, raws: tuple[str, ...], form: Form) -> tuple[LicenseClaim, ...]:
    """Several ids share one text: any of them may be meant."""
    joined = Joined.ANY if len(raws) > 1 else Joined.ALONE
    certainty = RECOGNISED if form is Form.ID else 1.0
    return tuple(
        LicenseClaim(ClaimRole.DETECTED, raw, form, Method.LICENSE_TEXT, source.place(), joined, "text", certainty)
        for raw in raws
    )


READER = Reader(
    name="license/license-files",
    title="LICENSE, COPYING",
    read=read,
    gives=Gives(licenses=Extent.SOME),
)
