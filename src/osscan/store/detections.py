"""The cache of detections: where it lies, and how a Detection is written down in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from osscan.model.detection import Detection, Holder, LicenseMatch, NearMiss

if TYPE_CHECKING:
    from osscan.store.cache import DetectionCache

_Value = TypeVar("_Value")

_MOST_BYTES = 256 * 1024 * 1024
_SECONDS_OF_A_DAY = 24 * 60 * 60

_encode = json.JSONEncoder(separators=(",", ":")).encode
_decode = json.JSONDecoder().raw_decode
_NUMBERS = (int, float)
_MATCH = frozenset((str, int, int, number, str, str, str, int) for number in _NUMBERS)
_NEAR = frozenset((str, str, int, int, number, str) for number in _NUMBERS)
_HOLDER = frozenset({(str, str, int)})
_DETECTION = frozenset((expression, list, list, list, list, str, list, list) for expression in (str, type(None)))


def open_cache(folder: Path | None, version: str, *, today: int | None = None, most_bytes: int = _MOST_BYTES) -> DetectionCache:
    """The cache in `folder`, or where this system keeps caches; `version` names the detector and its data.

    Never raises: a damaged file is built anew, and where none can be had the cache knows nothing and keeps nothing; its
    `problems` say so. `today` counts days since 1970. Above `most_bytes` the half that is out of use longest is forgotten.
    """
    from osscan.store.cache import DetectionCache  # noqa: PLC0415 - loads sqlite3, which only an open cache needs

    if folder is None:
        from platformdirs import user_cache_path  # noqa: PLC0415 - as above

        folder = user_cache_path("osscan", appauthor=False)
    else:
        folder = folder.absolute()
    if today is None:
        import time  # noqa: PLC0415 - a clock that was not handed in

        today = int(time.time()) // _SECONDS_OF_A_DAY
    return DetectionCache(folder / "detections.sqlite3", version, today, most_bytes)


def encode(detection: Detection) -> bytes:
    """A Detection as compact JSON: arrays in the order of its fields."""
    return _encode(detection).encode()


def decode(content: bytes) -> Detection | None:
    """What `encode` wrote; None for anything else."""
    try:
        text = content.decode()
        row, end = _decode(text)
        if end != len(text) or type(row) is not list or tuple(map(type, row)) not in _DETECTION:
            return None
        expression, matches, near, holders, refers_to, seen, clues, statements = row
        if not all(type(name) is str for name in refers_to):
            return None
        return Detection(
            expression,
            _all(LicenseMatch, matches, _MATCH),
            _all(NearMiss, near, _NEAR),
            _all(Holder, holders, _HOLDER),
            tuple(refers_to),
            seen,
            _all(LicenseMatch, clues, _MATCH),
            _all(LicenseMatch, statements, _MATCH),
        )
    except (ValueError, RecursionError):
        return None


def _all(kind: Callable[..., _Value], rows: list[Any], shapes: frozenset[tuple[type, ...]]) -> tuple[_Value, ...]:
    """The rows as values; raises ValueError when one has another shape."""
    if not rows:
        return ()
    if not all(type(row) is list and tuple(map(type, row)) in shapes for row in rows):
        raise ValueError
    return tuple([kind(*row) for row in rows])
