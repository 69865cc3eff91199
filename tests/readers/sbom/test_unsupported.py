"""SBOMs that osscan can't read are named, so that nobody takes silence for a clean result."""

from __future__ import annotations

import json

import pytest

from osscan.inputs.source import Source
from osscan.model.problem import Severity
from osscan.readers.sbom import cyclonedx_json, cyclonedx_xml, spdx_json, spdx_tagvalue
from osscan.readers.sbom.opened import CARDS as OPENED
from osscan.readers.sbom.unsupported import CARDS as UNSUPPORTED

SUPPORTED = [cyclonedx_json.READER, cyclonedx_xml.READER, spdx_json.READER, spdx_tagvalue.READER, *OPENED]
SAMPLES = {
    "CycloneDX 2.0 JSON": ("sbom/cyclonedx-other", "CycloneDX 2.0", json.dumps({"bomFormat": "CycloneDX", "specVersion": "2.0"})),
    "CycloneDX 2.0 by schema": (
        "sbom/cyclonedx-other",
        "CycloneDX 2.0",
        json.dumps({"$schema": "http://cyclonedx.org/schema/bom-2.0.schema.json"}),
    ),
    "CycloneDX 1.9 XML": ("sbom/cyclonedx-other", "CycloneDX 1.9", '<bom xmlns="http://cyclonedx.org/schema/bom/1.9"/>'),
    "SPDX 1.2 tag-value": ("sbom/spdx-other", "SPDX 1.2", "SPDXVersion: SPDX-1.2\nDocumentName: x\n"),
    "SPDX 2.9 JSON": ("sbom/spdx-other", "SPDX 2.9", json.dumps({"spdxVersion": "SPDX-2.9", "SPDXID": "SPDXRef-DOCUMENT"})),
    "SPDX 3.9": (
        "sbom/spdx-other",
        "SPDX 3.9",
        json.dumps({"@context": "https://spdx.org/rdf/3.9.0/spdx-context.jsonld", "@graph": [{"specVersion": "3.9"}]}),
    ),
}
OTHERS = {
    "package-lock": '{"name": "shop", "lockfileVersion": 3, "packages": {"": {}}}',
    "json-ld": '{"@context": "https://schema.org", "@type": "SoftwareApplication"}',
    "artifacts": '{"artifacts": ["a.zip"]}',
    "yaml": "name: x\nspdx: MIT\n",
    "xml": "<Document><name>x</name></Document>",
    "empty": "",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_known_format_is_named_and_told(name):
    card, format_, text = SAMPLES[name]
    (reader,) = [one for one in (*SUPPORTED, *UNSUPPORTED) if one.recognises(text.encode())]
    found = reader.read(Source("x", held=text.encode()))

    assert reader.name == card
    assert (found.reader, found.complete, found.components) == ("", False, ())
    assert [(p.code, p.severity, dict(p.facts)["format"]) for p in found.problems] == [
        ("format-not-supported", Severity.ERROR, format_)
    ]
    assert "CycloneDX 1.0-1.7" in dict(found.problems[0].facts)["supported"]


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_are_not_claimed(name):
    assert [card.name for card in (*SUPPORTED, *UNSUPPORTED) if card.recognises(OTHERS[name].encode())] == []


@pytest.mark.parametrize("card", [*SUPPORTED, *UNSUPPORTED], ids=lambda card: card.name)
def test_every_card_names_itself_once(card):
    assert [one.name for one in (*SUPPORTED, *UNSUPPORTED)].count(card.name) == 1
    assert card.name.startswith("sbom/")
