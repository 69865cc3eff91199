"""All that targets hold, before anybody judges: inventories with the license statements where they belong, and their union."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from osscan.engine.executor import Executor
from osscan.engine.gather import Gathered, Read, gather
from osscan.engine.local_poms import add_local_poms
from osscan.engine.unite import Union, unite
from osscan.inputs.roles import RolePatterns
from osscan.inputs.source import Limits, Source
from osscan.knowledge import sources
from osscan.model.component import Kind, PathRole
from osscan.model.inventory import Inventory
from osscan.model.problem import Problem, Severity
from osscan.model.report import InputRecord
from osscan.readers.table import TAGS

if TYPE_CHECKING:
    from osscan.engine.detecting import Cache


class Looked(NamedTuple):
    """What was seen.

    `inventories` are as they count; `read` are the same before license statements were moved to what they speak of, with the
    problems of every input. `words` says whether license texts were looked for.
    """

    inventories: tuple[Read, ...]
    read: tuple[Read, ...]
    union: Union
    problems: tuple[Problem, ...]
    words: bool
    files: Mapping[str, Source]
    """Those of all folders, by path."""


def look_at(
    targets: Iterable[str | Source],
    limits: Limits,
    executor: Executor,
    cache: Cache | None = None,
    role_patterns: RolePatterns = (),
) -> Looked:
    """Reads every target and unites what they tell; raises InputMissingError when one does not exist, before anything is read."""
    return put_together(gather(targets, limits, executor, words_apart=True, role_patterns=role_patterns), executor, cache, limits)


def put_together(gathered: Gathered, executor: Executor, cache: Cache | None, limits: Limits) -> Looked:
    """What was read, with the license statements of files where they belong, united."""
    inventories, read, heard = _with_words(gathered, executor, cache)
    problems = (*gathered.problems, *heard)
    union = unite(inventories)
    add_local_poms(union.components.values(), limits)
    return Looked(inventories, read, union, problems, bool(gathered.walked.unclaimed), gathered.walked.sources)


def problems_of(looked: Looked, roles: frozenset[PathRole]) -> list[Problem]:
    """All that was noticed; what concerns inputs whose role does not count weighs no more than a note."""
    found = list(looked.problems)
    for role, inventory in looked.read:
        if role in roles:
            found += inventory.problems
        else:
            found += (problem._replace(severity=Severity.NOTE) for problem in inventory.problems)
    return found


def input_records(looked: Looked) -> tuple[InputRecord, ...]:
    """What became of every input, for reports."""
    return tuple(_input_record(role, inventory) for role, inventory in looked.inventories)


def data_versions(*, words_looked_at: bool) -> tuple[tuple[str, str], ...]:
    """What the answers rest on; the license texts only where they were looked for."""
    if not words_looked_at:
        return sources.versions()
    from osscan.detect import sources as texts  # noqa: PLC0415 - runs without folders need none of it

    return tuple(sorted((*sources.versions(), *texts.versions())))


def _with_words(
    gathered: Gathered, executor: Executor, cache: Cache | None
) -> tuple[tuple[Read, ...], tuple[Read, ...], tuple[Problem, ...]]:
    """All inventories with the license statements in files where they belong; the same unsorted; and what was noticed."""
    read = gathered.inventories
    if not gathered.walked.sources and not any(inventory.reader.startswith("license/") for _, inventory in read):
        return read, read, ()
    from osscan.engine.own_files import settle  # noqa: PLC0415 - 10 ms that runs without source trees need not pay
    from osscan.engine.reuse import told_by_reuse, without_silenced  # noqa: PLC0415 - as above
    from osscan.engine.stated_works import stated_works  # noqa: PLC0415 - as above
    from osscan.engine.wording import worded  # noqa: PLC0415 - as above

    tagged = [inventory.path for _, inventory in read if inventory.reader == TAGS.name and inventory.components]
    told = told_by_reuse(gathered.walked.sources, tagged)
    said = worded(gathered.walked, told.silenced, executor, cache)
    every = sorted((*read, *said.inventories), key=lambda pair: pair[1].path)
    counting, silenced = without_silenced(every, told)
    works = stated_works(counting, gathered.walked.sources)
    settled = settle(counting, gathered.walked, told, works)
    return settled, tuple(counting), (*said.problems, *silenced, *works.problems)


def _input_record(role: PathRole, inventory: Inventory) -> InputRecord:
    return InputRecord(
        path=inventory.path,
        kind=inventory.reader.partition("/")[0] or "unknown",
        format=inventory.format,
        version=inventory.version,
        reader=inventory.reader,
        components=sum(component.kind is not Kind.FILES for component in inventory.components),
        complete=inventory.complete,
        role=role,
        gives=inventory.gives,
    )
