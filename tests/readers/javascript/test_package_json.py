"""package.json of a project: license in all its historical shapes, and what the project asks for."""

from __future__ import annotations

import json

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import Form, Joined
from osscan.model.component import Scope
from osscan.readers.javascript.package_json import READER, read


def inventory(document: object, path: str = "web/package.json"):
    text = document if isinstance(document, str) else json.dumps(document)
    return read(Source(path, held=text.encode()))


def claims(**document: object):
    return [(c.raw, c.form, c.joined, c.place.route) for c in inventory({"name": "a"} | document).root.claims]


def seen(**document: object):
    return [(c.name, c.version, c.requirement, c.scope) for c in inventory({"name": "a"} | document).components]


def test_project_is_the_root_and_no_component():
    found = inventory({"name": "@city/web", "version": "1.0.0", "dependencies": {"a": "1.2.3"}})

    assert (found.root.name, found.root.version, found.root.purl, found.root.first_party) == (
        "@city/web",
        "1.0.0",
        "pkg:npm/%40city/web@1.0.0",
        True,
    )
    assert found.edges == ((".", "a@1.2.3"),)


def test_project_without_a_name_is_called_like_its_folder():
    assert inventory({"private": True}).root.name == "web"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"license": "MIT"}, [("MIT", Form.EXPRESSION, Joined.ALONE, "license")]),
        ({"license": "(MIT OR Apache-2.0)"}, [("(MIT OR Apache-2.0)", Form.EXPRESSION, Joined.ALONE, "license")]),
        ({"license": "SEE LICENSE IN LICENSE.md"}, [("SEE LICENSE IN LICENSE.md", Form.NAME, Joined.ALONE, "license")]),
        ({"license": "UNLICENSED"}, [("UNLICENSED", Form.NAME, Joined.ALONE, "license")]),
        ({"license": {"type": "MIT", "url": "https://x.example"}}, [("MIT", Form.NAME, Joined.ALONE, "license.type")]),
        ({"license": {"url": "https://x.example/l"}}, [("https://x.example/l", Form.URL, Joined.ALONE, "license.url")]),
        ({"licenses": [{"type": "MIT"}]}, [("MIT", Form.NAME, Joined.ALONE, "licenses[0].type")]),
        (
            {"licenses": [{"type": "MIT"}, {"type": "GPL-2.0"}]},
            [("MIT", Form.NAME, Joined.ANY, "licenses[0].type"), ("GPL-2.0", Form.NAME, Joined.ANY, "licenses[1].type")],
        ),
        (
            {"license": ["MIT", "GPL-2.0"]},
            [("MIT", Form.EXPRESSION, Joined.UNSAID, "license[0]"), ("GPL-2.0", Form.EXPRESSION, Joined.UNSAID, "license[1]")],
        ),
        (
            {"license": "ISC", "licenses": ["MIT"]},
            [("ISC", Form.EXPRESSION, Joined.ALONE, "license"), ("MIT", Form.EXPRESSION, Joined.ALONE, "licenses[0]")],
        ),
        ({"licenses": "MIT"}, [("MIT", Form.EXPRESSION, Joined.ALONE, "licenses")]),
        ({"license": ""}, []),
        ({"license": None}, []),
        ({"license": {}}, []),
        ({"license": []}, []),
        ({}, []),
    ],
)
def test_license_is_claimed_as_it_is_written(document, expected):
    assert claims(**document) == expected


def test_entries_of_one_list_are_one_group():
    found = inventory({"name": "a", "licenses": [{"type": "MIT"}, {"type": "ISC"}]}).root.claims

    assert {c.group for c in found} == {"licenses"}


def test_license_behind_a_doubled_key_is_a_claim_too():
    found = inventory('{"name": "a", "license": "AGPL-3.0-only", "license": "MIT"}')

    assert [c.raw for c in found.root.claims] == ["AGPL-3.0-only", "MIT"]
    assert [(p.code, p.place.route) for p in found.problems] == [("duplicate-key", "license")]


