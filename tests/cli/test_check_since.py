"""`osscan check --since REVISION` from outside: what a change adds, removes, updates and relicenses."""

from __future__ import annotations

import json
import subprocess

import pytest

MIT, AGPL = {"license": "MIT"}, {"license": "AGPL-3.0-only"}


def lock(**packages):
    entries = {f"node_modules/{name}": {"version": version, "license": of} for name, (version, of) in packages.items()}
    root = {"name": "shop", "version": "1.0.0", "dependencies": dict.fromkeys(packages, "*")}
    return json.dumps({"name": "shop", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": root, **entries}})


@pytest.fixture
def git(tmp_path):
    def run(*command):
        settings = (
            "-c",
            "user.name=n",
            "-c",
            "user.email=n@city.example",
            "-c",
            "init.defaultBranch=main",
            "-c",
            "commit.gpgsign=false",
        )
        subprocess.run(["git", *settings, *command], cwd=tmp_path, check=True, capture_output=True)

    run("init", "-q")
    return run


@pytest.fixture
def changed(tmp_path, git):
    """A checkout in which one component of each kind has changed."""
    file = tmp_path / "package-lock.json"
    file.write_text(
        lock(same=("1.0", "MIT"), old=("1.0", "MIT"), gone=("1.0", "MIT"), other=("1.0", "MIT"), known=("1.0", "AGPL-3.0-only"))
    )
    (tmp_path / "LICENSE").write_text("SPDX-License-Identifier: EUPL-1.2\n")
    git("add", ".")
    git("commit", "-q", "-m", "one")
    file.write_text(
        lock(
            same=("1.0", "MIT"),
            old=("2.0", "MIT"),
            come=("1.0", "AGPL-3.0-only"),
            other=("1.0", "ISC"),
            known=("1.1", "AGPL-3.0-only"),
        )
    )
    return tmp_path


def changes(done):
    return json.loads(done.out)["changes"]


def told(done):
    return {one["name"]: (one["change"], one["new_objection"]) for one in changes(done)["components"]}


def test_a_change_tells_what_it_adds_removes_updates_and_relicenses(osscan, changed):
    done = osscan("check", ".", "--since", "HEAD", "--format", "json")

    assert told(done) == {
        "come": ("added", True),
        "gone": ("removed", False),
        "known": ("updated", False),
        "old": ("updated", False),
        "other": ("relicensed", False),
    }
    assert changes(done)["counts"] == {
        "added": 1,
        "removed": 1,
        "updated": 2,
        "relicensed": 1,
        "rejudged": 0,
        "new_objections": 1,
        "settled": 0,
    }
    assert changes(done)["complete"] is True


def test_a_named_file_is_compared_like_a_folder(osscan, changed):
    folder, file = (osscan("check", target, "--since", "HEAD", "--format", "json") for target in (".", "package-lock.json"))

    assert told(file) == told(folder)


def test_only_new_objections_count_when_that_is_asked(osscan, changed):
    (changed / "package-lock.json").write_text(lock(known=("1.1", "AGPL-3.0-only")))

    assert osscan("check", ".", "--since", "HEAD").returncode == 1
    assert osscan("check", ".", "--since", "HEAD", "--only-new").returncode == 0


def test_a_new_objection_counts_with_only_new(osscan, changed):
    assert osscan("check", ".", "--since", "HEAD", "--only-new").returncode == 1


def test_comparing_alone_changes_no_outcome(osscan, changed):
    (changed / "package-lock.json").write_text(lock(vague=("1.0", "Custom License of Somebody")))
    git = ["git", "-c", "user.name=n", "-c", "user.email=n@city.example", "commit", "-qam", "two"]
    subprocess.run(git, cwd=changed, check=True)

    for options in ((), ("--fail-on", "denied")):
        plain, compared = osscan("check", ".", *options), osscan("check", ".", "--since", "HEAD", *options)
        assert compared.returncode == plain.returncode


def test_nothing_has_changed(osscan, changed, git):
    git("commit", "-q", "-a", "-m", "two")
    done = osscan("check", ".", "--since", "HEAD", "--format", "json")

    assert changes(done)["components"] == []


def test_the_checkout_is_left_alone(osscan, changed):
    before = sorted((path.as_posix(), path.stat().st_mtime_ns) for path in changed.rglob("*") if ".git" in path.parts)
    osscan("check", ".", "--since", "HEAD")

    assert sorted((path.as_posix(), path.stat().st_mtime_ns) for path in changed.rglob("*") if ".git" in path.parts) == before


def test_a_file_beside_is_read_in_its_former_state(osscan, tmp_path, git):
    """A requirements file includes another; only that one has changed."""
    (tmp_path / "requirements.txt").write_text("-r more.txt\nfirst==1.0\n")
    (tmp_path / "more.txt").write_text("second==1.0\n")
    git("add", ".")
    git("commit", "-q", "-m", "one")
    (tmp_path / "more.txt").write_text("second==2.0\n")

    for target in (".", "requirements.txt"):
        done = osscan("check", target, "--since", "HEAD", "--format", "json")
        (only,) = changes(done)["components"]
        assert (only["change"], only["before"]["version"], only["after"]["version"]) == ("updated", "1.0", "2.0")


def test_license_statements_of_own_files_are_compared(osscan, tmp_path, git):
    source = tmp_path / "shop.py"
    source.write_text("# SPDX-License-Identifier: MIT\n")
    git("add", ".")
    git("commit", "-q", "-m", "one")
    source.write_text("# SPDX-License-Identifier: GPL-2.0-only\n")
    done = osscan("check", ".", "--since", "HEAD", "--format", "json")
    licenses = {one["change"]: (one["before"] or one["after"])["license"] for one in changes(done)["components"]}

    assert licenses == {"added": "GPL-2.0-only", "removed": "MIT"}


def test_untracked_and_deleted_inputs_are_seen(osscan, tmp_path, git):
    (tmp_path / "requirements.txt").write_text("first==1.0\n")
    git("add", ".")
    git("commit", "-q", "-m", "one")
    (tmp_path / "requirements.txt").unlink()
    (tmp_path / "requirements-web.txt").write_text("second==1.0\n")
    done = osscan("check", ".", "--since", "HEAD", "--format", "json")

    assert {name: change for name, (change, _) in told(done).items()} == {"first": "removed", "second": "added"}


def test_line_ends_alone_are_no_change(osscan, tmp_path, git):
    (tmp_path / "requirements.txt").write_bytes(b"first==1.0\n")
    git("add", ".")
    git("commit", "-q", "-m", "one")
    (tmp_path / "requirements.txt").write_bytes(b"first==1.0\r\n")

    assert changes(osscan("check", ".", "--since", "HEAD", "--format", "json"))["components"] == []


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "", "HEAD^{tree}"])
def test_an_unknown_revision_is_told_and_nothing_is_judged(osscan, changed, revision):
    done = osscan("check", ".", f"--since={revision}") if revision else None

    if done is not None:
        assert done.returncode == 2
        assert done.out == ""
        assert "git branch -a" in done.err


