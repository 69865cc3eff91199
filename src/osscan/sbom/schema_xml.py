"""The schema layer of CycloneDX XML: the official XSDs, each fault with the path of its element and the part that it belongs to."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from osscan.model.place import Place
from osscan.model.problem import Severity, facts_of
from osscan.model.sbom_finding import Layer, SbomFinding
from osscan.sbom.xml_ways import Ways, tag_of

VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
MOST = 10_000
_namespace = re.compile(r"\{[a-z]+:[^}]*\}")
_value = re.compile(r"[Tt]he value '(.*?)' is not|: '(.*?)' is not a valid value", re.DOTALL).search
_allowed = re.compile(r"element of the set \{(.*)\}", re.DOTALL).search
_expected = re.compile(r"[Ee]xpected is (?:one of )?\(? ?(.*?) ?\)?\.$", re.DOTALL).search
_attribute = re.compile(r"[Tt]he attribute '([^']*)'").search
_facet = re.compile(r"pattern '(.*)'\.$", re.DOTALL).search
_type = re.compile(r"type '([^']*)'\.$").search
_key = re.compile(r"key-sequence \[(.*)\] in").search
_element = re.compile(r"Element '(?:\{[^}]*\})?([^']*)'").match


class NotWellFormedError(Exception):
    """The XML itself is broken; the message is the parser's, with its line."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(reason)
        self.line, self.column = line, column


def schema_findings(text: str, version: str, path: str) -> tuple[SbomFinding, ...]:
    """What the official XSD of `version` refuses; raises NotWellFormedError, and KeyError for a version without an XSD.

    No entity is expanded, nothing is loaded from elsewhere.
    """
    from lxml import etree

    parser = etree.XMLParser(encoding="utf-8", no_network=True, resolve_entities=False, load_dtd=False, huge_tree=False)
    # Some writers put byte order marks and blank lines before the declaration; the readers take that too.
    document = text.lstrip("\ufeff \t\r\n")
    above = text.count("\n", 0, len(text) - len(document))
    try:
        root = etree.fromstring(document.encode(), parser)
    except etree.XMLSyntaxError as fault:
        line, column = fault.position
        raise NotWellFormedError(str(fault.msg), line + above, column) from None
    if root.getroottree().docinfo.internalDTD is not None:
        # What a document type declares is never expanded, so nothing sound could be said of the rest.
        place = Place(path, "", above + 1)
        return (SbomFinding(Layer.SYNTAX, "doctype-declared", Severity.ERROR, "", f"CycloneDX {version}", place=place),)
    schema = _compiled(version)
    if schema.validate(root):
        return ()
    ways = Ways(root)
    return tuple(_finding(one, ways, version, Place(path, "", one.line + above)) for one in list(schema.error_log)[:MOST])


@cache
def _compiled(version: str) -> Any:
    from importlib.resources import as_file, files

    from lxml import etree

    if version not in VERSIONS:
        raise KeyError(version)
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    # The XSDs import each other from their folder.
    with as_file(files("cyclonedx.schema") / "_res") as folder:
        return etree.XMLSchema(etree.parse(folder / f"bom-{version}.SNAPSHOT.xsd", parser))


def _finding(error: Any, ways: Ways, version: str, place: Place) -> SbomFinding:
    message = _namespace.sub("", error.message)
    element = ways.led_to(error.path)
    said: dict[str, str] = {}
    match error.type_name:
        case "SCHEMAV_CVC_ENUMERATION_VALID":
            code, said = "value", {"value": _in(_value, message), "allowed": _in(_allowed, message).replace("'", "")}
        case "SCHEMAV_CVC_PATTERN_VALID":
            code, said = "pattern", {"value": _in(_value, message), "pattern": _in(_facet, message)}
        case "SCHEMAV_CVC_COMPLEX_TYPE_4":
            code, said = "missing", {"member": _in(_attribute, message)}
        case "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1" | "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2":
            code, said = "unknown-member", {"members": _in(_attribute, message)}
        case "SCHEMAV_ELEMENT_CONTENT" if "Missing child" in message:
            code, said = "missing", {"member": _in(_expected, message)}
        case "SCHEMAV_ELEMENT_CONTENT":
            code, said = "unexpected-element", {"element": _in(_element, message), "expected": _in(_expected, message)}
        case "SCHEMAV_CVC_IDC":
            code, said = "repeated-key", {"value": _in(_key, message).strip("'")}
        case kind if kind.startswith("SCHEMAV_CVC_DATATYPE_VALID"):
            code, said = "format", {"value": _in(_value, message), "format": _in(_type, message)}
        case _:
            code, said = "other", {"reason": message}
    return SbomFinding(
        Layer.SCHEMA,
        f"schema-{code}",
        Severity.ERROR,
        ways.way(element),
        f"CycloneDX {version}, bom-{version}.xsd",
        _component(element),
        facts_of(**said),
        place=place,
    )


def _in(search: Any, message: str) -> str:
    found = search(message)
    return next((group for group in found.groups() if group is not None), "") if found else ""


def _component(element: Any) -> str:
    """`group/name version` of the part around an element."""
    while element is not None and tag_of(element) not in ("component", "service"):
        element = element.getparent()
    if element is None:
        return ""
    told = {tag_of(child): (child.text or "").strip() for child in element}
    name, group = told.get("name", ""), told.get("group", "")
    return f"{group + '/' if group else ''}{name} {told.get('version', '')}".strip()
