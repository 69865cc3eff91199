"""Syft's own format: what it found in an image or folder, with the licenses that the packages declare."""

from __future__ import annotations

from collections import Counter
from typing import Any

from osscan.inputs.faults import Faults
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component, Kind, Scope
from osscan.model.inventory import Edge, Extent, Gives, Inventory
from osscan.readers.telling import stand_in_name, word

FORMAT = "Syft"
GIVES = Gives(licenses=Extent.SOME, edges=Extent.SOME)

_ROLES = {"declared": ClaimRole.DECLARED, "concluded": ClaimRole.CONCLUDED}


def inventory_of(told: dict[str, Any], faults: Faults, reader: str, version: str, above: str = "") -> Inventory:
    """The artifacts with their licenses, and which needs which; `above` is the route to the document."""
    before = f"{above}." if above else ""
    components: list[Component] = []
    refs: dict[str, str] = {}
    artifacts = told.get("artifacts")
    for position, artifact in enumerate(artifacts if isinstance(artifacts, list) else ()):
        route = f"{before}artifacts[{position}]"
        if not isinstance(artifact, dict):
            faults.wrong_type(route, "object", artifact)
            artifact = {}  # noqa: PLW2901 - a component without a name is one
        component = _component(artifact, faults, route, refs)
        components.append(component)
    edges = tuple(dict.fromkeys(_edges(told, refs)))
    path = faults.source.path
    return Inventory(path, reader, FORMAT, version, None, tuple(components), edges, faults.problems(), GIVES)


def _component(told: dict[str, Any], faults: Faults, route: str, refs: dict[str, str]) -> Component:
    name, version, purl, ref = (word(faults, told, key, route) for key in ("name", "version", "purl", "id"))
    if not ref or ref in refs:
        if ref:
            faults.warning("duplicate-ref", f"{route}.id", ref=ref)
        ref = route
    refs[ref] = ref
    name = name if name.strip() else stand_in_name(faults, purl, ref, route)
    claims = _claims(told.get("licenses"), faults, f"{route}.licenses")
    return Component(name, version, faults.place(route), ref, purl, claims, Scope.UNKNOWN, Kind.LIBRARY)


def _claims(licenses: Any, faults: Faults, route: str) -> tuple[LicenseClaim, ...]:
    """Licenses are texts in old versions; objects with a value, its expression and who says it in newer ones."""
    if licenses is None:
        return ()
    if not isinstance(licenses, list):
        faults.wrong_type(route, "array", licenses)
        return ()
    claims: list[LicenseClaim] = []
    for position, told in enumerate(licenses):
        inner = f"{route}[{position}]"
        role, form, raw = ClaimRole.DECLARED, Form.NAME, told
        if isinstance(told, dict):
            role = _ROLES.get(str(told.get("type")), ClaimRole.DECLARED)
            expression = told.get("spdxExpression")
            form, raw = (Form.EXPRESSION, expression) if isinstance(expression, str) and expression else (form, told.get("value"))
        if not isinstance(raw, str):
            faults.wrong_type(inner, "string", raw)
        elif raw.strip():
            claims.append(LicenseClaim(role, raw, form, Method.SBOM, faults.place(inner)))
    counts = Counter(claim.role for claim in claims)
    return tuple(claim._replace(joined=Joined.UNSAID, group=route) if counts[claim.role] > 1 else claim for claim in claims)


def _edges(told: dict[str, Any], refs: dict[str, str]) -> list[Edge]:
    """`dependency-of` leads from what is needed to what needs it; all other relationships say nothing of needs."""
    found: list[Edge] = []
    rows = told.get("artifactRelationships")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.get("type") == "dependency-of":
            needed, needing = row.get("parent"), row.get("child")
            if isinstance(needed, str) and isinstance(needing, str) and needed in refs and needing in refs:
                found.append((refs[needing], refs[needed]))
    return found
