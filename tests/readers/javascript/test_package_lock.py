"""package-lock.json of all versions: real names, scopes, edges as Node finds them, nothing lost behind bad fields."""

from __future__ import annotations

import json

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import Form, Method
from osscan.model.component import Scope
from osscan.readers.javascript.package_lock import READER, read


def inventory(document: object, path: str = "web/package-lock.json"):
    text = document if isinstance(document, str) else json.dumps(document)
    return read(Source(path, held=text.encode()))


def packages(**more: object):
    return {"name": "web", "lockfileVersion": 3, "packages": {"": {"name": "web", "version": "1.0.0"}} | more}


def seen(document: object):
    return [(c.name, c.version) for c in inventory(document).components]


def test_project_is_the_root_and_no_component():
    found = inventory(
        packages(**{"": {"name": "web", "version": "1.0.0", "license": "EUPL-1.2"}, "node_modules/a": {"version": "1.2.3"}})
    )

    assert (found.root.name, found.root.version, found.root.first_party, found.root.ref) == ("web", "1.0.0", True, ".")
    assert [(c.raw, c.place.route) for c in found.root.claims] == [("EUPL-1.2", 'packages[""].license')]
    assert [(c.name, c.version, c.ref, c.purl) for c in found.components] == [("a", "1.2.3", "node_modules/a", "pkg:npm/a@1.2.3")]
    assert (found.format, found.version) == ("package-lock.json", "3")


def test_scoped_package_has_its_scope_as_namespace():
    found = inventory(packages(**{"node_modules/@s/a": {"version": "1.0.0"}}))

    assert [(c.name, c.purl) for c in found.components] == [("@s/a", "pkg:npm/%40s/a@1.0.0")]


def test_license_is_a_claim_with_its_route():
    claim = inventory(packages(**{"node_modules/a": {"version": "1.0.0", "license": " MIT "}})).components[0].claims[0]

    assert (claim.raw, claim.form, claim.method) == ("MIT", Form.EXPRESSION, Method.LOCKFILE)
    assert claim.place.route == 'packages["node_modules/a"].license'


def test_integrity_becomes_hex():
    found = inventory(
        packages(**{"node_modules/a": {"version": "1.0.0", "integrity": "sha1-tSQ9jz7BqjXxNkYFvA0QNuMKtp8= sha512-bad"}})
    )

    assert found.components[0].hashes == (("SHA1", "b5243d8f3ec1aa35f1364605bc0d1036e30ab69f"),)


@pytest.mark.parametrize(
    ("flags", "scope"),
    [
        ({}, Scope.RUNTIME),
        ({"dev": True}, Scope.DEV),
        ({"optional": True}, Scope.OPTIONAL),
        ({"dev": True, "optional": True}, Scope.DEV),
        ({"devOptional": True}, Scope.OPTIONAL),
        ({"peer": True}, Scope.PROVIDED),
        ({"peer": True, "dev": True}, Scope.DEV),
        ({"peer": True, "optional": True}, Scope.OPTIONAL),
        ({"extraneous": True}, Scope.UNKNOWN),
        ({"dev": False, "inBundle": True}, Scope.RUNTIME),
        ({"dev": "true"}, Scope.RUNTIME),
    ],
)
def test_flags_tell_the_scope(flags, scope):
    assert [c.scope for c in inventory(packages(**{"node_modules/a": {"version": "1.0.0"} | flags})).components] == [scope]


def test_alias_is_listed_under_its_real_name():
    assert seen(packages(**{"node_modules/old-a": {"name": "@s/a", "version": "1.0.0"}})) == [("@s/a", "1.0.0")]


def test_workspace_members_and_links_are_no_components():
    found = inventory(
        packages(
            **{
                "": {"name": "web", "version": "1.0.0", "workspaces": ["packages/*"]},
                "packages/lib": {"name": "lib", "version": "1.0.0", "dependencies": {"a": "^1"}, "devDependencies": {"b": "^1"}},
                "node_modules/lib": {"resolved": "packages/lib", "link": True},
                "node_modules/a": {"version": "1.0.0", "dependencies": {"lib": "*"}},
                "packages/lib/node_modules/b": {"version": "2.0.0"},
            }
        )
    )

    assert [(c.name, c.version) for c in found.components] == [("a", "1.0.0"), ("b", "2.0.0")]
    assert found.edges == ((".", "node_modules/a"), (".", "packages/lib/node_modules/b"), ("node_modules/a", "."))


@pytest.mark.parametrize("workspaces", [["apps/*"], {"packages": ["apps/*"]}, "apps/*", None])
def test_folder_that_a_dependency_names_is_a_component_with_its_license(workspaces):
    found = inventory(
        packages(
            **{
                "": {"name": "web", "version": "1.0.0", "workspaces": workspaces, "dependencies": {"map": "file:vendor/map"}},
                "vendor/map": {"version": "2.1.0", "license": "BSD-2-Clause", "dependencies": {"a": "^1"}},
                "node_modules/map": {"resolved": "vendor/map", "link": True},
                "node_modules/a": {"version": "1.0.0"},
                "vendor/unused": {"version": "1.0.0"},
                "node_modules/nowhere": {"resolved": "", "link": True},
            }
        )
    )

    assert [(c.name, c.version, [claim.raw for claim in c.claims]) for c in found.components] == [
        ("map", "2.1.0", ["BSD-2-Clause"]),
        ("a", "1.0.0", []),
    ]
    assert found.edges == ((".", "vendor/map"), ("vendor/map", "node_modules/a"))


