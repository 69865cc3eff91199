"""Laws of conversions: what comes back is what went out, except for what the loss report calls lost."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osscan.model.bom import Fate
from osscan.sbom import carriage, luggage
from osscan.sbom.codec import VERSIONS, Target, document_of, facts_of, names_of
from osscan.sbom.convert import converted
from osscan.sbom.fit import clone
from osscan.sbom.opened import CYCLONEDX, SPDX, SPDX3
from osscan.sbom.schema import validator
from osscan.sbom.spdx2_document import shape
from osscan.sbom.subjects import at, pointer_of

TARGETS = [Target(family, version) for family, versions in VERSIONS.items() for version in versions]
MUTE = Target(CYCLONEDX, "1.2")

words = st.sampled_from(["a", "b", "Ünï <x>", "", "MIT", "NOASSERTION", "NONE", "pkg:npm/a@1", "https://x.example/y", "2.0"])
odd = st.sampled_from([None, True, 1, 1.5, [], {}, [None], {"a": 1}, "x", ["x"], [{}]])
refs = st.sampled_from(["r1", "r2", "r3", "SPDXRef-a", "SPDXRef-b", "https://x.example/#r", "/components/0", ""])
hashes = st.sampled_from(
    [{"alg": "SHA-1", "content": "a" * 40}, {"alg": "SHA-512", "content": "b" * 128}, {"alg": "X", "content": "?"}]
)
licenses = st.sampled_from(
    [
        {"license": {"id": "MIT"}},
        {"license": {"id": "MIT", "acknowledgement": "concluded"}},
        {"license": {"name": "Own <license>", "text": {"content": "All rights …"}}},
        {"expression": "MIT OR (Apache-2.0 AND LicenseRef-x)"},
        {"expression": "not an ( expression", "acknowledgement": "declared"},
    ]
)
properties = st.sampled_from(
    [
        {"name": "bsi:component:executable", "value": "executable"},
        {"name": "bsi:component:archive", "value": "no archive"},
        {"name": "bsi:component:filename", "value": "a.jar"},
        {"name": "x:y", "value": "z"},
    ]
)
references = st.sampled_from(
    [
        {"type": "website", "url": "https://x.example"},
        {"type": "distribution", "url": "https://x.example/a", "hashes": [{"alg": "SHA-512", "content": "c" * 128}]},
        {"type": "vcs", "url": "git+https://x.example/a"},
        {"type": "rfc-9116", "url": "https://x.example/security.txt", "comment": "c"},
    ]
)


def some(values, most=3):
    return st.lists(values, max_size=most)


def maybe_odd(value):
    """Mostly the value, now and then something that does not belong there."""
    return st.integers(0, 15).flatmap(lambda number: odd if number == 0 else value)


def members(required, **optional):
    return st.fixed_dictionaries(required, optional={name: maybe_odd(value) for name, value in optional.items()})


parties = st.sampled_from([{"name": "City", "url": ["https://c.example"], "contact": [{"email": "a@c.example"}]}, {"name": "B"}])
flat = members(
    {"type": maybe_odd(st.sampled_from(["library", "file", "application", "data"])), "name": maybe_odd(words)},
    **{"bom-ref": refs, "version": words, "group": words, "purl": words, "hashes": some(hashes), "licenses": some(licenses)},
    properties=some(properties),
    externalReferences=some(references),
    supplier=parties,
    manufacturer=parties,
    copyright=words,
    evidence=st.fixed_dictionaries({"licenses": some(licenses)}),
    tags=some(words),
)
components = st.tuples(flat, some(flat, 2)).map(lambda pair: {**pair[0], "components": pair[1]} if pair[1] else pair[0])
dependencies = members({"ref": refs}, dependsOn=some(refs), provides=some(refs))
cyclonedx = members(
    {"bomFormat": st.just("CycloneDX"), "specVersion": st.sampled_from(VERSIONS[CYCLONEDX])},
    serialNumber=st.sampled_from(["urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79", "mine"]),
    version=st.integers(1, 3),
    metadata=members(
        {},
        timestamp=st.sampled_from(["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678+01:00", "now"]),
        component=components,
        tools=st.sampled_from(
            [[{"vendor": "v", "name": "t", "version": "1"}], {"components": [{"type": "application", "name": "t"}]}]
        ),
        authors=st.just([{"name": "A", "email": "a@x.example"}]),
        lifecycles=st.just([{"phase": "build"}]),
    ),
    components=some(components, 4),
    dependencies=some(dependencies),
    compositions=st.just([{"aggregate": "complete", "assemblies": ["r1"]}]),
    vulnerabilities=st.just([{"id": "CVE-1"}]),
    annotations=st.just([{"text": "t"}]),
)
ids = st.sampled_from(["SPDXRef-a", "SPDXRef-b", "SPDXRef-c", "a b"])
checksums = st.sampled_from([{"algorithm": "SHA1", "checksumValue": "a" * 40}, {"algorithm": "MD5", "checksumValue": "b" * 32}])
expressions = st.sampled_from(["MIT", "NOASSERTION", "NONE", "MIT OR LicenseRef-x", "LGPLv2+"])
packages = members(
    {
        "SPDXID": maybe_odd(ids),
        "name": maybe_odd(words),
        "downloadLocation": st.sampled_from(["NOASSERTION", "git+https://x.example"]),
    },
    versionInfo=words,
    licenseDeclared=expressions,
    licenseConcluded=expressions,
    licenseInfoFromFiles=some(expressions),
    supplier=st.sampled_from(["Organization: City (a@c.example)", "NOASSERTION", "Person: P"]),
    checksums=some(checksums),
    externalRefs=st.just([{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:npm/a"}]),
    filesAnalyzed=st.booleans(),
    primaryPackagePurpose=st.sampled_from(["LIBRARY", "SOURCE"]),
    attributionTexts=some(words),
    annotations=st.just([{"annotator": "Tool: x", "comment": "c"}]),
)
relationships = st.builds(
    lambda first, word, second: {"spdxElementId": first, "relationshipType": word, "relatedSpdxElement": second},
    ids,
    st.sampled_from(["DEPENDS_ON", "CONTAINS", "DEV_DEPENDENCY_OF", "GENERATED_FROM", "DESCRIBED_BY"]),
    st.one_of(ids, st.sampled_from(["NONE", "NOASSERTION"])),
)
spdx2 = members(
    {"spdxVersion": st.sampled_from(["SPDX-2.2", "SPDX-2.3"]), "SPDXID": st.just("SPDXRef-DOCUMENT"), "name": words},
    documentNamespace=st.sampled_from(["https://x.example/d", "no address"]),
    creationInfo=st.just(
        {"created": "2026-01-02T03:04:05Z", "creators": ["Tool: t-1", "Person: P (p@x.example)"], "comment": "c"}
    ),
    packages=some(packages, 4),
    files=some(members({"SPDXID": ids, "fileName": words}, checksums=some(checksums), licenseInfoInFiles=some(expressions)), 2),
    relationships=some(relationships, 5),
    hasExtractedLicensingInfos=st.just([{"licenseId": "LicenseRef-x", "extractedText": "t", "name": "n"}]),
    documentDescribes=some(ids),
)
documents = st.one_of(
    st.tuples(st.just(CYCLONEDX), cyclonedx),
    st.tuples(st.just(SPDX), spdx2),
    # A document of SPDX 3 as another one tells it, with odd members put into its elements.
    st.tuples(st.one_of(st.tuples(st.just(CYCLONEDX), cyclonedx), st.tuples(st.just(SPDX), spdx2)), odd).map(
        lambda pair: spdx3(*pair)
    ),
)
patient = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def spdx3(told, extra):
    document = document_of(facts_of(*told), Target(SPDX3, "3.0.1"))
    for element in document["@graph"][2:4]:
        element["comment"] = extra
    return SPDX3, document


def version_of(family, document):
    said = {CYCLONEDX: document.get("specVersion"), SPDX: str(document.get("spdxVersion")).removeprefix("SPDX-")}
    return said.get(family, "3.0.1")


def there_and_back(family, document, target):
    there = converted(family, document, target)
    return there, converted(target.family, there.document, Target(family, version_of(family, document)))


@pytest.mark.parametrize("target", [target for target in TARGETS if target != MUTE], ids="-".join)
@given(told=documents)
@patient
def test_what_comes_back_is_what_went_out(target, told) -> None:
    family, document = told
    before = clone(document)

    there, back = there_and_back(family, document, target)

    assert json.dumps(back.document, sort_keys=True) == json.dumps(before, sort_keys=True)
    assert [loss for loss in there.losses if loss.fate is Fate.LOST] == []


@given(told=documents)
@patient
def test_where_nothing_can_be_carried_exactly_what_does_not_come_back_is_called_lost(told) -> None:
    family, document = told
    if (family, version_of(family, document)) == MUTE[:2]:
        return

    there, back = there_and_back(family, document, MUTE)
    lost = {loss.pointer for loss in there.losses}

    assert {loss.fate for loss in there.losses} <= {Fate.LOST}
    for ours, theirs in pairs(family, document, back.document):
        differing = {name for name in ours[1] if not same(ours[1], theirs, name)}
        called = {name for name in ours[1] if ours[0] + pointer_of((name,)) in lost}
        # Within CycloneDX the way back may refuse what the original's own version refuses; its own report tells that.
        assert called <= differing if family == CYCLONEDX else called == differing


def pairs(family, document, back):
    """The members of each part beside those of the part that came back, without what the way back had to carry in turn."""
    bare = clone(back)
    level = luggage.level(family, bare)
    ours, theirs = facts_of(family, document).parts, facts_of(family, back).parts
    known = names_of(facts_of(family, document), Target(family, codec_version(family, document)))
    found = {part.ref: at(bare, part.pointer) for part in theirs}
    for holder in found.values():
        if level and isinstance(holder, dict):
            luggage.unload(family, holder, level)
    for part in ours:
        mine = at(document, part.pointer)
        if isinstance(mine, dict) and known[part.ref] in found:
            yield (part.pointer, {name: value for name, value in mine.items() if name != "components"}), found[known[part.ref]]


def codec_version(family, document):
    version = version_of(family, document)
    return version if version in VERSIONS[family] else VERSIONS[family][-1]


def same(ours, theirs, name):
    return name in theirs and json.dumps(ours[name], sort_keys=True) == json.dumps(theirs[name], sort_keys=True)


@pytest.mark.parametrize("target", TARGETS, ids="-".join)
@given(told=documents)
@patient
def test_documents_of_facts_keep_their_schema(target, told) -> None:
    document = document_of(facts_of(*told), target)
    judge = validator(target.version) if target.family == CYCLONEDX else shape(target.version) if target.family == SPDX else None

    assert judge is None or [str(fault) for fault in judge.iter_errors(document)] == []


@pytest.mark.parametrize("target", TARGETS, ids="-".join)
@given(told=documents)
@patient
def test_no_part_gets_lost_among_the_facts(target, told) -> None:
    bom = facts_of(*told)
    again = facts_of(target.family, document_of(bom, target))

    assert len(again.parts) == len(bom.parts)
    assert len({part.ref for part in again.parts}) == len(again.parts)


@given(told=documents, target=st.sampled_from([target for target in TARGETS if target != MUTE]))
@patient
def test_facts_do_not_see_what_a_conversion_carries(told, target) -> None:
    there = converted(*told, target).document

    assert [
        name for part in facts_of(target.family, there).parts for name, _ in part.properties if name.startswith("osscan:")
    ] == []


@given(told=documents, first=st.sampled_from(TARGETS[1:]), second=st.sampled_from(TARGETS[1:]))
@patient
def test_a_detour_comes_back_as_well(told, first, second) -> None:
    family, document = told

    there = converted(family, document, first).document
    further = converted(first.family, there, second).document
    back = converted(second.family, further, Target(family, version_of(family, document))).document

    assert json.dumps(back, sort_keys=True) == json.dumps(document, sort_keys=True)


garbage = st.recursive(odd, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)))


@given(told=documents, junk=garbage, data=st.data())
@patient
def test_garbage_in_a_member_never_raises(told, junk, data) -> None:
    family, document = told
    if document:
        document = {**document, data.draw(st.sampled_from(sorted(document))): junk}

    facts_of(family, document)
    converted(family, document, data.draw(st.sampled_from(TARGETS)))


def test_made_up_luggage_builds_no_more_than_there_is() -> None:
    from osscan.sbom.carriage import rebuilt

    assert rebuilt([[0, 1_000_000]] * 1000, ["a", "b"]) == ["a", "b"]


def test_made_up_luggage_has_each_part_once() -> None:
    rows = [{"is": "a"}] * 1_000
    told = {"level": 1, "of": ["SPDX", "2.3"], "members": {"packages": [carriage._digest(carriage.spelled(["a"])), None, rows]}}
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.7",
        "metadata": {"properties": [{"name": "osscan:carried", "value": luggage.packed(told)}]},
        "components": [COMPONENT],
    }

    assert len(converted(CYCLONEDX, document, Target(SPDX, "2.3")).document["packages"]) == 1


@given(junk=garbage, path=st.sampled_from(["metadata", "metadata/x", "components", "metadata/component", "a/b/c", "version"]))
@patient
def test_made_up_luggage_never_raises(junk, path) -> None:
    told = {"level": 1, "of": ["CycloneDX", "1.6"], "members": {"metadata": ["", []], path: ["", junk]}}
    document = {
        "metadata": {"properties": [{"name": "osscan:carried", "value": luggage.packed(told)}]},
        "components": [COMPONENT],
    }

    for target in TARGETS:
        converted(CYCLONEDX, {"bomFormat": "CycloneDX", "specVersion": "1.7", **document}, target)


def test_an_entry_that_was_changed_after_the_conversion_keeps_the_change() -> None:
    document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [COMPONENT]}
    there = converted(CYCLONEDX, document, Target(SPDX, "2.3")).document
    there["packages"][0]["name"] = "renamed"

    back = converted(SPDX, there, Target(CYCLONEDX, "1.6"))

    assert back.document["components"][0]["name"] == "renamed"
    assert (back.losses[0].fate, back.losses[0].reason) == (Fate.CHANGED, "changed-since")
    assert {loss.fate for loss in back.losses} == {Fate.CHANGED}


@pytest.mark.parametrize("target", [Target(SPDX, "2.3"), Target(SPDX3, "3.0.1")], ids="-".join)
def test_what_was_added_after_a_conversion_is_told_and_comes_back(target) -> None:
    others = [{**COMPONENT, "bom-ref": name, "name": name} for name in ("m", "n")]
    told = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": others}
    first = document_of(facts_of(CYCLONEDX, told), target)
    there = converted(target.family, first, Target(CYCLONEDX, "1.6")).document
    part = {"type": "library", "bom-ref": "b", "name": "b", "pedigree": {"notes": "patched here"}, "tags": ["added"]}
    there["components"].append(part)
    there["annotations"] = [{"text": "added"}]

    back = converted(CYCLONEDX, there, target)
    again = converted(target.family, back.document, Target(CYCLONEDX, "1.6"))

    told_of = {(loss.fate, loss.pointer) for loss in back.losses}
    assert {
        (Fate.CARRIED, "/annotations"),
        (Fate.CARRIED, "/components/2/pedigree"),
        (Fate.CARRIED, "/components/2/tags"),
    } <= told_of
    assert [loss for loss in back.losses if loss.fate is Fate.LOST] == []
    assert again.document["components"][2] == part
    assert again.document["annotations"] == [{"text": "added"}]


def test_luggage_is_text_that_every_notation_holds() -> None:
    assert luggage.packed({"a": "</text>ü\x00"}) == '{"a":"\\u003c/text>\\u00fc\\u0000"}'


COMPONENT = {"type": "library", "bom-ref": "a", "group": "g", "name": "n", "version": "1", "mime-type": "text/plain"}
