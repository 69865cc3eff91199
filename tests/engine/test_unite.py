"""Many inputs, one inventory: what is the same is one, what differs stays visible, scopes follow who needs what."""

from __future__ import annotations

import json

import pytest

from osscan.engine.unite import unite
from osscan.model.component import Component, PathRole
from osscan.model.inventory import Inventory
from osscan.model.place import Place


def metadata(name, version, *lines):
    return "\n".join([f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}", *lines, "", ""])


def installed(folder, name, version, *lines):
    place = folder / "site-packages" / f"{name}-{version}.dist-info"
    place.mkdir(parents=True)
    (place / "METADATA").write_text(metadata(name, version, *lines))
    return place


def by_name(report):
    return {component.component.name: component for component in report.components}


def verdicts(report):
    names = {component.id: component.component.name for component in report.components}
    return {names[verdict.component]: verdict.judgement.policy.verdict.value for verdict in report.verdicts}


PROJECT = """\
[project]
name = "shop"
version = "1"
license = "EUPL-1.2"
dependencies = ["flask>=2"]
[project.optional-dependencies]
pdf = ["reportlab"]
[dependency-groups]
dev = ["mypy"]
"""


def test_an_installation_answers_the_ranges_of_a_manifest(checked, tmp_path):
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    installed(tmp_path / "env", "flask", "3.0.0", "License-Expression: BSD-3-Clause", "Requires-Dist: werkzeug>=3")
    installed(tmp_path / "env", "werkzeug", "3.0.1", "License-Expression: BSD-3-Clause")
    installed(tmp_path / "env", "mypy", "1.0", "License-Expression: MIT", "Requires-Dist: mypy_extensions")
    installed(tmp_path / "env", "mypy_extensions", "1.0", "License-Expression: MIT")
    installed(tmp_path / "env", "stray", "1.0", "License-Expression: MIT")
    found = by_name(checked("."))
    assert {"flask": "3.0.0", "werkzeug": "3.0.1", "mypy": "1.0"}.items() <= {
        n: c.component.version for n, c in found.items()
    }.items()
    scopes = {name: component.scope.value for name, component in found.items()}
    assert "runtime" == scopes["flask"] == scopes["werkzeug"]
    assert "dev" == scopes["mypy"] == scopes["mypy_extensions"]
    assert "unknown" == scopes["stray"]
    assert "optional" == scopes["reportlab"]


def test_what_only_development_needs_is_a_build_tool(checked, tmp_path):
    (tmp_path / "pyproject.toml").write_text(PROJECT.replace("mypy", "gnutool"))
    installed(tmp_path / "env", "flask", "3.0.0", "License-Expression: MIT")
    installed(tmp_path / "env", "gnutool", "1.0", "License-Expression: GPL-3.0-only")
    found = by_name(checked("."))
    assert ("build-tool", "dev") == (found["gnutool"].relation.value, found["gnutool"].scope.value)
    assert "allowed" == verdicts(checked("."))["gnutool"]


def test_a_license_file_of_an_installed_package_settles_a_vague_name(checked, tmp_path):
    place = installed(tmp_path / "env", "vague", "1.0", "License: BSD")
    assert "ambiguous" == verdicts(checked("."))["vague"]
    (place / "LICENSE").write_text(BSD_2)
    assert "allowed-with-obligations" == verdicts(checked("."))["vague"]


def test_a_license_file_that_says_worse_is_looked_at(checked, tmp_path):
    place = installed(tmp_path / "env", "nice", "1.0", "License-Expression: MIT")
    (place / "licenses").mkdir()
    (place / "licenses" / "LICENSE").write_text("SPDX-License-Identifier: AGPL-3.0-only\n")
    report = checked(".")
    assert "needs-review" == verdicts(report)["nice"]
    assert 1 == len(report.conflicts)


def test_the_order_of_targets_that_overlap_does_not_matter(checked, tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "a.py").write_text("# SPDX-License-Identifier: GPL-3.0-only\n")
    assert checked(".", "tests") == checked("tests", ".")
    assert "denied" == verdicts(checked(".", "tests"))["GPL-3.0-only"]


def test_what_is_called_an_sbom_is_read_by_its_content(checked, tmp_path):
    spdx = {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "packages": [{"SPDXID": "SPDXRef-a", "name": "a", "licenseDeclared": "MIT"}],
    }
    (tmp_path / "sbom.json").write_text(json.dumps(spdx))
    (tmp_path / "my-sbom-config.json").write_text('{"level": 3}')
    report = checked(".")
    assert [("sbom.json", "sbom/spdx-json")] == [(i.path, i.reader) for i in report.inputs if i.components]
    assert report.complete
    (tmp_path / "bom.json").write_text('{"level": 3}')
    assert not checked(".").complete


def test_a_lockfile_that_never_names_licenses_is_said_to_be_silent(checked, tmp_path):
    (tmp_path / "uv.lock").write_text(
        'version = 1\n[[package]]\nname = "flask"\nversion = "3.0.0"\nsource = { registry = "https://registry.example" }\n'
    )
    report = checked(".")
    assert ["license-format-silent"] == [reason.key for reason in report.components[0].license.because]
    assert "unknown-license" == verdicts(report)["flask"]


def test_the_project_itself_is_judged_by_its_own_license(checked, tmp_path):
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "p"\nversion = "1"\nlicense = "GPL-3.0-only"\n')
    report = checked(".")
    assert "denied" == verdicts(report)["p"]
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "p"\nversion = "1"\n')
    assert "not-evaluated" == verdicts(checked("."))["p"]


def test_files_under_one_license_are_one_component_with_all_places(checked, tmp_path):
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "p"\nversion = "1"\nlicense = "EUPL-1.2"\n')
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.py").write_text("# SPDX-License-Identifier: MIT\n")
    component = by_name(checked("."))["MIT"]
    assert (3, ["a.py", "b.py", "c.py"]) == (component.component.files, [c.place.input for c in component.component.claims])
    assert "incorporate" == component.relation.value


def test_content_licenses_are_no_part_of_the_program(checked, tmp_path):
    (tmp_path / "map.svg").write_text("<!-- SPDX-License-Identifier: CC-BY-SA-4.0 -->\n")
    component = by_name(checked("."))["CC-BY-SA-4.0"]
    assert "data" == component.relation.value
    assert "allowed-with-obligations" == verdicts(checked("."))["CC-BY-SA-4.0"]
    (tmp_path / "map.svg").write_text("<!-- SPDX-License-Identifier: CC-BY-NC-4.0 -->\n")
    assert "denied" == verdicts(checked("."))["CC-BY-NC-4.0"]


def test_the_way_through_the_graph_survives_circles(checked, tmp_path):
    ring = [f"r{number}" for number in range(2_000)]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": {"component": {"type": "application", "name": "app", "bom-ref": "app"}},
        "components": [{"type": "library", "name": name, "version": "1", "bom-ref": name} for name in ring],
        "dependencies": [{"ref": "app", "dependsOn": [ring[0]]}]
        + [{"ref": name, "dependsOn": [ring[(number + 1) % len(ring)]]} for number, name in enumerate(ring)],
    }
    (tmp_path / "ring.cdx.json").write_text(json.dumps(document))
    assert 2_001 == max(len(component.path) for component in checked("ring.cdx.json").components)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_any_executor_gives_the_same_report(checked, tmp_path, count):
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    (tmp_path / "pyproject.toml").write_text(PROJECT)
    for number in range(130):
        (tmp_path / f"f{number}.py").write_text(f"# SPDX-License-Identifier: {'MIT' if number % 2 else 'ISC'}\n")
    (tmp_path / "broken.cdx.json").write_text('{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [')
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        assert checked(".") == checked(".", executor=pool)