def test_outside_of_a_checkout_nothing_can_be_compared(osscan, tmp_path):
    (tmp_path / "requirements.txt").write_text("first==1.0\n")
    done = osscan("check", ".", "--since", "HEAD")

    assert (done.returncode, done.out) == (2, "")
    assert "[since-no-checkout]" in done.err


def test_standard_input_has_no_past(osscan, changed):
    done = osscan("check", "-", "--since", "HEAD", stdin=b"{}")

    assert done.returncode == 2
    assert "[since-stdin]" in done.err


def test_a_shallow_clone_says_so(osscan, changed, git):
    git("commit", "-q", "-a", "-m", "two")
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{changed}", "short"], cwd=changed, check=True, capture_output=True
    )
    done = osscan("check", "short", "--since", "HEAD~1")

    assert done.returncode == 2
    assert "[since-shallow]" in done.err


def test_a_broken_former_input_is_told(osscan, tmp_path, git):
    file = tmp_path / "package-lock.json"
    file.write_text('{"lockfileVersion": 3, "packages": {')
    git("add", ".")
    git("commit", "-q", "-m", "one")
    file.write_text(lock(first=("1.0", "MIT")))
    done = osscan("check", ".", "--since", "HEAD", "--format", "json")

    assert changes(done)["complete"] is False
    assert "since-incomplete" in {problem["code"] for problem in json.loads(done.out)["problems"]}


def test_people_read_the_changes_first(osscan, changed):
    english, german = (osscan("check", ".", "--since", "HEAD", "--lang", language).out for language in ("en", "de"))

    assert english.startswith("Changes since HEAD (")
    assert german.startswith("Änderungen seit HEAD (")
    assert "+ come  1.0  AGPL-3.0-only" in english
    assert "~ old  1.0 → 2.0  MIT" in english


