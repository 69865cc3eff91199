"""A large SBOM that is read in pieces names the same components as one that is held, and never more than one piece is kept."""

from __future__ import annotations

import json
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.readers.sbom.four_formats import READERS, cyclonedx, spdx, told

from osscan.engine.inventory import in_pieces
from osscan.inputs import json_stream
from osscan.inputs.source import Limits, Source
from osscan.readers import streaming
from osscan.reports.inventory_lines import json_line, json_pieces
from osscan.texts.catalogue import Words

FORMATS = {"cyclonedx-json": cyclonedx, "spdx-json": spdx}
MANY = [
    {"name": f"part-{i}", "version": f"{i}.0", "purl": f"pkg:npm/part-{i}@{i}.0", "declared": "MIT", "concluded": "ISC"}
    for i in range(5_000)
]


def streamed(file, format_):
    found = list(streaming.batches(Source("a", str(file)), f"sbom/{format_}"))
    return [component for batch in found for component in batch.components], found[-1]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("piece", [7, 64, 1 << 20])
def test_pieces_name_what_the_whole_names(monkeypatch, tmp_path, format_, piece):
    monkeypatch.setattr(json_stream, "_PIECE", piece)
    text = json.dumps(FORMATS[format_](), indent=1, ensure_ascii=False)
    file = tmp_path / "bom.json"
    file.write_text(text, encoding="utf-8-sig")
    components, last = streamed(file, format_)
    whole = READERS[format_].read(Source("a", held=text.encode()))

    assert tuple(components) == whole.components
    assert (last.version, last.complete, [p.code for p in last.problems]) == (
        whole.version.removeprefix("SPDX-"),
        True,
        ["read-in-pieces"],
    )


@pytest.mark.parametrize("format_", FORMATS)
@given(share=st.floats(0.0, 0.999))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_stands_before_a_cut_is_kept_and_the_cut_is_told(monkeypatch, tmp_path, format_, share):
    monkeypatch.setattr(json_stream, "_PIECE", 256)
    text = json.dumps(FORMATS[format_](), indent=1)
    file = tmp_path / "bom.json"
    file.write_text(text[: int(len(text) * share)])
    components, last = streamed(file, format_)
    whole = READERS[format_].read(Source("a", held=text.encode())).components

    assert [told(c) for c in components] == [told(c) for c in whole[: len(components)]]
    assert not last.complete


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"components": [{"name": "a"} {"name": "b"}]}', "json-syntax"),
        ('{"components": [{"name": "a"}], x}', "json-syntax"),
        ('{"components": [{"name": "a"}]} x', "json-syntax"),
        ('{"components": [{"name": "a"}, {"name": ', "json-truncated"),
        ("[]", "json-syntax"),
        ("", "json-truncated"),
        ('{"bomFormat": "CycloneDX", "components": [' + "[" * 300 + "]" * 300 + "]}", "too-deep"),
        ('{"bomFormat": "CycloneDX", "components": [' + "[" * 100_000, "too-deep"),
        ('{"bomFormat": "CycloneDX", "components": [], "components": []}', "duplicate-key"),
    ],
)
def test_breaks_are_told(tmp_path, text, code):
    file = tmp_path / "bom.json"
    file.write_text(text)

    assert code in [problem.code for problem in streamed(file, "cyclonedx-json")[1].problems]


def test_memory_does_not_grow_with_the_document(tmp_path):
    file = tmp_path / "bom.json"
    peaks = []
    for count in (20_000, 60_000):
        row = json.dumps({"name": "x", "version": "1", "description": "y" * 500})
        file.write_text('{"bomFormat": "CycloneDX", "components": [' + ",".join([row] * count) + "]}")
        tracemalloc.start()
        assert sum(len(batch.components) for batch in streaming.batches(Source("a", str(file)), "sbom/cyclonedx-json")) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < 1.2 * peaks[0] < 20_000_000


@pytest.mark.parametrize("format_", FORMATS)
def test_the_json_line_is_the_same_in_pieces(monkeypatch, tmp_path, format_):
    file = tmp_path / "bom.json"
    file.write_text(json.dumps(FORMATS[format_](MANY, [])))
    monkeypatch.setattr(streaming, "LARGE", 1)
    last = []
    pieces = json.loads("".join(json_pieces(in_pieces(str(file), Limits()), Words("en"), last)))
    whole = json.loads(json_line(READERS[format_].read(Source(str(file), str(file))), Words("en")))

    assert [problem["code"] for problem in pieces["problems"]] == ["read-in-pieces"]
    assert len(pieces["components"]) == 5_000
    assert pieces | {"problems": [], "version": ""} == whole | {"version": ""}


def test_other_inputs_are_not_read_in_pieces(monkeypatch, tmp_path):
    monkeypatch.setattr(streaming, "LARGE", 1)
    file = tmp_path / "bom.xml"
    file.write_text('<bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>')

    assert [in_pieces(str(one), Limits()) for one in (file, tmp_path, tmp_path / "none")] == [None] * 3


