"""Deliveries of five shapes: the good one has no fault in it, an undeclared AGPL library and a part that is not there are found."""

from __future__ import annotations

import pytest
from tests.deliveries import real_parts
from tests.deliveries.bills import bill
from tests.deliveries.looked import differing, results, spots
from tests.deliveries.shapes import SHAPES

PAPERS = {"V-01", "V-24", "V-27", "V-29", "V-30"}
"""Checksums beside the delivery, license file, certificate, report on accessibility, term of support: none of the five has them."""
ALIEN = {
    ("V-08", "undeclared", "pkg:pypi/openupgradelib@3.6.1"),
    ("V-12", "review", "pkg:pypi/openupgradelib@3.6.1"),
    ("V-14", "contested", "pkg:pypi/openupgradelib@3.6.1"),
    ("V-24", "in-the-way", "V-12"),
}


@pytest.fixture
def told(tmp_path):
    def told(shape, *more):
        return results(tmp_path / shape.file, shape.content, bill(shape.product, [*shape.parts, *more]))

    return told


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_of_a_good_delivery_only_papers_are_missing(told, name):
    found = told(SHAPES[name]())

    assert differing(found, "passed", "not-applicable") == PAPERS
    assert {found[id_].status.value for id_ in ("V-02", "V-03", "V-08", "V-09", "V-10", "V-13", "V-14")} == {"passed"}


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_what_is_not_declared_is_found_in_every_shape(told, name):
    good = spots(told(SHAPES[name]()))
    bad = SHAPES[name]({"openupgradelib-3.6.1-py2.py3-none-any.whl": real_parts.wheel("openupgradelib", "3.6.1")})

    assert spots(told(bad)) - good == ALIEN


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_what_is_declared_and_not_there_is_found_in_every_shape(told, name):
    shape = SHAPES[name]()
    gone = shape.parts[0]._replace(purl="pkg:maven/org.example/gone@1.0", name="gone", version="1.0", content=b"gone")

    assert spots(told(shape, gone)) - spots(told(shape)) == {("V-09", "absent", "pkg:maven/org.example/gone@1.0")}
