"""XML as nodes with their namespaces and the exact text, for documents that are brought into another form whole."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.inputs.xml_tree import StoppedError, fed, xml_text
from osscan.model.problem import Problem, error

_MOST_BYTES = 64 * 1024 * 1024
"""A tree takes many times the room of its text."""
_BETWEEN = "\x1f"
"""Parts namespace and name in what expat tells; no XML holds this character."""


class Node:
    """An element; `attributes` of other namespaces bear `{namespace}name` as their name."""

    __slots__ = ("attributes", "children", "column", "line", "space", "tag", "text")

    def __init__(self, space: str, tag: str, attributes: dict[str, str], line: int, column: int) -> None:
        self.space = space
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node] = []
        self.text = ""
        self.line = line
        self.column = column


def nodes_of(source: Source) -> tuple[Node | None, tuple[Problem, ...]]:
    """The root element as far as the document is whole, None where there is none; no entity is ever expanded.

    Raises UnreadableError where the bytes are too many.
    """
    content = source.content()
    if len(content) > min(_MOST_BYTES, source.limits.file_bytes):
        raise UnreadableError(error("input-too-large", source.place(), limit=_MOST_BYTES))
    text, problems = xml_text(source._replace(held=content))
    growing = _Growing(source)
    growing.parse(text)
    return growing.root, (*problems, *growing.problems)


class _Growing:
    """Follows expat through the document."""

    def __init__(self, source: Source) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._source = source
        self._open: list[tuple[Node, list[str]]] = []
        self._passed = 0
        """How many elements are open in the one that is passed over."""
        self._parser = expat.ParserCreate("utf-8", _BETWEEN)

    def parse(self, text: str) -> None:
        parser = self._parser
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._entity
        self.problems += fed(parser, text, self._source)
        while self._open:
            node, words = self._open.pop()
            node.text = "".join(words) if not node.children else ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._passed:
            self._passed += 1
            return
        depth = self._source.limits.depth
        if len(self._open) >= depth:
            self._passed = 1
            if all(problem.code != "too-deep" for problem in self.problems):
                place = self._source.place("", self._parser.CurrentLineNumber)
                self.problems.append(error("too-deep", place, limit=depth))
            return
        space, _, tag = name.rpartition(_BETWEEN)
        if attributes and any(_BETWEEN in key for key in attributes):
            attributes = {_curly(key): value for key, value in attributes.items()}
        node = Node(space, tag, attributes, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
        if self._open:
            self._open[-1][0].children.append(node)
        else:
            self.root = node
        self._open.append((node, []))

    def _words(self, text: str) -> None:
        if not self._passed and self._open:
            self._open[-1][1].append(text)

    def _end(self, _: str) -> None:
        if self._passed:
            self._passed -= 1
        else:
            node, words = self._open.pop()
            node.text = "".join(words)

    def _entity(self, name: str, *_: Any) -> None:
        place = self._source.place("", self._parser.CurrentLineNumber)
        self.problems.append(error("xml-entities", place, name=name))
        raise StoppedError


def _curly(name: str) -> str:
    space, _, local = name.rpartition(_BETWEEN)
    return f"{{{space}}}{local}" if space else local
