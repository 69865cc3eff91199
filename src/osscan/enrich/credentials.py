"""Names and passwords become headers of the one place that they are meant for, so that they stand in no message."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from netrc import NetrcParseError, netrc
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from osscan.enrich.base import Address

_HERE = ("127.0.0.1", "::1", "localhost")


def address(url: str, hosts: tuple[str, ...] = ()) -> Address:
    """The address without the name and password that a URL may hold."""
    parts = urlsplit(url)
    if not parts.username:
        return Address(url, {}, hosts)
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    return Address(bare, basic(unquote(parts.username), unquote(parts.password or "")), hosts)


def basic(name: str, password: str) -> Mapping[str, str]:
    """The header for a name and a password (RFC 7617)."""
    return {"Authorization": f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"}


def is_url(text: str) -> bool:
    """Whether a text is a whole address that can be asked."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "${" not in text and parts.port != 0
    except ValueError:
        return False


def lies_below(url: str, beginning: str) -> bool:
    """Whether a URL lies below `//host/path`; whole parts of the path count."""
    parts = urlsplit(url)
    mine = f"//{parts.netloc.lower()}{parts.path}".rstrip("/") + "/"
    host, slash, path = beginning.removeprefix("//").partition("/")
    return mine.startswith(f"//{host.lower()}{slash}{path}".rstrip("/") + "/")


def with_netrc(addresses: Iterable[Address], home: Path, environment: Mapping[str, str]) -> tuple[Address, ...]:
    """The addresses, each with what the user's netrc holds for exactly its host, where nothing better is known.

    Never over plain http to another machine: a file in the tree may have named the address.
    """
    listed = tuple(addresses)
    if not any(not one.headers for one in listed):
        return listed
    known = _netrc(environment.get("NETRC") or str(home / ".netrc"))
    return tuple(one if one.headers else one._replace(headers=_kept_for(one.url, known)) for one in listed)


def _netrc(file: str) -> Mapping[str, tuple[str, str, str]]:
    try:
        return netrc(file).hosts
    except (OSError, NetrcParseError, UnicodeDecodeError):
        return {}


def _kept_for(url: str, known: Mapping[str, tuple[str, str, str]]) -> Mapping[str, str]:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if host not in known or host == "default" or not (parts.scheme == "https" or host in _HERE):
        return {}
    name, _, password = known[host]
    return basic(name, password)
