"""A found value is turned at once into what may be shown and what recognises it again; after that it is forgotten."""

from __future__ import annotations

import hashlib
import hmac

_SHOWN, _SHORTEST = 2, 8


def redacted(value: bytes) -> str:
    """The first two and the last two signs; of short values none."""
    text = value.decode("utf-8", "replace").strip()
    if len(text) < _SHORTEST:
        return "…"
    return f"{_plain(text[:_SHOWN])}…{_plain(text[-_SHOWN:])}"


def fingerprint(rule: str, value: bytes, path: str, key: bytes) -> str:
    """The rule, a keyed hash of the value and the path: no commit, no line, so it outlives a rewritten history."""
    digest = hmac.new(key, rule.encode() + b"\0" + value, hashlib.sha256).hexdigest()
    return f"{rule}:{digest[:32]}:{path}"


def _plain(text: str) -> str:
    """Signs that steer a terminal are not shown."""
    return "".join(sign if sign.isprintable() else "·" for sign in text)
