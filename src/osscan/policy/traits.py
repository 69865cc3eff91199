"""What rules may ask of a license beyond its name."""

from __future__ import annotations

from osscan.knowledge import spdx


def network_trigger(leaf: str) -> bool | None:
    """Whether using the software over a network counts as passing it on; None where nobody has looked at the license."""
    from osscan.knowledge.profiles import profile  # noqa: PLC0415 - only policies that ask for it pay for the table

    known = profile(leaf.partition(" WITH ")[0])
    return None if known is None else known.network != "none"


def is_of_family(leaf: str, families: tuple[str, ...]) -> bool:
    """Whether a license is a version of one of the families (`GPL`, `EUPL`)."""
    mine = spdx.family(leaf.partition(" WITH ")[0]).casefold()
    return any(mine == family.casefold() for family in families)
