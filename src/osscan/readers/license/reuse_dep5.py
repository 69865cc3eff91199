""".reuse/dep5 in an inventory: the licenses that it says of files of the project (before REUSE.toml took its place)."""

from __future__ import annotations

from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component, Kind
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.reuse.dep5 import Stanza, dep5_of


def read(source: Source) -> Inventory:
    """One component of kind FILES for each `Files` paragraph."""
    dep5 = dep5_of(source)
    components = tuple(_component(stanza) for stanza in reversed(dep5.stanzas))
    return Inventory(source.path, READER.name, "DEP-5", "1.0", None, components, (), dep5.problems, READER.gives)


def _component(stanza: Stanza) -> Component:
    route = stanza.place.route
    claim = LicenseClaim(ClaimRole.DECLARED, stanza.license, Form.EXPRESSION, Method.REUSE, stanza.place, Joined.ALONE, route)
    return Component(stanza.license, "", stanza.place, route, claims=(claim,), kind=Kind.FILES)


READER = Reader(
    name="license/reuse-dep5",
    title=".reuse/dep5",
    read=read,
    gives=Gives(licenses=Extent.SOME),
)
