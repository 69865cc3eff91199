"""Tree licenses: what the files of a tree say about licenses, one by one and all together."""

from __future__ import annotations

from typing import NamedTuple

from osscan.model.detection import Detection, NearMiss
from osscan.model.problem import Problem


class DetectedFile(NamedTuple):
    """One file as it was named or found, and what it says; with a problem it could not be looked at, so it says nothing."""

    path: str
    detection: Detection = Detection()
    problem: Problem | None = None


class Declared(NamedTuple):
    """The license file or manifest at the top of a tree that names the license of the whole."""

    path: str
    expression: str


class FoundLicense(NamedTuple):
    """A license and the files that name it, by path; whether it is the declared one, or one of several."""

    expression: str
    paths: tuple[str, ...]
    declared: bool = False


class FoundHolder(NamedTuple):
    """Who says to hold a copyright, from the first to the last year named, and in how many files."""

    name: str
    years: str
    files: int


class Lead(NamedTuple):
    """A near miss and the file in which it stands: something for a person to look at."""

    path: str
    near: NearMiss


class TreeLicenses(NamedTuple):
    """All that the files of a run say, sorted: licenses and holders by number of files, the rest by path."""

    files: int = 0
    """How many were looked at; those that could not be read are not among them."""
    declared: tuple[Declared, ...] = ()
    licenses: tuple[FoundLicense, ...] = ()
    """Every license with all files that name it; a file with several stands under each of them."""
    silent: tuple[str, ...] = ()
    """Files that name no license, themselves or by referring to a file that does."""
    referring: int = 0
    """Files that name no license but a file that does; they count under its license."""
    holders: tuple[FoundHolder, ...] = ()
    leads: tuple[Lead, ...] = ()
    partly: tuple[str, ...] = ()
    """Files that are larger than the limit: only their beginning was looked at."""
    unread: tuple[str, ...] = ()
