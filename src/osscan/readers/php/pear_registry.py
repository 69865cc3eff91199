""".registry/…/*.reg: a package that PEAR or PECL has installed, with its license."""

from __future__ import annotations

import re

from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.purl import purl
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.php.serialized import SerializedError, Value, value_of

_RECOGNISED = re.compile(rb'a:\d+:\{s:\d+:"[^"]+";').match
_NAMES, _LICENSES = ("name", "package"), ("license", "release_license")
"""As packages say it, and as those of the first form of PEAR did."""


def read(source: Source) -> Inventory:
    """The one package that the file describes."""
    fields = Fields(source)
    gathering = Gathering()
    try:
        row = value_of(source.content().strip())
    except SerializedError:
        fields.error("entry-syntax", source.place(), entry=source.name)
        return gathering.inventory(fields, READER, "PEAR registry")
    if not isinstance(row, dict):
        fields.wrong_type(source.place(), "object", row, lost=True)
        return gathering.inventory(fields, READER, "PEAR registry")
    name = next((said for key in _NAMES if (said := _text(row.get(key)))), "")
    if not name:
        fields.error("package-without-name", source.place())
        return gathering.inventory(fields, READER, "PEAR registry")
    told = row.get("version")
    version = _text(told.get("release") if isinstance(told, dict) else told)
    url = purl("generic", name, version, _text(row.get("channel")) or "pear")
    gathering.add(Component(name, version, source.place(), name, url, _claims(row, source)))
    return gathering.inventory(fields, READER, "PEAR registry")


def _claims(row: dict[str, Value], source: Source) -> tuple[LicenseClaim, ...]:
    """One claim for each license; how several belong together, PEAR never said."""
    key = next((key for key in _LICENSES if row.get(key)), "")
    told = row.get(key)
    is_list = isinstance(told, dict) and "0" in told
    said = [_license(one) for one in (told.values() if isinstance(told, dict) and is_list else (told,))]
    named = [(raw, form) for raw, form in said if raw]
    joined, group = (Joined.UNSAID, key) if len(named) > 1 else (Joined.ALONE, "")
    return tuple(
        LicenseClaim(ClaimRole.DECLARED, raw, form, Method.INSTALLED, source.place(key), joined, group) for raw, form in named
    )


def _license(told: Value) -> tuple[str, Form]:
    """A name, or an element of XML with its content and its attributes."""
    if not isinstance(told, dict):
        return _text(told), Form.NAME
    attributes = told.get("attribs")
    address = _text(attributes.get("uri")) if isinstance(attributes, dict) else ""
    name = _text(told.get("_content"))
    return (name, Form.NAME) if name else (address, Form.URL)


def _text(told: Value) -> str:
    return told.strip() if isinstance(told, str) else ""


def _recognises(head: bytes) -> bool:
    return _RECOGNISED(head) is not None and b'"channel"' in head


READER = Reader(
    name="php/pear-registry",
    title="registry of PEAR and PECL (*.reg)",
    read=read,
    gives=Gives(licenses=Extent.COMPLETE, edges=Extent.NEVER, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
