"""Inputs that want to break a reader, made for every reader of the table, those of tomorrow too."""

from __future__ import annotations

import json
import re
import sys
import types
from functools import cache

from hypothesis import strategies as st

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.readers import table

EVERY = tuple(table.every())
"""Rows with their cards."""
_FITTING = {"*": "sample", "?": "x", "[CS]": "C", "[._-]": "-", "[_-]": "-"}
_SIGNS = re.compile(r"\[[^]]*\]|[*?]")


def path_for(row: table.Row) -> str:
    """A path that the row takes."""
    pattern = row.patterns[0] if row.patterns and row.patterns != ("*",) else "sample.txt"
    return "project/" + _SIGNS.sub(lambda found: _FITTING.get(found[0], "x"), pattern)


def read(row: table.Row, card, content: bytes):
    """What the reader makes of these bytes; the Problem where it refuses them, and nothing else."""
    source = Source(path_for(row), held=content)
    try:
        found = card.read(source)
    except UnreadableError as fault:
        return (fault.problem,)
    if card.together is not None:
        card.together([source, source._replace(path="other/" + source.path)])
    assert found.path == source.path
    assert all(isinstance(text, str) for c in found.components for text in (c.name, c.version, c.purl, c.requirement, c.ref))
    assert all(claim.raw is not None for c in found.components for claim in c.claims)
    return found.problems


_SOME = 40_000
_DEEP = 100_000
WRONG = {
    "empty": b"",
    "blank": b" \n\t\r\n",
    "nul": b"\0" * 5000,
    "null": b"null",
    "number": b"1",
    "huge-number": b"9" * 10_000,
    "text": b'"text"',
    "list": b"[]",
    "object": b"{}",
    "list-of-lists": b"[[], [null], [1]]",
    "mark-only": b"\xef\xbb\xbf",
    "utf-16": '{"name": "ä"}'.encode("utf-16"),
    "latin-1": '{"name": "ä"}'.encode("latin-1"),
    "not-utf-8": b"name: \xff\xfe\xfd\n\x80 = \x81\n",
    "surrogate": b'{"name": "\\ud800", "version": "\\udfff"}',
    "binary": bytes(range(256)) * 40,
    "zip": b"PK\x03\x04" + bytes(100),
    "gzip": b"\x1f\x8b\x08" + bytes(100),
    "elements-not-closed": b"<?xml version='1.0'?><project><dependencies>",
    "entities": b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><project>&c;</project>',
    "outside-entity": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><project>&b;</project>',
    "aliases": b"a: &a [x,x,x,x,x,x,x,x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 8)) for n in range(12)),
    "yaml-of-python": b"!!python/object/apply:os.system ['true']\n",
    "yaml-loop": b"&a [*a]\n",
    "yaml-loop-of-mappings": b"a: &a\n  b: *a\n",
    "conflict-marks": b"<<<<<<< ours\n{}\n=======\n[]\n>>>>>>> theirs\n",
    "one-long-line": b"a" * 300_000,
    "many-lines": b"a b c\n" * _SOME,
    "many-brackets-in-a-line": b"(" * _SOME + b")" * _SOME,
    "many-quotes": b'"' * _SOME,
    "many-spaces": b"a" + b" " * _SOME + b"b",
    "many-colons": b":" * _SOME,
    "many-signs": b"@/-=~^<>!;#%" * 4000,
    "deep-lists": b"[" * _DEEP,
    "deep-closed-lists": b"[" * _DEEP + b"]" * _DEEP,
    "deep-objects": b'{"packages":' * _DEEP,
    "deep-mixed": b'{"dependencies":[' * _DEEP,
    "deep-elements": b"<dependency>" * _DEEP,
    "deep-toml": b"a = " + b"[" * _DEEP,
    "deep-dots": b"[" + b"a." * 20_000 + b"a]\n",
    "deep-yaml": b"".join(b" " * n + b"a:\n" for n in range(400)),
    "deep-yaml-in-a-line": b"a: " + b"- " * 5000 + b"b\n",
    "deep-braces": b"{" * _DEEP,
    "deep-tuples": b"{a," * _DEEP,
}


