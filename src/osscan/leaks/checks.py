"""The table of checks: which function looks at the values that a rule finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from osscan.leaks.found import Checked, Found
from osscan.leaks.internal import account, address, address_6, host, link, share, ticket
from osscan.leaks.judging import is_password
from osscan.leaks.personal import iban, mail, pension_number, phone, tax_number

Check = Callable[[Found], Checked | None]


def password(found: Found) -> Checked | None:
    """A password in plain sight: no reference to one, no placeholder."""
    return Checked() if is_password(found.value) else None


CHECKS: Mapping[str, Check] = {
    "password": password,
    "iban": iban,
    "tax-number": tax_number,
    "pension-number": pension_number,
    "phone": phone,
    "mail": mail,
    "host": host,
    "address": address,
    "address-6": address_6,
    "share": share,
    "account": account,
    "ticket": ticket,
    "link": link,
}
