"""CycloneDX: what a document says of components, licenses and dependencies, whether it was written as JSON or XML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from osscan.inputs.faults import Faults
from osscan.inputs.json_rows import Shape, members_of, unset
from osscan.inputs.json_walk import CutObject, route_key
from osscan.model.component import Component, Kind, Scope
from osscan.model.inventory import Edge, Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.model.problem import Severity
from osscan.model.purl import parts
from osscan.readers.cyclonedx_licenses import Licenses
from osscan.readers.own_words import held, pairs, with_own_words
from osscan.readers.telling import grouped_name, occurrences, stand_in_name, tell_doubled, word

FORMAT = "CycloneDX"
VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
GIVES = Gives(licenses=Extent.SOME, edges=Extent.SOME, scopes=Extent.SOME, hashes=Extent.SOME)

_TEXTS = ("name", "version", "purl", "bom-ref", "type")
_SCOPES = {"required": Scope.RUNTIME, "optional": Scope.OPTIONAL, "excluded": Scope.EXCLUDED}
_KINDS = {"library": Kind.LIBRARY, "framework": Kind.LIBRARY, "": Kind.LIBRARY, "application": Kind.APPLICATION}
_ALGORITHMS = {"SHA-1": "SHA1", "SHA-224": "SHA224", "SHA-256": "SHA256", "SHA-384": "SHA384", "SHA-512": "SHA512"}
_ELSEWHERE = "urn:cdx:"
"""Begins a BOM-Link, which names something in another document."""

COMPONENT = Shape(
    texts=("name", "version", "purl", "bom-ref", "type", "scope", "group"),
    values=("licenses", "evidence", "components"),
    passed=(
        *("supplier", "manufacturer", "authors", "author", "publisher", "mime-type", "description", "copyright", "cpe", "swid"),
        *("omniborId", "swhid", "modified", "pedigree", "externalReferences", "properties", "releaseNotes", "modelCard", "data"),
        *("cryptoProperties", "tags", "signature", "isExternal", "versionRange", "patentAssertions"),
    ),
    lists=(("hashes", Shape(texts=("alg", "content"))),),
)
DEPENDENCY = Shape(values=("ref", "dependsOn"), passed=("provides",))
DOCUMENT = Shape(
    values=("bomFormat", "specVersion", "metadata", "services"),
    passed=(
        *("$schema", "serialNumber", "version", "externalReferences", "compositions", "vulnerabilities", "annotations"),
        *("formulation", "declarations", "definitions", "properties", "citations", "signature"),
    ),
    lists=(("components", COMPONENT), ("dependencies", DEPENDENCY)),
)
"""What is read of a document, and what else CycloneDX 1.2-1.7 knows."""


class Bom:
    """Takes the parts of a document in any order and makes one Inventory of them.

    A component's name is `group/name`, for Maven packages `group:name`.
    """

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._place = faults.place
        self._wrong = faults.wrong_type
        self._warn = faults.warning
        self._path = faults.source.path
        self._root: Component | None = None
        self.components: list[Component] = []
        self._refs: dict[str, str] = {}
        self._services: set[str] = set()
        self._edges: dict[Edge, None] = {}
        self._open_edges: list[tuple[str, str | None, Place]] = []
        self._licenses = Licenses(faults)

    def product(self, told: Any, route: str) -> None:
        """Takes the component that the document is about; those nested in it are components like all others."""
        if isinstance(told, CutObject):
            self._nested(told, route, "")
            return
        if not isinstance(told, dict):
            self._wrong(route, "object", told)
            return
        self._root = self._component(told, route)
        self._nested(told, route, self._root.ref)

    def component(self, told: Any, route: str) -> None:
        """Takes one component and all that are nested in it; what is no object is a component without a name."""
        if told.__class__ is not dict:
            if isinstance(told, CutObject):
                self._nested(told, route, "")
                return
            if not isinstance(told, dict):
                self._wrong(route, "object", told)
                told = {}
        component = self._component(told, route)
        self.components.append(component)
        if "components" in told:
            self._nested(told, route, component.ref)

    def rows(self, rows: list[Any], above: str) -> None:
        """Takes components of the shape COMPONENT; those that say no more than most do are taken without a detour.

        They are nine of ten in a document, and each call counts ten thousand times.
        """
        new, path, refs, plain_claim, missing = tuple.__new__, self._path, self._refs, self._licenses.plain, unset()
        append, kinds, scopes, algorithms = self.components.append, _KINDS, _SCOPES, _ALGORITHMS
        for position, told in enumerate(rows):
            route = f"{above}[{position}]"
            name, version, purl, ref, type_ = told.name, told.version, told.purl, told.bom_ref, told.type
            scope = Scope.UNKNOWN if told.scope is missing else scopes.get(told.scope)
            if (
                not (name.__class__ is version.__class__ is purl.__class__ is ref.__class__ is type_.__class__ is str)
                or not (told.group is told.evidence is told.components is missing)
                or not ref
                or ref in refs
                or not name
                or name.isspace()
                or scope is None
                or (told.properties is not missing and held(told.properties))
            ):
                more = {} if told.properties is missing else {"properties": json.loads(bytes(told.properties))}
                self.component(members_of(told, COMPONENT) | more, route)
                continue
            if ref == purl:
                ref = purl
            refs[ref] = ref
            licenses = told.licenses
            claims = () if licenses is missing else plain_claim(licenses, route)
            if claims is None:
                claims = self._licenses.claims({"licenses": licenses}, route)
            hashes: tuple[tuple[str, str], ...] = ()
            if told.hashes is not missing:
                for one in told.hashes:
                    algorithm, digest = one.alg, one.content
                    if not (algorithm.__class__ is digest.__class__ is str):
                        hashes = self._hashes(members_of(told, COMPONENT), route)
                        break
                    hashes += ((algorithms.get(algorithm, algorithm), digest.lower()),)
            place = new(Place, (path, route, None, None))
            kind = kinds.get(type_, Kind.OTHER)
            append(new(Component, (name, version, place, ref, purl, claims, scope, kind, "", False, None, hashes, 1)))

    def dependency_rows(self, rows: list[Any], above: str) -> None:
        """Takes dependencies of the shape DEPENDENCY; what is odd about one takes the long way."""
        refs, edges, missing = self._refs, self._edges, unset()
        for position, told in enumerate(rows):
            needing = refs.get(told.ref) if told.ref.__class__ is str else None
            needs = told.dependsOn
            if needing is not None and needs is missing:
                continue
            try:
                if needing is not None and needs.__class__ is list:
                    for need in needs:
                        edges[needing, refs[need]] = None
                    continue
            except (KeyError, TypeError):
                pass
            self.dependency(members_of(told, DEPENDENCY), f"{above}[{position}]")

    def service(self, told: Any, _route: str = "") -> None:
        """Remembers services, which are no components but may stand in dependencies."""
        waiting = [told]
        while waiting:
            service = waiting.pop()
            if isinstance(service, dict):
                ref = service.get("bom-ref")
                if isinstance(ref, str):
                    self._services.add(ref)
                below = service.get("services")
                waiting += below if isinstance(below, list) else []

    def dependency(self, told: Any, route: str) -> None:
        """Takes one entry of `dependencies`."""
        ref = told.get("ref") if isinstance(told, dict) else None
        if not isinstance(ref, str):
            self._wrong(
                route_key(route, "ref") if isinstance(told, dict) else route,
                "string" if isinstance(told, dict) else "object",
                ref,
            )
            return
        needing = self._refs.get(ref)
        if needing is None:
            self._open_edges.append((ref, None, self._place(route_key(route, "ref"))))
        for needs, inner in occurrences(told, "dependsOn", route):
            if not isinstance(needs, list):
                self._wrong(inner, "array", needs)
                continue
            for position, need in enumerate(needs):
                needed = self._refs.get(need) if isinstance(need, str) else None
                if needing is not None and needed is not None:
                    self._edges[needing, needed] = None
                elif isinstance(need, str):
                    self._open_edges.append((ref, need, self._place(f"{inner}[{position}]")))
                else:
                    self._wrong(f"{inner}[{position}]", "string", need)

    def inventory(self, reader: str, version: str) -> Inventory:
        """All that was taken, once nothing more comes."""
        self._close_edges()
        return Inventory(
            self._path,
            reader,
            FORMAT,
            version,
            self._root,
            tuple(self.components),
            tuple(self._edges),
            self._faults.problems(),
            GIVES,
        )

    def _nested(self, told: dict[str, Any], route: str, parent: str) -> None:
        """Flattens nested components in the order of the document; one that was cut off gives only what is whole in it."""
        waiting = list(self._children(told, route, parent))[::-1]
        while waiting:
            child, inner, parent = waiting.pop()
            if isinstance(child, CutObject):
                waiting += list(self._children(child, inner, ""))[::-1]
                continue
            if not isinstance(child, dict):
                self._wrong(inner, "object", child)
                child = {}
            component = self._component(child, inner)
            self.components.append(component)
            if parent:
                self._edges[parent, component.ref] = None
            if "components" in child:
                waiting += list(self._children(child, inner, component.ref))[::-1]

    def _children(self, told: dict[str, Any], route: str, parent: str) -> Iterator[tuple[Any, str, str]]:
        for children, inner in occurrences(told, "components", route):
            if isinstance(children, list):
                for position, child in enumerate(children):
                    yield child, f"{inner}[{position}]", parent
            else:
                self._wrong(inner, "array", children, lost=True)

    def _component(self, told: dict[str, Any], route: str) -> Component:
        if told.__class__ is not dict:
            tell_doubled(self._faults, told, route)
        name, version, purl, ref, type_ = map(told.get, _TEXTS)
        if not (name.__class__ is version.__class__ is purl.__class__ is ref.__class__ is type_.__class__ is str):
            name, version, purl, ref, type_ = (word(self._faults, told, key, route) for key in _TEXTS)
            if purl and not version:
                version = parts(purl)[3]
        known = self._ref(ref, route, purl)
        component = Component(
            name if name and "group" not in told and not name.isspace() else self._name(told, name, purl, known, route),
            version,
            self._place(route),
            known,
            purl,
            self._licenses.claims(told, route),
            self._scope(told, route) if "scope" in told else Scope.UNKNOWN,
            _KINDS.get(type_, Kind.OTHER),
            hashes=self._hashes(told, route) if "hashes" in told else (),
        )
        own = pairs(told["properties"], "name", "value") if "properties" in told else ()
        return with_own_words(component, own) if own else component

    def _name(self, told: dict[str, Any], name: str, purl: str, ref: str, route: str) -> str:
        if not name or name.isspace():
            return stand_in_name(self._faults, purl, ref, route)
        return grouped_name(word(self._faults, told, "group", route), name, purl)

    def _ref(self, ref: str, route: str, purl: str) -> str:
        """The bom-ref; the route when there is none or when it is taken."""
        if not ref:
            ref = route
        elif ref in self._refs:
            self._warn("duplicate-ref", route_key(route, "bom-ref"), ref=ref)
            return route
        elif ref == purl:
            ref = purl
        self._refs[ref] = ref
        return ref

    def _scope(self, told: dict[str, Any], route: str) -> Scope:
        plain = _SCOPES.get(told["scope"]) if told["scope"].__class__ is str else None
        if plain is not None:
            return plain
        said = word(self._faults, told, "scope", route)
        if said and said not in _SCOPES:
            self._warn("field-unknown-value", f"{route}.scope", value=said, expected=", ".join(_SCOPES))
        return _SCOPES.get(said, Scope.UNKNOWN)

    def _hashes(self, told: dict[str, Any], route: str) -> tuple[tuple[str, str], ...]:
        hashes = told["hashes"]
        if not isinstance(hashes, list):
            if hashes is not None:
                self._wrong(f"{route}.hashes", "array", hashes)
            return ()
        if len(hashes) == 1 and (only := hashes[0]).__class__ is dict:
            algorithm, digest = only.get("alg"), only.get("content")
            if algorithm.__class__ is digest.__class__ is str:
                return ((_ALGORITHMS.get(algorithm, algorithm), digest.lower()),)
        found = []
        for position, entry in enumerate(hashes):
            algorithm = entry.get("alg") if isinstance(entry, dict) else None
            digest = entry.get("content") if isinstance(entry, dict) else None
            if isinstance(algorithm, str) and isinstance(digest, str):
                found.append((_ALGORITHMS.get(algorithm, algorithm), digest.lower()))
            else:
                self._wrong(f"{route}.hashes[{position}]", "alg, content", entry)
        return tuple(found)

    def _close_edges(self) -> None:
        """Edges whose ends were not known yet when they were read; those that never got known are told once an end."""
        told: set[str] = set()
        for ref, need, place in self._open_edges:
            unknown = [end for end in (ref, need) if end is not None and end not in self._refs]
            if need is not None and not unknown:
                self._edges[self._refs[ref], self._refs[need]] = None
            for end in unknown:
                if end not in told and end not in self._services and not end.startswith(_ELSEWHERE):
                    told.add(end)
                    self._faults.tell(Severity.WARNING, "dangling-ref", place, ref=end)
