"""rebar.lock: every package that rebar3 resolved for an Erlang project."""

from __future__ import annotations

import re
from typing import Any

from osscan.inputs.decode import text_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.elixir.terms import TermError, space, term
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.hex import hex_purl
from osscan.readers.integrity import Hash, from_label

_RECOGNISED = re.compile(rb'\s*(?:\{"1\.\d\.\d",\s*)?\[\s*\{\s*<<"[\w.-]+">>\s*,\s*\{')
_ENTRY = re.compile(r"\{\s*<<\"[^\"\n]*\">>\s*,\s*\{")


def read(source: Source) -> Inventory:
    """One component for each package that is no folder of the project's own; an entry that can't be read is told and costs only itself."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    version, rows, hashes = _document(text, fields)
    gathering = Gathering()
    for row, line in rows:
        component = _component(row, line, hashes, fields) if not _is_folder(row) else None
        if component is not None:
            gathering.add(component)
    return gathering.inventory(fields, READER, "rebar.lock", version)


_Rows = list[tuple[Any, int]]


def _document(text: str, fields: Fields) -> tuple[str, _Rows, dict[str, tuple[Hash, ...]]]:
    """The version, the entries with their lines, and the hashes; entry by entry, so that a broken one costs only itself."""
    opening = re.match(r'[\s\ufeff]*\{\s*"([^"\n]*)"', text)
    rows: _Rows = []
    hashes: dict[str, tuple[Hash, ...]] = {}
    line, before = 1, 0
    end = text.find("pkg_hash")
    starts = [found.start() for found in _ENTRY.finditer(text, 0, end if end >= 0 else len(text))]
    for start, following in zip(starts, [*starts[1:], len(text)], strict=False):
        line, before = line + text.count("\n", before, start), start
        try:
            rows.append((term(text, start, following)[0], line))
        except TermError:
            entry = text[start : start + 80].partition(">>")[0].strip('{ <"')
            fields.error("entry-syntax", fields.source.place("", line), entry=entry)
    told = _hash_rows(text, end)
    for row in told:
        if isinstance(row, tuple) and len(row) == 2 and isinstance(row[0], str):
            hashes[row[0]] = from_label(f"sha256:{row[1]}")
    if not starts and space(text, 0, len(text)) < len(text) and "[]" not in text:
        fields.error("entry-syntax", fields.source.place("", 1), entry=text.lstrip()[:40])
    return (opening[1] if opening is not None else ""), rows, hashes


def _hash_rows(text: str, start: int) -> list[Any]:
    """The hashes of the archives; the older list, `pkg_hash`, holds those of what is in them."""
    at = text.find("{pkg_hash_ext", max(start, 0)) if start >= 0 else -1
    if at < 0:
        return []
    try:
        value, _ = term(text, at, len(text))
    except TermError:
        return []
    return value[1] if len(value) > 1 and isinstance(value[1], list) else []


def _is_folder(row: Any) -> bool:
    """`{<<"key">>, {path, "../map", …}, level}`: a folder of the project's own."""
    return isinstance(row, tuple) and len(row) > 1 and isinstance(row[1], tuple) and row[1][:1] == ("path",)


def _component(row: Any, line: int, hashes: dict[str, tuple[Hash, ...]], fields: Fields) -> Component | None:
    """`{<<"key">>, {pkg, <<"name">>, <<"version">>}, level}` or `{<<"key">>, {git, "url", {ref, "commit"}}, level}`."""
    key, told = str(row[0]), row[1]
    place = fields.source.place(route_key("", key), line)
    kind = told[0] if told else ""
    if kind == "pkg" and len(told) > 2 and isinstance(told[1], str) and isinstance(told[2], str) and told[1]:
        ref = f"{told[1]}@{told[2]}" if told[2] else told[1]
        return Component(told[1], told[2], place, ref, hex_purl(told[1], told[2]), hashes=hashes.get(key, ()))
    if kind != "pkg" and key and len(told) > 1:
        return Component(key, "", place, key, hex_purl(key))
    fields.error("entry-syntax", place, entry=key)
    return None


def _recognises(head: bytes) -> bool:
    return _RECOGNISED.match(head) is not None


READER = Reader(
    name="elixir/rebar-lock",
    title="rebar.lock",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.NEVER, hashes=Extent.SOME),
    recognises=_recognises,
)
