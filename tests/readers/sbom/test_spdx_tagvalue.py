"""SPDX 2 in tag-value: packages with lines, long texts passed over, odd lines told."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Joined
from osscan.model.component import Kind, Scope
from osscan.readers.sbom.spdx_tagvalue import read, recognises

HEAD = "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: d\n"


def inventory(text, head=HEAD):
    return read(Source("a.spdx", held=(head + text).encode()))


def told(found):
    return [(p.code, p.severity.value, p.place.route, p.place.line) for p in found.problems]


def test_package_is_read_with_all_its_fields_and_lines():
    found = inventory(
        """
##### Package
PackageName: shop
SPDXID: SPDXRef-1
PackageVersion: 1.2
PrimaryPackagePurpose: APPLICATION
PackageLicenseConcluded: MIT AND ISC
PackageLicenseDeclared: MIT
PackageLicenseInfoFromFiles: MIT
PackageLicenseInfoFromFiles: ISC
PackageChecksum: SHA256: ABCD
ExternalRef: SECURITY cpe23Type cpe:2.3:a:x:*
ExternalRef: PACKAGE-MANAGER purl pkg:pypi/shop@1.2
ExternalRefComment: <text>x</text>
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-1
"""
    )
    (component,) = found.components

    assert (found.reader, found.format, found.version, found.complete) == ("sbom/spdx-tagvalue", "SPDX", "SPDX-2.3", True)
    assert (component.name, component.version, component.ref, component.purl) == ("shop", "1.2", "SPDXRef-1", "pkg:pypi/shop@1.2")
    assert (component.kind, component.hashes, component.place.route, component.place.line) == (
        Kind.APPLICATION,
        (("SHA256", "abcd"),),
        "packages[0]",
        7,
    )
    assert [(c.role, c.raw, c.joined, c.place.route, c.place.line) for c in component.claims] == [
        (ClaimRole.CONCLUDED, "MIT AND ISC", Joined.ALONE, "packages[0].licenseConcluded", 11),
        (ClaimRole.DECLARED, "MIT", Joined.ALONE, "packages[0].licenseDeclared", 12),
        (ClaimRole.DETECTED, "MIT", Joined.ALL, "packages[0].licenseInfoFromFiles[0]", 13),
        (ClaimRole.DETECTED, "ISC", Joined.ALL, "packages[0].licenseInfoFromFiles[1]", 14),
    ]
    assert (found.root, found.problems) == (component, ())


def test_long_texts_are_passed_over_and_lines_still_count():
    found = inventory(
        """PackageName: a
PackageComment: <text>first
PackageName: not a package
  third</text>
PackageLicenseDeclared: <text>MIT</text>
PackageName: b
"""
    )

    assert [(c.name, c.place.line) for c in found.components] == [("a", 5), ("b", 10)]
    assert [(c.raw, c.place.line) for c in found.components[0].claims] == [("MIT", 9)]
    assert found.problems == ()


def test_text_that_is_not_closed_hides_no_package():
    found = inventory(
        "PackageName: a\nPackageComment: <text>open\nPackageName: b\nPackageComment: <text>fine</text>\nPackageName: c\n"
    )

    assert [c.name for c in found.components] == ["a", "b", "c"]
    assert told(found) == [("tag-value-text-open", "warning", "", 6)]


def test_many_open_texts_cost_time_in_proportion():
    found = inventory("PackageName: a\nPackageComment: <text>open\n" * 20_000)

    assert len(found.components) == 20_000
    assert found.problems[-1].code == "more-of-the-same"


def test_files_snippets_and_licenses_are_no_components():
    found = inventory(
        """PackageName: a
SPDXID: SPDXRef-a
FileName: ./x
SPDXID: SPDXRef-x
LicenseConcluded: GPL-2.0-only
SnippetSPDXID: SPDXRef-s
SnippetFromFileSPDXID: SPDXRef-x
LicenseID: LicenseRef-1
ExtractedText: <text>words</text>
Relationship: SPDXRef-a CONTAINS SPDXRef-x
Relationship: SPDXRef-a CONTAINS SPDXRef-s
Relationship: SPDXRef-a CONTAINS NOASSERTION
"""
    )

    assert [(c.name, c.ref, c.claims) for c in found.components] == [("a", "SPDXRef-a", ())]
    assert (found.edges, found.problems) == ((), ())


def test_relationships_may_stand_anywhere():
    found = inventory(
        """Relationship: SPDXRef-b DEV_DEPENDENCY_OF SPDXRef-a
