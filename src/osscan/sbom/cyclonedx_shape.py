"""What CycloneDX's own JSON schema says of a member: a text, a number, a list of what, an object with which members."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_BRANCHES = ("oneOf", "anyOf", "allOf")
_NEWEST = "1.7"


class Shape:
    """The union of all that a schema allows in one place."""

    __slots__ = ("_items", "_members", "_resolved", "home", "types")

    def __init__(self, raws: list[tuple[str, Any]]) -> None:
        self.types: set[str] = set()
        self._members: dict[str, list[tuple[str, Any]]] = {}
        self._items: list[tuple[str, Any]] = []
        self._resolved: dict[str, Shape] = {}
        waiting, seen = list(raws), 0
        while waiting and seen < 200:
            file, raw = waiting.pop()
            seen += 1
            if not isinstance(raw, dict):
                continue
            if isinstance(raw.get("$ref"), str):
                waiting.append(_target(file, raw["$ref"]))
            type_ = raw.get("type")
            self.types.update([type_] if isinstance(type_, str) else type_ or ())
            if "enum" in raw or "const" in raw:
                self.types.add("string")
            for name, below in (raw.get("properties") or {}).items():
                self._members.setdefault(name, []).append((file, below))
            if isinstance(raw.get("items"), dict):
                self._items.append((file, raw["items"]))
            for branch in _BRANCHES:
                waiting += [(file, one) for one in raw.get(branch) or ()]
        if self._members:
            self.types.add("object")
        if self._items:
            self.types.add("array")

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def member(self, name: str) -> Shape:
        """The shape of a member; anything, where there is none."""
        known = self._resolved.get(name)
        if known is None:
            known = self._resolved[name] = Shape(self._members.get(name, []))
        return known

    @property
    def items(self) -> Shape:
        """The shape of a list's elements."""
        known = self._resolved.get("")
        if known is None:
            known = self._resolved[""] = Shape(self._items)
        return known


@cache
def document_shape() -> Shape:
    """The shape of a whole document in the newest version, which names all that older ones do."""
    return Shape([("", _schema(""))])


def schema_folder() -> Path:
    """Where cyclonedx-python-lib keeps the official schemas."""
    spec = find_spec("cyclonedx")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    return Path(folders[0], "schema", "_res") if folders else Path()


def _target(file: str, reference: str) -> tuple[str, Any]:
    """What a reference means; a file that is not there allows anything."""
    name, _, way = reference.partition("#")
    file = name or file
    here: Any = _schema(file)
    for step in way.split("/")[1:]:
        here = here.get(step) if isinstance(here, dict) else None
    return file, here


@cache
def _schema(file: str) -> Any:
    path = schema_folder() / (file or f"bom-{_NEWEST}.SNAPSHOT.schema.json")
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}
