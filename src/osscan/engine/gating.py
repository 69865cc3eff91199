"""What the policy's `fail_on` makes of remarks on itself and on the baseline: told, told as an objection, or left out."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.model.problem import Problem, Severity
from osscan.policy.schema import FailOn, Gate

_EXPIRED = frozenset({"policy-waiver-expired"})
_UNUSED = frozenset({"policy-waiver-unused", "policy-clarification-unused", "policy-choice-unused"})
_FIXED = frozenset({"baseline-entries-gone"})


def gated(problems: Iterable[Problem], fail_on: FailOn) -> tuple[tuple[Problem, ...], int]:
    """The problems as the policy wants them told, and how many of them count against the run."""
    gates = dict.fromkeys(_EXPIRED, fail_on.expired_waivers)
    gates |= dict.fromkeys(_UNUSED, fail_on.unused_entries) | dict.fromkeys(_FIXED, fail_on.fixed_baseline)
    found, counting = [], 0
    for problem in problems:
        gate = gates.get(problem.code, Gate.WARN)
        if gate is Gate.ERROR:
            found.append(problem._replace(severity=Severity.ERROR))
            counting += 1
        elif gate is Gate.WARN:
            found.append(problem)
    return tuple(found), counting
