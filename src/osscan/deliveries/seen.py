"""Seen: the small facts that are kept of a delivery while its files pass by, for the checks that no license report can answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple


class Line(NamedTuple):
    """A line of a file; `text` is what stands there, shortened."""

    path: str
    line: int
    text: str = ""


class Dated(NamedTuple):
    """A document that says something, and the day it names for it; None where none can be read from it."""

    path: str
    line: int
    day: date | None


class Offer(NamedTuple):
    """An offer of the source code: for how many years (0 where it does not say), and whether it says whom to ask.

    `own` is whether it lies beside the software; what a package says inside of itself speaks of that package only.
    """

    path: str
    line: int
    years: int
    address: bool
    own: bool = True


class Hint(NamedTuple):
    """A sign of a license key (`license-key`), of an end (`expiry`), of a second license for money (`dual-license`)."""

    kind: str
    path: str
    line: int
    text: str


class HostPlace(NamedTuple):
    """How often a host is named below one archive or folder, and where first; `role`: `contacted`, `documentation` or `namespace`."""

    host: str
    role: str
    layer: str
    times: int
    path: str
    line: int


class Paper(NamedTuple):
    """A document that people read. `standing`: `open`, `standard` (OOXML), `pdf`, `pdf-a` or `closed`."""

    path: str
    format: str
    standing: str


class Unit(NamedTuple):
    """Compiled classes that lie together; `classes` maps names such as `de/city/Form` to the source file that the compiler noted.

    Inner classes are folded into the outer ones. `layer` is the archive around it, `is_product` whether it is the application's own place
    (`WEB-INF/classes`).
    """

    path: str
    layer: str
    classes: Mapping[str, str]
    is_product: bool = False


class Seen(NamedTuple):
    """Everything of this kind. Paths lead through the archives."""

    units: tuple[Unit, ...] = ()
    sources: frozenset[str] = frozenset()
    """Sources for Java's machine by package and file name: `de/city/Form.java`."""
    python_compiled: tuple[str, ...] = ()
    python_sources: frozenset[str] = frozenset()
    minified: tuple[str, ...] = ()
    """Scripts that no person wrote like this and for which no map with sources lies there."""
    plain_scripts: frozenset[str] = frozenset()
    """Folders with scripts that people can read."""
    assemblies: tuple[str, ...] = ()
    """Of .NET, compiled."""
    projects: frozenset[str] = frozenset()
    """Names of assemblies that a project file of .NET in the delivery builds, in lower case."""
    natives: tuple[str, ...] = ()
    """Programs and libraries for the machine itself."""
    with_sources: frozenset[str] = frozenset()
    """Archives with source code of any language in them, by path; empty for folders."""
    archives: tuple[str, ...] = ()
    """Every archive by path."""
    builds: tuple[str, ...] = ()
    """Files by which something is built."""
    modules: tuple[Line, ...] = ()
    """Folders that a build of Maven names as its parts: `text` is the folder."""
    folders: frozenset[str] = frozenset()
    """Folders in which a build file lies."""
    trade_folders: tuple[tuple[str, int], ...] = ()
    """Folders named `ee`, `enterprise`, `pro` and the like, and how many files of code lie in them."""
    hints: tuple[Hint, ...] = ()
    hosts: tuple[HostPlace, ...] = ()
    offers: tuple[Offer, ...] = ()
    papers: tuple[Paper, ...] = ()
    accessibility: tuple[Line, ...] = ()
    support: tuple[Dated, ...] = ()
    openchain: tuple[Dated, ...] = ()
    unread: tuple[str, ...] = ()
    """Documents whose words could not be read, such as PDF."""
    brought: Mapping[str, str] = MappingProxyType({})
    """Archives that an installed package brought along, with the path of its description."""
    cut: tuple[str, ...] = ()
    """Kinds of fact of which there were more than are kept."""
