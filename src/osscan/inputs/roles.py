"""What a folder is for, told by its name: product, test, example, vendored or build output."""

from __future__ import annotations

import re
from functools import cache

from osscan.model.component import PathRole

_ROLES = {
    PathRole.TEST: (
        "test", "tests", "testing", "testdata", "test-data", "test_data", "testcases", "fixtures", "__fixtures__", "__tests__",
        "__mocks__", "spec", "specs", "e2e",
    ),
    PathRole.EXAMPLE: ("example", "examples", "demo", "demos", "sample", "samples", "tutorial", "tutorials"),
    PathRole.VENDORED: (
        "vendor", "vendors", "vendored", "_vendor", "third_party", "third-party", "thirdparty", "3rdparty", "external", "externals",
    ),
    PathRole.BUILD: ("build", "dist", "out", "target"),
}  # fmt: skip
_BY_NAME = {name: role for role, names in _ROLES.items() for name in names}

INSTALLED = ("node_modules", "site-packages", "dist-packages")
"""Folders that hold installed packages; names below them belong to others and tell no role."""
_INSTALLED = re.compile(rf"(?:^|/)(?:{'|'.join(INSTALLED)}|vendor/bundle/ruby)(?:/|\Z)")
"""Bundler puts gems below `vendor/bundle/ruby`, in a folder that is called like those for copies."""


RolePatterns = tuple[tuple[str, PathRole], ...]
"""Patterns with the role of what they fit; the last that fits counts.

`*` and `?` stand for signs within a name, `**` for any folders. A pattern with a slash begins at the target, one without fits
at any depth; what fits a folder speaks for all below it.
"""


def role_of(path: str, patterns: RolePatterns = ()) -> PathRole:
    """The role of a file, `path` being relative to the target: as the patterns say, else as the first telling folder says."""
    for pattern, role in reversed(patterns):
        if _compiled(pattern).match(path) is not None:
            return role
    for part in path.split("/")[:-1]:
        if part in INSTALLED:
            break
        role_by_name = _BY_NAME.get(part.lower())
        if role_by_name is not None:
            return role_by_name
    return PathRole.PRODUCT


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    anchored = "/" in pattern.rstrip("/")
    body = "".join(_PIECES.get(piece) or re.escape(piece) for piece in _SPLIT.split(pattern.strip("/")) if piece)
    return re.compile(f"{'' if anchored else '(?:.*/)?'}{body}(?:/|$)", re.DOTALL)


_SPLIT = re.compile(r"(\*\*/|/\*\*$|\*\*|\*|\?)")
_PIECES = {"**/": "(?:[^/]+/)*", "/**": "(?=/|$)", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def is_installed(path: str) -> bool:
    """Whether a file belongs to an installed package."""
    return _INSTALLED.search(path) is not None
