"""The rehearsal: the committed state and nothing else, everything that becomes public, and no trace left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from osscan.inputs.git_room import clean_room

LICENSE = "A license text.\n"


@pytest.fixture
def shop(repository):
    """Two commits, a deleted file, two branches, a tag, people in trailers, and things that lie around."""
    repository.commit({"README.md": "# Shop\n", "old/secrets.txt": "gone\n", "LICENSE": LICENSE})
    repository.git("rm", "-q", "old/secrets.txt")
    repository.commit(
        {
            "src/app.py": "x = 1\n",
            ".gitignore": "requirements.txt\nconfig/app.conf\nnode_modules/\n*.log\n",
            "Dockerfile": "COPY config/app.conf /etc/\n",
        },
        "Second\n\nSigned-off-by: Helper <helper@gmx.de>\nCo-authored-by: Friend <friend@example.org>\nReviewed-by: Eye <eye@city.example>",
    )
    repository.git("branch", "side")
    repository.git("tag", "-a", "v1.0.0", "-m", "First")
    repository.write(
        {
            "requirements.txt": "a==1\n",
            "config/app.conf": "x\n",
            "node_modules/a/package.json": "{}",
            "new.py": "y\n",
            "run.log": "x",
            "src/app.py": "x = 2\n",
        }
    )
    return repository


def rehearsed(osscan, *more, **environment):
    done = osscan("rehearse", "shop", "--format", "json", *more, **environment)
    assert done.stdout, done.err
    return json.loads(done.stdout)


def test_only_the_committed_state_becomes_public(osscan, shop) -> None:
    told = rehearsed(osscan)

    assert [one["path"] for one in told["files"]] == [".gitignore", "Dockerfile", "LICENSE", "README.md", "src/app.py"]
    assert told["revision"] == shop.git("rev-parse", "HEAD")
    assert told["size"] == sum(one["bytes"] for one in told["files"])
    assert told["past_paths"] == ["old/secrets.txt"]
    assert [one["subject"] for one in told["commits"]] == ["Second", "Change"]
    assert sorted((one["kind"], one["name"]) for one in told["refs"]) == [
        ("branch", "main"),
        ("branch", "side"),
        ("tag", "v1.0.0"),
    ]


def test_everybody_who_becomes_public_is_named(osscan, shop) -> None:
    people = {one["mail"]: (one["name"], one["class"], one["roles"]) for one in rehearsed(osscan)["identities"]}

    assert people["office@city.example"] == ("Office", "example", {"author": 2, "committer": 2, "tagger": 1})
    assert people["helper@gmx.de"] == ("Helper", "private", {"signed-off": 1})
    assert people["friend@example.org"][2] == {"co-author": 1}
    assert people["eye@city.example"][2] == {"mentioned": 1}


def test_what_lies_around_is_told_and_what_the_build_needs(osscan, shop) -> None:
    told = {one["path"]: (one["state"], one["needed"], one["by"]) for one in rehearsed(osscan)["working_folder"]}

    assert told == {
        "config/app.conf": ("ignored", "named", "Dockerfile"),
        "new.py": ("untracked", "", ""),
        "node_modules/": ("ignored", "", ""),
        "requirements.txt": ("ignored", "input", ""),
        "run.log": ("ignored", "", ""),
        "src/app.py": ("changed", "", ""),
    }


def test_a_squash_takes_history_and_people_away(osscan, shop) -> None:
    told = rehearsed(osscan, "--squash")

    assert told["gone_with_squash"] == {"commits": 1, "branches": 1, "identities": 4, "paths": 1}
    assert (len(told["commits"]), told["past_paths"], told["commits"][0]["subject"]) == (1, [], "Initial import")
    assert [one["mail"] for one in told["identities"]] == ["import@example.invalid"]
    assert sorted((one["kind"], one["name"]) for one in told["refs"]) == [("branch", "main"), ("tag", "v1.0.0")]
    assert told["contents"]["count"] == len(told["files"])


@pytest.mark.parametrize("more", [(), ("--squash",)])
def test_the_same_state_gives_the_same_bytes(osscan, shop, more) -> None:
    first = osscan("rehearse", "shop", "--format", "json", *more)

    assert first.stdout == osscan("rehearse", "shop", "--format", "json", *more).stdout
    assert str(osscan.rooms) not in first.out


@pytest.mark.parametrize("form", ["terminal", "markdown"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_people_read_it_in_their_language(osscan, shop, form, language) -> None:
    done = osscan("rehearse", "shop", "--format", form, language=language)

    assert {"de": "Was öffentlich wird", "en": "What becomes public"}[language] in done.out
    assert "requirements.txt" in done.out
    assert "Helper" in done.out
    assert "helper" not in done.err.lower()
    assert str(osscan.rooms) not in done.out


def test_nothing_is_left_behind_and_nothing_is_changed(osscan, shop) -> None:
    def state():
        return {
            file.relative_to(shop.folder): (file.read_bytes() if file.is_file() else b"", file.stat().st_mtime_ns)
            for file in sorted(shop.folder.rglob("*"))
        }

    before = state()
    osscan("rehearse", "shop")
    osscan("rehearse", "shop", "--squash")

    assert state() == before
    assert list(osscan.rooms.iterdir()) == []
    assert list(osscan.caches.rglob("*")) == []


def test_the_room_is_gone_after_a_fault(shop, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    seen = []

    def fall(room):
        seen.append((room.folder / "README.md").is_file())
        raise RuntimeError

    with pytest.raises(RuntimeError), clean_room(shop.folder) as room:
        fall(room)

    assert (seen, room.folder.exists()) == ([True], False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs without asking them")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
@pytest.mark.parametrize("seconds", [0, 0.005, 0.02, 0.08])
def test_the_room_is_gone_when_the_program_is_ended(osscan, shop, tmp_path, number, code, seconds) -> None:
    shop.commit({f"data/{number}.txt": f"text {number}\n" * 50 for number in range(400)})
    command = [sys.executable, "-m", "osscan", "publish", "rehearse", "shop"]
    running = subprocess.Popen(
        command, cwd=tmp_path, env={**os.environ, "TMPDIR": str(osscan.rooms)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 60
    while not any(osscan.rooms.glob("osscan-rehearsal-*")) and time.monotonic() < deadline and running.poll() is None:
        time.sleep(0.001)
    time.sleep(seconds)
    running.send_signal(number)
    running.communicate(timeout=60)

    assert list(osscan.rooms.iterdir()) == []
    assert running.returncode in (code, 1), "neither ended by the signal nor with the verdict that was ready before it"


def test_no_hook_runs(osscan, shop, tmp_path) -> None:
    mark = tmp_path / "ran"
    for hook in ("post-checkout", "pre-commit", "post-commit", "reference-transaction", "post-index-change"):
        file = shop.folder / ".git" / "hooks" / hook
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\ntouch {mark}\n", encoding="utf-8")
        file.chmod(0o755)
    rehearsed(osscan, "--squash")

    assert not mark.exists()


def test_no_filter_runs_and_files_come_as_they_are_stored(osscan, shop, tmp_path) -> None:
    mark = tmp_path / "ran"
    shop.commit({".gitattributes": "*.py filter=evil text eol=crlf\n"})
    config = tmp_path / "config"
    config.write_text(f'[filter "evil"]\n\tsmudge = touch {mark}\n\tclean = cat\n\trequired = true\n', encoding="utf-8")
    shop.git("config", "filter.evil.smudge", f"touch {mark}")
    told = rehearsed(osscan, GIT_CONFIG_GLOBAL=str(config))

    assert not mark.exists()
    assert {one["path"]: one["bytes"] for one in told["files"]}["src/app.py"] == len("x = 1\n")


def test_submodules_and_pointers_are_not_included(osscan, shop) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    shop.commit({"big.bin": pointer, ".gitmodules": '[submodule "sub"]\n\tpath = sub\n\turl = https://git.example/sub\n'})
    shop.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub")
    shop.git("commit", "-q", "-m", "Sub")
    kinds = {one["path"]: one["kind"] for one in rehearsed(osscan)["files"]}

    assert (kinds["big.bin"], kinds["sub"], kinds["README.md"]) == ("pointer", "submodule", "file")


def test_stash_and_notes_stay_here(osscan, shop) -> None:
    shop.git("notes", "add", "-m", "inner")
    shop.git("stash", "-q")

    assert rehearsed(osscan)["staying_refs"] == ["refs/notes/commits", "refs/stash"]


def test_a_detached_and_a_shallow_clone_can_be_rehearsed(osscan, shop, tmp_path) -> None:
    shop.git("checkout", "-q", "-f", "--detach", "HEAD~1")
    assert len(rehearsed(osscan)["files"]) == 3
    shop.git("checkout", "-q", "main")
    shop.folder.rename(tmp_path / "whole")
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{tmp_path}/whole", str(tmp_path / "shop")], check=True)
    told = rehearsed(osscan)

    assert (told["shallow"], len(told["commits"])) == (True, 1)


@pytest.mark.parametrize(("files", "words"), [({}, "no commit"), (None, "no git repository")])
def test_without_a_committed_state_nothing_is_rehearsed(osscan, repository, files, words) -> None:
    if files is None:
        (repository.folder / ".git").rename(repository.folder / "git")
    done = osscan("rehearse", "shop")

    assert done.returncode == 2
    assert words in " ".join(done.err.split())


def test_a_secret_of_the_past_brings_a_plan_that_nobody_carries_out(osscan, shop) -> None:
    secret = "ghp_" + "".join(chr(97 + number * 7 % 26) + str(number % 10) for number in range(18))
    shop.commit({"deploy.sh": f"export TOKEN={secret}\n"})
    shop.git("rm", "-q", "-f", "deploy.sh")
    shop.git("commit", "-q", "-m", "Remove")
    head = shop.git("rev-parse", "HEAD")
    told = rehearsed(osscan)

    assert told["plan"][0]["step"] == "rotate"
    assert {"squash", "push"} <= {one["step"] for one in told["plan"]}
    assert secret not in json.dumps(told)
    assert shop.git("rev-parse", "HEAD") == head
    statuses = {one["id"]: one["status"] for one in told["publication"]["checks"]}
    assert statuses["PUB-LEAK-02"] == "failed"
    squashed = rehearsed(osscan, "--squash")
    assert {one["id"]: one["status"] for one in squashed["publication"]["checks"]}["PUB-LEAK-02"] == "passed"


def test_the_committed_settings_count(osscan, shop) -> None:
    shop.commit({".osscan/publish.yml": "schema: osscan/publish/1\nkind: docs\n"})
    shop.write({".osscan/publish.yml": "schema: osscan/publish/1\nkind: library\n"})

    assert rehearsed(osscan)["publication"]["kind"] == "docs"


def test_a_hook_of_git_that_calls_it_keeps_its_repository(osscan, shop) -> None:
    before = shop.git("for-each-ref"), shop.git("status", "--porcelain"), shop.git("rev-parse", "HEAD")
    inside = {"GIT_DIR": f"{shop.folder}/.git", "GIT_WORK_TREE": str(shop.folder), "GIT_INDEX_FILE": f"{shop.folder}/.git/index"}
    told = rehearsed(osscan, "--squash", **inside)

    assert len(told["commits"]) == 1
    assert (shop.git("for-each-ref"), shop.git("status", "--porcelain"), shop.git("rev-parse", "HEAD")) == before


def test_tags_of_files_and_strange_names_are_cloned(osscan, shop) -> None:
    shop.git("tag", "blob", shop.git("rev-parse", "HEAD:README.md"))
    shop.commit(
        {"fo\no/ä b.txt": "x\n", '"quoted".txt': "y\n", "\udcff.bin".encode("utf-8", "surrogateescape").decode("latin-1"): "z\n"}
    )
    told = rehearsed(osscan)

    assert ("tag", "blob") in {(one["kind"], one["name"]) for one in told["refs"]}
    assert {"fo\no/ä b.txt", '"quoted".txt'} <= {one["path"] for one in told["files"]}


def test_a_clone_that_lacks_contents_is_told_in_the_words_of_git(osscan, shop) -> None:
    blob = shop.git("rev-parse", "HEAD:README.md")
    (shop.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    done = osscan("rehearse", "shop")

    assert (done.returncode, blob in done.err) == (2, True)
    assert list(osscan.rooms.iterdir()) == []
