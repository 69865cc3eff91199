"""A cache that several processes may use at once, and whose loss or damage costs time but never changes a result."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from zlib import crc32

from osscan.model.problem import Problem
from osscan.store.database import Opened, is_mendable, open_database, unavailable

_Answer = TypeVar("_Answer")

_KEPT_DAYS = 30
"""A result that nobody asked for in so many days goes; in this way those of former detectors go too."""
_FRESH_DAYS = 7
"""The day of the last use is written down at most this often, so that most runs write nothing."""
_AT_ONCE = 900
"""SQLite before 3.32 takes up to 999 parameters."""
_FIND = "SELECT key, value, seal, used < ? FROM results WHERE version = ? AND key IN (KEYS)"
_USE = "UPDATE results SET used = ? WHERE version = ? AND key IN (KEYS)"
_KEEP = "INSERT OR REPLACE INTO results (version, key, value, seal, used) VALUES (?, ?, ?, ?, ?)"
_FORGET_UNUSED = "DELETE FROM results WHERE used < ?"
_SIZE = """
SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size
"""
_FORGET_HALF = """
DELETE FROM results WHERE rowid IN (SELECT rowid FROM results ORDER BY used, rowid LIMIT (SELECT (count(*) + 1) / 2 FROM results))
"""


class DetectionCache:
    """Results by keys that name a content and what its path adds to it, for one version of the detector and its data.

    Every result is sealed by a checksum over version, key and value: what was damaged on the disk is not known.
    Where the file can't be used, nothing is known and nothing is kept; `problems` says so. No method raises for it.
    """

    def __init__(self, file: Path, version: str, today: int, most_bytes: int) -> None:
        self.problems: tuple[Problem, ...] = ()
        self._file = file
        self._version = int.from_bytes(blake2b(version.encode(), digest_size=7).digest())
        self._seed = self._version & 0xFFFFFFFF
        self._today = today
        self._most_bytes = most_bytes
        self._aging: list[str] = []
        self._has_written = False
        self._has_recovered = False
        self._connection = self._taken(open_database(file))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def get_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The results that are known, by key."""
        return self._guarded(lambda connection: self._read(connection, keys), {})

    def put_many(self, results: Mapping[str, bytes]) -> None:
        """Keeps results for later runs, all of them or none."""
        if results:
            self._guarded(lambda connection: self._write(connection, results), None)

    def close(self) -> None:
        """Writes down what was used and tidies up; afterwards nothing is known and nothing kept."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            self._tidy(connection)
        except sqlite3.Error:
            # What can't be tidied up now is by another run, and damage is found there.
            return
        finally:
            connection.close()

    def _guarded(self, act: Callable[[sqlite3.Connection], _Answer], otherwise: _Answer) -> _Answer:
        """What `act` answers; after damage the cache begins anew once, after anything else it is off."""
        if self._connection is None:
            return otherwise
        try:
            return act(self._connection)
        except sqlite3.Error as fault:
            self._connection.close()
            anew = is_mendable(fault) and not self._has_recovered
            self._has_recovered = True
            self._connection = self._taken(open_database(self._file, distrust=True) if anew else unavailable(self._file, fault))
            return otherwise

    def _taken(self, opened: Opened) -> sqlite3.Connection | None:
        if opened.problem is not None:
            self.problems += (opened.problem,)
        return opened.connection

    def _read(self, connection: sqlite3.Connection, keys: Sequence[str]) -> dict[str, bytes]:
        found = {}
        seed, aging = self._seed, self._aging
        for some in _parts(keys):
            known = connection.execute(_for(some, _FIND), (self._today - _FRESH_DAYS, self._version, *some))
            for key, value, seal, ages in known:
                if isinstance(value, bytes) and crc32(value, crc32(key.encode(), seed)) == seal:
                    found[key] = value
                    if ages:
                        aging.append(key)
        return found

    def _write(self, connection: sqlite3.Connection, results: Mapping[str, bytes]) -> None:
        seed, version, today = self._seed, self._version, self._today
        rows = [(version, key, value, crc32(value, crc32(key.encode(), seed)), today) for key, value in results.items()]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_KEEP, rows)
        connection.execute("COMMIT")
        self._has_written = True

    def _tidy(self, connection: sqlite3.Connection) -> None:
        """Once a day what is out of use goes, and the older half whenever there is too much."""
        if not self._has_written and not self._aging:
            return
        connection.execute("BEGIN IMMEDIATE")
        for some in _parts(self._aging):
            connection.execute(_for(some, _USE), (self._today, self._version, *some))
        if connection.execute("PRAGMA user_version").fetchone() != (self._today,):
            connection.execute(_FORGET_UNUSED, (self._today - _KEPT_DAYS,))
            connection.execute(f"PRAGMA user_version = {self._today}")
        if connection.execute(_SIZE).fetchone() > (self._most_bytes,):
            connection.execute(_FORGET_HALF)
        connection.execute("COMMIT")


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE))


def _for(keys: Sequence[str], statement: str) -> str:
    return statement.replace("KEYS", ",".join("?" * len(keys)))
