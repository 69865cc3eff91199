"""License profiles: what each license asks, how far its copyleft reaches, and with which clauses; exceptions likewise."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from osscan.knowledge import spdx
from osscan.knowledge.tables import table

PROPRIETARY = "LicenseRef-Proprietary"
"""Stands for an outbound that gives recipients no source and no rights to pass on."""


class Profile(NamedTuple):
    """One license as the engine sees it; words as in `data/license_profiles.json`, each read from the license's own text.

    `copyleft`: how far the license reaches: `none`, `file`, `library` or `work`. `network`: what counts as passing on without
    a copy changing hands: `none`, `interaction` (AGPL) or `provide-access` (EUPL, OSL). `closed`: why it is not open source.
    `restricts`: terms that a strict copyleft license may see as further restrictions; `admits`: those that it bears itself.
    """

    id: str
    group: str
    kind: str
    copyleft: str
    network: str = "none"
    closed: str = ""
    restricts: tuple[str, ...] = ()
    admits: tuple[str, ...] | None = None
    asks: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether anybody may use, change and pass on the work, for any purpose."""
        return not self.closed

    @property
    def family(self) -> str:
        """What the versions of the license share, as `EUPL`."""
        return spdx.family(self.id)

    @property
    def version(self) -> str:
        """The version in its identifier, as `1.2`; empty where there is none."""
        rest = self.id[len(self.family) :].lstrip("-v")
        return rest.partition("-")[0] if rest[:1].isdigit() else ""


class ExceptionProfile(NamedTuple):
    """What an SPDX exception permits beyond its license: `linking`, `runtime`, `generated-output`, `combining-with:X`, `other`."""

    id: str
    permits: str
    removable: bool
    clause: str


def profile(license_id: str) -> Profile | None:
    """The profile of a license; `X+` has that of X. None where osscan has none, which never counts as harmless."""
    bare = license_id.rpartition(":")[2].rstrip("+")
    return _profiles().get(bare) or _by_prefix(bare)


def exception(exception_id: str) -> ExceptionProfile | None:
    """The profile of an exception, or None."""
    row = table("license_profiles")["exceptions"].get(exception_id)
    return None if row is None else ExceptionProfile(exception_id, row["permits"], row["removable"], row["clause"])


def clause(license_id: str, word: str) -> str:
    """Where a license's text says it, as `§ 3.3`; empty where nobody has noted the place. See `clauses` in the table."""
    bare = license_id.rstrip("+")
    for name in (bare, bare.removesuffix("-or-later") + "-only"):
        found = table("license_profiles")["clauses"].get(name, {}).get(word)
        if found is not None:
            return str(found)
    return ""


def covered() -> tuple[str, ...]:
    """All licenses with a profile, sorted."""
    return tuple(sorted(_profiles()))


def _by_prefix(license_id: str) -> Profile | None:
    for prefix, closed in table("license_profiles").get("closed_prefixes", {}).items():
        if license_id.startswith(prefix):
            return Profile(license_id, f"closed-{closed}", "software", "none", closed=closed)
    return None


@cache
def _profiles() -> dict[str, Profile]:
    found = {}
    for group in table("license_profiles")["groups"]:
        admits = group.get("admits")
        for license_id in group["licenses"]:
            found[license_id] = Profile(
                license_id,
                group["group"],
                group.get("kind", "software"),
                group.get("copyleft", "none"),
                group.get("network", "none"),
                group.get("closed", ""),
                tuple(group.get("restricts", ())),
                None if admits is None else tuple(admits),
                tuple(group.get("asks", ())),
            )
    return found
