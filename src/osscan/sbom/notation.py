"""Notation: a document in JSON form as text, in JSON, YAML, XML, tag-value or RDF; what a notation cannot hold is found by reading it back."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any, NamedTuple

from osscan.inputs.source import Source
from osscan.model.bom import Loss
from osscan.sbom.carriage import spelled
from osscan.sbom.codec import Target
from osscan.sbom.convert import compared, restored
from osscan.sbom.opened import CYCLONEDX, SPDX, SPDX3
from osscan.sbom.opening import open_document

NOTATIONS = {
    CYCLONEDX: ("json", "xml"),
    SPDX: ("json", "yaml", "tag-value", "xml", "rdf"),
    SPDX3: ("json",),
}
_EXACT = ("json", "yaml")


class RefusedError(Exception):
    """The library that writes a notation does not take the document; the reason in its own words."""


class Text(NamedTuple):
    """A document as text, and what the notation could not hold."""

    content: bytes
    losses: tuple[Loss, ...] = ()


def written(document: dict[str, Any], target: Target) -> Text:
    """The document as text. Raises RefusedError when the library that writes this notation refuses the document."""
    write = _writer(target)
    if target.notation in _EXACT:
        return Text(write(document))
    # The address of the JSON schema means nothing in another notation.
    told = {name: value for name, value in document.items() if name != "$schema"}
    plain = write(told)
    read = _read(plain, target)
    if spelled(read) == spelled(told):
        return Text(plain)
    packed = compared(target.family, told, read, target)
    content = write(packed.document)
    # What is not restored from the text itself was not carried, whatever was put into it.
    if spelled(restored(target.family, _read(content, target))[1]) == spelled(told):
        return Text(content, packed.losses)
    return Text(plain, compared(target.family, told, read, None).losses)


def _read(content: bytes, target: Target) -> dict[str, Any]:
    opened = open_document(Source("", held=content))
    if opened.family != target.family:
        raise RefusedError(", ".join(problem.code for problem in opened.problems))
    return opened.document


def _writer(target: Target) -> Callable[[dict[str, Any]], bytes]:
    if target.notation == "json":
        return _json
    if target.notation == "yaml":
        return _yaml
    if target.family == CYCLONEDX:
        from osscan.sbom.xml_text import xml_of

        return lambda document: xml_of(document, target.version)
    return lambda document: _spdx(document, target.notation)


def _json(document: dict[str, Any]) -> bytes:
    try:
        return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(document, indent=2) + "\n").encode()


def _yaml(document: dict[str, Any]) -> bytes:
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(document, Dumper=dumper, allow_unicode=True, sort_keys=False, width=120)
    return text.encode("utf-8", "surrogatepass")


def _spdx(document: dict[str, Any], notation: str) -> bytes:
    from spdx_tools.spdx.parser.jsonlikedict.json_like_dict_parser import JsonLikeDictParser
    from spdx_tools.spdx.writer.rdf import rdf_writer
    from spdx_tools.spdx.writer.tagvalue import tagvalue_writer
    from spdx_tools.spdx.writer.xml import xml_writer

    try:
        parsed = JsonLikeDictParser().parse(document)  # type: ignore[no-untyped-call]
        if notation == "tag-value":
            text = StringIO()
            tagvalue_writer.write_document(parsed, text)
            return text.getvalue().encode("utf-8", "replace")
        if notation == "rdf":
            content = BytesIO()
            rdf_writer.write_document_to_stream(parsed, content, validate=False)
            return content.getvalue()
        text = StringIO()
        xml_writer.write_document_to_stream(parsed, text, validate=False)
        return text.getvalue().encode("utf-8", "replace")
    except Exception as fault:
        raise RefusedError(_said(fault)) from fault


def _said(fault: Exception) -> str:
    return " ".join(str(fault).split())[:300] or type(fault).__name__
