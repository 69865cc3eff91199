"""A policy out of git's objects, with bases, while the checkout holds something else."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from tests.engine.policies import HEAD, RULES

from osscan.engine.policy_diff import compared
from osscan.engine.policy_revision import policy_at
from osscan.errors import PolicyInvalidError

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git not found: only REVISION:PATH needs it")


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A checkout with one commit of a policy and its base; afterwards both files have changed."""
    (tmp_path / "policies" / "base").mkdir(parents=True)
    own = HEAD.split("categories", maxsplit=1)[0].replace("id: p", "id: own") + "extends: [{path: base/base.yml}]\n"
    (tmp_path / "policies" / "own.yml").write_text(own)
    (tmp_path / "policies" / "base" / "base.yml").write_text(HEAD + RULES)
    who = {"GIT_AUTHOR_NAME": "osscan", "GIT_COMMITTER_NAME": "osscan", "GIT_AUTHOR_EMAIL": "", "GIT_COMMITTER_EMAIL": ""}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "first"]):
        subprocess.run(["git", *command], cwd=tmp_path, env=inherited | who | alone, check=True)
    (tmp_path / "policies" / "base" / "base.yml").write_text(HEAD + RULES.replace("then: allow", "then: deny"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_revision_counts_not_the_checkout(repository):
    old, new = policy_at("HEAD:policies/own.yml"), policy_at("policies/own.yml")

    assert ("allow", "deny") == (old.rules[0].then, new.rules[0].then)
    assert [("P-1", "then")] == [(change.name, change.field) for change in compared(old, new).changes]


def test_places_name_revision_and_path(repository):
    old = policy_at("HEAD:policies/own.yml")

    assert ("HEAD:policies/own.yml", "HEAD:policies/base/base.yml") == old.files
    assert ("HEAD:policies/base/base.yml", 12) == (old.rules[0].place.input, old.rules[0].place.line)


def test_a_path_may_begin_in_the_folder_where_one_stands(repository, monkeypatch):
    monkeypatch.chdir(repository / "policies")

    assert "own" == policy_at("HEAD:./own.yml").id


@pytest.mark.parametrize("name", ["HEAD:policies/gone.yml", "nowhere:policies/own.yml", "--help:x", "HEAD:../x.yml"])
def test_what_git_does_not_know_is_told(repository, name):
    with pytest.raises(PolicyInvalidError) as caught:
        policy_at(name)

    assert ["policy-revision-missing"] == [problem.code for problem in caught.value.problems]


def test_outside_of_a_checkout_it_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PolicyInvalidError) as caught:
        policy_at("HEAD:x.yml")

    assert ["policy-revision-missing"] == [problem.code for problem in caught.value.problems]


def test_files_and_packaged_names_need_no_git(repository):
    assert ("own", "dortmund") == (policy_at("policies/own.yml").id, policy_at("dortmund").id)


def test_files_of_curations_come_out_of_the_revision_too(repository):
    policies = repository / "policies"
    entry = "schema: osscan/curations/1\ncurations:\n  - {purl: 'pkg:npm/a', expression: MIT, reason: {de: x, en: x}}\n"
    (policies / "curations.yml").write_text(entry)
    with (policies / "own.yml").open("a") as opened:
        opened.write("curations: curations.yml\n")
    who = {"GIT_AUTHOR_NAME": "osscan", "GIT_COMMITTER_NAME": "osscan", "GIT_AUTHOR_EMAIL": "", "GIT_COMMITTER_EMAIL": ""}
    for command in (["add", "-A"], ["commit", "-q", "-m", "second"]):
        subprocess.run(["git", *command], cwd=repository, env=os.environ | who, check=True)
    (policies / "curations.yml").write_text(entry.replace("MIT", "ISC"))

    told = [policy_at(name).clarifications[0] for name in ("HEAD:policies/own.yml", "policies/own.yml")]

    assert [(one.expression, one.place.input) for one in told] == [
        ("MIT", "HEAD:policies/curations.yml"),
        ("ISC", "policies/curations.yml"),
    ]
