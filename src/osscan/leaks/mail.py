"""Whose an address of mail is: the house's, a function's, a private one, an example, or somebody else's."""

from __future__ import annotations

from enum import StrEnum

from osscan.leaks.leak import Settings
from osscan.leaks.rules import listed

_NOT_PEOPLE = ("git", "svn", "hg")
"""Accounts under which programs reach a server."""


class MailClass(StrEnum):
    """What an address says about the person behind it."""

    OWN = "own"
    """Of an employee of the house."""
    FUNCTION = "function"
    """Of an office, a list or a program: no person."""
    PRIVATE = "private"
    """With a provider for private people."""
    OTHER = "other"
    EXAMPLE = "example"
    NO_REPLY = "no-reply"
    """It stands for a person without giving an address away."""
    NONE = "none"
    """No address at all, though it looks like one."""


def mail_class(address: str, settings: Settings) -> MailClass:
    """The class of an address, from its two parts."""
    local, _, domain = address.lower().rpartition("@")
    top = domain.rpartition(".")[2]
    if local in _NOT_PEOPLE:
        return MailClass.NONE
    if not local or _ends_in(domain, listed("sample_domains")):
        return MailClass.EXAMPLE if local and domain != "users.noreply.github.com" else _without_address(local)
    if len(top) < 2 or not top.isalpha() or top in listed("not_a_top_domain") or local.endswith("."):
        return MailClass.NONE
    first = local.partition("+")[0]
    if first in listed("no_reply") or "noreply" in local or "no-reply" in local or "[bot]" in local or "noreply" in domain:
        return MailClass.NO_REPLY
    if local in listed("sample_names") or "mustermann" in local:
        return MailClass.EXAMPLE
    if local in listed("role_accounts"):
        return MailClass.FUNCTION
    if _ends_in(domain, settings.mail_domains):
        return MailClass.OWN
    return MailClass.PRIVATE if domain in listed("private_mail") else MailClass.OTHER


def _without_address(local: str) -> MailClass:
    return MailClass.NO_REPLY if local else MailClass.NONE


def _ends_in(domain: str, domains: tuple[str, ...] | frozenset[str]) -> bool:
    """Whether the domain is one of them or lies below one."""
    while domain:
        if domain in domains:
            return True
        domain = domain.partition(".")[2]
    return False
