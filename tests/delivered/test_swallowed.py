"""Nothing foreign passes as the vendor's own, as planned only, or as named by somebody else's SBOM."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from tests.delivered import shop

from osscan.deliveries.table import CHECKS
from osscan.engine.executor import Serial
from osscan.engine.vendor_gather import Asked, gather
from osscan.engine.vendor_judge import checked
from osscan.policy.find import policy_named

AS_OWN = ("V-12", "V-14")
JARS = {"lines-core-2.4.1.jar": shop.LINES, "parser-1.3.0.jar": shop.PARSER}


@pytest.fixture(scope="module")
def policy():
    return policy_named("dortmund", tests=False)


@pytest.fixture
def spots(tmp_path, policy):
    """For some checks what they found, as code and key."""

    def spots(files, *ids):
        target = tmp_path / "permits.zip"
        target.write_bytes(shop.zipped(files))
        asked = Asked((str(target),), policy, "", dt.date(2026, 11, 22), "2026-11-22T00:00:00Z")
        found = {one.id: one for one in checked(CHECKS, gather(asked, Serial()))}
        return {id_: [(spot.code, spot.key) for spot in found[id_].spots] for id_ in ids}

    return spots


def with_components(files, *more, change=None):
    bill = shop.sbom(files["permits-3.1.0.war"], [*shop.declared(), *more])
    if change is not None:
        change(bill["metadata"]["component"])
    return {**files, "sbom.cdx.json": json.dumps(bill)}


def about(group, name, version):
    purl = f"pkg:maven/{group}/{name}@{version}"
    told = {"type": "library", "bom-ref": "r", "group": group, "name": name, "version": version, "purl": purl}
    return json.dumps(
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"component": told}, "components": []}
    )


STRICT_PURL = "pkg:maven/org.example.strict/strict-pdf@5.0.0"


def test_an_sbom_inside_of_a_library_makes_it_no_work_of_the_vendor(spots):
    inner = {"META-INF/LICENSE": shop.AGPL, "META-INF/sbom/bom.cdx.json": about("org.example.strict", "strict-pdf", "5.0.0")}
    strict = shop.jar("org.example.strict", "strict-pdf", "5.0.0", "AGPL-3.0-only", inner)
    files = shop.files(**{"permits-3.1.0.war": shop.app({**JARS, "strict-pdf-5.0.0.jar": strict})})

    found = spots(files, "V-08", "V-12", "V-13")

    assert found == {"V-08": [("undeclared", STRICT_PURL)], "V-12": [("review", STRICT_PURL)], "V-13": []}
    alone = spots({name: content for name, content in files.items() if name != "sbom.cdx.json"}, "V-12")
    assert alone == {"V-12": [("review", STRICT_PURL)]}


def test_an_sbom_of_a_library_beside_that_of_the_product_hides_no_license(spots):
    war = shop.app({**JARS, "strict-pdf-5.0.0.jar": shop.STRICT})
    files = shop.files(**{"permits-3.1.0.war": war, "sboms/strict.cdx.json": about("org.example.strict", "strict-pdf", "5.0.0")})

    assert spots(files, "V-08", "V-12", "V-13") == {"V-08": [], "V-12": [("review", STRICT_PURL)], "V-13": []}


def test_a_package_that_a_lockfile_names_keeps_its_license_in_mind(spots):
    packages = {
        "": {"name": "permits-web", "version": "3.1.0", "dependencies": {"strictjs": "1.0.0"}},
        "node_modules/strictjs": {"version": "1.0.0", "license": "AGPL-3.0-only"},
    }
    lock = json.dumps({"name": "permits-web", "version": "3.1.0", "lockfileVersion": 3, "packages": packages})
    files = shop.files(**{"web/package-lock.json": lock, "web/dist/main.js": "console.log(1)\n"})

    found = spots(with_components(files, shop.component("pkg:npm/strictjs@1.0.0", "AGPL-3.0-only")), "V-09", "V-12", "V-15")

    assert found == {"V-09": [], "V-12": [("review", "pkg:npm/strictjs@1.0.0")], "V-15": []}


@pytest.mark.parametrize("name", ["tools/strict-pdf-5.0.0.zip", "tools/strict.bin"])
def test_a_library_under_another_ending_is_not_taken_for_the_vendors_own(spots, name):
    found = spots(shop.files(**{name: shop.STRICT}), *AS_OWN)

    assert {code for told in found.values() for code, _ in told} == {"stray"}
    assert all(("stray", STRICT_PURL) in told for told in found.values())


def test_a_source_package_of_others_is_not_taken_for_the_vendors_own(spots):
    told = {
        "strict-5.0/PKG-INF": "Metadata-Version: 2.4\nName: strict\nVersion: 5.0\nLicense-Expression: AGPL-3.0-only\n",
        "strict-5.0/setup.py": "from setuptools import setup\nsetup(name='strict', version='5.0', license='AGPL-3.0-only')\n",
    }
    found = spots(shop.files(**{"tools/strict-5.0.tar.gz": shop.tarred(told)}), *AS_OWN)

    assert all(("stray", "pkg:pypi/strict@5.0") in told for told in found.values())


@pytest.mark.parametrize(
    "files",
    [
        {"web/js/strict.js": "/* SPDX-License-Identifier: AGPL-3.0-only */\nfunction a() {}\n"},
        {"web/lib/strict/package.json": json.dumps({"name": "strict", "version": "1.0.0", "license": "AGPL-3.0-only"})},
    ],
    ids=["file", "module"],
)
def test_a_file_under_a_license_to_which_the_policy_objects_is_told(spots, files):
    found = spots(shop.files(**files), *AS_OWN)

    assert [[code for code, _ in told] for told in found.values()] == [["stray"], ["stray"]]


def test_what_the_vendor_licenses_so_is_no_stray(spots):
    file = {"web/js/own.js": "/* SPDX-License-Identifier: AGPL-3.0-or-later */\nfunction a() {}\n"}
    by_bill = with_components(shop.files(**file), change=lambda one: one.update(licenses=[{"expression": "AGPL-3.0-or-later"}]))

    assert spots(by_bill, *AS_OWN) == {"V-12": [], "V-14": []}
    assert spots(shop.files(**file, LICENSE=shop.AGPL), *AS_OWN) == {"V-12": [], "V-14": []}


def test_a_closed_manifest_of_the_vendor_is_no_stray(spots):
    own = {"web/package.json": json.dumps({"name": "permits-web", "version": "3.1.0", "license": "UNLICENSED"})}

    assert spots(shop.files(**own), *AS_OWN) == {"V-12": [], "V-14": []}


def test_a_module_of_the_product_that_the_sbom_lists_is_there(spots):
    own = shop.jar("de.example.permits", "permits-core", "3.1.0", "EUPL-1.2")
    files = shop.files(**{"permits-3.1.0.war": shop.app({**JARS, "permits-core-3.1.0.jar": own})})

    declared = with_components(files, shop.component("pkg:maven/de.example.permits/permits-core@3.1.0", "EUPL-1.2"))

    assert spots(declared, "V-08", "V-09", "V-10") == {"V-08": [], "V-09": [], "V-10": []}


def test_a_system_or_file_that_an_sbom_names_as_such_needs_no_license_of_its_own(spots):
    system = {"type": "operating-system", "bom-ref": "os", "name": "debian", "version": "12"}
    file = {"type": "file", "bom-ref": "f", "name": "/etc/os-release"}

    assert spots(with_components(shop.files(), system, file), "V-13", "V-14") == {"V-13": [], "V-14": []}


def test_a_library_that_an_sbom_names_without_license_stays_unknown(spots):
    library = {"type": "library", "bom-ref": "x", "name": "nameless", "version": "1"}

    found = spots(with_components(shop.files(), library), "V-13", "V-14")

    assert [[code for code, _ in told] for told in found.values()] == [["none"], ["unknown"]]
