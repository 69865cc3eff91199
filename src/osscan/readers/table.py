"""The readers, in the order in which they are asked; the first whose pattern fits a path reads it."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache

from osscan.readers.base import Reader
from osscan.readers.javascript import installed, package_json, package_lock
from osscan.readers.license import license_files, reuse_toml, spdx_tags
from osscan.readers.python import dist_info, poetry_lock, pylock, pyproject, requirements, uv_lock
from osscan.readers.sbom import cyclonedx_json, cyclonedx_xml, spdx_json, spdx_tagvalue, unsupported

READERS: tuple[Reader, ...] = (
    cyclonedx_json.READER,
    cyclonedx_xml.READER,
    spdx_json.READER,
    spdx_tagvalue.READER,
    *unsupported.UNSUPPORTED,
    pyproject.READER,
    uv_lock.READER,
    poetry_lock.READER,
    pylock.READER,
    requirements.READER,
    dist_info.READER,
    installed.READER,
    package_json.READER,
    package_lock.READER,
    reuse_toml.READER,
    license_files.READER,
)

TAGS: Reader = spdx_tags.READER
"""Looks into every text file that no other reader takes."""


def by_path(path: str) -> Reader | None:
    """The reader whose pattern fits the end of `path`, or None."""
    parts = path.split("/")
    name = parts[-1]
    exact, wild = _patterns()
    candidates = [*exact.get(name, ()), *wild]
    for position, pattern in sorted(candidates):
        if len(pattern) <= len(parts) and all(
            fnmatchcase(part, piece) for part, piece in zip(parts[-len(pattern) :], pattern, strict=True)
        ):
            return READERS[position]
    return None


def by_content(head: bytes) -> Reader | None:
    """The reader that recognises the first bytes of an input, or None."""
    return next((reader for reader in READERS if reader.recognises is not None and reader.recognises(head)), None)


def by_name(name: str) -> Reader:
    """The reader with this card name; KeyError for a name that is in no table."""
    return _names()[name]


@cache
def _names() -> dict[str, Reader]:
    return {reader.name: reader for reader in (*READERS, TAGS)}


Pattern = tuple[int, tuple[str, ...]]


@cache
def _patterns() -> tuple[dict[str, list[Pattern]], list[Pattern]]:
    """Patterns whose last part is a plain name, by that name, and the others."""
    exact: dict[str, list[Pattern]] = {}
    wild: list[Pattern] = []
    for position, reader in enumerate(READERS):
        for pattern in reader.patterns:
            parts = tuple(pattern.split("/"))
            if any(sign in parts[-1] for sign in "*?["):
                wild.append((position, parts))
            else:
                exact.setdefault(parts[-1], []).append((position, parts))
    return exact, wild
