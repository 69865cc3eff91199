"""All formats, in the order in which help and documentation name them."""

from __future__ import annotations

from osscan.reports import code_quality, junit, markdown, report_csv, report_json, sarif, terminal
from osscan.reports.base import Renderer

RENDERERS: tuple[Renderer, ...] = (
    terminal.RENDERER,
    report_json.RENDERER,
    sarif.RENDERER,
    markdown.RENDERER,
    junit.RENDERER,
    code_quality.RENDERER,
    report_csv.RENDERER,
)
