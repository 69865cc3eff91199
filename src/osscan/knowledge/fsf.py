"""What the Free Software Foundation, steward of the GNU licenses, says of other licenses together with them."""

from __future__ import annotations

from functools import cache

from osscan.expression.tree import Leaf
from osscan.knowledge.tables import table

_PROMISED = {
    "GPL-2.0-only": ("GPL-2.0",),
    "GPL-2.0-or-later": ("GPL-2.0", "GPL-3.0"),
    "GPL-3.0-only": ("GPL-3.0",),
    "GPL-3.0-or-later": ("GPL-3.0",),
    "AGPL-3.0-only": ("GPL-3.0",),
    "AGPL-3.0-or-later": ("GPL-3.0",),
}
"""The versions of the GPL that an outbound license promises; the AGPL-3.0 is the GPL-3.0 with one more section."""


def word(inbound: Leaf, outbound: Leaf) -> str | None:
    """`yes` or `no` for a work under `inbound` in one under a GNU license; None where the FSF's list is silent.

    Compatible with the GPL means that a work of both may be passed on under the GPL; it says nothing of the other direction.
    """
    if outbound.exception or inbound.exception:
        return None
    versions = _PROMISED.get(outbound.license, ())
    name = inbound.license.rstrip("+")
    if not versions:
        return None
    if any(name in _listed("incompatible", version) for version in versions):
        return "no"
    return "yes" if all(name in _listed("compatible", version) for version in versions) else None


@cache
def _listed(kind: str, version: str) -> frozenset[str]:
    return frozenset(table("fsf")[kind].get(version, ()))
