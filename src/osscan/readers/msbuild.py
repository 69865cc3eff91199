"""MSBuild files: properties and items of a project and of the files above it that belong to it, without running a build."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.inputs.xml_tree import Element, xml_of
from osscan.readers.msbuild_conditions import holds

_PROPERTY = re.compile(r"\$\(\s*([A-Za-z_][\w.-]*)\s*\)")
_HERE = re.compile(r"(?i)^\$\(MSBuildThisFileDirectory\)[\\/]?")
_LONGEST = 4_000
"""Characters of a property; longer ones only come from properties that double each other."""
_MOST_IMPORTS = 32
_MOST_FOLDERS = 40


class Item(NamedTuple):
    """One item: `PackageReference Include="A" Version="1"`; its metadata are attributes and elements, keys in lower case."""

    tag: str
    action: str
    """include, update or remove"""
    name: str
    metadata: dict[str, str]
    source: Source
    line: int
    is_sure: bool = True
    """Whether no condition stands before it of which nobody knows whether it holds."""


class Properties:
    """What properties are known, by name in whatever case."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._doubtful: set[str] = set()

    def get(self, name: str) -> str:
        """The value, or nothing."""
        return self._known.get(name.lower(), "")

    def expanded(self, text: str) -> str:
        """The text with known properties filled in; unknown ones stay as they are written."""
        if "$(" not in text:
            return text
        full = _PROPERTY.sub(lambda found: self._known.get(found[1].lower(), found[0]), text)
        return full if len(full) <= _LONGEST else text

    def take(self, name: str, value: str) -> None:
        """Sets a property."""
        self._known[name.lower()] = self.expanded(value)
        self._doubtful.discard(name.lower())

    def doubt(self, name: str, value: str) -> None:
        """Sets a property that hangs on a condition of which nobody knows whether it holds, unless it is set already."""
        if not self.get(name):
            self.take(name, value)
            self._doubtful.add(name.lower())

    def is_sure(self, name: str) -> bool:
        """Whether a property has a value that hangs on nothing unknown."""
        return bool(self.get(name)) and name.lower() not in self._doubtful


class Build:
    """Properties and items of files, in the order in which MSBuild would see them; conditions on items are put aside."""

    def __init__(self) -> None:
        self.properties = Properties()
        self.items: list[Item] = []
        self._seen: set[str] = set()

    def take(self, source: Source, root: Element) -> None:
        """Takes in a file and what it imports from beside it."""
        self._seen.add(source.file or source.path)
        for element in _told(root):
            if element.tag == "PropertyGroup":
                self._take_properties(element)
            elif element.tag == "ItemGroup":
                self.items += _items(element, self.properties, source)
            elif element.tag == "Import":
                self._take_import(element, source)

    def above(self, source: Source, name: str) -> None:
        """Takes in the nearest file of this name in the folder of `source` or above it, and further ones that it asks for."""
        for found in _upwards(source, name):
            root = root_of(found)
            if root is None or found.file in self._seen:
                return
            goes_on = any(name in one.attributes.get("Project", "") for one in root.every("Import"))
            if goes_on:
                self.above(_one_folder_up(found), name)
            self.take(found, root)
            return

    def _take_properties(self, group: Element) -> None:
        known = self.properties
        group_holds = holds(group.attributes.get("Condition", ""), known.expanded)
        for one in group.children:
            both = (group_holds, holds(one.attributes.get("Condition", ""), known.expanded))
            if False not in both:
                (known.doubt if None in both else known.take)(one.tag, one.text)

    def _take_import(self, element: Element, source: Source) -> None:
        asked = _HERE.sub("", element.attributes.get("Project", ""))
        path = self.properties.expanded(asked).replace("\\", "/")
        if not path or "$(" in path or "*" in path or len(self._seen) > _MOST_IMPORTS:
            return
        found = _beside(source, path)
        if found is not None and found.file not in self._seen:
            root = root_of(found)
            if root is not None:
                self.take(found, root)


def root_of(source: Source) -> Element | None:
    """The `Project` element of a file that is read for another one; its own faults are told where it is read itself."""
    try:
        root = xml_of(source).root
    except UnreadableError:
        return None
    return root if root is not None and root.tag == "Project" else None


def _told(root: Element) -> Iterator[Element]:
    """The groups and imports of a project; those of a choice come all."""
    waiting = list(reversed(root.children))
    while waiting:
        element = waiting.pop()
        if element.tag in ("Choose", "When", "Otherwise", "ImportGroup"):
            waiting += reversed(element.children)
        else:
            yield element


def _items(group: Element, properties: Properties, source: Source) -> Iterator[Item]:
    for element in group.children:
        action = next((key for key in ("Include", "Update", "Remove") if key in element.attributes), "")
        if not action:
            continue
        conditions = [one.attributes.get("Condition", "") for one in (group, element)]
        is_sure = all(holds(condition, properties.expanded) for condition in conditions)
        metadata = {"condition": conditions[0]}
        metadata |= {key.lower(): properties.expanded(value).strip() for key, value in element.attributes.items()}
        metadata.update((child.tag.lower(), properties.expanded(child.text).strip()) for child in element.children)
        for name in properties.expanded(element.attributes[action]).split(";"):
            if name.strip():
                yield Item(element.tag, action.lower(), name.strip(), metadata, source, element.line, is_sure)


def _upwards(source: Source, name: str) -> Iterator[Source]:
    if not source.file:
        return
    for steps in range(_MOST_FOLDERS):
        found = _beside(source, "../" * steps + name)
        if found is not None:
            yield found


def _beside(source: Source, path: str) -> Source | None:
    try:
        return source.beside(path)
    except (OSError, ValueError):
        return None


def _one_folder_up(source: Source) -> Source:
    """Stands for a file in the folder above; what lies beside that one is meant."""
    file, path = (posixpath.join(posixpath.dirname(posixpath.dirname(one)), "_") for one in (source.file, source.path))
    return source._replace(file=file, path=path)
