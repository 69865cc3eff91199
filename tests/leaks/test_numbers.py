"""Check digits: what banks, the tax office and the pension insurance give out is right, one wrong digit is not."""

from __future__ import annotations

import random

import pytest
from tests.leaks.planting import iban, pension_number, tax_number

from osscan.leaks.numbers import is_iban, is_pension_number, is_tax_number


@pytest.mark.parametrize(
    "number", ["DE89370400440532013000", "GB82WEST12345698765432", "NL91ABNA0417164300", "AT611904300234573201"]
)
def test_published_accounts_are_right(number) -> None:
    assert is_iban(number)


@pytest.mark.parametrize(
    "number", ["DE89370400440532013001", "DE8937040044053201300", "ZZ89370400440532013000", "DE", "", "DE8937040044053201300ß"]
)
def test_accounts_with_a_wrong_digit_length_or_country_are_not(number) -> None:
    assert not is_iban(number)


@pytest.mark.parametrize("number", ["86095742719", "47036892816", "65929970489", "57549285017"])
def test_published_tax_numbers_are_right(number) -> None:
    assert is_tax_number(number)


@pytest.mark.parametrize("number", ["86095742718", "12345678901", "11111111111", "06095742719", "8609574271", ""])
def test_other_tax_numbers_are_not(number) -> None:
    assert not is_tax_number(number)


@pytest.mark.parametrize("number", ["15070649C103", "65170839J003"])
def test_published_pension_numbers_are_right(number) -> None:
    assert is_pension_number(number)


@pytest.mark.parametrize("number", ["15070649C104", "15071349C103", "15000649C103", "15070649c103", ""])
def test_other_pension_numbers_are_not(number) -> None:
    assert not is_pension_number(number)


@pytest.mark.parametrize(("draw", "holds"), [(iban, is_iban), (tax_number, is_tax_number), (pension_number, is_pension_number)])
def test_of_a_hundred_drawn_numbers_all_hold_and_hardly_any_holds_with_its_last_digit_changed(draw, holds) -> None:
    numbers = [draw(random.Random(seed)) for seed in range(100)]
    changed = [number[:-1] + str((int(number[-1]) + 1) % 10) for number in numbers]

    assert [number for number in numbers if not holds(number)] == []
    assert [number for number in changed if holds(number)] == []
