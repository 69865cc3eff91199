"""The tables `targets` and `libraries` that .NET writes into build results: packages, and who needs whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from osscan.inputs.json_route import route_key
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering

_PACK = "runtimepack."
"""A part of .NET itself that was put into the program; behind these letters stands the package's name."""


class Library(NamedTuple):
    """An entry of `libraries`; `key` is `Name/1.0.0` as it is written."""

    key: str
    name: str
    version: str
    type: str
    route: str


def libraries(document: dict[str, Any], fields: Fields) -> Iterator[Library]:
    """The entries with name and version; one without is told."""
    rows = fields.table(document, "libraries", "", lost=True)
    for key, told in rows.items():
        route = route_key("libraries", key)
        if not isinstance(told, dict):
            fields.wrong_type(fields.source.place(route), "object", told)
        row: dict[str, Any] = told if isinstance(told, dict) else {}
        name, _, version = key.rpartition("/")
        if name and version:
            kind = fields.text(row, "type", route).lower() or "package"
            yield Library(key, name.removeprefix(_PACK) if kind == "runtimepack" else name, version, kind, route)
        else:
            fields.error("package-without-name", fields.source.place(route))


def add_edges(document: dict[str, Any], refs: dict[str, str], gathering: Gathering, fields: Fields) -> None:
    """Takes in who needs whom, target by target; `refs` are those of the libraries, by key."""
    targets = fields.table(document, "targets", "")
    for target in targets:
        rows = fields.table(targets, target, "targets")
        by_name = {key.rpartition("/")[0].lower(): key for key in rows}
        for key, row in rows.items():
            needs = row.get("dependencies") if isinstance(row, dict) else None
            needing = refs.get(key)
            for name in needs if isinstance(needs, dict) and needing else ():
                needed = refs.get(by_name.get(name.lower(), ""))
                if needed is not None and needing is not None:
                    gathering.need(needing, needed)
