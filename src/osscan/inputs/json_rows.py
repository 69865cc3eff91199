"""The quickest way into big JSON documents of a known shape: what nobody asks for is passed over and never becomes a value."""

from __future__ import annotations

import codecs
from functools import cache
from typing import Any, NamedTuple

SMALL, LARGE = 200_000, 32 * 1024 * 1024
"""Below, loading the decoder costs more than it saves; above, a document is not held whole."""
_ROWS = 500
"""Elements of a list that are written again at once."""


class Shape(NamedTuple):
    """The members of an object: texts (or null), values of any kind, and those that are passed over."""

    texts: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    lists: tuple[tuple[str, Shape], ...] = ()
    """Members that are lists of objects of one shape."""


def document_of(content: bytes, shape: Shape) -> Any | None:
    """An object with the members of `shape` as attributes (`attribute_of`), those that are missing `unset()`.

    None for what is broken, of another shape, doubles a key, or is too small or large for this way: those are read the careful way.
    That no key is doubled and none unknown is told by the quotation marks: written again, a document has as many as before
    if and only if no member was dropped, as long as no backslash is itself escaped. In what is passed over keys may be doubled.
    """
    if not SMALL < len(content) < LARGE:
        return None
    import msgspec  # noqa: PLC0415 - 10 ms that only big documents have to pay for

    content = content.removeprefix(codecs.BOM_UTF8)
    escapes = b"\\" in content
    if escapes and b"\\\\" in content:
        return None
    try:
        found = _decoder(shape).decode(content)
        kept = _quotes(found, shape, msgspec.json.Encoder().encode_into, escapes=escapes)
    except (ValueError, TypeError, OverflowError, RecursionError, msgspec.MsgspecError):
        return None
    told = content.count(b'"') - (content.count(b'\\"') if escapes else 0)
    return found if told == kept else None


def unset() -> Any:
    """What stands for a member that is missing."""
    import msgspec  # noqa: PLC0415 - loaded by now

    return msgspec.UNSET


def attribute_of(key: str) -> str:
    """The attribute under which a member is found."""
    return key.replace("-", "_").replace("$", "_").replace("@", "_")


def members_of(row: Any, shape: Shape) -> dict[str, Any]:
    """The texts and values of an object of this shape as the object that they are in JSON."""
    missing = unset()
    keys = (*shape.texts, *shape.values)
    told = {key: value for key in keys if (value := getattr(row, attribute_of(key))) is not missing}
    for key, inner in shape.lists:
        rows = getattr(row, attribute_of(key))
        if rows is not missing:
            told[key] = [members_of(one, inner) for one in rows]
    return told


def _quotes(found: Any, shape: Shape, encode_into: Any, *, escapes: bool) -> int:
    """How many quotation marks that are no part of a text stand in an object when it is written; -1 where that is unsafe.

    It is written in pieces, each over the last, so that the second writing never stands in memory whole.
    """
    missing, buffer, total = unset(), bytearray(1 << 20), 0
    for key in (*shape.texts, *shape.values, *shape.passed, *(key for key, _ in shape.lists)):
        value = getattr(found, attribute_of(key))
        if value is missing:
            continue
        total += 2
        is_long = value.__class__ is list and len(value) > _ROWS
        for piece in (value[begin : begin + _ROWS] for begin in range(0, len(value), _ROWS)) if is_long else (value,):
            encode_into(piece, buffer)
            total += buffer.count(b'"')
            if escapes:
                if b"\\\\" in buffer:
                    return -1
                total -= buffer.count(b'\\"')
    return total


@cache
def _decoder(shape: Shape) -> Any:
    import msgspec  # noqa: PLC0415 - loaded by now

    return msgspec.json.Decoder(_type_of(shape))


def _type_of(shape: Shape) -> Any:
    import msgspec  # noqa: PLC0415 - loaded by now

    unset_type = msgspec.UnsetType
    fields: list[tuple[str, Any, Any]] = []
    kinds: tuple[tuple[tuple[str, ...], Any], ...] = (
        (shape.texts, str | None | unset_type),
        (shape.values, Any),
        (shape.passed, msgspec.Raw | unset_type),
    )
    for keys, kind in kinds:
        fields += [(attribute_of(key), kind, msgspec.field(name=key, default=msgspec.UNSET)) for key in keys]
    for key, inner in shape.lists:
        kind = list[_type_of(inner)] | unset_type  # type: ignore[misc]
        fields.append((attribute_of(key), kind, msgspec.field(name=key, default=msgspec.UNSET)))
    return msgspec.defstruct("Row", fields, gc=False, omit_defaults=True)
