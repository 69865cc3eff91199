"""Open standards and other cities: each check kept and broken once."""

from __future__ import annotations

import pytest
from tests.publish.projects import codes, look, places

from osscan.model.publiccode import Publiccode
from osscan.model.report import CheckStatus

OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("path", "content", "closed"),
    [
        ("docs/plan.doc", OFFICE, True),
        ("docs/plan.xls", OFFICE, True),
        ("docs/plan.vsdx", b"PK", True),
        ("data/old.mdb", b"\0\1\0\0Standard Jet DB", True),
        ("docs/plan.odt", b"PK", False),
        ("docs/graph.dot", b"digraph { a -> b }", False),
        ("msg/Park.msg", b"int32 places", False),
        ("docs/plan.doc", b"plain text", False),
        ("tests/data/plan.doc", OFFICE, False),
    ],
)
def test_closed_formats_are_known_by_what_is_in_them(path, content, closed) -> None:
    assert places("PUB-STD-01", {path: content}) == ([f"{path}:"] if closed else [])


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"docs/standards.md": "GeoJSON"}, []),
        ({"README.md": "Follows RFC 7946 and OpenAPI 3.1."}, []),
        ({"README.md": "Follows DIN SPEC 66336."}, []),
        ({"README.md": "A standard installation of the normal kind."}, ["missing"]),
        ({}, ["missing"]),
    ],
)
def test_standards_are_named(files, found) -> None:
    assert codes("PUB-STD-02", files) == found


def test_publiccode_may_name_the_standards() -> None:
    assert codes("PUB-STD-02", publiccode=Publiccode("publiccode.yml", supports=("gdpr",))) == []


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("src/app.py", 'CITY = "Dortmund"\n', ["src/app.py:1"]),
        ("src/app.py", "\n\nKEY = '05913000'\n", ["src/app.py:3"]),
        ("src/app.py", "# Copyright 2026 Stadt Dortmund\n", []),
        ("src/de/dortmund/App.java", "package de.dortmund.app;\nimport de.dortmund.x.Y;\n", []),
        ("config/city.py", 'CITY = "Dortmund"\n', []),
        ("README.md", "For Dortmund.\n", []),
        ("settings.toml", 'city = "Dortmund"\n', []),
        ("tests/test_app.py", 'CITY = "Dortmund"\n', []),
        ("src/app.py", "CITY = settings.city\n", []),
    ],
)
def test_words_of_one_city_stand_in_the_configuration(path, text, found) -> None:
    assert places("PUB-STD-03", {path: text}, settings={"words": ("Dortmund", "05913000")}) == found


def test_without_words_nothing_is_looked_for() -> None:
    assert look("PUB-STD-03", {"a.py": "x"}, settings={"words": (" ",)}).status is CheckStatus.NOT_APPLICABLE


def test_use_of_resources_is_left_to_people() -> None:
    assert look("PUB-STD-04").status is CheckStatus.MANUAL
