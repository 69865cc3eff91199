"""SPDX 3: what the graph of a document says of packages, licenses and relationships, told to the taker of SPDX 2."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from osscan.inputs.faults import Faults
from osscan.inputs.json_walk import route_key
from osscan.model.bom import LicenseRole
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.inventory import Inventory
from osscan.readers.own_licenses import OwnLicenses, meaning
from osscan.readers.own_words import pairs
from osscan.readers.spdx2 import FORMAT, Document
from osscan.sbom.spdx3_graph import Graph, absent, id_of

VERSIONS = ("3.0",)

_PACKAGES = frozenset({"Package", "AIPackage", "DatasetPackage"})
_COLLECTIONS = frozenset({"SpdxDocument", "Sbom", "Bom", "Bundle"})
_ROLES = {
    "hasDeclaredLicense": (ClaimRole.DECLARED, LicenseRole.DECLARED),
    "hasConcludedLicense": (ClaimRole.CONCLUDED, LicenseRole.CONCLUDED),
}
_OLD_ROLES = {"declaredLicense": "hasDeclaredLicense", "concludedLicense": "hasConcludedLicense"}
"""Members of packages in drafts of SPDX 3."""
_LINKS = {
    "dependsOn": "DEPENDS_ON",
    "contains": "CONTAINS",
    "hasPrerequisite": "HAS_PREREQUISITE",
    "hasStaticLink": "STATIC_LINK",
    "hasDynamicLink": "DYNAMIC_LINK",
}
_BACKWARD = {
    "hasOptionalDependency": "OPTIONAL_DEPENDENCY_OF",
    "hasOptionalComponent": "OPTIONAL_COMPONENT_OF",
    "hasProvidedDependency": "PROVIDED_DEPENDENCY_OF",
    "hasTest": "TEST_OF",
    "usesTool": "BUILD_TOOL_OF",
}
"""Types of SPDX 3 whose types in SPDX 2 lead the other way."""
_SCOPES = {
    "build": "BUILD_DEPENDENCY_OF",
    "development": "DEV_DEPENDENCY_OF",
    "runtime": "RUNTIME_DEPENDENCY_OF",
    "test": "TEST_DEPENDENCY_OF",
}
"""Life cycle scopes of a dependency (LifecycleScopedRelationship)."""
_DEEPEST = 12
_local = re.compile(r"[^/#:_]*\Z").search


class Element(NamedTuple):
    """An element of the graph, its type and members without the names of their profiles, and the route to it."""

    kind: str
    id: str
    told: dict[str, Any]
    raw: dict[str, Any]
    route: str


class _Routes(Faults):
    """Faults whose places lead to where a fact stands in the graph, though SPDX 2 has it in a member of the package."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(faults.source, faults.problems())
        self.lines = faults.lines


def inventory_of(told: dict[str, Any], faults: Faults, reader: str, version: str, above: str = "") -> Inventory:
    """The packages of a document with their licenses and relationships; `above` is the route to the document."""
    reading = _Reading(told, _Routes(faults), above)
    reading.take()
    found = reading.document.inventory(reader, version)
    return found._replace(format=FORMAT)


