"""One result for each project of a monorepo, and roles that somebody names, from outside."""

from __future__ import annotations

import json

import pytest

LOCK = {
    "name": "web",
    "lockfileVersion": 3,
    "packages": {"": {"dependencies": {"a": "1"}}, "node_modules/a": {"version": "1.0.0", "license": "AGPL-3.0-only"}},
}


@pytest.fixture
def monorepo(tmp_path):
    for folder in ("web/packages/ui", "api/requirements", "tests/shop"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "web/package-lock.json").write_text(json.dumps(LOCK))
    (tmp_path / "web/package.json").write_text('{"name": "web", "dependencies": {"a": "1"}}')
    (tmp_path / "web/packages/ui/package.json").write_text('{"name": "ui", "dependencies": {"a": "1"}}')
    (tmp_path / "api/requirements/base.txt").write_text("flask==2.0\n")
    (tmp_path / "tests/shop/requirements.txt").write_text("part==1.0\n")
    return tmp_path


def lines(done):
    return [json.loads(line) for line in done.out.splitlines()]


def test_every_project_has_an_inventory_of_its_own(osscan, monorepo):
    done = osscan("inventory", ".", "--per-project", "--format", "jsonl")
    told = {
        line["project"]: (line["role"], line["complete"], sorted(one["name"] for one in line["components"]))
        for line in lines(done)
    }

    assert told == {
        "api": ("product", True, ["flask"]),
        "tests/shop": ("test", True, ["part"]),
        "web": ("product", True, ["a"]),
    }
    assert done.returncode == 0


def test_workspace_members_belong_to_the_lockfile_above_them(osscan, monorepo):
    web = lines(osscan("inventory", ".", "--per-project", "--format", "jsonl"))[-1]

    assert [one["path"] for one in web["inputs"]] == ["web/package-lock.json", "web/package.json", "web/packages/ui/package.json"]


def test_every_project_is_judged_by_itself(osscan, monorepo):
    done = osscan("check", ".", "--per-project", "--format", "json")

    assert {line["project"]: line["outcome"] for line in lines(done)} == {
        "api": "objections",
        "tests/shop": "nothing-to-judge",
        "web": "objections",
    }
    assert done.returncode == 1


def test_projects_together_hold_what_the_united_inventory_holds(osscan, monorepo):
    whole = json.loads(osscan("check", ".", "--format", "json").out)
    parts = lines(osscan("check", ".", "--per-project", "--format", "json"))

    assert {one["purl"] for one in whole["components"]} == {one["purl"] for part in parts for one in part["components"]}


def test_people_read_one_page_for_each_project(osscan, monorepo):
    done = osscan("check", ".", "--per-project")

    assert [line for line in done.out.splitlines() if line.startswith("Project ")] == [
        "Project api",
        "Project tests/shop",
        "Project web",
    ]


@pytest.mark.parametrize("options", [("--since", "HEAD"), ("--format", "sarif"), ("--format", "json=out.json")])
def test_what_speaks_of_all_projects_at_once_is_refused(osscan, monorepo, options):
    assert osscan("check", ".", "--per-project", *options).returncode == 2


def test_roles_are_visible_and_can_be_named(osscan, monorepo):
    before, after = (
        {line["path"]: line["role"] for line in lines(osscan("inventory", ".", "--format", "jsonl", *options))}
        for options in ((), ("--role", "tests=product", "--role", "api/**=vendored"))
    )

    assert (before["tests/shop/requirements.txt"], before["api/requirements/base.txt"]) == ("test", "product")
    assert (after["tests/shop/requirements.txt"], after["api/requirements/base.txt"]) == ("product", "vendored")


def test_a_named_role_decides_what_is_judged(osscan, monorepo):
    def judged(*options):
        report = json.loads(osscan("check", ".", "--format", "json", *options).out)
        return {
            verdict["component"]
            for verdict in report["verdicts"]
            if verdict["level"] != "not-evaluated" and verdict["component"].startswith("pkg:pypi")
        }

    assert judged() == {"pkg:pypi/flask@2.0"}
    assert judged("--role", "tests=product", "--role", "api=test") == {"pkg:pypi/part@1.0"}


@pytest.mark.parametrize("given", ["tests", "=test", "tests=nonsense", "/=test"])
def test_a_role_that_there_is_not_is_refused(osscan, monorepo, given):
    done = osscan("inventory", ".", "--role", given)

    assert (done.returncode, done.out) == (2, "")
    assert "PATTERN=vendored" in done.err


def test_the_policy_can_name_roles_and_the_caller_has_the_last_word(osscan, monorepo):
    (monorepo / "house.yml").write_text(
        "schema: osscan/policy/1\nid: house\ntitle: {de: Haus, en: House}\nversion: '1'\nextends: [{packaged: dortmund}]\n"
        "path_roles:\n  - {paths: [api, web], role: test}\n  - {paths: tests, role: product}\n"
    )

    def roles(*options):
        report = json.loads(osscan("check", ".", "--policy", "house.yml", "--format", "json", *options).out)
        return {one["path"].partition("/")[0]: one["role"] for one in report["inputs"] if "/" in one["path"]}

    assert roles() == {"api": "test", "tests": "product", "web": "test"}
    assert roles("--role", "web=product") == {"api": "test", "tests": "product", "web": "product"}


def test_a_role_in_a_policy_has_to_be_one(osscan, monorepo):
    (monorepo / "house.yml").write_text(
        "schema: osscan/policy/1\nid: house\ntitle: {de: Haus, en: House}\nversion: '1'\nextends: [{packaged: dortmund}]\n"
        "path_roles:\n  - {paths: [api], role: nonsense}\n"
    )
    done = osscan("check", ".", "--policy", "house.yml")

    assert done.returncode == 2
    assert "[policy-wrong-value]" in done.err


def test_a_lock_holds_what_the_named_roles_make_part_of_the_product(osscan, monorepo):
    (monorepo / "house.yml").write_text(
        "schema: osscan/policy/1\nid: house\ntitle: {de: Haus, en: House}\nversion: '1'\nextends: [{packaged: dortmund}]\n"
        "path_roles:\n  - {paths: [api, web], role: test}\n"
    )

    def locked(*options):
        (monorepo / "osscan.lock").unlink(missing_ok=True)
        osscan("lock", ".", *options)
        return sorted(json.loads((monorepo / "osscan.lock").read_text())["components"])

    assert locked() == ["pkg:npm/a@1.0.0", "pkg:pypi/flask@2.0"]
    assert locked("--role", "tests=product", "--role", "api=test") == ["pkg:npm/a@1.0.0", "pkg:pypi/part@1.0"]
    assert locked("--policy", "house.yml", "--role", "api=product") == ["pkg:pypi/flask@2.0"]
