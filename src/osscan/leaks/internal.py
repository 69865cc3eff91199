"""Checks of internals: hosts, addresses and shares of the house's network, accounts in paths, tickets, links."""

from __future__ import annotations

import ipaddress
import re

from osscan.leaks.found import Checked, Found
from osscan.leaks.leak import Sample
from osscan.leaks.rules import listed
from osscan.model.report import CheckSeverity

_IN_ADDRESS = re.compile(rb"(?:://|@)[^\s]{0,80}$")
_ANNOUNCED = re.compile(rb"(?i)(?:host(?:name)?|server|domain|dns|fqdn|\bping|\bssh|proxy|relay|smtp|ldap)[\"' :=]{1,6}$")
_EXAMPLE = re.compile(rb"(?i)\bex(?:ample)?s?\b|e\.g\.|beispiel|\bz\. ?b\.|2001:db8:|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.")
_VERSION = re.compile(rb"(?i)(?:version|release|\bv|agent|chrome/|build)[\s\"':=]{0,4}$")
_SAMPLE_SERVER = re.compile(
    r"(?i)^(?:server|host|hostname|machine|computer|fileserver|nas|unc|share|example|test|foo|bar|my|your|some|remote|dc\d?|"
    r"wsl|localhost|pipe|vmware-host|tsclient)"
)
_NOT_A_SERVER = re.compile(
    r"(?i)^(?:[abdfnrstuvwxpqz](?:[abdfnrstuvw]|$)|begin|end|frac|text|mathbb|left|right|nn|ud|uf|x[0-9a-f])"
)


def host(found: Found) -> Checked | None:
    """A name that only an inner network knows. A file or a part of a program can be called like one; an address can't."""
    name = found.text.lower().rstrip(".")
    labels = name.split(".")
    if _below(name, found.settings.public_hosts):
        return None
    if _IN_ADDRESS.search(found.before) is None and not _is_written_as_host(found, labels):
        return None
    sample = _below(name, listed("common_hosts")) or bool(set(labels) & {"example", "test", "foo", "bar", "beispiel", "muster"})
    return Checked(CheckSeverity.HINT if sample else None, Sample.KNOWN if sample else Sample.NONE, value=name.encode())


def _is_written_as_host(found: Found, labels: list[str]) -> bool:
    """Outside of an address: between quotes or beside a word that announces a host, and like no name of a program."""
    if not found.text.islower() or "_" in found.text or labels[-1] == "internal" or set(labels) & listed("code_words"):
        return False
    if _ANNOUNCED.search(found.before):
        return True
    return len(labels) > 2 and found.before[-1:] in (b"'", b'"')


def address(found: Found) -> Checked | None:
    """An address of RFC 1918; those that every manual and every container uses weigh little."""
    text = found.text
    if _VERSION.search(found.before) or any((len(part) > 1 and part[0] == "0") or int(part) > 255 for part in text.split(".")):
        return None
    common = (
        text in listed("common_addresses")
        or _EXAMPLE.search(found.line) is not None
        or re.search(r"/(?:8|12|16)\b", found.whole.decode("latin-1")) is not None
    )
    return Checked(CheckSeverity.HINT if common else None, Sample.KNOWN if common else Sample.NONE)


def address_6(found: Found) -> Checked | None:
    """An address of RFC 4193."""
    try:
        inner = ipaddress.IPv6Address(found.text)
    except ValueError:
        return None
    if inner not in ipaddress.IPv6Network("fc00::/7"):
        return None
    common = not int(inner) >> 72 & 0xFFFFFFFFFF  # fd00::1 and its like: no drawn network
    return Checked(CheckSeverity.HINT if common else None, Sample.KNOWN if common else Sample.NONE)


def share(found: Found) -> Checked | None:
    """The name of a server and a share; expressions and LaTeX are full of backslashes."""
    server, _, folder = found.text.replace("\\\\\\\\", "\\\\", 1).replace("\\\\", "\\").strip("\\").partition("\\")
    if not folder or _NOT_A_SERVER.match(server) or len(server) < 3:
        return None
    sample = _SAMPLE_SERVER.match(server) is not None or _EXAMPLE.search(found.line) is not None
    return Checked(CheckSeverity.HINT if sample else None, Sample.KNOWN if sample else Sample.NONE)


def account(found: Found) -> Checked | None:
    """The name of an account in the path of a home folder."""
    name = found.text.strip(".-_").lower()
    if (
        not name
        or name in listed("sample_accounts")
        or name.startswith(("user", "your", "my", "test", "example"))
        or name.endswith("user")
    ):
        return None
    return Checked(value=name.encode())


def ticket(found: Found) -> Checked | None:
    """A ticket of a project of the house; without the policy's word nobody knows whether `UTF-8` is one."""
    return Checked() if found.text.rpartition("-")[0] in found.settings.ticket_keys else None


def link(found: Found) -> Checked | None:
    """A link into an intranet or to a tenant of a service; public trackers of free software are no secret."""
    name = found.text.split("/")[2].lower().partition(":")[0]
    if _below(name, found.settings.public_hosts) or name.endswith((".org", ".io", ".dev", "example.com", "jira.com")):
        return None
    inner = "intranet" in name or "sharepoint" in name or name.endswith((".intern", ".lan", ".local", ".corp"))
    return Checked(None if inner else CheckSeverity.HINT, Sample.KNOWN if "example" in name else Sample.NONE)


def _below(name: str, domains: tuple[str, ...] | frozenset[str]) -> bool:
    while name:
        if name in domains:
            return True
        name = name.partition(".")[2]
    return False
