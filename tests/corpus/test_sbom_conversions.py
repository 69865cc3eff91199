"""Conversions of real SBOMs: there and back they are what they were."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from osscan.inputs.source import Source
from osscan.model.bom import Fate
from osscan.sbom.codec import VERSIONS, Target
from osscan.sbom.convert import converted, restored
from osscan.sbom.fitting import version_of
from osscan.sbom.notation import RefusedError, written
from osscan.sbom.opened import CYCLONEDX, SPDX
from osscan.sbom.opening import open_document

BIGGEST = 60_000
TARGETS = [Target(family, version) for family, versions in VERSIONS.items() for version in versions if version != "1.2"]


@pytest.fixture(scope="module")
def documents():
    """Family and document of every small SBOM that is read whole."""
    folder = Path(os.environ.get("OSSCAN_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus") / "sbom" / "files"
    if not folder.is_dir():
        pytest.skip("corpus not found: set OSSCAN_CORPUS")
    files = [file for kind in ("cyclonedx-json", "spdx-json", "spdx3-jsonld") for file in sorted((folder / kind).rglob("*.json"))]
    opened = [open_document(Source("", held=file.read_bytes())) for file in files if file.stat().st_size < BIGGEST]
    return [(one.family, one.document) for one in opened if one.family in VERSIONS]


@pytest.mark.parametrize("target", TARGETS, ids="-".join)
def test_real_documents_come_back_as_they_were(documents, target) -> None:
    for family, document in documents:
        there = converted(family, document, target).document
        back = converted(target.family, there, Target(family, version_of(family, document))).document

        assert json.dumps(back, sort_keys=True) == json.dumps(document, sort_keys=True)


@pytest.mark.parametrize("target", [Target(CYCLONEDX, "1.7", "xml"), Target(SPDX, "2.3", "yaml")], ids="-".join)
def test_what_a_notation_does_not_hold_is_told(documents, target) -> None:
    exact = 0
    for family, document in documents:
        told = converted(family, document, target).document
        try:
            text = written(told, target)
        except RefusedError:
            continue
        read = open_document(Source("", held=text.content)).document
        expected = {name: value for name, value in told.items() if name != "$schema" or target.notation == "yaml"}
        if text.losses:
            read = restored(target.family, read)[1]
        if json.dumps(read, sort_keys=True) == json.dumps(expected, sort_keys=True):
            exact += 1
        else:
            assert Fate.LOST in {loss.fate for loss in text.losses}

    assert exact >= len(documents) * 0.95
