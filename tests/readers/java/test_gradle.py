"""Gradle's lockfiles, catalogs and verification metadata, and sbt's lockfile."""

from __future__ import annotations

import json

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.model.inventory import Inventory
from osscan.readers.java import gradle_lockfile, sbt_lock, verification_metadata, version_catalog


def listed(inventory: Inventory) -> list[tuple[str, str, str]]:
    return [(c.name, c.version, c.requirement) for c in inventory.components]


def codes(inventory: Inventory) -> list[str]:
    return [problem.code for problem in inventory.problems]


def locked(text: str, path: str = "gradle.lockfile") -> Inventory:
    return gradle_lockfile.read(Source(path, held=text.encode()))


def catalog(text: str) -> Inventory:
    return version_catalog.read(Source("gradle/libs.versions.toml", held=text.encode()))


def verified(inside: str) -> Inventory:
    held = f'<verification-metadata xmlns="https://schema.gradle.org/x"><components>{inside}</components></verification-metadata>'
    return verification_metadata.read(Source("verification-metadata.xml", held=held.encode()))


@pytest.mark.parametrize(
    ("configurations", "scope"),
    [
        ("compileClasspath,runtimeClasspath", "runtime"),
        ("productionRuntimeClasspath", "runtime"),
        ("releaseRuntimeClasspath,testCompileClasspath", "runtime"),
        ("compileClasspath", "provided"),
        ("testCompileClasspath,testRuntimeClasspath", "test"),
        ("annotationProcessor", "build"),
        ("classpath", "build"),
        ("checkstyle", "build"),
        ("developmentOnly", "dev"),
    ],
)
def test_configurations_tell_the_scope(configurations: str, scope: str) -> None:
    component = locked(f"a.b:c:1.0={configurations}\n").components[0]
    assert (component.name, component.version, component.purl, component.scope) == ("a.b:c", "1.0", "pkg:maven/a.b/c@1.0", scope)


def test_a_file_for_each_configuration_tells_the_scope_by_its_name() -> None:
    old = locked("a:b:1\n", "gradle/dependency-locks/testRuntimeClasspath.lockfile")
    assert [c.scope for c in old.components] == ["test"]


def test_comments_blanks_and_the_empty_entry_mean_nothing() -> None:
    assert listed(locked("# a:b:1=x\n\n  # c\nempty=annotationProcessor\n   a:b:1=runtimeClasspath  \r\n")) == [("a:b", "1", "")]


def test_a_line_that_is_no_entry_costs_only_itself() -> None:
    found = locked(">>>\na:b:1=runtimeClasspath\nc:d=x\n")
    assert (listed(found), codes(found)) == ([("a:b", "1", "")], ["lock-line-unclear", "lock-line-unclear"])


def test_a_hundred_thousand_lines_are_read_in_one_pass() -> None:
    found = locked("".join(f"g{n % 100}:a{n}:1.{n}=compileClasspath,runtimeClasspath\n" for n in range(100_000)))
    assert len(found.components) == 100_000


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('"a.b:c:1.0"', ("a.b:c", "1.0", "")),
        ('"a.b:c"', ("a.b:c", "", "")),
        ('{ module = "a.b:c", version = "1.0" }', ("a.b:c", "1.0", "")),
        ('{ module = "a.b:c", version.ref = "v" }', ("a.b:c", "3.2", "")),
        ('{ group = "a.b", name = "c", version.ref = "rich" }', ("a.b:c", "2.0", "")),
        ('{ group = "a.b", name = "c" }', ("a.b:c", "", "")),
        ('{ module = "a.b:c", version = { strictly = "[1,2)", prefer = "1.5" } }', ("a.b:c", "", "[1,2)")),
        ('{ module = "a.b:c", version = { prefer = "1.5" } }', ("a.b:c", "1.5", "")),
        ('{ module = "a.b:c", version = "1.+" }', ("a.b:c", "", "1.+")),
    ],
)
def test_libraries_are_written_in_many_ways(entry: str, expected: tuple[str, str, str]) -> None:
    found = catalog(f'[versions]\nv = "3.2"\nrich = {{ require = "2.0", reject = ["2.1"] }}\n[libraries]\nx = {entry}\n')
    assert (listed(found), codes(found)) == ([expected], [])


def test_bundles_and_plugins_are_no_libraries() -> None:
    found = catalog('[libraries]\nx = "a:b:1"\n[bundles]\nall = ["x"]\n[plugins]\np = { id = "q", version = "1" }\n')
    assert listed(found) == [("a:b", "1", "")]


@pytest.mark.parametrize(
    ("entry", "names", "told"),
    [
        ('{ module = "a:b", version.ref = "gone" }', ["a:b"], ["catalog-version-missing"]),
        ("7", [], ["field-wrong-type"]),
        ('""', [], ["package-without-name"]),
        ("{ module = 3 }", [], ["field-wrong-type", "package-without-name"]),
        ('{ module = "a:b", version = 1 }', ["a:b"], ["field-wrong-type"]),
        ('{ module = "a:b", version.ref = 1 }', ["a:b"], ["field-wrong-type", "catalog-version-missing"]),
    ],
)
def test_one_bad_library_costs_only_itself(entry: str, names: list[str], told: list[str]) -> None:
    found = catalog(f'[libraries]\nx = {entry}\ny = "c:d:1"\n')
    assert ([c.name for c in found.components], codes(found)) == ([*names, "c:d"], told)


