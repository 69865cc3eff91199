""".NET lockfiles and build results: NuGet's lock, restored assets, deps.json, Paket."""

from __future__ import annotations

import json

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.readers.dotnet import deps_json, packages_lock, paket_dependencies, paket_lock, project_assets


def pairs(inventory) -> list[tuple[str, str]]:
    return [(c.name, c.version) for c in inventory.components]


def codes(inventory) -> list[str]:
    return [problem.code for problem in inventory.problems]


def read(reader, document):
    text = document if isinstance(document, str) else json.dumps(document)
    return reader.read(Source("file", held=text.encode()))


LOCK = {
    "version": 1,
    "dependencies": {
        "net6.0": {
            "A": {"type": "Direct", "requested": "[1.0, )", "resolved": "1.0.0", "dependencies": {"b": "1.0.0", "Ours": "1.0.0"}},
            "B": {"type": "Transitive", "resolved": "1.1.0"},
            "Ours": {"type": "Project", "dependencies": {"B": "1.0.0"}},
            "C": {"type": "CentralTransitive", "requested": "[2.0, 3.0)"},
        },
        "net6.0/win-x64": {"D": {"type": "Transitive", "resolved": "4.0.0", "dependencies": {"B": "1.0.0"}}},
    },
}


def test_lock_names_each_package_once_with_what_it_needs() -> None:
    found = read(packages_lock, LOCK)

    assert pairs(found) == [("A", "1.0.0"), ("B", "1.1.0"), ("C", ""), ("D", "4.0.0")]
    assert found.components[2].requirement == "[2.0, 3.0)"
    assert found.edges == (("a/1.0.0", "b/1.1.0"), ("d/4.0.0", "b/1.1.0"))


def test_lock_of_a_later_version_is_told() -> None:
    assert codes(read(packages_lock, {"version": 7, "dependencies": {}})) == ["lock-version-unknown"]


LIBRARIES = {
    "Web/1.0.0": {"type": "project"},
    "A/1.0.0": {"type": "package", "path": "a/1.0.0"},
    "runtimepack.Core.Runtime/8.0.1": {"type": "runtimepack"},
    "Facade.Reference/4.0.0.0": {"type": "referenceassembly"},
}
TARGETS = {"net8.0": {"Web/1.0.0": {"dependencies": {"A": "1.0.0"}}, "A/1.0.0": {}}}


def test_built_program_consists_of_all_that_lies_beside_it() -> None:
    found = read(deps_json, {"runtimeTarget": {}, "targets": TARGETS, "libraries": LIBRARIES})

    assert [(c.name, c.version, c.first_party, c.purl, c.scope) for c in found.components] == [
        ("Web", "1.0.0", True, "", Scope.RUNTIME),
        ("A", "1.0.0", False, "pkg:nuget/A@1.0.0", Scope.RUNTIME),
        ("Core.Runtime", "8.0.1", False, "pkg:nuget/Core.Runtime@8.0.1", Scope.RUNTIME),
        ("Facade.Reference", "4.0.0.0", False, "", Scope.PROVIDED),
    ]
    assert found.edges == (("web/1.0.0", "a/1.0.0"),)


def test_deps_json_without_libraries_is_not_complete() -> None:
    found = read(deps_json, {"runtimeTarget": {}, "targets": TARGETS})

    assert found.components == ()
    assert not found.complete


def test_library_without_a_version_is_told_and_costs_no_other() -> None:
    found = read(deps_json, {"libraries": {"A": {"type": "package"}, "B/1.0": {"type": "package"}}})

    assert pairs(found) == [("B", "1.0")]
    assert codes(found) == ["package-without-name"]


def test_restored_project_is_the_root_and_other_projects_are_its_own() -> None:
    document = {
        "version": 3,
        "targets": {"net8.0": {"Ours/1.0.0": {"type": "project", "dependencies": {"B": "2.0"}}, "A/1.0.0": {}, "B/2.0.0": {}}},
        "libraries": {"A/1.0.0": {"type": "package"}, "B/2.0.0": {"type": "package"}, "Ours/1.0.0": {"type": "project"}},
        "projectFileDependencyGroups": {"net8.0": ["A >= 1.0.0", "Ours >= 1.0.0"]},
        "project": {"version": "0.9", "restore": {"projectName": "Shop"}},
    }
    found = read(project_assets, document)

    assert found.root is not None
    assert (found.root.name, found.root.version) == ("Shop", "0.9")
    assert pairs(found) == [("A", "1.0.0"), ("B", "2.0.0")]
    assert found.edges == ((".", "a/1.0.0"), (".", "b/2.0.0"))


PAKET = """STORAGE: NONE
RESTRICTION: == net8.0
NUGET
  remote: https://registry.example/v3/index.json
    Argu (5.1)
      FSharp.Core (>= 3.1.2)
    FSharp.Core (6.0.7) - restriction: >= net6.0
GITHUB
  remote: owner/Tools
    src/file.fs (0123456789abcdef)

GROUP Test
NUGET
  remote: https://registry.example/v3/index.json
    Expecto (9.0.4)
      FSharp.Core (>= 4.6)
    FSharp.Core (6.0.7)
"""


