""".gitignore: what the tools of the project make, and what must never get into a repository."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from osscan.fixes.base import Draft, Known, Made

_EVERY = "every"


def started(known: Known) -> Iterator[Made]:
    """A .gitignore where there is none."""
    if ".gitignore" not in known.files:
        yield Draft(".gitignore", "\n".join(_wanted(known)) + "\n")


def completed(known: Known) -> Iterator[Made]:
    """What keys and passwords are called joins the .gitignore that is there."""
    text = known.text(".gitignore")
    if text is None:
        if ".gitignore" not in known.files:
            yield from started(known)
        return
    end = "\r\n" if "\r\n" in text else "\n"
    there = {line.strip() for line in text.splitlines()}
    missing = [line for line in _patterns()[_EVERY] if line not in there]
    if missing:
        start = text if not text or text.endswith("\n") else text + end
        yield Draft(".gitignore", start + end.join(missing) + end)


def _wanted(known: Known) -> list[str]:
    patterns = _patterns()
    kinds = dict.fromkeys((_EVERY, *(one.ecosystem for one in known.manifests)))
    return list(dict.fromkeys(line for kind in kinds for line in patterns.get(kind, ())))


def _patterns() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    kind = _EVERY
    for line in (Path(__file__).parent / "templates" / "gitignore.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# ["):
            kind = line[3:-1]
        elif line:
            found.setdefault(kind, []).append(line)
    return found
