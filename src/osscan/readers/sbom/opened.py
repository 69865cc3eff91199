"""Reads the SBOMs that are opened whole before they are read: YAML, XML and RDF of SPDX, SPDX 3, Syft, envelopes and packed ones."""

from __future__ import annotations

import re
from collections.abc import Callable

from osscan.inputs.decode import text_of
from osscan.inputs.json_walk import opening
from osscan.inputs.source import Source
from osscan.model.inventory import Gives, Inventory
from osscan.readers import spdx2, syft
from osscan.readers.base import Reader
from osscan.readers.refusal import is_beyond

_rdf = re.compile(r"<rdf:RDF[\s>]").search
_turtle = re.compile(r"^@prefix[ \t]+\w*:[ \t]*<http://spdx\.org/rdf/terms#>", re.MULTILINE).search
_spdx_xml = re.compile(r"<Document>[^<]*(?:<[^>]*>[^<]*){0,400}?<(?:SPDXID>SPDXRef-DOCUMENT|spdxVersion>SPDX-)").search
_spdx_draft = re.compile(r"<SpdxDocument>\s*<Document>").search
_yaml = re.compile(r"^(?:[\"']?spdxVersion[\"']?:[ \t]*[\"']?SPDX-|SPDXID:[ \t]*[\"']SPDXRef-DOCUMENT)", re.MULTILINE).search


def _is_spdx3(head: bytes) -> bool:
    from osscan.sbom.families import family_of  # noqa: PLC0415 - the table asks every card, few need this

    family, version = family_of(opening(head))
    return family == "SPDX3" and (version == "3" or not is_beyond(version, ("3.0",)))


def _is_syft(head: bytes) -> bool:
    from osscan.sbom.families import family_of  # noqa: PLC0415 - the table asks every card, few need this

    return family_of(opening(head))[0] == "Syft"


def _is_envelope(head: bytes) -> bool:
    from osscan.sbom.envelopes import is_envelope  # noqa: PLC0415 - the table asks every card, few need this
    from osscan.sbom.families import family_of  # noqa: PLC0415 - the table asks every card, few need this

    told = opening(head)
    inner = told.get("sbom")
    if isinstance(inner, dict):
        return family_of(inner)[0] in ("CycloneDX", "SPDX3", "Syft")
    # A long payload goes on behind the first bytes.
    return is_envelope(told) or "payloadType" in told or str(told.get("_type")).startswith("https://in-toto.io/Statement")


def _is_spdx_rdf(head: bytes) -> bool:
    text = _text(head)
    return ("http://spdx.org/rdf/terms" in text and _rdf(text) is not None) or _turtle(text) is not None


def _is_spdx_xml(head: bytes) -> bool:
    text = _text(head)
    is_xml = text.lstrip("\ufeff \t\r\n").startswith("<")
    return is_xml and (_spdx_xml(text) is not None or _spdx_draft(text) is not None)


def _is_spdx_yaml(head: bytes) -> bool:
    text = _text(head)
    return not text.lstrip("\ufeff \t\r\n").startswith(("{", "<")) and _yaml(text) is not None


def _is_packed(head: bytes) -> bool:
    from osscan.sbom.opening import looks_like_one  # noqa: PLC0415 - the table asks every card, few need this
    from osscan.sbom.unpacking import packing_of, start_unpacked  # noqa: PLC0415 - the table asks every card, few need this

    return bool(packing_of(head)) and looks_like_one(start_unpacked(head))


def _text(head: bytes) -> str:
    return text_of(Source("", held=head))[0]


def _card(name: str, title: str, gives: Gives, recognises: Callable[[bytes], bool]) -> Reader:
    full = f"sbom/{name}"

    def read(source: Source) -> Inventory:
        from osscan.readers.opened_sbom import read_as  # noqa: PLC0415 - loads what only documents of these kinds need

        return read_as(source, full, title)

    return Reader(full, title, read, gives, recognises)


CARDS: tuple[Reader, ...] = (
    _card("spdx3-json", "SPDX 3.0 JSON-LD", spdx2.GIVES, _is_spdx3),
    _card("spdx-rdf", "SPDX 2.1-2.3 RDF", spdx2.GIVES, _is_spdx_rdf),
    _card("spdx-xml", "SPDX 2.2-2.3 XML", spdx2.GIVES, _is_spdx_xml),
    _card("spdx-yaml", "SPDX 2.2-2.3 YAML", spdx2.GIVES, _is_spdx_yaml),
    _card("syft-json", "Syft JSON", syft.GIVES, _is_syft),
    _card("attestation", "in-toto attestation (DSSE)", spdx2.GIVES, _is_envelope),
    _card("packed", "gzip, bzip2, xz", spdx2.GIVES, _is_packed),
)
