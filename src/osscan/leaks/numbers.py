"""Numbers with a check digit: IBAN, tax identification number, pension insurance number."""

from __future__ import annotations

_IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "BA": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
    "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15, "PL": 28,
    "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TR": 26, "UA": 29, "XK": 20,
}  # fmt: skip
_PENSION_WEIGHTS = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)


def is_iban(number: str) -> bool:
    """ISO 13616: the country's length, and the number modulo 97 leaves 1."""
    if _IBAN_LENGTHS.get(number[:2]) != len(number) or not number.isascii() or not number.isalnum():
        return False
    turned = number[4:] + number[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def is_tax_number(digits: str) -> bool:
    """Steuer-IdNr: ISO 7064 mod 11,10; in the first ten one digit stands twice or three times, no other does."""
    if len(digits) != 11 or not digits.isdecimal() or digits[0] == "0":
        return False
    counts = sorted((digits[:10].count(digit) for digit in set(digits[:10])), reverse=True)
    if counts[0] not in (2, 3) or counts[1] != 1:
        return False
    product = 10
    for digit in digits[:10]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(digits[10])


def is_pension_number(number: str) -> bool:
    """Rentenversicherungsnummer: area, date of birth (days may be raised by 50), letter, serial number, check digit."""
    if len(number) != 12 or not (number[:8] + number[9:]).isdecimal() or not ("A" <= number[8] <= "Z"):
        return False
    day, month = int(number[2:4]), int(number[4:6])
    if not 1 <= (day - 50 if day > 50 else day) <= 31 or month > 12 or not 2 <= int(number[:2]) <= 89:
        return False
    spelt = number[:8] + f"{ord(number[8]) - 64:02d}" + number[9:11]
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(spelt, _PENSION_WEIGHTS, strict=True))
    return total % 10 == int(number[11])
