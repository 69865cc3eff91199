from __future__ import annotations

import multiprocessing
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from osscan.store.detections import open_cache

DAY = 20_000
NAME = "detections.sqlite3"
KNOWN = {f"git:{number:040x}-{number}:": b"result %d" % number * (number % 7) for number in range(2000)}
AS_ROOT = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="not run by root or on Windows: rights stop nobody there"
)


@pytest.fixture
def filled(tmp_path) -> Path:
    with open_cache(tmp_path, "1", today=DAY) as cache:
        cache.put_many(KNOWN)
    return tmp_path


def known(folder: Path, keys=tuple(KNOWN), version="1", day=DAY) -> dict[str, bytes]:
    with open_cache(folder, version, today=day) as cache:
        return cache.get_many(keys)


def told(cache) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in cache.problems]


def test_what_was_kept_is_known_in_the_next_run(filled) -> None:
    assert known(filled) == KNOWN


def test_what_was_not_kept_is_not_known(filled) -> None:
    assert known(filled, ["git:0:", "", "sha256:1:license-file"]) == {}


def test_a_cache_that_works_has_nothing_to_tell(filled) -> None:
    with open_cache(filled, "1", today=DAY) as cache:
        cache.get_many(list(KNOWN))
        cache.put_many({"new": b"1"})

    assert cache.problems == ()


def test_a_folder_that_is_not_there_is_made(tmp_path) -> None:
    with open_cache(tmp_path / "a" / "b", "1") as cache:
        cache.put_many({"key": b"1"})

    assert known(tmp_path / "a" / "b", ["key"]) == {"key": b"1"}


def test_a_later_result_takes_the_place_of_an_earlier_one(filled) -> None:
    with open_cache(filled, "1", today=DAY) as cache:
        cache.put_many({next(iter(KNOWN)): b"later"})

    assert known(filled, [next(iter(KNOWN))]) == {next(iter(KNOWN)): b"later"}


def test_results_of_another_detector_are_not_known(filled) -> None:
    with open_cache(filled, "2", today=DAY) as cache:
        assert cache.get_many(list(KNOWN)) == {}
        cache.put_many({"key": b"2"})

    assert (known(filled, ["key"], "1"), known(filled, ["key"], "2"), known(filled)) == ({}, {"key": b"2"}, KNOWN)


def test_a_closed_cache_knows_and_keeps_nothing(filled) -> None:
    cache = open_cache(filled, "1", today=DAY)
    cache.close()
    cache.put_many({"key": b"1"})
    cache.close()

    assert (cache.get_many(list(KNOWN)), cache.problems, known(filled, ["key"])) == ({}, (), {})


def test_opening_the_words_of_the_cache_loads_no_database() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import sys, osscan.store.detections; print({'sqlite3', 'platformdirs'} & {*sys.modules})"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout == "set()\n"


def test_the_cache_of_the_system_is_used_where_none_is_named(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name, **_: tmp_path / name)
    with open_cache(None, "1") as cache:
        cache.put_many({"key": b"1"})

    assert known(tmp_path / "osscan", ["key"], day=None) == {"key": b"1"}


def test_somebody_without_a_home_gets_no_folder_named_after_it(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name, **_: Path("~/.cache") / name)
    with open_cache(None, "1") as cache:
        cache.put_many({"key": b"1"})

    assert (told(cache), list(tmp_path.iterdir())) == ([("cache-unavailable", "note")], [])


def test_what_is_out_of_use_goes_and_what_is_in_use_stays(filled) -> None:
    used, unused = list(KNOWN)[:1000], list(KNOWN)[1000:]
    assert len(known(filled, used, day=DAY + 20)) == 1000
    with open_cache(filled, "1", today=DAY + 40) as cache:
        cache.put_many({"new": b"1"})

    assert (len(known(filled, used)), len(known(filled, unused))) == (1000, 0)


def test_results_of_a_former_detector_go_in_time(filled) -> None:
    with open_cache(filled, "2", today=DAY + 31) as cache:
        cache.put_many({"new": b"2"})

    assert rows(filled) == 1


def rows(folder: Path) -> int:
    connection = sqlite3.connect(folder / NAME)
    (count,) = connection.execute("SELECT count(*) FROM results").fetchone()
    connection.close()
    return count


