"""What the shapes of types don't say of an SPDX 3 document: ids, references and their targets, digests, licenses, addresses, circles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from osscan.model.sbom_finding import SbomFinding
from osscan.sbom import sense
from osscan.sbom.circles import circles
from osscan.sbom.sense import Findings
from osscan.sbom.spdx3_graph import kind_of
from osscan.sbom.spdx3_model import shapes
from osscan.sbom.subjects import pointer_of
from osscan.sbom.taking import tables, text, texts

_SPDX = "SPDX 3.0.1"
_TIMES = ("created", "builtTime", "releaseTime", "validUntilTime", "startTime", "endTime")
Object = tuple[dict[str, Any], str]
"""An object of the graph, wherever it stands, and its pointer."""


def findings(document: dict[str, Any], _version: str, now: datetime) -> tuple[SbomFinding, ...]:
    """The findings about a document, in one pass over its objects; linear in its size."""
    found = Findings(document)
    objects = list(_objects(document))
    types: dict[str, str] = {}
    for told, pointer in objects:
        _id(found, told, pointer, types)
    known = _known_elsewhere(objects)
    # Elements without a document may refer to ones that travel apart.
    whole = any(kind_of(told) == "SpdxDocument" for told, _ in objects)
    dangling = found.error if whole else found.warning
    needs: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    for told, pointer in objects:
        name = kind_of(told)
        _references(found, told, pointer, types, known, dangling)
        _values(found, told, name, pointer, now)
        if text(told, "relationshipType") == "dependsOn":
            needs.setdefault(text(told, "from"), []).extend(texts(told, "to"))
            places.setdefault(text(told, "from"), pointer)
    for circle in circles(needs):
        way = " → ".join(circle[:6])
        found.note("dependency-circle", places[circle[0]], f"{_SPDX}, Core/RelationshipType", length=len(circle) - 1, way=way)
    documents = [one for one in objects if kind_of(one[0]) == "SpdxDocument"]
    if documents and not any(texts(told, "rootElement") or told.get("rootElement") for told, _ in documents):
        packages = sum(1 for told, _ in objects if kind_of(told) == "software_Package")
        found.error("describes-nothing", documents[0][1], f"{_SPDX}, Core/rootElement", count=packages)
    return found.all()


def _objects(document: dict[str, Any]) -> Iterator[Object]:
    graph = document.get("@graph")
    start: list[tuple[Any, tuple[str | int, ...]]] = [(document, ())] if graph is None else [(graph, ("@graph",))]
    while start:
        here, steps = start.pop()
        if isinstance(here, list):
            start += [
                (one, (*steps, position)) for position, one in reversed(list(enumerate(here))) if isinstance(one, (dict, list))
            ]
        elif isinstance(here, dict):
            if kind_of(here):
                yield here, pointer_of(steps)
            start += [
                (value, (*steps, key)) for key, value in here.items() if isinstance(value, (dict, list)) and key != "@context"
            ]


def _id(found: Findings, told: dict[str, Any], pointer: str, types: dict[str, str]) -> None:
    ref = text(told, "spdxId") or text(told, "@id")
    if not ref:
        return
    if ref in types:
        found.error(
            "ref-repeated", f"{pointer}/{'spdxId' if 'spdxId' in told else '@id'}", f"{_SPDX}, Core/spdxId", ref=ref, first=ref
        )
    types.setdefault(ref, kind_of(told))


def _known_elsewhere(objects: list[Object]) -> set[str]:
    """Elements that the document says to be in others (`import`)."""
    return {
        text(one, "externalSpdxId") for told, _ in objects if kind_of(told) == "SpdxDocument" for _, one in tables(told, "import")
    }


def _references(
    found: Findings, told: dict[str, Any], pointer: str, types: dict[str, str], known: set[str], dangling: Callable[..., None]
) -> None:
    """Every name of another object leads to one of the right type, in this document or in one that is named."""
    name = kind_of(told)
    shape = shapes().get(name)
    for key, member in shape.members.items() if shape is not None else ():
        if not member.range:
            continue
        value = told.get(key)
        for position, ref in enumerate(value if isinstance(value, list) else (value,)):
            if not isinstance(ref, str) or ref in known or ref in member.individuals or _is_listed(ref):
                continue
            way = f"{pointer}/{key}/{position}" if isinstance(value, list) else f"{pointer}/{key}"
            clause = f"{_SPDX}, {name.replace('_', '/')}/{key.rpartition('_')[2]}"
            target = types.get(ref)
            if target is None:
                dangling("ref-dangling", way, clause, ref=ref)
            elif target in shapes() and member.range not in shapes()[target].ancestors:
                found.error("ref-wrong-type", way, clause, ref=ref, type=target, expected=member.range)


def _is_listed(ref: str) -> bool:
    """Licenses of the SPDX list have addresses of their own; nobody repeats them."""
    return ref.startswith(("https://spdx.org/licenses/", "http://spdx.org/licenses/", "https://spdx.org/rdf/", "spdx:"))


def _values(found: Findings, told: dict[str, Any], name: str, pointer: str, now: datetime) -> None:
    where = f"{_SPDX}, {name.replace('_', '/')}"
    hashes = [
        (
            text(one, "algorithm").rpartition("/")[2].upper().replace("_", "-"),
            text(one, "hashValue"),
            f"{pointer}/verifiedUsing/{i}/hashValue",
        )
        for i, one in tables(told, "verifiedUsing")
        if kind_of(one) == "Hash"
    ]
    if hashes:
        sense.digests(found, hashes, f"{pointer}/verifiedUsing", where)
    for key in _TIMES:
        if key in told:
            sense.moment(found, text(told, key), f"{pointer}/{key}", f"{where}/{key}", now)
    if name == "simplelicensing_LicenseExpression":
        sense.expression(
            found, text(told, "simplelicensing_licenseExpression"), f"{pointer}/simplelicensing_licenseExpression", where
        )
    if purl := text(told, "software_packageUrl"):
        version = text(told, "software_packageVersion")
        sense.purl(found, purl, f"{pointer}/software_packageUrl", where, text(told, "name"), version)
    for position, one in tables(told, "externalIdentifier"):
        _identifier(found, one, f"{pointer}/externalIdentifier/{position}/identifier")


def _identifier(found: Findings, told: dict[str, Any], pointer: str) -> None:
    kind, value = text(told, "externalIdentifierType").rpartition("/")[2], text(told, "identifier")
    clause = f"{_SPDX}, Core/ExternalIdentifierType"
    if kind == "email":
        sense.email(found, value.removeprefix("mailto:"), pointer, clause)
    elif kind in ("cpe22", "cpe23"):
        sense.cpe(found, value, pointer, clause)
    elif kind == "packageUrl":
        sense.purl(found, value, pointer, clause)
