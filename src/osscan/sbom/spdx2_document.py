"""A Bom as an SPDX 2.2 or 2.3 document in JSON form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from hashlib import sha1, sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from osscan import __version__
from osscan.model.bom import Bom, Completeness, Identifier, Joint, LicenseRole, Link, Part, Party, PartyKind, Reference
from osscan.model.claim import NOASSERTION, NONE
from osscan.sbom.fit import fitted
from osscan.sbom.spdx2_facts import DOCUMENT, actor
from osscan.sbom.spdx_licenses import Expressions
from osscan.sbom.words import (
    KIND_PURPOSES,
    LIFECYCLE_TYPES,
    SPDX2_IDENTIFIERS,
    SPDX2_REFERENCES,
    SPDX3_LINKS,
    SPDX22_ALGORITHMS,
    SPDX23_ALGORITHMS,
)

_EPOCH = "1970-01-01T00:00:00Z"
_ONLY_23 = frozenset({"swid", "gitoid", "advisory", "fix", "url"})
_WORDS = {PartyKind.PERSON: "Person", PartyKind.ORGANIZATION: "Organization", PartyKind.TOOL: "Tool"}
_BACKWARD = frozenset(
    {
        "DEPENDENCY_OF",
        "RUNTIME_DEPENDENCY_OF",
        "PROVIDED_DEPENDENCY_OF",
        "OPTIONAL_DEPENDENCY_OF",
        "BUILD_DEPENDENCY_OF",
        "TEST_DEPENDENCY_OF",
        "DEV_DEPENDENCY_OF",
        "BUILD_TOOL_OF",
        "TEST_TOOL_OF",
        "DEV_TOOL_OF",
        "OPTIONAL_COMPONENT_OF",
        "PREREQUISITE_FOR",
        "CONTAINED_BY",
        "PACKAGE_OF",
    }
)
"""Relationships whose first end is the target of ours."""
_time = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z").fullmatch
_id = re.compile(r"SPDXRef-[A-Za-z0-9.-]+").fullmatch
_not_of_id = re.compile(r"[^A-Za-z0-9.]+")
_namespace = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s#]+").fullmatch
_location = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+|git@\S+").fullmatch
_address = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+").fullmatch
_word = re.compile(r"[A-Za-z0-9.-]+").fullmatch
_hex = re.compile(r"[0-9a-fA-F]+").fullmatch


def document(bom: Bom, version: str) -> dict[str, Any]:
    """The document that tells these facts, as far as SPDX 2.2 or 2.3 has a place for them."""
    return fitted(_Writing(bom, newer=version == "2.3").document(version), shape(version))


@cache
def shape(version: str) -> Any:
    """The compiled shape of a version."""
    import jsonschema_rs

    from osscan.sbom.spdx2_schema import schema

    return jsonschema_rs.validator_for(schema(version))


def names(bom: Bom) -> dict[str, str]:
    """The id that each part gets; refs that are ids of SPDX 2 stay."""
    taken = {ref for part in bom.parts if _id(ref := part.ref)} | {DOCUMENT}
    found: dict[str, str] = {}
    for part in bom.parts:
        ref = part.ref
        if not _id(ref) or ref == DOCUMENT:
            name = f"SPDXRef-{_not_of_id.sub('-', ref).strip('-')[:150] or 'part'}"
            if name in taken:
                name = f"{name}-{sha256(ref.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
            taken.add(name)
            found[ref] = name
        else:
            found[ref] = ref
    return found


def moment(told: str) -> str:
    """A point in time in UTC and whole seconds; the beginning of time for what is none."""
    if _time(told):
        return told
    try:
        found = datetime.fromisoformat(told.strip())
    except ValueError:
        return _EPOCH
    try:
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        return _EPOCH
    return f"{found.replace(tzinfo=None, microsecond=0).isoformat()}Z"


def address(bom: Bom) -> str:
    """The address under which the document is known; one that follows from its parts where it has none."""
    if _namespace(bom.serial):
        return bom.serial
    seed = bom.serial or "\n".join(f"{part.ref} {part.name} {part.version}" for part in bom.parts)
    return f"urn:uuid:{uuid5(NAMESPACE_URL, seed.encode('utf-8', 'replace').decode())}"


def described(bom: Bom) -> list[str]:
    """What the document is about; where it does not say so, the parts that nothing else needs or holds."""
    refs = {part.ref: None for part in bom.parts}
    told = [bom.root, *(link.target for link in bom.links if link.joint is Joint.DESCRIBES)]
    known = [ref for ref in dict.fromkeys(told) if ref in refs]
    below = {link.target for link in bom.links if link.source != link.target}
    return known or [ref for ref in refs if ref not in below] or list(refs)[:1]


def full_name(part: Part) -> str:
    """The name of a part with its group, as people write it in the part's ecosystem."""
    name = part.name or part.deliverable.filename or part.ref
    if not part.group:
        return name
    is_maven = any(one.value.startswith("pkg:maven/") for one in part.identifiers)
    return f"{part.group}{':' if is_maven else '/'}{name}"


