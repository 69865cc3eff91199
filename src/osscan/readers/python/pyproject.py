"""pyproject.toml: the project with its license, and what it asks for at runtime, as extras, for development and to be built."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from osscan.inputs.decode import toml_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.claim import LicenseClaim, Method
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.pypi import component_of, pypi_purl
from osscan.readers.pypi_license import LicenseFields, Said, metadata_claims
from osscan.readers.pypi_project import needs_of

_TABLES = re.compile(rb"^[ \t]*\[(?:project|build-system|dependency-groups|tool\.poetry)[\].]", re.MULTILINE)


def read(source: Source) -> Inventory:
    """The project as root and one component for each package that it asks for."""
    document, problems = toml_of(source)
    fields = Fields(source, problems)
    root = _root(document, fields)
    gathering = Gathering(root)
    for need in needs_of(document, fields):
        component = component_of(need.requirement, source.place(need.route), need.scope)
        gathering.add(component)
        gathering.need(ROOT, component.ref)
    return gathering.inventory(fields, READER, "pyproject.toml")


def _root(document: dict[str, Any], fields: Fields) -> Component | None:
    """The project itself; a file with nothing but settings of tools has none."""
    poetry = fields.table(fields.table(document, "tool", ""), "poetry", "tool")
    project = fields.table(document, "project", "")
    if not project and not poetry:
        return None
    name = fields.text(project, "name", "project") or fields.text(poetry, "name", "tool.poetry") or _folder(fields.source)
    version = fields.text(project, "version", "project") or fields.text(poetry, "version", "tool.poetry")
    claims = _claims(project, poetry, fields)
    place = fields.source.place("project" if project else "tool.poetry")
    return Component(name, version, place, ROOT, pypi_purl(name, version), claims, first_party=True)


def _folder(source: Source) -> str:
    return posixpath.basename(posixpath.dirname(source.path)) or "project"


def _claims(project: dict[str, Any], poetry: dict[str, Any], fields: Fields) -> tuple[LicenseClaim, ...]:
    """A license is an expression (PEP 639) or, as it was before, a table with a text or a file; Poetry's is a name."""
    place = fields.source.place
    expressions: tuple[Said, ...] = ()
    texts: tuple[Said, ...] = ()
    files = [place(f"project.license-files[{n}]") for n, _ in enumerate(_license_files(project, fields))]
    license_ = project.get("license")
    if isinstance(license_, dict):
        texts = ((fields.text(license_, "text", "project.license"), place("project.license.text")),)
        files += [place("project.license.file")] if fields.text(license_, "file", "project.license") else []
    else:
        expressions = ((fields.text(project, "license", "project"), place("project.license")),)
    texts += ((fields.text(poetry, "license", "tool.poetry"), place("tool.poetry.license")),)
    classifiers = (*_classifiers(project, "project", fields), *_classifiers(poetry, "tool.poetry", fields))
    return metadata_claims(LicenseFields(expressions, texts, classifiers, tuple(files)), Method.MANIFEST)


def _license_files(project: dict[str, Any], fields: Fields) -> list[Any]:
    """The list of PEP 639; its drafts had tables (`{paths = [...]}`) in its place, which build tools still take."""
    value = project.get("license-files")
    if isinstance(value, dict):
        return [path for paths in value.values() if isinstance(paths, list) for path in paths]
    return fields.rows(project, "license-files", "project")


def _classifiers(table: dict[str, Any], route: str, fields: Fields) -> tuple[Said, ...]:
    inner = route_key(route, "classifiers")
    rows = fields.rows(table, "classifiers", route)
    return tuple((row, fields.source.place(f"{inner}[{n}]")) for n, row in enumerate(rows) if isinstance(row, str))


def _recognises(head: bytes) -> bool:
    return _TABLES.search(head) is not None


READER = Reader(
    name="python/pyproject",
    title="pyproject.toml (PEP 621, 639, 735, Poetry)",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
