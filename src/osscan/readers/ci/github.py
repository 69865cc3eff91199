"""Workflows and actions of GitHub, Forgejo and Gitea: what a build uses (`uses:`, `container:`, `services:`)."""

from __future__ import annotations

import re

from osscan.inputs.source import Source
from osscan.inputs.yaml_marks import Marked, marked_yaml_of
from osscan.model.component import Component, Kind, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.purl import purl
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.git_address import repository_of
from osscan.readers.images import image_of
from osscan.readers.marked import items, mapping, member, members, text

_USES = re.compile(r"([A-Za-z0-9][\w.\-]*)/([\w.\-]+)(/[^@\s]*)?@(\S+)")
_AT_ADDRESS = re.compile(r"(https?://[^/\s@]+/[^/\s@]+/[^/\s@]+)(?:/[^\s@]*)?@(\S+)")
"""As Forgejo and Gitea name actions of any server."""
_OF_THE_SERVER = "/.forgejo/"
_DOCKER = "docker://"
_OWN = ("./", "../", "$/")
"""From the workspace, or from the workflow's own repository at its own commit."""
_JOBS = re.compile(rb"^[\"']?jobs[\"']?:", re.MULTILINE)
_ON = re.compile(rb"^[\"']?on[\"']?:", re.MULTILINE)
_RUNS = re.compile(rb"^runs:[ \t\r]*\n(?>[ \t]+[^\n]*\n){0,200}?[ \t]+using:", re.MULTILINE)


def read(source: Source) -> Inventory:
    """One component for each action or image, all of them needed for the build; `./` and `$/` are the project itself."""
    document, problems = marked_yaml_of(source)
    fields = Fields(source, problems)
    reading = _Reading(fields)
    document = mapping(document, "", fields)
    for name, job_told in members(mapping(member(document, "jobs"), "jobs", fields)):
        route = f"jobs.{name}"
        job = mapping(job_told, route, fields)
        reading.uses(member(job, "uses"), f"{route}.uses")
        reading.steps(member(job, "steps"), f"{route}.steps")
        reading.container(member(job, "container"), f"{route}.container")
        for service, told in members(mapping(member(job, "services"), f"{route}.services", fields)):
            reading.container(told, f"{route}.services.{service}")
    runs = mapping(member(document, "runs"), "runs", fields)
    reading.steps(member(runs, "steps"), "runs.steps")
    image = member(runs, "image")
    if text(image).startswith(_DOCKER):
        reading.uses(image, "runs.image")
    return reading.gathering.inventory(reading.fields, READER, "GitHub workflow" if runs is None else "GitHub action")


class _Reading:
    """Takes in what is used, place by place."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.gathering = Gathering()

    def steps(self, node: Marked | None, route: str) -> None:
        """The `uses:` of all steps."""
        for position, step in enumerate(items(node)):
            self.uses(member(mapping(step, f"{route}[{position}]", self.fields), "uses"), f"{route}[{position}].uses")

    def container(self, node: Marked | None, route: str) -> None:
        """An image, alone or with settings; one that an expression names at run time is not known here, which is told."""
        image = member(node, "image") if node is not None and node.kind == "mapping" else node
        if image is None or image.value == "":
            return
        if "${{" in text(image):
            self.fields.note("image-unresolved", self.fields.source.place(route, image.line, image.column), image=text(image))
        else:
            self._image(text(image) or image.kind, image, route)

    def uses(self, node: Marked | None, route: str) -> None:
        """An action or reusable workflow (`owner/repository/path@ref`), or an image."""
        used = text(node)
        if node is not None and node.kind != "text":
            place = self.fields.source.place(route, node.line, node.column)
            self.fields.wrong_type(place, "string", node.value, lost=True)
        if node is None or not used or used.startswith(_OWN):
            return
        if used.startswith(_DOCKER):
            self._image(used.removeprefix(_DOCKER), node, route)
            return
        place = self.fields.source.place(route, node.line, node.column)
        action = self._action(used)
        if action is None:
            self.fields.warning("action-unresolved", place, text=used)
            return
        name, version, url = action
        self.gathering.add(Component(name, version, place, f"{name}@{version}", url, (), Scope.BUILD, Kind.APPLICATION))

    def _action(self, used: str) -> tuple[str, str, str] | None:
        """Name, version and purl; where `owner/name` comes from, each server of Forgejo settles for itself."""
        found = _USES.fullmatch(used)
        if found is not None:
            owner, last, _, version = found.groups()
            is_open = _OF_THE_SERVER in f"/{self.fields.source.path}"
            return f"{owner}/{last}", version, "" if is_open else purl("github", last, version, owner)
        located = _AT_ADDRESS.fullmatch(used)
        repository = repository_of(located[1]) if located is not None else None
        if located is None or repository is None:
            return None
        return repository.name, located[2], repository.purl(located[2])

    def _image(self, reference: str, node: Marked, route: str) -> None:
        place = self.fields.source.place(route, node.line, node.column)
        image = image_of(reference)
        if image is None:
            self.fields.warning("image-unresolved", place, image=reference)
        else:
            self.gathering.add(image.component(place, Scope.BUILD, None))


def _recognises(head: bytes) -> bool:
    return (_JOBS.search(head) is not None and _ON.search(head) is not None) or _RUNS.search(head) is not None


READER = Reader(
    name="ci/github",
    title="Workflows and actions of GitHub, Forgejo and Gitea",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
