"""Contents of a revision: what git writes counts only where it is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from osscan.inputs import git_tree
from osscan.inputs.git_process import Ran

WHOLE = b"aa blob 3\nabc\nbb missing\ncc blob 4\nabcd\n"


@pytest.mark.parametrize("kept", range(len(WHOLE) + 1))
def test_content_that_breaks_off_is_none(monkeypatch, kept):
    monkeypatch.setattr(git_tree, "ran", lambda *_, **__: Ran(0, WHOLE[:kept], ""))
    found = git_tree.contents_of(Path(), ["aa", "bb", "cc"])

    assert found == {key: value for key, value, end in (("aa", b"abc", 13), ("cc", b"abcd", 39)) if kept >= end}
