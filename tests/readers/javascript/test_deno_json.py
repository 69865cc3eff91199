"""deno.json: the project, its license, and what its import map leads to."""

from __future__ import annotations

import json

from osscan.engine.executor import Serial
from osscan.engine.gather import gather
from osscan.engine.unite import unite
from osscan.inputs.source import Limits, Source
from osscan.model.component import Scope
from osscan.readers import table
from osscan.readers.javascript.deno_json import READER, read


def inventory(document: object):
    return read(Source("app/deno.json", held=json.dumps(document).encode()))


def listed(document: object):
    return [(c.name, c.version, c.requirement, c.purl) for c in inventory(document).components]


def test_packages_of_both_registries_and_modules_of_urls():
    imports = {
        "chalk": "npm:chalk@5",
        "exact": "npm:@scope/exact@1.2.3/sub.js",
        "slash/": "npm:/slash@^2/",
        "@std/path": "jsr:@std/path@^1",
        "@std/bytes": "jsr:@std/bytes@1.0.2",
        "std/": "https://modules.example/std@v0.140.0/",
        "raw": "https://raw.example/team/repo/main/mod.ts",
    }

    assert listed({"imports": imports}) == [
        ("chalk", "", "5", "pkg:npm/chalk"),
        ("@scope/exact", "1.2.3", "", "pkg:npm/%40scope/exact@1.2.3"),
        ("slash", "", "^2", "pkg:npm/slash"),
        ("@std/path", "", "^1", "pkg:generic/jsr/%40std/path"),
        ("@std/bytes", "1.0.2", "", "pkg:generic/jsr/%40std/bytes@1.0.2"),
        ("modules.example/std", "0.140.0", "", "pkg:generic/modules.example/std@0.140.0"),
        ("raw.example/team/repo/main", "", "", "pkg:generic/raw.example/team/repo/main"),
    ]


def test_what_is_the_project_s_own_or_deno_s_is_no_component():
    own = {"a": "./a.ts", "b/": "../b/", "c": "/c.ts", "node": "node:fs", "d": "data:text/javascript,1", "e": ""}

    assert listed({"imports": own}) == []


def test_two_names_of_one_package_are_one_component_with_both_ranges():
    assert listed({"imports": {"a": "npm:x@1", "b": "npm:x@^2"}}) == [("x", "", "1 || ^2", "pkg:npm/x")]


def test_maps_for_parts_of_the_project_count_too():
    assert listed({"scopes": {"./old/": {"x": "npm:x@1.0.0"}}}) == [("x", "1.0.0", "", "pkg:npm/x@1.0.0")]


def test_the_project_is_the_root_with_its_license():
    root = inventory({"name": "@city/app", "version": "0.1.0", "license": "EUPL-1.2"}).root

    assert (root.name, root.version, root.purl) == ("@city/app", "0.1.0", "pkg:generic/jsr/%40city/app@0.1.0")
    assert [claim.raw for claim in root.claims] == ["EUPL-1.2"]
    assert inventory({}).root.name == "app"


def test_comments_and_trailing_commas_are_no_fault():
    found = read(Source("deno.jsonc", held=b'{\n // tools\n "imports": {"a": "npm:a@1.0.0",},\n}'))

    assert [c.name for c in found.components] == ["a"]
    assert found.problems == ()


def test_a_wrong_specifier_costs_no_other_and_is_told():
    found = inventory({"imports": {"a": 1, "b": "npm:b@1.0.0"}})

    assert [c.name for c in found.components] == ["b"]
    assert [problem.code for problem in found.problems] == ["field-wrong-type"]


def test_an_import_map_beside_is_read_where_the_project_names_it(tmp_path):
    (tmp_path / "map.json").write_text('{"imports": {"a": "npm:a@1.0.0"}}')
    file = tmp_path / "deno.json"
    file.write_text('{"importMap": "./map.json"}')

    found = read(Source("deno.json", str(file), None, str(tmp_path)))

    assert [(c.name, c.place.input) for c in found.components] == [("a", "map.json")]


def test_an_import_map_that_is_not_there_or_elsewhere_costs_nothing(tmp_path):
    file = tmp_path / "deno.json"
    file.write_text('{"importMap": "../outside.json"}')

    assert read(Source("deno.json", str(file), None, str(tmp_path))).components == ()
    assert inventory({"importMap": "https://maps.example/map.json"}).components == ()


def test_a_lockfile_beside_gives_the_version(tmp_path):
    (tmp_path / "deno.json").write_text('{"imports": {"a": "npm:a@^1", "@s/b": "jsr:@s/b@^2"}}')
    lock = {
        "version": "4",
        "specifiers": {"npm:a@^1": "1.5.0", "jsr:@s/b@^2": "2.1.0"},
        "npm": {"a@1.5.0": {}},
        "jsr": {"@s/b@2.1.0": {}},
    }
    (tmp_path / "deno.lock").write_text(json.dumps(lock))

    united = unite(gather((str(tmp_path),), Limits(), Serial()).inventories).components.values()

    assert sorted((one.component.name, one.component.version, one.scope) for one in united if not one.component.first_party) == [
        ("@s/b", "2.1.0", Scope.RUNTIME),
        ("a", "1.5.0", Scope.RUNTIME),
    ]


def test_it_is_known_by_its_name_and_by_an_import_map_of_deno():
    assert table.by_path("app/deno.jsonc").name == READER.name
    assert READER.recognises(b'{"imports": {"a": "npm:a@1"}}') is True
    assert READER.recognises(b'{"imports": {"#a": "./a.js"}}') is False
    assert READER.recognises(b'{"name": "a", "dependencies": {}}') is False
