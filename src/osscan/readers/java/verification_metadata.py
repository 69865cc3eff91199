"""Gradle's verification-metadata.xml: modules with the checksums that their files must have."""

from __future__ import annotations

from osscan.inputs.source import Source
from osscan.inputs.xml_tree import Element, xml_of
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.problem import error
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.integrity import Hash, from_label
from osscan.readers.maven import maven_name, maven_purl, maven_ref

_ALGORITHMS = ("md5", "sha1", "sha256", "sha512")
_PACKED = (".jar", ".aar", ".war", ".klib")


def read(source: Source) -> Inventory:
    """One component for each module and version, with the checksums of its one archive."""
    document = xml_of(source)
    fields = Fields(source, document.problems)
    gathering = Gathering()
    if document.root is None or document.root.tag != "verification-metadata":
        if document.root is not None:
            expected = "verification-metadata.xml"
            fields.retell((error("format-not-recognised", source.place(), expected=expected, supported=expected),))
        return gathering.inventory(fields, READER, "verification-metadata.xml")
    for element in document.root.every("components", "component"):
        component = _component(element, fields)
        if component is not None:
            gathering.add(component)
    return gathering.inventory(fields, READER, "verification-metadata.xml")


def _component(element: Element, fields: Fields) -> Component | None:
    """An entry that lacks half of its name keeps the other half."""
    group, artifact, version = (element.attributes.get(key, "").strip() for key in ("group", "name", "version"))
    place = fields.source.place("components.component", element.line)
    if not group and not artifact:
        fields.error("package-without-name", place)
        return None
    name = maven_name(group, artifact)
    if not group or not artifact:
        fields.warning("name-missing", place, name=name)
    ref = maven_ref(group, artifact, version)
    return Component(name, version, place, ref, maven_purl(group, artifact, version), hashes=_hashes(element))


def _hashes(element: Element) -> tuple[Hash, ...]:
    """Those of the archive, where there is only one; checksums of its metadata say nothing of what is delivered."""
    archives = [one for one in element.every("artifact") if one.attributes.get("name", "").endswith(_PACKED)]
    if len(archives) != 1:
        return ()
    return tuple(
        found
        for child in archives[0].children
        if child.tag in _ALGORITHMS
        for found in from_label(f"{child.tag}:{child.attributes.get('value', '')}")
    )


def _recognises(head: bytes) -> bool:
    return b"<verification-metadata" in head


READER = Reader(
    name="java/verification-metadata",
    title="Gradle verification-metadata.xml",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.NEVER, hashes=Extent.SOME),
    recognises=_recognises,
)
