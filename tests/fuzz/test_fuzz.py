"""Runs the fuzzer where atheris is installed and OSSCAN_FUZZ names how many seconds it may take."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = os.environ.get("OSSCAN_FUZZ", "")


def test_no_reader_raises_or_hangs():
    pytest.importorskip("atheris", reason="atheris is not installed")
    if not SECONDS.isdigit():
        pytest.skip("opt-in: set OSSCAN_FUZZ to a number of seconds")
    command = [sys.executable, str(Path(__file__).with_name("fuzz_readers.py")), f"-max_total_time={SECONDS}"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)

    assert done.returncode == 0, done.stderr[-4000:]
