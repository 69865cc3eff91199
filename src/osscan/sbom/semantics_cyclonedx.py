"""What a schema can't say of a CycloneDX document: keys, dependencies, digests, licenses and addresses that contradict themselves or each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from osscan.model.sbom_finding import SbomFinding
from osscan.sbom import sense
from osscan.sbom.circles import circles
from osscan.sbom.sense import Findings
from osscan.sbom.taking import tables, text

_ELSEWHERE = "urn:cdx:"
"""Begins a BOM-Link, which names something in another document."""


def findings(document: dict[str, Any], version: str, now: datetime) -> tuple[SbomFinding, ...]:
    """The findings about the JSON form of a document, in one pass over its parts; linear in its size."""
    found = Findings(document)
    bom = f"CycloneDX {version}"
    refs: dict[str, str] = {}
    root = ""
    for part, pointer in _parts(document):
        _key(found, part, pointer, refs, bom)
        _part(found, part, pointer, bom)
        if pointer == "/metadata/component":
            root = text(part, "bom-ref")
    for member in ("services", "vulnerabilities", "annotations", "formulation", "citations"):
        for entry, pointer in _nested(document.get(member), f"/{member}", member):
            _key(found, entry, pointer, refs, bom)
    _other_refs(document, refs)
    _dependencies(found, document, refs, root, bom)
    _compositions(found, document, refs, bom)
    _document(found, document, bom, now)
    return found.all()


def _parts(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """The product and all components with what is nested in them."""
    metadata = document.get("metadata")
    product = metadata.get("component") if isinstance(metadata, dict) else None
    if isinstance(product, dict):
        yield product, "/metadata/component"
        yield from _nested(product.get("components"), "/metadata/component/components", "components")
    yield from _nested(document.get("components"), "/components", "components")


def _nested(told: Any, pointer: str, member: str) -> Iterator[tuple[dict[str, Any], str]]:
    waiting = [(told, pointer)]
    while waiting:
        rows, above = waiting.pop()
        if not isinstance(rows, list):
            continue
        for position, row in enumerate(rows):
            if isinstance(row, dict):
                here = f"{above}/{position}"
                yield row, here
                if row.get(member):
                    waiting.append((row[member], f"{here}/{member}"))


def _key(found: Findings, entry: dict[str, Any], pointer: str, refs: dict[str, str], bom: str) -> None:
    ref = entry.get("bom-ref")
    if not isinstance(ref, str) or not ref:
        return
    if ref in refs:
        found.error("ref-repeated", f"{pointer}/bom-ref", f"{bom}, bom-ref", ref=ref, first=refs[ref])
    else:
        refs[ref] = pointer


def _other_refs(document: dict[str, Any], refs: dict[str, str]) -> None:
    """Keys of everything else that may be referred to: organizations, licenses, data, definitions."""
    waiting: list[tuple[Any, str]] = [
        (value, f"/{key}") for key, value in document.items() if key not in ("components", "dependencies")
    ]
    while waiting:
        here, pointer = waiting.pop()
        if isinstance(here, dict):
            ref = here.get("bom-ref")
            if isinstance(ref, str):
                refs.setdefault(ref, pointer)
            waiting += [(value, f"{pointer}/{key}") for key, value in here.items() if isinstance(value, (dict, list))]
        elif isinstance(here, list):
            waiting += [
                (value, f"{pointer}/{position}") for position, value in enumerate(here) if isinstance(value, (dict, list))
            ]


def _part(found: Findings, part: dict[str, Any], pointer: str, bom: str) -> None:
    name, version = text(part, "name"), text(part, "version")
    _digests(found, part, pointer, bom)
    for position, reference in tables(part, "externalReferences"):
        way = f"{pointer}/externalReferences/{position}"
        url = text(reference, "url")
        if "url" in reference and not url.startswith(_ELSEWHERE):
            sense.address(found, url, f"{way}/url", f"{bom}, externalReferences.url")
        _digests(found, reference, way, bom)
    if "purl" in part:
        sense.purl(found, text(part, "purl"), f"{pointer}/purl", f"{bom}, component.purl", name, version)
    if "cpe" in part:
        sense.cpe(found, text(part, "cpe"), f"{pointer}/cpe", f"{bom}, component.cpe")
    if "versionRange" in part and part.get("isExternal") is not True:
        found.error("range-not-external", f"{pointer}/versionRange", f"{bom}, component.versionRange")
    _licenses(found, part, pointer, bom)
    for member in ("supplier", "manufacturer"):
        _contacts(found, part.get(member), f"{pointer}/{member}", bom)
    for position, author in tables(part, "authors"):
        if "email" in author:
            sense.email(found, text(author, "email"), f"{pointer}/authors/{position}/email", f"{bom}, email")


def _digests(found: Findings, told: dict[str, Any], pointer: str, bom: str) -> None:
    if "hashes" in told:
        rows = [(text(one, "alg"), text(one, "content"), f"{pointer}/hashes/{i}/content") for i, one in tables(told, "hashes")]
        sense.digests(found, rows, f"{pointer}/hashes", f"{bom}, hashes")


def _licenses(found: Findings, part: dict[str, Any], pointer: str, bom: str) -> None:
    clause = f"{bom}, licenses"
    for position, entry in tables(part, "licenses"):
        way = f"{pointer}/licenses/{position}"
        if "expression" in entry:
            sense.expression(found, text(entry, "expression"), f"{way}/expression", clause)
        license_ = entry.get("license")
        if not isinstance(license_, dict):
            continue
        id_, name = text(license_, "id"), text(license_, "name")
        if id_ in ("NONE", "NOASSERTION") or name in ("NONE", "NOASSERTION"):
            found.warning("license-says-nothing", f"{way}/license/{'id' if id_ else 'name'}", clause, value=id_ or name)
        elif id_:
            sense.expression(found, id_, f"{way}/license/id", clause)
        elif name and sense.is_expression(name):
            found.note("license-in-name", f"{way}/license/name", clause, value=name)


def _contacts(found: Findings, party: Any, pointer: str, bom: str) -> None:
    if not isinstance(party, dict):
        return
    for position, contact in tables(party, "contact"):
        if "email" in contact:
            sense.email(found, text(contact, "email"), f"{pointer}/contact/{position}/email", f"{bom}, email")
    urls = party.get("url")
    for position, url in enumerate(urls if isinstance(urls, list) else ()):
        if isinstance(url, str):
            sense.address(found, url, f"{pointer}/url/{position}", f"{bom}, organizationalEntity.url")


def _dependencies(found: Findings, document: dict[str, Any], refs: dict[str, str], root: str, bom: str) -> None:
    clause = f"{bom}, dependencies"
    needs: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    for position, entry in tables(document, "dependencies"):
        way, ref = f"/dependencies/{position}", text(entry, "ref")
        if ref in places:
            found.warning("dependency-repeated", f"{way}/ref", clause, ref=ref, first=places[ref])
        places.setdefault(ref, way)
        if ref and ref not in refs and not ref.startswith(_ELSEWHERE):
            found.error("ref-dangling", f"{way}/ref", clause, ref=ref)
        told = needs.setdefault(ref, [])
        for member in ("dependsOn", "provides"):
            rows = entry.get(member)
            for index, need in enumerate(rows if isinstance(rows, list) else ()):
                if not isinstance(need, str):
                    continue
                if need not in refs and not need.startswith(_ELSEWHERE):
                    found.error("ref-dangling", f"{way}/{member}/{index}", clause, ref=need)
                if need == ref:
                    found.error("dependency-on-itself", f"{way}/{member}/{index}", clause, ref=ref)
                if member == "dependsOn":
                    told.append(need)
    for circle in circles(needs):
        found.note("dependency-circle", places[circle[0]], clause, length=len(circle) - 1, way=" → ".join(circle[:6]))
    if root and needs and root not in needs:
        found.warning("product-without-dependencies", "/dependencies", clause, ref=root)


def _compositions(found: Findings, document: dict[str, Any], refs: dict[str, str], bom: str) -> None:
    for position, entry in tables(document, "compositions"):
        for member in ("assemblies", "dependencies", "vulnerabilities"):
            rows = entry.get(member)
            for index, ref in enumerate(rows if isinstance(rows, list) else ()):
                if isinstance(ref, str) and ref not in refs and not ref.startswith(_ELSEWHERE):
                    found.error("ref-dangling", f"/compositions/{position}/{member}/{index}", f"{bom}, compositions", ref=ref)


def _document(found: Findings, document: dict[str, Any], bom: str, now: datetime) -> None:
    metadata = document.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    if "timestamp" in metadata:
        sense.moment(found, text(metadata, "timestamp"), "/metadata/timestamp", f"{bom}, metadata.timestamp", now)
    for member in ("supplier", "manufacturer", "manufacture"):
        _contacts(found, metadata.get(member), f"/metadata/{member}", bom)
    for position, author in tables(metadata, "authors"):
        if "email" in author:
            sense.email(found, text(author, "email"), f"/metadata/authors/{position}/email", f"{bom}, email")
    count = sum(1 for _ in tables(document, "vulnerabilities"))
    if count:
        found.note("vulnerabilities-inside", "/vulnerabilities", "BSI TR-03183-2 2.1.0, 3.1", count=count)
    if document.get("signature"):
        found.note("signature-not-verified", "/signature", f"{bom}, signature")
