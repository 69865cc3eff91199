"""Runs in a process of its own: reads SPDX in RDF from stdin with spdx-tools and writes the JSON form to stdout."""

from __future__ import annotations

import io
import json
import re
import sys
from typing import Any

_SPDX = "http://spdx.org/rdf/terms#"
_STAND_IN = "osscan-stand-in"
_DEPTH = 50
_listed = re.compile(r"https?://(?:www\.)?spdx\.org/licenses/([^/#]+?)(?:\.html)?").fullmatch
_NO_TIME = "1970-01-01T00:00:00Z"


def main() -> int:
    """Writes `{"document": {...}, "messages": [...]}`; what the library can't read costs only itself, where it allows that."""
    notation, memory, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    _limit(memory, seconds)
    sys.setrecursionlimit(2_000)
    document, messages = _read(sys.stdin.buffer.read(), notation)
    json.dump({"document": document, "messages": messages[:50]}, sys.stdout)
    return 0


def _limit(memory: int, seconds: int) -> None:
    """Bounds memory and processor time, where the system knows how."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _read(content: bytes, notation: str) -> tuple[dict[str, Any], list[str]]:
    from importlib import import_module

    from rdflib import Graph

    library = "spdx_tools.spdx"
    converter: Any = import_module(f"{library}.jsonschema.document_converter").DocumentConverter
    fault_type: Any = import_module(f"{library}.parser.error").SPDXParsingError
    rdf_parser: Any = import_module(f"{library}.parser.rdf.rdf_parser")

    messages: list[str] = []
    # The parser gathers what it could not read and then gives the whole document up; we keep what it read.
    rdf_parser.raise_parsing_error_if_logger_has_messages = lambda logger, *_: messages.extend(logger.get_messages())
    licenses = _Licenses(import_module(f"{library}.parser.rdf.license_expression_parser"))
    for name in ("package_parser", "file_parser", "snippet_parser"):
        vars(import_module(f"{library}.parser.rdf.{name}"))["parse_license_expression"] = licenses.parse
    graph = Graph()
    graph.parse(io.BytesIO(content), format=notation)
    for _ in range(2):
        try:
            document = rdf_parser.translate_graph_to_document(graph)
        except fault_type as fault:
            messages += map(str, fault.get_messages())
            if not _stand_ins(graph):
                break
        except SystemExit:
            messages.append("creationInfo")
            break
        else:
            told = licenses.told(_without_stand_ins(converter().convert(document)))
            return told, [*messages, *licenses.messages]
    return {}, messages


class _Licenses:
    """Reads licenses in place of the library, which loses the brackets of sets in sets and the document for an odd name."""

    def __init__(self, library: Any) -> None:
        self._library = library
        self._odd: list[str] = []
        self.messages: list[str] = []

    def parse(self, node: Any, graph: Any, namespace: str, logger: Any = None) -> Any:
        """The expression of a node; one that nobody can parse stands as a name of ours until the end."""
        from rdflib import URIRef

        words = str(node) if isinstance(node, URIRef) else "license"
        try:
            words = self._words(node, graph, namespace, logger, 0)
            found = self._library.spdx_licensing.parse(words)
        except Exception as fault:  # noqa: BLE001 - the library's parser raises errors of many kinds
            self.messages.append(f"{words}: {fault}")
            found = None
        if found is None:
            self._odd.append(words)
            found = self._library.spdx_licensing.parse(f"LicenseRef-{_STAND_IN}-{len(self._odd) - 1}")
        return found

    def told(self, value: Any) -> Any:
        """The value with the words of odd licenses, and its lists in one order: a graph has none."""
        if isinstance(value, dict):
            return {key: self.told(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return sorted((self.told(inner) for inner in value), key=lambda one: json.dumps(one, sort_keys=True))
        if isinstance(value, str) and value.startswith(f"LicenseRef-{_STAND_IN}-"):
            return self._odd[int(value.rpartition("-")[2])]
        return value

    def _words(self, node: Any, graph: Any, namespace: str, logger: Any, depth: int) -> str:
        from rdflib import RDF, URIRef

        listed = _listed(str(node))
        if listed:
            return listed[1]
        if str(node).startswith(namespace):
            return str(node.fragment)
        kind = str(graph.value(node, RDF.type)).removeprefix(_SPDX)
        members = list(graph.objects(node, URIRef(f"{_SPDX}member")))
        if depth > _DEPTH or not members:
            raise ValueError(kind)
        # Members of a graph have no order, and what has no name gets another one in each run.
        inner = sorted(self._words(one, graph, namespace, logger, depth + 1) for one in members)
        if kind == "WithExceptionOperator":
            exception = graph.value(node, URIRef(f"{_SPDX}licenseException"))
            known = _listed(str(exception))
            return f"{inner[0]} WITH {known[1] if known else self._library.parse_license_exception(exception, graph, logger)}"
        sign = {"ConjunctiveLicenseSet": " AND ", "DisjunctiveLicenseSet": " OR "}[kind]
        return sign.join(f"({one})" if " AND " in one or " OR " in one else one for one in inner)


def _stand_ins(graph: Any) -> bool:
    """Puts stand-ins where a document does not say when and by whom it was made, without which the library gives it up."""
    from rdflib import Literal, URIRef

    added = False
    for info in set(graph.objects(None, URIRef(f"{_SPDX}creationInfo"))):
        for name, value in (("creator", f"Tool: {_STAND_IN}"), ("created", _NO_TIME)):
            if (info, URIRef(_SPDX + name), None) not in graph:
                graph.add((info, URIRef(_SPDX + name), Literal(value)))
                added = True
    return added


def _without_stand_ins(document: dict[str, Any]) -> dict[str, Any]:
    info = document.get("creationInfo")
    if isinstance(info, dict):
        if info.get("creators") == [f"Tool: {_STAND_IN}"]:
            del info["creators"]
        if info.get("created") == _NO_TIME:
            del info["created"]
    return document


if __name__ == "__main__":
    sys.exit(main())
