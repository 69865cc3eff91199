"""LICENSES/: which license each file there gives by its name, and which texts are missing or too many."""

from __future__ import annotations

import re
from collections.abc import Iterable

from osscan.knowledge import spdx
from osscan.reuse.covered import COMPANION, TEXTS
from osscan.reuse.report import LicenseText

_OWN = re.compile(r"LicenseRef-[A-Za-z0-9.\-]+")


def texts_in(paths: Iterable[str], empty: frozenset[str], used: frozenset[str]) -> tuple[LicenseText, ...]:
    """The license texts among the paths of a project; an id in use decides where a dot could open an extension or not."""
    names = sorted(path for path in paths if path.startswith(TEXTS) and not path.endswith(COMPANION))
    return tuple(_text(path, path in empty, used) for path in names if not path.rpartition("/")[2].startswith("."))


def missing(used: Iterable[str], texts: Iterable[LicenseText]) -> tuple[str, ...]:
    """Used ids without a text; `X+` may have that of X. An empty file is no text."""
    there = {text.id for text in texts if not text.empty}
    return tuple(sorted(one for one in used if one not in there and one.removesuffix("+") not in there))


def unused(used: Iterable[str], texts: Iterable[LicenseText]) -> tuple[str, ...]:
    """Ids of texts under which nothing stands."""
    needed = {form for one in used for form in (one, one.removesuffix("+"))}
    return tuple(sorted({text.id for text in texts if text.id not in needed}))


def is_known(name: str) -> bool:
    """Whether an id, written as here, is in the SPDX list or a LicenseRef; a `+` is not part of it."""
    return _is_listed(name) or _is_listed(name.removesuffix("+")) or _OWN.fullmatch(name) is not None


def _text(path: str, empty: bool, used: frozenset[str]) -> LicenseText:  # noqa: FBT001 - a fact beside others, named in the only call
    name = path.rpartition("/")[2]
    stem, dot, _ = name.rpartition(".")
    whole = not dot or _is_listed(name) or (name in used and stem not in used)
    id_ = name if whole else stem
    listed = _is_listed(id_) or _OWN.fullmatch(id_) is not None
    return LicenseText(id_, path, listed, _is_listed(id_) and _is_deprecated(id_), not whole or not listed, empty)


def _is_listed(name: str) -> bool:
    row = spdx.licenses().get(name.lower()) or spdx.exceptions().get(name.lower())
    return row is not None and row.id == name


def _is_deprecated(name: str) -> bool:
    row = spdx.licenses().get(name.lower()) or spdx.exceptions().get(name.lower())
    return row is not None and "d" in row.flags
