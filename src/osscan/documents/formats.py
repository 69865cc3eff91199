"""Every format that a document can be written in, in the order in which they are offered; only the one that is asked for is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from osscan.documents.document import Document
from osscan.documents.outline import tables
from osscan.errors import DocumentError
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.texts.catalogue import Words


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """One format: its name, how its files end, the module whose `render` writes it, and whether a terminal can show it."""

    name: str
    suffix: str
    module: str
    is_text: bool = False
    only_tables: bool = False


FORMATS = (
    DocumentFormat("html", ".html", "html", is_text=True),
    DocumentFormat("pdf", ".pdf", "pdf"),
    DocumentFormat("odt", ".odt", "odt"),
    DocumentFormat("docx", ".docx", "docx"),
    DocumentFormat("md", ".md", "markdown", is_text=True),
    DocumentFormat("xlsx", ".xlsx", "xlsx"),
    DocumentFormat("ods", ".ods", "ods"),
    DocumentFormat("csv", ".csv", "csv", is_text=True, only_tables=True),
)
NAMES = tuple(one.name for one in FORMATS)


def written(document: Document, form: DocumentFormat, words: Words) -> bytes:
    """The document's file; raises DocumentError where a library is missing, or a format of tables has none to write."""
    if form.only_tables and not tables(document):
        raise DocumentError(error("document-without-tables", Place(form.name), format=form.name))
    made: str | bytes = import_module(f"osscan.documents.{form.module}").render(document, words)
    return made.encode("utf-8", "replace") if isinstance(made, str) else made
