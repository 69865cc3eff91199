"""Inputs that need each other, as poms do: all files of such a format are read in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from osscan.inputs.source import Source
from osscan.model.inventory import Inventory
from osscan.readers import table

JOINT = ("java/pom",)
"""Readers whose cards have `together`; named here so that no card has to be loaded to know."""

_Job = tuple[tuple[str, ...], Source]
"""As in `engine.gather`."""
Value = TypeVar("Value")


def parted(jobs: Iterable[_Job]) -> tuple[list[_Job], list[list[_Job]]]:
    """The jobs of readers that look at one input at a time, and for each of the others all of its jobs."""
    alone: list[_Job] = []
    joint: dict[str, list[_Job]] = {}
    for names, source in jobs:
        rest = names
        for name in names:
            if name in JOINT:
                joint.setdefault(name, []).append(((name,), source))
                rest = tuple(one for one in rest if one != name)
        if rest or not names:
            alone.append((rest, source))
    return alone, list(joint.values())


def still_known(known: Mapping[str, Value], wanted: Mapping[str, _Job]) -> Mapping[str, Value]:
    """What is known without reading: of inputs that need each other nothing, as soon as one of them is not known."""
    gone: set[str] = set()
    for name in JOINT:
        paths = {path for path, (names, _) in wanted.items() if name in names}
        if not known.keys() >= paths:
            gone |= paths
    if not gone:
        return known
    return {path: value for path, value in known.items() if path not in gone}


def read_jointly(name: str, sources: Sequence[Source]) -> tuple[Inventory, ...] | None:
    """The inventories in the order of the sources; None where they have to be read one by one."""
    together = table.card(name).together
    if together is None:
        return None
    asked: list[str] = []
    try:
        inventories = together([source._replace(asked=asked) for source in sources])
    except Exception:  # noqa: BLE001 - whichever input is at fault shows itself when each is read alone
        return None
    consulted = tuple(dict.fromkeys((*(source.file for source in sources if source.file), *asked)))
    return tuple(inventory._replace(consulted=consulted) for inventory in inventories)
