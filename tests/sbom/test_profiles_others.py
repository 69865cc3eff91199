"""Profiles of CISA, the NTIA and the Cyber Resilience Act: each field kept and broken, and none that was invented."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import osscan.sbom.profiles as package
from osscan.model.sbom_report import ProfileVerdict
from osscan.sbom.codec import facts_of
from osscan.sbom.profiles.base import Asked, Subject
from osscan.sbom.profiles.judging import judge
from osscan.sbom.profiles.table import PROFILES
from osscan.texts.catalogue import LANGUAGES, sentences

DAY = dt.date(2026, 11, 22)


def judged(name, document, family="CycloneDX", **more):
    result, findings = judge(Asked(name), Subject(facts_of(family, document), document, **more), DAY)
    return result.verdict, [(one.severity.value, one.code) for one in findings]


def part(name, /, **more):
    return {
        "type": "library",
        "bom-ref": name,
        "name": name,
        "version": "1",
        "supplier": {"name": "Maker"},
        "purl": f"pkg:generic/{name}@1",
        "hashes": [{"alg": "SHA-256", "content": "ab" * 32}],
        "licenses": [{"expression": "MIT"}],
        **more,
    }


def cyclonedx(metadata=None, library=None, **more):
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.7",
        "version": 1,
        "signature": {"algorithm": "ES256", "value": "x"},
        "metadata": {
            "timestamp": "2026-03-01T10:00:00Z",
            "authors": [{"name": "City"}],
            "lifecycles": [{"phase": "build"}],
            "tools": {"components": [{"type": "application", "name": "osscan", "version": "1"}]},
            "component": part("app"),
            **(metadata or {}),
        },
        "components": [part("lib", **(library or {}))],
        "dependencies": [{"ref": "app", "dependsOn": ["lib"]}, {"ref": "lib"}],
        **more,
    }


def spdx2(package_=None, **more):
    return {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "documentNamespace": "https://sbom.example/1",
        "creationInfo": {
            "created": "2026-03-01T10:00:00Z",
            "creators": ["Organization: City", "Tool: osscan-1"],
            "comment": "Build",
        },
        "packages": [
            {
                "SPDXID": "SPDXRef-app",
                "name": "app",
                "versionInfo": "1",
                "supplier": "Organization: Maker",
                "originator": "Organization: Maker",
                "licenseConcluded": "NOASSERTION",
                "checksums": [{"algorithm": "SHA256", "checksumValue": "ab" * 32}],
                "externalRefs": [
                    {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:generic/app@1"}
                ],
                **(package_ or {}),
            }
        ],
        "relationships": [
            {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-app"},
            {"spdxElementId": "SPDXRef-app", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "NOASSERTION"},
        ],
        **more,
    }


@pytest.mark.parametrize("name", ["cisa-2026", "ntia-2021", "cra"])
def test_document_that_has_everything_passes_without_a_finding(name) -> None:
    assert judged(name, cyclonedx()) == (ProfileVerdict.PASS, [])


def test_cisa_has_17_fields_and_ntia_7() -> None:
    assert {one.name: len(one.demands) for one in PROFILES if "-20" in one.name} == {"cisa-2026": 17, "ntia-2021": 7}


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        (cyclonedx(metadata={"authors": []}), ["cisa-author"]),
        (cyclonedx(specVersion=""), ["cisa-format-version"]),
        (cyclonedx(metadata={"lifecycles": []}), ["cisa-context"]),
        (cyclonedx(metadata={"timestamp": "soon"}), ["cisa-timestamp"]),
        (cyclonedx(metadata={"tools": []}), ["cisa-tool-name", "cisa-tool-version"]),
        (cyclonedx(metadata={"tools": [{"name": "osscan"}]}), ["cisa-tool-version"]),
        (cyclonedx(version=None), ["cisa-sbom-version"]),
        (cyclonedx(library={"supplier": {}}), ["cisa-producer"]),
        (cyclonedx(library={"name": ""}), ["cisa-name"]),
        (cyclonedx(library={"version": ""}), ["cisa-version"]),
        (cyclonedx(library={"purl": ""}), ["cisa-identifiers"]),
        (cyclonedx(dependencies=[{"ref": "app", "dependsOn": ["lib"]}]), ["cisa-dependencies"]),
        (cyclonedx(library={"hashes": []}), ["cisa-hash-algorithm", "cisa-hash"]),
        (cyclonedx(library={"hashes": [{"alg": "SHA-256"}]}), ["cisa-hash"]),
        (cyclonedx(library={"hashes": [{"content": "ab"}]}), ["cisa-hash-algorithm"]),
        (cyclonedx(library={"licenses": []}), ["cisa-license"]),
        (cyclonedx(library={"licenses": [], "evidence": {"licenses": [{"expression": "MIT"}]}}), ["cisa-license"]),
    ],
)
def test_field_of_cisa_is_missed(document, codes) -> None:
    assert judged("cisa-2026", document) == (ProfileVerdict.FAIL, [("error", code) for code in codes])


def test_signature_may_lie_beside_the_document() -> None:
    assert judged("cisa-2026", cyclonedx(signature=None)) == (ProfileVerdict.PASS, [("note", "cisa-signature")])


@pytest.mark.parametrize(
    "document",
    [
        cyclonedx(library={"version": "unknown"}),
        cyclonedx(library={"supplier": {"name": "unknown"}}),
        cyclonedx(library={"licenses": [{"license": {"name": "unknown"}}]}),
        cyclonedx(
            dependencies=[{"ref": "app", "dependsOn": ["lib"]}], compositions=[{"aggregate": "unknown", "dependencies": ["lib"]}]
        ),
    ],
)
def test_unknown_said_expressly_counts_for_cisa(document) -> None:
    assert judged("cisa-2026", document) == (ProfileVerdict.PASS, [])


@pytest.mark.parametrize("members", [{}, {"versionInfo": "NOASSERTION"}, {"originator": "NOASSERTION"}])
def test_noassertion_counts_for_cisa(members) -> None:
    assert judged("cisa-2026", spdx2(members), "SPDX") == (ProfileVerdict.PASS, [("note", "cisa-signature")])


@pytest.mark.parametrize(
    ("members", "code"),
    [({"versionInfo": ""}, "cisa-version"), ({"originator": ""}, "cisa-producer"), ({"licenseConcluded": ""}, "cisa-license")],
)
def test_silence_does_not_count_for_cisa(members, code) -> None:
    assert judged("cisa-2026", spdx2(members), "SPDX") == (ProfileVerdict.FAIL, [("note", "cisa-signature"), ("error", code)])


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (cyclonedx(library={"supplier": {}}), "ntia-supplier"),
        (cyclonedx(library={"name": ""}), "ntia-name"),
        (cyclonedx(library={"version": ""}), "ntia-version"),
        (cyclonedx(library={"purl": ""}), "ntia-identifiers"),
        (cyclonedx(dependencies=[{"ref": "lib"}]), "ntia-dependencies"),
        (cyclonedx(metadata={"authors": []}), "ntia-author"),
        (cyclonedx(metadata={"timestamp": ""}), "ntia-timestamp"),
    ],
)
def test_field_of_ntia_is_missed(document, code) -> None:
    assert judged("ntia-2021", document) == (ProfileVerdict.FAIL, [("error", code)])


def test_ntia_asks_for_neither_license_nor_hash() -> None:
    assert judged("ntia-2021", cyclonedx(library={"licenses": [], "hashes": []})) == (ProfileVerdict.PASS, [])


@pytest.mark.parametrize("name", ["cisa-2026", "ntia-2021"])
def test_document_without_components_misses_every_field_of_them(name) -> None:
    document = cyclonedx(metadata={"component": None}, components=[], dependencies=[])
    codes = {code for _, code in judged(name, document)[1]}

    assert {f"{name[:4]}-{field}" for field in ("name", "version", "identifiers", "dependencies")} <= codes


def test_cra_asks_for_format_product_and_direct_dependencies_alone() -> None:
    bare = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.4",
        "metadata": {"component": {"type": "application", "bom-ref": "app", "name": "app"}},
        "components": [{"type": "library", "bom-ref": "lib", "name": "lib"}],
        "dependencies": [{"ref": "app", "dependsOn": ["lib"]}],
    }

    assert judged("cra", bare) == (ProfileVerdict.PASS, [])


def test_cra_notes_a_broken_schema_and_asks_for_none() -> None:
    assert judged("cra", cyclonedx(), valid=False) == (ProfileVerdict.PASS, [("note", "cra-format-invalid")])


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (cyclonedx(specVersion=""), (ProfileVerdict.FAIL, [("error", "cra-format")])),
        (cyclonedx(components=[], dependencies=[]), (ProfileVerdict.FAIL, [("error", "cra-top-level")])),
        (cyclonedx(components=[], dependencies=[{"ref": "app"}]), (ProfileVerdict.PASS, [])),
        (cyclonedx(dependencies=[{"ref": "lib"}]), (ProfileVerdict.PASS, [("note", "cra-top-level-unmarked")])),
        (cyclonedx(metadata={"component": part("app", name="")}), (ProfileVerdict.PASS, [("warning", "cra-product")])),
        (
            cyclonedx(metadata={"component": None}),
            (ProfileVerdict.PASS, [("warning", "cra-product"), ("note", "cra-top-level-unmarked")]),
        ),
    ],
)
def test_cra_fails_a_document_only_where_the_regulation_says_so(document, expected) -> None:
    assert judged("cra", document) == expected


def test_every_family_can_be_held_to_every_profile() -> None:
    families = {"CycloneDX": {"specVersion": "1.6"}, "SPDX": {"spdxVersion": "SPDX-2.3"}, "SPDX3": {"@graph": []}}
    verdicts = {judged(profile.name, document, family)[0] for profile in PROFILES for family, document in families.items()}

    assert verdicts == {ProfileVerdict.FAIL}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_demand_and_gap_has_its_three_sentences(language) -> None:
    written = "".join(file.read_text(encoding="utf-8") for file in Path(package.__file__).parent.glob("*.py"))
    codes = set(re.findall(r'"((?:bsi|cisa|ntia|cra)-[a-z0-9-]+)"', written)) - _NO_CODES
    codes |= {f"bsi-{field}" for field in ("executable", "archive", "structured")}
    told = {key for key in sentences(language, "sbom") if key.split(".")[1].startswith(("bsi-", "cisa-", "ntia-", "cra-"))}

    assert told == {f"sbom.{code}.{part_}" for code in codes for part_ in ("title", "message", "next")}


_NO_CODES = {"bsi-tr-03183-2", "bsi-classes", "bsi-parts", "cisa-2026", "ntia-2021"}
