"""Each rule of the standard, kept and broken, with key and line."""

from __future__ import annotations

import pytest
from tests.publiccode.documents import LONG, VALID, changed, judged, told, with_lines

from osscan.model.problem import Severity

CONTRACT = (
    "  type: internal\n  contacts:\n    - name: Team Verleih\n",
    "  type: contract\n  contractors:\n    - name: Firma\n{rest}",
)
IS_KEPT = {
    "the whole": VALID,
    "version 0 is the newest": changed(('"0.7"', '"0"')),
    "a date": with_lines("releaseDate: 2026-03-31\n"),
    "a quoted date": with_lines('releaseDate: "2024-02-29"\n'),
    "no date at all": with_lines("releaseDate:\n"),
    "based on one": with_lines("isBasedOn: https://gitlab.example/andere/werkzeug.git\n"),
    "based on two": with_lines("isBasedOn:\n  - https://a.example/b\n  - https://a.example/c\n"),
    "empty lists that need nothing": with_lines("categories: []\nusedBy: []\nsupports: []\n"),
    "a category of 0.5": with_lines("categories: [other, budgeting]\n"),
    "supports": with_lines("supports:\n  - id: alias:gdpr\n  - id: urn:x-norm:din-66336\n  - id: https://law.example/1\n"),
    "organisation": with_lines("organisation:\n  uri: https://stadt.example\n"),
    "organisation by urn": with_lines("organisation:\n  uri: urn:x-stadt:verleih\n  name: Stadt\n"),
    "fundedBy": with_lines("fundedBy:\n  - name: Land\n    uri: https://land.example\n"),
    "countries": with_lines(
        "intendedAudience:\n  countries: [DE, AT]\n  unsupportedCountries: [CH]\n  scope: [local-authorities]\n"
    ),
    "a contract": changed((CONTRACT[0], CONTRACT[1].format(rest="      until: 2027-01-01\n"))),
    "contacts where nobody maintains": changed(("type: internal", "type: none")),
    "nobody maintains": changed(("  type: internal\n  contacts:\n    - name: Team Verleih\n", "  type: none\n")),
    "a role mailbox": changed(
        ("- name: Team Verleih", '- name: Team Verleih\n      email: werkzeug@stadt.example\n      phone: "+49 231"')
    ),
    "an expression": changed(("EUPL-1.2", "(EUPL-1.2 OR AGPL-3.0-or-later) AND MIT")),
    "an exception": changed(("EUPL-1.2", "GPL-2.0-only WITH Classpath-exception-2.0")),
    "languages": changed(("[de]", "[de, en-GB, de-Latn-1996, sl-IT-nedis, no]")),
    "norwegian is no truth value": changed(("  de:\n", "  no:\n")),
    "dependencies": with_lines('dependsOn:\n  open:\n    - name: PostgreSQL\n      versionMin: "15"\n      optional: true\n'),
    "a video": changed(("[Ausleihe]", "[Ausleihe]\n    videos: ['https://vimeo.com/123', 'https://www.youtube.com/watch?v=a']")),
    "addresses": with_lines("landingURL: http://stadt.example:8080/a?b=c#d\nroadmap: https://stadt.example/plan\n"),
    "a git address": changed(("https://gitlab.example/stadt/werkzeug.git", "git://gitlab.example/stadt/werkzeug")),
    "an anchor and its alias": changed(("name: Werkzeugverleih", "name: &name Werkzeugverleih"), ("[Ausleihe]", "[*name]")),
    "a merged mapping": changed(("- name: Team Verleih", "- &team\n      name: Team\n    - <<: *team\n      phone: '+49 231'")),
}


@pytest.mark.parametrize("text", IS_KEPT.values(), ids=IS_KEPT)
def test_what_the_standard_allows_is_valid_without_a_word(text) -> None:
    assert told(text) == []


MISSING = {
    "name": changed(("name: Werkzeugverleih\n", "")),
    "url": changed(("url: https://gitlab.example/stadt/werkzeug.git\n", "")),
    "developmentStatus": changed(("developmentStatus: stable\n", "")),
    "softwareType": changed(("softwareType: standalone/web\n", "")),
}


