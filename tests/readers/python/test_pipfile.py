"""Pipfile and Pipfile.lock: categories, packages from elsewhere, and the project itself."""

from __future__ import annotations

import json

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.readers.python import pipfile, pipfile_lock

SHA = "ab" * 32
LOCK = {
    "_meta": {"hash": {"sha256": "00"}, "pipfile-spec": 6, "requires": {}, "sources": []},
    "default": {
        "markupsafe": {"hashes": [f"sha256:{SHA}"], "version": "==2.1.1"},
        "several": {"hashes": [f"sha256:{SHA}", f"sha256:{SHA}"], "version": "==1.0"},
        "shop": {"editable": True, "path": "."},
        "from-git": {"git": "https://git.example/a.git", "ref": "0123"},
        "archive": {"file": "https://registry.example/archive-1.2.tar.gz"},
    },
    "develop": {"markupsafe": {"version": "==2.0"}, "pytest": {"version": "==8.0"}},
    "pdf": {"writer": {"version": "==1.0"}},
}
MANIFEST = """[[source]]
name = "own"
url = "https://registry.example/simple"

[packages]
django = "==4.2"
requests = {version = ">=2.30", extras = ["socks"]}
anything = "*"
shop = {path = ".", editable = true}
from-git = {git = "https://git.example/a.git", ref = "main"}

[dev-packages]
pytest = "~=8.0"

[requires]
python_version = "3.11"

[docs]
sphinx = "*"
"""


def lock(document: object):
    text = document if isinstance(document, str) else json.dumps(document)
    return pipfile_lock.read(Source("Pipfile.lock", held=text.encode()))


def manifest(text: str):
    return pipfile.read(Source("Pipfile", held=text.encode()))


def test_lock_tells_versions_and_scopes():
    found = lock(LOCK)

    assert [(c.name, c.version, c.scope, c.place.route) for c in found.components] == [
        ("markupsafe", "2.1.1", Scope.RUNTIME, "default.markupsafe"),
        ("several", "1.0", Scope.RUNTIME, "default.several"),
        ("from-git", "", Scope.RUNTIME, "default.from-git"),
        ("archive", "1.2", Scope.RUNTIME, "default.archive"),
        ("markupsafe", "2.0", Scope.DEV, "develop.markupsafe"),
        ("pytest", "8.0", Scope.DEV, "develop.pytest"),
        ("writer", "1.0", Scope.OPTIONAL, "pdf.writer"),
    ]
    assert [c.hashes for c in found.components[:2]] == [(("SHA256", SHA),), ()]
    assert (found.version, found.problems) == ("6", ())


def test_manifest_tells_ranges_and_scopes():
    found = manifest(MANIFEST)

    assert [(c.name, c.version, c.requirement, c.scope) for c in found.components] == [
        ("django", "4.2", "", Scope.RUNTIME),
        ("requests", "", ">=2.30", Scope.RUNTIME),
        ("anything", "", "", Scope.RUNTIME),
        ("from-git", "", "", Scope.RUNTIME),
        ("pytest", "", "~=8.0", Scope.DEV),
        ("sphinx", "", "", Scope.DEV),
    ]
    assert found.problems == ()


def test_unusable_entries_keep_their_names():
    found = lock({"default": {"a": 7, "b": {"version": 1, "hashes": "x"}}, "develop": [], "_meta": 3})

    assert [(c.name, c.version) for c in found.components] == [("a", ""), ("b", "")]
    assert {p.code for p in found.problems} == {"field-wrong-type"}


def test_package_that_stands_twice_is_told():
    found = lock('{"default": {"a": {"version": "==1"}, "a": {"version": "==2"}}}')

    assert [c.version for c in found.components] == ["1", "2"]
    assert [p.code for p in found.problems] == ["duplicate-key"]


@pytest.mark.parametrize("text", ["", "{", '{"default": {"a"', "[" * 100_000])
def test_broken_lock_is_refused(text):
    with pytest.raises(UnreadableError):
        lock(text)


@pytest.mark.parametrize("document", [[], "null", "7", {"default": 7}])
def test_wrong_types_are_told(document):
    assert [p.code for p in lock(document).problems] == ["field-wrong-type"]


@pytest.mark.parametrize("text", ["[packages", 'a = "'])
def test_broken_manifest_is_refused(text):
    with pytest.raises(UnreadableError):
        manifest(text)


def test_wrong_types_in_a_manifest_cost_only_themselves():
    found = manifest('title = "x"\n[packages]\na = 1\nb = "*"\n')

    assert [c.name for c in found.components] == ["a", "b"]
    assert [p.code for p in found.problems] == ["field-wrong-type", "field-wrong-type"]


def test_recognised_by_their_own_words():
    assert pipfile_lock.READER.recognises(json.dumps(LOCK).encode())
    assert pipfile.READER.recognises(MANIFEST.encode())
    assert not pipfile.READER.recognises(b"[[packages]]\n")
