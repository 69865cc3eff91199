"""The model of SPDX 3.0.1 as the SPDX project's own bindings tell it: which types there are, what each may say, and what must be there."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

IDS = ("spdxId", "@id")


class Member(NamedTuple):
    """One member of a type: its shape as JSON Schema, whether it is a list, and which types it may name or hold."""

    shape: dict[str, Any]
    needed: bool
    range: str
    """The type that an object in its place must have; empty for plain values."""
    individuals: tuple[str, ...] = ()
    """Named individuals that may stand in its place (`NoAssertionElement`)."""


class Shape(NamedTuple):
    """One type: whether things may be of it, its ancestors, the member that holds its id, and its members."""

    abstract: bool
    ancestors: frozenset[str]
    """All types that a thing of this type is, itself included."""
    id_member: str
    open: bool
    """Whether it may have members of other vocabularies (extensions)."""
    members: dict[str, Member]


@cache
def shapes() -> dict[str, Shape]:
    """Every type by the name that JSON-LD documents use (`software_Package`)."""
    from spdx_python_model.bindings import v3_0_1 as model

    names = {told: name for name, told in model.SHACLObject.CLASSES.items() if "://" not in name}
    return {name: _shape(told, names) for told, name in names.items()}


@cache
def validator(name: str) -> Any:
    """The compiled JSON Schema of one type; objects in its members are looked at by themselves. Raises KeyError for an unknown type."""
    import jsonschema_rs

    shape = shapes()[name]
    members = {key: member.shape for key, member in shape.members.items()}
    members |= {key: {"type": "string", "minLength": 1} for key in IDS}
    needed = [key for key, member in shape.members.items() if member.needed]
    schema = {
        "type": "object",
        "properties": {**members, "type": {"type": "string"}, "@type": {"type": "string"}, "@context": {}},
        "required": needed,
        "additionalProperties": shape.open,
    }
    return jsonschema_rs.validator_for({"$schema": "http://json-schema.org/draft-07/schema#", **schema})


def _shape(told: Any, names: dict[Any, str]) -> Shape:
    ancestors = frozenset(names[one] for one in told.__mro__ if one in names)
    # The bindings offer no public list of members.
    props = vars(told)["_OBJ_COMPACT_PROPS"].values()
    members = {prop.compact: _member(prop, names) for prop in props}
    return Shape(bool(told.IS_ABSTRACT), ancestors, told.ID_ALIAS or "@id", "extension_Extension" in ancestors, members)


def _member(prop: Any, names: dict[Any, str]) -> Member:
    kind = prop.reg()
    listed = type(kind).__name__ == "ListProp"
    inner = kind.prop if listed else kind
    shape, range_, individuals = _value(inner, names)
    if listed:
        shape = {"type": "array", "items": shape, **({"minItems": prop.min_count} if prop.min_count else {})}
    return Member(shape, bool(prop.min_count), range_, individuals)


def _value(kind: Any, names: dict[Any, str]) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    name = type(kind).__name__
    pattern = getattr(kind, "REGEX", None) or getattr(kind, "pattern", None)
    held = {"pattern": pattern} if isinstance(pattern, str) else {}
    if name == "ObjectProp":
        individuals = tuple(word for pair in kind.context for word in pair)
        return {"type": ["string", "object"]}, names.get(kind.cls, ""), individuals
    if name == "EnumProp":
        return {"enum": [word for iri, compact in kind.context for word in (compact, iri)]}, "", ()
    plain: dict[str, dict[str, Any]] = {
        "BooleanProp": {"type": "boolean"},
        "FloatProp": {"type": ["number", "string"]},
        "IntegerProp": {"type": "integer"},
        "NonNegativeIntegerProp": {"type": "integer", "minimum": 0},
        "PositiveIntegerProp": {"type": "integer", "minimum": 1},
    }
    return plain.get(name, {"type": "string"}) | held, "", ()