def test_a_run_that_only_asks_leaves_the_file_as_it_is(filled) -> None:
    before = (filled / NAME).read_bytes()
    known(filled, day=DAY + 6)

    assert (filled / NAME).read_bytes() == before


def test_of_too_much_the_part_longest_out_of_use_goes_and_the_file_shrinks(tmp_path) -> None:
    for day in range(4):
        with open_cache(tmp_path, "1", today=DAY + day, most_bytes=200_000) as cache:
            cache.put_many({f"{day}-{number}": os.urandom(1000) for number in range(80)})

    assert sorted(known(tmp_path, [f"{day}-0" for day in range(4)])) == ["3-0"]
    assert (tmp_path / NAME).stat().st_size < 200_000


@pytest.mark.parametrize(
    "content",
    [
        b"garbage",
        b"x" * 100_000,
        b"SQLite format 3\0" + b"x" * 84,
        b"SQLite format 3\0" + os.urandom(8192),
    ],
    ids=["short", "long", "head-only", "random"],
)
def test_a_file_that_is_no_database_is_built_anew(tmp_path, content) -> None:
    (tmp_path / NAME).write_bytes(content)
    with open_cache(tmp_path, "1", today=DAY) as cache:
        assert cache.get_many(["key"]) == {}
        cache.put_many({"key": b"1"})

    assert told(cache) == [("cache-rebuilt", "note")]
    assert known(tmp_path, ["key"]) == {"key": b"1"}


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE mine (a)",
        "CREATE TABLE results (key, value)",
        f"CREATE TABLE results (key, value); PRAGMA application_id = {0x6F730001}",
        f"PRAGMA application_id = {0x6F730001}",
        "PRAGMA application_id = 7",
    ],
)
def test_a_database_with_other_tables_is_built_anew(tmp_path, script) -> None:
    connection = sqlite3.connect(tmp_path / NAME)
    connection.executescript(script)
    connection.close()
    with open_cache(tmp_path, "1", today=DAY) as cache:
        cache.put_many({"key": b"1"})

    assert told(cache) == [("cache-rebuilt", "note")]
    assert known(tmp_path, ["key"]) == {"key": b"1"}


def test_an_empty_file_is_a_new_beginning(tmp_path) -> None:
    (tmp_path / NAME).touch()
    with open_cache(tmp_path, "1", today=DAY) as cache:
        cache.put_many({"key": b"1"})

    assert (cache.problems, known(tmp_path, ["key"])) == ((), {"key": b"1"})


