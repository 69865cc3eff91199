"""Names SBOMs in formats and versions that osscan knows but can't read, so that none is passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Callable

from osscan.inputs.decode import text_of
from osscan.inputs.json_walk import opening
from osscan.inputs.source import Source
from osscan.model.inventory import Gives, Inventory
from osscan.readers import cyclonedx, spdx2
from osscan.readers.base import Reader
from osscan.readers.refusal import is_beyond, refusal

_HEAD = 65_536
_bom_version = re.compile(r"cyclonedx\.org/schema/bom[/-]([0-9]+(?:\.[0-9]+)*)").search
_bom_root = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?bom[\s>]").search
_rdf = re.compile(r"<rdf:RDF[\s>]").search
_turtle = re.compile(r"^@prefix[ \t]+\w*:[ \t]*<http://spdx\.org/rdf/terms#>", re.MULTILINE).search
_spdx_xml = re.compile(r"<Document>[^<]*(?:<[^>]*>[^<]*){0,400}?<(?:SPDXID>SPDXRef-DOCUMENT|spdxVersion>SPDX-)").search
_yaml = re.compile(r"^(?:spdxVersion:[ \t]*[\"']?SPDX-|SPDXID:[ \t]*[\"']SPDXRef-DOCUMENT)", re.MULTILINE).search
_tag = re.compile(r"^SPDXVersion:[ \t]*SPDX-([0-9.]+)", re.MULTILINE).search


def _cyclonedx_version(head: bytes) -> str:
    """The version of a CycloneDX document that nobody reads; empty for all that is none."""
    told = opening(head)
    found = _bom_version(str(told.get("$schema")))
    version = str(told.get("specVersion") or (found[1] if found else "")) if found or "bomFormat" in told else ""
    if not told and _bom_root(text := _text(head)) and (found := _bom_version(text)):
        version = found[1]
    return version if is_beyond(version, cyclonedx.VERSIONS) else ""


def _spdx_version(head: bytes) -> str:
    """The version of an SPDX document (JSON, tag-value) that nobody reads; empty for all that is none."""
    told = opening(head)
    found = None if told else _tag(_text(head))
    version = found[1] if found else str(told.get("spdxVersion") or "").removeprefix("SPDX-")
    return version if is_beyond(version, spdx2.VERSIONS) else ""


def _is_spdx3(head: bytes) -> bool:
    told = opening(head)
    context = str(told.get("@context"))
    return "spdx" in context and ("3" in context or "@graph" in told)


def _is_syft(head: bytes) -> bool:
    told = opening(head)
    artifacts = told.get("artifacts")
    if not isinstance(artifacts, list):
        return False
    found_by = any(isinstance(one, dict) and "foundBy" in one for one in artifacts[:3])
    return found_by or "anchore/syft" in str(told.get("schema"))


def _is_attestation(head: bytes) -> bool:
    told = opening(head)
    return "payloadType" in told or str(told.get("_type")).startswith("https://in-toto.io/Statement")


def _is_spdx_rdf(head: bytes) -> bool:
    text = _text(head)
    return ("http://spdx.org/rdf/terms" in text and _rdf(text) is not None) or _turtle(text) is not None


def _is_spdx_xml(head: bytes) -> bool:
    text = _text(head)
    return text.lstrip("\ufeff \t\r\n").startswith("<") and _spdx_xml(text) is not None


def _is_spdx_yaml(head: bytes) -> bool:
    return _yaml(_text(head)) is not None


def _text(head: bytes) -> str:
    return text_of(Source("", held=head))[0]


def _card(name: str, title: str, recognises: Callable[[bytes], bool]) -> Reader:
    def read(source: Source) -> Inventory:
        return refusal(source, title)

    return Reader(f"sbom/{name}", title, read, Gives(), recognises)


def _version_card(name: str, title: str, version_of: Callable[[bytes], str]) -> Reader:
    def read(source: Source) -> Inventory:
        return refusal(source, title, version_of(source.content()[:_HEAD]))

    return Reader(f"sbom/{name}", "", read, Gives(), lambda head: bool(version_of(head)))


UNSUPPORTED: tuple[Reader, ...] = (
    _version_card("cyclonedx-other", cyclonedx.FORMAT, _cyclonedx_version),
    _version_card("spdx-other", spdx2.FORMAT, _spdx_version),
    _card("spdx3-json", "SPDX 3 JSON-LD", _is_spdx3),
    _card("spdx-rdf", "SPDX RDF", _is_spdx_rdf),
    _card("spdx-xml", "SPDX XML", _is_spdx_xml),
    _card("spdx-yaml", "SPDX YAML", _is_spdx_yaml),
    _card("syft-json", "Syft JSON", _is_syft),
    _card("attestation", "in-toto attestation (DSSE)", _is_attestation),
)
