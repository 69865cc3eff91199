"""A signal waits for the step that is under way, and ends the program right after it."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from osscan.inputs.ending import end_in_order, finished

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs without asking them")
ENDS = [("SIGTERM", SystemExit), ("SIGHUP", SystemExit), ("SIGINT", KeyboardInterrupt)]


@pytest.fixture(autouse=True)
def ends_in_order():
    before = {name: signal.getsignal(getattr(signal, name)) for name, _ in ENDS}
    end_in_order()
    yield
    for name, handler in before.items():
        signal.signal(getattr(signal, name), handler)


def told(name):
    os.kill(os.getpid(), getattr(signal, name))


@pytest.mark.parametrize(("name", "end"), ENDS)
def test_a_signal_ends_the_program_at_once_between_steps(name, end) -> None:
    with pytest.raises(end) as ended:
        told(name)

    assert end is KeyboardInterrupt or ended.value.code == 128 + getattr(signal, name)


@pytest.mark.parametrize(("name", "end"), ENDS)
def test_a_step_is_finished_before(name, end) -> None:
    done = []

    def step():
        with finished():
            with finished():
                told(name)
                done.append("inner")
            done.append("outer")
        done.append("never")

    with pytest.raises(end):
        step()

    assert done == ["inner", "outer"]


def test_a_signal_is_told_once() -> None:
    with pytest.raises(SystemExit), finished():
        told("SIGTERM")
    with finished():
        pass


def test_a_fault_of_the_step_is_not_lost_behind_the_end() -> None:
    def step():
        with finished():
            told("SIGTERM")
            raise ValueError

    with pytest.raises(SystemExit) as ended:
        step()

    assert isinstance(ended.value.__context__, ValueError)
