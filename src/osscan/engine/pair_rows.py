"""Lines of a file become rows, and rows become questions; what is wrong with one row costs no other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

from osscan.model.component import Provision, Relation
from osscan.model.pair import Pair, RowFault
from osscan.model.problem import facts_of

LONGEST = 1 << 20
"""Bytes; a line beyond is no question."""

_BOM = b"\xef\xbb\xbf"
_RELATIONS = {relation.value: relation for relation in Relation} | {
    "incorporation": Relation.INCORPORATE,
    "snippet": Relation.INCORPORATE,
    "library": Relation.DYNAMIC_LINK,
    "compiler": Relation.BUILD_TOOL,
    "tool": Relation.BUILD_TOOL,
}
"""Beside osscan's own words those of the Commission's matrix and of licomp's use cases (`library/binary-distribution`)."""
_PROVISIONS = {provision.value: provision for provision in Provision} | {
    "bin_dist": Provision.BINARY,
    "binary-distribution": Provision.BINARY,
    "src_dist": Provision.SOURCE,
    "source-code-distribution": Provision.SOURCE,
    "local-use": Provision.INTERNAL,
    "provide-service": Provision.SAAS,
    "provide-webui": Provision.SAAS,
}


class Defaults(NamedTuple):
    """What holds where a row says nothing."""

    relation: Relation
    provisions: tuple[Provision, ...]


class Row(NamedTuple):
    """One line: its number from 1, what stood there as an object if it was one, and the question or what is wrong."""

    number: int
    fields: dict[str, Any] | None
    question: Pair | RowFault


def rows(lines: BinaryIO, defaults: Defaults) -> Iterator[Row]:
    """The rows of a file of JSON lines, one after the other as they come in; empty lines are none."""
    for number, line in enumerate(_lines(lines), 1):
        text = line.removeprefix(_BOM) if number == 1 else line
        if text.strip():
            yield _row(number, text, defaults)


def question(fields: dict[str, Any], defaults: Defaults) -> Pair | RowFault:
    """The question that a row asks."""
    for name in ("inbound", "outbound"):
        value = fields.get(name)
        if not isinstance(value, str):
            return RowFault("field-missing" if value is None else "field-not-text", facts_of(field=name))
    assumed = []
    relation: Relation | RowFault = defaults.relation
    if fields.get("relation") is None:
        assumed.append("relation")
    else:
        relation = _relation(fields["relation"])
    provisions: tuple[Provision, ...] | RowFault = defaults.provisions
    if fields.get("provision") is not None:
        provisions = _provisions(fields["provision"])
    elif isinstance(by_relation := _provision_behind(fields.get("relation")), Provision):
        provisions = (by_relation,)
    else:
        assumed.append("provision")
    if isinstance(relation, RowFault):
        return relation
    if isinstance(provisions, RowFault):
        return provisions
    return Pair(fields["inbound"], fields["outbound"], relation, provisions, tuple(assumed))


def relation_words() -> str:
    """The words for relations, for people who wrote another one."""
    return ", ".join(Relation)


def provision_words() -> str:
    """The words for provisions, for people who wrote another one."""
    return ", ".join(Provision)


def _relation(value: Any) -> Relation | RowFault:
    found = _RELATIONS.get(value.partition("/")[0].strip().lower()) if isinstance(value, str) else None
    return found or RowFault("relation-unknown", facts_of(given=_shown(value), known=relation_words()))


def _provisions(value: Any) -> tuple[Provision, ...] | RowFault:
    given: Iterable[Any] = value if isinstance(value, list) else (value,)
    found = []
    for one in given:
        known = _PROVISIONS.get(one.strip().lower()) if isinstance(one, str) else None
        if known is None:
            return RowFault("provision-unknown", facts_of(given=_shown(one), known=provision_words()))
        found.append(known)
    return tuple(dict.fromkeys(found)) or RowFault("provision-unknown", facts_of(given="[]", known=provision_words()))


def _provision_behind(relation: Any) -> Provision | None:
    return _PROVISIONS.get(relation.partition("/")[2].strip().lower()) if isinstance(relation, str) else None


def _row(number: int, line: bytes, defaults: Defaults) -> Row:
    try:
        found = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as fault:
        return Row(number, None, _fault(line, fault))
    if not isinstance(found, dict):
        return Row(number, None, RowFault("not-object"))
    return Row(number, found, question(found, defaults))


def _fault(line: bytes, fault: Exception) -> RowFault:
    if len(line) > LONGEST:
        return RowFault("too-long", facts_of(limit=LONGEST))
    if isinstance(fault, RecursionError):
        return RowFault("too-deep")
    reason = f"{fault.msg}, column {fault.colno}" if isinstance(fault, json.JSONDecodeError) else str(fault)
    return RowFault("not-json", facts_of(reason=reason))


def _refuse(constant: str) -> Any:
    """NaN and Infinity are no JSON (RFC 8259), and would be none in the answer."""
    raise ValueError(constant)


def _lines(lines: BinaryIO) -> Iterator[bytes]:
    """Lines of a file; of one that is too long only the beginning, so that memory stays small."""
    while line := lines.readline(LONGEST + 1):
        rest = line
        while len(rest) > LONGEST and not rest.endswith(b"\n"):
            rest = lines.readline(LONGEST + 1)
        yield line


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
