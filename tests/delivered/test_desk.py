"""The checks V-01 to V-16, V-23 and V-24: each kept by one delivery and broken by another."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile

import pytest
from tests.delivered import shop

from osscan.deliveries.table import CHECKS
from osscan.engine.executor import Serial
from osscan.engine.vendor_gather import Asked, gather
from osscan.engine.vendor_judge import checked
from osscan.inputs.source import Source
from osscan.model.place import Place
from osscan.model.publication import Waiving
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.policy.find import policy_named

DAY = dt.date(2026, 11, 22)
PASSED, FAILED, UNKNOWN, NOT_APPLICABLE = (
    CheckStatus.PASSED,
    CheckStatus.FAILED,
    CheckStatus.UNKNOWN,
    CheckStatus.NOT_APPLICABLE,
)


@pytest.fixture(scope="module")
def policy():
    return policy_named("dortmund", tests=False)


@pytest.fixture
def looked(tmp_path, policy):
    """What the checks say of a delivery of these files, by id."""

    def look(files=None, *, name="permits.zip", content=None, **more):
        target = tmp_path / name
        target.write_bytes(shop.zipped(shop.files() if files is None else files) if content is None else content)
        asked = Asked((str(target),), policy, more.pop("outbound", ""), DAY, "2026-11-22T00:00:00Z", **more)
        delivery = gather(asked, Serial())
        told = {one.id: one for one in checked(CHECKS, delivery)}
        told["delivery"] = delivery
        return told

    return look


def codes(check):
    return [spot.code for spot in check.spots]


def names(check):
    return [dict(spot.facts)["name"] for spot in check.spots]


def with_sbom(change=None, *, components=None, **more):
    """The delivery with another SBOM."""
    files = shop.files(**{"sbom.cdx.json": None})
    bill = shop.sbom(files["permits-3.1.0.war"], components)
    bill.update(more)
    if change is not None:
        change(bill)
    return {**files, "sbom.cdx.json": json.dumps(bill)}


def with_jars(jars, **changes):
    return shop.files(**{"permits-3.1.0.war": shop.app(jars)}, **changes)


GOOD = {"lines-core-2.4.1.jar": shop.LINES, "parser-1.3.0.jar": shop.PARSER}


def test_a_good_delivery_keeps_what_is_asked_of_packages_and_sbom(looked):
    told = looked()
    kept = (
        "V-02",
        "V-03",
        "V-04",
        "V-06",
        "V-07",
        "V-08",
        "V-09",
        "V-10",
        "V-11",
        "V-12",
        "V-13",
        "V-14",
        "V-15",
        "V-16",
        "V-23",
    )
    assert {id_: told[id_].status for id_ in kept} == dict.fromkeys(kept, PASSED)


def test_nothing_is_counted_twice_that_lies_in_nested_archives(looked):
    report = looked()["delivery"].present
    packages = [one.component.purl for one in report.components if one.component.purl]
    assert packages == [
        "pkg:maven/org.example.lines/lines-core@2.4.1",
        "pkg:maven/org.example.parser/parser@1.3.0",
        "pkg:npm/left-pad@1.3.0",
        "pkg:pypi/rounding@0.9",
    ]


def test_checksums_beside_the_delivery_identify_it(looked, tmp_path):
    content = shop.zipped(shop.files())
    (tmp_path / "permits.zip.sha256").write_text(f"{hashlib.sha256(content).hexdigest()}  permits.zip\n")
    told = looked(content=content)["V-01"]
    assert (told.status, dict(told.facts)["checksums"]) == (PASSED, "permits.zip.sha256")


def test_another_checksum_beside_it_is_a_blocker(looked, tmp_path):
    (tmp_path / "permits.zip.sha256").write_text(f"{'0' * 64}  permits.zip\n")
    told = looked()["V-01"]
    assert (told.status, told.severity, codes(told)) == (FAILED, CheckSeverity.BLOCKER, ["checksum-differs"])


def test_a_file_that_a_list_inside_names_and_that_is_not_there_is_told(looked):
    sums = f"{hashlib.sha256(b'here').hexdigest()}  a.txt\n{hashlib.sha256(b'gone').hexdigest()}  docs/gone.txt\n"
    told = looked({"a.txt": b"here", "SHA256SUMS": sums})["V-01"]

    assert (told.status, told.severity, codes(told)) == (FAILED, CheckSeverity.CONDITION, ["checksum-without-file"])
    assert dict(told.spots[0].facts) == {"count": "1", "file": "docs/gone.txt"}


def test_a_list_in_a_folder_may_name_files_from_the_top(looked):
    sums = f"{hashlib.sha256(b'here').hexdigest()}  app/a.txt\n"

    assert looked({"app/a.txt": b"here", "app/SHA256SUMS": sums})["V-01"].status is PASSED


def test_checksums_inside_are_held_against_the_files(looked):
    files = shop.files()
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in ("permits-3.1.0.war",))
    assert looked({**files, "SHA256SUMS": sums})["V-01"].status is PASSED
    wrong = looked({**files, "SHA256SUMS": sums.replace(sums[:8], "00000000")})["V-01"]
    assert codes(wrong) == ["checksum-differs"]


def test_nothing_beside_it_is_a_condition(looked):
    told = looked()["V-01"]
    assert (told.status, told.severity, codes(told)) == (FAILED, CheckSeverity.CONDITION, ["nothing-beside"])


def test_a_path_that_leads_outside_fails(looked):
    told = looked({**shop.files(), "../../evil.sh": "boo"})["V-02"]
    assert (told.status, told.severity, codes(told)) == (FAILED, CheckSeverity.BLOCKER, ["member-traversal"])


def test_an_archive_that_cannot_be_opened_leaves_everything_open(looked):
    told = looked({**shop.files(), "more.7z": b"7z\xbc\xaf\x27\x1c" + bytes(100)})
    open_ones = ("V-02", "V-08", "V-12", "V-14", "V-15", "V-23")
    assert {id_: told[id_].status for id_ in open_ones} == dict.fromkeys(open_ones, UNKNOWN)


def test_two_names_that_only_differ_in_case_are_a_hint(looked):
    told = looked({**shop.files(), "readme.md": "# Again\n"})["V-03"]
    assert (told.status, told.severity, codes(told)) == (FAILED, CheckSeverity.HINT, ["name-case-clash"])


def test_without_an_sbom_the_delivery_is_blocked_and_nothing_counts_as_agreeing(looked):
    told = looked(shop.files(**{"sbom.cdx.json": None}))
    assert (told["V-04"].status, codes(told["V-04"])) == (FAILED, ["missing"])
    assert {id_: told[id_].status for id_ in ("V-08", "V-09", "V-10", "V-11")} == dict.fromkeys(
        ("V-08", "V-09", "V-10", "V-11"), UNKNOWN
    )


def test_an_sbom_that_was_handed_over_counts(looked):
    files = shop.files(**{"sbom.cdx.json": None})
    bill = json.dumps(shop.sbom(files["permits-3.1.0.war"])).encode()
    told = looked(files, sboms=(Source("bill.json", held=bill),))
    assert [told[id_].status for id_ in ("V-04", "V-06", "V-08")] == [PASSED, PASSED, PASSED]


def test_a_broken_sbom_is_a_blocker(looked):
    files = with_sbom()
    told = looked({**files, "sbom.cdx.json": files["sbom.cdx.json"][:900]})["V-04"]
    assert (told.status, told.severity, codes(told)[:1]) == (FAILED, CheckSeverity.BLOCKER, ["unreadable"])


def test_an_old_format_is_a_condition(looked):
    told = looked(with_sbom(specVersion="1.5", **{"$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json"}))["V-04"]
    assert (told.status, "old" in codes(told)) == (FAILED, True)


def test_gaps_of_the_sbom_are_told_field_by_field(looked):
    told = looked()["V-05"]
    assert told.status is FAILED
    assert dict(told.spots[0].facts).keys() == {"field", "clause", "missing", "asked"}


def test_an_sbom_of_another_product_is_a_blocker(looked):
    def other(bill):
        bill["metadata"]["component"]["hashes"][0]["content"] = "0" * 64

    told = looked(with_sbom(other))["V-06"]
    assert (told.status, told.severity, codes(told)) == (FAILED, CheckSeverity.BLOCKER, ["other-hash"])


def test_an_sbom_without_hash_is_bound_by_name_and_contents(looked):
    def nameless(bill):
        del bill["metadata"]["component"]["hashes"]

    assert looked(with_sbom(nameless))["V-06"].status is PASSED


def test_an_sbom_without_hash_and_of_another_name_stays_open(looked):
    def other(bill):
        del bill["metadata"]["component"]["hashes"]
        bill["metadata"]["component"].update(name="tickets", purl="pkg:maven/de.example.tickets/tickets@3.1.0")

    told = looked(with_sbom(other))["V-06"]
    assert (told.status, told.reason, codes(told)) == (UNKNOWN, "not-bound", ["not-told"])


def test_vulnerability_data_inside_is_a_condition(looked):
    told = looked(with_sbom(vulnerabilities=[{"id": "CVE-2026-0001"}]))["V-07"]
    assert (told.status, dict(told.spots[0].facts)) == (FAILED, {"count": "1"})


def test_an_undeclared_library_deep_inside_is_a_blocker_with_its_license(looked):
    told = looked(with_jars({**GOOD, "strict-pdf-5.0.0.jar": shop.STRICT}))["V-08"]
    assert (told.status, told.severity, codes(told)) == (FAILED, CheckSeverity.BLOCKER, ["undeclared"])
    assert told.spots[0].place == Place("permits.zip!/permits-3.1.0.war!/WEB-INF/lib/strict-pdf-5.0.0.jar")
    facts = dict(told.spots[0].facts)
    assert (facts["name"], facts["license"]) == ("org.example.strict:strict-pdf 5.0.0", "AGPL-3.0-only")


def test_an_undeclared_package_among_tests_weighs_less(looked):
    files = shop.files(
        **{"tests/node_modules/tape/package.json": json.dumps({"name": "tape", "version": "5.0.0", "license": "MIT"})}
    )
    told = looked(files)["V-08"]
    assert (told.severity, codes(told)) == (CheckSeverity.CONDITION, ["aside"])


def test_modules_of_the_product_itself_are_no_drift(looked):
    own = shop.jar("de.example.permits", "permits-core", "3.1.0", "EUPL-1.2")
    told = looked(with_jars({**GOOD, "permits-core-3.1.0.jar": own}))["V-08"]
    assert (told.status, dict(told.facts)["own"]) == (PASSED, "2")


def test_a_package_under_another_spelling_of_its_name_is_the_same(looked):
    components = shop.declared()
    components[2] = shop.component("pkg:pypi/Rounding@0.9.0", "MIT")
    told = looked(with_sbom(components=components))
    assert [told[id_].status for id_ in ("V-08", "V-09", "V-10")] == [PASSED, PASSED, PASSED]


def test_a_package_without_package_url_is_found_by_its_hash(looked):
    components = shop.declared()
    del components[0]["purl"], components[0]["group"]
    components[0].update(name="the lines library", version="2")
    told = looked(with_sbom(components=components))
    assert [told[id_].status for id_ in ("V-08", "V-09", "V-10")] == [PASSED, PASSED, PASSED]


def test_a_declared_package_that_is_not_there_is_a_condition(looked):
    ghost = shop.component("pkg:maven/org.example.ghost/ghost@1.0", "MIT")
    told = looked(with_sbom(components=[*shop.declared(), ghost]))["V-09"]
    assert (told.status, told.severity, names(told)) == (FAILED, CheckSeverity.CONDITION, ["org.example.ghost:ghost 1.0"])


def test_a_declared_package_for_building_only_is_not_missed(looked):
    ghost = shop.component("pkg:maven/org.example.ghost/ghost@1.0", "MIT", scope="excluded")
    told = looked(with_sbom(components=[*shop.declared(), ghost]))["V-09"]
    assert (told.status, dict(told.facts)["scope"]) == (PASSED, "1")


def test_a_declared_crate_that_may_be_built_in_stays_open(looked):
    crate = shop.component("pkg:cargo/serde@1.0.200", "MIT OR Apache-2.0")
    told = looked(with_sbom(components=[*shop.declared(), crate]))["V-09"]
    assert (told.status, told.reason) == (UNKNOWN, "only-built-in")


def test_another_version_is_told_once_and_is_neither_undeclared_nor_absent(looked):
    components = shop.declared()
    components[1] = shop.component("pkg:maven/org.example.parser/parser@1.2.9", "BSD-3-Clause")
    told = looked(with_sbom(components=components))
    assert codes(told["V-10"]) == ["other-version"]
    facts = dict(told["V-10"].spots[0].facts)
    assert (facts["said"], facts["found"]) == ("1.2.9", "1.3.0")
    assert [told[id_].status for id_ in ("V-08", "V-09")] == [PASSED, PASSED]


def test_another_digest_is_told(looked):
    components = shop.declared()
    components[1]["hashes"] = [{"alg": "SHA-256", "content": "0" * 64}]
    told = looked(with_sbom(components=components))["V-10"]
    assert (codes(told), dict(told.spots[0].facts)["algorithm"]) == (["other-hash"], "SHA256")


def test_another_license_than_the_files_say_is_a_condition(looked):
    components = shop.declared()
    components[1] = shop.component("pkg:maven/org.example.parser/parser@1.3.0", "MIT")
    told = looked(with_sbom(components=components))["V-11"]
    facts = dict(told.spots[0].facts)
    assert (codes(told), facts["said"], facts["found"]) == (["differs"], "MIT", "BSD-3-Clause")


def test_the_same_license_in_other_words_is_no_difference(looked):
    components = shop.declared()
    components[0]["licenses"] = [{"license": {"name": "Apache License, Version 2.0"}}]
    assert looked(with_sbom(components=components))["V-11"].status is PASSED


def test_a_denied_license_is_a_blocker(looked):
    sspl = shop.jar("org.example.store", "store", "7.0", "SSPL-1.0")
    told = looked(with_jars({**GOOD, "store-7.0.jar": sspl}))["V-12"]
    assert (told.status, told.severity, codes(told)) == (FAILED, CheckSeverity.BLOCKER, ["denied"])
    assert dict(told.spots[0].facts)["license"] == "SSPL-1.0"


def test_a_package_without_license_is_a_condition(looked):
    silent = shop.zipped({"META-INF/MANIFEST.MF": "Implementation-Title: silent\nImplementation-Version: 1.0\n"})
    told = looked(with_jars({**GOOD, "silent-1.0.jar": silent}))["V-13"]
    assert (told.status, told.severity, names(told)) == (FAILED, CheckSeverity.CONDITION, ["silent 1.0"])


def test_what_does_not_go_together_is_a_blocker(looked):
    gpl2 = shop.jar("org.example.old", "old", "1.0", "GPL-2.0-only")
    told = looked(with_jars({**GOOD, "old-1.0.jar": gpl2}), outbound="Apache-2.0")["V-14"]
    assert (told.status, codes(told)) == (FAILED, ["incompatible"])


def test_a_license_text_that_lies_nowhere_is_a_blocker(looked):
    bare = shop.jar("org.example.parser", "parser", "1.3.0", "BSD-3-Clause")
    told = looked(with_jars({**GOOD, "parser-1.3.0.jar": bare}))["V-15"]
    assert (told.status, told.severity, [spot.key for spot in told.spots]) == (FAILED, CheckSeverity.BLOCKER, ["BSD-3-Clause"])


def test_a_license_text_in_a_folder_of_its_own_is_enough(looked):
    bare = shop.jar("org.example.parser", "parser", "1.3.0", "BSD-3-Clause")
    told = looked(with_jars({**GOOD, "parser-1.3.0.jar": bare}, **{"LICENSES/BSD-3-Clause.txt": shop.BSD}))["V-15"]
    assert told.status is PASSED


def test_a_missing_copyright_notice_is_a_condition(looked):
    bare = shop.jar("org.example.parser", "parser", "1.3.0", "BSD-3-Clause")
    told = looked(with_jars({**GOOD, "parser-1.3.0.jar": bare}))["V-16"]
    assert (told.status, names(told)) == (FAILED, ["org.example.parser:parser 1.3.0"])


def test_a_list_of_foreign_works_that_names_the_package_is_enough(looked):
    bare = shop.jar("org.example.parser", "parser", "1.3.0", "BSD-3-Clause")
    notices = "parser 1.3.0\nCopyright 2019 Parser Office\nBSD-3-Clause\n"
    told = looked(with_jars({**GOOD, "parser-1.3.0.jar": bare}, **{"THIRD-PARTY-NOTICES.txt": notices}))["V-16"]
    assert told.status is PASSED


def secret():
    return (
        "-----BEGIN RSA PRIVATE KEY-----\n"
        + "\n".join(["MIIEowIBAAKCAQEA" + "q7Zk" * 12] * 12)
        + "\n-----END RSA PRIVATE KEY-----\n"
    )


def test_a_key_inside_of_the_web_application_is_a_blocker(looked):
    files = shop.files()
    war = dict(_members(files["permits-3.1.0.war"]))
    war["WEB-INF/classes/server.key"] = secret()
    told = looked({**files, "permits-3.1.0.war": shop.zipped(war), "sbom.cdx.json": files["sbom.cdx.json"]})["V-23"]
    assert (told.status, told.severity) == (FAILED, CheckSeverity.BLOCKER)
    assert {spot.place.input for spot in told.spots} == {"permits.zip!/permits-3.1.0.war!/WEB-INF/classes/server.key"}


def _members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def test_a_delivery_without_source_cannot_be_published(looked):
    assert codes(looked()["V-24"]) == ["no-source", "no-license-file", "no-publiccode"]


def test_a_delivery_with_source_license_and_description_can(looked):
    more = {"LICENSE": shop.MIT, "src/Main.java": "class Main {}\n", "publiccode.yml": 'publiccodeYmlVersion: "0.5"\n'}
    assert looked({**shop.files(), **more})["V-24"].status is PASSED


def test_a_waiver_takes_a_finding_out_and_stays_visible(looked):
    waiver = Waiving("V-08", "*/strict-pdf-5.0.0.jar", "Amtsleitung", "wird ersetzt", "2026-12-31", Place("waivers.yml"))
    told = looked(with_jars({**GOOD, "strict-pdf-5.0.0.jar": shop.STRICT}), waivers=(waiver,))["V-08"]
    assert (told.status, [spot.code for spot, _ in told.waived]) == (PASSED, ["undeclared"])


def test_a_tar_and_a_folder_say_the_same(looked, tmp_path, policy):
    folder = tmp_path / "delivered"
    for name, content in shop.files().items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    packed = looked(name="permits.tar.gz", content=shop.tarred(shop.files()))
    told = gather(Asked((str(folder),), policy, "", DAY, "2026-11-22T00:00:00Z"), Serial())
    plain = {one.id: one.status for one in checked(CHECKS, told)}
    assert {id_: packed[id_].status for id_ in plain} == plain


def test_modules_in_a_program_built_by_go_are_compared(looked):
    from tests.readers.go.test_build_info import MODULES, program

    told = looked({**shop.files(), "bin/server": program(MODULES)})["V-08"]
    assert [name for name in names(told) if name.startswith("example.org")] == [
        "example.org/lines v1.4.0",
        "example.org/new v0.2.0",
        "example.org/tool",
    ]


@pytest.fixture
def with_manifests():
    """Sources beside the war, whose manifests ask for what lies there."""
    needed = (
        "<dependency><groupId>org.example.parser</groupId><artifactId>parser</artifactId><version>1.3.0</version></dependency>"
    )
    pom = (
        "<project><groupId>de.example.permits</groupId><artifactId>permits</artifactId><version>3.1.0</version>"
        f"<dependencies>{needed}</dependencies></project>"
    )
    return {"a/pom.xml": pom, "a/requirements.txt": "rounding==0.9\n"}


def test_a_manifest_beside_a_package_does_not_hide_where_it_lies(looked, with_manifests):
    told = looked(shop.files(**with_manifests))
    assert {id_: told[id_].status for id_ in ("V-08", "V-10", "V-15", "V-16")} == dict.fromkeys(
        ("V-08", "V-10", "V-15", "V-16"), PASSED
    )


def test_a_manifest_beside_a_package_does_not_hide_another_digest(looked, with_manifests):
    components = shop.declared()
    components[1]["hashes"][0]["content"] = "0" * 64
    files = {**with_sbom(components=components), **with_manifests}
    assert codes(looked(files)["V-10"]) == ["other-hash"]