class _Reading:
    def __init__(self, told: dict[str, Any], faults: Faults, above: str) -> None:
        self.document = Document(faults)
        self._faults = faults
        self._elements = list(_elements(told, above))
        self._graph = Graph(told)
        self._routes = {element.id: element.route for element in self._elements}
        self._positions: dict[str, int] = {}
        self._claims: dict[str, list[LicenseClaim]] = {}

    def take(self) -> None:
        """Takes packages first, then what is said of them."""
        for told in self._graph.license_texts():
            place = self._faults.place(self._routes.get(told.id, ""))
            self.document.own_licenses.add(told.id, told.name, told.text, told.urls, place)
        for element in self._elements:
            if element.kind in _PACKAGES:
                self._package(element)
            elif element.id:
                self.document.file({"SPDXID": element.id})
        for element in self._elements:
            if "relationshipType" in element.told:
                self._relationship(element)
        self._hand_claims_over()
        for ref, route in self._roots():
            self.document.describes(ref, route)

    def _package(self, element: Element) -> None:
        told = element.told
        package: dict[str, Any] = {
            "name": told.get("name"),
            "SPDXID": element.id or None,
            "versionInfo": told.get("packageVersion"),
            "externalRefs": [{"referenceType": "purl", "referenceLocator": purl} for purl in _purls(told)],
            "checksums": list(_checksums(told)),
        }
        if isinstance(told.get("primaryPurpose"), str):
            package["primaryPackagePurpose"] = told["primaryPurpose"]
        if "extension" in told:
            package["annotations"] = list(_own_words(told["extension"]))
        self.document.package({key: value for key, value in package.items() if value is not None}, element.route)
        ref = self.document.components[-1].ref
        self._positions[ref] = len(self.document.components) - 1
        for member, type_ in _OLD_ROLES.items():
            if member in told:
                self._licenses(ref, type_, told[member], f"{element.route}.{member}")

    def _relationship(self, element: Element) -> None:
        type_, source = element.told.get("relationshipType"), _ref(element.told.get("from"))
        if not isinstance(type_, str) or not source:
            self._faults.wrong_type(element.route, "from, relationshipType, to", element.raw)
            return
        type_ = _name(type_)
        targets = element.told.get("to")
        if type_ in _ROLES:
            self._licenses(source, type_, targets, route_key(element.route, "to"))
            return
        scope = _SCOPES.get(_name(str(element.told.get("scope"))))
        for target in targets if isinstance(targets, list) else [targets]:
            needed = _ref(target)
            if not needed or absent(needed):
                continue
            if type_ == "dependsOn" and scope:
                self._edge(needed, scope, source, element.route)
            elif type_ in _BACKWARD:
                self._edge(needed, _BACKWARD[type_], source, element.route)
            elif type_ in _LINKS:
                self._edge(source, _LINKS[type_], needed, element.route)

    def _edge(self, first: str, type_: str, second: str, route: str) -> None:
        told = {"spdxElementId": first, "relationshipType": type_, "relatedSpdxElement": second}
        self.document.relationship(told, route)

    def _licenses(self, ref: str, type_: str, targets: Any, route: str) -> None:
        position = self._positions.get(ref)
        if position is None:
            return
        role, asked = _ROLES[type_]
        for number, target in enumerate(targets if isinstance(targets, list) else [targets]):
            entry = self._graph.license(target, asked)
            raw, form = (entry.raw, entry.form) if entry is not None else (self._plainly(target), Form.EXPRESSION)
            if raw or form is Form.TEXT:
                place = self._faults.place(f"{route}[{number}]" if isinstance(targets, list) else route)
                claim = LicenseClaim(role, raw, form, Method.SBOM, place)
                if entry is not None and entry.text:
                    claim = claim._replace(meant=(meaning("", raw, entry.text, (), place),))
                self._claims.setdefault(ref, []).append(self._completed(target, claim))

    def _completed(self, target: Any, claim: LicenseClaim) -> LicenseClaim:
        """The claim with what the graph says of its licenses; an expression may give its own key to each."""
        keys = self._graph.custom_ids(target)
        if not keys:
            return self.document.own_licenses.completed(claim)
        own = OwnLicenses(self._faults)
        for id_, element in keys:
            told = self._graph.license_text(element)
            if told is not None:
                own.add(id_, told.name, told.text, told.urls, self._faults.place(self._routes.get(id_of(element), "")))
        return self.document.own_licenses.completed(own.completed(claim))

    def _plainly(self, target: Any) -> str:
        """What a license that the graph's own reading does not know calls itself; drafts name types and members otherwise."""
        element = self._graph.get(target)
        for key, value in element.items():
            if _name(key) in ("licenseExpression", "licenseId") and isinstance(value, str):
                return value
        name = element.get("name")
        if isinstance(name, str) and name:
            return name
        ref = _ref(target)
        return _name(ref.removesuffix(".html")) if ref else ""

    def _hand_claims_over(self) -> None:
        components = self.document.components
        for ref, claims in self._claims.items():
            counts = Counter(claim.role for claim in claims)
            joined = [
                claim._replace(joined=Joined.UNSAID, group=f"{ref} {claim.role}") if counts[claim.role] > 1 else claim
                for claim in claims
            ]
            # Concluded ones first, as everywhere.
            joined.sort(key=lambda claim: claim.role is not ClaimRole.CONCLUDED)
            position = self._positions[ref]
            told = components[position]._replace(claims=tuple(joined))
            components[position] = self.document.as_osscan_said(told)

    def _roots(self) -> Iterator[tuple[str, str]]:
        """What the document is about: its root elements, or those of the SBOM that is its root."""
        collections = {element.id: element for element in self._elements if element.kind in _COLLECTIONS}
        documents = [element for element in collections.values() if element.kind == "SpdxDocument"] or list(collections.values())
        waiting = [(element, 0) for element in documents]
        while waiting:
            element, depth = waiting.pop()
            roots = element.told.get("rootElement")
            for root in roots if isinstance(roots, list) else [roots]:
                ref = _ref(root)
                if ref in collections and depth < _DEEPEST:
                    waiting.append((collections[ref], depth + 1))
                elif ref:
                    yield ref, route_key(element.route, "rootElement")


