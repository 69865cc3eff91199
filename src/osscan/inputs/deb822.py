"""Control files: paragraphs of `Name: value` lines, as dpkg, opkg and DEP-5 write them (deb822)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Field(NamedTuple):
    """A value, further lines of it joined by line ends without the blank that opens them, and the line where it begins."""

    text: str
    line: int


class Paragraph(NamedTuple):
    """The fields by name in lower case (of two with one name the first counts), the first line, and lines that are no field."""

    fields: dict[str, Field]
    line: int
    strange: tuple[int, ...] = ()

    def text(self, name: str) -> str:
        """The value without the blanks around it; empty where the field is absent."""
        field = self.fields.get(name)
        return field.text.strip() if field is not None else ""

    def line_of(self, name: str) -> int:
        """Where a field begins, or its paragraph."""
        field = self.fields.get(name)
        return field.line if field is not None else self.line


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a control file in order; a line that neither opens nor continues a field is remembered as strange."""
    fields: dict[str, Field] = {}
    strange: list[int] = []
    first, name, begun, values = 0, "", 0, [""]
    for number, line in enumerate((*text.split("\n"), ""), 1):
        sign = line[:1]
        if sign in (" ", "\t") and name and not line.isspace():
            values.append(line[1:].rstrip())
            continue
        if sign == "#":
            continue
        if name:
            fields.setdefault(name, Field("\n".join(values), begun))
            name = ""
        if not line or line.isspace():
            if first:
                yield Paragraph(fields, first, tuple(strange))
                fields, strange, first = {}, [], 0
            continue
        first = first or number
        key, colon, value = line.partition(":")
        if not colon or not key or " " in key:
            strange.append(number)
            continue
        name, begun, values = key.lower(), number, [value.strip()]
