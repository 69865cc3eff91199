"""Packages of an operating system lie beside the product; only what the product links to binds it."""

from __future__ import annotations

from datetime import date

import pytest

from osscan.engine.check import check
from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.model.verdict import Level
from osscan.policy.find import policy_named

STATUS = "".join(
    f"Package: {name}\nStatus: install ok installed\nVersion: 1.0\nArchitecture: amd64\n\n" for name in ("bash", "libreadline8")
)
COPYRIGHT = (
    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nCopyright: 2020 Somebody\n"
    "License: GPL-2.0-only\n"
)
LINKED = (
    "schema: osscan/policy/1\nid: house\ntitle: {de: Haus, en: House}\nversion: '1'\nextends: [{packaged: dortmund}]\n"
    'context: {relation_by_ecosystem: {"pkg:deb/*/libreadline*": dynamic-link}}\n'
)


@pytest.fixture
def system(tmp_path):
    """The file system of an image with two packages under the GPL."""
    for name in ("bash", "libreadline8"):
        folder = tmp_path / "root" / "usr" / "share" / "doc" / name
        folder.mkdir(parents=True)
        (folder / "copyright").write_text(COPYRIGHT)
    database = tmp_path / "root" / "var" / "lib" / "dpkg"
    database.mkdir(parents=True)
    (database / "status").write_text(STATUS)
    return tmp_path


def told(system, policy):
    request = CheckRequest((str(system / "root"),), policy_named(policy), "", date(2026, 11, 22), "2026-11-22T00:00:00Z")
    report = check(request, Serial())
    return {
        judged.component.name: (judged.relation.value, verdict.judgement.level is Level.OK)
        for judged, verdict in zip(report.components, report.verdicts, strict=True)
    }


def test_packages_of_the_system_lie_beside_the_product(system):
    assert told(system, "dortmund") == {"bash": ("aggregate", True), "libreadline8": ("aggregate", True)}


def test_one_that_the_product_links_to_is_named_in_the_policy(system):
    (system / "house.yml").write_text(LINKED)

    assert told(system, str(system / "house.yml")) == {"bash": ("aggregate", True), "libreadline8": ("dynamic-link", False)}
