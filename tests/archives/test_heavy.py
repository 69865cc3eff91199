"""Hostile archives of full weight, each in a process of its own: memory stays under 300 MB, time is bounded, nothing is written anywhere."""

from __future__ import annotations

import gzip
import json
import lzma
import random
import struct
import subprocess
import sys
import tarfile
import zlib
from collections import Counter
from pathlib import Path

import pytest
from backports import zstd
from tests.archives.packing import tar_entry, tarred, tarred_entries, zipped

from osscan.inputs.archives.member import Allowance

MIB = 1024 * 1024
MOST = 300_000_000
pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
WATCHER = """
import json, resource, sys, time
from osscan.inputs.archives.member import Allowance
from osscan.inputs.archives.passage import Passage
written = []
def watch(event, arguments):
    if event == "open" and (arguments[1] and set(str(arguments[1])) & set("wax+") or (arguments[2] or 0) & 3):
        written.append(str(arguments[0]))
    elif event.startswith(("os.mkdir", "os.symlink", "os.link", "os.rename", "os.remove", "os.truncate", "os.mkfifo", "shutil.")):
        written.append(event)
sys.addaudithook(watch)
codes, members, size = [], 0, 0
passage = Passage(sys.argv[1], Allowance(), lambda problem: codes.append(problem.code))
for member in passage:
    members += 1
    size += member.size
used = resource.getrusage(resource.RUSAGE_SELF)
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([members, size, codes, written, peak * 1024, used.ru_utime + used.ru_stime]))
"""


def watched(file: Path) -> tuple[int, Counter[str], float]:
    """Number of members, codes and seconds of a delivery that passes by in a process of its own."""
    run = subprocess.run([sys.executable, "-c", WATCHER, str(file)], capture_output=True, text=True, check=True, cwd=file.parent)
    members, _, codes, written, memory, seconds = json.loads(run.stdout)
    assert written == []
    assert memory < MOST
    return members, Counter(codes), seconds


def stream_of(pack, size: int, file: Path, name: str) -> Path:
    """A packed file of so many bytes of noise, made piece by piece."""
    noise = random.Random(3).randbytes(MIB)
    with file.open("wb") as opened, pack(opened) as packed:
        info = tarfile.TarInfo(name)
        info.size = size
        packed.write(info.tobuf())
        for _ in range(size // MIB):
            packed.write(noise)
        packed.write(bytes(1024))
    return file


def test_a_million_members(tmp_path) -> None:
    file = tmp_path / "many.zip"
    count = 1_000_000
    with file.open("wb") as opened:
        for number in range(count):
            opened.write(b"PK\x03\x04" + struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 0x21, 0, 0, 0, 7, 0) + b"%07d" % number)
        start = opened.tell()
        for number in range(count):
            opened.write(
                b"PK\x01\x02" + struct.pack("<HHHHHHLLLHHHHHLL", 20, 20, 0, 0, 0, 0x21, 0, 0, 0, 7, 0, 0, 0, 0, 0, number * 37)
            )
            opened.write(b"%07d" % number)
        size = opened.tell() - start
        end = opened.tell()
        opened.write(b"PK\x06\x06" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, count, count, size, start))
        opened.write(b"PK\x06\x07" + struct.pack("<LQL", 0, end, 1))
        opened.write(b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))
    members, codes, seconds = watched(file)

    assert members == Allowance().members + 1
    assert codes == {"delivery-too-many": 1}
    assert seconds < 60


def test_a_million_entries_of_a_tar_of_all_kinds_of_oddities(tmp_path) -> None:
    odd = tarred_entries(
        tar_entry("../evil", tarfile.REGTYPE),
        tar_entry("l", tarfile.SYMTYPE, "/etc/passwd"),
        tar_entry("CON", tarfile.CHRTYPE),
        tar_entry("A", b"0"),
    )
    file = tmp_path / "odd.tar.gz"
    with gzip.open(file, "wb", compresslevel=1) as opened:
        for _ in range(2000):
            opened.write(odd[: 4 * 512] * 125)
        opened.write(bytes(1024))
    members, codes, seconds = watched(file)

    assert members > 100_000
    assert {"member-traversal", "member-link-outside", "member-device", "member-duplicate", "delivery-too-many"} <= set(codes)
    assert max(codes.values()) <= 20
    assert seconds < 60


