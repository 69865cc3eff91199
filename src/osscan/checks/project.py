"""The Project: everything that checks look at, gathered once. What could not be gathered is None, so that no check passes by not looking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import NamedTuple

from osscan.inputs.git_facts import GitFacts
from osscan.inputs.tree import shown_before
from osscan.leaks.report import LeakReport
from osscan.model.component import PathRole
from osscan.model.detection import LicenseMatch
from osscan.model.place import Place
from osscan.model.publication import Decision, Profile, ProjectKind, Waiving
from osscan.model.publiccode import Publiccode, PubliccodeReport
from osscan.model.report import Report
from osscan.reuse.report import ReuseReport


class TreeFile(NamedTuple):
    """A file that would be published: tracked or at least not ignored."""

    path: str
    """Relative to the project, with forward slashes."""
    size: int
    role: PathRole

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def at_top(self) -> bool:
        return "/" not in self.path

    @property
    def suffix(self) -> str:
        """With its dot, in lower case; empty without one."""
        _, dot, end = self.name.rpartition(".")
        return f".{end.lower()}" if dot else ""


class Manifest(NamedTuple):
    """What a manifest of the project says of itself."""

    path: str
    name: str
    version: str
    license: str


class Settings(NamedTuple):
    """What policy and project say for the gate."""

    profile: Profile = Profile.OPENCODE
    kind: ProjectKind = ProjectKind.APPLICATION
    holder: str = ""
    outbound: str = ""
    licenses: tuple[str, ...] = ()
    """Licenses that may be published under; empty for all that OSI approves."""
    licenses_source: str = ""
    hosts: tuple[str, ...] = ()
    """Patterns of hosts that must not get out."""
    public_hosts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Words of the city that should stand in configuration only."""
    inherited: tuple[str, ...] = ()
    """Files that the organisation provides for all its projects (`CONTRIBUTING.md`)."""
    resolutions: tuple[str, ...] = ()
    mail_domains: tuple[str, ...] = ()
    waivers: tuple[Waiving, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """One project. `git`, `report`, `texts`, `reuse`, `leaks` and `publiccode` are None where nobody could look, with the reason in `missing`."""

    path: str
    """As it was named."""
    files: tuple[TreeFile, ...]
    settings: Settings
    read: Callable[[str], bytes | None] = field(repr=False)
    """The bytes of a file of the tree by its path; None where there is none or it can't be read."""
    git: GitFacts | None = None
    report: Report | None = None
    texts: Mapping[str, tuple[LicenseMatch, ...]] | None = None
    """What was recognised in the license files, by path"""
    reuse: ReuseReport | None = None
    leaks: LeakReport | None = None
    publiccode: Publiccode | None = None
    publiccode_report: PubliccodeReport | None = None
    manifests: tuple[Manifest, ...] = ()
    decisions: tuple[Decision, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
    """Part of the Project and the code of the reason why it is None."""
    by_path: Mapping[str, TreeFile] = field(default_factory=dict, repr=False)

    def text(self, path: str, most: int = 1_000_000) -> str:
        """The text of a file; empty where there is none, where it is binary or larger than `most` bytes."""
        known = self.by_path.get(path)
        if known is None or known.size > most:
            return ""
        content = self.read(path)
        if content is None or b"\0" in content[:8192]:
            return ""
        return content.decode("utf-8-sig", "replace")

    def inside(self, shown: str) -> str:
        """The path in the project of an input of the license report, which tells it from where the user stands."""
        return shown.removeprefix(shown_before(self.path))

    def place(self, path: str, line: int | None = None) -> Place:
        """A Place in the project, as people see it."""
        return Place(path, "", line)

    def named(self, *patterns: str) -> Iterator[TreeFile]:
        """Files whose path fits one of the patterns, case put aside; a pattern without a slash fits at the top only."""
        lowered = [pattern.lower() for pattern in patterns]
        for file in self.files:
            path = file.path.lower()
            if any(fnmatchcase(path, pattern) and pattern.count("/") == path.count("/") for pattern in lowered):
                yield file

    def first(self, *patterns: str) -> TreeFile | None:
        """The first file that fits the first pattern that any fits."""
        return next((file for pattern in patterns for file in self.named(pattern)), None)

    def below(self, *folders: str) -> Iterator[TreeFile]:
        """Files anywhere below folders of these names at the top."""
        starts = tuple(f"{folder.lower()}/" for folder in folders)
        return (file for file in self.files if file.path.lower().startswith(starts))
