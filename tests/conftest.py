"""Goldens: plain files beside a test, rewritten only by `--accept`, reviewed like code, never accepted in CI."""

from __future__ import annotations

import os

import pytest


def pytest_addoption(parser):
    parser.addoption("--accept", action="store_true", help="rewrite the golden files with what came out (never in CI)")


def pytest_configure(config):
    if config.getoption("--accept") and os.environ.get("CI"):
        raise pytest.UsageError("--accept is refused in CI: look at the difference and accept it on your own machine")


@pytest.fixture
def golden(request):
    """Compares a text with `golden/<name>` beside the test, to the byte."""

    def compare(name: str, text: str) -> None:
        file = request.path.parent / "golden" / name
        if request.config.getoption("--accept"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert file.is_file(), f"{file} is missing: run pytest --accept and look at it"
        assert text == file.read_bytes().decode()

    return compare