def test_files_at_the_limit_of_what_is_held_in_archives_at_the_limit(tmp_path) -> None:
    """The worst honest case: archives of 60 MB in each other, with files of 60 MB in them, one after the other."""
    content = random.Random(5).randbytes(60 * MIB)
    inner = zipped({"a": content}, 0)
    middle = tarred({"inner.zip": inner, "b": content})
    packed = zstd.compress(tarred({"y": content}), level=1)
    file = tmp_path / "outer.zip"
    file.write_bytes(zipped({"middle.tar": middle, "x.tar.zst": packed, "z": content}, 0))
    del content, inner, middle, packed
    members, codes, _ = watched(file)

    assert members == 8
    assert codes == {}


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_large_archives_in_archives_are_read_as_they_pass(tmp_path, ending) -> None:
    packs = {
        "gz": lambda opened: gzip.GzipFile(fileobj=opened, mode="wb", compresslevel=1),
        "zst": lambda opened: zstd.ZstdFile(opened, "wb", level=1),
    }
    inner = stream_of(packs[ending], 100 * MIB, tmp_path / "inner", "large")
    outer = tmp_path / "outer.tar"
    with tarfile.open(outer, "w") as archive:
        archive.add(inner, f"inner.tar.{ending}")
    members, codes, _ = watched(outer)

    assert members == 3
    assert codes == {}


def test_a_dictionary_of_a_gigabyte_is_refused(tmp_path) -> None:
    file = tmp_path / "greedy.xz"
    file.write_bytes(lzma.compress(bytes(1000), filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}]))
    members, codes, _ = watched(file)

    assert (members, codes) == (1, {"archive-needs-memory": 1})


def test_bombs_of_every_kind_in_one_delivery(tmp_path) -> None:
    """800 MB of nothing packed once, twice and three times, beside what is harmless."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    once = b"".join(packer.compress(bytes(64 * MIB)) for _ in range(12)) + packer.flush()
    level = zipped({"0": bytes(4_000_000)})
    for _ in range(5):
        level = zipped({f"{number}.zip": level for number in range(16)})
    file = tmp_path / "bombs.zip"
    file.write_bytes(
        zipped(
            {
                "once.gz": once,
                "twice.gz": gzip.compress(once),
                "42.zip": level,
                "zeros.xz": lzma.compress(bytes(80 * MIB)),
                "good": b"x" * 9,
            },
            8,
        )
    )
    members, codes, seconds = watched(file)

    assert codes["archive-grows"] >= 2
    assert members > 1
    assert seconds < 60


def test_names_and_headers_without_measure(tmp_path) -> None:
    """A thousand members with names of 60 000 characters."""
    name = b"n" * 60_000
    file = tmp_path / "names.zip"
    with file.open("wb") as opened:
        for number in range(1000):
            raw = b"%05d" % number + name
            opened.write(b"PK\x03\x04" + struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 0x21, 0, 0, 0, len(raw), 0) + raw)
        start = opened.tell()
        for number in range(1000):
            raw = b"%05d" % number + name
            place = number * (30 + len(raw))
            opened.write(
                b"PK\x01\x02"
                + struct.pack("<HHHHHHLLLHHHHHLL", 20, 20, 0, 0, 0, 0x21, 0, 0, 0, len(raw), 0, 0, 0, 0, 0, place)
                + raw
            )
        opened.write(b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 1000, 1000, opened.tell() - start, start, 0))
    members, codes, seconds = watched(file)

    assert members == 1001
    assert codes == {"name-too-long": 20, "more-of-the-same": 1}
    assert seconds < 60
