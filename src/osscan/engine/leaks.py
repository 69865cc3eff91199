"""The story of a look for leaks: the files as they stand, the whole history, the people in it, and the plan that follows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from osscan.engine.executor import Executor, Serial
from osscan.inputs.source import Limits
from osscan.inputs.tree import shown_before, walk
from osscan.leaks.history import scan_history
from osscan.leaks.identities import identities
from osscan.leaks.leak import Leak, Settings
from osscan.leaks.remedy import remedies
from osscan.leaks.report import LeakReport
from osscan.leaks.tree import scan_tree
from osscan.leaks.weighing import ignore_lines
from osscan.model.problem import Problem

_IGNORED = ".gitleaksignore"


def look_for_leaks(folder: str, settings: Settings, executor: Executor | None = None, *, history: bool = True) -> LeakReport:
    """All leaks of a project; paths are relative to the folder, so that they are the same in tree and history."""
    work = executor or Serial()
    rules = replace(settings, ignored=settings.ignored | _ignored(folder))
    problems: list[Problem] = []
    walked = walk(folder, Limits(), settings.role_patterns)
    problems += walked.problems
    before = len(shown_before(folder))
    sources = [source._replace(path=source.path[before:]) for source in walked.sources]
    tree = tuple(sorted(scan_tree(sources, rules, problems, work), key=Leak.sort_key))
    known = {leak.fingerprint for leak in tree}
    past = tuple(leak for leak in scan_history(folder, rules, problems, work) if leak.fingerprint not in known) if history else ()
    return LeakReport(
        folder,
        tree,
        past,
        identities(folder, rules) if history else (),
        remedies((*tree, *past)),
        tuple(sorted(set(problems), key=Problem.sort_key)),
        len(sources),
        history,
    )


def _ignored(folder: str) -> frozenset[str]:
    try:
        return ignore_lines((Path(folder) / _IGNORED).read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return frozenset()
