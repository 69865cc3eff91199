"""CycloneDX as XML text: the JSON form of a document written as the official XML schema orders it.

What the schema has no element for is left out; whoever writes reads the text back and sees what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from osscan.sbom.cyclonedx_shape import schema_folder

_XS = "{http://www.w3.org/2001/XMLSchema}"
_ORDERING = ("sequence", "choice", "all", "complexContent", "simpleContent")
_TEXT_MEMBERS = ("content", "value", "classification", "text", "expression", "identifier", "id", "name")
_ALIASES = {
    ("analysis", "responses"): "response",
    ("protocolProperties", "cryptoRef"): "cryptoRefArray",
    ("dependency", "dependency"): "dependsOn",
}
"""Elements whose members bear another name in JSON."""
_DEPTH = 200
_illegal = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]").sub


class Child(NamedTuple):
    """An element that another may hold."""

    name: str
    declared: ET.Element
    repeated: bool


class Kind(NamedTuple):
    """What an element may hold: attributes, elements in their order, text."""

    attributes: tuple[str, ...]
    children: tuple[Child, ...]
    text: bool


def xml_of(document: dict[str, Any], version: str) -> bytes:
    """The document as XML of a version (1.0-1.7)."""
    writing = _Writing(_schema(version))
    space = f"http://cyclonedx.org/schema/bom/{version}"
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *writing.element("bom", document, writing.root, 0, f' xmlns="{space}"')]
    return ("\n".join(lines) + "\n").encode()


class _Schema:
    """The declarations of one XML schema by name."""

    def __init__(self, tree: ET.Element) -> None:
        self.types = {node.get("name", ""): node for node in tree if node.tag in (f"{_XS}complexType", f"{_XS}simpleType")}
        self.elements = {node.get("name", ""): node for node in tree if node.tag == f"{_XS}element"}
        self._kinds: dict[ET.Element, Kind] = {}

    def kind(self, declared: ET.Element) -> Kind:
        """What an element may hold."""
        known = self._kinds.get(declared)
        if known is None:
            known = self._kinds[declared] = self._read(declared)
        return known

    def _read(self, declared: ET.Element) -> Kind:
        type_ = self._type(declared)
        if type_ is None:
            return Kind((), (), text=True)
        parts = list(self._parts(type_))
        attributes = tuple(node.get("name", "") for node in parts if node.tag == f"{_XS}attribute")
        children = tuple(self._child(node) for node in parts if node.tag == f"{_XS}element")
        return Kind(
            attributes, children, text=type_.get("mixed") == "true" or any(node.tag == f"{_XS}simpleContent" for node in parts)
        )

    def _type(self, declared: ET.Element) -> ET.Element | None:
        inner = declared.find(f"{_XS}complexType")
        if inner is not None:
            return inner
        found = self.types.get(declared.get("type", "").rpartition(":")[2])
        return found if found is not None and found.tag == f"{_XS}complexType" else None

    def _parts(self, node: ET.Element) -> Iterator[ET.Element]:
        for inner in node:
            name = inner.tag.removeprefix(_XS)
            if name in ("element", "attribute"):
                yield inner
            elif name in ("extension", "restriction"):
                base = self.types.get(inner.get("base", "").rpartition(":")[2])
                if base is not None and base.tag == f"{_XS}complexType":
                    yield from self._parts(base)
                yield from self._parts(inner)
            elif name in _ORDERING:
                if name == "simpleContent":
                    yield inner
                yield from self._parts(inner)

    def _child(self, node: ET.Element) -> Child:
        target = self.elements.get(node.get("ref", "").rpartition(":")[2], node)
        repeated = node.get("maxOccurs", "1") != "1"
        return Child(target.get("name", ""), target, repeated)


@cache
def _schema(version: str) -> _Schema:
    file = schema_folder() / f"bom-{version}.SNAPSHOT.xsd"
    return _Schema(ET.parse(file).getroot())  # noqa: S314 - a file of the library, not of a user


class _Writing:
    """Writes values as elements, in lines."""

    def __init__(self, schema: _Schema) -> None:
        self._schema = schema
        self.root = schema.elements["bom"]

    def element(self, name: str, value: Any, declared: ET.Element, depth: int, extra: str = "") -> list[str]:
        """The lines of one element."""
        kind = self._schema.kind(declared)
        if depth > _DEPTH:
            return []
        if not isinstance(value, (dict, list)):
            if "ref" in kind.attributes and not kind.text:
                return _lines(name, f" ref={_attribute(value)}", "", [], depth)
            return _lines(name, extra, _text(value), [], depth)
        if isinstance(value, list):
            return _lines(name, extra, "", self._rows(name, value, kind, depth + 1), depth)
        told = dict(value)
        attributes = extra + "".join(self._attributes(told, kind))
        inner = [line for child in kind.children for line in self._child(name, child, told, depth + 1)]
        text = ""
        if (kind.text or not kind.children) and not inner:
            member = next((one for one in _TEXT_MEMBERS if isinstance(told.get(one), (str, int, float, bool))), "")
            text = _text(told[member]) if member else ""
        return _lines(name, attributes, text, inner, depth)

    def _attributes(self, told: dict[str, Any], kind: Kind) -> Iterator[str]:
        for attribute in kind.attributes:
            for member in (attribute, _camel(attribute)):
                if member in told and not isinstance(told[member], (dict, list)) and told[member] is not None:
                    yield f" {attribute}={_attribute(told.pop(member))}"
                    break

    def _child(self, holder: str, child: Child, told: dict[str, Any], depth: int) -> list[str]:
        """The lines of all elements of one name."""
        member = next((one for one in self._members(holder, child) if one in told), None)
        if member is None:
            return []
        value = told.pop(member)
        if child.name == "licenses" and isinstance(value, list):
            return _lines("licenses", "", "", self._licenses(value, child.declared, depth + 1), depth)
        if isinstance(value, list) and (child.repeated or member != child.name):
            return [line for one in value for line in self.element(child.name, one, child.declared, depth)]
        return [] if value is None else self.element(child.name, value, child.declared, depth)

    def _members(self, holder: str, child: Child) -> tuple[str, ...]:
        alias = _ALIASES.get((holder, child.name))
        if alias is not None:
            return (alias,)
        plural = (f"{child.name}s", f"{child.name}es", f"{child.name[:-1]}ies") if child.repeated else ()
        return (child.name, _camel(child.name), *plural)

    def _rows(self, name: str, rows: list[Any], kind: Kind, depth: int) -> list[str]:
        """The elements of a list within the element that stands for the list."""
        if not kind.children:
            return []
        named = [one for one in kind.children if name in (f"{one.name}s", f"{one.name}es", f"{one.name[:-1]}ies")]
        item = (named or list(kind.children))[0]
        return [line for row in rows if row is not None for line in self.element(item.name, row, item.declared, depth)]

    def _licenses(self, rows: list[Any], declared: ET.Element, depth: int) -> list[str]:
        known = {child.name: child.declared for child in self._schema.kind(declared).children}
        lines = []
        for row in rows:
            if not isinstance(row, dict):
                continue
            if isinstance(row.get("license"), dict) and "license" in known:
                lines += self.element("license", row["license"], known["license"], depth)
            elif "expressionDetails" in row and "expression-detailed" in known:
                told = {("details" if name == "expressionDetails" else name): value for name, value in row.items()}
                lines += self.element("expression-detailed", told, known["expression-detailed"], depth)
            elif "expression" in row and "expression" in known:
                lines += self.element("expression", row, known["expression"], depth)
        return lines


def _lines(name: str, attributes: str, text: str, inner: list[str], depth: int) -> list[str]:
    indent = "  " * depth
    if inner:
        return [f"{indent}<{name}{attributes}>", *inner, f"{indent}</{name}>"]
    return [f"{indent}<{name}{attributes}>{text}</{name}>"] if text else [f"{indent}<{name}{attributes}/>"]


def _text(value: Any) -> str:
    return escape(_illegal("\ufffd", _said(value)), {"\r": "&#13;"})


def _attribute(value: Any) -> str:
    return quoteattr(_illegal("\ufffd", _said(value)), {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _camel(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(word.capitalize() for word in rest)
