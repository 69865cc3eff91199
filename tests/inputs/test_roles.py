"""What a folder is for: told by its name, unless somebody says otherwise."""

from __future__ import annotations

import pytest

from osscan.inputs.roles import role_of
from osscan.model.component import PathRole


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("src/a.py", PathRole.PRODUCT),
        ("tests/a.py", PathRole.TEST),
        ("Vendor/x/a.c", PathRole.VENDORED),
        ("examples/tests/a.py", PathRole.EXAMPLE),
        ("node_modules/tests/a.js", PathRole.PRODUCT),
        ("tests.py", PathRole.PRODUCT),
    ],
)
def test_the_first_telling_folder_counts(path, role):
    assert role_of(path) is role


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ("legacy", "a/legacy/b.py", "a/legacy2/b.py"),
        ("legacy/", "legacy/b.py", "b.legacy"),
        ("*.min.js", "web/a.min.js", "web/a.js"),
        ("web/lib", "web/lib/a.js", "a/web/lib/a.js"),
        ("web/*/lib", "web/x/lib/a.js", "web/x/y/lib/a.js"),
        ("web/**/lib", "web/x/y/lib/a.js", "web/x/y/a.js"),
        ("web/**", "web/x/a.js", "webs/a.js"),
        ("**/fixtures", "a/b/fixtures/c", "a/fixture/c"),
        ("a?c/d", "abc/d/e", "a/c/d/e"),
    ],
)
def test_patterns_fit_as_documented(pattern, fitting, other):
    patterns = ((pattern, PathRole.EXAMPLE),)

    assert role_of(fitting, patterns) is PathRole.EXAMPLE
    assert role_of(other, patterns) is not PathRole.EXAMPLE


def test_the_last_pattern_that_fits_wins_over_names():
    patterns = (("tests", PathRole.PRODUCT), ("tests/data", PathRole.VENDORED))

    assert role_of("tests/a.py", patterns) is PathRole.PRODUCT
    assert role_of("tests/data/a.py", patterns) is PathRole.VENDORED
    assert role_of("build/a.py", patterns) is PathRole.BUILD
