"""Merging: what several SBOM documents become together, and what they contradict each other in."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

from osscan.model.bom import Loss
from osscan.model.problem import Problem


class ConflictKind(StrEnum):
    """What kind of contradiction it is, and so what was done."""

    PART = "part"
    """The same part, told differently: both are kept."""
    REF = "ref"
    """One key for two things: one of them has another key now."""
    LICENSE = "license"
    """One name for two license texts: one of them has another name now."""
    DEPENDENCIES = "dependencies"
    """Other dependencies of the same part: all are kept."""
    DOCUMENT = "document"
    """A fact about the whole that can only have one value: none, or the first one, is kept, and all stand in the list."""


class Conflict(NamedTuple):
    """One contradiction. `first` and `second` are JSON values as they were, `became` is the new key or name."""

    kind: ConflictKind
    part: str
    """Name of the part, or the key or name that two things share."""
    member: str
    first: Any
    second: Any
    inputs: tuple[str, str]
    """Paths of the inputs that say so."""
    became: str = ""


class Given(NamedTuple):
    """One document that goes in, in the JSON form of the family that comes out."""

    path: str
    address: str
    """BOM-Link or document namespace."""
    digest: str
    """SHA-256 of the file."""
    document: dict[str, Any]
    unsaid: frozenset[str] = frozenset()
    """Keys of parts whose kind the input does not tell, whatever had to be written in its place."""


class Frame(NamedTuple):
    """What the new document says of itself."""

    name: str
    version: str
    created: str


class Whole(NamedTuple):
    """The new document, the contradictions, and how many parts of one input were found in another."""

    document: dict[str, Any]
    conflicts: tuple[Conflict, ...]
    united: int


class MergeInput(NamedTuple):
    """What became of one input."""

    path: str
    format: str
    version: str
    parts: int
    address: str
    digest: str
    problems: tuple[Problem, ...]
    whole: bool
    losses: tuple[Loss, ...] = ()
    """What did not go over as it was, where it had to be converted first."""
    effective: int = 0
    """How many parts name the license under which the input's creator uses them."""
    signed: bool = False


class SbomMerge(NamedTuple):
    """A whole merge; `content` is empty where nothing could be merged."""

    target: str
    content: bytes
    inputs: tuple[MergeInput, ...]
    conflicts: tuple[Conflict, ...]
    parts: int
    united: int
    problems: tuple[Problem, ...] = ()

    @property
    def whole(self) -> bool:
        return bool(self.content) and all(one.whole for one in self.inputs) and not self.problems