def test_a_shortened_file_never_gives_a_wrong_result_and_is_mended(filled) -> None:
    whole = (filled / NAME).read_bytes()
    for length in range(512, len(whole), len(whole) // 40):
        (filled / NAME).unlink()
        (filled / NAME).write_bytes(whole[:length])
        with open_cache(filled, "1", today=DAY) as cache:
            assert cache.get_many(list(KNOWN)).items() <= KNOWN.items()
            cache.put_many(KNOWN)

        assert {problem.code for problem in cache.problems} == {"cache-rebuilt"}
        assert known(filled) == KNOWN


@pytest.mark.parametrize("step", [997, 4096])
def test_flipped_bits_never_give_a_wrong_result(filled, step) -> None:
    """Also where SQLite itself can't notice: in a key, a value, or the place where another row begins."""
    whole = bytearray((filled / NAME).read_bytes())
    for at in range(step // 2, len(whole), step):
        whole[at] ^= 0x11
    (filled / NAME).write_bytes(whole)
    with open_cache(filled, "1", today=DAY) as cache:
        found = cache.get_many(list(KNOWN))
        cache.put_many(KNOWN)

    assert found.items() <= KNOWN.items()
    assert found != KNOWN


def test_a_result_whose_bits_flipped_is_found_anew(filled) -> None:
    whole = (filled / NAME).read_bytes()
    assert whole.count(b"result 1003result 1003") == 1
    (filled / NAME).write_bytes(whole.replace(b"result 1003result 1003", b"result 1003RESULT 1003"))
    missing = KNOWN.keys() - known(filled).keys()
    with open_cache(filled, "1", today=DAY) as cache:
        cache.put_many({key: KNOWN[key] for key in missing})

    assert sorted(missing) == [f"git:{1003:040x}-1003:"]
    assert known(filled) == KNOWN


def test_a_folder_in_place_of_the_file_turns_the_cache_off(tmp_path) -> None:
    (tmp_path / NAME / "mine").mkdir(parents=True)
    with open_cache(tmp_path, "1", today=DAY) as cache:
        cache.put_many({"key": b"1"})
        assert cache.get_many(["key"]) == {}

    assert told(cache) == [("cache-unavailable", "note")]
    assert (tmp_path / NAME / "mine").is_dir()


def test_a_file_in_place_of_the_folder_turns_the_cache_off(tmp_path) -> None:
    (tmp_path / "file").write_text("mine")
    with open_cache(tmp_path / "file" / "below", "1", today=DAY) as cache:
        cache.put_many({"key": b"1"})
        assert cache.get_many(["key"]) == {}

    assert told(cache) == [("cache-unavailable", "note")]
    assert cache.problems[0].place.input == str(tmp_path / "file" / "below" / NAME)


@AS_ROOT
def test_a_home_that_can_not_be_written_turns_the_cache_off(tmp_path) -> None:
    tmp_path.chmod(0o500)
    with open_cache(tmp_path / "below", "1", today=DAY) as cache:
        cache.put_many({"key": b"1"})
    tmp_path.chmod(0o700)

    assert told(cache) == [("cache-unavailable", "note")]


@AS_ROOT
def test_a_file_that_can_not_be_read_turns_the_cache_off(filled) -> None:
    (filled / NAME).chmod(0)
    with open_cache(filled, "1", today=DAY) as cache:
        assert cache.get_many(list(KNOWN)) == {}

    assert told(cache) == [("cache-unavailable", "note")]


@AS_ROOT
def test_a_file_that_can_only_be_read_is_read(filled) -> None:
    (filled / NAME).chmod(0o400)
    with open_cache(filled, "1", today=DAY + 10) as cache:
        assert cache.get_many(list(KNOWN)) == KNOWN

    assert cache.problems == ()


def test_a_lock_that_stays_turns_the_cache_off(filled, monkeypatch) -> None:
    monkeypatch.setattr("osscan.store.database._PATIENCE", 0.05)
    other = sqlite3.connect(filled / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_cache(filled, "1", today=DAY) as cache:
        assert cache.get_many(list(KNOWN)) == KNOWN
        cache.put_many({"key": b"1"})
        assert cache.get_many(list(KNOWN)) == {}
    other.close()

    assert told(cache) == [("cache-unavailable", "note")]
    assert known(filled) == KNOWN


def test_a_write_that_fails_half_way_keeps_nothing(filled) -> None:
    class Broken(dict):
        def items(self):
            yield "key", b"1"
            raise InterruptedError

    with pytest.raises(InterruptedError), open_cache(filled, "1", today=DAY) as cache:
        cache.put_many(Broken(key=b"1"))

    assert known(filled, ["key"]) == {}


@pytest.mark.parametrize("before", [None, b"garbage"], ids=["new", "damaged"])
def test_processes_that_begin_at_once_neither_fail_nor_disturb_each_other(tmp_path, before) -> None:
    if before:
        (tmp_path / NAME).write_bytes(before)
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(3)
    answers = spawn.Queue()
    others = [spawn.Process(target=write_and_read, args=(tmp_path, number, start, answers)) for number in range(3)]
    for other in others:
        other.start()
    found = [answers.get(timeout=60) for _ in others]
    for other in others:
        other.join()

    assert [other.exitcode for other in others] == [0, 0, 0]
    assert [(problems, wrong) for problems, wrong in found if problems - {"cache-rebuilt"} or wrong] == []
    assert known(tmp_path).items() <= KNOWN.items()
    if before is None:
        assert known(tmp_path) == KNOWN


def write_and_read(folder: Path, number: int, start, answers) -> None:
    """The same keys in three orders, in small portions, from three processes."""
    keys = list(KNOWN)[:: 1 if number else -1]
    start.wait(timeout=60)
    wrong: set[tuple[str, bytes]] = set()
    with open_cache(folder, "1", today=DAY + 10 * number) as cache:
        for at in range(0, len(keys), 100):
            wrong |= cache.get_many(keys).items() - KNOWN.items()
            cache.put_many({key: KNOWN[key] for key in keys[at : at + 100]})
    answers.put(({problem.code if problem.code == "cache-rebuilt" else problem for problem in cache.problems}, wrong))
