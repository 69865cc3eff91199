"""The layout in which pnpm itself writes its lockfile, read line by line: many times faster than by all the rules of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from osscan.inputs.yaml_events import YamlObject

_ENTRIES = frozenset({"packages", "snapshots"})
_TREES = frozenset({"importers", "dependencies", "devDependencies", "optionalDependencies"})
_TABLES = frozenset({"dependencies", "optionalDependencies"})
_SCALARS = frozenset({"name", "version", "dev", "optional"})
_ODD_STARTS = frozenset("'\"&*!|>%@`[]{},#?-:")
"""What a text without quotes can't begin with, or only under conditions."""
_CLOSING = {"'": "'", '"': '"', "{": "}", "[": "]"}
_TOP = re.compile(r"([A-Za-z]\w*):(?: (.+))?").fullmatch
_QUOTED = re.compile(r"'(?:[^']|'')*'").fullmatch
_SIMPLE_FLOW = re.compile(r"\{ ?(\w+: [^\s'\"{}\[\],&*!|>%@`#]+(?:, \w+: [^\s'\"{}\[\],&*!|>%@`#]+)*) ?\}").fullmatch
_DOCUMENTS = re.compile(r"^---$", re.MULTILINE).split
_SECTIONS = re.compile(r"\n(?=[^ \n])").split
_NEED = r"\n      (?:'[^'\n]+'|\w[^\s'\"#]*): (?:[\w/][^\s'\"#]*|'[^'\n]+')"
_USUAL_ENTRY = re.compile(
    r"  (?:'([^'\n]+)'|([\w/][^\s'\"]*)):(?: \{\})?"
    r"(?:\n    resolution: \{integrity: (sha512-[\w+/=]+)\})?"
    r"(?:\n    engines: \{[^\n]*\})?"
    r"(?:\n    (?:cpu|os|libc): \[[^\n]*\])*"
    r"(?:\n    (?:hasBin|requiresBuild): true)*"
    r"(?:\n    peerDependencies:(?:\n      [^\n]+)+)?"
    r"(?:\n    peerDependenciesMeta:(?:\n      [^\n]+)+)?"
    rf"(?:\n    dependencies:((?:{_NEED})+))?"
    rf"(?:\n    optionalDependencies:((?:{_NEED})+))?"
    r"(?:\n    transitivePeerDependencies:(?:\n      - [^\n]+)+)?"
    r"((?:\n    (?:dev|optional): (?:true|false))*)"
).fullmatch
_QUOTED_FIELD = re.compile(r" +\w+: (?:'.*'|\".*\")").fullmatch


class _OtherLayoutError(Exception):
    """A line that pnpm does not write this way."""


def scanned(text: str) -> tuple[YamlObject, ...] | None:
    """The documents with what a reader asks of them, every scalar a text; None where something is laid out in another way.

    What nobody asks for (engines, peer ranges, deprecation notes) is passed over.
    """
    text = text.replace("\r\n", "\n")
    if "\t" in text or "\r" in text or " \n" in text:
        return None
    try:
        if " #" in text or "\n#" in text or text.startswith("#"):
            text = _without_comments(text)
        return tuple(_documents(text))
    except _OtherLayoutError:
        return None


def _without_comments(text: str) -> str:
    """Lines that are comments become empty; a comment behind a value is no layout of pnpm's."""
    lines = text.split("\n")
    for position, line in enumerate(lines):
        if "#" in line:
            if line.lstrip(" ").startswith("#"):
                lines[position] = ""
            elif " #" in line and not _QUOTED_FIELD(line):
                raise _OtherLayoutError
    return "\n".join(lines)


def _documents(text: str) -> Iterator[YamlObject]:
    """The documents that are not empty, each with the lines on which its packages stand in the whole text."""
    line = 1
    for part in _DOCUMENTS(text):
        document = _document(part, line)
        if document:
            yield document
        line += part.count("\n")


def _document(text: str, line: int) -> YamlObject:
    document = _object()
    for section in _SECTIONS(text):
        if section.strip("\n"):
            head, _, body = section.partition("\n")
            told = _TOP(head)
            if told is None or told[1] in document:
                raise _OtherLayoutError
            key, value = told[1], told[2]
            if value is not None:
                if body.strip("\n"):
                    raise _OtherLayoutError
                document[key] = _value(value)
            elif key in _ENTRIES:
                document[key] = _entries(body, line + 1)
            elif key in _TREES:
                document[key] = _tree(body)
            else:
                document[key] = None
        line += section.count("\n") + 1
    return document


