"""`osscan license detect` from outside: what stands in files, for scripts and for people, with and without a cache."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EUPL = (ROOT / "LICENSE").read_bytes()
MIT = b"""MIT License

Copyright (c) 2020 Example Works Ltd.

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""
FILES = {
    "LICENSE": EUPL,
    "src/tagged.py": b"# SPDX-License-Identifier: MIT\n\nanswer = 42\n",
    "src/plain.py": b"answer = 42\n",
    "src/copy.py": b"answer = 42\n",
    "lib/LICENSE": MIT,
    "empty": b"",
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(64),
}


@pytest.fixture
def detect(osscan, tmp_path):
    """Calls the command in a tree with some files; its cache lies beside the tree."""
    tree = tmp_path / "tree"
    for path, content in FILES.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(content)

    def call(*arguments, **more):
        return osscan("license", "detect", "--cache-dir", "cache", *arguments, **more)

    return call


def lines(done):
    return [json.loads(line) for line in done.out.splitlines()]


def test_each_file_of_a_folder_is_a_line_in_the_order_of_paths(detect):
    done = detect("tree", "--format", "jsonl")

    assert [
        ("tree/LICENSE", "EUPL-1.2"),
        ("tree/empty", None),
        ("tree/lib/LICENSE", "MIT"),
        ("tree/picture.png", None),
        ("tree/src/copy.py", None),
        ("tree/src/plain.py", None),
        ("tree/src/tagged.py", "MIT"),
    ] == [(line["path"], line["expression"]) for line in lines(done)]
    assert (0, "") == (done.returncode, done.err)


def test_a_match_says_what_stands_where(detect):
    (line,) = lines(detect("tree/src/tagged.py", "--format", "jsonl"))
    (match,) = line["matches"]

    assert ("MIT", 1, 1, 100.0, "spdx-tag", "tag") == tuple(
        match[name] for name in ("expression", "start_line", "end_line", "coverage", "method", "kind")
    )


def test_a_license_text_is_found_with_its_lines(detect):
    (line,) = lines(detect("tree/lib/LICENSE", "--format", "jsonl"))

    assert [("MIT", 21, 100.0)] == [
        (match["expression"], match["end_line"], match["coverage"]) for match in line["matches"] if match["kind"] == "text"
    ]


def test_fields_without_anything_to_say_are_left_out(detect):
    (line,) = lines(detect("tree/src/plain.py", "--format", "jsonl"))

    assert {"path": "tree/src/plain.py", "expression": None, "matches": []} == line


def test_what_could_not_be_looked_into_is_told(detect):
    assert ["nothing", "nothing"] == [
        line["seen"] for line in lines(detect("tree/empty", "tree/picture.png", "--format", "jsonl"))
    ]


def test_matched_text_comes_when_it_is_asked_for(detect):
    (line,) = lines(detect("tree/src/tagged.py", "--format", "jsonl", "--text"))
    assert "SPDX-License-Identifier: MIT" in line["matches"][0]["text"]
    assert "SPDX-License-Identifier: MIT" in detect("tree/src/tagged.py", "--text").out


def test_paths_come_from_a_list_and_go_out_as_they_were_written(detect):
    asked = b"./tree/src/tagged.py\ntree/lib/../LICENSE\n"
    done = detect("--files-from", "-", "--format", "jsonl", stdin=asked)

    assert ["./tree/src/tagged.py", "tree/lib/../LICENSE"] == [line["path"] for line in lines(done)]
    assert ["MIT", "EUPL-1.2"] == [line["expression"] for line in lines(done)]


def test_a_missing_file_of_a_list_costs_no_other(detect):
    done = detect("--files-from", "-", "--format", "jsonl", stdin=b"gone\ntree/src/tagged.py\n")
    gone, found = lines(done)

    assert ("gone", None, ["input-missing"]) == (gone["path"], gone["expression"], [one["code"] for one in gone["problems"]])
    assert "MIT" == found["expression"]
    assert 3 == done.returncode
    assert "error[input-missing]" in done.err


def test_a_missing_path_of_the_command_line_is_a_wrong_call(detect):
    done = detect("gone", "tree")

    assert (2, "") == (done.returncode, done.out)
    assert "input-missing" in done.err


def test_wrong_calls_are_told(detect):
    assert 2 == detect().returncode
    done = detect("tree", "--format", "yaml")
    assert 2 == done.returncode
    assert "terminal, jsonl, json" in done.err


def test_an_empty_folder_is_nothing_to_look_at(detect, tmp_path):
    (tmp_path / "hollow").mkdir()

    assert 4 == detect("hollow").returncode


@pytest.mark.skipif(shutil.which("git") is None, reason="git not found: only checkouts need it")
def test_a_folder_leaves_out_what_git_ignores_but_a_named_file_is_looked_at(detect, tmp_path):
    subprocess.run(["git", "init", "-q", "tree"], cwd=tmp_path, check=True)
    (tmp_path / "tree" / ".gitignore").write_text("lib\n")

    assert "tree/lib/LICENSE" not in [line["path"] for line in lines(detect("tree", "--format", "jsonl"))]
    assert ["tree/lib/LICENSE"] == [line["path"] for line in lines(detect("tree/lib/LICENSE", "--format", "jsonl"))]


def test_result_is_the_same_with_any_number_of_processes_and_any_cache(detect, tmp_path):
    for number in range(90):
        (tmp_path / "tree" / f"{number}.py").write_text(f"# SPDX-License-Identifier: {('MIT', '0BSD')[number % 2]}\n# {number}\n")
    outputs = {
        detect("tree", "--format", "jsonl", *arguments).out
        for arguments in (["--no-cache"], ["--no-cache", "--jobs", "2"], [], [], ["--jobs", "3"])
    }

    assert [97] == [len(output.splitlines()) for output in outputs]


