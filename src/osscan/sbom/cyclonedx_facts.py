"""CycloneDX in facts: what a document in JSON form (1.2-1.7) says; garbage in a field costs that field and nothing else."""

from __future__ import annotations

import binascii
from base64 import b64decode
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
    LicenseText,
    Link,
    Part,
    Party,
    PartyKind,
    Reference,
)
from osscan.model.claim import Form
from osscan.sbom.own_texts import OwnTexts, renamed
from osscan.sbom.taking import Refs, number_or_text, table, tables, text, texts
from osscan.sbom.words import CARRIER, CYCLONEDX_ALGORITHMS, DELIVERABLE_PROPERTIES, EFFECTIVE_PROPERTIES

FORMAT = "CycloneDX"
_COMPLETE = {
    "complete": Completeness.COMPLETE,
    "incomplete": Completeness.INCOMPLETE,
    "incomplete_first_party_only": Completeness.INCOMPLETE,
    "incomplete_first_party_proprietary_only": Completeness.INCOMPLETE,
    "incomplete_first_party_opensource_only": Completeness.INCOMPLETE,
    "incomplete_third_party_only": Completeness.INCOMPLETE,
    "incomplete_third_party_proprietary_only": Completeness.INCOMPLETE,
    "incomplete_third_party_opensource_only": Completeness.INCOMPLETE,
}
"""`aggregate` of a composition; `unknown`, `not_specified` and all other words say nothing."""
_WEAKNESS = (Completeness.COMPLETE, Completeness.UNKNOWN, Completeness.INCOMPLETE)
_ROLES = {"declared": LicenseRole.DECLARED, "concluded": LicenseRole.CONCLUDED}


def facts(document: dict[str, Any]) -> Bom:
    """What the document says; the component it is about comes first, nested components behind their parent."""
    metadata = table(document, "metadata")
    parts = _Parts()
    root = parts.take_root(metadata)
    parts.take_all(tables(document, "components"), "/components")
    told, links = _dependencies(document)
    return Bom(
        FORMAT,
        number_or_text(document, "specVersion"),
        serial=text(document, "serialNumber"),
        edition=number_or_text(document, "version"),
        created=text(metadata, "timestamp"),
        authors=tuple(_contact(row) for _, row in tables(metadata, "authors")),
        tools=tuple(_tools(metadata)),
        manufacturer=_organization(metadata.get("manufacturer")) or _organization(metadata.get("manufacture")),
        supplier=_organization(metadata.get("supplier")),
        lifecycles=tuple(text(row, "phase") or text(row, "name") for _, row in tables(metadata, "lifecycles")),
        data_license=next((entry.raw for entry in _licenses(metadata, OwnTexts())), ""),
        root=root,
        parts=tuple(parts.parts),
        links=(*parts.links, *links),
        told_dependencies=told,
        completeness=_completeness(document),
        license_texts=tuple(parts.own.all),
        vulnerabilities=_count(document.get("vulnerabilities")),
        signed=bool(document.get("signature")),
    )