@cache
def words_of(module: str) -> tuple[str, ...]:
    """The texts that a reader's module asks documents for: keys, names, signs; what it does not know is not worth trying."""
    __import__(module)
    family = module.rpartition(".")[0]
    modules = [m for name, m in sys.modules.items() if m is not None and (name == module or name.startswith(family + "._"))]
    found = {text for one in modules for code in _codes(one) for text in _texts(code)}
    return tuple(sorted(text for text in found if len(text) < 40 and "\n" not in text)) or ("name",)


def _codes(module: types.ModuleType):
    return [value.__code__ for value in vars(module).values() if isinstance(value, types.FunctionType)]


def _texts(code: types.CodeType):
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, tuple):
            yield from (inner for inner in constant if isinstance(inner, str))
        elif isinstance(constant, types.CodeType):
            yield from _texts(constant)


VALUES = (
    "a",
    "",
    "1.0.0",
    "^1",
    "MIT",
    ".",
    "../..",
    "a>=1",
    "b==2",
    "sha256:00",
    "https://city.example/a.git#main",
    "true",
    "a:b:1.0",
    "a/b",
)


def documents(row: table.Row):
    """Nested values under the keys that this reader knows, wrong types and all."""
    words = words_of(f"osscan.readers.{row.module}")
    keys = st.sampled_from(words)
    leaves = st.none() | st.booleans() | st.integers(-1, 3) | st.sampled_from(VALUES) | keys
    return st.dictionaries(keys, _nested(leaves, keys), max_size=6) | _nested(leaves, keys)


def seeds(row: table.Row) -> tuple[bytes, ...]:
    """Small documents that use every word the reader knows, for a fuzzer to start from."""
    words = words_of(f"osscan.readers.{row.module}")
    entry = dict.fromkeys(words, "1.0.0")
    return forms({word: [entry] if number % 2 else {"a": entry} for number, word in enumerate(words[:6])} | entry)


def _nested(leaves, keys):
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys | st.sampled_from(VALUES), inner, max_size=5),
        max_leaves=20,
    )


def forms(document: object) -> tuple[bytes, ...]:
    """The document in every notation that some reader takes."""
    texts = (json.dumps(document), _toml(document), _xml("project", document), *_lines(document))
    return tuple(text.encode("utf-8", "surrogatepass") for text in texts)


def _toml(document: object) -> str:
    if not isinstance(document, dict):
        return f"value = {_toml_value(document)}"
    return "\n".join(_table(key, value) for key, value in document.items())


def _table(key: str, value: object) -> str:
    rows = value if isinstance(value, list) and value and all(isinstance(one, dict) for one in value) else None
    if rows is None:
        return f"{json.dumps(key)} = {_toml_value(value)}"
    return "\n".join(
        f"[[{json.dumps(key)}]]\n" + "\n".join(f"{json.dumps(name)} = {_toml_value(inner)}" for name, inner in row.items())
        for row in rows
    )


def _toml_value(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml_value(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    return json.dumps("null" if value is None else value)


def _xml(name: str, value: object) -> str:
    tag = re.sub(r"[^A-Za-z0-9]", "", name) or "a"
    tag = tag if tag[0].isalpha() else f"a{tag}"
    if isinstance(value, dict):
        plain = {key: inner for key, inner in value.items() if isinstance(inner, str) and key.isalpha()}
        attributes = "".join(f" {key}={_quoted(inner)}" for key, inner in plain.items())
        return f"<{tag}{attributes}>" + "".join(_xml(key, inner) for key, inner in value.items()) + f"</{tag}>"
    if isinstance(value, list):
        return f"<{tag}>" + "".join(_xml("dependency", inner) for inner in value) + f"</{tag}>"
    return f"<{tag}>{_escaped(str(value))}</{tag}>"


def _quoted(text: str) -> str:
    return '"' + _escaped(text).replace('"', "&quot;") + '"'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _lines(document: object):
    flat = list(_flat(document))
    for between in (": ", " = ", " ", "\n    "):
        yield "\n".join(f"{key}{between}{value}" for key, value in flat) + "\n"
    yield "\n".join(f"{'  ' * (number % 4)}- {key}: {value}" for number, (key, value) in enumerate(flat)) + "\n"


def _flat(document: object, key: str = "name"):
    if isinstance(document, dict):
        for name, inner in document.items():
            yield from _flat(inner, str(name))
    elif isinstance(document, list):
        for inner in document:
            yield from _flat(inner, key)
    else:
        yield key, document
