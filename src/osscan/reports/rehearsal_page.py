"""The rehearsal for people at a terminal: the gate's page first, then everything that becomes public."""

from __future__ import annotations

from osscan.model.rehearsal import Rehearsal
from osscan.reports import publication_page
from osscan.reports.numbers import number
from osscan.reports.page import Page
from osscan.reports.rehearsal_said import parts
from osscan.texts.catalogue import Words


def render(rehearsal: Rehearsal, words: Words, width: int, *, color: bool, verbose: bool) -> str:
    """The whole page."""
    page = Page(width, color=color)
    for part in parts(rehearsal, words, verbose=verbose):
        if not part.lines:
            continue
        page.head(part.head, "bold")
        commands = dict(part.commands)
        for place, line in enumerate(part.lines, 1):
            page.line(line, 2)
            if place in commands:
                page.command(commands[place], 4)
        if part.rest:
            page.line(words("publish_rehearse.and-more", (), count=number(words, part.rest)), 2, "dim")
    report = publication_page.render(rehearsal.report, words, width, color=color, verbose=verbose)
    return f"{report}\n{page.text()}"
