"""Carriage: what a conversion has to carry so that its way back ends where it began, written down as a patch of members."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

Patch = dict[str, list[Any]]
"""By member: what the way back gives (a digest, empty for nothing), then what was there; nothing more where nothing was.
Of lists a third entry rebuilds the list: `[first, count]` of what the way back gives, or `{"is": row}`."""


def spelled(value: Any) -> str:
    """A JSON value in one spelling, so that equal values have equal texts and nothing else has."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def differences(original: Mapping[str, Any], back: Mapping[str, Any], *, listed: bool = False) -> Patch:
    """What turns the members of `back` into those of `original`; `listed` tells lists entry by entry."""
    patch: Patch = {}
    for name, value in original.items():
        now = spelled(back[name]) if name in back else ""
        was = spelled(value)
        if was == now:
            continue
        if listed and isinstance(value, list) and isinstance(back.get(name), list):
            patch[name] = [_digest(now), None, rebuilding(value, back[name])]
        else:
            patch[name] = [_digest(now), value]
    for name, value in back.items():
        if name not in original:
            patch[name] = [_digest(spelled(value))]
    return patch


def patched(back: Mapping[str, Any], patch: Any) -> tuple[dict[str, Any], list[str]]:
    """The members after the patch, and those that somebody has changed since: for these the change counts."""
    members = dict(back)
    changed = []
    for name, told in patch.items() if isinstance(patch, dict) else ():
        if not isinstance(told, list) or not told:
            continue
        # XML has no `$schema`: that it is not there is no change that anybody made.
        if _digest(spelled(back[name]) if name in back else "") != told[0] and name != "$schema":
            changed.append(name)
        elif len(told) == 1:
            members.pop(name, None)
        elif len(told) == 2:
            members[name] = told[1]
        else:
            members[name] = rebuilt(told[2], back.get(name))
    return members, changed


def rebuilding(original: list[Any], back: list[Any]) -> list[Any]:
    """The steps that build one list out of another."""
    places: dict[str, list[int]] = {}
    for position in range(len(back) - 1, -1, -1):
        places.setdefault(spelled(back[position]), []).append(position)
    steps: list[Any] = []
    for row in original:
        known = places.get(spelled(row))
        if not known:
            steps.append({"is": row})
            continue
        position = known.pop()
        if steps and isinstance(steps[-1], list) and sum(steps[-1]) == position:
            steps[-1][1] += 1
        else:
            steps.append([position, 1])
    return steps


def rebuilt(steps: Any, back: Any) -> list[Any]:
    """The list that these steps build; steps that lead nowhere build nothing."""
    rows: list[Any] = []
    given = back if isinstance(back, list) else []
    left = len(given)
    for step in steps if isinstance(steps, list) else ():
        if isinstance(step, dict):
            rows += [step["is"]] if "is" in step else []
        elif isinstance(step, list) and len(step) == 2 and all(isinstance(one, int) and one >= 0 for one in step):
            # Every row is taken once: steps that somebody made up cannot make a list grow beyond measure.
            taken = given[step[0] : step[0] + step[1]][:left]
            left -= len(taken)
            rows += taken
    return rows


def missing(steps: Iterable[Any]) -> list[int]:
    """Positions in the original list that the way back does not give."""
    position, found = 0, []
    for step in steps:
        if isinstance(step, list):
            position += step[1]
        else:
            found.append(position)
            position += 1
    return found


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:10] if text else ""
