"""init and fix as users call them: nothing is written without a yes, and the exit code says whether something would be."""

from __future__ import annotations

import os
import pty
import shutil
import sys

import pytest
from tests.fixes.projects import PROJECTS, made

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git not found")


@pytest.fixture(autouse=True)
def project(tmp_path):
    return made(tmp_path, PROJECTS["bare"])


def test_without_yes_the_difference_is_shown_and_nothing_written(osscan, project) -> None:
    done = osscan("publish", "init", "security")

    assert done.returncode == 1
    assert done.out.startswith("--- /dev/null\n+++ b/SECURITY.md\n@@ ")
    assert "Nothing written. Files that would change: 1." in done.err
    assert "contact-mail (SECURITY.md): " in done.err
    assert not (project / "SECURITY.md").exists()


def test_with_yes_it_is_written_and_the_second_run_has_nothing_to_do(osscan, project) -> None:
    first, second = (
        osscan("publish", "init", "security", "--yes", "--answer", "contact-mail=os@stadt.example") for _ in range(2)
    )

    assert (first.returncode, second.returncode, second.out) == (0, 0, "")
    assert "os@stadt.example" in (project / "SECURITY.md").read_text()
    assert "There is nothing to write." in second.err


def test_dry_run_wins_over_yes(osscan, project) -> None:
    assert osscan("publish", "fix", "gitignore", "--yes", "--dry-run").returncode == 1
    assert not (project / ".gitignore").exists()


def test_folder_may_be_named_behind_the_things(osscan, project) -> None:
    (project / "sub").mkdir()

    assert osscan("publish", "init", "gitignore", "sub", "--yes").returncode == 0
    assert (project / "sub/.gitignore").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ("licence",),
        ("sub", "license"),
        ("--answer", "colour=red"),
        ("--answer", "url"),
        ("--license", "EUPL 1.2 or so"),
        ("a", "b"),
    ],
)
def test_wrong_call_is_told_and_nothing_written(osscan, arguments) -> None:
    done = osscan("publish", "init", "--yes", *arguments)

    assert (done.returncode, done.out) == (2, "")


def test_german_project_gets_german_words_first(osscan) -> None:
    done = osscan("publish", "init", "coc", "--lang", "de")

    assert "+# Verhaltenskodex\n" in done.out
    assert done.out.index("Verhaltenskodex") < done.out.index("Code of conduct")
    assert "Offene Fragen" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")
@pytest.mark.parametrize(("answer", "code", "there"), [(b"y\n", 0, True), (b"n\n", 1, False), (b"\n", 1, False)])
def test_at_a_terminal_it_asks(project, answer, code, there) -> None:
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(project)
        os.environ.update(LC_ALL="en_DE.UTF-8", TERM="xterm")
        os.execv(sys.executable, [sys.executable, "-m", "osscan", "publish", "init", "gitignore"])  # noqa: S606 - our own program
    os.write(terminal, answer)
    said = b"".join(_heard(terminal))
    _, status = os.waitpid(child, 0)

    assert (os.waitstatus_to_exitcode(status), (project / ".gitignore").exists()) == (code, there)
    assert b"\x1b[32m+.env\x1b[0m" in said
    assert b"Write 1 files?" in said


def _heard(terminal):
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            return
        if not part:
            return
        yield part
