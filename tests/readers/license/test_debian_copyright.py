"""debian/copyright: the licenses of a source tree's files, told once by pattern."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.model.claim import Form, Joined, Method
from osscan.model.component import Kind
from osscan.readers.license.debian_copyright import READER, read

HEAD = "Format: https://www.debian.example/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: kit\n"


def inventory(text: str | bytes):
    return read(Source("debian/copyright", held=text if isinstance(text, bytes) else text.encode()))


def test_each_license_of_files_is_one_statement():
    found = inventory(
        HEAD + "\nFiles: *\nLicense: Expat\n\nFiles: src/a src/b\nLicense: GPL-2+\n A text.\n\nFiles: c\nLicense: Expat\n"
    )

    assert [(c.name, c.kind, c.place.line) for c in found.components] == [("Expat", Kind.FILES, 5), ("GPL-2+", Kind.FILES, 8)]
    assert [(c.claims[0].form, c.claims[0].method) for c in found.components] == [(Form.EXPRESSION, Method.MANIFEST)] * 2


def test_comma_binds_less_than_words():
    found = inventory(HEAD + "\nFiles: *\nLicense: GPL-2+ or Artistic-2.0, and BSD-3-clause\n")

    assert [(c.raw, c.joined) for c in found.components[0].claims] == [
        ("GPL-2+ or Artistic-2.0", Joined.ALL),
        ("BSD-3-clause", Joined.ALL),
    ]


def test_license_of_the_header_counts_where_no_files_are_named():
    assert [c.name for c in inventory(HEAD + "License: ISC\n\nLicense: ISC\n Text.\n").components] == ["ISC"]


def test_license_without_a_short_name_is_an_unrecognised_text():
    claim = inventory(HEAD + "\nFiles: *\nLicense:\n Do as you like.\n").components[0].claims[0]

    assert (claim.raw, claim.form) == ("", Form.TEXT)


def test_older_format_line_is_known():
    assert READER.recognises(b"Format-Specification: http://dep.debian.example/deps/dep5/\n") is True
    assert READER.recognises(b"This package was put together by hand.\n") is False


def test_prose_is_searched():
    assert [c.name for c in inventory("Licensed under the Apache License, Version 2.0.\n").components] == ["Apache-2.0"]


@pytest.mark.parametrize("content", [b"", b"Format: copyright-format", b"\xff\xfe", HEAD.encode() + b"\nFiles\n:\nLicense\n"])
def test_broken_input_is_never_an_exception(content):
    assert inventory(content).components == ()
