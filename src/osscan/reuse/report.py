"""ReuseReport: which files of a project say license and holder and where, which lack them, and how the license texts stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from osscan.model.place import Place
from osscan.model.problem import Problem, Severity


class Origin(StrEnum):
    """Where a statement about a file stands."""

    FILE = "file"
    COMPANION = "companion"
    """The file of the same name with `.license` behind it."""
    TOML = "reuse-toml"
    DEP5 = "dep5"


class Statement(NamedTuple):
    """One license expression, copyright notice or contributor as written, and where it stands."""

    text: str
    origin: Origin
    place: Place
    snippet: bool = False
    """True where it speaks for a part of the file only."""
    fault: str = ""
    """Why an expression is none: the kind of its first fault, as `expression.scan` names it."""


class CoveredFile(NamedTuple):
    """A file that must have a license and a holder, with what counts for it; the path is relative to the project."""

    path: str
    licenses: tuple[Statement, ...] = ()
    copyrights: tuple[Statement, ...] = ()
    contributors: tuple[Statement, ...] = ()
    companion: bool = False
    """True where a `.license` file speaks in place of the file."""
    overridden: bool = False
    """True where REUSE.toml speaks in place of the file."""

    @property
    def has_license(self) -> bool:
        """Whether a sound expression speaks for the whole file."""
        return any(not one.snippet and not one.fault for one in self.licenses)

    @property
    def has_copyright(self) -> bool:
        """Whether a notice names a holder of the whole file."""
        return any(not one.snippet for one in self.copyrights)


class LicenseText(NamedTuple):
    """A file in LICENSES/ and the id that its name gives."""

    id: str
    path: str
    listed: bool = True
    """Whether the id is one of the SPDX list or a LicenseRef."""
    deprecated: bool = False
    extension: bool = True
    empty: bool = False


@dataclass(frozen=True, slots=True)
class ReuseReport:
    """What REUSE 3.3 asks of a project and what is there. Everything is sorted by path, then by place."""

    folder: str
    files: tuple[CoveredFile, ...] = ()
    texts: tuple[LicenseText, ...] = ()
    used: tuple[str, ...] = ()
    """Ids of licenses and exceptions in all sound expressions, as written there."""
    missing_texts: tuple[str, ...] = ()
    unused_texts: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Used ids that are neither in the SPDX list nor a LicenseRef."""
    invalid: tuple[Statement, ...] = ()
    open_snippets: tuple[Place, ...] = ()
    """Snippets that begin and never end."""
    problems: tuple[Problem, ...] = ()
    offences: tuple[Problem, ...] = ()
    """Those of the problems by which the project is not compliant: nothing could be read, or a rule about a file of REUSE's own is broken."""

    @property
    def missing_license(self) -> tuple[str, ...]:
        """Files without a sound expression."""
        return tuple(file.path for file in self.files if not file.has_license)

    @property
    def missing_copyright(self) -> tuple[str, ...]:
        """Files without a notice that names a holder."""
        return tuple(file.path for file in self.files if not file.has_copyright)

    @property
    def bad_texts(self) -> tuple[LicenseText, ...]:
        """Files in LICENSES/ whose name is no license."""
        return tuple(text for text in self.texts if not text.listed)

    @property
    def deprecated_texts(self) -> tuple[LicenseText, ...]:
        """Files in LICENSES/ whose name is an id that SPDX has replaced."""
        return tuple(text for text in self.texts if text.deprecated)

    @property
    def texts_without_extension(self) -> tuple[LicenseText, ...]:
        """Files in LICENSES/ with nothing behind the id."""
        return tuple(text for text in self.texts if not text.extension)

    @property
    def unreadable(self) -> tuple[str, ...]:
        """Files that could not be read."""
        return tuple(
            sorted({one.place.input for one in self.problems if one.severity is Severity.ERROR and one.code.startswith("input-")})
        )

    @property
    def with_license(self) -> int:
        """How many files have a license."""
        return sum(file.has_license for file in self.files)

    @property
    def with_copyright(self) -> int:
        """How many files have a holder."""
        return sum(file.has_copyright for file in self.files)

    @property
    def compliant(self) -> bool:
        """Whether nothing is left to do. A project without files is compliant: look at `files` before you say so."""
        lacking = self.missing_texts or self.unused_texts or self.invalid or self.open_snippets or self.offences
        askew = self.bad_texts or self.deprecated_texts or self.texts_without_extension
        return not lacking and not askew and all(file.has_license and file.has_copyright for file in self.files)
