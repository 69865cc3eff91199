"""The graph of an SPDX 3 document: its elements by id, its parties and its licenses."""

from __future__ import annotations

import re
from typing import Any

from osscan.model.bom import Checksum, LicenseEntry, LicenseRole, LicenseText, Party, PartyKind
from osscan.model.claim import NOASSERTION, NONE, Form
from osscan.sbom.own_texts import OwnTexts, references, renamed
from osscan.sbom.taking import tables, text, texts
from osscan.sbom.words import SPDX3_ALGORITHMS

_DEPTH = 50
_MOST_STEPS = 2_000
"""Licenses that one license may be made of: sets of sets double with every level, and may hold themselves."""
_AGENTS = {
    "Person": PartyKind.PERSON,
    "Organization": PartyKind.ORGANIZATION,
    "Tool": PartyKind.TOOL,
    "SoftwareAgent": PartyKind.TOOL,
}
_LISTED = re.compile(r"https?://spdx\.org/licenses/([A-Za-z0-9.+-]+?)(?:\.html|\.json)?").fullmatch
_EXCEPTION = re.compile(r"https?://spdx\.org/licenses/exceptions/([A-Za-z0-9.+-]+)|.*[#/]([A-Za-z0-9.+-]+)").fullmatch
_individual = re.compile(r"(?:https?://(?:www\.)?spdx\.(?:org|dev)/|spdx|expandedlicensing_|No)").match
_custom = re.compile(r"(?:.*[#/:])?((?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+)").fullmatch
_tool = re.compile(r"(.+?)-(v?\d\S*)", re.DOTALL).fullmatch
_ABSENT = {
    "None": NONE,
    "NoneLicense": NONE,
    "NoneElement": NONE,
    "NoAssertion": NOASSERTION,
    "NoAssertionLicense": NOASSERTION,
    "NoAssertionElement": NOASSERTION,
}
"""Individuals of Core and ExpandedLicensing: nothing, and nothing said."""
_SOFTWARE = (
    *("packageVersion", "downloadLocation", "packageUrl", "sourceInfo", "primaryPurpose", "additionalPurpose", "copyrightText"),
    *("attributionText", "contentType", "contentIdentifier", "fileKind", "snippetFromFile", "byteRange", "lineRange", "sbomType"),
)
_EXPANDED = (
    *("member", "subjectExtendableLicense", "subjectAddition", "subjectLicense", "seeAlso", "isOsiApproved", "isFsfLibre"),
    "standardLicenseHeader",
)
_SIMPLE = {
    name: f"simplelicensing_{name}" for name in ("licenseExpression", "licenseText", "customIdToUri", "licenseListVersion")
}
_ARTIFACT = {name: f"software_{name}" for name in _SOFTWARE} | dict.fromkeys(("homepage", "homePage"), "software_homePage")
_DRAFT_MEMBERS = {
    "software": _ARTIFACT,
    "ai": _ARTIFACT,
    "dataset": _ARTIFACT,
    "simplelicensing": _SIMPLE,
    "expandedlicensing": _SIMPLE | {name: f"expandedlicensing_{name}" for name in _EXPANDED},
}
_DRAFT_TYPES = {
    **{name: f"software_{name}" for name in ("Package", "File", "Snippet", "Sbom", "SoftwareArtifact")},
    **{name: f"simplelicensing_{name}" for name in ("LicenseExpression", "SimpleLicensingText")},
    **{
        name: f"expandedlicensing_{name}"
        for name in (
            *("CustomLicense", "ListedLicense", "ConjunctiveLicenseSet", "DisjunctiveLicenseSet", "OrLaterOperator"),
            *("WithAdditionOperator", "CustomLicenseAddition", "ListedLicenseException"),
        )
    },
    "AIPackage": "ai_AIPackage",
    "DatasetPackage": "dataset_DatasetPackage",
    "SoftwareDependencyRelationship": "LifecycleScopedRelationship",
}
"""Types of the drafts of SPDX 3, whose names bore no profile."""
_TEXTS = ("expandedlicensing_CustomLicense", "simplelicensing_SimpleLicensingText")


def absent(iri: str) -> str:
    """NONE or NOASSERTION where an id stands for one of them, otherwise empty."""
    return _ABSENT.get(_last(iri), "") if _individual(iri) else ""


def _last(iri: str) -> str:
    return re.split(r"[#/_:]", iri)[-1]


def kind_of(element: dict[str, Any]) -> str:
    """The type of an element: `software_Package`, whether it is written so or as an address."""
    type_ = text(element, "type") or text(element, "@type")
    if "/terms/" in type_:
        profile, _, name = type_.rpartition("/terms/")[2].partition("/")
        return name if profile == "Core" else f"{profile.lower()}_{name}"
    return type_


