"""The SPDX License List as osscan knows it."""

from __future__ import annotations

import pytest

from osscan.knowledge import spdx


def test_ids_are_found_in_any_case_and_spelled_as_the_list_does() -> None:
    assert spdx.license_id("eupl-1.2") == "EUPL-1.2"
    assert spdx.license_id("mit") == "MIT"
    assert spdx.license_id("EUPL-1.3") is None


@pytest.mark.parametrize(
    ("written", "current"),
    [
        ("GPL-2.0", "GPL-2.0-only"),
        ("gpl-2.0+", "GPL-2.0-or-later"),
        ("AGPL-3.0+", "AGPL-3.0-or-later"),
        ("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("eCos-2.0", "GPL-2.0-or-later WITH eCos-exception-2.0"),
        ("Nunit", "zlib-acknowledgement"),
        ("Apache-2.0+", "Apache-2.0+"),
        ("GPL-3.0-or-later+", "GPL-3.0-or-later"),
        ("LicenseRef-Stadt", "LicenseRef-Stadt"),
        ("DocumentRef-a:LicenseRef-b", "DocumentRef-a:LicenseRef-b"),
    ],
)
def test_what_is_written_becomes_what_is_written_today(written, current) -> None:
    assert spdx.current(written) == current


@pytest.mark.parametrize("word", ["", "BSD", "GPL", "GPL-2.0-only+", "NONE", "NOASSERTION", "LicenseRef-", "Apache 2.0", "+"])
def test_words_that_are_no_ids_have_no_current_form(word) -> None:
    assert spdx.current(word) is None


def test_every_deprecated_id_has_a_successor_or_says_that_it_has_none() -> None:
    lost = [row.id for row in spdx.licenses().values() if "d" in row.flags and spdx.current(row.id) == row.id]

    assert lost == ["Net-SNMP"]


def test_successors_are_current_ids_and_exceptions() -> None:
    for row in spdx.licenses().values():
        base, _, exception = (spdx.current(row.id) or "").partition(" WITH ")
        assert base == "Net-SNMP" or not spdx.is_deprecated(base)
        assert not exception or spdx.exception(exception) == exception


def test_deprecated_exception_becomes_its_successor() -> None:
    assert spdx.exception("nokia-qt-exception-1.1") == "Qt-LGPL-exception-1.1"
    assert spdx.exception("classpath-exception-2.0") == "Classpath-exception-2.0"
    assert spdx.exception("no-such-exception") is None


def test_approval_is_that_of_the_license_without_exception_and_plus() -> None:
    assert spdx.is_osi_approved("EUPL-1.2")
    assert spdx.is_osi_approved("GPL-2.0-only WITH Classpath-exception-2.0")
    assert spdx.is_osi_approved("Apache-2.0+")
    assert not spdx.is_osi_approved("SSPL-1.0")
    assert not spdx.is_osi_approved("LicenseRef-x")
    assert spdx.is_fsf_free("GPL-3.0-only")
    assert not spdx.is_fsf_free("JSON")


def test_near_names_the_id_that_was_meant() -> None:
    assert spdx.near("Apache2.0")[0] == "Apache-2.0"
    assert spdx.near("EUPL1.2")[0] == "EUPL-1.2"
    assert spdx.near("x" * 10_000) == ()
    assert spdx.near("") == ()


def test_near_never_offers_a_deprecated_id() -> None:
    assert [found for found in spdx.near("GPL-2.0-onyl", 10) if spdx.is_deprecated(found)] == []


def test_family_is_what_versions_share() -> None:
    assert [spdx.family(one) for one in ("AGPL-3.0-only", "GPL-2.0-or-later", "MIT")] == ["AGPL", "GPL", "MIT"]


def test_list_is_new_enough_and_whole() -> None:
    assert spdx.list_version() == "3.29.0"
    assert len(spdx.licenses()) == 740
    assert len(spdx.exceptions()) == 86
    assert spdx.full_name("DL-DE-BY-2.0") == "Data licence Germany – attribution – version 2.0"
