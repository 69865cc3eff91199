"""Licenses of a part as CycloneDX writes them: a list or one expression up to 1.6, side by side since 1.7."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from osscan.model.bom import LicenseEntry, LicenseRole, LicenseText
from osscan.model.claim import NOASSERTION, NONE, Form

_symbols = re.compile(r"[A-Za-z0-9.+:-]+").findall
_simple = re.compile(r"[A-Za-z0-9.+-]+").fullmatch
_ABSENT = frozenset({NONE, NOASSERTION})


@cache
def listed() -> frozenset[str]:
    """The ids that the schemas of CycloneDX allow as `license.id`."""
    from importlib.resources import files

    file = files("cyclonedx.schema") / "_res" / "spdx.SNAPSHOT.schema.json"
    return frozenset(json.loads(file.read_bytes())["enum"])


def rows(entries: Iterable[LicenseEntry], version: tuple[int, ...], texts: dict[str, LicenseText]) -> list[dict[str, Any]]:
    """The entries of one `licenses` member. Before 1.6 nobody can say who speaks: then only what was declared is written."""
    said = [entry for entry in entries if entry.raw not in _ABSENT]
    if version < (1, 6) and any(entry.role is not LicenseRole.CONCLUDED for entry in said):
        said = [entry for entry in said if entry.role is not LicenseRole.CONCLUDED]
    if version >= (1, 7):
        return [_row(entry, version, texts, expression_allowed=True) for entry in said]
    alone = len(said) == 1
    return [_row(entry, version, texts, expression_allowed=alone) for entry in said]


def _row(
    entry: LicenseEntry, version: tuple[int, ...], texts: dict[str, LicenseText], *, expression_allowed: bool
) -> dict[str, Any]:
    role = {"acknowledgement": entry.role.value} if _is_said(entry.role, version) else {}
    own = texts.get(entry.raw)
    is_named = own is not None and own.name != entry.raw and _says_which(own.name, own.text)
    if entry.form is Form.EXPRESSION and expression_allowed and not is_named and (version >= (1, 7) or own is None):
        return _expression(entry.raw, role, version, texts)
    content = entry.text or (own.text if own else "")
    url = entry.url or (own.urls[0] if own and own.urls else "")
    license_: dict[str, Any] = {}
    if entry.form in (Form.ID, Form.EXPRESSION) and _simple(entry.raw) and entry.raw in listed():
        license_["id"] = entry.raw
    else:
        license_["name"] = own.name if own and is_named else entry.raw or url or "license text"
    license_ |= role
    if content:
        license_["text"] = {"content": content}
    if url:
        license_["url"] = url
    return {"license": license_}


@cache
def _says_which(name: str, text: str) -> bool:
    """Whether the name of a document's own license tells more than its id: CycloneDX has no place for both."""
    if not name.strip():
        return False
    from osscan.knowledge.normalise import Clarity, normalise

    found = normalise(name, {}, suggest=False)
    if found.clarity is Clarity.AMBIGUOUS:
        return text.split() not in ([], name.split())
    return found.clarity in (Clarity.EXACT, Clarity.ALIAS) and "LicenseRef-" not in str(found.tree)


def _is_said(role: LicenseRole, version: tuple[int, ...]) -> bool:
    return version >= (1, 6) and role in (LicenseRole.DECLARED, LicenseRole.CONCLUDED)


def _expression(raw: str, role: dict[str, str], version: tuple[int, ...], texts: dict[str, LicenseText]) -> dict[str, Any]:
    row: dict[str, Any] = {"expression": raw, **role}
    own = [texts[symbol] for symbol in dict.fromkeys(_symbols(raw)) if symbol in texts] if version >= (1, 7) and texts else []
    details = []
    for one in own:
        detail: dict[str, Any] = {"licenseIdentifier": one.id}
        if one.text:
            detail["text"] = {"content": one.text}
        if one.urls:
            detail["url"] = one.urls[0]
        details.append(detail)
    return {**row, "expressionDetails": details} if details else row
