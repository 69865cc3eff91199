"""The same files, lacks and verdict as the reference tool, but where the specification's words say otherwise."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from tests.reuse.trees import (
    ALL,
    BEGIN,
    DEP5,
    END,
    HEAD,
    IGNORE,
    OWN,
    PNG,
    TAG,
    TERMS,
    TEXT,
    TREES,
    annotation,
    facts,
    plant,
    toml,
)

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.reuse.lint import lint
from osscan.reuse.report import Origin, Statement

EXPECTED = json.loads((Path(__file__).parent / "expected.json").read_text())

# What osscan says differently from reuse 6.2.0, and the words of REUSE 3.3 by which it does.
OTHERWISE = {
    # "The name of the License File MUST be the SPDX License Identifier of the license followed by an appropriate file extension"
    "own-license-without-extension": {"compliant": False, "without extension": ["LicenseRef-Wappen"]},
    # "License File --- a file containing the text of a license"
    "empty-text": {"compliant": False, "missing": ["MIT"]},
    # Of a closer REUSE.toml: "If a table [...] has the override precedence, then that precedence is applied, and closest is ignored."
    "toml-nested-override-below": {
        "compliant": False,
        "without copyright": ["lib/b.py"],
        "used": ["MIT"],
        "unused": ["ISC"],
        "expressions": ["lib/b.py: MIT, lib/REUSE.toml"],
    },
    # "the Licensing Information inside the table of the closest REUSE.toml that covers the File is associated"
    "toml-nested-closest-alike": {
        "compliant": True,
        "without license": [],
        "used": ["MIT"],
        "unused": [],
        "expressions": ["lib/a.py: MIT, lib/REUSE.toml"],
    },
    # "Each string MUST be a valid SPDX License Expression": the file can be read, its license is missing.
    "toml-invalid-expression": {
        "files": ["a.py"],
        "without license": ["a.py"],
        "unreadable": [],
        "invalid": ["a.py"],
        "expressions": ["a.py: MIT OR, REUSE.toml"],
    },
    # "The Copyright Notice MUST contain the name of the copyright holder."
    "notice-without-a-holder": {"compliant": False, "without copyright": ["a.py", "b.py"]},
    # "Additionally, you can associate Licensing Information with Snippets": beside that of the file.
    "snippet-alone": {"compliant": False, "without license": ["a.py"], "without copyright": ["a.py"]},
    # Only "Meson subprojects" are left out.
    "subprojects-without-meson": {
        "compliant": False,
        "files": ["build.gradle", "subprojects/x/a.java"],
        "without license": ["subprojects/x/a.java"],
        "without copyright": ["subprojects/x/a.java"],
    },
    # "The files in the .reuse/ directory in the root of the Project"
    "folder-of-the-tool-elsewhere": {
        "compliant": False,
        "files": ["a.py", "b/.reuse/notes.txt"],
        "without license": ["b/.reuse/notes.txt"],
        "without copyright": ["b/.reuse/notes.txt"],
    },
}


@pytest.mark.parametrize("name", TREES)
def test_small_tree_is_seen_as_by_the_reference(name: str, tmp_path: Path) -> None:
    found = facts(plant(TREES[name], tmp_path))

    if "refused" in EXPECTED[name]:
        assert found["compliant"] is False
    else:
        assert found == EXPECTED[name] | OTHERWISE.get(name, {})


def test_every_expectation_belongs_to_a_tree() -> None:
    assert set(EXPECTED) == set(TREES)
    assert set(OTHERWISE) <= set(TREES)


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(("git", *identity, "-C", str(folder), *words), check=True, capture_output=True)


def paths(folder: Path) -> list[str]:
    return [file.path for file in lint(str(folder)).files]


def test_what_git_ignores_is_not_there(tmp_path: Path) -> None:
    tree = {
        "a": HEAD,
        ".gitignore": f"{HEAD}b\nc\nsub/\n*.license\n",
        "b": "x",
        "c": "x",
        "sub/a": "x",
        "a.license": f"{TAG}: ISC\n",
    }
    git(plant({**TERMS, **tree}, tmp_path), "init", "-q")
    git(tmp_path, "add", "-f", "c")

    report = lint(str(tmp_path))

    assert [file.path for file in report.files] == [".gitignore", "a", "c"]
    assert report.missing_license == ("c",)
    assert report.used == ("MIT",)


def test_license_text_that_git_ignores_is_missing(tmp_path: Path) -> None:
    git(plant({**TERMS, "a": HEAD, ".gitignore": f"{HEAD}LICENSES/\n"}, tmp_path), "init", "-q")

    assert lint(str(tmp_path)).missing_texts == ("MIT",)


def test_annotations_that_git_ignores_say_nothing(tmp_path: Path) -> None:
    git(plant({"a": "x", "REUSE.toml": toml(ALL), ".gitignore": f"{HEAD}REUSE.toml\n"}, tmp_path), "init", "-q")

    assert lint(str(tmp_path)).missing_license == ("a",)


def test_submodule_is_a_project_of_its_own_and_a_repository_that_lies_there_is_not(tmp_path: Path) -> None:
    plant({"a": HEAD, "sub/a": "x", "stray/a": "x"}, tmp_path)
    for name in ("sub", "stray"):
        git(tmp_path / name, "init", "-q")
        git(tmp_path / name, "add", "-A")
        git(tmp_path / name, "commit", "-qm", "x")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "a", "sub")

    assert paths(tmp_path) == ["a", "stray/a"]


def test_deleted_file_that_git_still_lists_is_not_covered(tmp_path: Path) -> None:
    git(plant({"a": HEAD, "b": HEAD}, tmp_path), "init", "-q")
    git(tmp_path, "add", "-A")
    (tmp_path / "b").unlink()

    assert paths(tmp_path) == ["a"]


def test_links_are_not_covered_but_may_speak_for_others(tmp_path: Path) -> None:
    plant({"a.png": PNG, "said.txt": HEAD, "d/b": HEAD, "LICENSES/MIT.txt": "x"}, tmp_path)
    for name, leads_to in (("link", "d/b"), ("folder", "d"), ("nowhere", "gone"), ("a.png.license", "said.txt")):
        (tmp_path / name).symlink_to(leads_to)

    assert paths(tmp_path) == ["a.png", "d/b", "said.txt"]
    assert lint(str(tmp_path)).compliant is True


def test_companion_that_leads_out_of_the_project_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "outside").write_text(HEAD)
    folder = plant({"a.png": PNG}, tmp_path / "project")
    (folder / "a.png.license").symlink_to("../outside")

    assert lint(str(folder)).missing_license == ("a.png",)


@pytest.mark.parametrize("name", [".git", ".hg", ".svn", ".bzr", ".jj"])
def test_files_of_version_control_are_not_covered(name: str, tmp_path: Path) -> None:
    assert paths(plant({"a": HEAD, f"{name}x/b": "x", f"c/{name}/d": "x"}, tmp_path)) == [f"{name}x/b", "a"]


def test_unreadable_file_is_told_and_lacks_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def start(source: Source, size: int) -> bytes:
        if source.path == "b":
            raise UnreadableError(error("input-unreadable", source.place(), reason="Permission denied"))
        return Path(source.file).read_bytes()[:size]

    monkeypatch.setattr(Source, "start", start)
    report = lint(str(plant({**TERMS, "a": HEAD, "b": HEAD}, tmp_path)))

    assert (report.unreadable, report.missing_license, report.compliant) == (("b",), ("b",), False)


def test_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    report = lint(str(tmp_path / "gone"))

    assert [one.code for one in report.offences] == ["folder-unreadable"]
    assert report.compliant is False


def test_each_statement_says_where_it_stands(tmp_path: Path) -> None:
    tree = {
        "REUSE.toml": toml(annotation('"b"', license_="MIT", holder="Stadt")),
        "a": f"x\n// {TAG}: MIT OR ISC //\n# SPDX-FileContributor: Amt\n",
        "b": "x",
        "c": PNG,
        "c.license": f"\n{OWN}\n",
    }
    a, b, c = lint(str(plant(tree, tmp_path))).files

    assert a.licenses == (Statement("MIT OR ISC", Origin.FILE, Place("a", "", 2)),)
    assert a.contributors == (Statement("Amt", Origin.FILE, Place("a", "", 3)),)
    assert b.licenses == (Statement("MIT", Origin.TOML, Place("REUSE.toml", f"annotations[0].{TAG}")),)
    assert b.copyrights == (Statement("Stadt", Origin.TOML, Place("REUSE.toml", f"annotations[0].{TEXT}")),)
    assert c.copyrights == (Statement(OWN, Origin.COMPANION, Place("c.license", "", 2)),)


def test_dep5_says_its_line(tmp_path: Path) -> None:
    tree = {".reuse/dep5": f"{DEP5}\nFiles: *\nCopyright: 2026 Stadt\nLicense: MIT\n", "a": "x"}

    assert lint(str(plant(tree, tmp_path))).files[0].licenses == (
        Statement("MIT", Origin.DEP5, Place(".reuse/dep5", "paragraphs[1].License", 5)),
    )


def test_invalid_expression_has_its_place_and_fault(tmp_path: Path) -> None:
    report = lint(str(plant({"a": f"\n# {TAG}: MIT OR\n"}, tmp_path)))

    assert report.invalid == (Statement("MIT OR", Origin.FILE, Place("a", "", 2), fault="ends-too-early"),)


def test_unknown_license_is_named(tmp_path: Path) -> None:
    assert lint(str(plant({"a": f"# {TAG}: MIT AND Foo AND LicenseRef-Wappen\n"}, tmp_path))).unknown == ("Foo",)


def test_snippet_that_never_ends_is_told(tmp_path: Path) -> None:
    report = lint(str(plant({**TERMS, "a": f"{HEAD}# {BEGIN}\n# {TAG}: MIT\n"}, tmp_path)))

    assert report.open_snippets == (Place("a", "", 3),)
    assert report.compliant is False


def test_snippet_in_a_snippet_ends_by_itself(tmp_path: Path) -> None:
    text = f"# {BEGIN}\n# {BEGIN}\n# {TAG}: MIT\n# {END}\n# {TAG}: MIT\n# {END}\n{HEAD}"
    report = lint(str(plant({**TERMS, "a": text}, tmp_path)))

    assert [one.snippet for one in report.files[0].licenses] == [True, True, False]
    assert report.compliant is True


def test_prose_about_snippets_opens_none(tmp_path: Path) -> None:
    assert lint(str(plant({**TERMS, "a": f"{HEAD}# {BEGIN} opens a snippet\n"}, tmp_path))).compliant is True


def test_texts_of_one_license_in_two_kinds_are_allowed(tmp_path: Path) -> None:
    assert lint(str(plant({**TERMS, "LICENSES/MIT.md": "x", "a": HEAD}, tmp_path))).compliant is True


def test_problem_of_annotations_keeps_a_project_from_being_compliant(tmp_path: Path) -> None:
    report = lint(str(plant({**TERMS, "a": HEAD, "REUSE.toml": "version = "}, tmp_path)))

    assert [one.code for one in report.offences] == ["toml-syntax"]
    assert report.compliant is False


def test_the_order_of_the_disk_does_not_matter(tmp_path: Path) -> None:
    tree = TREES["toml-globs"]
    first = lint(str(plant(tree, tmp_path / "a")))
    second = lint(str(plant(dict(reversed(tree.items())), tmp_path / "b")))

    assert first.files == second.files


@pytest.mark.parametrize(
    "text",
    [
        "© " * 300_000,
        f"{TAG}:" * 60_000,
        f"{IGNORE}\n" * 50_000,
        f"{BEGIN}\n" * 50_000,
        f"{TAG}: " + "(" * 50_000,
        f"{TAG}: MIT" + "}" * 50_000,
    ],
)
def test_hostile_text_is_answered_fast(text: str, tmp_path: Path) -> None:
    assert len(lint(str(plant({"a": text}, tmp_path))).files) == 1


def test_hostile_dep5_is_answered_fast(tmp_path: Path) -> None:
    globs = "*a" * 200 + "b"
    tree = {".reuse/dep5": f"{DEP5}\nFiles: {globs}\nCopyright: S\nLicense: MIT\n", "x/" + "a" * 200: "x"}

    assert len(lint(str(plant(tree, tmp_path))).missing_license) == 1
