"""SBOMs that osscan can't read are named, so that nobody takes silence for a clean result."""

from __future__ import annotations

import json

import pytest

from osscan.inputs.source import Source
from osscan.model.problem import Severity
from osscan.readers.sbom import cyclonedx_json, cyclonedx_xml, spdx_json, spdx_tagvalue
from osscan.readers.sbom.unsupported import UNSUPPORTED

SUPPORTED = [cyclonedx_json.READER, cyclonedx_xml.READER, spdx_json.READER, spdx_tagvalue.READER]
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
    "SPDX 3": (
        "sbom/spdx3-json",
        "SPDX 3 JSON-LD",
        json.dumps({"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": []}),
    ),
    "SPDX 3 list": (
        "sbom/spdx3-json",
        "SPDX 3 JSON-LD",
        json.dumps({"@context": ["https://spdx.github.io/spdx-3-model/context.json"], "@graph": []}),
    ),
    "SPDX RDF": (
        "sbom/spdx-rdf",
        "SPDX RDF",
        '<?xml version="1.0"?>\n<rdf:RDF xmlns:spdx="http://spdx.org/rdf/terms#" xmlns:rdf="x">',
    ),
    "SPDX turtle": ("sbom/spdx-rdf", "SPDX RDF", "@prefix spdx: <http://spdx.org/rdf/terms#> .\n"),
    "SPDX XML": (
        "sbom/spdx-xml",
        "SPDX XML",
        "<?xml version='1.0'?>\n<Document><name>x</name><spdxVersion>SPDX-2.3</spdxVersion></Document>",
    ),
    "SPDX YAML": ("sbom/spdx-yaml", "SPDX YAML", 'SPDXID: "SPDXRef-DOCUMENT"\nspdxVersion: "SPDX-2.2"\n'),
    "Syft": ("sbom/syft-json", "Syft JSON", json.dumps({"artifacts": [{"name": "a", "foundBy": "x"}]})),
    "DSSE": (
        "sbom/attestation",
        "in-toto attestation (DSSE)",
        json.dumps({"payloadType": "application/vnd.in-toto+json", "payload": "e30="}),
    ),
    "Statement": (
        "sbom/attestation",
        "in-toto attestation (DSSE)",
        json.dumps({"_type": "https://in-toto.io/Statement/v1", "predicate": {"bomFormat": "CycloneDX"}}),
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
