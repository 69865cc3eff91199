"""Drift: what SBOMs declare and what lies in the delivery, brought together part by part; whatever has no partner is told."""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """A declared component and a present one that are the same, by their ids in the reports; `by` is what says so."""

    declared: str
    present: str
    by: str
    """purl | hash | name | file"""


class Undeclared(NamedTuple):
    """A component that lies there and that no SBOM names."""

    component: str
    path: str
    why: str = ""
    """`other-version` where the SBOM names another one of the same work, `merged` inside of another package, `system`, `guess`, `aside`."""
    versions: str = ""
    """The versions that the SBOM names."""


class Absent(NamedTuple):
    """A declared component that was not found; `why` explains it, empty where nothing does."""

    component: str
    bill: str
    why: str = ""
    """`scope` (only for building or testing), `locked` (a lockfile names it), `built-in` (would be part of a program), `named`."""


class OtherVersion(NamedTuple):
    """The same work in another version than declared."""

    declared: str
    present: str
    said: str
    found: str
    path: str


class OtherHash(NamedTuple):
    """A file with another digest than declared."""

    declared: str
    present: str
    algorithm: str
    said: str
    found: str
    path: str


class OtherLicense(NamedTuple):
    """Another license than the files say. `step` is `differs`, `less-choice` or `more`."""

    declared: str
    present: str
    said: str
    found: str
    step: str
    path: str


class AsFile(NamedTuple):
    """A declared component whose very file lies there, though no reader speaks for it; `of_system` where a system's package brought it."""

    declared: str
    path: str
    of_system: bool = False


class Drift(NamedTuple):
    """All differences in both directions."""

    pairs: tuple[Pair, ...] = ()
    undeclared: tuple[Undeclared, ...] = ()
    absent: tuple[Absent, ...] = ()
    versions: tuple[OtherVersion, ...] = ()
    hashes: tuple[OtherHash, ...] = ()
    licenses: tuple[OtherLicense, ...] = ()
    own: tuple[str, ...] = ()
    """Present components that are the product itself."""
    unseen: int = 0
    """Components whose license was not compared, as one side says none."""
    files: tuple[AsFile, ...] = ()
    about: tuple[str, ...] = ()
    """Paths of the SBOMs whose product is the delivery or a part of it that the vendor made; others are about what somebody else made."""
