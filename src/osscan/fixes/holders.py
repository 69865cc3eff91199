"""Holders: one way to spell who holds the rights, in every SPDX line that means the same holder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.fixes.base import Draft, Known, Made, Remark
from osscan.fixes.reuse import is_of_others
from osscan.model.problem import facts_of

_LINE = re.compile(
    r"(SPDX-FileCopyrightText(?::|\s*=\s*\")\s*(?:(?:©|\(c\)|Copyright(?: \(c\))?)\s+)?(?:\d{4}(?:\s*[-–,]\s*\d{4})*,?\s+)?)([^\n\r\"<*\\]*[^\s\"<*\\-])",
    re.IGNORECASE,
)
_TITLES = re.compile(r"\b(?:city of|stadt|stadtverwaltung|landeshauptstadt|gemeinde|kreis)\b", re.IGNORECASE)
_LARGEST = 1_000_000


def mended(known: Known) -> Iterator[Made]:
    """Other spellings of the same name become the organisation's; other names are only told."""
    if not known.holder:
        return
    last = known.holder.split()[-1].lower()
    for path in sorted(known.files):
        if is_of_others(path) or path.startswith("LICENSES/"):
            continue
        content = known.read(path)
        if content is None or len(content) > _LARGEST or b"SPDX-FileCopyrightText" not in content:
            continue
        text = known.text(path)
        if text is None:
            continue
        changed = _LINE.sub(lambda found: found[1] + (known.holder if _is_same(found[2], known.holder) else found[2]), text)
        if changed != text:
            yield Draft(path, changed)
        for found in _LINE.finditer(changed):
            if known.holder not in found[2] and last in found[2].lower():
                line = changed.count("\n", 0, found.start()) + 1
                yield Remark("other-holder", path, line, facts_of(name=found[2], wanted=known.holder))


def _is_same(name: str, holder: str) -> bool:
    return _bare(name) == _bare(holder) != ""


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", _TITLES.sub("", name)).casefold()
