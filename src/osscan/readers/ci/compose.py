"""Compose files: the images of services that are not built here; they run beside the product."""

from __future__ import annotations

import re

from osscan.inputs.source import Source
from osscan.inputs.yaml_marks import Marked, marked_yaml_of
from osscan.model.component import Relation, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.images import expanded, image_of
from osscan.readers.marked import mapping, member, members, text

_SCOPES = (
    (re.compile(r"(?:^|[._-])tests?(?:$|[._-])"), Scope.TEST),
    (re.compile(r"(?:^|[._-])(?:dev|develop|development|override|local|ci)(?:$|[._-])"), Scope.DEV),
)


def read(source: Source) -> Inventory:
    """One component for each image; the file's name tells whether it serves tests or development."""
    document, problems = marked_yaml_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    scope = next((scope for words, scope in _SCOPES if words.search(source.name.lower())), Scope.RUNTIME)
    for name, service in members(mapping(_services(mapping(document, "", fields)), "services", fields)):
        told = mapping(service, f"services.{name}", fields)
        image = member(told, "image")
        if image is not None and member(told, "build") is None:
            _add(image, f"services.{name}.image", scope, gathering, fields)
    return gathering.inventory(fields, READER, "compose")


def _services(document: Marked | None) -> Marked | None:
    """The table of services; in the oldest files, which say no version, it is the document itself."""
    services = member(document, "services")
    if services is not None or member(document, "version") is not None:
        return services
    is_oldest = any(member(told, "image") is not None or member(told, "build") is not None for _, told in members(document))
    return document if is_oldest and all(told.kind == "mapping" for _, told in members(document)) else None


def _add(node: Marked, route: str, scope: Scope, gathering: Gathering, fields: Fields) -> None:
    place = fields.source.place(route, node.line, node.column)
    reference = expanded(text(node), {})
    image = image_of(reference)
    if image is None:
        fields.warning("image-unresolved", place, image=reference or node.kind)
    else:
        gathering.add(image.component(place, scope, Relation.AGGREGATE))


READER = Reader(
    name="ci/compose",
    title="Compose",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.SOME, hashes=Extent.SOME),
)
