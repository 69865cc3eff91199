"""A tree with thirty good files of thirty formats and five broken ones: nothing good is lost, and what could not be read is told."""

from __future__ import annotations

from datetime import date

import pytest

from osscan.engine.check import check
from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.model.inventory import Extent
from osscan.model.report import Outcome
from osscan.policy.find import policy_named
from osscan.reports import terminal
from osscan.texts.catalogue import Words

GOOD = {
    "package-lock.json": '{"name": "x", "lockfileVersion": 3, "packages": {"": {}, "node_modules/part": {"version": "1.0.0"}}}',
    "package.json": '{"name": "x", "dependencies": {"part": "1.0.0"}}',
    "yarn.lock": '# yarn lockfile v1\n\n\npart@^1.0.0:\n  version "1.0.0"\n',
    "pnpm-lock.yaml": "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      part:\n        specifier: 1.0.0\n"
    "        version: 1.0.0\npackages:\n  part@1.0.0:\n    resolution: {integrity: sha512-eA==}\nsnapshots:\n  part@1.0.0: {}\n",
    "bun.lock": '{"lockfileVersion": 1, "workspaces": {"": {"dependencies": {"part": "1"}}}, '
    '"packages": {"part": ["part@1.0.0", "", {}, ""]}}',
    "requirements.txt": "part==1.0.0\n",
    "pyproject.toml": '[project]\nname = "x"\nversion = "1"\ndependencies = ["part==1.0.0"]\n',
    "uv.lock": 'version = 1\n[[package]]\nname = "part"\nversion = "1.0.0"\nsource = { registry = "https://registry.example/simple" }\n',
    "poetry.lock": '[[package]]\nname = "part"\nversion = "1.0.0"\n\n[metadata]\nlock-version = "2.1"\n',
    "pdm.lock": '[metadata]\nlock_version = "4.5.0"\n\n[[package]]\nname = "part"\nversion = "1.0.0"\n',
    "Pipfile.lock": '{"_meta": {"pipfile-spec": 6}, "default": {"part": {"version": "==1.0.0"}}, "develop": {}}',
    "pylock.toml": 'lock-version = "1.0"\n[[packages]]\nname = "part"\nversion = "1.0.0"\n',
    "environment.yml": "name: x\ndependencies:\n  - part=1.0.0\n",
    "pom.xml": "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>x</artifactId><version>1</version>"
    "<dependencies><dependency><groupId>g</groupId><artifactId>part</artifactId><version>1.0.0</version></dependency></dependencies>"
    "</project>",
    "gradle.lockfile": "g:part:1.0.0=runtimeClasspath\nempty=\n",
    "libs.versions.toml": '[libraries]\npart = "g:part:1.0.0"\n',
    "go.mod": "module example.org/x\n\nrequire example.org/part v1.0.0\n",
    "Cargo.lock": 'version = 3\n\n[[package]]\nname = "part"\nversion = "1.0.0"\nsource = "registry+https://registry.example/index"\n',
    "composer.lock": '{"packages": [{"name": "v/part", "version": "1.0.0"}], "packages-dev": []}',
    "Gemfile.lock": "GEM\n  remote: https://registry.example/\n  specs:\n    part (1.0.0)\n\nDEPENDENCIES\n  part\n",
    "packages.lock.json": '{"version": 1, "dependencies": {"net8.0": {"Part": {"type": "Direct", "resolved": "1.0.0"}}}}',
    "packages.config": '<packages><package id="Part" version="1.0.0" /></packages>',
    "App.csproj": '<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Part" Version="1.0.0" /></ItemGroup></Project>',
    "mix.lock": '%{\n  "part": {:hex, :part, "1.0.0", "00", [:mix], [], "hexpm", "00"},\n}\n',
    "rebar.lock": '[{<<"part">>,{pkg,<<"part">>,<<"1.0.0">>},0}].\n',
    "conan.lock": '{"version": "0.5", "requires": ["part/1.0.0#00%1"], "build_requires": [], "python_requires": []}',
    "Podfile.lock": "PODS:\n  - part (1.0.0)\n\nDEPENDENCIES:\n  - part\n",
    "pubspec.lock": 'packages:\n  part:\n    dependency: "direct main"\n    source: hosted\n    version: "1.0.0"\n',
    "Package.resolved": '{"version": 2, "pins": [{"identity": "part", "kind": "remoteSourceControl", '
    '"location": "https://git.example/o/part", "state": {"version": "1.0.0"}}]}',
    "renv.lock": '{"R": {"Version": "4.3.1"}, "Packages": {"part": {"Package": "part", "Version": "1.0.0", "Source": "Repository"}}}',
}
BROKEN = {
    "package-lock.json": b'{"packages": {',
    "uv.lock": b"[[package",
    "pom.xml": b"<project><dependencies>",
    "pnpm-lock.yaml": b"lockfileVersion: '9.0'\npackages: [",
    "Cargo.lock": b"\xff\xfe\x00\xd8",
}


@pytest.fixture
def report(tmp_path):
    for number, (name, text) in enumerate(GOOD.items()):
        folder = tmp_path / f"good{number:02}"
        folder.mkdir()
        (folder / name).write_text(text)
    for number, (name, content) in enumerate(BROKEN.items()):
        folder = tmp_path / f"broken{number}"
        folder.mkdir()
        (folder / name).write_bytes(content)
    request = CheckRequest((str(tmp_path),), policy_named("dortmund"), "", date(2026, 11, 22), "2026-11-22T00:00:00Z")
    return check(request, Serial())


def named_in(report, path):
    return [judged.component for judged in report.components if path in judged.inputs]


def test_thirty_good_files_are_thirty_formats(report):
    good = {record.reader for record in report.inputs if "/good" in record.path and record.components}

    assert (len(GOOD), len(good)) == (30, 30)


def test_every_good_file_gives_its_component(report):
    good = [record for record in report.inputs if "/good" in record.path and record.components]
    told = {record.path.rpartition("/")[2]: [c.name.lower() for c in named_in(report, record.path)] for record in good}

    assert [name for name in GOOD if not any(part.rpartition("/")[2].rpartition(":")[2] == "part" for part in told[name])] == []
    assert [record.path for record in good if not record.complete] == []


def test_every_broken_file_is_told_with_its_place(report):
    broken = {record.path.rpartition("/")[2]: record.complete for record in report.inputs if "/broken" in record.path}
    told = {problem.place.input.rpartition("/")[2] for problem in report.problems if "/broken" in problem.place.input}

    assert broken == dict.fromkeys(BROKEN, False)
    assert told == set(BROKEN)
    assert not report.complete
    assert report.outcome is Outcome.OBJECTIONS


@pytest.mark.parametrize("language", ["de", "en"])
def test_people_read_which_files_were_not_read(report, language):
    text = terminal.RENDERER.render(report, Words(language))

    assert [name for number, name in enumerate(BROKEN) if f"broken{number}/{name}" not in text] == []


def test_every_input_tells_what_its_format_can_not_know(report):
    gives = {record.path.rpartition("/")[2]: record.gives for record in report.inputs if "/good" in record.path}

    assert gives["composer.lock"].licenses is Extent.COMPLETE
    assert gives["Cargo.lock"].licenses is Extent.NEVER
    silent = [judged for judged in report.components if any("good17/Cargo.lock" in path for path in judged.inputs)]
    assert [reason.key for judged in silent for reason in judged.license.because] == ["license-format-silent"]
