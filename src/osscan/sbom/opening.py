"""Opens SBOM documents: whatever notation, envelope or packing, what comes out is the JSON form of the family."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from osscan.errors import UnreadableError
from osscan.inputs.decode import text_of
from osscan.inputs.faults import Faults
from osscan.inputs.json_walk import opening
from osscan.inputs.source import Source
from osscan.model.problem import Problem, error
from osscan.sbom.envelopes import is_envelope, taken_out
from osscan.sbom.families import family_of
from osscan.sbom.json_form import json_form, json_places
from osscan.sbom.opened import CYCLONEDX, SPDX, Locate, Opened, Steps
from osscan.sbom.unpacking import unpacked

__all__ = ["Opened", "open_document"]

EXPECTED = "CycloneDX, SPDX, Syft"
SUPPORTED = "CycloneDX 1.0-1.7 (JSON, XML), SPDX 2.0-2.3 (JSON, tag-value, YAML, XML, RDF), SPDX 3.0 (JSON-LD), Syft (JSON)"
_HEAD = 65_536
_turtle = re.compile(r"^@prefix[ \t]+\w*:[ \t]*<http://spdx\.org/rdf/terms#>", re.MULTILINE).search
_yaml = re.compile(r"^(?:---\s|[A-Za-z_]\w*:(?:[ \t]|$))", re.MULTILINE).search
_yaml_head = re.compile(r"^[\"']?(?:spdxVersion|SPDXID)[\"']?:", re.MULTILINE).search
_xml_head = re.compile(r"cyclonedx\.org/schema/bom|http://spdx\.org/rdf/terms|<(?:SPDXID|spdxVersion)>").search
_tag = re.compile(r"^.{0,3}(?:SPDXVersion|DocumentName|PackageName):", re.MULTILINE).search


def open_document(source: Source) -> Opened:
    """The document that an input holds; what is wrong with it are Problems, and no input raises anything.

    Of a broken document there is all that is whole. Where nothing is, `family` and `document` are empty.
    """
    try:
        inner, packing, problems = unpacked(source)
        opened = _opened(inner)
    except UnreadableError as fault:
        return Opened("", "", "", "", {}, (fault.problem,), source)
    wrapper = "+".join(word for word in (packing, opened.wrapper) if word)
    problems = (*problems, *opened.problems)
    if not opened.family and not any(problem.code == "format-not-recognised" for problem in problems):
        problems = (*problems, error("format-not-recognised", source.place(), expected=EXPECTED, supported=SUPPORTED))
    return opened._replace(source=source, wrapper=wrapper, problems=problems)


def looks_like_one(head: bytes) -> bool:
    """Whether these first bytes begin an SBOM, for those who ask before they open."""
    sign = _sign(head)
    if sign in (b"{", b"["):
        told = opening(head)
        return bool(family_of(told)[0]) or is_envelope(told) or "payloadType" in told
    text = text_of(Source("", held=head))[0]
    return (_xml_head(text) if sign == b"<" else _tag(text) or _turtle(text) or _yaml_head(text)) is not None


def _opened(source: Source) -> Opened:
    content = source.content()
    sign = _sign(content)
    if sign in (b"{", b"["):
        return _json(content, source)
    if sign == b"<":
        return _xml(source)
    head = text_of(source._replace(held=content[:_HEAD]))[0]
    if _turtle(head):
        return _rdf(source, "turtle")
    if not _tag(head) and _yaml(head):
        return _yaml_document(source)
    return _tag_value(source)


def _sign(content: bytes) -> bytes:
    """The first sign that means something; byte order marks and the NULs of UTF-16 mean nothing."""
    return content[:4096].lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n")[:1]


def _json(content: bytes, source: Source) -> Opened:
    value, problems = json_form(content, source)
    taken = taken_out(value, source)
    family, version = family_of(taken.document)
    locate: Locate | None = _json_lines if taken.in_text else None
    document = taken.document if family else {}
    return Opened(family, version, "json", taken.wrapper, document, (*problems, *taken.problems), source, taken.above, locate)


def _json_lines(source: Source, ways: Iterable[Steps]) -> Mapping[Steps, tuple[int, int]]:
    inner, _, _ = unpacked(source)
    return json_places(text_of(inner)[0], ways)


def _xml(source: Source) -> Opened:
    from osscan.sbom import spdx_xml, xml_form
    from osscan.sbom.xml_nodes import nodes_of

    root, problems = nodes_of(source)
    if root is None:
        return _nothing("xml", problems, source)
    if version := xml_form.version_of(root):
        return Opened(CYCLONEDX, version, "xml", "", xml_form.json_form_of(root), problems, source, (), _xml_lines)
    if root.tag == "RDF":
        return _rdf(source, "xml")
    root = spdx_xml.document_of(root)
    if root is not None:
        document = spdx_xml.json_form_of(root)
        return Opened(SPDX, family_of(document)[1], "xml", "", document, problems, source, (), _xml_lines)
    return _nothing("xml", problems, source)


def _xml_lines(source: Source, _: Iterable[Steps]) -> Mapping[Steps, tuple[int, int]]:
    from osscan.sbom import spdx_xml, xml_form
    from osscan.sbom.xml_nodes import Node, nodes_of

    lines: dict[Steps, tuple[int, int]] = {}

    def record(way: Steps, node: Node) -> None:
        lines.setdefault(way, (node.line, node.column))

    root, _problems = nodes_of(unpacked(source)[0])
    if root is not None and xml_form.version_of(root):
        record((), root)
        xml_form.json_form_of(root, record)
    elif root is not None and (inner := spdx_xml.document_of(root)) is not None:
        record((), inner)
        spdx_xml.json_form_of(inner, record)
    return lines


def _tag_value(source: Source) -> Opened:
    from osscan.sbom import tag_value

    text, problems = text_of(source)
    faults = Faults(source, problems)
    document = tag_value.json_form_of(text, faults)
    if not ("spdxVersion" in document or "packages" in document):
        return _nothing("", problems, source)
    version = family_of({"spdxVersion": "", **document})[1]
    return Opened(SPDX, version, "tag-value", "", document, faults.problems(), source, (), _tag_lines)


def _tag_lines(source: Source, _: Iterable[Steps]) -> Mapping[Steps, tuple[int, int]]:
    from osscan.sbom import tag_value

    lines: dict[Steps, tuple[int, int]] = {(): (1, 0)}
    inner = unpacked(source)[0]

    def record(way: Steps, line: int) -> None:
        lines.setdefault(way, (line, 0))

    tag_value.json_form_of(text_of(inner)[0], Faults(inner), record)
    return lines


def _yaml_document(source: Source) -> Opened:
    from osscan.sbom import spdx_yaml

    faults = Faults(source)
    document = spdx_yaml.json_form_of(source, faults)
    family, version = family_of(document)
    if not family:
        return _nothing("yaml", faults.problems(), source)
    return Opened(family, version, "yaml", "", document, faults.problems(), source, (), _yaml_lines)


def _yaml_lines(source: Source, _: Iterable[Steps]) -> Mapping[Steps, tuple[int, int]]:
    from osscan.sbom import spdx_yaml

    return spdx_yaml.lines_of(unpacked(source)[0])


def _rdf(source: Source, notation: str) -> Opened:
    from osscan.sbom import rdf

    document, problems = rdf.json_form_of(source, notation)
    version = family_of(document)[1]
    return Opened(SPDX if document else "", version, "rdf", "", document, problems, source)


def _nothing(notation: str, problems: tuple[Problem, ...], source: Source) -> Opened:
    return Opened("", "", notation, "", {}, problems, source)
