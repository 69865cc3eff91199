"""Addresses come without passwords, the first is where the checkout comes from, and tags have their day."""

from __future__ import annotations

import shutil

import pytest
from tests.fixes.projects import git, made

from osscan.inputs.git_marks import GitMarks, git_marks

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git not found")


def test_origin_comes_first_and_nobodys_password_is_told(tmp_path) -> None:
    made(tmp_path, {"a": "1\n"})
    git(tmp_path, "remote", "add", "backup", "ssh://git@host.example/b.git")
    git(tmp_path, "remote", "add", "origin", "https://user:word@host.example/a@b.git")
    git(tmp_path, "tag", "v1.0.0")
    found = git_marks(tmp_path)

    assert found.remotes == ("https://host.example/a@b.git", "ssh://host.example/b.git")
    assert [name for name, _ in found.tags] == ["v1.0.0"]
    assert len(found.tags[0][1]) == len("2026-11-22")


def test_outside_of_a_checkout_there_are_none(tmp_path) -> None:
    assert git_marks(tmp_path) == GitMarks()
