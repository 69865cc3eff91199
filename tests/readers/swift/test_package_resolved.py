"""Package.resolved: three versions of one list."""

from __future__ import annotations

import json

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.readers.swift.package_resolved import READER, read

COMMIT = "b14b7f4c528c942f121c8b860b9410b2bf57825e"
FIRST = {
    "object": {
        "pins": [
            {
                "package": "Log",
                "repositoryURL": "https://git.example/city/swift-log.git",
                "state": {"branch": None, "revision": COMMIT, "version": "1.4.2"},
            }
        ]
    },
    "version": 1,
}


def pin(location: str, kind: str = "remoteSourceControl", **state: str):
    return {"identity": "it", "kind": kind, "location": location, "state": state or {"revision": COMMIT, "version": "1.0.0"}}


def inventory(document: object):
    text = document if isinstance(document, str) else json.dumps(document)
    return read(Source("Package.resolved", held=text.encode()))


def only(found: dict[str, object]):
    (component,) = inventory({"pins": [found], "version": 2}).components
    return (component.name, component.version, component.purl)


def test_first_version_has_its_pins_in_an_object():
    found = inventory(FIRST)

    assert [(c.name, c.version, c.purl) for c in found.components] == [
        ("git.example/city/swift-log", "1.4.2", "pkg:swift/git.example/city/swift-log@1.4.2")
    ]
    assert (found.version, found.problems) == ("1", ())


@pytest.mark.parametrize(
    "location",
    [
        "https://git.example/city/swift-log.git",
        "https://git.example/city/swift-log",
        "https://user@git.example:8443/city/swift-log.git/",
        "ssh://git@git.example/city/swift-log.git",
        "git@git.example:city/swift-log.git",
        "https://GIT.example/city/swift-log",
    ],
)
def test_package_is_called_as_its_repository(location):
    assert only(pin(location)) == ("git.example/city/swift-log", "1.0.0", "pkg:swift/git.example/city/swift-log@1.0.0")


def test_commit_or_branch_is_no_version():
    assert only(pin("https://git.example/a/b", branch="main", revision=COMMIT)) == (
        "git.example/a/b",
        "",
        "pkg:swift/git.example/a/b",
    )


def test_package_of_a_registry_has_only_its_identity():
    assert only(pin("", "registry", version="2.0.0")) == ("it", "2.0.0", "pkg:swift/it@2.0.0")


@pytest.mark.parametrize("found", [pin("/home/x/y", "localSourceControl"), pin("/home/x/y"), pin("../y", "fileSystem")])
def test_folders_are_no_components(found):
    assert inventory({"pins": [found], "version": 2}).components == ()


def test_unusable_pins_cost_only_themselves():
    found = inventory({"pins": [7, {"state": []}, pin("https://git.example/a/b"), {"identity": 3}], "version": 3})

    assert [c.name for c in found.components] == ["git.example/a/b"]
    assert not found.complete


def test_file_without_one_field_of_its_format_is_told():
    found = inventory({})

    assert [(p.code, p.facts) for p in found.problems] == [("lock-without-content", (("keys", "version, object, pins"),))]
    assert not found.complete


@pytest.mark.parametrize("document", [{"pins": [], "version": 2}, {"object": {"pins": []}, "version": 1}])
def test_empty_list_is_no_fault(document):
    assert (inventory(document).components, inventory(document).problems) == ((), ())


@pytest.mark.parametrize("document", [[], {"pins": {}}, {"object": 3}, "null"])
def test_wrong_types_are_told(document):
    assert [p.code for p in inventory(document).problems] == ["field-wrong-type"]


def test_newer_version_is_read_and_told():
    assert [p.code for p in inventory({"pins": [], "version": 9}).problems] == ["lock-version-unknown"]


@pytest.mark.parametrize("text", ["", "{", '{"pins" : ['])
def test_broken_json_is_refused(text):
    with pytest.raises(UnreadableError):
        inventory(text)


def test_recognised_by_its_own_words():
    assert READER.recognises(json.dumps(FIRST).encode())
    assert READER.recognises(b'{\n  "pins" : [\n    {\n      "identity" : "a"')
    assert not READER.recognises(b'{"pins": 3}')
