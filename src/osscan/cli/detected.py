"""What was detected reaches stdout while it is found: JSON lines, or blocks and a page for people, or one JSON document."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from osscan.cli import console
from osscan.cli.output import write_stdout
from osscan.cli.problems import ToldProblems
from osscan.engine.detect_targets import Targets
from osscan.engine.detecting import passages_of
from osscan.engine.tree_licenses import tree_licenses
from osscan.model.tree_licenses import DetectedFile
from osscan.reports.page import Page
from osscan.texts.catalogue import Words


class Outlet(NamedTuple):
    """What a format needs besides the files."""

    targets: Targets
    words: Words
    problems: ToldProblems
    with_text: bool

    def passages(self, file: DetectedFile) -> tuple[str, ...]:
        """The matched texts of a file where they were asked for."""
        if not self.with_text or not file.detection.matches:
            return ()
        return passages_of(self.targets.sources[file.path], file.detection)


def write_lines(files: Iterator[DetectedFile], outlet: Outlet) -> None:
    """One JSON object a file."""
    from osscan.reports.detected_file import json_line

    write, words, with_text = sys.stdout.write, outlet.words, outlet.with_text
    for file in files:
        write(json_line(file, words, outlet.passages(file) if with_text else ()) + "\n")


def write_pages(files: Iterator[DetectedFile], outlet: Outlet) -> None:
    """A block for each file that was named outright; for folders one page at the end."""
    from osscan.reports import tree_licenses as report

    folders = outlet.targets.folders
    tree = tree_licenses(_blocks(files, outlet), folders)
    if folders:
        page = _page()
        report.write_page(tree, folders, outlet.words, page)
        write_stdout(page.text())


def write_document(files: Iterator[DetectedFile], outlet: Outlet) -> None:
    """The picture of all files as JSON."""
    from osscan.detect.detector import version
    from osscan.reports import tree_licenses as report

    tree = tree_licenses(files, outlet.targets.folders)
    write_stdout(report.json_text(tree, outlet.problems.all, version(), outlet.words))


FORMATS: dict[str, Callable[[Iterator[DetectedFile], Outlet], None]] = {
    "terminal": write_pages,
    "jsonl": write_lines,
    "json": write_document,
}


def _blocks(files: Iterator[DetectedFile], outlet: Outlet) -> Iterator[DetectedFile]:
    from osscan.reports.detected_file import text_block

    for file in files:
        if file.path in outlet.targets.named:
            page = _page()
            text_block(file, outlet.words, page, outlet.passages(file))
            write_stdout(page.text())
        yield file


def _page() -> Page:
    return Page(console.width(), color=console.color_wanted())
