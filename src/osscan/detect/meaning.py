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


def expression_of(statements: Sequence[LicenseMatch]) -> str | None:
    """The AND of what counts; None where nothing does."""
    counted = counting(statements)
    if len(counted) > 1:
        return " AND ".join(f"({one})" if " OR " in one else one for one in counted)
    return counted[0] if counted else None


def counting(statements: Sequence[LicenseMatch]) -> list[str]:
    """The distinct expressions that count, in order of appearance.

    Clues and unnamed references count for nothing beside named licenses, nor does the bare name of a family beside one of its
    versions. A notice that allows later versions speaks louder than the bare text of the license, which can't say (SPDX 2.3,
    annex D: `-only` and `-or-later`). An exception belongs to the license before it.
    """
    said = [match for match in statements if match.kind != "clue"]
    counted = [match for match in said if match.expression not in UNNAMED]
    if not counted:
        counted = [match for match in said if match.kind != "tag"]
    all_of_them = {match.expression for match in counted}
    found = [match.expression for match in counted if not _is_outspoken(match, all_of_them)]
    distinct = {_in_any_order(expression): expression for expression in reversed(_with_exceptions(found))}
    return list(reversed(distinct.values()))


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


def _with_exceptions(expressions: list[str]) -> list[str]:
    """Bare exceptions joined to the license that they can be an exception to; one that stands alone names no license."""
    found: list[str] = []
    for expression in expressions:
        if spdx.exception(expression) is None or spdx.license_id(expression) is not None or expression.startswith("LicenseRef-"):
            found.append(expression)
            continue
        if f" WITH {expression}" in " ".join(expressions):
            continue
        bases = [at for at, other in enumerate(found) if spdx.license_id(other) is not None]
        if bases:
            found[bases[-1]] = f"{found[bases[-1]]} WITH {expression}"
        else:
            found.append(REFERENCE)
    return found
