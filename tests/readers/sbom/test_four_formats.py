"""The same inventory is the same in every format, and one bad field in it costs no other component."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.sbom.four_formats import EDGES, READERS, ROWS, cyclonedx, spdx, tagvalue, texts, told, xml

from osscan.inputs.source import Source

FORMATS = sorted(READERS)
JUNK = st.sampled_from(
    [
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "'",
        "\\",
        "</",
        "<",
        "&",
        "#",
        "//",
        "\x00",
        "\x1b[31m",
        "\u202e",
        "]]>",
        "<text>",
        "</text>",
        "null",
        "9" * 5000,
        "x" * 50,
    ]
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "name", "license", "x", "expression"]), inner, max_size=3)
    ),
    max_leaves=8,
)
WHOLE = {
    format_: [told(c) for c in READERS[format_].read(Source("a", held=text.encode())).components]
    for format_, text in texts().items()
}


def read(format_, text):
    return READERS[format_].read(Source("a", held=text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")))


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_tells_the_same_inventory(format_):
    found = read(format_, texts()[format_])
    claims = [(("concluded", row["concluded"], "alone"), ("declared", row["declared"], "alone")) for row in ROWS]

    assert [told(c) for c in found.components] == [
        (row["name"], row["version"], row["purl"], f"r{i}", claims[i], (("SHA256", "ab" * 32),)) for i, row in enumerate(ROWS)
    ]
    assert found.edges == tuple((f"r{a}", f"r{b}") for a, b in EDGES)
    assert (found.problems, found.complete) == ((), True)


WORDS = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x2FFF, blacklist_categories=("Cs", "Cc", "Cn", "Zl", "Zp", "Zs")),
    min_size=1,
    max_size=12,
).filter(lambda word: word not in ("NONE", "NOASSERTION"))
"""Words that mean nothing special; SPDX says with two words that there is no version or license."""


@given(
    st.lists(
        st.fixed_dictionaries(
            {"name": WORDS, "version": WORDS, "purl": WORDS.map("pkg:generic/{}".format), "declared": WORDS, "concluded": WORDS}
        ),
        max_size=4,
    )
)
def test_any_words_are_the_same_in_every_format(rows):
    inventories = {format_: read(format_, text) for format_, text in texts(rows, []).items()}

    assert [[told(c) for c in inventory.components] for inventory in inventories.values()] == [
        [
            (
                row["name"],
                row["version"],
                row["purl"],
                f"r{i}",
                (("concluded", row["concluded"], "alone"), ("declared", row["declared"], "alone")),
                (("SHA256", "ab" * 32),),
            )
            for i, row in enumerate(rows)
        ]
    ] * 4


def leaves(value, way=()):
    """The ways to all values inside a document's object."""
    found = [way] if way else []
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in pairs:
        found += leaves(inner, (*way, step))
    return found


def put(document, way, value):
    for step in way[:-1]:
        document = document[step]
    document[way[-1]] = value


def others_are_kept(format_, text, position):
    """Whether all components but the one at `position` came through unharmed."""
    found = [told(c) for c in read(format_, text).components]
    expected = [one for i, one in enumerate(WHOLE[format_]) if i != position]

    assert [one for one in found if one in expected] == expected


@pytest.mark.parametrize(
    ("format_", "document", "rows"), [("cyclonedx-json", cyclonedx(), "components"), ("spdx-json", spdx(), "packages")]
)
@given(data=st.data())
@settings(max_examples=200)
def test_any_value_in_a_field_costs_no_other_component(format_, document, rows, data):
    position = data.draw(st.integers(0, len(ROWS) - 1))
    way = data.draw(st.sampled_from(leaves(document[rows][position])))
    broken = copy.deepcopy(document)
    put(broken, (rows, position, *way), data.draw(JSON_VALUES))

    others_are_kept(format_, json.dumps(broken, indent=data.draw(st.sampled_from([None, 1]))), position)


