"""Reads CycloneDX SBOMs in XML: each component becomes the shape that JSON gives it, with the lines of its licenses."""

from __future__ import annotations

import re
from typing import Any
from xml.parsers import expat

from osscan.inputs.decode import pairs_to_object
from osscan.inputs.faults import Faults
from osscan.inputs.json_walk import CutObject, route_key
from osscan.inputs.source import Source
from osscan.inputs.xml_tree import xml_text
from osscan.model.inventory import Inventory
from osscan.model.problem import Severity
from osscan.readers.base import Reader
from osscan.readers.cyclonedx import FORMAT, GIVES, VERSIONS, Bom
from osscan.readers.refusal import is_beyond, refusal, stranger

_PIECE = 1 << 20
"""Characters that expat gets at a time, as it copies them."""
_OURS = "cyclonedx.org/schema/"
_version = re.compile(r"cyclonedx\.org/schema/bom/([0-9]+(?:\.[0-9]+)*)").search
_root = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?bom[\s>]").search

_BELOW: dict[str, dict[str, str]] = {
    "": {"bom": "bom"},
    "bom": {"components": "components", "metadata": "metadata", "dependencies": "dependencies", "services": "services"},
    "metadata": {"component": "component"},
    "components": {"component": "component"},
    "component": {
        **dict.fromkeys(("group", "name", "version", "purl", "scope"), "word"),
        **{name: name for name in ("hashes", "licenses", "evidence", "components", "properties")},
    },
    "evidence": {"licenses": "licenses"},
    "hashes": {"hash": "hash"},
    "properties": {"property": "property"},
    "licenses": {"license": "license", "expression": "expression", "expression-detailed": "expression"},
    "license": {"id": "word", "name": "word", "url": "word", "text": "text"},
    "expression": {"details": "details"},
    "details": {"text": "text", "url": "word"},
    "dependencies": {"dependency": "dependency"},
    "dependency": {"dependency": "need"},
    "need": {"dependency": "need"},
    "services": {"service": "service"},
    "service": {"services": "services"},
}
"""What an element is below another; all others are passed over with everything in them."""
_ATTRIBUTES = {
    "component": ("type", "bom-ref"),
    "license": ("acknowledgement",),
    "expression": ("acknowledgement",),
    "details": ("license-identifier",),
    "text": ("encoding",),
    "hash": ("alg",),
    "property": ("name",),
    "dependency": ("ref",),
    "need": ("ref",),
    "service": ("bom-ref",),
}
_CONTENTS = {"hash": "content", "property": "value"}
_LISTS = frozenset({"components", "hashes", "licenses", "dependencies", "services", "properties"})


def read(source: Source) -> Inventory:
    """The components that the document names; when it breaks, those that stand whole before the break."""
    text, problems = xml_text(source)
    faults = Faults(source, problems)
    reading = _Reading(source, faults)
    reading.parse(text)
    if is_beyond(reading.version, VERSIONS):
        return refusal(source, FORMAT, reading.version)
    if reading.foreign:
        return stranger(source, FORMAT)
    return reading.bom.inventory(READER.name, reading.version)


def recognises(head: bytes) -> bool:
    """Whether a CycloneDX document in XML begins with these bytes."""
    text, _ = xml_text(Source("", held=head))
    if not text.lstrip("\ufeff \t\r\n").startswith("<") or not _root(text):
        return False
    version = _version(text)
    return version is not None and not is_beyond(version[1], VERSIONS)


class _StoppedError(Exception):
    """Nothing more of this document is read."""


class _Frame:
    """An open element: what it is, its route, and what was read in it so far."""

    __slots__ = ("counts", "kind", "name", "pairs", "route", "rows", "words")

    def __init__(self, kind: str, name: str, route: str) -> None:
        self.kind = kind
        self.name = name
        self.route = route
        self.pairs: list[tuple[str, Any]] = []
        self.rows: list[Any] = []
        self.words: list[str] = []
        self.counts: dict[str, int] = {}

    def count(self, name: str) -> int:
        """Counts one more child of this name."""
        nth = self.counts[name] = self.counts.get(name, 0) + 1
        return nth


