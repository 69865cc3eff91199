"""Under which contract a delivery came: in the note for the decision and in the letter, blank where nobody has said it."""

from __future__ import annotations

import re

import pytest

from osscan.model.delivery import Agreement
from osscan.model.publication import Decision
from osscan.reports.kinds.assessment import assessment
from osscan.reports.kinds.defects import defects
from osscan.reports.kinds.table import case_of

from .sample import CHECKS, CONDITION, MANUAL, check, delivery, in_a_word, setting, spot

AGREED = Agreement("4711/26", "Portal", "Stadt Musterstadt", "Auftragnehmer GmbH")


BY_CONTRACT, BY_DECISION = "Diese Frist gilt nach dem Vertrag.", "Diese Frist setzt die Entscheidung über die Abnahme."


def told(kind, agreement, **more):
    words = setting("de")
    return in_a_word(kind(case_of(delivery(agreement=agreement, **more), words), words))


def decided(until):
    """The checks, and a decision on acceptance with its last day."""
    said = Decision("V-32", "rejected", "office", "2026-11-22", expires=until)
    return {"checks": (*CHECKS[:-1], CHECKS[-1]._replace(decision=said))}


def days(text):
    """All days in figures, each once."""
    return sorted(set(re.findall(r"\d\d\.\d\d\.\d{4}", text)))


def test_the_letter_names_vendor_and_contract_once() -> None:
    letter = told(defects, AGREED)

    assert (letter.count("Auftragnehmer GmbH"), letter.count("4711/26 Portal")) == (1, 1)


def test_the_note_names_contract_and_vendor() -> None:
    assert "4711/26 Portal, Auftragnehmer GmbH" in told(assessment, AGREED)


@pytest.mark.parametrize("kind", [assessment, defects])
def test_nothing_is_named_that_nobody_said(kind) -> None:
    assert "4711/26" not in told(kind, Agreement())


@pytest.mark.parametrize(
    ("agreement", "day", "said"),
    [
        (Agreement(), "06.12.2026", ""),
        (Agreement(days=10), "02.12.2026", BY_CONTRACT),
        (Agreement(until="2027-01-31"), "31.01.2027", BY_CONTRACT),
        (Agreement(until="2026-11-22"), "22.11.2026", BY_CONTRACT),
        (Agreement(until="2026-11-21"), "06.12.2026", ""),
    ],
)
def test_the_vendor_has_as_long_as_the_contract_says(agreement, day, said) -> None:
    letter = told(defects, agreement)

    assert day in days(letter)
    assert [one for one in (BY_CONTRACT, BY_DECISION) if one in letter] == [one for one in (said,) if one]


def test_without_a_contract_weights_have_periods_of_their_own() -> None:
    assert days(told(defects, Agreement())) == ["06.12.2026", "20.12.2026"]
    assert days(told(defects, Agreement(days=10))) == ["02.12.2026"]


def test_the_day_of_the_decision_stands_above_the_contract() -> None:
    letter = told(defects, Agreement(days=10), **decided("2026-12-24"))

    assert (days(letter), BY_DECISION in letter) == (["24.12.2026"], True)


@pytest.mark.parametrize("until", ["2026-11-21", "soon"])
def test_a_decision_whose_day_is_past_or_none_leaves_the_contract(until) -> None:
    assert days(told(defects, Agreement(days=10), **decided(until))) == ["02.12.2026"]


def test_what_the_city_has_to_do_is_bound_by_no_contract() -> None:
    checks = (check("V-25", MANUAL, CONDITION), check("V-08", CHECKS[1].status, CONDITION, spot("undeclared", name="a")))

    assert {"02.12.2026", "20.12.2026"} <= set(days(told(assessment, Agreement(days=10), checks=checks)))
