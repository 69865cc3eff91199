"""Runs in a process of its own: reads SPDX in RDF from stdin with spdx-tools and writes the JSON form to stdout."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

_SPDX = "http://spdx.org/rdf/terms#"
_STAND_IN = "osscan-stand-in"
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
            return _without_stand_ins(converter().convert(document)), messages
    return {}, messages


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
