"""Rehearsal: what becomes public with a repository, to the last file, commit and name, and what lies around and does not."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.publication import PublicationReport


class FileKind(StrEnum):
    """What stands behind a path of the committed state."""

    FILE = "file"
    LINK = "link"
    POINTER = "pointer"
    """Of Git LFS: the content lies elsewhere."""
    SUBMODULE = "submodule"
    """A commit of another repository: nothing of it is included."""


class PublicFile(NamedTuple):
    """A path of the committed state with its bytes; a submodule has none."""

    path: str
    size: int
    kind: FileKind


class PublicRef(NamedTuple):
    """A branch or tag that would be pushed."""

    name: str
    kind: str
    """branch | tag"""
    commit: str


class PublicCommit(NamedTuple):
    """A commit that would be pushed."""

    id: str
    date: str
    subject: str


class PublicIdentity(NamedTuple):
    """Who becomes public: name, address, the sort of the address, and how often in which role."""

    name: str
    mail: str
    kind: str
    roles: tuple[tuple[str, int], ...]
    """author, committer, tagger, signed-off, co-author, mentioned"""


class Lying(NamedTuple):
    """Something in the working folder that is not in the committed state; `needed` says why the build may miss it, `by` who names it."""

    path: str
    state: str
    """changed | untracked | ignored"""
    needed: str = ""
    """input: a manifest or lockfile; named: another file names it"""
    by: str = ""


class PlanStep(NamedTuple):
    """One step of a remedy that is printed and never carried out."""

    step: str
    paths: tuple[str, ...] = ()
    command: str = ""


class Rehearsal(NamedTuple):
    """The whole answer; `revision` is the commit that was cloned, whatever was squashed then."""

    report: PublicationReport
    revision: str
    squashed: bool
    shallow: bool
    files: tuple[PublicFile, ...]
    refs: tuple[PublicRef, ...]
    commits: tuple[PublicCommit, ...]
    identities: tuple[PublicIdentity, ...]
    past: tuple[str, ...]
    """Paths that only the history holds."""
    contents: tuple[int, int]
    """Of all commits: different contents, and their bytes."""
    staying: tuple[str, ...]
    """Refs that are pushed with neither branches nor tags: notes, the stash, branches of other repositories."""
    lying: tuple[Lying, ...]
    plan: tuple[PlanStep, ...]
    planned: bool
    """Whether the history was looked at, so that an empty plan means that none is needed."""
    gone: tuple[tuple[str, int], ...]
    """What a squash takes away, by kind: commits, branches, tags, identities, paths."""

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)
