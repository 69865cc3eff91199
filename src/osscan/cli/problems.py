"""Problems are told on stderr while a run goes on: each kind twenty times, then counted."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.cli.console import problem_text, say
from osscan.inputs.faults import MOST
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity, facts_of
from osscan.texts.catalogue import Words


class ToldProblems:
    """Tells warnings and errors as they come and keeps them all."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._counts: dict[tuple[str, Severity], int] = {}
        self.all: list[Problem] = []

    def tell(self, problems: Iterable[Problem], *, with_notes: bool = False) -> None:
        """Says them on stderr; notes are mostly only kept."""
        for problem in problems:
            self.all.append(problem)
            if problem.severity is Severity.NOTE and not with_notes:
                continue
            kind = problem.code, problem.severity
            self._counts[kind] = self._counts.get(kind, 0) + 1
            if self._counts[kind] <= MOST:
                say(problem_text(problem, self._words))

    def count_rest(self) -> None:
        """Says how many more of each kind there were."""
        for (code, severity), count in self._counts.items():
            if count > MOST:
                rest = Problem("more-of-the-same", severity, Place(""), facts_of(code=code, count=count - MOST))
                say(problem_text(rest, self._words))

    @property
    def lost(self) -> bool:
        """Whether something was not read."""
        return any(problem.severity is Severity.ERROR for problem in self.all)
