"""npm registries: one small document for one version, `/{name}/{version}`."""

from __future__ import annotations

import json
from hashlib import sha256
from urllib.parse import quote

from osscan.enrich.base import Address, Answers, Asked, Card, Document, Miss
from osscan.enrich.client import Client, Failure

_KEPT = ("name", "version", "license", "licenses")


def ask(client: Client, address: Address, asked: tuple[Asked, ...]) -> Answers:
    """What the registry says of one version."""
    return {one.purl: _one(client, address, one) for one in asked}


def _one(client: Client, address: Address, asked: Asked) -> Document | Miss:
    name = f"{asked.namespace}/{asked.name}" if asked.namespace else asked.name
    at = f"{quote(name, safe='@')}/{quote(asked.version, safe='')}"
    told = client.get(f"{address.url.rstrip('/')}/{at}", {"Accept": "application/json", **address.headers})
    if isinstance(told, Failure):
        return Miss(told.kind, told.reason)
    if told.status != 200:
        return Miss("absent" if told.status in (404, 410) else "status", str(told.status))
    try:
        found = json.loads(told.body)
        row = {key: found[key] for key in _KEPT if key in found} if isinstance(found, dict) else None
    except (ValueError, TypeError, RecursionError):
        return Miss("unreadable", at)
    if row is None:
        return Miss("unreadable", at)
    if row.get("name") != name or row.get("version") != asked.version:
        return Miss("other-package", f"{row.get('name')} {row.get('version')}"[:100])
    return Document("npm-package", json.dumps(row).encode(), at, sha256(told.body).hexdigest())


CARD = Card("npm", "registry:npm", ("npm",), 1, ask)
