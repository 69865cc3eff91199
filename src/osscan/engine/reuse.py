"""Whose word counts for a file: its own, that of REUSE.toml, or both (REUSE 3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.component import PathRole
from osscan.model.inventory import Inventory
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity, note
from osscan.readers.license.reuse_toml import Annotation, Precedence, annotations_of

_READER = "license/reuse-toml"
_NAME = "REUSE.toml"
_SPEAKS_FOR_ITSELF = re.compile(
    r"(?:.*/)?(?:(?:LICEN[CS]E|COPYING)(?:[.\-][^/]*)?|LICENSES/.*|REUSE\.toml|[^/]*\.spdx)", re.DOTALL
)
"""What is no "covered file" in the sense of REUSE."""

Read = tuple[PathRole, Inventory]


class _Table(NamedTuple):
    """An annotation and the folder of its REUSE.toml, with a slash behind it."""

    folder: str
    annotation: Annotation


@dataclass(slots=True, eq=False, repr=False)
class Told:
    """What the REUSE.toml files of a run say about its files."""

    silenced: set[str] = field(default_factory=set)
    """Files whose own words don't count."""
    covered: dict[tuple[str, str], dict[str, PathRole]] = field(default_factory=dict)
    """For each annotation (path of its REUSE.toml, route) the files that it speaks for, with their roles."""

    def speaks_for(self, input_: str, route: str) -> Mapping[str, PathRole] | None:
        """The files of an annotation; None for one that covers no file at all."""
        return self.covered.get((input_, route))


def told_by_reuse(sources: Mapping[str, Source], tagged: Iterable[str]) -> Told:
    """Asks the REUSE.toml files among `sources`; `tagged` are the paths of files that carry a license tag."""
    tables = _tables(sources)
    told = Told()
    if not tables:
        return told
    own = {path.removesuffix(".license") for path in tagged} | set(tagged)
    for path, source in sources.items():
        if _SPEAKS_FOR_ITSELF.fullmatch(path):
            continue
        fitting = _fitting(tables, path.removesuffix(".license"))
        if not fitting:
            continue
        over = next((one for one in fitting if one.annotation.precedence is Precedence.OVERRIDE), None)
        if over is not None:
            told.silenced.add(path)
            counting = [over]
        else:
            closest = fitting[-1] if fitting[-1].annotation.precedence is Precedence.CLOSEST and path not in own else None
            counting = [one for one in fitting if one.annotation.precedence is Precedence.AGGREGATE or one is closest]
        for one in fitting:
            place = one.annotation.place
            files = told.covered.setdefault((place.input, place.route), {})
            if one in counting and not path.endswith(".license"):
                files[path] = source.role
    return told


def without_silenced(inventories: Iterable[Read], told: Told) -> tuple[list[Read], list[Problem]]:
    """The inventories without what files say for which REUSE.toml alone speaks; how many those are that said something."""
    kept: list[Read] = []
    said: dict[str, str] = {}
    for role, inventory in inventories:
        if inventory.path not in told.silenced or not inventory.reader.startswith("license/"):
            kept.append((role, inventory))
            continue
        raw = next((claim.raw for component in inventory.components for claim in component.claims), "")
        if raw:
            said.setdefault(inventory.path, raw)
        problems = tuple(problem for problem in inventory.problems if problem.severity is not Severity.NOTE)
        kept.append((role, inventory._replace(components=(), problems=problems)))
    if not said:
        return kept, []
    first = min(said)
    return kept, [note("reuse-override", Place(first), count=len(said), license=said[first])]


def _tables(sources: Mapping[str, Source]) -> dict[str, list[_Table]]:
    """The annotations by folder, later ones first, as the last one that covers a file counts."""
    found: dict[str, list[_Table]] = {}
    for path, source in sources.items():
        folder, _, name = path.rpartition("/")
        if name != _NAME:
            continue
        try:
            annotations, _, _ = annotations_of(source)
        except UnreadableError:
            continue
        below = f"{folder}/" if folder else ""
        found[below] = [_Table(below, one) for one in reversed(annotations)]
    return found


def _fitting(tables: Mapping[str, list[_Table]], path: str) -> list[_Table]:
    """The annotation of each REUSE.toml that speaks of a file, from the top down."""
    found = []
    for folder in _above(path):
        for one in tables.get(folder, ()):
            if one.annotation.covers(path[len(folder) :]):
                found.append(one)
                break
    return found


def _above(path: str) -> Iterable[str]:
    """The folders that lead to a file, each with a slash behind it, the top first."""
    yield ""
    at = path.find("/")
    while at >= 0:
        yield path[: at + 1]
        at = path.find("/", at + 1)