def in_full(element: dict[str, Any]) -> dict[str, Any]:
    """An element of a draft of SPDX 3, whose names have no profile yet, with the names of the release; all others as they are."""
    kind = _DRAFT_TYPES.get(text(element, "type") or text(element, "@type"))
    if kind is None:
        return element
    names = _DRAFT_MEMBERS.get(kind.partition("_")[0], {})
    full = {names[key]: value for key, value in element.items() if key in names}
    return full | {key: value for key, value in element.items() if key not in names} | {"type": kind}


class Graph:
    """The elements of a document with their pointers, and the index by which they name each other."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.elements: list[tuple[str, str, dict[str, Any]]] = []
        """Pointer, type and element, in the order of the document."""
        self._index: dict[str, dict[str, Any]] = {}
        rows = document.get("@graph")
        if isinstance(rows, (list, dict)):
            for position, element in tables(document, "@graph"):
                self._add(f"/@graph/{position}", element)
        elif document:
            self._add("", document)
        self._steps = 0
        names = {uri: id_ for _, _, element in self.elements for id_, uri in _custom_ids(element)}
        self._own = OwnTexts()
        self._names: dict[str, str] = {}
        """The name of each license of the document's own by the id of its element."""
        self._namesakes: dict[str, list[str]] = {}
        """Ids of the elements that are called so by their own ids."""
        for _, kind, element in self.elements:
            if kind in _TEXTS:
                self._name(element, names)

    def _add(self, pointer: str, element: dict[str, Any]) -> None:
        element = in_full(element)
        self.elements.append((pointer, kind_of(element), element))
        ref = id_of(element)
        if ref:
            self._index.setdefault(ref, element)

    def _name(self, element: dict[str, Any], names: dict[str, str]) -> None:
        ref = id_of(element)
        found, own = _custom(names.get(ref, "") or ref), _custom(ref)
        content, urls = text(element, "simplelicensing_licenseText"), texts(element, "expandedlicensing_seeAlso")
        told = LicenseText(found[1] if found else ref, text(element, "name"), content, urls)
        self._names[ref] = self._own.take(told)
        if own:
            self._namesakes.setdefault(own[1], []).append(ref)

    def get(self, told: Any) -> dict[str, Any]:
        """The element that an id or an element in its place stands for; empty when the document has none."""
        if isinstance(told, dict):
            return in_full(told) if len(told) > 1 or "@id" not in told else self.get(told["@id"])
        return self._index.get(told, {}) if isinstance(told, str) else {}

    def all_of(self, told: Any) -> list[dict[str, Any]]:
        """The elements that a list of ids stands for."""
        return [found for one in (told if isinstance(told, list) else [told]) if (found := self.get(one))]

    def party(self, told: Any) -> Party | None:
        """Who an agent is; None when the document does not say."""
        agent = self.get(told)
        if not agent:
            return None
        kind = _AGENTS.get(kind_of(agent), PartyKind.UNKNOWN)
        name, version = text(agent, "name"), ""
        if kind is PartyKind.TOOL and (versioned := _tool(name)):
            name, version = versioned[1], versioned[2]
        emails, urls = [], []
        for key in ("externalIdentifier", "externalIdentifiers"):
            for _, row in tables(agent, key):
                value = text(row, "identifier")
                if text(row, "externalIdentifierType") == "email":
                    emails.append(value)
                elif "://" in value:
                    urls.append(value)
        for _, row in tables(agent, "externalRef"):
            urls += texts(row, "locator")
        return Party(name, kind, tuple(emails), tuple(urls), version)

    def license(self, told: Any, role: LicenseRole) -> LicenseEntry | None:
        """The license that a relationship leads to."""
        found = self.get(told)
        kind = kind_of(found)
        if kind == "simplelicensing_LicenseExpression":
            raw = text(found, "simplelicensing_licenseExpression") or text(found, "licenseExpression")
            return LicenseEntry(role, Form.EXPRESSION, raw) if raw else None
        if kind in _TEXTS:
            content, ref = text(found, "simplelicensing_licenseText"), self._custom_id(found)
            if ref:
                return LicenseEntry(role, Form.EXPRESSION, ref)
            name = text(found, "name")
            return LicenseEntry(role, Form.NAME if name else Form.TEXT, name, content)
        self._steps = 0
        raw = self._expression(told, 0)
        return LicenseEntry(role, Form.EXPRESSION, raw) if raw else None

    def license_texts(self) -> list[LicenseText]:
        """The licenses that the document describes itself."""
        return [found for _, _, element in self.elements if (found := self.license_text(element)) is not None]

    def license_text(self, element: dict[str, Any]) -> LicenseText | None:
        """What an element says of a license that is on no list; None for all others."""
        if kind_of(element) not in _TEXTS:
            return None
        ref = id_of(element)
        id_, content = self._names.get(ref) or ref, text(element, "simplelicensing_licenseText")
        return LicenseText(id_, text(element, "name"), content, texts(element, "expandedlicensing_seeAlso"))

    def custom_ids(self, told: Any) -> list[tuple[str, dict[str, Any]]]:
        """The names of the document's own licenses in an expression, with their elements.

        The expression says which is meant; else the one of this name is, of several the one of the expression's own namespace.
        """
        element = self.get(told)
        said = _custom_ids(element)
        keys = {key for key, _ in said}
        expression = text(element, "simplelicensing_licenseExpression")
        for key in references(expression):
            if key not in keys:
                known = self._namesakes.get(key, [])
                near = [uri for uri in known if _namespace(uri) == _namespace(id_of(element))]
                said += [(key, uri) for uri in (near if len(known) > 1 and near else known)]
        return [(key, self.get(uri)) for key, uri in dict.fromkeys(said)]

    def apart(self, told: Any, expression: str) -> str:
        """The expression with names that no two licenses of the document share."""
        meant: dict[str, set[str]] = {}
        for key, element in self.custom_ids(told):
            if name := self._names.get(id_of(element)):
                meant.setdefault(key, set()).add(name)
        return renamed(expression, {key: next(iter(names)) for key, names in meant.items() if len(names) == 1})

    def _custom_id(self, element: dict[str, Any]) -> str:
        ref = id_of(element)
        found = _custom(self._names.get(ref, "") or ref)
        return found[1] if found else ""

    def _expression(self, told: Any, depth: int) -> str:
        """The expression that licenses of the expanded profile make up."""
        found = self.get(told)
        kind = kind_of(found)
        self._steps += 1
        if depth > _DEPTH or self._steps > _MOST_STEPS:
            return ""
        if kind in ("expandedlicensing_ConjunctiveLicenseSet", "expandedlicensing_DisjunctiveLicenseSet"):
            rows = found.get("expandedlicensing_member")
            members = [self._expression(row, depth + 1) for row in (rows if isinstance(rows, list) else [rows])]
            joined = (" AND " if "Conjunctive" in kind else " OR ").join(members) if all(members) else ""
            return f"({joined})" if depth and len(members) > 1 and joined else joined
        if kind == "expandedlicensing_WithAdditionOperator":
            license_ = self._expression(found.get("expandedlicensing_subjectExtendableLicense"), depth + 1)
            addition = _named(_EXCEPTION, found.get("expandedlicensing_subjectAddition"))
            return f"{license_} WITH {addition}" if license_ and addition else ""
        if kind == "expandedlicensing_OrLaterOperator":
            license_ = self._expression(found.get("expandedlicensing_subjectLicense"), depth + 1)
            return f"{license_}+" if license_ else ""
        if kind == "simplelicensing_LicenseExpression":
            entry = self.license(found, LicenseRole.UNMARKED)
            return entry.raw if entry else ""
        ref = id_of(found) or (told if isinstance(told, str) else "")
        if listed := _LISTED(ref):
            return listed[1]
        if custom := _custom(self._names.get(ref, "") or ref):
            return custom[1]
        return absent(ref) or (text(found, "name") if kind == "expandedlicensing_ListedLicense" else "")


