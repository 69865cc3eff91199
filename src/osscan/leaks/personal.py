"""Checks of personal data: bank accounts, tax and pension numbers, telephone numbers, addresses of mail."""

from __future__ import annotations

import posixpath
import re

from osscan.leaks.found import Checked, Found
from osscan.leaks.leak import Sample
from osscan.leaks.mail import MailClass, mail_class
from osscan.leaks.numbers import is_iban, is_pension_number, is_tax_number
from osscan.leaks.rules import listed
from osscan.model.report import CheckSeverity

_TAX = re.compile(rb"(?i)steuer|id-?nr|\btin\b|\bidnr|tax.?id|tax.?number|identifikationsnummer")
_PENSION = re.compile(rb"(?i)renten|sozialvers|versicherungsn|\bsvnr|\brvnr|\bsv-?nummer|pension")
_CALLED = re.compile(rb"(?i)(?:\btel|fon|fax|mobil|handy|phone|durchwahl|\xe2\x98\x8e)[^\r\n]{0,14}$")
_NUMBER_BEFORE = re.compile(rb"[\w.,:/#=-]$")
_LISTS = (
    ".lock",
    "-lock.json",
    "-lock.yaml",
    ".po",
    ".pot",
    ".cdx.json",
    ".spdx.json",
    ".spdx",
    "installed.json",
    "licenses.json",
)
"""Lists of others' packages and translators name their authors."""
_OFFICE = re.compile(
    rb"(?i)landeshauptstadt|stadtkasse|gemeindekasse|kreiskasse|finanzamt|empf(?:\xc3\xa4|ae)nger|zahlungs|\xc3\xbcberweis|kontoinhaber"
)
_IN_ADDRESS = re.compile(rb"://[^\s/]{0,200}$|/$")
"""An account and a host, with a password perhaps, are no address of mail."""
_MAIL_RULES = {MailClass.OWN: "mail-own", MailClass.PRIVATE: "mail-private", MailClass.OTHER: "mail-other"}


def iban(found: Found) -> Checked | None:
    """A bank account whose check digits are right; an office's account is public, and one that banks print as an example weighs little."""
    plain = found.text.replace(" ", "")
    if not is_iban(plain):
        plain = _longest_iban(plain)
    if not plain:
        return None
    repeated = len(set(plain[4:])) <= 3
    of_an_office = CheckSeverity.CONDITION if _OFFICE.search(found.before) else None
    return Checked(
        of_an_office, Sample.KNOWN if repeated or plain in listed("sample_ibans") else Sample.NONE, value=plain.encode()
    )


def tax_number(found: Found) -> Checked | None:
    """Its check digit is right for one random number in ten, so only a word that speaks of taxes makes it weigh."""
    digits = found.text.replace(" ", "")
    if not is_tax_number(digits):
        return None
    said = _TAX.search(found.before) is not None
    if not said and " " not in found.text:
        return None
    sample = Sample.KNOWN if digits in listed("sample_tax_numbers") else Sample.NONE
    return Checked(CheckSeverity.BLOCKER if said else None, sample, value=digits.encode())


def pension_number(found: Found) -> Checked | None:
    """Date of birth and check digit are right; a word that speaks of pensions makes it sure."""
    plain = found.text.replace(" ", "")
    if not is_pension_number(plain):
        return None
    sample = Sample.KNOWN if plain in listed("sample_pension_numbers") else Sample.NONE
    return Checked(CheckSeverity.BLOCKER if _PENSION.search(found.before) else None, sample, value=plain.encode())


def phone(found: Found) -> Checked | None:
    """A German telephone number: written in the international way, called one, or in Dortmund and set apart as such."""
    text = found.text
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    national = "0" + re.sub(r"^(?:0049|49)", "", digits) if re.match(r"\s*(?:\+|00)49", text) else digits
    if not 8 <= len(national) <= 14:
        return None
    called = _CALLED.search(found.before) is not None
    abroad = national != digits and re.match(r"\s*(?:\+49|0049[ ./(-])", text) is not None
    set_apart = re.match(r"\(?0231\)?[ ./-]{1,3}\d", text) is not None
    if not (called or abroad or set_apart) or (not called and _NUMBER_BEFORE.search(found.before)):
        return None
    made_up = len(set(national[3:])) <= 2 or national.startswith(tuple(listed("sample_phones")))
    return Checked(sample=Sample.KNOWN if made_up or "123456" in national else Sample.NONE, value=national.encode())


def mail(found: Found) -> Checked | None:
    """Whose address it is decides: the house's, a private one, somebody's at work, or an example."""
    text = found.text
    whose = mail_class(text, found.settings)
    if whose is MailClass.NONE or _IN_ADDRESS.search(found.before):
        return None
    rule = _MAIL_RULES.get(whose, "mail-other")
    value = text.lower().encode()
    if whose is MailClass.EXAMPLE:
        return Checked(CheckSeverity.HINT, Sample.KNOWN, "mail-other", value)
    open_contact = whose in (MailClass.FUNCTION, MailClass.OTHER, MailClass.NO_REPLY) or _is_for_contact(found.path)
    return Checked(CheckSeverity.HINT if open_contact else CheckSeverity.CONDITION, Sample.NONE, rule, value)


def _is_for_contact(path: str) -> bool:
    """Files whose purpose is to name people and how to reach them; words of commits have no path, and their authors sign them."""
    name = posixpath.basename(path).lower()
    return not path or name in listed("contact_files") or name.endswith(_LISTS) or "licenses/" in path.lower()


def _longest_iban(plain: str) -> str:
    """A word that followed the number after a blank is no part of it."""
    for length in range(len(plain) - 1, 14, -1):
        if is_iban(plain[:length]):
            return plain[:length]
    return ""
