"""What detection found becomes license claims: one for each license, as certain as its weakest match."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from osscan.expression.parse import parse
from osscan.expression.tree import And
from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.detection import Detection, LicenseMatch

RECOGNISED = 0.99
"""Confidence in a text whose every word was compared; the holder's name and years were left out."""
UNNAMED = frozenset(
    f"LicenseRef-scancode-{name}"
    for name in (
        *("unknown", "unknown-license-reference", "unknown-spdx", "free-unknown", "see-license", "warranty-disclaimer"),
        *("generic-cla", "dco-1.1"),
    )
)
"""What names no license: it never becomes a claim by itself."""


_VAGUE = frozenset({"LicenseRef-scancode-other-permissive", "LicenseRef-scancode-other-copyleft"})
"""What says of which kind a license is ("a permissive license"); beside a named license it says nothing more."""


def named(detection: Detection) -> list[LicenseMatch]:
    """The statements that count and name a license."""
    found = [m for m in detection.statements if m.kind not in ("clue", "intro") and m.expression not in UNNAMED]
    exact = [m for m in found if m.expression not in _VAGUE or m.kind in ("text", "notice")]
    return exact or found


def as_claims(source: Source, matches: Iterable[LicenseMatch]) -> tuple[LicenseClaim, ...]:
    """The distinct licenses of some matches, each at its first line.

    A notice that allows later versions speaks louder than the bare text of the license, which can't say (SPDX 2.3, annex D).
    """
    by_license: dict[str, list[LicenseMatch]] = {}
    for match in matches:
        for one in _at_once(match.expression):
            by_license.setdefault(one, []).append(match)
    return tuple(
        _claim(source, expression, said)
        for expression, said in by_license.items()
        if not (_or_later(expression) in by_license and all(match.kind == "text" for match in said))
    )


@cache
def _at_once(expression: str) -> tuple[str, ...]:
    """The licenses that hold at once, each to be judged for what it covers; a choice is one of them."""
    tree = parse(expression) if " AND " in expression else None
    return tuple(map(str, tree.parts)) if isinstance(tree, And) else (expression,)


def _or_later(expression: str) -> str:
    return f"{expression.removesuffix('-only')}-or-later" if expression.endswith("-only") else ""


def _claim(source: Source, expression: str, said: list[LicenseMatch]) -> LicenseClaim:
    method = Method.LICENSE_TEXT if any(match.kind == "text" for match in said) else Method.LICENSE_NOTICE
    certain = min(RECOGNISED, min(match.coverage for match in said) / 100)
    place = source.place("", min(match.start_line for match in said))
    return LicenseClaim(ClaimRole.DETECTED, expression, Form.EXPRESSION, method, place, confidence=round(certain, 4))
