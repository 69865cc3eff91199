"""Syft's own format in facts: what a scan found; its metadata about single ecosystems stays in the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osscan.expression.parse import parse
from osscan.expression.tree import And, Or
from osscan.knowledge import spdx
from osscan.model.bom import Bom, Identifier, Joint, LicenseEntry, LicenseRole, Link, Part, Party, PartyKind
from osscan.model.claim import Form
from osscan.sbom.taking import Refs, table, tables, text

FORMAT = "Syft"
_KINDS = {"image": "container", "file": "file"}
_JOINTS = {"dependency-of": Joint.DEPENDS_ON, "contains": Joint.CONTAINS}
_ROLES = {"declared": LicenseRole.DECLARED, "concluded": LicenseRole.CONCLUDED}


def facts(document: dict[str, Any]) -> Bom:
    """What the document says; the image, folder or file that was looked at comes first."""
    refs = Refs()
    source, descriptor = table(document, "source"), table(document, "descriptor")
    target = source.get("target")
    name = text(source, "name") or (target if isinstance(target, str) else text(table(source, "target"), "userInput"))
    root = Part(refs.give(text(source, "id"), "/source"), name, text(source, "version"), pointer="/source")
    root = root._replace(kind=_KINDS.get(text(source, "type"), "application"))
    parts = [_part(row, f"/artifacts/{position}", refs) for position, row in tables(document, "artifacts")]
    known = {root.ref, *(part.ref for part in parts)}
    return Bom(
        FORMAT,
        text(table(document, "schema"), "version"),
        tools=(Party(text(descriptor, "name"), PartyKind.TOOL, version=text(descriptor, "version")),),
        created=text(descriptor, "timestamp"),
        root=root.ref,
        parts=(root, *parts),
        links=tuple(dict.fromkeys(_links(document, known))),
    )


def _part(told: dict[str, Any], pointer: str, refs: Refs) -> Part:
    return Part(
        refs.give(text(told, "id"), pointer),
        text(told, "name"),
        text(told, "version"),
        kind="library",
        pointer=pointer,
        identifiers=tuple(_identifiers(told)),
        licenses=tuple(_licenses(told.get("licenses"))),
    )


def _identifiers(told: dict[str, Any]) -> Iterator[Identifier]:
    if purl := text(told, "purl"):
        yield Identifier("purl", purl)
    rows = told.get("cpes")
    for row in rows if isinstance(rows, list) else ():
        cpe = row if isinstance(row, str) else text(row, "cpe") if isinstance(row, dict) else ""
        if cpe:
            yield Identifier("cpe22" if cpe.startswith("cpe:/") else "cpe23", cpe)


def _licenses(rows: Any) -> Iterator[LicenseEntry]:
    """A license is a text, or since schema 9 an object with its expression and who says it."""
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, str) and row:
            yield LicenseEntry(LicenseRole.DECLARED, _form(row), row)
        elif isinstance(row, dict):
            role = _ROLES.get(text(row, "type"), LicenseRole.DECLARED)
            if expression := text(row, "spdxExpression"):
                yield LicenseEntry(role, Form.EXPRESSION, expression)
            elif value := text(row, "value"):
                yield LicenseEntry(role, Form.NAME, value)


def _form(raw: str) -> Form:
    if spdx.license_id(raw):
        return Form.ID
    return Form.EXPRESSION if isinstance(parse(raw), (And, Or)) else Form.NAME


def _links(document: dict[str, Any], known: set[str]) -> Iterator[Link]:
    for _, row in tables(document, "artifactRelationships"):
        parent, child, joint = text(row, "parent"), text(row, "child"), _JOINTS.get(text(row, "type"))
        if joint is Joint.DEPENDS_ON and {parent, child} <= known:
            # `parent` is the dependency of `child`.
            yield Link(child, parent, joint)
        elif joint is not None and {parent, child} <= known:
            yield Link(parent, child, joint)
