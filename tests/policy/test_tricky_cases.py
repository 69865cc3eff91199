"""The tricky cases: what a license lawyer would answer, and by which clause or source; one promise each.

An answer is right when the word fits, the named source is among the reasons, and the remedy (where there is one) is offered.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from osscan.expression.parse import parse
from osscan.expression.tree import Leaf
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component, Provision, Relation, Scope
from osscan.model.place import Place
from osscan.policy.compatibility import answer
from osscan.policy.find import policy_named
from osscan.policy.judge import Context, Judge
from osscan.policy.resolve import Resolver


class Case(NamedTuple):
    name: str
    inbound: str
    outbound: str
    relation: str
    word: str
    source: str = ""
    remedy: str = ""


CASES = (
    Case(
        "C01",
        "Apache-2.0",
        "GPL-2.0-only",
        "incorporate",
        "incompatible",
        "Apache-2.0, § 9, § 3, https://spdx.org/licenses/Apache-2.0.html; GPL-2.0-only, § 6",
    ),
    Case("C01-linked", "Apache-2.0", "GPL-2.0-only", "dynamic-link", "incompatible", "gnu.org"),
    Case("C02", "Apache-2.0", "GPL-2.0-or-later", "incorporate", "incompatible", "gnu.org", "GPL-3.0-or-later"),
    Case("C03", "Apache-2.0", "GPL-3.0-only", "incorporate", "compatible", "gnu.org"),
    Case(
        "C04-linked",
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "Apache-2.0",
        "dynamic-link",
        "compatible-if",
        "Classpath-exception-2.0",
    ),
    Case(
        "C04-copied",
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "Apache-2.0",
        "incorporate",
        "incompatible",
        "OSADL",
        "relation-static-link",
    ),
    Case("C06", "MPL-2.0", "GPL-2.0-only", "incorporate", "compatible-if", "§ 3.3"),
    Case("C08", "MPL-2.0-no-copyleft-exception", "GPL-2.0-only", "incorporate", "incompatible", "OSADL"),
    Case("C08-gpl3", "MPL-2.0-no-copyleft-exception", "GPL-3.0-or-later", "static-link", "incompatible"),
    Case("C08-linked", "MPL-2.0-no-copyleft-exception", "GPL-3.0-only", "dynamic-link", "contested", "2009/24"),
    Case("C08c-copied", "MPL-2.0", "Apache-2.0", "incorporate", "incompatible", "OSADL", "relation-static-link"),
    Case("C08c-linked", "MPL-2.0", "Apache-2.0", "dynamic-link", "compatible-if", "MPL-2.0"),
    Case("C09", "GPL-3.0-only", "EUPL-1.2", "incorporate", "incompatible", "GPL-3.0-only, § 5 c", "GPL-3.0-only"),
    Case("C09-linked", "GPL-3.0-only", "EUPL-1.2", "dynamic-link", "contested", "gnu.org", "GPL-3.0-only"),
    Case("C10", "AGPL-3.0-only", "EUPL-1.2", "incorporate", "incompatible", "interoperable-europe", "AGPL-3.0-only"),
    Case("C11-linked", "LGPL-3.0-only", "EUPL-1.2", "dynamic-link", "compatible", "interoperable-europe"),
    Case("C11-copied", "LGPL-3.0-only", "EUPL-1.2", "incorporate", "compatible-if", "interoperable-europe"),
    Case("C12", "MPL-2.0", "EUPL-1.2", "incorporate", "compatible-if", "MPL-2.0, § 3.3"),
    Case("C13", "CDDL-1.0", "EUPL-1.2", "incorporate", "compatible-if", "CDDL-1.0, § 3.6"),
    Case("C14", "EPL-2.0", "EUPL-1.2", "incorporate", "unknown", "interoperable-europe"),
    Case("C14c", "Apache-2.0", "EUPL-1.2", "incorporate", "compatible", "interoperable-europe"),
    Case("C14c-linked", "Apache-2.0", "EUPL-1.2", "dynamic-link", "compatible", "interoperable-europe"),
    Case("C15", "EUPL-1.2", "GPL-3.0-only", "incorporate", "compatible-if", "EUPL-1.2, Art. 5"),
    Case("C16", "EUPL-1.2", "GPL-2.0-only", "incorporate", "compatible-if", "EUPL-1.2, Art. 5"),
    Case("C17", "EUPL-1.2", "AGPL-3.0-only", "incorporate", "compatible-if", "EUPL-1.2, Art. 5"),
    Case("C17b-mpl", "EUPL-1.2", "MPL-2.0", "incorporate", "compatible-if", "EUPL-1.2, Art. 5"),
    Case("C17b-lgpl", "EUPL-1.2", "LGPL-3.0-only", "incorporate", "compatible-if", "EUPL-1.2, Art. 5"),
    Case("C17e", "EUPL-1.1", "GPL-3.0-only", "incorporate", "compatible-if", "EUPL-1.1, Art. 5"),
    Case("C18", "CC-BY-SA-4.0", "GPL-3.0-only", "incorporate", "compatible-if", "creativecommons.org"),
    Case("C19", "GPL-3.0-only", "CC-BY-SA-4.0", "incorporate", "incompatible"),
    Case("C21", "CC-BY-NC-4.0", "EUPL-1.2", "incorporate", "incompatible", "opensource.org"),
    Case("C22", "SSPL-1.0", "EUPL-1.2", "dynamic-link", "incompatible", "opensource.org"),
    Case("C23", "BUSL-1.1", "EUPL-1.2", "dynamic-link", "incompatible", "opensource.org"),
    Case("C24", "Elastic-2.0", "EUPL-1.2", "dynamic-link", "incompatible", "opensource.org"),
    Case("C25", "JSON", "GPL-3.0-only", "dynamic-link", "incompatible"),
    Case("C26", "JSON", "MIT", "dynamic-link", "incompatible"),
    Case("C30-copied", "LGPL-2.1-only", "MIT", "incorporate", "incompatible", "OSADL", "relation-static-link"),
    Case("C30-dynamic", "LGPL-2.1-only", "MIT", "dynamic-link", "compatible-if", "LGPL-2.1-only, § 5, § 6"),
    Case("C32-static", "LGPL-2.1-only", "Apache-2.0", "static-link", "compatible-if", "LGPL-2.1-only, § 5, § 6"),
    Case("C34", "GPL-2.0-or-later", "GPL-3.0-only", "incorporate", "compatible", "GPL-2.0-or-later"),
    Case("C35-linked", "GPL-3.0-only", "AGPL-3.0-only", "dynamic-link", "compatible-if", "GPL-3.0-only, § 13"),
    Case("C35-copied", "GPL-3.0-only", "AGPL-3.0-only", "incorporate", "incompatible", "GPL-3.0-only", "relation-static-link"),
    Case("C36-linked", "AGPL-3.0-only", "GPL-3.0-only", "static-link", "compatible-if", "AGPL-3.0-only, § 13"),
    Case("C36-copied", "AGPL-3.0-only", "GPL-3.0-only", "incorporate", "incompatible", "AGPL-3.0-only", "relation-static-link"),
    Case("C38", "GPL-3.0-only", "GPL-3.0-or-later", "incorporate", "incompatible", "OSADL", "GPL-3.0-only"),
    Case("C39", "EPL-2.0", "GPL-3.0-only", "incorporate", "compatible-if", "EPL-2.0", "look-at-notice"),
    Case(
        "C42",
        "BSD-4-Clause",
        "GPL-2.0-only",
        "incorporate",
        "incompatible",
        "BSD-4-Clause, § 3, https://spdx.org/licenses/BSD-4-Clause.html; GPL-2.0-only, § 6",
    ),
)


def leaf(text):
    base, _, exception = text.partition(" WITH ")
    return Leaf(base, exception)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_right_answer_with_its_source_and_remedy(case):
    found = answer(leaf(case.inbound), leaf(case.outbound), Relation(case.relation), (Provision.BINARY,))
    cited = [one.source for one in (*found.reasons, *found.conditions)]
    offered = [(one.key, one.command, dict(one.facts)) for one in found.remedies]
    assert case.word == found.verdict.value, (found.reasons, found.conditions)
    assert any(case.source in source for source in cited), cited
    assert any(case.remedy in str(one) for one in offered) or not case.remedy, offered


def judged(text, outbound="Apache-2.0", policy="dortmund", scope=Scope.RUNTIME, relation=Relation.DYNAMIC_LINK):
    rules = policy_named(policy)
    claim = LicenseClaim(ClaimRole.DECLARED, text, Form.EXPRESSION, Method.MANIFEST, Place("a"))
    resolved = Resolver(rules.name_mappings).resolve(Component("a", "1", Place("a"), "a", claims=(claim,)))
    return Judge(rules, parse(outbound)).judge(resolved, Context(scope, relation))


def test_c27_a_choice_is_made_and_recorded():
    found = judged("GPL-2.0-or-later OR MIT")
    assert ("ok", "MIT", "compatible") == (found.level.value, found.chosen, found.compatibility.verdict.value)
    assert ["GPL-2.0-or-later"] == [branch.expression for branch in found.rejected]
    assert "branch-chosen" == found.policy.reasons[0].key


def test_c28_all_parts_of_an_and_hold():
    found = judged("MIT AND GPL-2.0-only")
    assert ("incompatible", False) == (found.compatibility.verdict.value, found.level.value == "ok")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("NOASSERTION", "unknown-license"),
        ("NONE", "no-license"),
        ("LicenseRef-whatever", "needs-review"),
        ("Nobody-9.9", "unknown-license"),
    ],
    ids=["C44", "C45", "C46", "C47"],
)
def test_what_is_not_established_never_passes(text, word):
    found = judged(text)
    assert (word, "unknown") == (found.policy.verdict.value, found.compatibility.verdict.value)
    assert "ok" != found.level.value


@pytest.mark.parametrize(("old", "today"), [("GPL-2.0+", "GPL-2.0-or-later"), ("GPL-2.0", "GPL-2.0-only")], ids=["C48", "C49"])
def test_deprecated_ids_are_read_as_what_they_mean(old, today):
    assert judged(today, "GPL-3.0-only").compatibility == judged(old, "GPL-3.0-only").compatibility


def test_c50_what_suits_every_option_suits_the_choice():
    assert "compatible" == judged("MIT", "GPL-2.0-only OR Apache-2.0").compatibility.verdict.value


@pytest.mark.parametrize(
    ("inbound", "outbound"), [("GPL-2.0-only", "MIT OR GPL-2.0-only"), ("Apache-2.0", "GPL-2.0-only OR GPL-3.0-only")]
)
def test_an_outbound_choice_promises_every_option(inbound, outbound):
    assert "incompatible" == judged(inbound, outbound).compatibility.verdict.value
