"""Small facts about kinds of licenses: dedications, parts of stacks, licenses for content."""

from __future__ import annotations

from typing import Any

from osscan.knowledge.tables import table


def dedication(license_id: str) -> str | None:
    """Name of the source that says that a text gives up all rights, so that it asks for nothing; None for licenses."""
    found: str | None = _kinds()["dedications"].get(license_id)
    return found


def whole_of(license_id: str) -> str | None:
    """The stack of licenses that this one is a part of: what is possible for the whole stack is possible for each part."""
    found: str | None = _kinds()["part_of"].get(license_id)
    return found


def is_for_content(license_id: str) -> bool:
    """Whether a license is made for texts, data, pictures or fonts rather than for programs."""
    return license_id.startswith(tuple(_kinds()["content_prefixes"]))


def _kinds() -> dict[str, Any]:
    return dict(table("kinds"))
