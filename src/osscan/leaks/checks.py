"""The table of checks: which function looks at the values that a rule finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from osscan.leaks.found import Checked, Found
from osscan.leaks.internal import account, address, address_6, host, link, share, ticket
from osscan.leaks.judging import is_password
from osscan.leaks.personal import iban, mail, pension_number, phone, tax_number
from osscan.model.report import CheckSeverity

_SHORT_LIVED = re.compile(r"(?i)(?:^|/)(?:\.github/workflows/|\.gitlab-ci|(?:docker-)?compose[^/]*\.ya?ml$|\.devcontainer/)")

Check = Callable[[Found], Checked | None]


def password(found: Found) -> Checked | None:
    """A password in plain sight: no reference to one, no placeholder."""
    return Checked() if is_password(found.value) else None


def setting(found: Found) -> Checked | None:
    """A password in a setting; containers that live as long as a pipeline or a developer's day have no better one."""
    if not is_password(found.value):
        return None
    return Checked(CheckSeverity.HINT if _SHORT_LIVED.search(found.path) else None)


CHECKS: Mapping[str, Check] = {
    "password": password,
    "setting": setting,
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
