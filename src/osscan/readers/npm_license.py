"""What npm's metadata says of a license: `license`, the older `licenses`, and what doubled keys hide, as claims."""

from __future__ import annotations

import re
from typing import Any

from osscan.inputs.decode import JsonObject
from osscan.inputs.json_route import route_key
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.place import Place
from osscan.readers.fields import Fields, members

_NO_EXPRESSION = re.compile(r"SEE LICEN[CS]E IN .*|UNLICENSED", re.IGNORECASE | re.DOTALL)
"""Words that npm gives a meaning of their own; they stay as they are."""
_LISTS = {"license": Joined.UNSAID, "licenses": Joined.ANY}
"""npm's manual turns a list under `licenses` into an OR expression; of a list under `license` it says nothing."""


def npm_claims(table: dict[str, Any], route: str, method: Method, fields: Fields) -> tuple[LicenseClaim, ...]:
    """The claims of a manifest, or of an entry that a lockfile copied from it."""
    value = table.get("license")
    if isinstance(value, str) and "licenses" not in table and not isinstance(table, JsonObject):
        return _text(value, Place(fields.source.path, f"{route}.license" if route else "license"), method)
    claims: list[LicenseClaim] = []
    fields.doubled(table, route)
    for key, said, nth in members(table):
        if key in _LISTS:
            claims += _claims(key, said, route_key(route, key, nth), method, fields)
    return tuple(claims)


def _claims(key: str, value: object, route: str, method: Method, fields: Fields) -> list[LicenseClaim]:
    if not isinstance(value, list):
        return _entry(value, route, method, fields)
    found = [claim for position, entry in enumerate(value) for claim in _entry(entry, f"{route}[{position}]", method, fields)]
    if len(found) < 2:
        return found
    return [LicenseClaim(c.role, c.raw, c.form, c.method, c.place, _LISTS[key], route) for c in found]


def _entry(value: object, route: str, method: Method, fields: Fields) -> list[LicenseClaim]:
    """A license is a text, or an object with `type` (or, rarer, `name`) and `url`; the name tells more than the URL."""
    if isinstance(value, str):
        return list(_text(value, fields.source.place(route), method))
    if not isinstance(value, dict):
        if value is not None:
            fields.wrong_type(fields.source.place(route), "string", value)
        return []
    for key, form in (("type", Form.NAME), ("name", Form.NAME), ("url", Form.URL)):
        raw = fields.text(value, key, route)
        if raw:
            return [LicenseClaim(ClaimRole.DECLARED, raw, form, method, fields.source.place(route_key(route, key)))]
    return []


def _text(raw: str, place: Place, method: Method) -> tuple[LicenseClaim, ...]:
    raw = raw.strip()
    if not raw:
        return ()
    form = Form.NAME if _NO_EXPRESSION.fullmatch(raw) else Form.EXPRESSION
    return (LicenseClaim(ClaimRole.DECLARED, raw, form, method, place),)