@pytest.mark.parametrize(("key", "text"), MISSING.items(), ids=MISSING)
def test_missing_mandatory_key_is_shown_at_the_first_key(key, text) -> None:
    assert told(text) == [("key-missing", key, 1)]


BROKEN = {
    "empty name": (changed(("name: Werkzeugverleih", "name:")), [("key-missing", "name", 2)]),
    "empty text as name": (changed(("name: Werkzeugverleih", "name: ''")), [("key-missing", "name", 2)]),
    "no platforms": (changed(("platforms: [web]\n", "")), [("list-missing", "platforms", 1)]),
    "platforms without entries": (changed(("[web]", "[]")), [("list-empty", "platforms", 4)]),
    "platforms as text": (changed(("[web]", "web")), [("wrong-kind-list", "platforms", 4)]),
    "status": (changed(("stable", "finished")), [("word-not-allowed", "developmentStatus", 5)]),
    "misspelt status": (changed(("stable", "Stable")), [("word-misspelt", "developmentStatus", 5)]),
    "type": (changed(("standalone/web", "standalone")), [("word-misspelt", "softwareType", 6)]),
    "url without scheme": (changed(("https://gitlab", "gitlab")), [("url-invalid", "url", 3)]),
    "url of ssh's short form": (
        changed(("https://gitlab.example/stadt/werkzeug.git", "git@gitlab.example:stadt/werkzeug.git")),
        [("url-invalid", "url", 3)],
    ),
    "landingURL by ftp": (with_lines("landingURL: ftp://a.example/b\n"), [("url-not-http", "landingURL", 21)]),
    "isBasedOn": (with_lines("isBasedOn:\n  - https://a.example\n  - nowhere\n"), [("url-invalid", "isBasedOn[1]", 23)]),
    "isBasedOn alone": (with_lines("isBasedOn: nowhere\n"), [("url-invalid", "isBasedOn[0]", 21)]),
    "isBasedOn as mapping": (with_lines("isBasedOn:\n  a: b\n"), [("wrong-kind-text-or-list", "isBasedOn.a", 22)]),
    "an empty date": (with_lines("releaseDate: ''\n"), [("date-form", "releaseDate", 21)]),
    "a date with time": (with_lines("releaseDate: 2026-01-01T00:00:00\n"), [("date-form", "releaseDate", 21)]),
    "a day that is none": (with_lines("releaseDate: 2026-02-30\n"), [("date-form", "releaseDate", 21)]),
    "a category": (with_lines("categories: [budgeting, xyz]\n"), [("word-not-allowed", "categories[1]", 21)]),
    "a scope": (with_lines("intendedAudience:\n  scope: [goverment]\n"), [("word-misspelt", "intendedAudience.scope[0]", 22)]),
    "a country of three letters": (
        with_lines("intendedAudience:\n  countries:\n    - DEU\n"),
        [("country-invalid", "intendedAudience.countries[0]", 23)],
    ),
    "a country in mixed case": (
        with_lines("intendedAudience:\n  countries: [De]\n"),
        [("country-invalid", "intendedAudience.countries[0]", 22)],
    ),
    "organisation without uri": (with_lines("organisation:\n  name: Stadt\n"), [("key-missing", "organisation.uri", 22)]),
    "organisation in brackets": (with_lines("organisation: {name: Stadt}\n"), [("key-missing", "organisation.uri", 21)]),
    "organisation's uri": (with_lines("organisation:\n  uri: stadt\n"), [("uri-invalid", "organisation.uri", 22)]),
    "organisation's urn": (with_lines("organisation:\n  uri: 'urn:x'\n"), [("uri-invalid", "organisation.uri", 22)]),
    "a code of no administration": (
        with_lines("organisation:\n  uri: urn:x-italian-pa:a_b_c_d\n"),
        [("ipa-code-invalid", "organisation.uri", 22)],
    ),
    "fundedBy's uri": (with_lines("fundedBy:\n  - name: Land\n"), [("key-missing", "fundedBy[0].uri", 22)]),
    "fundedBy as mapping": (with_lines("fundedBy:\n  name: Land\n"), [("wrong-kind-list", "fundedBy.name", 22)]),
    "an alias": (with_lines("supports:\n  - id: alias:dsgvo\n"), [("alias-unknown", "supports[0].id", 22)]),
    "a support that is no uri": (with_lines("supports:\n  - id: gdpr\n"), [("uri-invalid", "supports[0].id", 22)]),
    "a support without id": (with_lines("supports:\n  - {}\n"), [("key-missing", "supports[0].id", 22)]),
    "no language": (changed(("  de:\n", "  de_DE:\n")), [("language-invalid", "description", 7)]),
    "a language that does not exist": (
        changed(("[de]", "[de, xq]")),
        [("language-invalid", "localisation.availableLanguages[1]", 20)],
    ),
    "no available languages": (changed(("[de]", "[]")), [("list-empty", "localisation.availableLanguages", 20)]),
    "short description": (changed(("Verleiht Werkzeug.", "W" * 151)), [("text-too-long", "description.de.shortDescription", 9)]),
    "no short description": (
        changed(("    shortDescription: Verleiht Werkzeug.\n", "")),
        [("key-missing", "description.de.shortDescription", 9)],
    ),
    "a long description of 149": (changed((LONG, "W" * 149)), [("text-too-short", "description.de.longDescription", 10)]),
    "a long description of 10001": (changed((LONG, "W" * 10001)), [("text-too-long", "description.de.longDescription", 10)]),
    "no features": (changed(("    features: [Ausleihe]\n", "")), [("missing-in-every-language", "description.de.features", 9)]),
    "features without entries": (changed(("[Ausleihe]", "[]")), [("missing-in-every-language", "description.de.features", 11)]),
    "a language with hyphen": (
        changed(("  de:\n", "  de-AT:\n"), ("    features: [Ausleihe]\n", "")),
        [("missing-in-every-language", "description[de-AT].features", 9)],
    ),
    "no license": (changed(("  license: EUPL-1.2\n", "  mainCopyrightOwner: Stadt\n")), [("key-missing", "legal.license", 13)]),
    "no legal section": (changed(("legal:\n  license: EUPL-1.2\n", "")), [("key-missing", "legal.license", 0)]),
    "an empty legal section": (changed(("legal:\n  license: EUPL-1.2\n", "legal:\n")), [("key-missing", "legal.license", 12)]),
    "license's grammar": (changed(("EUPL-1.2", "MIT OR")), [("license-expression", "legal.license", 13)]),
    "license's name": (changed(("EUPL-1.2", "EUPL")), [("license-id-unknown", "legal.license", 13)]),
    "an unknown exception": (changed(("EUPL-1.2", "MIT WITH nothing-2.0")), [("license-id-unknown", "legal.license", 13)]),
    "maintenance's type": (
        changed(("type: internal", "type: xyz")),
        [("word-not-allowed", "maintenance.type", 15)],
    ),
    "no contacts": (
        changed(("  contacts:\n    - name: Team Verleih\n", "")),
        [("party-missing", "maintenance.contacts", 15)],
    ),
    "contacts without entries": (
        changed(("  contacts:\n    - name: Team Verleih\n", "  contacts: []\n")),
        [("list-empty", "maintenance.contacts", 16)],
    ),
    "no contractors": (changed(("type: internal", "type: contract")), [("party-missing", "maintenance.contractors", 15)]),
    "contractors without a contract": (
        changed(("  contacts:\n", "  contractors:\n    - name: Firma\n  contacts:\n")),
        [("contractors-without-contract", "maintenance.contractors", 16)],
    ),
    "contractor's end": (
        changed((CONTRACT[0], CONTRACT[1].format(rest=""))),
        [("key-missing", "maintenance.contractors[0].until", 17)],
    ),
    "contractor's website": (
        changed((CONTRACT[0], CONTRACT[1].format(rest="      until: 2027-01-01\n      website: firma.example\n"))),
        [("url-not-http", "maintenance.contractors[0].website", 19)],
    ),
    "contact's mail": (
        changed(("- name: Team Verleih", "- name: Team Verleih\n      email: werkzeug(at)stadt")),
        [("email-invalid", "maintenance.contacts[0].email", 18)],
    ),
    "contact's name": (
        changed(("- name: Team Verleih", "- affiliation: Stadt")),
        [("key-missing", "maintenance.contacts[0].name", 17)],
    ),
    "dependency's name": (
        with_lines("dependsOn:\n  hardware:\n    - optional: true\n"),
        [("key-missing", "dependsOn.hardware[0].name", 23)],
    ),
    "a video elsewhere": (
        changed(("[Ausleihe]", "[Ausleihe]\n    videos:\n      - https://stadt.example/v")),
        [("video-not-embeddable", "description.de.videos[0]", 13)],
    ),
    "an unknown key": (with_lines("colour: red\n"), [("key-unknown", "colour", 21)]),
    "a misspelt key": (with_lines("landingUrl: https://a.example\n"), [("key-misspelt", "landingUrl", 21)]),
    "a section for Germany": (with_lines("de:\n  leika: []\n"), [("country-undefined", "de", 21)]),
    "a key twice": (with_lines("name: Verleih\n"), [("key-doubled", "name", 21)]),
    "an unknown version": (changed(('"0.7"', '"1"')), [("version-unknown", "publiccodeYmlVersion", 1)]),
    "version without quotation marks": (changed(('"0.7"', "0.7")), [("version-no-text", "publiccodeYmlVersion", 1)]),
    "no version": (changed(('publiccodeYmlVersion: "0.7"\n', "")), [("version-missing", "publiccodeYmlVersion", 0)]),
}


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_is_an_error_with_key_and_line(text, expected) -> None:
    assert told(text) == expected
    assert {one.severity for one in judged(text)} == {Severity.ERROR}


