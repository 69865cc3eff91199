"""What to write: a header where it is safe, an annotation elsewhere, and never somebody else's file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reuse.trees import ALL, DEP5, HEAD, OWN, PNG, TAG, TERMS, TEXT, Tree, annotation, plant, toml

from osscan.reuse.comments import lines_that_stay_first, style_of
from osscan.reuse.lint import lint
from osscan.reuse.plan import Bulk, Header, Plan, Undecided, plan

HOLDER = "2026 Stadt Dortmund"
NOTICE, LICENSE = f"{TEXT}: {HOLDER}", f"{TAG}: EUPL-1.2"


def planned(tree: Tree, folder: Path) -> Plan:
    return plan(lint(str(plant(tree, folder))), HOLDER, "EUPL-1.2")


def carried_out(found: Plan, folder: Path) -> None:
    """Does what a plan says, as plainly as it can be done."""
    for header in (*found.headers, *found.companions):
        file = folder / header.path
        lines = file.read_text().split("\n")
        file.write_text("\n".join((*lines[: header.below], *header.lines, *lines[header.below :])))
    for bulk in found.bulk:
        with (folder / "REUSE.toml").open("a") as opened:
            paths = "[" + ", ".join("'" + path + "'" for path in bulk.paths) + "]"
            opened.write("version = 1\n" if not opened.tell() else "")
            opened.write(annotation(paths, license_=bulk.license, holder=bulk.copyright))
    for id_ in found.texts:
        (folder / "LICENSES").mkdir(exist_ok=True)
        (folder / "LICENSES" / f"{id_}.txt").write_text("x")


def test_files_that_can_carry_comments_get_headers(tmp_path: Path) -> None:
    found = planned({"a.py": "x\n", "b.c": "x\n", "c.html": "<!DOCTYPE html>\n<p>\n"}, tmp_path)

    assert found.headers == (
        Header("a.py", (f"# {NOTICE}", f"# {LICENSE}")),
        Header("b.c", ("/*", f" * {NOTICE}", f" * {LICENSE}", " */")),
        Header("c.html", ("<!--", NOTICE, LICENSE, "-->"), 1),
    )
    assert found.texts == ("EUPL-1.2",)


def test_other_files_are_annotated_by_kind_where_all_of_a_kind_are_meant(tmp_path: Path) -> None:
    tree = {f"img/{at}.png": PNG for at in range(4)} | {"img/5.jpg": PNG, "data*.json": "{}"}

    assert planned(tree, tmp_path).bulk == (Bulk(("data\\*.json", "img/*.png", "img/5.jpg"), "EUPL-1.2", HOLDER),)


def test_a_glob_never_takes_a_file_that_says_enough(tmp_path: Path) -> None:
    tree = {f"{at}.png": PNG for at in range(4)} | {"3.png.license": HEAD}

    assert planned(tree, tmp_path).bulk[0].paths == ("0.png", "1.png", "2.png")


def test_only_what_is_lacking_is_added(tmp_path: Path) -> None:
    found = planned({"a.py": f"# {OWN}\n", "b.py": f"# {LICENSE}\n", "c.json": f'"{OWN}"', "d.py": HEAD}, tmp_path)

    assert found.headers == (Header("a.py", (f"# {LICENSE}",)), Header("b.py", (f"# {NOTICE}",)))
    assert found.bulk == (Bulk(("c.json",), "EUPL-1.2", ""),)


def test_companion_is_completed(tmp_path: Path) -> None:
    found = planned({"a.py": "x", "a.py.license": f"{OWN}\n"}, tmp_path)

    assert (found.headers, found.companions) == ((), (Header("a.py.license", (LICENSE,)),))


@pytest.mark.parametrize(
    ("tree", "why"),
    [
        ({"vendor/lib/a.js": "x"}, Undecided.VENDORED),
        ({"a.py": "# Copyright 2020 Jemand\n"}, Undecided.OTHER_HOLDER),
        ({"a.py": f"# {TAG}: MIT\n"}, Undecided.OTHER_LICENSE),
        ({"a.py": "# Licensed to the Foundation under one or more agreements.\n"}, Undecided.OTHER_WORDS),
        ({"a.png": PNG + b"(c) 2019 Jemand"}, Undecided.OTHER_WORDS),
        ({"a.py": f"# {OWN}\n# {TAG}: MIT OR\n"}, Undecided.INVALID_EXPRESSION),
        ({"a.py": "x", "REUSE.toml": toml(annotation('"**"', license_="EUPL-1.2"))}, Undecided.SAID_IN_BULK),
        ({"a.py": HEAD, "REUSE.toml": toml(annotation('"**"', precedence="override"))}, Undecided.SAID_IN_BULK),
    ],
)
def test_what_is_not_clear_is_left_to_people(tree: Tree, why: Undecided, tmp_path: Path) -> None:
    found = planned(tree, tmp_path)

    assert [reason for _, reason in found.undecided] == [why]
    assert (found.headers, found.bulk, found.texts) == ((), (), ("MIT",) if why is Undecided.OTHER_LICENSE else found.texts)


def test_file_of_which_more_is_known_is_left_to_people(tmp_path: Path) -> None:
    report = lint(str(plant({"a.py": "x\n", "b.py": "x\n"}, tmp_path)))

    assert plan(report, HOLDER, "EUPL-1.2", {"a.py"}).undecided == (("a.py", Undecided.OTHER_WORDS),)


def test_old_notice_of_the_holder_is_the_holders(tmp_path: Path) -> None:
    found = planned({"a.py": "# Copyright (c) 2019-2021 Stadt Dortmund, FB 10\n"}, tmp_path)

    assert found.headers == (Header("a.py", (f"# {LICENSE}",)),)


def test_project_with_dep5_is_annotated_there(tmp_path: Path) -> None:
    found = planned({".reuse/dep5": f"{DEP5}\nFiles: a\nCopyright: S\nLicense: MIT\n", "a": "x", "b.png": PNG}, tmp_path)

    assert found.bulk_into == ".reuse/dep5"
    assert planned({"b.png": PNG}, tmp_path / "other").bulk_into == "REUSE.toml"


def test_text_without_extension_is_renamed(tmp_path: Path) -> None:
    assert planned({"LICENSES/MIT": "x", "a.py": HEAD}, tmp_path).renames == (("LICENSES/MIT", "LICENSES/MIT.txt"),)


def test_nothing_is_planned_for_a_compliant_project(tmp_path: Path) -> None:
    assert planned({**TERMS, "REUSE.toml": toml(ALL), "a.png": PNG, "b.py": HEAD}, tmp_path) == Plan()


def test_plan_writes_nothing(tmp_path: Path) -> None:
    planned({"a.py": "x\n"}, tmp_path)

    assert [file.name for file in tmp_path.iterdir()] == ["a.py"]


def test_project_is_compliant_once_the_plan_is_carried_out(tmp_path: Path) -> None:
    tree = {
        "a.py": "#!/usr/bin/python\n# -*- coding: utf-8 -*-\nx\n",
        "b/c.xml": '<?xml version="1.0"?>\n<a/>\n',
        "b/one-line.svg": '<?xml version="1.0"?><svg/>\n',
        "d.json": "{}",
        "f.png": PNG,
        "f.png.license": f"{OWN}\n",
        "g.md": "---\ntitle: x\n---\nhello\n",
        "h.php": "<?php\necho 1;\n",
        "i.php": "<html>\n",
        "j.txt": "x",
        "Dockerfile": "# syntax=docker/dockerfile:1\nFROM scratch\n",
        "latin.py": "# Straße\n".encode("latin-1"),
    }
    found = planned(tree, tmp_path)
    carried_out(found, tmp_path)
    report = lint(str(tmp_path))

    assert report.compliant is True
    assert (tmp_path / "a.py").read_text().startswith("#!/usr/bin/python\n# -*- coding: utf-8 -*-\n# SPDX")
    assert plan(report, HOLDER, "EUPL-1.2") == Plan()


@pytest.mark.parametrize(
    ("path", "head", "lines"),
    [
        ("a.py", "x\n", 0),
        ("a.sh", "#!/bin/sh\nx\n", 1),
        ("a.py", "#!/usr/bin/python\n# coding: utf-8\nx\n", 2),
        ("a.py", "# -*- coding: latin-1 -*-\n", 1),
        ("a.xml", '<?xml version="1.0"?>\n<a/>', 1),
        ("a.xml", '<?xml version="1.0"?>\n<!DOCTYPE a>\n<a/>', 2),
        ("a.xml", "<a/>", 0),
        ("a.svg", '<?xml version="1.0"?><svg/>', None),
        ("a.xml", "<!DOCTYPE a [\n<!ENTITY b 'c'>\n]>\n<a/>", None),
        ("a.config", "key: value", None),
        ("de.ts", "<?xml version='1.0'?>\n<TS/>", None),
        ("a.conf", "<fontconfig/>", None),
        ("a.css", '@charset "utf-8";\n', 1),
        ("a.php", "<?php\n", 1),
        ("a.php", "<?php echo 1;\n", None),
        ("a.md", "# x\n", 0),
        ("a.md", "---\nx: 1\n---\n# x\n", 3),
        ("a.md", "---\nx: 1\n", None),
        ("Dockerfile", "# syntax=a\n# escape=`\nFROM b\n", 2),
    ],
)
def test_lines_that_must_stay_first_do(path: str, head: str, lines: int | None) -> None:
    assert lines_that_stay_first(path, head) == lines


@pytest.mark.parametrize("path", ["a.json", "a.txt", "a.csv", "a.lock", "a.png", "LIESMICH", "a.pl", "a.m", "a.v"])
def test_files_of_which_nobody_can_say_have_no_style(path: str) -> None:
    assert style_of(path) is None
