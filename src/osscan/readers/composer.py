"""How Composer names packages, asks for them and names licenses."""

from __future__ import annotations

import re
from typing import Any

from osscan.inputs.decode import JsonObject
from osscan.inputs.json_route import route_key
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.purl import purl
from osscan.readers.fields import Fields, members

_PLATFORM = re.compile(r"(?i)php(?:-.+)?|hhvm|(?:ext|lib)-.+|composer(?:-.+)?")
_PIN = re.compile(r"=?=?\s*v?(\d+(?:\.\d+){1,3}(?:-[0-9A-Za-z.]+)?)(?:@\w+)?")
_OWN_WORDS = frozenset({"proprietary"})
"""What Composer's schema allows beside SPDX expressions."""


def composer_purl(name: str, version: str = "") -> str:
    """The purl of a Composer package; the vendor is its namespace."""
    vendor, _, bare = name.rpartition("/")
    return purl("composer", bare, version, vendor)


def is_platform(name: str) -> bool:
    """Whether a requirement is PHP itself, one of its extensions or Composer: no package."""
    return "/" not in name and _PLATFORM.fullmatch(name) is not None


def pinned(constraint: str) -> str:
    """The one version that a constraint names, or nothing."""
    found = _PIN.fullmatch(constraint.strip())
    return found[1] if found is not None else ""


def license_claims(table: dict[str, Any], route: str, method: Method, fields: Fields) -> tuple[LicenseClaim, ...]:
    """Composer's schema: several licenses in a list are a choice; what holds at once is written as one expression."""
    claims: list[LicenseClaim] = []
    if isinstance(table, JsonObject):
        fields.doubled(table, route)
    for key, said, nth in members(table) if "license" in table else ():
        if key == "license":
            claims += _claims(said, route_key(route, key, nth), method, fields)
    return tuple(claims)


def _claims(said: object, route: str, method: Method, fields: Fields) -> list[LicenseClaim]:
    rows = said if isinstance(said, list) else [said]
    found = []
    for position, raw in enumerate(rows):
        place = fields.source.place(route if said is not rows else f"{route}[{position}]")
        if isinstance(raw, str) and raw.strip():
            form = Form.NAME if raw.strip().lower() in _OWN_WORDS else Form.EXPRESSION
            found.append(LicenseClaim(ClaimRole.DECLARED, raw.strip(), form, method, place))
        elif raw is not None and not isinstance(raw, str):
            fields.wrong_type(place, "string", raw)
    if len(found) < 2:
        return found
    return [claim._replace(joined=Joined.ANY, group=route) for claim in found]
