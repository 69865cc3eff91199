"""package.json below node_modules: one installed package each."""

from __future__ import annotations

import json

import pytest

from osscan.inputs.source import Source
from osscan.model.claim import Method
from osscan.model.component import Scope
from osscan.readers.javascript.installed import READER, read
from osscan.readers.table import by_path


def inventory(document: object, path: str = "web/node_modules/a/package.json"):
    return read(Source(path, held=json.dumps(document).encode()))


def taken(path: str) -> bool:
    row = by_path(path)
    return row is not None and row.name == READER.name


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("node_modules/a/package.json", True),
        ("web/node_modules/@s/a/package.json", True),
        ("node_modules/a/node_modules/b/package.json", True),
        ("node_modules/a/test/fixtures/package.json", False),
        ("node_modules/a/dist/package.json", False),
        ("package.json", False),
    ],
)
def test_only_a_package_s_own_file_is_taken(path, expected):
    assert taken(path) is expected


def test_package_is_one_component():
    found = inventory(
        {
            "name": "@s/a",
            "version": "1.0.0",
            "license": "MIT",
            "dependencies": {"b": "^1"},
            "optionalDependencies": {"c": "^1"},
            "devDependencies": {"d": "^1"},
        }
    )
    component = found.components[0]

    assert (component.name, component.version, component.purl, component.scope) == (
        "@s/a",
        "1.0.0",
        "pkg:npm/%40s/a@1.0.0",
        Scope.UNKNOWN,
    )
    assert [(c.raw, c.method, c.place.route) for c in component.claims] == [("MIT", Method.INSTALLED, "license")]
    assert (found.root, found.edges) == (None, (("@s/a", "b"), ("@s/a", "c")))


@pytest.mark.parametrize(
    ("path", "name"), [("node_modules/a/package.json", "a"), ("web/node_modules/b/node_modules/@s/a/package.json", "@s/a")]
)
def test_package_without_a_name_is_called_like_its_folder(path, name):
    assert [c.name for c in inventory({"version": "1.0.0"}, path).components] == [name]


@pytest.mark.parametrize("break_", [{"name": 1}, {"version": []}, {"license": 1}, {"dependencies": []}])
def test_field_of_wrong_type_keeps_the_package(break_):
    found = inventory({"name": "a", "version": "1.0.0"} | break_)

    assert ([c.name for c in found.components], [p.code for p in found.problems]) == (["a"], ["field-wrong-type"])
    assert found.complete


@pytest.mark.parametrize("document", [None, [], 3])
def test_document_that_is_no_object_is_told(document):
    found = inventory(document)

    assert (found.components, found.complete) == ((), False)
