"""Archives in which different programs see different files: whatever any of them would unpack is read or told."""

from __future__ import annotations

import gzip
import struct
import zlib

import pytest
from tests.archives.packing import Lie, cpio, lying_zip, passed, tarred, zipped, zipped_in_one_go

from osscan.inputs.archives.member import Allowance

END = bytes(1024)
NOISE = b"".join(zlib.crc32(b"%d" % number).to_bytes(4, "little") for number in range(20_000))


def header(name: bytes, size: int, kind: bytes = b"0", prefix: bytes = b"", checksum: bytes | None = None) -> bytes:
    """One header of a tar archive; a `checksum` is put in place of the right one."""
    fields = (
        name,
        b"0000644\0",
        b"0000000\0",
        b"0000000\0",
        b"%011o\0" % size,
        b"%011o\0" % 0,
        b" " * 8,
        kind,
        b"a",
        b"ustar\x0000",
    )
    start = struct.pack("100s8s8s8s12s12s8s1s100s8s80x155s12x", *fields, prefix)
    return start[:148] + (b"%06o\0 " % sum(start) if checksum is None else checksum) + start[156:]


def member(name: bytes, content: bytes, kind: bytes = b"0") -> bytes:
    return header(name, len(content), kind) + content + bytes(-len(content) % 512)


def pax(words: bytes, kind: bytes = b"x") -> bytes:
    record = b" %s\n" % words
    length = next(length for length in range(len(record), len(record) + 9) if length == len(record) + len(str(length)))
    return member(b"pax", b"%d" % length + record, kind)


HIDDEN = member(b"hidden", b"content")


@pytest.mark.parametrize("kind", [b"V", b"D"])
def test_labels_and_lists_of_folders_are_files_for_some_programs(tmp_path, kind) -> None:
    assert passed(tmp_path / "d", member(b"label", b"content", kind) + END).content("d!/label") == b"content"


@pytest.mark.parametrize(
    ("content", "path", "field"),
    [
        (member(b"a", b"x") + pax(b"size=1024") + header(b"link", 1024, b"1") + HIDDEN, "d!/link", "size"),
        (member(b"././@LongLink", b"name\0", b"L") + header(b"folder/", 1024, b"\0") + HIDDEN, "d!/name", "folder"),
        (pax(b"size=0") + member(b"a", HIDDEN), "d!/a", "size"),
        (pax(b"size=0") + header(b"link", 1024, b"1") + HIDDEN, "d!/link", "size"),
        (pax(b"size=1024", b"g") + member(b"a", b"x" * 1024), "d", "pax"),
        (pax(b"path=evil", b"g") + member(b"a", b"x"), "d", "pax"),
        (pax(b"path=one") + member(b"././@LongLink", b"two\0", b"L") + member(b"a", b"x"), "d", "name"),
        (pax(b"path=one") + pax(b"path=two") + member(b"a", b"x"), "d", "name"),
    ],
    ids=["link", "folder", "size", "link-size", "all", "all-names", "names", "twice"],
)
def test_headers_of_a_tar_that_programs_read_in_two_ways_are_told(tmp_path, content, path, field) -> None:
    found = passed(tmp_path / "d", content + END)

    assert ("archive-contradicts", path, field) in [
        (one.code, one.place.input, dict(one.facts).get("field")) for one in found.problems
    ]


def test_what_a_hard_link_holds_is_read(tmp_path) -> None:
    found = passed(tmp_path / "d", pax(b"size=1024") + header(b"link", 1024, b"1") + HIDDEN + END)

    assert "d!/link!/hidden" in found.paths


def test_usual_headers_for_all_members_are_nothing_odd(tmp_path) -> None:
    assert passed(tmp_path / "d", pax(b"comment=0123456789", b"g") + member(b"a", b"x") + END).problems == ()


