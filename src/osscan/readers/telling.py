"""Telling: takes words out of the objects of an SBOM; what is odd about them is told and costs nothing beside it."""

from __future__ import annotations

from typing import Any

from osscan.inputs.decode import JsonObject
from osscan.inputs.faults import Faults
from osscan.inputs.json_walk import route_key
from osscan.model.purl import parts

UNNAMED = "(unnamed)"


def word(faults: Faults, told: dict[str, Any], key: str, route: str) -> str:
    """The text of a field; a number counts as its digits, null and what is of any other type as nothing."""
    value = told.get(key)
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    faults.wrong_type(route_key(route, key), "string", value)
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def occurrences(told: dict[str, Any], key: str, route: str) -> list[tuple[Any, str]]:
    """The values under a key that are not null, with their routes: those that a later, equal key hides come first."""
    value = told.get(key)
    if isinstance(told, JsonObject):
        values = [hidden for name, hidden in told.hidden if name == key]
        values += [value] if key in told else []
        return [(v, route_key(route, key, nth)) for nth, v in enumerate(values, 1) if v is not None]
    return [] if value is None else [(value, f"{route}.{key}")]


def tell_doubled(faults: Faults, told: dict[str, Any], route: str) -> None:
    """Tells each key that stands more than once in an object."""
    if isinstance(told, JsonObject):
        for key in dict.fromkeys(key for key, _ in told.hidden):
            inner = route_key(route, key)
            faults.warning("duplicate-key", inner, key=key, route=inner)


def stand_in_name(faults: Faults, purl: str, ref: str, route: str) -> str:
    """A name for a component that has none: that of its purl, else its ref, and the fault is told."""
    _, group, name, _ = parts(purl)
    found = grouped_name(group, name, purl) or (ref if ref != route else UNNAMED)
    faults.warning("name-missing", route, name=found)
    return found


def grouped_name(group: str, name: str, purl: str) -> str:
    """`group/name`, for Maven packages `group:name`; a name that already begins so is left alone."""
    if not (group and name):
        return name
    between = ":" if purl.startswith("pkg:maven/") else "/"
    return name if name.startswith(group + between) else f"{group}{between}{name}"
