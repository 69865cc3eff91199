"""May this go into that? The answers a German city needs, each with the source that it rests on."""

from __future__ import annotations

import pytest

from osscan.expression.tree import Leaf, Or
from osscan.model.component import Relation
from osscan.policy.compatibility import Compatibilities, answer
from osscan.policy.find import policy_named
from osscan.policy.schema import Contested, Doctrine


def verdict(inbound, outbound, relation):
    base, _, exception = inbound.partition(" WITH ")
    return answer(Leaf(base, exception), Leaf(outbound), Relation(relation)).verdict.value


@pytest.mark.parametrize(
    ("inbound", "outbound", "relation", "expected"),
    [
        ("Apache-2.0", "EUPL-1.2", "incorporate", "compatible"),
        ("Apache-2.0", "EUPL-1.2", "dynamic-link", "compatible"),
        ("MIT", "EUPL-1.2", "static-link", "compatible"),
        ("MPL-2.0", "EUPL-1.2", "incorporate", "compatible-if"),
        ("CDDL-1.0", "EUPL-1.2", "dynamic-link", "compatible"),
        ("LGPL-3.0-only", "EUPL-1.2", "incorporate", "compatible-if"),
        ("LGPL-2.1-or-later", "EUPL-1.2", "dynamic-link", "compatible"),
        ("GPL-3.0-only", "EUPL-1.2", "incorporate", "incompatible"),
        ("GPL-3.0-only", "EUPL-1.2", "static-link", "contested"),
        ("GPL-3.0-or-later", "EUPL-1.2", "dynamic-link", "contested"),
        ("AGPL-3.0-only", "EUPL-1.2", "dynamic-link", "contested"),
        ("GPL-3.0-only", "EUPL-1.2", "test", "compatible"),
        ("GPL-3.0-only", "EUPL-1.2", "build-tool", "compatible"),
        ("EUPL-1.2", "EUPL-1.2", "incorporate", "compatible"),
        ("EUPL-1.2", "GPL-3.0-only", "incorporate", "compatible-if"),
        ("Apache-2.0", "GPL-2.0-only", "incorporate", "incompatible"),
        ("Apache-2.0", "GPL-3.0-only", "incorporate", "compatible"),
        ("MPL-2.0", "MIT", "incorporate", "incompatible"),
        ("MPL-2.0", "MIT", "dynamic-link", "compatible-if"),
        ("LGPL-2.1-only", "MIT", "dynamic-link", "compatible-if"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "Apache-2.0", "dynamic-link", "compatible-if"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "Apache-2.0", "incorporate", "incompatible"),
        ("BUSL-1.1", "EUPL-1.2", "dynamic-link", "incompatible"),
        ("BUSL-1.1", "MIT", "test", "incompatible"),
        ("SSPL-1.0", "MIT", "dynamic-link", "incompatible"),
        ("LicenseRef-Commons-Clause", "EUPL-1.2", "dynamic-link", "incompatible"),
        ("LicenseRef-Proprietary", "EUPL-1.2", "dynamic-link", "incompatible"),
        ("CC-BY-NC-4.0", "EUPL-1.2", "dynamic-link", "incompatible"),
        ("JSON", "MIT", "dynamic-link", "incompatible"),
        ("LicenseRef-own", "EUPL-1.2", "test", "unknown"),
        ("LicenseRef-unknown-x", "EUPL-1.2", "build-tool", "unknown"),
        ("NotALicense", "EUPL-1.2", "build-tool", "unknown"),
    ],
)
def test_the_answer_is(inbound, outbound, relation, expected):
    assert expected == verdict(inbound, outbound, relation)


def test_apache_into_eupl_cites_the_commission_and_shows_the_other_vote():
    found = answer(Leaf("Apache-2.0"), Leaf("EUPL-1.2"), Relation.INCORPORATE)
    assert ["commission-yes", "vote-osadl-unknown"] == [reason.key for reason in found.reasons]
    assert "European Commission" in found.reasons[0].source
    assert "2026-02-12" in found.reasons[1].source