def test_local_archive_is_a_component():
    assert seen(packages(**{"node_modules/a": {"version": "1.0.0", "resolved": "file:vendor/a-1.0.0.tgz"}})) == [("a", "1.0.0")]


def test_git_package_has_the_version_of_the_lock():
    assert seen(packages(**{"node_modules/a": {"version": "2.4.1", "resolved": "git+ssh://git@git.example/a.git#0123"}})) == [
        ("a", "2.4.1")
    ]


def test_edges_go_where_node_would_look():
    found = inventory(
        packages(
            **{
                "": {
                    "name": "web",
                    "dependencies": {"a": "^1"},
                    "devDependencies": {"b": "^1"},
                    "optionalDependencies": {"gone": "^1"},
                },
                "node_modules/a": {"version": "1.0.0", "dependencies": {"b": "^2", "c": "^1"}},
                "node_modules/a/node_modules/b": {"version": "2.0.0", "dependencies": {"c": "^1"}},
                "node_modules/b": {"version": "1.0.0", "peerDependencies": {"a": "*"}},
                "node_modules/c": {"version": "1.0.0", "devDependencies": {"a": "*"}},
            }
        )
    )

    assert found.edges == (
        (".", "node_modules/a"),
        (".", "node_modules/b"),
        ("node_modules/a", "node_modules/a/node_modules/b"),
        ("node_modules/a", "node_modules/c"),
        ("node_modules/a/node_modules/b", "node_modules/c"),
        ("node_modules/b", "node_modules/a"),
    )


def test_same_package_at_two_places_is_one_component_with_all_claims_and_the_strongest_scope():
    found = inventory(
        packages(
            **{
                "node_modules/a": {"version": "1.0.0", "license": "MIT", "dev": True},
                "node_modules/b/node_modules/a": {"version": "1.0.0", "license": "ISC"},
                "node_modules/c/node_modules/a": {"version": "1.0.0", "license": "MIT"},
            }
        )
    )

    assert [(c.ref, c.scope, [claim.raw for claim in c.claims]) for c in found.components] == [
        ("node_modules/a", Scope.RUNTIME, ["MIT", "ISC"])
    ]


def test_edge_to_a_second_place_leads_to_the_one_component():
    found = inventory(
        packages(
            **{
                "node_modules/a": {"version": "1.0.0"},
                "node_modules/b": {"version": "1.0.0", "dependencies": {"a": "1.0.0"}},
                "node_modules/b/node_modules/a": {"version": "1.0.0"},
            }
        )
    )

    assert found.edges == (("node_modules/b", "node_modules/a"),)


def test_version_1_is_read_with_nesting_aliases_and_edges():
    found = inventory(
        {
            "name": "web",
            "version": "1.0.0",
            "lockfileVersion": 1,
            "requires": True,
            "dependencies": {
                "a": {
                    "version": "1.0.0",
                    "requires": {"b": "^2.0.0"},
                    "dependencies": {"b": {"version": "2.0.0", "dev": True}},
                },
                "b": {"version": "1.0.0", "optional": True},
                "alias": {"version": "npm:@s/real@3.0.0"},
                "from-git": {"version": "git+ssh://git@git.example/x.git#0123", "from": "from-git@team/x"},
                "short-git": {"version": "github:team/x#0123"},
                "from-url": {"version": "https://files.example/x.tgz"},
                "folder": {"version": "file:libs/folder", "requires": {"a": "*"}},
                "archive": {"version": "file:x-1.0.0.tgz"},
            },
        }
    )

    assert [(c.name, c.version, c.scope) for c in found.components] == [
        ("a", "1.0.0", Scope.RUNTIME),
        ("b", "1.0.0", Scope.OPTIONAL),
        ("@s/real", "3.0.0", Scope.RUNTIME),
        ("from-git", "", Scope.RUNTIME),
        ("short-git", "", Scope.RUNTIME),
        ("from-url", "", Scope.RUNTIME),
        ("folder", "", Scope.RUNTIME),
        ("archive", "", Scope.RUNTIME),
        ("b", "2.0.0", Scope.DEV),
    ]
    assert ("node_modules/a", "node_modules/a/node_modules/b") in found.edges
    assert found.components[-1].place.route == "dependencies.a.dependencies.b"


def test_version_1_root_needs_what_no_package_needs():
    found = inventory(
        {"lockfileVersion": 1, "dependencies": {"a": {"version": "1.0.0", "requires": {"b": "*"}}, "b": {"version": "1.0.0"}}}
    )

    assert found.edges == (("node_modules/a", "node_modules/b"), (".", "node_modules/a"))


