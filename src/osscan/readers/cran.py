"""How R's packages are called, where they come from, and how they tell their license."""

from __future__ import annotations

import re
from typing import NamedTuple

from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.place import Place
from osscan.model.purl import purl

_NEED = re.compile(r"\s*([A-Za-z][A-Za-z0-9.]*)\s*(?:\(\s*([<>=!]{1,2})\s*([\w.-]+)\s*\))?\s*")
WITH_R = frozenset(
    {
        *("R", "base", "compiler", "datasets", "graphics", "grDevices", "grid", "methods", "parallel", "splines"),
        *("stats", "stats4", "tcltk", "tools", "utils"),
    }
)
"""R itself and the packages that are a part of it: no repository offers them (R, "Writing R Extensions", 1.1.3)."""


class Need(NamedTuple):
    """A package that another one asks for: exact version, or a range, or neither."""

    name: str
    version: str = ""
    range: str = ""


def cran_purl(name: str, version: str = "") -> str:
    """The purl of a package from CRAN or a mirror of it."""
    return purl("cran", name, version)


def needs_in(text: str) -> tuple[list[Need], list[str]]:
    """The packages of a list like `R (>= 3.5), rlang (>= 1.0)` without those that come with R; and what is no package."""
    found, strange = [], []
    for part in text.split(","):
        need = _NEED.fullmatch(part)
        if need is None:
            strange += [part.strip()] if part.strip() else []
        elif need[1] not in WITH_R:
            exact = need[2] == "=="
            found.append(Need(need[1], need[3] if exact else "", "" if exact or not need[2] else f"{need[2]}{need[3]}"))
    return found, strange


def license_claims(text: str, method: Method, place: Place) -> tuple[LicenseClaim, ...]:
    """The license as R writes it (`GPL (>= 2) | file LICENSE`)."""
    return (LicenseClaim(ClaimRole.DECLARED, " ".join(text.split()), Form.NAME, method, place),) if text.strip() else ()
