"""Anatomy: takes a document apart into its parts and the shell that says where they stand, and puts it together again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from osscan.sbom.opened import CYCLONEDX, SPDX, SPDX3
from osscan.sbom.subjects import pointer_of, steps_of

Row = Any
"""What stands for an entry of a list of parts: the part's ref, `{"ref", "below"}` with the nested ones, or `{"is"}` with what is no part."""

_LISTS = {CYCLONEDX: ("components",), SPDX: ("packages", "files", "snippets"), SPDX3: ("@graph",)}
PART_LISTS = frozenset(name for names in _LISTS.values() for name in names)
"""Members whose entries are told as rows."""
_INNER = {CYCLONEDX: "metadata", SPDX: "creationInfo", SPDX3: ""}
"""The object whose members count as members of the document."""


_ROOT = "metadata/component"
_DEPTH = 1000


class Anatomy(NamedTuple):
    """`shell` has the members of the document by path (`name`, `metadata/tools`), `parts` the members of each part by its ref."""

    shell: dict[str, Any]
    parts: dict[str, dict[str, Any]]


def take_apart(family: str, document: Mapping[str, Any], refs: Mapping[str, str]) -> Anatomy:
    """The anatomy of a document. `refs` has the refs of its parts by pointer."""
    taking = _Taking(refs)
    shell: dict[str, Any] = {}
    for name, value in document.items():
        if name in _LISTS[family] and isinstance(value, list):
            shell[name] = taking.rows(value, f"/{name}")
        elif name == _INNER[family] and isinstance(value, dict):
            shell[name] = {}
            for inner, content in value.items():
                is_root = (family, inner) == (CYCLONEDX, "component")
                path = f"{name}{pointer_of((inner,))}"
                shell[path] = taking.row(content, f"/{path}") if is_root else content
        else:
            shell[pointer_of((name,))[1:]] = value
    return Anatomy(shell, taking.parts)


def put_together(family: str, anatomy: Anatomy) -> dict[str, Any]:
    """The document with this anatomy; a ref that no part has stands for nothing, and each part stands once."""
    document: dict[str, Any] = {}
    parts = dict(anatomy.parts)
    for path, value in anatomy.shell.items():
        name, *inner = steps_of(f"/{path}")
        if inner:
            told = list(_entries([value], parts)) if (family, path) == (CYCLONEDX, _ROOT) else [value]
            holder = document.setdefault(name, {})
            for one in told if isinstance(holder, dict) else ():
                holder[inner[0]] = one
        elif name in _LISTS[family] and isinstance(value, list):
            document[name] = list(_entries(value, parts))
        else:
            document[name] = value
    return document


class _Taking:
    """Takes parts out of lists and leaves their refs there."""

    def __init__(self, refs: Mapping[str, str]) -> None:
        self._refs = refs
        self.parts: dict[str, dict[str, Any]] = {}

    def rows(self, told: list[Any], route: str) -> list[Row]:
        return [self.row(one, f"{route}/{position}") for position, one in enumerate(told)]

    def row(self, told: Any, pointer: str) -> Row:
        ref = self._refs.get(pointer)
        if ref is None or not isinstance(told, dict):
            return {"is": told}
        below = told.get("components")
        if not isinstance(below, list):
            self.parts[ref] = dict(told)
            return ref
        self.parts[ref] = {name: value for name, value in told.items() if name != "components"}
        return {"ref": ref, "below": self.rows(below, f"{pointer}/components")}


def _entries(rows: Any, parts: dict[str, dict[str, Any]], depth: int = 0) -> Iterator[Any]:
    """The entries that rows stand for, taken out of `parts`; rows that nobody could have told stand for nothing."""
    for row in rows if isinstance(rows, list) and depth <= _DEPTH else ():
        if isinstance(row, str):
            if row in parts:
                yield parts.pop(row)
        elif not isinstance(row, dict):
            continue
        elif "is" in row:
            yield row["is"]
        elif isinstance(row.get("ref"), str) and row["ref"] in parts:
            yield {**parts.pop(row["ref"]), "components": list(_entries(row.get("below"), parts, depth + 1))}