def test_every_reason_that_speaks_of_law_has_a_source():
    own = {"same-license", "license-not-known", "license-without-profile", "no-source", "exception-ignored"}
    for inbound in ("MIT", "GPL-3.0-only", "LGPL-3.0-only", "BUSL-1.1", "EPL-2.0", "IPA"):
        for outbound in ("EUPL-1.2", "MIT", "GPL-2.0-only"):
            for relation in (Relation.INCORPORATE, Relation.DYNAMIC_LINK):
                for reason in answer(Leaf(inbound), Leaf(outbound), relation).reasons:
                    assert reason.source or reason.key in own, reason


def test_gpl_into_eupl_offers_article_five():
    found = answer(Leaf("GPL-3.0-only"), Leaf("EUPL-1.2"), Relation.INCORPORATE)
    assert "switch-outbound-named-in-appendix" == found.remedies[0].key
    assert "osscan check TARGET --outbound GPL-3.0-only" == found.remedies[0].command


def test_an_outbound_choice_needs_every_option():
    policy = policy_named("dortmund")
    both = Compatibilities(policy, Or((Leaf("MIT"), Leaf("GPL-2.0-only"))))
    assert "incompatible" == both.of(Leaf("GPL-2.0-only"), Relation.INCORPORATE).verdict.value
    assert "compatible" == both.of(Leaf("MIT"), Relation.INCORPORATE).verdict.value


@pytest.mark.parametrize(
    ("doctrine", "contested", "relation", "objects", "said"),
    [
        ("eu-directive", "review", "dynamic-link", True, "contested-review-allows"),
        ("fsf-strict", "review", "dynamic-link", True, "contested-review-forbids"),
        ("eu-directive", "doctrine", "dynamic-link", False, "contested-doctrine-allows"),
        ("fsf-strict", "doctrine", "dynamic-link", True, "contested-doctrine-forbids"),
        ("eu-directive", "doctrine", "static-link", True, "contested-doctrine-forbids"),
    ],
)
def test_the_doctrine_decides_contested_cases_visibly(doctrine, contested, relation, objects, said):
    """The Commission itself doubts static linking, so that its own reading does not allow it."""
    policy = policy_named("dortmund")._replace(doctrine=Doctrine(doctrine), contested=Contested(contested))
    asked = Compatibilities(policy, Leaf("EUPL-1.2"))
    found = asked.of(Leaf("GPL-3.0-only"), Relation(relation))
    assert ("contested", objects, said) == (found.verdict.value, asked.objects(found), found.reasons[-1].key)


def test_an_open_condition_never_passes():
    asked = Compatibilities(policy_named("dortmund"), Leaf("GPL-3.0-only"))
    found = asked.of(Leaf("EPL-2.0"), Relation.INCORPORATE)
    assert ("compatible-if", True) == (found.verdict.value, asked.objects(found))


def test_a_condition_in_the_publishers_hand_passes():
    asked = Compatibilities(policy_named("dortmund"), Leaf("MIT"))
    found = asked.of(Leaf("MPL-2.0"), Relation.DYNAMIC_LINK)
    assert ("compatible-if", False) == (found.verdict.value, asked.objects(found))


def test_an_outbound_offer_of_versions_promises_each_of_them():
    asked = Compatibilities(policy_named("dortmund"), Leaf("MPL-1.1+"))
    promised = [
        Compatibilities(policy_named("dortmund"), Leaf(one)).of(Leaf("MPL-2.0"), Relation.INCORPORATE)
        for one in ("MPL-1.1", "MPL-2.0")
    ]
    found = asked.of(Leaf("MPL-2.0"), Relation.INCORPORATE)
    assert ["incompatible", "compatible"] == [one.verdict.value for one in promised]
    assert ("incompatible", "MPL-1.1+") == (found.verdict.value, found.outbound)


def test_that_a_part_is_only_output_of_a_tool_is_for_somebody_to_see():
    """The Bison exception is about what Bison writes; Bison itself stays under the GPL."""
    asked = Compatibilities(policy_named("dortmund"), Leaf("MIT"))
    found = asked.of(Leaf("GPL-3.0-or-later", "Bison-exception-2.2"), Relation.DYNAMIC_LINK)
    assert ("compatible-if", True) == (found.verdict.value, asked.objects(found))


def test_an_outbound_offer_of_which_the_list_knows_no_version_is_its_base():
    assert (
        "compatible"
        == Compatibilities(policy_named("dortmund"), Leaf("eCos-2.0+")).of(Leaf("eCos-2.0"), Relation.INCORPORATE).verdict.value
    )