def checksums() -> dict[str, bytes]:
    right = sum(header(b"a", 1, checksum=b" " * 8))
    return {
        "junk": b"%06o\0X" % right,
        "binary": b"\x80" + right.to_bytes(7, "big"),
        "blank": b"%7o " % right,
        "prefix": (b"0o%o" % right).ljust(8, b"\0"),
    }


@pytest.mark.parametrize("kind", list(checksums()))
def test_a_checksum_may_be_written_as_any_program_reads_it(tmp_path, kind) -> None:
    found = passed(tmp_path / "d", header(b"a", 1, checksum=checksums()[kind]) + b"x" + bytes(511) + END)

    assert found.paths == ["d", "d!/a"]


def test_a_tar_may_start_with_an_empty_name(tmp_path) -> None:
    assert passed(tmp_path / "d", member(b"", b"name\0", b"L") + member(b"a", b"x") + END).paths == ["d", "d!/name"]


@pytest.mark.parametrize(
    ("start", "code"),
    [(header(b"a", 0, checksum=b"000001\0 "), "archive-broken"), (b"no header" + bytes(503), "archive-unsupported")],
)
def test_a_tar_whose_first_header_is_passed_over_is_told(tmp_path, start, code) -> None:
    assert passed(tmp_path / "d", start + member(b"a", b"x") + END).codes == [(code, "d")]


@pytest.mark.parametrize("behind", [b"", b"\n"])
@pytest.mark.parametrize(
    "first", [member(b"a", b"x") + END, gzip.compress(b"x", mtime=0), cpio({"a": b"x"})], ids=["tar", "gz", "cpio"]
)
def test_a_zip_behind_the_end_of_another_archive_is_told(tmp_path, first, behind) -> None:
    found = passed(tmp_path / "d", first + zipped({"evil": b"x"}) + behind)

    assert ("archive-contradicts", "d") in found.codes
    assert found.layers[0].reason == "archive-contradicts"


def test_a_cpio_behind_another_is_told_and_read(tmp_path) -> None:
    found = passed(tmp_path / "d", gzip.compress(cpio({"a": b"x"}) + bytes(512) + cpio({"b": b"y"}), mtime=0))

    assert found.paths == ["d", "d!/a", "d!/b"]
    assert found.codes == [("archive-contradicts", "d")]


def test_data_behind_the_end_of_a_cpio_is_told(tmp_path) -> None:
    assert passed(tmp_path / "d", cpio({"a": b"x"}) + b"hidden").codes == [("archive-unlisted", "d")]


@pytest.mark.parametrize("number", [b"-0000010", b"0x000010", b"+0000010", b" 0000010", b"0_000010"])
def test_numbers_of_a_cpio_are_digits(tmp_path, number) -> None:
    content = bytearray(cpio({"a": b"x" * 16}))
    content[54:62] = number

    assert passed(tmp_path / "d", bytes(content)).codes == [("archive-broken", "d")]


def test_sums_of_a_cpio_are_compared(tmp_path) -> None:
    content = bytearray(cpio({"a": b"x"}).replace(b"070701", b"070702"))
    assert passed(tmp_path / "d", bytes(content)).codes == [("archive-checksum", "d!/a")]

    content[102:110] = b"%08X" % ord("x")
    assert passed(tmp_path / "d", bytes(content)).codes == []


def local(name: bytes, content: bytes) -> bytes:
    return (
        b"PK\x03\x04"
        + struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 0, zlib.crc32(content), *[len(content)] * 2, len(name), 0)
        + name
        + content
    )


def listed(name: bytes, content: bytes, start: int) -> bytes:
    facts = struct.pack(
        "<HHHHHHLLLHHHHHLL", 20, 20, 0, 0, 0, 0, zlib.crc32(content), *[len(content)] * 2, len(name), 0, 0, 0, 0, 0, start
    )
    return b"PK\x01\x02" + facts + name


def end(count: int, length: int, start: int, comment: bytes = b"") -> bytes:
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, length, start, len(comment)) + comment


