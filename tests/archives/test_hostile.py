"""Whatever is hostile in a delivery is told by its own code, and the rest of the delivery is read all the same."""

from __future__ import annotations

import gzip
import lzma
import random
import struct
import tarfile
import unicodedata
import zlib

import pytest
from backports import zstd
from tests.archives.packing import Lie, ar, lying_zip, passed, tar_entry, tarred, tarred_entries, zipped

from osscan.inputs.archives import names
from osscan.inputs.archives.member import Allowance
from osscan.inputs.archives.oddities import ODDITIES, Kind
from osscan.model.problem import Severity

UMLAUT = "ä.txt"
NAMES = [
    ("../evil", "member-traversal", Kind.UNSAFE),
    ("a/../../evil", "member-traversal", Kind.UNSAFE),
    ("..\\evil", "member-traversal", Kind.UNSAFE),
    ("/etc/passwd", "member-absolute", Kind.UNSAFE),
    ("\\evil", "member-absolute", Kind.UNSAFE),
    ("C:\\evil", "member-drive", Kind.UNSAFE),
    ("c:evil", "member-drive", Kind.UNSAFE),
    ("//server/share/x", "member-drive", Kind.UNSAFE),
    ("\\\\server\\share\\x", "member-drive", Kind.UNSAFE),
    ("a/CON", "member-device-name", Kind.UNSAFE),
    ("nul", "member-device-name", Kind.UNSAFE),
    ("com1/x", "member-device-name", Kind.UNSAFE),
    ("src/aux.c", "name-reserved", Kind.NAME),
    ("a?.txt", "name-reserved", Kind.NAME),
    ("file.txt:stream", "name-reserved", Kind.NAME),
    ("n" * 261, "name-too-long", Kind.NAME),
    ("invoice\u202efdp.exe", "name-hidden-characters", Kind.NAME),
    ("a\x1b[2Jb", "name-hidden-characters", Kind.NAME),
    ("a\u200bb", "name-hidden-characters", Kind.NAME),
    ("a./x", "name-trailing", Kind.NAME),
    ("a ", "name-trailing", Kind.NAME),
]


@pytest.mark.parametrize("pack", [lambda files: lying_zip(*(Lie(name.encode()) for name in files)), tarred])
@pytest.mark.parametrize(("name", "code", "kind"), NAMES)
def test_a_name_that_harms_is_told_and_its_file_is_read(tmp_path, name, code, kind, pack) -> None:
    found = passed(tmp_path / "d", pack({name: b"content", "good": b"content"}))

    assert code in [told for told, _ in found.codes]
    assert ODDITIES[code][0] is kind
    assert [member.size for member in found.members[1:]] == [7, 7]


@pytest.mark.parametrize(
    "name",
    [
        "a.txt",
        "./a.txt",
        "a/b-c_d/.hidden",
        "..a/b..c",
        "a/...",
        "ünïcödé/ß.txt",
        "日本語.txt",
        "auxiliary/connect/null.c",
        "@scope/[id].vue",
    ],
)
def test_an_honest_name_is_not_told(tmp_path, name) -> None:
    codes = passed(tmp_path / "d", tarred({name: b"x"})).codes

    assert codes == ([("name-trailing", f"d!/{name}")] if name == "a/..." else [])


def test_hidden_characters_are_written_out_in_paths(tmp_path) -> None:
    assert passed(tmp_path / "d", tarred({"x\u202efdp.exe\x1b": b""})).paths == ["d", "d!/x\\u202efdp.exe\\x1b"]


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("a", "a"), "member-duplicate"),
        (("a", "./a"), "member-duplicate"),
        (("a/b", "a\\b"), "member-duplicate"),
        (("README", "readme"), "name-case-clash"),
        (("straße", "STRASSE"), "name-case-clash"),
        ((UMLAUT, unicodedata.normalize("NFD", UMLAUT)), "name-unicode-clash"),
    ],
)
def test_names_that_get_in_each_others_way_are_told(tmp_path, names, code) -> None:
    found = passed(tmp_path / "d", lying_zip(*(Lie(name.encode()) for name in names)))

    assert [told for told, _ in found.codes if told != "name-reserved"] == [code]
    assert len(found.members) == 3


