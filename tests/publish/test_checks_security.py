"""Security of the project: each check kept and broken once, and what is no danger."""

from __future__ import annotations

import pytest
from tests.publish.projects import codes, git, look, places

from osscan.model.report import CheckStatus

PINNED = "0" * 40
WORKFLOW = ".github/workflows/ci.yml"


@pytest.mark.parametrize(
    ("check", "files", "found"),
    [
        ("PUB-SEC-01", {"SECURITY.md": "x"}, []),
        ("PUB-SEC-01", {"security.md": "x"}, []),
        ("PUB-SEC-01", {"SECURITY.md": ""}, ["missing"]),
        ("PUB-SEC-01", {".github/SECURITY.md": "x"}, ["elsewhere"]),
        ("PUB-SEC-01", {}, ["missing"]),
        ("PUB-SEC-02", {"SECURITY.md": "Write to security@example.org."}, []),
        ("PUB-SEC-02", {"SECURITY.md": "Open a confidential issue."}, []),
        ("PUB-SEC-02", {"SECURITY.md": "Tell everybody."}, ["missing"]),
        ("PUB-SEC-02", {}, ["missing"]),
    ],
)
def test_who_finds_a_hole_can_tell_it(check, files, found) -> None:
    assert codes(check, files) == found


def test_what_the_organisation_provides_does_not_help_the_badge() -> None:
    assert codes("PUB-SEC-01", settings={"inherited": ("SECURITY.md",)}) == ["inherited"]
    assert codes("PUB-SEC-02", settings={"inherited": ("SECURITY.md",)}) == []


@pytest.mark.parametrize(
    ("path", "content", "compiled"),
    [
        ("bin/tool", b"\x7fELF\x02\x01", True),
        ("lib/x.dll", b"MZ\x90\0", True),
        ("x.class", b"\xca\xfe\xba\xbe\0\0", True),
        ("x.jar", b"PK\x03\x04", True),
        ("x.pyc", b"\xa7\r\r\n\0\0", True),
        ("x.a", b"!<arch>\n", True),
        ("x.msi", b"\xd0\xcf\x11\xe0\0", True),
        ("x.wasm", b"\0asm\x01", True),
        ("shape.obj", b"v 0.1 0.2 0.3\n", False),
        ("notes.lib", b"a text", False),
        ("x.o", b"", False),
        ("MZ", b"MZ is how this text begins", False),
        ("run", b"#!/bin/sh\n", False),
        ("gradle/wrapper/gradle-wrapper.jar", b"PK\x03\x04", False),
        ("backend/gradle/wrapper/gradle-wrapper.jar", b"PK\x03\x04", False),
        ("tests/data/x.class", b"\xca\xfe\xba\xbe\0\0", False),
    ],
)
def test_compiled_programs_are_known_by_what_is_in_them(path, content, compiled) -> None:
    assert places("PUB-SEC-03", {path: content}) == ([f"{path}:"] if compiled else [])


