"""Refusal: an input whose format is known but not read is named and told, never passed over."""

from __future__ import annotations

import re

from osscan.inputs.source import Source
from osscan.model.inventory import Inventory
from osscan.model.problem import error

SUPPORTED = (
    "CycloneDX 1.0-1.7 (JSON, XML), SPDX 2.0-2.3 (JSON, tag-value, YAML, XML, RDF), SPDX 3.0 (JSON-LD), Syft (JSON); "
    "also packed with gzip, bzip2 or xz, and in attestations"
)

_version = re.compile(r"\d+(?:\.\d+)*").fullmatch


def refusal(source: Source, format_: str, version: str = "") -> Inventory:
    """The Inventory of an input that nobody can read yet."""
    problem = error("format-not-supported", source.place(), format=f"{format_} {version}".strip(), supported=SUPPORTED)
    return Inventory(source.path, format=format_, version=version, problems=(problem,))


def stranger(source: Source, expected: str) -> Inventory:
    """The Inventory of an input that is not the format which its name promised."""
    return Inventory(
        source.path, problems=(error("format-not-recognised", source.place(), expected=expected, supported=SUPPORTED),)
    )


def is_beyond(version: str, supported: tuple[str, ...]) -> bool:
    """Whether a version is one, and none that is supported; a placeholder or nothing at all is not held against a document."""
    if not _version(version):
        return False
    return not any(version == one or version.startswith(f"{one}.") for one in supported)