def test_a_catalog_that_is_no_toml_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        catalog("[libraries\n")


def test_tables_of_another_type_are_told() -> None:
    assert codes(catalog('versions = 1\nlibraries = "x"\nmetadata = []\n')) == ["field-wrong-type"] * 3


def test_checksums_of_the_archive_are_those_of_the_module() -> None:
    digest = "ab" * 32
    archive = f'<artifact name="c-1.jar"><sha256 value="{digest}" origin="x"/><pgp value="1"/></artifact>'
    metadata = f'<artifact name="c-1.pom"><sha256 value="{"cd" * 32}"/></artifact>'
    found = verified(f'<component group="a" name="c" version="1">{archive}{metadata}</component>')
    assert (listed(found), found.components[0].hashes) == ([("a:c", "1", "")], (("SHA256", digest),))


def test_of_several_archives_nobody_knows_which_is_used() -> None:
    archives = "".join(f'<artifact name="{n}.jar"><sha256 value="{"ab" * 32}"/></artifact>' for n in range(2))
    assert verified(f'<component group="a" name="c" version="1">{archives}</component>').components[0].hashes == ()


def test_modules_that_lack_half_a_name_keep_the_other() -> None:
    found = verified('<component name="c" version="1"/><component group="a" version="1"/><component version="1"/>')
    assert [(c.name, c.purl) for c in found.components] == [(":c", ""), ("a:", "")]
    assert codes(found) == ["name-missing", "name-missing", "package-without-name"]


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (b"", ["xml-syntax"]),
        (b"<other/>", ["format-not-recognised"]),
        (b"<verification-metadata><components><component group='a'", ["xml-syntax"]),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><verification-metadata/>', ["xml-entities"]),
        (b"<verification-metadata><components>text</components></verification-metadata>", []),
    ],
)
def test_broken_metadata_is_told(held: bytes, told: list[str]) -> None:
    found = verification_metadata.read(Source("verification-metadata.xml", held=held))
    assert (listed(found), codes(found)) == ([], told)


def sbt(document: object) -> Inventory:
    return sbt_lock.read(Source("build.sbt.lock", held=json.dumps(document).encode()))


def test_sbt_names_modules_configurations_and_hashes() -> None:
    row = {"org": "a", "name": "b", "version": "1", "configurations": ["test", "compile"]}
    archive = {"name": "b.jar", "hash": "sha1:" + "ab" * 20}
    found = sbt(
        {"lockVersion": 1, "dependencies": [{**row, "artifacts": [archive]}, {**row, "name": "c", "configurations": ["test"]}]}
    )
    assert [(c.name, c.scope.value, c.hashes) for c in found.components] == [
        ("a:b", "runtime", (("SHA1", "ab" * 20),)),
        ("a:c", "test", ()),
    ]


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ([], ["field-wrong-type"]),
        ({"dependencies": 7}, ["field-wrong-type"]),
        ({"dependencies": [7, {"org": "a"}]}, ["package-without-name", "field-wrong-type"]),
        ({"lockVersion": 9}, ["lock-version-unknown"]),
    ],
)
def test_odd_sbt_locks_are_told(document: object, told: list[str]) -> None:
    assert sorted(codes(sbt(document))) == sorted(told)


def test_each_format_is_known_by_its_content() -> None:
    for reader, head in (
        (gradle_lockfile.READER, b"a:b:1=x\n"),
        (version_catalog.READER, b"[versions]\n[libraries]\n"),
        (verification_metadata.READER, b"<verification-metadata>"),
        (sbt_lock.READER, b'{"lockVersion": 1, "configurations": []}'),
    ):
        assert reader.recognises is not None
        assert reader.recognises(head) is True
        assert reader.recognises(b"a = 1") is False


def test_test_is_a_word_of_its_own_in_a_configuration():
    names = ("latestRuntimeClasspath", "integrationTestRuntimeClasspath", "testCompileClasspath", "my-test")
    text = "".join(f"a:b{n}:1={name}\n" for n, name in enumerate(names))
    found = gradle_lockfile.read(Source("gradle.lockfile", held=text.encode()))

    assert [c.scope for c in found.components] == [Scope.RUNTIME, Scope.TEST, Scope.TEST, Scope.TEST]


def test_configuration_that_only_the_build_knows_is_no_tool():
    names = ("shade", "annotationProcessor", "kotlinCompilerPluginClasspathMain", "jacocoAgent", "testAnnotationProcessor")
    text = "".join(f"a:b{n}:1={name}\n" for n, name in enumerate(names))
    found = gradle_lockfile.read(Source("gradle.lockfile", held=text.encode()))

    assert [c.scope for c in found.components] == [Scope.UNKNOWN, Scope.BUILD, Scope.BUILD, Scope.BUILD, Scope.TEST]
