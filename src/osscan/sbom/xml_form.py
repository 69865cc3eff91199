"""CycloneDX in XML becomes the JSON form of CycloneDX: the official JSON schema says what is a list, a number or an object."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from osscan.sbom.cyclonedx_shape import Shape, document_shape
from osscan.sbom.opened import FOREIGN, Steps
from osscan.sbom.xml_nodes import Node

_SPACE = re.compile(r"cyclonedx\.org/schema/bom/([0-9]+(?:\.[0-9]+)*)").search
_OURS = "cyclonedx.org/schema/"
_TEXT_MEMBERS = ("content", "value", "classification", "text", "expression", "identifier", "id", "name")
_whole = re.compile(r"[+-]?\d{1,18}").fullmatch

Record = Callable[[Steps, Node], None]


def version_of(root: Node) -> str:
    """The version that the namespace of a `bom` element names; empty where it is another element or none of CycloneDX."""
    return version_of_space(root.space) if root.tag == "bom" else ""


def version_of_space(space: str) -> str:
    """The version that a namespace of CycloneDX names."""
    found = _SPACE(space)
    return found[1] if found else ""


def json_form_of(root: Node, record: Record | None = None) -> dict[str, Any]:
    """The JSON form of a `bom` element; what CycloneDX does not know stands under `osscan:foreign`, where it was found.

    `record` gets the way to each member and the node from which it came.
    """
    form = _Form(root.space, record)
    told = {"bomFormat": "CycloneDX", "specVersion": version_of(root)}
    return {**told, **form.members(root, document_shape(), ())}


class _Form:
    """Turns nodes into values."""

    def __init__(self, space: str, record: Record | None) -> None:
        self._space = space
        self._record = record

    def members(self, node: Node, shape: Shape, way: Steps) -> dict[str, Any]:
        """The members of an object: attributes, child elements, or the text in a member of its own."""
        told: dict[str, Any] = {}
        foreign: list[Any] = []
        for key, value in node.attributes.items():
            name = key if key in shape else _camel(key)
            if name in shape:
                told[name] = _scalar(value, shape.member(name))
                self._note((*way, name), node)
            elif key not in told:
                foreign.append({"attribute": key, "value": value})
        for child in node.children:
            if self._is_foreign(child) or not self._member(node, child, shape, told, way):
                foreign.append(_as_it_is(child))  # noqa: PERF401 - what the condition does is the point
        text = node.text if "content" in shape else node.text.strip()
        if text.strip() and not node.children:
            name = next((one for one in _TEXT_MEMBERS if one in shape and one not in told), "")
            if name:
                told[name] = _scalar(text, shape.member(name))
            else:
                foreign.append({"text": text})
        elif not node.children and "content" in shape and "content" not in told:
            told["content"] = ""
        if foreign:
            told.setdefault(FOREIGN, []).extend(foreign)
        return told

    def _member(self, node: Node, child: Node, shape: Shape, told: dict[str, Any], way: Steps) -> bool:
        """Puts what a child element says into its object; False where the object has no place for it."""
        special = _SPECIAL.get((node.tag, child.tag)) or _SPECIAL.get(("", child.tag))
        if special is not None and special(self, child, shape, told, way):
            return True
        name = _NAMES.get((node.tag, child.tag)) or (child.tag if child.tag in shape else _camel(child.tag))
        if name not in shape:
            name = next((one for one in (f"{name}s", f"{name}es", f"{name[:-1]}ies") if one in shape), "")
            if not name:
                return False
            here = told.setdefault(name, [])
            if isinstance(here, list):
                here.append(self.value(child, shape.member(name).items, (*way, name, len(here))))
            return True
        member = shape.member(name)
        is_list = "array" in member.types and not ("object" in member.types and self._is_object(child, member))
        if is_list:
            before = told.get(name)
            rows = before if isinstance(before, list) else []
            self._note((*way, name), child)
            told[name] = rows
            self.rows(child, member.items, rows, (*way, name), told)
        elif name in told:
            return False
        else:
            told[name] = self.value(child, member, (*way, name))
        return True

    def rows(self, node: Node, item: Shape, rows: list[Any], way: Steps, told: dict[str, Any]) -> None:
        """Adds the elements of a list, or the one element that the node is; what is foreign in a list stands beside it, in `told`."""
        ours = [child for child in node.children if not self._is_foreign(child)]
        if _is_wrapper(node, ours, item):
            for child in ours:
                rows.append(self.value(child, item, (*way, len(rows))))
            self._keep(node, told)
        elif ours or node.text.strip() or node.attributes:
            rows.append(self.value(node, item, (*way, len(rows))))

    def value(self, node: Node, shape: Shape, way: Steps) -> Any:
        """The value that an element is."""
        self._note(way, node)
        if "object" in shape.types and not ("string" in shape.types and not node.children and not node.attributes):
            return self.members(node, shape, way)
        if "array" in shape.types and "string" not in shape.types:
            rows: list[Any] = []
            self.rows(node, shape.items, rows, way, {})
            return rows
        if node.children and not shape.types:
            return _as_it_is(node)
        told = node.text.strip() or node.attributes.get("ref", "")
        return _scalar(told, shape)

    def _keep(self, node: Node, told: dict[str, Any]) -> None:
        """Keeps the foreign elements of a list."""
        foreign = [{"within": node.tag, **_as_it_is(child)} for child in node.children if self._is_foreign(child)]
        if foreign:
            told.setdefault(FOREIGN, []).extend(foreign)

    def _is_object(self, node: Node, shape: Shape) -> bool:
        """Whether the node is the object and not the list of a member that may be both (`tools`, and `identity` up to 1.5)."""
        return (node.tag != "identity" or version_of_space(node.space) == "1.5") and any(
            child.tag in shape for child in node.children
        )

    def _is_foreign(self, node: Node) -> bool:
        return node.space != self._space and _OURS not in node.space

    def _note(self, way: Steps, node: Node) -> None:
        if self._record is not None:
            self._record(way, node)

    def licenses(self, node: Node, shape: Shape, told: dict[str, Any], way: Steps) -> bool:
        """`licenses`: each entry is an object that holds a license or an expression."""
        if "licenses" not in shape:
            return False
        item = shape.member("licenses").items
        rows = told.setdefault("licenses", [])
        self._note((*way, "licenses"), node)
        self._keep(node, told)
        for child in node.children:
            if self._is_foreign(child):
                continue
            here = (*way, "licenses", len(rows))
            self._note(here, child)
            if child.tag == "license":
                rows.append({"license": self.value(child, item.member("license"), (*here, "license"))})
            elif child.tag == "expression-detailed":
                rows.append(self._detailed(child, item, here))
            else:
                rows.append(self.members(child, item, here))
                self._note((*here, child.tag), child)
        return True

    def _detailed(self, node: Node, item: Shape, way: Steps) -> dict[str, Any]:
        """An expression with details of its licenses (1.7)."""
        told: dict[str, Any] = {
            name: node.attributes[name] for name in ("expression", "acknowledgement", "bom-ref") if name in node.attributes
        }
        details = item.member("expressionDetails").items
        rows = [
            self.value(child, details, (*way, "expressionDetails", position))
            for position, child in enumerate(child for child in node.children if child.tag == "details")
        ]
        if rows:
            told["expressionDetails"] = rows
        others = [_as_it_is(child) for child in node.children if child.tag != "details"]
        return {**told, FOREIGN: others} if others else told

    def dependencies(self, node: Node, shape: Shape, told: dict[str, Any], way: Steps) -> bool:
        """`dependencies` of the document: nested elements are refs."""
        if "dependencies" not in shape or "bomFormat" not in shape:
            return False
        rows = told.setdefault("dependencies", [])
        self._note((*way, "dependencies"), node)
        waiting = list(node.children)[::-1]
        while waiting:
            child = waiting.pop()
            if child.tag != "dependency" or self._is_foreign(child):
                told.setdefault(FOREIGN, []).append(_as_it_is(child))
                continue
            here = (*way, "dependencies", len(rows))
            self._note(here, child)
            entry: dict[str, Any] = {"ref": child.attributes.get("ref", "")}
            for tag, name in (("dependency", "dependsOn"), ("provides", "provides")):
                refs = [one.attributes.get("ref", "") for one in child.children if one.tag == tag]
                if refs:
                    entry[name] = refs
            rows.append(entry)
            # Elements within the elements of a dependency are dependencies of their own (1.1 allows it).
            waiting += [one for one in child.children if one.tag == "dependency" and one.children][::-1]
        return True

    def needed(self, node: Node, shape: Shape, told: dict[str, Any], way: Steps) -> bool:
        """A `dependency` or `provides` within a `dependency` is a ref."""
        name = "dependsOn" if node.tag == "dependency" else node.tag
        if name not in shape:
            return False
        rows = told.setdefault(name, [])
        self._note((*way, name, len(rows)), node)
        rows.append(node.attributes.get("ref", ""))
        return True

    def copyrights(self, node: Node, shape: Shape, told: dict[str, Any], way: Steps) -> bool:
        """`copyright` of the evidence: each text an object."""
        if "array" not in shape.member("copyright").types:
            return False
        rows = told.setdefault("copyright", [])
        for child in node.children:
            self._note((*way, "copyright", len(rows)), child)
            rows.append({"text": child.text})
        return True

    def services_data(self, node: Node, shape: Shape, told: dict[str, Any], way: Steps) -> bool:
        """`data` of a service: `classification` elements up to 1.4, `dataflow` from 1.5 on."""
        item = shape.member("data").items
        rows = told.setdefault("data", [])
        self._note((*way, "data"), node)
        for child in node.children:
            here = (*way, "data", len(rows))
            self._note(here, child)
            if child.tag == "classification":
                rows.append({"flow": child.attributes.get("flow", ""), "classification": child.text.strip()})
            else:
                rows.append(self.members(child, item, here))
        return True

    def classification(self, node: Node, shape: Shape, told: dict[str, Any], way: Steps) -> bool:
        """`<classification flow="...">` of a dataflow says two members."""
        if "flow" not in shape:
            return False
        told["flow"], told["classification"] = node.attributes.get("flow", ""), node.text.strip()
        self._note((*way, "classification"), node)
        return True


_SPECIAL: dict[tuple[str, str], Callable[[_Form, Node, Shape, dict[str, Any], Steps], bool]] = {
    ("", "licenses"): _Form.licenses,
    ("bom", "dependencies"): _Form.dependencies,
    ("dependency", "dependency"): _Form.needed,
    ("dependency", "provides"): _Form.needed,
    ("evidence", "copyright"): _Form.copyrights,
    ("service", "data"): _Form.services_data,
    ("dataflow", "classification"): _Form.classification,
}


_NAMES = {("analysis", "responses"): "response", ("protocolProperties", "cryptoRef"): "cryptoRefArray"}
"""Elements whose members bear another name."""


def _is_wrapper(node: Node, ours: list[Node], item: Shape) -> bool:
    """Whether the children are the list's elements; else the node itself is one element."""
    if not ours:
        return False
    if "object" not in item.types:
        return True
    tag = ours[0].tag
    if node.tag == "environmentVars" or (node.tag in (f"{tag}s", f"{tag}es", f"{tag[:-1]}ies") and node.tag not in item):
        return True
    return all(child.tag not in item and _camel(child.tag) not in item for child in ours)


def _scalar(text: str, shape: Shape) -> Any:
    """The text as the number or truth value that the schema asks for, or as it is."""
    if "string" in shape.types or not shape.types:
        return text
    plain = text.strip()
    if "boolean" in shape.types and plain in ("true", "false", "1", "0"):
        return plain in ("true", "1")
    if "integer" in shape.types and _whole(plain):
        return int(plain)
    if "number" in shape.types:
        try:
            return int(plain) if _whole(plain) else float(plain)
        except ValueError:
            return text
    return text


def _camel(name: str) -> str:
    """`content-type` as `contentType`."""
    first, *rest = name.split("-")
    return first + "".join(word.capitalize() for word in rest)


def _as_it_is(node: Node) -> dict[str, Any]:
    """An element that the JSON form has no word for."""
    told: dict[str, Any] = {"element": f"{{{node.space}}}{node.tag}" if node.space else node.tag}
    if node.attributes:
        told["attributes"] = dict(node.attributes)
    if node.text.strip():
        told["text"] = node.text if not node.children else node.text.strip()
    if node.children:
        told["children"] = [_as_it_is(child) for child in node.children]
    return told
