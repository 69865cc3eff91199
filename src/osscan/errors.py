"""The few faults that stop a run before anything was judged; everything else is a Problem in the Report."""

from __future__ import annotations

from osscan.model.problem import Problem


class OsscanError(Exception):
    """A run that can't be done; carries the Problems that say what, where, why and what next."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


class PolicyInvalidError(OsscanError):
    """The policy can't be used: nothing was judged."""


class InputMissingError(OsscanError):
    """A target that was named does not exist or can't be opened."""


class IndexMissingError(OsscanError):
    """The index of license texts, which a build makes, is not there or not whole: no file can be searched."""


class WrongCallError(OsscanError):
    """The command was called with words that don't fit together."""


class DocumentError(OsscanError):
    """A document can't be written in the format that was asked for: a library is missing, or the logo can't be drawn."""


class StoredReportError(OsscanError):
    """A stored report can't be read: it is none, was changed by hand, or is of a version that is not known."""


class UnreadableError(Exception):
    """One input can't be read; raised by decoders, caught around the reading of a single Source."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem
