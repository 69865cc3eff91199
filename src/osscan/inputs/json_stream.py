"""A JSON document of any size, member by member and element by element: in memory is only the piece that is looked at."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

from osscan.inputs.decode import pairs_to_object
from osscan.inputs.faults import Faults
from osscan.inputs.json_route import route_key
from osscan.inputs.json_salvage import bounded
from osscan.model.place import Place
from osscan.model.problem import Severity

_PIECE = 1 << 20
_LONGEST = 64 * 1024 * 1024
"""Characters that one value may have."""
_space = re.compile(r"[ \t\n\r]*").match


class JsonStream:
    """Iterating gives key, route, position (-1 for what is no list) and value of the wanted members of the document's object.

    The object under a key in `within` is read as if it were the document (`{"sbom": {...}}`). A needless comma is told
    and passed; any other break ends the reading and is told, as a look behind it would need the text again.
    """

    def __init__(self, opened: BinaryIO, faults: Faults, wanted: Collection[str], within: Collection[str] = ()) -> None:
        self.is_object = False
        """Whether the document is an object at all; known once the reading began."""
        self._opened = opened
        self._faults = faults
        self._wanted = wanted
        self._within = within
        self._depth = faults.source.limits.depth
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._passed = 0
        """Bytes that were read so far."""
        self._scan: Any = vars(json.JSONDecoder(object_pairs_hook=pairs_to_object))["scan_once"]
        self._text = ""
        self._at = 0
        self._line = 1
        self._ended = False

    def __iter__(self) -> Iterator[tuple[str, str, int, Any]]:
        try:
            yield from self._members("")
            if self._sign():
                raise _broken("Extra data")
        except _BrokenError as fault:
            self._faults.tell(Severity.ERROR, fault.code, self._here(), **fault.facts)

    def _members(self, above: str) -> Iterator[tuple[str, str, int, Any]]:
        self._expect("{")
        self.is_object = True
        seen: dict[str, int] = {}
        while (sign := self._sign()) != "}":
            if seen:
                self._expect(",")
                sign = self._sign()
                if sign == "}":
                    self._mended("Illegal trailing comma before end of object")
                    break
            if sign != '"':
                raise _broken("Expecting property name enclosed in double quotes")
            key = str(self._value())
            self._expect(":")
            seen[key] = seen.get(key, 0) + 1
            route = route_key(above, key, seen[key])
            if seen[key] > 1:
                self._faults.warning("duplicate-key", route, key=key, route=route)
            is_wanted = key in self._wanted
            sign = self._sign()
            if sign == "{" and key in self._within:
                yield from self._members(route)
            elif sign == "[":
                for position, value in enumerate(self._elements()):
                    if is_wanted:
                        yield key, route, position, value
            else:
                value = self._value()
                if is_wanted:
                    yield key, route, -1, value
        self._at += 1

    def _elements(self) -> Iterator[Any]:
        self._at += 1
        first = True
        while (sign := self._sign()) != "]":
            if not sign:
                raise _BrokenError("json-truncated")
            if not first:
                self._expect(",")
                if self._sign() == "]":
                    self._mended("Illegal trailing comma before end of array")
                    break
            first = False
            value = self._value()
            if value is not _TOO_DEEP:
                yield value
        self._at += 1

    def _value(self) -> Any:
        """The value that begins here; more is read until it is whole."""
        width = _PIECE
        while True:
            try:
                value, end = self._scan(self._text, self._at)
            except (StopIteration, ValueError, RecursionError) as fault:
                if self._ended or len(self._text) - self._at > _LONGEST:
                    raise self._fault(fault) from None
            else:
                # What ends with the piece may go on in the next one, as numbers do.
                if end < len(self._text) or self._ended:
                    found = bounded((value, end), self._text, self._at, self._depth)
                    self._at = end
                    if found is None:
                        self._faults.error("too-deep", "", limit=self._depth)
                        return _TOO_DEEP
                    return value
            self._more(width)
            width *= 2

    def _fault(self, fault: Exception) -> _BrokenError:
        if isinstance(fault, RecursionError):
            return _BrokenError("too-deep", limit=self._depth)
        if isinstance(fault, json.JSONDecodeError) and fault.pos < len(self._text.rstrip()) and "Unterminated" not in fault.msg:
            self._at = fault.pos
            return _broken(fault.msg)
        return _BrokenError("json-truncated")

    def _sign(self) -> str:
        """The next sign that is no white space; "" at the end."""
        while True:
            found = _space(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                return ""
            self._more(_PIECE)

    def _expect(self, sign: str) -> None:
        found = self._sign()
        if not found:
            raise _BrokenError("json-truncated")
        if found != sign:
            raise _broken(f"Expecting {sign!r}")
        self._at += 1

    def _mended(self, reason: str) -> None:
        self._faults.tell(Severity.WARNING, "json-mended", self._here(), reason=reason)

    def _here(self) -> Place:
        return self._faults.source.place("", self._line + self._text.count("\n", 0, self._at))

    def _more(self, width: int) -> None:
        """Reads on, and lets go of what was passed."""
        content = self._opened.read(width)
        self._ended = not content
        self._line += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :]
        self._at = 0
        self._text += self._decoded(content)
        self._passed += len(content)

    def _decoded(self, content: bytes) -> str:
        """The text of the next bytes; from the first that are none on, such bytes are replaced."""
        waiting = self._decoder.getstate()[0]
        try:
            return self._decoder.decode(content, self._ended)
        except UnicodeDecodeError as fault:
            content = waiting + content
            # The fault does not count a mark before the text.
            at = len(content) - len(fault.object) + fault.start
            line = self._line + self._text.count("\n") + content.count(b"\n", 0, at)
            facts = {"encoding": "utf-8", "offset": self._passed - len(waiting) + at}
            self._faults.tell(Severity.WARNING, "bytes-not-text", self._faults.source.place("", line), **facts)
            self._decoder = codecs.getincrementaldecoder("utf-8" if self._passed else "utf-8-sig")("replace")
            return self._decoder.decode(content, self._ended)


_TOO_DEEP: Any = object()


class _BrokenError(Exception):
    """The document can't be read any further."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def _broken(reason: str) -> _BrokenError:
    return _BrokenError("json-syntax", reason=reason)
