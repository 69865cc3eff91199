"""License profiles, versions on offer, and ways from one license to another."""

from __future__ import annotations

import pytest

from osscan.expression.tree import Leaf
from osscan.knowledge import fsf, profiles
from osscan.knowledge.relicensing import steps_from, way
from osscan.knowledge.tables import table
from osscan.knowledge.versions import offered
from osscan.texts.catalogue import LANGUAGES, Words


@pytest.mark.parametrize(
    ("license_id", "copyleft", "network", "closed"),
    [
        ("MIT", "none", "none", ""),
        ("MPL-2.0", "file", "none", ""),
        ("LGPL-3.0-or-later", "library", "none", ""),
        ("GPL-2.0-only", "work", "none", ""),
        ("AGPL-3.0-only", "work", "interaction", ""),
        ("EUPL-1.2", "work", "provide-access", ""),
        ("EUPL-1.2+", "work", "provide-access", ""),
        ("OSL-3.0", "work", "provide-access", ""),
        ("BUSL-1.1", "none", "none", "production-use"),
        ("SSPL-1.0", "work", "interaction", "service-source"),
        ("JSON", "none", "none", "field-of-use"),
        ("CC-BY-NC-4.0", "none", "none", "commercial-ban"),
        ("DL-DE-BY-2.0", "none", "none", ""),
        ("D-FSL-1.0", "work", "none", ""),
    ],
)
def test_how_far_a_license_reaches(license_id, copyleft, network, closed):
    known = profiles.profile(license_id)
    assert (copyleft, network, closed) == (known.copyleft, known.network, known.closed)


def test_a_license_without_profile_has_none():
    assert profiles.profile("LicenseRef-somebody") is None


def test_family_and_version_come_from_the_identifier():
    found = [
        (known.family, known.version) for known in map(profiles.profile, ("EUPL-1.2", "GPL-2.0-or-later", "MIT", "LPPL-1.3c"))
    ]
    assert [("EUPL", "1.2"), ("GPL", "2.0"), ("MIT", ""), ("LPPL", "1.3c")] == found


@pytest.mark.parametrize(
    ("license_id", "choice"),
    [
        ("GPL-2.0-or-later", ("GPL-2.0-only", "GPL-3.0-only", "GPL-3.0-or-later")),
        ("EUPL-1.1+", ("EUPL-1.1", "EUPL-1.2")),
        (
            "GFDL-1.2-invariants-or-later",
            ("GFDL-1.2-invariants-only", "GFDL-1.3-invariants-only", "GFDL-1.3-invariants-or-later"),
        ),
        ("BSD-2-Clause+", ("BSD-2-Clause",)),
        ("MIT+", ("MIT",)),
        ("eCos-2.0+", ("eCos-2.0",)),
        ("GPL-2.0-only", ()),
        ("MIT", ()),
    ],
)
def test_an_offer_leaves_this_version_and_later_ones(license_id, choice):
    assert choice == offered(license_id)


@pytest.mark.parametrize(
    ("inbound", "outbound", "through"),
    [
        ("EUPL-1.2", "GPL-3.0-only", ["GPL-3.0-only"]),
        ("EUPL-1.1", "GPL-3.0-only", ["EUPL-1.2", "GPL-3.0-only"]),
        ("GPL-2.0-or-later WITH Classpath-exception-2.0", "GPL-3.0-only", ["GPL-2.0-or-later", "GPL-3.0-only"]),
        ("LGPL-2.1-only", "GPL-3.0-or-later", ["GPL-3.0-or-later"]),
        ("CC-BY-SA-3.0", "GPL-3.0-only", ["CC-BY-SA-4.0", "GPL-3.0-only"]),
        ("MPL-1.1", "GPL-2.0-only", []),
        ("MPL-1.1+", "GPL-2.0-only", []),
        ("EUPL-1.2", "EPL-2.0", []),
        ("EPL-1.0", "GPL-3.0-only", []),
        ("GPL-3.0-only", "GPL-2.0-only", []),
        ("MIT", "GPL-2.0-only", []),
    ],
)
def test_the_way_is_the_shortest_that_the_texts_give(inbound, outbound, through):
    license_id, _, exception = inbound.partition(" WITH ")
    taken = way(Leaf(license_id, exception), outbound, "incorporate")
    assert through == [step.to for step in taken]
    assert all(step.source for step in taken)


def test_the_gpl_and_the_agpl_may_be_combined_but_not_copied_into_each_other():
    ways = [
        bool(way(Leaf("GPL-3.0-only"), "AGPL-3.0-only", relation)) for relation in ("incorporate", "static-link", "dynamic-link")
    ]
    assert [False, True, True] == ways


def test_no_step_leads_back_to_where_it_began():
    assert [] == [step for known in profiles.covered() for step in steps_from(known) if step.to == step.start]


def test_the_fsf_speaks_of_works_under_gnu_licenses_only():
    said = [fsf.word(Leaf(inbound), Leaf(outbound)) for inbound, outbound in (
        ("Apache-2.0", "GPL-2.0-only"),
        ("Apache-2.0", "GPL-3.0-only"),
        ("Apache-2.0", "GPL-2.0-or-later"),
        ("Apache-2.0", "MIT"),
        ("PSF-2.0", "GPL-2.0-or-later"),
        ("Nothing-1.0", "GPL-2.0-only"),
    )]  # fmt: skip
    assert ["no", "yes", "no", None, "yes", None] == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_profiles_can_be_said(language):
    words = Words(language)
    data = table("license_profiles")
    keys = {f"license.{kind}.{group.get(kind, 'none')}" for group in data["groups"] for kind in ("copyleft", "network", "kind")}
    keys |= {f"license.closed.{group['closed']}" for group in data["groups"] if group.get("closed")}
    keys |= {f"license.restriction.{word}" for group in data["groups"] for word in group.get("restricts", ())}
    keys |= {f"license.exception.{row['permits'].partition(':')[0]}" for row in data["exceptions"].values()}
    keys |= {f"obligation.{asked}.title" for group in data["groups"] for asked in group.get("asks", ())}
    steps = table("relicensing")["edges"]
    keys |= {f"license.by.{step['by']}" for step in steps} | {f"reason.step-{step['by']}" for step in steps}
    keys |= {f"proviso.need-{need}" for step in steps for need in step["needs"]}
    assert [] == sorted(key for key in keys if not words.has(key))
