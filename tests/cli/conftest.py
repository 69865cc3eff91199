"""Runs osscan as a user does: a process of its own, with its exit code, stdout and stderr."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.fixture
def osscan(tmp_path, tmp_path_factory):
    """Calls osscan in `tmp_path`; every call is checked for tracebacks and for ANSI codes. Nobody's own cache is touched."""
    caches = str(tmp_path_factory.mktemp("caches"))

    def call(*arguments, stdin=b"", language="en", **environment):
        given = {
            **os.environ,
            "LC_ALL": f"{language}_DE.UTF-8",
            "SOURCE_DATE_EPOCH": "1795305600",
            "XDG_CACHE_HOME": caches,
            **environment,
        }
        done = subprocess.run(
            [sys.executable, "-m", "osscan", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env=given,
            check=False,
        )
        done.out, done.err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in done.err, done.err
        assert "\x1b" not in done.out + done.err
        return done

    return call
