"""Where osscan and the labels of other scanners differ, case by case, and the row of docs/conventions.md that says why.

The labels were lifted from the test suites of osv-scalibr, trivy and syft, which disagree on what a component is. A difference
counts as explained only where it stands here, item by item; names are as `lockfile_cases.item` writes them.
"""

from __future__ import annotations

from typing import NamedTuple

Item = tuple[str, str]


class Difference(NamedTuple):
    """What a label has and osscan has not, and the other way round; the row of docs/conventions.md that says why."""

    convention: str
    missing: tuple[Item, ...] = ()
    too_many: tuple[Item, ...] = ()
    all_of: str = ""
    """`everything` for all that osscan lists, `development` for all that it lists for development or tests."""


ITSELF = "Is the project itself a component?"
OWN = "Workspace members, editable installs, folders of the project"
ARCHIVE = "A package from a local archive (`file:x.tgz`, `./x-1.0-py3-none-any.whl`)"
GIT = "Version of a package from git"
RANGE = "A range without a lockfile (`>=2`)"
BARE = 'A dependency with neither version nor range (`pandas`, `<PackageReference Include="x" />`)'
FOR_DEVELOPMENT = "Dependencies for development or tests"
MANIFEST = "`package.json` without a lockfile"
PATCHED = "A patched package (`patch:` of Yarn)"
MISSING = "A package that the project asks for and pnpm's lockfile describes nowhere"
PROTOCOL = "A protocol that nobody knows (`a@what:1`)"
DENO = "Deno: `deno.json` without a lockfile"
TWICE = "The same dependency twice in one pom"
STANDARD_LIBRARY = "Is the standard library a component?"
CARGO_RANGE = """A range of Cargo (`serde = "1.0"`)"""
BUILD_SYSTEM = "`build-system.requires`"


