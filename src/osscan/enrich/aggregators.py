"""Aggregators: deps.dev and ClearlyDefined gather what others say; both are asked about many packages at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from osscan.enrich.base import Address, Answers, Asked, Card, Document, Miss
from osscan.enrich.client import Client, Failure

_PAGES = 50
_PROVIDERS = {
    "npm": "npm/npmjs",
    "pypi": "pypi/pypi",
    "maven": "maven/mavencentral",
    "cargo": "crate/cratesio",
    "gem": "gem/rubygems",
    "nuget": "nuget/nuget",
    "composer": "composer/packagist",
}
"""Type and provider in ClearlyDefined's coordinates, by purl type."""


def ask_deps_dev(client: Client, address: Address, asked: tuple[Asked, ...]) -> Answers:
    """deps.dev, v3alpha `purlbatch`: pages of answers; what does not come back was not answered."""
    found: dict[str, Document | Miss] = {}
    wanted = {one.purl: one for one in asked}
    token = ""
    for _ in range(_PAGES):
        request: dict[str, Any] = {"requests": [{"purl": purl} for purl in wanted]}
        if token:
            request["pageToken"] = token
        document = _posted(client, address, "v3alpha/purlbatch", request)
        if isinstance(document, Miss):
            return found | {purl: document for purl in wanted if purl not in found}
        for row in _rows(document.get("responses")):
            purl, version = _deps_dev_row(row)
            if purl in wanted:
                found[purl] = _deps_dev_answer(version, wanted[purl]) if version is not None else Miss("absent")
        token = document.get("nextPageToken") or ""
        if not isinstance(token, str) or not token:
            break
    return found


def ask_clearly_defined(client: Client, address: Address, asked: tuple[Asked, ...]) -> Answers:
    """ClearlyDefined, `POST /definitions` with a list of coordinates."""
    wanted = {_coordinates(one): one.purl for one in asked if one.kind in _PROVIDERS}
    if not wanted:
        return {}
    document = _posted(client, address, "definitions", list(wanted))
    if isinstance(document, Miss):
        return dict.fromkeys(wanted.values(), document)
    found: dict[str, Document | Miss] = {}
    for coordinates, purl in wanted.items():
        row = document.get(coordinates)
        licensed = row.get("licensed") if isinstance(row, dict) else None
        declared = licensed.get("declared") if isinstance(licensed, dict) else None
        said = [declared] if isinstance(declared, str) and declared else []
        found[purl] = _document(said, "definitions") if said else Miss("absent")
    return found


def _posted(client: Client, address: Address, path: str, request: object) -> dict[str, Any] | Miss:
    told = client.post(f"{address.url.rstrip('/')}/{path}", json.dumps(request).encode(), address.headers)
    if isinstance(told, Failure):
        return Miss(told.kind, told.reason)
    if told.status != 200:
        return Miss("status", str(told.status))
    try:
        document = json.loads(told.body)
    except (ValueError, RecursionError):
        return Miss("unreadable", path)
    return document if isinstance(document, dict) else Miss("unreadable", path)


def _rows(value: object) -> Iterator[dict[str, Any]]:
    yield from (row for row in value if isinstance(row, dict)) if isinstance(value, list) else ()


def _deps_dev_row(row: dict[str, Any]) -> tuple[str, dict[str, Any] | None]:
    request, result = row.get("request"), row.get("result")
    purl = str(request.get("purl", "")) if isinstance(request, dict) else ""
    version = result.get("version") if isinstance(result, dict) else None
    return purl, version if isinstance(version, dict) else None


def _deps_dev_answer(version: dict[str, Any], asked: Asked) -> Document | Miss:
    """The words of the metadata where they are told, else the mapped ones; `non-standard` alone says nothing."""
    key = version.get("versionKey")
    if isinstance(key, dict) and key.get("version") not in (None, asked.version):
        return Miss("other-package", str(key.get("version"))[:100])
    details = [str(row.get("license") or row.get("spdx") or "") for row in _rows(version.get("licenseDetails"))]
    listed = version.get("licenses")
    said = details or [name for name in (listed if isinstance(listed, list) else []) if isinstance(name, str)]
    said = [name for name in said if name and name != "non-standard"]
    return _document(said, "v3alpha/purlbatch") if said else Miss("absent")


def _document(said: list[str], at: str) -> Document:
    body = json.dumps(sorted(set(said))).encode()
    return Document("list", body, at, sha256(body).hexdigest())


def _coordinates(asked: Asked) -> str:
    namespace = quote(asked.namespace, safe="@") if asked.namespace else "-"
    return f"{_PROVIDERS.get(asked.kind, '?')}/{namespace}/{asked.name}/{asked.version}"


DEPS_DEV = Card(
    "deps-dev", "aggregator:deps-dev", ("cargo", "golang", "maven", "npm", "nuget", "pypi", "gem"), 1000, ask_deps_dev
)
CLEARLY_DEFINED = Card("clearlydefined", "aggregator:clearlydefined", tuple(_PROVIDERS), 400, ask_clearly_defined)
