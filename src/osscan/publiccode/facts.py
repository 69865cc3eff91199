"""What a publiccode.yml says, for whoever asks about the project: values and their places, whether the file is valid or not."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.inputs.source import Source
from osscan.model.place import Place
from osscan.model.publiccode import Dependency, Description, Party, Publiccode
from osscan.publiccode.document import Document, Node, document_of


def read(source: Source) -> Publiccode:
    """What the file says; what is missing or of another kind than expected is empty. Raises UnreadableError where it can't be opened."""
    return said_in(document_of(source), source)


def said_in(document: Document, source: Source) -> Publiccode:
    """The same of a document that was read already."""
    root = document.root
    if root is None or root.kind != "mapping":
        return Publiccode(source.path)
    legal, maintenance, localisation = _section(root, "legal"), _section(root, "maintenance"), _section(root, "localisation")
    ready = localisation.get("localisationReady")
    return Publiccode(
        source.path,
        _text(root, "publiccodeYmlVersion"),
        _text(root, "name"),
        _text(root, "url"),
        _text(root, "landingURL"),
        _text(root, "softwareVersion"),
        _text(root, "releaseDate"),
        _text(root, "developmentStatus"),
        _text(root, "softwareType"),
        _text(legal, "license"),
        _text(legal, "mainCopyrightOwner"),
        _text(legal, "repoOwner"),
        _text(legal, "authorsFile"),
        _text(root, "logo"),
        _text(root, "roadmap"),
        _party(_section(root, "organisation")),
        _texts(root, "platforms"),
        _texts(root, "categories"),
        _texts(root, "usedBy"),
        _texts(root, "isBasedOn"),
        tuple(_text(item, "id") for item in _items(root, "supports")),
        tuple(_descriptions(_section(root, "description"))),
        _text(maintenance, "type"),
        tuple(_party(item) for item in _items(maintenance, "contacts")),
        tuple(_party(item) for item in _items(maintenance, "contractors")),
        ready.text.lower() == "true" if ready is not None and ready.kind == "boolean" else None,
        _texts(localisation, "availableLanguages"),
        tuple(_dependencies(_section(root, "dependsOn"))),
        tuple(_keys(root, "", source.path)),
    )


_NONE = Node("mapping", "", 0, 0, [])
_DEEPEST = 3


def _section(node: Node, name: str) -> Node:
    found = node.get(name)
    return found if found is not None and found.kind == "mapping" else _NONE


def _text(node: Node, name: str) -> str:
    found = node.get(name)
    return found.text.strip() if found is not None and not found.items else ""


def _texts(node: Node, name: str) -> tuple[str, ...]:
    """A list of texts; one text alone counts as a list of one."""
    found = node.get(name)
    if found is None:
        return ()
    items = found.items if found.kind == "list" else [found]
    return tuple(item.text.strip() for item in items if item.kind in ("text", "number", "boolean") and item.text)


def _items(node: Node, name: str) -> list[Node]:
    found = node.get(name)
    return [item for item in found.items if item.kind == "mapping"] if found is not None and found.kind == "list" else []


def _party(node: Node) -> Party:
    uri = _text(node, "uri") or _text(node, "website")
    return Party(
        _text(node, "name"), _text(node, "email"), uri, _text(node, "until"), _text(node, "affiliation"), _text(node, "phone")
    )


def _descriptions(section: Node) -> Iterator[Description]:
    for language, node in section.pairs():
        yield Description(
            language.text,
            _text(node, "localisedName"),
            _text(node, "shortDescription"),
            _text(node, "longDescription"),
            _texts(node, "features"),
            _texts(node, "screenshots"),
            _text(node, "documentation"),
            language.line,
        )


def _dependencies(section: Node) -> Iterator[Dependency]:
    for kind in ("open", "proprietary", "hardware"):
        for item in _items(section, kind):
            optional = item.get("optional")
            yield Dependency(
                _text(item, "name"),
                kind,
                optional is not None and optional.text.lower() == "true",
                _text(item, "version"),
                _text(item, "versionMin"),
                _text(item, "versionMax"),
                item.line,
            )


def _keys(node: Node, route: str, path: str, depth: int = 0) -> Iterator[tuple[str, Place]]:
    for name, value in node.pairs():
        here = f"{route}.{name.text}" if route else name.text
        yield here, Place(path, here, name.line, name.column)
        if depth < _DEEPEST:
            yield from _keys(value, here, path, depth + 1)
