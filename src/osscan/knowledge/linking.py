"""Two small facts about licenses: which exceptions permit linking, and which licenses only look open."""

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


def _profile() -> dict[str, Any]:
    return dict(table("linking"))