class _Writing:
    """Writes one Bom."""

    def __init__(self, bom: Bom, *, newer: bool) -> None:
        self._bom = bom
        self._newer = newer
        self._names = names(bom)
        self._parts = {part.ref: part for part in bom.parts}
        self._expressions = Expressions(bom)
        self._files = {part.ref for part in bom.parts if part.kind == "file" and _sha1(part) and part.ref != bom.root}
        self._held: dict[str, list[str]] = {}
        for link in bom.links:
            if link.joint is Joint.CONTAINS and link.target in self._files:
                self._held.setdefault(link.source, []).append(_sha1(self._parts[link.target]))

    def document(self, version: str) -> dict[str, Any]:
        bom = self._bom
        packages = [self._package(part) for part in bom.parts if part.ref not in self._files]
        files = [self._file(part) for part in bom.parts if part.ref in self._files]
        told: dict[str, Any] = {
            "spdxVersion": f"SPDX-{version}",
            "dataLicense": "CC0-1.0",
            "SPDXID": DOCUMENT,
            "name": bom.name or self._title(),
            "documentNamespace": address(bom),
            "creationInfo": self._creation(),
        }
        if bom.comment:
            told["comment"] = bom.comment
        if packages:
            told["packages"] = packages
        if files:
            told["files"] = files
        if extracted := [_extracted(one) for one in self._expressions.texts.values()]:
            told["hasExtractedLicensingInfos"] = extracted
        if relationships := list(self._relationships()):
            told["relationships"] = relationships
        return told

    def _title(self) -> str:
        root = self._parts.get(self._bom.root)
        return f"{root.name} {root.version}".strip() if root is not None and root.name else "SBOM"

    def _creation(self) -> dict[str, Any]:
        bom = self._bom
        makers = (*bom.authors, *([bom.manufacturer] if bom.manufacturer else []), *bom.tools)
        creators = list(dict.fromkeys(_actor(party, PartyKind.PERSON) for party in makers if party.name or party.emails))
        told: dict[str, Any] = {"created": moment(bom.created), "creators": creators or [f"Tool: osscan-{__version__}"]}
        types = [LIFECYCLE_TYPES[one] for one in bom.lifecycles if one in LIFECYCLE_TYPES]
        return {**told, "comment": f"SBOM Type: {types[0].capitalize()}"} if types else told

    def _package(self, part: Part) -> dict[str, Any]:
        told: dict[str, Any] = {"SPDXID": self._names[part.ref], "name": full_name(part)}
        if part.version:
            told["versionInfo"] = part.version
        if part.deliverable.filename:
            told["packageFileName"] = part.deliverable.filename
        if part.supplier and (part.supplier.name or part.supplier.emails):
            told["supplier"] = _actor(part.supplier, PartyKind.ORGANIZATION)
        if part.creator and (part.creator.name or part.creator.emails):
            told["originator"] = _actor(part.creator, PartyKind.ORGANIZATION)
        download, home, others = _sorted_references(part.references)
        told["downloadLocation"] = download or NOASSERTION
        told["filesAnalyzed"] = part.ref in self._held
        if part.ref in self._held:
            told["packageVerificationCode"] = {"packageVerificationCodeValue": _verification_code(self._held[part.ref])}
        if checksums := self._checksums(part):
            told["checksums"] = checksums
        if home:
            told["homepage"] = home
        told |= self._licenses(part, "licenseInfoFromFiles" if part.ref in self._held else "")
        if part.description:
            told["description"] = part.description
        rows = [*map(self._identifier, part.identifiers), *map(self._reference, others)]
        if external := [row for row in rows if row]:
            told["externalRefs"] = external
        if self._newer and part.kind in KIND_PURPOSES:
            told["primaryPackagePurpose"] = KIND_PURPOSES[part.kind]
        return told

    def _file(self, part: Part) -> dict[str, Any]:
        told: dict[str, Any] = {"SPDXID": self._names[part.ref], "fileName": part.name or part.ref}
        told["checksums"] = self._checksums(part)
        return told | self._licenses(part, "licenseInfoInFiles")

    def _licenses(self, part: Part, found: str) -> dict[str, Any]:
        """2.2 wants every license field, if only to say that nothing is said; a file has no field for what its author declares."""
        expressions = self._expressions
        told: dict[str, Any] = {}
        absent = "" if self._newer else NOASSERTION
        is_file = part.ref in self._files
        declared, concluded = expressions.declared(part.licenses), expressions.concluded(part.licenses)
        observed = [expressions.one(one) for one in part.licenses if one.role is LicenseRole.OBSERVED]
        told["licenseConcluded"] = concluded or absent
        if is_file:
            observed = observed or ([declared] if declared else [])
        else:
            told["licenseDeclared"] = declared or absent
        if found and (observed or absent):
            told[found] = list(dict.fromkeys(observed)) or [absent]
        told["copyrightText"] = part.copyright or absent
        return {name: value for name, value in told.items() if value}

    def _checksums(self, part: Part) -> list[dict[str, str]]:
        known = SPDX23_ALGORITHMS if self._newer else SPDX22_ALGORITHMS
        found = (one for one in part.checksums if one.algorithm in known and _hex(one.digest))
        return [{"algorithm": one.algorithm, "checksumValue": one.digest.lower()} for one in found]

    def _identifier(self, told: Identifier) -> dict[str, str]:
        category, type_ = SPDX2_IDENTIFIERS.get(told.type, ("OTHER", told.type))
        value = f"swid:{told.value}" if type_ == "swid" and not told.value.startswith("swid:") else told.value
        return self._external(category, type_, value, "")

    def _reference(self, told: Reference) -> dict[str, str]:
        category, type_ = SPDX2_REFERENCES.get(told.type, ("OTHER", told.type))
        return self._external(category, type_, told.url, told.comment)

    def _external(self, category: str, type_: str, locator: str, comment: str) -> dict[str, str]:
        if not _word(type_) or not locator or any(sign.isspace() for sign in locator):
            return {}
        if not self._newer:
            category = "OTHER" if type_ in _ONLY_23 else category.replace("-", "_")
        row = {"referenceCategory": category, "referenceType": type_, "referenceLocator": locator}
        return {**row, "comment": comment} if comment else row

    def _relationships(self) -> Iterator[dict[str, str]]:
        bom = self._bom
        for ref in described(bom):
            yield _relationship(DOCUMENT, "DESCRIBES", self._names[ref])
        needing = set()
        for link in bom.links:
            if link.joint is not Joint.DESCRIBES and link.source in self._names and link.target in self._names:
                if link.joint is Joint.DEPENDS_ON:
                    needing.add(link.source)
                yield self._link(link)
        for ref in bom.told_dependencies:
            if ref in self._names and ref not in needing:
                needing.add(ref)
                yield _relationship(self._names[ref], "DEPENDS_ON", NONE)
        for ref, word in bom.completeness:
            if ref in self._names and ref not in needing and word is Completeness.UNKNOWN:
                yield _relationship(self._names[ref], "DEPENDS_ON", NOASSERTION)

    def _link(self, link: Link) -> dict[str, str]:
        word = SPDX3_LINKS.get(link.word, link.word)
        first, second = self._names[link.source], self._names[link.target]
        if link.joint is not Joint.OTHER and not _is_word(word, newer=self._newer):
            return _relationship(first, link.joint.name, second)
        if not _is_word(word, newer=self._newer):
            return {**_relationship(first, "OTHER", second), **({"comment": word} if word else {})}
        return _relationship(second, word, first) if word in _BACKWARD else _relationship(first, word, second)


