"""Cargo.toml: a Rust package with its license and what it asks for, inherited fields included."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from osscan.inputs.decode import toml_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.cargo import cargo_purl, inherited, needs_of, shared_needs, workspace_above
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering

_OPENING = re.compile(rb"^[ \t]*\[(?:package|workspace)\][ \t\r]*(?:#.*)?$", re.MULTILINE)
_OWN_WORDS = re.compile(
    rb"^[ \t]*(?:\[(?:\w+-)?dependencies|\[lib\]|\[\[bin\]\]|(?:edition|members|resolver|authors|license|version)[ \t]*=)",
    re.MULTILINE,
)
_LOCKS = re.compile(rb"^\[\[package\]\]", re.MULTILINE)
_CHECKSUMS = ".cargo-checksum.json"


def read(source: Source) -> Inventory:
    """The package as root and one component for each that it asks for; a vendored package is a component itself."""
    document, problems = toml_of(source)
    fields = Fields(source, problems)
    workspace = workspace_above(source, document)
    root = _root(document, workspace, fields)
    if root is not None and _is_vendored(source):
        gathering = Gathering()
        gathering.add(root._replace(ref=f"{root.name}@{root.version}", first_party=False))
        return gathering.inventory(fields, READER, "Cargo.toml")
    _look_where_patches_lead(document, fields)
    gathering = Gathering(root)
    own = document.get("workspace")
    shared = shared_needs(own, fields) if isinstance(own, dict) else ()
    for need in (*needs_of(document, workspace, fields), *shared):
        if need.local:
            continue
        ref = f"{need.name}@{need.version}" if need.version else need.name
        url = cargo_purl(need.name, need.version)
        gathering.add(
            Component(need.name, need.version, source.place(need.route), ref, url, (), need.scope, requirement=need.range)
        )
        if need.scope is not Scope.UNKNOWN:
            gathering.need(ROOT, ref)
    return gathering.inventory(fields, READER, "Cargo.toml")


def _look_where_patches_lead(document: dict[str, Any], fields: Fields) -> None:
    """Folders that stand in for crates from elsewhere (`[patch]`) have to be parts of what was asked for."""
    patches = fields.table(document, "patch", "")
    for registry in patches:
        route = route_key("patch", registry)
        for name, told in fields.table(patches, registry, "patch").items():
            if isinstance(told, dict) and "path" in told:
                inner = route_key(route, name)
                fields.not_outside(fields.text(told, "path", inner), fields.source.place(inner))


def _root(document: dict[str, Any], workspace: dict[str, Any], fields: Fields) -> Component | None:
    """The package; the manifest of a workspace alone has none."""
    key = "package" if "package" in document else "project"
    package = fields.table(document, key, "", lost=True)
    if not package:
        return None
    told = {field: inherited(package, field, workspace) for field in ("name", "version", "license", "license-file")}
    name = fields.text(told, "name", key) or posixpath.basename(posixpath.dirname(fields.source.path)) or "project"
    version = fields.text(told, "version", key)
    place = fields.source.place(f"{key}.license" if told["license"] else key)
    expression, file = fields.text(told, "license", key), fields.text(told, "license-file", key)
    claims: tuple[LicenseClaim, ...] = ()
    if expression:
        claims = (LicenseClaim(ClaimRole.DECLARED, _modern(expression), Form.EXPRESSION, Method.MANIFEST, place),)
    elif file:
        claims = (LicenseClaim(ClaimRole.DECLARED, "", Form.TEXT, Method.MANIFEST, fields.source.place(f"{key}.license-file")),)
    return Component(name, version, fields.source.place(key), ROOT, cargo_purl(name, version), claims, first_party=True)


def _modern(expression: str) -> str:
    """Cargo used to separate the licenses of a choice by a slash, and its manual still says that this means `OR`."""
    return " OR ".join(part.strip() for part in expression.split("/")) if "/" in expression else expression


def _is_vendored(source: Source) -> bool:
    """`cargo vendor` puts a file of checksums beside each manifest."""
    return source.beside(_CHECKSUMS) is not None


def _recognises(head: bytes) -> bool:
    return all(word.search(head) for word in (_OPENING, _OWN_WORDS)) and _LOCKS.search(head) is None


READER = Reader(
    name="rust/cargo-toml",
    title="Cargo.toml",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
