"""The renderer's card: which format it writes, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from osscan.model.report import Report
from osscan.texts.catalogue import Words


@dataclass(frozen=True, slots=True)
class Renderer:
    """`render` gives the whole text of a file in one format; it never judges, counts or sorts by meaning."""

    name: str
    media_type: str
    suffix: str
    render: Callable[[Report, Words], str]
