"""bun.lock: JSON with trailing commas, packages at install paths, members put aside."""

from __future__ import annotations

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.readers.javascript.bun_lock import READER, read

LOCK = """{
  "lockfileVersion": 1, // of bun 1.2
  "workspaces": {
    "": {
      "name": "shop",
      "dependencies": { "a": "^1.0.0", "lib": "workspace:*", },
      "devDependencies": { "tool": "npm:@s/real-tool@^3", },
      "optionalDependencies": { "extra": "*" },
    },
    "packages/lib": {
      "name": "lib",
      "dependencies": { "b": "^2.0.0" },
      "peerDependencies": { "peer": "*", "maybe": "*" },
      "optionalPeers": ["maybe"],
    },
  },
  "packages": {
    "@s/scoped": ["@s/scoped@1.0.0", "", { "dependencies": { "b": "^1.0.0" } }, "sha1-tSQ9jz7BqjXxNkYFvA0QNuMKtp8="],
    "@s/scoped/b": ["b@1.5.0", "", {}, "sha512-bad"],
    "a": ["a@1.0.0", "", { "dependencies": { "@s/scoped": "*", "b": "*" }, "optionalDependencies": { "native": "1" } }, ""],
    "archive": ["archive@vendor/archive-1.0.0.tgz", {}],
    "b": ["b@1.0.0", "", {}, "sha512-bad"],
    "extra": ["extra@4.0.0", "", {}, "sha512-bad"],
    "folder": ["folder@file:vendor/folder", {}],
    "from-git": ["from-git@github:team/from-git#0123", {}, "team-from-git-0123"],
    "lib": ["lib@workspace:packages/lib"],
    "lib/b": ["b@2.0.0", "", {}, "sha512-bad"],
    "maybe": ["maybe@1.0.0", "", {}, "sha512-bad"],
    "native": ["native@1.0.0", "", { "os": "linux" }, "sha512-bad"],
    "peer": ["peer@1.0.0", "", {}, "sha512-bad"],
    "tool": ["@s/real-tool@3.0.0", "", {}, "sha512-bad"], /* alias */
  },
}
"""


def inventory(text: str):
    return read(Source("bun.lock", held=text.encode()))


def test_packages_have_real_names_and_scopes_by_reach():
    assert [(c.name, c.version, c.scope) for c in inventory(LOCK).components] == [
        ("@s/scoped", "1.0.0", Scope.RUNTIME),
        ("b", "1.5.0", Scope.RUNTIME),
        ("a", "1.0.0", Scope.RUNTIME),
        ("archive", "", Scope.UNKNOWN),
        ("b", "1.0.0", Scope.RUNTIME),
        ("extra", "4.0.0", Scope.OPTIONAL),
        ("folder", "", Scope.UNKNOWN),
        ("from-git", "", Scope.UNKNOWN),
        ("b", "2.0.0", Scope.RUNTIME),
        ("maybe", "1.0.0", Scope.OPTIONAL),
        ("native", "1.0.0", Scope.OPTIONAL),
        ("peer", "1.0.0", Scope.PROVIDED),
        ("@s/real-tool", "3.0.0", Scope.DEV),
    ]


def test_package_finds_its_own_before_those_above():
    edges = inventory(LOCK).edges

    assert ("@s/scoped", "@s/scoped/b") in edges
    assert ("a", "b") in edges
    assert ("@s/scoped", "b") not in edges
    assert (".", "lib/b") in edges


def test_root_hashes_and_version():
    found = inventory(LOCK)

    assert (found.root.name, found.root.first_party, found.version) == ("shop", True, "1")
    assert found.components[0].hashes == (("SHA1", "b5243d8f3ec1aa35f1364605bc0d1036e30ab69f"),)
    assert found.components[0].place.route == 'packages["@s/scoped"]'


@pytest.mark.parametrize(
    ("packages", "codes"),
    [
        ('{"a": 1}', ["field-wrong-type"]),
        ('{"a": []}', ["field-wrong-type"]),
        ('{"a": [1]}', ["field-wrong-type"]),
        ('{"a": ["@1.0.0"], "b": [""]}', ["package-without-name"]),
        ("[]", ["field-wrong-type"]),
        ('{"a": ["a@1.0.0", "", {"dependencies": 3}, ""]}', ["field-wrong-type"]),
    ],
)
def test_one_bad_entry_costs_only_itself(packages, codes):
    found = inventory(f'{{"lockfileVersion": 1, "workspaces": {{}}, "packages": {packages}}}')

    assert [p.code for p in found.problems] == codes


def test_broken_json_is_unreadable():
    with pytest.raises(UnreadableError) as fault:
        inventory('{"lockfileVersion": 1,')

    assert fault.value.problem.code == "json-syntax"


def test_deep_path_costs_no_square():
    path = "/".join(["a"] * 20_000)
    needs = ", ".join(f'"n{number}": "1"' for number in range(2_000))

    found = inventory(
        f'{{"lockfileVersion": 1, "workspaces": {{}}, "packages": {{"{path}": ["a@1.0.0", "", {{"dependencies": {{{needs}}}}}, ""]}}}}'
    )

    assert [c.name for c in found.components] == ["a"]


def test_card_recognises_its_format():
    assert READER.recognises(b'{\n  "lockfileVersion": 1,\n  "workspaces": {')
    assert READER.recognises(b'{"lockfileVersion": 1, "configVersion": 0,')
    assert not READER.recognises(b'{"lockfileVersion": 3, "requires": true}')
