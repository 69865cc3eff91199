"""YAML 1.2 with places: what reads otherwise than people think, and what wants to blow up."""

from __future__ import annotations

import time

import pytest
from tests.publiccode.documents import VALID, changed, told

from osscan.inputs.source import Source
from osscan.publiccode.document import LARGEST, document_of


def kinds(text: str) -> dict[str, str]:
    root = document_of(Source("a", held=text.encode())).root
    assert root is not None
    return {key.text: value.kind for key, value in root.pairs()}


def test_only_the_core_schema_of_yaml_1_2_gives_plain_words_a_kind() -> None:
    text = "a: yes\nb: true\nc: 1\nd: 0o14\ne: 1.5e3\nf: ~\ng: null\nh: 'true'\ni: 2017-04-15\nj: 0x1F\nk: .inf\nl: '1'\nm: 1_000\nn: 12:30\no:"

    assert kinds(text) == {
        "a": "text",
        "b": "boolean",
        "c": "number",
        "d": "number",
        "e": "number",
        "f": "nothing",
        "g": "nothing",
        "h": "text",
        "i": "text",
        "j": "number",
        "k": "number",
        "l": "text",
        "m": "text",
        "n": "text",
        "o": "nothing",
    }


def test_tags_say_the_kind() -> None:
    assert kinds("a: !!str 1\nb: !!bool 'true'\nc: !local 1") == {"a": "text", "b": "boolean", "c": "text"}


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["crlf", "cr"])
def test_line_ends_of_other_systems_change_no_place(end) -> None:
    broken = changed(("stable", "finished"), ("EUPL-1.2", "EUPL"))

    assert told(broken.replace("\n", end)) == told(broken)


FILES = {
    "nothing": ("", [("empty", "publiccodeYmlVersion", 0)]),
    "a comment": ("# publiccode.yml\n", [("empty", "publiccodeYmlVersion", 0)]),
    "an empty mapping": ("{}", [("empty", "publiccodeYmlVersion", 1)]),
    "a list": ("- a\n- b\n", [("no-mapping", "publiccodeYmlVersion", 1)]),
    "a word": ("Werkzeugverleih", [("no-mapping", "publiccodeYmlVersion", 1)]),
    "indentation": ("name: a\n  url: b\n", [("not-yaml", "", 2)]),
    "a bracket": ("name: [a\n", [("not-yaml", "", 2)]),
    "a tab": ("description:\n\tde: a\n", [("not-yaml", "", 2)]),
    "an alias of nothing": ("name: *a\n", [("not-yaml", "", 1)]),
    "an alias of itself": ("name: &a [*a]\n", [("not-yaml", "", 1)]),
    "another encoding": (b"name: a\nurl: Stra\xdfe\n", [("not-utf8", "", 2)]),
    "utf-16": ("name: a\n".encode("utf-16"), [("not-utf8", "", 1)]),
    "a nul": (b"name: \0\n", [("not-yaml", "", 0)]),
    "two documents": (VALID + "---\nname: b\n", [("several-documents", "", 21)]),
    "too deep": ("a: " + "[" * 100, [("too-large", "", 1)]),
    "too many": ("a: [" + "1," * 60_000 + "]", [("too-large", "", 1)]),
    "too long": ("a: " + "b" * LARGEST, [("too-large", "", 0)]),
}


@pytest.mark.parametrize(("held", "expected"), FILES.values(), ids=FILES)
def test_a_file_that_can_not_be_read_has_one_finding_with_its_place(held, expected) -> None:
    assert told(held) == expected


def test_aliases_of_aliases_cost_nothing() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 40)]
    began = time.process_time()

    assert len(told("\n".join([VALID, *lines, "usedBy: *a39"]))) < 100
    assert time.process_time() - began < 8


def test_merges_of_merges_cost_nothing() -> None:
    lines = ["a0: &a0 {x0: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}], x{n}: 1}}" for n in range(1, 60)]
    began = time.process_time()

    assert {code for code, _, _ in told("\n".join([VALID, *lines]))} == {"key-unknown"}
    assert time.process_time() - began < 8


HOSTILE = {
    "misspelt keys": VALID + "".join(f"landingUR{n}: 1\n" for n in range(20_000)),
    "misspelt words": VALID + "categories:\n" + "".join(f"  - accountin{n}\n" for n in range(20_000)),
    "unknown licenses": changed(("EUPL-1.2", " OR ".join(f"GPLx-{n}" for n in range(4_000)))),
    "a mail address": changed(("- name: Team Verleih", f"- name: Team Verleih\n      email: {'a.' * 200_000}@{'b.' * 200_000}!")),
    "a language": changed(("[de]", f"[de{'-abcde' * 100_000}]")),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_is_meant_to_be_slow_is_not(text) -> None:
    began = time.process_time()

    assert 1 <= len(told(text)) <= 1001
    assert time.process_time() - began < 15
