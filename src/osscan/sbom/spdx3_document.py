"""A Bom as an SPDX 3.0.1 document: a graph whose ids follow from what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from osscan import __version__
from osscan.model.bom import Bom, Checksum, Completeness, Joint, LicenseRole, Link, Part, Party, PartyKind, Reference
from osscan.model.claim import NOASSERTION, NONE
from osscan.sbom.spdx2_document import address, described, full_name, moment
from osscan.sbom.spdx_licenses import Expressions
from osscan.sbom.words import (
    ALGORITHMS_SPDX3,
    DELIVERABLE_PROPERTIES,
    KIND_SPDX3_PURPOSES,
    LIFECYCLE_TYPES,
    LINKS_SPDX3,
    SPDX3_IDENTIFIERS,
    SPDX3_REFERENCES,
    SPDX3_RELATIONSHIPS,
)

CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
_INFO = "_:creationInfo"
_TERMS = "https://spdx.org/rdf/3.0.1/terms"
_NO_ELEMENT = {NONE: f"{_TERMS}/Core/NoneElement", NOASSERTION: f"{_TERMS}/Core/NoAssertionElement"}
_NO_LICENSE = {NONE: f"{_TERMS}/ExpandedLicensing/NoneLicense", NOASSERTION: f"{_TERMS}/ExpandedLicensing/NoAssertionLicense"}
_AGENTS = {PartyKind.PERSON: "Person", PartyKind.ORGANIZATION: "Organization", PartyKind.TOOL: "SoftwareAgent"}
_COMPLETE = {Completeness.COMPLETE: "complete", Completeness.INCOMPLETE: "incomplete", Completeness.UNKNOWN: "noAssertion"}
_WORDS = {
    "executable": {"executable": "executable", "non-executable": ""},
    "archive": {"archive": "archive", "no archive": ""},
    "structured": {"structured": "container", "unstructured": "firmware", "": ""},
}
"""Words of a Deliverable and the purposes that say them (BSI TR-03183-2, 8.2)."""
_iri = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+").fullmatch
_hex = re.compile(r"[0-9a-fA-F]+").fullmatch
_own_ids = re.compile(r"LicenseRef-[A-Za-z0-9.+-]+").findall

Element = dict[str, Any]


def document(bom: Bom, version: str = "3.0.1") -> dict[str, Any]:
    """The document that tells these facts, as far as SPDX 3 has a place for them."""
    return _Writing(bom, version).document()


def names(bom: Bom) -> dict[str, str]:
    """The id that each part gets; refs that are addresses stay, others stand under the address of the document."""
    base = address(bom)
    taken = {base}
    found: dict[str, str] = {}
    for part in bom.parts:
        name = part.ref if _iri(part.ref) else f"{base}#{quote(part.ref, safe='', errors='replace')}"
        while name in taken:
            name += "-"
        taken.add(name)
        found[part.ref] = name
    return found


class _Writing:
    """Writes one Bom; what several parts share stands once."""

    def __init__(self, bom: Bom, version: str) -> None:
        self._bom = bom
        self._version = version
        self._base = address(bom)
        self._names = names(bom)
        self._expressions = Expressions(bom)
        self._shared: dict[str, Element] = {}
        """Agents and licenses by id."""
        self._parts: list[Element] = []
        self._relationships: dict[str, Element] = {}
        self._profiles: dict[str, None] = {"core": None, "software": None}
        self._completeness = {ref: _COMPLETE[word] for ref, word in bom.completeness}

    def document(self) -> dict[str, Any]:
        for part in self._bom.parts:
            self._part(part)
        self._links()
        info, roots = self._creation_info(), self._roots()
        sbom = self._sbom(roots)
        if roots:
            self._relate(self._base, "describes", roots)
        texts = [self._license_text(id_) for id_ in self._expressions.texts]
        inner = [*sbom, *self._shared.values(), *texts, *self._parts, *self._relationships.values()]
        about = self._element("SpdxDocument", self._base, name=self._bom.name, comment=self._bom.comment)
        if _iri(license_ := f"https://spdx.org/licenses/{self._bom.data_license}") and self._bom.data_license:
            about["dataLicense"] = license_
        about["profileConformance"] = [*self._profiles]
        about |= _said(rootElement=[sbom[0]["spdxId"]] if sbom else roots, element=[one["spdxId"] for one in inner])
        return {"@context": CONTEXT, "@graph": [info, about, *inner]}

    def _element(self, type_: str, id_: str, **members: Any) -> Element:
        return {"type": type_, "spdxId": id_, "creationInfo": _INFO, **_said(**members)}

    def _id(self, kind: str, *told: str) -> str:
        return f"{self._base}#{kind}-{_digest(*told)}"

    def _sbom(self, roots: list[str]) -> list[Element]:
        types = [LIFECYCLE_TYPES[one] for one in self._bom.lifecycles if one in LIFECYCLE_TYPES]
        sbom = self._element("software_Sbom", f"{self._base}#sbom", rootElement=roots, software_sbomType=types)
        return [sbom] if types else []

    def _roots(self) -> list[str]:
        return [self._names[ref] for ref in described(self._bom)]

    def _creation_info(self) -> Element:
        bom = self._bom
        authors = [*bom.authors, *([bom.manufacturer] if bom.manufacturer else [])]
        makers = [self._agent(one, PartyKind.PERSON) for one in authors] or [
            self._agent(Party(f"osscan-{__version__}", PartyKind.TOOL), PartyKind.TOOL)
        ]
        tools = [self._tool(one) for one in bom.tools]
        told = {"type": "CreationInfo", "@id": _INFO, "specVersion": self._version, "created": moment(bom.created)}
        return {**told, "createdBy": [*dict.fromkeys(makers)], **_said(createdUsing=[*dict.fromkeys(tools)])}

    def _agent(self, party: Party, otherwise: PartyKind) -> str:
        type_ = _AGENTS[otherwise if party.kind is PartyKind.UNKNOWN else party.kind]
        id_ = self._id(type_, party.name, *party.emails, *party.urls)
        identifiers = [_external_identifier("email", email) for email in party.emails]
        identifiers += [_external_identifier("urlScheme", url) for url in party.urls]
        self._shared[id_] = self._element(type_, id_, name=party.name, externalIdentifier=identifiers)
        return id_

    def _tool(self, party: Party) -> str:
        name = f"{party.name}-{party.version}" if party.version else party.name
        id_ = self._id("Tool", name)
        self._shared[id_] = self._element("Tool", id_, name=name)
        return id_

    def _part(self, part: Part) -> None:
        id_, is_file = self._names[part.ref], part.kind == "file"
        makers = [*([part.creator] if part.creator else []), *part.authors]
        told = self._element(
            "software_File" if is_file else "software_Package",
            id_,
            name=full_name(part),
            description=part.description,
            externalIdentifier=[
                _external_identifier(SPDX3_IDENTIFIERS.get(one.type, "other"), one.value) for one in part.identifiers
            ],
            verifiedUsing=_hashes(part.checksums),
            originatedBy=[self._agent(one, PartyKind.ORGANIZATION) for one in makers],
            suppliedBy=self._agent(part.supplier, PartyKind.ORGANIZATION) if part.supplier else "",
            software_copyrightText=part.copyright,
        )
        if not is_file:
            purls = [one.value for one in part.identifiers if one.type == "purl"]
            told |= _said(
                software_primaryPurpose=KIND_SPDX3_PURPOSES.get(part.kind, ""),
                software_packageVersion=part.version,
                software_packageUrl=purls[0] if purls and _iri(purls[0]) else "",
            )
        self._parts.append(told)
        self._references(part, told, is_file=is_file)
        self._extend(part, told, is_file=is_file)
        self._licenses(part, id_)

    def _references(self, part: Part, told: Element, *, is_file: bool) -> None:
        """Files that a package is distributed as stand beside it with their hashes; all else is told of the part itself."""
        rows = []
        is_first = True
        for one in part.references:
            if not is_file and one.type == "distribution" and (is_first or one.checksums):
                if is_first and _iri(one.url):
                    told["software_downloadLocation"] = one.url
                if one.checksums or (is_first and any(part.deliverable)):
                    self._artifact(part, told, one, is_first=is_first)
                is_first = False
            elif not is_file and one.type == "website" and "software_homePage" not in told and _iri(one.url):
                told["software_homePage"] = one.url
            elif not is_file and one.type == "source-distribution":
                self._source(told, one)
            elif one.url:
                rows.append(_external_ref(SPDX3_REFERENCES.get(one.type, "other"), one))
        if is_first and not is_file and (part.deliverable.filename or _purposes(part)):
            self._artifact(part, told, Reference("distribution", ""), is_first=True)
        told |= _said(externalRef=rows)

    def _artifact(self, part: Part, package: Element, told: Reference, *, is_first: bool) -> None:
        id_ = self._id("artifact", package["spdxId"], told.url, *(one.digest for one in told.checksums))
        file = self._element("software_File", id_, verifiedUsing=_hashes(told.checksums))
        if is_first:
            file |= _said(name=part.deliverable.filename, software_additionalPurpose=_purposes(part))
        if told.url:
            file["externalRef"] = [_external_ref("binaryArtifact", told)]
        self._parts.append(file)
        self._relate(package["spdxId"], "hasDistributionArtifact", [id_])

    def _source(self, package: Element, told: Reference) -> None:
        id_ = self._id("source", package["spdxId"], told.url, *(one.digest for one in told.checksums))
        file = self._element("software_File", id_, verifiedUsing=_hashes(told.checksums), software_primaryPurpose="source")
        if told.url:
            file["externalRef"] = [_external_ref("sourceArtifact", told)]
        self._parts.append(file)
        self._relate(id_, "generates", [package["spdxId"]])

    def _extend(self, part: Part, told: Element, *, is_file: bool) -> None:
        """Properties, and words on the file that purposes cannot say because not all of them are known."""
        pairs = list(part.properties)
        if is_file or not _purposes(part):
            fields = [*DELIVERABLE_PROPERTIES.items()]
            pairs += [(name, getattr(part.deliverable, field)) for name, field in fields if is_file or field != "filename"]
        if rows := [_property(name, value) for name, value in pairs if value]:
            self._profiles["extension"] = None
            told["extension"] = [{"type": "extension_CdxPropertiesExtension", "extension_cdxProperty": rows}]

    def _licenses(self, part: Part, id_: str) -> None:
        effective = [one for one in part.licenses if one.role is LicenseRole.EFFECTIVE]
        for expression, word, comment in (
            (self._expressions.declared(part.licenses), "hasDeclaredLicense", ""),
            (self._expressions.concluded(part.licenses), "hasConcludedLicense", ""),
            (self._expressions.one(effective[0]) if effective else "", "other", "hasEffectiveLicense"),
        ):
            if expression:
                self._relate(id_, word, [self._license(expression)], comment=comment)

    def _license(self, expression: str) -> str:
        if expression in _NO_LICENSE:
            return _NO_LICENSE[expression]
        self._profiles["simpleLicensing"] = None
        id_ = self._id("license", expression)
        own = [one for one in dict.fromkeys(_own_ids(expression)) if one in self._expressions.texts]
        rows = [{"type": "DictionaryEntry", "key": one, "value": f"{self._base}#{one}"} for one in own]
        self._shared[id_] = self._element(
            "simplelicensing_LicenseExpression",
            id_,
            simplelicensing_licenseExpression=expression,
            simplelicensing_customIdToUri=rows,
        )
        return id_

    def _license_text(self, id_: str) -> Element:
        told = self._expressions.texts[id_]
        self._profiles["expandedLicensing"] = None
        return self._element(
            "expandedlicensing_CustomLicense",
            f"{self._base}#{id_}",
            name=told.name or id_,
            simplelicensing_licenseText=told.text or told.name or NOASSERTION,
            expandedlicensing_seeAlso=[url for url in told.urls if _iri(url)],
        )

    def _links(self) -> None:
        """One relationship for all that a part needs, or holds, in one way."""
        known: dict[tuple[str, str, str], list[str]] = {}
        for link in self._bom.links:
            if link.joint is not Joint.DESCRIBES and link.source in self._names and link.target in self._names:
                known.setdefault((link.source, *_words_of(link)), []).append(self._names[link.target])
        for (source, word, beside), targets in known.items():
            told = self._completeness.get(source, "") if word in ("dependsOn", "contains") else ""
            self._relate(self._names[source], word, [*dict.fromkeys(targets)], comment=beside, completeness=told)
        self._tell_nothing({source for source, word, _ in known if word == "dependsOn"})

    def _tell_nothing(self, needing: set[str]) -> None:
        """Of what needs nothing, and of what nobody knows what it needs, that is said."""
        for ref in self._bom.told_dependencies:
            if ref in self._names and ref not in needing:
                needing.add(ref)
                told = self._completeness.get(ref, "complete")
                self._relate(self._names[ref], "dependsOn", [_NO_ELEMENT[NONE]], completeness=told)
        for ref, word in self._completeness.items():
            if ref in self._names and ref not in needing:
                self._relate(self._names[ref], "dependsOn", [_NO_ELEMENT[NOASSERTION]], completeness=word)

    def _relate(self, source: str, word: str, targets: list[str], *, comment: str = "", completeness: str = "") -> None:
        id_ = self._id("relationship", source, word, comment, *(targets[:1] if word == "hasDistributionArtifact" else ()))
        members = {"from": source, "relationshipType": word, "to": targets, **_said(completeness=completeness)}
        scoped = word == "dependsOn" and comment in ("build", "development", "runtime", "test", "design", "other")
        told = self._element("LifecycleScopedRelationship" if scoped else "Relationship", id_) | members
        self._relationships[id_] = told | ({"scope": comment} if scoped else _said(comment=comment))


def _words_of(link: Link) -> tuple[str, str]:
    """Type of a relationship and what stands beside it: the scope, or the word that SPDX 3 does not know."""
    word = LINKS_SPDX3.get(link.word, link.word)
    type_, _, scope = word.partition(":")
    if link.joint is Joint.OTHER:
        return (word, "") if word in SPDX3_RELATIONSHIPS else ("other", word)
    plain = "dependsOn" if link.joint is Joint.DEPENDS_ON else "contains"
    return (type_, scope) if type_ in SPDX3_RELATIONSHIPS else (plain, "")


def _said(**members: Any) -> dict[str, Any]:
    """The members that say anything."""
    return {name: value for name, value in members.items() if value}


def _digest(*told: str) -> str:
    return sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _purposes(part: Part) -> list[str]:
    """Purposes that say what the file is; nothing where one word is unknown, since a purpose that is not named says no."""
    found = []
    for field, words in _WORDS.items():
        word = getattr(part.deliverable, field)
        if word not in words:
            return []
        found.append(words[word])
    return [one for one in found if one] or ["file"]


def _hashes(checksums: Iterable[Checksum]) -> list[Element]:
    known = (one for one in checksums if one.algorithm in ALGORITHMS_SPDX3 and _hex(one.digest))
    return [{"type": "Hash", "algorithm": ALGORITHMS_SPDX3[one.algorithm], "hashValue": one.digest} for one in known]


def _external_identifier(type_: str, value: str) -> Element:
    return {"type": "ExternalIdentifier", "externalIdentifierType": type_, "identifier": value}


def _external_ref(type_: str, told: Reference) -> Element:
    return {"type": "ExternalRef", "externalRefType": type_, "locator": [told.url], **_said(comment=told.comment)}


def _property(name: str, value: str) -> Element:
    return {"type": "extension_CdxPropertyEntry", "extension_cdxPropName": name, "extension_cdxPropValue": value}