A, B, HIDDEN_MEMBER = local(b"a", b"1"), local(b"b", b"2"), local(b"hidden", b"3")


def test_a_member_that_the_directory_does_not_list_is_told(tmp_path) -> None:
    directory = listed(b"a", b"1", 0) + listed(b"b", b"2", len(A + HIDDEN_MEMBER))
    body = A + HIDDEN_MEMBER + B
    found = passed(tmp_path / "d", body + directory + end(2, len(directory), len(body)))

    assert found.paths == ["d", "d!/a", "d!/b"]
    assert found.codes == [("archive-contradicts", "d"), ("archive-unlisted", "d")]
    assert found.layers[0].reason == "archive-contradicts"


@pytest.mark.parametrize("starts", [0, len(lying_zip(Lie(b"a")))], ids=["as it was", "as it is"])
def test_a_zip_before_another_is_told(tmp_path, starts) -> None:
    directory = listed(b"b", b"2", starts)
    found = passed(tmp_path / "d", lying_zip(Lie(b"a")) + B + directory + end(1, len(directory), len(B) + starts))

    assert found.paths == ["d", "d!/b"]
    assert found.layers[0].reason == "archive-contradicts"


def test_of_two_directories_the_other_one_is_told(tmp_path) -> None:
    first, second = listed(b"a", b"1", 0), listed(b"b", b"2", 0)
    found = passed(tmp_path / "d", b"MZ" + A + first + B + second + end(1, len(second), 2 + len(A)))

    assert ("archive-contradicts", "d", "directory") in [
        (one.code, one.place.input, dict(one.facts).get("field")) for one in found.problems
    ]


def test_a_member_behind_the_directory_is_told_and_not_read(tmp_path) -> None:
    size = len(listed(b"a", b"1", 0) + listed(b"late", b"2", 0))
    directory = listed(b"a", b"1", 0) + listed(b"late", b"2", len(A) + size + 22)
    found = passed(tmp_path / "d", A + directory + end(2, size, len(A), local(b"late", b"2")))

    assert found.paths == ["d", "d!/a"]
    assert ("archive-overlap", "d!/late") in found.codes


def test_a_directory_that_ends_too_early_is_told(tmp_path) -> None:
    directory = listed(b"a", b"1", 0) + b"junk" + listed(b"b", b"2", len(A))
    found = passed(tmp_path / "d", A + B + directory + end(1, len(directory), len(A + B)))

    assert found.layers[0].reason == "archive-contradicts"


@pytest.mark.parametrize("count", [0, 1])
def test_a_script_with_a_zip_behind_it_is_looked_into_whatever_number_its_end_says(tmp_path, count) -> None:
    assert passed(tmp_path / "d", b"#!/bin/sh\n" + lying_zip(Lie(b"a"), count=count)).paths == ["d", "d!/a"]


@pytest.mark.parametrize("wrong", [-16, 16])
@pytest.mark.parametrize("before", [b"", b"MZ"])
def test_where_the_directory_starts_is_believed_when_its_length_is_wrong(tmp_path, before, wrong) -> None:
    directory = listed(b"a", b"1", len(before))
    found = passed(tmp_path / "d", before + A + directory + end(1, len(directory) + wrong, len(before + A)))

    assert found.paths == ["d", "d!/a"]
    assert found.codes == [("archive-contradicts", "d")]


def test_an_end_that_leads_nowhere_does_not_hide_the_one_that_does(tmp_path) -> None:
    archive = lying_zip(Lie(b"a"))
    false = end(1, 50, 2)[:-2] + (len(archive) + 1).to_bytes(2, "little")
    found = passed(tmp_path / "d", b"MZ" + bytes(100) + false + archive + b"\n")

    assert found.paths == ["d", "d!/a"]


