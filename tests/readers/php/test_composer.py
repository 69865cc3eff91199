"""PHP: Composer's lockfile, installation and manifest, with the licenses that they name."""

from __future__ import annotations

import json

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import Form, Joined, Method
from osscan.model.component import Scope
from osscan.readers.php import composer_installed, composer_json, composer_lock

SUM = "c" * 40
LOCK = {
    "content-hash": "0",
    "packages": [
        {
            "name": "Acme/Web",
            "version": "v1.27.0",
            "license": ["MIT", "BSD-2-Clause"],
            "dist": {"type": "zip", "shasum": SUM},
            "require": {"php": ">=8.1", "ext-json": "*", "acme/log": "^1.0", "composer-runtime-api": "^2"},
        },
        {"name": "acme/log", "version": "dev-main", "license": ["proprietary"], "dist": {"type": "zip", "shasum": ""}},
        {"name": "ours/plugin", "version": "dev-x", "dist": {"type": "path", "url": "plugins/x"}, "require": {"acme/log": "*"}},
    ],
    "packages-dev": [{"name": "acme/test", "version": "9.0.0", "license": "(LGPL-2.1-only or GPL-3.0-or-later)"}],
}


def read(reader, document, path: str = "file"):
    text = document if isinstance(document, str) else json.dumps(document)
    return reader.read(Source(path, held=text.encode()))


def codes(inventory) -> list[str]:
    return [problem.code for problem in inventory.problems]


def test_lock_names_packages_and_marks_those_for_development() -> None:
    found = read(composer_lock, LOCK)

    assert [(c.name, c.version, c.scope, c.purl) for c in found.components] == [
        ("Acme/Web", "v1.27.0", Scope.RUNTIME, "pkg:composer/acme/web@v1.27.0"),
        ("acme/log", "dev-main", Scope.RUNTIME, "pkg:composer/acme/log@dev-main"),
        ("acme/test", "9.0.0", Scope.DEV, "pkg:composer/acme/test@9.0.0"),
    ]
    assert found.components[0].hashes == (("SHA1", SUM),)
    assert found.edges == (("acme/web", "acme/log"),)


def test_list_of_licenses_is_a_choice() -> None:
    claims = [c.claims for c in read(composer_lock, LOCK).components]

    assert [(c.raw, c.form, c.joined, c.group) for c in claims[0]] == [
        ("MIT", Form.EXPRESSION, Joined.ANY, "packages[0].license"),
        ("BSD-2-Clause", Form.EXPRESSION, Joined.ANY, "packages[0].license"),
    ]
    assert [(c.raw, c.form, c.joined) for c in claims[1]] == [("proprietary", Form.NAME, Joined.ALONE)]
    assert [(c.raw, c.form, c.joined) for c in claims[2]] == [
        ("(LGPL-2.1-only or GPL-3.0-or-later)", Form.EXPRESSION, Joined.ALONE)
    ]


def test_value_that_a_doubled_key_hides_is_a_claim_too() -> None:
    found = read(
        composer_lock, '{"packages": [{"name": "a/a", "version": "1", "license": ["MIT"], "license": ["GPL-2.0-only"]}]}'
    )

    assert [claim.raw for claim in found.components[0].claims] == ["MIT", "GPL-2.0-only"]
    assert codes(found) == ["duplicate-key"]


def test_broken_entry_costs_only_itself() -> None:
    found = read(composer_lock, {"packages": [1, {"version": "1"}, {"name": "a/a", "version": 2, "license": [3, "MIT"]}]})

    assert [(c.name, c.version, [claim.raw for claim in c.claims]) for c in found.components] == [("a/a", "", ["MIT"])]
    assert codes(found) == ["field-wrong-type", "package-without-name", "field-wrong-type", "field-wrong-type"]


def test_installation_of_composer_2_tells_what_is_for_development() -> None:
    document = {"packages": [{"name": "A/a", "version": "1"}, {"name": "b/b", "version": "2"}], "dev-package-names": ["a/A"]}
    found = read(composer_installed, document)

    assert [(c.name, c.scope) for c in found.components] == [("A/a", Scope.DEV), ("b/b", Scope.RUNTIME)]


def test_installation_of_composer_1_is_a_list() -> None:
    found = read(composer_installed, [{"name": "a/a", "version": "1", "license": ["MIT"]}])

    assert [(c.name, c.scope, c.claims[0].method) for c in found.components] == [("a/a", Scope.UNKNOWN, Method.INSTALLED)]


MANIFEST = {
    "name": "city/shop",
    "license": "EUPL-1.2",
    "require": {"php": "^8.1", "php-64bit": "*", "ext-intl": "*", "acme/web": "^1.0", "acme/log": "1.2.3", "acme/any": "*"},
    "require-dev": {"acme/test": "~9.0"},
}


def test_manifest_is_the_root_and_asks_for_packages() -> None:
    found = read(composer_json, MANIFEST)

    assert found.root is not None
    assert (found.root.name, [c.raw for c in found.root.claims], found.root.first_party) == ("city/shop", ["EUPL-1.2"], True)
    assert [(c.name, c.version, c.requirement, c.scope) for c in found.components] == [
        ("acme/web", "", "^1.0", Scope.RUNTIME),
        ("acme/log", "1.2.3", "", Scope.RUNTIME),
        ("acme/any", "", "", Scope.RUNTIME),
        ("acme/test", "", "~9.0", Scope.DEV),
    ]


def test_manifest_below_vendor_is_an_installed_package() -> None:
    found = read(composer_json, {"license": ["MIT"], "require": {"a/b": "*"}}, "shop/vendor/acme/web/composer.json")

    assert found.root is None
    assert [(c.name, c.first_party, c.claims[0].method) for c in found.components] == [("acme/web", False, Method.INSTALLED)]


READERS = pytest.mark.parametrize("reader", [composer_lock, composer_installed, composer_json], ids=lambda one: one.READER.name)


@READERS
@pytest.mark.parametrize("text", ["", '{"packages": [', "[" * 100_000], ids=["empty", "truncated", "deep"])
def test_broken_document_is_refused(reader, text) -> None:
    with pytest.raises(UnreadableError):
        read(reader, text)


@READERS
@pytest.mark.parametrize("document", ['"text"', {"packages": 1, "require": 2, "packages-dev": {}}], ids=["text", "wrong-types"])
def test_document_of_wrong_types_is_told(reader, document) -> None:
    found = read(reader, document)

    assert found.components == ()
    assert set(codes(found)) == {"field-wrong-type"}


def test_formats_are_known_by_their_content() -> None:
    assert composer_lock.READER.recognises(json.dumps(LOCK).encode())
    assert composer_json.READER.recognises(json.dumps(MANIFEST).encode())
    assert not composer_json.READER.recognises(json.dumps(LOCK).encode())
