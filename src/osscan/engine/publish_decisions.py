"""What people decided, kept in `.osscan/decisions.jsonl`: a line a decision, each with the SHA-256 of all lines before it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from osscan.model.place import Place
from osscan.model.problem import Problem, error
from osscan.model.publication import Decision

FILE = ".osscan/decisions.jsonl"
_FIELDS = ("check", "answer", "role", "date", "reference", "reason", "expires", "about")
_NEEDED = ("check", "answer", "role", "date")
_START = "0" * 64
OBJECTIONS = frozenset({"no", "refuse", "rejected"})
"""Answers that stop something; they count even where the chain does not hold."""


class Decisions(NamedTuple):
    """The decisions in their order, and whether the chain holds."""

    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(folder: Path) -> Decisions:
    """The decisions of a project; where the chain breaks, those behind the break do not count. What is there and can't be read is a Problem."""
    file = folder / FILE
    try:
        return told_by(file.read_bytes(), FILE)
    except OSError as fault:
        if isinstance(fault, FileNotFoundError) and not file.is_symlink():
            return Decisions()
        return Decisions(problems=(error("input-unreadable", Place(FILE), reason=fault.strerror or str(fault)),))


def told_by(content: bytes, shown: str) -> Decisions:
    """The decisions in the bytes of a file; those behind a break of the chain do not count."""
    found: list[Decision] = []
    before = hashlib.sha256()
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            told = _row(line)
            wanted = before.hexdigest() if found else _START
            if told is None or told.get("before") != wanted:
                return Decisions(tuple(found), (error("decisions-changed", Place(shown, "", number)),))
            if missing := [name for name in _NEEDED if not told.get(name)]:
                lacks = error("decision-incomplete", Place(shown, "", number), fields=", ".join(missing))
                return Decisions(tuple(found), (lacks,))
            found.append(Decision(**{name: str(told.get(name) or "") for name in _FIELDS}, place=Place(shown, "", number)))
        before.update(line + b"\n")
    return Decisions(tuple(found))


def append(folder: Path, decision: Decision) -> None:
    """Writes a decision of a project behind those that are there; raises OSError where that is not possible."""
    append_to(folder / FILE, decision)


def line_for(folder: Path, decision: Decision) -> bytes:
    """The line by which a decision of a project joins the chain."""
    return _line_for(folder / FILE, decision)


def append_to(file: Path, decision: Decision) -> None:
    """The same for any file of decisions."""
    line = _line_for(file, decision)
    file.parent.mkdir(parents=True, exist_ok=True)
    content = file.read_bytes() if file.is_file() else b""
    with file.open("ab") as opened:
        opened.write((b"" if not content or content.endswith(b"\n") else b"\n") + line)


def _line_for(file: Path, decision: Decision) -> bytes:
    content = file.read_bytes() if file.is_file() else b""
    if content and not content.endswith(b"\n"):
        content += b"\n"
    wanted = hashlib.sha256(content).hexdigest() if content.strip() else _START
    told = {name: value for name in _FIELDS if (value := getattr(decision, name))}
    return json.dumps({"before": wanted, **told}, ensure_ascii=False).encode() + b"\n"


def _row(line: bytes) -> dict[str, object] | None:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None
