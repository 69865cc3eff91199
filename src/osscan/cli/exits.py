"""The exit codes, once: scripts rely on them, the docs page is made from them."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command tells its caller; sentences `exit.<name>`. A Report's outcome has the code of the same name."""

    PASSED = 0
    OBJECTIONS = 1
    NOT_RUN = 2
    INCOMPLETE = 3
    NOTHING_TO_JUDGE = 4
    INTERNAL_FAULT = 70
