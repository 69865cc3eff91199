"""Files whose words say nothing of a license: they are looked at, counted and forgotten, but for folders of others."""

from __future__ import annotations

import pytest
from tests.delivered import shop

from osscan.engine.detecting import Memory
from osscan.engine.executor import Serial
from osscan.engine.vendor_stream import Stream
from osscan.inputs.archives.member import Allowance
from osscan.inputs.archives.passage import Passage
from osscan.leaks.leak import Settings
from osscan.model.delivery import DeliveredFile


@pytest.fixture
def passed(tmp_path):
    def passed(files):
        (tmp_path / "d.zip").write_bytes(shop.zipped(files))
        stream = Stream(Serial(), Memory(), Settings())
        for member in Passage(tmp_path / "d.zip", Allowance(), lambda problem: None):
            stream.take(member)
        return stream.passed()

    return passed


def test_of_a_file_that_says_nothing_only_its_digests_are_kept(passed) -> None:
    told = passed({"src/a.py": "x = 1\n", "src/b.py": "# SPDX-License-Identifier: MIT\n"})

    assert [path for path in told.sources if path.endswith(".py")] == ["d.zip!/src/b.py"]
    assert (told.looked_at, told.worded) == (2, True)
    assert [file.path for file in told.files] == ["d.zip", "d.zip!/src/a.py", "d.zip!/src/b.py"]


def test_in_a_folder_of_others_silence_is_something_to_be_told(passed) -> None:
    told = passed({"vendor/foo/a.py": "x = 1\n"})

    assert list(told.sources) == ["d.zip!/vendor/foo/a.py"]


def test_digests_come_back_as_they_were_told() -> None:
    usual = DeliveredFile("a", 1, "ab" * 32, "cd" * 64, "ef" * 20, "z.zip")
    odd = DeliveredFile("a", 1, "AB" * 32, "", "no digest")

    assert (usual.sha256, usual.sha512, usual.sha1) == ("ab" * 32, "cd" * 64, "ef" * 20)
    assert (odd.sha256, odd.sha512, odd.sha1) == ("AB" * 32, "", "no digest")
    assert (usual == DeliveredFile("a", 1, "ab" * 32, "cd" * 64, "ef" * 20, "z.zip"), usual == odd) == (True, False)
