"""R: renv.lock and DESCRIPTION, with licenses as R writes them."""

from __future__ import annotations

import json

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import Form, Method
from osscan.model.component import Scope
from osscan.readers.r import description, renv_lock

LOCK = {
    "R": {"Version": "4.3.1", "Repositories": []},
    "Packages": {
        "markdown": {
            "Package": "markdown",
            "Version": "1.0",
            "Source": "Repository",
            "Repository": "CRAN",
            "Requirements": ["R", "mime", "utils"],
        },
        "mime": {
            "Package": "mime",
            "Version": "0.12.1",
            "Source": "GitHub",
            "RemoteUsername": "city",
            "RemoteRepo": "mime",
            "RemoteSha": "1763e0dcb72fb58d97bab97bb834fc71f1e012bc",
        },
        "rlang": {
            "Package": "rlang",
            "Version": "1.1.4",
            "Source": "Repository",
            "License": "MIT + file LICENSE",
            "Depends": ["R (>= 3.5.0)"],
            "Imports": "utils, markdown (>= 1.0)",
        },
        "DESeq2": {"Package": "DESeq2", "Version": "1.44.0", "Source": "Bioconductor"},
    },
}
PROJECT = """Package: shop
Title: What the City Needs
Version: 0.1.0
License: GPL (>= 2) | file LICENSE
Depends: R (>= 4.1), methods
Imports:
    rlang (>= 1.0),
    jsonlite (== 1.8.8),
    stats
Suggests: testthat
"""


def lock(document: object):
    text = document if isinstance(document, str) else json.dumps(document)
    return renv_lock.read(Source("renv.lock", held=text.encode()))


def told(text: str, path: str = "shop/DESCRIPTION"):
    return description.read(Source(path, held=text.encode()))


def test_lock_gives_exact_versions_and_says_where_from():
    found = lock(LOCK)

    assert [(c.name, c.version, c.purl) for c in found.components] == [
        ("markdown", "1.0", "pkg:cran/markdown@1.0"),
        ("mime", "0.12.1", "pkg:github/city/mime@1763e0dcb72fb58d97bab97bb834fc71f1e012bc"),
        ("rlang", "1.1.4", "pkg:cran/rlang@1.1.4"),
        ("DESeq2", "1.44.0", ""),
    ]
    assert found.edges == (("markdown", "mime"), ("rlang", "markdown"))
    assert [(c.raw, c.form, c.method) for c in found.components[2].claims] == [("MIT + file LICENSE", Form.NAME, Method.LOCKFILE)]
    assert found.problems == ()


def test_project_is_the_root_and_what_comes_with_r_is_no_component():
    found = told(PROJECT)

    assert (found.root.name, found.root.version, found.root.first_party) == ("shop", "0.1.0", True)
    assert [(c.raw, c.method, c.place.line) for c in found.root.claims] == [("GPL (>= 2) | file LICENSE", Method.MANIFEST, 4)]
    assert [(c.name, c.version, c.requirement, c.scope) for c in found.components] == [
        ("rlang", "", ">=1.0", Scope.RUNTIME),
        ("jsonlite", "1.8.8", "", Scope.RUNTIME),
        ("testthat", "", "", Scope.OPTIONAL),
    ]
    assert found.problems == ()


def test_installed_package_is_a_component():
    found = told(PROJECT + "Built: R 4.3.1; ; 2024-01-01; unix\n")

    assert found.root is None
    assert [(c.name, c.version, c.purl, c.claims[0].method) for c in found.components] == [
        ("shop", "0.1.0", "pkg:cran/shop@0.1.0", Method.INSTALLED)
    ]


@pytest.mark.parametrize("text", ["", "This folder holds maps.\n", "Title: no package\n", "\x00\x01"])
def test_description_of_something_else_is_empty(text):
    assert (told(text).components, told(text).root) == ((), None)


def test_unusable_need_costs_only_itself():
    found = told("Package: a\nVersion: 1\nImports: b, ???, c\n")

    assert [c.name for c in found.components] == ["b", "c"]
    assert [p.code for p in found.problems] == ["entry-syntax"]


def test_unusable_entries_keep_their_names():
    found = lock({"Packages": {"a": 7, "b": {"Version": 1, "Requirements": 7}}})

    assert [(c.name, c.version) for c in found.components] == [("a", ""), ("b", "")]
    assert {p.code for p in found.problems} == {"field-wrong-type"}


@pytest.mark.parametrize("document", [[], "null", {"Packages": []}])
def test_wrong_types_are_told(document):
    assert [p.code for p in lock(document).problems] == ["field-wrong-type"]


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000])
def test_broken_lock_is_refused(text):
    with pytest.raises(UnreadableError):
        lock(text)


def test_recognised_by_their_own_words():
    assert renv_lock.READER.recognises(json.dumps(LOCK).encode())
    assert description.READER.recognises(PROJECT.encode())
    assert not description.READER.recognises(b"Package: a\nVersion: 1\nArchitecture: all\n")


def test_project_that_is_no_package_asks_for_packages_too():
    found = told("Type: project\nTitle: Shop\nImports:\n    dplyr (>= 1.0),\n    shiny\n")

    assert [(c.name, c.requirement) for c in found.components] == [("dplyr", ">=1.0"), ("shiny", "")]
    assert found.root is not None
    assert (found.root.name, found.root.purl) == ("shop", "")


def test_line_that_belongs_to_no_field_is_told():
    found = told("Package: a\nVersion: 1\nImports: b\n<<<<<<< HEAD\n")

    assert [(p.code, p.place.line) for p in found.problems] == [("control-line-strange", 4)]
