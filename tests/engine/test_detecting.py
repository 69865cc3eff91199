"""Files become Detections: in order, each content once, what is known not at all, and one that fails costs no other."""

from __future__ import annotations

import pytest

from osscan.detect import detector
from osscan.engine import detecting
from osscan.engine.detecting import detect_sources
from osscan.engine.executor import Serial
from osscan.inputs.git_index import content_id
from osscan.inputs.source import Source
from osscan.model.detection import Detection
from osscan.store.detections import encode


class Memory:
    """A cache without a file."""

    def __init__(self, results=()):
        self.results = dict(results)
        self.asked = []

    def get_many(self, keys):
        self.asked += keys
        return {key: self.results[key] for key in keys if key in self.results}

    def put_many(self, results):
        self.results.update(results)


class Recorder:
    """An executor that remembers what it was given."""

    def __init__(self):
        self.chunks = []

    def map(self, function, items):
        self.chunks = list(items)
        return map(function, self.chunks)


@pytest.fixture
def seen(monkeypatch):
    """Stands in for the detector: a file's license is its text. Gives the paths that were looked at."""
    paths = []

    def detect(content, path):
        paths.append(path)
        if content.startswith(b"fault"):
            raise ZeroDivisionError
        return Detection(content.decode()[:20])

    monkeypatch.setattr(detector, "detect", detect)
    monkeypatch.setattr(detector, "path_class", lambda path: "license" if "LICENSE" in path else "")
    return paths


def held(**contents):
    return [Source(path, held=content) for path, content in contents.items()]


def licenses(sources, executor=None, cache=None, forecasts=None):
    found = detect_sources(sources, executor or Serial(), cache, forecasts or {})
    return [(file.path, file.problem.code if file.problem else file.detection.expression) for file in found]


def test_answers_keep_the_order_of_the_sources(seen):
    assert [("b", "X"), ("a", "Y"), ("c", "X")] == licenses(held(b=b"X", a=b"Y", c=b"X"))


def test_equal_contents_are_looked_at_once(seen):
    licenses(held(b=b"X", a=b"Y", c=b"X"))

    assert ["b", "a"] == seen


def test_equal_contents_are_looked_at_again_where_the_path_means_something_else(seen):
    licenses(held(b=b"X", LICENSE=b"X"))

    assert ["b", "LICENSE"] == seen


def test_what_a_run_found_the_next_one_knows(seen):
    cache = Memory()
    first = licenses(held(b=b"X", a=b"Y"), cache=cache)
    seen.clear()

    assert first == licenses(held(b=b"X", a=b"Y"), cache=cache)
    assert [] == seen


def test_the_cache_is_asked_for_each_content_once(seen):
    cache = Memory()
    licenses(held(b=b"X", a=b"Y", c=b"X"), cache=cache)

    assert 2 == len(cache.asked)


def test_a_result_that_can_not_be_understood_is_not_known(seen):
    cache = Memory({f"{content_id(b'X')}:": b"[broken"})

    assert [("b", "X")] == licenses(held(b=b"X"), cache=cache)
    assert encode(Detection("X")) == cache.results[f"{content_id(b'X')}:"]


def test_a_file_whose_content_git_knows_and_the_cache_too_is_not_opened(seen):
    cache = Memory()
    licenses(held(b=b"X"), cache=cache)
    gone = Source("b", file="/does/not/exist")

    assert [("b", "X")] == licenses([gone], cache=cache, forecasts={"b": content_id(b"X")})


def test_a_wrong_forecast_costs_a_look_and_keeps_the_true_result(seen):
    cache = Memory()

    assert [("b", "X")] == licenses(held(b=b"X"), cache=cache, forecasts={"b": content_id(b"Y")})
    assert {f"{content_id(b'X')}:"} == set(cache.results)


def test_forecasts_change_no_answer(seen):
    sources = held(b=b"X", a=b"Y", c=b"X")

    assert licenses(sources) == licenses(sources, forecasts={"b": content_id(b"X"), "c": content_id(b"Y")})


def test_a_file_that_can_not_be_read_costs_no_other(seen, tmp_path):
    sources = [*held(b=b"X"), Source("gone", file=str(tmp_path / "gone")), Source(".", file=str(tmp_path)), *held(a=b"Y")]

    assert [("b", "X"), ("gone", "input-missing"), (".", "input-unreadable"), ("a", "Y")] == licenses(sources)


def test_a_fault_of_the_detector_costs_no_other_and_is_forgotten(seen):
    cache = Memory()

    assert [("b", "reader-fault"), ("a", "Y"), ("c", "reader-fault")] == licenses(
        held(b=b"fault", a=b"Y", c=b"fault"), cache=cache
    )
    assert {f"{content_id(b'Y')}:"} == set(cache.results)


def test_a_problem_tells_the_file_that_it_is_about(seen):
    told = [file.problem.place.input for file in detect_sources(held(b=b"fault", c=b"fault"), Serial())]

    assert ["b", "c"] == told


def test_few_files_start_no_processes(seen):
    executor = Recorder()
    licenses([Source(str(number), held=b"%d" % number) for number in range(39)], executor)

    assert [] == executor.chunks


def test_what_is_known_starts_no_processes(seen):
    cache, executor = Memory(), Recorder()
    sources = [Source(str(number), held=b"%d" % number) for number in range(100)]
    licenses(sources, cache=cache)
    licenses(sources, executor, cache)

    assert [] == executor.chunks


def test_many_files_travel_in_chunks(seen):
    executor = Recorder()
    sources = [Source(str(number), held=b"%d" % number) for number in range(1026)]

    assert [(str(number), str(number)) for number in range(1026)] == licenses(sources, executor)
    assert [*[64] * 16, 2] == [len(chunk) for chunk in executor.chunks]


def test_large_files_travel_in_small_company(seen):
    executor = Recorder()
    licenses([Source(str(number), held=b"%9d" % number + bytes(900_000)) for number in range(11)], executor)

    assert [2, 2, 2, 2, 2, 1] == [len(chunk) for chunk in executor.chunks]


def test_answers_come_while_later_files_wait(seen, monkeypatch):
    monkeypatch.setattr(detecting, "_HELD_FILES", 2)
    next(detect_sources(held(a=b"1", b=b"2", c=b"3", d=b"4"), Serial()))

    assert ["a", "b"] == seen


def test_of_a_huge_file_beginning_and_end_are_looked_at(seen, monkeypatch, tmp_path):
    monkeypatch.setattr(detecting, "_MOST_BYTES", 8)
    (tmp_path / "huge").write_bytes(b"beginning and end")

    assert [("huge", "beginnnd")] == licenses([Source("huge", file=str(tmp_path / "huge"))])


def test_nothing_to_look_at_is_no_fault(seen):
    assert [] == licenses([])
