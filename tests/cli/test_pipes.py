"""Inputs that pass only once: pipes as a shell hands them over, and devices without an end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "webshop.cdx.json"

pytestmark = pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="this system has no /dev/fd")


def run(*arguments, content=b""):
    """Calls osscan with `PIPE` standing for a pipe with this content."""
    reading, writing = os.pipe()
    try:
        command = [
            sys.executable,
            "-m",
            "osscan",
            *(one.replace("PIPE", f"/dev/fd/{reading}") for one in arguments),
            "--lang",
            "en",
        ]
        started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=[reading])
    finally:
        os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(content)
    out, err = started.communicate(timeout=60)
    return started.returncode, out.decode(), err.decode()


def test_a_pipe_is_judged_like_the_file() -> None:
    code, out, _ = run("check", "PIPE", content=EXAMPLE.read_bytes())

    assert (code, "Objections: 4 components" in out) == (1, True)


def test_a_pipe_is_validated_like_the_file() -> None:
    _, out, _ = run("sbom", "validate", "PIPE", "--format", "jsonl", content=EXAMPLE.read_bytes())
    file = subprocess.run(
        [sys.executable, "-m", "osscan", "sbom", "validate", str(EXAMPLE), "--format", "jsonl", "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert len(out.splitlines()) == len(file.stdout.splitlines()) > 0


def test_a_device_without_an_end_is_refused() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("this system has no /dev/zero")
    code, _, err = run("check", "/dev/zero")

    assert (code, "input-too-large" in err) == (2, True)


def test_a_folder_is_no_sbom(tmp_path) -> None:
    code, _, err = run("sbom", "validate", str(tmp_path))

    assert (code, "input-is-folder" in err) == (2, True)