def test_version_2_without_packages_is_read_like_version_1():
    assert seen({"lockfileVersion": 2, "packages": {}, "dependencies": {"a": {"version": "1.0.0"}}}) == [("a", "1.0.0")]


def test_packages_count_before_dependencies():
    both = packages(**{"node_modules/a": {"version": "1.0.0"}}) | {
        "lockfileVersion": 2,
        "dependencies": {"a": {"version": "9.9.9"}},
    }

    assert seen(both) == [("a", "1.0.0")]


def test_lock_that_npm_hides_in_node_modules_has_no_root():
    found = inventory(
        {
            "name": "web",
            "lockfileVersion": 3,
            "packages": {"node_modules/a": {"version": "1.0.0"}, "node_modules/b": {"version": "1.0.0"}},
        },
        "node_modules/.package-lock.json",
    )

    assert (found.root, [c.name for c in found.components]) == (None, ["a", "b"])


def test_second_license_behind_a_doubled_key_is_a_claim_too():
    text = '{"lockfileVersion": 3, "packages": {"": {}, "node_modules/a": {"version": "1.0.0", "license": "GPL-3.0-only", "license": "MIT"}}}'
    found = inventory(text)

    assert [(c.raw, c.place.route) for c in found.components[0].claims] == [
        ("GPL-3.0-only", 'packages["node_modules/a"].license'),
        ("MIT", 'packages["node_modules/a"].license~2'),
    ]
    assert [(p.code, p.severity.value, p.place.route) for p in found.problems] == [
        ("duplicate-key", "warning", 'packages["node_modules/a"].license')
    ]


def test_package_behind_a_doubled_key_is_not_lost():
    text = '{"lockfileVersion": 3, "packages": {"": {}, "node_modules/a": {"version": "1.0.0"}, "node_modules/a": {"version": "2.0.0"}}}'
    found = inventory(text)

    assert [c.version for c in found.components] == ["1.0.0", "2.0.0"]
    assert len({c.ref for c in found.components}) == 2
    assert [p.code for p in found.problems] == ["duplicate-key"]


@pytest.mark.parametrize(
    ("entry", "version"),
    [
        (None, ""),
        (3, ""),
        ([], ""),
        ({"version": 1}, ""),
        ({"version": "1.0.0", "license": 7}, "1.0.0"),
        ({"version": "1.0.0", "license": [1, None, {"type": 2}]}, "1.0.0"),
        ({"version": "1.0.0", "integrity": []}, "1.0.0"),
        ({"version": "1.0.0", "dependencies": ["b"]}, "1.0.0"),
        ({"version": "1.0.0", "name": {}}, "1.0.0"),
    ],
)
def test_field_of_wrong_type_keeps_the_package(entry, version):
    found = inventory(packages(**{"node_modules/a": entry, "node_modules/b": {"version": "2.0.0"}}))

    assert [(c.name, c.version) for c in found.components] == [("a", version), ("b", "2.0.0")]
    assert {p.code for p in found.problems} == {"field-wrong-type"}
    assert found.complete


@pytest.mark.parametrize(
    "document", [None, [], "text", 3, {"lockfileVersion": 3, "packages": []}, {"lockfileVersion": 1, "dependencies": 3}]
)
def test_document_that_is_no_lock_is_incomplete(document):
    found = inventory(json.dumps(document))

    assert (found.components, found.complete, [p.code for p in found.problems]) == ((), False, ["field-wrong-type"])


def test_lock_without_packages_is_an_empty_inventory():
    found = inventory({"name": "web", "lockfileVersion": 1})

    assert (found.components, found.problems) == ((), ())


def test_newer_lock_version_is_told():
    assert [p.code for p in inventory({"lockfileVersion": 9, "packages": {}}).problems] == ["lock-version-unknown"]


@pytest.mark.parametrize("text", ['{"lockfileVersion": 3, "packages": {"": {', '{"a": ' * 5000, "", "\0"])
def test_broken_json_is_unreadable(text):
    with pytest.raises(UnreadableError):
        inventory(text)


def test_deep_nesting_of_version_1_is_no_recursion():
    inner: dict[str, object] = {"version": "1.0.0"}
    for _ in range(150):
        inner = {"version": "1.0.0", "dependencies": {"a": inner}}
    found = inventory({"lockfileVersion": 1, "dependencies": {"a": inner}})

    assert [(c.name, c.version) for c in found.components] == [("a", "1.0.0")]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'{\n  "name": "a",\n  "lockfileVersion": 3,\n  "requires": true', True),
        (b'{"lockfileVersion": 1}', True),
        (b'{\n  "lockfileVersion": 1,\n  "workspaces": {\n    "": {', False),
        (b'{\n  "lockfileVersion": 1,\n  "configVersion": 0,', False),
        (b"lockfileVersion: '9.0'\n", False),
        (b'{"name": "a"}', False),
    ],
)
def test_recognised_and_not_mistaken_for_another_tool_s_lock(head, expected):
    assert READER.recognises(head) is expected
