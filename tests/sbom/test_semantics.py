"""Sense: what no schema says, each rule kept and broken."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.sbom import semantics_cyclonedx, semantics_spdx2, semantics_spdx3
from osscan.sbom.circles import circles

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def cyclonedx(*components, **more):
    document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": list(components), **more}
    return [(one.code, one.pointer) for one in semantics_cyclonedx.findings(document, "1.6", NOW)]


def part(ref="a", **more):
    return {"type": "library", "bom-ref": ref, "name": ref, "version": "1", **more}


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        (cyclonedx(part()), []),
        (cyclonedx(part("a"), part("a")), [("ref-repeated", "/components/1/bom-ref")]),
        (cyclonedx(part(components=[part("a")])), [("ref-repeated", "/components/0/components/0/bom-ref")]),
        (cyclonedx(part(), dependencies=[{"ref": "b"}]), [("ref-dangling", "/dependencies/0/ref")]),
        (cyclonedx(part(), dependencies=[{"ref": "a", "dependsOn": ["c"]}]), [("ref-dangling", "/dependencies/0/dependsOn/0")]),
        (cyclonedx(part(), dependencies=[{"ref": "a", "dependsOn": ["urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#x"]}]), []),
        (cyclonedx(part(), dependencies=[{"ref": "a", "dependsOn": ["a"]}]), [("dependency-on-itself", "/dependencies/0/dependsOn/0")]),
        (cyclonedx(part(), dependencies=[{"ref": "a"}, {"ref": "a"}]), [("dependency-repeated", "/dependencies/1/ref")]),
        (cyclonedx(part("a"), part("b"), dependencies=[{"ref": "a", "dependsOn": ["b"]}, {"ref": "b", "dependsOn": ["a"]}]), [("dependency-circle", "/dependencies/0")]),
        (cyclonedx(part(), compositions=[{"aggregate": "complete", "assemblies": ["x"]}]), [("ref-dangling", "/compositions/0/assemblies/0")]),
        (cyclonedx(part(), metadata={"component": part("p")}, dependencies=[{"ref": "a"}]), [("product-without-dependencies", "/dependencies")]),
        (cyclonedx(part(hashes=[{"alg": "SHA-256", "content": "0" * 40}])), [("digest-length", "/components/0/hashes/0/content")]),
        (cyclonedx(part(hashes=[{"alg": "SHA-256", "content": "0" * 64}])), []),
        (cyclonedx(part(hashes=[{"alg": "SHA-1", "content": "0" * 40}])), [("digest-weak", "/components/0/hashes")]),
        (cyclonedx(part(licenses=[{"expression": "MIT OR"}])), [("license-syntax", "/components/0/licenses/0/expression")]),
        (cyclonedx(part(licenses=[{"expression": "MITT"}])), [("license-unknown", "/components/0/licenses/0/expression")]),
        (cyclonedx(part(licenses=[{"license": {"id": "GPL-2.0"}}])), [("license-deprecated", "/components/0/licenses/0/license/id")]),
        (cyclonedx(part(licenses=[{"license": {"name": "NOASSERTION"}}])), [("license-says-nothing", "/components/0/licenses/0/license/name")]),
        (cyclonedx(part(licenses=[{"license": {"name": "MIT OR EUPL-1.2"}}])), [("license-in-name", "/components/0/licenses/0/license/name")]),
        (cyclonedx(part(licenses=[{"license": {"name": "Our own terms"}}])), []),
        (cyclonedx(part(purl="pkg:npm/a@2")), [("purl-other-version", "/components/0/purl")]),
        (cyclonedx(part(purl="npm/a@1")), [("purl-malformed", "/components/0/purl")]),
        (cyclonedx(part("q", purl="pkg:npm/zebra@1")), [("purl-other-name", "/components/0/purl")]),
        (cyclonedx(part(cpe="cpe:2.3:a:x")), [("cpe-malformed", "/components/0/cpe")]),
        (cyclonedx(part(externalReferences=[{"type": "vcs", "url": "not-an-address"}])), [("address-not-absolute", "/components/0/externalReferences/0/url")]),
        (cyclonedx(part(authors=[{"email": "nobody"}])), [("email-malformed", "/components/0/authors/0/email")]),
        (cyclonedx(part(versionRange="vers:npm/>1")), [("range-not-external", "/components/0/versionRange")]),
        (cyclonedx(part(versionRange="vers:npm/>1", isExternal=True)), []),
        (cyclonedx(part(), metadata={"timestamp": "2027-01-01T00:00:00Z"}), [("time-ahead", "/metadata/timestamp")]),
        (cyclonedx(part(), vulnerabilities=[{"id": "CVE-1"}]), [("vulnerabilities-inside", "/vulnerabilities")]),
        (cyclonedx(part(), signature={"value": "x"}), [("signature-not-verified", "/signature")]),
    ],
)  # fmt: skip
def test_cyclonedx(findings, expected):
    assert findings == expected


def spdx2(*packages, **more):
    document = {"spdxVersion": "SPDX-2.3", "packages": list(packages), **more}
    return [(one.code, one.pointer) for one in semantics_spdx2.findings(document, "2.3", NOW)]


def package(ref="a", **more):
    return {"SPDXID": f"SPDXRef-{ref}", "name": ref, "versionInfo": "1", **more}


def relation(source, kind, target):
    return {"spdxElementId": f"SPDXRef-{source}", "relationshipType": kind, "relatedSpdxElement": f"SPDXRef-{target}"}


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        (spdx2(package()), []),
        (spdx2(package(), package()), [("ref-repeated", "/packages/1/SPDXID")]),
        (spdx2(package("a"), package("b"), relationships=[relation("a", "DEPENDS_ON", "b")]), [("describes-nothing", "")]),
        (spdx2(package("a"), package("b"), documentDescribes=["SPDXRef-a"]), [("parts-unrelated", "/packages/1")]),
        (spdx2(package(), relationships=[relation("a", "DEPENDS_ON", "x")]), [("ref-dangling", "/relationships/0/relatedSpdxElement")]),
        (spdx2(package(), relationships=[relation("a", "DEPENDS_ON", "a")]), [("dependency-on-itself", "/relationships/0")]),
        (spdx2(package("a"), package("b"), documentDescribes=["SPDXRef-a"], relationships=[relation("a", "DEPENDS_ON", "b"), relation("a", "DEPENDENCY_OF", "b")]), [("dependency-circle", "/relationships/0")]),
        (spdx2(package(licenseDeclared="LicenseRef-own")), [("license-unexplained", "/packages/0/licenseDeclared")]),
        (spdx2(package(licenseDeclared="LicenseRef-own"), hasExtractedLicensingInfos=[{"licenseId": "LicenseRef-own"}]), []),
        (spdx2(package(), hasExtractedLicensingInfos=[{"licenseId": "LicenseRef-own"}]), [("license-explained-unused", "/hasExtractedLicensingInfos/0")]),
        (spdx2(package(licenseDeclared="NOASSERTION", licenseConcluded="NONE")), []),
        (spdx2(package(licenseConcluded="LGPLv2+")), [("license-unknown", "/packages/0/licenseConcluded")]),
        (spdx2(package(filesAnalyzed=False, packageVerificationCode={"packageVerificationCodeValue": "0"})), [("files-not-analyzed", "/packages/0/packageVerificationCode")]),
        (spdx2(package(supplier="Organization: A (a@b)")), [("email-malformed", "/packages/0/supplier")]),
        (spdx2(package(supplier="Organization: A (a@b.example)")), []),
        (spdx2(package(), creationInfo={"created": "yesterday"}), [("time-malformed", "/creationInfo/created")]),
    ],
)  # fmt: skip
def test_spdx_2(findings, expected):
    assert findings == expected


def spdx3(*elements):
    document = {"@graph": [{"type": "SpdxDocument", "spdxId": "urn:d", "rootElement": ["urn:a"]}, *elements]}
    return [(one.code, one.pointer) for one in semantics_spdx3.findings(document, "3.0.1", NOW)]


def element(ref="a", kind="software_Package", **more):
    return {"type": kind, "spdxId": f"urn:{ref}", "name": ref, **more}


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        (spdx3(element()), []),
        (spdx3(element(), element()), [("ref-repeated", "/@graph/2/spdxId")]),
        (spdx3(element(suppliedBy="urn:x")), [("ref-dangling", "/@graph/1/suppliedBy")]),
        (spdx3(element(), element("b", suppliedBy="urn:a")), [("ref-wrong-type", "/@graph/2/suppliedBy")]),
        (spdx3(element(suppliedBy="urn:o"), element("o", "Organization")), []),
        (spdx3(element(verifiedUsing=[{"type": "Hash", "algorithm": "sha512", "hashValue": "00"}])), [("digest-length", "/@graph/1/verifiedUsing/0/hashValue")]),
        (spdx3(element(), element("l", "simplelicensing_LicenseExpression", simplelicensing_licenseExpression="MITT")), [("license-unknown", "/@graph/2/simplelicensing_licenseExpression")]),
        (spdx3(element(), {"type": "Relationship", "spdxId": "urn:r", "from": "urn:a", "to": ["urn:b"], "relationshipType": "dependsOn"}, element("b"), {"type": "Relationship", "spdxId": "urn:s", "from": "urn:b", "to": ["urn:a"], "relationshipType": "dependsOn"}), [("dependency-circle", "/@graph/2")]),
    ],
)  # fmt: skip
def test_spdx_3(findings, expected):
    assert findings == expected


def test_elements_without_a_document_may_refer_to_others():
    told = semantics_spdx3.findings(element(suppliedBy="urn:x"), "3.0.1", NOW)
    assert [(one.code, one.severity) for one in told] == [("ref-dangling", "warning")]


GRAPHS = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=4), max_size=6)


@given(GRAPHS)
def test_each_set_of_parts_that_need_each_other_gives_one_circle(needs):
    def reached(start):
        seen, waiting = set(), [start]
        while waiting:
            for need in needs.get(waiting.pop(), ()):
                if need not in seen:
                    seen.add(need)
                    waiting.append(need)
        return seen

    knots = {frozenset(b for b in reached(a) if a in reached(b)) for a in needs if a in reached(a)}
    found = list(circles(needs))
    assert {frozenset(k) for k in knots if len(k) > 1} == {next(k for k in knots if set(circle) <= k) for circle in found}
    assert len(found) == len({k for k in knots if len(k) > 1})
    for circle in found:
        assert circle[0] == circle[-1]
        assert all(b in needs[a] for a, b in pairwise(circle))


def test_garbage_never_raises():
    garbage = {
        "components": [3, None, {"hashes": 4, "licenses": {"license": []}, "externalReferences": "x", "bom-ref": 7}],
        "dependencies": "x",
        "metadata": [],
    }
    assert semantics_cyclonedx.findings(garbage, "1.6", NOW) == ()
    assert [
        one.code
        for one in semantics_spdx2.findings({"packages": [None, {"SPDXID": 4, "checksums": 3}], "relationships": 3}, "2.3", NOW)
    ] == []
    assert semantics_spdx3.findings({"@graph": [None, {"type": 4}, {"type": "Person", "verifiedUsing": 4}]}, "3.0.1", NOW) == ()
