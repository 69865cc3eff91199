"""A license that a document describes itself stays the one that is meant, whatever else bears its name."""

from __future__ import annotations

import json

import pytest
from tests.sbom.test_merge import cyclonedx, element, library, merge, package, spdx, spdx3

from osscan.engine.sbom_convert import convert_source
from osscan.inputs.source import Source
from osscan.sbom.codec import facts_of
from osscan.sbom.cyclonedx_facts import facts as cyclonedx_facts

NAMESPACE = "https://example.org/"


def converted(document, name="spdx-2.3"):
    return json.loads(convert_source(Source("in.json", held=json.dumps(document).encode()), name).content)


def said(document):
    """What is said of the license that each package declares."""
    rows = {row["licenseId"]: (row.get("name", ""), row["extractedText"]) for row in document["hasExtractedLicensingInfos"]}
    return {one["name"]: rows.get(one["licenseDeclared"].removeprefix("MIT OR ")) for one in document["packages"]}


def in_spdx2(name, *rows):
    told = [{"licenseId": "LicenseRef-1", "name": title, "extractedText": text} for title, text in rows]
    return spdx(package(name, licenseDeclared="MIT OR LicenseRef-1"), name=name, hasExtractedLicensingInfos=told)


def in_spdx3(name, *rows, namespace="", keys=False):
    base = f"{NAMESPACE}{namespace or name}"
    expression = {
        "type": "simplelicensing_LicenseExpression",
        "spdxId": f"{base}#e",
        "creationInfo": "_:info",
        "simplelicensing_licenseExpression": "MIT OR LicenseRef-1",
    }
    ref = f"{base}#l" if keys else f"{base}#LicenseRef-1"
    if keys:
        entry = {"type": "DictionaryEntry", "key": "LicenseRef-1", "value": ref}
        expression["simplelicensing_customIdToUri"] = [entry]
    texts = [
        {
            "type": "simplelicensing_SimpleLicensingText",
            "spdxId": ref,
            "creationInfo": "_:info",
            "name": title,
            "simplelicensing_licenseText": text,
        }
        for title, text in rows
    ]
    declared = {
        "type": "Relationship",
        "spdxId": f"{base}#r",
        "creationInfo": "_:info",
        "from": f"{base}#p",
        "to": [f"{base}#e"],
        "relationshipType": "hasDeclaredLicense",
    }
    return spdx3(element(f"{base}#p", name), expression, declared, *texts, name=namespace or name)


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("make", [in_spdx2, in_spdx3])
def test_names_tell_licenses_apart_whose_texts_say_nothing(make, order) -> None:
    inputs = [make("a", ("Apache License 2.0", "NOASSERTION")), make("b", ("GNU GPL v3", "NOASSERTION"))][::order]
    document = json.loads(merge(*inputs).content)

    expected = {"a": ("Apache License 2.0", "NOASSERTION"), "b": ("GNU GPL v3", "NOASSERTION")}
    assert said(document if make is in_spdx2 else converted(document)) == expected


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("make", [in_spdx2, in_spdx3])
def test_a_text_explains_no_license_of_another_document(make, order) -> None:
    document = json.loads(merge(*[make("a", ("own", "Do what you like.")), make("b")][::order]).content)
    found = said(document if make is in_spdx2 else converted(document))

    assert found["a"] == ("own", "Do what you like.")
    assert found["b"] in (None, ("", "NOASSERTION"))


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("shared", [{}, {"namespace": "both"}, {"keys": True}, {"namespace": "both", "keys": True}])
def test_one_license_name_for_two_texts_stays_two_in_spdx_3(shared, order) -> None:
    inputs = [in_spdx3(name, ("own", text), **shared) for name, text in (("a", "Do what you like."), ("b", "Do nothing."))]

    assert said(converted(json.loads(merge(*inputs[::order]).content))) == {
        "a": ("own", "Do what you like."),
        "b": ("own", "Do nothing."),
    }


def test_the_same_package_under_two_texts_of_one_name_stays_two() -> None:
    told = merge(in_spdx3("a", ("own", "Do what you like."), namespace="x"), in_spdx3("a", ("own", "Do nothing."), namespace="y"))
    packages = [row for row in json.loads(told.content)["@graph"] if row["type"] == "software_Package"]

    assert [row["name"] for row in packages] == ["a", "a"]
    assert "licenses" in [conflict.member for conflict in told.conflicts]


def test_keys_that_each_expression_gives_for_itself_stay_apart_in_spdx_2() -> None:
    both = in_spdx3("a", ("own", "Do what you like."), keys=True)
    both["@graph"] += in_spdx3("b", ("own", "Do nothing."), keys=True)["@graph"][3:]

    assert said(converted(both)) == {"a": ("own", "Do what you like."), "b": ("own", "Do nothing.")}


def detailed(text):
    details = [{"licenseIdentifier": "LicenseRef-1", "text": {"content": text}}]
    return [{"expression": "MIT OR LicenseRef-1", "acknowledgement": "declared", "expressionDetails": details}]


def named(text):
    return [{"license": {"name": "LicenseRef-1", "acknowledgement": "declared", "text": {"content": text}}}]


@pytest.mark.parametrize("licenses", [detailed, named])
def test_texts_of_single_entries_of_cyclonedx_stay_apart_in_spdx(licenses) -> None:
    parts = [library("a", licenses=licenses("Do what you like.")), library("b", licenses=licenses("Do nothing."))]
    document = cyclonedx(*parts) | {"specVersion": "1.7"}

    assert {name: told[1] for name, told in said(converted(document)).items()} == {"a": "Do what you like.", "b": "Do nothing."}
    assert converted(converted(document), "cyclonedx-1.7")["components"] == parts


def test_details_of_listed_licenses_leave_their_names_as_they_are() -> None:
    rows = [
        [{"expression": "MIT", "expressionDetails": [{"licenseIdentifier": "MIT", "text": {"content": text}}]}]
        for text in ("Copyright one", "Copyright two")
    ]
    bom = facts_of("CycloneDX", cyclonedx(library("a", licenses=rows[0]), library("b", licenses=rows[1])))

    assert [entry.raw for part in bom.parts for entry in part.licenses] == ["MIT", "MIT"]


@pytest.mark.parametrize(
    "entry",
    [
        {"expression": "MIT", "license": {"id": "AGPL-3.0-only"}},
        {"license": {"id": "MIT", "name": "AGPL-3.0-only"}},
        {"expression": "MIT", "license": "AGPL-3.0-only"},
    ],
)
def test_an_entry_that_says_two_licenses_hides_neither(entry) -> None:
    bom = cyclonedx_facts(cyclonedx(library("a", licenses=[entry])))

    assert [told.raw for told in bom.parts[0].licenses] == ["MIT", "AGPL-3.0-only"]


@pytest.mark.parametrize("rows", ["GPL-2.0-only", ["GPL-2.0-only"], [{"license": "GPL-2.0-only"}]])
def test_a_license_that_is_a_bare_text_is_one(rows) -> None:
    bom = cyclonedx_facts(cyclonedx(library("a", licenses=rows)))

    assert [told.raw for told in bom.parts[0].licenses] == ["GPL-2.0-only"]
