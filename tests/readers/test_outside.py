"""Folders outside of what was asked for are told, whichever format names them; those inside are the project's own."""

from __future__ import annotations

import json

import pytest

from osscan.inputs.source import Source
from osscan.model.problem import Severity
from osscan.readers import table

LOCK_2 = json.dumps(
    {
        "lockfileVersion": 2,
        "packages": {
            "": {"dependencies": {"shared": "file:../shared"}},
            "../shared": {"name": "shared", "version": "1.0.0"},
            "node_modules/shared": {"resolved": "../shared", "link": True},
        },
    }
)
LOCK_1 = '{"lockfileVersion": 1, "dependencies": {"shared": {"version": "file:../shared"}}}'
YARN_1 = '# yarn lockfile v1\n\n"shared@file:../shared":\n  version "1.0.0"\n'
YARN_4 = (
    '__metadata:\n  version: 8\n\n"shared@portal:../../shared::locator=a%40workspace%3Apackages%2Fa":\n  version: 0.0.0-use.local\n'
    '  resolution: "shared@portal:../../../shared::locator=a%40workspace%3Apackages%2Fa"\n'
)
PNPM_LINK = (
    "lockfileVersion: '9.0'\n\nimporters:\n\n  web:\n    dependencies:\n      shared:\n        version: link:../../shared\n"
)
PNPM_COPY = (
    "lockfileVersion: '9.0'\n\npackages:\n\n  shared@file:../shared:\n    resolution: {directory: ../shared, type: directory}\n\n"
    "snapshots:\n\n  shared@file:../shared: {}\n"
)
BUN = '{"lockfileVersion": 1, "workspaces": {}, "packages": {"shared": ["shared@file:../shared", {}]}}'
POETRY = (
    '[[package]]\nname = "shared"\nversion = "1"\n\n[package.source]\ntype = "directory"\nurl = "../shared"\n\n'
    '[metadata]\nlock-version = "2.1"\n'
)
UV = 'version = 1\n\n[[package]]\nname = "shared"\nversion = "1"\nsource = { editable = "../shared" }\n'
PDM = '[metadata]\nlock_version = "4.4"\n\n[[package]]\nname = "shared"\nversion = "1"\npath = "../shared"\n'
PYLOCK = 'lock-version = "1.0"\n\n[[packages]]\nname = "shared"\ndirectory = { path = "../shared" }\n'
OUTSIDE = [
    ("package.json", '{"name": "shop", "dependencies": {"shared": "file:../shared"}}', "dependencies.shared"),
    ("package.json", '{"name": "shop", "devDependencies": {"shared": "link:../shared"}}', "devDependencies.shared"),
    ("package.json", '{"name": "shop", "dependencies": {"shared": "../shared"}}', "dependencies.shared"),
    ("package-lock.json", LOCK_2, 'packages["../shared"]'),
    ("package-lock.json", LOCK_1, "dependencies.shared"),
    ("yarn.lock", YARN_1, '["shared@file:../shared"]'),
    ("pnpm-lock.yaml", PNPM_LINK, 'importers["web"].dependencies["shared"]'),
    ("pnpm-lock.yaml", PNPM_COPY, 'packages["shared@file:../shared"]'),
    ("bun.lock", BUN, "packages.shared"),
    ("deno.json", '{"imports": {"shared/": "../shared/"}}', 'imports["shared/"]'),
    ("requirements.txt", "-e ../shared\n", ""),
    ("environment.yml", "dependencies:\n  - pip:\n      - ../shared\n", "dependencies[0]"),
    ("pyproject.toml", '[tool.poetry.dependencies]\nshared = { path = "../shared" }\n', "tool.poetry.dependencies.shared"),
    ("pyproject.toml", '[project]\nname = "shop"\ndependencies = ["shared @ file:../shared"]\n', "project.dependencies[0]"),
    (
        "pyproject.toml",
        '[project]\nname = "shop"\ndependencies = ["shared"]\n\n[tool.uv.sources]\nshared = { path = "../shared" }\n',
        "tool.uv.sources.shared",
    ),
    ("poetry.lock", POETRY, "package[0]"),
    ("uv.lock", UV, "package[0]"),
    ("pdm.lock", PDM, "package[0]"),
    ("pylock.toml", PYLOCK, "packages[0]"),
    ("Pipfile", '[packages]\nshared = { path = "../shared", editable = true }\n', "packages.shared"),
    ("Pipfile.lock", '{"_meta": {"pipfile-spec": 6}, "default": {"shared": {"path": "../shared"}}}', "default.shared"),
    ("Cargo.toml", '[package]\nname = "shop"\n\n[dependencies]\nshared = { path = "../shared" }\n', "dependencies.shared"),
    (
        "Cargo.toml",
        '[package]\nname = "shop"\n\n[patch.crates-io]\nshared = { path = "../shared" }\n',
        "patch.crates-io.shared",
    ),
    ("go.mod", "module shop.example\n\nreplace shared.example => ../shared\n", ""),
    (
        "composer.lock",
        '{"packages": [{"name": "t/shared", "version": "1", "dist": {"type": "path", "url": "../shared"}}]}',
        "packages[0]",
    ),
    ("Gemfile.lock", "PATH\n  remote: ../shared\n  specs:\n    shared (1.0)\n\nDEPENDENCIES\n  shared!\n", ""),
    (
        "pubspec.lock",
        'packages:\n  shared:\n    description: {path: "../shared", relative: true}\n    source: path\n',
        "packages.shared",
    ),
    ("pubspec.yaml", "name: shop\ndependencies:\n  shared:\n    path: ../shared\n", "dependencies.shared"),
]