def _entries(text: str, line: int) -> YamlObject:
    """The table of packages or snapshots, most of which one pattern takes as a whole."""
    entries = _object()
    keys_at = entries.lines
    passing = False
    usual = _USUAL_ENTRY
    for part in text.split("\n\n"):
        entry = part.strip("\n")
        if not entry:
            line += part.count("\n") + 2
            continue
        found = usual(entry)
        row: dict[str, Any] = {}
        if found is not None:
            quoted, key, integrity, needed, optional, flags = found.groups()
            key = quoted or key
            if integrity:
                row["resolution"] = {"integrity": integrity}
            if needed:
                row["dependencies"] = _pairs(needed)
            if optional:
                row["optionalDependencies"] = _pairs(optional)
            if flags:
                row.update(_pairs(flags))
            if key in entries or ": " in key:
                raise _OtherLayoutError
            passing = False
            entries[key] = row
            keys_at[key] = line + len(part) - len(part.lstrip("\n"))
        elif entry[2] != " ":
            passing = _odd_entries(part.split("\n"), line, entries)
        elif not (passing and entry.startswith("      ")):
            raise _OtherLayoutError
        line += part.count("\n") + 2
    return entries


def _pairs(text: str) -> dict[str, Any]:
    """Lines of names and values that a pattern has taken already."""
    pairs = [line.strip(" ").split(": ", 1) for line in text[1:].split("\n")]
    if "'" in text:
        return {name.strip("'"): value.strip("'") for name, value in pairs}
    return {pair[0]: pair[1] for pair in pairs}


def _odd_entries(lines: list[str], first: int, entries: YamlObject) -> bool:
    """Entries that are not as usual, line by line; says whether the last field goes on for as long as its lines are indented."""
    row: dict[str, Any] | None = None
    table: dict[str, Any] | None = None
    passing = False
    for number, line in enumerate(lines, first):
        if line[:6] == "      ":
            if table is not None:
                name, colon, value = line[6:].partition(": ")
                if passing and (name[:1] in (" ", "-") or not colon):
                    continue
                key, told = _pair(name, colon, value)
                table[key] = told
            elif not passing:
                raise _OtherLayoutError
        elif line[:4] == "    ":
            if row is None:
                raise _OtherLayoutError
            key, colon, value = line[4:].partition(":")
            table, passing = None, False
            if not colon or not key.isidentifier() or value[:1] not in ("", " ") or key in row:
                raise _OtherLayoutError
            value = value[1:]
            if key == "resolution":
                passing = not value
                row[key] = table = _flow(value) if value else {}
                table = None if value else table
            elif key in _TABLES and not value:
                row[key] = table = {}
            elif key in _SCALARS or key in _TABLES:
                row[key] = _value(value) if value else None
            elif _CLOSING.get(value[:1], value[-1:]) != value[-1:]:
                raise _OtherLayoutError
            else:
                passing = True
        elif line[:2] == "  ":
            key, colon, value = line[2:].rpartition(":")
            if not colon or value not in ("", " {}") or ": " in key:
                raise _OtherLayoutError
            key = _unquoted(key) if key[:1] in _ODD_STARTS else key
            if key in entries or not key:
                raise _OtherLayoutError
            entries[key] = row = {}
            entries.lines[key] = number
            table, passing = None, False
            if value:
                row = None
        elif line:
            raise _OtherLayoutError
    return passing


def _tree(text: str) -> YamlObject:
    """Nested tables, two blanks for each level."""
    open_tables = [_object()]
    for line in text.split("\n"):
        if not line:
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
        if key in open_tables[-1]:
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


def _pair(name: str, colon: str, value: str) -> tuple[str, Any]:
    if not (colon and name and value):
        raise _OtherLayoutError
    return (_unquoted(name) if name[0] in _ODD_STARTS else name), _value(value)


def _value(text: str) -> Any:
    """A scalar as it was written; `{}` is the only other value that stands behind a colon here."""
    if text == "{}":
        return _object()
    if text[:1] in _ODD_STARTS:
        return _unquoted(text)
    if ": " in text or text[-1:] == ":":
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
