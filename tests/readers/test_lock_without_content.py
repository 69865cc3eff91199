"""A lockfile in which nothing of its format stands tells nothing, and that is said; an empty project has its fields all the same."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.model.problem import Severity
from osscan.readers import table

JSON_LOCKS = (
    *("package-lock.json", "npm-shrinkwrap.json", "bun.lock", "deno.lock", "Pipfile.lock", "composer.lock", "packages.lock.json"),
    *("renv.lock", "conan.lock", "project.assets.json", "vendor/composer/installed.json"),
)
TOML_LOCKS = ("poetry.lock", "uv.lock", "pdm.lock", "pylock.toml", "Cargo.lock")
EMPTY_PROJECTS = (
    ("package-lock.json", '{"name": "shop", "lockfileVersion": 3, "packages": {}}'),
    ("npm-shrinkwrap.json", '{"name": "shop", "dependencies": {}}'),
    ("bun.lock", '{"lockfileVersion": 1, "workspaces": {"": {}}, "packages": {}}'),
    ("deno.lock", '{"version": "5"}'),
    ("Pipfile.lock", '{"_meta": {"pipfile-spec": 6}, "default": {}, "develop": {}}'),
    ("vendor/composer/installed.json", '{"packages": [], "dev": true}'),
    ("vendor/composer/installed.json", "[]"),
    ("composer.lock", '{"content-hash": "00", "packages": [], "packages-dev": []}'),
    ("poetry.lock", 'package = []\n\n[metadata]\nlock-version = "2.0"\n'),
    ("uv.lock", "version = 1\n"),
    ("Cargo.lock", "version = 4\n"),
    ("poetry.lock", ""),
    ("Cargo.lock", "# generated\n"),
)


def problems(name: str, text: str):
    row = table.by_path(name)
    assert row is not None
    return table.card_of(row).read(Source(name, held=text.encode())).problems


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *((name, "{}") for name in JSON_LOCKS),
        *((name, '{"a": {}}') for name in JSON_LOCKS),
        *((name, "a = 1\n") for name in TOML_LOCKS),
    ],
)
def test_nothing_of_the_format_is_an_error(name, text):
    assert [(p.code, p.severity) for p in problems(name, text)] == [("lock-without-content", Severity.ERROR)]


@pytest.mark.parametrize(("name", "text"), EMPTY_PROJECTS)
def test_project_without_packages_is_no_fault(name, text):
    assert problems(name, text) == ()


def test_the_fields_that_are_missing_are_named():
    (problem,) = problems("package-lock.json", "{}")

    assert problem.facts == (("keys", "lockfileVersion, packages, dependencies"),)
