"""The frame of every SARIF 2.1.0 log: one run of the tool with its rules, its problems as notifications, and a result to a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from osscan.model.place import Place
from osscan.model.problem import Problem
from osscan.reports.json_text import Lines, line, members
from osscan.reports.uris import uri_of
from osscan.texts.escapes import markdown_text
from osscan.texts.shown import shown

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LONGEST = 4000


class Run(NamedTuple):
    """One run; `more` are fields that stand between the language and the invocation."""

    driver: dict[str, Any]
    language: str
    invocation: dict[str, Any]
    results: Iterable[dict[str, Any]]
    more: tuple[tuple[str, Any], ...] = ()


def log(run: Run) -> str:
    """The whole text."""
    fields = (
        ("tool", {"driver": run.driver}),
        ("language", run.language),
        ("columnKind", "unicodeCodePoints"),
        *run.more,
        ("invocations", Lines([line(run.invocation)])),
        ("results", Lines(line(result) for result in run.results)),
    )
    told = (("$schema", SCHEMA), ("version", "2.1.0"), ("runs", Lines(["".join(members(fields, "    "))])))
    return "".join(members(told)) + "\n"


def numbered(ids: Iterable[str]) -> dict[str, int]:
    """Where each rule stands among the rules."""
    return {id_: position for position, id_ in enumerate(ids)}


def notifications(problems: Iterable[tuple[Problem, str]]) -> Iterator[dict[str, Any]]:
    """Problems with the sentence for each, as the tool's notifications."""
    for problem, text in problems:
        yield {
            "descriptor": {"id": shown(problem.code)},
            "level": problem.severity,
            "message": {"text": message(text)},
            "locations": [location(problem.place)],
        }


def location(place: Place) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": max(place.line or 1, 1)}
    if place.line and place.column and place.column > 0:
        region["startColumn"] = place.column
    return {"physicalLocation": {"artifactLocation": {"uri": uri_of(place.input)}, "region": region}}


def plain(text: str) -> str:
    return shown(text, _LONGEST)


def message(text: str) -> str:
    """Braces doubled and links broken, so that foreign text stays text (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    return plain(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")


def help_said(*texts: str) -> dict[str, str]:
    return {"text": plain(" ".join(texts)), "markdown": "\n\n".join(markdown_text(text, _LONGEST) for text in texts)}


def suppression(text: str) -> dict[str, Any]:
    """That somebody answers for a result, in words."""
    return {"kind": "external", "justification": plain(text)}
