"""JSON as text: an element of a long list has a line of its own, and nothing in it can trick a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from osscan.texts.shown import HOSTILE

_encode = json.JSONEncoder(ensure_ascii=False).encode


class Lines(NamedTuple):
    """A list whose elements are JSON texts already, each for a line of its own."""

    texts: Iterable[str]


def line(document: Any) -> str:
    r"""A document in one line; control and bidirectional characters stand as \u escapes, letters stay."""
    text = _encode(document)
    return text if text.isprintable() else HOSTILE.sub(_escaped, text)


def members(fields: Iterable[tuple[str, Any]], indent: str = "") -> Iterator[str]:
    """An object in pieces, a field to a line."""
    start = "{\n"
    for name, value in fields:
        yield f'{start}{indent}  "{name}": '
        start = ",\n"
        if isinstance(value, Lines):
            yield from elements(value.texts, f"{indent}  ")
        else:
            yield line(value)
    yield f"\n{indent}}}"


def elements(texts: Iterable[str], indent: str = "") -> Iterator[str]:
    """A list in pieces, an element to a line."""
    start = f"[\n{indent}  "
    further = f",\n{indent}  "
    end = "[]"
    for text in texts:
        yield start
        yield text
        start, end = further, f"\n{indent}]"
    yield end


def _escaped(found: re.Match[str]) -> str:
    """A half of a surrogate pair is no character, and strict parsers refuse it."""
    return "\\ufffd" if "\ud800" <= found[0] <= "\udfff" else json.dumps(found[0])[1:-1]
