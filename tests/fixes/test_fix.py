"""fix mends what can be mended without asking, keeps the form of every file, and leaves works of others to people."""

from __future__ import annotations

import shutil

import pytest
from tests.fixes.projects import done, git, made, only, plan

from osscan.fixes import legal
from osscan.reuse.plan import Undecided
from osscan.texts.catalogue import LANGUAGES, Words

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git not found")
HEAD = "# SPDX-FileCopyrightText: 2026 Stadt Dortmund\n# SPDX-License-Identifier: EUPL-1.2\n"


def fixed(tmp_path, name: str, files: dict[str, str | bytes]):
    folder = made(tmp_path / "repository", {"LICENSE": legal.text_of("EUPL-1.2"), **files})
    found = done(folder, only(name, of="fix"), language="en")
    assert plan(folder, only(name, of="fix"), language="en").changes == ()
    return folder, found


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a.py", "x = 1\n", f"{HEAD}\nx = 1\n"),
        ("run", "#!/bin/sh\necho\n", None),
        ("run.sh", "#!/bin/sh\necho\n", f"#!/bin/sh\n{HEAD}\necho\n"),
        ("a.bat", "echo a\r\n", HEAD.replace("# ", "REM ").replace("\n", "\r\n") + "\r\necho a\r\n"),
        ("Dockerfile", "# syntax=docker/dockerfile:1\nFROM scratch\n", f"# syntax=docker/dockerfile:1\n{HEAD}\nFROM scratch\n"),
        ("a.json", "{}\n", None),
        ("package-lock.json", "{}\n", None),
        ("docs/manual.md", "# Manual\n", None),
        ("tests/fixtures/in.html", "<p>\n", None),
    ],
)
def test_header_stands_where_it_can_and_reuse_toml_says_the_rest(tmp_path, path, before, after) -> None:
    folder, _ = fixed(tmp_path, "reuse", {path: before})
    toml = folder / "REUSE.toml"

    assert (folder / path).read_bytes().decode() == (after or before)
    assert toml.is_file() is (after is None)
    assert after is not None or f'"{path}"' in toml.read_text()


def test_annotations_of_others_stay_in_reuse_toml(tmp_path) -> None:
    own = 'version = 1\n\n# Data of others.\n[[annotations]]\npath = "data/**"\nSPDX-FileCopyrightText = "X"\nSPDX-License-Identifier = "CC0-1.0"\n'
    folder, _ = fixed(tmp_path, "reuse", {"REUSE.toml": own, "data/a.csv": "1\n", "b.csv": "2\n"})

    assert (folder / "REUSE.toml").read_text().startswith(own)
    assert (folder / "LICENSES/CC0-1.0.txt").is_file()


def test_works_of_others_are_left_to_people(tmp_path) -> None:
    files = {"vendor/lib/a.py": "x = 1\n", "b.py": "# Copyright 2020 Example Ltd\nx = 1\n"}
    folder, found = fixed(tmp_path, "reuse", files)

    assert {(one.code, one.path) for one in found.remarks} == {
        ("undecided-vendored", "vendor/lib/a.py"),
        ("undecided-other-holder", "b.py"),
    }
    assert {path: (folder / path).read_text() for path in files} == files


@pytest.mark.parametrize("path", ["static/app.min.js", "lib/tool.jar", "fonts/a.woff2"])
def test_what_most_likely_comes_from_others_is_never_given_to_the_holder(tmp_path, path) -> None:
    folder, found = fixed(tmp_path, "reuse", {path: "x=1\n", "data.csv": "1\n"})

    assert [(one.code, one.path) for one in found.remarks] == [("made-elsewhere", path)]
    assert path not in (folder / "REUSE.toml").read_text()


def test_documents_of_a_folder_are_told_by_one_glob(tmp_path) -> None:
    folder, _ = fixed(tmp_path, "reuse", {f"docs/{name}.md": "# A\n" for name in "abc"})

    assert 'path = ["docs/*.md"]' in (folder / "REUSE.toml").read_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_why_people_must_decide_has_its_sentence(language) -> None:
    assert [why for why in Undecided if not Words(language).has(f"publish_fix.remark.undecided-{why.value}")] == []


def test_spelling_of_the_holder_becomes_one_and_other_names_stay(tmp_path) -> None:
    text = (
        "# SPDX-FileCopyrightText: 2020-2022 City of Dortmund\n# SPDX-FileCopyrightText: © 2021 stadt  dortmund\n"
        "# SPDX-FileCopyrightText: 2023 Verein Dortmund e.V.\n"
    )
    folder, found = fixed(tmp_path, "headers", {"a.py": text})

    assert (folder / "a.py").read_text() == (
        "# SPDX-FileCopyrightText: 2020-2022 Stadt Dortmund\n# SPDX-FileCopyrightText: © 2021 Stadt Dortmund\n"
        "# SPDX-FileCopyrightText: 2023 Verein Dortmund e.V.\n"
    )
    assert [(one.code, one.line, dict(one.facts)["name"]) for one in found.remarks] == [
        ("other-holder", 3, "Verein Dortmund e.V.")
    ]


