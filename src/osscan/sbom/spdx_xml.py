"""SPDX 2 in XML becomes the JSON form of SPDX 2: elements bear the names of members, lists are elements that repeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from osscan.sbom.opened import FOREIGN, Steps
from osscan.sbom.spdx_types import LISTS, is_object, typed
from osscan.sbom.xml_nodes import Node

Record = Callable[[Steps, Node], None]
_OLD = {
    "artifactOf": "artifactOfs",
    "sha1": "sha1",
    "reviewers": "revieweds",
    "seeAlso": "seeAlsos",
    "fileId": "SPDXID",
    "licenseInfoFromSnippet": "licenseInfoInSnippets",
}
"""Names of earlier drafts."""
_MOVED = {"Package": "packages", "File": "files", "Snippet": "snippets"}
"""Elements that earlier drafts put into `documentDescribes`, `hasFiles` and the like."""


def json_form_of(root: Node, record: Record | None = None) -> dict[str, Any]:
    """The JSON form of a `Document` element; `record` gets the way to each member and the node from which it came."""
    form = _Form(record)
    form.document.update(form.members(root, ()))
    return form.document


def document_of(root: Node) -> Node | None:
    """The `Document` element, also where an earlier draft wraps it; None for other documents."""
    found = next((child for child in root.children if child.tag == "Document"), None) if root.tag == "SpdxDocument" else root
    if found is None or found.tag != "Document":
        return None
    return (
        found if any(child.tag in ("SPDXID", "spdxVersion", "specVersion", "creationInfo") for child in found.children) else None
    )


class _Form:
    def __init__(self, record: Record | None) -> None:
        self.document: dict[str, Any] = {}
        self._record = record
        self._moved: dict[str, list[Any]] = {}

    def members(self, node: Node, way: Steps) -> dict[str, Any]:
        """The members of the object that an element is."""
        told: dict[str, Any] = {}
        for key, value in node.attributes.items():
            told.setdefault(FOREIGN, []).append({"attribute": key, "value": value})
        for child in node.children:
            key = _OLD.get(child.tag, child.tag)
            if key in LISTS:
                self._row(child, key, told, way)
            elif key in told:
                told.setdefault(FOREIGN, []).append({"element": key, "value": self.value(child, key, (*way, key))})
            else:
                self._note((*way, key), child)
                told[key] = self.value(child, key, (*way, key))
        return told

    def value(self, node: Node, key: str, way: Steps) -> Any:
        """The object or text that an element is."""
        if node.children or is_object(key):
            return self.members(node, way)
        return typed(key, node.text.strip() if key != "extractedText" else node.text)

    def _row(self, node: Node, key: str, told: dict[str, Any], way: Steps) -> None:
        """One element of a list; packages and files that stand where only their ids belong move to their own list."""
        inner = [child for child in node.children if child.tag in _MOVED]
        if inner and (not way or len(node.children) == len(inner)):
            for child in inner:
                home = _MOVED[child.tag]
                rows = self.document.setdefault(home, [])
                here: Steps = (home, len(rows))
                rows.append(None)
                self._note(here, child)
                rows[here[1]] = moved = self.members(child, here)
                told.setdefault(key, []).append(moved.get("SPDXID", ""))
            return
        rows = told.setdefault(key, self.document.get(key, []) if not way else [])
        here = (*way, key, len(rows))
        self._note((*way, key), node)
        self._note(here, node)
        rows.append(self.value(node, key[:-1], here))

    def _note(self, way: Steps, node: Node) -> None:
        if self._record is not None:
            self._record(way, node)