def _elements(told: dict[str, Any], above: str) -> Iterator[Element]:
    """The elements of the graph, those too that stand within others."""
    graph = told.get("@graph")
    if isinstance(graph, list):
        route = route_key(above, "@graph")
        waiting = [(one, f"{route}[{position}]", 0) for position, one in enumerate(graph)][::-1]
    else:
        waiting = [(graph if isinstance(graph, dict) else told, above, 0)]
    while waiting:
        raw, route, depth = waiting.pop()
        if not isinstance(raw, dict):
            continue
        plain = {_name(key): value for key, value in raw.items()}
        type_ = raw.get("type", raw.get("@type"))
        type_ = type_[0] if isinstance(type_, list) and type_ else type_
        if isinstance(type_, str):
            yield Element(_name(type_), _ref(raw), plain, raw, route)
        if depth < _DEEPEST:
            waiting += [(one, way, depth + 1) for one, way in _inner(raw, route)][::-1]


def _inner(raw: dict[str, Any], route: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Elements that stand in a member of another instead of their id."""
    for key, value in raw.items():
        if isinstance(value, dict) and _ref(value):
            yield value, route_key(route, key)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for position, one in enumerate(value):
                if isinstance(one, dict) and _ref(one):
                    yield one, f"{route_key(route, key)}[{position}]"


def _ref(told: Any) -> str:
    """The id that is a value or stands in it."""
    if isinstance(told, dict):
        told = told.get("spdxId", told.get("@id"))
    return told if isinstance(told, str) else ""


def _name(word: str) -> str:
    """A name without its profile or address: `software_Package`, `software:Package` and `.../Software/Package` are `Package`."""
    if word.startswith("@"):
        return word
    found = _local(word)
    return found[0] if found else word


def _own_words(extensions: Any) -> Iterator[dict[str, str]]:
    """Properties of CycloneDX that an element carries, as osscan annotates them in SPDX 2."""
    for extension in extensions if isinstance(extensions, list) else ():
        rows = extension.get("extension_cdxProperty") if isinstance(extension, dict) else None
        for name, value in pairs(rows, "extension_cdxPropName", "extension_cdxPropValue"):
            yield {"comment": f"{name}={value}"}


def _purls(told: dict[str, Any]) -> Iterator[str]:
    if isinstance(told.get("packageUrl"), str) and told["packageUrl"].startswith("pkg:"):
        yield told["packageUrl"]
    rows = told.get("externalIdentifier", told.get("externalIdentifiers"))
    for row in rows if isinstance(rows, list) else [rows]:
        if isinstance(row, dict) and isinstance(row.get("identifier"), str) and row["identifier"].startswith("pkg:"):
            yield row["identifier"]


def _checksums(told: dict[str, Any]) -> Iterator[dict[str, str]]:
    rows = told.get("verifiedUsing")
    for row in rows if isinstance(rows, list) else [rows]:
        if isinstance(row, dict) and isinstance(row.get("algorithm"), str) and isinstance(row.get("hashValue"), str):
            yield {"algorithm": _name(row["algorithm"]).upper(), "checksumValue": row["hashValue"]}