@pytest.mark.skipif(shutil.which("git") is None, reason="git not found: only checkouts need it")
def test_a_second_run_in_a_checkout_gives_the_same_and_loads_no_index(detect, tmp_path):
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=tmp_path / "tree", check=True)
    first = detect("tree", "--format", "jsonl")
    second = detect("tree", "--format", "jsonl", "--jobs", "2", PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.rpartition("|")[2].strip() for line in second.err.splitlines()}

    assert first.out == second.out
    assert "osscan.engine.detecting" in loaded
    assert set() == loaded & {"numpy", "re2", "rapidfuzz", "osscan.detect.index", "multiprocessing", "concurrent.futures.process"}


def test_a_changed_file_is_looked_at_again(detect, tmp_path):
    detect("tree")
    (tmp_path / "tree" / "src" / "plain.py").write_text("# SPDX-License-Identifier: 0BSD\n")

    assert ["0BSD"] == [line["expression"] for line in lines(detect("tree/src/plain.py", "--format", "jsonl"))]


def test_a_broken_cache_changes_nothing_but_says_so(detect, tmp_path):
    first = detect("tree", "--format", "jsonl")
    (stored,) = (tmp_path / "cache").iterdir()
    stored.write_bytes(b"no database" * 1000)
    second = detect("tree", "--format", "jsonl")

    assert (first.out, 0) == (second.out, second.returncode)
    assert "cache-" in second.err


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user whom file modes can stop")
def test_an_unreadable_file_is_told_and_costs_no_other(detect, tmp_path):
    (tmp_path / "tree" / "src" / "plain.py").chmod(0)
    done = detect("tree", "--format", "jsonl")

    assert (3, 7) == (done.returncode, len(lines(done)))
    assert "error[input-unreadable]" in done.err


def test_people_get_a_block_for_a_named_file(detect):
    english = detect("tree/src/tagged.py").out
    german = detect("tree/src/tagged.py", "--lang", "de").out

    assert english.startswith("tree/src/tagged.py: MIT\n  line 1  MIT: SPDX tag\n")
    assert german.startswith("tree/src/tagged.py: MIT\n  Zeile 1  MIT: SPDX-Kennzeichen\n")


def test_people_get_a_page_for_a_folder(detect):
    english = detect("tree").out
    german = detect("tree", "--lang", "de").out

    assert "Declared license  EUPL-1.2 (tree/LICENSE)\n7 files looked at: 3 with a license, 4 without.\n" in english
    assert "Other licenses, number of files, the first of them\n  MIT  2  tree/lib/LICENSE\n" in english
    assert "Angegebene Lizenz  EUPL-1.2 (tree/LICENSE)\n7 Dateien angesehen: 3 mit Lizenz, 4 ohne.\n" in german
    assert "keine Rechtsberatung" in german


def test_the_page_leads_to_the_next_step(detect):
    assert "$ osscan check tree\n" in detect("tree").out
    assert "Put the license text into a file LICENSE" in detect("tree/src").out


def test_scripts_get_one_document_for_all(detect):
    done = detect("tree", "--format", "json")
    found = json.loads(done.out)

    assert ("osscan/licenses/1", True, 7) == (found["schema"], found["complete"], found["files"])
    assert [{"path": "tree/LICENSE", "expression": "EUPL-1.2"}] == found["declared"]
    assert {"expression": "MIT", "declared": False, "files": 2, "paths": ["tree/lib/LICENSE", "tree/src/tagged.py"]} in found[
        "licenses"
    ]
    assert ["tree/empty", "tree/picture.png", "tree/src/copy.py", "tree/src/plain.py"] == found["without_license"]


def test_an_incomplete_document_says_so(detect):
    found = json.loads(detect("--files-from", "-", "--format", "json", stdin=b"gone\n").out)

    assert (False, 0, ["gone"], ["input-missing"]) == (
        found["complete"],
        found["files"],
        found["unread"],
        [problem["code"] for problem in found["problems"]],
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows refuses such names")
def test_a_hostile_name_can_not_trick_a_terminal(detect, tmp_path):
    name = "a\x1b[31mb\n.py"
    (tmp_path / "tree" / name).write_bytes(b"# SPDX-License-Identifier: MIT\n")

    assert "a\\u001b[31mb\\u000a.py: MIT\n" in detect(f"tree/{name}").out
    assert f"tree/{name}" in [line["path"] for line in lines(detect("tree", "--format", "jsonl"))]


def test_help_shows_an_example_in_both_languages(osscan):
    assert "osscan license detect . --format jsonl" in osscan("license", "detect", "--help").out.replace("\n", " ").replace(
        "  ", " "
    )
    assert "Findet die Lizenzen" in osscan("license", "detect", "--help", "--lang", "de").out
    for call in (("license", "--help"), ("license",)):
        assert "Find the licenses that stand in files" in " ".join(osscan(*call).out.split())
        assert "Was Lizenzen sagen" in osscan(*call, language="de").out


@pytest.mark.parametrize("page", ["license-detect.md", "de/lizenzen-erkennen.md"])
def test_the_manual_shows_what_is_said(osscan, tmp_path, page):
    shutil.copy(ROOT / "LICENSE", tmp_path)
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    shown = re.findall(r"^```console\n\$ osscan (.*)\n((?:.*\n)*?)```$", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE)

    assert 2 == len(shown)
    assert [said for _, said in shown] == [osscan(*shlex.split(call), "--no-cache").out for call, _ in shown]
