"""SPDX 3 in facts: what the graph of a document (3.0.x) says; garbage in a field costs that field and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osscan.model.bom import (
    Bom,
    Checksum,
    Completeness,
    Deliverable,
    Identifier,
    Joint,
    LicenseEntry,
    LicenseRole,
    Link,
    Part,
    Party,
    Reference,
)
from osscan.model.claim import NOASSERTION, NONE, Form
from osscan.sbom.spdx3_graph import Graph, absent, cdx_properties, checksums_of, id_of
from osscan.sbom.taking import Refs, table, tables, text, texts
from osscan.sbom.words import (
    CARRIER,
    DELIVERABLE_PROPERTIES,
    EFFECTIVE_PROPERTIES,
    LIFECYCLES,
    SPDX3_IDENTIFIER_TYPES,
    SPDX3_PURPOSE_KINDS,
    SPDX3_REFERENCE_TYPES,
)

FORMAT = "SPDX"
_PARTS = {
    "software_Package": "",
    "ai_AIPackage": "machine-learning-model",
    "dataset_DatasetPackage": "data",
    "software_File": "file",
    "software_Snippet": "",
    "software_SoftwareArtifact": "",
}
"""Types that are parts, and the kind that follows from the type alone."""
_RELATIONSHIPS = ("Relationship", "LifecycleScopedRelationship")
_COLLECTIONS = ("SpdxDocument", "software_Sbom", "Bom", "Bundle")
_LICENSES = {"hasConcludedLicense": LicenseRole.CONCLUDED, "hasDeclaredLicense": LicenseRole.DECLARED}
_DEPENDS = frozenset(
    {
        "dependsOn",
        "hasDynamicLink",
        "hasOptionalDependency",
        "hasPrerequisite",
        "hasProvidedDependency",
        "hasStaticLink",
    }
)
_COMPLETE = {"complete": Completeness.COMPLETE, "incomplete": Completeness.INCOMPLETE, "noAssertion": Completeness.UNKNOWN}
_WEAKNESS = (Completeness.COMPLETE, Completeness.UNKNOWN, Completeness.INCOMPLETE)
_REFERENCE_WORDS = {**SPDX3_REFERENCE_TYPES, "binaryArtifact": "distribution", "SourceArtifact": "source-distribution"}


def facts(document: dict[str, Any]) -> Bom:
    """What the document says. A file that only is what a package is distributed as, or made from, belongs to that package."""
    return _Reading(Graph(document)).bom()


class _Reading:
    """Sorts the relationships by what they say, then tells the parts."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._links: dict[Link, None] = {}
        self._completeness: dict[str, Completeness] = {}
        self._told: dict[str, None] = {}
        self._licenses: dict[str, list[LicenseEntry]] = {}
        self._artifacts: dict[str, list[str]] = {}
        self._sources: dict[str, list[str]] = {}
        for _, kind, element in graph.elements:
            if kind in _RELATIONSHIPS:
                self._relationship(element)

    def bom(self) -> Bom:
        """The whole document."""
        about = self._about()
        info = self._creation_info(about)
        described = self._described()
        parts = self._parts()
        known = {part.ref for part in parts}
        parties = self._parties(info, "createdBy")
        return Bom(
            FORMAT,
            text(info, "specVersion"),
            serial=id_of(about),
            name=text(about, "name"),
            created=text(info, "created"),
            authors=tuple(parties),
            tools=tuple(self._parties(info, "createdUsing")),
            lifecycles=tuple(self._lifecycles()),
            comment=text(about, "comment"),
            data_license=self._data_license(about),
            root=described[0] if len(described) == 1 and described[0] in known else "",
            parts=tuple(parts),
            links=tuple(self._links),
            told_dependencies=tuple(self._told),
            completeness=tuple(self._completeness.items()),
            license_texts=tuple(self._graph.license_texts()),
            vulnerabilities=sum(kind.startswith("security_") for _, kind, _ in self._graph.elements),
        )

    def _about(self) -> dict[str, Any]:
        for wanted in _COLLECTIONS:
            for _, kind, element in self._graph.elements:
                if kind == wanted:
                    return element
        return {}

    def _creation_info(self, about: dict[str, Any]) -> dict[str, Any]:
        found = self._graph.get(about.get("creationInfo"))
        if found:
            return found
        infos = (element for _, kind, element in self._graph.elements if kind == "CreationInfo")
        return next(infos, {}) or next((table(element, "creationInfo") for _, _, element in self._graph.elements), {})

    def _parties(self, told: dict[str, Any], key: str) -> list[Party]:
        rows = told.get(key)
        parties = (self._graph.party(row) for row in (rows if isinstance(rows, list) else [rows]))
        return [party for party in parties if party is not None]

    def _lifecycles(self) -> Iterator[str]:
        for _, kind, element in self._graph.elements:
            if kind == "software_Sbom":
                yield from (LIFECYCLES.get(word, word) for word in texts(element, "software_sbomType"))

    def _data_license(self, about: dict[str, Any]) -> str:
        entry = self._graph.license(about.get("dataLicense"), LicenseRole.UNMARKED)
        return entry.raw if entry else ""

    def _described(self) -> list[str]:
        """What the document is about; collections stand for their own root."""
        roots: dict[str, None] = {}
        for _, kind, element in self._graph.elements:
            if kind in _COLLECTIONS:
                for ref in texts(element, "rootElement"):
                    self._links[Link(id_of(element), ref, Joint.DESCRIBES)] = None
        for link in self._links:
            if link.joint is Joint.DESCRIBES:
                roots[link.target] = None
        collections = {id_of(element) for _, kind, element in self._graph.elements if kind in _COLLECTIONS}
        return [ref for ref in roots if ref not in collections]

    def _relationship(self, told: dict[str, Any]) -> None:
        word, source = text(told, "relationshipType"), text(told, "from") or id_of(table(told, "from"))
        targets = texts(told, "to") or tuple(id_of(row) for _, row in tables(told, "to"))
        if word in _LICENSES:
            self._license(source, told, _LICENSES[word])
        elif word == "other" and "hasEffectiveLicen" in text(told, "comment"):
            self._license(source, told, LicenseRole.EFFECTIVE)
        elif word == "hasDistributionArtifact":
            self._artifacts.setdefault(source, []).extend(targets)
        elif word == "generates":
            for target in targets:
                self._sources.setdefault(target, []).append(source)
        else:
            self._link(word, source, targets, told)

    def _license(self, source: str, told: dict[str, Any], role: LicenseRole) -> None:
        rows = told.get("to")
        for row in rows if isinstance(rows, list) else [rows]:
            if (entry := self._graph.license(row, role)) is not None:
                if "LicenseRef-" in entry.raw:
                    entry = entry._replace(raw=self._graph.apart(row, entry.raw))
                self._licenses.setdefault(source, []).append(entry)

    def _link(self, word: str, source: str, targets: tuple[str, ...], told: dict[str, Any]) -> None:
        joint = Joint.OTHER
        if word in _DEPENDS:
            joint = Joint.DEPENDS_ON
        elif word in ("contains", "describes"):
            joint = Joint(word)
        said = "" if word in ("dependsOn", "contains", "describes") else word
        scope = text(told, "scope")
        if scope:
            said = f"{word}:{scope}"
        for target in targets:
            if not absent(target):
                self._links[Link(source, target, joint, said)] = None
        if joint in (Joint.DEPENDS_ON, Joint.CONTAINS):
            self._complete(source, joint, targets, _COMPLETE.get(text(told, "completeness")))

    def _complete(self, source: str, joint: Joint, targets: tuple[str, ...], said: Completeness | None) -> None:
        nothing = [absent(target) for target in targets if absent(target)]
        if NONE in nothing:
            said = said or Completeness.COMPLETE
        elif nothing:
            said = said or Completeness.UNKNOWN
        if said is not None:
            self._completeness[source] = max(self._completeness.get(source, said), said, key=_WEAKNESS.index)
        if joint is Joint.DEPENDS_ON and (len(targets) > len(nothing) or NONE in nothing or said is Completeness.COMPLETE):
            self._told[source] = None

    def _parts(self) -> list[Part]:
        refs = Refs()
        folded = self._folded()
        parts = []
        for pointer, kind, element in self._graph.elements:
            if kind in _PARTS and id_of(element) not in folded:
                parts.append(self._part(element, _PARTS[kind], refs.give(id_of(element), pointer), pointer))
        self._tell_unfolded(folded)
        return parts

    def _folded(self) -> set[str]:
        """Files that are no parts of their own: what packages are distributed as, and the sources they are made from."""
        linked = {end for link in self._links for end in (link.source, link.target)}
        packages = {id_of(element) for _, kind, element in self._graph.elements if kind.endswith("Package")}
        found = set()
        for table_, kinds in (
            (self._artifacts, ("software_File",)),
            (self._sources, ("software_File", "software_SoftwareArtifact")),
        ):
            for package, refs in table_.items():
                for ref in refs if package in packages else ():
                    element = self._graph.get(ref)
                    kind = text(element, "type")
                    if kind in kinds and ref not in linked and (table_ is self._artifacts or _is_source(element)):
                        found.add(ref)
        return found

    def _tell_unfolded(self, folded: set[str]) -> None:
        for package, refs in self._artifacts.items():
            for ref in refs:
                if ref not in folded:
                    self._links[Link(package, ref, Joint.OTHER, "hasDistributionArtifact")] = None
        for package, refs in self._sources.items():
            for ref in refs:
                if ref not in folded:
                    self._links[Link(ref, package, Joint.OTHER, "generates")] = None

    def _part(self, told: dict[str, Any], kind: str, ref: str, pointer: str) -> Part:
        own = id_of(told)
        purpose = text(told, "software_primaryPurpose")
        artifacts = [self._graph.get(one) for one in self._artifacts.get(own, ())]
        said, effective, properties = _properties(told)
        makers = self._parties(told, "originatedBy")
        return Part(
            ref,
            text(told, "name"),
            version=text(told, "software_packageVersion"),
            kind=kind or SPDX3_PURPOSE_KINDS.get(purpose, ""),
            pointer=pointer,
            supplier=self._graph.party(told.get("suppliedBy")),
            creator=makers[0] if makers else None,
            authors=tuple(makers[1:]),
            description=text(told, "description") or text(told, "summary"),
            copyright=text(told, "software_copyrightText"),
            identifiers=tuple(dict.fromkeys(_identifiers(told))),
            checksums=checksums_of(told),
            references=tuple(self._references(told, artifacts)),
            licenses=(*self._licenses.get(own, ()), *effective),
            deliverable=_deliverable(artifacts)._replace(**said),
            properties=properties,
        )

    def _references(self, told: dict[str, Any], artifacts: list[dict[str, Any]]) -> Iterator[Reference]:
        """Where the part is to be had; the hashes of a file stand with the address of that file."""
        download, home = (_location(text(told, key)) for key in ("software_downloadLocation", "software_homePage"))
        for artifact in artifacts:
            urls = [one.url for one in _external(artifact) if one.type == "distribution"]
            url = urls[0] if urls else download
            checksums = checksums_of(artifact)
            if url or checksums:
                yield Reference("distribution", url, checksums=checksums)
            if url == download:
                download = ""
        if download:
            yield Reference("distribution", download)
        if home:
            yield Reference("website", home)
        for ref in self._sources.get(id_of(told), ()):
            source = self._graph.get(ref)
            if _is_source(source):
                yield from _source(source)
        yield from _external(told)


