"""What the project builds on: each check kept and broken once."""

from __future__ import annotations

import pytest
from tests.publish.projects import codes, judged, look

from osscan.checks.table import CHECKS
from osscan.detect.standard_texts import standard_text
from osscan.model.component import Kind, PathRole, Scope
from osscan.model.publication import ProjectKind
from osscan.model.publiccode import Publiccode
from osscan.model.report import CheckStatus
from osscan.model.verdict import CompatibilityWord, PolicyWord

DENIED = {"objects": True, "word": CompatibilityWord.INCOMPATIBLE}
OPEN = {"objects": True, "license_": None}


@pytest.mark.parametrize(
    ("parts", "status", "reason", "found"),
    [
        ([{}, {}], CheckStatus.PASSED, "", []),
        ([], CheckStatus.PASSED, "", []),
        ([{}, DENIED], CheckStatus.FAILED, "", ["denied"]),
        ([{"objects": True, "policy": PolicyWord.DENIED}], CheckStatus.FAILED, "", ["denied"]),
        ([OPEN], CheckStatus.UNKNOWN, "licenses-open", ["open"]),
        ([OPEN, DENIED], CheckStatus.FAILED, "", ["denied", "open"]),
        ([{**DENIED, "role": PathRole.TEST}], CheckStatus.PASSED, "", []),
        ([{**DENIED, "first_party": True}], CheckStatus.PASSED, "", []),
        ([{**DENIED, "kind": Kind.FILES}], CheckStatus.PASSED, "", []),
    ],
)
def test_dependencies_go_together_with_the_license(parts, status, reason, found) -> None:
    looked = look("PUB-DEP-01", report=judged(*parts))

    assert (looked.status, looked.reason, [spot.code for spot in looked.spots]) == (status, reason, found)


@pytest.mark.parametrize("check", ["PUB-DEP-01", "PUB-DEP-04"])
def test_what_was_not_read_is_no_pass(check) -> None:
    looked = look(check, report=judged({}, complete=False))

    assert (looked.status, looked.reason) == (CheckStatus.UNKNOWN, "incomplete")
    assert look(check).status is CheckStatus.UNKNOWN


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"sbom.cdx.json": "{}"}, []),
        ({"sbom/app.json": "{}"}, []),
        ({".gitlab-ci.yml": "job:\n  script: osscan sbom create ."}, []),
        ({".gitlab-ci.yml": "job:\n  script: make"}, ["missing"]),
    ],
)
def test_a_bill_of_materials_is_there_or_made(files, found) -> None:
    assert codes("PUB-DEP-02", files, report=judged({})) == found


@pytest.mark.parametrize("check", ["PUB-DEP-02", "PUB-DEP-06"])
def test_without_dependencies_nothing_has_to_be_told(check) -> None:
    assert look(check, report=judged()).status is CheckStatus.NOT_APPLICABLE


PACKAGE = '{"dependencies": {"a": "1"}}'


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"package.json": PACKAGE, "package-lock.json": "{}"}, []),
        ({"package.json": PACKAGE, "yarn.lock": ""}, []),
        ({"web/package.json": PACKAGE, "package-lock.json": "{}"}, []),
        ({"package.json": PACKAGE, "web/package-lock.json": "{}"}, ["missing"]),
        ({"package.json": PACKAGE}, ["missing"]),
        ({"pyproject.toml": '[project]\ndependencies = ["a"]', "requirements.txt": "a==1"}, []),
        ({"pyproject.toml": '[project]\ndependencies = ["a"]', "pixi.lock": ""}, []),
        ({"pyproject.toml": '[project]\ndependencies = ["a"]'}, ["missing"]),
        ({"go.mod": "module x\nrequire a v1\n", "go.sum": ""}, []),
    ],
)
def test_versions_are_fixed(files, found) -> None:
    assert codes("PUB-DEP-03", files) == found


@pytest.mark.parametrize(
    ("more", "lock"),
    [
        ("", "pylock.toml"),
        ("[tool.poetry]\n", "poetry.lock"),
        ("[tool.uv.sources]\n", "uv.lock"),
        ("[tool.pdm]\n", "pdm.lock"),
    ],
)
def test_the_lockfile_that_is_missing_is_the_one_of_the_program_in_use(more, lock) -> None:
    looked = look("PUB-DEP-03", {"pyproject.toml": f'{more}[project]\ndependencies = ["a"]'})
    assert [(("lock", lock),)] == [spot.facts for spot in looked.spots]


def test_who_uses_a_library_decides_on_versions() -> None:
    kinds = next(card.kinds for card in CHECKS if card.id == "PUB-DEP-03")
    assert {ProjectKind.APPLICATION, ProjectKind.SERVICE} == kinds


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"tests/package.json": PACKAGE},
        {"pyproject.toml": "[tool.ruff]\nline-length = 100\n"},
        {"package.json": '{"scripts": {}}'},
        {"go.mod": "module x\n"},
    ],
)
def test_who_asks_for_nothing_has_nothing_to_fix(files) -> None:
    assert look("PUB-DEP-03", files).status is CheckStatus.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ({}, []),
        ({"license_": "LicenseRef-scancode-proprietary-license"}, ["not-free"]),
        ({"license_": "SSPL-1.0"}, ["not-free"]),
        ({"license_": "Unlicense"}, []),
        ({"license_": "SSPL-1.0", "scope": Scope.DEV}, []),
    ],
)
def test_nothing_has_to_be_bought(part, found) -> None:
    assert codes("PUB-DEP-04", report=judged(part)) == found


