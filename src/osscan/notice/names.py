"""Files by their names: which hold license texts, and which hold a NOTICE."""

from __future__ import annotations

import re

_LICENSE = re.compile(
    r"(?i)(?:un)?li[cs]en[cs]e(?:s)?|copying|copyright|third.?party.?(?:notices?|licen[cs]es?)|eula|patents",
)
_NOT_TEXT = (
    *(".py", ".pyc", ".pyi", ".js", ".mjs", ".cjs", ".ts", ".map", ".json", ".xml", ".html", ".png", ".svg", ".spdx", ".toml"),
    *(".yml", ".yaml", ".rb", ".go", ".java", ".class", ".c", ".h", ".php", ".sh", ".css", ".ini", ".csv", ".db", ".sql"),
)
_NOTICE = re.compile(r"(?i)(?:.*[-_.])?notices?(?:[-_.](?:txt|md|rst|.*))?")
_OTHERS = re.compile(r"(?i)third.?party")
_README = re.compile(r"(?i)read.?me(?:\.(?:md|markdown|rst|txt))?")


def is_license_file(name: str) -> bool:
    """Whether a file of this name is likely to hold the text of a license (`LICENSE.APACHE`, `COPYING.LESSER`)."""
    return _LICENSE.search(name) is not None and not name.lower().endswith(_NOT_TEXT)


def is_notice_file(name: str) -> bool:
    """Whether a file of this name is a NOTICE as Apache-2.0, section 4(d), means it."""
    return _NOTICE.fullmatch(name) is not None and not name.lower().endswith(_NOT_TEXT) and _OTHERS.search(name) is None


def is_readme(name: str) -> bool:
    """Whether it is a README, in which small packages also put their license."""
    return _README.fullmatch(name) is not None
