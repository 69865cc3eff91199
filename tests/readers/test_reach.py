"""Reach: the strongest scope wins, and what can be done without is optional at most."""

from __future__ import annotations

from osscan.model.component import Scope
from osscan.readers.reach import reached


def test_strongest_scope_wins():
    starts = [("tool", Scope.DEV), ("app", Scope.RUNTIME)]

    assert reached(starts, {"tool": ["shared", "own"], "app": ["shared"]}) == {
        "app": Scope.RUNTIME,
        "shared": Scope.RUNTIME,
        "tool": Scope.DEV,
        "own": Scope.DEV,
    }


def test_what_can_be_done_without_is_optional_at_most():
    starts = [("app", Scope.RUNTIME), ("tool", Scope.DEV)]
    less = {"app": ["native"], "tool": ["watcher", "native"]}

    assert reached(starts, {"native": ["deep"]}, less) == {
        "app": Scope.RUNTIME,
        "native": Scope.OPTIONAL,
        "deep": Scope.OPTIONAL,
        "tool": Scope.DEV,
        "watcher": Scope.DEV,
    }


def test_circles_end():
    assert reached([("a", Scope.DEV)], {"a": ["b"], "b": ["a"]}, {"b": ["a"]}) == {"a": Scope.DEV, "b": Scope.DEV}
