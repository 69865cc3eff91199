"""The exit codes, once: scripts rely on them, the docs page is made from them."""

from __future__ import annotations

from enum import IntEnum

from osscan.model.report import Outcome


class ExitCode(IntEnum):
    """What a command tells its caller; sentences `exit.<name>`."""

    PASSED = 0
    OBJECTIONS = 1
    NOT_RUN = 2
    INCOMPLETE = 3
    NOTHING_TO_JUDGE = 4
    INTERNAL_FAULT = 70


BY_OUTCOME = {
    Outcome.PASSED: ExitCode.PASSED,
    Outcome.OBJECTIONS: ExitCode.OBJECTIONS,
    Outcome.INCOMPLETE: ExitCode.INCOMPLETE,
    Outcome.NOTHING_TO_JUDGE: ExitCode.NOTHING_TO_JUDGE,
}
