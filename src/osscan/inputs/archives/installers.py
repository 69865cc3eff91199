"""Installers: what programs and scripts carry behind themselves, told where it can't be looked into."""

from __future__ import annotations

import struct

from osscan.inputs.archives.formats import format_of

START = 4 * 1024 * 1024
"""So much of a program that is not held is looked at."""
_INSTALLERS: tuple[tuple[bytes, str], ...] = (
    (b"NullsoftInst", "nsis-installer"),
    (b"Inno Setup Setup Data", "inno-installer"),
    (b"InstallShield", "installshield-installer"),
    (b".wixburn", "wix-installer"),
    (b"InstallAware", "installaware-installer"),
)
_APPENDED: tuple[tuple[bytes, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "7z-installer"),
    (b"Rar!\x1a\x07", "rar-installer"),
    (b"MSCF\x00\x00\x00\x00", "cab-installer"),
)
"""Only behind the program itself: programs that read such archives hold these marks too."""
_BUNDLED = b"MEI\x0c\x0b\x0a\x0b\x0e"
_END, _END_SIZE = b"PK\x05\x06", 22


def installer_in(content: bytes) -> str:
    """The format of the installer that a program or script is, as far as `content` shows it; nothing for none."""
    if content.startswith((b"#!", b"<?php")):
        return "self-extracting-script" if b"\0" in content else ""
    if content.startswith(b"\x7fELF"):
        return _behind_elf(content) or _bundled(content)
    if not content.startswith(b"MZ"):
        return "dmg" if content[-512:-508] == b"koly" else ""
    form = next((form for mark, form in _INSTALLERS if mark in content), "") or _bundled(content)
    if form or not (end := _program_end(content)):
        return form
    return next((form for mark, form in _APPENDED if content.find(mark, end, end + 4096 + len(mark)) >= 0), "")


def end_of_zip(tail: bytes, *, to_the_end: bool = False) -> str:
    """What stands at the end of a file that was too large to be held: a zip archive that can't be looked into, or nothing.

    `to_the_end` asks that nothing follows it.
    """
    at = tail.rfind(_END, 0, max(len(tail) - _END_SIZE + len(_END), 0))
    while at >= 0:
        whole = at + _END_SIZE + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail)
        if whole or not (to_the_end or _is_chance(tail, at)):
            return "appended-zip"
        at = tail.rfind(_END, 0, at + len(_END) - 1)
    return ""


def _is_chance(tail: bytes, at: int) -> bool:
    """Whether what looks like the end record of a zip archive doesn't fit to a directory before it."""
    disks, here, count, length = struct.unpack_from("<LHHL", tail, at + 4)
    if disks or here != count or length < 46 * max(count, 1):
        return True
    return length <= at and not tail.startswith(b"PK\x01\x02", at - length)


def _behind_elf(content: bytes) -> str:
    end = _elf_end(content)
    return "self-extracting-program" if 0 < end < len(content) and format_of(content[end : end + 64 * 1024], "") else ""


def _elf_end(content: bytes) -> int:
    """Where the tables and segments of a program end; 0 where that can't be told."""
    order = "<" if content[5:6] == b"\x01" else ">"
    wide = content[4:5] == b"\x02"
    try:
        programs, sections = struct.unpack_from(f"{order}QQ" if wide else f"{order}LL", content, 32 if wide else 28)
        size, count, section, rows = struct.unpack_from(f"{order}4H", content, 54 if wide else 42)
        ends = [sections + section * rows if sections else 0]
        for at in range(programs, programs + size * count, size or 1):
            start, length = _segment(content, at, order, wide=wide)
            ends.append(start + length)
    except (struct.error, OverflowError):
        return 0
    return max(ends) or (64 if wide else 52)


def _segment(content: bytes, at: int, order: str, *, wide: bool) -> tuple[int, int]:
    """Where a segment lies in the file, and how long it is."""
    if wide:
        start, _, _, length = struct.unpack_from(f"{order}4Q", content, at + 8)
    else:
        start, _, _, length = struct.unpack_from(f"{order}4L", content, at + 4)
    return start, length


def _bundled(content: bytes) -> str:
    return "pyinstaller-bundle" if content.rfind(_BUNDLED, max(len(content) - 4096, 0)) >= 0 else ""


def _program_end(content: bytes) -> int:
    """Where the sections of a Windows program end; 0 where that can't be told."""
    at = int.from_bytes(content[60:64], "little")
    if content[at : at + 4] != b"PE\0\0":
        return 0
    sections, optional = int.from_bytes(content[at + 6 : at + 8], "little"), int.from_bytes(content[at + 20 : at + 22], "little")
    first = at + 24 + optional
    ends = (
        int.from_bytes(content[one + 16 : one + 20], "little") + int.from_bytes(content[one + 20 : one + 24], "little")
        for one in range(first, min(first + sections * 40, len(content) - 39), 40)
    )
    return max(ends, default=0)
