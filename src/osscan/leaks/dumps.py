"""Dumps: tables of a database or a register that were put beside the program, told by their rows and columns."""

from __future__ import annotations

import re
from functools import cache

from osscan.leaks.files import Told
from osscan.leaks.leak import LeakClass
from osscan.leaks.rules import compiled
from osscan.model.report import CheckSeverity

_MANY_ROWS, _FEW_LINES, _START = 50, 4, 64 * 1024
_ROWS = r"(?im)^\s*(?:insert\s+into\b|\(\s*(?:\d+|'[^']*')\s*,)"
_COPY = r"(?im)^copy\s+[\w.\"]+\s*\([^)]*\)\s+from\s+stdin;"
_PERSONAL = (
    r"(?i)^(?:(?:person|kunde|customer|user|mitarbeiter|antragsteller)[_ .-]?)?(?:vor-?name|nach-?name|familien-?name|zu-?name|geburts-?name|first[_ ]?name|last[_ ]?name|"
    r"sur-?name|full[_ ]?name|geburts-?(?:datum|ort|tag)|geb\.?-?dat(?:um)?|date[_ ]of[_ ]birth|birth-?(?:date|day)|dob|stra(?:ss|ß|\xc3\x9f)e|str\.?|street|"
    r"haus-?nr\.?|hausnummer|anschrift|wohnort|e-?mail(?:[_ -]?adresse)?|telefon(?:nummer)?|tel\.?|phone|mobil|handy|iban|kontonummer|"
    r"steuer-?(?:id|nr|nummer)|sozialversicherungsnummer|staatsangeh\S*|geschlecht|familienstand|konfession|personalnummer|anrede|salutation)$"
)


def told_by_rows(path: str, content: bytes) -> list[Told]:
    """`sql-dump` for many rows in SQL, `personal-table` for a table whose columns are those of persons."""
    lower = path.lower()
    if lower.endswith((".sql", ".dump", ".ddl")) or content.startswith((b"-- MySQL dump", b"-- PostgreSQL database dump")):
        return _dump(content)
    if lower.endswith((".csv", ".tsv", ".tab", ".txt")):
        return _table(content)
    return []


def _dump(content: bytes) -> list[Told]:
    rows = 0
    for _ in compiled(_ROWS).finditer(content):
        rows += 1
        if rows >= _MANY_ROWS:
            break
    if rows < _MANY_ROWS and not compiled(_COPY).search(content):
        return []
    return [Told("sql-dump", LeakClass.PERSONAL, CheckSeverity.CONDITION)]


def _table(content: bytes) -> list[Told]:
    start = content[:_START]
    if start.count(b"\n") < _FEW_LINES:
        return []
    head = start.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0]
    sign = max(b";\t,|", key=lambda sign: head.count(bytes((sign,))))
    columns = {column.strip(b" \"'\r") for column in head.split(bytes((sign,)))}
    personal = sum(_names_a_person().search(column) is not None for column in columns)
    if personal < 2:
        return []
    return [Told("personal-table", LeakClass.PERSONAL, CheckSeverity.CONDITION)]


@cache
def _names_a_person() -> re.Pattern[bytes]:
    return re.compile(_PERSONAL.encode("latin-1"))
