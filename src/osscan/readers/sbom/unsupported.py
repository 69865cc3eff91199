"""Names SBOMs in formats and versions that osscan knows but can't read, so that none is passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Callable

from osscan.inputs.decode import text_of
from osscan.inputs.json_walk import opening
from osscan.inputs.source import Source
from osscan.model.inventory import Gives, Inventory
from osscan.readers import cyclonedx, spdx2
from osscan.readers.base import Reader
from osscan.readers.refusal import is_beyond, refusal

_HEAD = 65_536
_bom_version = re.compile(r"cyclonedx\.org/schema/bom[/-]([0-9]+(?:\.[0-9]+)*)").search
_bom_root = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?bom[\s>]").search
_tag = re.compile(r"^SPDXVersion:[ \t]*SPDX-([0-9.]+)", re.MULTILINE).search


def _cyclonedx_version(head: bytes) -> str:
    """The version of a CycloneDX document that nobody reads; empty for all that is none."""
    told = opening(head)
    found = _bom_version(str(told.get("$schema")))
    version = str(told.get("specVersion") or (found[1] if found else "")) if found or "bomFormat" in told else ""
    if not told and _bom_root(text := _text(head)) and (found := _bom_version(text)):
        version = found[1]
    return version if is_beyond(version, cyclonedx.VERSIONS) else ""


def _spdx_version(head: bytes) -> str:
    """The version of an SPDX document (JSON, tag-value) that nobody reads; empty for all that is none."""
    from osscan.sbom.families import family_of  # noqa: PLC0415 - the table asks every card, few need this

    told = opening(head)
    family, beyond = family_of(told)
    if family == "SPDX3":
        return beyond if beyond != "3" and is_beyond(beyond, ("3.0",)) else ""
    found = None if told else _tag(_text(head))
    version = found[1] if found else str(told.get("spdxVersion") or "").removeprefix("SPDX-")
    return version if is_beyond(version, spdx2.VERSIONS) else ""


def _text(head: bytes) -> str:
    return text_of(Source("", held=head))[0]


def _version_card(name: str, title: str, version_of: Callable[[bytes], str]) -> Reader:
    def read(source: Source) -> Inventory:
        return refusal(source, title, version_of(source.content()[:_HEAD]))

    return Reader(f"sbom/{name}", "", read, Gives(), lambda head: bool(version_of(head)))


CARDS: tuple[Reader, ...] = (
    _version_card("cyclonedx-other", cyclonedx.FORMAT, _cyclonedx_version),
    _version_card("spdx-other", spdx2.FORMAT, _spdx_version),
)
