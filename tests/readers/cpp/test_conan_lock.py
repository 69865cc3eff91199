"""conan.lock: the graph of Conan 1 in its ages, and the lists of Conan 2."""

from __future__ import annotations

import json

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.readers.cpp.conan_lock import READER, read

GRAPH = {
    "graph_lock": {
        "nodes": {
            "0": {"ref": "shop/1.0", "requires": ["1"], "build_requires": ["4"], "path": "conanfile.py", "context": "host"},
            "1": {"ref": "freetype/2.12.1#7e1b", "requires": ["2", "3"], "context": "host"},
            "2": {"ref": "zlib/1.2.13#13c9", "context": "host"},
            "3": {"ref": "brotli/1.0.9@city/stable#9f", "context": "host"},
            "4": {"ref": "ninja/1.11.1", "context": "build"},
        },
        "revisions_enabled": True,
    },
    "version": "0.4",
}
LISTS = {
    "version": "0.5",
    "requires": ["zlib/1.2.13#97d5%1667396813.184", "boost/cci.20210118@city/stable#1%2.0"],
    "build_requires": ["ninja/1.11.1#a2f0%1667050636.338"],
    "python_requires": ["recipes/0.1#9%1.0"],
}


def inventory(document: object):
    text = document if isinstance(document, str) else json.dumps(document)
    return read(Source("conan.lock", held=text.encode()))


def names(document: object):
    return [(c.name, c.version) for c in inventory(document).components]


def test_what_the_lock_was_made_for_is_the_root_and_no_component():
    found = inventory(GRAPH)

    assert (found.root.name, found.root.version, found.root.first_party) == ("shop", "1.0", True)
    assert [(c.name, c.version, c.purl, c.scope) for c in found.components] == [
        ("freetype", "2.12.1", "pkg:conan/freetype@2.12.1", Scope.RUNTIME),
        ("zlib", "1.2.13", "pkg:conan/zlib@1.2.13", Scope.RUNTIME),
        ("brotli", "1.0.9", "pkg:conan/brotli@1.0.9?channel=stable&user=city", Scope.RUNTIME),
        ("ninja", "1.11.1", "pkg:conan/ninja@1.11.1", Scope.BUILD),
    ]
    assert found.edges == (
        (".", "freetype/2.12.1"),
        (".", "ninja/1.11.1"),
        ("freetype/2.12.1", "zlib/1.2.13"),
        ("freetype/2.12.1", "brotli/1.0.9@city/stable"),
    )
    assert found.problems == ()


def test_oldest_locks_name_targets_by_reference():
    nodes = {
        "ab-1": {"pref": None, "requires": {"zlib/1.2.11@city/testing#5f": "ab-2"}},
        "ab-2": {"pref": "zlib/1.2.11@city/testing#5f:1972#5884"},
    }

    assert names({"graph_lock": {"nodes": nodes}}) == [("zlib", "1.2.11")]


def test_lists_of_conan_2_tell_the_scope():
    found = inventory(LISTS)

    assert [(c.name, c.version, c.scope, c.place.route) for c in found.components] == [
        ("zlib", "1.2.13", Scope.RUNTIME, "requires[0]"),
        ("boost", "cci.20210118", Scope.RUNTIME, "requires[1]"),
        ("ninja", "1.11.1", Scope.BUILD, "build_requires[0]"),
        ("recipes", "0.1", Scope.BUILD, "python_requires[0]"),
    ]


def test_reference_without_a_name_costs_only_itself():
    found = inventory({"version": "0.5", "requires": ["1.2.3#ff", 7, "zlib/1.2.13"], "build_requires": []})

    assert [c.name for c in found.components] == ["zlib"]
    assert [p.code for p in found.problems] == ["package-without-name", "field-wrong-type"]
    assert not found.complete


@pytest.mark.parametrize("document", [[], "null", {"graph_lock": 1}, {"graph_lock": {"nodes": []}}, {"requires": {"a": 1}}])
def test_wrong_types_are_told(document):
    assert names(document) == []
    assert {p.code for p in inventory(document).problems} == {"field-wrong-type"}


def test_circle_is_read():
    nodes = {"1": {"ref": "a/1", "requires": ["2"]}, "2": {"ref": "b/1", "requires": ["1"]}}

    assert names({"graph_lock": {"nodes": nodes}}) == [("a", "1"), ("b", "1")]


@pytest.mark.parametrize("text", ["", "{", "not json", json.dumps(GRAPH)[:200]])
def test_broken_json_is_refused(text):
    with pytest.raises(UnreadableError):
        inventory(text)


def test_recognised_by_its_own_words():
    assert READER.recognises(json.dumps(GRAPH).encode())
    assert READER.recognises(json.dumps(LISTS).encode())
    assert not READER.recognises(b'{"requires": {"a": "1"}, "lockfileVersion": 3}')


def test_needed_node_without_a_reference_is_told():
    nodes = {"0": {"requires": ["1"], "path": "conanfile.txt"}, "1": {"context": "host"}}
    found = READER.read(Source("conan.lock", held=json.dumps({"graph_lock": {"nodes": nodes}, "version": "0.4"}).encode()))

    assert [p.code for p in found.problems] == ["package-without-name"]