def _is_word(word: str, *, newer: bool) -> bool:
    from osscan.sbom.spdx2_schema import RELATIONSHIPS_22, RELATIONSHIPS_23

    return word in (RELATIONSHIPS_23 if newer else RELATIONSHIPS_22)


def _relationship(first: str, word: str, second: str) -> dict[str, str]:
    return {"spdxElementId": first, "relationshipType": word, "relatedSpdxElement": second}


def _actor(party: Party, otherwise: PartyKind) -> str:
    """`Organization: name (address)`; who it is not said to be is what such a one mostly is."""
    word = _WORDS[otherwise if party.kind is PartyKind.UNKNOWN else party.kind]
    name = " ".join(party.name.split()) or (party.emails[0] if party.emails else "")
    if word == "Tool":
        return f"Tool: {name}-{party.version}" if party.version else f"Tool: {name}"
    said = f"{word}: {name} ({party.emails[0]})" if party.emails else f"{word}: {name}"
    read = actor(said)
    return said if read is not None and read.name else f"{word}: {name}"


def _sorted_references(told: Iterable[Reference]) -> tuple[str, str, list[Reference]]:
    """Where it is downloaded, its home, and all others."""
    rows = list(told)
    download = next((one for one in rows if one.type == "distribution" and _location(one.url)), None)
    if download is None:
        download = next((one for one in rows if one.type == "vcs" and one.url.startswith(("git+", "hg+", "svn+", "bzr+"))), None)
    if download is not None and not _location(download.url):
        download = None
    home = next((one for one in rows if one.type == "website" and _address(one.url)), None)
    others = [one for one in rows if one is not download and one is not home]
    return (download.url if download else ""), (home.url if home else ""), others


def _sha1(part: Part) -> str:
    return next((one.digest.lower() for one in part.checksums if one.algorithm == "SHA1" and _hex(one.digest)), "")


def _verification_code(digests: list[str]) -> str:
    """SPDX 2.3, 7.9: the SHA-1 of the files' sorted SHA-1 values."""
    return sha1("".join(sorted(digests)).encode(), usedforsecurity=False).hexdigest()


def _extracted(told: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"licenseId": told.id, "extractedText": told.text or told.name or NOASSERTION}
    if told.name:
        row["name"] = told.name
    if urls := [url for url in told.urls if url]:
        row["seeAlsos"] = urls
    return row
