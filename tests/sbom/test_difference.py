"""Two documents differ in what they say of the same parts, and in nothing else."""

from __future__ import annotations

import json

import pytest
from tests.cost import seconds

from osscan.model.bom import Bom, Checksum, Completeness, Identifier, Joint, Link, Part, Party, Reference
from osscan.model.sbom_difference import PartChangeKind
from osscan.sbom.codec import facts_of
from osscan.sbom.difference import difference
from osscan.sbom.matching import matches


def part(name: str, version: str = "1", purl: str = "", **more: object) -> Part:
    identifiers = (Identifier("purl", purl),) if purl else ()
    return Part(ref=str(more.pop("ref", f"{name}@{version}")), name=name, version=version, identifiers=identifiers, **more)  # type: ignore[arg-type]


def bom(*parts: Part, format_: str = "CycloneDX", **more: object) -> Bom:
    return Bom(format_, "1.6", parts=parts, **more)  # type: ignore[arg-type]


def kinds(old: Bom, new: Bom) -> list[tuple[str, tuple[PartChangeKind, ...]]]:
    return [(change.name, change.kinds) for change in difference(old, new).parts]


def test_a_document_does_not_differ_from_itself() -> None:
    one = bom(part("a", purl="pkg:npm/a@1"), part("b"), links=(Link("a@1", "b@1", Joint.DEPENDS_ON),))

    found = difference(one, one)

    assert (found.parts, found.document, found.unchanged) == ((), (), 2)


def test_the_order_of_parts_is_no_difference() -> None:
    first, second = part("a", purl="pkg:npm/a@1"), part("b")

    assert kinds(bom(first, second), bom(second, first)) == []


def test_another_version_is_an_update() -> None:
    assert kinds(bom(part("a", "1", "pkg:npm/a@1")), bom(part("a", "2", "pkg:npm/a@2"))) == [("a", (PartChangeKind.UPDATED,))]


def test_of_several_versions_those_that_stayed_are_unchanged() -> None:
    old = bom(part("a", "3.1", "pkg:npm/a@3.1"), part("a", "4.1", "pkg:npm/a@4.1"))
    new = bom(part("a", "4.2", "pkg:npm/a@4.2"), part("a", "3.1", "pkg:npm/a@3.1"))

    (change,) = difference(old, new).parts
    assert (change.before.version, change.after.version) == ("4.1", "4.2")


def test_of_several_versions_the_same_first_number_belongs_together() -> None:
    old = bom(part("a", "3.1", "pkg:npm/a@3.1"), part("a", "4.1", "pkg:npm/a@4.1"))
    new = bom(part("a", "4.2", "pkg:npm/a@4.2"))

    found = {change.kinds[0]: change for change in difference(old, new).parts}
    assert found[PartChangeKind.UPDATED].before.version == "4.1"
    assert found[PartChangeKind.REMOVED].before.version == "3.1"


def test_qualifiers_tell_variants_of_one_version_apart() -> None:
    old = bom(part("a", "1", "pkg:deb/a@1?arch=amd64"), part("a", "1", "pkg:deb/a@1?arch=arm64", ref="x"))
    new = bom(part("a", "1", "pkg:deb/a@1?arch=arm64", ref="y"), part("a", "1", "pkg:deb/a@1?arch=amd64", ref="z"))

    assert [(match.old, match.new) for match in matches(old, new)] == [(1, 0), (0, 1)]


def test_two_contents_of_one_version_are_told_apart_by_their_digests() -> None:
    def told(first: str, second: str, format_: str) -> Bom:
        twice = (
            part("a", "1", "pkg:npm/a@1", ref=f"{format_}-{digest}-{row}", checksums=(Checksum("MD5", digest),))
            for row, digest in enumerate((first, second))
        )
        return bom(*twice, format_=format_)

    assert kinds(told("1", "2", "CycloneDX"), told("2", "1", "SPDX")) == []


def test_renames_are_not_guessed() -> None:
    old, new = bom(part("colour", "1", "pkg:npm/colour@1")), bom(part("color", "1", "pkg:npm/color@1"))

    assert kinds(old, new) == [("color", (PartChangeKind.ADDED,)), ("colour", (PartChangeKind.REMOVED,))]


def test_equal_names_of_different_packages_are_two_parts() -> None:
    old, new = bom(part("a", "1", "pkg:npm/a@1", ref="r")), bom(part("a", "1", "pkg:gem/a@1", ref="r"))

    assert sorted(kind for _, (kind,) in kinds(old, new)) == ["added", "removed"]


def test_a_part_without_package_url_is_found_by_its_name() -> None:
    assert kinds(bom(part("a", "1", "pkg:npm/a@1")), bom(part("a", "1"))) == []


def test_another_hash_under_the_same_version_is_suspicious() -> None:
    old = bom(part("a", checksums=(Checksum("SHA256", "AA"), Checksum("MD5", "1"))))
    new = bom(part("a", checksums=(Checksum("SHA256", "bb"), Checksum("SHA512", "1"))))

    (change,) = difference(old, new).parts
    assert change.kinds == (PartChangeKind.REHASHED,)
    assert [(one.algorithm, one.before, one.after) for one in change.hashes] == [("SHA256", "aa", "bb")]


def test_another_hash_of_another_version_is_expected() -> None:
    old = bom(part("a", "1", checksums=(Checksum("SHA256", "aa"),)))
    new = bom(part("a", "2", checksums=(Checksum("SHA256", "bb"),)))

    assert kinds(old, new) == [("a", (PartChangeKind.UPDATED,))]


