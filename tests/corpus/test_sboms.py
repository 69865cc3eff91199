"""SBOMs of many tools and versions: all are read or refused with a place, and no component is lost."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

import pytest

from osscan.inputs.source import Source
from osscan.readers.sbom import cyclonedx_json, cyclonedx_xml, spdx_json, spdx_tagvalue
from osscan.readers.sbom.opened import CARDS as OPENED
from osscan.readers.sbom.unsupported import CARDS as UNSUPPORTED

pytestmark = pytest.mark.corpus

READERS = {
    "cyclonedx-json": cyclonedx_json.READER,
    "cyclonedx-xml": cyclonedx_xml.READER,
    "spdx-json": spdx_json.READER,
    "spdx-tv": spdx_tagvalue.READER,
}
WHOLE = {
    "spdx-rdf": "sbom/spdx-rdf",
    "spdx-xml": "sbom/spdx-xml",
    "spdx-yaml": "sbom/spdx-yaml",
    "spdx3-jsonld": "sbom/spdx3-json",
    "syft-json": "sbom/syft-json",
    "dsse-envelope": "sbom/attestation",
}


@cache
def home() -> Path:
    folder = Path(os.environ.get("OSSCAN_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus") / "sbom"
    if not folder.is_dir():
        pytest.skip("corpus not found: set OSSCAN_CORPUS")
    return folder


@cache
def rows():
    return [json.loads(line) for line in (home() / "manifest.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def inventories():
    return {
        row["path"]: READERS[row["format"]].read(Source(row["path"], str(home() / row["path"])))
        for row in rows()
        if row["format"] in READERS
    }


def plain_count(content: bytes) -> int:
    """How many components a walk through the decoded document meets; 0 where it can't be decoded."""
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except ValueError:
        return 0
    if "spdxVersion" in document:
        return len(document.get("packages") or [])
    count, waiting = 0, list(document.get("components") or [])
    while waiting:
        told = waiting.pop()
        if isinstance(told, dict):
            count += 1
            waiting += told.get("components") or []
    return count


def test_every_document_is_read_or_told_with_its_place():
    untold = [
        path
        for path, found in inventories().items()
        if not found.complete and not [p for p in found.problems if p.place.input == path]
    ]

    assert untold == []


def test_no_component_of_a_json_document_is_lost():
    counts = {path: plain_count((home() / path).read_bytes()) for path, _ in inventories().items() if "-json/" in path}
    lost = {
        path: (len(inventories()[path].components), count)
        for path, count in counts.items()
        if len(inventories()[path].components) < count
    }

    assert lost == {}
    assert sum(counts.values()) > 3_000


def test_nearly_all_documents_that_nobody_calls_invalid_are_read_whole():
    sound = [row for row in rows() if row["format"] in READERS and row["valid"] is not False and not row.get("note")]
    unread = [row["path"] for row in sound if not inventories()[row["path"]].complete]

    assert len(unread) / len(sound) <= 0.01, unread


def test_documents_in_every_other_notation_are_read():
    cards = {card.name: card for card in OPENED}
    sound = [row for row in rows() if row["format"] in WHOLE and row["valid"] is not False]
    unread = [
        row["path"]
        for row in sound
        if not cards[WHOLE[row["format"]]].read(Source(row["path"], str(home() / row["path"]))).reader
    ]

    assert (unread, len(sound) > 50) == ([], True)


def test_every_document_is_recognised_by_exactly_its_own_reader():
    cards = [*READERS.values(), *OPENED, *UNSUPPORTED]
    expected = {format_: card.name for format_, card in READERS.items()} | WHOLE
    wrong = {}
    for row in rows():
        head = (home() / row["path"]).read_bytes()[:65_536]
        names = [card.name for card in cards if card.recognises(head)]
        if names != [expected[row["format"]]]:
            wrong[row["path"]] = names

    assert {path: names for path, names in wrong.items() if names or not path.endswith(".xsd.cdx.xml")} == {}


def test_edges_lead_from_component_to_component():
    astray = [
        path
        for path, found in inventories().items()
        if {end for edge in found.edges for end in edge}
        - {c.ref for c in found.components}
        - ({found.root.ref} if found.root else set())
    ]

    assert astray == []
