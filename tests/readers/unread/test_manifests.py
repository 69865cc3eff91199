"""Manifests that osscan does not read: what nobody looked at is said aloud, what a lockfile tells is not."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.model.component import PathRole
from osscan.readers import table
from osscan.readers.unread.manifests import PATTERNS, READER, read

ASKING = {
    "mix.exs": 'defp deps do\n  [{:ours, in_umbrella: true}, {:phoenix, "~> 1.7"}]\nend\n',
    "rebar.config": '{deps, [\n  {cowboy, "2.9.0"}\n]}.\n',
    "Podfile": "target 'City' do\n  pod 'Alamofire', '~> 5.0'\nend\n",
    "build.sbt": 'libraryDependencies += "org.typelevel" %% "cats-core" % "2.9.0"\n',
    "conanfile.py": 'class City(ConanFile):\n    requires = "zlib/1.3"\n',
    "bun.lockb": "#!/usr/bin/env bun\nbun-lockfile-format-v0\n",
    "Gopkg.lock": '[[projects]]\n  name = "git.example/a"\n',
    "glide.lock": "imports:\n- name: git.example/a\n",
    "vcpkg.json": '{"dependencies": ["zlib"]}',
    "Cartfile": 'github "city/map" ~> 1.0\n',
    "ivy.xml": '<dependencies><dependency org="a" name="b" rev="1"/></dependencies>',
    "build.sc": 'def ivyDeps = Agg(ivy"com.lihaoyi::upickle:3.1.0")\n',
    "project.clj": '(defproject city "1"\n  :dependencies [[org.clojure/clojure "1.11"]])\n',
    "deps.edn": '{:deps {org.clojure/clojure {:mvn/version "1.11"}}}',
    "city.cabal": "library\n  build-depends: base, text\n",
    "cpanfile": "requires 'Mojolicious', '9.0';\n",
    "shard.yml": "dependencies:\n  kemal:\n    github: kemalcr/kemal\n",
    "elm.json": '{"dependencies": {"direct": {"elm/core": "1.0.5"}}}',
    "dub.json": '{"dependencies": {"vibe-d": "~>0.9"}}',
    "dub.sdl": 'name "city"\ndependency "vibe-d" version="~>0.9"\n',
    "city-1.0.rockspec": 'dependencies = { "lua >= 5.1" }\n',
    "city.opam": 'depends: ["ocaml"]\n',
    "bower.json": '{"dependencies": {"jquery": "^3"}}',
    "Project.toml": '[deps]\nJSON = "682c06a0-de6a-54ab-a142-c8b1cf79cde6"\n',
    "MODULE.bazel": 'bazel_dep(name = "rules_go", version = "0.41")\n',
}
SILENT = {
    "mix.exs": '[{:ours, in_umbrella: true}, {:map, path: "../map"}, {:error, "no"}]',
    "rebar.config": "{deps, []}.\n",
    "Podfile": "pod 'Map', :path => '../map'\n",
    "build.sbt": 'name := "city"\n',
    "vcpkg.json": '{"dependencies": []}',
    "elm.json": '{"dependencies": {"direct": {}}}',
    "conanfile.py": 'class City(ConanFile):\n    """This requires CMake."""\n',
}


def told(path: str, text: str, **more):
    return [(p.code, p.severity.value, p.place.line) for p in read(Source(path, held=text.encode(), **more)).problems]


def laid(folder, *names: str, text: str = ASKING["mix.exs"]):
    """What is told of the first of these files, with the others lying there too."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    found = read(Source(f"tree/{names[0]}", str(folder / names[0]), None, str(folder)))
    return [(p.code, p.severity.value, p.place.line) for p in found.problems]


@pytest.mark.parametrize("name", ASKING)
def test_a_manifest_that_asks_for_packages_never_passes_unseen(tmp_path, name: str) -> None:
    found = laid(tmp_path, name, text=ASKING[name])

    assert [severity for _, severity, _ in found] == ["error"]
    assert table.by_path(f"project/{name}").name == READER.name


@pytest.mark.parametrize("name", SILENT)
def test_a_manifest_that_asks_for_nothing_of_others_is_no_problem(tmp_path, name: str) -> None:
    assert laid(tmp_path, name, text=SILENT[name]) == []


def test_the_line_that_asks_is_named(tmp_path) -> None:
    assert laid(tmp_path, "mix.exs") == [("manifest-needs-lock", "error", 2)]


def test_a_lockfile_beside_tells_what_is_asked_for(tmp_path) -> None:
    assert laid(tmp_path, "mix.exs", "mix.lock") == []


def test_a_lockfile_above_tells_it_too(tmp_path) -> None:
    assert laid(tmp_path, "apps/city/mix.exs", "mix.lock") == []


def test_a_lockfile_of_another_program_tells_nothing(tmp_path) -> None:
    assert laid(tmp_path, "mix.exs", "rebar.lock", "apps/mix.lock") == [("manifest-needs-lock", "error", 2)]


def test_an_sbom_beside_tells_what_is_asked_for(tmp_path) -> None:
    assert laid(tmp_path, "cpanfile", "sbom.cdx.json", text=ASKING["cpanfile"]) == []
    assert laid(tmp_path / "other", "cpanfile", text=ASKING["cpanfile"]) == [("manifest-not-read", "error", 1)]


def test_where_nobody_can_look_beside_it_is_only_doubtful() -> None:
    assert told("city.tar!/mix.exs", ASKING["mix.exs"]) == [("manifest-needs-lock", "warning", 2)]


@pytest.mark.parametrize(
    ("path", "role"),
    [("a/mix.exs", PathRole.TEST), ("a/mix.exs", PathRole.VENDORED), ("node_modules/a/mix.exs", PathRole.PRODUCT)],
)
def test_what_others_ask_for_is_not_the_projects_question(path: str, role: PathRole) -> None:
    assert told(path, ASKING["mix.exs"], role=role) == []


def test_the_table_takes_every_manifest_that_the_reader_knows() -> None:
    assert next(row.patterns for row in table.ROWS if row.name == READER.name) == PATTERNS
