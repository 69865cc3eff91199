"""What is to be done when a component is passed on, by license, relation and provision."""

from __future__ import annotations

import pytest

from osscan.expression.tree import Leaf
from osscan.knowledge import profiles
from osscan.model.component import Provision, Relation
from osscan.policy.obligations import obligations
from osscan.policy.schema import OBLIGATIONS

KEEP = ("license-text", "copyright-notice")


@pytest.mark.parametrize(
    ("license_id", "relation", "provision", "asked"),
    [
        ("MIT", "dynamic-link", "binary", KEEP),
        ("MIT", "dynamic-link", "saas", ()),
        ("MIT", "build-tool", "binary", ()),
        ("0BSD", "incorporate", "binary", ()),
        ("Apache-2.0", "incorporate", "source", (*KEEP, "change-marks", "notice-file")),
        ("Apache-2.0", "dynamic-link", "source", (*KEEP, "notice-file")),
        ("BSD-4-Clause", "dynamic-link", "source", (*KEEP, "no-endorsement", "advertising-notice")),
        ("MPL-2.0", "dynamic-link", "binary", (*KEEP, "component-source")),
        ("MPL-2.0", "dynamic-link", "source", KEEP),
        ("LGPL-2.1-only", "static-link", "binary", (*KEEP, "component-source", "relink")),
        ("LGPL-2.1-only", "dynamic-link", "binary", (*KEEP, "component-source")),
        ("GPL-3.0-only", "incorporate", "device", (*KEEP, "change-marks", "whole-source", "installation-information")),
        ("GPL-3.0-only", "separate-process", "binary", (*KEEP, "component-source")),
        ("AGPL-3.0-only", "separate-process", "saas", ("network-source",)),
        ("GPL-3.0-only", "incorporate", "internal", ()),
        ("GPL-3.0-only", "incorporate", "saas", ()),
        ("AGPL-3.0-only", "incorporate", "saas", ("network-source",)),
        ("EUPL-1.2", "dynamic-link", "saas", ("network-source",)),
        ("CC-BY-4.0", "data", "saas", ("attribution",)),
        ("DL-DE-BY-2.0", "data", "saas", ("attribution", "state-license-of-data")),
        ("LicenseRef-somebody", "incorporate", "binary", ()),
    ],
)
def test_a_license_asks_for(license_id, relation, provision, asked):
    assert asked == obligations(Leaf(license_id), Relation(relation), (Provision(provision),))


def test_an_exception_for_linking_spares_the_whole():
    asked = obligations(Leaf("GPL-2.0-only", "Classpath-exception-2.0"), Relation.DYNAMIC_LINK, (Provision.BINARY,))
    assert (*KEEP, "component-source") == asked


def test_more_provisions_never_ask_for_less():
    for license_id in profiles.covered():
        for relation in Relation:
            alone = [set(obligations(Leaf(license_id), relation, (one,))) for one in Provision]
            together = set(obligations(Leaf(license_id), relation, tuple(Provision)))
            assert set().union(*alone) == together


def test_every_duty_of_a_license_may_be_named_in_a_policy():
    asked = {one for license_id in profiles.covered() for one in profiles.profile(license_id).asks}
    assert set() == asked - set(OBLIGATIONS)
