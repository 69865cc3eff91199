"""Which version of a profile counts: by the day, by the day on which the document was made, or as named (BSI TR-03183-2, 7)."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.sbom.bsi_documents import component, cyclonedx

from osscan.model.sbom_report import ProfileVerdict
from osscan.sbom.codec import facts_of
from osscan.sbom.profiles.base import Asked, Subject
from osscan.sbom.profiles.judging import judge, known
from osscan.sbom.profiles.table import PROFILES

PASS, FAIL = ProfileVerdict.PASS, ProfileVerdict.FAIL
NOW = "2026-11-22"


def old(created):
    """Follows 2.0.0, but not 2.1.0, which asks for completeness."""
    told = cyclonedx(
        components=[component("lib")],
        dependencies=[{"ref": "app", "dependsOn": ["lib"]}, {"ref": "lib"}],
        compositions=[],
    )
    return told | {"metadata": {**told["metadata"], "timestamp": created}}


def judged(document, day=NOW, version=""):
    asked = Asked("bsi-tr-03183-2", version)
    result, findings = judge(asked, Subject(facts_of("CycloneDX", document), document), dt.date.fromisoformat(day))
    return result.version, result.verdict, result.remark, len(findings)


@pytest.mark.parametrize(
    ("created", "expected"),
    [
        ("2024-09-20T00:00:00Z", ("2.0.0", PASS, "former-version", 0)),
        ("2025-08-19T00:00:00Z", ("2.0.0", PASS, "former-version", 0)),
        ("2025-08-20T00:00:00Z", ("2.0.0", PASS, "former-version", 0)),
        ("2026-02-20T23:59:59Z", ("2.0.0", PASS, "former-version", 0)),
        ("2026-02-21T00:00:00Z", ("2.1.0", FAIL, "", 2)),
        ("2024-09-19T23:59:59Z", ("2.1.0", FAIL, "older-than-known", 2)),
        ("", ("2.1.0", FAIL, "", 3)),
    ],
)
def test_former_version_counts_until_six_months_after_the_new_one(created, expected) -> None:
    assert judged(old(created)) == expected


def test_document_that_follows_the_new_version_is_judged_by_it_whenever_it_was_made() -> None:
    new = old("2025-01-01T00:00:00Z") | {"compositions": [{"aggregate": "complete"}]}

    assert judged(new) == ("2.1.0", PASS, "", 0)


def test_document_that_follows_neither_is_told_what_the_new_version_misses() -> None:
    neither = old("2025-12-01T00:00:00Z") | {"dependencies": []}
    version, verdict, remark, _ = judged(neither)

    assert (version, verdict, remark) == ("2.1.0", FAIL, "")


@pytest.mark.parametrize(("day", "version"), [("2025-08-19", "2.0.0"), ("2025-08-20", "2.1.0"), ("2020-01-01", "2.0.0")])
def test_day_picks_the_version_in_force(day, version) -> None:
    assert judged(old("2025-08-01T00:00:00Z") | {"dependencies": []}, day)[0] == version


def test_named_version_counts_whatever_the_day() -> None:
    assert judged(old("2025-08-01T00:00:00Z"), version="2.0.0") == ("2.0.0", PASS, "", 0)
    assert judged(old("2025-08-01T00:00:00Z"), version="2.0") == ("2.0.0", PASS, "", 0)
    assert judged(old("2025-08-01T00:00:00Z"), version="2.1")[:3] == ("2.1.0", FAIL, "")


def test_named_version_that_had_ended_when_the_document_was_made_is_remarked() -> None:
    assert judged(old("2026-03-01T00:00:00Z"), version="2.0.0") == ("2.0.0", PASS, "version-ended", 0)


@pytest.mark.parametrize(
    ("name", "version", "expected"),
    [
        ("bsi-tr-03183-2", "", True),
        ("bsi-tr-03183-2", "2.1", True),
        ("bsi-tr-03183-2", "2", True),
        ("bsi-tr-03183-2", "2.2", False),
        ("bsi-tr-03183-2", "2.1.0.1", False),
        ("bsi", "", False),
    ],
)
def test_profiles_are_known_by_name_and_version(name, version, expected) -> None:
    assert known(Asked(name, version)) is expected


@pytest.mark.parametrize(("name", "version"), [("nonsense", ""), ("bsi-tr-03183-2", "9")])
def test_profile_that_does_not_exist_is_no_profile(name, version) -> None:
    with pytest.raises(KeyError):
        judge(Asked(name, version), Subject(facts_of("CycloneDX", {}), {}), dt.date(2026, 1, 1))


def test_no_demand_stands_twice_in_a_profile() -> None:
    codes = {(one.name, one.version): [demand.code for demand in one.demands] for one in PROFILES}

    assert {profile: len(set(told)) == len(told) for profile, told in codes.items()} == dict.fromkeys(codes, True)