BSD_2 = """\
Copyright (c) 2020 Somebody

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
   disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
   disclaimer in the documentation and/or other materials provided with the distribution.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""


def test_copies_of_one_installed_package_are_needed_once():
    def package(path, name, *edges):
        component = Component(name, "1.0.0", Place(path), name, f"pkg:npm/{name}@1.0.0")
        return PathRole.PRODUCT, Inventory(path, "javascript/installed", "package.json", components=(component,), edges=edges)

    copies = [package(f"node_modules/p{n}/node_modules/debug/package.json", "debug") for n in range(300)]
    union = unite([package("node_modules/shop/package.json", "shop", ("shop", "debug")), *copies])

    assert union.edges == {"pkg:npm/shop@1.0.0": ["pkg:npm/debug@1.0.0"]}


def test_members_of_a_tree_of_composer_packages_are_first_party(checked, tmp_path):
    for name, needs in (("portal", '"city/map": "@dev", "monolog/monolog": "^3"'), ("map", '"psr/log": "^3"')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "composer.json").write_text(
            f'{{"name": "city/{name}", "license": "EUPL-1.2", "require": {{{needs}}}}}'
        )
    found = [(component.component.name, component.component.first_party) for component in checked(".").components]
    assert sorted(found) == [("city/map", True), ("city/portal", True), ("monolog/monolog", False), ("psr/log", False)]
