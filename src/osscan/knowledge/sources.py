"""Where facts come from: each table's and each cited document's title, version, date and address."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import NamedTuple

from osscan.knowledge.tables import content


class Origin(NamedTuple):
    """One entry of SOURCE.toml or CITED.toml; `file` is empty for documents that are cited but not carried."""

    name: str
    title: str
    version: str
    date: str
    origin: str
    license: str = ""
    copyright: str = ""
    note: str = ""
    kind: str = ""
    file: str = ""
    sha256: str = ""
    origin_file: str = ""
    origin_sha256: str = ""


def citation(name: str) -> str:
    """One line to put behind a reason: title, version or date, address. Unknown names are a fault of osscan (KeyError)."""
    found = origins()[name]
    return f"{found.title}, {found.version}, {found.origin}"


def license_text(name: str, clause: str = "") -> str:
    """A place in the text of a license or exception, as `MPL-2.0, § 3.3, https://spdx.org/licenses/MPL-2.0.html`."""
    page = () if name.startswith("LicenseRef-") else (f"https://spdx.org/licenses/{name}.html",)
    return ", ".join((name, *((clause,) if clause else ()), *page))


def versions() -> tuple[tuple[str, str], ...]:
    """Name and version of every table that osscan carries, sorted, for reports."""
    return tuple((found.name, found.version) for found in sorted(origins().values(), key=lambda one: one.name) if found.file)


@cache
def origins() -> dict[str, Origin]:
    """All entries by name, as `eupl-matrix`."""
    read = tomllib.loads(content("SOURCE.toml").decode()) | tomllib.loads(content("CITED.toml").decode())
    return {name: Origin(name, **entry) for name, entry in read.items()}
