"""Stories from end to end: what people see, in both languages, as plain files that are reviewed like code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from osscan.engine.check import check
from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.policy.find import policy_named
from osscan.reports import table
from osscan.texts.catalogue import Words

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STORIES = {
    "webshop-sbom": ("docs/examples/webshop.cdx.json",),
    "webshop-both": ("docs/examples/webshop.cdx.json", "docs/examples/webshop"),
    "delivery": ("tests/cases/delivery/delivery.cdx.json",),
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("story", sorted(STORIES))
def test_people_see_what_was_reviewed(golden, monkeypatch, story, language):
    monkeypatch.chdir(ROOT)
    request = CheckRequest(STORIES[story], policy_named("dortmund"), "", date(2026, 11, 22), "2026-11-22T00:00:00Z")
    report = check(request, Serial())
    golden(f"{story}.{language}.txt", table.by_name("terminal").render(report, Words(language)))


def test_every_story_says_why():
    assert "webshop" in (HERE / "WHY.md").read_text()
    assert "delivery" in (HERE / "WHY.md").read_text()
