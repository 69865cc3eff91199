"""What builds a project is shown and not judged, unless it is asked for or named outright."""

from __future__ import annotations

from osscan.model.component import PathRole


def test_actions_and_base_images_of_a_tree_are_shown_but_not_judged(checked, tmp_path):
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/ci.yml").write_text("jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n")
    (tmp_path / "Dockerfile").write_text("FROM docker.example/python:3.12\n")
    report = checked(".")
    assert {"not-evaluated-role-build"} == {verdict.judgement.policy.reasons[0].key for verdict in report.verdicts}
    assert 2 == len(report.components)
    judged = checked(".", roles=frozenset(PathRole))
    assert {"unknown-license"} == {verdict.judgement.policy.verdict.value for verdict in judged.verdicts}


def test_a_container_description_that_is_named_is_judged(checked, tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM docker.example/python:3.12\n")
    assert ["unknown-license"] == [verdict.judgement.policy.verdict.value for verdict in checked("Dockerfile").verdicts]


def test_a_license_tag_in_a_pipeline_file_still_counts(checked, tmp_path):
    tag = "SPDX-License-Identifier"
    (tmp_path / "Dockerfile").write_text(f"# {tag}: GPL-3.0-only\nFROM docker.example/python:3.12\n")
    words = {
        component.license.expression: verdict.judgement.level.value
        for component, verdict in zip(*_pairs(checked(".")), strict=True)
    }
    assert "denied" == words["GPL-3.0-only"]


def _pairs(report):
    return report.components, report.verdicts
