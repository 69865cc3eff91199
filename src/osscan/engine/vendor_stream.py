"""The stream of a delivery meets its observers: each file is looked at while it passes; of most only small facts are kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from osscan.engine.executor import Executor
from osscan.engine.gather import Read
from osscan.engine.vendor_ground import SYSTEMS, Lying, lying
from osscan.engine.vendor_held import Held
from osscan.engine.vendor_jars import Jars
from osscan.engine.vendor_papers import Papers
from osscan.engine.vendor_words import Words
from osscan.inputs.archives.member import Member
from osscan.inputs.source import Source
from osscan.leaks.leak import Leak
from osscan.leaks.leak import Settings as LeakSettings
from osscan.model.delivery import DeliveredFile
from osscan.model.place import Place
from osscan.model.problem import Problem, error, warning

if TYPE_CHECKING:
    from osscan.engine.detecting import Cache


class Observer(Protocol):
    """Whoever looks at files as they pass and keeps small facts; the content is gone when `take` returns."""

    def take(self, member: Member, where: Lying) -> None:
        """One file."""
        ...


class Passed(NamedTuple):
    """What is left of a delivery when all of it has passed by."""

    files: tuple[DeliveredFile, ...]
    sources: dict[str, Source]
    """Files that readers or words speak for, by path; those that readers wanted still hold their bytes."""
    jobs: dict[str, tuple[tuple[str, ...], Source]]
    """Files for which other readers were chosen than their paths name."""
    known: dict[str, tuple[Read, ...]]
    """What was read while it passed."""
    forecasts: dict[str, str]
    """Which content passed, by path, so that what was detected in it can be found again."""
    leaks: tuple[Leak, ...]
    looked_at: int
    """Files that were searched for leaks."""
    problems: tuple[Problem, ...]
    worded: bool = False
    """Whether words were looked at for licenses."""


class Stream:
    """Takes in member by member. The cache outlives it, as what was detected is asked for once more when all is put together."""

    def __init__(self, executor: Executor, cache: Cache, leaks: LeakSettings, observers: Iterable[Observer] = ()) -> None:
        self._files: list[DeliveredFile] = []
        self._held = Held()
        self._jars = Jars(cache)
        self._words = Words(executor, cache, leaks)
        self.papers = Papers()
        self._observers = (self.papers, *observers)
        self._problems: list[Problem] = []

    def take(self, member: Member) -> None:
        """One file, in the order in which it lies there."""
        self._files.append(DeliveredFile(member.path, member.size, member.sha256, member.sha512, member.sha1, member.layer))
        where = lying(member.path, member.layer)
        self._jars.take(member, where)
        self._look(member, where)
        for observer in self._observers:
            observer.take(member, where)

    def passed(self) -> Passed:
        """All that was kept, when nothing more comes."""
        self._words.finish()
        held, words = self._held, self._words
        jars = self._jars.read()
        return Passed(
            tuple(self._files),
            {**words.sources, **held.sources, **jars.sources},
            held.jobs,
            {**words.known, **held.known, **jars.known},
            words.forecasts,
            tuple(sorted(words.leaks, key=Leak.sort_key)),
            words.count,
            tuple(dict.fromkeys((*self._problems, *words.problems))),
            bool(words.silent or words.sources),
        )

    def _look(self, member: Member, where: Lying) -> None:
        names = self._held.readers_of(member, where)
        if member.archive:
            if names:
                self._held.take(member, where, names)
            return
        if member.content is None:
            self._tell_unseen(member, is_wanted=bool(names) and where.ground not in SYSTEMS)
            return
        is_worded = self._held.take(member, where, names) if names else False
        self._words.take(member, where, read=is_worded)

    def _tell_unseen(self, member: Member, *, is_wanted: bool) -> None:
        place = Place(member.path)
        code = "delivery-file-too-large"
        self._problems.append(error(code, place, size=member.size) if is_wanted else warning(code, place, size=member.size))