def _location(told: str) -> str:
    return "" if told in (NONE, NOASSERTION) else told


def _is_source(element: dict[str, Any]) -> bool:
    return text(element, "software_primaryPurpose") == "source"


def _source(element: dict[str, Any]) -> Iterator[Reference]:
    references = [one for one in _external(element) if one.type == "source-distribution"]
    checksums: tuple[Checksum, ...] = checksums_of(element)
    for one in references or ([Reference("source-distribution", "")] if checksums else []):
        yield one._replace(checksums=checksums)


def _external(told: dict[str, Any]) -> Iterator[Reference]:
    for _, row in tables(told, "externalRef"):
        type_ = text(row, "externalRefType")
        for locator in texts(row, "locator"):
            yield Reference(_REFERENCE_WORDS.get(type_, type_), locator, text(row, "comment"))


def _identifiers(told: dict[str, Any]) -> Iterator[Identifier]:
    if purl := text(told, "software_packageUrl"):
        yield Identifier("purl", purl)
    for key in ("externalIdentifier", "externalIdentifiers"):
        for _, row in tables(told, key):
            type_, value = text(row, "externalIdentifierType"), text(row, "identifier")
            if value:
                yield Identifier(SPDX3_IDENTIFIER_TYPES.get(type_, type_), value)
    for _, row in tables(told, "software_contentIdentifier"):
        type_, value = text(row, "software_contentIdentifierType"), text(row, "software_contentIdentifierValue")
        if value:
            yield Identifier(SPDX3_IDENTIFIER_TYPES.get(type_, type_), value)


