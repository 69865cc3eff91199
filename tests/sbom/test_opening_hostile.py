"""Documents made to hurt cost little time and memory, and end as Problems."""

from __future__ import annotations

import base64
import bz2
import gzip
import json
import lzma
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osscan.inputs.source import Limits, Source
from osscan.model.problem import Severity
from osscan.readers.opened_sbom import read_as
from osscan.sbom import rdf, unpacking
from osscan.sbom.opening import looks_like_one, open_document

BOM = '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
YAML_LAUGHS = "spdxVersion: SPDX-2.3\na0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://spdx.org/rdf/terms#">'
DEEP = 100_000


def opened(content, limits=Limits()):
    began = time.process_time()
    found = open_document(Source("bom", held=content if isinstance(content, bytes) else content.encode(), limits=limits))
    assert time.process_time() - began < 10
    return found


def nested(content, times):
    """A payload in a payload in a payload."""
    for _ in range(times):
        payload = base64.b64encode(content).decode()
        content = json.dumps({"payloadType": "application/vnd.in-toto+json", "payload": payload}).encode()
    return content


HOSTILE = {
    "laughs": (f'<!DOCTYPE bom [<!ENTITY l0 "ha">{LAUGHS}]>{BOM}<components>&l11;</components></bom>', "xml-entities"),
    "external-entity": (f'<!DOCTYPE bom [<!ENTITY x SYSTEM "file:///etc/passwd">]>{BOM}&x;</bom>', "xml-entities"),
    "rdf-laughs": (
        f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>{RDF}<s:SpdxDocument>&l11;</s:SpdxDocument></rdf:RDF>',
        "xml-entities",
    ),
    "yaml-laughs": (YAML_LAUGHS, "input-too-large"),
    "yaml-circle": ("spdxVersion: SPDX-2.3\npackages: &a [*a]\n", ""),
    "yaml-depth": ("spdxVersion: SPDX-2.3\nx: " + "[" * 5_000, "too-deep"),
    "yaml-tags": ('spdxVersion: SPDX-2.3\nx: !!python/object/apply:os.system ["true"]\n', ""),
    "json-depth": ('{"bomFormat": "CycloneDX", "components": ' + "[" * DEEP + "]" * DEEP + "}", "too-deep"),
    "json-depth-open": ('{"bomFormat": "CycloneDX", "x": ' + '{"a":' * DEEP, ""),
    "xml-depth": (BOM + "<components><component>" * DEEP, "too-deep"),
    "gzip-ratio": (gzip.compress(b" " * 64_000_000), "unpacks-too-large"),
    "bzip2-ratio": (bz2.compress(b"\0" * 64_000_000), "unpacks-too-large"),
    "gzip-cut": (gzip.compress(json.dumps({"bomFormat": "CycloneDX", "x": list(range(9_999))}).encode())[:-99], "packed-broken"),
    "gzip-empty": (b"\x1f\x8b", "packed-broken"),
    "gzip-junk": (b"\x1f\x8b\x08" + b"\xff" * 99, "input-unreadable"),
    "payload-junk": ('{"payloadType": "x", "payload": "!!!"}', "payload-broken"),
    "payload-cut": ('{"payloadType": "x", "payload": "eyJib21Gb3JtYXQiOiAiQ3ljbG9uZURYIiwgI"}', ""),
    "payload-number": ('{"payloadType": "x", "payload": 1}', "format-not-recognised"),
    "nested-envelopes": (nested(b'{"bomFormat": "CycloneDX"}', 12), "format-not-recognised"),
    "nested-wrappers": ('{"sbom": ' * 150 + '{"bomFormat": "CycloneDX"}' + "}" * 150, "format-not-recognised"),
    "doubled": ('{"bomFormat": "CycloneDX", ' + '"a": 1, ' * 20_000 + '"b": 1}', "duplicate-key"),
    "huge-line": ("SPDXVersion: SPDX-2.3\nPackageName: " + "x" * 5_000_000, ""),
    "open-texts": ("SPDXVersion: SPDX-2.3\n" + "PackageComment: <text>x\n" * 20_000, "tag-value-text-open"),
    "junk-lines": ("SPDXVersion: SPDX-2.3\n" + "%$&\n" * 100_000, "tag-value-line"),
    "verification-code": ("SPDXVersion: SPDX-2.3\nPackageVerificationCode: a" + " (" * 50_000, ""),
    "external-document": ("SPDXVersion: SPDX-2.3\nExternalDocumentRef: " + "a " * 50_000, "tag-value-line"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_end_as_problems(name):
    content, code = HOSTILE[name]
    found = opened(content)

    assert not code or code in {problem.code for problem in found.problems}
    assert "/root:" not in json.dumps(found.document)


@pytest.mark.parametrize("name", HOSTILE)
def test_readers_of_hostile_documents_end_as_problems(name):
    content, _ = HOSTILE[name]
    found = read_as(Source("bom", held=content if isinstance(content, bytes) else content.encode()), "sbom/x", "x")

    assert found.path == "bom"


def test_the_limit_of_a_file_holds_for_what_is_unpacked():
    content = gzip.compress(json.dumps({"bomFormat": "CycloneDX", "x": list(range(99_999))}).encode())
    found = opened(content, Limits(file_bytes=100_000))

    assert [(p.code, p.severity) for p in found.problems if p.code != "format-not-recognised"] == [
        ("unpacks-too-large", Severity.ERROR)
    ]


@pytest.mark.parametrize(("pack", "fill"), [(gzip.compress, 0), (gzip.compress, 7), (bz2.compress, 0), (lzma.compress, 8)])
def test_streams_that_follow_each_other_are_one_input(pack, fill):
    """A list that is cut into several would else end with the first, and be valid."""
    held = pack(b"one\n") + bytes(fill) + pack(b"") * 1000 + pack(b"two\n")
    source, _, problems = unpacking.unpacked(Source("bom", held=held))

    assert (source.held, problems) == (b"one\ntwo\n", ())


def test_what_stands_behind_packed_content_is_told():
    source, _, problems = unpacking.unpacked(Source("bom", held=gzip.compress(b"one") + b"more"))

    assert (source.held, [(one.code, dict(one.facts)) for one in problems]) == (
        b"one",
        [("packed-broken", {"reason": "4 more bytes"})],
    )


def test_first_bytes_of_a_bomb_are_unpacked_no_further():
    assert len(unpacking.start_unpacked(gzip.compress(b" " * 64_000_000))) == 65_536
    assert looks_like_one(unpacking.start_unpacked(bz2.compress(b"\0" * 1_000_000))) is False


def test_a_process_that_needs_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(rdf, "_SECONDS", 0.05)
    found = opened(RDF + "<s:SpdxDocument/></rdf:RDF>")

    assert [problem.code for problem in found.problems] == ["rdf-unread", "format-not-recognised"]


def test_a_process_that_needs_too_much_memory_is_ended(monkeypatch):
    monkeypatch.setattr(rdf, "_MEMORY", 20_000_000)
    found = opened(RDF + "<s:SpdxDocument/></rdf:RDF>")

    assert "rdf-unread" in {problem.code for problem in found.problems}


def test_packages_that_contain_each_other_come_to_an_end():
    packages = [{"type": "software_Package", "spdxId": name, "name": name} for name in "ab"]
    circle = [
        {"type": "Relationship", "spdxId": f"r{a}", "from": a, "to": [b], "relationshipType": "contains"}
        for a, b in ("ab", "ba", "aa")
    ]
    sets = [
        {"type": "expandedlicensing_ConjunctiveLicenseSet", "spdxId": "s", "expandedlicensing_member": ["s", "s"]},
        {"type": "Relationship", "spdxId": "r", "from": "a", "to": ["s"], "relationshipType": "hasDeclaredLicense"},
        {"type": "SpdxDocument", "spdxId": "d", "rootElement": ["d", "e"]},
        {"type": "Bom", "spdxId": "e", "rootElement": ["e", "d"]},
    ]
    text = json.dumps({"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [*packages, *circle, *sets]})
    found = read_as(Source("bom", held=text.encode()), "sbom/x", "x")

    assert [component.name for component in found.components] == ["a", "b"]
    assert set(found.edges) == {("a", "b"), ("b", "a"), ("a", "a")}


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_any_bytes_open_without_a_fault(content):
    if b"<rdf" not in content.lower():
        assert open_document(Source("x", held=content)).source.path == "x"
    assert looks_like_one(content) in (True, False)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        *(
                            "@graph",
                            "@context",
                            "type",
                            "spdxId",
                            "from",
                            "to",
                            "relationshipType",
                            "rootElement",
                            "verifiedUsing",
                        ),
                        *(
                            "artifacts",
                            "artifactRelationships",
                            "licenses",
                            "id",
                            "parent",
                            "child",
                            "predicate",
                            "payload",
                            "sbom",
                        ),
                        *("payloadType", "bomFormat", "metadata", "component", "components", "packages", "relationships"),
                    ]
                ),
                inner,
                max_size=6,
            )
        ),
        max_leaves=20,
    )
)
@settings(max_examples=300)
def test_any_shape_is_read_without_a_fault(value):
    for above in (
        {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": value},
        {"artifacts": value, "schema": {"url": "anchore/syft"}, "artifactRelationships": value},
        {"bomFormat": "CycloneDX", "components": value, "metadata": value},
        {"spdxVersion": "SPDX-2.3", "packages": value, "relationships": value},
        value,
    ):
        found = read_as(Source("x", held=json.dumps(above).encode()), "sbom/x", "x")

        assert found.path == "x"
        open_document(Source("x", held=json.dumps(above).encode())).places(["", "/components/0/name", "/@graph/0/to/0", "/x~1y"])
