"""What the wing works with: what is known of a project, what would be written, what stays to be said, and the card of each thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import NamedTuple

from osscan.model.problem import Facts


class Draft(NamedTuple):
    """A file as it should be: the whole text. The path is relative to the project, with forward slashes."""

    path: str
    text: str


class Remark(NamedTuple):
    """Something that only people can do (sentence `publish_fix.remark.<code>`)."""

    code: str
    path: str
    line: int | None = None
    facts: Facts = ()


class Forge(NamedTuple):
    """Where the project lives: its page, and whether issues and pipelines are GitHub's; everything else counts as GitLab, which openCode runs."""

    page: str = ""
    github: bool = False


NOWHERE = Forge()


class Manifest(NamedTuple):
    """What a manifest says of the project; what it does not say is empty."""

    path: str
    ecosystem: str
    name: str = ""
    version: str = ""
    description: str = ""
    license: str = ""
    status: str = ""
    """A word of publiccode.yml's developmentStatus"""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a project without asking anybody. `read` and `files` see what earlier things would write, too."""

    folder: str
    files: frozenset[str]
    read: Callable[[str], bytes | None] = field(repr=False)
    name: str
    license: str
    """SPDX expression under which the project is published"""
    holder: str
    year: int
    language: str = "de"
    kind: str = "application"
    forge: Forge = NOWHERE
    manifests: tuple[Manifest, ...] = ()
    version: str = ""
    """The newest tag that is a version"""
    released: str = ""
    """Its day (YYYY-MM-DD)"""
    answers: Mapping[str, str] = field(default_factory=dict)
    inherited: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    """The pages of all remotes"""
    drafted: frozenset[str] = frozenset()
    """Paths that earlier things of this run would write"""

    @property
    def languages(self) -> tuple[str, str]:
        """Both languages, the chosen one first."""
        return ("de", "en") if self.language == "de" else ("en", "de")

    def text(self, path: str) -> str | None:
        """The text of a file with its own ends of line; None where there is none or it is not UTF-8."""
        content = self.read(path) if path in self.files else None
        if content is None or b"\0" in content:
            return None
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            return None

    def fitting(self, *patterns: str) -> Iterator[str]:
        """Files that fit one of the patterns, case put aside; a pattern without a slash fits at the top only."""
        lowered = [pattern.lower() for pattern in patterns]
        for path in sorted(self.files):
            if any(path.count("/") == one.count("/") and fnmatchcase(path.lower(), one) for one in lowered):
                yield path

    def has(self, *patterns: str) -> bool:
        """Whether there is such a file."""
        return any(self.fitting(*patterns))

    def inherits(self, *beginnings: str) -> bool:
        """Whether the organisation provides a file of such a name for all its projects."""
        return any(name.lower().startswith(beginnings) for name in self.inherited)


Made = Draft | Remark


class Thing(NamedTuple):
    """One thing that can be asked for by its name; its sentence is `publish_fix.<init|fix>.<name>`."""

    name: str
    make: Callable[[Known], Iterable[Made]]


QUESTION = re.compile(r"(?<!`)\[\?(?P<key>[a-z][a-z0-9-]*): [^\]\n]*\]")
"""How an open question stands in a file: [?contact-mail: Which address ...]; in code it is only spoken of."""


def questions_in(text: str) -> tuple[str, ...]:
    """The keys of the open questions, each once, in their order."""
    return tuple(dict.fromkeys(found["key"] for found in QUESTION.finditer(text)))
