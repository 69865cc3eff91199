"""DESCRIPTION: an R package with its license and what it asks for, as a project or installed."""

from __future__ import annotations

import posixpath
import re

from osscan.inputs.deb822 import Paragraph, paragraphs
from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.claim import Method
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.cran import cran_purl, license_claims, needs_in
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering

_RECOGNISED = re.compile(rb"\A(?:\xef\xbb\xbf)?(?=(?:.*\n)*?Version:)(?:Package|Type):[ \t]*\S")
_SCOPES = {
    "depends": Scope.RUNTIME,
    "imports": Scope.RUNTIME,
    "linkingto": Scope.RUNTIME,
    "suggests": Scope.OPTIONAL,
    "enhances": Scope.OPTIONAL,
}


def read(source: Source) -> Inventory:
    """The project as root with what it asks for; an installed package as the one component. A project need not be a package."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    told = next(paragraphs(text.lstrip("\ufeff")), None)
    name = told.text("package") if told is not None else ""
    is_package = bool(name)
    if told is not None and not name and any(key in told.fields for key in _SCOPES):
        name = posixpath.basename(posixpath.dirname(source.path)) or "project"
    for line in told.strange if told is not None and name else ():
        fields.warning("control-line-strange", source.place("", line))
    if told is None or not name:
        return Inventory(source.path, READER.name, "DESCRIPTION", problems=fields.problems(), gives=READER.gives)
    method = Method.INSTALLED if "built" in told.fields else Method.MANIFEST
    claims = license_claims(told.text("license"), method, source.place("License", told.line_of("license")))
    version, place = told.text("version"), source.place("Package", told.line_of("package"))
    itself = Component(name, version, place, ROOT, cran_purl(name, version) if is_package else "", claims, first_party=True)
    if method is Method.INSTALLED:
        gathering = Gathering()
        gathering.add(itself._replace(ref=name, first_party=False))
        return gathering.inventory(fields, READER, "DESCRIPTION")
    gathering = Gathering(itself)
    for key, scope in _SCOPES.items():
        _take(told, key, scope, gathering, fields)
    return gathering.inventory(fields, READER, "DESCRIPTION")


def _take(told: Paragraph, key: str, scope: Scope, gathering: Gathering, fields: Fields) -> None:
    place = fields.source.place(key, told.line_of(key))
    needs, strange = needs_in(told.text(key))
    for text in strange:
        fields.error("entry-syntax", place, entry=text)
    for need in needs:
        purl = cran_purl(need.name, need.version)
        gathering.add(Component(need.name, need.version, place, need.name, purl, (), scope, requirement=need.range))
        gathering.need(ROOT, need.name)


def _recognises(head: bytes) -> bool:
    return _RECOGNISED.search(head) is not None and b"\nLicense:" in head.replace(b"\r\n", b"\n")


READER = Reader(
    name="r/description",
    title="DESCRIPTION of R packages",
    read=read,
    gives=Gives(licenses=Extent.COMPLETE, edges=Extent.SOME, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
