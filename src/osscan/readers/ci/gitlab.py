"""GitLab CI: the templates, components and images that a pipeline uses (`include:`, `image:`, `services:`)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.inputs.yaml_marks import Marked, marked_yaml_of
from osscan.model.component import Component, Kind, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.problem import Problem
from osscan.model.purl import purl
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.git_address import repository_of
from osscan.readers.images import expanded, image_of
from osscan.readers.marked import items, mapping, member, members, text

_OWN = ("$CI_REGISTRY_IMAGE", "${CI_REGISTRY_IMAGE}", "$CI_REGISTRY/$CI_PROJECT_PATH", "$CI_SERVER_FQDN/$CI_PROJECT_PATH")
"""By these names a pipeline calls images and components of its own project."""
_COMPONENT = re.compile(r"([^/\s]+)/(\S+)/([^/@\s]+)@(\S+)")
_ANOTHER = re.compile(r"^---(?=[ \r\n]|$)", re.MULTILINE)
_NO_JOBS = frozenset({"include", "variables", "stages", "workflow", "spec"})


def read(source: Source) -> Inventory:
    """One component for each image, included project, component or remote file; all are needed for the build."""
    document, problems = _pipeline(source)
    fields = Fields(source, problems)
    document = mapping(document, "", fields)
    reading = _Reading(fields, document)
    for position, entry in enumerate(items(member(document, "include"))):
        reading.include(entry, f"include[{position}]")
    for name, job in members(document):
        if name in ("image", "services"):
            reading.images(job, name)
        elif name not in _NO_JOBS:
            reading.images(member(job, "image"), f"{name}.image")
            reading.images(member(job, "services"), f"{name}.services")
    return reading.gathering.inventory(reading.fields, READER, "GitLab CI")


def _pipeline(source: Source) -> tuple[Marked | None, tuple[Problem, ...]]:
    """The document that holds the pipeline: behind a header that only names inputs (`spec:`) it is the second one."""
    document, problems = marked_yaml_of(source)
    if [name for name, _ in members(document)] != ["spec"]:
        return document, problems
    text, _ = text_of(source)
    ends = [mark.end() for mark in _ANOTHER.finditer(text)]
    at = next((end for end in ends if text[:end].count("\nspec:") or text.startswith("spec:")), None)
    if at is None:
        return document, problems
    return marked_yaml_of(source._replace(held=("\n" * text.count("\n", 0, at) + text[at:]).encode()))


class _Reading:
    """Takes in what is used, place by place."""

    def __init__(self, fields: Fields, document: Marked | None) -> None:
        self.fields = fields
        self.gathering = Gathering()
        self._document = document
        self._values = _variables(document)

    def images(self, node: Marked | None, route: str) -> None:
        """One image or several, alone or with settings, or by reference (`!reference [.job, image]`)."""
        if node is not None and node.kind == "list" and not route.endswith("services"):
            self._referred(node, route)
            return
        for entry in items(node):
            if entry.kind == "list":
                self._referred(entry, route)
                continue
            told = member(entry, "name") if entry.kind == "mapping" else entry
            written = text(told)
            if told is None or not written or written.startswith(_OWN):
                continue
            reference = expanded(written, self._values)
            place = self.fields.source.place(route, told.line, told.column)
            image = image_of(reference)
            if image is None:
                self.fields.warning("image-unresolved", place, image=reference)
            else:
                self.gathering.add(image.component(place, Scope.BUILD, None))

    def _referred(self, node: Marked, route: str) -> None:
        """What a reference leads to, unless it leads to another one."""
        found = self._document
        for part in items(node):
            found = member(found, text(part))
        if found is None or found is self._document or any(one.kind == "list" for one in items(found)):
            self.fields.warning("image-unresolved", self.fields.source.place(route, node.line, node.column), image=route)
            return
        for one in items(found):
            self.images(one, route)

    def include(self, entry: Marked, route: str) -> None:
        """What comes from elsewhere; files of the project itself and templates of the server are no components."""
        if entry.kind == "text":
            if "://" in text(entry):
                self._remote(entry, route)
            return
        project, remote, component = (member(entry, key) for key in ("project", "remote", "component"))
        if remote is not None:
            self._remote(remote, route)
        elif project is not None and text(project):
            path = expanded(text(project), self._values).strip("/")
            version = text(member(entry, "ref"))
            namespace, _, last = path.rpartition("/")
            self._add(path, version, purl("gitlab", last, version, namespace), project, route)
        elif component is not None and not text(component).startswith(_OWN):
            found = _COMPONENT.fullmatch(text(component))
            if found is None:
                self._unresolved(component, route)
                return
            path, version = found[2], found[4]
            namespace, _, last = path.rpartition("/")
            self._add(path, version, purl("gitlab", last, version, namespace), component, route)

    def _remote(self, node: Marked, route: str) -> None:
        repository = repository_of(text(node))
        if repository is None:
            self._unresolved(node, route)
            return
        name = f"{repository.host}/{repository.path}"
        folder, last = posixpath.split(name)
        self._add(name, "", purl("generic", last, "", folder), node, route)

    def _add(self, name: str, version: str, url: str, node: Marked, route: str) -> None:
        place = self.fields.source.place(route, node.line, node.column)
        ref = f"{name}@{version}" if version else name
        self.gathering.add(Component(name, version, place, ref, url, (), Scope.BUILD, Kind.APPLICATION))

    def _unresolved(self, node: Marked, route: str) -> None:
        place = self.fields.source.place(route, node.line, node.column)
        self.fields.warning("action-unresolved", place, text=text(node) or node.kind)


def _variables(document: Marked | None) -> Mapping[str, str]:
    """The variables that hold for the whole pipeline, alone or with a description."""
    found = {}
    for name, value in members(member(document, "variables")):
        found[name] = text(member(value, "value") if value.kind == "mapping" else value)
    return {name: expanded(value, found) for name, value in found.items()}


READER = Reader(
    name="ci/gitlab",
    title="GitLab CI",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.COMPLETE, hashes=Extent.SOME),
)
