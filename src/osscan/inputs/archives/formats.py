"""Formats: what a file is by its first bytes, never by its name; those that can be looked into and those that can't."""

from __future__ import annotations

import lzma
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
    (b"\x02\x21\x4c\x18", "lz4"),
    (b"\x89LZO\x00\r\n", "lzop"),
    (b"LRZI\x00", "lrzip"),
    (b"\xff\x06\x00\x00sNaPpY", "snappy"),
    (b"LZIP\x01", "lzip"),
    (b"\x1f\x9d", "compress"),
    (b"!<thin>\n", "thin-ar"),
    (b"070707", "old-cpio"),
    (b"<bigaf>\n", "aix-ar"),
    (b"xar!\x00\x1c", "xar"),
    (b"pbzx\x00", "pbzx"),
    (b"Cr24", "crx"),
    (b"**ACE**", "ace"),
    (b"QFI\xfb", "qcow2"),
    (b"KDMV", "vmdk"),
    (b"vhdxfile", "vhdx"),
    (b"conectix", "vhd"),
    (b"# v2 git bundle\n", "git-bundle"),
    (b"# v3 git bundle\n", "git-bundle"),
    (b"Salted__", "openssl-encrypted"),
    (b"age-encryption.org/v1\n", "age-encrypted"),
    (b"-----BEGIN PGP MESSAGE-----", "pgp-encrypted"),
    (b"LUKS\xba\xbe", "luks-encrypted"),
    (b"<<< Oracle VM VirtualBox Disk Image >>>", "vdi"),
)
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_LHA = re.compile(rb"..-l[hz][0-9ds]-", re.DOTALL)
_LZMA = re.compile(rb"[\x00-\xe0](?:\x00\x00[\x00-\xff]\x00|\x00\x00\x00[\x00-\x08])(?:\xff{8}|.{5}\x00{3})\x00", re.DOTALL)
_LZMA_OF_TAR = b"\x5d\x00\x00"
"""By this much tar knows what was packed so; packers write nothing else."""
_SKIPPED = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18", re.DOTALL)
_ASAR = re.compile(rb'\x04\x00\x00\x00.{12}\{"files":', re.DOTALL)
_TAR_MARK, _TAR_MARK_AT = b"ustar", 257
_OCTAL = re.compile(rb"[ \0]*([0-7]+)(?:[ \0]|\Z)")
_PGP = re.compile(
    rb"(?:[\x84-\x86].{1,4}\x03|[\x8c-\x8e].{1,4}[\x04-\x06]|\xc1.{1,5}[\x03\x06]|\xc3.{1,5}[\x04-\x06])", re.DOTALL
)
"""A key of what is encrypted stands first; signatures and keys start otherwise."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_INSTALLER_CLASS = bytes.fromhex("84100c0000000000c000000000000046")
_SUFFIXES = re.compile(r"\.(?:gz|bz2|xz|lzma|zst|zstd)$", re.IGNORECASE)
_SHORT = re.compile(r"\.(t)(?:gz|bz2?|xz|lzma|zst)$", re.IGNORECASE)


def format_of(head: bytes, name: str) -> str:
    """The format of what starts with `head`, or nothing for a file that holds no others."""
    for start, form in _BY_START:
        if head.startswith(start):
            return form
    if _BZIP2.match(head):
        return "bz2"
    if is_tar(head) or head.startswith(_TAR_MARK, _TAR_MARK_AT):
        return "tar"
    if head[32769:32774] in (b"CD001", b"BEA01"):
        return "iso"
    if _SKIPPED.match(head):
        return _behind_skipped(head)
    if _LHA.match(head):
        return "lha"
    if _ASAR.match(head):
        return "asar"
    if head.startswith(b"\x7fELF") and head[8:10] == b"AI":
        return "appimage"
    return _named(head, name.lower()) or ("tar-behind-other-data" if _has_later_tar(head) else "")


def _named(head: bytes, name: str) -> str:
    """What only together with its name, in lower case, is told from other files."""
    if head.startswith(_OLE) and (name.endswith((".msi", ".msp", ".msm")) or _INSTALLER_CLASS in head):
        return "msi"
    if name.endswith((".gpg", ".pgp")) and _PGP.match(head):
        return "pgp-encrypted"
    if _LZMA.match(head) and (name.endswith((".lzma", ".tlz")) or (head.startswith(_LZMA_OF_TAR) and _is_lzma(head))):
        return "lzma"
    return ""


def is_tar(head: bytes) -> bool:
    """Whether these bytes start with a tar header whose checksum is right, as generously as programs read it."""
    said = _checksum(head[148:156]) if len(head) >= 512 else 0
    if said <= 0:
        return False
    unsigned = sum(head[:148]) + 256 + sum(head[156:512])
    if said == unsigned:
        return True
    high = sum(1 for byte in head[:148] + head[156:512] if byte > 127)
    return said == unsigned - 256 * high


def _checksum(field: bytes) -> int:
    if field[0] & 0x80:
        return int.from_bytes(field[1:], "big")
    try:
        return int(field.split(b"\0", 1)[0], 8)
    except ValueError:
        found = _OCTAL.match(field)
        return int(found[1], 8) if found else 0


def _has_later_tar(head: bytes) -> bool:
    """tar leaves out what is no header at the start, complains, and unpacks what comes then."""
    at = head.find(_TAR_MARK, 512)
    while at >= 0:
        start = at - _TAR_MARK_AT
        if start % 512 == 0 and is_tar(head[start : start + 512]):
            return True
        at = head.find(_TAR_MARK, at + 1)
    return False


def _behind_skipped(head: bytes) -> str:
    """Zstandard and LZ4 share the mark of what their programs leave out, which may come first."""
    at = 0
    while _SKIPPED.match(head, at):
        at += 8 + int.from_bytes(head[at + 4 : at + 8], "little")
    return "lz4" if head.startswith(b"\x04\x22\x4d\x18", at) else "zst"


def _is_lzma(head: bytes) -> bool:
    try:
        return bool(lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=16 * 1024 * 1024).decompress(head, 512))
    except lzma.LZMAError as fault:
        return "memory" in str(fault).lower()


def unpacked_name(path: str) -> str:
    """What the one file in a packed file is called: its name without the ending."""
    name = path.rpartition("/")[2]
    short = _SHORT.sub(r".\1ar", name)
    return short if short != name else (_SUFFIXES.sub("", name) or name)