def _deliverable(artifacts: list[dict[str, Any]]) -> Deliverable:
    """The first file a part is distributed as. Purposes that are not named say no, but only where any is named; whether it is
    structured is said by one of two (BSI TR-03183-2 2.1.0, table 9), and structured wins (5.2.2).
    """
    if not artifacts:
        return Deliverable()
    purposes = {*texts(artifacts[0], "software_additionalPurpose")}
    name = text(artifacts[0], "name")
    if not purposes:
        return Deliverable(name)
    return Deliverable(
        name,
        "executable" if "executable" in purposes else "non-executable",
        "archive" if "archive" in purposes else "no archive",
        "structured" if "container" in purposes else "unstructured" if "firmware" in purposes else "",
    )


def _properties(told: dict[str, Any]) -> tuple[dict[str, str], list[LicenseEntry], tuple[tuple[str, str], ...]]:
    said: dict[str, str] = {}
    effective: list[LicenseEntry] = []
    rest = []
    for name, value in cdx_properties(told) if "extension" in told else ():
        field = DELIVERABLE_PROPERTIES.get(name)
        if field is not None and field not in said and value:
            said[field] = value
        elif name in EFFECTIVE_PROPERTIES and value and not effective:
            effective.append(LicenseEntry(LicenseRole.EFFECTIVE, Form.EXPRESSION, value))
        elif name != CARRIER:
            rest.append((name, value))
    return said, effective, tuple(rest)
