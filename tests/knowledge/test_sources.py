"""Every table says where it comes from."""

from __future__ import annotations

from hashlib import sha256
from importlib import resources

import pytest

from osscan.knowledge import sources

DATA = resources.files("osscan.knowledge").joinpath("data")


def test_every_table_has_an_origin_and_every_origin_its_table() -> None:
    files = {file.name for file in DATA.iterdir() if file.name.endswith(".json")}

    assert {found.file for found in sources.origins().values() if found.file} == files


@pytest.mark.parametrize("found", [one for one in sources.origins().values() if one.file], ids=lambda one: one.name)
def test_table_is_the_one_that_was_stamped(found) -> None:
    actual = sha256(DATA.joinpath(found.file).read_bytes()).hexdigest()

    assert actual == found.sha256, "run: python .ci/refresh_knowledge.py"


@pytest.mark.parametrize("found", sources.origins().values(), ids=lambda one: one.name)
def test_origin_is_told_in_full(found) -> None:
    assert found.kind in ("taken", "own", "cited")
    assert found.title
    assert found.version
    assert found.origin
    assert found.kind == "cited" or (found.license and found.copyright and found.date)


def test_citation_names_title_version_and_address() -> None:
    assert sources.citation("eupl-matrix").startswith("European Commission")
    assert sources.citation("osadl").endswith("2026-02-12, https://www.osadl.org/Checklists")
    with pytest.raises(KeyError):
        sources.citation("hearsay")


def test_versions_are_those_of_the_tables_in_order() -> None:
    listed = sources.versions()

    assert ("spdx-licenses", "3.29.0") in listed
    assert list(listed) == sorted(listed)
