"""rpm packages: the header tells who they are."""

from __future__ import annotations

import struct

from osscan.inputs.source import Source
from osscan.readers.os.rpm_header import read


def header(entries):
    """A header with these texts by tag."""
    index, store = b"", b""
    for tag, text in entries.items():
        index += struct.pack(">4L", tag, 6, len(store), 1)
        store += text.encode() + b"\0"
    return b"\x8e\xad\xe8\x01" + bytes(4) + struct.pack(">2L", len(entries), len(store)) + index + store


def package(entries):
    signatures = header({1004: "x" * 13})
    padding = -(len(signatures) - 16 - 16) % 8
    return b"\xed\xab\xee\xdb" + bytes(92) + signatures + bytes(padding) + header(entries) + b"\x1f\x8b"


GOOD = {1000: "lines", 1001: "2.4", 1002: "1.el9", 1014: "MIT AND BSD-3-Clause"}


def test_name_version_release_and_license_are_read():
    (one,) = read(Source("lines.rpm", held=package(GOOD))).components
    assert (one.purl, one.version) == ("pkg:rpm/redhat/lines@2.4-1.el9", "2.4-1.el9")
    assert [claim.raw for claim in one.claims] == ["MIT AND BSD-3-Clause"]


def test_a_header_without_a_name_is_a_problem_and_no_component():
    found = read(Source("lines.rpm", held=package({1001: "2.4"})))
    assert ([one.code for one in found.problems], found.components) == (["package-without-name"], ())


def test_a_cut_header_raises_nothing():
    content = package(GOOD)
    for size in range(0, len(content), 7):
        read(Source("lines.rpm", held=content[:size]))
