"""init and fix bring a project from not-ready to ready-with-conditions, and a second run finds nothing to do."""

from __future__ import annotations

import shutil

import pytest
from tests.fixes.projects import ANSWERS, DAY, PROJECTS, committed, done, made, plan, verdict

from osscan.engine.publiccode import validate
from osscan.inputs.source import Source
from osscan.model.publication import PublicationVerdict
from osscan.model.report import CheckStatus
from osscan.reuse.lint import lint

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git not found")


@pytest.fixture(params=sorted(PROJECTS))
def project(request, tmp_path):
    return made(tmp_path / "repository", PROJECTS[request.param])


def test_init_and_fix_lift_a_project_and_the_second_run_changes_nothing(project) -> None:
    before = verdict(project).verdict
    done(project, "init", ANSWERS)
    done(project, "fix", ANSWERS)
    again = plan(project, "init", ANSWERS).changes, plan(project, "fix", ANSWERS).changes
    committed(project)
    after = verdict(project)

    failed = {one.id for one in after.checks if one.status is CheckStatus.FAILED}
    assert (before, after.verdict) == (PublicationVerdict.NOT_READY, PublicationVerdict.READY_WITH_CONDITIONS)
    assert again == ((), ())
    assert {one for one in failed if one.startswith(("PUB-LIC", "PUB-META", "PUB-GOV", "PUB-SEC"))} == set()


def test_what_was_written_passes_its_own_checks(project) -> None:
    done(project, "init", ANSWERS)
    done(project, "fix", ANSWERS)
    file = project / "publiccode.yml"
    report = validate(Source("publiccode.yml", str(file), None, str(project)), DAY)

    assert lint(str(project)).compliant
    assert [one.code for one in report.findings] == []


def test_without_answers_questions_stay_open_and_the_gate_stays_shut(project) -> None:
    done(project, "init")
    done(project, "fix")
    committed(project)
    report = verdict(project)

    open_ = {key for key, _ in plan(project, "init").questions}
    failed = {one.id for one in report.checks if one.status is CheckStatus.FAILED}
    assert report.verdict is PublicationVerdict.NOT_READY
    assert {"PUB-META-02", "PUB-SEC-02", "PUB-GOV-03", "PUB-DOC-04"} <= failed
    assert {"contact-mail", "maintenance", "long-de"} <= open_


def test_answers_that_come_later_take_the_place_of_the_questions(project) -> None:
    done(project, "init")
    done(project, "fix")
    asked = {key for key, _ in plan(project, "init").questions}
    done(project, "init", ANSWERS)
    committed(project)

    assert asked <= set(ANSWERS)
    assert plan(project, "init").questions == ()
    assert verdict(project).verdict is PublicationVerdict.READY_WITH_CONDITIONS
