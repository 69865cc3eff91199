"""pnpm-lock.yaml of all versions: keys of each, peers put aside, scopes by flags or by reach, several documents."""

from __future__ import annotations

import pytest
from tests.readers.javascript.pnpm_samples import V5, V6, V9

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.readers.javascript.pnpm_lock import READER, read


def inventory(text: str | bytes, path: str = "pnpm-lock.yaml"):
    return read(Source(path, held=text if isinstance(text, bytes) else text.encode()))


def seen(text: str):
    return [(c.name, c.version, c.scope) for c in inventory(text).components]


def test_version_9_is_read_with_scopes_by_reach():
    assert seen(V9) == [
        ("@s/app", "1.2.3", Scope.RUNTIME),
        ("copied", "", Scope.OPTIONAL),
        ("extra", "4.0.0", Scope.OPTIONAL),
        ("from-git", "0.9.0", Scope.RUNTIME),
        ("lonely", "1.0.0", Scope.UNKNOWN),
        ("node", "24.4.1", Scope.DEV),
        ("peer", "2.0.0", Scope.RUNTIME),
        ("peer", "3.0.0-rc.1", Scope.DEV),
        ("real", "1.0.0", Scope.DEV),
    ]


def test_runtime_of_dev_engines_is_no_package_of_npm():
    assert [c.purl for c in inventory(V9).components if c.name == "node"] == ["pkg:generic/node@24.4.1"]


def test_two_peers_make_one_component_that_needs_both():
    edges = inventory(V9).edges

    assert ("@s/app@1.2.3(peer@2.0.0)", "peer@2.0.0") in edges
    assert ("@s/app@1.2.3(peer@2.0.0)", "peer@3.0.0-rc.1") in edges


def test_place_is_the_line_of_the_package():
    place = inventory(V9).components[3].place

    assert (place.route, place.line) == ('packages["from-git@https://git.example/team/from-git/tar.gz/0123"]', 49)
    assert V9.split("\n")[48] == "  from-git@https://git.example/team/from-git/tar.gz/0123:"


def test_integrity_becomes_hex():
    assert inventory(V9).components[0].hashes == (("SHA512", "00" * 64),)


def test_version_6_has_at_signs_and_flags():
    assert seen(V6) == [
        ("a", "1.0.0", Scope.RUNTIME),
        ("b", "2.0.0", Scope.RUNTIME),
        ("d", "4.0.0", Scope.DEV),
        ("c", "3.0.0", Scope.OPTIONAL),
    ]
    assert inventory(V6).edges == (("/a@1.0.0(b@2.0.0)", "/b@2.0.0"), ("/a@1.0.0(b@2.0.0)", "registry.example/c@3.0.0"))


def test_version_5_has_slashes_and_a_key_without_a_version_is_told():
    found = inventory(V5)

    assert [(c.name, c.version, c.scope) for c in found.components] == [
        ("a", "1.0.0", Scope.RUNTIME),
        ("@s/x", "1.0.0", Scope.DEV),
        ("b", "1.0.0", Scope.RUNTIME),
        ("b", "2.0.0", Scope.RUNTIME),
        ("@s/z", "3.0.0", Scope.OPTIONAL),
    ]
    assert [(p.code, p.place.line) for p in found.problems] == [("package-without-name", 28)]


def test_second_document_is_read_too():
    first = "---\nlockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    packageManagerDependencies:\n      pnpm:\n        version: 12.0.0\n"
    first += "\npackages:\n\n  pnpm@12.0.0:\n    resolution: {integrity: sha512-bad}\n\nsnapshots:\n\n  pnpm@12.0.0: {}\n\n---\n"

    assert seen(first + V9)[0] == ("pnpm", "12.0.0", Scope.DEV)
    assert len(seen(first + V9)) == len(seen(V9)) + 1


def test_project_beside_is_the_root(tmp_path):
    (tmp_path / "package.json").write_text('{"name": "shop", "version": "2.0.0", "license": "EUPL-1.2"}')
    lock = tmp_path / "pnpm-lock.yaml"
    lock.write_text(V6)

    found = read(Source("pnpm-lock.yaml", str(lock), None, str(tmp_path)))

    assert (found.root.name, found.root.version, [c.raw for c in found.root.claims]) == ("shop", "2.0.0", ["EUPL-1.2"])
    assert (".", "/a@1.0.0(b@2.0.0)") in found.edges


def test_folder_that_is_copied_has_the_license_of_its_manifest(tmp_path):
    (tmp_path / "packages" / "copied").mkdir(parents=True)
    (tmp_path / "packages" / "copied" / "package.json").write_text('{"name": "copied", "license": "ISC"}')
    lock = tmp_path / "pnpm-lock.yaml"
    lock.write_text(V9)

    found = read(Source("pnpm-lock.yaml", str(lock), None, str(tmp_path)))

    assert [[claim.raw for claim in c.claims] for c in found.components if c.name == "copied"] == [["ISC"]]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", []),
        ("# nothing\n", []),
        ("- a\n", ["field-wrong-type"]),
        ("lockfileVersion: '9.0'\npackages: 3\n", ["field-wrong-type"]),
        ("lockfileVersion: '9.0'\nimporters:\n  a: 3\npackages:\n  b@1.0.0: [1]\n", ["field-wrong-type", "field-wrong-type"]),
        ("lockfileVersion: '99.0'\n", ["lock-version-unknown"]),
        ("<<<<<<< HEAD\nlockfileVersion: '9.0'\n", ["field-wrong-type"]),
        ("a: b\n", ["lock-version-unknown"]),
        ("lockfileVersion: '9.0'\npackages:\n  a@1.0.0: {}\n  a@1.0.0: {}\n", ["duplicate-key"]),
    ],
)
def test_what_is_wrong_is_told(text, codes):
    assert [p.code for p in inventory(text).problems] == codes


@pytest.mark.parametrize("text", ["lockfileVersion: '9.0'\npackages: {a: [\n", "a: 'b\n"])
def test_broken_yaml_is_unreadable(text):
    with pytest.raises(UnreadableError) as fault:
        inventory(text)

    assert fault.value.problem.code == "yaml-syntax"


def test_card_recognises_its_format():
    assert READER.recognises(V9.encode())
    assert READER.recognises(("---\n" + V5).encode())
    assert not READER.recognises(b'{"lockfileVersion": 3}')
    assert not READER.recognises(b"version: 1\n")


def test_a_package_that_is_asked_for_and_described_nowhere_is_listed_and_told():
    found = inventory(
        "lockfileVersion: 5.4\n\ndependencies:\n  nanoid: 3.3.4\n  own: link:own\n\npackages:\n  /a/1.0.0:\n    dev: false\n"
    )
    assert [(c.name, c.version, c.scope, c.purl) for c in found.components] == [
        ("a", "1.0.0", Scope.RUNTIME, "pkg:npm/a@1.0.0"),
        ("nanoid", "3.3.4", Scope.RUNTIME, "pkg:npm/nanoid@3.3.4"),
    ]
    assert [problem.code for problem in found.problems] == ["locked-package-missing"]
