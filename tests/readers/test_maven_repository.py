"""A local Maven repository: poms by their names, and nothing outside of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from osscan.inputs.source import Limits
from osscan.readers.maven_repository import maven_repository


def test_a_pom_is_found_by_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "org" / "shop" / "up" / "1.0"
    folder.mkdir(parents=True)
    (folder / "up-1.0.pom").write_text("<project/>")
    found = maven_repository(str(tmp_path), Limits())("org.shop", "up", "1.0")
    assert found is not None
    assert found.content() == b"<project/>"


@pytest.mark.parametrize(
    "name",
    [("org.shop", "up", "2"), ("..", "up", "1"), ("g", "../up", "1"), ("g", "up", "../../1"), ("", "up", "1"), ("g", "up", "")],
)
def test_what_is_not_there_or_outside_is_not_found(tmp_path: Path, name: tuple[str, str, str]) -> None:
    assert maven_repository(str(tmp_path), Limits())(*name) is None


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("<project/>")
    folder = tmp_path / "repository" / "g" / "up" / "1"
    folder.mkdir(parents=True)
    (folder / "up-1.pom").symlink_to(tmp_path / "secret")
    assert maven_repository(str(tmp_path / "repository"), Limits())("g", "up", "1") is None