def id_of(element: dict[str, Any]) -> str:
    """The id under which others name an element."""
    return text(element, "spdxId") or text(element, "@id")


def checksums_of(element: dict[str, Any]) -> tuple[Checksum, ...]:
    """The hashes by which an element is verified."""
    found = []
    for _, row in tables(element, "verifiedUsing"):
        algorithm, digest = text(row, "algorithm"), text(row, "hashValue")
        if algorithm or digest:
            found.append(Checksum(SPDX3_ALGORITHMS.get(algorithm, algorithm), digest))
    return tuple(found)


def cdx_properties(element: dict[str, Any]) -> list[tuple[str, str]]:
    """Names and values of the extension that holds properties of CycloneDX."""
    found = []
    for _, extension in tables(element, "extension"):
        for _, row in tables(extension, "extension_cdxProperty"):
            name, value = text(row, "extension_cdxPropName"), text(row, "extension_cdxPropValue")
            if name or value:
                found.append((name, value))
    return found


def _custom_ids(element: dict[str, Any]) -> list[tuple[str, str]]:
    rows = tables(element, "simplelicensing_customIdToUri")
    return [(text(row, "key"), text(row, "value")) for _, row in rows]


def _namespace(ref: str) -> str:
    """What stands before the last part of an id."""
    return ref[: max(ref.rfind(sign) for sign in "#/:") + 1]


def _named(pattern: Any, told: Any) -> str:
    ref = told if isinstance(told, str) else id_of(told) if isinstance(told, dict) else ""
    found = pattern(ref)
    return next((group for group in found.groups() if group), "") if found else ""
