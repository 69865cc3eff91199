"""Whose word counts for a file: its own, that of REUSE.toml or .reuse/dep5, or both (REUSE 3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.component import PathRole
from osscan.model.inventory import Inventory
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity, note
from osscan.reuse.covered import COMPANION, DEP5, may_be_covered
from osscan.reuse.dep5 import Dep5, dep5_of
from osscan.reuse.precedence import counting, tables_of

Read = tuple[PathRole, Inventory]


@dataclass(slots=True, eq=False, repr=False)
class Told:
    """What the REUSE.toml and .reuse/dep5 files of a run say about its files."""

    silenced: set[str] = field(default_factory=set)
    """Files whose own words don't count."""
    covered: dict[tuple[str, str], dict[str, PathRole]] = field(default_factory=dict)
    """For each annotation (path of its document, route) the files that it speaks for, with their roles."""

    def speaks_for(self, input_: str, route: str) -> Mapping[str, PathRole] | None:
        """The files of an annotation; None for one that covers no file at all."""
        return self.covered.get((input_, route))


def told_by_reuse(sources: Mapping[str, Source], tagged: Iterable[str]) -> Told:
    """Asks the REUSE.toml and .reuse/dep5 files among `sources`; `tagged` are the paths of files that carry a license tag."""
    tables = tables_of(sources.values())
    dep5s = _dep5s(sources.values())
    told = Told()
    if not dep5s and not any(tables.by_folder.values()):
        return told
    own = {path.removesuffix(COMPANION) for path in tagged} | set(tagged)
    for path, source in sources.items():
        if not may_be_covered(path.removesuffix(COMPANION)):
            continue
        _add_dep5(told, dep5s, path, source.role)
        fitting = tables.of(path.removesuffix(COMPANION))
        if not fitting:
            continue
        said = counting(fitting, license_said=path in own, copyright_said=True)
        if not said.own:
            told.silenced.add(path)
        for _, one in fitting:
            files = told.covered.setdefault((one.place.input, one.place.route), {})
            if one in said.licenses and not path.endswith(COMPANION):
                files[path] = source.role
    return told


def _dep5s(sources: Iterable[Source]) -> list[tuple[str, Dep5]]:
    """Each .reuse/dep5 with the folder of its project, with a slash behind it."""
    found = []
    for source in sources:
        if source.path != DEP5 and not source.path.endswith(f"/{DEP5}"):
            continue
        try:
            found.append((source.path.removesuffix(DEP5), dep5_of(source)))
        except UnreadableError:
            continue
    return found


def _add_dep5(told: Told, documents: Iterable[tuple[str, Dep5]], path: str, role: PathRole) -> None:
    """What .reuse/dep5 says is added to what the file says (REUSE 3.3, "Order of precedence"); the last paragraph that fits counts."""
    for folder, dep5 in documents:
        if not path.startswith(folder) or path.endswith(COMPANION):
            continue
        fitting = [one for one in dep5.stanzas if one.pattern.fullmatch(path[len(folder) :])]
        for at, one in enumerate(fitting):
            files = told.covered.setdefault((one.place.input, one.place.route), {})
            if at == 0:
                files[path] = role


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
