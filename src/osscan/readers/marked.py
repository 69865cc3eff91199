"""Walking through hand-written YAML: what is of another type than its format says is passed over or told once."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.inputs.yaml_marks import Marked
from osscan.readers.fields import Fields

_MERGE = "<<"
_NOTHING = ("", "~", "null", "Null", "NULL")


def member(node: Marked | None, key: str) -> Marked | None:
    """The value of a key, of its own or merged in (`<<: *base`); None where there is no such key, or no mapping."""
    return next((value for name, value in _pairs(node) if name == key), None)


def members(node: Marked | None) -> Iterator[tuple[str, Marked]]:
    """All keys that are texts, with their values; what a mapping says itself counts before what is merged into it."""
    if node is None or node.kind != "mapping":
        return
    if all(name.value != _MERGE for name, _ in node.pairs()):
        yield from _pairs(node)
        return
    seen: set[str] = set()
    for name, value in _pairs(node):
        if name not in seen:
            seen.add(name)
            yield name, value


def mapping(node: Marked | None, route: str, fields: Fields) -> Marked | None:
    """A mapping; anything else that stands in its place is told, as what it means is lost."""
    if node is None or node.kind == "mapping":
        return node
    if node.value not in _NOTHING:
        fields.wrong_type(fields.source.place(route, node.line, node.column), "object", node.value, lost=True)
    return None


def items(node: Marked | None) -> list[Marked]:
    """The entries of a list; anything else counts as a list of one."""
    if node is None:
        return []
    return list(node.value) if node.kind == "list" and isinstance(node.value, list) else [node]


def _pairs(node: Marked | None) -> Iterator[tuple[str, Marked]]:
    """Own pairs first, then those of merged mappings, each mapping once."""
    waiting = [node]
    seen: set[int] = set()
    while waiting:
        here = waiting.pop(0)
        if here is None or here.kind != "mapping" or id(here.value) in seen:
            continue
        seen.add(id(here.value))
        for name, value in here.pairs():
            if name.value == _MERGE:
                waiting += items(value)
            elif isinstance(name.value, str):
                yield name.value, value


def text(node: Marked | None) -> str:
    """A text without the blanks around it; empty for anything else."""
    return node.value.strip() if node is not None and isinstance(node.value, str) else ""
