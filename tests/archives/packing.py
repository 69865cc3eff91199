"""Archives made for tests: sound ones by the standard library, hostile ones byte by byte."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

from osscan.inputs.archives.member import Allowance, Member
from osscan.inputs.archives.passage import Passage
from osscan.model.delivery import Layer
from osscan.model.problem import Problem


class Passed(NamedTuple):
    """What came through the doors."""

    members: tuple[Member, ...]
    layers: tuple[Layer, ...]
    problems: tuple[Problem, ...]

    @property
    def paths(self) -> list[str]:
        return [member.path for member in self.members]

    @property
    def codes(self) -> list[tuple[str, str]]:
        return [(problem.code, problem.place.input) for problem in self.problems]

    def content(self, path: str) -> bytes | None:
        return next(member.content for member in self.members if member.path == path)


def passed(target: Path, content: bytes | None = None, allowance: Allowance | None = None) -> Passed:
    """What comes of a delivery; `content` is written to `target` first."""
    if content is not None:
        target.write_bytes(content)
    problems: list[Problem] = []
    passage = Passage(target, allowance or Allowance(), problems.append)
    members = tuple(passage)
    return Passed(members, passage.layers, tuple(problems))


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return packed.getvalue()


def zipped_in_one_go(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """As programs pack into a pipe: sizes and checksums stand behind each member."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.packed = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, content) -> int:
            self.packed += content
            return len(content)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return bytes(pipe.packed)


def tarred(files: dict[str, bytes], mode: str = "w", form: int = tarfile.PAX_FORMAT) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode, format=form) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def tarred_entries(*infos: tarfile.TarInfo) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for info in infos:
            archive.addfile(info)
    return packed.getvalue()


def tar_entry(name: str, sort: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = sort
    info.linkname = target
    return info


def ar(files: dict[str, bytes]) -> bytes:
    packed = b"!<arch>\n"
    for name, content in files.items():
        packed += b"%-16s%-12d%-6d%-6d%-8s%-10d`\n" % (name.encode(), 0, 0, 0, b"100644", len(content))
        packed += content + b"\n" * (len(content) % 2)
    return packed


def cpio(files: dict[str, bytes]) -> bytes:
    packed = b""
    for name, content in (*files.items(), ("TRAILER!!!", b"")):
        raw = name.encode() + b"\0"
        fields = (1, 0o100644, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(raw), 0)
        packed += b"070701" + b"".join(b"%08X" % field for field in fields) + raw
        packed += b"\0" * (-len(packed) % 4) + content
        packed += b"\0" * (-len(packed) % 4)
    return packed


def rpm(payload: bytes) -> bytes:
    def section(store: bytes) -> bytes:
        return b"\x8e\xad\xe8\x01" + bytes(4) + struct.pack(">LL", 1, len(store)) + bytes(16) + store

    return b"\xed\xab\xee\xdb" + bytes(92) + section(b"x" * 8) + section(b"y" * 3) + payload


class Lie(NamedTuple):
    """A zip member whose headers say what the test wants; what is None is the truth."""

    name: bytes
    content: bytes = b"content"
    local_name: bytes | None = None
    size: int | None = None
    checksum: int | None = None
    flags: int = 0
    method: int = 8
    start: int | None = None
    mode: int = 0
    extra: bytes = b""


def lying_zip(*lies: Lie, comment: bytes = b"", count: int | None = None) -> bytes:
    """A zip archive written by hand."""
    body, directory = b"", b""
    for lie in lies:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(lie.content) + packer.flush() if lie.method == 8 else lie.content
        size = len(lie.content) if lie.size is None else lie.size
        checksum = zlib.crc32(lie.content) if lie.checksum is None else lie.checksum
        start = len(body) if lie.start is None else lie.start
        name = lie.name if lie.local_name is None else lie.local_name
        facts = struct.pack("<HHHHLLL", lie.flags, lie.method, 0, 0x21, checksum, len(packed), size)
        if lie.start is None:
            body += b"PK\x03\x04\x14\x00" + facts + struct.pack("<HH", len(name), 0) + name + packed
        directory += b"PK\x01\x02\x14\x03\x14\x00" + facts
        directory += struct.pack("<HHHHHLL", len(lie.name), len(lie.extra), 0, 0, 0, lie.mode << 16, start) + lie.name + lie.extra
    listed = len(lies) if count is None else count
    return (
        body
        + directory
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, listed, listed, len(directory), len(body), len(comment))
        + comment
    )
