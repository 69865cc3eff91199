"""Files that are made to harm: nothing crashes, hangs, is fetched or is hidden."""

from __future__ import annotations

import json
import time

import pytest
from tests.readers.sbom.four_formats import READERS, ROWS, texts, told

from osscan.inputs.source import Source
from osscan.model.problem import Severity
from osscan.readers.sbom import cyclonedx_json, spdx_json

FORMATS = sorted(READERS)
EVIL = "\x1b[31mred\u202egpj\u2066[link=x]"


def read(format_, text):
    return READERS[format_].read(Source("a", held=text if isinstance(text, bytes) else text.encode()))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_tells_the_same(format_, encoding):
    text = texts([{**ROWS[0], "name": "größe"}], [])[format_]
    found = read(format_, text.replace('encoding="UTF-8"', "").encode(encoding))

    assert [c.name for c in found.components] == ["größe"]
    assert (found.problems, found.reader) == ((), READERS[format_].name)


@pytest.mark.parametrize("format_", FORMATS)
def test_bytes_that_are_no_text_cost_no_component(format_):
    found = read(format_, texts()[format_].encode().replace(b"part-1", b"part\xff"))

    assert [c.name for c in found.components] == ["part-0", "part\ufffd", "part-2", "part-3", "part-4"]
    assert "bytes-not-text" in [p.code for p in found.problems]


@pytest.mark.parametrize("format_", ["cyclonedx-json", "spdx-json", "spdx-tagvalue"])
def test_terminal_and_bidirectional_signs_pass_into_the_model_unchanged(format_):
    text = texts([{**ROWS[0], "name": EVIL, "declared": EVIL}], [])[format_]
    (component,) = read(format_, text).components

    assert component.name == EVIL
    assert component.claims[1].raw == EVIL


@pytest.mark.parametrize("format_", FORMATS)
def test_document_cut_at_every_seventh_byte_keeps_what_is_whole(format_):
    text = texts()[format_].encode()
    whole = [told(c) for c in read(format_, text).components]
    last = 0
    for end in range(0, len(text), 7):
        found = [told(c) for c in read(format_, text[:end]).components]
        kept = [one for one in found if one in whole]

        assert kept == whole[: len(kept)], end
        assert len(found) - len(kept) <= (format_ == "spdx-tagvalue"), end
        assert len(kept) >= last, end
        last = len(kept)


@pytest.mark.parametrize("format_", ["cyclonedx-json", "spdx-json", "cyclonedx-xml"])
def test_cut_document_is_never_complete(format_):
    text = texts()[format_].rstrip().encode()

    assert [end for end in range(0, len(text), 11) if read(format_, text[:end]).complete] == []


def test_nesting_of_components_beyond_the_bound_is_told_and_the_rest_kept():
    deep = {"name": "bottom"}
    for _ in range(300):
        deep = {"name": "x", "components": [deep]}
    text = '{"bomFormat": "CycloneDX", "components": [{"name": "a"}, DEEP, {"name": "b"}]}'.replace("DEEP", json.dumps(deep))
    found = read("cyclonedx-json", text)

    assert [c.name for c in found.components if c.name != "x"] == ["a", "b"]
    assert [(p.code, p.severity) for p in found.problems] == [("too-deep", Severity.ERROR)]


def test_deep_nesting_under_the_bound_is_flattened_whole():
    deep = {"name": "bottom"}
    for _ in range(90):
        deep = {"name": "x", "components": [deep]}
    found = read("cyclonedx-json", json.dumps({"bomFormat": "CycloneDX", "components": [deep]}))

    assert (len(found.components), len(found.edges), found.complete) == (91, 90, True)


@pytest.mark.parametrize(("format_", "rows"), [("cyclonedx-json", "components"), ("spdx-json", "packages")])
def test_second_list_of_components_is_read_too(format_, rows):
    text = json.dumps({"bomFormat": "CycloneDX", "spdxVersion": "SPDX-2.3", rows: [{"name": "hidden"}]})
    found = read(format_, text[:-1] + f', "{rows}": [{{"name": "shown"}}]}}')

    assert [(c.name, c.place.route) for c in found.components] == [("hidden", f"{rows}[0]"), ("shown", f"{rows}~2[0]")]
    assert [p.code for p in found.problems] == ["duplicate-key"]


def test_hundred_thousand_bad_fields_are_told_in_a_few_lines():
    text = json.dumps({"bomFormat": "CycloneDX", "components": [{"version": 1, "purl": [], "licenses": 7}] * 20_000})
    found = read("cyclonedx-json", text)

    assert len(found.components) == 20_000
    assert [p.code for p in found.problems].count("more-of-the-same") == 2
    assert len(found.problems) == 42


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (cyclonedx_json, '{"bomFormat":"CycloneDX","components":[' + "[" * 200_000),
        (spdx_json, '{"spdxVersion":"SPDX-2.3","packages":' + '[{"a":' * 200_000),
        (cyclonedx_json, '{"bomFormat":"CycloneDX","metadata":' + '{"component":' * 100_000),
        (cyclonedx_json, '{"bomFormat":"CycloneDX","components":[' + '{"name":"' * 100_000),
        (cyclonedx_json, '{"bomFormat":"CycloneDX","components":[' + '"' * 300_001),
        (cyclonedx_json, '{"bomFormat":"CycloneDX","components":[' + '{"a" ' * 100_000),
        (cyclonedx_json, '{"bomFormat":"CycloneDX","components":[' + "}{" * 200_000),
        (cyclonedx_json, '{"bomFormat":"CycloneDX",' + ',"components":[' * 50_000),
        (cyclonedx_json, '{"bomFormat":"CycloneDX","components":[{"name":"a","x":' + "\\" * 300_000),
    ],
)
def test_bomb_ends_soon_and_is_told(reader, text):
    begin = time.process_time()
    found = reader.read(Source("a", held=text.encode()))

    assert not found.complete
    assert time.process_time() - begin < 20