def test_a_million_doubles_are_few_problems(tmp_path) -> None:
    found = passed(tmp_path / "d", lying_zip(*(Lie(b"a", b"", method=0) for _ in range(5000))))

    assert [problem.code for problem in found.problems] == ["member-duplicate"] * 20 + ["more-of-the-same"]
    assert dict(found.problems[-1].facts) == {"code": "member-duplicate", "count": "4979"}


LINKS = [
    (tar_entry("l", tarfile.SYMTYPE, "../../etc/passwd"), ["member-link-outside"]),
    (tar_entry("l", tarfile.SYMTYPE, "/etc/passwd"), ["member-link-outside"]),
    (tar_entry("l", tarfile.SYMTYPE, "C:\\x"), ["member-link-outside"]),
    (tar_entry("a/l", tarfile.SYMTYPE, "../../x"), ["member-link-outside"]),
    (tar_entry("l", tarfile.SYMTYPE, "nowhere"), ["member-link-absent"]),
    (tar_entry("l", tarfile.LNKTYPE, "../x"), ["member-hard-link", "member-link-outside"]),
    (tar_entry("l", tarfile.LNKTYPE, "/x"), ["member-hard-link", "member-link-outside"]),
    (tar_entry("d", tarfile.CHRTYPE), ["member-device"]),
    (tar_entry("d", tarfile.BLKTYPE), ["member-device"]),
    (tar_entry("d", tarfile.FIFOTYPE), ["member-device"]),
]


@pytest.mark.parametrize(("entry", "codes"), LINKS)
def test_links_and_devices_are_told_and_never_followed(tmp_path, entry, codes) -> None:
    found = passed(tmp_path / "d", tarred_entries(entry))

    assert [code for code, _ in found.codes] == codes
    assert found.paths == ["d"]


def test_a_link_inside_is_nothing_odd(tmp_path) -> None:
    entries = (tar_entry("a/x", tarfile.REGTYPE), tar_entry("a/l", tarfile.SYMTYPE, "./x"), tar_entry("l", tarfile.SYMTYPE, "a"))

    assert passed(tmp_path / "d", tarred_entries(*entries)).problems == ()


def test_a_link_in_a_zip_is_told(tmp_path) -> None:
    found = passed(tmp_path / "d", lying_zip(Lie(b"l", b"../../etc/passwd", mode=0o120777)))

    assert found.codes == [("member-link-outside", "d!/l")]
    assert found.paths == ["d"]


def test_a_link_in_a_zip_that_is_too_large_to_be_held_is_not_passed_over(tmp_path) -> None:
    inner = lying_zip(Lie(b"big", bytes(2000), method=0), Lie(b"l", b"/etc/passwd", mode=0o120777), Lie(b"d", b"", mode=0o020666))
    found = passed(tmp_path / "d", tarred({"i.zip": inner}), Allowance(held_bytes=1500))

    assert found.codes == [("member-link-unread", "d!/i.zip!/l"), ("member-device", "d!/i.zip!/d")]
    assert found.layers[1].reason == "member-link-unread"


@pytest.mark.parametrize("hidden", [Lie(b"listed", start=0), Lie(b"a", start=0, method=0)])
def test_a_large_zip_whose_directory_says_other_things_is_told(tmp_path, hidden) -> None:
    inner = lying_zip(Lie(b"a", random.Random(1).randbytes(70_000)), hidden)
    found = passed(tmp_path / "d", tarred({"i.zip": inner}), Allowance(held_bytes=1500))

    assert ("archive-contradicts", f"d!/i.zip!/{hidden.name.decode()}") in found.codes


