"""Found: a value in its surroundings, as the checks look at it; it lives no longer than the look at its content."""

from __future__ import annotations

from dataclasses import dataclass, field

from osscan.leaks.leak import Sample, Settings
from osscan.model.report import CheckSeverity


@dataclass(frozen=True, slots=True)
class Found:
    """The value, what stands around it, and in which file; nothing of it is shown when the object is printed."""

    value: bytes = field(repr=False)
    whole: bytes = field(repr=False)
    before: bytes = field(repr=False)
    """What stands before the value, at most 300 bytes of its line."""
    line: bytes = field(repr=False)
    path: str = field(repr=False)
    settings: Settings = field(repr=False)

    @property
    def text(self) -> str:
        return self.value.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check makes of a value: perhaps another weight, a nearer rule, a plain form that is compared."""

    weight: CheckSeverity | None = None
    sample: Sample = Sample.NONE
    rule: str = ""
    value: bytes | None = field(default=None, repr=False)
