"""The licenses of a tree: one page for people, one JSON document for scripts."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from osscan import __version__
from osscan.model.problem import Problem, Severity
from osscan.model.tree_licenses import FoundHolder, FoundLicense, Lead, TreeLicenses
from osscan.reports.json_text import Lines, line, members
from osscan.reports.numbers import counted, number
from osscan.reports.page import Page
from osscan.reports.sentences import problem_text
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

SCHEMA = "osscan/licenses/1"

_LICENSES, _HOLDERS, _LEADS = 30, 10, 10
"""How many rows of each kind are shown; what goes beyond is counted."""
_WIDEST = 44


def write_page(tree: TreeLicenses, folders: Sequence[str], words: Words, page: Page) -> None:
    """The declared license, the others with counts, holders, near misses, and the one next step."""
    page.gap()
    label = words("detect.tree.declared")
    page.field(label, _declared_said(tree, words) or words("detect.tree.undeclared"), 0, len(label) + 2)
    silent = len(tree.silent)
    naming = number(words, tree.files - silent)
    page.line(counted(words, "detect.tree.files", tree.files, naming=naming, silent=number(words, silent)))
    if tree.referring:
        page.line(counted(words, "detect.tree.referring", tree.referring))
    _write_licenses(tree, words, page)
    _write_holders(tree.holders, words, page)
    _write_leads(tree.leads, words, page)
    page.gap()
    if tree.partly:
        page.line(counted(words, "detect.tree.partly", len(tree.partly)))
    if tree.unread:
        page.line(counted(words, "detect.tree.unread", len(tree.unread)), 0, "yellow")
    _write_next(tree, folders, words, page)


def json_text(tree: TreeLicenses, problems: Sequence[Problem], detector: str, words: Words) -> str:
    """The same as a document of the schema `osscan/licenses/1`, nothing left out; `detector` is the version of rules and program."""
    fields: tuple[tuple[str, Any], ...] = (
        ("schema", SCHEMA),
        ("tool", {"name": "osscan", "version": __version__}),
        ("data", {"license-detection": detector}),
        ("complete", not tree.unread and all(problem.severity is not Severity.ERROR for problem in problems)),
        ("files", tree.files),
        ("declared", Lines(line(one._asdict()) for one in tree.declared)),
        ("licenses", Lines(line(_license(one)) for one in tree.licenses)),
        ("without_license", tree.silent),
        ("referring", tree.referring),
        ("holders", Lines(line(one._asdict()) for one in tree.holders)),
        ("near", Lines(line({"path": lead.path, **lead.near._asdict()}) for lead in tree.leads)),
        ("partly", tree.partly),
        ("unread", tree.unread),
        ("problems", Lines(line(_problem(one, words)) for one in problems)),
    )
    return "".join(members(fields)) + "\n"


def _declared_said(tree: TreeLicenses, words: Words) -> str:
    """Each license that is declared, with the files that declare it."""
    paths: dict[str, list[str]] = {}
    for one in tree.declared:
        paths.setdefault(one.expression, []).append(one.path)
    return "; ".join(words("detect.tree.declared-in", expression=one, path=", ".join(names)) for one, names in paths.items())


def _write_licenses(tree: TreeLicenses, words: Words, page: Page) -> None:
    found = [one for one in tree.licenses if not one.declared]
    agreeing = {path for one in tree.licenses if one.declared for path in one.paths} - {one.path for one in tree.declared}
    if agreeing:
        page.line(counted(words, "detect.tree.agreeing", len(agreeing)))
    if not found:
        return
    page.head(words("detect.tree.others" if tree.declared else "detect.tree.licenses"), "bold")
    rows = found[:_LICENSES]
    names = [shown(one.expression, _WIDEST) for one in rows]
    counts = [number(words, len(one.paths)) for one in rows]
    wide, high = max(map(len, names)), max(map(len, counts))
    for name, count, one in zip(names, counts, rows, strict=True):
        page.field(f"{name:<{wide}}  {count:>{high}}", one.paths[0], 2, wide + high + 6)
    _write_more(len(found) - len(rows), words, page)


def _write_holders(holders: tuple[FoundHolder, ...], words: Words, page: Page) -> None:
    if not holders:
        return
    page.head(words("detect.tree.holders"), "bold")
    rows = holders[:_HOLDERS]
    counts = [number(words, one.files) for one in rows]
    high = max(map(len, counts))
    for count, one in zip(counts, rows, strict=True):
        said = words("detect.tree.holder", name=one.name, years=one.years) if one.years else one.name
        page.field(f"{count:>{high}}", said, 2, high + 4)
    _write_more(len(holders) - len(rows), words, page)


def _write_leads(leads: tuple[Lead, ...], words: Words, page: Page) -> None:
    if not leads:
        return
    page.head(words("detect.tree.leads"), "yellow")
    for lead in leads[:_LEADS]:
        place, near = f"{lead.path}:{lead.near.start_line}", lead.near
        facts = {"place": place, "expression": near.expression, "coverage": int(near.coverage), "passage": near.passage}
        page.line(words("detect.tree.lead", (), **facts), 2)
    _write_more(len(leads) - _LEADS, words, page)


def _write_more(count: int, words: Words, page: Page) -> None:
    if count > 0:
        page.line(counted(words, "detect.tree.more", count), 2)


def _write_next(tree: TreeLicenses, folders: Sequence[str], words: Words, page: Page) -> None:
    key, command = "check", f"osscan check {shlex.join(folders)}"
    if tree.leads:
        key, command = "leads", f"osscan license detect {shlex.quote(tree.leads[0].path)}"
    elif not tree.declared:
        key, command = "undeclared", ""
    page.line(words("detect.tree.next", text=words(f"detect.next.{key}")))
    if command:
        page.command(command, 2)
    page.line(words("detect.tree.not-advice"), 0, "dim")


def _license(one: FoundLicense) -> dict[str, Any]:
    return {
        "expression": one.expression,
        "declared": one.declared,
        "files": len(one.paths),
        "paths": one.paths,
    }


def _problem(problem: Problem, words: Words) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem_text(words, problem),
        "place": problem.place.input,
    }