@pytest.mark.parametrize(
    ("name", "mode"), [(b"pipe", 0o010600), (b"disk", 0o060666), (b"link", 0o120777), (b"folder/", 0o040755)]
)
def test_what_is_said_to_be_no_file_is_read_if_it_holds_something(tmp_path, name, mode) -> None:
    """Programs that know no modes unpack it as a file, so it must not pass unseen."""
    content = b"licensed to nobody " * 100
    found = passed(tmp_path / "d", lying_zip(Lie(name, content, mode=mode)))

    assert found.content(f"d!/{name.decode()}") == content
    assert [code for code, _ in found.codes] == (["archive-contradicts"] if name.endswith(b"/") else [])


def test_an_archive_behind_the_end_of_another_is_told_and_read(tmp_path) -> None:
    found = passed(tmp_path / "d", GOOD + tarred({"second": b"x"}))

    assert found.paths == ["d", "d!/good", "d!/second"]
    assert found.codes == [("archive-contradicts", "d")]


@pytest.mark.parametrize("first", [tarred({"good": b"x"}), gzip.compress(b"good", mtime=0)], ids=["tar", "gzip"])
def test_an_archive_of_two_formats_is_told(tmp_path, first) -> None:
    found = passed(tmp_path / "d", first + zipped({"evil": b"x"}))

    assert ("archive-contradicts", "d") in found.codes
    assert found.layers[0].reason == "archive-contradicts"


def test_a_jar_at_the_end_of_an_archive_is_nothing_odd(tmp_path) -> None:
    jar = zipped({"a": b"x"})
    assert passed(tmp_path / "d", tarred({"x.jar": jar})).problems == ()
    assert passed(tmp_path / "d", ar({"x.jar": jar})).problems == ()


def test_a_file_behind_a_link_is_told(tmp_path) -> None:
    entries = (tar_entry("here", tarfile.SYMTYPE, "."), tar_entry("here/x", tarfile.REGTYPE))

    assert passed(tmp_path / "d", tarred_entries(*entries)).codes == [("member-through-link", "d!/here/x")]


def test_absolute_links_in_the_layer_of_an_image_are_usual(tmp_path) -> None:
    layer = tarred_entries(tar_entry("bin/sh", tarfile.SYMTYPE, "/bin/dash"), tar_entry("dev/null", tarfile.CHRTYPE))

    assert passed(tmp_path / "d", tarred({"abc/layer.tar": layer})).problems == ()


def test_names_that_only_windows_minds_are_usual_in_the_layer_of_an_image(tmp_path) -> None:
    layer = tarred({"usr/A::B.3pm": b"", "usr/xt_MARK.h": b"", "usr/xt_mark.h": b"", "usr/aux": b""})

    assert passed(tmp_path / "d", tarred({"abc/layer.tar": layer})).problems == ()


def test_a_part_of_an_image_that_is_not_what_its_name_says_is_told(tmp_path) -> None:
    said = "0" * 64

    assert passed(tmp_path / "d", tarred({f"blobs/sha256/{said}": b"x"})).codes == [
        ("archive-checksum", f"d!/blobs/sha256/{said}")
    ]


def test_encrypted_members_are_told_and_the_others_are_read(tmp_path) -> None:
    found = passed(tmp_path / "d", lying_zip(Lie(b"locked", flags=1), Lie(b"strong", method=99), Lie(b"open")))

    assert found.codes == [("archive-encrypted", "d!/locked"), ("archive-encrypted", "d!/strong")]
    assert found.paths == ["d", "d!/open"]
    assert found.layers[0].reason == "archive-encrypted"


def test_an_unknown_method_is_told(tmp_path) -> None:
    assert passed(tmp_path / "d", lying_zip(Lie(b"a", method=9))).codes == [("archive-method", "d!/a")]


