"""Answers of sources outside, kept by package URL and source, so that a run that was stopped goes on where it was."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from osscan.model.place import Place
from osscan.model.problem import Problem, note

_TABLE = """
CREATE TABLE IF NOT EXISTS answers_1 (
    source TEXT NOT NULL, purl TEXT NOT NULL, form TEXT NOT NULL, body BLOB NOT NULL, at TEXT NOT NULL, sha256 TEXT NOT NULL,
    day TEXT NOT NULL, PRIMARY KEY (source, purl)
)
"""
_KNOWN = "SELECT form, body, at, sha256, day FROM answers_1 WHERE source = ? AND purl = ?"
_KEEP = "INSERT OR REPLACE INTO answers_1 VALUES (?, ?, ?, ?, ?, ?, ?)"


class Answer(NamedTuple):
    """What was kept: an empty `form` means that the source did not know the package on that day."""

    form: str
    body: bytes
    at: str
    sha256: str
    day: str


class Answers:
    """Each answer is on the disk before the next question is asked. Where the file can't be used, nothing is known or kept."""

    def __init__(self, file: Path) -> None:
        self.problems: tuple[Problem, ...] = ()
        self._connection: sqlite3.Connection | None = None
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._connection = _opened(file)
        except (sqlite3.Error, OSError) as fault:
            self.problems = (note("cache-unavailable", Place(str(file)), reason=fault),)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        if self._connection is not None:
            self._connection.close()

    def known(self, source: str, purl: str) -> Answer | None:
        """The kept answer; `source` names the address too, since another registry may say otherwise."""
        if self._connection is None:
            return None
        try:
            row = self._connection.execute(_KNOWN, (source, purl)).fetchone()
        except sqlite3.Error:
            return None
        if row is None or tuple(map(type, row)) != (str, bytes, str, str, str):
            return None
        return Answer(*row)

    def keep(self, source: str, purl: str, answer: Answer) -> None:
        """Keeps one answer; a disk that is full costs no more than asking again."""
        if self._connection is None:
            return
        try:
            self._connection.execute(_KEEP, (source, purl, *answer))
        except sqlite3.Error as fault:
            self.problems = (note("cache-unavailable", Place("answers.sqlite3"), reason=fault),)
            self._connection.close()
            self._connection = None


def _opened(file: Path) -> sqlite3.Connection:
    """A file that is no database is made anew: it holds nothing that can't be asked again."""
    try:
        return _connected(file)
    except sqlite3.DatabaseError:
        for ending in ("-journal", "-wal", "-shm", ""):
            file.with_name(file.name + ending).unlink(missing_ok=True)
        return _connected(file)


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=10, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(_TABLE)
        connection.execute("PRAGMA quick_check(1)")
    except BaseException:
        connection.close()
        raise
    return connection
