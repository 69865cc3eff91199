"""XML documents as plain trees: no entity is ever declared, nothing outside is fetched, and what stands before a break is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from osscan.errors import UnreadableError
from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.place import Place
from osscan.model.problem import Problem, error, warning

_PIECE = 1 << 20
"""Characters that expat gets at a time, as it copies them."""
_MOST_BYTES = 64 * 1024 * 1024
"""A tree takes many times the room of its text."""
_SKIPPED = "\0"
"""Stands for an entity that nobody declared; no XML holds this character."""
_declared = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']").match
_one_byte_wide = re.compile(r"(?i)(?:us-)?ascii|iso-?8859-\d+|latin-?\d+|(?:windows-|cp)\d+|koi8-[ru]").fullmatch


class Element:
    """An element without its namespace; `text` is what stands directly in it, and empty where the document broke off."""

    __slots__ = ("attributes", "children", "cut", "line", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element] = []
        self.text = ""
        self.line = line
        self.cut = False

    def every(self, *path: str) -> Iterator[Element]:
        """The elements at the end of a path of tags, below every element on the way."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.tag == path[0]:
                yield from child.every(*path[1:])

    def first(self, *path: str) -> Element | None:
        """The first of them."""
        return next(self.every(*path), None)

    def said(self, *path: str) -> str:
        """The text of the first of them, or nothing."""
        found = self.first(*path)
        return found.text if found is not None else ""


class Document(NamedTuple):
    """The root element, or None where there is none."""

    root: Element | None
    problems: tuple[Problem, ...]


def xml_of(source: Source, *, skip_entities: bool = False) -> Document:
    """The tree of an XML document; raises UnreadableError where its bytes can't be had or are too many.

    An entity that nobody declared breaks a document off. With `skip_entities` it costs only the text in which it stands;
    that is for formats whose attributes mean nothing, as expat does not tell of entities there.
    """
    content = source.content()
    if len(content) > min(_MOST_BYTES, source.limits.file_bytes):
        raise UnreadableError(error("input-too-large", source.place(), limit=_MOST_BYTES))
    text, problems = xml_text(source._replace(held=content))
    planting = _Planting(source, skip_entities=skip_entities)
    planting.parse(text)
    return Document(planting.root, (*problems, *planting.problems))


def xml_text(source: Source) -> tuple[str, tuple[Problem, ...]]:
    """The text; a declared encoding counts where it is one byte a character, all others show themselves."""
    content = source.content()
    declared = _declared(content)
    encoding = declared[1].decode("ascii") if declared else ""
    if _one_byte_wide(encoding):
        try:
            return content.decode(encoding), ()
        except (LookupError, UnicodeDecodeError):
            pass
    return text_of(source._replace(held=content))


def fed(parser: expat.XMLParserType, text: str, source: Source) -> tuple[Problem, ...]:
    """Hands a document to expat in pieces; what breaks it is told, and a handler that raises StoppedError ends it."""
    try:
        for begin in range(0, len(text) + 1, _PIECE):
            is_last = begin + _PIECE > len(text)
            parser.Parse(text[begin : begin + _PIECE].encode("utf-8", "replace"), is_last)
    except expat.ExpatError as fault:
        return (error("xml-syntax", source.place("", fault.lineno, fault.offset + 1), reason=expat.ErrorString(fault.code)),)
    except StoppedError:
        pass
    return ()


class StoppedError(Exception):
    """Nothing more of this document is read."""


class _Planting:
    """Follows expat through the document."""

    def __init__(self, source: Source, *, skip_entities: bool) -> None:
        self.root: Element | None = None
        self.problems: list[Problem] = []
        self._source = source
        self._open: list[tuple[Element, list[str]]] = []
        self._passed = 0
        """How many elements are open in the one that is passed over."""
        self._told_depth = self._told_entity = False
        self._parser = expat.ParserCreate("utf-8")
        self._parser.UseForeignDTD(skip_entities)

    def parse(self, text: str) -> None:
        parser = self._parser
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.EntityDeclHandler = self._entity_declared
        parser.SkippedEntityHandler = self._entity_skipped
        self.problems += fed(parser, text, self._source)
        for element, _ in self._open:
            element.cut = True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._passed:
            self._passed += 1
        elif len(self._open) >= self._source.limits.depth:
            self._passed = 1
            if not self._told_depth:
                self._told_depth = True
                self.problems.append(error("too-deep", self._here(), limit=self._source.limits.depth))
        else:
            element = Element(name.rpartition(":")[2], attributes, self._parser.CurrentLineNumber)
            if self._open:
                self._open[-1][0].children.append(element)
            else:
                self.root = element
            self._open.append((element, []))

    def _words(self, text: str) -> None:
        if not self._passed and self._open:
            self._open[-1][1].append(text)

    def _end(self, _: str) -> None:
        if self._passed:
            self._passed -= 1
        else:
            element, words = self._open.pop()
            text = "".join(words).strip()
            element.text = text if _SKIPPED not in text else ""

    def _entity_declared(self, name: str, *_: object) -> None:
        self._tell_entity(name)
        raise StoppedError

    def _entity_skipped(self, name: str, *_: object) -> None:
        self._words(_SKIPPED)
        if not self._told_entity:
            self._told_entity = True
            self.problems.append(warning("xml-entities", self._here(), name=name))

    def _tell_entity(self, name: str) -> None:
        self.problems.append(error("xml-entities", self._here(), name=name))

    def _here(self) -> Place:
        return self._source.place("", self._parser.CurrentLineNumber)
