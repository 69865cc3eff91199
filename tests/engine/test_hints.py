"""Where a license is unsaid, the next step names what helps in that ecosystem."""

from __future__ import annotations

from datetime import date

import pytest

from osscan.engine.check import check
from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.inputs.source import Source
from osscan.policy.find import policy_named
from osscan.reports.groups import objections
from osscan.texts.catalogue import Words

POLICY = policy_named("dortmund")


def report_on(*purls):
    rows = ",".join(f'{{"type": "library", "name": "part", "purl": "{purl}", "version": "{version}"}}' for purl, version in purls)
    content = f'{{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{rows}]}}'
    source = Source("product.cdx.json", held=content.encode())
    return check(CheckRequest((source,), POLICY, "", date(2026, 11, 22), "2026-11-22T00:00:00Z"), Serial())


def first_steps(report):
    return {verdict.component: verdict.judgement.compatibility.remedies[0].key for verdict in report.verdicts}


@pytest.mark.parametrize(
    ("purl", "named"),
    [
        ("pkg:pypi/part@1.0", ".venv"),
        ("pkg:npm/part@1.0", "node_modules"),
        ("pkg:maven/org.example/part@1.0", "target/dependency"),
        ("pkg:golang/example.org/part@v1.0.0", "go mod vendor"),
        ("pkg:cargo/part@1.0", "cargo vendor"),
        ("pkg:composer/example/part@1.0", "composer.lock"),
        ("pkg:gem/part@1.0", "vendor/bundle"),
        ("pkg:nuget/part@1.0", "dotnet restore"),
        ("pkg:deb/debian/part@1.0", "usr/share/doc"),
        ("pkg:docker/part@1.0", "SBOM"),
        ("pkg:hex/part@1.0", "clarifications"),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_each_ecosystem_is_told_its_own_way(purl, named, language):
    (key,) = first_steps(report_on((purl, "1.0"))).values()

    assert named in Words(language)(f"remedy.{key}")


def test_no_ecosystem_is_told_of_the_folder_of_another():
    (key,) = first_steps(report_on(("pkg:golang/example.org/part@v1.0.0", "v1.0.0"))).values()

    assert ".venv" not in Words("en")(f"remedy.{key}")
    assert "node_modules" not in Words("en")(f"remedy.{key}")


def test_without_a_version_nobody_is_sent_to_sources_that_need_one():
    (key,) = first_steps(report_on(("pkg:maven/org.example/part", ""))).values()

    assert "--online" not in Words("en")(f"remedy.{key}")


def test_components_with_different_next_steps_are_told_apart():
    report = report_on(("pkg:npm/part@1.0", "1.0"), ("pkg:pypi/part@1.0", "1.0"), ("pkg:npm/other@1.0", "1.0"))

    assert [len(group.members) for group in objections(report)] == [2, 1]


def test_nobody_is_told_to_replace_files_of_the_project(tmp_path):
    (tmp_path / "a.py").write_text("# SPDX-License-Identifier: SSPL-1.0\n")
    request = CheckRequest((str(tmp_path),), POLICY, "", date(2026, 11, 22), "2026-11-22T00:00:00Z")

    assert list(first_steps(check(request, Serial())).values()) == ["own-files"]
