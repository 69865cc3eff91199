"""The layout in which pnpm itself writes its lockfile, read line by line: many times faster than by all the rules of YAML."""

from __future__ import annotations

import re
from itertools import accumulate, islice, repeat
from typing import Any

from osscan.inputs.yaml_events import YamlObject

_ENTRIES = frozenset({"packages", "snapshots"})
_TREES = frozenset({"importers", "dependencies", "devDependencies", "optionalDependencies"})
_TABLES = frozenset({"dependencies", "optionalDependencies"})
_NULLS = frozenset({"~", "null", "Null", "NULL"})
_SCALARS = frozenset({"name", "version", "dev", "optional"})
_ODD_STARTS = frozenset("'\"&*!|>%@`[]{},#?-:")
"""What a text without quotes can't begin with, or only under conditions."""
_CLOSING = {"'": "'", '"': '"', "{": "}", "[": "]"}
_TOP = re.compile(r"([A-Za-z]\w*):(?: (.+))?").fullmatch
_QUOTED = re.compile(r"'(?:[^']|'')*'").fullmatch
_SIMPLE_FLOW = re.compile(r"\{ ?(\w+: [^\s'\"{}\[\],&*!|>%@`#]+(?:, \w+: [^\s'\"{}\[\],&*!|>%@`#]+)*) ?\}").fullmatch
_DOCUMENTS = re.compile(r"^---$", re.MULTILINE).split
_SIGN = r"[!$-&(-9;-~]"
"""What stands in a word without quotes wherever it likes: all of ASCII but blank, quotes, number sign and colon."""
_WORD = rf"{_SIGN}{{0,900}}+(?::{_SIGN}{{1,100}}+)?+"
_NAME = rf"(?:'[!-&(-~]{{1,900}}+'|\w{_WORD})"
_NEED = rf"      {_NAME}: (?:\d{_WORD}|(?!(?:null|Null|NULL)\n)[A-Za-z_/]{_WORD}|'[!-&(-~]++')\n"
_TEXT = r"(?:'[ -&(-~]*+(?:''[ -&(-~]*+)*+'|[\w^~./<=$(][ !$-9;-~]*+(?:[:#][!$-9;-~][ !$-9;-~]*+)*+)"
_RANGE = r"(?:'[ -&(-~]*+'|[\w^~./<=][-+.*^~/<=()\w ]*+)"
_USUAL_ENTRY = (
    rf"  (?:'([ -&(-~]{{1,900}}+)'|([\w/]{_WORD})):(?: \{{\}}\n|\n"
    r"(?:    resolution: \{integrity: (sha512-[A-Za-z0-9+/=]++)\}\n)?+"
    rf"(?:    engines: \{{[a-z]++: {_RANGE}(?:, [a-z]++: {_RANGE})*+\}}\n)?+"
    r"(?:    (?:cpu|os|libc): \[(?:'!\w++'|\w++)(?:, (?:'!\w++'|\w++))*+\]\n)*+"
    rf"(?:    deprecated: {_TEXT}\n)?+"
    r"(?:    (?:hasBin|requiresBuild): true\n)*+"
    rf"(?:    peerDependencies:\n(?:      {_NAME}: {_TEXT}\n)++)?+"
    rf"(?:    peerDependenciesMeta:\n(?:      {_NAME}:\n        optional: true\n)++)?+"
    rf"(?:    dependencies:\n((?:{_NEED})++))?+"
    rf"(?:    optionalDependencies:\n((?:{_NEED})++))?+"
    rf"(?:    transitivePeerDependencies:\n(?:      - {_NAME}\n)++)?+"
    r"(?:    dev: (true|false)\n)?+"
    r"(?:    optional: (true|false)\n)?+)"
)
_PARAGRAPHS = re.compile(rf"{_USUAL_ENTRY}(?:\n|\Z)|([^\n]*+(?:\n[^\n]++)*+)(?:\n\n|\n?\Z)", re.ASCII).finditer
"""Entries as they usually are (groups 1 to 7), all else up to the next empty line (group 8)."""
PAIRS = re.compile(r"      '?([^ ']+)'?: '?([^\n']+)'?\n").findall
"""Names and versions in the lines of a usual entry's needs."""
Usual = tuple[str | None, ...]
"""A usual entry: its key in quotes or without, integrity, needs, what it can do without (as lines), `dev`, `optional`, None."""
_NO_SIGN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]").search
"""What YAML forbids, or takes for the end of a line."""
_QUOTED_FIELD = re.compile(r" +\w+: (?:'.*'|\".*\")").fullmatch


class _OtherLayoutError(Exception):
    """A line that pnpm does not write this way."""


