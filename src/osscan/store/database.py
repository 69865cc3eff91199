"""The SQLite file in which results outlive a run: opened, checked, and built anew when it is damaged."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import NamedTuple

from osscan.model.place import Place
from osscan.model.problem import Problem, note

_FORMAT = 0x6F730001
"""Stands in the file's header; a file with another one was written by another osscan or by somebody else."""
_TABLE = """
CREATE TABLE results (
    version INTEGER NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, seal INTEGER NOT NULL, used INTEGER NOT NULL,
    PRIMARY KEY (version, key)
)
"""
_PATIENCE = 10.0
"""Seconds to wait for another process; what is written at once takes hundredths."""
_DAMAGE = frozenset({
    sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_IOERR,
})  # fmt: skip
"""What SQLite says of a file that is no database, is broken, or has other tables; the rest is about locks, rights and disks.

An I/O error is also what a process gets while another one replaces a damaged file.
"""


class Opened(NamedTuple):
    """An open database, or none with the reason; `problem` also tells that it had to be built anew."""

    connection: sqlite3.Connection | None
    problem: Problem | None = None


def open_database(file: Path, *, distrust: bool = False) -> Opened:
    """The database, made if there is none and replaced if it is damaged; `distrust` has all of it looked at. Never raises.

    The journal is SQLite's own rollback journal, since the other one (WAL) can't live on network drives.
    """
    if not file.is_absolute():
        return unavailable(file, "no home folder")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return Opened(_connected(file, distrust=distrust))
        except sqlite3.Error as fault:
            if not is_mendable(fault):
                raise
            return Opened(_rebuilt(file, distrust=distrust), note("cache-rebuilt", Place(str(file)), reason=fault))
    except (sqlite3.Error, OSError, ValueError) as fault:
        return unavailable(file, fault)


def unavailable(file: Path, reason: object) -> Opened:
    """No database for this run, and why."""
    told = (reason.strerror or reason) if isinstance(reason, OSError) else reason
    return Opened(None, note("cache-unavailable", Place(str(file)), reason=told))


def is_mendable(fault: sqlite3.Error) -> bool:
    """Whether the file is at fault and not its surroundings, or has just been replaced."""
    if isinstance(fault, sqlite3.ProgrammingError | sqlite3.InterfaceError):
        return False
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code == sqlite3.SQLITE_READONLY_DBMOVED or code & 0xFF in _DAMAGE


def _rebuilt(file: Path, *, distrust: bool) -> sqlite3.Connection:
    """A new database in place of a damaged one; a lock beside it makes sure that no process removes what another just made."""
    lock = sqlite3.connect(file.with_suffix(".lock"), timeout=_PATIENCE, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        try:
            return _connected(file, distrust=distrust)
        except sqlite3.Error as fault:
            if not is_mendable(fault):
                raise
        for ending in ("-journal", "-wal", "-shm", ""):
            file.with_name(file.name + ending).unlink(missing_ok=True)
        return _connected(file, distrust=False)
    finally:
        lock.close()


def _connected(file: Path, *, distrust: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    try:
        # A power cut may damage the file, which then is built anew; waiting for the disk would cost every run.
        connection.execute("PRAGMA synchronous = OFF")
        _check_or_create(connection, distrust=distrust)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_or_create(connection: sqlite3.Connection, *, distrust: bool) -> None:
    if _format(connection) == 0:
        connection.execute("PRAGMA auto_vacuum = FULL")
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA application_id = {_FORMAT}")
        connection.execute("COMMIT")
    if _format(connection) != _FORMAT:
        raise sqlite3.DatabaseError("unknown application_id")
    connection.execute("SELECT version, key, value, seal, used FROM results LIMIT 0")
    if distrust and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("quick_check failed")


def _format(connection: sqlite3.Connection) -> int:
    (found,) = connection.execute("PRAGMA application_id").fetchone()
    return int(found)
