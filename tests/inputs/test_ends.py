"""Of what is too large to hold, beginning and end are read."""

from __future__ import annotations

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.ends import ends_of
from osscan.inputs.source import Source


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"", b""), (b"12345678", b"12345678"), (b"123456789", b"12345689"), (b"123456........yz", b"123456yz")],
)
def test_held_and_stored_bytes_are_cut_alike(tmp_path, content, expected):
    (tmp_path / "file").write_bytes(content)

    assert expected == ends_of(Source("file", held=content), 8)
    assert expected == ends_of(Source("file", file=str(tmp_path / "file")), 8)


@pytest.mark.parametrize(("file", "code"), [("gone", "input-missing"), (".", "input-unreadable"), ("nul\0", "input-unreadable")])
def test_what_can_not_be_opened_is_told(tmp_path, file, code):
    with pytest.raises(UnreadableError) as told:
        ends_of(Source(file, file=f"{tmp_path}/{file}"), 8)

    assert (code, file) == (told.value.problem.code, told.value.problem.place.input)