def test_what_the_project_says_itself_counts() -> None:
    told = Publiccode("publiccode.yml")

    assert codes("PUB-DEP-04", report=judged({}), publiccode=told) == []


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("requirements.txt", "--index-url https://registry.example/simple\na==1\n", []),
        ("requirements.txt", "a==1\n-i https://nexus.city.intern/simple\n", ["private"]),
        ("requirements.txt", "--extra-index-url=http://10.1.2.3/simple\n", ["private"]),
        (".npmrc", "registry=https://nexus.lan/npm\n", ["private"]),
        (".npmrc", "@city:registry=https://user:word@nexus.local:8081/npm\n", ["private"]),
        ("pip.conf", "[global]\nindex-url = http://localhost:8080/\n", ["private"]),
        ("Dockerfile", "FROM registry.city.intern/base:1\n", ["private"]),
        ("Dockerfile", "FROM --platform=linux/amd64 python:3.11 AS build\n", []),
        ("Dockerfile", "FROM ${BASE}\n", []),
        ("go.mod", "replace a.example/x => ../x\n", []),
        ("composer.json", '{"repositories": [{"type": "vcs", "url": "git@git.example:x.git"}]}', ["private"]),
        ("pom.xml", "<repositories><repository><id>x</id><url>http://nexus/repo</url></repository></repositories>", ["private"]),
        ("pom.xml", "<url>https://www.example.org</url>", []),
    ],
)
def test_sources_are_open_to_everybody(path, text, found) -> None:
    assert codes("PUB-DEP-05", {path: text}, settings={"hosts": ("*.intern",)}) == found


def test_an_address_tells_no_password() -> None:
    (spot,) = look("PUB-DEP-05", {".npmrc": "registry=https://user:word@nexus.local:8081/npm\n"}).spots

    assert "word" not in repr(spot)


def test_public_hosts_of_the_organisation_are_no_secret() -> None:
    files = {".npmrc": "registry=https://open.city.intern/npm\n"}

    assert codes("PUB-DEP-05", files, settings={"hosts": ("*.intern",), "public_hosts": ("open.city.intern",)}) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("requirements.txt", "\n" * 300_000),
        ("pom.xml", "<repository>" * 50_000),
        ("Dockerfile", " " * 300_000),
        ("Dockerfile", "FROM " * 50_000),
        ("go.mod", "replace " * 50_000),
        ("composer.json", '"url"' * 60_000),
        ("build.gradle", "url " * 60_000),
    ],
)
def test_hostile_sources_cost_nothing(name, text) -> None:
    assert look("PUB-DEP-05", {name: text}).status in (CheckStatus.PASSED, CheckStatus.FAILED)


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"THIRD-PARTY-NOTICES.md": f"alpha and beta\n\n{standard_text('MIT')}"}, []),
        ({"THIRD-PARTY-NOTICES.md": "alpha and beta"}, ["no-text", "no-text"]),
        ({"NOTICE": f"alpha\n\n{standard_text('MIT')}"}, ["not-named"]),
        ({"NOTICE": f"alpha\n\n{standard_text('ISC')}"}, ["no-text", "not-named"]),
        ({}, ["missing"]),
    ],
)
def test_everybody_is_thanked(files, found) -> None:
    report = judged({"name": "alpha"}, {"name": "Beta"}, {"name": "gamma", "scope": Scope.DEV})

    assert codes("PUB-DEP-06", files, report=report) == found


def test_notices_that_can_not_be_read_are_no_notices() -> None:
    looked = look("PUB-DEP-06", {"NOTICE": "\0 alpha"}, report=judged({"name": "alpha"}))
    assert (CheckStatus.UNKNOWN, "notices-unreadable") == (looked.status, looked.reason)


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"vendor/jq/jq.js": "x"}, ["no-origin"]),
        ({"vendor/jq/jq.js": "x", "osscan.components.yml": "- path: vendor/jq\n"}, []),
    ],
)
def test_copies_say_where_they_come_from(files, found) -> None:
    assert codes("PUB-DEP-07", files, report=judged()) == found


def test_what_was_copied_is_named_whole_however_deep_it_lies() -> None:
    files = {"src/app/third_party/jq/js/jq.js": "x", "src/app/third_party/jq/LICENSE": "x", "src/app/third_party/one.js": "x"}
    looked = look("PUB-DEP-07", files, report=judged())
    assert ["src/app/third_party/jq", "src/app/third_party/one.js"] == [dict(spot.facts)["folder"] for spot in looked.spots]


def test_where_nothing_is_copied_nothing_is_asked() -> None:
    assert look("PUB-DEP-07", {"src/a.py": "x"}, report=judged()).status is CheckStatus.NOT_APPLICABLE
