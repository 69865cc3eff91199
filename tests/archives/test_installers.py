"""What programs, scripts and disk images carry in them is told where it can't be looked into."""

from __future__ import annotations

import gzip
import lzma
import struct

import pytest
from backports import zstd
from tests.archives.packing import ar, passed, tarred

from osscan.inputs.archives.installers import installer_in

PACKED = gzip.compress(b"x", mtime=0)
SCRIPT = b"#!/bin/sh\ntail -n +3 $0 | tar xz\n"
SKIPPED = b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd"


def elf(*, wide: bool = True, big: bool = False, segment: int = 0) -> bytes:
    """A program of Linux with one segment, which reaches `segment` bytes beyond its header."""
    order, size = ">" if big else "<", 64 if wide else 52
    start = b"\x7fELF" + bytes([1 + wide, 1 + big, 1]) + bytes(9)
    rows = (size, 56 if wide else 32, 1, 0, 0, 0)
    head = start + struct.pack(f"{order}HHL{'QQQ' if wide else 'LLL'}L6H", 2, 62, 1, 0, size, 0, 0, *rows)
    if wide:
        return head + struct.pack(f"{order}LL6Q", 1, 5, 0, 0, 0, size + 56 + segment, 0, 0) + bytes(segment)
    return head + struct.pack(f"{order}8L", 1, 0, 0, 0, size + 32 + segment, 0, 5, 0) + bytes(segment)


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (SCRIPT + PACKED, "self-extracting-script"),
        (SCRIPT + tarred({"a": b"x"}), "self-extracting-script"),
        (b"<?php __HALT_COMPILER(); ?>\r\n\x1d\x00\x00\x00", "self-extracting-script"),
        (elf() + PACKED, "self-extracting-program"),
        (elf(wide=False, big=True) + PACKED, "self-extracting-program"),
        (elf(segment=5000) + b"7z\xbc\xaf\x27\x1c" + bytes(40), "self-extracting-program"),
        (elf() + b"bytes of a bundle" + b"MEI\x0c\x0b\x0a\x0b\x0e" + bytes(80), "pyinstaller-bundle"),
        (b"\x7fELF\x02\x01\x01\x00AI\x02" + bytes(100), "appimage"),
        (bytes(2000) + b"koly" + bytes(508), "dmg"),
        (b"\x04\x00\x00\x00\x20\x00\x00\x00\x1c\x00\x00\x00\x18\x00\x00\x00" + b'{"files":{"a.js":{"size":1}}}', "asar"),
        (b"\x02\x21\x4c\x18" + bytes(40), "lz4"),
        (SKIPPED + b"\x04\x22\x4d\x18" + bytes(40), "lz4"),
        (bytes(32769) + b"BEA01" + bytes(10), "iso"),
        (b"# v2 git bundle\n", "git-bundle"),
        (b"Salted__" + bytes(8), "openssl-encrypted"),
        (b"age-encryption.org/v1\n-> X25519", "age-encrypted"),
        (b"-----BEGIN PGP MESSAGE-----\n", "pgp-encrypted"),
    ],
)
def test_what_cannot_be_looked_into_is_told(tmp_path, content, form) -> None:
    found = passed(tmp_path / "d", content)

    assert [(one.code, dict(one.facts)) for one in found.problems] == [("archive-unsupported", {"format": form})]


@pytest.mark.parametrize(
    "content",
    [
        SCRIPT,
        b"<?php echo 1;\n",
        elf(segment=1000),
        elf() + b"signature",
        elf(segment=1000)[:300],
        elf()[:32] + b"\xff" * 32 + PACKED,
        b"\x7fELF",
        b"#!",
    ],
)
def test_programs_and_scripts_by_themselves_are_nothing_odd(tmp_path, content) -> None:
    assert passed(tmp_path / "d", content).problems == ()


def test_a_program_that_is_cut_off_is_no_installer() -> None:
    content = elf(segment=100) + PACKED

    assert {installer_in(content[:count]) for count in range(len(elf(segment=100)) + 1)} == {""}


def test_what_zstandard_leaves_out_may_come_first(tmp_path) -> None:
    assert passed(tmp_path / "d", SKIPPED * 3 + zstd.compress(tarred({"a": b"x"}))).paths == ["d", "d!/a"]


def test_a_tar_packed_by_lzma_is_known_without_its_ending(tmp_path) -> None:
    assert passed(tmp_path / "d", lzma.compress(tarred({"a": b"x"}), lzma.FORMAT_ALONE)).paths == ["d", "d!/a"]


def test_bytes_that_only_start_as_lzma_does_are_a_file(tmp_path) -> None:
    assert passed(tmp_path / "d", b"\x5d\x00\x00\x80\x00" + b"\xff" * 8 + b"\x00" + b"\xfe" * 100).problems == ()


def library(*members: tuple[bytes, bytes]) -> bytes:
    return b"!<arch>\n" + b"".join(
        b"%-16s%-12d%-6d%-6d%-8s%-10d`\n" % (name, 0, 0, 0, b"100644", len(content)) + content for name, content in members
    )


def test_tables_of_a_library_are_no_files(tmp_path) -> None:
    held = library((b"/", b"12"), (b"/", b"34"), (b"//", b"a-very-long-name.o/\n"), (b"/0", b"56"))

    assert passed(tmp_path / "d", held).paths == ["d", "d!/a-very-long-name.o"]


@pytest.mark.parametrize("name", ["__.SYMDEF", "/SYM64/"])
def test_what_is_called_like_a_table_behind_a_file_is_a_file(tmp_path, name) -> None:
    assert passed(tmp_path / "d", ar({"a": b"12", name: b"34"})).content(f"d!/{name.removesuffix('/')}") == b"34"


def test_a_name_that_is_longer_than_its_member_is_told(tmp_path) -> None:
    assert passed(tmp_path / "d", library((b"#1/20", b"abcd"))).codes == [("archive-header-too-large", "d")]


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (b"\x85\x02\x0c\x03", "archive-unsupported"),
        (b"\xc1\xc0\x4c\x03", "archive-unsupported"),
        (b"\x8c\x0d\x04\x09", "archive-unsupported"),
        (b"\x89\x02\x33\x04", ""),
        (b"\x99\x02\x0d\x04", ""),
    ],
    ids=["for a key", "for a new key", "for a password", "signature", "key"],
)
def test_what_is_encrypted_is_told_and_signatures_are_not(tmp_path, start, code) -> None:
    found = passed(tmp_path / "d.zip.gpg", start + b"k" * 100)

    assert [one.code for one in found.problems] == ([code] if code else [])


@pytest.mark.parametrize("name", ["a/.git/HEAD", ".svn/wc.db"])
def test_a_repository_in_an_archive_is_told(tmp_path, name) -> None:
    assert passed(tmp_path / "d", tarred({name: b"ref: refs/heads/main"})).codes == [
        ("delivery-repository", f"d!/{name.rpartition('/')[0]}")
    ]
