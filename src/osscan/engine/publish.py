"""The story of `osscan publish check`: a project is gathered, every check looks, people's answers and waivers count, one report goes out."""

from __future__ import annotations

import hashlib
from typing import Any

from osscan import __version__
from osscan.checks.table import CHECKS
from osscan.engine.answers import expired, scores
from osscan.engine.executor import Executor
from osscan.engine.publish_badges import forecast
from osscan.engine.publish_judge import checked, unused, verdict_of
from osscan.engine.publish_project import Asked, Gathered, gather
from osscan.model.publication import PublicationReport


def publish(asked: Asked, executor: Executor, cache: Any = None) -> PublicationReport:
    """The report; the same bytes for the same project, policy, day and data."""
    return judged(asked, gather(asked, executor, cache))


def judged(asked: Asked, gathered: Gathered) -> PublicationReport:
    """The report on what was gathered."""
    project = gathered.project
    checks = checked(CHECKS, project, asked.as_of)
    late = expired(asked.settings.waivers, asked.as_of)
    report = project.report
    return PublicationReport(
        asked.path,
        asked.settings.profile,
        asked.settings.kind,
        verdict_of(checks),
        checks,
        scores(checks),
        forecast(project, checks),
        gathered.problems,
        project.git.head if project.git is not None else "",
        asked.generated_at,
        ("osscan", __version__),
        report.data if report is not None else (),
        _hash_of(asked),
        tuple(waiver for waiver in unused(project, checks) if waiver not in late),
        late,
    )


def _hash_of(asked: Asked) -> str:
    """Binds the report to what was asked: policy, settings and checks."""
    told = repr(
        (asked.policy.id, asked.policy.version, asked.policy.outbound, asked.settings, sorted(check.id for check in CHECKS))
    )
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
