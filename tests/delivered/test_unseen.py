"""What was not looked at never passes, never "does not apply", and no waiver makes a pass of it."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from tests.delivered import shop

from osscan.deliveries.table import CHECKS
from osscan.engine.executor import Serial
from osscan.engine.vendor_gather import Asked, gather
from osscan.engine.vendor_judge import checked
from osscan.model.place import Place
from osscan.model.publication import Decision, Waiving
from osscan.policy.find import policy_named

SEALED = {"more.7z": b"7z\xbc\xaf\x27\x1c" + bytes(100)}


@pytest.fixture(scope="module")
def policy():
    return policy_named("dortmund", tests=False)


@pytest.fixture
def told(tmp_path, policy):
    def told(files, name="permits-3.1.0.zip", **more):
        target = tmp_path / name
        target.write_bytes(shop.zipped(files))
        asked = Asked((str(target),), policy, "", dt.date(2026, 11, 22), "2026-11-22T00:00:00Z", **more)
        return {one.id: one for one in checked(CHECKS, gather(asked, Serial()))}

    return told


def waiving(check):
    return Waiving(check, "", "Amtsleitung", "geprüft", "2026-12-31", Place("waivers.yml"))


def without_hash(files, **more):
    """The SBOM names its product only."""
    bill = shop.sbom(files["permits-3.1.0.war"])
    product = bill["metadata"]["component"]
    for key in ("hashes", "purl", "group"):
        del product[key]
    product.update(more)
    return {**files, "sbom.cdx.json": json.dumps(bill)}


def test_where_an_archive_stayed_closed_nothing_passes_and_nothing_is_said_not_to_apply(told):
    found = told({"README.md": "# Permits\n", **SEALED})

    green = {id_ for id_, one in found.items() if one.status.value in ("passed", "not-applicable")}
    assert green == {"V-31"}


@pytest.mark.parametrize("check", ["V-02", "V-14", "V-19"])
def test_a_waiver_makes_no_pass_where_an_archive_stayed_closed(told, check):
    copyleft = {"web/js/strict.js": "/* SPDX-License-Identifier: AGPL-3.0-only */\nfunction a() {}\n"}

    found = told({**shop.files(**copyleft), **SEALED}, waivers=(waiving(check),))[check]

    assert (found.status.value, found.reason, len(found.waived)) == ("unknown", "incomplete", 1)


def test_a_waiver_makes_no_pass_of_an_sbom_that_could_not_be_checked(told):
    bomb = '<!DOCTYPE bom [<!ENTITY a "b">]><bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>&a;'
    files = {**shop.files(), "broken.cdx.xml": bomb}

    assert told(files)["V-05"].status.value == "failed"
    found = told(files, waivers=(waiving("V-05"),))["V-05"]
    assert (found.status.value, found.reason, found.waived != ()) == ("unknown", "incomplete", True)


@pytest.mark.parametrize("version", ["3.1", "1.0", "3.1.00", "1"])
def test_an_sbom_of_another_version_is_not_bound_by_name(told, version):
    assert told(without_hash(shop.files(), version=version))["V-06"].status.value == "unknown"


@pytest.mark.parametrize("name", ["permit", "a", "ermits", "mit"])
def test_an_sbom_of_another_product_is_not_bound_by_letters_of_its_name(told, name):
    assert told(without_hash(shop.files(), name=name))["V-06"].status.value == "unknown"


def test_an_sbom_of_this_name_and_version_is_bound(told):
    assert told(without_hash(shop.files()))["V-06"].status.value == "passed"


def test_types_of_a_package_are_not_the_package(told):
    files = shop.files()
    others = [one for one in shop.declared() if one["name"] != "left-pad"]
    types = shop.component("pkg:npm/%40types/left-pad@1.3.0", "MIT")

    found = told({**files, "sbom.cdx.json": json.dumps(shop.sbom(files["permits-3.1.0.war"], [*others, types]))})["V-08"]

    assert [spot.key for spot in found.spots] == ["pkg:npm/left-pad@1.3.0"]


@pytest.mark.parametrize(
    ("license_", "spots"),
    [
        ("EUPL-1.2", []),
        ("MIT OR BUSL-1.1", []),
        ("BUSL-1.1", ["license:BUSL-1.1"]),
        ("CC-BY-NC-4.0", ["license:CC-BY-NC-4.0"]),
        ("MIT AND LicenseRef-Ours", ["license:MIT AND LicenseRef-Ours"]),
    ],
)
def test_only_open_licenses_can_be_published(told, license_, spots):
    manifest = {"package.json": json.dumps({"name": "permits", "version": "3.1.0", "license": license_})}

    found = told(shop.files(**manifest))["V-24"]

    assert [spot.key for spot in found.spots if spot.code == "not-open"] == spots


def test_an_acceptance_that_is_over_is_none(told):
    decision = Decision("V-32", "accepted", "Amtsleitung", "2026-01-10", expires="2026-06-30")

    found = told(shop.files(), decisions=(decision,))["V-32"]

    assert (found.status.value, found.decision) == ("manual", None)


def node_project(locked):
    """A project of Node.js as it is built: sources, lockfile and bundle, nothing installed."""
    packages = {"": {"name": "permits", "version": "3.1.0"}} | {
        f"node_modules/{name}": {"version": version, "license": "MIT"} for name, version in locked
    }
    lock = {"name": "permits", "version": "3.1.0", "lockfileVersion": 3, "packages": packages}
    bill = shop.sbom(b"", [shop.component("pkg:npm/left-pad@1.3.0", "MIT"), shop.component("pkg:npm/other-pad@1.0.0", "MIT")])
    product = bill["metadata"]["component"]
    del product["hashes"], product["group"]
    product["purl"] = "pkg:npm/permits@3.1.0"
    return {
        "package.json": json.dumps({"name": "permits", "version": "3.1.0", "license": "EUPL-1.2"}),
        "package-lock.json": json.dumps(lock),
        "dist/main.js": "console.log(1)\n",
        "bom.json": json.dumps(bill),
    }


@pytest.mark.parametrize(
    ("locked", "status"),
    [
        ([("left-pad", "1.3.0"), ("other-pad", "1.0.0")], "passed"),
        ([("left-pad", "1.2.0"), ("other-pad", "2.0.0")], "unknown"),
    ],
)
def test_an_sbom_is_bound_by_name_and_what_the_lockfile_names(told, locked, status):
    assert told(node_project(locked))["V-06"].status.value == status
