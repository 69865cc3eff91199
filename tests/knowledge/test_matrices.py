"""The compatibility facts of OSADL and of the European Commission."""

from __future__ import annotations

import pytest

from osscan.knowledge import eupl, osadl, spdx

SCANCODE = {"LicenseRef-scancode-bsla-no-advert", "LicenseRef-scancode-info-zip-2003-05", "LicenseRef-scancode-ppp"}
"""OSADL names three licenses that the SPDX list lacks."""


def test_osadl_rows_are_the_outbound_license() -> None:
    assert osadl.cell("MIT", "GPL-2.0-only") == "yes"
    assert osadl.cell("GPL-2.0-only", "MIT") == "no"


@pytest.mark.parametrize(
    ("inbound", "outbound", "word"),
    [
        ("Apache-2.0", "GPL-2.0-only", "no"),
        ("Apache-2.0", "GPL-3.0-only", "yes"),
        ("Apache-2.0", "EUPL-1.2", "unknown"),
        ("GPL-3.0-only", "AGPL-3.0-only", "check"),
        ("EUPL-1.2", "EUPL-1.2", "same"),
        ("SSPL-1.0", "EUPL-1.2", None),
    ],
)
def test_osadl_cells_are_as_published(inbound, outbound, word) -> None:
    assert osadl.cell(inbound, outbound) == word


def test_osadl_is_same_on_the_diagonal_and_nowhere_else() -> None:
    ids = osadl.covered()

    assert len(ids) == 121
    assert {(a, b) for a in ids for b in ids if osadl.cell(a, b) == "same"} == {(one, one) for one in ids}
    assert None not in {osadl.cell(a, b) for a in ids for b in ids}


def test_osadl_names_known_licenses_only() -> None:
    unknown = {one for one in osadl.covered() if spdx.license_id(one.partition(" WITH ")[0]) is None}

    assert unknown == SCANCODE


def test_copyleft_has_four_words_and_silence() -> None:
    assert [osadl.copyleft(one) for one in ("MIT", "GPL-3.0-only", "MPL-2.0", "MS-PL", "SSPL-1.0")] == [
        "no",
        "yes",
        "restricted",
        "questionable",
        None,
    ]


@pytest.mark.parametrize(
    ("inbound", "words"),
    [
        ("Apache-2.0", ("OK", "OK", "OK")),
        ("GPL-3.0-only", ("NO", "NO?", "OK")),
        ("LGPL-3.0-only", ("OK-object", "OK", "OK")),
        ("OSL-3.0", ("NO", "OK", "OK")),
        ("RPL-1.5", ("NO", "?", "OK")),
        ("Artistic-2.0", ("OK", "OK", "OK")),
        ("EPL-2.0", (None, None, None)),
    ],
)
def test_commission_speaks_for_each_way_of_joining(inbound, words) -> None:
    assert tuple(eupl.matrix(inbound, relation) for relation in ("incorporate", "static-link", "dynamic-link")) == words


def test_commission_is_silent_on_other_relations() -> None:
    assert eupl.matrix("MIT", "separate-process") is None


def test_commission_rows_are_current_ids_and_its_words_are_five() -> None:
    ids = eupl.covered()
    words = {eupl.matrix(one, relation) for one in ids for relation in ("incorporate", "static-link", "dynamic-link")}

    assert len(ids) == 72
    assert [one for one in ids if spdx.current(one) != one] == []
    assert words == {"OK", "OK-object", "NO", "NO?", "?"}


def test_looser_joining_is_never_judged_more_strictly() -> None:
    strict = {"NO": 0, "NO?": 1, "?": 1, "OK-object": 2, "OK": 3}
    rows = [
        [strict[str(eupl.matrix(one, how))] for how in ("incorporate", "static-link", "dynamic-link")] for one in eupl.covered()
    ]

    assert [row for row in rows if row != sorted(row)] == []


def test_appendix_of_each_version_is_its_own() -> None:
    assert "GPL-3.0-only" in eupl.appendix("1.2")
    assert "GPL-3.0-only" not in eupl.appendix("EUPL-1.1")
    assert "CPL-1.0" in eupl.appendix("1.1")
    assert eupl.appendix("1.3") == ()
    assert [one for version in ("1.1", "1.2") for one in eupl.appendix(version) if spdx.current(one) != one] == []
