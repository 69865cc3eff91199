"""The fast reading for checks and the whole one for documents say the same of real SBOMs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from osscan.inputs.source import Source
from osscan.readers.sbom import cyclonedx_json, spdx_json
from osscan.sbom.codec import facts_of
from osscan.sbom.opened import CYCLONEDX, SPDX
from osscan.sbom.opening import open_document

BIGGEST = 200_000


def sources(kind):
    folder = Path(os.environ.get("OSSCAN_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus") / "sbom" / "files"
    if not folder.is_dir():
        pytest.skip("corpus not found: set OSSCAN_CORPUS")
    files = (file for file in sorted((folder / kind).rglob("*.json")) if file.stat().st_size < BIGGEST)
    return [Source(file.name, held=file.read_bytes()) for file in files if "invalid" not in file.name]


@pytest.mark.parametrize(
    ("kind", "family", "reader"), [("cyclonedx-json", CYCLONEDX, cyclonedx_json), ("spdx-json", SPDX, spdx_json)]
)
def test_both_readings_find_the_same_parts(kind, family, reader) -> None:
    compared = 0
    for source in sources(kind):
        opened = open_document(source)
        if opened.family != family or opened.wrapper or opened.problems:
            continue
        inventory = reader.read(source)
        told = facts_of(family, opened.document).parts
        told = told if family == CYCLONEDX else [part for part in told if part.pointer.startswith("/packages/")]
        # SPDX's root is one of its packages, CycloneDX's stands apart.
        root = [inventory.root] if inventory.root is not None and family == CYCLONEDX else []
        compared += 1

        assert [
            (one.purl, one.version if part.version else "")
            for one, part in zip((*root, *inventory.components), told, strict=True)
        ] == [(purl_of(part), part.version) for part in told]

    assert compared > 40


@pytest.mark.parametrize(
    ("kind", "family", "reader"), [("cyclonedx-json", CYCLONEDX, cyclonedx_json), ("spdx-json", SPDX, spdx_json)]
)
def test_both_readings_say_the_same_of_the_same_keys(kind, family, reader) -> None:
    compared = 0
    for source in sources(kind):
        opened = open_document(source)
        if opened.family != family or opened.wrapper or opened.problems:
            continue
        inventory, bom = reader.read(source), facts_of(family, opened.document)
        parts = {part.ref: part for part in bom.parts}
        links = {(link.source, link.target) for link in bom.links}
        for one in inventory.components:
            if (part := parts.get(one.ref)) is None:
                continue  # without a key of its own each reading calls it otherwise
            compared += 1
            told = {entry.raw for entry in part.licenses if entry.raw}
            digests = {(checksum.algorithm, checksum.digest.lower()) for checksum in part.checksums}

            assert {claim.raw for claim in one.claims if claim.raw} == told
            assert {digest for _, digest in one.hashes} <= {digest for _, digest in digests}
        assert {edge for edge in inventory.edges if set(edge) <= parts.keys()} <= links

    assert compared > 80


def purl_of(part) -> str:
    return next((one.value for one in part.identifiers if one.type == "purl"), "")
