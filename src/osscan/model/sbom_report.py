"""SbomReport: what was found about one SBOM document, layer by layer and profile by profile."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.problem import Problem, Severity
from osscan.model.sbom_finding import SbomFinding


class Level(StrEnum):
    """How strongly a profile asks for something."""

    MUST = "must"
    MUST_IF_KNOWN = "must-if-known"
    """Where it exists; whether it does, a document can't tell."""
    SHOULD = "should"
    MAY = "may"


class ProfileVerdict(StrEnum):
    """Whether a document fulfils a profile; unknown where it could not be read whole."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    UNKNOWN = "unknown"


class Field(NamedTuple):
    """One demand of a profile: of how many parts (or of the document: one) it is asked, and how many meet it."""

    code: str
    level: Level
    clause: str
    asked: int
    met: int


class ProfileResult(NamedTuple):
    """`name` and `version` of the profile, what it demands field by field, and the verdict on the day asked for."""

    name: str
    version: str
    verdict: ProfileVerdict
    fields: tuple[Field, ...] = ()
    remark: str = ""
    """Code of the sentence `profile.remark.<remark>`: a former version that still counts, a format that it does not know."""

    @property
    def asked(self) -> int:
        """How often the profile asks for something that must be there."""
        return sum(one.asked for one in self.fields if one.level is Level.MUST)

    @property
    def met(self) -> int:
        """How many of these demands are met."""
        return sum(one.met for one in self.fields if one.level is Level.MUST)

    @property
    def missing_most(self) -> tuple[Field, ...]:
        """Demands that are not met, those with most gaps first, what must be there before what should; what may be missing is none."""
        open_ones = [one for one in self.fields if one.met < one.asked and one.level is not Level.MAY]
        return tuple(sorted(open_ones, key=lambda one: (one.level is not Level.MUST, one.met - one.asked, one.code)))


class SbomReport(NamedTuple):
    """One document. `schema_valid` is None where no schema could be asked; `whole` is whether all of it was read."""

    path: str
    format: str
    version: str
    notation: str
    wrapper: str
    parts: int
    schema_valid: bool | None
    findings: tuple[SbomFinding, ...]
    profiles: tuple[ProfileResult, ...] = ()
    problems: tuple[Problem, ...] = ()
    whole: bool = True

    @property
    def objects(self) -> bool:
        """Whether there is a fault in it, or a profile that it fails."""
        return any(one.severity is Severity.ERROR for one in self.findings) or any(
            one.verdict is not ProfileVerdict.PASS for one in self.profiles
        )
