"""Source: one opened input. Readers get Sources and never open a file themselves."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from osscan.errors import UnreadableError
from osscan.model.component import PathRole
from osscan.model.place import Place
from osscan.model.problem import error


class Limits(NamedTuple):
    """How much of an input is looked at; what goes beyond is a Problem, never a crash."""

    file_bytes: int = 512 * 1024 * 1024
    text_bytes: int = 2 * 1024 * 1024
    """Largest file that is searched for license tags and texts."""
    depth: int = 200
    """Deepest nesting of brackets, elements or mappings."""
    maven_repository: str = ""
    """The folder of a local Maven repository, which may be read beside the targets; empty where nothing beside them is."""


class Source(NamedTuple):
    """One input: `path` as it is shown to people (relative to where they stand, with forward slashes).

    Either `file` names it on disk, or `held` carries its bytes. `root` is the folder that was asked for:
    nothing outside of it is ever opened on behalf of a document's own words.
    """

    path: str
    file: str = ""
    held: bytes | None = None
    root: str = ""
    role: PathRole = PathRole.PRODUCT
    limits: Limits = Limits()
    past: Mapping[str, bytes | None] | None = None
    """Of an input of a former state: what the files that have changed since held then, by full path; None for no file."""
    asked: list[str] | None = None
    """Where it is kept, by full path, which other files were asked for on behalf of this one, there or not."""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return posixpath.basename(self.path)

    def content(self) -> bytes:
        """The bytes; raises UnreadableError when they can't be had or are more than the limit."""
        if self.held is not None:
            return self.held
        try:
            if Path(self.file).stat().st_size > self.limits.file_bytes:
                raise UnreadableError(error("input-too-large", self.place(), limit=self.limits.file_bytes))
            return Path(self.file).read_bytes()
        except OSError as fault:
            raise UnreadableError(error("input-unreadable", self.place(), reason=fault.strerror or str(fault))) from fault

    def start(self, size: int) -> bytes:
        """The first `size` bytes, without reading the rest; raises UnreadableError when they can't be had."""
        if self.held is not None:
            return self.held[:size]
        try:
            with Path(self.file).open("rb") as opened:
                return opened.read(size)
        except OSError as fault:
            raise UnreadableError(error("input-unreadable", self.place(), reason=fault.strerror or str(fault))) from fault

    def place(self, route: str = "", line: int | None = None, column: int | None = None) -> Place:
        """A Place in this input."""
        return Place(self.path, route, line, column)

    def beside(self, relative: str) -> Source | None:
        """The input that a document names relative to itself, or None where there is none inside `root`."""
        if not self.file or not self.root:
            return None
        try:
            file = Path(self.file).parent.joinpath(relative).resolve()
            inside = file.is_relative_to(Path(self.root).resolve())
            is_there = inside and file.is_file()
        except (OSError, ValueError, RuntimeError):  # a name that no file can have, or links in a circle
            return None
        if not inside:
            return None
        full = str(file)
        if self.asked is not None:
            self.asked.append(full)
        held = None
        if self.past is not None and full in self.past:
            held = self.past[full]
            is_there = held is not None
        if not is_there:
            return None
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), relative.replace("\\", "/")))
        return Source(path, full, held, self.root, self.role, self.limits, self.past, self.asked)

    def above(self, name: str) -> Iterator[Source]:
        """The inputs of this name beside this one and in the folders above, as far as they are shown, nearest first."""
        found = (self.beside("../" * steps + name) for steps in range(self.path.count("/") + 1))
        return (one for one in found if one is not None)

    def leads_outside(self, relative: str) -> bool:
        """Whether a path that a document names relative to itself leads out of `root`, or above all that is shown where there is none."""
        relative = relative.replace("\\", "/")
        if _is_absolute(relative):
            return True
        if not self.file or not self.root:
            shown = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), relative))
            return shown == ".." or shown.startswith("../")
        try:
            return not Path(self.file).parent.joinpath(relative).resolve().is_relative_to(Path(self.root).resolve())
        except (OSError, ValueError, RuntimeError):  # a name that no folder can have, or links in a circle
            return True


def _is_absolute(path: str) -> bool:
    """Whether a path means the same from everywhere; `~` and the drives of Windows do, too."""
    return path.startswith(("/", "~")) or path[1:3] == ":/"


def passing(path: str, file: Path, limits: Limits) -> Source | None:
    """A pipe or device as a Source that holds its bytes, as they pass only once; None for a file on disk.

    Raises UnreadableError when they are more than the limit, OSError when they can't be had.
    """
    if file.is_file():
        return None
    with file.open("rb") as opened:
        held = opened.read(limits.file_bytes + 1)
    if len(held) > limits.file_bytes:
        raise UnreadableError(error("input-too-large", Place(path), limit=limits.file_bytes))
    return Source(path, "", held, limits=limits)