def test_dead_link_leads_to_the_only_file_of_its_name(tmp_path) -> None:
    files = {
        "README.md": "[a](guide.md#start) [b](gone.md) `[c](guide.md)` [d](https://x.example/guide.md)\n\n```\n[e](guide.md)\n```\n",
        "docs/sub/guide.md": "[up](../../README.md) [twice](same.md)\n",
        "one/same.md": "",
        "two/same.md": "",
    }
    folder, found = fixed(tmp_path, "links", files)

    assert (folder / "README.md").read_text() == (
        "[a](docs/sub/guide.md#start) [b](gone.md) `[c](guide.md)` [d](https://x.example/guide.md)\n\n```\n[e](guide.md)\n```\n"
    )
    assert [(one.path, one.line, dict(one.facts)["found"]) for one in found.remarks] == [
        ("README.md", 1, "0"),
        ("docs/sub/guide.md", 1, "2"),
    ]


def test_picture_without_words_asks_for_them(tmp_path) -> None:
    folder, _ = fixed(tmp_path, "alt", {"README.md": "![](img/a.png) ![Map](b.png)\n\n    ![](code.png)\n"})

    assert (folder / "README.md").read_text() == "![TODO alt text: a.png](img/a.png) ![Map](b.png)\n\n    ![](code.png)\n"


def test_gitignore_gets_what_it_lacks_and_keeps_its_own(tmp_path) -> None:
    folder, _ = fixed(tmp_path, "gitignore", {".gitignore": "# ours\n.env\n/target"})
    lines = (folder / ".gitignore").read_text().splitlines()

    assert lines[:3] == ["# ours", ".env", "/target"]
    assert lines.count(".env") == 1
    assert "*.p12" in lines


def test_file_that_is_no_utf_8_stays(tmp_path) -> None:
    folder, found = fixed(tmp_path, "reuse", {"a.properties": b"name=Stra\xdfe\n"})

    assert (folder / "a.properties").read_bytes() == b"name=Stra\xdfe\n"
    assert '"a.properties"' in (folder / "REUSE.toml").read_text() or [one.code for one in found.remarks] == ["unreadable"]


def test_publiccode_follows_the_newest_tag(tmp_path) -> None:
    before = 'publiccodeYmlVersion: "0.4"\nname: A # ours\nurl: https://gitlab.example/a/b\nsoftwareVersion: 1.0.0\n'
    folder = made(tmp_path / "repository", {"publiccode.yml": before})
    git(folder, "tag", "v1.10.0")
    git(folder, "tag", "v1.9.0")
    git(folder, "remote", "add", "origin", "git@gitlab.example:a/c.git")
    found = done(folder, only("publiccode", of="fix"))
    lines = (folder / "publiccode.yml").read_text().splitlines()

    assert lines[:4] == [
        'publiccodeYmlVersion: "0.7"',
        "name: A # ours",
        "url: https://gitlab.example/a/b",
        'softwareVersion: "1.10.0"',
    ]
    assert lines[4].startswith('releaseDate: "20')
    assert [(one.code, one.line, dict(one.facts)["remote"]) for one in found.remarks] == [
        ("url-differs", 3, "https://gitlab.example/a/c")
    ]
    assert plan(folder, only("publiccode", of="fix")).changes == ()


@pytest.mark.parametrize("here", ["2.0", "next"])
def test_version_beyond_the_newest_tag_is_not_taken_back(tmp_path, here) -> None:
    folder = made(tmp_path / "repository", {"publiccode.yml": f'publiccodeYmlVersion: "0.7"\nsoftwareVersion: {here}\n'})
    git(folder, "tag", "v1.2.5")
    found = plan(folder, only("publiccode", of="fix"))

    assert found.changes == ()
    assert [(one.code, dict(one.facts)["here"]) for one in found.remarks] == [("version-differs", here)]


def test_keys_out_of_date_are_told_with_what_takes_their_place(tmp_path) -> None:
    text = 'publiccodeYmlVersion: "0.7"\nmonochromeLogo: a.svg\n'
    _, found = fixed(tmp_path, "publiccode", {"publiccode.yml": text})

    assert [(one.code, one.line, dict(one.facts)["instead"]) for one in found.remarks] == [("key-replaced", 2, "logo")]
