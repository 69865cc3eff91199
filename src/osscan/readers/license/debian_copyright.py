"""debian/copyright of a source tree: which files are under which license (DEP-5), as its packagers see it."""

from __future__ import annotations

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.claim import Method
from osscan.model.component import Component, Kind
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.dep5 import is_dep5, package_claims, stanzas_of, stated


def read(source: Source) -> Inventory:
    """One component of kind FILES for each license of a `Files` paragraph; for prose, one with what is found in it."""
    text, problems = text_of(source)
    if not is_dep5(text):
        claims, told = package_claims(source)
        found = tuple(Component(c.raw, "", c.place, c.raw, claims=(c,), kind=Kind.FILES) for c in claims)
        return Inventory(source.path, READER.name, "copyright", "", None, found, (), (*problems, *told), READER.gives)
    components: dict[str, Component] = {}
    for stanza in stanzas_of(text):
        claims = stated(source, stanza, Method.MANIFEST, "")
        name = " AND ".join(claim.raw for claim in claims)
        place = source.place("License", stanza.line)
        components.setdefault(name, Component(name, "", place, name, claims=claims, kind=Kind.FILES))
    return Inventory(source.path, READER.name, "DEP-5", "1.0", None, tuple(components.values()), (), problems, READER.gives)


def _recognises(head: bytes) -> bool:
    return is_dep5(head.decode("utf-8", "replace").lstrip("\ufeff"))


READER = Reader(
    name="license/debian-copyright",
    title="debian/copyright (DEP-5)",
    read=read,
    gives=Gives(licenses=Extent.SOME),
    recognises=_recognises,
)
