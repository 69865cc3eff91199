"""The checks V-17 to V-22 and V-25 to V-32: each kept by one delivery and broken by another; what can't be told is never kept."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from tests.delivered import shop
from tests.sbom.bsi_documents import cyclonedx

from osscan.deliveries.conformity import months_between
from osscan.engine.executor import Serial
from osscan.engine.vendor import judged
from osscan.engine.vendor_gather import Asked, gather
from osscan.inputs.source import Source
from osscan.model.publication import Decision
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.policy.find import policy_named
from osscan.reports import delivery_json
from osscan.texts.catalogue import LANGUAGES, Words

DAY = dt.date(2026, 11, 22)
PASSED, FAILED, UNKNOWN, NOT_APPLICABLE, MANUAL = (
    CheckStatus.PASSED,
    CheckStatus.FAILED,
    CheckStatus.UNKNOWN,
    CheckStatus.NOT_APPLICABLE,
    CheckStatus.MANUAL,
)
CLASS = b"\xca\xfe\xba\xbe\0\0\0\x34"
GPL = shop.jar("org.example.gnu", "gnu-io", "1.0", "GPL-2.0-only", {"org/example/gnu/Io.class": CLASS})
LGPL = shop.jar("org.example.lib", "lib-pdf", "2.0", "LGPL-2.1-only", {"org/example/lib/Pdf.class": CLASS})
EITHER = shop.jar("org.example.either", "either", "1.0", "MIT OR GPL-2.0-only")
LATER = shop.jar("org.example.later", "later", "1.0", "LGPL-2.1-or-later")
OFFER = "Der Quellcode der Copyleft-Komponenten ist auf schriftliche Anfrage mindestens drei Jahre lang erhältlich: quellen@firma.example\n"
ANSWERED = """schema: osscan/contract/1
nummer: V-17
titel: Anträge
parteien: {auftraggeber: Fachbereich 10, auftragnehmer: Auftragnehmer}
evb_it: {typ: Erstellung, fassung: "2026"}
leistung: Portal
oss_vereinbart: erlaubt
copyleft_erlaubt: ja
sbom_geschuldet: {geschuldet: nein}
quellcode_uebergabe: keine
nutzungsrechte: {art: einfach, bearbeiten: ja, weitergeben: ja}
veroeffentlichung_opencode: nein
barrierefreiheit: {geschuldet: nein}
support_bis: 2029-12-31
openchain: {geschuldet: nein}
frist: {tage: 14}
"""


@pytest.fixture(scope="module")
def policy():
    return policy_named("dortmund", tests=False)


@pytest.fixture
def told(tmp_path, policy):
    """The report on a delivery of these files; all that it says has its sentence in both languages."""

    def tell(files, contract=None, **more):
        target = tmp_path / "lieferung.zip"
        target.write_bytes(shop.zipped({"Lieferschein.txt": "Anträge 1.0\n", **files}))
        paper = None if contract is None else Source("vertrag.yml", held=contract.encode())
        asked = Asked((str(target),), policy, "", DAY, "2026-11-22T00:00:00Z", contract=paper, **more)
        report = judged(asked, gather(asked, Serial()))
        for language in LANGUAGES:
            assert delivery_json.render(report, Words(language))
        return report

    return tell


@pytest.fixture
def look(told):
    """What one check says."""

    def looked(check, files, contract=None, **more):
        return next(one for one in told(files, contract, **more).checks if one.id == check)

    return looked


def codes(check):
    return [spot.code for spot in check.spots]


def agreed(*lines):
    """A contract in which these answers stand in place of the others."""
    keys = {line.partition(":")[0] for line in lines}
    rest = [line for line in ANSWERED.splitlines() if line.partition(":")[0] not in keys]
    return "\n".join((*rest, *lines)) + "\n"


def war(classes=(), **files):
    return shop.zipped({**{f"WEB-INF/classes/{name}.class": CLASS for name in classes}, "WEB-INF/web.xml": "<web-app/>", **files})


def test_copyleft_without_source_and_offer_blocks(look) -> None:
    found = look("V-17", {"lib/gnu-io-1.0.jar": GPL})

    assert (found.status, found.severity, codes(found)) == (FAILED, CheckSeverity.BLOCKER, ["no-source"])
    assert dict(found.spots[0].facts)["clause"] == "GPL-2.0-only § 3"


@pytest.mark.parametrize(
    "beside",
    [
        {"QUELLEN.txt": OFFER},
        {"src/gnu-io-1.0-sources.jar": shop.zipped({"org/example/gnu/Io.java": "package org.example.gnu;\nclass Io {}"})},
        {"src/gnu-io-1.0.zip": shop.zipped({"gnu-io-1.0/Io.java": "class Io {}"})},
        {
            "src/Io.java": "package org.example.gnu;\nclass Io {}",
            "src/Main.java": "package org.example.gnu;\nclass Main {}",
        },
    ],
)
def test_source_or_offer_answers_for_copyleft(look, beside) -> None:
    assert look("V-17", {"lib/gnu-io-1.0.jar": GPL, **beside}).status is PASSED


@pytest.mark.parametrize(
    ("beside", "code"),
    [
        ({"COPYING": shop.AGPL}, "no-source"),
        ({"src/gnu-io-1.0-sources.jar": shop.zipped({"README": "later"})}, "no-source"),
        ({"src/gnu-io-1.1-sources.jar": shop.zipped({"Io.java": "class Io {}"})}, "no-source"),
        ({"QUELLEN.txt": "Wir senden Ihnen den Quellcode auf Wunsch zu: quellen@firma.example"}, "offer-too-short"),
        ({"QUELLEN.txt": "Wir senden Ihnen den Quellcode drei Jahre lang auf Wunsch zu."}, "offer-without-address"),
    ],
)
def test_what_is_no_source_and_no_full_offer_is_told(look, beside, code) -> None:
    found = look("V-17", {"lib/gnu-io-1.0.jar": GPL, **beside})

    assert (found.status, codes(found)) == (FAILED, [code])


def test_offer_that_lacks_something_is_a_condition_only(look) -> None:
    found = look("V-17", {"lib/gnu-io-1.0.jar": GPL, "Q.txt": "Wir senden Ihnen den Quellcode auf Wunsch zu: q@firma.example"})

    assert found.severity is CheckSeverity.CONDITION


def test_packages_that_come_as_source_owe_no_other(look) -> None:
    package = json.dumps({"name": "gnu-pad", "version": "1.0.0", "license": "GPL-3.0-only"})
    files = {"node_modules/gnu-pad/package.json": package, "node_modules/gnu-pad/index.js": "module.exports = 1;\n"}

    assert look("V-17", files).status is PASSED


def test_permissive_packages_owe_no_source(look) -> None:
    assert look("V-17", {"lib/lines-core-2.4.1.jar": shop.LINES}).status is PASSED


def test_lgpl_library_as_a_file_of_its_own_can_be_replaced(look) -> None:
    found = look("V-18", {"lib/lib-pdf-2.0.jar": LGPL})

    assert (found.status, dict(found.facts)["libraries"]) == (PASSED, "1")


def test_lgpl_library_merged_into_another_archive_can_not(look) -> None:
    pom = "groupId=org.example.lib\nartifactId=lib-pdf\nversion=2.0\n"
    merged = shop.jar(
        "de.example",
        "all-in-one",
        "1.0",
        "Apache-2.0",
        {
            "META-INF/maven/org.example.lib/lib-pdf/pom.properties": pom,
            "META-INF/maven/org.example.lib/lib-pdf/pom.xml": "<project><groupId>org.example.lib</groupId><artifactId>lib-pdf</artifactId>"
            "<version>2.0</version><licenses><license><name>LGPL-2.1-only</name></license></licenses></project>",
        },
    )

    assert codes(look("V-18", {"app.jar": merged})) == ["merged"]


def test_obfuscated_lgpl_library_can_not_be_replaced(look) -> None:
    short = {f"o/{a}{b}.class": CLASS for a in "abcdef" for b in "abcdef"}
    library = shop.jar("org.example.lib", "lib-pdf", "2.0", "LGPL-2.1-only", short)

    assert codes(look("V-18", {"lib-pdf-2.0.jar": library})) == ["obfuscated"]


OWN = {"app.war": war(["de/city/Form", "de/city/Page"])}
SOURCES = {"src/Form.java": "package de.city;\nclass Form {}", "src/Page.java": "package de.city;\nclass Page {}"}
OWED = agreed("quellcode_uebergabe: eigenentwicklung")


def test_own_code_with_all_its_sources_is_complete(look) -> None:
    assert look("V-19", {**OWN, **SOURCES}, OWED).status is PASSED
    assert look("V-20", {**OWN, **SOURCES}, OWED).status is PASSED


def test_own_code_without_sources_blocks(look) -> None:
    found = look("V-19", OWN, OWED)

    assert (found.status, found.severity, codes(found)) == (FAILED, CheckSeverity.BLOCKER, ["without-source"])
    assert dict(found.spots[0].facts)["names"] == "de.city.Form, de.city.Page"


def test_nobody_says_whether_source_is_owed(look) -> None:
    found = look("V-19", OWN)

    assert (found.status, found.reason, codes(found)) == (UNKNOWN, "no-contract", ["without-source"])


def test_source_that_is_not_owed_is_not_asked_for(look) -> None:
    assert look("V-19", OWN, agreed("quellcode_uebergabe: keine")).status is NOT_APPLICABLE


def test_contract_of_making_software_owes_the_source_without_a_word(look) -> None:
    assert look("V-19", OWN, agreed("quellcode_uebergabe:")).status is FAILED
    assert look("V-19", OWN, agreed("quellcode_uebergabe:", "evb_it: {typ: Cloud}")).status is UNKNOWN


def test_delivery_without_a_line_of_source_is_no_complete_source(look) -> None:
    assert codes(look("V-19", {"doc.md": "x"}, OWED)) == ["no-sources"]


def test_module_that_the_build_names_is_missed(look) -> None:
    build = "<project><modules>\n<module>core</module><module>web</module></modules></project>"
    found = look("V-19", {**OWN, **SOURCES, "src/pom.xml": build, "src/web/pom.xml": "<project/>"}, OWED)

    assert [(spot.code, spot.key, spot.place.line) for spot in found.spots] == [("module-missing", "core", 2)]


def test_code_of_nobody_known_leaves_the_question_open(look) -> None:
    unnamed = shop.zipped({"x/y/Z.class": CLASS})

    assert look("V-19", {"lib/z.jar": unnamed, **OWN, **SOURCES}, OWED).reason == "owner-unknown"
    assert look("V-19", {"lib/z.jar": unnamed, **OWN, **SOURCES}, f"{OWED}eigene_pakete: [de.city]\n").status is PASSED
    assert look("V-19", {"lib/z.jar": unnamed, **OWN, **SOURCES}, f"{OWED}eigene_pakete: [x.y]\n").status is FAILED


def test_published_packages_owe_no_source_of_their_own(look) -> None:
    assert look("V-19", {"lib/lines-core-2.4.1.jar": shop.LINES, **SOURCES}, OWED).status is PASSED


def test_native_programs_leave_the_question_open(look) -> None:
    found = look("V-19", {"bin/run": b"\x7fELF\2\1\1" + b"\0" * 64, **SOURCES}, OWED)

    assert (found.status, codes(found)) == (UNKNOWN, ["native"])


def test_recorded_answer_closes_what_can_not_be_told_and_nothing_else(look) -> None:
    said = (Decision("V-19", "yes", "Koordination", "2026-11-20", reason="angesehen"),)

    assert look("V-19", {"bin/run": b"\x7fELF\2\1\1" + b"\0" * 64, **SOURCES}, OWED, decisions=said).reason == "recorded"
    assert look("V-19", OWN, OWED, decisions=said).status is FAILED


def test_single_classes_without_source_are_counted(look) -> None:
    found = look("V-20", {**OWN, "src/Form.java": SOURCES["src/Form.java"]}, OWED)

    assert (found.status, codes(found)) == (FAILED, ["partly"])
    assert {name: dict(found.facts)[name] for name in ("asked", "missing", "percent")} == {
        "asked": "2",
        "missing": "1",
        "percent": "50",
    }


def test_compiled_python_needs_its_source(look) -> None:
    compiled = {"app/__pycache__/form.cpython-311.pyc": b"\0", "app/__pycache__/page.cpython-311.pyc": b"\0"}

    assert look("V-19", {**compiled, "app/form.py": "", "app/page.py": ""}, OWED).status is PASSED
    assert codes(look("V-20", {**compiled, "app/form.py": ""}, OWED)) == ["partly"]
    assert codes(look("V-19", compiled, OWED)) == ["without-source"]


def test_minified_script_without_map_is_told(look) -> None:
    script = "var a=1;" * 400

    assert codes(look("V-20", {"web/app.min.js": script})) == ["minified"]
    assert look("V-20", {"web/app.min.js": script, "web/app.js": "let a;\n"}).status is NOT_APPLICABLE
    assert look("V-20", {"web/app.min.js": script, "web/app.js": "let a;\n", **OWN, **SOURCES}).status is PASSED


def test_parts_for_money_are_told(look) -> None:
    assert codes(look("V-21", {"src/enterprise/A.java": "class A {}"})) == ["trade-folder"]
    assert codes(look("V-21", {"src/A.java": "// A commercial license is required for use"})) == ["dual-license"]
    assert look("V-21", {"src/A.java": "class A {}"}).status is PASSED


def test_hosts_are_a_list_and_measuring_is_more(look) -> None:
    plain = look("V-22", {"src/A.java": 'String u = "https://api.firm.de/v1";'})
    measuring = look("V-22", {"src/A.java": 'String u = "https://x.ingest.sentry.io/1";'})

    assert (codes(plain), plain.severity) == (["host"], CheckSeverity.HINT)
    assert (codes(measuring), measuring.severity) == (["measuring"], CheckSeverity.CONDITION)
    assert look("V-22", {"README.md": "https://api.firm.de", "a.xml": '<a xmlns="http://www.w3.org/x"/>'}).status is PASSED


def test_hosts_of_published_packages_are_put_aside(look) -> None:
    package = shop.jar("org.example.lines", "lines", "1", "Apache-2.0", {"L.class": CLASS + b"https://api.firm.de/"})
    found = look("V-22", {"lib/lines-1.jar": package})

    assert (found.status, dict(found.facts)["aside"]) == (PASSED, "1")


def test_keys_and_ends_are_conditions(look) -> None:
    found = look("V-22", {"app.properties": "license.key=1\n", "src/A.py": "license_expires_at = 1"})

    assert (sorted(codes(found)), found.severity) == (["expiry", "license-key"], CheckSeverity.CONDITION)


def test_without_a_contract_people_have_to_answer(look) -> None:
    assert (look("V-25", {}).status, look("V-25", {}).reason) == (MANUAL, "no-contract")
    assert look("V-26", {}).status is UNKNOWN


def test_answered_contract_passes_and_an_open_question_does_not(look) -> None:
    half = look("V-25", {}, agreed("support_bis:"))

    assert look("V-25", {}, ANSWERED).status is PASSED
    assert (half.status, [spot.key for spot in half.spots]) == (MANUAL, ["support_bis"])


def test_contract_that_is_not_understood_fails_and_keeps_nothing(look) -> None:
    found = look("V-25", {}, agreed("support_bis: bald"))

    assert (found.status, codes(found)) == (FAILED, ["contract-wrong-value", "open"])
    assert look("V-26", {}, agreed("support_bis: bald")).status is UNKNOWN
    assert look("V-25", {}, "[").status is UNKNOWN


def test_contract_that_asks_for_nothing_is_kept(look) -> None:
    found = look("V-26", {"SUPPORT.md": "Support bis 31.12.2029"}, ANSWERED)

    assert (found.status, dict(found.facts)["broken"]) == (PASSED, "0")


def test_support_that_nobody_states_is_not_kept(look) -> None:
    found = look("V-26", {}, ANSWERED)

    assert (found.status, found.reason, dict(found.facts)["promises"]) == (UNKNOWN, "untold", "support_bis")


GPL_CASE = {"lib/gnu-io-1.0.jar": GPL}
SBOM = {"sbom.cdx.json": json.dumps(shop.sbom(b""))}
WHOLE = {"sbom.cdx.json": json.dumps(cyclonedx())}
LISTED = {**SBOM, "lib/lines-core-2.4.1.jar": shop.LINES, "lib/parser-1.3.0.jar": shop.PARSER}
PROMISES = [
    ("oss_vereinbart: nur-oss", {"lib/lines-core-2.4.1.jar": shop.LINES}, "only-open-source", True),
    ("oss_vereinbart: nur-oss", {"lib/x.jar": shop.jar("a.b", "x", "1", "BUSL-1.1")}, "not-open-source", False),
    ("oss_vereinbart: nur-oss", {"lib/x.jar": shop.jar("a.b", "x", "1", "Some License")}, "licenses-unknown", None),
    ("oss_vereinbart: nur-oss", {}, "nothing-found", None),
    ("oss_vereinbart: ausgeschlossen", {"lib/lines-core-2.4.1.jar": shop.LINES}, "open-source", False),
    ("copyleft_erlaubt: nein", {"lib/lines-core-2.4.1.jar": shop.LINES}, "no-copyleft", True),
    ("copyleft_erlaubt: nein", {"lib/lib-pdf-2.0.jar": LGPL}, "copyleft", False),
    ("copyleft_erlaubt: schwach", {"lib/lib-pdf-2.0.jar": LGPL}, "no-copyleft", True),
    ("copyleft_erlaubt: schwach", GPL_CASE, "copyleft", False),
    ("copyleft_erlaubt: ja", GPL_CASE, "nothing-to-hold", True),
    ("copyleft_erlaubt:", GPL_CASE, "open", None),
    ("sbom_geschuldet: {geschuldet: ja}", {}, "no-sbom", False),
    ("sbom_geschuldet: {geschuldet: ja}", SBOM, "sbom", True),
    (
        "sbom_geschuldet: {geschuldet: ja}",
        {"sbom.cdx.json": '{"bomFormat":"CycloneDX","specVersion":"1.6","version":"x"}'},
        "sbom-faulty",
        False,
    ),
    ("sbom_geschuldet: {format: [CycloneDX]}", SBOM, "sbom-formats", True),
    ("sbom_geschuldet: {format: [SPDX]}", SBOM, "other-format", False),
    ("sbom_geschuldet: {tr_version: 1.0.0}", SBOM, "other-guideline", None),
    ("sbom_geschuldet: {tr_version: 2.1.0}", WHOLE, "guideline-met", True),
    ("sbom_geschuldet: {tr_version: 2.1.0}", SBOM, "guideline-not-met", False),
    ("sbom_geschuldet: {tr_version: 2.1.0}", {**WHOLE, "b.cdx.json": SBOM["sbom.cdx.json"]}, "guideline-not-met", False),
    ("sbom_geschuldet: {tr_version: 2.1.0}", {**SBOM, "b.cdx.json": WHOLE["sbom.cdx.json"]}, "guideline-not-met", False),
    ("sbom_geschuldet: {umfang: vollständig}", LISTED, "all-declared", True),
    ("sbom_geschuldet: {umfang: direkt}", LISTED, "all-declared", True),
    ("sbom_geschuldet: {umfang: vollständig}", {**LISTED, **GPL_CASE}, "undeclared", False),
    ("sbom_geschuldet: {umfang: direkt}", {**LISTED, **GPL_CASE}, "not-told", None),
    ("sbom_geschuldet: {umfang: vollständig}", GPL_CASE, "not-told", None),
    ("quellcode_uebergabe: eigenentwicklung", {**OWN, **SOURCES}, "source-there", True),
    ("quellcode_uebergabe: eigenentwicklung", OWN, "source-missing", False),
    ("quellcode_uebergabe: vollständig", {**GPL_CASE, **SOURCES}, "source-missing", False),
    ("veroeffentlichung_opencode: ja", OWN, "not-publishable", False),
    ("nutzungsrechte: {art: einfach}", {}, "not-in-files", None),
    ("lizenzliste: {name: Liste}", {}, "list-not-there", None),
    ("lizenzliste: {lizenzen: [Apache-2.0]}", {"lib/lines-core-2.4.1.jar": shop.LINES}, "all-listed", True),
    ("lizenzliste: {lizenzen: [MIT]}", {"lib/lines-core-2.4.1.jar": shop.LINES}, "not-listed", False),
    ("lizenzliste: {lizenzen: [gpl-2.0]}", {"lib/either-1.0.jar": EITHER}, "all-listed", True),
    ("lizenzliste: {lizenzen: [LGPL-3.0-only]}", {"lib/later-1.0.jar": LATER}, "all-listed", True),
    ("lizenzliste: {lizenzen: [LGPL-2.0-only]}", {"lib/later-1.0.jar": LATER}, "not-listed", False),
    ("barrierefreiheit: {geschuldet: ja}", {}, "no-report", False),
    ("barrierefreiheit: {geschuldet: ja}", {"BITV-Pruefbericht.pdf": b"%PDF"}, "report-there", None),
    ("support_bis: 2029-12-31", {"S.md": "Support bis 31.12.2027"}, "support-shorter", False),
    ("support_bis: 2025-12-31", {}, "support-over", None),
    ("openchain: {geschuldet: ja}", {}, "openchain-missing", False),
    ("openchain: {geschuldet: ja}", {"o.md": "OpenChain ISO/IEC 5230 conformant, 2026-10-01"}, "openchain", True),
]


@pytest.mark.parametrize(("promise", "files", "found", "kept"), PROMISES)
def test_promises_are_held_against_what_was_found(told, promise, files, found, kept) -> None:
    key = promise.partition(":")[0]
    rows = [one for one in told(files, agreed(promise)).contract if one.promise.partition(".")[0] == key]

    assert (found, kept) in [(one.found, one.kept) for one in rows]


def test_broken_promise_names_key_check_and_place(look) -> None:
    found = look("V-26", GPL_CASE, agreed("copyleft_erlaubt: nein"))
    (spot,) = found.spots
    facts = dict(spot.facts)

    assert (spot.code, facts["key"], facts["promised"], facts["check"]) == ("copyleft", "copyleft_erlaubt", "nein", "V-12")
    assert (spot.place.input, spot.place.line) == ("vertrag.yml", 16)


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("OpenChain ISO/IEC 5230 konform seit dem 22.05.2025", PASSED, None),
        ("OpenChain ISO/IEC 5230 konform seit dem 21.05.2025", FAILED, "too-old"),
        ("OpenChain ISO/IEC 18974 konform seit dem 01.01.2027", FAILED, "future"),
        ("OpenChain ISO/IEC 5230 konform", UNKNOWN, None),
        ("Wir mögen OpenChain.", FAILED, "missing"),
    ],
)
def test_openchain_proof_is_no_older_than_18_months(look, text, status, code) -> None:
    found = look("V-27", {"nachweis.md": text})

    assert (found.status, codes(found)) == (status, [] if code is None else [code])


def test_months_that_have_begun_count() -> None:
    assert months_between(dt.date(2025, 5, 22), DAY) == 18
    assert months_between(dt.date(2025, 5, 21), DAY) == 19


def test_proof_that_was_handed_over_apart_is_recorded(look) -> None:
    said = (Decision("V-27", "yes", "Koordination", "2026-11-20", "AZ-1"),)
    found = look("V-27", {}, decisions=said)

    assert (found.status, found.reason, found.decision) == (PASSED, "recorded", said[0])


@pytest.mark.parametrize(
    ("check", "answer", "expires", "promise", "kept"),
    [
        ("V-27", "yes", "", "openchain: {geschuldet: ja}", True),
        ("V-27", "yes", "2026-11-21", "openchain: {geschuldet: ja}", False),
        ("V-27", "no", "", "openchain: {geschuldet: ja}", False),
        ("V-29", "yes", "", "barrierefreiheit: {geschuldet: ja}", None),
        ("V-12", "yes", "", "barrierefreiheit: {geschuldet: ja}", False),
    ],
)
def test_proof_that_was_handed_over_apart_breaks_no_promise(told, check, answer, expires, promise, kept) -> None:
    said = (Decision(check, answer, "Koordination", "2026-11-20", "AZ-1", "liegt vor", expires),)
    report = told({}, agreed(promise), decisions=said)

    assert next(one.kept for one in report.contract if one.promise == promise.partition(":")[0] + ".geschuldet") is kept


def test_documents_in_closed_formats_are_a_hint(look) -> None:
    found = look("V-28", {"Handbuch.doc": b"\xd0\xcf\x11\xe0", "Plan.vsd": b"\xd0\xcf", "a.pdf": b"%PDF-1.4"})

    assert (codes(found), found.severity) == (["closed", "closed", "pdf-not-archived"], CheckSeverity.HINT)
    assert look("V-28", {"README.md": "x", "a.pdf": b"%PDF <pdfaid:part>1<"}).status is PASSED
    assert look("V-28", {}).status is NOT_APPLICABLE


def test_report_on_accessibility_is_looked_for(look) -> None:
    assert codes(look("V-29", {})) == ["missing"]
    assert look("V-29", {"VPAT-2026.odt": b"PK"}).status is FAILED
    assert look("V-29", {"VPAT-2026.pdf": b"%PDF"}).status is PASSED
    assert look("V-29", {}, ANSWERED).status is NOT_APPLICABLE


def test_period_of_support_is_stated_and_to_come(look) -> None:
    assert codes(look("V-30", {})) == ["not-stated"]
    assert look("V-30", {}, ANSWERED).status is PASSED
    assert codes(look("V-30", {"S.md": "Supported until 2025-01-01"})) == ["over"]


def test_changes_since_the_previous_delivery_are_told(told, look) -> None:
    before = told({"lib/lines-core-2.4.1.jar": shop.LINES, "lib/parser-1.3.0.jar": shop.PARSER})
    other = shop.jar("org.example.parser", "parser", "1.3.0", "GPL-3.0-only")
    newer = shop.jar("org.example.lines", "lines-core", "2.5.0", "Apache-2.0")
    same = look("V-31", {"lib/lines-core-2.4.1.jar": shop.LINES, "lib/parser-1.3.0.jar": shop.PARSER}, previous=before)
    found = look(
        "V-31", {"lib/lines-core-2.5.0.jar": newer, "lib/parser-1.3.0.jar": other, "lib/gnu-io-1.0.jar": GPL}, previous=before
    )

    assert (same.status, dict(same.facts)["former"]) == (PASSED, "lieferung.zip")
    assert sorted((spot.code, dict(spot.facts)["name"]) for spot in found.spots) == [
        ("added-objection", "org.example.gnu:gnu-io"),
        ("relicensed", "org.example.parser:parser"),
        ("updated", "org.example.lines:lines-core"),
    ]
    assert look("V-31", {}).status is NOT_APPLICABLE


def test_only_new_versions_are_no_more_than_a_hint(told, look) -> None:
    before = told({"lib/lines-core-2.4.1.jar": shop.LINES})
    newer = shop.jar("org.example.lines", "lines-core", "2.5.0", "Apache-2.0")

    assert look("V-31", {"lib/lines-core-2.5.0.jar": newer}, previous=before).severity is CheckSeverity.HINT


@pytest.mark.parametrize(
    ("answer", "expires", "status", "code"),
    [
        ("accepted", "", PASSED, None),
        ("accepted-with-conditions", "2026-12-31", PASSED, None),
        ("accepted-with-conditions", "2026-11-21", FAILED, "overdue"),
        ("accepted-with-conditions", "bald", FAILED, "overdue"),
        ("rejected", "", FAILED, "rejected"),
        ("rejected", "2026-12-31", FAILED, "rejected-until"),
        ("yes", "", MANUAL, None),
    ],
)
def test_acceptance_is_what_people_decided(look, answer, expires, status, code) -> None:
    said = (Decision("V-32", answer, "Koordination", "2026-11-20", "AZ-1", "Grund", expires),)
    found = look("V-32", {}, decisions=said)

    assert (found.status, codes(found)) == (status, [] if code is None else [code])


def test_last_word_on_acceptance_counts(look) -> None:
    said = (Decision("V-32", "accepted", "A", "2026-11-20"), Decision("V-32", "rejected", "A", "2026-11-21", reason="x"))

    assert look("V-32", {}, decisions=said).status is FAILED


def test_nothing_passes_where_something_was_not_looked_into(look) -> None:
    files = {**SOURCES, "more.zip": b"PK\3\4 broken"}

    assert [look(check, files, OWED).status for check in ("V-17", "V-18", "V-19", "V-21", "V-22")] == [UNKNOWN] * 5