@pytest.mark.parametrize("is_first", [True, False])
def test_what_a_document_is_about_and_what_is_nested_in_it_is_told(tmp_path, is_first):
    metadata = {"component": {"name": "app", "version": "3", "components": [{"name": "inner", "version": "1"}]}}
    parts = {"components": [{"name": "a", "version": "1"}], "services": [{"name": "s", "bom-ref": "s"}]}
    document = {"bomFormat": "CycloneDX", "specVersion": "1.6", **({"metadata": metadata} if is_first else {}), **parts}
    file = tmp_path / "bom.json"
    file.write_text(json.dumps(document | {"metadata": metadata}))
    components, last = streamed(file, "cyclonedx-json")
    whole = READERS["cyclonedx-json"].read(Source("a", str(file)))

    assert sorted(told(c) for c in components) == sorted(told(c) for c in whole.components)
    assert ("app", "3") == (last.root.name, last.root.version) == (whole.root.name, whole.root.version)


def test_a_document_in_a_wrapper_is_read_in_pieces(monkeypatch, tmp_path):
    monkeypatch.setattr(streaming, "LARGE", 1)
    file = tmp_path / "bom.json"
    file.write_text(json.dumps({"sbom": spdx()}))
    pieces = in_pieces(str(file), Limits())

    assert pieces is not None
    assert (
        tuple(c for batch in pieces for c in batch.components)
        == READERS["spdx-json"].read(Source(str(file), str(file))).components
    )


def whole_and_streamed(tmp_path, format_, document):
    file = tmp_path / "bom.json"
    file.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
    components, last = streamed(file, format_)
    whole = READERS[format_].read(Source("a", str(file)))
    return whole, components, last


def problems(inventory):
    return [(one.code, one.severity, one.place, one.facts) for one in inventory.problems if one.code != "read-in-pieces"]


SPDX_TOLD = {
    "spdxVersion": "SPDX-2.3",
    "SPDXID": "SPDXRef-DOCUMENT",
    "packages": [
        {"SPDXID": "SPDXRef-app", "name": "app", "licenseDeclared": "LicenseRef-1"},
        {"SPDXID": "SPDXRef-a", "name": "a", "licenseConcluded": "LicenseRef-1 AND MIT"},
    ],
    "relationships": [
        {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-app"},
        {"spdxElementId": "SPDXRef-app", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "SPDXRef-a"},
    ],
    "hasExtractedLicensingInfos": [{"licenseId": "LicenseRef-1", "name": "Apache License 2.0", "extractedText": "NOASSERTION"}],
}


@pytest.mark.parametrize("described", ["relationship", "documentDescribes", "two", "a stranger", "none"])
def test_what_stands_behind_the_packages_of_spdx_is_known_in_them(tmp_path, described):
    document = dict(SPDX_TOLD)
    if described != "relationship":
        refs = {"two": ["SPDXRef-app", "SPDXRef-a"], "a stranger": ["SPDXRef-x", "SPDXRef-a"], "none": []}
        document = document | {"relationships": [], "documentDescribes": refs.get(described, ["SPDXRef-app"])}
    whole, components, last = whole_and_streamed(tmp_path, "spdx-json", document)

    assert tuple(components) == whole.components
    assert (last.root, problems(last)) == (whole.root, problems(whole))
    assert all(claim.meant for component in components for claim in component.claims)


@pytest.mark.parametrize(
    ("format_", "document"),
    [
        ("cyclonedx-json", {"bomFormat": "CycloneDX", "components": {"name": "a"}}),
        ("cyclonedx-json", {"bomFormat": "CycloneDX", "components": "a"}),
        ("cyclonedx-json", {"bomFormat": "CycloneDY", "components": [{"name": "a"}, 7]}),
        ("cyclonedx-json", {"bomFormat": "CycloneDX", "metadata": [], "components": None}),
        ("cyclonedx-json", {"components": [{"name": "a", "licenses": {"license": {"id": "MIT"}}}]}),
        ("cyclonedx-json", {"dependencies": []}),
        ("spdx-json", {"spdxVersion": "SPDX-2.3", "packages": {"name": "a"}}),
        ("spdx-json", {"spdxVersion": "SPDX-2.3", "packages": [None, {"name": "a"}], "documentDescribes": {"a": 1}}),
        ("spdx-json", {"sbom": SPDX_TOLD}),
        ("spdx-json", {"name": "a"}),
        ("spdx-json", b'{"spdxVersion": "SPDX-2.3", "packages": [{"name": "a\xff"}, {"name": "b"},\n],\n}'),
        ("spdx-json", b'\xef\xbb\xbf{"spdxVersion": "SPDX-2.3",\n "packages": [{"name": "a"}, {"name": "b\xc3"}, ]}'),
    ],
)
@pytest.mark.parametrize("piece", [7, 1 << 20])
def test_odd_documents_are_told_as_when_they_are_held(monkeypatch, tmp_path, format_, document, piece):
    monkeypatch.setattr(json_stream, "_PIECE", piece)
    whole, components, last = whole_and_streamed(tmp_path, format_, document)

    assert tuple(components) == whole.components
    assert (last.reader, last.root, last.complete) == (whole.reader, whole.root, whole.complete)
    assert sorted((code, facts) for code, _, _, facts in problems(last)) == sorted(
        (code, facts) for code, _, _, facts in problems(whole)
    )


def test_a_document_in_utf_16_is_read_whole(monkeypatch, tmp_path):
    monkeypatch.setattr(streaming, "LARGE", 1)
    file = tmp_path / "bom.json"
    file.write_text(json.dumps(cyclonedx()), encoding="utf-16")

    assert in_pieces(str(file), Limits()) is None