class _Parts:
    """The components of a document in its order, and what contains what."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.links: list[Link] = []
        self.own = OwnTexts()
        self._refs = Refs()

    def take_root(self, metadata: dict[str, Any]) -> str:
        """Takes the component that the document is about; its ref, empty when there is none."""
        component = metadata.get("component")
        if not isinstance(component, dict):
            return ""
        first = self._part(component, "/metadata/component")
        self.parts.append(first)
        self._take_below(component, first)
        return first.ref

    def take_all(self, told: Iterator[tuple[int, dict[str, Any]]], route: str) -> None:
        """Takes components with all that is nested in them."""
        for position, component in told:
            part = self._part(component, f"{route}/{position}")
            self.parts.append(part)
            if "components" in component:
                self._take_below(component, part)

    def _take_below(self, component: dict[str, Any], part: Part) -> None:
        # No recursion: how deep components are nested is up to whoever wrote the document.
        waiting = _children(component, part)
        while waiting:
            child, pointer, parent = waiting.pop()
            inner = self._part(child, pointer)
            self.parts.append(inner)
            self.links.append(Link(parent, inner.ref, Joint.CONTAINS))
            if "components" in child:
                waiting += _children(child, inner)

    def _part(self, told: dict[str, Any], pointer: str) -> Part:
        deliverable, effective, properties = _properties(told) if "properties" in told else (Deliverable(), (), ())
        entries: tuple[LicenseEntry, ...] = ()
        if "licenses" in told:
            entries = tuple(_licenses(told, self.own))
        if "evidence" in told:
            observed = _licenses(table(told, "evidence"), self.own)
            entries += tuple(entry._replace(role=LicenseRole.OBSERVED) for entry in observed)
        return Part(
            self._refs.give(text(told, "bom-ref"), pointer),
            text(told, "name"),
            version=text(told, "version"),
            group=text(told, "group"),
            kind=text(told, "type"),
            pointer=pointer,
            supplier=_organization(told.get("supplier")),
            creator=_organization(told.get("manufacturer")),
            authors=tuple(_authors(told)),
            publisher=text(told, "publisher"),
            description=text(told, "description"),
            copyright=text(told, "copyright"),
            scope=text(told, "scope"),
            identifiers=tuple(_identifiers(told)),
            checksums=_checksums(told) if "hashes" in told else (),
            references=tuple(_references(told)) if "externalReferences" in told else (),
            licenses=entries + effective,
            deliverable=deliverable,
            properties=properties,
        )


def _children(told: dict[str, Any], part: Part) -> list[tuple[dict[str, Any], str, str]]:
    rows = [(row, f"{part.pointer}/components/{position}", part.ref) for position, row in tables(told, "components")]
    return rows[::-1]


def _identifiers(told: dict[str, Any]) -> Iterator[Identifier]:
    if purl := text(told, "purl"):
        yield Identifier("purl", purl)
    if cpe := text(told, "cpe"):
        yield Identifier("cpe22" if cpe[:5].lower() == "cpe:/" else "cpe23", cpe)
    if tag := text(table(told, "swid"), "tagId"):
        yield Identifier("swid", tag)
    for value in texts(told, "swhid"):
        yield Identifier("swhid", value)
    for value in texts(told, "omniborId"):
        yield Identifier("omniborid", value)


def _checksums(told: dict[str, Any]) -> tuple[Checksum, ...]:
    found = []
    for _, row in tables(told, "hashes"):
        algorithm, digest = text(row, "alg"), text(row, "content")
        if algorithm or digest:
            found.append(Checksum(CYCLONEDX_ALGORITHMS.get(algorithm, algorithm), digest))
    return tuple(found)


def _references(told: dict[str, Any]) -> Iterator[Reference]:
    for _, row in tables(told, "externalReferences"):
        type_, url = text(row, "type"), text(row, "url")
        if type_ or url:
            yield Reference(type_, url, text(row, "comment"), _checksums(row) if "hashes" in row else ())


def _licenses(told: dict[str, Any], own: OwnTexts) -> Iterator[LicenseEntry]:
    """The licenses of a list; an entry that says several against the rules says each of them."""
    rows = told.get("licenses")
    for row in rows if isinstance(rows, list) else [rows]:
        if not isinstance(row, dict):
            if isinstance(row, str) and row:
                yield LicenseEntry(LicenseRole.UNMARKED, Form.NAME, row)
            continue
        if expression := text(row, "expression"):
            if "expressionDetails" in row:
                expression = renamed(expression, {one.id: own.take(one) for one in _details(row)})
            yield LicenseEntry(_role(row), Form.EXPRESSION, expression)
        license_ = row.get("license")
        if isinstance(license_, dict):
            yield from _license(license_)
        elif isinstance(license_, str) and license_:
            yield LicenseEntry(LicenseRole.UNMARKED, Form.NAME, license_)


def _license(told: dict[str, Any]) -> Iterator[LicenseEntry]:
    content, url = _attachment(told), text(told, "url")
    id_, name = text(told, "id"), text(told, "name")
    if id_:
        yield LicenseEntry(_role(told), Form.ID, id_, content, url)
    if name:
        yield LicenseEntry(_role(told), Form.NAME, name, "" if id_ else content, "" if id_ else url)
    if id_ or name:
        return
    if content:
        yield LicenseEntry(_role(told), Form.TEXT, "", content, url)
    elif url:
        yield LicenseEntry(_role(told), Form.URL, url)


def _details(row: dict[str, Any]) -> Iterator[LicenseText]:
    """What 1.7 says of single licenses of an expression."""
    for _, detail in tables(row, "expressionDetails"):
        if id_ := text(detail, "licenseIdentifier"):
            yield LicenseText(id_, text=_attachment(detail), urls=texts(detail, "url"))


def _role(told: dict[str, Any]) -> LicenseRole:
    return _ROLES.get(text(told, "acknowledgement"), LicenseRole.UNMARKED)


def _attachment(told: dict[str, Any]) -> str:
    if isinstance(told.get("text"), str):
        return text(told, "text")
    attachment = table(told, "text")
    content = text(attachment, "content")
    if attachment.get("encoding") != "base64":
        return content
    try:
        return b64decode("".join(content.split()), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return content


def _properties(told: dict[str, Any]) -> tuple[Deliverable, tuple[LicenseEntry, ...], tuple[tuple[str, str], ...]]:
    """The words of the BSI's taxonomy, the effective license, and all other properties; what is said twice stays in them."""
    said: dict[str, str] = {}
    effective: list[LicenseEntry] = []
    rest: list[tuple[str, str]] = []
    for _, row in tables(told, "properties"):
        name, value = text(row, "name"), text(row, "value")
        field = DELIVERABLE_PROPERTIES.get(name)
        if field is not None and field not in said and value:
            said[field] = value
        elif name in EFFECTIVE_PROPERTIES and value and not effective:
            effective.append(LicenseEntry(LicenseRole.EFFECTIVE, Form.EXPRESSION, value))
        elif name != CARRIER and (name or value):
            rest.append((name, value))
    return Deliverable(**said), tuple(effective), tuple(rest)