def test_a_far_end_where_only_its_locator_looks_is_found(tmp_path) -> None:
    directory = listed(b"a", b"1", 0)
    far = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 52, 45, 45, 0, 0, 1, 1, len(directory), len(A)) + b"extended"
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(A + directory), 1)
    found = passed(tmp_path / "d", A + directory + far + locator + end(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF))

    assert (found.paths, found.codes) == (["d", "d!/a"], [])


def test_a_second_name_that_some_programs_unpack_is_looked_at(tmp_path) -> None:
    raw = "ä.txt".encode()
    extra = struct.pack("<HHBL", 0x7075, 16, 1, zlib.crc32(raw)) + b"../evil.txt"
    codes = [code for code, _ in passed(tmp_path / "d", lying_zip(Lie(raw, extra=extra))).codes]

    assert codes == ["archive-contradicts", "member-traversal"]


def test_a_link_that_holds_more_than_a_target_is_read_as_a_file_too(tmp_path) -> None:
    script = b"#!/bin/sh\necho\n"
    found = passed(
        tmp_path / "d", lying_zip(Lie(b"script", script, mode=0o120777), Lie(b"lie", bytes(3000), mode=0o120777, size=7))
    )

    assert found.content("d!/script") == script
    assert found.content("d!/lie") == bytes(3000)


LARGE = lying_zip(Lie(b"a", NOISE, method=0))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (LARGE + lying_zip(Lie(b"b")), "archive-two-ends"),
        (lying_zip(Lie(b"a", NOISE, method=0), comment=lying_zip(Lie(b"b"))), "archive-two-ends"),
        (LARGE[:-22] + b"junk" + LARGE[-22:], "archive-truncated"),
        (gzip.compress(NOISE) + zipped({"b": b"x"}), "archive-contradicts"),
        (b"MZ" + NOISE + lying_zip(Lie(b"b")) + b"signature", "archive-unsupported"),
        (b"MZ" + bytes(1000) + b"NullsoftInst" + NOISE, "archive-unsupported"),
    ],
    ids=["behind", "comment", "directory", "gz", "program", "installer"],
)
def test_files_too_large_to_be_held_hide_nothing_at_their_ends(tmp_path, content, code) -> None:
    found = passed(tmp_path / "d", tarred({"i": content}), Allowance(held_bytes=1500))

    assert (code, "d!/i") in found.codes
    assert found.layers[1].reason == code


def test_sizes_of_a_large_zip_are_held_against_its_directory(tmp_path) -> None:
    at = LARGE.rfind(b"PK\x01\x02")
    content = LARGE[: at + 20] + struct.pack("<LL", 5, 5) + LARGE[at + 28 :]

    assert ("archive-contradicts", "d!/i!/a") in passed(tmp_path / "d", tarred({"i": content}), Allowance(held_bytes=1500)).codes


@pytest.mark.parametrize(("name", "mode"), [(b"folder/", 0), (b"folder\\", 0), (b"pipe", 0o010600)])
def test_what_is_said_to_be_empty_is_read_if_something_is_packed_there(tmp_path, name, mode) -> None:
    found = passed(tmp_path / "d", lying_zip(Lie(name, b"content", size=0, mode=mode)))

    assert [one.content for one in found.members[1:]] == [b"content"]
    assert "archive-contradicts" in [code for code, _ in found.codes]


def test_a_folder_of_a_large_zip_that_holds_something_is_told(tmp_path) -> None:
    content = zipped_in_one_go({"folder/": b"hidden", "a": NOISE})

    assert ("archive-contradicts", "d!/i!/folder/") in passed(
        tmp_path / "d", tarred({"i": content}), Allowance(held_bytes=1500)
    ).codes


def test_empty_folders_are_nothing_odd(tmp_path) -> None:
    assert passed(tmp_path / "d", zipped_in_one_go({"folder/": b"", "folder/a": b"x"})).problems == ()
    assert passed(
        tmp_path / "d", lying_zip(Lie(b"folder/", b""), Lie(b"locked/", b"x" * 12, size=0, method=0, flags=1))
    ).codes == [("archive-encrypted", "d!/locked/")]
