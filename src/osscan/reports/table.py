"""All formats, in the order in which help and documentation name them; a format's file is loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module

from osscan.reports.base import Renderer

_FILES = {
    "terminal": "terminal",
    "json": "report_json",
    "sarif": "sarif",
    "markdown": "markdown",
    "junit": "junit",
    "codequality": "code_quality",
    "csv": "report_csv",
}
"""Name of the format, and the file of this folder that writes it. Loading all seven would cost 25 ms at every start."""

NAMES = tuple(_FILES)


def by_name(name: str) -> Renderer:
    """The renderer of one format; KeyError for a name that is in no table."""
    card: Renderer = import_module(f"osscan.reports.{_FILES[name]}").RENDERER
    return card


def every() -> tuple[Renderer, ...]:
    """All renderers, for documentation and tests."""
    return tuple(by_name(name) for name in NAMES)
