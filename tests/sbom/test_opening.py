"""Every notation of a document opens to the same JSON form, and places lead back into the text."""

from __future__ import annotations

import base64
import bz2
import gzip
import json
import lzma

import pytest

from osscan.inputs.source import Source
from osscan.sbom.opening import open_document

CYCLONEDX = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
    "version": 2,
    "metadata": {
        "timestamp": "2026-01-01T00:00:00Z",
        "tools": {"components": [{"type": "application", "name": "builder", "version": "1"}]},
        "authors": [{"name": "Anna", "email": "anna@example.org"}],
        "component": {"type": "application", "bom-ref": "root", "name": "shop"},
        "manufacturer": {"name": "City", "url": ["https://example.org"], "contact": [{"email": "a@example.org"}]},
        "properties": [{"name": "a", "value": "b"}],
    },
    "components": [
        {
            "type": "library",
            "bom-ref": "a",
            "name": "part",
            "version": "1.10",
            "hashes": [{"alg": "SHA-256", "content": "ab" * 32}],
            "licenses": [
                {
                    "license": {
                        "id": "MIT",
                        "acknowledgement": "declared",
                        "text": {"contentType": "text/plain", "content": " x\n"},
                    }
                },
                {"license": {"name": "Own", "url": "https://example.org/l"}},
            ],
            "purl": "pkg:npm/part@1.10",
            "externalReferences": [
                {"type": "vcs", "url": "https://example.org", "comment": "c", "hashes": [{"alg": "MD5", "content": "ab" * 16}]}
            ],
            "components": [{"type": "file", "bom-ref": "b", "name": "inner"}],
            "evidence": {
                "identity": [{"field": "purl", "confidence": 0.5, "methods": [{"technique": "filename", "confidence": 1}]}],
                "occurrences": [{"location": "/x", "line": 3}],
                "copyright": [{"text": "(c) A"}, {"text": "(c) B"}],
            },
        },
    ],
    "services": [{"bom-ref": "s", "name": "api", "endpoints": ["https://example.org/a"], "authenticated": False}],
    "dependencies": [{"ref": "root", "dependsOn": ["a"]}, {"ref": "a", "dependsOn": ["b"], "provides": ["s"]}],
    "compositions": [{"aggregate": "complete", "assemblies": ["a"], "dependencies": ["root"]}],
    "vulnerabilities": [
        {
            "bom-ref": "v",
            "id": "CVE-1",
            "source": {"name": "NVD"},
            "ratings": [{"score": 9.8, "severity": "critical"}],
            "cwes": [79, 80],
            "affects": [{"ref": "a", "versions": [{"version": "1.10", "status": "affected"}]}],
        }
    ],
}
XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79" version="2">
<metadata><timestamp>2026-01-01T00:00:00Z</timestamp>
<tools><components><component type="application"><name>builder</name><version>1</version></component></components></tools>
<authors><author><name>Anna</name><email>anna@example.org</email></author></authors>
<component type="application" bom-ref="root"><name>shop</name></component>
<manufacturer><name>City</name><url>https://example.org</url><contact><email>a@example.org</email></contact></manufacturer>
<properties><property name="a">b</property></properties></metadata>
<components>
<component type="library" bom-ref="a">
<name>part</name><version>1.10</version>
<hashes><hash alg="SHA-256">{"ab" * 32}</hash></hashes>
<licenses><license acknowledgement="declared"><id>MIT</id><text content-type="text/plain"> x
</text></license>
<license><name>Own</name><url>https://example.org/l</url></license></licenses>
<purl>pkg:npm/part@1.10</purl>
<externalReferences><reference type="vcs"><url>https://example.org</url><comment>c</comment>
<hashes><hash alg="MD5">{"ab" * 16}</hash></hashes></reference></externalReferences>
<components><component type="file" bom-ref="b"><name>inner</name></component></components>
<evidence><identity><field>purl</field><confidence>0.5</confidence>
<methods><method><technique>filename</technique><confidence>1</confidence></method></methods></identity>
<occurrences><occurrence><location>/x</location><line>3</line></occurrence></occurrences>
<copyright><text>(c) A</text><text>(c) B</text></copyright></evidence>
</component>
</components>
<services><service bom-ref="s"><name>api</name><endpoints><endpoint>https://example.org/a</endpoint></endpoints>
<authenticated>false</authenticated></service></services>
<dependencies><dependency ref="root"><dependency ref="a"/></dependency>
<dependency ref="a"><dependency ref="b"/><provides ref="s"/></dependency></dependencies>
<compositions><composition><aggregate>complete</aggregate><assemblies><assembly ref="a"/></assemblies>
<dependencies><dependency ref="root"/></dependencies></composition></compositions>
<vulnerabilities><vulnerability bom-ref="v"><id>CVE-1</id><source><name>NVD</name></source>
<ratings><rating><score>9.8</score><severity>critical</severity></rating></ratings><cwes><cwe>79</cwe><cwe>80</cwe></cwes>
<affects><target><ref>a</ref><versions><version><version>1.10</version><status>affected</status></version></versions></target></affects>
</vulnerability></vulnerabilities>
</bom>
"""
SPDX = {
    "spdxVersion": "SPDX-2.3",
    "dataLicense": "CC0-1.0",
    "SPDXID": "SPDXRef-DOCUMENT",
    "name": "d",
    "documentNamespace": "https://example.org/d",
    "externalDocumentRefs": [
        {
            "externalDocumentId": "DocumentRef-o",
            "spdxDocument": "https://example.org/o",
            "checksum": {"algorithm": "SHA1", "checksumValue": "ab" * 20},
        }
    ],
    "creationInfo": {"creators": ["Tool: t", "Person: P"], "created": "2026-01-01T00:00:00Z", "licenseListVersion": "3.20"},
    "packages": [
        {
            "name": "part",
            "SPDXID": "SPDXRef-a",
            "versionInfo": "1.10",
            "downloadLocation": "NOASSERTION",
            "filesAnalyzed": True,
            "packageVerificationCode": {
                "packageVerificationCodeValue": "ab" * 20,
                "packageVerificationCodeExcludedFiles": ["./x", "./y"],
            },
            "checksums": [{"algorithm": "SHA256", "checksumValue": "ab" * 32}],
            "licenseConcluded": "MIT",
            "licenseInfoFromFiles": ["MIT", "ISC"],
            "copyrightText": "(c) A\n(c) B",
            "externalRefs": [
                {
                    "referenceCategory": "PACKAGE-MANAGER",
                    "referenceType": "purl",
                    "referenceLocator": "pkg:npm/part@1.10",
                    "comment": "c",
                }
            ],
            "attributionTexts": ["thanks"],
        },
    ],
    "files": [
        {
            "fileName": "./a.c",
            "SPDXID": "SPDXRef-f",
            "fileTypes": ["SOURCE"],
            "checksums": [{"algorithm": "SHA1", "checksumValue": "cd" * 20}],
            "licenseConcluded": "MIT",
            "licenseInfoInFiles": ["MIT"],
            "copyrightText": "NONE",
        }
    ],
    "snippets": [
        {
            "SPDXID": "SPDXRef-s",
            "snippetFromFile": "SPDXRef-f",
            "ranges": [
                {
                    "startPointer": {"reference": "SPDXRef-f", "offset": 1},
                    "endPointer": {"reference": "SPDXRef-f", "offset": 9},
                }
            ],
            "licenseConcluded": "MIT",
        }
    ],
    "hasExtractedLicensingInfos": [
        {"licenseId": "LicenseRef-1", "extractedText": "Do\nwhat", "name": "Own", "seeAlsos": ["https://example.org"]}
    ],
    "relationships": [
        {
            "spdxElementId": "SPDXRef-DOCUMENT",
            "relationshipType": "DESCRIBES",
            "relatedSpdxElement": "SPDXRef-a",
            "comment": "why",
        },
        {"spdxElementId": "SPDXRef-a", "relationshipType": "CONTAINS", "relatedSpdxElement": "SPDXRef-f"},
    ],
    "annotations": [
        {"annotator": "Person: P", "annotationDate": "2026-01-01T00:00:00Z", "annotationType": "OTHER", "comment": "n"}
    ],
}
TAGS = f"""SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: d
DocumentNamespace: https://example.org/d
ExternalDocumentRef: DocumentRef-o https://example.org/o SHA1: {"ab" * 20}
Creator: Tool: t
Creator: Person: P
Created: 2026-01-01T00:00:00Z
LicenseListVersion: 3.20
Annotator: Person: P
AnnotationDate: 2026-01-01T00:00:00Z
AnnotationType: OTHER
SPDXREF: SPDXRef-DOCUMENT
AnnotationComment: <text>n</text>
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a
RelationshipComment: why

