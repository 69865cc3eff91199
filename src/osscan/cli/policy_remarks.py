"""What `osscan policy lint` says: faults and remarks with their places, or one line when all is well."""

from __future__ import annotations

from typing import Any

from osscan.cli.console import place_text
from osscan.engine.policy_lint import Linted
from osscan.model.problem import Problem, Severity
from osscan.reports.numbers import counted, number
from osscan.reports.page import Page
from osscan.reports.sentences import problem_text
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

SCHEMA = "osscan/policy-lint/1"
_INKS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def write_page(page: Page, found: tuple[Linted, ...], words: Words, *, verbose: bool) -> None:
    """Every fault and warning as the loader tells them; notes are counted unless asked for."""
    for linted in found:
        for problem in linted.problems:
            if problem.severity is not Severity.NOTE or verbose:
                _write_problem(page, problem, words)
        page.gap()
        page.line(_verdict(linted, words, verbose=verbose), 0, _ink(linted))


def document(found: tuple[Linted, ...], words: Words) -> dict[str, Any]:
    """All of it for scripts."""
    return {
        "schema": SCHEMA,
        "policies": [
            {
                "name": linted.name,
                "id": linted.policy.id if linted.policy is not None else None,
                "valid": linted.policy is not None,
                "problems": [problem_document(problem, words) for problem in linted.problems],
            }
            for linted in found
        ],
    }


def problem_document(problem: Problem, words: Words) -> dict[str, Any]:
    """A problem with its four sentences."""
    place = problem.place
    return {
        "code": problem.code,
        "severity": problem.severity,
        **{part: problem_text(words, problem, part) for part in ("message", "why", "next")},
        "place": {"input": place.input, "route": place.route, "line": place.line, "column": place.column},
        "facts": dict(problem.facts),
    }


def _write_problem(page: Page, problem: Problem, words: Words) -> None:
    page.gap()
    severity = words(f"cli.severity.{problem.severity.value}")
    page.line(f"{severity}[{problem.code}]: {problem_text(words, problem)}", 0, _INKS[problem.severity])
    where = place_text(problem.place)
    if where:
        page.line(f"--> {where}", 2)
    page.line(f"{words('cli.why')}: {problem_text(words, problem, 'why')}", 2)
    page.line(f"{words('cli.next')}: {problem_text(words, problem, 'next')}", 2)


def _verdict(linted: Linted, words: Words, *, verbose: bool) -> str:
    name = shown(linted.name)
    policy = linted.policy
    if policy is None:
        return counted(words, "policy.lint.faults", linted.count(Severity.ERROR), name=name)
    warnings, notes = linted.count(Severity.WARNING), linted.count(Severity.NOTE)
    if warnings:
        said = counted(words, "policy.lint.warnings", warnings, name=name)
    else:
        sizes = {"rules": policy.rules, "categories": policy.categories, "tests": policy.tests}
        said = words("policy.lint.fine", (), name=name, **{key: number(words, len(value)) for key, value in sizes.items()})
    return f"{said} {counted(words, 'policy.lint.notes', notes)}" if notes and not verbose else said


def _ink(linted: Linted) -> str:
    if linted.policy is None:
        return "red"
    return "yellow" if linted.count(Severity.WARNING) else "green"
