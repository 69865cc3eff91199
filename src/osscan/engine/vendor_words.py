"""Words: what the texts of a delivery say while they pass: license tags and texts, and what must not get out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osscan.engine.detecting import detect_sources
from osscan.engine.executor import Executor
from osscan.engine.gather import Read, read_chunk
from osscan.engine.vendor_ground import SYSTEMS, Lying
from osscan.engine.vendor_held import NOWHERE
from osscan.inputs.archives.member import Member
from osscan.inputs.ends import ends_of
from osscan.inputs.git_index import content_id
from osscan.inputs.source import Source
from osscan.leaks.leak import Leak
from osscan.leaks.leak import Settings as LeakSettings
from osscan.leaks.tree import scan_tree
from osscan.model.component import PathRole
from osscan.model.detection import Detection
from osscan.model.problem import Problem
from osscan.readers import table

if TYPE_CHECKING:
    from osscan.engine.detecting import Cache

_FILES, _BYTES = 2048, 24 * 1024 * 1024
"""What is in memory at once."""
_CHUNK = 64
_MOST_BYTES = 8 * 1024 * 1024
"""As in `engine.detecting`: of a larger file only beginning and end are looked at for licenses."""
_NO_WORDS = (".class",)
_SILENT = (Detection(), Detection(seen="nothing"))


class Words:
    """Takes in file by file and looks at them in batches."""

    def __init__(self, executor: Executor, cache: Cache, leaks: LeakSettings) -> None:
        self.sources: dict[str, Source] = {}
        self.known: dict[str, tuple[Read, ...]] = {}
        self.forecasts: dict[str, str] = {}
        self.leaks: list[Leak] = []
        self.problems: list[Problem] = []
        self.count = 0
        self.silent = 0
        """Files whose words say nothing of a license: nothing is kept of them but their number. Folders of others are told by their files."""
        self._executor = executor
        self._cache = cache
        self._settings = leaks
        self._waiting: list[tuple[Source, bool]] = []
        self._bytes = 0

    def take(self, member: Member, where: Lying, *, read: bool) -> None:
        """One file; with `read` its words are looked at for licenses too."""
        if where.ground in SYSTEMS or member.content is None or member.path.endswith(_NO_WORDS):
            return
        source = Source(member.path, f"{NOWHERE}/{member.path}", member.content, NOWHERE, where.role)
        self._waiting.append((source, read))
        self._bytes += member.size
        if len(self._waiting) >= _FILES or self._bytes >= _BYTES:
            self.finish()

    def finish(self) -> None:
        """Looks at all that is waiting."""
        waiting, self._waiting, self._bytes = self._waiting, [], 0
        self.count += len(waiting)
        self.leaks += scan_tree((source for source, _ in waiting), self._settings, self.problems, self._executor)
        worded = [source for source, read in waiting if read]
        names = (table.TAGS.name,)
        chunks = [[(names, source) for source in worded[at : at + _CHUNK]] for at in range(0, len(worded), _CHUNK)]
        told: dict[str, list[Read]] = {}
        for part in self._executor.map(read_chunk, chunks):
            for role, inventory in part:
                if inventory.components or inventory.problems:
                    told.setdefault(inventory.path, []).append((role, inventory))
        for source, found in zip(worded, detect_sources(worded, self._executor, self._cache), strict=True):
            is_plain = source.role is not PathRole.VENDORED and source.path not in told
            if is_plain and found.problem is None and found.detection in _SILENT:
                self.silent += 1
                continue
            self.known[source.path] = tuple(told.get(source.path, ()))
            self.forecasts[source.path] = content_id(ends_of(source, _MOST_BYTES))
            self.sources[source.path] = source._replace(held=None)
