"""The tables of license profiles, relicensing steps and the FSF's words hold together and use fixed words."""

from __future__ import annotations

from collections import Counter

import pytest

from osscan.knowledge import eupl, osadl, sources, spdx
from osscan.knowledge.tables import table

KINDS = {"content", "data", "documentation", "font", "software"}
COPYLEFT = {"none", "file", "library", "work"}
NETWORK = {"none", "interaction", "provide-access"}
CLOSED = {
    "",
    "commercial-ban",
    "field-of-use",
    "managed-service",
    "no-derivatives",
    "no-license",
    "production-use",
    "proprietary",
    "service-source",
}
RESTRICTS = {
    "access-to-originals",
    "acknowledgement",
    "advertising-clause",
    "attribution-display",
    "choice-of-law",
    "distribution-as-patches",
    "export",
    "express-assent",
    "field-of-use",
    "indemnity",
    "indemnity-wide",
    "invariant-sections",
    "keep-source-facility",
    "litigation-termination",
    "name-ban",
    "name-change",
    "no-charge-for-modified",
    "no-commercial",
    "no-derivatives",
    "no-relicensing",
    "no-sole-sale",
    "no-technical-measures",
    "non-profit-licensor",
    "notify",
    "original-creation",
    "original-passed-on",
    "patent-retaliation",
    "patent-termination",
    "privileges-for-author",
    "publish-internal-use",
    "replaceability",
    "source-offer-for-service",
    "standards-conformance",
    "user-data",
}
ADMITS = RESTRICTS | {"attribution-in-notices", "trademark"}
ASKS = {
    "advertising-notice",
    "attribution",
    "change-marks",
    "component-source",
    "copyright-notice",
    "installation-information",
    "license-text",
    "name-change",
    "network-source",
    "no-endorsement",
    "notice-file",
    "relink",
    "share-alike",
    "state-license-of-data",
    "whole-source",
}
CLAUSES = {
    "advertising",
    "attribution",
    "changes",
    "choice-of-law",
    "copyleft",
    "exceptions",
    "express-assent",
    "further-restrictions",
    "indemnity",
    "installation-information",
    "later-versions",
    "license-text",
    "linking",
    "name-change",
    "network",
    "no-endorsement",
    "notices",
    "notify",
    "patches",
    "patent",
    "relink",
    "restriction",
    "secondary-licenses",
    "source",
    "sublicense",
    "technical-measures",
    "use",
}
PERMITS = {"generated-output", "linking", "other", "runtime"}
STEPS = {
    "combine-only",
    "compatible-clause",
    "gpl-conversion",
    "later-version",
    "named-in-appendix",
    "one-way-declaration",
    "secondary-license",
}
NEEDS = {
    "adaptation",
    "all-components-available",
    "derivative-of-both",
    "each-part-keeps-its-license",
    "holds-part-under-cecill",
    "larger-work",
    "network-source-for-whole",
    "no-only-this-version",
    "not-a-database",
    "not-marked-incompatible",
    "not-software",
    "notice-names-secondary-license",
    "only-a-database",
    "part-of-another-holder",
}
RELATIONS = {"dynamic-link", "incorporate", "static-link"}

GROUPS = table("license_profiles")["groups"]
EDGES = table("relicensing")["edges"]
PROFILED = {license_id for group in GROUPS for license_id in group["licenses"]}


def known(license_id: str) -> bool:
    """On the list and not deprecated, or a reference."""
    return license_id.startswith("LicenseRef-") or (
        spdx.license_id(license_id) == license_id and not spdx.is_deprecated(license_id)
    )


def test_every_license_of_osadl_and_the_commission_has_a_profile() -> None:
    bases = {one.partition(" WITH ")[0] for one in (*osadl.covered(), *eupl.covered())}

    assert {one for one in bases if (spdx.current(one) or one) not in PROFILED} == set()


def test_every_creative_commons_license_has_a_profile() -> None:
    listed = {row.id for row in spdx.licenses().values() if row.id.startswith(("CC-", "CC0-")) and "d" not in row.flags}

    assert listed - PROFILED == set()


def test_every_profiled_license_is_known_and_stands_once() -> None:
    counted = Counter(license_id for group in GROUPS for license_id in group["licenses"])

    assert {license_id for license_id in counted if not known(license_id)} == set()
    assert {license_id for license_id, times in counted.items() if times > 1} == set()
    assert len(counted) > 400


def test_only_and_or_later_share_a_profile() -> None:
    place = {license_id: group["group"] for group in GROUPS for license_id in group["licenses"]}
    pairs = [(one, one.removesuffix("-only") + "-or-later") for one in place if one.endswith("-only")]

    assert len(pairs) > 10
    assert {one for one, later in pairs if place.get(later) != place[one]} == set()


