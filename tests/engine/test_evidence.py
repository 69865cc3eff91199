"""Evidence changes with what is said about a license, and with nothing else."""

from __future__ import annotations

import itertools

from osscan.engine.evidence import canonical, evidence_of
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component
from osscan.model.place import Place
from osscan.policy.resolve import Resolver


def claim(raw, role=ClaimRole.DECLARED, place="a.json"):
    return LicenseClaim(role, raw, Form.NAME, Method.SBOM, Place(place, "x", 1, 1))


def evidence(*claims):
    return evidence_of(Resolver({}).resolve(Component("a", "1", Place("a"), "a", claims=claims)).resolution, claims)


def test_the_text_that_is_hashed_is_fixed():
    claims = (claim("MIT License"), claim('a "quoted"\nname', ClaimRole.DETECTED))
    resolution = Resolver({}).resolve(Component("a", "1", Place("a"), "a", claims=claims)).resolution
    assert canonical(resolution, claims).splitlines() == [
        "osscan/evidence/1",
        '["resolved", "MIT", null]',
        '["declared", "MIT License", "MIT"]',
        '["detected", "a \\"quoted\\"\\nname", null]',
    ]


def test_places_and_order_and_repetition_change_nothing():
    claims = [claim("MIT"), claim("Apache-2.0", ClaimRole.DETECTED), claim("ISC", ClaimRole.DETECTED)]
    other = [claim("MIT", place="b.xml"), claim("Apache-2.0", ClaimRole.DETECTED), claim("ISC", ClaimRole.DETECTED)]
    found = {evidence(*order) for order in itertools.permutations(claims)}
    assert found == {evidence(*other), evidence(*other, claim("MIT", place="c.xml"))}


def test_another_word_role_or_claim_changes_it():
    variants = [
        (claim("MIT"),),
        (claim("MIT License"),),
        (claim("MIT", ClaimRole.CONCLUDED),),
        (claim("MIT"), claim("ISC", ClaimRole.DETECTED)),
        (),
    ]
    assert 5 == len({evidence(*variant) for variant in variants})
