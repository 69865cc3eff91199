"""What Python's metadata says of a license: expression, free text, trove classifiers and file names, as claims."""

from __future__ import annotations

import re
from typing import NamedTuple

from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.place import Place

_CLASSIFIER = "License ::"
_NO_LICENSE_NAMED = frozenset({"License :: OSI Approved", "License :: DFSG approved"})
_FILLERS = frozenset({"UNKNOWN", ""})
"""What setuptools wrote into `License:` when the author said nothing."""
_TITLE = re.compile(r"[^\n]{0,80}\blicen[cs]e\b[^\n]{0,80}", re.IGNORECASE)
_LONGEST_NAME = 200

Said = tuple[str, Place]
"""A text and where it stands."""


class LicenseFields(NamedTuple):
    """All that one metadata file says: an SPDX expression (PEP 639), a name or whole text, classifiers, license files."""

    expressions: tuple[Said, ...] = ()
    texts: tuple[Said, ...] = ()
    classifiers: tuple[Said, ...] = ()
    files: tuple[Place, ...] = ()


def metadata_claims(fields: LicenseFields, method: Method) -> tuple[LicenseClaim, ...]:
    """The claims of a package. License files count only where nothing names a license: their texts are read elsewhere."""
    claims = [LicenseClaim(ClaimRole.DECLARED, raw, Form.EXPRESSION, method, place) for raw, place in fields.expressions if raw]
    claims += [claim for raw, place in fields.texts for claim in _free_text(raw.strip(), place, method)]
    said = [(text.strip(), place) for text, place in fields.classifiers if text.startswith(_CLASSIFIER)]
    telling = [pair for pair in said if pair[0] not in _NO_LICENSE_NAMED]
    claims += _listed(telling if telling or claims else said, Form.CLASSIFIER, Joined.UNSAID, method)
    if not claims:
        claims = _listed([("", place) for place in fields.files], Form.TEXT, Joined.ALL, method)
    return tuple(claims)


def _free_text(text: str, place: Place, method: Method) -> list[LicenseClaim]:
    """A name, or a text that is known by its title only, hence less surely."""
    if text in _FILLERS:
        return []
    if "\n" not in text and len(text) <= _LONGEST_NAME:
        return [LicenseClaim(ClaimRole.DECLARED, text, Form.NAME, method, place)]
    title = _title(text)
    if title:
        return [LicenseClaim(ClaimRole.DECLARED, title, Form.NAME, method, place, confidence=0.9)]
    return [LicenseClaim(ClaimRole.DECLARED, "", Form.TEXT, method, place)]


def _title(text: str) -> str:
    """The title that a license text opens with, the line of its version included."""
    lines = [line.strip() for line in text.split("\n", 12) if line.strip()][:2]
    if not _TITLE.fullmatch(lines[0]):
        return ""
    return " ".join(lines) if len(lines) > 1 and lines[1].lower().startswith("version") else lines[0]


def _listed(said: list[Said], form: Form, joined: Joined, method: Method) -> list[LicenseClaim]:
    """The entries of one list: trove leaves open whether several classifiers are a choice; several files all hold."""
    if len(said) == 1:
        return [LicenseClaim(ClaimRole.DECLARED, said[0][0], form, method, said[0][1])]
    group = said[0][1].route.partition("[")[0] if said else ""
    return [LicenseClaim(ClaimRole.DECLARED, raw, form, method, place, joined, group) for raw, place in said]