@pytest.mark.parametrize("group", GROUPS, ids=lambda one: one["group"])
def test_profile_uses_fixed_words_and_admits_belongs_to_copyleft(group) -> None:
    assert group["kind"] in KINDS
    assert group["copyleft"] in COPYLEFT
    assert group["network"] in NETWORK
    assert group["closed"] in CLOSED
    assert set(group["restricts"]) <= RESTRICTS
    assert set(group.get("admits") or ()) <= ADMITS
    assert set(group["asks"]) <= ASKS
    assert group["source"] == "license-text"
    assert ("admits" in group) == (group["copyleft"] != "none")
    assert group["licenses"] == sorted(group["licenses"], key=str.lower)


def test_group_names_are_unique_and_in_order() -> None:
    names = [group["group"] for group in GROUPS]

    assert names == sorted(set(names))


def test_network_copyleft_asks_for_source_over_the_network() -> None:
    asking = {group["group"] for group in GROUPS if "network-source" in group["asks"]}

    assert asking == {group["group"] for group in GROUPS if group["network"] != "none"}


def test_exception_is_known_and_uses_fixed_words() -> None:
    rows = table("license_profiles")["exceptions"]

    assert {one for one in rows if spdx.exception(one) != one} == set()
    for row in rows.values():
        assert row["permits"] in PERMITS or row["permits"].startswith("combining-with:")
        assert isinstance(row["removable"], bool)
        assert row["clause"].strip()


def test_closed_prefixes_are_references_with_a_reason() -> None:
    rows = table("license_profiles")["closed_prefixes"]

    assert {prefix for prefix in rows if not prefix.startswith("LicenseRef-")} == set()
    assert set(rows.values()) <= CLOSED - {""}


def test_clauses_are_of_profiled_licenses_and_say_where() -> None:
    rows = table("license_profiles")["clauses"]

    assert set(rows) <= PROFILED
    assert {word for row in rows.values() for word in row} <= CLAUSES
    assert {(one, word) for one, row in rows.items() for word, place in row.items() if not place.strip()} == set()


def test_copyleft_with_clauses_says_where_the_copyleft_stands() -> None:
    rows = table("license_profiles")["clauses"]
    strong = {one for group in GROUPS if group["copyleft"] != "none" and not group["closed"] for one in group["licenses"]}

    assert {one for one in rows if one in strong and "copyleft" not in rows[one]} == set()


@pytest.mark.parametrize("edge", EDGES, ids=lambda one: f"{one['from'][0]} by {one['by']} to {one['to'][0]}")
def test_step_joins_profiled_licenses_by_fixed_words_and_a_source(edge) -> None:
    assert set(edge["from"]) <= PROFILED
    assert set(edge["to"]) <= PROFILED
    assert not set(edge["from"]) & set(edge["to"])
    assert edge["by"] in STEPS
    assert set(edge["needs"]) <= NEEDS
    assert edge["relations"] is None or set(edge["relations"]) <= RELATIONS
    assert "text" in edge or "cited" in edge
    if "text" in edge:
        assert known(edge["text"])
        assert edge["clause"].strip()
    if "cited" in edge:
        assert sources.citation(edge["cited"])


def test_appendices_of_the_eupl_are_steps() -> None:
    reached = {start: {to for edge in EDGES if start in edge["from"] for to in edge["to"]} for start in ("EUPL-1.1", "EUPL-1.2")}

    assert len(table("eupl_matrix")["appendix"]["EUPL-1.2"]) == 16
    for start, to in reached.items():
        assert set(table("eupl_matrix")["appendix"][start]) - {start} <= to


def test_incompatible_mpl_has_no_way_out() -> None:
    assert {edge["by"] for edge in EDGES if "MPL-2.0-no-copyleft-exception" in edge["from"]} == set()


def test_foundation_names_known_licenses_and_never_says_both() -> None:
    said = table("fsf")

    assert set(said) == {"compatible", "incompatible", "nonfree"}
    for version in ("GPL-2.0", "GPL-3.0"):
        compatible, incompatible = set(said["compatible"][version]), set(said["incompatible"][version])
        assert compatible & incompatible == set()
        assert compatible & set(said["nonfree"]) == set()
        assert {one for one in compatible | incompatible if not known(one)} == set()
    assert {one for one in said["nonfree"] if not known(one)} == set()


@pytest.mark.parametrize(
    ("license_id", "version_2", "version_3"),
    [
        ("Apache-2.0", "incompatible", "compatible"),
        ("MIT", "compatible", "compatible"),
        ("BSD-4-Clause", "incompatible", "incompatible"),
        ("MPL-1.1", "incompatible", "incompatible"),
        ("MPL-2.0", "compatible", "compatible"),
        ("FTL", "incompatible", "compatible"),
        ("PSF-2.0", "compatible", "compatible"),
        ("Python-2.0", "incompatible", "incompatible"),
    ],
)
def test_foundation_speaks_for_each_version_of_the_gpl(license_id, version_2, version_3) -> None:
    said = table("fsf")

    assert license_id in said[version_2]["GPL-2.0"]
    assert license_id in said[version_3]["GPL-3.0"]
