"""Every format is read by what it is, in every other one, and each file comes with its own hashes."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import random
import tarfile
import zipfile

import pytest
from backports import zstd
from tests.archives.packing import ar, cpio, passed, rpm, tarred, zipped, zipped_in_one_go

from osscan.inputs.archives.member import Allowance
from osscan.model.delivery import Layer

FILES = {"a.txt": b"hello", "lib/b.bin": bytes(range(256)) * 700}
SPREAD = random.Random(7).randbytes(300_000)
PACKERS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstd.compress}

ARCHIVES = {
    "zip": zipped(FILES),
    "stored.zip": zipped(FILES, zipfile.ZIP_STORED),
    "bzip2.zip": zipped(FILES, zipfile.ZIP_BZIP2),
    "lzma.zip": zipped(FILES, zipfile.ZIP_LZMA),
    "pipe.zip": zipped_in_one_go(FILES),
    "tar": tarred(FILES),
    "gnu.tar": tarred(FILES, form=tarfile.GNU_FORMAT),
    "ustar.tar": tarred(FILES, form=tarfile.USTAR_FORMAT),
    "ar": ar({"a.txt": FILES["a.txt"], "lib/b.bin": FILES["lib/b.bin"]}),
    "cpio": cpio(FILES),
    "rpm": rpm(gzip.compress(cpio(FILES))),
    **{f"tar.{ending}": pack(tarred(FILES)) for ending, pack in PACKERS.items()},
}


@pytest.mark.parametrize("ending", ARCHIVES)
def test_every_format_gives_the_same_files(tmp_path, ending) -> None:
    found = passed(tmp_path / "delivery", ARCHIVES[ending])

    assert {member.inner: member.content for member in found.members if member.layer} == FILES
    assert found.problems == ()
    assert [layer.reason for layer in found.layers] == [""]


@pytest.mark.parametrize("outer", ["zip", "tar", "tar.xz", "pipe.zip", "cpio"])
@pytest.mark.parametrize("ending", ARCHIVES)
def test_every_format_is_read_inside_of_others(tmp_path, ending, outer) -> None:
    content = {"zip": zipped, "tar": tarred, "pipe.zip": zipped_in_one_go, "cpio": cpio}.get(
        outer, lambda files: lzma.compress(tarred(files))
    )
    found = passed(tmp_path / "delivery", content({"deep/inner": ARCHIVES[ending]}))

    assert {member.inner: member.content for member in found.members if member.layer == "delivery!/deep/inner"} == FILES
    assert found.problems == ()


@pytest.mark.parametrize("outer", ["zip", "tar", "pipe.zip", "tar.gz"])
@pytest.mark.parametrize("ending", [ending for ending in ARCHIVES if ending not in ("stored.zip", "pipe.zip")])
def test_archives_too_large_to_be_held_are_read_as_they_pass(tmp_path, ending, outer) -> None:
    pack = {"zip": zipped, "tar": tarred, "pipe.zip": zipped_in_one_go}.get(outer, lambda files: gzip.compress(tarred(files)))
    spread = {"a": SPREAD, "b": b"hello"}
    forms = {
        "zip": zipped(spread),
        "tar": tarred(spread),
        "cpio": cpio(spread),
        "ar": ar(spread),
        "rpm": rpm(lzma.compress(cpio(spread))),
    }
    inner = forms.get(ending) or (PACKERS[ending[4:]](tarred(spread)) if ending.startswith("tar.") else ARCHIVES[ending])
    found = passed(tmp_path / "delivery", pack({"inner": inner, "after": b"x"}), Allowance(held_bytes=70_000))

    hashes = {member.path: (member.size, member.sha256) for member in found.members}
    assert hashes["delivery!/inner"] == (len(inner), hashlib.sha256(inner).hexdigest())
    assert hashes["delivery!/after"][0] == 1
    assert {layer.path for layer in found.layers} == {"delivery", "delivery!/inner"}
    assert found.problems == ()
    if ending in forms or ending.startswith("tar."):
        assert hashes["delivery!/inner!/a"] == (300_000, hashlib.sha256(SPREAD).hexdigest())
        assert found.content("delivery!/inner!/a") is None
        assert found.content("delivery!/inner!/b") == b"hello"
        assert found.paths.index("delivery!/inner!/b") < found.paths.index("delivery!/inner")


@pytest.mark.parametrize("ending", PACKERS)
def test_a_packed_file_holds_one_file(tmp_path, ending) -> None:
    found = passed(tmp_path / f"log.txt.{ending}", PACKERS[ending](b"hello"))

    assert found.paths == [f"log.txt.{ending}", f"log.txt.{ending}!/log.txt"]
    assert found.content(f"log.txt.{ending}!/log.txt") == b"hello"
    assert found.problems == ()


@pytest.mark.parametrize("ending", PACKERS)
def test_packed_streams_that_follow_each_other_are_one_file(tmp_path, ending) -> None:
    pack = PACKERS[ending]

    assert passed(tmp_path / f"log.{ending}", pack(b"hel") + pack(b"") + pack(b"lo")).content(f"log.{ending}!/log") == b"hello"


def test_a_file_that_is_not_held_still_has_its_hashes(tmp_path) -> None:
    found = passed(tmp_path / "d.zip", zipped({"big": SPREAD, "small": b"x"}), Allowance(held_bytes=100_000))

    big = found.members[1]
    assert (big.path, big.size, big.content, big.head) == ("d.zip!/big", 300_000, None, SPREAD[:65536])
    assert big.sha256 == hashlib.sha256(SPREAD).hexdigest()
    assert big.sha512 == hashlib.sha512(SPREAD).hexdigest()
    assert big.sha1 == hashlib.sha1(SPREAD).hexdigest()  # noqa: S324  what SBOMs name


def test_an_archive_comes_before_what_is_in_it(tmp_path) -> None:
    found = passed(tmp_path / "d.zip", zipped({"app.war": zipped({"lib/x.jar": zipped({"A.class": b"x"})}), "z": b""}))

    assert found.paths == [
        "d.zip",
        "d.zip!/app.war",
        "d.zip!/app.war!/lib/x.jar",
        "d.zip!/app.war!/lib/x.jar!/A.class",
        "d.zip!/z",
    ]
    assert [member.archive for member in found.members] == ["zip", "zip", "zip", "", ""]
    assert [(layer.path, layer.format, layer.files, layer.depth) for layer in found.layers] == [
        ("d.zip", "zip", 2, 1),
        ("d.zip!/app.war", "zip", 1, 2),
        ("d.zip!/app.war!/lib/x.jar", "zip", 1, 3),
    ]


def test_a_debian_package_is_its_two_archives(tmp_path) -> None:
    package = ar(
        {
            "debian-binary": b"2.0\n",
            "control.tar.gz": tarred({"./control": b"c"}, "w:gz"),
            "data.tar.xz": tarred({"./usr/x": b"x"}, "w:xz"),
        }
    )
    found = passed(tmp_path / "x.deb", package)

    assert found.paths[-1] == "x.deb!/data.tar.xz!/usr/x"
    assert [layer.format for layer in found.layers] == ["deb", "tar.gz", "tar.xz"]
    assert found.problems == ()


def test_an_image_is_its_layers_and_deleted_files_are_told(tmp_path) -> None:
    first, second = (
        tarred({"etc/key": b"k", "bin/sh": b"s"}),
        gzip.compress(tarred({"etc/.wh.key": b"", "opt/.wh..wh..opq": b""})),
    )
    digest = hashlib.sha256(second).hexdigest()
    image = tarred({"oci-layout": b"{}", "abc/layer.tar": first, f"blobs/sha256/{digest}": second})
    found = passed(tmp_path / "image.tar", image)

    assert "image.tar!/abc/layer.tar!/etc/key" in found.paths
    assert [(problem.code, dict(problem.facts)["deleted"]) for problem in found.problems] == [
        ("image-deleted-file", "etc/key"),
        ("image-deleted-file", "opt/*"),
    ]


def test_a_program_with_an_archive_behind_it_is_looked_into(tmp_path) -> None:
    found = passed(tmp_path / "run", b"#!/bin/sh\nexec java -jar $0\n" + zipped({"A.class": b"x"}))

    assert found.paths == ["run", "run!/A.class"]
    assert found.codes == [("archive-unlisted", "run")]


@pytest.mark.parametrize(
    ("start", "form"),
    [
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (b"MSCF" + bytes(4), "cab"),
        (bytes(32769) + b"CD001", "iso"),
        (b"MZ" + bytes(200) + b"NullsoftInst", "nsis-installer"),
        (b"MZ" + bytes(200) + b"Inno Setup Setup Data (6.0)", "inno-installer"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "msi"),
        (b"\x04\x22\x4d\x18", "lz4"),
    ],
)
@pytest.mark.parametrize("held", [1000, 10_000_000])
def test_what_cannot_be_looked_into_is_told(tmp_path, start, form, held) -> None:
    found = passed(tmp_path / "d.tar", tarred({"setup.msi": start + bytes(600)}), Allowance(held_bytes=held))

    assert found.codes == [("archive-unsupported", "d.tar!/setup.msi")]
    assert found.layers[1] == Layer("d.tar!/setup.msi", form, 0, 0, 2, "archive-unsupported")
    assert found.paths == ["d.tar", "d.tar!/setup.msi"]


def test_an_office_document_of_the_old_kind_is_no_archive(tmp_path) -> None:
    assert passed(tmp_path / "letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).problems == ()


def test_more_than_65535_members_and_sizes_beyond_32_bits_are_read(tmp_path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(66_000):
            archive.writestr(f"{number}", b"")
        with archive.open("far", "w", force_zip64=True) as member:
            member.write(b"far")
    found = passed(tmp_path / "d.zip", packed.getvalue())

    assert len(found.members) == 66_002
    assert found.content("d.zip!/far") == b"far"
    assert found.problems == ()


def test_long_names_are_read(tmp_path) -> None:
    name = "a/" * 60 + "n" * 130
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        assert passed(tmp_path / "d.tar", tarred({name: b"x"}, form=form)).paths == ["d.tar", f"d.tar!/{name}"]
    library = b"!<arch>\n" + b"%-48s%-10d`\n" % (b"//", 20) + b"a-very-long-name.o/\n" + b"%-48s%-10d`\nxy" % (b"/0", 2)
    assert passed(tmp_path / "d.a", library).paths == ["d.a", "d.a!/a-very-long-name.o"]


def test_a_folder_is_walked_whole_and_in_order(tmp_path) -> None:
    for path in ("b/x.txt", "a.zip", ".git/config", "B.txt", "node_modules/p/index.js"):
        (tmp_path / "d" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "d" / path).write_bytes(zipped({"in": b"i"}) if path.endswith("zip") else b"x")
    found = passed(tmp_path / "d")

    assert found.paths == ["B.txt", "a.zip", "a.zip!/in", "b/x.txt", "node_modules/p/index.js"]
    assert found.codes == [("delivery-repository", ".git")]
    assert [layer.path for layer in found.layers] == ["a.zip"]
    assert [member.layer for member in found.members] == ["", "", "a.zip", "", ""]


def test_links_of_a_folder_are_never_followed(tmp_path) -> None:
    (tmp_path / "outside").write_bytes(b"secret")
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "a").write_bytes(b"a")
    (folder / "good").symlink_to("a")
    (folder / "out").symlink_to("../outside")
    (folder / "gone").symlink_to("nowhere")
    (folder / "round").symlink_to("round")
    os.mkfifo(folder / "pipe")
    found = passed(folder)

    assert found.paths == ["a"]
    assert sorted(found.codes) == [("member-device", "pipe"), ("member-link-absent", "gone"), ("member-link-outside", "out")]


def test_a_delivery_that_is_not_there_is_told(tmp_path) -> None:
    assert passed(tmp_path / "nothing.zip").codes == [("input-unreadable", "nothing.zip")]
