"""The last word on faults and problems, on stderr, in four parts: what, where, why, what next."""

from __future__ import annotations

import os
import sys

from osscan.errors import OsscanError
from osscan.model.place import Place
from osscan.model.problem import Problem
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown


def say(text: str) -> None:
    """One message on stderr; a closed stderr is no fault."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except (BrokenPipeError, ValueError):
        pass


def tell_fault(fault: OsscanError, words: Words) -> None:
    """Why nothing was judged, and what to do."""
    say(words("cli.nothing-judged"))
    for problem in fault.problems:
        say(problem_text(problem, words))


def problem_text(problem: Problem, words: Words) -> str:
    """A Problem as a person reads it at a terminal."""
    facts = tuple((name, value if name == "caret" else shown(value, 400)) for name, value in problem.facts)
    key = f"problem.{problem.code}"
    severity = words(f"cli.severity.{problem.severity.value}")
    lines = [f"{severity}[{problem.code}]: {words(f'{key}.message', facts)}"]
    where = place_text(problem.place)
    if where:
        lines.append(f"  --> {where}")
    lines.append(f"  {words('cli.why')}: {words(f'{key}.why', facts)}")
    lines.append(f"  {words('cli.next')}: {words(f'{key}.next', facts)}")
    return "\n".join(lines)


def place_text(place: Place) -> str:
    """`file:line:column  route`."""
    where = shown(place.input)
    if place.line is not None:
        where += f":{place.line}" + (f":{place.column}" if place.column is not None else "")
    return f"{where}  {shown(place.route)}" if place.route else where


def color_wanted() -> bool:
    """Colors only for a person at a terminal who has not declined them (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns to fill: the terminal's, or 100 where there is none."""
    if not sys.stdout.isatty():
        return 100
    import shutil

    return shutil.get_terminal_size((100, 24)).columns
