"""Documents become one: what is the same is united, what contradicts stays and is told, and what comes out keeps its schema."""

from __future__ import annotations

import json
import time

import pytest
from tests.cost import seconds

from osscan.engine.sbom_merge import merge_sources
from osscan.inputs.source import Source
from osscan.model.sbom_merge import ConflictKind, Frame
from osscan.sbom import schema
from osscan.sbom.codec import facts_of
from osscan.sbom.uniting_licenses import united

FRAME = Frame("", "", "2026-01-01T00:00:00Z")


def cyclonedx(*components, root=None, serial="1", **more):
    metadata = {"component": root} if root else {}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b7{serial}",
        "version": 1,
        "metadata": metadata,
        "components": list(components),
        **more,
    }


def library(name, version="1", **more):
    return {"type": "library", "bom-ref": name, "name": name, "version": version, "purl": f"pkg:npm/{name}@{version}", **more}


def spdx(*packages, name="d", **more):
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": name,
        "documentNamespace": f"https://example.org/{name}",
        "creationInfo": {"created": "2025-01-01T00:00:00Z", "creators": [f"Tool: {name}-1"]},
        "packages": list(packages),
        **more,
    }


def package(name, version="1", **more):
    purl = {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": f"pkg:npm/{name}@{version}"}
    told = {"SPDXID": f"SPDXRef-{name}", "name": name, "versionInfo": version, "downloadLocation": "NOASSERTION"}
    return {**told, "filesAnalyzed": False, "externalRefs": [purl], **more}


def spdx3(*elements, name="d"):
    base = f"https://example.org/{name}"
    info = {
        "@id": "_:info",
        "type": "CreationInfo",
        "specVersion": "3.0.1",
        "created": "2025-01-01T00:00:00Z",
        "createdBy": [f"{base}#who"],
    }
    who = {"type": "Person", "spdxId": f"{base}#who", "creationInfo": "_:info", "name": name}
    document = {
        "type": "SpdxDocument",
        "spdxId": base,
        "creationInfo": "_:info",
        "name": name,
        "rootElement": [elements[0]["spdxId"]],
    }
    document["profileConformance"] = ["core", "software"]
    return {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [info, who, document, *elements]}


def element(id_, name, version="1", **more):
    told = {"type": "software_Package", "spdxId": id_, "creationInfo": "_:info", "name": name, "software_packageVersion": version}
    return {**told, "software_packageUrl": f"pkg:npm/{name}@{version}", **more}


def merge(*documents, frame=FRAME, to=""):
    sources = [Source("in.json", held=json.dumps(told).encode()) for told in documents]
    return merge_sources(sources, to, frame)


def result(*documents, frame=FRAME, to=""):
    return json.loads(merge(*documents, frame=frame, to=to).content)


def kinds(told):
    return sorted(one.kind.value for one in told.conflicts)


def test_equal_parts_are_united_and_complete_each_other() -> None:
    first = cyclonedx(library("a", licenses=[{"license": {"id": "MIT"}}]))
    second = cyclonedx(library("a", supplier={"name": "City"}), serial="2")

    told = merge(first, second)

    (part,) = json.loads(told.content)["components"]
    assert (told.united, told.conflicts, part["licenses"], part["supplier"]) == (
        1,
        (),
        [{"license": {"id": "MIT"}}],
        {"name": "City"},
    )


def test_parts_that_contradict_stay_beside_each_other() -> None:
    first = cyclonedx(library("a", licenses=[{"license": {"id": "MIT"}}]))
    second = cyclonedx(library("a", licenses=[{"license": {"id": "ISC"}}]), serial="2")

    told = merge(first, second)

    document = json.loads(told.content)
    assert sorted(part["licenses"][0]["license"]["id"] for part in document["components"]) == ["ISC", "MIT"]
    assert kinds(told) == ["part", "ref"]
    (conflict,) = (one for one in told.conflicts if one.kind is ConflictKind.PART)
    assert (conflict.part, conflict.member) == ("a 1", "licenses")
    assert schema.cyclonedx_findings(document, "1.6") == ()


def test_licenses_in_other_words_or_with_a_role_more_do_not_contradict() -> None:
    first = cyclonedx(library("a", licenses=[{"license": {"id": "MIT"}}]), library("b", licenses=[{"expression": "MIT OR ISC"}]))
    marked = [{"expression": "MIT", "acknowledgement": "declared"}]
    second = cyclonedx(library("a", licenses=marked), library("b", licenses=[{"expression": "ISC OR MIT"}]), serial="2")

    told = merge(first, second)

    parts = {part["name"]: part["licenses"] for part in json.loads(told.content)["components"]}
    assert (told.conflicts, parts["a"], len(parts)) == ((), marked, 2)


def licenses_of(told):
    return [part["licenses"] for part in json.loads(told.content)["components"]]


def test_what_each_side_adds_to_a_license_is_kept() -> None:
    noted = {"license": {"id": "MIT", "properties": [{"name": "x:category", "value": "permissive"}]}}
    first = cyclonedx(library("a", licenses=[noted]))
    second = cyclonedx(library("a", licenses=[{"expression": "MIT", "acknowledgement": "declared"}]), serial="2")

    for told in (merge(first, second), merge(second, first)):
        assert told.conflicts == ()
        assert licenses_of(told) == [[{"license": {**noted["license"], "acknowledgement": "declared"}}]]
        assert schema.cyclonedx_findings(json.loads(told.content), "1.6") == ()


def test_a_role_that_one_side_alone_speaks_of_does_not_contradict() -> None:
    declared, concluded = ({"license": {"id": "MIT", "acknowledgement": role}} for role in ("declared", "concluded"))
    first = cyclonedx(library("a", licenses=[declared]))
    second = cyclonedx(library("a", licenses=[declared, concluded]), serial="2")

    for told in (merge(first, second), merge(second, first)):
        assert (told.conflicts, licenses_of(told)) == ((), [[declared, concluded]])


def test_an_expression_beside_other_licenses_is_told_as_a_license() -> None:
    first = cyclonedx(library("a", licenses=[{"expression": "MIT OR ISC", "acknowledgement": "declared"}]))
    roles = [{"license": {"name": "MIT OR ISC", "acknowledgement": role}} for role in ("declared", "concluded")]
    second = cyclonedx(library("a", licenses=roles), serial="2")

    for told in (merge(first, second), merge(second, first)):
        assert (told.conflicts, licenses_of(told)) == ((), [roles])
        assert schema.cyclonedx_findings(json.loads(told.content), "1.6") == ()


def test_an_expression_that_no_list_could_hold_beside_others_stays_apart() -> None:
    declared = {"expression": "MIT OR ISC", "acknowledgement": "declared"}
    concluded = {"expression": "MIT", "acknowledgement": "concluded"}

    assert united([declared], [declared, concluded]) == [declared, concluded]
    assert united(
        [declared], [{"license": {"name": "ISC OR MIT", **role("declared")}}, {"license": {"id": "MIT", **role("concluded")}}]
    ) == [
        {"license": {"name": "ISC OR MIT", **role("declared")}},
        {"license": {"id": "MIT", **role("concluded")}},
    ]
    assert united([declared], [{"expression": "MIT OR ISC"}, {"license": {"id": "MIT", **role("concluded")}}]) is None


def role(word):
    return {"acknowledgement": word}


@pytest.mark.parametrize("odd", [[None], [5, 5], [[]], ["MIT"], [{"license": 5}], [{"expression": []}]])
def test_odd_entries_are_licenses_of_their_own(odd) -> None:
    assert united(odd, [{"license": {"id": "MIT"}}]) is None


def test_a_name_with_its_group_is_the_name_without_one() -> None:
    purl = "pkg:npm/%40x/a@1"
    first = cyclonedx(library("@x/a", purl=purl))
    second = cyclonedx(library("a", group="@x", purl=purl), serial="2")

    for told in (merge(first, second), merge(second, first)):
        (part,) = json.loads(told.content)["components"]
        assert told.conflicts == ()
        assert (part.get("group"), part["name"]) in {(None, "@x/a"), ("@x", "a")}


def test_declared_and_concluded_contradict() -> None:
    first, second = (
        cyclonedx(library("a", licenses=[{"license": {"id": "MIT", "acknowledgement": role}}]), serial=serial)
        for role, serial in (("declared", "1"), ("concluded", "2"))
    )

    assert kinds(merge(first, second)) == ["part", "ref"]


def test_a_project_told_in_two_formats_is_told_once() -> None:
    told = merge(
        cyclonedx(library("a", licenses=[{"license": {"id": "MIT"}}])),
        spdx(package("a", licenseDeclared="MIT")),
        to="cyclonedx-1.6",
    )

    assert (told.united, [part["name"] for part in json.loads(told.content)["components"]]) == (1, ["a"])


def test_another_digest_of_one_algorithm_contradicts() -> None:
    first, second = (cyclonedx(library("a", hashes=[{"alg": "SHA-1", "content": sign * 40}]), serial=sign) for sign in ("1", "2"))

    assert [one.member for one in merge(first, second).conflicts if one.kind is ConflictKind.PART] == ["hashes.sha-1"]


def test_parts_without_package_url_are_the_same_by_hash_name_and_version() -> None:
    digest = {"hashes": [{"alg": "SHA-1", "content": "ab" * 20}]}
    first = cyclonedx({"type": "file", "name": "x", "version": "1", **digest})
    second = cyclonedx({"type": "file", "bom-ref": "q", "name": "x", "version": "1", "description": "d", **digest}, serial="2")

    (part,) = result(first, second)["components"]
    assert (part["bom-ref"], part["description"]) == ("q", "d")


def test_one_key_for_two_things_becomes_two_and_all_that_names_it_follows() -> None:
    first = cyclonedx(
        {**library("a"), "bom-ref": "1"}, {**library("b"), "bom-ref": "2"}, dependencies=[{"ref": "1", "dependsOn": ["2"]}]
    )
    second = cyclonedx(
        {**library("c"), "bom-ref": "1"},
        {**library("b"), "bom-ref": "x"},
        serial="2",
        dependencies=[{"ref": "1", "dependsOn": ["x"]}],
        vulnerabilities=[{"id": "CVE-1", "affects": [{"ref": "1"}]}],
    )

    document = result(first, second)

    refs = {part["name"]: part["bom-ref"] for part in document["components"]}
    needs = {row["ref"]: row["dependsOn"] for row in document["dependencies"]}
    assert len(set(refs.values())) == 3
    assert (needs[refs["a"]], needs[refs["c"]]) == ([refs["b"]], [refs["b"]])
    assert document["vulnerabilities"][0]["affects"] == [{"ref": refs["c"]}]
    assert schema.cyclonedx_findings(document, "1.6") == ()


def test_a_new_whole_depends_on_what_the_inputs_are_about_and_names_them() -> None:
    first = cyclonedx(library("a"), root={"type": "application", "bom-ref": "r", "name": "front"})
    second = cyclonedx(library("a"), root={"type": "application", "bom-ref": "r", "name": "back"}, serial="2")

    document = result(first, second, frame=Frame("shop", "2", "2026-01-01T00:00:00Z"))

    root = document["metadata"]["component"]
    needs = {row["ref"]: row["dependsOn"] for row in document["dependencies"]}
    named = {part["bom-ref"]: part["name"] for part in document["components"]}
    links = {part["name"]: part["externalReferences"][0]["url"] for part in document["components"] if part["name"] != "a"}
    assert (root["name"], root["version"]) == ("shop", "2")
    assert sorted(named[ref] for ref in needs[root["bom-ref"]]) == ["back", "front"]
    assert links == {
        "front": "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b71/1",
        "back": "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b72/1",
    }
    assert schema.cyclonedx_findings(document, "1.6") == ()


def test_a_composition_about_a_whole_document_speaks_of_its_subject_afterwards() -> None:
    first = cyclonedx(root={"type": "application", "bom-ref": "r", "name": "front"}, compositions=[{"aggregate": "complete"}])
    second = cyclonedx(root={"type": "application", "bom-ref": "s", "name": "back"}, serial="2")

    assert result(first, second)["compositions"] == [{"aggregate": "complete", "assemblies": ["r"]}]


def test_what_osscan_says_of_itself_depends_on_the_inputs_alone() -> None:
    first, second = cyclonedx(library("a")), cyclonedx(library("b"), serial="2")

    assert merge(first, second).content == merge(second, first).content
    assert result(first, second)["serialNumber"] != result(first)["serialNumber"]
    assert result(first, second)["metadata"]["timestamp"] == "2026-01-01T00:00:00Z"


def test_a_key_that_one_input_has_twice_is_there_once() -> None:
    twice = cyclonedx({**library("a"), "bom-ref": "x"}, {**library("b"), "bom-ref": "x"})

    document = result(twice)

    assert len({part["bom-ref"] for part in document["components"]}) == 2


def test_a_circle_stays_a_circle() -> None:
    circle = [{"ref": "a", "dependsOn": ["b"]}, {"ref": "b", "dependsOn": ["a"]}]
    document = result(cyclonedx(library("a"), library("b"), dependencies=circle), cyclonedx(library("a"), serial="2"))

    assert sorted(document["dependencies"], key=lambda row: row["ref"]) == circle


def test_signatures_are_void_and_effective_licenses_are_told() -> None:
    effective = {"properties": [{"name": "bsi:component:effectiveLicence", "value": "MIT"}]}
    signed = cyclonedx(library("a", **effective), signature={"algorithm": "RS256", "value": "x"})

    told = merge(signed)

    assert [(one.signed, one.effective) for one in told.inputs] == [(True, 1)]
    assert "signature" not in json.loads(told.content)


def test_effective_licenses_that_differ_contradict() -> None:
    first, second = (
        cyclonedx(library("a", properties=[{"name": "bsi:component:effectiveLicence", "value": value}]), serial=serial)
        for value, serial in (("MIT", "1"), ("ISC", "2"))
    )

    assert kinds(merge(first, second)) == ["part", "ref"]


def test_facts_about_the_whole_that_contradict_are_told_and_kept() -> None:
    first, second = cyclonedx(library("a")), cyclonedx(library("b"), serial="2")
    first["metadata"]["manufacturer"], second["metadata"]["manufacturer"] = {"name": "A"}, {"name": "B"}

    told = merge(first, second)

    document = json.loads(told.content)
    assert [(one.kind.value, one.member) for one in told.conflicts] == [("document", "manufacturer")]
    kept = {document["metadata"]["manufacturer"]["name"]}
    kept |= {
        json.loads(row["value"])["manufacturer"]["name"]
        for row in document["metadata"]["properties"]
        if row["name"] == "osscan:merge-not-kept"
    }
    assert kept == {"A", "B"}


def test_tools_as_a_list_and_as_components_become_components() -> None:
    first, second = cyclonedx(library("a")), cyclonedx(library("b"), serial="2")
    first["metadata"]["tools"] = [{"vendor": "V", "name": "old", "version": "1"}]
    second["metadata"]["tools"] = {"components": [{"type": "application", "name": "new"}]}

    document = result(first, second)

    assert sorted(tool["name"] for tool in document["metadata"]["tools"]["components"]) == ["new", "old", "osscan"]
    assert schema.cyclonedx_findings(document, "1.6") == ()


def test_versions_of_one_family_meet_in_the_higher_one() -> None:
    old = {**cyclonedx(library("a")), "specVersion": "1.4"}

    document = result(old, cyclonedx(library("b"), serial="2"))

    assert (document["specVersion"], len(document["components"])) == ("1.6", 2)


def test_an_old_version_of_the_format_is_kept_with_what_it_asks_for() -> None:
    first, second = (
        {
            **cyclonedx(library("a"), root={"type": "application", "name": name, "version": "1"}, serial=serial),
            "specVersion": "1.3",
        }
        for name, serial in (("front", "1"), ("back", "2"))
    )

    assert schema.cyclonedx_findings(result(first, second), "1.3") == ()


def test_another_family_is_converted_first() -> None:
    told = merge(cyclonedx(library("a")), spdx(package("a", licenseDeclared="MIT"), package("b")), to="cyclonedx-1.7")

    document = json.loads(told.content)
    assert document["specVersion"] == "1.7"
    assert {part["name"] for part in document["components"]} >= {"a", "b"}
    assert schema.cyclonedx_findings(document, "1.7") == ()


def test_spdx_packages_are_united_unless_they_contradict() -> None:
    first = spdx(package("a", licenseDeclared="NOASSERTION"), package("b", licenseDeclared="MIT"))
    second = spdx(package("a", licenseDeclared="MIT"), package("b", licenseDeclared="NONE"), name="e")

    told = merge(first, second)

    document = json.loads(told.content)
    assert sorted((one["name"], one["licenseDeclared"]) for one in document["packages"]) == [
        ("a", "MIT"),
        ("b", "MIT"),
        ("b", "NONE"),
    ]
    assert kinds(told) == ["part", "ref"]
    assert schema.spdx2_findings(document, "2.3") == ()


def test_one_license_name_for_two_texts_becomes_two() -> None:
    def own(text, name):
        info = [{"licenseId": "LicenseRef-1", "extractedText": text, "name": "own"}]
        licensed = package(name, licenseDeclared="MIT OR LicenseRef-1", licenseInfoFromFiles=["LicenseRef-1"])
        return spdx(licensed, name=name, hasExtractedLicensingInfos=info)

    told = merge(own("Do what you like.", "a"), own("Do nothing.", "b"))

    document = json.loads(told.content)
    texts = {row["licenseId"]: row["extractedText"] for row in document["hasExtractedLicensingInfos"]}
    said = {one["name"]: texts[one["licenseDeclared"].removeprefix("MIT OR ")] for one in document["packages"]}
    assert said == {"a": "Do what you like.", "b": "Do nothing."}
    assert kinds(told) == ["license"]


def test_spdx_relationships_follow_new_ids_and_describe_all_roots() -> None:
    def about(name):
        told = {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-x"}
        return spdx({**package(name), "SPDXID": "SPDXRef-x"}, name=name, relationships=[told])

    document = result(about("a"), about("b"))

    described = {row["relatedSpdxElement"] for row in document["relationships"]}
    assert described == {one["SPDXID"] for one in document["packages"]}
    assert len(described) == 2
    assert schema.spdx2_findings(document, "2.3") == ()


def test_spdx_inputs_are_named_in_annotations() -> None:
    document = result(spdx(package("a")), spdx(package("b"), name="e"))

    addresses = {json.loads(row["comment"].removeprefix("osscan:merged-from "))["address"] for row in document["annotations"]}
    assert addresses == {"https://example.org/d", "https://example.org/e"}
    assert document["creationInfo"]["creators"][:2] != []


def test_spdx3_elements_are_united_and_have_one_document() -> None:
    first = spdx3(element("https://example.org/d#a", "a"), name="d")
    second = spdx3(
        element("https://example.org/e#a", "a", software_homePage="https://example.org"),
        element("https://example.org/e#b", "b"),
        name="e",
    )

    told = merge(first, second)

    document = json.loads(told.content)
    packages = [row for row in document["@graph"] if row["type"] == "software_Package"]
    assert sorted(row["name"] for row in packages) == ["a", "b"]
    assert sum(row["type"] == "SpdxDocument" for row in document["@graph"]) == 1
    assert told.united == 1


def test_spdx3_elements_of_one_id_that_contradict_get_two() -> None:
    first, second = (spdx3(element("https://example.org/d#a", "a", version), name="d") for version in ("1", "2"))

    told = merge(first, second)

    packages = [row for row in json.loads(told.content)["@graph"] if row["type"] == "software_Package"]
    assert sorted(row["software_packageVersion"] for row in packages) == ["1", "2"]
    assert len({row["spdxId"] for row in packages}) == 2


@pytest.mark.parametrize(
    "document", [{}, {"bomFormat": "CycloneDX"}, {"bomFormat": "CycloneDX", "components": [None, 1, {"name": 1}]}]
)
def test_odd_documents_cost_nothing_else(document) -> None:
    told = merge(cyclonedx(library("a")), document)

    assert "a" in [part["name"] for part in json.loads(told.content)["components"]]


def test_nothing_readable_gives_nothing() -> None:
    told = merge_sources([Source("a", held=b"hello")], "", FRAME)

    assert (told.content, told.whole) == (b"", False)


@pytest.mark.parametrize("alike", [True, False])
def test_many_parts_take_time_in_step_with_their_number(alike) -> None:
    def cost(count):
        rows = [{**library("a" if alike else f"a{row}"), "bom-ref": f"{row}", "description": str(row)} for row in range(count)]
        others = [{**row, "description": row["description"] + "x"} for row in rows]
        first, second = cyclonedx(*rows), cyclonedx(*others, serial="2")
        return seconds(lambda: merge(first, second))

    assert cost(8_000) < 40 * max(cost(800), 0.01)


def test_one_key_for_all_parts_costs_little() -> None:
    rows = [{**library(f"a{row}"), "bom-ref": "r"} for row in range(3_000)]
    begin = time.process_time()

    told = merge(cyclonedx(*rows), cyclonedx(*rows, serial="2"))

    refs = {part["bom-ref"] for part in json.loads(told.content)["components"]}
    assert (len(refs), max(map(len, refs)) < 20) == (3_000, True)
    assert time.process_time() - begin < 5


def test_many_entries_about_one_part_are_one_and_cost_little() -> None:
    needs = [{"ref": "a", "dependsOn": [f"b{row}"]} for row in range(4_000)]
    parts = [library("a"), *(library(f"b{row}") for row in range(4_000))]
    begin = time.process_time()

    told = merge(cyclonedx(*parts, dependencies=needs), cyclonedx(library("c"), serial="2"))

    (entry,) = json.loads(told.content)["dependencies"]
    assert (entry["ref"], len(entry["dependsOn"]), told.conflicts) == ("a", 4_000, ())
    assert time.process_time() - begin < 5


def test_the_parts_of_every_input_are_in_the_result() -> None:
    first = cyclonedx(library("a", components=[{"type": "file", "name": "inner", "bom-ref": "i"}]), library("b"))
    second = cyclonedx(library("a", components=[{"type": "file", "name": "other", "bom-ref": "i"}]), serial="2")

    names = sorted(part.name for part in facts_of("CycloneDX", result(first, second)).parts)

    assert names == ["a", "b", "inner", "other"]


def test_a_type_that_nobody_told_contradicts_nothing() -> None:
    first = cyclonedx({**library("a"), "type": "application"})
    second = spdx(package("a"), package("b"))

    told = merge(first, second, to="cyclonedx-1.6")

    assert (told.united, [one for one in told.conflicts if one.kind is ConflictKind.PART]) == (1, [])
    parts = {part["name"]: part["type"] for part in json.loads(told.content)["components"] if part["name"] in "ab"}
    assert {"a": "application", "b": "library"} == parts


def test_a_type_that_is_told_on_both_sides_still_contradicts() -> None:
    first = cyclonedx({**library("a"), "type": "application"})
    second = spdx(package("a", primaryPackagePurpose="LIBRARY"))

    told = merge(first, second, to="cyclonedx-1.6")

    assert ["type"] == [one.member for one in told.conflicts if one.kind is ConflictKind.PART]
