"""An expression, a list of names that does not say how they belong together, and license texts, all about one package."""

from __future__ import annotations

from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component
from osscan.model.place import Place
from osscan.policy.resolve import Resolver

METADATA = Place("orchard-1.0.dist-info/METADATA")
APACHE, MIT = "License :: OSI Approved :: Apache Software License", "License :: OSI Approved :: MIT License"
GPL = "License :: OSI Approved :: GNU General Public License v3 (GPLv3)"


def declared(expression):
    return LicenseClaim(ClaimRole.DECLARED, expression, Form.EXPRESSION, Method.INSTALLED, METADATA)


def classifiers(*names):
    return tuple(
        LicenseClaim(
            ClaimRole.DECLARED, name, Form.CLASSIFIER, Method.INSTALLED, METADATA, joined=Joined.UNSAID, group="Classifier"
        )
        for name in names
    )


def text(license_id):
    place = Place(f"orchard-1.0.dist-info/licenses/{license_id}")
    return LicenseClaim(ClaimRole.DETECTED, license_id, Form.EXPRESSION, Method.LICENSE_TEXT, place)


def resolved(*claims):
    found = Resolver({}).resolve(Component("orchard", "1.0", METADATA, "orchard", claims=claims))
    return found.resolution.expression, found.resolution.status.value, found.disagreeing


def test_classifiers_with_the_names_of_an_expression_add_nothing_to_it():
    assert resolved(declared("MIT OR Apache-2.0"), *classifiers(APACHE, MIT)) == ("MIT OR Apache-2.0", "resolved", ())


def test_a_classifier_with_another_name_holds_beside_the_expression():
    _, status, disagreeing = resolved(declared("MIT OR Apache-2.0"), *classifiers(MIT, GPL))

    assert (status, disagreeing) == ("ambiguous", (0, 1, 2))


def test_texts_of_exactly_the_licenses_of_an_expression_contradict_nothing():
    assert resolved(declared("MIT OR Apache-2.0"), text("MIT"), text("Apache-2.0"))[2] == ()


def test_one_text_of_a_choice_is_told_as_another_statement():
    assert resolved(declared("MIT OR Apache-2.0"), text("Apache-2.0"))[2] == (0, 1)


def test_a_text_that_the_expression_does_not_name_is_told():
    assert resolved(declared("MIT OR Apache-2.0"), text("MIT"), text("Apache-2.0"), text("GPL-2.0-only"))[2] == (0, 1, 2, 3)
