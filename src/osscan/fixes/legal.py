"""LICENSE and LICENSES/: the full text of the license under which a project is published, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from osscan.detect.standard_texts import standard_text
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import leaves
from osscan.fixes.base import Draft, Known, Made, Remark
from osscan.model.problem import facts_of

_FILES = ("license*", "licence*", "copying*", "unlicense*")
GERMAN = "legal/LICENSE.de.txt"


def texts(known: Known) -> Iterator[Made]:
    """LICENSE where there is one license, the texts in LICENSES/ as REUSE wants them, and the German text of the EUPL."""
    ids = names_in(known.license)
    if not ids:
        yield Remark("no-license", "LICENSE", facts=facts_of(license=known.license))
    for name in ids:
        text = text_of(name)
        if text is None:
            yield Remark("no-text", f"LICENSES/{name}.txt", facts=facts_of(license=name))
            continue
        if len(ids) == 1 and not known.has(*_FILES):
            yield Draft("LICENSE", filled_in(text, known))
        if not known.has(f"licenses/{name.lower()}.*"):
            yield Draft(f"LICENSES/{name}.txt", text)
    if "EUPL-1.2" in ids and known.language == "de" and not known.has(GERMAN.lower()):
        yield Draft(GERMAN, german_eupl())


def names_in(expression: str) -> tuple[str, ...]:
    """The ids of licenses and exceptions whose texts belong to an expression; empty where it is none."""
    tree = parse(expression)
    if isinstance(tree, Fault):
        return ()
    found: list[str] = []
    for leaf in leaves(tree):
        found += [leaf.license, *([leaf.exception] if leaf.exception else [])]
    return tuple(dict.fromkeys(found))


def text_of(name: str) -> str | None:
    """The standard text, ending with the end of a line."""
    try:
        text = standard_text(name)
    except (OSError, ValueError):
        return None
    return None if text is None else text.rstrip("\n") + "\n"


def filled_in(text: str, known: Known) -> str:
    """Year and holder in the places that a license keeps for them; most licenses have none, or only in an appendix that stays as it is."""
    named = re.sub(
        r"<year> <(?:copyright holders|owner|holder)>|YEAR by AUTHOR EMAIL", f"{known.year} {known.holder}", text, count=1
    )
    return re.sub(r"\[year\] \[fullname\]|<YEAR> <OWNER>", f"{known.year} {known.holder}", named, count=1)


@cache
def german_eupl() -> str:
    """The German text of the EUPL 1.2, which is of equal value (Article 13)."""
    return (Path(__file__).parent / "eupl_1_2_german.txt").read_text(encoding="utf-8")
