"""osscan as a user runs it, and repositories out of nothing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PEOPLE = {
    "GIT_AUTHOR_NAME": "Office",
    "GIT_AUTHOR_EMAIL": "office@city.example",
    "GIT_COMMITTER_NAME": "Office",
    "GIT_COMMITTER_EMAIL": "office@city.example",
    "GIT_AUTHOR_DATE": "2026-11-20T10:00:00+00:00",
    "GIT_COMMITTER_DATE": "2026-11-20T10:00:00+00:00",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


class Repository:
    """A repository in a folder; `more` is what the environment says besides."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        self.git("init", "-q", "-b", "main")

    def git(self, *words, **more):
        done = subprocess.run(
            ["git", "-C", str(self.folder), *words], env={**os.environ, **PEOPLE, **more}, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def write(self, files):
        for path, text in files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, files, message="Change", **more):
        self.write(files)
        self.git("add", "-f", *files, **more)
        self.git("commit", "-q", "-m", message, **more)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path):
    """An empty repository `shop`."""
    return Repository(tmp_path / "shop")


@pytest.fixture
def osscan(tmp_path, tmp_path_factory):
    """Calls osscan beside the repository; temporary files go to a folder that the test can look into."""
    caches, rooms = tmp_path_factory.mktemp("caches"), tmp_path_factory.mktemp("rooms")

    def call(*arguments, language="en", **more):
        given = {
            **os.environ,
            "LC_ALL": f"{language}_DE.UTF-8",
            "SOURCE_DATE_EPOCH": "1795305600",
            "XDG_CACHE_HOME": str(caches),
            "TMPDIR": str(rooms),
            **more,
        }
        command = [sys.executable, "-m", "osscan", "publish", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, cwd=tmp_path, env=given, check=False)
        done.out, done.err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in done.err, done.err
        return done

    call.rooms = rooms
    call.caches = caches
    return call
