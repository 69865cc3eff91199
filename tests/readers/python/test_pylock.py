"""pylock.toml: what PEP 751 lets a lock say, and what the reference reader sees in the same file."""

from __future__ import annotations

import tomllib

import pytest
from packaging.pylock import Pylock

from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.readers.python.pylock import READER, read

LOCK = """lock-version = "1.0"
requires-python = ">=3.12"
extras = ["pdf"]
dependency-groups = ["dev", "test", "default"]
default-groups = ["default"]
created-by = "a-locker"

[[packages]]
name = "attrs"
version = "25.1.0"
wheels = [
  {name = "attrs-25.1.0-py3-none-any.whl", url = "https://registry.example/attrs-25.1.0-py3-none-any.whl", hashes = {sha256 = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}},
]

[[packages]]
name = "cattrs"
version = "24.1.2"
dependencies = [{name = "attrs"}]
marker = "'default' in dependency_groups"
sdist = {name = "cattrs-24.1.2.tar.gz", url = "https://registry.example/cattrs-24.1.2.tar.gz", hashes = {sha256 = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}}

[[packages]]
name = "writer"
version = "1.0"
marker = "'pdf' in extras"
archive = {url = "https://files.example/writer-1.0.tar.gz", hashes = {sha256 = "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"}}

[[packages]]
name = "runner"
version = "2.0"
marker = "'test' in dependency_groups or 'dev' in dependency_groups"
sdist = {name = "runner-2.0.tar.gz", url = "https://registry.example/runner-2.0.tar.gz", hashes = {sha256 = "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"}}

[[packages]]
name = "from-git"
vcs = {type = "git", url = "https://git.example/a.git", commit-id = "0123"}

[[packages]]
name = "shop"
directory = {path = ".", editable = true}
"""


def inventory(text: str):
    return read(Source("pylock.toml", held=text.encode()))


def test_reads_the_packages_that_the_reference_reader_reads():
    theirs = Pylock.from_dict(tomllib.loads(LOCK)).packages

    assert [(c.name, c.version) for c in inventory(LOCK).components] == [
        (p.name, str(p.version or "")) for p in theirs if p.directory is None
    ]


def test_markers_tell_the_scope():
    assert {c.name: c.scope for c in inventory(LOCK).components} == {
        "attrs": Scope.RUNTIME,
        "cattrs": Scope.RUNTIME,
        "writer": Scope.OPTIONAL,
        "runner": Scope.TEST,
        "from-git": Scope.RUNTIME,
    }


def test_edges_and_hashes_are_read():
    found = inventory(LOCK)

    assert found.edges == (("cattrs@24.1.2", "attrs@25.1.0"),)
    assert [c.hashes for c in found.components] == [
        (("SHA256", "a" * 64),),
        (("SHA256", "b" * 64),),
        (("SHA256", "c" * 64),),
        (("SHA256", "d" * 64),),
        (),
    ]


def test_place_leads_to_the_header():
    assert [c.place.line for c in inventory(LOCK).components[:2]] == [8, 15]


@pytest.mark.parametrize(
    "break_",
    [
        "dependencies = [1]",
        "marker = 1",
        "wheels = 3",
        "sdist = []",
        "archive = {hashes = {sha256 = 'xx', md5 = 1}}",
        "vcs = 'git'",
    ],
)
def test_field_of_wrong_type_keeps_the_package(break_):
    found = inventory(f'lock-version = "1.0"\n[[packages]]\nname = "a"\nversion = "1"\n{break_}\n')

    assert ([c.purl for c in found.components], found.complete) == (["pkg:pypi/a@1"], True)


def test_newer_format_is_told():
    assert [p.code for p in inventory('lock-version = "2.0"\n').problems] == ["lock-version-unknown"]


@pytest.mark.parametrize(
    ("head", "expected"), [(LOCK.encode(), True), (b'[metadata]\nlock-version = "2.0"\n', False), (b"", False)]
)
def test_recognised_by_its_own_words(head, expected):
    assert READER.recognises(head) is expected
