"""Facts of a real checkout: standing, tags, commits by key, large contents that were deleted."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from osscan.inputs import git_facts
from osscan.inputs.git_facts import git_facts as facts_of

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *command: str) -> None:
    environment = {
        **os.environ,
        **{
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "a"), ("EMAIL", "a@example.org"))
        },
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    subprocess.run(["git", "-C", str(folder), *command], check=True, capture_output=True, env=environment)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "a.txt").write_text("a")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    return tmp_path


def test_a_checkout_tells_where_it_stands(checkout: Path):
    git(checkout, "tag", "-a", "v1.0", "-m", "one")
    git(checkout, "remote", "add", "origin", "https://name:secret@git.example/x.git")
    (checkout / "b.txt").write_text("b")
    found = facts_of(checkout, "2020-01-01").facts
    assert found is not None
    assert (found.branch, found.dirty, found.remotes, found.commits) == ("main", ("b.txt",), ("https://git.example/x.git",), 1)
    assert [(tag.name, tag.commit, tag.signed) for tag in found.tags] == [("v1.0", found.head, False)]


def test_commits_tell_authors_apart_without_naming_them(checkout: Path):
    (checkout / "a.txt").write_text("b")
    git(checkout, "commit", "-q", "-a", "-m", "second\n\nSigned-off-by: a <a@example.org>")
    found = facts_of(checkout, "2020-01-01").facts
    assert found is not None
    assert [commit.signed_off for commit in found.recent] == [True, False]
    assert len({commit.author for commit in found.recent}) == 1
    assert "example.org" not in repr(found)


def test_a_large_file_that_was_deleted_is_still_there(checkout: Path, monkeypatch):
    monkeypatch.setattr(git_facts, "LARGE", 1000)
    (checkout / "big.bin").write_bytes(b"x" * 2000)
    git(checkout, "add", ".")
    git(checkout, "commit", "-q", "-m", "big")
    git(checkout, "rm", "-q", "big.bin")
    git(checkout, "commit", "-q", "-m", "gone")
    found = facts_of(checkout, "2020-01-01").facts
    assert found is not None
    assert [(large.path, large.size) for large in found.large] == [("big.bin", 2000)]


def test_no_checkout_no_commit_and_no_git_are_told(tmp_path: Path, monkeypatch):
    assert facts_of(tmp_path, "2020-01-01").reason == "no-checkout"
    git(tmp_path, "init", "-q")
    assert facts_of(tmp_path, "2020-01-01").reason == "no-commit"
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert facts_of(tmp_path, "2020-01-01").reason == "no-git"
