"""Leaks for scripts: one document (`osscan/leaks/1`), each finding in a line of its own; never what was found."""

from __future__ import annotations

from typing import Any

from osscan.leaks.identities import Identity
from osscan.leaks.leak import Leak
from osscan.leaks.remedy import Remedy
from osscan.leaks.report import LeakReport
from osscan.model.problem import Problem
from osscan.reports.json_text import Lines, line, members
from osscan.reports.leaks_said import title
from osscan.texts.catalogue import Words

SCHEMA = "osscan/leaks/1"


def as_document(report: LeakReport, words: Words) -> str:
    """All findings, those that are allowed too."""
    fields: tuple[tuple[str, Any], ...] = (
        ("schema", SCHEMA),
        ("path", report.path),
        ("complete", report.is_complete),
        ("history", report.has_history),
        ("files", report.files),
        ("findings", Lines(line(_leak(leak, words)) for leak in report.leaks)),
        ("identities", Lines(line(_identity(one)) for one in report.identities)),
        ("plan", Lines(line(_remedy(one, words)) for one in report.plan)),
        ("problems", Lines(line(_problem(one, words)) for one in report.problems)),
    )
    return "".join(members(fields)) + "\n"


def _leak(leak: Leak, words: Words) -> dict[str, Any]:
    return {
        "rule": leak.rule,
        "class": leak.kind,
        "severity": leak.weight,
        "title": title(leak.rule, words),
        "path": leak.place.input,
        "line": leak.place.line,
        "redacted": leak.redacted,
        "fingerprint": leak.fingerprint,
        "role": leak.role,
        "sample": leak.sample or None,
        "allowed": leak.allowed or None,
        "origin": leak.origin,
        "commit": leak.commit or None,
        "in_tree": leak.in_tree,
        "times": leak.times,
    }


def _identity(one: Identity) -> dict[str, Any]:
    return {"shown": one.shown, "kind": one.kind, "authored": one.authored, "committed": one.committed}


def _remedy(one: Remedy, words: Words) -> dict[str, Any]:
    return {
        "step": one.step,
        "text": words(f"leaks.step.{one.step}"),
        "paths": list(one.paths),
        "fingerprints": list(one.fingerprints),
        "command": one.command or None,
    }


def _problem(one: Problem, words: Words) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity,
        "path": one.place.input,
        "message": words(f"problem.{one.code}.message", one.facts),
    }