def scanned(text: str) -> tuple[YamlObject, ...] | None:
    """The documents with what a reader asks of them, every scalar a text; None where something is laid out in another way.

    What nobody asks for (engines, peer ranges, deprecation notes) is passed over. Packages and snapshots that are as usual
    stay the tuples that the pattern found, which `row_of` makes tables.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if "\t" in text or "\r" in text:
        return None
    found = []
    line = 1
    try:
        for part in _DOCUMENTS(text) if "---" in text else (text,):
            document = _Document(part, line)
            document.take()
            if document.tables:
                found.append(document.tables)
            line += part.count("\n")
    except _OtherLayoutError:
        return None
    return tuple(found)


def row_of(usual: Usual) -> dict[str, Any]:
    """The table that a usual entry stands for."""
    _, _, integrity, needed, optional, dev, can_miss, _ = usual
    row: dict[str, Any] = {"resolution": {"integrity": integrity}} if integrity else {}
    if needed:
        row["dependencies"] = dict(PAIRS(needed))
    if optional:
        row["optionalDependencies"] = dict(PAIRS(optional))
    if dev:
        row["dev"] = dev
    if can_miss:
        row["optional"] = can_miss
    return row


class _Entries(YamlObject):
    """The packages or snapshots of a document; on which lines they stand is counted when somebody asks."""

    def __init__(self, text: str, first: int) -> None:
        super().__init__()
        self.hidden = ()
        self.odd_lines: dict[str, int] = {}
        self.starts: dict[str, int] = {}
        """Where in the text the usual ones begin."""
        self._text = text
        self._first = first

    def __getattr__(self, name: str) -> Any:
        if name != "lines":
            raise AttributeError(name)
        starts = self.starts
        counts = map(self._text.count, repeat("\n"), (0, *starts.values()), starts.values())
        self.lines = dict(zip(starts, islice(accumulate(counts, initial=self._first), 1, None), strict=True))
        self.lines.update(self.odd_lines)
        return self.lines


class _Document:
    """One document, taken paragraph by paragraph: pnpm leaves a line empty between packages and between tables."""

    __slots__ = ("entries", "entry", "first", "line", "odd", "table", "tables", "text", "tree")

    def __init__(self, text: str, line: int) -> None:
        self.tables = _object()
        self.text = text
        self.first = line
        self.line = line
        self.table = ""
        self.tree: list[str] = []
        """The lines of the nested table that is open."""
        self.entries: _Entries | None = None
        """The packages or snapshots that are open."""
        self.entry: _Entry | None = None
        self.odd: list[str] = []
        """Lines of entries that are not as usual, with what is passed over in them."""

    def take(self) -> None:
        """Reads all paragraphs."""
        text, at = self.text, 0
        for found in _PARAGRAPHS(text):
            entries = self.entries
            usual = found.groups()
            if entries is not None and usual[7] is None:
                if self.odd:
                    self.check_odd()
                key = usual[0] or usual[1] or ""
                if key in entries:
                    raise _OtherLayoutError
                entries[key] = usual
                entries.starts[key] = found.start()
                self.entry = None
                continue
            part = found[0].removesuffix("\n\n")
            if part.strip("\n"):
                self.line += text.count("\n", at, found.start())
                at = found.start()
                self.take_odd(part)
        self.close()

    def take_odd(self, part: str) -> None:
        """Reads a paragraph that begins a table, or holds anything that is not as usual."""
        line = self.line
        if _NO_SIGN(part):
            raise _OtherLayoutError
        for head, body in _sections(part):
            if head:
                self.close()
                self.open(head)
                line += 1
            if self.entries is None:
                self.tree += body
            elif body:
                self.odd += [*body, ""]
                self.entry = _odd_entries(body, line, self.entry or _Entry(self.entries))
            line += len(body)

    def open(self, head: str) -> None:
        """Begins a table; a value behind the colon is taken at once."""
        told = _TOP(head)
        if told is None or told[1] in self.tables:
            raise _OtherLayoutError
        key, value = told[1], told[2]
        self.table = key if value is None else ""
        self.tables[key] = None if value is None else _value(value)
        if self.table in _ENTRIES:
            self.tables[key] = self.entries = _Entries(self.text, self.first)

    def close(self) -> None:
        """Ends a table: of those that are not packages only some are asked for."""
        if self.table in _TREES:
            self.tables[self.table] = _tree(self.tree)
        elif any(self.tree):
            if self.table in ("", "lockfileVersion"):
                raise _OtherLayoutError
            _check_unasked(self.tree)
        self.check_odd()
        self.tree, self.entries, self.entry = [], None, None

    def check_odd(self) -> None:
        """What is passed over has to be YAML all the same."""
        if self.odd:
            _check_yaml(self.odd)
            self.odd = []


def _sections(part: str) -> list[tuple[str, list[str]]]:
    """The lines of a paragraph, cut before each line that begins a table."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in part.split("\n"):
        if "#" in line:
            if _is_comment(line):
                found[-1][1].append(line)
                continue
            if " #" in line and not _QUOTED_FIELD(line):
                raise _OtherLayoutError
        if line[-1:] == " ":
            raise _OtherLayoutError
        if line and line[0] != " ":
            found.append((line, []))
        else:
            found[-1][1].append(line)
    return found


def _is_comment(line: str) -> bool:
    return line.lstrip(" ").startswith("#")


