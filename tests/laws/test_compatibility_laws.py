"""Laws of compatibility over all licenses with a profile: every question is answered, in words, with sources, and alike twice."""

from __future__ import annotations

import pytest

from osscan.expression.tree import Leaf
from osscan.knowledge import profiles
from osscan.model.component import Provision, Relation
from osscan.model.verdict import CompatibilityWord
from osscan.policy.compatibility import ORDER, answer
from osscan.reports.sentences import reason_text
from osscan.texts.catalogue import LANGUAGES, Words

OUTBOUNDS = ("EUPL-1.2", "GPL-2.0-only", "GPL-3.0-or-later", "AGPL-3.0-only", "LGPL-3.0-only", "MPL-2.0", "MIT", "CC-BY-SA-4.0")
RELATIONS = (Relation.INCORPORATE, Relation.STATIC_LINK, Relation.DYNAMIC_LINK, Relation.SEPARATE_PROCESS)
OWN_REASONS = (
    "same-license",
    "license-not-known",
    "license-without-profile",
    "no-source",
    "exception-ignored",
    "content-linked",
    "apart-",
    "step-or-later",
)
"""Steps of osscan's own reasoning, which no text needs to prove."""


def every_answer():
    for license_id in profiles.covered():
        for outbound in OUTBOUNDS:
            for relation in RELATIONS:
                yield answer(Leaf(license_id), Leaf(outbound), relation, (Provision.BINARY,))


@pytest.fixture(scope="module")
def answers():
    return list(every_answer())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_can_be_said(answers, language):
    words = Words(language)
    for found in answers:
        assert all(reason_text(words, reason) for reason in found.reasons)
        assert all(words(f"proviso.{one.key}", one.facts) for one in found.conditions)
        assert all(words(f"remedy.{one.key}", one.facts) for one in found.remedies)


def test_every_step_that_speaks_of_law_names_its_source(answers):
    bare = [one for found in answers for one in (*found.reasons, *found.conditions) if not one.source]
    assert [] == [one for one in bare if not one.key.startswith(OWN_REASONS)]


def test_every_objection_has_a_way_out(answers):
    objecting = [found for found in answers if ORDER.index(found.verdict) > ORDER.index(CompatibilityWord.COMPATIBLE_IF)]
    assert [] == [found for found in objecting if not found.remedies]


def test_conditions_and_their_word_go_together(answers):
    fine = [found for found in answers if found.verdict in (CompatibilityWord.COMPATIBLE, CompatibilityWord.COMPATIBLE_IF)]
    assert [] == [found for found in fine if bool(found.conditions) != (found.verdict is CompatibilityWord.COMPATIBLE_IF)]


def test_a_closed_license_never_becomes_part_of_an_open_product():
    closed = [one for one in profiles.covered() if not profiles.profile(one).is_open]
    words = {answer(Leaf(one), Leaf("EUPL-1.2"), relation).verdict for one in closed for relation in RELATIONS}
    assert (True, {CompatibilityWord.INCOMPATIBLE}) == (len(closed) > 20, words)


@pytest.mark.parametrize("license_id", ["Nobody-1.0", "LicenseRef-x", "DocumentRef-a:LicenseRef-b"])
@pytest.mark.parametrize("relation", list(Relation))
@pytest.mark.parametrize("provision", list(Provision))
def test_an_unknown_license_is_never_compatible(license_id, relation, provision):
    both = (
        answer(Leaf(license_id), Leaf("MIT"), relation, (provision,)),
        answer(Leaf("MIT"), Leaf(license_id), relation, (provision,)),
    )
    assert [CompatibilityWord.UNKNOWN] * 2 == [found.verdict for found in both]


def test_what_may_be_copied_may_be_linked():
    for license_id in profiles.covered():
        for outbound in OUTBOUNDS:
            copied, linked = (
                answer(Leaf(license_id), Leaf(outbound), relation).verdict
                for relation in (Relation.INCORPORATE, Relation.DYNAMIC_LINK)
            )
            if copied is CompatibilityWord.COMPATIBLE:
                assert linked in (CompatibilityWord.COMPATIBLE, CompatibilityWord.COMPATIBLE_IF), (license_id, outbound)


def test_more_ways_of_providing_never_improve_an_answer():
    for license_id in ("GPL-2.0-only", "AGPL-3.0-only", "EUPL-1.2", "MPL-2.0", "MIT"):
        inside, served, handed_out = (
            ORDER.index(answer(Leaf(license_id), Leaf("Apache-2.0"), Relation.INCORPORATE, provisions).verdict)
            for provisions in ((Provision.INTERNAL,), (Provision.INTERNAL, Provision.SAAS), (Provision.SAAS, Provision.SOURCE))
        )
        assert inside <= served <= handed_out


@pytest.mark.parametrize(
    ("license_id", "word"),
    [
        ("GPL-3.0-only", "compatible"),
        ("AGPL-3.0-only", "incompatible"),
        ("EUPL-1.2", "incompatible"),
        ("OSL-3.0", "incompatible"),
    ],
)
def test_use_over_a_network_triggers_only_licenses_that_say_so(license_id, word):
    assert word == answer(Leaf(license_id), Leaf("MIT"), Relation.INCORPORATE, (Provision.SAAS,)).verdict.value