def test_paket_lock_tells_packages_repositories_and_groups() -> None:
    found = read(paket_lock, PAKET)

    assert [(c.name, c.version, c.scope) for c in found.components] == [
        ("Argu", "5.1", Scope.RUNTIME),
        ("FSharp.Core", "6.0.7", Scope.RUNTIME),
        ("owner/Tools", "", Scope.RUNTIME),
        ("Expecto", "9.0.4", Scope.TEST),
    ]
    assert found.edges == (("argu/5.1", "fsharp.core/6.0.7"), ("expecto/9.0.4", "fsharp.core/6.0.7"))
    assert codes(found) == []


def test_paket_lock_that_is_none_is_told() -> None:
    found = read(paket_lock, "This is no lockfile\n")

    assert found.components == ()
    assert codes(found) == ["line-not-understood"]


def test_paket_dependencies_give_pins_and_ranges() -> None:
    text = """source https://registry.example/v3/index.json
nuget Argu 5.1
nuget FSharp.Core ~> 6.0 lowest_matching: true
nuget Plain
clitool dotnet-fable
github owner/Tools:branch src/file.fs
group Build
  nuget FAKE >= 5.0 < 6.0, restriction: net45
"""
    found = read(paket_dependencies, text)

    assert [(c.name, c.version, c.requirement, c.scope) for c in found.components] == [
        ("Argu", "5.1", "", Scope.RUNTIME),
        ("FSharp.Core", "", "~> 6.0", Scope.RUNTIME),
        ("Plain", "", "", Scope.RUNTIME),
        ("dotnet-fable", "", "", Scope.DEV),
        ("owner/Tools", "", "", Scope.RUNTIME),
        ("FAKE", "", ">= 5.0 < 6.0", Scope.BUILD),
    ]


JSON_READERS = pytest.mark.parametrize("reader", [packages_lock, deps_json, project_assets], ids=lambda one: one.READER.name)


@JSON_READERS
@pytest.mark.parametrize("text", ["", "{", "[" * 100_000], ids=["empty", "truncated", "deep"])
def test_broken_document_is_refused(reader, text) -> None:
    with pytest.raises(UnreadableError):
        read(reader, text)


@JSON_READERS
@pytest.mark.parametrize("text", ["[]", '{"dependencies": 1, "libraries": [], "targets": 2}'], ids=["list", "wrong-types"])
def test_document_of_wrong_types_is_told(reader, text) -> None:
    found = read(reader, text)

    assert found.components == ()
    assert set(codes(found)) == {"field-wrong-type"}


@pytest.mark.parametrize("told", [None, {}, [], 5, "1.0.0"])
def test_entry_without_fields_stays_a_package(told) -> None:
    lock = read(packages_lock, {"version": 1, "dependencies": {"net6.0": {"A": told}}})
    assets = read(project_assets, {"version": 3, "targets": {}, "libraries": {"A/1.0": told}})
    deps = read(deps_json, {"runtimeTarget": {}, "targets": {}, "libraries": {"A/1.0": told}})

    assert [pairs(found) for found in (lock, assets, deps)] == [[("A", "")], [("A", "1.0")], [("A", "1.0")]]
    assert {tuple(codes(found)) for found in (lock, assets, deps)} == {() if told == {} else ("field-wrong-type",)}


def test_formats_are_known_by_their_content() -> None:
    assert packages_lock.READER.recognises(json.dumps(LOCK).encode())
    assert deps_json.READER.recognises(b'{"runtimeTarget": {"name": "x"}, "targets": {"x": {"A/1')
    assert project_assets.READER.recognises(b'{"version": 3, "targets": {"net8.0": {"A/1')
    assert paket_lock.READER.recognises(PAKET.encode())
    assert paket_dependencies.READER.recognises(b"source https://registry.example\nnuget A\n")


def test_files_from_elsewhere_are_told() -> None:
    lock = "NUGET\n  remote: https://registry.example\n    A (1.0)\nHTTP\n  remote: https://files.example\n    a.fs (/a.fs)\n"
    asked = "source https://registry.example\nframework: net6.0\nnuget A 1.0\ngit https://git.example/a.git main\nwords\n// no\n"

    assert (pairs(read(paket_lock, lock)), codes(read(paket_lock, lock))) == ([("A", "1.0")], ["line-not-understood"])
    assert codes(read(paket_dependencies, asked)) == ["line-not-understood"] * 2


def test_many_versions_of_a_name_cost_no_square() -> None:
    groups = {str(n): ["A >= 1"] for n in range(1_500)}
    found = read(project_assets, {"libraries": {f"A/{n}": {} for n in range(1_500)}, "projectFileDependencyGroups": groups})

    assert len(found.components) == 1_500
