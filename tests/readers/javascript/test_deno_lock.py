"""deno.lock: packages of npm and JSR, modules from URLs, in all versions."""

from __future__ import annotations

import json

import pytest

from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.readers.javascript.deno_lock import READER, read

V4 = {
    "version": "4",
    "specifiers": {
        "jsr:@std/bytes@^1.0.0": "1.0.2",
        "jsr:@std/text@1": "1.0.5",
        "npm:chalk@5": "5.3.0",
        "npm:tool@1": "1.0.0_peer@2.0.0",
    },
    "jsr": {
        "@std/bytes@1.0.2": {"integrity": "ab" * 32},
        "@std/text@1.0.5": {"dependencies": ["jsr:@std/bytes@^1.0.0", "npm:chalk@5"]},
    },
    "npm": {
        "chalk@5.3.0": {"integrity": "sha1-tSQ9jz7BqjXxNkYFvA0QNuMKtp8="},
        "tool@1.0.0_peer@2.0.0": {"dependencies": ["peer"]},
        "peer@2.0.0": {},
        "unused@1.0.0": {},
    },
    "remote": {
        "https://modules.example/std@v0.140.0/path/mod.ts": "0" * 64,
        "https://modules.example/std@v0.140.0/path/join.ts": "1" * 64,
        "https://raw.example/team/repo/main/mod.ts": "2" * 64,
    },
    "workspace": {"dependencies": ["jsr:@std/text@1"], "packageJson": {"dependencies": ["npm:tool@1"]}},
}


def inventory(document: object):
    return read(Source("deno.lock", held=json.dumps(document).encode()))


def test_packages_of_both_registries_and_modules_of_urls():
    assert [(c.name, c.version, c.purl, c.scope) for c in inventory(V4).components] == [
        ("chalk", "5.3.0", "pkg:npm/chalk@5.3.0", Scope.RUNTIME),
        ("tool", "1.0.0", "pkg:npm/tool@1.0.0", Scope.RUNTIME),
        ("peer", "2.0.0", "pkg:npm/peer@2.0.0", Scope.RUNTIME),
        ("unused", "1.0.0", "pkg:npm/unused@1.0.0", Scope.UNKNOWN),
        ("@std/bytes", "1.0.2", "pkg:generic/jsr/%40std/bytes@1.0.2", Scope.RUNTIME),
        ("@std/text", "1.0.5", "pkg:generic/jsr/%40std/text@1.0.5", Scope.RUNTIME),
        ("modules.example/std", "0.140.0", "pkg:generic/modules.example/std@0.140.0", Scope.RUNTIME),
        ("raw.example/team/repo/main", "", "pkg:generic/raw.example/team/repo/main", Scope.RUNTIME),
    ]


def test_edges_and_hashes():
    found = inventory(V4)

    assert found.edges == (
        ("npm:tool@1.0.0_peer@2.0.0", "npm:peer@2.0.0"),
        ("jsr:@std/text@1.0.5", "jsr:@std/bytes@1.0.2"),
        ("jsr:@std/text@1.0.5", "npm:chalk@5.3.0"),
    )
    assert [c.hashes for c in found.components if c.name == "@std/bytes"] == [(("SHA256", "ab" * 32),)]


@pytest.mark.parametrize(
    "document",
    [
        {
            "version": "2",
            "npm": {"specifiers": {"a@1": "a@1.0.0"}, "packages": {"a@1.0.0": {"dependencies": {"b": "b@2.0.0"}}, "b@2.0.0": {}}},
        },
        {
            "version": "3",
            "packages": {
                "specifiers": {"npm:a@1": "npm:a@1.0.0"},
                "npm": {"a@1.0.0": {"dependencies": {"b": "b@2.0.0"}}, "b@2.0.0": {}},
            },
        },
    ],
)
def test_older_versions_keep_packages_elsewhere(document):
    found = inventory(document)

    assert [(c.name, c.version, c.scope) for c in found.components] == [
        ("a", "1.0.0", Scope.RUNTIME),
        ("b", "2.0.0", Scope.RUNTIME),
    ]
    assert found.edges == (("npm:a@1.0.0", "npm:b@2.0.0"),)


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        ([], ["field-wrong-type"]),
        ({"version": "9"}, ["lock-version-unknown"]),
        ({"version": "4", "npm": 3}, ["field-wrong-type"]),
        ({"version": "4", "npm": {"a@1.0.0": 3, "": {}}}, ["field-wrong-type", "package-without-name"]),
        ({"version": "4", "remote": ["x"]}, ["field-wrong-type"]),
    ],
)
def test_what_is_wrong_is_told(document, codes):
    assert [p.code for p in inventory(document).problems] == codes


def test_card_recognises_its_format():
    assert READER.recognises(json.dumps(V4).encode())
    assert not READER.recognises(b'{"version": "1.0.0", "name": "x"}')
