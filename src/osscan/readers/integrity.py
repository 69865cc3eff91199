"""Checksums as package managers write them (`sha512-<base64>`, `sha256:<hex>`) become algorithm and hex digest."""

from __future__ import annotations

import re
from binascii import Error, a2b_base64
from collections.abc import Iterable

Hash = tuple[str, str]
"""(algorithm as SPDX spells it, lower-case hex digest)"""

_HEX = re.compile(r"[0-9a-f]+")
_ALGORITHMS = {"md5": "MD5", "sha1": "SHA1", "sha224": "SHA224", "sha256": "SHA256", "sha384": "SHA384", "sha512": "SHA512"}
_DIGEST_BYTES = {"MD5": 16, "SHA1": 20, "SHA224": 28, "SHA256": 32, "SHA384": 48, "SHA512": 64}
_ONE_SHA512 = 95
"""So many signs has what npm, Yarn and pnpm usually write: one digest."""
_SOURCE_ARCHIVES = (".tar.gz", ".zip", ".tar.bz2", ".tar.xz", ".tgz")


def from_integrity(text: str) -> tuple[Hash, ...]:
    """The hashes of a Subresource Integrity text; what is no digest of its algorithm is left out."""
    if len(text) == _ONE_SHA512 and text.startswith("sha512-"):
        try:
            binary = a2b_base64(text[7:])
        except (Error, ValueError):
            binary = b""
        if len(binary) == _DIGEST_BYTES["SHA512"]:
            return (("SHA512", binary.hex()),)
    found = []
    for word in text.split():
        algorithm, _, digest = word.partition("?")[0].partition("-")
        name = _ALGORITHMS.get(algorithm)
        if name is None:
            continue
        try:
            binary = a2b_base64(digest)
        except (Error, ValueError):
            continue
        if len(binary) == _DIGEST_BYTES[name]:
            found.append((name, binary.hex()))
    return tuple(found)


def from_label(text: object) -> tuple[Hash, ...]:
    """The hash of a text like `sha256:<hex>`; nothing when it is none."""
    algorithm, _, digest = str(text).partition(":")
    name = _ALGORITHMS.get(algorithm.lower())
    digest = digest.lower()
    if name is None or len(digest) != 2 * _DIGEST_BYTES[name] or not _HEX.fullmatch(digest):
        return ()
    return ((name, digest),)


def of_component(archives: Iterable[tuple[str, tuple[Hash, ...]]]) -> tuple[Hash, ...]:
    """The hashes that hold for a component: those of its only archive, or of its only source archive.

    A wheel among several holds for one platform, and a lockfile does not say which of them is delivered.
    """
    given = list(archives)
    if len(given) > 1:
        given = [pair for pair in given if pair[0].lower().endswith(_SOURCE_ARCHIVES)]
    return given[0][1] if len(given) == 1 else ()