class _Reading:
    """Follows expat through the document and hands each finished component and dependency to the Bom."""

    def __init__(self, source: Source, faults: Faults) -> None:
        self.bom = Bom(faults)
        self.version = ""
        self.foreign = False
        self._source = source
        self._faults = faults
        self._lines = faults.lines
        self._stack = [_Frame("", "", "")]
        self._passed = 0
        """How many elements are open in the one that is passed over."""
        self._namespaces: dict[str, str] = {}
        self._parser = expat.ParserCreate()

    def parse(self, text: str) -> None:
        parser = self._parser
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.EntityDeclHandler = self._entity_declared
        parser.SkippedEntityHandler = self._entity_skipped
        try:
            for begin in range(0, len(text) + 1, _PIECE):
                is_last = begin + _PIECE > len(text)
                parser.Parse(text[begin : begin + _PIECE], is_last)
        except expat.ExpatError as fault:
            place = self._source.place("", fault.lineno, fault.offset + 1)
            self._faults.tell(Severity.ERROR, "xml-syntax", place, reason=expat.ErrorString(fault.code))
        except _StoppedError:
            pass
        while len(self._stack) > 1:
            self._close(self._stack.pop(), self._stack[-1], cut=True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._passed:
            self._passed += 1
            return
        above = self._stack[-1]
        prefix, _, local = name.rpartition(":")
        for key, uri in attributes.items():
            if key.startswith("xmlns:"):
                self._namespaces[key[6:]] = uri
        if not above.kind:
            self._open_document(local, attributes)
        kind = _BELOW.get(above.kind, {}).get(local)
        if kind is None or not self._is_ours(prefix, attributes):
            self._passed = 1
        elif len(self._stack) > self._source.limits.depth:
            self._faults.error("too-deep", above.route, limit=self._source.limits.depth)
            self._passed = 1
        else:
            self._open(kind, local, above, attributes)

    def _open_document(self, local: str, attributes: dict[str, str]) -> None:
        if "xmlns" in attributes:
            self._namespaces[""] = attributes["xmlns"]
        versions = [found[1] for found in map(_version, self._namespaces.values()) if found]
        self.version = versions[0] if versions else ""
        self.foreign = local != "bom" or not (versions or "" not in self._namespaces)
        if self.foreign or is_beyond(self.version, VERSIONS):
            raise _StoppedError

    def _is_ours(self, prefix: str, attributes: dict[str, str]) -> bool:
        """Whether an element belongs to CycloneDX; those of other vocabularies may bear the same names."""
        uri = attributes.get("xmlns") if attributes and not prefix else None
        return _OURS in (uri if uri is not None else self._namespaces.get(prefix, _OURS))

    def _open(self, kind: str, local: str, above: _Frame, attributes: dict[str, str]) -> None:
        if above.kind in _LISTS:
            route = f"{above.route}[{above.count('') - 1}]"
            if above.kind == "licenses":
                route = f"{route}.{kind}"
        elif kind == "need":
            route = f"{above.route}.dependsOn[{above.count('') - 1}]"
        else:
            nth = above.count(local)
            route = route_key(above.route, local, nth) if kind != "bom" else ""
            if nth > 1 and above.kind in ("bom", "metadata"):
                self._lines[route] = self._parser.CurrentLineNumber
                self._faults.warning("duplicate-key", route, key=local, route=route)
        frame = _Frame(kind, local, route)
        if attributes:
            frame.pairs += [(key, attributes[key]) for key in _ATTRIBUTES.get(kind, ()) if key in attributes]
            if kind == "expression":
                frame.words.append(attributes.get("expression", ""))
        self._stack.append(frame)
        self._lines[route] = self._parser.CurrentLineNumber

    def _words(self, text: str) -> None:
        if not self._passed:
            self._stack[-1].words.append(text)

    def _end(self, _: str) -> None:
        if self._passed:
            self._passed -= 1
        else:
            frame = self._stack.pop()
            self._close(frame, self._stack[-1], cut=False)

    def _close(self, frame: _Frame, above: _Frame, *, cut: bool) -> None:
        """Hands what was read in an element to the one above; of an element that was cut off only its lists are kept."""
        kind = frame.kind
        if kind in _LISTS or kind == "evidence":
            words = "".join(frame.words).strip() if kind == "licenses" and not frame.rows else ""
            above.pairs.append((frame.name, words or frame.rows if kind in _LISTS else pairs_to_object(frame.pairs)))
        elif kind == "component":
            self._close_component(frame, above, cut=cut)
        elif cut:
            return
        elif kind == "word":
            above.pairs.append((frame.name, "".join(frame.words).strip()))
        elif kind == "text":
            above.pairs.append((frame.name, dict((*frame.pairs, ("content", "".join(frame.words).strip())))))
        elif kind in _CONTENTS:
            above.rows.append(dict((*frame.pairs, (_CONTENTS[kind], "".join(frame.words).strip()))))
        elif kind == "license":
            told = pairs_to_object(frame.pairs)
            is_bare = not told.keys() - {"acknowledgement"}
            above.rows.append({"license": ("".join(frame.words).strip() if is_bare else "") or told})
        elif kind == "expression":
            more = [("expressionDetails", frame.rows)] if frame.rows else []
            above.rows.append(dict((*frame.pairs, *more, ("expression", "".join(frame.words).strip()))))
        elif kind == "details":
            told = pairs_to_object(frame.pairs)
            above.rows.append({"licenseIdentifier": told.pop("license-identifier", ""), **told})
        elif kind in ("dependency", "need"):
            self._close_dependency(frame, above)
        elif kind == "service":
            self.bom.service(dict(frame.pairs), frame.route)
            self._lines.clear()

    def _close_component(self, frame: _Frame, above: _Frame, *, cut: bool) -> None:
        told = pairs_to_object(frame.pairs)
        if cut:
            told = CutObject(told)
        if above.kind == "metadata":
            self.bom.product(told, frame.route)
        elif self._stack[-2].kind == "bom":
            self.bom.component(told, frame.route)
        else:
            above.rows.append(told)
            return
        self._lines.clear()

    def _close_dependency(self, frame: _Frame, above: _Frame) -> None:
        ref = dict(frame.pairs).get("ref")
        if frame.kind == "need":
            above.rows.append(ref)
            if not frame.rows:
                return
        told = {"ref": ref, "dependsOn": frame.rows}
        self.bom.dependency(told, frame.route)
        if frame.kind == "dependency":
            self._lines.clear()

    def _entity_declared(self, name: str, *_: object) -> None:
        self._tell_entity(name)
        raise _StoppedError

    def _entity_skipped(self, name: str, *_: object) -> None:
        self._tell_entity(name)

    def _tell_entity(self, name: str) -> None:
        place = self._source.place("", self._parser.CurrentLineNumber)
        self._faults.tell(Severity.ERROR, "xml-entities", place, name=name)


READER = Reader(
    name="sbom/cyclonedx-xml",
    title="CycloneDX 1.0-1.7 XML",
    read=read,
    gives=GIVES,
    recognises=recognises,
)