@pytest.mark.parametrize(
    ("lie", "field"),
    [
        (Lie(b"harmless.txt", local_name=b"evil.exe.txt"), "name"),
        (Lie(b"a", size=3), "size"),
        (Lie(b"a", extra=struct.pack("<HHBL", 0x7075, 9, 1, zlib.crc32(b"a")) + b"evil"), "name"),
    ],
)
def test_an_archive_that_contradicts_itself_is_told(tmp_path, lie, field) -> None:
    found = passed(tmp_path / "d", lying_zip(lie))

    assert [(problem.code, dict(problem.facts)["field"]) for problem in found.problems] == [("archive-contradicts", field)]
    assert found.members[1].size == 7


def test_a_wrong_number_of_members_is_told(tmp_path) -> None:
    assert passed(tmp_path / "d", lying_zip(Lie(b"a"), count=2)).codes == [("archive-contradicts", "d")]


def test_a_second_end_is_told(tmp_path) -> None:
    other = lying_zip(Lie(b"other"))

    assert ("archive-two-ends", "d") in passed(tmp_path / "d", lying_zip(Lie(b"a"), comment=other)).codes


def test_a_wrong_checksum_is_told_and_the_file_is_read(tmp_path) -> None:
    found = passed(tmp_path / "d", lying_zip(Lie(b"a", checksum=1), Lie(b"b")))

    assert found.codes == [("archive-checksum", "d!/a")]
    assert found.paths == ["d", "d!/a", "d!/b"]


@pytest.mark.parametrize(
    "pack",
    [gzip.compress, lzma.compress, lambda content: zstd.compress(content, options={zstd.CompressionParameter.checksum_flag: 1})],
)
def test_wrong_checksums_of_packed_files_are_told(tmp_path, pack) -> None:
    packed = bytearray(pack(b"hello " * 3))
    packed[-5 if packed[0] != 0xFD else 30] ^= 1
    found = passed(tmp_path / "d", bytes(packed))

    assert found.codes[0][0] == "archive-broken"
    assert found.paths == ["d"]


def test_members_that_overlap_are_told_and_not_read(tmp_path) -> None:
    found = passed(tmp_path / "d", lying_zip(Lie(b"a", bytes(1000)), Lie(b"a", bytes(1000), start=0), Lie(b"b")))

    assert found.codes == [("archive-overlap", "d!/a"), ("member-duplicate", "d!/a"), ("archive-overlap", "d!/a")]
    assert found.paths == ["d", "d!/b"]


