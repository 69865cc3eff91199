"""Bytes become text and documents here and nowhere else: encodings, JSON with doubled keys, TOML."""

from __future__ import annotations

import codecs
import json
import tomllib
from typing import Any

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.problem import Problem, error, warning

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class JsonObject(dict[str, Any]):
    """A JSON object in which keys occur twice: as a dict the last one counts, `hidden` holds the earlier ones."""

    hidden: tuple[tuple[str, Any], ...]


def pairs_to_object(pairs: list[tuple[str, Any]], _dict: Any = dict, _len: Any = len) -> dict[str, Any]:
    """The `object_pairs_hook` of every JSON decoder in the house: loses no value behind a doubled key.

    It runs for every object of every document, so it keeps the two functions that it needs at hand.
    """
    plain: dict[str, Any] = _dict(pairs)
    if _len(plain) == _len(pairs):
        return plain
    last = {key: position for position, (key, _) in enumerate(pairs)}
    doubled = JsonObject(plain)
    doubled.hidden = tuple(pair for position, pair in enumerate(pairs) if last[pair[0]] != position)
    return doubled


def text_of(source: Source) -> tuple[str, tuple[Problem, ...]]:
    """The text of a Source: UTF-8, or UTF-16/32 with or without a mark; bytes that fit nowhere are replaced and told."""
    content = source.content()
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding, source, len(mark))
    return _decoded(content, _unmarked_encoding(content), source)


def json_of(source: Source) -> tuple[Any, tuple[Problem, ...]]:
    """The whole JSON document of a small Source; raises UnreadableError with line and column where it breaks."""
    text, problems = text_of(source)
    try:
        document = json.loads(text, object_pairs_hook=pairs_to_object)
    except json.JSONDecodeError as fault:
        place = source.place("", fault.lineno, fault.colno)
        raise UnreadableError(error("json-syntax", place, reason=fault.msg)) from fault
    except RecursionError as fault:
        raise UnreadableError(error("too-deep", source.place(), limit=source.limits.depth)) from fault
    except ValueError as fault:
        raise UnreadableError(error("json-syntax", source.place(), reason=str(fault))) from fault
    return document, problems


def toml_of(source: Source) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The TOML document of a Source; raises UnreadableError with line and column where it breaks."""
    text, problems = text_of(source)
    try:
        return tomllib.loads(text), problems
    except tomllib.TOMLDecodeError as fault:
        raise UnreadableError(error("toml-syntax", _toml_place(source, str(fault)), reason=str(fault))) from fault
    except (RecursionError, ValueError) as fault:
        raise UnreadableError(error("toml-syntax", source.place(), reason=str(fault))) from fault


def _decoded(content: bytes, encoding: str, source: Source, before: int = 0) -> tuple[str, tuple[Problem, ...]]:
    try:
        return content.decode(encoding), ()
    except UnicodeDecodeError as fault:
        place = source.place("", content.count(b"\n", 0, fault.start) + 1)
        told = warning("bytes-not-text", place, encoding=encoding, offset=before + fault.start)
        return content.decode(encoding, "replace"), (told,)


def _unmarked_encoding(content: bytes) -> str:
    """UTF-16 without a mark shows itself by NUL bytes beside the first ASCII character (RFC 4627, section 3)."""
    if content[:2].startswith(b"\0") and content[1:2] not in (b"\0", b""):
        return "utf-16-be"
    if content[1:2] == b"\0" and content[:1] != b"\0" and content[3:4] == b"\0":
        return "utf-16-le"
    return "utf-8"


def _toml_place(source: Source, message: str) -> Any:
    """tomllib says `(at line 3, column 5)` at the end of its message."""
    words = message.rpartition("(at line ")[2].rstrip(")").split(", column ")
    if len(words) == 2 and words[0].isdigit() and words[1].isdigit():
        return source.place("", int(words[0]), int(words[1]))
    return source.place()