def problems(name: str, text: str, folder, root):
    (folder / name).write_text(text)
    row = table.by_path(name)
    assert row is not None
    return table.card_of(row).read(Source(name, str(folder / name), None, str(root))).problems


@pytest.mark.parametrize(("name", "text", "route"), OUTSIDE)
def test_folder_outside_is_told_and_nothing_is_complete(name, text, route, tmp_path):
    found = [(p.code, p.severity, p.place.route) for p in problems(name, text, tmp_path, tmp_path) if p.code == "folder-outside"]

    assert found == [("folder-outside", Severity.ERROR, route)]


@pytest.mark.parametrize(("name", "text", "route"), OUTSIDE)
def test_folder_inside_of_what_was_asked_for_is_no_problem(name, text, route, tmp_path):
    inner = tmp_path / "web"
    inner.mkdir()

    assert [p for p in problems(name, text, inner, tmp_path) if p.code == "folder-outside"] == []


def test_yarn_sees_a_folder_from_the_member_that_asks_for_it(tmp_path):
    assert [p.code for p in problems("yarn.lock", YARN_4, tmp_path, tmp_path)] == []


@pytest.mark.parametrize(
    ("path", "relative", "outside"),
    [
        ("web/package.json", "../shared", False),
        ("web/package.json", "../../shared", True),
        ("package.json", "..", True),
        ("package.json", "..\\shared", True),
        ("package.json", "..shared", False),
        ("package.json", "/srv/shared", True),
        ("package.json", "~/shared", True),
        ("package.json", "C:\\shared", True),
        ("package.json", "./shared", False),
    ],
)
def test_without_a_folder_only_the_shown_path_tells_what_is_outside(path, relative, outside):
    assert Source(path, held=b"").leads_outside(relative) is outside


@pytest.mark.parametrize("url", ["file:///${PROJECT_ROOT}/shared", "{root:uri}/shared", "file:shared"])
def test_folders_seen_from_the_project_itself_are_inside(url, tmp_path):
    text = f'[project]\nname = "shop"\ndependencies = ["shared @ {url}"]\n'

    assert problems("pyproject.toml", text, tmp_path, tmp_path) == ()
