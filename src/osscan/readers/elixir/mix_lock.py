"""mix.lock: every package that Mix resolved; what for follows from the mix.exs beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from osscan.errors import UnreadableError
from osscan.inputs.decode import text_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.readers.base import Reader
from osscan.readers.elixir.terms import TermError, space, term
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering, strongest
from osscan.readers.hex import hex_purl
from osscan.readers.integrity import from_label
from osscan.readers.reach import reached

_OPENING = re.compile(r"[\s\ufeff]*%\{")
_KEY = re.compile(r'"((?:[^"\\\n]|\\.)*)"\s*(?::(?=\s)|=>)|:?([a-z_]\w*)(?::(?=\s)|\s*=>)')
_NEXT = re.compile(r'\n[ \t]*(?="[^"\n]*"[ \t]*(?::[ \t]|=>))')
_RECOGNISED = re.compile(rb'\s*%\{\s*(?:\}\s*\Z|:?"?[\w.-]+"?\s*(?::|=>)\s*\{:)')
_DEPENDENCY = re.compile(r"\{\s*:\w+\s*,")
_LARGEST_PROGRAM = 200_000
_TEST, _DEV = {"test"}, {"dev", "test", "docs", "doc", "lint", "ci", "bench", "benchmark"}


class _Entry(NamedTuple):
    """A line of the lock, with what it needs."""

    key: str
    component: Component
    needs: tuple[str, ...] = ()
    may_use: tuple[str, ...] = ()
    """What it uses where somebody else asks for it."""


def read(source: Source) -> Inventory:
    """One component for each package; an entry that can't be read is told and costs only itself."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    entries = list(_entries(text, fields))
    known = {entry.key: entry for entry in entries}
    starts = [(name, scope) for name, scope in _asked_for(source) if name in known]
    scopes = reached(starts, {entry.key: entry.needs for entry in entries})
    gathering = Gathering()
    for entry in entries:
        gathering.add(entry.component._replace(scope=scopes.get(entry.key, Scope.UNKNOWN)))
    for entry in entries:
        for needed in (*entry.needs, *entry.may_use):
            if needed in known:
                gathering.need(entry.component.ref, known[needed].component.ref)
    return gathering.inventory(fields, READER, "mix.lock")


def _entries(text: str, fields: Fields) -> Iterator[_Entry]:
    """The entries of the map that the file holds; after a broken one reading goes on at the next line that looks like one."""
    opening = _OPENING.match(text)
    if opening is None:
        if text.strip("\ufeff \t\r\n"):
            fields.error("entry-syntax", fields.source.place("", 1), entry=text.lstrip()[:40])
        return
    at, line, before = opening.end(), 1, 0
    while True:
        at = space(text, at, len(text))
        if at >= len(text) or text[at] == "}":
            break
        line, before = line + text.count("\n", before, at), at
        key = _KEY.match(text, at)
        name = (key[1] or key[2]) if key is not None else ""
        place = fields.source.place(route_key("", name), line)
        following = _NEXT.search(text, at)
        end = following.end() if following is not None else len(text)
        try:
            value, at = term(text, key.end() if key is not None else end, end)
            entry = _entry(name, value, place)
        except TermError:
            entry, at = None, end
        if entry is None:
            fields.error("entry-syntax", place, entry=name or text[before : before + 40].partition("\n")[0])
        else:
            yield entry
    if at >= len(text):
        fields.error("entry-syntax", fields.source.place("", line + text.count("\n", before)), entry="}")


def _entry(key: str, value: Any, place: Place) -> _Entry | None:
    """`{:hex, :name, "version", …}` or `{:git, "url", "commit", options}`; the key is what the project calls it."""
    if not isinstance(value, tuple) or len(value) < 3 or not isinstance(value[0], str):
        return None
    if value[0] != "hex":
        return _Entry(key, Component(key, "", place, key, hex_purl(key))) if key else None
    name, version = value[1], value[2]
    if not (isinstance(name, str) and isinstance(version, str) and name and version):
        return None
    dependencies = value[5] if len(value) > 5 and isinstance(value[5], list) else []
    repository = value[6] if len(value) > 6 and isinstance(value[6], str) else "hexpm"
    hashes = from_label(f"sha256:{value[7]}") if len(value) > 7 else ()
    component = Component(str(name), version, place, f"{name}@{version}", hex_purl(str(name), version, repository), hashes=hashes)
    rows = [row for row in dependencies if isinstance(row, tuple) and row and isinstance(row[0], str)]
    needs, may_use = (tuple(str(row[0]) for row in rows if _is_optional(row) is wanted) for wanted in (False, True))
    return _Entry(key or str(name), component, needs, may_use)


def _is_optional(row: tuple[Any, ...]) -> bool:
    return ("optional", "true") in _pairs(row)


def _asked_for(source: Source) -> Iterator[tuple[str, Scope]]:
    """What the mix.exs beside the lock asks for. It is a program: only what is written out can be seen."""
    beside = source.beside("mix.exs")
    if beside is None:
        return
    try:
        text = text_of(beside)[0][:_LARGEST_PROGRAM]
    except UnreadableError:
        return
    for found in _DEPENDENCY.finditer(text):
        try:
            value, _ = term(text, found.start(), len(text))
        except TermError:
            continue
        if len(value) > 1:
            yield str(value[0]), _scope(dict(pair for pair in _pairs(value) if pair[0] in ("only", "optional", "runtime")))


def _pairs(value: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    for part in value[1:]:
        for pair in part if isinstance(part, list) else (part,):
            if isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str):
                yield pair


def _scope(options: dict[str, Any]) -> Scope:
    """`only: [:dev, :test]` says for what; `runtime: false` alone leaves a package that is compiled with the project."""
    only = options.get("only", ())
    environments = {str(name) for name in (only if isinstance(only, list) else [only] if only else [])}
    if environments and environments <= _DEV:
        return strongest(Scope.TEST if name in _TEST else Scope.DEV for name in environments)
    if options.get("optional") == "true":
        return Scope.OPTIONAL
    return Scope.BUILD if options.get("runtime") == "false" else Scope.RUNTIME


def _recognises(head: bytes) -> bool:
    return _RECOGNISED.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


READER = Reader(
    name="elixir/mix-lock",
    title="mix.lock",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.COMPLETE, scopes=Extent.SOME, hashes=Extent.SOME),
    recognises=_recognises,
)
