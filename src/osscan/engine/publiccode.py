"""The story of `osscan publiccode validate`: a publiccode.yml is opened, held to the standard, and one report says what was found."""

from __future__ import annotations

from datetime import date

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.publiccode import PubliccodeFinding, PubliccodeReport
from osscan.publiccode.document import document_of
from osscan.publiccode.judging import judge


def validate(source: Source, day: date) -> PubliccodeReport:
    """The report on one file; whatever is wrong with it, nothing is raised. `source.root` is the folder whose files it may name."""
    try:
        document = document_of(source)
    except UnreadableError as fault:
        return PubliccodeReport(source.path, None, (), problems=(fault.problem,))
    found = judge(document, source, day)
    return PubliccodeReport(source.path, found.version, found.findings, found.addresses, not found.files_unseen)


def findings(source: Source, folder: str, day: date) -> tuple[PubliccodeFinding, ...]:
    """What is wrong with the file as part of a project: the files that it names are looked for beside it, within `folder`.

    Raises UnreadableError where it can't be opened.
    """
    placed = source._replace(root=folder)
    return judge(document_of(placed), placed, day).findings