@pytest.mark.parametrize(
    ("format_", "document", "rows"), [("cyclonedx-json", cyclonedx(), "components"), ("spdx-json", spdx(), "packages")]
)
@given(data=st.data())
@settings(max_examples=200)
def test_any_value_in_place_of_a_row_costs_no_other_row(format_, document, rows, data):
    position = data.draw(st.integers(0, len(ROWS) - 1))
    broken = copy.deepcopy(document)
    broken[rows][position] = data.draw(JSON_VALUES)

    others_are_kept(format_, json.dumps(broken), position)
    assert len(read(format_, json.dumps(broken)).components) >= len(ROWS)


@pytest.mark.parametrize(("format_", "document"), [("cyclonedx-json", cyclonedx()), ("spdx-json", spdx())])
@pytest.mark.parametrize("indent", [None, 2])
@given(data=st.data())
@settings(max_examples=200)
def test_junk_in_the_text_of_a_field_costs_no_other_component(format_, document, indent, data):
    position = data.draw(st.integers(0, len(ROWS) - 1))
    key = data.draw(st.sampled_from([f'"part-{position}"', f'"{position}.0"', f'"pkg:npm/part-{position}@{position}.0"']))
    text = json.dumps(document, indent=indent)
    begin = text.index(key)
    junk = data.draw(st.lists(JUNK, min_size=1, max_size=3).map("".join))

    others_are_kept(format_, text[:begin] + junk + text[begin + len(key) :], position)


@given(data=st.data())
@settings(max_examples=200)
def test_any_words_in_an_xml_field_cost_no_other_component(data):
    position = data.draw(st.integers(0, len(ROWS) - 1))
    lines = xml().split("\n")
    begin = lines.index(f'<component type="library" bom-ref="r{position}">')
    at = begin + data.draw(st.integers(0, 8))
    lines[at] = data.draw(
        st.sampled_from(
            [
                "",
                "<name/>",
                "<name><b>x</b></name>",
                "words",
                "<licenses/>",
                "<x:y>z</x:y>",
                "<!-- -->",
                "<![CDATA[<name>]]>",
                "<?pi?>",
                "<hashes>x</hashes>",
            ]
        )
        if at not in (begin, begin + 4, begin + 7)
        else st.just(lines[at])
    )

    others_are_kept("cyclonedx-xml", "\n".join(lines), position)


@given(data=st.data())
@settings(max_examples=200)
def test_junk_in_a_tag_value_line_costs_no_other_component(data):
    position = data.draw(st.integers(0, len(ROWS) - 1))
    lines = tagvalue().split("\n")
    at = lines.index(f"PackageName: part-{position}") + data.draw(st.integers(1, 6))
    tag = lines[at].partition(":")[0]
    junk = data.draw(st.lists(JUNK, max_size=3).map("".join))
    lines[at] = data.draw(st.sampled_from([f"{tag}: {junk}", f"{tag}:{junk}", junk, f"{tag} {junk}", ""]))

    others_are_kept("spdx-tagvalue", "\n".join(lines), position)


@pytest.mark.parametrize("format_", FORMATS)
@given(text=st.text(max_size=200))
def test_any_text_is_read_without_a_fault(format_, text):
    found = read(format_, text)

    assert found.path == "a"
    assert found.reader in ("", READERS[format_].name)


@pytest.mark.parametrize("format_", FORMATS)
@given(head=st.binary(max_size=300))
def test_any_bytes_are_read_and_asked_without_a_fault(format_, head):
    read(format_, head)

    assert READERS[format_].recognises(head) in (True, False)


@pytest.mark.parametrize("format_", FORMATS)
@given(junk=st.lists(JUNK, max_size=4).map("".join), at=st.integers(0, 4000))
@settings(max_examples=100)
def test_junk_put_anywhere_is_read_without_a_fault(format_, junk, at):
    text = texts()[format_]
    found = read(format_, text[:at] + junk + text[at:])

    assert all(isinstance(word, str) for c in found.components for word in (c.name, c.version, c.purl, c.ref))
    assert {end for edge in found.edges for end in edge} <= {c.ref for c in found.components}
    assert len({c.ref for c in found.components}) == len(found.components)


@pytest.mark.parametrize("format_", FORMATS)
def test_reading_twice_gives_the_same(format_):
    assert read(format_, texts()[format_]) == read(format_, texts()[format_])
