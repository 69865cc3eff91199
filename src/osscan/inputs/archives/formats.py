"""Formats: what a file is by its first bytes, never by its name; those that can be looked into and those that can't."""

from __future__ import annotations

import re

HEAD = 64 * 1024
"""So much of a file is needed to tell."""

PACKED = frozenset({"gz", "bz2", "xz", "lzma", "zst"})
"""Formats that hold one file."""
OPENED = frozenset({"zip", "tar", "ar", "cpio", "rpm", *PACKED})
"""Formats that are looked into."""

_BY_START: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08PK\x03\x04", "zip"),
    (b"PK00PK\x03\x04", "zip"),
    (b"\x1f\x8b\x08", "gz"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"!<arch>\n", "ar"),
    (b"\xed\xab\xee\xdb", "rpm"),
    (b"070701", "cpio"),
    (b"070702", "cpio"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"MSCF\x00\x00\x00\x00", "cab"),
    (b"ISc(", "installshield-cab"),
    (b"MSWIM\x00\x00\x00", "wim"),
    (b"hsqs", "squashfs"),
    (b"sqsh", "squashfs"),
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"LZIP\x01", "lzip"),
    (b"\x1f\x9d", "compress"),
    (b"!<thin>\n", "thin-ar"),
    (b"070707", "old-cpio"),
    (b"xar!\x00\x1c", "xar"),
    (b"Cr24", "crx"),
    (b"**ACE**", "ace"),
    (b"QFI\xfb", "qcow2"),
    (b"KDMV", "vmdk"),
    (b"vhdxfile", "vhdx"),
    (b"conectix", "vhd"),
)
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_LHA = re.compile(rb"..-l[hz][0-9ds]-", re.DOTALL)
_LZMA = re.compile(rb"[\x00-\xe0](?:\x00\x00[\x00-\xff]\x00|\x00\x00\x00[\x00-\x08])(?:\xff{8}|.{5}\x00{3})\x00", re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_INSTALLER_CLASS = bytes.fromhex("84100c0000000000c000000000000046")
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
_SUFFIXES = re.compile(r"\.(?:gz|bz2|xz|lzma|zst|zstd)$", re.IGNORECASE)
_SHORT = re.compile(r"\.(t)(?:gz|bz2?|xz|lzma|zst)$", re.IGNORECASE)


def format_of(head: bytes, name: str) -> str:
    """The format of what starts with `head`, or nothing for a file that holds no others."""
    for start, form in _BY_START:
        if head.startswith(start):
            return form
    if _BZIP2.match(head):
        return "bz2"
    if is_tar(head):
        return "tar"
    if head[32769:32774] == b"CD001":
        return "iso"
    if _LHA.match(head):
        return "lha"
    lower = name.lower()
    if head.startswith(_OLE) and (lower.endswith((".msi", ".msp", ".msm")) or _INSTALLER_CLASS in head):
        return "msi"
    if lower.endswith((".lzma", ".tlz")) and _LZMA.match(head):
        return "lzma"
    return ""


def installer_in(content: bytes) -> str:
    """The format of the installer that a Windows program is, as far as `content` shows it; nothing for none."""
    if not content.startswith(b"MZ"):
        return ""
    form = next((form for mark, form in _INSTALLERS if mark in content), "")
    if form or not (end := _program_end(content)):
        return form
    return next((form for mark, form in _APPENDED if content.find(mark, end, end + 4096 + len(mark)) >= 0), "")


def end_of_zip(tail: bytes) -> str:
    """What stands at the end of a file that was too large to be held: a zip archive that can't be looked into, or nothing."""
    at = tail.rfind(b"PK\x05\x06", 0, max(len(tail) - 18, 0))
    ends = at >= 0 and at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail)
    return "appended-zip" if ends else ""


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


def is_tar(head: bytes) -> bool:
    """Whether these bytes start with a tar header whose checksum is right."""
    if len(head) < 512 or not head[0] or head[148:156] == bytes(8):
        return False
    said = head[148:156].strip(b" \0")
    if not said or not said.isdigit() or b"8" in said or b"9" in said:
        return False
    unsigned = sum(head[:148]) + 256 + sum(head[156:512])
    if int(said, 8) == unsigned:
        return True
    high = sum(1 for byte in head[:148] + head[156:512] if byte > 127)
    return int(said, 8) == unsigned - 256 * high


def unpacked_name(path: str) -> str:
    """What the one file in a packed file is called: its name without the ending."""
    name = path.rpartition("/")[2]
    short = _SHORT.sub(r".\1ar", name)
    return short if short != name else (_SUFFIXES.sub("", name) or name)
