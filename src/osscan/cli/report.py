"""`osscan report`: documents out of a stored report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.options import Language, Quiet, Traceback, wrong_call

if TYPE_CHECKING:
    from osscan.documents.formats import DocumentFormat
    from osscan.reports.kinds.case import Setting, Story
    from osscan.reports.kinds.table import DocumentKind
    from osscan.texts.catalogue import Words


def command(
    context: typer.Context,
    report: Annotated[str, typer.Argument(help="cli.report.report", metavar="REPORT.json|-")],
    kind: Annotated[str, typer.Option("--kind", "-k", help="cli.report.kind", metavar="KIND")] = "",
    form: Annotated[str, typer.Option("--format", "-f", help="cli.report.format", metavar="FMT")] = "",
    everything: Annotated[bool, typer.Option("--all", help="cli.report.all")] = False,
    out: Annotated[str, typer.Option("--output", "-o", help="cli.report.output", metavar="FILE|FOLDER")] = "",
    letterhead: Annotated[str, typer.Option("--letterhead", help="cli.report.letterhead", metavar="FILE|NAME")] = "dortmund",
    reference: Annotated[str, typer.Option("--reference", help="cli.report.reference", metavar="TEXT")] = "",
    lang: Language = None,
    quiet: Quiet = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.report.help`."""
    from osscan.reports.kinds.table import case_of
    from osscan.reports.stored.door import read

    _ = lang, traceback
    words = context.obj
    if everything and (not out or form or kind):
        raise wrong_call("report-all-needs-folder", "--all")
    chosen = _format(form, "" if everything else out)
    setting = setting_of(letterhead, reference, words)
    content = _content(report)
    case = case_of(read(content, report, words), setting)
    if everything:
        from osscan.reports.kinds.file_set import file_set

        _write_set(file_set(case, setting, content), Path(out), words, quiet=quiet)
        return
    from osscan.documents.formats import written

    made = _kind(kind or "assessment", case.story)
    if not out and not chosen.is_text and sys.stdout.isatty():
        raise wrong_call("report-needs-file", "--output", format=chosen.name)
    _write(written(made.make(case, setting), chosen, words), out)


def setting_of(letterhead: str, reference: str, words: Words) -> Setting:
    """What documents get from outside of the report; raises PolicyInvalidError where the letterhead can't be read."""
    from osscan.documents.written import Written
    from osscan.policy.office import office_named
    from osscan.reports.kinds.case import Setting

    return Setting(office_named(letterhead), words, Written(words), reference)


def _content(report: str) -> bytes:
    from osscan.reports.stored.door import content_of

    return sys.stdin.buffer.read() if report == "-" else content_of(Path(report), report)


def _format(asked: str, out: str) -> DocumentFormat:
    """The format that was asked for, or the one that the file's ending names; Markdown for standard output."""
    from osscan.documents.formats import FORMATS, NAMES

    if not asked and out:
        suffix = Path(out).suffix.lower()
        found = next((one for one in FORMATS if one.suffix == suffix), None)
        if found is None:
            known = ", ".join(one.suffix for one in FORMATS)
            raise wrong_call("report-ending-unknown", "--output", file=Path(out).name, known=known)
        return found
    found = next((one for one in FORMATS if one.name == (asked or "md")), None)
    if found is None:
        raise wrong_call("output-format-unknown", "--format", asked=asked, known=", ".join(NAMES))
    return found


def _kind(asked: str, story: Story) -> DocumentKind:
    from osscan.reports.kinds.table import kinds_for

    offered = kinds_for(story)
    found = next((one for one in offered if one.name == asked), None)
    if found is None:
        raise wrong_call("option-value", "--kind", given=asked, allowed=", ".join(one.name for one in offered))
    return found


def _write(content: bytes, file: str) -> None:
    from osscan.cli.output import write_bytes

    if file:
        write_bytes(file, content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _write_set(files: tuple[tuple[str, bytes], ...], folder: Path, words: Words, *, quiet: bool) -> None:
    """Everything was made before anything is written."""
    from osscan.cli.console import say
    from osscan.cli.output import write_bytes

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise wrong_call("output-unwritable", str(folder), reason=fault.strerror or str(fault)) from fault
    for name, content in files:
        write_bytes(str(folder / name), content)
    if not quiet:
        say(words("cli.report.written", (), count=len(files), folder=str(folder)))