def test_a_hash_in_other_letters_is_the_same() -> None:
    assert kinds(bom(part("a", checksums=(Checksum("MD5", "AB"),))), bom(part("a", checksums=(Checksum("MD5", "ab"),)))) == []


def test_another_content_at_the_same_address_is_suspicious() -> None:
    def at(digest: str) -> Bom:
        reference = Reference("distribution", "https://example.org/a.tgz", checksums=(Checksum("SHA512", digest),))
        return bom(part("a", references=(reference,)))

    (change,) = difference(at("1"), at("2")).parts
    assert [(one.url, one.before, one.after) for one in change.hashes] == [("https://example.org/a.tgz", "1", "2")]


def test_dependencies_follow_updated_parts() -> None:
    root, old_part, new_part = part("r"), part("a", "1", "pkg:npm/a@1"), part("a", "2", "pkg:npm/a@2")
    old = bom(root, old_part, links=(Link("r@1", "a@1", Joint.DEPENDS_ON),))
    new = bom(root, new_part, links=(Link("r@1", "a@2", Joint.DEPENDS_ON),))

    assert kinds(old, new) == [("a", (PartChangeKind.UPDATED,))]


def test_dependencies_that_come_and_go_are_named() -> None:
    parts = (part("r"), part("a"), part("b"))
    old, new = (bom(*parts, links=(Link("r@1", target, Joint.DEPENDS_ON),)) for target in ("a@1", "b@1"))

    (change,) = difference(old, new).parts
    assert (change.name, change.needs, change.needs_no_more) == ("r", ("b",), ("a",))


def test_circles_are_compared_like_everything_else() -> None:
    circle = (Link("a@1", "b@1", Joint.DEPENDS_ON), Link("b@1", "a@1", Joint.DEPENDS_ON), Link("a@1", "a@1", Joint.DEPENDS_ON))
    parts = (part("a"), part("b"))

    assert kinds(bom(*parts, links=circle), bom(*parts, links=circle[:2])) == [("a", (PartChangeKind.REWIRED,))]


def test_suppliers_and_completeness_are_told() -> None:
    old = bom(part("a", supplier=Party("Anna's Shop")), completeness=(("a@1", Completeness.COMPLETE),))
    new = bom(part("a", supplier=Party("Other Shop")), completeness=(("a@1", Completeness.INCOMPLETE),))

    (change,) = difference(old, new).parts
    assert change.kinds == (PartChangeKind.RESUPPLIED, PartChangeKind.RECOMPLETED)
    assert change.completeness == ("complete", "incomplete")


def test_the_same_told_in_two_formats_is_no_difference() -> None:
    cyclonedx = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "components": [
            {
                "type": "library",
                "bom-ref": "a",
                "name": "left",
                "version": "1.0",
                "purl": "pkg:npm/left@1.0",
                "supplier": {"name": "City"},
                "licenses": [{"license": {"id": "MIT", "acknowledgement": "declared"}}],
                "hashes": [{"alg": "SHA-256", "content": "ab" * 32}],
            },
            {"type": "library", "bom-ref": "b", "name": "right", "version": "2", "purl": "pkg:npm/right@2"},
        ],
        "dependencies": [{"ref": "a", "dependsOn": ["b"]}],
    }
    spdx = {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "packages": [
            {
                "SPDXID": "SPDXRef-1",
                "name": "right",
                "versionInfo": "2",
                "licenseDeclared": "NOASSERTION",
                "externalRefs": [
                    {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:npm/right@2"}
                ],
            },
            {
                "SPDXID": "SPDXRef-2",
                "name": "left",
                "versionInfo": "1.0",
                "supplier": "Organization: City",
                "licenseDeclared": "MIT",
                "checksums": [{"algorithm": "SHA256", "checksumValue": "AB" * 32}],
                "externalRefs": [
                    {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:npm/left@1.0"}
                ],
            },
        ],
        "relationships": [{"spdxElementId": "SPDXRef-2", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "SPDXRef-1"}],
    }

    found = difference(facts_of("CycloneDX", cyclonedx), facts_of("SPDX", spdx))

    assert (found.parts, [one.field for one in found.document]) == ((), ["format"])


@pytest.mark.parametrize("name", ["one", "each"])
def test_many_parts_take_time_in_step_with_their_number(name) -> None:
    def many(count: int, step: int) -> Bom:
        return bom(
            *(
                part(
                    "n" if name == "one" else f"n{row}",
                    f"{row + step}",
                    f"pkg:npm/{'n' if name == 'one' else f'n{row}'}@{row + step}",
                )
                for row in range(count)
            )
        )

    def cost(count: int) -> float:
        old, new = many(count, 0), many(count, 1)
        return seconds(lambda: difference(old, new))

    assert cost(10_000) < 40 * max(cost(1_000), 0.001)


def test_hostile_values_are_only_values() -> None:
    odd = json.loads('{"bomFormat": "CycloneDX", "components": [{"name": 1}, null, {"bom-ref": "a"}, {"bom-ref": "a"}, "x"]}')

    assert difference(facts_of("CycloneDX", odd), facts_of("CycloneDX", odd)).parts == ()


def test_a_product_that_is_matched_is_the_same_however_its_name_is_parted() -> None:
    purl = "pkg:maven/g/a@1"
    old = bom(part("a", purl=purl, group="g", ref="r"), root="r")
    new = bom(part("g:a", purl=purl, ref="r"), root="r", format_="SPDX")
    other = bom(part("b", ref="r"), root="r")

    assert [one.field for one in difference(old, new).document] == ["format"]
    assert [one.field for one in difference(old, other).document] == ["subject"]
