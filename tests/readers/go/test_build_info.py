"""Programs built by Go: the modules in them, and what becomes of programs that don't tell."""

from __future__ import annotations

from osscan.inputs.source import Source
from osscan.readers.go.build_info import is_program, read


def varint(size):
    out = b""
    while size > 127:
        out += bytes([size & 127 | 128])
        size >>= 7
    return out + bytes([size])


def program(modules, version="go1.22.3", flags=2):
    """What Go writes, in a program of nothing else."""
    frame = bytes.fromhex("3077af0c9274080241e1c107e6d618e6"), bytes.fromhex("f932433186182072008242104116d8f2")
    told = frame[0] + modules.encode() + frame[1]
    texts = b"".join(varint(len(text)) + text for text in (version.encode(), told))
    return b"\x7fELF" + bytes(5000) + b"\xff Go buildinf:" + bytes([8, flags]) + bytes(16) + texts + bytes(200)


MODULES = (
    "path\texample.org/tool/cmd\nmod\texample.org/tool\t(devel)\t\n"
    "dep\texample.org/lines\tv1.4.0\th1:abc=\n"
    "dep\texample.org/old\tv0.1.0\n=>\texample.org/new\tv0.2.0\th1:def=\n"
    "dep\texample.org/local\tv0.0.0\n=>\t./local\t(devel)\t\n"
    "build\t-compiler=gc\n"
)


def purls(content):
    return sorted(one.purl for one in read(Source("tool", held=content)).components)


def test_every_module_that_was_built_in_is_a_component():
    assert purls(program(MODULES)) == [
        "pkg:golang/example.org/lines@v1.4.0",
        "pkg:golang/example.org/new@v0.2.0",
        "pkg:golang/example.org/tool",
        "pkg:golang/stdlib@1.22.3",
    ]


def test_a_list_longer_than_one_byte_can_say_is_read_whole():
    many = "path\ta\nmod\texample.org/a\tv1.0.0\t\n" + "".join(f"dep\texample.org/m{at}\tv1.0.{at}\th1:x=\n" for at in range(900))
    assert len(purls(program(many))) == 902


def test_a_program_that_only_points_to_its_list_is_told_and_not_read():
    found = read(Source("tool", held=program(MODULES, flags=0)))
    assert ([one.code for one in found.problems], found.components, found.complete) == (["go-build-info"], (), False)


def test_a_cut_program_loses_what_is_behind_the_cut_and_nothing_else():
    content = program(MODULES)
    found = read(Source("tool", held=content[: content.index(b"\xff Go") + 50]))
    assert all(one.severity for one in found.problems)


def test_only_programs_with_the_mark_are_taken():
    assert [is_program(program("")), is_program(b"text about \xff Go buildinf:"), is_program(b"\x7fELF")] == [True, False, False]
