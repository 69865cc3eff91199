"""The frame of JUnit XML: suites with their figures, cases with their place, and problems as errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from osscan.model.place import Place
from osscan.model.problem import Problem
from osscan.reports.sentences import problem_text, where
from osscan.texts.catalogue import Words
from osscan.texts.escapes import xml_text

Case = tuple[str, str]
"""Kind (`passed`, `failures`, `errors`, `skipped`) and text of a case."""


class Suite(NamedTuple):
    """Cases under one name; `remarks` fail nothing."""

    name: str
    cases: list[Case]
    remarks: list[str]


def document(tool: str, suites: Iterable[Suite]) -> str:
    """The whole file; every figure is counted from the cases."""
    texts, totals = [], Counter[str]()
    for suite in suites:
        counts = Counter(kind for kind, _ in suite.cases)
        totals += counts
        remarks = "\n".join(xml_text(one) for one in suite.remarks)
        texts.append(f'  <testsuite name="{xml_text(suite.name)}" {_numbers(counts)}>')
        texts += [text for _, text in suite.cases]
        texts += [f"    <system-out>{remarks}</system-out>"] if remarks else []
        texts.append("  </testsuite>")
    head = f'<testsuites name="{xml_text(tool)}" {_numbers(totals)}>'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *texts, "</testsuites>", ""])


def case(group: str, name: str, inner: str, place: Place | None = None) -> str:
    """`inner` is XML already."""
    spot = "" if place is None else f' file="{xml_text(place.input)}"'
    spot += "" if place is None or place.line is None else f' line="{place.line}"'
    head = f'    <testcase classname="{xml_text(group)}" name="{xml_text(name)}"{spot}'
    return f"{head}>{inner}</testcase>" if inner else f"{head}/>"


def failure(message: str, kind: str, body: str) -> str:
    """`body` is XML already."""
    return f'<failure message="{xml_text(message)}" type="{xml_text(kind)}">{body}</failure>'


def error(message: str, kind: str, body: str) -> str:
    """`body` is XML already."""
    return f'<error message="{xml_text(message)}" type="{xml_text(kind)}">{body}</error>'


def problem_case(group: str, problem: Problem, words: Words) -> Case:
    """What could not be looked at."""
    texts = (where(problem.place), problem_text(words, problem, "why"), problem_text(words, problem, "next"))
    inner = error(problem_text(words, problem), problem.code, "\n".join(xml_text(text) for text in texts))
    return "errors", case(group, problem_text(words, problem, "title"), inner, problem.place)


def _numbers(counts: Counter[str]) -> str:
    return f'tests="{counts.total()}" failures="{counts["failures"]}" errors="{counts["errors"]}" skipped="{counts["skipped"]}"'
