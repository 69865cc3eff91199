"""What must not get out: what was not searched to its end is no pass until somebody answers for it."""

from __future__ import annotations

import subprocess
from datetime import date

import pytest
from tests.publish.projects import CARDS, git, look, project

from osscan.engine.publish_judge import checked
from osscan.leaks.report import LeakReport
from osscan.model.place import Place
from osscan.model.problem import error, warning
from osscan.model.publication import Decision, Waiving
from osscan.model.report import CheckStatus

DAY = date(2026, 11, 22)
CUT = warning("leak-text-cut", Place("dump.txt"), size=20_000_000, limit=16_777_216)
LARGE = warning("leak-content-too-large", Place("old/dump.sql"), size=90_000_000, limit=67_108_864)
SHALLOW = error("leak-history-shallow", Place("shop"))
LOST = error("input-unreadable", Place("a"), reason="no")
FILES = {"dump.txt": "x"}


def seen(check, *problems, only=None):
    """What a report tells of a check after a look at the leaks that met these problems."""
    waivers = () if only is None else (Waiving(check, only, "office", "seen", "2027-01-31", Place("publish.yml")),)
    one = project(FILES, leaks=LeakReport("shop", problems=problems), git=git(), settings={"waivers": waivers})
    (found,) = checked([CARDS[check]], one, DAY)
    return found.status, [spot.code for spot in found.spots]


@pytest.mark.parametrize(
    ("check", "problem", "status", "spots"),
    [
        ("PUB-LEAK-01", CUT, CheckStatus.UNKNOWN, ["leak-text-cut"]),
        ("PUB-LEAK-03", CUT, CheckStatus.UNKNOWN, ["leak-text-cut"]),
        ("PUB-LEAK-02", CUT, CheckStatus.UNKNOWN, ["leak-text-cut"]),
        ("PUB-LEAK-01", CUT._replace(place=Place("old/dump.txt")), CheckStatus.PASSED, []),
        ("PUB-LEAK-02", LARGE, CheckStatus.UNKNOWN, ["leak-content-too-large"]),
        ("PUB-LEAK-01", LARGE, CheckStatus.PASSED, []),
        ("PUB-LEAK-09", CUT, CheckStatus.PASSED, []),
        ("PUB-LEAK-02", SHALLOW, CheckStatus.UNKNOWN, []),
        ("PUB-LEAK-06", SHALLOW, CheckStatus.UNKNOWN, []),
        ("PUB-LEAK-01", SHALLOW, CheckStatus.PASSED, []),
        ("PUB-LEAK-01", LOST, CheckStatus.UNKNOWN, []),
        ("PUB-LEAK-02", LOST, CheckStatus.PASSED, []),
    ],
)
def test_what_was_not_searched_leaves_the_check_open(check, problem, status, spots) -> None:
    assert seen(check, problem) == (status, spots)


def test_who_has_seen_a_large_file_can_answer_for_it() -> None:
    assert seen("PUB-LEAK-01", CUT, only="dump.txt") == (CheckStatus.PASSED, [])
    assert seen("PUB-LEAK-01", CUT, only="other.txt") == (CheckStatus.UNKNOWN, ["leak-text-cut"])


def test_nobody_can_answer_for_a_history_that_is_not_there() -> None:
    assert seen("PUB-LEAK-02", SHALLOW, LARGE, only="*") == (CheckStatus.UNKNOWN, [])


def test_a_role_that_says_no_keeps_the_names_from_being_seen() -> None:
    told = tuple(Decision("PUB-LEAK-06", answer, role, "2026-11-20") for answer, role in (("yes", "a"), ("no", "b")))
    people = (type("Identity", (), {"kind": "private", "shown": "x", "authored": 1, "committed": 0})(),)
    parts = {"leaks": LeakReport("shop", identities=people), "git": git()}

    assert look("PUB-LEAK-06", decisions=told[:1], **parts).status is CheckStatus.PASSED
    assert look("PUB-LEAK-06", decisions=told, **parts).status is CheckStatus.FAILED


def test_a_shallow_clone_is_never_ready(osscan, repository, tmp_path) -> None:
    repository.commit({"a.txt": "1\n"})
    repository.commit({"a.txt": "2\n"})
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{repository.folder}", str(tmp_path / "copy")], check=True)
    shallow, whole = (osscan("check", folder, "--verbose").out for folder in ("copy", "shop"))

    assert ["[PUB-LEAK-02]" in page for page in (shallow, whole)] == [True, False]