DIFFERENCES: dict[str, tuple[Difference, ...]] = {
    "dart/osv-scalibr/extractor_filesystem_language_dart_pubspec/testdata/source-path.lock": (
        Difference(OWN, missing=(("maa-core", "0.0.1"),)),
    ),
    "dotnet/osv-scalibr/extractor_filesystem_language_dotnet_csproj/testdata/noversion": (
        Difference(BARE, too_many=(("litedb", ""),)),
    ),
    "elixir/trivy/pkg_dependency_parser_hex_mix/testdata/happy.mix.lock": (Difference(GIT, too_many=(("esaml", ""),)),),
    "go/syft/syft_pkg_cataloger_golang/testdata/go-mod-fixtures/many-packages/go.mod": (
        Difference(STANDARD_LIBRARY, too_many=(("stdlib", "1.14"),)),
    ),
    "go/syft/syft_pkg_cataloger_golang/testdata/go-mod-fixtures/one-package/go.mod": (
        Difference(STANDARD_LIBRARY, too_many=(("stdlib", "1.14"),)),
    ),
    "java/osv-scalibr/extractor_filesystem_language_java_pomxml/testdata/multi-version.xml": (
        Difference(TWICE, (("abc:example.com", "1.0.0"),), (("abc:example.com", "1.1.1"),)),
    ),
    "java/trivy/pkg_dependency_parser_sbt_lockfile/testdata/v1_happy.sbt.lock": (
        Difference(FOR_DEVELOPMENT, too_many=(("org.scalatest:scalatest-core-2.13", "3.2.15"),)),
    ),
    "javascript/osv-scalibr/extractor_filesystem_language_javascript_denojson/testdata/deno.json": (
        Difference(DENO, (("chalk", "1.0.0"), ("std1:path1", "^1")), (("chalk", ""), ("@std1:path1", ""), ("@std2:path2", ""))),
    ),
    "javascript/osv-scalibr/extractor_filesystem_language_javascript_packagejson/testdata/undici-package.json": (
        Difference(ITSELF, missing=(("undici", "5.28.3"),)),
        Difference(MANIFEST, all_of="everything"),
    ),
    "javascript/osv-scalibr/extractor_filesystem_language_javascript_packagejson/testdata/deps/acorn-globals/package.json": (
        Difference(MANIFEST, all_of="everything"),
    ),
    "javascript/osv-scalibr/extractor_filesystem_language_javascript_packagejson/testdata/deps/acorn/package.json": (
        Difference(MANIFEST, all_of="everything"),
    ),
    "javascript/osv-scalibr/extractor_filesystem_language_javascript_packagejson/testdata/package.json": (
        Difference(ITSELF, missing=(("testdata", "10.46.8"),)),
        Difference(MANIFEST, all_of="everything"),
    ),
    "javascript/trivy/pkg_dependency_parser_nodejs_bun/testdata/bun_multiple_ws.lock": (
        Difference(OWN, missing=(("my-app", "1.0.0"), ("my-lib", "1.0.0"))),
    ),
    "javascript/trivy/pkg_dependency_parser_nodejs_npm/testdata/package-lock_v3_without_root_deps_field.json": (
        Difference(OWN, missing=(("func1", "1.0.0"),)),
    ),
    "javascript/trivy/pkg_dependency_parser_nodejs_npm/testdata/package-lock_v3_with_workspace_as_object.json": (
        Difference(OWN, missing=(("testapp", "1.0.0"),)),
    ),
    "javascript/osv-scalibr/extractor_filesystem_language_javascript_pnpmlock/testdata/exotic.yaml": (
        Difference(MISSING, too_many=(("@typescript-eslint:types", "5.13.0"),)),
    ),
    "javascript/trivy/pkg_dependency_parser_nodejs_pnpm/testdata/pnpm-lock_v6_with_dev.yaml": (
        Difference(FOR_DEVELOPMENT, all_of="development"),
    ),
    "javascript/trivy/pkg_dependency_parser_nodejs_yarn/testdata/yarn_with_bad_protocol.lock": (
        Difference(PROTOCOL, too_many=(("asap", "2.0.6"),)),
    ),
    "javascript/trivy/pkg_dependency_parser_nodejs_yarn/testdata/yarn_with_local.lock": (
        Difference(ARCHIVE, too_many=(("local-package", "0.0.1"),)),
    ),
    "javascript/trivy/pkg_dependency_parser_nodejs_yarn/testdata/yarn_v2_happy.lock": (
        Difference(PATCHED, too_many=(("fsevents", "2.1.3"),)),
    ),
    "python/osv-scalibr/extractor_filesystem_language_python_pyprojecttoml/testdata/simple_deps.toml": (
        Difference(RANGE, (("flask", "3.0.0"),), (("flask", ""),)),
        Difference(BUILD_SYSTEM, too_many=(("hatchling", ""),)),
    ),
    "python/osv-scalibr/extractor_filesystem_language_python_setup/testdata/valid": (
        Difference(
            RANGE,
            (("certifi", "2017.4.17"), ("foo", "2.20"), ("lxml", "4.6.2"), ("pkg3", "1.2.3"), ("pydantic", "1.8.2")),
            (("certifi", ""), ("foo", ""), ("lxml", ""), ("pkg3", ""), ("pydantic", "")),
        ),
    ),
    "python/trivy/pkg_dependency_parser_python_pip/testdata/requirements_no_version.txt": (
        Difference(BARE, too_many=(("pandas", ""),)),
    ),
    "rust/osv-scalibr/extractor_filesystem_language_rust_cargotoml/testdata/two-dependencies.toml": (
        Difference(ITSELF, missing=(("hello-world", "0.1.0"),)),
        Difference(CARGO_RANGE, (("futures", "0.3"),), (("futures", ""),)),
        Difference(GIT, too_many=(("regex", ""),)),
    ),
    "rust/osv-scalibr/extractor_filesystem_language_rust_cargotoml/testdata/git-dependency-tagged.toml": (
        Difference(ITSELF, missing=(("hello-world", "0.1.0"),)),
        Difference(GIT, too_many=(("regex", ""),)),
    ),
    "rust/osv-scalibr/extractor_filesystem_language_rust_cargotoml/testdata/no-dependency.toml": (
        Difference(ITSELF, missing=(("hello-world", "0.1.0"),)),
    ),
}
"""Every plain case in which osscan and its label differ; found by hand, one after the other."""
EMPTY = "An empty file, or one with nothing but comments"
IN_SOURCE = "What a program's source imports by address (`https://…`, `npm:…`)"
EXTENSION = "Extensions of an editor (`.vsix`)"
UNREAD: dict[str, str] = {
    "go/osv-scalibr/extractor_filesystem_language_golang_gomod/testdata/empty.mod": EMPTY,
    "java/osv-scalibr/extractor_filesystem_language_java_gradlelockfile/testdata/only-comments": EMPTY,
    "javascript/osv-scalibr/extractor_filesystem_language_javascript_bunlock/testdata/empty.json5": EMPTY,
    "javascript/osv-scalibr/extractor_filesystem_language_javascript_denotssource/testdata/importSpecifiers.tstest": IN_SOURCE,
    "javascript/osv-scalibr/extractor_filesystem_language_javascript_pnpmlock/testdata/empty.yaml": EMPTY,
    "javascript/osv-scalibr/extractor_filesystem_language_javascript_vsix/testdata/invalid_zip.vsix": EXTENSION,
    "python/osv-scalibr/extractor_filesystem_language_python_pdmlock/testdata/empty-file.toml": EMPTY,
    "python/osv-scalibr/extractor_filesystem_language_python_pylock/testdata/empty.toml": EMPTY,
    "python/osv-scalibr/extractor_filesystem_language_python_setup/testdata/empty_2": EMPTY,
    "python/osv-scalibr/extractor_filesystem_language_python_uvlock/testdata/empty.lock": EMPTY,
}
"""Every plain case that osscan does not read, with the row that says so."""
