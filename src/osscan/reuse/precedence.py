"""Whose word counts for a file: its own, that of REUSE.toml files above it, or both (REUSE 3.3, "precedence")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.problem import Problem
from osscan.reuse.annotations import NAME, Annotation, Precedence, annotations_of


class Table(NamedTuple):
    """An annotation and the folder of its REUSE.toml, with a slash behind it."""

    folder: str
    annotation: Annotation


class Tables(NamedTuple):
    """The annotations of a project by folder, later ones first, as the last one that covers a file counts; and what is wrong."""

    by_folder: Mapping[str, tuple[Annotation, ...]]
    problems: tuple[Problem, ...] = ()

    def of(self, path: str) -> list[Table]:
        """The annotation of each REUSE.toml that speaks of a file, from the top down."""
        found = []
        for folder in _above(path):
            for one in self.by_folder.get(folder, ()):
                if one.covers(path[len(folder) :]):
                    found.append(Table(folder, one))
                    break
        return found


class Counting(NamedTuple):
    """Whether the file's own words count, and the annotations whose licenses and whose copyright notices do, from the top down."""

    own: bool
    licenses: tuple[Annotation, ...]
    copyrights: tuple[Annotation, ...]


def tables_of(sources: Iterable[Source]) -> Tables:
    """Reads the REUSE.toml files among `sources`; what can't be read says nothing and is told."""
    found: dict[str, tuple[Annotation, ...]] = {}
    problems: list[Problem] = []
    for source in sources:
        folder, _, name = source.path.rpartition("/")
        if name != NAME:
            continue
        try:
            annotations, _, told = annotations_of(source)
        except UnreadableError as fault:
            problems.append(fault.problem)
            continue
        problems += told
        found[f"{folder}/" if folder else ""] = annotations[::-1]
    return Tables(found, tuple(problems))


def is_overridden(tables: list[Table]) -> bool:
    """Whether what a file says itself does not count."""
    return any(one.annotation.precedence is Precedence.OVERRIDE for one in tables)


def counting(tables: list[Table], *, license_said: bool, copyright_said: bool) -> Counting:
    """What counts for a file of which `tables` speak and that says itself a license, a holder, both or neither.

    The uppermost `override` silences all that is closer to the file, and every `closest` too; `aggregate` is added in any case.
    `closest` fills in what is lacking, for license and copyright separately: the nearest table that has it.
    """
    said = [one.annotation for one in tables]
    over = next((at for at, one in enumerate(said) if one.precedence is Precedence.OVERRIDE), None)
    if over is not None:
        kept = (*(one for one in said[:over] if one.precedence is Precedence.AGGREGATE), said[over])
        return Counting(own=False, licenses=kept, copyrights=kept)
    added = [one for one in said if one.precedence is Precedence.AGGREGATE]
    nearest = [one for one in reversed(said) if one.precedence is Precedence.CLOSEST]
    for_license = None if license_said else next((one for one in nearest if one.licenses), None)
    for_holder = None if copyright_said else next((one for one in nearest if one.copyrights), None)
    return Counting(
        own=True,
        licenses=tuple(one for one in said if one is for_license or one in added),
        copyrights=tuple(one for one in said if one is for_holder or one in added),
    )


def _above(path: str) -> Iterator[str]:
    """The folders that lead to a file, each with a slash behind it, the top first."""
    yield ""
    at = path.find("/")
    while at >= 0:
        yield path[: at + 1]
        at = path.find("/", at + 1)
