"""apk's database: each package with the license that it was built with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.inputs.source import Source
from osscan.model.claim import Form, Joined, Method
from osscan.readers.os.apk_installed import READER, read

TWO = """C:Q1vsl9xvb2HTHNoI0bL6pVFBlkPFU=
P:musl
V:1.2.4-r2
A:x86_64
L:MIT
p:so:libc.musl-x86_64.so.1=1
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755
Z:Q1/xP9pd1=

C:Q1x
P:busybox
V:1.36.1-r5
L:GPL-2.0-only AND Zlib
D:so:libc.musl-x86_64.so.1 musl>=1.2 !uclibc missing

"""


def inventory(text: str | bytes, path: str = "image/lib/apk/db/installed"):
    return read(Source(path, held=text if isinstance(text, bytes) else text.encode()))


def test_each_package_is_a_component_with_its_license():
    found = inventory(TWO)

    assert [(c.name, c.version, c.purl, c.place.line) for c in found.components] == [
        ("musl", "1.2.4-r2", "pkg:apk/alpine/musl@1.2.4-r2", 1),
        ("busybox", "1.36.1-r5", "pkg:apk/alpine/busybox@1.36.1-r5", 12),
    ]
    assert [(c.claims[0].raw, c.claims[0].form, c.claims[0].method, c.claims[0].place.line) for c in found.components] == [
        ("MIT", Form.EXPRESSION, Method.INSTALLED, 5),
        ("GPL-2.0-only AND Zlib", Form.EXPRESSION, Method.INSTALLED, 15),
    ]
    assert (found.edges, found.problems) == ((("busybox", "musl"),), ())


def test_names_in_a_row_leave_open_how_they_belong_together():
    claims = inventory("P:a\nV:1\nL:MIT BSD-3-Clause\n").components[0].claims

    assert [(c.raw, c.form, c.joined, c.group) for c in claims] == [
        ("MIT", Form.NAME, Joined.UNSAID, "L:3"),
        ("BSD-3-Clause", Form.NAME, Joined.UNSAID, "L:3"),
    ]


def test_words_that_are_no_licenses_stay_one_statement():
    assert [c.raw for c in inventory("P:a\nV:1\nL:see the readme\n").components[0].claims] == ["see the readme"]


def test_entry_without_a_name_costs_only_itself():
    found = inventory("V:1\nL:MIT\n\nP:b\nV:2\n")

    assert [c.name for c in found.components] == ["b"]
    assert [(p.code, p.place.line) for p in found.problems] == [("package-without-name", 1)]


def test_distribution_names_itself(tmp_path):
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/os-release").write_text("ID=wolfi\n")
    (tmp_path / "lib/apk/db").mkdir(parents=True)
    file = tmp_path / "lib/apk/db/installed"
    file.write_text("P:a\nV:1\n")

    assert read(Source("i/lib/apk/db/installed", str(file), None, str(tmp_path))).components[0].purl == "pkg:apk/wolfi/a@1"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"P", b"P:", b"\0\xff:", b"P:a", b"\xff\xfe", b"PV:1\nP:\n"])
def test_broken_input_is_never_an_exception(content):
    assert [c.name for c in inventory(content).components] in ([], ["a"])


@given(st.text(alphabet="PVLDp:aMIT ORAND!<>=\n", max_size=150))
def test_any_text_is_read(text):
    assert inventory(text).reader == READER.name


def test_hundred_thousand_packages_are_read():
    found = inventory("".join(f"P:p{n}\nV:{n}\nL:MIT\nD:p{n + 1}\nF:usr\nR:a\n\n" for n in range(100_000)))

    assert (len(found.components), len(found.edges)) == (100_000, 99_999)


def test_database_is_recognised_by_its_content():
    assert READER.recognises(TWO.encode()) is True
    assert READER.recognises(b"P:a\nno\nV:x\n") is False


def test_line_without_a_letter_is_told():
    found = inventory("version https://git.example/spec/v1\nP:a\nV:1\nlost\n")

    assert [(c.name, c.version) for c in found.components] == [("a", "1")]
    assert [(p.code, p.place.line) for p in found.problems] == [("line-not-understood", 1), ("line-not-understood", 4)]