def _organization(told: Any) -> Party | None:
    if isinstance(told, list):
        # Tables of BSI TR-03183-2 show a list where the schema has one object.
        told = next((row for row in told if isinstance(row, dict)), None)
    if not isinstance(told, dict) or not told:
        return None
    emails = tuple(email for _, row in tables(told, "contact") if (email := text(row, "email")))
    return Party(text(told, "name"), PartyKind.ORGANIZATION, emails, texts(told, "url"))


def _contact(told: dict[str, Any]) -> Party:
    email = text(told, "email")
    return Party(text(told, "name"), PartyKind.PERSON, (email,) if email else ())


def _authors(told: dict[str, Any]) -> Iterator[Party]:
    yield from (_contact(row) for _, row in tables(told, "authors"))
    if author := text(told, "author"):
        yield Party(author)


def _tools(metadata: dict[str, Any]) -> Iterator[Party]:
    """Tools as a list (until 1.4, later deprecated) or as components and services (since 1.5)."""
    told = metadata.get("tools")
    if isinstance(told, list):
        for row in told:
            if isinstance(row, dict):
                yield Party(text(row, "name"), PartyKind.TOOL, version=text(row, "version"))
    elif isinstance(told, dict):
        for key in ("components", "services"):
            for _, row in tables(told, key):
                yield Party(text(row, "name"), PartyKind.TOOL, version=text(row, "version"))


def _dependencies(document: dict[str, Any]) -> tuple[tuple[str, ...], list[Link]]:
    told: dict[str, None] = {}
    links: list[Link] = []
    for _, row in tables(document, "dependencies"):
        if not (ref := text(row, "ref")):
            continue
        told[ref] = None
        links += [Link(ref, needed, Joint.DEPENDS_ON) for needed in texts(row, "dependsOn")]
        if "provides" in row:
            links += [Link(ref, given, Joint.OTHER, "provides") for given in texts(row, "provides")]
    return tuple(told), links


def _completeness(document: dict[str, Any]) -> tuple[tuple[str, Completeness], ...]:
    """The weakest word for each ref; a composition that names none speaks of the whole document, whose ref is empty."""
    found: dict[str, Completeness] = {}
    for _, row in tables(document, "compositions"):
        word = _COMPLETE.get(text(row, "aggregate"), Completeness.UNKNOWN)
        refs = (*texts(row, "dependencies"), *texts(row, "assemblies"))
        if not refs and "vulnerabilities" in row:
            continue
        for ref in refs or ("",):
            found[ref] = max(found.get(ref, word), word, key=_WEAKNESS.index)
    return tuple(found.items())


def _count(told: Any) -> int:
    return len(told) if isinstance(told, list) else int(isinstance(told, dict))
