"""conda-meta/*.json: one installed conda package with its license."""

from __future__ import annotations

import re
from typing import Any

from osscan.inputs.decode import json_of
from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.conda import conda_purl
from osscan.readers.fields import Fields
from osscan.readers.integrity import Hash, from_label

_FIELDS = tuple(re.compile(rb'"%s"\s*:' % name) for name in (b"name", b"version", b"build_number", b"depends"))


def read(source: Source) -> Inventory:
    """The one package that the file describes."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        document = {}
    fields.doubled(document, "")
    name, version = fields.text(document, "name", ""), fields.text(document, "version", "")
    if not name:
        fields.error("package-without-name", source.place("name"))
        return Inventory(source.path, READER.name, "conda-meta", problems=fields.problems(), gives=READER.gives)
    component = Component(
        name, version, source.place("name"), name, conda_purl(name, version), _claims(document, fields), hashes=_hashes(document)
    )
    needed = (text.split()[0] for text in fields.rows(document, "depends", "") if isinstance(text, str) and text.strip())
    edges = tuple(dict.fromkeys((name, need) for need in needed if need != name))
    return Inventory(
        source.path,
        READER.name,
        "conda-meta",
        components=(component,),
        edges=edges,
        problems=fields.problems(),
        gives=READER.gives,
    )


def _claims(document: dict[str, Any], fields: Fields) -> tuple[LicenseClaim, ...]:
    """The license as the recipe says it; the family (`license_family`) is a guess of the tools and says less."""
    raw = fields.text(document, "license", "")
    return (
        (LicenseClaim(ClaimRole.DECLARED, raw, Form.EXPRESSION, Method.INSTALLED, fields.source.place("license")),) if raw else ()
    )


def _hashes(document: dict[str, Any]) -> tuple[Hash, ...]:
    return tuple(found for kind in ("sha256", "md5") for found in from_label(f"{kind}:{document.get(kind)}"))


def _recognises(head: bytes) -> bool:
    return all(field.search(head) for field in _FIELDS)


READER = Reader(
    name="python/conda-meta",
    title="conda-meta of installed conda packages",
    read=read,
    gives=Gives(licenses=Extent.COMPLETE, edges=Extent.COMPLETE, scopes=Extent.NEVER, hashes=Extent.COMPLETE),
    recognises=_recognises,
)
