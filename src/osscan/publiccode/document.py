"""The file as a tree in which everything has its place: YAML 1.2, where `yes` and `off` are words and only `true` is true."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from osscan.inputs.source import Source
from osscan.model.problem import Facts, facts_of

LARGEST = 1024 * 1024
_MOST_NODES = 50_000
_DEEPEST = 64
_BOM = b"\xef\xbb\xbf"

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = frozenset({"true", "True", "TRUE", "false", "False", "FALSE"})
_NUMBER = re.compile(
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN"
)
_TAGS = {"str": "text", "int": "number", "float": "number", "bool": "boolean", "null": "nothing"}


class Node(NamedTuple):
    """A value and where it begins. `kind`: text, number, boolean, nothing, list or mapping (YAML 1.2, core schema).

    `items` are the elements of a list, or key and value of a mapping by turns. `flow` is whether it was written in brackets.
    """

    kind: str
    text: str
    line: int
    column: int
    items: list[Node]
    flow: bool = False

    def pairs(self) -> list[tuple[Node, Node]]:
        """Keys and values of a mapping, doubled ones included; none of anything else."""
        return list(zip(self.items[::2], self.items[1::2], strict=True)) if self.kind == "mapping" else []

    def pair(self, name: str) -> tuple[Node, Node] | None:
        """The first pair of this name."""
        return next((pair for pair in self.pairs() if pair[0].text == name), None)

    def get(self, name: str) -> Node | None:
        """The value of this name; None where there is none, or nothing in it."""
        found = self.pair(name)
        return None if found is None or found[1].kind == "nothing" else found[1]


class Broken(NamedTuple):
    """What is wrong with the file as such: a code with its facts, and where."""

    code: str
    line: int = 0
    column: int = 0
    facts: Facts = ()


class Document(NamedTuple):
    """The tree, None where there is none, and what is wrong with the file before any rule is asked."""

    root: Node | None
    broken: tuple[Broken, ...] = ()
    marked: bool = False
    """Whether it begins with a byte order mark."""


def document_of(source: Source) -> Document:
    """The tree of a Source; raises UnreadableError only where its bytes can't be had."""
    content = source.content()
    marked = content.startswith(_BOM)
    content = content[len(_BOM) :] if marked else content
    if len(content) > LARGEST:
        return Document(None, (Broken("too-large", facts=facts_of(limit=LARGEST)),), marked)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        return Document(None, (Broken("not-utf8", line, 1, facts_of(offset=fault.start)),), marked)
    import yaml  # noqa: PLC0415 - 30 ms that only YAML has to pay for

    try:
        return Document(_root(text, yaml), (), marked)
    except _StopError as fault:
        return Document(fault.root, (fault.broken,), marked)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        return Document(None, (Broken("not-yaml", line, column, facts_of(reason=fault.problem or fault.context or "?")),), marked)
    except (yaml.YAMLError, ValueError) as fault:
        return Document(None, (Broken("not-yaml", facts=facts_of(reason=str(fault).partition("\n")[0])),), marked)


class _StopError(Exception):
    def __init__(self, broken: Broken, root: Node | None = None) -> None:
        super().__init__(broken.code)
        self.broken = broken
        self.root = root


def _root(text: str, yaml: Any) -> Node | None:
    """The first document; an alias stands for the very node that its anchor marks, so aliases of aliases cost nothing."""
    building = _Building()
    starts = {yaml.MappingStartEvent: "mapping", yaml.SequenceStartEvent: "list"}
    ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        kind = type(event)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        building.met(line, column)
        if kind is yaml.ScalarEvent:
            building.done(Node(_kind(event), event.value, line, column, []), event.anchor)
        elif kind in starts:
            building.opened.append((Node(starts[kind], "", line, column, [], bool(event.flow_style)), event.anchor))
        elif kind in ends:
            building.closed()
        elif kind is yaml.AliasEvent:
            building.alias(event.anchor, line, column)
        elif kind is yaml.DocumentStartEvent:
            building.document(line, column)
    return building.root


class _Building:
    """A tree that is being built from events."""

    __slots__ = ("anchors", "count", "documents", "opened", "root")

    def __init__(self) -> None:
        self.opened: list[tuple[Node, str | None]] = []
        self.anchors: dict[str, Node] = {}
        self.root: Node | None = None
        self.count = self.documents = 0

    def met(self, line: int, column: int) -> None:
        """One event more; too many of them, or too deep, end the reading."""
        self.count += 1
        for value, limit in ((self.count, _MOST_NODES), (len(self.opened), _DEEPEST)):
            if value > limit:
                raise _StopError(Broken("too-large", line, column, facts_of(limit=limit)))

    def done(self, node: Node, anchor: str | None) -> None:
        """A whole node takes its place."""
        if anchor:
            self.anchors[anchor] = node
        if self.opened:
            self.opened[-1][0].items.append(node)
        else:
            self.root = node

    def closed(self) -> None:
        node, anchor = self.opened.pop()
        if node.kind == "mapping":
            _merge(node)
        self.done(node, anchor)

    def alias(self, name: str, line: int, column: int) -> None:
        if name not in self.anchors:
            raise _StopError(Broken("not-yaml", line, column, facts_of(reason=f"undefined alias {name}")))
        self.done(self.anchors[name], None)

    def document(self, line: int, column: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _StopError(Broken("several-documents", line, column), self.root)


def _kind(event: Any) -> str:
    """The kind of a scalar: by its tag, else by its form if it was written plain (YAML 1.2.2, 10.3.2)."""
    if event.tag and event.tag.startswith("tag:yaml.org,2002:"):
        return _TAGS.get(event.tag.rpartition(":")[2], "text")
    if not event.implicit[0]:
        return "text"
    if event.value in _NOTHING:
        return "nothing"
    if event.value in _BOOLEANS:
        return "boolean"
    return "number" if _NUMBER.fullmatch(event.value) else "text"


def _merge(mapping: Node) -> None:
    """`<<: *other` brings in the pairs of another mapping that are not there yet; not of YAML 1.2, but every reader does it."""
    pairs = mapping.pairs()
    merged = [value for key, value in pairs if key.text == "<<" and key.kind == "text"]
    if not merged:
        return
    own = [pair for pair in pairs if pair[0].text != "<<"]
    known = {key.text for key, _ in own}
    for other in merged:
        for part in other.items if other.kind == "list" else [other]:
            for key, value in part.pairs():
                if key.text not in known:
                    known.add(key.text)
                    own.append((key, value))
    if len(own) > _MOST_NODES // 10:
        raise _StopError(Broken("too-large", mapping.line, mapping.column, facts_of(limit=_MOST_NODES // 10)))
    mapping.items[:] = [node for pair in own for node in pair]
