"""A realistic delivery made of real packages: every planted defect is found, and nothing that isn't there."""

from __future__ import annotations

import dataclasses

import pytest
from tests.deliveries.looked import differing, results, spots
from tests.deliveries.portal import Plan, delivery

PLANTED = {
    "undeclared": {
        ("V-08", "undeclared", "pkg:pypi/openupgradelib@3.6.1"),
        ("V-12", "review", "pkg:pypi/openupgradelib@3.6.1"),
        ("V-14", "contested", "pkg:pypi/openupgradelib@3.6.1"),
        ("V-24", "in-the-way", "V-12"),
    },
    "wrong_version": {("V-10", "other-version", "pkg:pypi/py4j@0.10.9.7")},
    "wrong_hash": {("V-10", "other-hash", "pkg:pypi/py4j@0.10.9.9")},
    "wrong_license": {("V-11", "differs", "pkg:pypi/py4j@0.10.9.9")},
    "no_notice": {("V-16", "missing", "pkg:npm/is-number@7.0.0")},
    "no_text": {
        ("V-15", "missing", "MIT"),
        ("V-16", "missing", "pkg:npm/is-number@7.0.0"),
        ("V-16", "missing", "pkg:npm/lodash@4.17.21"),
    },
    "absent": {("V-09", "absent", "pkg:npm/left-pad@1.3.0")},
    "secret": {("V-23", "found", "aws-access-token"), ("V-24", "in-the-way", "V-23")},
}
"""The defects of a plan, and what is to be said of each: check, code, key."""
ON_THE_GOOD_ONE = {
    ("V-01", "nothing-beside"),
    ("V-24", "no-license-file"),
    ("V-24", "no-publiccode"),
    ("V-27", "missing"),
    ("V-29", "missing"),
    ("V-30", "not-stated"),
}
"""What this delivery lacks whatever is planted: papers, and checksums beside it."""


@pytest.fixture
def told(tmp_path):
    """Check, code and key of all that is said of the delivery of a plan."""

    def told(plan: Plan):
        found = spots(results(tmp_path / "portal.zip", delivery(plan)))
        return {(id_, code, key.partition(":")[0] if id_ == "V-23" else key) for id_, code, key in found}

    return told


def test_of_a_good_delivery_only_papers_are_missing(tmp_path):
    found = results(tmp_path / "portal.zip", delivery())

    assert differing(found, "passed", "not-applicable") == {"V-01", "V-24", "V-27", "V-29", "V-30"}
    assert {(id_, code) for id_, code, _ in spots(found)} == ON_THE_GOOD_ONE


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_each_planted_defect_is_found_and_no_other(told, name):
    assert told(Plan(**{name: True})) - told(Plan()) == PLANTED[name]


def test_all_planted_at_once_are_found_and_no_other(told):
    names = [field.name for field in dataclasses.fields(Plan) if field.name in PLANTED and field.name != "wrong_hash"]
    wanted = set().union(*(PLANTED[name] for name in names)) - PLANTED["wrong_license"]

    assert told(Plan(**dict.fromkeys(names, True))) - told(Plan()) == wanted
