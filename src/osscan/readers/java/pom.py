"""pom.xml: the project with its license, and what it asks for, with the versions that parents and imported lists give."""

from __future__ import annotations

import re
from collections.abc import Sequence

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import Method
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.maven import SCOPES, asked_of, maven_name, maven_purl, maven_ref
from osscan.readers.maven_license import pom_claims
from osscan.readers.maven_places import Repository
from osscan.readers.maven_pom import Pom, pom_of
from osscan.readers.maven_repository import repository_of
from osscan.readers.maven_tree import Effective, Poms, Resolved

_OPENING = re.compile(rb"<(?:\w+:)?project[\s>]")
_OWN_WORDS = re.compile(rb"maven\.apache\.org/POM/|<modelVersion|<artifactId|<groupId")


def read(source: Source) -> Inventory:
    """One pom alone, with the parents that lie in the folder that was asked for; raises UnreadableError."""
    pom = pom_of(source)
    return _inventory(pom, Poms((pom,), repository_of(source.limits)))


def read_together(sources: Sequence[Source], repository: Repository | None = None) -> tuple[Inventory, ...]:
    """All poms of a tree, in the order of the sources: they inherit from each other, and ask for each other.

    `repository` finds poms outside of the tree; without it the limits tell of one, or those poms stay unknown.
    """
    if repository is None and sources:
        repository = repository_of(sources[0].limits)
    read_: list[Pom | Inventory] = []
    for source in sources:
        try:
            read_.append(pom_of(source))
        except UnreadableError as fault:
            read_.append(Inventory(source.path, READER.name, "pom.xml", problems=(fault.problem,), gives=READER.gives))
    poms = Poms((pom for pom in read_ if isinstance(pom, Pom)), repository)
    return tuple(_inventory(one, poms) if isinstance(one, Pom) else one for one in read_)


def _inventory(pom: Pom, poms: Poms) -> Inventory:
    fields = Fields(pom.source, pom.problems)
    if not pom.levels:
        return Gathering().inventory(fields, READER, "pom.xml")
    effective = poms.effective(pom)
    gathering = Gathering(_root(effective))
    _tell_missing(effective, poms, fields)
    for resolved in poms.dependencies(effective):
        version = asked_of(resolved.version or "").version
        if poms.is_member(resolved.group or "", resolved.artifact or "", version, pom.source.role):
            gathering.own(maven_ref(resolved.group or "", resolved.artifact or "", version))
            continue
        component = _component(resolved, fields)
        if component is None:
            continue
        licenses = poms.licenses(resolved.group or "", resolved.artifact or "", component.version, pom.source.role)
        gathering.add(component._replace(claims=pom_claims(licenses, Method.INSTALLED)) if licenses else component)
        gathering.need(ROOT, component.ref)
    return gathering.inventory(fields, READER, "pom.xml", "4.0.0")


def _root(effective: Effective) -> Component:
    pom = effective.pom
    group, version = effective.group, effective.version
    artifact = pom.artifact or pom.source.path.rpartition("/")[0].rpartition("/")[2] or "project"
    name = maven_name(group, artifact) if group else artifact
    place = pom.source.place("project", pom.line)
    claims = pom_claims(effective.licenses, Method.MANIFEST)
    return Component(name, version, place, ROOT, maven_purl(group, artifact, version), claims, first_party=True)


def _component(resolved: Resolved, fields: Fields) -> Component | None:
    """The component of a dependency; what can't be known is told and stays open."""
    told = resolved.told
    place = resolved.pom.source.place("dependencies", told.line)
    if told.cut and not told.artifact:
        return None
    if not told.group and not told.artifact:
        fields.error("package-without-name", place)
        return None
    group, artifact = resolved.group or told.group, resolved.artifact or told.artifact
    name = maven_name(group, artifact)
    if resolved.unknown:
        fields.note("pom-property-unknown", place, property=resolved.unknown, package=name)
    elif not resolved.version:
        fields.note("pom-version-unknown", place, package=name)
    if not group or not artifact:
        fields.warning("name-missing", place, name=name)
    asked = asked_of(resolved.version or "")
    ref = maven_ref(group, artifact, asked.version)
    url = maven_purl(group, artifact, asked.version)
    return Component(name, asked.version, place, ref, url, scope=_scope(resolved), requirement=asked.range)


def _scope(resolved: Resolved) -> Scope:
    """What an optional entry or a profile brings is optional, unless it is not delivered anyhow."""
    scope = SCOPES.get(resolved.scope.lower() or "compile", Scope.UNKNOWN)
    if scope is Scope.RUNTIME and (resolved.optional or resolved.profile):
        return Scope.OPTIONAL
    return scope


def _tell_missing(effective: Effective, poms: Poms, fields: Fields) -> None:
    """Without a parent or an imported list the versions that they give stay open, and so does what a parent asks for."""
    missing = poms.missing(effective)
    if missing is not None:
        parent, last = missing
        package = maven_ref(parent.group, parent.artifact, parent.version)
        fields.warning("pom-parent-unknown", last.source.place("parent", parent.line), parent=package)
    for bom in poms.unknown_boms(effective):
        place = bom.pom.source.place("dependencyManagement", bom.line)
        fields.note("pom-import-unknown", place, package=maven_ref(*bom.name))


def _recognises(head: bytes) -> bool:
    return _OPENING.search(head) is not None and (
        _OWN_WORDS.search(head) is not None or b"<dependencies" in head or b"<project/>" in head
    )


READER = Reader(
    name="java/pom",
    title="pom.xml (Maven 4.0.0)",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
    together=read_together,
)
