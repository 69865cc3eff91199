"""A JSON text becomes plain values: doubled keys are told and the last counts, a broken text gives all that is whole in it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from osscan.inputs.decode import JsonObject, text_of
from osscan.inputs.faults import Faults
from osscan.inputs.json_plain import plain_json
from osscan.inputs.json_route import Step, Wanted, lines_and_columns, offsets, route_key, route_of
from osscan.inputs.json_value import Values
from osscan.inputs.json_walk import CutObject, JsonWalk
from osscan.inputs.source import Source
from osscan.model.problem import Problem
from osscan.sbom.opened import Steps

_KNOWN = (
    *("$schema", "bomFormat", "specVersion", "serialNumber", "metadata", "components", "services", "externalReferences"),
    *("dependencies", "compositions", "vulnerabilities", "annotations", "formulation", "declarations", "definitions"),
    *("properties", "citations", "spdxVersion", "SPDXID", "creationInfo", "documentNamespace", "documentDescribes", "packages"),
    *("files", "snippets", "relationships", "hasExtractedLicensingInfos", "externalDocumentRefs", "revieweds"),
    *("@context", "@graph", "artifacts", "artifactRelationships", "payload", "predicate", "sbom"),
)


_space = re.compile(r"[ \t\r\n]*").match
_half_escaped = re.compile(r"\\u[dD][89a-fA-F]").search
_half = re.compile("[\ud800-\udfff]").search
_half_sub = re.compile("[\ud800-\udfff]").sub


class _EveryKey(frozenset[str]):
    """All keys are wanted; those that SBOMs are known to have help to find the way behind a break."""

    def __contains__(self, _: object) -> bool:
        return True


_EVERY = _EveryKey(_KNOWN)


def json_form(content: bytes, source: Source) -> tuple[Any, tuple[Problem, ...]]:
    """The value of a JSON text and what is wrong with it; a text of which nothing can be used gives None.

    Several objects, one a line, are a list. Halves of surrogate pairs, which no encoding holds, become U+FFFD.
    """
    found = plain_json(content.removeprefix(codecs.BOM_UTF8), source.limits.depth)
    if found is not None:
        return found[0], ()
    text, problems = text_of(source._replace(held=content))
    faults = Faults(source, problems)
    value = _careful(text, source, faults)
    return (_whole(value, faults) if _half_escaped(text) else value), faults.problems()


def _careful(text: str, source: Source, faults: Faults) -> Any:
    values = Values(text, source.limits.depth)
    start = _start(text)
    sound = _sound(values, start)
    if sound is not None:
        return _plain(sound, "", faults)
    if not text.startswith("{", start):
        value = values.at(start)[0] if text.startswith("[", start) else None
        if not isinstance(value, list):
            value = None
        JsonWalk(text, source, ()).tell(faults)
        faults.error("json-syntax", "", reason="Expecting an object")
        return value
    return _walked(text, source, faults)[0]


def _whole(value: Any, faults: Faults) -> Any:
    """The value with whole characters only; each place at which one was replaced is told."""
    waiting: list[tuple[Any, str]] = [(value, "")]
    while waiting:
        here, way = waiting.pop()
        for step, inner in _children(here):
            below = f"{way}[{step}]" if isinstance(step, int) else route_key(way, step)
            if isinstance(step, str) and _half(step):
                del here[step]
                step = _half_sub("\ufffd", step)  # noqa: PLW2901 - the whole one takes its place
                here[step] = inner
                faults.warning("half-character", below, route=below)
            if isinstance(inner, (dict, list)):
                waiting.append((inner, below))
            elif isinstance(inner, str) and _half(inner):
                here[step] = _half_sub("\ufffd", inner)
                faults.warning("half-character", below, route=below)
    return value


def json_places(text: str, ways: Iterable[Steps]) -> Mapping[Steps, tuple[int, int]]:
    """Line and column of the values at these ways; one that leads nowhere is left out."""
    wanted, names = Wanted(), {}
    for way in ways:
        steps = tuple(step if isinstance(step, int) else (step, 1) for step in way)
        route = route_of(steps)
        names[route] = way
        wanted.add(steps, route)
    found, sound = offsets(text, wanted)
    if not sound:
        found = _offsets_in_broken(text, names)
    places = lines_and_columns(text, found.values())
    return {names[route]: places[offset] for route, offset in found.items()}


def _sound(values: Values, start: int) -> Any:
    """The value that the text is, or the list of values that stand in its lines; None where the text breaks."""
    rows: list[Any] = []
    while start < len(values.text):
        found = values.sound(start)
        if found is None:
            return None
        rows.append(found[0])
        end = found[1]
        start = _behind_space(values.text, end)
        if start < len(values.text) and not ("\n" in values.text[end:start] and values.text[start] == "{"):
            return None
    return rows[0] if len(rows) == 1 else rows or None


def _walked(text: str, source: Source, faults: Faults) -> tuple[dict[str, Any], dict[Steps, int]]:
    """The document as the walk over a broken text gives it, and the offsets of its members and their elements."""
    document: dict[str, Any] = {}
    begins: dict[Steps, int] = {}
    walk = JsonWalk(text, source, _EVERY)
    for key, route, position, value, offset in walk:
        plain = _plain(value, route, faults)
        if position < 0:
            document[key] = plain
            begins[key,] = offset
        else:
            rows = document.get(key)
            if not isinstance(rows, list) or position == 0:
                rows = document[key] = []
            begins[key, len(rows)] = offset
            begins.setdefault((key,), offset)
            rows.append(plain)
    walk.tell(faults)
    return document, begins


def _offsets_in_broken(text: str, names: Mapping[str, Steps]) -> dict[str, int]:
    source = Source("")
    _, begins = _walked(text, source, Faults(source))
    heads: dict[Steps, Wanted] = {}
    found: dict[str, int] = {}
    for route, way in names.items():
        head = way[:2] if way[:2] in begins else way[:1]
        if head not in begins:
            continue
        if head == way:
            found[route] = begins[head]
        steps: tuple[Step, ...] = tuple(step if isinstance(step, int) else (step, 1) for step in way[len(head) :])
        heads.setdefault(head, Wanted()).add(steps, route)
    for head, wanted in heads.items():
        found.update(offsets(text, wanted, begins[head])[0])
    return found


def _plain(value: Any, route: str, faults: Faults) -> Any:
    """The value in plain dicts; each doubled key is told, and the last of equal ones counts."""
    waiting: list[tuple[Any, str]] = [(value, route)]
    top = dict(value) if isinstance(value, (JsonObject, CutObject)) else value
    if top is not value:
        _tell_doubled(value, route, faults)
        waiting = [(top, route)]
    while waiting:
        here, way = waiting.pop()
        for step, inner in _children(here):
            if not isinstance(inner, (dict, list)):
                continue
            below = f"{way}[{step}]" if isinstance(step, int) else route_key(way, step)
            if isinstance(inner, (JsonObject, CutObject)):
                _tell_doubled(inner, below, faults)
                inner = here[step] = dict(inner)  # noqa: PLW2901 - the plain one takes its place
            waiting.append((inner, below))
    return top


def _children(value: Any) -> Iterator[tuple[Any, Any]]:
    return iter(list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else ())


def _tell_doubled(told: dict[str, Any], route: str, faults: Faults) -> None:
    if isinstance(told, JsonObject):
        for key in dict.fromkeys(key for key, _ in told.hidden):
            inner = route_key(route, key)
            faults.warning("duplicate-key", inner, key=key, route=inner)


def _start(text: str) -> int:
    return _behind_space(text, 1 if text.startswith("\ufeff") else 0)


def _behind_space(text: str, at: int) -> int:
    found = _space(text, at)
    return found.end() if found else at
