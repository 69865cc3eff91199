"""The story of `osscan license detect`: files become Detections; what is known is not looked at again, nor twice in a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol

from osscan.engine.executor import Executor
from osscan.errors import UnreadableError
from osscan.inputs.ends import ends_of
from osscan.inputs.git_index import content_id
from osscan.inputs.source import Source
from osscan.model.detection import Detection
from osscan.model.problem import Problem, error
from osscan.model.tree_licenses import DetectedFile
from osscan.store.detections import decode, encode

_ASKED = 4096
"""Contents that are looked up in one question."""
_HELD_FILES, _HELD_BYTES = 4096, 16 * 1024 * 1024
"""What is in memory at once."""
_CHUNK_FILES, _CHUNK_BYTES = 64, 2 * 1024 * 1024
"""What one call of a worker looks at."""
_FEW_FILES, _FEW_BYTES = 1000, 8 * 1024 * 1024
"""Less does not pay for starting processes, each of which has to open the index."""
_MOST_BYTES = 8 * 1024 * 1024
"""Of a larger file only beginning and end come into memory; the detector's own limit is lower."""
_LONGEST_PASSAGE = 50_000
"""Characters; a file without line ends is one line."""
_NO_IDS: Mapping[str, str] = MappingProxyType({})

Encoded = bytes
"""A Detection as the cache keeps it and as it travels between processes."""


class Cache(Protocol):
    """Where results outlive a run. A key names a content and what the path adds to it."""

    def get_many(self, keys: Sequence[str]) -> Mapping[str, Encoded]: ...

    def put_many(self, results: Mapping[str, Encoded]) -> None: ...


class Memory:
    """Stands in for the cache within one run."""

    def __init__(self) -> None:
        self._results: dict[str, Encoded] = {}

    def get_many(self, keys: Sequence[str]) -> Mapping[str, Encoded]:
        return {key: self._results[key] for key in keys if key in self._results}

    def put_many(self, results: Mapping[str, Encoded]) -> None:
        self._results.update(results)


def passages_of(source: Source, detection: Detection) -> tuple[str, ...]:
    """The matched texts, one for each match; none of a file that can't be read any more."""
    from osscan.detect.detector import MOST_BYTES  # noqa: PLC0415 - only asked for now and then
    from osscan.detect.reading import readable  # noqa: PLC0415 - as above

    try:
        text = readable(ends_of(source, _MOST_BYTES), source.path, MOST_BYTES).text
    except UnreadableError:
        return ()
    lines = text.split("\n")
    return tuple("\n".join(lines[match.start_line - 1 : match.end_line])[:_LONGEST_PASSAGE] for match in detection.matches)


class _Job(NamedTuple):
    """A file and the key of its result; it holds its bytes unless the result is known."""

    source: Source
    key: str
    problem: Problem | None = None


def detect_sources(
    sources: Sequence[Source], executor: Executor, cache: Cache | None = None, forecasts: Mapping[str, str] = _NO_IDS
) -> Iterator[DetectedFile]:
    """What each Source says, in their order, as soon as it is known; an unreadable one costs no other.

    `forecasts` says by path which content git expects there (`inputs.git_index.blob_ids`): where the result for that
    content is known, the file is not opened.
    """
    from osscan.detect.detector import version  # noqa: PLC0415 - the stories of other commands detect nothing

    version()  # a missing index ends the run here, and not file by file in the workers
    known = _Known(cache)
    pooled = False
    for batch in _batches(_jobs(sources, forecasts, known)):
        known.ask([job.key for job in batch if job.problem is None])
        missing = known.missing(batch)
        pooled = pooled or not _is_few(missing)
        known.add(_looked_at(missing, executor if pooled else None))
        for job in batch:
            yield known.answer(job)


