"""Text becomes a tree: our scan finds faults with their place, the library license-expression parses what is sound."""

from __future__ import annotations

from functools import cache
from typing import Any

from osscan.expression.scan import Fault, fault_in
from osscan.expression.tree import And, Leaf, Or, Tree


def parse(text: str) -> Tree | Fault:
    """The tree of an SPDX license expression, ids as written; operators may be in any case (SPDX 3.0.1, annex B)."""
    fault = fault_in(text)
    if fault is not None:
        return fault
    if "(" not in text and len(words := text.split()) == 1:
        return Leaf(words[0])
    return _tree(_licensing().parse(text, simple=True))


@cache
def _licensing() -> Any:
    """One Licensing without symbols: ids are looked up by `knowledge`, so nothing is rewritten behind our back."""
    from license_expression import Licensing  # noqa: PLC0415 - 12 ms that a run without compound expressions need not pay

    return Licensing()


def _tree(parsed: Any) -> Tree:
    """Depth is bounded by the scan, so recursion is safe."""
    operator = getattr(parsed, "operator", "").strip().upper()
    if operator == "AND":
        return And(tuple(_tree(part) for part in parsed.args))
    if operator == "OR":
        return Or(tuple(_tree(part) for part in parsed.args))
    exception = getattr(parsed, "exception_symbol", None)
    if exception is not None:
        return Leaf(parsed.license_symbol.key, exception.key)
    return Leaf(parsed.key)