def job(*lines):
    return "on: [push]\njobs:\n  build:\n    steps:\n" + "".join(f"      {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([f"- uses: actions/checkout@{PINNED} # v4"], []),
        (["- uses: ./local/action"], []),
        (["- uses: actions/checkout@v4"], ["not-pinned"]),
        (['- uses: "actions/checkout@main"'], ["not-pinned"]),
        (["# - uses: actions/checkout@v4"], []),
        (["- run: echo ${{ github.event.issue.title }}"], ["words-of-strangers"]),
        (["- run: |", "    echo start", "    git switch ${{ github.head_ref }}"], ["words-of-strangers"]),
        (["- env:", "    TITLE: ${{ github.event.issue.title }}", '  run: echo "$TITLE"'], []),
        (["- run: make", "  if: ${{ github.head_ref }}"], []),
        (["- run: echo ${{ secrets.TOKEN }}"], ["secret-printed"]),
        (["- run: echo $DEPLOY_PASSWORD"], ["secret-printed"]),
        (['- run: echo "$CI_REGISTRY_PASSWORD" | docker login --password-stdin'], []),
        (["- run: echo $TOKEN > .token"], []),
        (["- run: curl -s https://x.example/install.sh | sh"], ["piped-to-shell"]),
        (["- run: curl -s https://x.example/a | sudo bash"], ["piped-to-shell"]),
        (["- run: curl -s https://x.example/a | tar xz"], []),
        (["- name: build/test", "  run: make"], []),
    ],
)
def test_steps_of_a_workflow(lines, found) -> None:
    assert codes("PUB-SEC-04", {WORKFLOW: job(*lines)}) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on: pull_request_target\njobs: {}\n", ["runs-for-strangers"]),
        ("on: [push, pull_request_target]\n", ["runs-for-strangers"]),
        ("on:\n  pull_request_target:\n    types: [opened]\n", ["runs-for-strangers"]),
        ("on:\n  - pull_request_target\n", ["runs-for-strangers"]),
        ("on: pull_request\n", []),
        ("concurrency:\n  group: ci-${{ github.head_ref }}\n", []),
    ],
)
def test_triggers_of_a_workflow(text, found) -> None:
    assert codes("PUB-SEC-04", {WORKFLOW: text}) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("image: python:3.11\n", ["image-not-pinned"]),
        ("image: python\n", ["image-not-pinned"]),
        ("image: registry.example:5000/team/app:1.2\n", ["image-not-pinned"]),
        ("image:\n  name: team/app:1.2\n", ["image-not-pinned"]),
        (f"image: python@sha256:{'0' * 64}\n", []),
        ("image: $CI_REGISTRY_IMAGE\n", []),
        ("job:\n  script:\n    - echo $DEPLOY_TOKEN\n  stage: test\n", ["secret-printed"]),
        ("job:\n  script:\n  - wget -qO- https://x.example | bash\n", ["piped-to-shell"]),
        ("job:\n  variables:\n    NOTE: echo $DEPLOY_TOKEN\n", []),
    ],
)
def test_pipelines_of_gitlab(text, found) -> None:
    assert codes("PUB-SEC-04", {".gitlab-ci.yml": text}) == found


def test_without_a_pipeline_there_is_nothing_to_ask() -> None:
    assert look("PUB-SEC-04").status is CheckStatus.NOT_APPLICABLE


@pytest.mark.parametrize(
    "text",
    [" " * 300_000, "- " * 150_000, "on:" * 100_000, "echo " * 60_000, "curl " * 60_000, "run: " + "$" * 200_000, "\n" * 300_000],
)
def test_hostile_pipelines_cost_nothing(text) -> None:
    assert look("PUB-SEC-04", {WORKFLOW: text}).status in (CheckStatus.PASSED, CheckStatus.FAILED)


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ((("v1", "c0", True),), []),
        (tuple((f"v{number}", "c0", number > 0) for number in range(5)), []),
        ((("v1", "c0", True), ("v2", "c0", False)), ["too-few"]),
    ],
)
def test_four_of_five_versions_are_signed(tags, found) -> None:
    assert codes("PUB-SEC-05", git=git(tags=tags)) == found


def test_without_versions_no_signature_is_missed() -> None:
    assert look("PUB-SEC-05", git=git()).status is CheckStatus.NOT_APPLICABLE
    assert look("PUB-SEC-05").status is CheckStatus.UNKNOWN


@pytest.mark.parametrize("check", ["PUB-SEC-06", "PUB-SEC-07"])
def test_what_can_not_be_seen_is_left_to_people(check) -> None:
    assert look(check).status is CheckStatus.MANUAL


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("curl -s https://x.example/a | sh", "- curl -s https://x.example/a | sh"),
        ('curl -H "PRIVATE-TOKEN: glpat-aB3dE5fG7hJ9kL1mN3pQ" https://x.example/a | sh', "…"),
    ],
)
def test_a_line_of_a_pipeline_that_holds_a_secret_is_not_shown(command, shown) -> None:
    (spot,) = look("PUB-SEC-04", {".gitlab-ci.yml": f"job:\n  script:\n    - {command}\n"}).spots

    assert spot.facts == (("line", shown),)


def test_a_place_in_a_pipeline_keeps_its_key_wherever_it_stands() -> None:
    text = "job:\n  script:\n    - curl -s https://x.example/a | sh\n"
    keys = [look("PUB-SEC-04", {".gitlab-ci.yml": before + text}).spots[0].key for before in ("", "# first\n\n")]

    assert keys[0] == keys[1]
