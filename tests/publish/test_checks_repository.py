"""The repository: each check kept and broken once."""

from __future__ import annotations

import pytest
from tests.publish.projects import codes, git, look, manifest

from osscan.inputs.git_facts import LargeFile
from osscan.model.report import CheckStatus

BIG = 6 * 1024 * 1024


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (git(tags=[("v1.0.0", "c0", False)]), []),
        (git(tags=[("v1.0.0", "c0", False)], dirty=["a"]), ["dirty"]),
        (git(tags=[("v1.0.0", "c1", False)]), ["no-tag"]),
        (git(tags=[("latest", "c0", False)]), ["no-version"]),
        (git(tags=[("latest", "c0", False), ("2026.11", "c0", False)]), []),
        (git(dirty=["a"]), ["dirty", "no-tag"]),
    ],
)
def test_the_state_is_clean_and_has_a_version(facts, found) -> None:
    assert codes("PUB-REPO-01", git=facts) == found


@pytest.mark.parametrize("check", ["PUB-REPO-01", "PUB-REPO-04", "PUB-REPO-06"])
def test_without_git_it_stays_open(check) -> None:
    looked = look(check, missing={"git": "no-checkout"})

    assert (looked.status, looked.reason) == (CheckStatus.UNKNOWN, "no-checkout")


@pytest.mark.parametrize(
    ("check", "files", "found"),
    [
        ("PUB-REPO-02", {".gitlab-ci.yml": "x"}, []),
        ("PUB-REPO-02", {".github/workflows/ci.yaml": "x"}, []),
        ("PUB-REPO-02", {"src/.gitlab-ci.yml": "x"}, ["missing"]),
        ("PUB-REPO-03", {"tests/test_a.py": "x"}, []),
        ("PUB-REPO-03", {"src/test/java/AppTest.java": "x"}, []),
        ("PUB-REPO-03", {"pkg/park_test.go": "x"}, []),
        ("PUB-REPO-03", {"src/app.spec.ts": "x"}, []),
        ("PUB-REPO-03", {"src/latest.py": "x"}, ["missing"]),
        ("PUB-REPO-03", {"src/contest.ts": "x"}, ["missing"]),
    ],
)
def test_pipelines_and_tests(check, files, found) -> None:
    assert codes(check, files) == found


@pytest.mark.parametrize(
    ("files", "large", "found"),
    [
        ({"a": "x"}, (), []),
        ({"a": b"x" * BIG}, (), ["large"]),
        ({"a": "x"}, (LargeFile("old.zip", BIG, "b"),), ["large-in-history"]),
        ({"a": b"x" * BIG}, (LargeFile("a", BIG, "b"),), ["large"]),
    ],
)
def test_large_files_are_found_in_the_past_too(files, large, found) -> None:
    assert codes("PUB-REPO-04", files, git=git(large=large)) == found


def module(address):
    return {".gitmodules": f'[submodule "x"]\n\tpath = x\n\turl = {address}\n'}


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (module("https://git.example/x.git"), []),
        (module("../x.git"), []),
        (module("git@git.example:x.git"), ["not-public"]),
        (module("ssh://git.example/x.git"), ["not-public"]),
        (module("https://git.city.intern/x.git"), ["not-public"]),
        ({".gitattributes": "*.png filter=lfs diff=lfs\n"}, ["lfs"]),
    ],
)
def test_parts_lie_where_everybody_gets_them(files, found) -> None:
    assert codes("PUB-REPO-05", files, settings={"hosts": ("*.intern",)}) == found


def test_an_address_of_a_submodule_tells_no_password() -> None:
    (spot,) = look("PUB-REPO-05", module("http://user:word@git.example/x.git")).spots

    assert (dict(spot.facts)["address"], spot.key) == ("git.example/x.git", "git.example/x.git")


def test_without_parts_elsewhere_nothing_is_asked() -> None:
    assert look("PUB-REPO-05", {"a": "x"}).status is CheckStatus.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (git(tags=[("v1", "c0", False)]), []),
        (git(commits=2), ["few-commits", "no-release"]),
        (git(authors=1, tags=[("v1", "c0", False)]), ["one-author"]),
        (git(commits=0), ["few-commits", "no-release", "one-author"]),
    ],
)
def test_a_project_that_is_alive(facts, found) -> None:
    assert codes("PUB-REPO-06", git=facts) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("parking-finder", []),
        ("@city/parking", []),
        ("PVKS", ["abbreviation"]),
        ("x", ["abbreviation"]),
        ("backend", ["says-nothing"]),
    ],
)
def test_a_name_says_what_it_is(name, found) -> None:
    assert codes("PUB-REPO-07", manifests=(manifest(name=name),)) == found


def test_what_has_no_name_is_not_asked() -> None:
    assert look("PUB-REPO-07").status is CheckStatus.NOT_APPLICABLE
