"""Files that are leaks by what they are: keystores, databases, mailboxes, files of credentials; told by name and by first bytes."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from osscan.leaks.leak import LeakClass
from osscan.leaks.rules import compiled
from osscan.model.report import CheckSeverity

_TEMPLATE = r"(?i)(?:example|sample|template|dist|default|tpl|tmpl|schema)[\w.]*$"


class FileRule(NamedTuple):
    """One kind of file."""

    name: str
    kind: LeakClass
    weight: CheckSeverity
    names: str
    magic: tuple[tuple[int, bytes], ...]
    needs: str
    secret: str


class Told(NamedTuple):
    """What a file is, and how much that weighs."""

    rule: str
    kind: LeakClass
    weight: CheckSeverity


def told_by_name(path: str, content: bytes) -> list[Told]:
    """What the name or the first bytes of a file say; an empty file and a template say nothing."""
    if not content:
        return []
    shown = path.encode("utf-8", "replace")
    suspicious = [rule for rule in file_rules() if compiled(rule.names).search(shown) or _begins(rule, content)]
    if not suspicious or compiled(_TEMPLATE).search(shown):
        return []
    return [_told(rule, content) for rule in suspicious if not rule.needs or compiled(rule.needs).search(content)]


@cache
def file_rules() -> tuple[FileRule, ...]:
    """All rules of this kind, in the order of the table."""
    table = tomllib.loads((Path(__file__).parent / "data" / "files.toml").read_text(encoding="utf-8"))
    return tuple(_rule(name, entry) for name, entry in table.items())


def _rule(name: str, entry: dict[str, Any]) -> FileRule:
    return FileRule(
        name,
        LeakClass(entry["class"]),
        CheckSeverity(entry.get("weight", "blocker")),
        entry["names"],
        tuple((offset, bytes.fromhex(sign)) for offset, sign in entry.get("magic", ())),
        entry.get("needs", ""),
        entry.get("secret", ""),
    )


def _told(rule: FileRule, content: bytes) -> Told:
    sure = rule.secret and compiled(rule.secret).search(content)
    return Told(rule.name, rule.kind, CheckSeverity.BLOCKER if sure else rule.weight)


def _begins(rule: FileRule, content: bytes) -> bool:
    return any(content.startswith(sign, offset) for offset, sign in rule.magic)
