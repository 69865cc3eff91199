"""Package.swift: packages by their addresses, without running the manifest."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.model.problem import Severity
from osscan.readers import table
from osscan.readers.swift.package_swift import READER, read


def inventory(inside: str):
    text = f'// swift-tools-version:5.9\nlet package = Package(\n  name: "City",\n  dependencies: [\n{inside}\n  ])\n'
    return read(Source("Package.swift", held=text.encode()))


def asked(inside: str):
    return [(c.name, c.version, c.requirement) for c in inventory(inside).components]


@pytest.mark.parametrize(
    ("rest", "version", "requirement"),
    [
        ('from: "1.4.2"', "", ">=1.4.2"),
        ('.upToNextMajor(from: "1.4.2")', "", ">=1.4.2"),
        ('"1.0.0"..<"2.0.0"', "", ">=1.0.0, <2.0.0"),
        ('"1.0.0"..."1.9.9"', "", ">=1.0.0, <=1.9.9"),
        ('exact: "1.4.2"', "1.4.2", ""),
        ('.exact("1.4.2")', "1.4.2", ""),
        ('branch: "main"', "", ""),
        ('.revision("448d9d4d1237cfe3cccfc05483ba12f339df883e")', "", ""),
    ],
)
def test_only_an_exact_version_is_one(rest: str, version: str, requirement: str) -> None:
    assert asked(f'.package(url: "https://git.example/city/Map.git", {rest}),') == [
        ("git.example/city/Map", version, requirement)
    ]


def test_packages_are_called_as_in_the_lockfile() -> None:
    found = inventory('.package(name: "Log", url: "git@github.com:apple/swift-log.git", exact: "1.4.2")').components
    assert [c.purl for c in found] == ["pkg:swift/github.com/apple/swift-log@1.4.2"]


def test_a_package_of_a_registry_is_called_by_its_identity() -> None:
    assert asked('.package(id: "city.map", from: "1.0.0")') == [("city.map", "", ">=1.0.0")]


def test_folders_of_the_project_and_comments_are_no_components() -> None:
    found = inventory('.package(path: "../Map"),\n// .package(url: "https://git.example/a/b", from: "1.0.0")\n/* .package(x) */')
    assert (found.components, found.problems) == ((), ())


def test_what_only_a_run_would_tell_is_told() -> None:
    found = inventory(".package(url: address, from: version)")
    assert [(p.code, p.severity.value, p.place.line) for p in found.problems] == [("needs-by-program", "warning", 5)]


def test_products_of_targets_are_no_packages() -> None:
    assert asked('] , targets: [ .target(name: "City", dependencies: [.product(name: "Log", package: "swift-log")])') == []


@pytest.mark.parametrize("path", ["Package.swift", "map/Package@swift-5.9.swift"])
def test_the_table_takes_manifests_of_all_versions_of_swift(path: str) -> None:
    assert table.by_path(path).name == READER.name


def test_an_entry_without_an_end_is_told_and_what_came_before_stays() -> None:
    text = 'let package = Package(dependencies: [\n.package(url: "https://git.example/t/a.git", exact: "1.0.0"),\n.package(url: "https://git.example/t/b.git", from: "1.0.0"\n'
    found = read(Source("Package.swift", held=text.encode()))

    assert [one.name for one in found.components] == ["git.example/t/a"]
    assert [(one.code, one.severity, one.place.line) for one in found.problems] == [("line-not-understood", Severity.ERROR, 3)]
