"""The walk over a folder: shown paths, links, roles."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Limits
from osscan.inputs.tree import walk
from osscan.model.component import PathRole


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "product" / "tests").mkdir(parents=True)
    (tmp_path / "product" / "b").write_text("b")
    (tmp_path / "product" / "tests" / "a").write_text("a")
    (tmp_path / "outside").write_text("o")
    return tmp_path


def shown(target):
    return [source.path for source in walk(target, Limits()).sources]


def test_paths_are_shown_below_the_folder_as_it_was_named(folder):
    inside = ["b", "tests/a"]
    assert [f"product/{path}" for path in inside] == shown("product")
    assert [f"product/{path}" for path in inside] == shown("./product/")
    assert [f"product/{path}" for path in inside] == shown("product/tests/..")
    assert [f"{folder.as_posix()}/product/{path}" for path in inside] == shown(str(folder / "product"))
    assert ["outside", *(f"product/{path}" for path in inside)] == shown(".") == shown("")


def test_each_file_has_the_role_of_its_folder(folder):
    plain = walk("product", Limits()).sources
    assert [PathRole.PRODUCT, PathRole.TEST] == [source.role for source in plain]
    named = walk("product", Limits(), (("tests", PathRole.EXAMPLE),)).sources
    assert [PathRole.PRODUCT, PathRole.EXAMPLE] == [source.role for source in named]


def test_links_are_followed_to_files_inside_of_the_folder_only(folder):
    try:
        (folder / "product" / "inside").symlink_to("tests/a")
        (folder / "product" / "leaving").symlink_to("../outside")
        (folder / "product" / "folder").symlink_to("tests")
        (folder / "product" / "dangling").symlink_to("nowhere")
        (folder / "product" / "round").symlink_to("round")
    except OSError:
        pytest.skip("no links on this system")
    walked = walk("product", Limits())
    assert ["product/b", "product/inside", "product/tests/a"] == [source.path for source in walked.sources]
    assert [("link-not-followed", "product/leaving")] == [(problem.code, problem.place.input) for problem in walked.problems]


def test_caches_of_tools_are_passed_over(folder):
    (folder / "product" / "__pycache__").mkdir()
    (folder / "product" / "__pycache__" / "x.pyc").write_text("")
    assert ["product/b", "product/tests/a"] == shown("product")
