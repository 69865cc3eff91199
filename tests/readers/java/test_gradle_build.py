"""build.gradle and build.gradle.kts: what stands there literally is listed, what only a run would tell is told."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.model.problem import Severity
from osscan.readers import table
from osscan.readers.java.gradle_build import READER, read


def inventory(text: str, path: str = "build.gradle"):
    return read(Source(path, held=text.encode()))


def asked(inside: str, around: str = ""):
    found = inventory(f"{around}\ndependencies {{\n{inside}\n}}\n")
    return [(c.name, c.version, c.scope.value) for c in found.components]


def told(inside: str):
    return [(p.code, p.severity.value, p.place.line) for p in inventory(f"dependencies {{\n{inside}\n}}\n").problems]


def in_tree(folder, **files: str):
    """What the first file asks for; `__` in a name stands for a slash, `_` for a dot."""
    paths = [name.replace("__", "/").replace("_", ".") for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    found = read(Source(f"tree/{paths[0]}", str(folder / paths[0]), None, str(folder)))
    return [(c.name, c.version, c.scope.value) for c in found.components]


@pytest.mark.parametrize(
    "line",
    [
        "implementation 'city.map:core:1.2'",
        'implementation("city.map:core:1.2")',
        'implementation("city.map:core:1.2") { exclude group: "x", module: "y" }',
        'implementation(\n    "city.map:core:1.2"\n)',
        "implementation group: 'city.map', name: 'core', version: '1.2'",
        'implementation(group = "city.map", name = "core", version = "1.2")',
        'implementation("city.map", "core", "1.2")',
        '"implementation"("city.map:core:1.2")',
        'add("implementation", "city.map:core:1.2")',
        "implementation 'city.map:core:1.2:linux@zip' // 'no:no:1'",
        "/* implementation 'no:no:1' */ implementation 'city.map:core:1.2!!'",
        "if (isCity) { implementation 'city.map:core:1.2' } else { }",
    ],
)
def test_all_ways_to_ask_for_a_package_are_understood(line: str) -> None:
    assert asked(line) == [("city.map:core", "1.2", "runtime")]


@pytest.mark.parametrize(
    ("configuration", "scope"),
    [
        ("api", "runtime"),
        ("compile", "runtime"),
        ("runtimeOnly", "runtime"),
        ("debugImplementation", "runtime"),
        ("compileOnly", "provided"),
        ("testImplementation", "test"),
        ("androidTestImplementation", "test"),
        ("annotationProcessor", "build"),
        ("developmentOnly", "dev"),
        ("whatOnlyThisBuildKnows", "unknown"),
    ],
)
def test_the_configuration_says_what_for(configuration: str, scope: str) -> None:
    assert asked(f"{configuration} 'a:b:1'") == [("a:b", "1", scope)]


def test_several_packages_in_one_statement_all_count() -> None:
    assert asked("implementation 'a:b:1',\n  'a:c:2'") == [("a:b", "1", "runtime"), ("a:c", "2", "runtime")]


@pytest.mark.parametrize(
    "around",
    ["ext.v = '1.5'", "ext { v = '1.5' }", "def v = '1.5'", 'val v = "1.5"', 'extra["v"] = "1.5"', "ext { set('v', \"1.5\") }"],
)
def test_properties_of_the_build_fill_versions(around: str) -> None:
    assert asked('implementation "a:b:$v"', around) == [("a:b", "1.5", "runtime")]
    assert asked('implementation "a:b:${v}"', around) == [("a:b", "1.5", "runtime")]
    assert asked("implementation 'a:b:' + v", around) == [("a:b", "1.5", "runtime")]
    assert asked('implementation "a:b:${rootProject.ext.v}"', around) == [("a:b", "1.5", "runtime")]


def test_tables_of_versions_fill_them_too() -> None:
    assert asked('api "a:b:${versions.b}"', "ext.versions = [ a: '1', b: '2' ]") == [("a:b", "2", "runtime")]


def test_a_variable_may_hold_the_whole_package() -> None:
    assert asked("implementation(flyway)", 'val flyway = "a:flyway:3"') == [("a:flyway", "3", "runtime")]


def test_an_unknown_property_never_becomes_a_version() -> None:
    assert asked('api "a:b:$v"') == [("a:b", "", "runtime")]
    assert told('api "a:b:$v"') == [("pom-property-unknown", "note", 2)]


def test_a_range_is_no_version() -> None:
    found = inventory("dependencies { api 'a:b:1.+' }").components
    assert [(c.version, c.requirement, c.purl) for c in found] == [("", "1.+", "pkg:maven/a/b")]


def test_constraints_and_managed_versions_are_no_components_but_give_versions() -> None:
    around = "dependencyManagement { imports { mavenBom 's:bom:1' }\n dependencies { dependency 'a:c:7' } }"
    assert asked("constraints { api 'a:b:2' }\n api 'a:b'\n api 'a:c'", around) == [
        ("a:b", "2", "runtime"),
        ("a:c", "7", "runtime"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "implementation project(':map')",
        "implementation(projects.map)",
        "implementation files('lib/a.jar')",
        "implementation platform('s:bom:1')",
        "implementation(enforcedPlatform(libs.bom))",
        "implementation gradleApi()",
    ],
)
def test_parts_of_the_project_and_lists_of_versions_are_no_components(line: str) -> None:
    assert asked(line) == []
    assert told(line) == []


def test_plugins_are_not_listed() -> None:
    assert asked("", "buildscript { dependencies { classpath 'a:gradle:8' } }\nplugins { id('java') }") == []


@pytest.mark.parametrize("path", ["buildSrc/build.gradle", "build-logic/x/build.gradle.kts", "node_modules/a/build.gradle"])
def test_builds_of_plugins_and_of_installed_packages_are_left_aside(path: str) -> None:
    assert inventory("dependencies { implementation 'a:b:1' }", path).components == ()


def test_scripts_that_plugins_apply_to_the_product_speak_for_it() -> None:
    found = inventory("dependencies { implementation 'a:b:1' }", "buildSrc/src/main/groovy/city.conventions.gradle")
    assert [(c.name, c.version) for c in found.components] == [("a:b", "1")]


def test_tests_of_several_platforms_are_tests() -> None:
    found = inventory("kotlin { sourceSets { val commonTest by getting { dependencies { implementation(kotlin('test')) } } } }")
    assert [(c.name, c.scope.value) for c in found.components] == [("org.jetbrains.kotlin:kotlin-test", "test")]


def test_what_only_a_run_would_tell_is_told() -> None:
    assert told("implementation(packages.map)") == [("needs-by-program", "warning", 2)]


def test_a_catalog_above_tells_what_an_accessor_means(tmp_path) -> None:
    catalog = '[versions]\nm = "1.4"\n[libraries]\nmap-core = { module = "city:map-core", version.ref = "m" }\n'
    build = "dependencies {\n testImplementation(libs.map.core)\n}\n"
    assert in_tree(tmp_path, app__build_gradle_kts=build, gradle__libs_versions_toml=catalog) == [
        ("city:map-core", "1.4", "test")
    ]


def test_gradle_properties_above_are_known(tmp_path) -> None:
    build = 'dependencies { api "a:b:$mapVersion" }'
    assert in_tree(tmp_path, app__build_gradle=build, gradle_properties="mapVersion = 1.7\n") == [("a:b", "1.7", "runtime")]


def test_a_lockfile_beside_tells_everything(tmp_path) -> None:
    build = "dependencies { api 'a:b' }"
    assert in_tree(tmp_path, build_gradle=build, gradle_lockfile="a:b:1=runtimeClasspath\n") == []


@pytest.mark.parametrize("path", ["build.gradle", "app/build.gradle.kts", "gradle/dependencies.gradle", "map.gradle.kts"])
def test_the_table_takes_builds_of_any_name(path: str) -> None:
    assert table.by_path(path).name == READER.name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('dependencies {\n  api "a.b:c:1"\n  api("d.e:f:1"', ["a.b:c", "d.e:f"]),
        ('dependencies {\n  api "a.b:c:1"\n  api("d.e:f:1",' + ' "g.h:i",' * 5000 + "\n  )\n}\n", ["a.b:c", "d.e:f", "g.h:i"]),
    ],
    ids=["broken-off", "too-long"],
)
def test_a_statement_that_is_not_seen_to_its_end_is_told(text, names) -> None:
    found = read(Source("build.gradle", held=text.encode()))

    assert sorted({one.name for one in found.components}) == names
    assert [(one.place.line, one.severity) for one in found.problems if one.code == "line-not-understood"] == [
        (3, Severity.ERROR)
    ]
