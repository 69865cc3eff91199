"""Leak: one thing that must not become public, where it stands and how sure we are, without the thing itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from osscan.inputs.roles import RolePatterns
from osscan.model.component import PathRole
from osscan.model.place import Place
from osscan.model.problem import Problem
from osscan.model.report import CheckSeverity


class LeakClass(StrEnum):
    """What sort of thing would become public."""

    SECRET = "secret"  # noqa: S105 - the name of a class
    KEY = "key"
    PERSONAL = "personal"
    INTERNAL = "internal"
    METADATA = "metadata"


class Origin(StrEnum):
    """Where it was read."""

    TREE = "tree"
    HISTORY = "history"
    COMMIT = "commit-message"
    TAG = "tag-message"
    NOTE = "note"


class Sample(StrEnum):
    """Why something is taken for test data; that lowers its weight and never hides it."""

    NONE = ""
    ROLE = "role"
    """It lies in a folder or file for tests, examples or documentation."""
    FOREIGN = "foreign"
    """It lies in a copy of others' software."""
    KNOWN = "known"
    """The value is reserved for documentation, or printed in it."""


class Allowed(StrEnum):
    """Who has said that it may stay."""

    NO = ""
    COMMENT = "comment"
    """`gitleaks:allow` in its line."""
    IGNORED = "ignored"
    """A line of `.gitleaksignore`."""
    BASELINE = "baseline"


class Leak(NamedTuple):
    """One finding. `redacted` shows at most the first and the last two signs; `fingerprint` survives a rewritten history."""

    rule: str
    kind: LeakClass
    weight: CheckSeverity
    place: Place
    redacted: str
    fingerprint: str
    role: PathRole = PathRole.PRODUCT
    sample: Sample = Sample.NONE
    allowed: Allowed = Allowed.NO
    origin: Origin = Origin.TREE
    blob: str = ""
    """Of the history: the id of the content in which it stands."""
    commit: str = ""
    """Of the history: the first commit that brought it."""
    in_tree: bool = True
    """Whether the newest state still holds it."""
    times: int = 1
    """How often it stands in that file, or in how many contents of the history."""

    @property
    def blocks(self) -> bool:
        """Whether it keeps the project from being published."""
        return self.weight is CheckSeverity.BLOCKER and not self.allowed

    def sort_key(self) -> tuple[str, tuple[str, int, int, str], str, str, str]:
        return (self.origin, self.place.sort_key(), self.rule, self.fingerprint, self.blob)


class Looked(NamedTuple):
    """What was found in one content, and what of it could not be looked at."""

    leaks: tuple[Leak, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What the project's policy says of leaks. Who holds no `key` can't guess short values from their fingerprints."""

    key: bytes = field(default=b"osscan/leaks/1", repr=False)
    mail_domains: tuple[str, ...] = ("dortmund.de", "stadtdo.de", "dokom21.de")
    """Domains of the house: an address there is that of an employee."""
    internal_domains: tuple[str, ...] = ()
    """Domains that only the house's own network knows, beside *.intern, *.lan, *.local, *.corp."""
    public_hosts: tuple[str, ...] = ()
    """Hosts and domains that may be named."""
    ticket_keys: tuple[str, ...] = ()
    """The projects of the house's ticket system (`DOS` of DOS-123)."""
    words: tuple[str, ...] = ()
    """Names that only the house uses: of projects, systems, rooms."""
    role_patterns: RolePatterns = ()
    baseline: frozenset[str] = frozenset()
    """Fingerprints that were looked at and accepted."""
    ignored: frozenset[str] = frozenset()
    """Lines of `.gitleaksignore`."""
    text_bytes: int = 16 * 1024 * 1024
    """So much of one content is searched."""
    blob_bytes: int = 64 * 1024 * 1024
    """The largest content of the history that is read at all."""
    history_bytes: int = 32 * 1024 * 1024 * 1024
    most_alike: int = 200
    """So many different findings of one rule are told of one file."""
