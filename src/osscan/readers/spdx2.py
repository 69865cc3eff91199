"""SPDX 2: what a document says of packages, licenses and relationships, whether it was written as JSON or tag-value."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, NamedTuple

from osscan.inputs.faults import Faults
from osscan.inputs.json_rows import Shape, members_of, unset
from osscan.inputs.json_walk import CutObject, route_key
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component, Kind, Relation, Scope
from osscan.model.inventory import Edge, Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.model.problem import Severity
from osscan.model.purl import parts
from osscan.readers.gathering import strongest
from osscan.readers.own_licenses import OwnLicenses
from osscan.readers.own_words import OWN, held, with_own_words
from osscan.readers.telling import occurrences, stand_in_name, tell_doubled, word

FORMAT = "SPDX"
VERSIONS = ("2.0", "2.1", "2.2", "2.3")
GIVES = Gives(licenses=Extent.SOME, edges=Extent.SOME, scopes=Extent.SOME, hashes=Extent.SOME)
DOCUMENT = "SPDXRef-DOCUMENT"

_TEXTS = ("name", "versionInfo", "SPDXID")
_ENDS = ("spdxElementId", "relationshipType", "relatedSpdxElement")
_LICENSES = (("licenseConcluded", ClaimRole.CONCLUDED), ("licenseDeclared", ClaimRole.DECLARED))
_KINDS = {"": Kind.LIBRARY, "LIBRARY": Kind.LIBRARY, "FRAMEWORK": Kind.LIBRARY, "APPLICATION": Kind.APPLICATION}
_PASSED = frozenset({"OTHER", "GENERATED_FROM", "COPY_OF", "DOCUMENTATION_OF"})
"""Common types that say nothing of who needs whom."""
_CONCLUDED, _DECLARED, _FORM, _METHOD = ClaimRole.CONCLUDED, ClaimRole.DECLARED, Form.EXPRESSION, Method.SBOM
_ALONE, _SCOPE, _KIND = Joined.ALONE, Scope.UNKNOWN, Kind.LIBRARY
"""Members of enumerations, which would be looked up for every package."""
_NOBODY = frozenset({"NONE", "NOASSERTION", DOCUMENT, ""})

PACKAGE = Shape(
    texts=("name", "versionInfo", "SPDXID", "licenseConcluded", "licenseDeclared", "primaryPackagePurpose"),
    values=("licenseInfoFromFiles",),
    passed=(
        *("supplier", "originator", "downloadLocation", "filesAnalyzed", "homepage", "sourceInfo", "licenseComments"),
        *("copyrightText", "summary", "description", "comment", "packageFileName", "packageVerificationCode", "hasFiles"),
        *("attributionTexts", "annotations", "releaseDate", "builtDate", "validUntilDate"),
    ),
    lists=(
        ("externalRefs", Shape(texts=("referenceType", "referenceLocator"), passed=("referenceCategory", "comment"))),
        ("checksums", Shape(texts=("algorithm", "checksumValue"))),
    ),
)
FILE = Shape(
    texts=("SPDXID",),
    passed=(
        *("fileName", "fileTypes", "checksums", "licenseConcluded", "licenseInfoInFiles", "licenseComments", "copyrightText"),
        *("comment", "noticeText", "fileContributors", "fileDependencies", "attributionTexts", "annotations", "artifactOfs"),
    ),
)
RELATIONSHIP = Shape(texts=("spdxElementId", "relationshipType", "relatedSpdxElement"), passed=("comment",))
WHOLE = Shape(
    values=("spdxVersion", "documentDescribes", "snippets", "hasExtractedLicensingInfos"),
    passed=(
        *("SPDXID", "name", "dataLicense", "documentNamespace", "creationInfo", "comment", "externalDocumentRefs"),
        *("annotations", "revieweds"),
    ),
    lists=(("packages", PACKAGE), ("files", FILE), ("relationships", RELATIONSHIP)),
)
"""What is read of a document, and what else SPDX 2.2 and 2.3 know."""


class _Link(NamedTuple):
    """What a relationship type says: the way of the edge, and what is known of the one that is needed."""

    backward: bool = False
    """Whether the second end needs the first (`A DEPENDENCY_OF B`)."""
    scope: Scope = Scope.UNKNOWN
    relation: Relation | None = None
    depends: bool = True
    """Whether it is a dependency; CONTAINS and the like only lead to a package and do not speak of its scope."""


_LINKS = {
    "DEPENDS_ON": _Link(),
    "DEPENDENCY_OF": _Link(backward=True),
    "RUNTIME_DEPENDENCY_OF": _Link(backward=True, scope=Scope.RUNTIME),
    "PROVIDED_DEPENDENCY_OF": _Link(backward=True, scope=Scope.PROVIDED),
    "OPTIONAL_DEPENDENCY_OF": _Link(backward=True, scope=Scope.OPTIONAL),
    "OPTIONAL_COMPONENT_OF": _Link(backward=True, scope=Scope.OPTIONAL),
    "BUILD_DEPENDENCY_OF": _Link(backward=True, scope=Scope.BUILD),
    "BUILD_TOOL_OF": _Link(backward=True, scope=Scope.BUILD),
    "TEST_DEPENDENCY_OF": _Link(backward=True, scope=Scope.TEST),
    "TEST_TOOL_OF": _Link(backward=True, scope=Scope.TEST),
    "TEST_OF": _Link(backward=True, scope=Scope.TEST),
    "DEV_DEPENDENCY_OF": _Link(backward=True, scope=Scope.DEV),
    "DEV_TOOL_OF": _Link(backward=True, scope=Scope.DEV),
    "HAS_PREREQUISITE": _Link(),
    "PREREQUISITE_FOR": _Link(backward=True),
    "STATIC_LINK": _Link(relation=Relation.STATIC_LINK),
    "DYNAMIC_LINK": _Link(relation=Relation.DYNAMIC_LINK),
    "CONTAINS": _Link(depends=False),
    "CONTAINED_BY": _Link(backward=True, depends=False),
    "PACKAGE_OF": _Link(backward=True, depends=False),
}
"""SPDX 2.3, 11.1; types that are missing here lead from no package to one that it needs."""


class Document:
    """Takes the parts of a document in any order and makes one Inventory of them.

    All packages are components, the described one too; where exactly one is described, the root of the Inventory
    is that same component, so that edges and paths begin there, and it is not first-party by that alone.
    """

    def __init__(self, faults: Faults) -> None:
        self.components: list[Component] = []
        self._faults = faults
        self._place = faults.place
        self._wrong = faults.wrong_type
        self._positions: dict[str, int] = {}
        self._others: set[str] = set()
        self._described: dict[str, None] = {}
        self._edges: dict[Edge, bool] = {}
        self._open: list[tuple[str, _Link, str, Place]] = []
        self._scopes: dict[Edge, Scope] = {}
        self._relations: dict[str, Relation] = {}
        self._raws: dict[str, str] = {}
        self._own: dict[str, list[tuple[str, str]]] = {}
        self._apart: dict[str, None] = {}
        self.own_licenses = OwnLicenses(faults)

    def package(self, told: Any, route: str) -> None:
        """Takes one package; what is no object is a component without a name, what was cut off is none."""
        if isinstance(told, CutObject):
            return
        if not isinstance(told, dict):
            self._wrong(route, "object", told)
            told = {}
        component = self._component(told, route)
        self._positions[component.ref] = len(self.components)
        self.components.append(component)

    def file(self, told: Any, _route: str = "") -> None:
        """Remembers the ids of files and snippets, which are no components but may stand in relationships."""
        ref = told.get("SPDXID") if isinstance(told, dict) else None
        if isinstance(ref, str):
            self._others.add(ref)

    def describes(self, ref: Any, route: str) -> None:
        """Takes one id of what the document is about."""
        if isinstance(ref, str):
            self._described[ref] = None
        else:
            self._wrong(route, "string", ref)

    def relationship(self, told: Any, route: str) -> None:
        """Takes one relationship; those that say nothing of who needs whom are passed over."""
        if isinstance(told, CutObject):
            return
        if not isinstance(told, dict):
            self._wrong(route, "object", told)
            return
        first, type_, second = told.get("spdxElementId"), told.get("relationshipType"), told.get("relatedSpdxElement")
        if not (first.__class__ is type_.__class__ is second.__class__ is str):
            self._wrong(route, ", ".join(_ENDS), told)
            return
        if second in self._others or first in self._others:
            return
        link = _LINKS.get(type_) or _LINKS.get(type_.upper())
        if link is None:
            self._describes(first, type_.upper(), second)
        elif first in self._positions and second in self._positions:
            self._take_edge(first, link, second)
        elif first not in _NOBODY and second not in _NOBODY:
            self._open.append((first, link, second, self._place(route)))

    def description(self, told: Any, _route: str = "") -> None:
        """Takes of a relationship only whether it names what the document is about."""
        first, type_, second = (told.get(end) for end in _ENDS) if isinstance(told, dict) else (None, None, None)
        if isinstance(first, str) and isinstance(type_, str) and isinstance(second, str):
            self._describes(first, type_.upper(), second)

    @property
    def described(self) -> Collection[str]:
        """The ids of what the document is about, known so far."""
        return self._described.keys()

    def file_rows(self, rows: list[Any]) -> None:
        """Takes files or snippets of the shape FILE."""
        self._others.update(told.SPDXID for told in rows if told.SPDXID.__class__ is str)

    def relationship_rows(self, rows: list[Any], above: str) -> None:
        """Takes relationships of the shape RELATIONSHIP; what is odd about one, or not known yet, takes the long way."""
        positions, components, edges, others = self._positions, self.components, self._edges, self._others
        described = self._described
        for position, told in enumerate(rows):
            first, type_, second = told.spdxElementId, told.relationshipType, told.relatedSpdxElement
            if second in others or first in others or type_ in _PASSED:
                if first.__class__ is type_.__class__ is second.__class__ is str:
                    continue
            elif type_ == "DESCRIBES" and first == DOCUMENT and second.__class__ is str:
                described[second] = None
                continue
            elif type_ == "DEPENDS_ON" and first in positions and second in positions:
                edges[components[positions[first]].ref, components[positions[second]].ref] = True
                continue
            self.relationship(members_of(told, RELATIONSHIP), f"{above}[{position}]")

    def package_rows(self, rows: list[Any], above: str) -> None:
        """Takes packages of the shape PACKAGE; those that say no more than most do are taken without a detour."""
        new, path, positions, raws = tuple.__new__, self._faults.source.path, self._positions, self._raws
        missing, append = unset(), self.components.append
        for position, told in enumerate(rows):
            route = f"{above}[{position}]"
            name, version, ref = told.name, told.versionInfo, told.SPDXID
            concluded, declared, references, sums = told.licenseConcluded, told.licenseDeclared, told.externalRefs, told.checksums
            if (
                not (name.__class__ is version.__class__ is ref.__class__ is str)
                or not (told.licenseInfoFromFiles is told.primaryPackagePurpose is missing)
                or not ref
                or ref in positions
                or not name
                or name.isspace()
                or version in _NOBODY
                or (told.annotations is not missing and held(told.annotations))
            ):
                more = {} if told.annotations is missing else {"annotations": json.loads(bytes(told.annotations))}
                self.package(members_of(told, PACKAGE) | more, route)
                continue
            purl = "" if references is missing else _plain_purl(references)
            hashes = () if sums is missing else _plain_hashes(sums)
            if purl is None or hashes is None:
                self.package(members_of(told, PACKAGE), route)
                continue
            claims: tuple[LicenseClaim, ...] = ()
            if concluded.__class__ is str and concluded and not concluded.isspace():
                concluded = raws.setdefault(concluded, concluded)
                at = new(Place, (path, f"{route}.licenseConcluded", None, None))
                claims = (new(LicenseClaim, (_CONCLUDED, concluded, _FORM, _METHOD, at, _ALONE, "", 1.0, ())),)
            if declared.__class__ is str and declared and not declared.isspace():
                declared = raws.setdefault(declared, declared)
                at = new(Place, (path, f"{route}.licenseDeclared", None, None))
                claims = (*claims, new(LicenseClaim, (_DECLARED, declared, _FORM, _METHOD, at, _ALONE, "", 1.0, ())))
            place = new(Place, (path, route, None, None))
            positions[ref] = len(self.components)
            append(new(Component, (name, version, place, ref, purl, claims, _SCOPE, _KIND, "", False, None, hashes, 1)))

    def inventory(self, reader: str, version: str) -> Inventory:
        """All that was taken, once nothing more comes."""
        self._close_edges()
        self._tell_scopes()
        for ref in self._apart:
            if (position := self._positions.get(ref)) is not None:
                self.components[position] = self.as_osscan_said(self.components[position])
        self.own_licenses.handed_to(self.components)
        described = [ref for ref in self._described if ref in self._positions]
        root = self.components[self._positions[described[0]]] if len(described) == 1 else None
        components, problems = tuple(self.components), self._faults.problems()
        return Inventory(self._faults.source.path, reader, FORMAT, version, root, components, tuple(self._edges), problems, GIVES)

    def _component(self, told: dict[str, Any], route: str) -> Component:
        faults = self._faults
        tell_doubled(faults, told, route)
        name, version, ref = map(told.get, _TEXTS)
        if not (name.__class__ is version.__class__ is ref.__class__ is str):
            name, version, ref = (word(faults, told, key, route) for key in _TEXTS)
        purl = self._purl(told, route) if "externalRefs" in told else ""
        if version in _NOBODY:
            version = parts(purl)[3]
        ref = self._ref(ref, route)
        component = Component(
            name if name and not name.isspace() else stand_in_name(faults, purl, ref, route),
            version,
            self._place(route),
            ref,
            purl,
            self._claims(told, route),
            kind=self._kind(told, route) if "primaryPackagePurpose" in told else Kind.LIBRARY,
            hashes=self._hashes(told, route) if "checksums" in told else (),
        )
        return self._with_own_words(component, told["annotations"]) if "annotations" in told else component

    def annotated(self, ref: str, comment: str) -> None:
        """Takes an annotation that stands apart from its package."""
        if comment.startswith(OWN):
            name, _, value = comment.partition("=")
            self._own.setdefault(ref, []).append((name, value))
            self._apart[ref] = None

    def as_osscan_said(self, component: Component) -> Component:
        """A component of which more has been learned, with what osscan said of it."""
        return with_own_words(component, self._own.get(component.ref, ()))

    def _with_own_words(self, component: Component, annotations: Any) -> Component:
        """What osscan annotated, `osscan:scope=dev` each; it counts more than what relationships say."""
        rows = annotations if isinstance(annotations, list) else []
        comments = (row.get("comment") for row in rows if isinstance(row, dict))
        said = [one.partition("=") for one in comments if isinstance(one, str) and one.startswith(OWN)]
        if not said:
            return component
        self._own[component.ref] = [(name, value) for name, _, value in said]
        return with_own_words(component, self._own[component.ref])

    def _ref(self, ref: str, route: str) -> str:
        """The SPDXID; the route when there is none or when it is taken."""
        if not ref:
            return route
        if ref in self._positions:
            self._faults.warning("duplicate-ref", route_key(route, "SPDXID"), ref=ref)
            return route
        return ref

    def _kind(self, told: dict[str, Any], route: str) -> Kind:
        return _KINDS.get(word(self._faults, told, "primaryPackagePurpose", route).upper(), Kind.OTHER)

    def _purl(self, told: dict[str, Any], route: str) -> str:
        """The first external reference that is a package URL."""
        for references, inner in occurrences(told, "externalRefs", route):
            if not isinstance(references, list):
                self._wrong(inner, "array", references)
                continue
            for position, reference in enumerate(references):
                type_, locator = _both(reference, "referenceType", "referenceLocator")
                if not type_:
                    self._wrong(f"{inner}[{position}]", "referenceType, referenceLocator", reference)
                elif type_.endswith("purl") or locator.startswith("pkg:"):
                    return locator
        return ""

    def _hashes(self, told: dict[str, Any], route: str) -> tuple[tuple[str, str], ...]:
        found = []
        for checksums, inner in occurrences(told, "checksums", route):
            if not isinstance(checksums, list):
                self._wrong(inner, "array", checksums)
                continue
            for position, checksum in enumerate(checksums):
                algorithm, digest = _both(checksum, "algorithm", "checksumValue")
                if algorithm:
                    found.append((algorithm.removeprefix("checksumAlgorithm_"), digest.lower()))
                else:
                    self._wrong(f"{inner}[{position}]", "algorithm, checksumValue", checksum)
        return tuple(found)

    def _claims(self, told: dict[str, Any], route: str) -> tuple[LicenseClaim, ...]:
        claims: list[LicenseClaim] = []
        for key, role in _LICENSES:
            raw = told.get(key)
            if raw.__class__ is str and told.__class__ is dict:
                self._take_claim(raw, f"{route}.{key}", role, claims)
                continue
            for value, inner in occurrences(told, key, route):
                self._take_claim(value, inner, role, claims)
        if "licenseInfoFromFiles" in told:
            for found, inner in occurrences(told, "licenseInfoFromFiles", route):
                self._take_found(found, inner, claims)
        return tuple(claims)

    def _take_claim(self, raw: Any, route: str, role: ClaimRole, claims: list[LicenseClaim]) -> None:
        if not isinstance(raw, str):
            self._wrong(route, "string", raw)
        elif raw and not raw.isspace():
            raw = self._raws.setdefault(raw, raw)
            claims.append(LicenseClaim(role, raw, Form.EXPRESSION, Method.SBOM, self._place(route)))

    def _take_found(self, found: Any, route: str, claims: list[LicenseClaim]) -> None:
        """What the files of a package were found to say holds all at once."""
        if not isinstance(found, list):
            self._wrong(route, "array", found)
            found = [found] if isinstance(found, str) else []
        mine: list[LicenseClaim] = []
        for position, raw in enumerate(found):
            self._take_claim(raw, f"{route}[{position}]", ClaimRole.DETECTED, mine)
        claims += mine if len(mine) == 1 else [claim._replace(joined=Joined.ALL, group=route) for claim in mine]

    def _describes(self, first: str, type_: str, second: str) -> None:
        if type_ == "DESCRIBES" and first == DOCUMENT:
            self._described[second] = None
        elif type_ == "DESCRIBED_BY" and second == DOCUMENT:
            self._described[first] = None

    def _take_edge(self, first: str, link: _Link, second: str) -> None:
        # The refs of the components themselves: equal texts from each relationship would stay in memory for good.
        needing, needed = (second, first) if link.backward else (first, second)
        edge = (self.components[self._positions[needing]].ref, self.components[self._positions[needed]].ref)
        self._edges[edge] = self._edges.get(edge, False) or link.depends
        if link.scope is not Scope.UNKNOWN:
            self._scopes[edge] = strongest((link.scope, self._scopes.get(edge, Scope.UNKNOWN)))
        if link.relation is not None and self._relations.get(edge[1]) is not Relation.STATIC_LINK:
            self._relations[edge[1]] = link.relation

    def _close_edges(self) -> None:
        """Edges whose ends were not known yet when they were read; those that never got known are told once an end."""
        told: set[str] = set()
        for first, link, second, place in self._open:
            unknown = [end for end in (first, second) if end not in self._positions]
            if not unknown:
                self._take_edge(first, link, second)
            for end in unknown:
                if end not in told and end not in self._others and not end.startswith("DocumentRef-"):
                    told.add(end)
                    self._faults.tell(Severity.WARNING, "dangling-ref", place, ref=end)

    def _tell_scopes(self) -> None:
        """A scope holds for a package that nothing needs without one; the strongest of several holds."""
        known: dict[str, list[Scope]] = {}
        for (_, needed), scope in self._scopes.items():
            known.setdefault(needed, []).append(scope)
        for edge, depends in self._edges.items() if known else ():
            if depends and edge not in self._scopes:
                known.pop(edge[1], None)
        for ref in {**known, **self._relations}:
            position = self._positions[ref]
            scope, relation = strongest(known.get(ref, ())), self._relations.get(ref)
            told = self.components[position]._replace(scope=scope, relation=relation)
            self.components[position] = self.as_osscan_said(told)


def _plain_purl(references: list[Any]) -> str | None:
    """The first external reference that is a package URL; None where a closer look is needed."""
    for reference in references:
        type_, locator = reference.referenceType, reference.referenceLocator
        if not (type_.__class__ is locator.__class__ is str) or not type_:
            return None
        if type_.endswith("purl") or locator.startswith("pkg:"):
            return str(locator)
    return ""


def _plain_hashes(checksums: list[Any]) -> tuple[tuple[str, str], ...] | None:
    found = []
    for checksum in checksums:
        algorithm, digest = checksum.algorithm, checksum.checksumValue
        if not (algorithm.__class__ is digest.__class__ is str) or not algorithm:
            return None
        found.append((algorithm.removeprefix("checksumAlgorithm_"), digest.lower()))
    return tuple(found)


def _both(told: Any, first: str, second: str) -> tuple[str, str]:
    """The texts of two fields that only make sense together; empty when one is missing."""
    if told.__class__ is dict:
        one, other = told.get(first), told.get(second)
        if one.__class__ is other.__class__ is str:
            return one, other
    return "", ""
