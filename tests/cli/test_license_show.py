"""`osscan license show` from outside."""

from __future__ import annotations

import json


def test_the_page_says_what_the_license_reaches_asks_and_permits(osscan):
    done = osscan("license", "show", "EUPL-1.2", "--lang", "de")
    assert 0 == done.returncode
    for said in (
        "EUPL-1.2 – European Union Public License 1.2",
        "Schon der Zugang zu den wesentlichen Funktionen über ein Netz gilt als Weitergabe.",
        "Quelltext auch über das Netz anbieten",
        "(im Anhang genannt), wenn gilt:",
        "EUPL-1.2, Art. 5, Art. 1",
        "keine Rechtsberatung",
    ):
        assert said in done.out


def test_an_exception_lifts_the_duties_on_the_whole(osscan):
    duties = {}
    for license_id in ("GPL-2.0-only", "GPL-2.0-only WITH Classpath-exception-2.0"):
        found = json.loads(osscan("license", "show", license_id, "--format", "json").stdout)["licenses"][0]
        duties[license_id] = found["obligations"]["binary"]
    assert ["whole-source", "component-source"] == [next(one for one in asked if "source" in one) for asked in duties.values()]


def test_the_document_holds_profile_permissions_and_judgements(osscan):
    found = json.loads(osscan("license", "show", "MPL 2.0", "--format", "json").stdout)
    (card,) = found["licenses"]
    assert ("osscan/license/1", "MPL-2.0", "file", True) == (found["schema"], card["id"], card["copyleft"], card["osi"])
    assert {"license": "GPL-2.0-only", "by": "secondary-license"} == {
        key: card["may_be_passed_on_as"][0][key] for key in ("license", "by")
    }
    assert ["incorporate", "static-link", "dynamic-link", "separate-process", "build-tool"] == [
        one["relation"] for one in card["judgements"]
    ]


def test_each_license_of_an_expression_has_its_card(osscan):
    found = json.loads(osscan("license", "show", "MIT OR GPL-2.0", "--format", "json").stdout)
    assert ["MIT", "GPL-2.0-only"] == [card["id"] for card in found["licenses"]]


def test_a_license_without_profile_says_so(osscan):
    done = osscan("license", "show", "LicenseRef-somebody", "--lang", "en")
    assert 0 == done.returncode
    assert "osscan has no profile for this license" in done.out


def test_an_ambiguous_name_is_not_guessed(osscan):
    done = osscan("license", "show", "BSD", "--lang", "en")
    assert (4, "") == (done.returncode, done.out)
    assert "can mean several licenses: 0BSD, BSD-2-Clause" in done.err


def test_what_is_no_license_is_told_with_its_neighbours(osscan):
    done = osscan("license", "show", "Apache-2.1", "--lang", "en")
    assert 4 == done.returncode
    assert "Apache-2.0" in done.err


def test_a_wrong_relation_is_a_wrong_call(osscan):
    assert 2 == osscan("license", "show", "MIT", "--relation", "hugging").returncode
