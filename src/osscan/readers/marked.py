"""Walking through hand-written YAML: what is of another type than its format says is passed over or told once."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.inputs.yaml_marks import Marked


def member(node: Marked | None, key: str) -> Marked | None:
    """The value of a key; None where there is no such key, or no mapping."""
    if node is not None and node.kind == "mapping":
        for name, value in node.pairs():
            if name.value == key:
                return value
    return None


def members(node: Marked | None) -> Iterator[tuple[str, Marked]]:
    """All keys that are texts, with their values."""
    if node is not None and node.kind == "mapping":
        for name, value in node.pairs():
            if isinstance(name.value, str):
                yield name.value, value


def items(node: Marked | None) -> list[Marked]:
    """The entries of a list; anything else counts as a list of one."""
    if node is None:
        return []
    return list(node.value) if node.kind == "list" and isinstance(node.value, list) else [node]


def text(node: Marked | None) -> str:
    """A text without the blanks around it; empty for anything else."""
    return node.value.strip() if node is not None and isinstance(node.value, str) else ""
