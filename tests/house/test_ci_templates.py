"""The component and the hook call osscan with words that it knows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from osscan.reports import table as report_table

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = ("osscan.yml", "osscan-merge-request.yml", "osscan-publish.yml")
LOCK = '{"name": "s", "lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "1"}}, %s}}'
FORMER, NOW = (
    LOCK % ", ".join(f'"node_modules/{name}": {{"version": "1.0.0", "license": "AGPL-3.0-only"}}' for name in names)
    for names in ("a", "ab")
)


def template(name):
    return (ROOT / "templates" / name).read_text(encoding="utf-8")


def job_of(name):
    """The job of a component with the defaults of its inputs."""
    spec, _ = yaml.safe_load_all(template(name))
    inputs = {key: (row or {}).get("default", "pinned") for key, row in spec["spec"]["inputs"].items()}
    filled = re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda found: inputs[found[1]], template(name))
    (job,) = list(yaml.safe_load_all(filled))[1].values()
    return job


@pytest.fixture
def change(tmp_path):
    """A checkout whose last commit adds a component, and the commit before; `run` runs lines of a pipeline there."""
    folder, venv = tmp_path / "project", tmp_path / "venv" / "bin"
    for made in (folder, venv, tmp_path / "home"):
        made.mkdir(parents=True)
    (venv / "osscan").symlink_to(Path(sys.executable).with_name("osscan"))
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "CI_PROJECT_DIR": str(folder),
        "OSSCAN_VENV": str(venv.parent),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }

    def run(line, **variables):
        return subprocess.run(
            ["sh", "-c", line], cwd=folder, env=environment | variables, capture_output=True, encoding="utf-8", check=False
        )

    run("git init -q . && git config user.name n && git config user.email n@city.example")
    (folder / "package-lock.json").write_text(FORMER)
    run("git add . && git commit -q -m one")
    (folder / "package-lock.json").write_text(NOW)
    run("git commit -q -a -m two")
    return run


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_uses_every_input_that_it_declares_and_no_other(name) -> None:
    spec, _ = yaml.safe_load_all(template(name))

    assert set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", template(name))) == set(spec["spec"]["inputs"])


def test_templates_ask_for_formats_that_exist() -> None:
    texts = [file.read_text(encoding="utf-8") for file in (*ROOT.glob("templates/*.yml"), ROOT / ".ci" / "run")]
    asked = {name for text in texts for name in re.findall(r"--format (\w[\w-]*)", text)}

    assert asked - {card.name for card in report_table.every()} == set()


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_leaves_the_reports_that_gitlab_is_told_of(name) -> None:
    written = set(re.findall(r"--format [\w-]+=(\S+)", template(name)))

    assert set(job_of(name)["artifacts"]["reports"].values()) - written == set()


def test_merge_requests_are_compared_with_the_commit_they_set_out_from(change) -> None:
    job = job_of("osscan-merge-request.yml")
    given = {key: value for key, value in job["variables"].items() if key not in ("OSSCAN_VENV", "OSSCAN_PACKAGE")}
    base = change("git rev-parse HEAD~1").stdout.strip()
    runs = [change(line, **given, CI_MERGE_REQUEST_DIFF_BASE_SHA=base) for line in job["script"][2:]]

    assert [done.returncode for done in runs] == [0, 0, 1]
    assert "1 hinzugekommen" in runs[-1].stdout
    assert change("ls osscan-reports").stdout.split() == ["gl-code-quality.json", "osscan.json", "osscan.md", "osscan.xml"]


def test_a_merge_request_without_new_objections_passes(change) -> None:
    job = job_of("osscan-merge-request.yml")
    base = change("git rev-parse HEAD").stdout.strip()
    given = {"OSSCAN_TARGETS": ".", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}

    assert [change(line, **given).returncode for line in job["script"][2:]] == [0, 0, 0]


def test_a_project_that_may_not_be_published_fails_and_its_reports_are_there(change) -> None:
    job = job_of("osscan-publish.yml")
    given = {key: value for key, value in job["variables"].items() if key not in ("OSSCAN_VENV", "OSSCAN_PACKAGE")}
    runs = [change(line, **given) for line in job["script"][2:]]

    assert [done.returncode for done in runs] == [0, 0, 1]
    assert "nicht veröffentlichungsreif" in runs[-1].stdout
    assert change("ls osscan-reports").stdout.split() == [
        "gl-code-quality.json",
        "osscan-publish.json",
        "osscan-publish.sarif",
        "osscan-publish.xml",
    ]


def test_pull_requests_are_compared_with_the_branch_they_go_to(change, tmp_path) -> None:
    workflow = yaml.safe_load(template("github-pull-request.yml"))
    steps = [step["run"] for step in workflow["jobs"]["osscan"]["steps"] if "run" in step]
    (tmp_path / "osscan").symlink_to(tmp_path / "venv")
    base = change("git rev-parse HEAD~1").stdout.strip()
    given = {"RUNNER_TEMP": str(tmp_path), "BASE": base, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    runs = [change(line, **given, LC_ALL="en_GB.UTF-8") for line in steps[2:]]

    assert [done.returncode for done in runs] == [1, 0]
    assert "1 added" in (tmp_path / "summary").read_text()


def test_hook_calls_the_program() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

    assert (hook["id"], hook["entry"], hook["language"]) == ("osscan-check", "osscan check", "python")


def test_hook_looks_at_files_that_name_components() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    wanted = (
        "package-lock.json",
        "web/package-lock.json",
        "uv.lock",
        "requirements-dev.txt",
        "pom.xml",
        "app/gradle.lockfile",
        "go.mod",
        "Cargo.lock",
        "composer.lock",
        "Gemfile.lock",
        "src/App/packages.lock.json",
        "src/App/App.csproj",
        "pubspec.lock",
        "app.cdx.json",
        "bom.xml",
        "x.spdx",
    )

    assert [name for name in wanted if not re.search(hook["files"], name)] == []
    assert [name for name in ("README.md", "src/app.py", "package-lock.json.bak") if re.search(hook["files"], name)] == []
