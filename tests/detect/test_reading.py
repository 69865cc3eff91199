"""Bytes of any file become searchable text with the file's own lines."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import time
import zlib

import pytest

from osscan.detect.reading import Readable, readable

LIMIT = 2 * 1024 * 1024


def text_of(content: bytes, path: str = "a.c") -> str:
    return readable(content, path, LIMIT).text


def test_an_empty_file_shows_nothing():
    assert readable(b"", "a.c", LIMIT) == Readable("", "nothing")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"MIT License\n", "MIT License\n"),
        ("© 2020 Müller\n".encode(), "© 2020 Müller\n"),
        (b"\xef\xbb\xbfMIT", "MIT"),
        ("© Müller\n".encode("utf-16"), "© Müller\n"),
        (b"\xfe\xff" + "MIT\n".encode("utf-16-be"), "MIT\n"),
        ("MIT License\n".encode("utf-16-le"), "MIT License\n"),
        ("MIT License\n".encode("utf-16-be"), "MIT License\n"),
        ("MIT".encode("utf-32"), "MIT"),
        ("© Müller".encode("cp1252"), "© Müller"),
        (b"\x93MIT\x94 \x80 \x81", "“MIT” € \x81"),
        ("ÄÖÜ äöü ß €".encode() + b" caf\xe9", "ÄÖÜ äöü ß € café"),
    ],
)
def test_encodings_are_told_by_mark_and_content(content, text):
    assert readable(content, "a.txt", LIMIT) == Readable(text, "text")


def test_utf_16_that_was_cut_in_a_character_is_read_up_to_there():
    assert text_of("MIT License".encode("utf-16") + b"x") == "MIT License\ufffd"


def test_lone_surrogates_become_characters_that_can_be_written():
    for content in (
        "a\ud800b".encode("utf-16-le", "surrogatepass"),
        "a\ud800b".encode("utf-8", "surrogatepass"),
        b"\xff\xfe\x00\xd8",
    ):
        text_of(content).encode()


@pytest.mark.parametrize("content", [b"MIT\0License\n" + b"x" * 50, b"a\x0cb\x0cc", b"\x1b[1mMIT\x1b[0m", b"MIT\r\n\x1a"])
def test_a_stray_control_character_makes_no_binary(content):
    assert readable(content, "a.txt", LIMIT).seen == "text"


def test_line_numbers_are_those_of_the_file():
    assert text_of(b"a\r\nb\r\nMIT").count("\n") == 2
    assert text_of(b"a\rb\rMIT") == "a\nb\nMIT"
    assert text_of(b"a\nb\rc\nd") == "a\nb\rc\nd"
    assert text_of("a\u2028b\x0bc\x85d\n".encode()).count("\n") == 1


def test_escapes_of_string_literals_become_blanks_of_the_same_length():
    assert text_of(rb'"The MIT License\n\nCopyright\r\n\tX";') == '"The MIT License    Copyright      X";'
    assert text_of(b'x = "a\\n"\ny\n') == 'x = "a  "\ny\n'


def test_commands_of_tex_are_no_escapes():
    assert text_of(rb"\title{The \textbf{MIT} License}", "a.tex") == r"\title{The \textbf{MIT} License}"


def test_strings_of_a_binary_are_lines():
    content = (
        b"\x7fELF\2\1\1"
        + bytes(40)
        + b"license=GPL v2\0ab\0"
        + bytes(range(16)) * 8
        + b"Copyright 2019 Foo Bar\nMIT.\0\xc2\xa9\xff\xfe"
    )
    assert readable(content, "a.ko", LIMIT) == Readable("license=GPL v2\nCopyright 2019 Foo Bar\nMIT.", "strings")


def test_letters_of_names_stay_in_strings_of_a_binary():
    content = bytes(40) + "Copyright © 2019 Jörg Müller".encode() + bytes(40)
    assert readable(content, "a.so", LIMIT).text == "Copyright © 2019 Jörg Müller"


def test_wide_strings_of_a_binary_are_lines():
    content = b"MZ\x90\0\3\0\0\0" + bytes(range(8)) * 30 + "\0Copyright © 2019 Foo GmbH\0".encode("utf-16-le") + b"\0\0"
    assert "Copyright © 2019 Foo GmbH" in readable(content, "a.dll", LIMIT).text.split("\n")


def test_strings_of_a_pdf_are_looked_at():
    content = b"%PDF-1.4\n1 0 obj << /Title (The MIT License) >>\nstream\n" + zlib.compress(b"noise" * 9) + b"\nendstream"
    assert readable(content, "a.pdf", LIMIT).seen == "strings"
    assert "The MIT License" in readable(content, "a.pdf", LIMIT).text


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(b"MIT License" * 99),
        bz2.compress(b"MIT License" * 99),
        lzma.compress(b"MIT License" * 99),
        b"PK\3\4\x14\0\0\0\0\0" + bytes(20) + b"META-INF/LICENSE MIT License",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(30) + b"Copyright 2019 Foo",
        b"wOF2\0\1\0\0" + bytes(40) + b"MIT License",
    ],
    ids=["gzip", "bzip2", "xz", "zip", "png", "woff"],
)
def test_compressed_files_show_nothing(content):
    assert readable(content, "a.bin", LIMIT) == Readable("", "nothing")


def test_text_that_begins_like_an_archive_is_text():
    assert readable(b"GIF89 is a format, RIFF another\n", "a.txt", LIMIT).seen == "text"
    assert readable(b"ID3 tags\n", "a.txt", LIMIT).seen == "text"


def test_an_installer_with_a_binary_behind_its_script_shows_strings():
    content = b"#!/bin/sh\n# The MIT License\n" * 400 + bytes(range(256)) * 200
    assert readable(content, "setup.run", LIMIT).seen == "strings"
    assert "# The MIT License" in readable(content, "setup.run", LIMIT).text


def test_of_a_large_file_beginning_and_end_are_looked_at():
    content = b"".join(b"line %06d\n" % number for number in range(10_000))
    found = readable(content, "a.txt", 4_000)
    lines = found.text.split("\n")
    assert found.seen == "part"
    assert (lines[0], lines[249], lines[-2]) == ("line 000000", "line 000249", "line 009999")
    assert len(found.text) <= 4_001


def test_a_large_file_is_cut_between_wide_characters():
    found = readable(("MIT License\n" * 5_000).encode("utf-16"), "a.txt", 4_001)
    assert (set(found.text), found.text[:12]) == (set("MIT License\n"), "MIT License\n")
    assert found.seen == "part"


def test_a_large_file_of_umlauts_stays_utf_8_but_at_the_cut():
    found = readable(("ä" * 9_999 + "\n").encode(), "a.txt", 4_001)
    assert found.text.count("ä") >= 1_998


def test_a_large_binary_is_part_too():
    assert readable(bytes(5_000) + b"MIT License" + bytes(5_000), "a.so", 4_000) == Readable("\n", "part")


def test_a_source_map_is_the_text_of_its_sources():
    document = {
        "version": 3,
        "sources": ["a.js", "b.js"],
        "sourcesContent": ["/* MIT License\n */", None, "// ISC"],
        "mappings": "AAAA",
    }
    assert text_of(json.dumps(document).encode(), "a.js.map") == "/* MIT License\n */\n// ISC"


def test_a_source_map_of_maps_is_the_text_of_all():
    document = {
        "version": 3,
        "sections": [{"map": {"sourcesContent": ["MIT"]}}, {"url": "x"}, {"map": {"sourcesContent": ["ISC"]}}],
    }
    assert text_of(json.dumps(document).encode(), "a.css.map") == "MIT\nISC"


@pytest.mark.parametrize(
    "text",
    [
        '{"sourcesContent": ["MIT',
        '{"sourcesContent": 3}',
        '["sourcesContent"]',
        '{"sourcesContent":' + "[" * 100_000,
        '{"mappings": "MIT"}',
    ],
)
def test_a_source_map_that_is_none_is_plain_text(text):
    assert readable(text.encode(), "a.js.map", LIMIT) == Readable(text, "text")


def test_half_a_character_in_a_source_map_can_be_written():
    assert text_of(b'{"sourcesContent": ["MIT \\ud800"]}', "a.map") == "MIT \ufffd"


@pytest.mark.parametrize(
    "content",
    [
        bytes(50 * 1024 * 1024),
        os.urandom(4 * 1024 * 1024),
        b"a" * (50 * 1024 * 1024),
        b"\\" * (10 * 1024 * 1024),
        b"\r" * (4 * 1024 * 1024),
        b"ab\0\0" * (2 * 1024 * 1024),
        bytes(range(128, 256)) * 32_768,
        b"a\0" * (4 * 1024 * 1024),
    ],
    ids=["zeros", "random", "one-line", "backslashes", "returns", "nearly-wide", "high", "wide"],
)
def test_hostile_bytes_are_read_in_seconds(content):
    begun = time.process_time()
    found = readable(content, "a.bin", len(content))
    assert time.process_time() - begun < 10
    assert len(found.text) <= 2 * len(content)


def test_random_bytes_never_raise():
    for size in range(1, 300):
        content = os.urandom(size)
        for limit in (0, 1, 7, 64, 10_000):
            assert readable(content, "a.map", limit).seen in {"text", "strings", "part", "nothing"}
            readable(b"\xff\xfe" + content, "a.txt", limit).text.encode()
            readable(b"\0\0\xfe\xff" + content, "a.txt", limit).text.encode()