WARNED = {
    "old version": (changed(('"0.7"', '"0.5"')), [("version-old", "publiccodeYmlVersion", 1)]),
    "key of a newer version": (
        changed(('"0.7"', '"0.6"')) + "supports: []\n",
        [("version-old", "publiccodeYmlVersion", 1), ("key-newer", "supports", 21)],
    ),
    "word of a newer version": (
        changed(('"0.7"', '"0.4"')) + "categories: [other]\n",
        [("version-old", "publiccodeYmlVersion", 1), ("word-newer", "categories[0]", 21)],
    ),
    "mandatory in 0.3": (
        changed(('"0.7"', '"0.3"')),
        [
            ("key-missing-then", "categories", 1),
            ("version-old", "publiccodeYmlVersion", 1),
            ("key-missing-then", "releaseDate", 1),
        ],
    ),
    "deprecated": (with_lines("inputTypes: [text/plain]\n"), [("key-deprecated", "inputTypes", 21)]),
    "replaced": (changed(("EUPL-1.2", "EUPL-1.2\n  repoOwner: Stadt")), [("key-replaced", "legal.repoOwner", 14)]),
    "country in lower case": (
        with_lines("intendedAudience:\n  countries: [de]\n"),
        [("country-lowercase", "intendedAudience.countries[0]", 22)],
    ),
    "fundedBy's name": (with_lines("fundedBy:\n  - uri: https://land.example\n"), [("key-wanted", "fundedBy[0].name", 22)]),
    "number as text": (with_lines("softwareVersion: 1.10\n"), [("text-unquoted", "softwareVersion", 21)]),
    "deprecated license": (changed(("EUPL-1.2", "GPL-3.0")), [("license-id-deprecated", "legal.license", 13)]),
    "license that is not open": (changed(("EUPL-1.2", "CC-BY-NC-4.0")), [("license-not-open", "legal.license", 13)]),
    "license of one's own": (changed(("EUPL-1.2", "LicenseRef-Stadt")), [("license-not-listed", "legal.license", 13)]),
    "contract that has ended": (
        changed((CONTRACT[0], CONTRACT[1].format(rest="      until: 2026-11-21\n"))),
        [("contract-ended", "maintenance.contractors[0].until", 18)],
    ),
    "release to come": (with_lines("releaseDate: 2026-11-23\n"), [("date-in-future", "releaseDate", 21)]),
    "a language that says less": (
        changed(("  de:\n", "  en:\n    shortDescription: Lends.\n  de:\n")),
        [
            ("missing-in-one-language", "description.en.features", 9),
            ("missing-in-one-language", "description.en.longDescription", 9),
        ],
    ),
    "italy": (
        with_lines("IT:\n  countryExtensionVersion: '1.0'\n  riuso:\n    codiceIPA: c_h501\n"),
        [("key-replaced", "IT", 21), ("key-replaced", "IT.riuso.codiceIPA", 24)],
    ),
    "a byte order mark": ("\ufeff" + VALID, [("byte-order-mark", "", 1)]),
}


