"""One page of the help desk for each kind of answer, in both languages: would somebody who is no programmer understand it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from osscan.engine.compat_pairs import Desk
from osscan.model.component import Provision, Relation
from osscan.model.pair import Pair
from osscan.policy.find import policy_named
from osscan.reports import compat_page
from osscan.reports.page import Page
from osscan.texts.catalogue import Words

ANSWERS = {
    "compatible": ("Apache-2.0", "EUPL-1.2", Relation.INCORPORATE),
    "on-conditions": ("LGPL-3.0-only", "EUPL-1.2", Relation.INCORPORATE),
    "several-steps": ("EUPL-1.1", "GPL-3.0-only", Relation.INCORPORATE),
    "open-condition": ("EPL-2.0", "GPL-3.0-only", Relation.INCORPORATE),
    "contested": ("GPL-3.0-only", "EUPL-1.2", Relation.DYNAMIC_LINK),
    "unknown-to-the-steward": ("EPL-2.0", "EUPL-1.2", Relation.INCORPORATE),
    "unknown-license": ("LicenseRef-Hausjurist", "EUPL-1.2", Relation.DYNAMIC_LINK),
    "incompatible": ("Apache-2.0", "GPL-2.0-or-later", Relation.INCORPORATE),
    "not-open-source": ("BUSL-1.1", "EUPL-1.2", Relation.DYNAMIC_LINK),
    "linking-exception": ("GPL-2.0-only WITH Classpath-exception-2.0", "Apache-2.0", Relation.DYNAMIC_LINK),
    "a-choice": ("GPL-2.0-or-later OR MIT", "Apache-2.0", Relation.DYNAMIC_LINK),
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_each_kind_of_answer_reads_as_was_reviewed(golden, kind, language):
    inbound, outbound, relation = ANSWERS[kind]
    desk = Desk(policy_named("dortmund"))
    answer = desk.ask(Pair(inbound, outbound, relation, (Provision.SOURCE, Provision.SAAS), ()))
    page = Page(100, color=False)
    compat_page.write_page(answer, desk.elsewhere(answer), "dortmund", Words(language), page)
    golden(f"answer-{kind}.{language}.txt", page.text())


def test_every_kind_of_answer_is_among_the_pages():
    desk = Desk(policy_named("dortmund"))
    words = {desk.ask(Pair(*asked, (), ())).weighed.compatibility.verdict.value for asked in ANSWERS.values()}
    assert {"compatible", "compatible-if", "contested", "unknown", "incompatible"} == words
    assert "help desk" in (Path(__file__).parent / "WHY.md").read_text(encoding="utf-8")
