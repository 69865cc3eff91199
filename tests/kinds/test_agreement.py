"""Under which contract a delivery came: in the note for the decision and in the letter, blank where nobody has said it."""

from __future__ import annotations

import pytest

from osscan.model.delivery import Agreement
from osscan.reports.kinds.assessment import assessment
from osscan.reports.kinds.defects import defects
from osscan.reports.kinds.table import case_of

from .sample import delivery, in_a_word, setting

AGREED = Agreement("4711/26", "Portal", "Stadt Musterstadt", "Auftragnehmer GmbH")


def told(kind, agreement):
    words = setting("de")
    return in_a_word(kind(case_of(delivery(agreement=agreement), words), words))


def test_the_letter_names_vendor_and_contract_once() -> None:
    letter = told(defects, AGREED)

    assert (letter.count("Auftragnehmer GmbH"), letter.count("4711/26 Portal")) == (1, 1)


def test_the_note_names_contract_and_vendor() -> None:
    assert "4711/26 Portal, Auftragnehmer GmbH" in told(assessment, AGREED)


@pytest.mark.parametrize("kind", [assessment, defects])
def test_nothing_is_named_that_nobody_said(kind) -> None:
    assert "4711/26" not in told(kind, Agreement())