def test_a_merge_request_gets_a_table(osscan, changed):
    done = osscan("check", ".", "--since", "HEAD", "--format", "markdown", "--lang", "en")

    assert "| Change | Component | License | Verdict |" in done.out
    assert "| relicensed | <code>other 1.0</code> | MIT → ISC |" in done.out


def test_a_submodule_at_another_commit_is_an_update(osscan, tmp_path, git):
    first, second = "1" * 40, "2" * 40
    (tmp_path / ".gitmodules").write_text('[submodule "lib"]\n\tpath = lib\n\turl = https://git.city.example/team/lib.git\n')
    git("add", ".")
    git("update-index", "--add", "--cacheinfo", f"160000,{first},lib")
    git("commit", "-q", "-m", "one")
    git("update-index", "--cacheinfo", f"160000,{second},lib")
    (only,) = changes(osscan("check", ".", "--since", "HEAD", "--format", "json"))["components"]

    assert (only["change"], only["before"]["version"], only["after"]["version"]) == ("updated", first, second)


POM = """<project><modelVersion>4.0.0</modelVersion><groupId>city</groupId><artifactId>{name}</artifactId><version>1</version>{inner}</project>"""
PARENT = "<packaging>pom</packaging><properties><v>{version}</v></properties>"
CHILD = (
    "<parent><groupId>city</groupId><artifactId>parent</artifactId><version>1</version></parent>"
    "<dependencies><dependency><groupId>org.part</groupId><artifactId>part</artifactId><version>${v}</version></dependency></dependencies>"
)


def test_a_changed_parent_changes_what_its_children_need(osscan, tmp_path, git):
    (tmp_path / "child").mkdir()
    (tmp_path / "child/pom.xml").write_text(POM.format(name="child", inner=CHILD))
    (tmp_path / "pom.xml").write_text(POM.format(name="parent", inner=PARENT.format(version="1.0")))
    git("add", ".")
    git("commit", "-q", "-m", "one")
    (tmp_path / "pom.xml").write_text(POM.format(name="parent", inner=PARENT.format(version="2.0")))
    (only,) = changes(osscan("check", ".", "--since", "HEAD", "--format", "json"))["components"]

    assert (only["change"], only["before"]["version"], only["after"]["version"]) == ("updated", "1.0", "2.0")


def test_a_lock_is_compared_as_it_was(osscan, tmp_path, git):
    (tmp_path / "requirements.txt").write_text("first==1.0\n")
    osscan("lock", ".")
    git("add", ".")
    git("commit", "-q", "-m", "one")

    assert changes(osscan("check", ".", "--since", "HEAD", "--format", "json"))["components"] == []


def test_what_has_not_changed_is_not_read_again(tmp_path, git, monkeypatch):
    from datetime import date

    from osscan.engine.check import check
    from osscan.engine.executor import Serial
    from osscan.engine.request import CheckRequest
    from osscan.policy.find import policy_named
    from osscan.readers import table

    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "requirements.txt").write_text(f"{name}==1.0\n")
    git("add", ".")
    git("commit", "-q", "-m", "one")
    (tmp_path / "b/requirements.txt").write_text("b==2.0\n")
    real, asked = table.card, []
    monkeypatch.setattr(table, "card", lambda name: asked.append(name) or real(name))
    check(CheckRequest((str(tmp_path),), policy_named("dortmund"), "", date(2026, 11, 22), "", since="HEAD"), Serial())

    assert asked.count("python/requirements") == 4


def test_a_partial_clone_fetches_nothing_and_says_what_is_missing(osscan, changed, git):
    git("commit", "-q", "-a", "-m", "two")
    git("config", "uploadpack.allowFilter", "true")
    clone = ["git", "clone", "-q", "--filter=blob:none", f"file://{changed}", "partial"]
    subprocess.run(clone, cwd=changed, check=True, capture_output=True)
    packs = sorted((changed / "partial/.git/objects").rglob("*"))
    done = osscan("check", "partial", "--since", "HEAD~1", "--format", "json")

    assert "since-missing" in {problem["code"] for problem in json.loads(done.out)["problems"]}
    assert changes(done)["complete"] is False
    assert sorted((changed / "partial/.git/objects").rglob("*")) == packs
