"""The rehearsal for a wiki or merge request: the gate's page first, then everything that becomes public."""

from __future__ import annotations

from osscan.model.rehearsal import Rehearsal
from osscan.reports import publication_markdown
from osscan.reports.numbers import number
from osscan.reports.rehearsal_said import parts
from osscan.texts.catalogue import Words
from osscan.texts.escapes import markdown_code, markdown_text


def render(rehearsal: Rehearsal, words: Words) -> str:
    """The whole page; lists are cut as they are at a terminal, JSON holds all of them."""
    blocks = [publication_markdown.render(rehearsal.report, words).rstrip("\n")]
    for part in parts(rehearsal, words, verbose=False):
        if not part.lines:
            continue
        commands = dict(part.commands)
        lines = []
        for place, line in enumerate(part.lines, 1):
            lines.append(f"- {markdown_text(line)}" + (f" {markdown_code(commands[place])}" if place in commands else ""))
        if part.rest:
            lines.append(f"- {markdown_text(words('publish_rehearse.and-more', (), count=number(words, part.rest)))}")
        blocks += [f"#### {markdown_text(part.head)}", "\n".join(lines)]
    return "\n\n".join(blocks) + "\n"
