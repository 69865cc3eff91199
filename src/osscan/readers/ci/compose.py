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
from osscan.readers.marked import member, members, text

_SCOPES = (
    (re.compile(r"(?:^|[._-])tests?(?:$|[._-])"), Scope.TEST),
    (re.compile(r"(?:^|[._-])(?:dev|develop|development|override|local|ci)(?:$|[._-])"), Scope.DEV),
)


def read(source: Source) -> Inventory:
    """One component for each image; the file's name tells whether it serves tests or development."""
    document, problems = marked_yaml_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    services = member(document, "services")
    if services is not None and services.kind != "mapping":
        fields.wrong_type(source.place("services", services.line, services.column), "object", services.value, lost=True)
    scope = next((scope for words, scope in _SCOPES if words.search(source.name.lower())), Scope.RUNTIME)
    for name, service in members(services):
        image = member(service, "image")
        if image is not None and member(service, "build") is None:
            _add(image, f"services.{name}.image", scope, gathering, fields)
    return gathering.inventory(fields, READER, "compose")


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
