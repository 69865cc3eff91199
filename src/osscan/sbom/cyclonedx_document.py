"""A Bom as a CycloneDX document in JSON form (1.2-1.7) that the official schema accepts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from osscan.model.bom import Bom, Checksum, Joint, LicenseRole, LicenseText, Part, Party, PartyKind, Reference
from osscan.model.claim import NOASSERTION, NONE
from osscan.sbom.cyclonedx_licenses import rows
from osscan.sbom.fit import fitted
from osscan.sbom.schema import validator
from osscan.sbom.words import ALGORITHMS_CYCLONEDX, DELIVERABLE_PROPERTIES, EFFECTIVE_PROPERTIES

_DEPTH = 20
"""Deeper nested components stand beside each other: readers that follow the nesting have to end somewhere."""
_PHASES = frozenset({"design", "pre-build", "build", "post-build", "operations", "discovery", "decommission"})
_KINDS = frozenset({"application", "framework", "library", "container", "operating-system", "device", "firmware", "file"})
_KINDS_15 = _KINDS | {"platform", "device-driver", "machine-learning-model", "data"}
_KINDS_16 = _KINDS_15 | {"cryptographic-asset"}
_NOTHING = frozenset({"", NONE, NOASSERTION})
_serial = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}").fullmatch
_digest = re.compile(r"[a-fA-F0-9]{32}|[a-fA-F0-9]{40}|[a-fA-F0-9]{64}|[a-fA-F0-9]{96}|[a-fA-F0-9]{128}").fullmatch
_edition = re.compile(r"[1-9][0-9]{0,17}").fullmatch


def document(bom: Bom, version: str) -> dict[str, Any]:
    """The document that tells these facts, as far as this version of CycloneDX has a place for them."""
    return fitted(_Writing(bom, tuple(int(number) for number in version.split("."))).document(version), validator(version))


class _Writing:
    """Writes one Bom; every member only where the version knows it."""

    def __init__(self, bom: Bom, version: tuple[int, ...]) -> None:
        self._bom = bom
        self._version = version
        self._texts: dict[str, LicenseText] = {one.id: one for one in bom.license_texts}
        self._parts = {part.ref: part for part in bom.parts}
        self._below, self._nested = self._nesting()

    def document(self, version: str) -> dict[str, Any]:
        bom, told = self._bom, {"bomFormat": "CycloneDX", "specVersion": version}
        root = self._parts.get(bom.root)
        top = [part for part in bom.parts if part is not root and part.ref not in self._nested]
        told |= _said(
            serialNumber=_serial_number(bom.serial),
            version=int(bom.edition) if _edition(bom.edition) else 1,
            metadata=self._metadata(root),
            components=[self._component(part) for part in top],
            dependencies=self._dependencies(),
        )
        if self._version >= (1, 3):
            told |= _said(compositions=self._compositions())
        return told

    def _nesting(self) -> tuple[dict[str, list[str]], set[str]]:
        """Parts that stand in the one part that contains them; the root contains all without being said to."""
        holders: dict[str, set[str]] = {}
        for link in self._bom.links:
            if link.joint is Joint.CONTAINS and link.source in self._parts and link.target in self._parts:
                holders.setdefault(link.target, set()).add(link.source)
        above = {ref: next(iter(refs)) for ref, refs in holders.items() if len(refs) == 1 and ref != self._bom.root}
        above = {ref: holder for ref, holder in above.items() if holder != self._bom.root}
        below: dict[str, list[str]] = {}
        nested: set[str] = set()
        for part in self._bom.parts:
            if part.ref in above and _reaches_top(part.ref, above):
                below.setdefault(above[part.ref], []).append(part.ref)
                nested.add(part.ref)
        return below, nested

    def _metadata(self, root: Part | None) -> dict[str, Any]:
        bom, version = self._bom, self._version
        organizations = [party for party in bom.authors if party.kind is PartyKind.ORGANIZATION and version >= (1, 6)]
        maker = bom.manufacturer or next(iter(organizations), None)
        authors = [party for party in bom.authors if party is not maker]
        told = _said(timestamp=bom.created)
        if version >= (1, 5):
            told |= _said(lifecycles=[{"phase" if one in _PHASES else "name": one} for one in bom.lifecycles])
        told |= _said(tools=self._tools(), authors=[_contact(party) for party in authors])
        told |= _said(component=self._component(root) if root is not None else None)
        told |= _said(**{"manufacturer" if version >= (1, 6) else "manufacture": _organization(maker)})
        told |= _said(supplier=_organization(bom.supplier))
        if version >= (1, 3) and bom.data_license not in _NOTHING:
            told["licenses"] = [{"license": {"id": bom.data_license}}]
        return told

    def _tools(self) -> Any:
        tools = [_said(name=party.name or "?", version=party.version) for party in self._bom.tools]
        if self._version < (1, 5) or not tools:
            return tools
        return {"components": [{"type": "application", **tool} for tool in tools]}

    def _component(self, part: Part) -> dict[str, Any]:
        version = self._version
        told: dict[str, Any] = {"type": self._kind(part), "bom-ref": part.ref}
        if version >= (1, 6):
            told |= _said(supplier=_organization(part.supplier), manufacturer=_organization(part.creator))
            told |= _said(authors=[_contact(party) for party in part.authors])
        else:
            told |= _said(supplier=_organization(part.supplier), author=", ".join(one.name for one in part.authors))
        told |= _said(publisher=part.publisher, group=part.group)
        told["name"] = part.name
        told |= _said(version=part.version, description=part.description, scope=part.scope)
        told |= _said(hashes=_hashes(part.checksums), licenses=self._licenses(part, observed=False))
        if part.copyright not in _NOTHING:
            told["copyright"] = part.copyright
        told |= self._identifiers(part)
        references = (_reference(one, part, version) for one in part.references)
        told |= _said(externalReferences=[one for one in references if one])
        told |= _said(components=[self._component(self._parts[ref]) for ref in self._below.get(part.ref, ())])
        if version >= (1, 3):
            found = self._licenses(part, observed=True)
            told |= _said(evidence={"licenses": found} if found else {}, properties=_properties(part))
        if version < (1, 4):
            told.setdefault("version", "")
        return told

    def _kind(self, part: Part) -> str:
        known = _KINDS if self._version < (1, 5) else _KINDS_15 if self._version < (1, 6) else _KINDS_16
        return part.kind if part.kind in known else "library"

    def _licenses(self, part: Part, *, observed: bool) -> list[dict[str, Any]]:
        told = [one for one in part.licenses if one.role is not LicenseRole.EFFECTIVE]
        chosen = [one for one in told if (one.role is LicenseRole.OBSERVED) is observed]
        return rows(chosen, self._version, self._texts)

    def _identifiers(self, part: Part) -> dict[str, Any]:
        values: dict[str, list[str]] = {}
        for type_, value in part.identifiers:
            values.setdefault("cpe" if type_ in ("cpe22", "cpe23") else type_, []).append(value)
        told = _said(cpe=values.get("cpe", [""])[0], purl=values.get("purl", [""])[0])
        if self._version >= (1, 6):
            told |= _said(omniborId=values.get("omniborid"), swhid=values.get("swhid"))
        tag = values.get("swid", [""])[0]
        return {**told, "swid": {"tagId": tag, "name": part.name}} if tag else told

    def _dependencies(self) -> list[dict[str, Any]]:
        needed: dict[str, dict[str, None]] = {ref: {} for ref in self._bom.told_dependencies if ref in self._parts}
        given: dict[str, dict[str, None]] = {}
        for link in self._bom.links:
            if link.source not in self._parts or link.target not in self._parts:
                continue
            if link.joint is Joint.DEPENDS_ON:
                needed.setdefault(link.source, {})[link.target] = None
            elif link.word == "provides" and self._version >= (1, 6):
                needed.setdefault(link.source, {})
                given.setdefault(link.source, {})[link.target] = None
        return [{"ref": ref, **_said(dependsOn=[*refs], provides=[*given.get(ref, ())])} for ref, refs in needed.items()]

    def _compositions(self) -> list[dict[str, Any]]:
        """What a part needs and what it holds are told complete with one word."""
        said: dict[str, list[str]] = {}
        whole = []
        for ref, word in self._bom.completeness:
            if ref:
                said.setdefault(word.value, []).append(ref)
            else:
                whole.append({"aggregate": word.value})
        return [*whole, *({"aggregate": word, "assemblies": refs, "dependencies": refs} for word, refs in said.items())]


def _reaches_top(ref: str, above: dict[str, str]) -> bool:
    for _ in range(_DEPTH):
        if ref not in above:
            return True
        ref = above[ref]
    return False


def _said(**members: Any) -> dict[str, Any]:
    """The members that say anything."""
    return {name: value for name, value in members.items() if value}


def _serial_number(serial: str) -> str:
    """The serial number; one that follows from the namespace where another family has another kind of name."""
    return serial if not serial or _serial(serial) else f"urn:uuid:{uuid5(NAMESPACE_URL, serial)}"


def _organization(party: Party | None) -> dict[str, Any] | None:
    if party is None:
        return None
    return _said(name=party.name, url=[*party.urls], contact=[{"email": email} for email in party.emails])


def _contact(party: Party) -> dict[str, Any]:
    return _said(name=party.name, email=party.emails[0] if party.emails else "")


def _hashes(checksums: Iterable[Checksum]) -> list[dict[str, str]]:
    return [
        {"alg": ALGORITHMS_CYCLONEDX.get(one.algorithm, one.algorithm), "content": one.digest}
        for one in checksums
        if _digest(one.digest)
    ]


def _reference(told: Reference, part: Part, version: tuple[int, ...]) -> dict[str, Any]:
    """An address; what is distributed without one is named by its file, since a hash has to stand somewhere."""
    url = told.url
    if not url and told.checksums:
        url = quote(part.deliverable.filename or part.name)
    if not url:
        return {}
    row = {"type": told.type, "url": url, **_said(comment=told.comment)}
    return {**row, **_said(hashes=_hashes(told.checksums))} if version >= (1, 3) else row


def _properties(part: Part) -> list[dict[str, str]]:
    pairs = [(name, getattr(part.deliverable, field)) for name, field in DELIVERABLE_PROPERTIES.items()]
    pairs += [(EFFECTIVE_PROPERTIES[0], one.raw) for one in part.licenses if one.role is LicenseRole.EFFECTIVE]
    return [{"name": name, "value": value} for name, value in pairs if value] + [
        {"name": name, "value": value} for name, value in part.properties
    ]
