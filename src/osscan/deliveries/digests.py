"""Digests: what an SBOM says of the bytes of a part, at the part itself or at the reference to what is handed out (BSI TR-03183-2, 5.2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from osscan.model.bom import Checksum, Part

_HANDED_OUT = frozenset({"distribution", "distribution-intake"})


def digests_of(part: Part) -> Iterator[Checksum]:
    """All of them, whichever file they speak of."""
    yield from part.checksums
    for reference in part.references:
        if reference.type in _HANDED_OUT:
            yield from reference.checksums


def digests_of_file(part: Part, file: str) -> Iterator[Checksum]:
    """Those that speak of a file of this name: of several archives of one version each has its own."""
    for reference in part.references:
        if reference.type in _HANDED_OUT and _is_called(part, reference.url, file):
            yield from reference.checksums


def _is_called(part: Part, url: str, file: str) -> bool:
    name = file.rpartition("/")[2]
    return name in (part.deliverable.filename, unquote(urlsplit(url).path).rpartition("/")[2])