@pytest.mark.parametrize(("text", "expected"), WARNED.values(), ids=WARNED)
def test_what_is_doubtful_is_a_warning_and_leaves_the_file_valid(text, expected) -> None:
    assert told(text) == expected
    assert {one.severity for one in judged(text)} == {Severity.WARNING}


def test_italy_twice_is_an_error() -> None:
    assert ("section-doubled", "it", 22) in told(with_lines("IT: {}\nit: {}\n"))


LOST = {
    "license of the wrong kind": (
        changed(("license: EUPL-1.2", "license: []")),
        [("wrong-kind-text", "legal.license", 13)],
    ),
    "another key of the section": (
        changed(("license: EUPL-1.2", "license: EUPL-1.2\n  repoOwner: []")),
        [
            ("section-lost", "legal.license", 13),
            ("key-replaced", "legal.repoOwner", 14),
            ("wrong-kind-text", "legal.repoOwner", 14),
        ],
    ),
    "an unknown key in a section": (
        changed(("license: EUPL-1.2", "license: EUPL-1.2\n  colour: red")),
        [("section-lost", "legal.license", 13), ("key-unknown", "legal.colour", 14)],
    ),
    "a section as list": (
        changed(("legal:\n  license: EUPL-1.2\n", "legal: []\n")),
        [("wrong-kind-mapping", "legal", 12), ("section-lost", "legal.license", 12)],
    ),
    "a word for a truth value": (
        changed(("localisationReady: false", "localisationReady: no")),
        [("boolean-as-word", "localisation.localisationReady", 19), ("section-lost", "localisation.availableLanguages", 20)],
    ),
    "a description": (
        changed(("[Ausleihe]", "[Ausleihe]\n    awards: first")),
        [("section-lost", "description", 7), ("wrong-kind-list", "description.de.awards", 12)],
    ),
    "a section that nobody needs": (
        with_lines("dependsOn:\n  open:\n    - name: A\n      version: []\n"),
        [("wrong-kind-text", "dependsOn.open[0].version", 24)],
    ),
    "a list in the next line": (
        changed(("name: Werkzeugverleih", "name:\n  - Werkzeugverleih")),
        [("section-lost", "name", 2), ("wrong-kind-text", "name[0]", 3)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), LOST.values(), ids=LOST)
def test_a_wrong_kind_takes_what_is_mandatory_in_its_section_with_it(text, expected) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "Yes", "NO", "y", "n"])
def test_words_of_yaml_1_1_are_no_truth_values(word) -> None:
    assert ("boolean-as-word", "localisation.localisationReady", 19) in told(changed(("false", word)))


@pytest.mark.parametrize("word", ["true", "True", "TRUE", "false", "False", "FALSE"])
def test_truth_values_of_yaml_1_2_are(word) -> None:
    assert told(changed(("Ready: false", f"Ready: {word}"))) == []


def test_every_finding_names_version_and_key_of_the_standard() -> None:
    text = changed(('"0.7"', '"0.5.0"'), ("  de:\n", "  de-AT:\n"), ("[Ausleihe]", "[]"))

    assert [one.clause for one in judged(text)] == [
        "publiccode.yml 0.5.0, publiccodeYmlVersion",
        "publiccode.yml 0.5.0, description/[lang]/features",
    ]


def test_after_a_thousand_findings_the_rest_is_told_as_one() -> None:
    found = told(with_lines("usedBy:\n" + "  - []\n" * 3000))

    assert len(found) == 1001
    assert [code for code, _, _ in found].count("too-many") == 1