class _Known:
    """What was found out in this run or before; a result of the cache that can't be understood is not known."""

    def __init__(self, cache: Cache | None) -> None:
        self.results: dict[str, Detection] = {}
        self._problems: dict[str, Problem] = {}
        self._cache = cache
        self._asked: set[str] = set()
        self._nothing = encode(Detection())

    def ask(self, keys: Iterable[str]) -> None:
        """Takes over what the cache knows about these keys; asks for each once."""
        if self._cache is None:
            return
        new = [key for key in dict.fromkeys(keys) if key not in self.results and key not in self._asked]
        if new:
            self._asked.update(new)
            self._take(self._cache.get_many(new))

    def missing(self, jobs: list[_Job]) -> list[_Job]:
        """The first job for each content that is not known."""
        found: dict[str, _Job] = {}
        for job in jobs:
            if job.problem is None and job.key not in self.results:
                found.setdefault(job.key, job)
        return list(found.values())

    def add(self, found: Iterable[tuple[str, Encoded | Problem]]) -> None:
        """Takes in what was looked at; problems are not for the cache, as they may be gone by tomorrow."""
        fresh: dict[str, Encoded] = {}
        for key, result in found:
            if isinstance(result, Problem):
                self._problems[key] = result
            else:
                fresh[key] = result
        self._take(fresh)
        if self._cache is not None and fresh:
            self._cache.put_many(fresh)

    def answer(self, job: _Job) -> DetectedFile:
        """What is known about a file."""
        path = job.source.path
        if job.problem is not None:
            return DetectedFile(path, problem=job.problem)
        found = self.results.get(job.key)
        if found is not None:
            return DetectedFile(path, found)
        return DetectedFile(path, problem=self._problems[job.key]._replace(place=job.source.place()))

    def _take(self, results: Mapping[str, Encoded]) -> None:
        nothing, silent = Detection(), self._nothing
        for key, result in results.items():
            found = nothing if result == silent else decode(result)
            if found is not None:
                self.results[key] = found


def _jobs(sources: Sequence[Source], forecasts: Mapping[str, str], known: _Known) -> Iterator[_Job]:
    """Every file is opened but those whose forecast is known."""
    from osscan.detect.detector import path_class  # noqa: PLC0415 - the stories of other commands detect nothing

    for start in range(0, len(sources), _ASKED):
        some = sources[start : start + _ASKED]
        classes = [path_class(source.path) for source in some]
        ids = [forecasts.get(source.path, "") for source in some]
        known.ask(_key(forecast, kind) for forecast, kind in zip(ids, classes, strict=True) if forecast)
        for source, kind, forecast in zip(some, classes, ids, strict=True):
            if forecast and _key(forecast, kind) in known.results:
                yield _Job(source, _key(forecast, kind))
                continue
            try:
                content = ends_of(source, _MOST_BYTES)
            except UnreadableError as fault:
                yield _Job(source, "", fault.problem)
                continue
            yield _Job(source._replace(held=content), _key(content_id(content, forecast), kind))


def _key(content: str, kind: str) -> str:
    """The same words weigh more in a file that is called LICENSE than in a program."""
    return f"{content}:{kind}"


def _batches(jobs: Iterable[_Job]) -> Iterator[list[_Job]]:
    return _packed(jobs, _HELD_FILES, _HELD_BYTES)


def _packed(jobs: Iterable[_Job], most_files: int, most_bytes: int) -> Iterator[list[_Job]]:
    """The jobs in their order, in lists that keep to both bounds, or hold just one job."""
    pack: list[_Job] = []
    size = 0
    for job in jobs:
        more = len(job.source.held or b"")
        if pack and (len(pack) >= most_files or size + more > most_bytes):
            yield pack
            pack, size = [], 0
        pack.append(job)
        size += more
    if pack:
        yield pack


def _is_few(jobs: list[_Job]) -> bool:
    return len(jobs) < _FEW_FILES and sum(len(job.source.held or b"") for job in jobs) < _FEW_BYTES


def _looked_at(jobs: list[_Job], executor: Executor | None) -> Iterator[tuple[str, Encoded | Problem]]:
    """The keys with what came out, in order; without an executor the work is done here."""
    chunks = [[job.source for job in pack] for pack in _packed(jobs, _CHUNK_FILES, _CHUNK_BYTES)]
    parts = executor.map(_detect_chunk, chunks) if executor is not None else map(_detect_chunk, chunks)
    results = (result for part in parts for result in part)
    return zip((job.key for job in jobs), results, strict=True)


def _detect_chunk(sources: list[Source]) -> list[Encoded | Problem]:
    return [_detect_one(source) for source in sources]


def _detect_one(source: Source) -> Encoded | Problem:
    from osscan.detect.detector import detect  # noqa: PLC0415 - a run in which all is known needs no detector

    try:
        return encode(detect(source.held or b"", source.path))
    except Exception as fault:  # noqa: BLE001 - one fault of osscan in one file must not cost the other files
        return error("reader-fault", source.place(), reader="license detect", kind=type(fault).__name__, reason=fault)
