"""Small facts about licenses: exceptions that permit linking, licenses that only look open, dedications, content licenses."""

from __future__ import annotations

from typing import Any

from osscan.knowledge.tables import table


def allows_linking(exception: str) -> bool:
    """Whether an SPDX exception permits linking with works under other terms."""
    return exception in _profile()["linking_exceptions"]


def source_available(license_id: str) -> str | None:
    """Why a license is not open source although its source can be read (`field-of-use`, `commercial-ban`, ...), or None."""
    bare = license_id.rpartition(":")[2].rstrip("+")
    found: str | None = _profile()["source_available"].get(bare)
    if found is None:
        for prefix, why in _profile()["source_available_prefixes"].items():
            if bare.startswith(prefix):
                return str(why)
    return found


def dedication(license_id: str) -> str | None:
    """Name of the source that says that a text gives up all rights, so that it asks for nothing; None for licenses."""
    found: str | None = _profile()["dedications"].get(license_id)
    return found


def whole_of(license_id: str) -> str | None:
    """The stack of licenses that this one is a part of: what is possible for the whole stack is possible for each part."""
    found: str | None = _profile()["part_of"].get(license_id)
    return found


def is_for_content(license_id: str) -> bool:
    """Whether a license is made for texts, data, pictures or fonts rather than for programs."""
    return license_id.startswith(tuple(_profile()["content_prefixes"]))


def _profile() -> dict[str, Any]:
    return dict(table("linking"))
