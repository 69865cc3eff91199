"""REUSE.toml in an inventory: the licenses that it says of files of the project."""

from __future__ import annotations

from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component, Kind
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.readers.base import Reader
from osscan.reuse.annotations import LICENSE, Annotation, annotations_of


def read(source: Source) -> Inventory:
    """One component of kind FILES for each annotation that names a license."""
    found, version, problems = annotations_of(source)
    components = tuple(_component(annotation) for annotation in found if annotation.licenses)
    return Inventory(source.path, READER.name, "REUSE.toml", version, None, components, (), problems, READER.gives)


def _component(annotation: Annotation) -> Component:
    place = annotation.place
    route = f"{place.route}.{LICENSE}"
    joined = Joined.ALL if len(annotation.licenses) > 1 else Joined.ALONE
    claims = tuple(
        LicenseClaim(ClaimRole.DECLARED, raw, Form.EXPRESSION, Method.REUSE, Place(place.input, route), joined, route)
        for raw in annotation.licenses
    )
    return Component(" AND ".join(annotation.licenses), "", place, place.route, claims=claims, kind=Kind.FILES)


READER = Reader(
    name="license/reuse-toml",
    title="REUSE.toml 1",
    read=read,
    gives=Gives(licenses=Extent.SOME),
)