def quoted_bomb(members: int, kernel: int) -> bytes:
    """Overlapping members: each one's packed data quotes the next one's header in a stored block, and all share one kernel."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(bytes(kernel)) + packer.flush()
    size, checksum, headers, entries = kernel, zlib.crc32(bytes(kernel)), b"", []
    for number in reversed(range(members)):
        name = b"%04d" % number
        header = b"PK\x03\x04" + struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0x21, checksum, len(data), size, len(name), 0) + name
        entries.append((name, checksum, len(data), size))
        headers = header + headers
        checksum = 0
        data = b"\x00" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF) + header + data
        size += len(header)
    body, starts = headers[: 30 + 4] + data[5 + 34 :], []
    for name, *_ in reversed(entries):
        starts.append(body.find(b"PK\x03\x04", starts[-1] + 1 if starts else 0))
        assert body[starts[-1] + 30 : starts[-1] + 34] == name
    directory = b"".join(
        b"PK\x01\x02" + struct.pack("<HHHHHHLLLHHHHHLL", 20, 20, 0, 8, 0, 0x21, crc, packed, full, 4, 0, 0, 0, 0, 0, start) + name
        for (name, crc, packed, full), start in zip(reversed(entries), starts, strict=True)
    )
    return body + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, members, members, len(directory), len(body), 0)


def test_an_overlapping_bomb_costs_nothing(tmp_path) -> None:
    found = passed(tmp_path / "d", quoted_bomb(200, 50_000_000))

    assert ("archive-overlap", "d!/0000") in found.codes
    assert sum(member.size for member in found.members) < 5_000_000
    assert dict(found.problems[-1].facts)["code"] in ("archive-overlap", "archive-grows")


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, zstd.compress, lambda content: zipped({"a": content})])
def test_what_grows_without_measure_is_given_up(tmp_path, pack) -> None:
    bomb = pack(bytes(100_000_000))
    found = passed(tmp_path / "d", tarred({"bomb": bomb, "good": b"x"}))

    assert "archive-grows" in [code for code, _ in found.codes]
    assert found.paths[-1] == "d!/good"
    assert found.layers[1].reason == "archive-grows"


def test_bombs_in_bombs_are_given_up_as_a_whole(tmp_path) -> None:
    """As 42.zip: each level holds sixteen of the next, the last ones 4 MiB of nothing, which one by one would pass."""
    content = zipped({"0": bytes(4_000_000)})
    for _ in range(5):
        content = zipped({f"{number}.zip": content for number in range(16)})
    found = passed(tmp_path / "d.zip", content)

    assert "archive-grows" in [code for code, _ in found.codes]
    assert sum(member.size for member in found.members) < 700_000_000


def test_ten_levels_are_too_deep(tmp_path) -> None:
    content = b"core"
    for level in range(10):
        content = zipped({f"{level}.zip": content})
    found = passed(tmp_path / "d", content)

    assert found.codes == [("archive-too-deep", "d!/9.zip!/8.zip!/7.zip!/6.zip!/5.zip!/4.zip!/3.zip!/2.zip")]
    assert found.layers[-1].reason == "archive-too-deep"
    assert len(found.members) == 9


def test_a_member_that_is_too_large_costs_only_itself(tmp_path) -> None:
    found = passed(tmp_path / "d", tarred({"big": bytes(300_000), "good": b"x"}), Allowance(member_bytes=200_000))

    assert found.codes == [("archive-too-large", "d")]
    found = passed(tmp_path / "d", zipped({"big": bytes(300_000), "good": b"x"}), Allowance(member_bytes=200_000))
    assert found.codes == [("archive-too-large", "d!/big")]
    assert found.paths == ["d", "d!/good"]


@pytest.mark.parametrize(
    ("allowance", "code"),
    [
        (Allowance(members=5), "delivery-too-many"),
        (Allowance(read_bytes=40_000), "delivery-too-large"),
        (Allowance(seconds=-1), "delivery-too-slow"),
    ],
)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_when_the_allowance_is_used_up_that_is_told_once(tmp_path, pack, allowance, code) -> None:
    found = passed(tmp_path / "d", pack({f"{number}": b"x" * 6000 for number in range(10)}), allowance)

    assert found.codes == [(code, "d")]
    assert [layer.reason for layer in found.layers] in ([code], [])


def pax(records: bytes, size: int | None = None) -> bytes:
    header = tarfile.TarInfo("x")
    header.type = tarfile.XHDTYPE
    header.size = len(records) if size is None else size
    return header.tobuf(tarfile.USTAR_FORMAT) + records + bytes(-len(records) % 512)


def long_name(size: int) -> bytes:
    header = tarfile.TarInfo("././@LongLink")
    header.type = tarfile.GNUTYPE_LONGNAME
    header.size = size
    return header.tobuf(tarfile.GNU_FORMAT)


GOOD = tarred({"good": b"x"})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pax(b"", 1 << 32) + bytes(10_000), "archive-header-too-large"),
        (long_name(1 << 32) + bytes(10_000), "archive-header-too-large"),
        (gzip.compress(long_name(1 << 32) + bytes(10_000_000)), "archive-header-too-large"),
        (pax(b"11 size=-1\n") + GOOD, "archive-broken"),
        (pax(b"12 size=-19\n") + GOOD, "archive-broken"),
        (pax(b"31 size=9999999999999999999999\n") + GOOD, "archive-broken"),
        (pax(b"99999999999 path=x\n") + GOOD, "archive-contradicts"),
        (pax(b"22 GNU.sparse.major=1\n") + GOOD, "archive-sparse"),
    ],
)
def test_hostile_headers_of_a_tar_are_told(tmp_path, content, code) -> None:
    found = passed(tmp_path / "d", content)

    assert code in [told for told, _ in found.codes]
    assert len(found.members) <= 2


def test_endless_headers_end_with_the_allowance(tmp_path) -> None:
    found = passed(tmp_path / "d", pax(b"11 path=xx\n") * 1000, Allowance(members=100))

    assert found.codes == [("delivery-too-many", "d")]


def test_a_negative_size_is_told(tmp_path) -> None:
    header = bytearray(tarfile.TarInfo("a").tobuf(tarfile.GNU_FORMAT))
    header[124:136] = b"\xff" * 12
    header[148:156] = b"        "
    header[148:156] = b"%06o\0 " % sum(header)

    assert passed(tmp_path / "d", bytes(header) + bytes(1024)).codes == [("archive-broken", "d")]


def test_names_that_are_no_utf8_are_told(tmp_path) -> None:
    assert [code for code, _ in passed(tmp_path / "d", lying_zip(Lie("ä".encode("cp437"), flags=0x800))).codes] == [
        "name-encoding"
    ]
    assert passed(tmp_path / "d", lying_zip(Lie("ä".encode("cp437")))).paths == ["d", "d!/ä"]
    raw = tarfile.TarInfo("ä").tobuf(tarfile.GNU_FORMAT, "latin-1") + bytes(1024)
    assert [code for code, _ in passed(tmp_path / "d", raw).codes] == ["name-encoding"]


def test_a_link_or_folder_that_is_said_to_hold_something_is_told(tmp_path) -> None:
    """Some programs leave so much out, others take it for the next member."""
    entry = tar_entry("l", tarfile.SYMTYPE, "good")
    entry.size = 1536
    found = passed(tmp_path / "d", entry.tobuf() + GOOD)

    assert found.codes == [("archive-contradicts", "d!/l")]
    assert found.paths == ["d", "d!/good"]


def test_data_behind_the_end_of_a_tar_is_told(tmp_path) -> None:
    assert passed(tmp_path / "d", GOOD + b"hidden" * 100).codes == [("archive-unlisted", "d")]


@pytest.mark.parametrize("held", [1 << 26, 1000])
def test_memory_for_unpacking_is_bounded(tmp_path, held) -> None:
    packed = zstd.compress(bytes(100), options={zstd.CompressionParameter.window_log: 10})
    greedy = bytearray(zstd.compress(b"x" * 100, options={zstd.CompressionParameter.content_size_flag: 0}))
    greedy[5] = 0xF8
    found = passed(tmp_path / "d", tarred({"a.zst": bytes(greedy), "b.zst": packed}), Allowance(held_bytes=held))

    assert [code for code, _ in found.codes] == ["archive-needs-memory"]
    assert found.paths[-1] == "d!/b.zst!/b"


def test_what_was_not_read_is_an_error() -> None:
    unseen = [code for code, (kind, severity) in ODDITIES.items() if kind is Kind.UNSEEN and severity is not Severity.ERROR]

    assert unseen == []


def test_folders_without_measure_are_not_remembered_and_then_no_link_is_called_absent(monkeypatch) -> None:
    monkeypatch.setattr(names, "_MOST_FOLDERS", 5)
    neighbors = names.Neighbors()
    neighbors.want("link", "missing", "missing")
    assert list(neighbors.absent()) == [("link", "missing")]

    for number in range(10):
        assert neighbors.clash(f"{number}/b/c/d/e/f/g") == ""
    assert (len(neighbors._folders), list(neighbors.absent())) == (5, [])


def test_of_a_long_link_no_more_is_remembered_than_is_shown() -> None:
    neighbors = names.Neighbors()
    neighbors.want("n" * 100_000, "t" * 100_000, "missing")

    assert [(len(name), len(target)) for name, target in neighbors.absent()] == [(2048, 2048)]


def test_thousands_of_short_streams_are_one_file(tmp_path) -> None:
    content = gzip.compress(b"", mtime=0) * 5000 + gzip.compress(b"last", mtime=0)

    assert passed(tmp_path / "d", content).content("d!/d") == b"last"