# the one package
PackageName: part
SPDXID: SPDXRef-a
PackageVersion: 1.10
PackageDownloadLocation: NOASSERTION
FilesAnalyzed: true
PackageVerificationCode: {"ab" * 20} (excludes: ./x, ./y)
PackageChecksum: SHA256: {"ab" * 32}
PackageLicenseConcluded: MIT
PackageLicenseInfoFromFiles: MIT
PackageLicenseInfoFromFiles: ISC
PackageCopyrightText: <text>(c) A
(c) B</text>
ExternalRef: PACKAGE-MANAGER purl pkg:npm/part@1.10
ExternalRefComment: c
PackageAttributionText: thanks
FileName: ./a.c
SPDXID: SPDXRef-f
FileType: SOURCE
FileChecksum: SHA1: {"cd" * 20}
LicenseConcluded: MIT
LicenseInfoInFile: MIT
FileCopyrightText: NONE
SnippetSPDXID: SPDXRef-s
SnippetFromFileSPDXID: SPDXRef-f
SnippetByteRange: 1:9
SnippetLicenseConcluded: MIT
LicenseID: LicenseRef-1
ExtractedText: <text>Do
what</text>
LicenseName: Own
LicenseCrossReference: https://example.org
"""


def opened(content):
    return open_document(Source("bom", held=content if isinstance(content, bytes) else content.encode()))


def yaml_text(value):
    """YAML of plain values, written so that this test needs no writer: JSON is YAML but for the first sign."""
    return "".join(f"{key}: {json.dumps(inner)}\n" for key, inner in value.items())


def spdx_xml(key, value):
    if isinstance(value, list):
        return "".join(spdx_xml(key, one) for one in value)
    if isinstance(value, dict):
        return f"<{key}>{''.join(spdx_xml(name, inner) for name, inner in value.items())}</{key}>\n"
    return f"<{key}>{json.dumps(value) if isinstance(value, bool) else value}</{key}>"


def dsse(document):
    statement = {"_type": "https://in-toto.io/Statement/v1", "predicateType": "https://cyclonedx.org/bom", "predicate": document}
    payload = base64.b64encode(json.dumps(statement).encode()).decode()
    return {"payloadType": "application/vnd.in-toto+json", "payload": payload, "signatures": []}


def test_cyclonedx_in_xml_is_the_same_document_as_in_json():
    found = opened(XML)

    assert found.document == CYCLONEDX
    assert (found.family, found.version, found.notation, found.problems) == ("CycloneDX", "1.6", "xml", ())


@pytest.mark.parametrize(
    ("notation", "text"),
    [
        ("json", json.dumps(SPDX)),
        ("tag-value", TAGS),
        ("yaml", yaml_text(SPDX)),
        ("xml", spdx_xml("Document", SPDX)),
    ],
)
def test_spdx_is_the_same_document_in_every_notation(notation, text):
    found = opened(text)

    assert found.document == SPDX
    assert (found.family, found.version, found.notation, found.problems) == ("SPDX", "2.3", notation, ())


@pytest.mark.parametrize(
    ("wrapper", "content"),
    [
        ("", json.dumps(CYCLONEDX).encode()),
        ("", b"\xef\xbb\xbf" + json.dumps(CYCLONEDX).encode()),
        ("", json.dumps(CYCLONEDX).encode("utf-16")),
        ("", json.dumps(CYCLONEDX).encode("utf-16-le")),
        ("github", json.dumps({"sbom": CYCLONEDX}).encode()),
        ("dsse+in-toto", json.dumps(dsse(CYCLONEDX)).encode()),
        ("dsse+in-toto", json.dumps({"mediaType": "x", "dsseEnvelope": dsse(CYCLONEDX)}).encode()),
        ("dsse+in-toto", (json.dumps(dsse({"x": 1})) + "\n" + json.dumps(dsse(CYCLONEDX)) + "\n").encode()),
        ("in-toto", json.dumps({"_type": "https://in-toto.io/Statement/v0.1", "predicate": CYCLONEDX}).encode()),
        ("in-toto", json.dumps({"_type": "https://in-toto.io/Statement/v0.1", "predicate": {"Data": CYCLONEDX}}).encode()),
        (
            "in-toto",
            json.dumps({"_type": "https://in-toto.io/Statement/v0.1", "predicate": {"Data": json.dumps(CYCLONEDX)}}).encode(),
        ),
        ("gzip", gzip.compress(json.dumps(CYCLONEDX).encode())),
        ("bzip2", bz2.compress(json.dumps(CYCLONEDX).encode())),
        ("xz", lzma.compress(json.dumps(CYCLONEDX).encode())),
        ("gzip+github", gzip.compress(json.dumps({"sbom": CYCLONEDX}).encode())),
    ],
)
def test_envelopes_and_packings_change_nothing(wrapper, content):
    found = opened(content)

    assert (found.document, found.family, found.wrapper) == (CYCLONEDX, "CycloneDX", wrapper)
    assert [problem.code for problem in found.problems] == (["attestation-not-verified"] if "dsse" in wrapper else [])


@pytest.mark.parametrize("text", [json.dumps(CYCLONEDX, indent=1), XML], ids=["json", "xml"])
def test_places_lead_to_the_line_of_a_value(text):
    lines = text.splitlines()
    found = opened(text).places(["/components/0/purl", "/components/0/components/0/name", "/version/no/such", ""])

    assert "pkg:npm/part@1.10" in lines[found["/components/0/purl"].line - 1]
    assert "inner" in lines[found["/components/0/components/0/name"].line - 1]
    assert found["/components/0/purl"].route == "components[0].purl"
    assert found["/version/no/such"].route == "version"


@pytest.mark.parametrize(
    "text", [json.dumps(SPDX, indent=1), TAGS, yaml_text(SPDX), spdx_xml("Document", SPDX)], ids=["json", "tags", "yaml", "xml"]
)
def test_places_lead_to_the_line_of_a_value_of_spdx(text):
    lines = text.splitlines()
    found = opened(text).places(["/packages/0/versionInfo", "/relationships/0"])

    assert "1.10" in lines[found["/packages/0/versionInfo"].line - 1]
    assert found["/relationships/0"].line is not None


def test_places_within_a_wrapper_say_the_whole_way():
    found = opened(json.dumps({"sbom": CYCLONEDX}, indent=1)).places(["/components/0/name"])["/components/0/name"]

    assert (found.route, found.line is not None) == ("sbom.components[0].name", True)


def test_doubled_keys_are_told_and_the_last_counts():
    found = opened('{"bomFormat": "CycloneDX", "components": [{"name": "a", "licenses": [], "name": "b"}]}')

    assert found.document == {"bomFormat": "CycloneDX", "components": [{"name": "b", "licenses": []}]}
    assert {type(value) for value in (found.document, found.document["components"][0])} == {dict}
    assert [(p.code, p.place.route) for p in found.problems] == [("duplicate-key", "components[0].name")]


@pytest.mark.parametrize("cut", [0.5, 0.8, 0.99])
def test_of_a_truncated_text_all_that_is_whole_is_kept(cut):
    parts = [{"bom-ref": str(n), "name": f"part-{n}", "version": "1"} for n in range(100)]
    text = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": parts}, indent=1)
    text = text[: int(len(text) * cut)]
    found = opened(text)
    whole = text.count('"version"')

    assert found.document["components"][: whole - 1] == parts[: whole - 1]
    assert "json-truncated" in {problem.code for problem in found.problems}


def test_foreign_elements_are_kept():
    text = (
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.4" xmlns:x="urn:x"><components><component type="library" x:a="1">'
        "<name>n</name><x:note>hi</x:note></component></components></bom>"
    )

    assert opened(text).document["components"] == [
        {
            "type": "library",
            "name": "n",
            "osscan:foreign": [{"attribute": "{urn:x}a", "value": "1"}, {"element": "{urn:x}note", "text": "hi"}],
        }
    ]


def test_what_is_no_sbom_is_told():
    for content in (b"", b"{}", b"<a/>", b"words", b"\0\1\2", b'{"name": "x", "lockfileVersion": 3}'):
        found = opened(content)

        assert (found.family, found.document) == ("", {})
        assert "format-not-recognised" in {problem.code for problem in found.problems}
