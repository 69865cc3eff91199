"""No value in a document, however odd, ends a command: each story of an SBOM tells what it met."""

from __future__ import annotations

import datetime as dt
import json
from copy import deepcopy

import pytest
from tests.sbom.bsi_documents import cyclonedx, spdx3

from osscan.engine.sbom_convert import convert_source, targets
from osscan.engine.sbom_diff import Asked as DiffAsked
from osscan.engine.sbom_diff import compare
from osscan.engine.sbom_merge import merge_sources
from osscan.engine.sbom_validate import Wanted, validate
from osscan.inputs.source import Source
from osscan.model.sbom_merge import Frame
from osscan.policy.find import policy_named
from osscan.sbom.opening import open_document

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
HALF = "\ud800"
TARGETS = ("cyclonedx-1.7", "cyclonedx-1.4-xml", "spdx-2.3", "spdx-2.3-yaml", "spdx-2.3-tag-value", "spdx-3.0.1")
DOCUMENTS = {"CycloneDX": cyclonedx(), "SPDX3": spdx3()}


def source(document):
    return Source("bom.json", held=json.dumps(document).encode())


def halves(value):
    """The document with half a character at the end of each text that is no key of the format."""
    if isinstance(value, dict):
        fixed = ("bomFormat", "specVersion", "@context", "type")
        return {key: inner if key in fixed else halves(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [halves(inner) for inner in value]
    return value + HALF if isinstance(value, str) else value


@pytest.mark.parametrize("family", DOCUMENTS)
def test_half_characters_are_replaced_and_told(family) -> None:
    opened = open_document(source(halves(DOCUMENTS[family])))

    assert HALF not in json.dumps(opened.document, ensure_ascii=False)
    assert {problem.code for problem in opened.problems} == {"half-character", "more-of-the-same"}
    assert opened.family == family


def test_half_a_character_in_a_key_is_replaced() -> None:
    document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [], f"x{HALF}": {f"y{HALF}": [HALF]}}

    opened = open_document(source(document))

    assert opened.document["x\ufffd"] == {"y\ufffd": ["\ufffd"]}


def test_a_character_told_in_two_halves_that_fit_is_one() -> None:
    text = b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "x": "\\\\ \\ud83d\\ude00"}'

    opened = open_document(Source("bom.json", held=text))

    assert opened.document["x"] == "\\ \U0001f600"
    assert opened.problems == ()


@pytest.mark.parametrize("family", DOCUMENTS)
def test_half_characters_end_no_story(family) -> None:
    hurt = source(halves(DOCUMENTS[family]))

    report = validate(hurt, Wanted([], NOW.date(), NOW))
    merged = merge_sources([hurt, source(DOCUMENTS[family])], "", Frame("", "", "2026-01-01T00:00:00Z"))
    converted = {name: convert_source(hurt, name) for name in TARGETS}

    assert report.format == family
    assert merged.parts > 0
    assert all(one.content or one.problems for one in converted.values())


def replaced(way, value):
    document = deepcopy(DOCUMENTS["CycloneDX"])
    holder = document
    for step in way[:-1]:
        holder = holder[step]
    holder[way[-1]] = value
    return document


@pytest.mark.parametrize("value", [5, "x", {}, [5], None])
@pytest.mark.parametrize("key", ["properties", "authors", "lifecycles", "licenses", "tools", "component"])
def test_a_wrong_type_in_the_metadata_ends_no_merge(key, value) -> None:
    odd, sound = source(replaced(("metadata", key), value)), source(DOCUMENTS["CycloneDX"])

    for order in ([odd, sound], [sound, odd], [odd]):
        assert merge_sources(order, "", Frame("", "", "2026-01-01T00:00:00Z")).parts > 0


def test_a_list_of_the_metadata_survives_another_input_that_has_none_there() -> None:
    sound = replaced(("metadata", "authors"), [{"name": "A"}])
    odd = replaced(("metadata", "authors"), 5)

    merged = merge_sources([source(odd), source(sound)], "", Frame("", "", "2026-01-01T00:00:00Z"))
    told = json.loads(merged.content)["metadata"]

    assert told["authors"] == [{"name": "A"}]
    assert {"name": "osscan:merge-not-kept", "value": '{"authors":5}'} in told["properties"]


def test_half_a_character_in_a_package_url_ends_no_comparison() -> None:
    old = replaced(("components", 0, "purl"), f"pkg:npm/{HALF}@1")

    told = compare(
        source(old), source(old), DiffAsked(policy_named("dortmund", tests=False), "", NOW.date(), "2026-01-01T00:00:00Z")
    )

    assert told.facts.parts == ()


def test_targets_that_are_tried_exist() -> None:
    assert set(TARGETS) <= set(targets())


def deep(levels: int, notation: str) -> bytes:
    if notation == "xml":
        inner = '<component type="library"><name>a</name><components>' * levels + "</components></component>" * levels
        return f'<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>{inner}</components></bom>'.encode()
    inner = '{"type": "library", "name": "a", "components": [' * levels + "]}" * levels
    return f'{{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{inner}]}}'.encode()


@pytest.mark.parametrize("notation", ["json", "xml"])
@pytest.mark.parametrize("levels", [120, 18_000])
def test_what_nests_too_deeply_is_told_as_that_and_as_nothing_else(notation, levels) -> None:
    report = validate(Source(f"bom.{notation}", held=deep(levels, notation)), Wanted((), NOW.date(), NOW))

    assert {problem.code for problem in report.problems} == {"too-deep"}
    assert (report.schema_valid, report.whole, report.findings) == (False, False, ())
    assert report.parts > 10