@pytest.mark.parametrize("license_", [3, True, [3], {"type": 3}])
def test_license_of_wrong_type_is_told_and_costs_nothing_else(license_):
    found = inventory({"name": "a", "license": license_, "dependencies": {"b": "1.0.0"}})

    assert ([c.name for c in found.components], found.root.claims) == (["b"], ())
    assert [(p.code, p.severity.value) for p in found.problems] == [("field-wrong-type", "warning")]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("1.2.3", [("b", "1.2.3", "")]),
        ("=1.2.3", [("b", "1.2.3", "")]),
        ("v1.2.3-beta.1+build", [("b", "1.2.3-beta.1+build", "")]),
        ("^1.2.3", [("b", "", "^1.2.3")]),
        (">=1 <2", [("b", "", ">=1 <2")]),
        ("1.x", [("b", "", "1.x")]),
        ("1.2", [("b", "", "1.2")]),
        ("latest", [("b", "", "latest")]),
        ("*", [("b", "", "")]),
        ("", [("b", "", "")]),
        ("npm:@s/real@^2.0.0", [("@s/real", "", "^2.0.0")]),
        ("npm:real@2.0.0", [("real", "2.0.0", "")]),
        ("npm:real", [("real", "", "")]),
        ("npm:@s/real", [("@s/real", "", "")]),
        ("git+https://user:secret@git.example/b.git#v1", [("b", "", "")]),
        ("git@git.example:team/b.git", [("b", "", "")]),
        ("github:team/b", [("b", "", "")]),
        ("team/b#semver:^1", [("b", "", "")]),
        ("https://files.example/b-1.0.0.tgz", [("b", "", "")]),
        ("file:../b-1.0.0.tgz", [("b", "", "")]),
        ("file:../b", []),
        ("link:../b", []),
        ("portal:../b", []),
        ("../b", []),
        ("workspace:*", []),
        ("workspace:^1.0.0", []),
    ],
)
def test_specifier_is_read_as_npm_reads_it(spec, expected):
    found = inventory({"name": "a", "dependencies": {"b": spec}})

    assert [(c.name, c.version, c.requirement) for c in found.components] == expected
    assert found.problems == ()


def test_every_table_has_its_scope():
    assert seen(
        dependencies={"r": "^1", "o": "^1"},
        optionalDependencies={"o": "^1"},
        devDependencies={"d": "^1", "p": "^2"},
        peerDependencies={"p": ">=1", "q": ">=1"},
        peerDependenciesMeta={"q": {"optional": True}},
    ) == [
        ("r", "", "^1", Scope.RUNTIME),
        ("p", "", ">=1 || ^2", Scope.PROVIDED),
        ("q", "", ">=1", Scope.OPTIONAL),
        ("o", "", "^1", Scope.OPTIONAL),
        ("d", "", "^1", Scope.DEV),
    ]


def test_table_of_wrong_type_makes_the_inventory_incomplete():
    found = inventory({"name": "a", "dependencies": ["b"], "devDependencies": {"c": "1.0.0"}})

    assert ([c.name for c in found.components], found.complete) == (["c"], False)


def test_specifier_of_wrong_type_keeps_the_package():
    found = inventory({"name": "a", "dependencies": {"b": {"version": "1"}}})

    assert ([c.name for c in found.components], [p.place.route for p in found.problems]) == (["b"], ["dependencies.b"])


@pytest.mark.parametrize("path", ["node_modules/a/test/fixtures/package.json", "web/node_modules/a/dist/esm/package.json"])
def test_file_deeper_inside_an_installed_package_is_no_project(path):
    found = inventory({"name": "fixture", "license": "GPL-3.0-only", "dependencies": {"b": "1.0.0"}}, path)

    assert (found.root, found.components, found.problems) == (None, (), ())


@pytest.mark.parametrize("document", [None, [], "a", 1])
def test_document_that_is_no_object_is_told(document):
    found = inventory(json.dumps(document))

    assert (found.root, found.complete) == (None, False)


@pytest.mark.parametrize("text", ["", "{", '{"name": "a",', '{"a":' * 3000])
def test_broken_json_is_unreadable(text):
    with pytest.raises(UnreadableError):
        inventory(text)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'{"name": "a", "dependencies": {}}', True),
        (b'\xef\xbb\xbf{\n "name": "a", "private": true}', True),
        (b'{"name": "a", "lockfileVersion": 3, "dependencies": {}}', False),
        (b'{"bomFormat": "CycloneDX", "dependencies": [], "name": "a"}', False),
        (b'{"name": "a/b", "require": {}, "scripts": {}}', False),
        (b'{"runtimeTarget": {"name": "net"}, "libraries": {"a": {"dependencies": {}}}}', False),
        (b'{"name": "a", "version": "1.0.0"}', False),
        (b"[]", False),
        (b"", False),
    ],
)
def test_recognised_by_its_own_words(head, expected):
    assert READER.recognises(head) is expected


def test_manifest_of_unity_names_no_packages_of_npm():
    text = '{"name": "org.example.tool", "version": "1.0.0", "unity": "2020.3", "dependencies": {"com.example.mathematics": "1.0.0"}}'

    found = read(Source("package.json", held=text.encode()))

    assert found.components == ()
    assert [p.code for p in found.problems] == ["manifest-of-unity"]
    assert not found.complete
    assert (found.root.name, found.root.version) == ("org.example.tool", "1.0.0")
