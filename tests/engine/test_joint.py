"""Poms are read together: in a tree of files, with many workers, and when one of them is broken."""

from __future__ import annotations

from pathlib import Path

from osscan.engine.executor import Serial
from osscan.engine.gather import gather, read_all
from osscan.engine.joint import parted, still_known
from osscan.inputs.source import Limits, Source

UP = "<project><groupId>g</groupId><artifactId>up</artifactId><version>1</version>{}</project>"
MANAGED = (
    "<dependencyManagement><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId>"
    "<version>{}</version></dependency></dependencies></dependencyManagement>"
)
APP = (
    "<project><parent><groupId>g</groupId><artifactId>up</artifactId><version>1</version></parent><artifactId>app</artifactId>"
    "<dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId></dependency></dependencies></project>"
)


def tree(folder: Path, version: str = "2") -> None:
    (folder / "app").mkdir()
    (folder / "pom.xml").write_text(UP.format(MANAGED.format(version)))
    (folder / "app" / "pom.xml").write_text(APP)


def versions(gathered) -> dict[str, list[str]]:
    return {
        i.path.rpartition("/")[0][-3:]: [c.version for c in i.components]
        for _, i in gathered.inventories
        if i.reader == "java/pom"
    }


def test_a_module_finds_its_parent_in_the_tree(tmp_path: Path) -> None:
    tree(tmp_path)
    assert versions(gather((str(tmp_path),), Limits(), Serial()))["app"] == ["2"]


def test_inventories_come_in_the_order_of_paths(tmp_path: Path) -> None:
    tree(tmp_path)
    (tmp_path / "b.txt").write_text("SPDX-License-Identifier: MIT")
    paths = [inventory.path for _, inventory in gather((str(tmp_path),), Limits(), Serial()).inventories]
    assert paths == sorted(paths)


def test_a_broken_pom_costs_no_other(tmp_path: Path) -> None:
    tree(tmp_path)
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "pom.xml").write_text("<project><dependencies>")
    assert versions(gather((str(tmp_path),), Limits(), Serial()))["app"] == ["2"]


def test_each_pom_tells_that_all_were_consulted(tmp_path: Path) -> None:
    tree(tmp_path)
    found = {i.path: i.consulted for _, i in gather((str(tmp_path),), Limits(), Serial()).inventories if i.reader == "java/pom"}
    assert {tuple(sorted(consulted)) for consulted in found.values()} == {
        (str(tmp_path / "app" / "pom.xml"), str(tmp_path / "pom.xml"))
    }


def test_when_one_pom_is_not_known_none_is(tmp_path: Path) -> None:
    tree(tmp_path)
    first = gather((str(tmp_path),), Limits(), Serial())
    app = next(path for path in first.walked.sources if path.endswith("app/pom.xml"))
    known = {app: tuple(pair for pair in first.inventories if pair[1].path == app)}
    (tmp_path / "pom.xml").write_text(UP.format(MANAGED.format("3")))
    again = read_all({}, first.walked.sources, Serial(), known, words_apart=False)
    assert versions(again)["app"] == ["3"]


def test_what_is_known_of_other_formats_stays_known() -> None:
    pom, other = Source("pom.xml"), Source("a.txt")
    wanted = {"pom.xml": (("java/pom",), pom), "a.txt": (("x",), other)}
    assert dict(still_known({"a.txt": 1}, wanted)) == {"a.txt": 1}
    assert dict(still_known({"a.txt": 1, "pom.xml": 2}, wanted)) == {"a.txt": 1, "pom.xml": 2}


def test_the_tags_of_a_pom_are_read_apart() -> None:
    pom, other = Source("pom.xml"), Source("a.txt")
    alone, joint = parted([(("java/pom", "license/spdx-tags"), pom), (("x",), other), ((), other)])
    assert alone == [(("license/spdx-tags",), pom), (("x",), other), ((), other)]
    assert joint == [[(("java/pom",), pom)]]
