"""Garbage in any member of a document is a finding or nothing, never an exception, and never mends a document."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy

import pytest
from tests.sbom.bsi_documents import cyclonedx, spdx3

from osscan.model.sbom_report import ProfileVerdict
from osscan.sbom.codec import facts_of
from osscan.sbom.profiles.base import Asked, Subject
from osscan.sbom.profiles.judging import judge
from osscan.sbom.profiles.table import PROFILES

DAY = dt.date(2026, 11, 22)
GARBAGE = (None, 5, "", [], {}, [None], {"x": []}, True)


def ways(value, way=()):
    """The steps to every member."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in members:
        yield (*way, step)
        yield from ways(inner, (*way, step))


def replaced(document, way, value):
    changed = deepcopy(document)
    holder = changed
    for step in way[:-1]:
        holder = holder[step]
    holder[way[-1]] = value
    return changed


@pytest.mark.parametrize(("family", "document"), [("CycloneDX", cyclonedx()), ("SPDX3", spdx3())])
def test_garbage_anywhere_is_judged(family, document) -> None:
    fields = {(one.name, one.version): len(one.demands) for one in PROFILES}
    for way in ways(document):
        for value in GARBAGE:
            changed = replaced(document, way, value)
            subject = Subject(facts_of(family, changed), changed)
            results = [judge(Asked(one.name, one.version), subject, DAY)[0] for one in PROFILES]

            assert {(one.name, one.version): len(one.fields) for one in results} == fields


@pytest.mark.parametrize(
    "way",
    [
        ("metadata",),
        ("metadata", "timestamp"),
        ("metadata", "manufacturer"),
        ("metadata", "component"),
        ("metadata", "component", "properties"),
        ("components", 0, "version"),
        ("components", 0, "licenses"),
        ("components", 0, "externalReferences"),
        ("components", 0, "manufacturer"),
        ("dependencies",),
        ("compositions",),
        ("specVersion",),
    ],
)
def test_garbage_in_what_must_be_there_fails(way) -> None:
    document = cyclonedx()
    verdicts = set()
    for value in GARBAGE:
        changed = replaced(document, way, value)
        verdicts.add(judge(Asked("bsi-tr-03183-2"), Subject(facts_of("CycloneDX", changed), changed), DAY)[0].verdict)

    assert verdicts == {ProfileVerdict.FAIL}
