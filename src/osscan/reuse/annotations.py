"""REUSE.toml: which files of a project carry which license and holder, said in one place (REUSE 3.2 and later)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from osscan.inputs.decode import toml_of
from osscan.inputs.source import Source
from osscan.model.place import Place
from osscan.model.problem import Problem, error, warning
from osscan.reuse.globs import glob

NAME = "REUSE.toml"
LICENSE, COPYRIGHT = "SPDX-License-Identifier", "SPDX-FileCopyrightText"


class Precedence(StrEnum):
    """What counts where a file speaks for itself too: the file, both, or REUSE.toml alone."""

    CLOSEST = "closest"
    AGGREGATE = "aggregate"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True)
class Annotation:
    """One `[[annotations]]` table: these licenses hold for these files; several licenses hold all at once."""

    paths: tuple[str, ...]
    licenses: tuple[str, ...]
    precedence: Precedence
    place: Place
    copyrights: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Whether a file is meant, `path` being relative to the folder of REUSE.toml."""
        return any(glob(pattern).fullmatch(path) for pattern in self.paths)


def annotations_of(source: Source) -> tuple[tuple[Annotation, ...], str, tuple[Problem, ...]]:
    """All annotations in file order (where several cover a file, the last one counts), the version, and what is wrong.

    Raises UnreadableError when the file is no TOML.
    """
    document, told = toml_of(source)
    problems = list(told)
    version = document.get("version")
    if version != 1:
        problems.append(warning("reuse-version-unknown", source.place("version"), version=version))
    tables = document.get("annotations", [])
    if not isinstance(tables, list):
        problems.append(error("reuse-annotation-unusable", source.place("annotations"), field="annotations"))
        tables = []
    read_tables = [_annotation(table, source.place(f"annotations[{at}]"), problems) for at, table in enumerate(tables)]
    return tuple(one for one in read_tables if one is not None), str(version or ""), tuple(problems)


def _annotation(table: Any, place: Place, problems: list[Problem]) -> Annotation | None:
    if not isinstance(table, dict):
        problems.append(error("reuse-annotation-unusable", place, field="annotations"))
        return None
    paths = _texts(table, "path", place, problems)
    if not paths:
        problems.append(error("reuse-annotation-unusable", place, field="path"))
        return None
    said = table.get("precedence", Precedence.CLOSEST.value)
    if said not in tuple(Precedence):
        problems.append(warning("reuse-precedence-unknown", place, precedence=said))
        said = Precedence.CLOSEST.value
    licenses, holders = (_texts(table, key, place, problems) for key in (LICENSE, COPYRIGHT))
    return Annotation(paths, licenses, Precedence(said), place, holders)


def _texts(table: dict[str, Any], key: str, place: Place, problems: list[Problem]) -> tuple[str, ...]:
    """One text or a list of texts; what is neither is told and left out."""
    value = table.get(key, [])
    entries = value if isinstance(value, list) else [value]
    if any(not isinstance(entry, str) for entry in entries):
        problems.append(error("reuse-annotation-unusable", place, field=key))
    return tuple(text for entry in entries if isinstance(entry, str) and (text := entry.strip()))
