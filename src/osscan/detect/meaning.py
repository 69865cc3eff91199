"""Meaning: what the matches of one file say together, as one SPDX expression."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osscan.detect.weights import PASSAGE
from osscan.knowledge import spdx
from osscan.model.detection import LicenseMatch

UNNAMED = frozenset(
    f"LicenseRef-scancode-{name}"
    for name in ("unknown-license-reference", "unknown", "free-unknown", "warranty-disclaimer", "generic-cla")
)
"""Expressions that name no license: they count only where nothing else does."""
REFERENCE = "LicenseRef-scancode-unknown-license-reference"
CHANGED = "LicenseRef-osscan-changed-license-text"
"""Stands beside a license whose text got words that narrow it: a changed license is another one."""

_TITLES = ("reference", "intro", "tag")
_UNVERSIONED = {"GPL-1.0-or-later": ("GPL-",), "LGPL-2.0-or-later": ("LGPL-",), "AGPL-1.0-or-later": ("AGPL-",)}
"""What a bare family name is taken for, and the ids beside which it adds nothing."""


def titled(matches: Iterable[LicenseMatch]) -> list[LicenseMatch]:
    """The matches with each title joined to the text or notice of the same license that follows it."""
    found: list[LicenseMatch] = []
    for match in matches:
        before = found[-1] if found else None
        if before is not None and _is_title_of(before, match):
            first = min(before.start_line, match.start_line)
            found[-1] = match._replace(start_line=first, words=before.words + match.words)
        else:
            found.append(match)
    return found


def counted(statements: Sequence[LicenseMatch]) -> list[LicenseMatch]:
    """The statements that count, in order.

    Clues and unnamed references count for nothing beside named licenses, nor does the bare name of a family beside one of its
    versions. A notice that allows later versions speaks louder than the bare text of the license, which can't say (SPDX 2.3,
    annex D: `-only` and `-or-later`). An exception belongs to the license before it.
    """
    said = [match for match in statements if match.kind != "clue"]
    found = [match for match in said if match.expression not in UNNAMED]
    if not found:
        found = [match for match in said if match.kind != "tag"]
    all_of_them = {match.expression for match in found}
    return _with_exceptions([match for match in found if not _is_outspoken(match, all_of_them)])


def counting(statements: Sequence[LicenseMatch]) -> list[str]:
    """The distinct expressions of what counts, in order of appearance."""
    expressions = [match.expression for match in counted(statements)]
    distinct = {_in_any_order(expression): expression for expression in reversed(expressions)}
    return [distinct[key] for key in dict.fromkeys(map(_in_any_order, expressions))]


def expression_of(statements: Sequence[LicenseMatch]) -> str | None:
    """The AND of what counts; None where nothing does."""
    found = counting(statements)
    if len(found) > 1:
        return " AND ".join(f"({one})" if " OR " in one else one for one in found)
    return found[0] if found else None


def _in_any_order(expression: str) -> str:
    """One name for a choice, in whatever order it is written."""
    plain = " OR " in expression and not {"(", ")"} & set(expression) and " AND " not in expression
    return " OR ".join(sorted(expression.split(" OR "))) if plain else expression


def _is_title_of(before: LicenseMatch, match: LicenseMatch) -> bool:
    is_close = match.start_line <= before.end_line + PASSAGE and before.end_line <= match.end_line
    return is_close and before.expression == match.expression and before.kind in _TITLES and match.kind in ("text", "notice")


def _is_outspoken(match: LicenseMatch, others: set[str]) -> bool:
    expression = match.expression
    if match.kind == "text" and expression.endswith("-only"):
        return expression.removesuffix("-only") + "-or-later" in others
    families = _UNVERSIONED.get(expression)
    if families is None or match.kind == "text":
        return False
    return any(other != expression and other.lstrip("(").startswith(families) for other in others)


def _with_exceptions(statements: list[LicenseMatch]) -> list[LicenseMatch]:
    """Bare exceptions joined to the license that they can be an exception to; one that stands alone names no license."""
    found: list[LicenseMatch] = []
    for match in statements:
        name = match.expression
        if not _is_exception(name):
            found.append(match)
            continue
        if any(f" WITH {name}" in other.expression for other in statements):
            continue
        bases = [at for at, other in enumerate(found) if spdx.license_id(other.expression) is not None]
        if bases:
            base = found[bases[-1]]
            found[bases[-1]] = base._replace(expression=f"{base.expression} WITH {name}")
        else:
            found.append(match._replace(expression=REFERENCE))
    return found


def _is_exception(name: str) -> bool:
    return not name.startswith("LicenseRef-") and spdx.exception(name) is not None and spdx.license_id(name) is None
