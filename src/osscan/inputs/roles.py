"""What a folder is for, told by its name: product, test, example, vendored or build output."""

from __future__ import annotations

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


def role_of(path: str) -> PathRole:
    """The role of a file from the folders that lead to it, `path` being relative to the target; the first telling name counts."""
    for part in path.split("/")[:-1]:
        if part in INSTALLED:
            break
        role = _BY_NAME.get(part.lower())
        if role is not None:
            return role
    return PathRole.PRODUCT


def is_installed(path: str) -> bool:
    """Whether a file belongs to an installed package."""
    return any(part in INSTALLED for part in path.split("/"))