PackageName: a
SPDXID: SPDXRef-a
Relationship: SPDXRef-a DEPENDS_ON SPDXRef-gone
PackageName: b
SPDXID: SPDXRef-b
"""
    )

    assert found.edges == (("SPDXRef-a", "SPDXRef-b"),)
    assert [c.scope for c in found.components] == [Scope.UNKNOWN, Scope.DEV]
    assert told(found) == [("dangling-ref", "warning", "relationships[1]", 8)]


def test_doubled_tag_is_told_and_hides_nothing():
    found = inventory("PackageName: a\nPackageLicenseDeclared: AGPL-3.0-only\nPackageLicenseDeclared: MIT\n")

    assert [(c.raw, c.place.line) for c in found.components[0].claims] == [("AGPL-3.0-only", 6), ("MIT", 7)]
    assert told(found) == [("duplicate-key", "warning", "packages[0].licenseDeclared", 6)]


def test_line_without_a_tag_is_told():
    found = inventory("PackageName: a\nthis is no tag\n# a comment\n\nPackageVersion: 1\n")

    assert [(c.name, c.version) for c in found.components] == [("a", "1")]
    assert told(found) == [("tag-value-line", "warning", "", 6)]


def test_package_whose_name_line_was_lost_is_still_a_package():
    found = inventory(
        "PackageName: a\nSPDXID: SPDXRef-a\nPackageVersion: 1\n\nPckageName; b\nSPDXID: SPDXRef-b\nPackageVersion: 2\n"
    )

    assert [(c.name, c.version, c.ref) for c in found.components] == [("a", "1", "SPDXRef-a"), ("SPDXRef-b", "2", "SPDXRef-b")]
    assert [p.code for p in found.problems] == ["tag-value-line", "name-missing"]


def test_package_fields_behind_its_files_still_belong_to_it():
    found = inventory("PackageName: a\nSPDXID: SPDXRef-a\nFileName: ./x\nSPDXID: SPDXRef-x\nPackageLicenseDeclared: MIT\n")

    assert [(c.ref, [claim.raw for claim in c.claims]) for c in found.components] == [("SPDXRef-a", ["MIT"])]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_both_line_endings_are_read(ending):
    found = read(Source("a.spdx", held=(HEAD + "PackageName: a\nPackageVersion: 1\n").replace("\n", ending).encode()))

    assert [(c.name, c.version, c.place.line) for c in found.components] == [("a", "1", 5)]


@pytest.mark.parametrize("version", ["SPDX-2.0", "SPDX-2.1", "SPDX-2.2", "SPDX-2.3"])
def test_supported_versions_are_read(version):
    found = inventory("PackageName: a\n", head=HEAD.replace("SPDX-2.3", version))

    assert (found.version, len(found.components)) == (version, 1)


@pytest.mark.parametrize("version", ["SPDX-1.2", "SPDX-3.0"])
def test_other_versions_are_refused_by_name(version):
    found = inventory("PackageName: a\n", head=HEAD.replace("SPDX-2.3", version))

    assert (found.reader, [p.code for p in found.problems]) == ("", ["format-not-supported"])


def test_version_behind_a_stray_prefix_is_found():
    found = inventory("PackageName: a\n", head="b'" + HEAD)

    assert (found.version, [c.name for c in found.components], found.problems) == ("SPDX-2.2".replace("2.2", "2.3"), ["a"], ())


def test_file_that_is_no_spdx_document_is_told():
    found = inventory("just words\n", head="")

    assert (found.reader, [p.code for p in found.problems]) == ("", ["format-not-recognised"])


def test_cut_anywhere_keeps_every_package_before():
    text = HEAD + "".join(f"PackageName: n{i}\nSPDXID: SPDXRef-{i}\nPackageVersion: {i}\n" for i in range(4))
    for end in range(len(HEAD), len(text)):
        names = [c.name for c in read(Source("a.spdx", held=text[:end].encode())).components]

        assert names[:-1] == [f"n{i}" for i in range(len(names) - 1)], end


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_document_is_recognised_in_every_encoding(encoding):
    assert recognises(HEAD.encode(encoding))


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"SPDXID: SPDXRef-DOCUMENT",
        b'spdxVersion: "SPDX-2.3"\nSPDXID: "SPDXRef-DOCUMENT"\n',
        b"SPDXVersion: SPDX-3.0\nDocumentName: x",
        b'{"spdxVersion": "SPDX-2.3"}',
        b"SPDX-License-Identifier: MIT",
        b"# SPDXVersion and DocumentName: are tags",
    ],
)
def test_other_documents_are_not_claimed(head):
    assert not recognises(head)
