"""poetry.lock of all its versions: what for stands in it, or follows from the pyproject.toml beside it."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.readers.python.poetry_lock import READER, read

UNMARKED = """
[[package]]
name = "Flask"
version = "3.0"
optional = false
python-versions = ">=3.8"
files = [{file = "flask-3.0.tar.gz", hash = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]

[package.dependencies]
click = ">=8"
asgiref = {version = ">=3.2", optional = true, markers = "extra == 'async'"}

[package.extras]
async = ["asgiref (>=3.2)"]

[[package]]
name = "click"
version = "8.1"

[[package]]
name = "asgiref"
version = "3.7"

[[package]]
name = "pytest"
version = "8.0"

[package.dependencies]
click = "*"

[[package]]
name = "own"
version = "0.1"

[package.source]
type = "directory"
url = "libs/own"

[metadata]
lock-version = "2.0"
python-versions = "^3.8"
content-hash = "0000"
"""


def inventory(text: str):
    return read(Source("poetry.lock", held=text.encode()))


def test_without_a_project_beside_scopes_are_unknown():
    assert [(c.name, c.version, c.scope) for c in inventory(UNMARKED).components] == [
        ("Flask", "3.0", Scope.UNKNOWN),
        ("click", "8.1", Scope.UNKNOWN),
        ("asgiref", "3.7", Scope.UNKNOWN),
        ("pytest", "8.0", Scope.UNKNOWN),
    ]


def beside(tmp_path, project: str, lock: str = UNMARKED):
    (tmp_path / "poetry.lock").write_text(lock)
    (tmp_path / "pyproject.toml").write_text(project)
    return read(Source("poetry.lock", str(tmp_path / "poetry.lock"), None, str(tmp_path)))


def test_project_beside_gives_the_scopes(tmp_path):
    project = '[tool.poetry.dependencies]\nflask = {version = "^3", extras = ["async"]}\n[tool.poetry.group.test.dependencies]\npytest = "^8"\n'
    found = beside(tmp_path, project)

    assert {c.name: c.scope for c in found.components} == {
        "Flask": Scope.RUNTIME,
        "click": Scope.RUNTIME,
        "asgiref": Scope.RUNTIME,
        "pytest": Scope.TEST,
    }
    assert found.edges == (("flask@3.0", "click@8.1"), ("flask@3.0", "asgiref@3.7"), ("pytest@8.0", "click@8.1"))


def test_extra_that_nobody_asks_for_gives_no_edge(tmp_path):
    found = beside(tmp_path, '[project]\nname = "a"\ndependencies = ["flask"]\n')

    assert found.edges == (("flask@3.0", "click@8.1"), ("pytest@8.0", "click@8.1"))
    assert found.components[2].scope is Scope.UNKNOWN


def test_broken_project_beside_costs_only_the_scopes(tmp_path):
    found = beside(tmp_path, "[project")

    assert ({c.scope for c in found.components}, found.problems) == ({Scope.UNKNOWN}, ())


def test_category_of_old_locks_is_the_scope():
    text = '[[package]]\nname = "a"\nversion = "1"\ncategory = "main"\noptional = false\n[[package]]\nname = "b"\nversion = "1"\ncategory = "dev"\noptional = false\n[[package]]\nname = "c"\nversion = "1"\ncategory = "main"\noptional = true\n'

    assert [c.scope for c in inventory(text).components] == [Scope.RUNTIME, Scope.DEV, Scope.OPTIONAL]


def test_strongest_of_the_groups_is_the_scope():
    text = '[[package]]\nname = "a"\nversion = "1"\ngroups = ["dev", "main"]\n[[package]]\nname = "b"\nversion = "1"\ngroups = ["dev", "test"]\n'

    assert [c.scope for c in inventory(text).components] == [Scope.RUNTIME, Scope.TEST]


def test_hashes_of_old_locks_stand_in_the_metadata():
    digest = "b" * 64
    text = f'[[package]]\nname = "a"\nversion = "1"\n[metadata]\nlock-version = "1.1"\n[metadata.files]\na = [{{file = "a-1.tar.gz", hash = "sha256:{digest}"}}]\n'

    assert inventory(text).components[0].hashes == (("SHA256", digest),)


def test_git_package_has_the_version_of_the_lock():
    text = '[[package]]\nname = "a"\nversion = "0.7.dev0"\n[package.source]\ntype = "git"\nurl = "https://git.example/a.git"\nresolved_reference = "01234567"\n'

    assert [c.purl for c in inventory(text).components] == ["pkg:pypi/a@0.7.dev0"]


def test_same_version_from_two_sources_is_one_component():
    text = '[[package]]\nname = "a"\nversion = "1"\ngroups = ["dev"]\n[[package]]\nname = "A"\nversion = "1"\ngroups = ["main"]\n'

    assert [(c.name, c.scope) for c in inventory(text).components] == [("a", Scope.RUNTIME)]


@pytest.mark.parametrize(
    "break_",
    [
        "dependencies = 3",
        "extras = []",
        "groups = 'main'",
        "category = 1",
        "files = 'x'",
        "source = 3",
        "dependencies = {b = [1]}",
    ],
)
def test_field_of_wrong_type_keeps_the_package(break_):
    found = inventory(f'[[package]]\nname = "a"\nversion = "1"\n{break_}\n')

    assert ([c.purl for c in found.components], found.complete) == (["pkg:pypi/a@1"], True)


def test_empty_lock_is_an_empty_inventory():
    found = inventory('package = []\n[metadata]\nlock-version = "1.1"\n')

    assert (found.components, found.version, found.problems) == ((), "1.1", ())


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (UNMARKED.encode(), True),
        (b"# This file is automatically @generated by Poetry 2.0.0\npackage = []\n", True),
        (b'version = 1\nrequires-python = ">=3.10"\n[[package]]\nname = "a"\n', False),
    ],
)
def test_recognised_by_its_own_words(head, expected):
    assert READER.recognises(head) is expected