def _odd_entries(lines: list[str], first: int, entry: _Entry) -> _Entry:
    """Entries that are not as usual, line by line; the last one may go on after an empty line."""
    for number, line in enumerate(lines, first):
        if not line or _is_comment(line):
            continue
        if line[:6] == "      ":
            entry.need(line[6:])
        elif line[:4] == "    ":
            entry.field(line[4:])
        elif line[:2] == "  ":
            entry.begin(line[2:], number)
        else:
            raise _OtherLayoutError
    return entry


class _Entry:
    """The entry that is being read: its row, the table in it that is open, or whether deeper lines are passed over."""

    __slots__ = ("entries", "passing", "row", "table")

    def __init__(self, entries: _Entries) -> None:
        self.entries = entries
        self.row: dict[str, Any] | None = None
        self.table: dict[str, Any] | None = None
        self.passing = False

    def begin(self, text: str, number: int) -> None:
        key, colon, value = (text[:-4], ":", "{}") if text.endswith(": {}") else (text[:-1], text[-1:], "")
        if colon != ":" or key != key.strip(" ") or not key or ": " in key:
            raise _OtherLayoutError
        key = _unquoted(key) if key[0] in _ODD_STARTS else key
        if key in self.entries:
            raise _OtherLayoutError
        made: dict[str, Any] = {}
        self.entries[key] = made
        self.entries.odd_lines[key] = number
        self.row, self.table, self.passing = (None if value else made), None, False

    def field(self, text: str) -> None:
        key, colon, value = text.partition(":")
        if self.row is None or not colon or not key.isidentifier() or value[:1] not in ("", " ") or key in self.row:
            raise _OtherLayoutError
        value = value[1:]
        self.table, self.passing = None, False
        if key in _SCALARS or (key in _TABLES and value):
            self.row[key] = _value(value) if value else None
        elif key in _TABLES or (key == "resolution" and not value):
            self.row[key] = self.table = {}
            self.passing = key == "resolution"
        elif key == "resolution":
            self.row[key] = _flow(value)
        elif _CLOSING.get(value[:1], value[-1:]) != value[-1:]:
            raise _OtherLayoutError
        else:
            self.passing = True

    def need(self, text: str) -> None:
        if self.table is None:
            if not self.passing:
                raise _OtherLayoutError
            return
        name, colon, value = text.partition(": ")
        if self.passing and (name[:1] in (" ", "-") or not colon):
            return
        if not (colon and name and value) or name != name.strip(" "):
            raise _OtherLayoutError
        self.table[_unquoted(name) if name[0] in _ODD_STARTS else name] = _value(value)


def _check_unasked(lines: list[str]) -> None:
    """A table that nobody asks for is laid out by pnpm, or at least YAML."""
    try:
        _tree(lines)
    except _OtherLayoutError:
        _check_yaml(lines)


def _check_yaml(lines: list[str]) -> None:
    import yaml  # noqa: PLC0415 - 30 ms that lockfiles as pnpm writes them need not pay

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for _ in yaml.parse("\n".join(lines), Loader=loader):
            pass
    except (yaml.YAMLError, ValueError) as fault:
        raise _OtherLayoutError from fault


def _tree(lines: list[str]) -> YamlObject:
    """Nested tables, two blanks for each level."""
    open_tables = [_object()]
    for line in lines:
        if not line or _is_comment(line):
            continue
        body = line.lstrip(" ")
        depth, odd = divmod(len(line) - len(body), 2)
        if odd or depth > len(open_tables):
            raise _OtherLayoutError
        del open_tables[depth:]
        name, colon, value = body.partition(": ")
        if not colon:
            if body[-1] != ":":
                raise _OtherLayoutError
            name = body[:-1]
        key = _unquoted(name) if name[:1] in _ODD_STARTS else name
        if not name or name[-1] == " " or key in open_tables[-1]:
            raise _OtherLayoutError
        if colon:
            open_tables[-1][key] = _value(value)
        else:
            inner = _object()
            open_tables[-1][key] = inner
            open_tables.append(inner)
    return open_tables[0]


def _flow(value: str) -> dict[str, Any]:
    """`{integrity: sha512-…, tarball: https://…}`; entries with quotes or brackets are left to YAML."""
    if value.startswith("{integrity: sha512-") and "," not in value and value[-1] == "}":
        return {"integrity": value[12:-1]}
    found = _SIMPLE_FLOW(value)
    if found is None:
        raise _OtherLayoutError
    pairs = (pair.partition(": ") for pair in found[1].split(", "))
    return {key: text for key, _, text in pairs}


def _value(text: str) -> Any:
    """A scalar as it was written; `{}` is the only other value that stands behind a colon here."""
    if text == "{}":
        return _object()
    if text[:1] in _ODD_STARTS:
        return _unquoted(text)
    if ": " in text or text[-1:] == ":" or text[:1] == " " or text in _NULLS:
        raise _OtherLayoutError
    return text


def _unquoted(text: str) -> str:
    if not _QUOTED(text):
        raise _OtherLayoutError
    return text[1:-1].replace("''", "'")


def _object() -> YamlObject:
    made = YamlObject()
    made.hidden = ()
    made.lines = {}
    return made
