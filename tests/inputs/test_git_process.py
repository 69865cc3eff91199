"""git that hangs or is not there is a failure that can be told, never an exception."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from osscan.inputs.git_process import ran


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for a git that hangs is a shell script")
def test_a_git_that_does_not_end_is_stopped(tmp_path: Path):
    hanging = tmp_path / "git"
    hanging.write_text("#!/bin/sh\nexec sleep 60\n")
    hanging.chmod(0o700)
    done = ran(str(hanging), tmp_path, "ls-files", seconds=0.2)
    assert (done.code, done.output, done.said) == (-1, b"", "git ls-files: no end after 0.2 s")


def test_a_git_that_can_not_be_started_is_a_failure(tmp_path: Path):
    done = ran(str(tmp_path / "nothing"), tmp_path, "ls-files")
    assert done.code == -1
    assert done.said
