"""Laws of comparing and merging: a document does not differ from itself, nothing is lost, and order does not matter."""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.strategies import trees

from osscan.engine.sbom_merge import merge_sources
from osscan.inputs.source import Source
from osscan.model.bom import Bom, LicenseEntry, LicenseRole
from osscan.model.claim import Form
from osscan.model.sbom_difference import LicenseStep, PartChangeKind
from osscan.model.sbom_merge import Frame
from osscan.sbom import schema
from osscan.sbom.codec import facts_of
from osscan.sbom.difference import difference
from osscan.sbom.license_steps import Speech, license_changes

FRAME = Frame("", "", "2026-01-01T00:00:00Z")
OPPOSITE = {LicenseStep.WIDENED: LicenseStep.NARROWED, LicenseStep.NARROWED: LicenseStep.WIDENED}
_MOST = settings(max_examples=60, deadline=None)

licenses = st.sampled_from([[], [{"license": {"id": "MIT"}}], [{"license": {"id": "ISC"}}], [{"expression": "MIT OR ISC"}]])
hashes = st.sampled_from([[], [{"alg": "MD5", "content": "a" * 32}], [{"alg": "MD5", "content": "b" * 32}]])


@st.composite
def components(draw):
    name, version = draw(st.sampled_from("abc")), draw(st.sampled_from("12"))
    told = {"type": "library", "name": name, "version": version, "licenses": draw(licenses), "hashes": draw(hashes)}
    if draw(st.booleans()):
        told["purl"] = f"pkg:npm/{name}@{version}"
    if draw(st.booleans()):
        told["description"] = draw(st.sampled_from(["x", "y"]))
    return told


@st.composite
def documents(draw):
    rows = draw(st.lists(components(), max_size=6))
    names = draw(st.lists(st.sampled_from("pqrstuvw"), min_size=len(rows), max_size=len(rows), unique=True))
    rows = [{**row, "bom-ref": name} for row, name in zip(rows, names, strict=True)]
    needs = [{"ref": name, "dependsOn": sorted(set(draw(st.lists(st.sampled_from(names), max_size=3))))} for name in names]
    root = draw(
        st.sampled_from(
            [
                None,
                {"type": "application", "bom-ref": "root", "name": "app"},
                {"type": "application", "bom-ref": "z", "name": "other"},
            ]
        )
    )
    metadata = {"component": root} if root else {}
    serial = draw(st.integers(0, 9))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b7{serial}",
        "version": 1,
        "metadata": metadata,
        "components": rows,
        "dependencies": needs,
    }


def merged(*told):
    return merge_sources([Source("in.json", held=json.dumps(one).encode()) for one in told], "", FRAME)


def parts(document):
    return Counter((one.name, one.version) for one in facts_of("CycloneDX", document).parts)


@_MOST
@given(documents())
def test_a_document_does_not_differ_from_itself(document) -> None:
    bom = facts_of("CycloneDX", document)

    assert difference(bom, bom).parts == ()


@_MOST
@given(documents(), documents())
def test_what_one_way_adds_the_other_way_removes(first, second) -> None:
    old, new = facts_of("CycloneDX", first), facts_of("CycloneDX", second)
    mirrored = {PartChangeKind.ADDED: PartChangeKind.REMOVED, PartChangeKind.REMOVED: PartChangeKind.ADDED}

    there = Counter(tuple(mirrored.get(kind, kind) for kind in change.kinds) for change in difference(old, new).parts)
    back = Counter(change.kinds for change in difference(new, old).parts)

    assert there == back


@_MOST
@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_parts_makes_no_difference(document, random) -> None:
    shuffled = {**document, "components": random.sample(document["components"], len(document["components"]))}

    assert difference(facts_of("CycloneDX", document), facts_of("CycloneDX", shuffled)).parts == ()


@_MOST
@given(trees(), trees())
def test_the_way_back_means_the_opposite(first, second) -> None:
    old, new = ((LicenseEntry(LicenseRole.DECLARED, Form.EXPRESSION, str(tree)),) for tree in (first, second))
    speech = Speech(Bom("SPDX", ""))

    there = [one.step for one in license_changes(old, new, speech, speech)]
    back = [one.step for one in license_changes(new, old, speech, speech)]

    assert [OPPOSITE.get(step, step) for step in there] == back


@_MOST
@given(trees(), trees())
def test_a_further_choice_never_narrows(first, second) -> None:
    old, new = ((LicenseEntry(LicenseRole.DECLARED, Form.EXPRESSION, text),) for text in (str(first), f"({first}) OR ({second})"))
    speech = Speech(Bom("SPDX", ""))

    steps = {one.step for one in license_changes(old, new, speech, speech)}

    assert steps <= {LicenseStep.SAME, LicenseStep.WIDENED, LicenseStep.UNCLEAR}


@_MOST
@given(documents())
def test_merging_one_document_changes_nothing_but_the_frame(document) -> None:
    told = merged(document)

    result = json.loads(told.content)
    frame = {"serialNumber", "metadata", "version"}
    assert {key: value for key, value in result.items() if key not in frame} == {
        key: value for key, value in document.items() if key not in frame
    }
    assert result["metadata"].get("component") == document["metadata"].get("component")
    assert told.conflicts == ()


@_MOST
@given(documents(), st.randoms(use_true_random=False))
def test_merging_a_document_with_itself_in_another_order_adds_nothing(document, random) -> None:
    again = {**document, "components": random.sample(document["components"], len(document["components"])), "version": 2}

    told = merged(document, again)

    result = json.loads(told.content)
    assert (told.conflicts, parts(result)) == ((), parts(document))
    assert sorted(map(str, result["dependencies"])) == sorted(map(str, document["dependencies"]))


@_MOST
@given(documents(), documents(), documents())
def test_the_order_of_inputs_does_not_matter(first, second, third) -> None:
    assert merged(first, second, third).content == merged(third, first, second).content


@_MOST
@given(documents(), documents())
def test_every_part_of_every_input_is_in_the_result_and_the_result_is_valid(first, second) -> None:
    result = json.loads(merged(first, second).content)

    assert parts(first) - parts(result) == Counter()
    assert parts(second) - parts(result) == Counter()
    assert schema.cyclonedx_findings(result, "1.6") == ()
