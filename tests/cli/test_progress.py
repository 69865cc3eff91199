"""Progress on standard error: how far the questions to others have come, and when nothing is said."""

from __future__ import annotations

import threading

import pytest

from osscan.cli import progress
from osscan.cli.language import words_for


class Nobody:
    def map(self, function, items, /):
        return map(function, items)


@pytest.fixture
def said(monkeypatch):
    """What is said while a source is being asked, in as much time as the first word needs."""
    heard, spoken = [], threading.Event()
    monkeypatch.setattr(progress, "say", lambda text: (heard.append(text), spoken.set()))
    monkeypatch.setattr(progress, "_FIRST_WORD", 0.01)

    def asked(*, quiet=False, patience=10.0):
        with progress.Progress(Nobody(), words_for(["--lang", "en"], {}), quiet=quiet) as watched:
            watched.count_asked("maven", 3, 10)
            spoken.wait(patience)
        return heard

    return asked


def test_a_log_hears_how_many_are_left(said, monkeypatch) -> None:
    monkeypatch.delenv("CI", raising=False)

    assert said() == ["osscan is working … 0 s  maven: 3 of 10 packages asked about, 7 left"]


def test_a_pipeline_hears_nothing_of_short_work(said, monkeypatch) -> None:
    monkeypatch.setenv("CI", "true")

    assert said(patience=0.1) == []


def test_quiet_is_quiet(said, monkeypatch) -> None:
    monkeypatch.delenv("CI", raising=False)

    assert said(quiet=True, patience=0.1) == []
