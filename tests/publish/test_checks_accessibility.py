"""Accessible to everybody: each check kept and broken once."""

from __future__ import annotations

import pytest
from tests.publish.projects import codes, look, places

from osscan.model.report import CheckStatus


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ({"src/app.py": "x"}, CheckStatus.NOT_APPLICABLE),
        ({"src/App.vue": "x"}, CheckStatus.MANUAL),
        ({"src/App.vue": "x", "ACCESSIBILITY.md": "x"}, CheckStatus.PASSED),
        ({"src/App.vue": "x", "docs/de/barrierefreiheit.md": "x"}, CheckStatus.PASSED),
        ({"tests/page.html": "x"}, CheckStatus.NOT_APPLICABLE),
    ],
)
def test_where_there_is_a_surface_there_is_a_statement(files, status) -> None:
    assert look("PUB-A11Y-01", files).status is status


@pytest.mark.parametrize(
    ("files", "found"),
    [({"po/de.po": "x"}, []), ({"src/locales/de.json": "x"}, []), ({"src/app.py": "x"}, ["missing"])],
)
def test_several_languages_are_prepared_for(files, found) -> None:
    assert codes("PUB-A11Y-02", files) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("![A map of places](map.png)", False),
        ("![](map.png)", True),
        ("![ ](map.png)", True),
        ('<img src="map.png" alt="A map">', False),
        ('<img src="map.png" alt="">', False),
        ('<img src="map.png">', True),
        ("`![](map.png)`", False),
    ],
)
def test_pictures_have_words(line, found) -> None:
    assert places("PUB-A11Y-03", {"README.md": f"# Parking\n{line}\n"}) == (["README.md:2"] if found else [])
