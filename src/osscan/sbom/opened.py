"""Opened: an SBOM in the JSON form of its family, whatever notation and envelope it came in, and where its values stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from osscan.inputs.json_route import Step, route_of
from osscan.inputs.source import Source
from osscan.model.place import Place
from osscan.model.problem import Problem

CYCLONEDX, SPDX, SPDX3, SYFT = "CycloneDX", "SPDX", "SPDX3", "Syft"
FOREIGN = "osscan:foreign"
"""Member that holds what a notation said beyond the JSON form: elements of other vocabularies, tags that nobody knows."""

Steps = tuple[str | int, ...]
Lines = Mapping[str, tuple[int, int]]
"""Line and column (0 where only the line is known) by pointer."""
Locate = Callable[[Source, Iterable[Steps]], Mapping[Steps, tuple[int, int]]]


class Opened(NamedTuple):
    """One document. `document` is its JSON form, with equal keys told and the last of them kept; empty when there is none.

    `wrapper` names what it was taken out of, from the outside in (`gzip`, `dsse`, `in-toto`, `github`), joined with `+`.
    """

    family: str
    """CycloneDX | SPDX | SPDX3 | Syft, or empty."""
    version: str
    """Of the format, as the document says it, without the `SPDX-` before it."""
    notation: str
    """json | xml | yaml | tag-value | rdf"""
    wrapper: str
    document: dict[str, Any]
    problems: tuple[Problem, ...]
    source: Source
    """The input as it was named; its bytes may be packed."""
    above: Steps = ()
    """The way from the text's top to the document."""
    locate: Locate | None = None
    """Finds lines and columns in the text; None where the text is not what people see (an envelope's payload)."""

    def places(self, pointers: Iterable[str]) -> dict[str, Place]:
        """The Place of each JSON pointer (RFC 6901); of a value that is missing, the line of what should hold it."""
        ways = {pointer: self._way(pointer) for pointer in pointers}
        found: Mapping[Steps, tuple[int, int]] = {}
        if self.locate is not None and ways:
            found = self.locate(self.source, {(*self.above, *way) for way in ways.values()})
        return {pointer: self._place(way, found) for pointer, way in ways.items()}

    def _way(self, pointer: str) -> Steps:
        """The steps of a pointer as far as the document goes along."""
        here: Any = self.document
        steps: list[str | int] = []
        for token in pointer.split("/")[1:]:
            name = token.replace("~1", "/").replace("~0", "~") if "~" in token else token
            if isinstance(here, list) and name.isdecimal() and int(name) < len(here):
                steps.append(int(name))
                here = here[int(name)]
            elif isinstance(here, dict) and name in here:
                steps.append(name)
                here = here[name]
            else:
                break
        return tuple(steps)

    def _place(self, way: Steps, found: Mapping[Steps, tuple[int, int]]) -> Place:
        full = (*self.above, *way)
        route = route_of(_step(step) for step in full)
        for length in range(len(full), -1, -1):
            if full[:length] in found:
                line, column = found[full[:length]]
                return self.source.place(route, line, column or None)
        return self.source.place(route)


def _step(step: str | int) -> Step:
    return step if isinstance(step, int) else (step, 1)
