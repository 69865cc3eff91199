"""A pom.xml as it is written: nothing inherited, no property replaced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from osscan.inputs.source import Source
from osscan.inputs.xml_tree import Element, xml_of
from osscan.model.problem import Problem, error


class Dependency(NamedTuple):
    """One entry of a list of dependencies, with its values as written."""

    group: str
    artifact: str
    version: str
    type: str
    classifier: str
    scope: str
    optional: str
    line: int
    cut: bool = False
    """The document breaks off in this entry, so that what is not there may have been."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two entries the same one (Maven's management key)."""
        return (self.group, self.artifact, self.type, self.classifier)


class Parent(NamedTuple):
    """The pom from which one inherits, and where it lies."""

    group: str
    artifact: str
    version: str
    path: str
    """Relative to the pom; empty where it must not be looked for in the tree's folders."""
    line: int


class License(NamedTuple):
    """An entry of `licenses`."""

    name: str
    url: str
    line: int


class Level(NamedTuple):
    """Properties and dependencies of a pom, or of one of its profiles."""

    name: str
    """Name of a profile; empty for the pom itself."""
    properties: dict[str, str]
    dependencies: tuple[Dependency, ...]
    managed: tuple[Dependency, ...]


class Pom(NamedTuple):
    """One pom.xml; `levels` begin with the pom itself, then come the profiles that are active by default."""

    source: Source
    group: str
    artifact: str
    version: str
    parent: Parent | None
    levels: tuple[Level, ...]
    asides: tuple[Level, ...]
    """Profiles that somebody has to ask for."""
    licenses: tuple[License, ...]
    line: int
    problems: tuple[Problem, ...]


def pom_of(source: Source) -> Pom:
    """The pom, as far as it can be read; raises UnreadableError."""
    document = xml_of(source, skip_entities=True)
    root = document.root
    if root is None or root.tag != "project":
        problems = document.problems or (error("format-not-recognised", source.place(), expected="pom.xml", supported="pom.xml"),)
        return Pom(source, "", "", "", None, (), (), (), 1, problems)
    profiles = [(_level(profile, profile.said("id")), _is_active(profile)) for profile in root.every("profiles", "profile")]
    return Pom(
        source,
        root.said("groupId"),
        root.said("artifactId"),
        root.said("version"),
        _parent(root),
        (_level(root, ""), *(level for level, active in profiles if active)),
        tuple(level for level, active in profiles if not active),
        tuple(License(e.said("name"), e.said("url"), e.line) for e in root.every("licenses", "license")),
        root.line,
        document.problems,
    )


def _parent(root: Element) -> Parent | None:
    parent = root.first("parent")
    if parent is None:
        return None
    path = parent.first("relativePath")
    where = "../pom.xml" if path is None else path.text
    return Parent(parent.said("groupId"), parent.said("artifactId"), parent.said("version"), where, parent.line)


def _level(element: Element, name: str) -> Level:
    properties = {one.tag: one.text for holder in element.every("properties") for one in holder.children}
    return Level(
        name,
        properties,
        tuple(_dependencies(element.every("dependencies", "dependency"))),
        tuple(_dependencies(element.every("dependencyManagement", "dependencies", "dependency"))),
    )


def _dependencies(elements: Iterator[Element]) -> Iterator[Dependency]:
    for element in elements:
        said = {child.tag: child.text for child in element.children}.get
        yield Dependency(
            said("groupId", ""),
            said("artifactId", ""),
            said("version", ""),
            said("type", "") or "jar",
            said("classifier", ""),
            said("scope", ""),
            said("optional", ""),
            element.line,
            element.cut,
        )


def _is_active(profile: Element) -> bool:
    return profile.said("activation", "activeByDefault").lower() == "true"
