"""What setuptools knows of a project, whichever file says it, becomes an inventory."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from osscan.model.claim import Method
from osscan.model.component import Component, Scope
from osscan.model.inventory import Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.pypi import component_of, is_local, pypi_purl, requirement_of
from osscan.readers.pypi_license import LicenseFields, metadata_claims


class Project(NamedTuple):
    """Texts as they stand in the file; a need is a requirement, its scope and its route."""

    name: str = ""
    version: str = ""
    license: str = ""
    classifiers: tuple[str, ...] = ()
    needs: tuple[tuple[str, Scope, str], ...] = ()
    elsewhere: frozenset[str] = frozenset()
    """Fields whose value only running the build would tell."""


def inventory_of(project: Project, fields: Fields, reader: Reader, form: str) -> Inventory:
    """The project as root and one component for each requirement; nothing where the file tells of no project."""
    name = "" if "name" in project.elsewhere else project.name
    if not (project.name or project.version or project.needs or project.elsewhere):
        return Gathering().inventory(fields, reader, form)
    gathering = Gathering(_root(project, name, fields))
    for text, scope, route in project.needs:
        asked = requirement_of(text)
        if asked is None:
            fields.error("requirement-syntax", fields.source.place(route), text=text)
        elif not (asked.url and is_local(asked.url)):
            component = component_of(asked, fields.source.place(route), scope)
            gathering.add(component)
            gathering.need(ROOT, component.ref)
    return gathering.inventory(fields, reader, form)


def _root(project: Project, name: str, fields: Fields) -> Component:
    name = name or posixpath.basename(posixpath.dirname(fields.source.path)) or "project"
    version = "" if "version" in project.elsewhere else project.version
    text = "" if "license" in project.elsewhere else project.license
    said = ((text, fields.source.place("license")),) if text else ()
    listed = tuple((one, fields.source.place(f"classifiers[{n}]")) for n, one in enumerate(project.classifiers))
    claims = metadata_claims(LicenseFields(texts=said, classifiers=listed), Method.MANIFEST)
    return Component(name, version, fields.source.place(), ROOT, pypi_purl(name, version), claims, first_party=True)
