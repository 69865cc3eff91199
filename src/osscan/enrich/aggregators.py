"""Aggregators: deps.dev and ClearlyDefined gather what others say; both are asked about many packages at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs

from osscan.enrich.base import Address, Answers, Asked, Card, Document, Miss
from osscan.enrich.client import Client, Failure
from osscan.model.purl import parts

_PAGES = 50
_RESPELLED = ("nuget", "golang")
"""Kinds of which ClearlyDefined may write names or escapes with other capitals than it was asked."""
_SAYS_NOTHING = ("", "NOASSERTION", "OTHER", "NONE")
_PROVIDERS = {
    "npm": "npm/npmjs",
    "pypi": "pypi/pypi",
    "maven": "maven/mavencentral",
    "cargo": "crate/cratesio",
    "gem": "gem/rubygems",
    "nuget": "nuget/nuget",
    "composer": "composer/packagist",
    "golang": "go/golang",
    "cocoapods": "pod/cocoapods",
    "deb": "deb/debian",
}
"""Type and provider in ClearlyDefined's coordinates, by purl type."""


def ask_deps_dev(client: Client, address: Address, asked: tuple[Asked, ...]) -> Answers:
    """deps.dev, v3alpha `purlbatch`: pages of answers; what does not come back was not answered."""
    found: dict[str, Document | Miss] = {}
    wanted = {one.purl: one for one in asked}
    meant = {_key(one.purl): one.purl for one in asked}
    token = ""
    for _ in range(_PAGES):
        request: dict[str, Any] = {"requests": [{"purl": purl} for purl in wanted]}
        if token:
            request["pageToken"] = token
        document = _posted(client, address, "v3alpha/purlbatch", request)
        if isinstance(document, Miss):
            return found | {purl: document for purl in wanted if purl not in found}
        for row in _rows(document.get("responses")):
            told, version = _deps_dev_row(row)
            purl = told if told in wanted else meant.get(_key(told), told)
            if purl in wanted:
                found[purl] = _deps_dev_answer(version, wanted[purl]) if version is not None else Miss("absent")
        token = document.get("nextPageToken") or ""
        if not isinstance(token, str) or not token:
            break
    return found


def ask_clearly_defined(client: Client, address: Address, asked: tuple[Asked, ...]) -> Answers:
    """ClearlyDefined, `POST /definitions` with a list of coordinates."""
    wanted = {one: _coordinates(one) for one in asked if _has_coordinates(one)}
    found: dict[str, Document | Miss] = {one.purl: Miss("absent") for one in asked if one not in wanted}
    if not wanted:
        return found
    document = _posted(client, address, "definitions", list(dict.fromkeys(wanted.values())))
    if isinstance(document, Miss):
        return found | {one.purl: document for one in wanted}
    alike = {name.lower(): row for name, row in document.items()}
    for one, coordinates in wanted.items():
        row = document.get(coordinates)
        if row is None and one.kind in _RESPELLED:
            row = alike.get(coordinates.lower())
        licensed = row.get("licensed") if isinstance(row, dict) else None
        declared = licensed.get("declared") if isinstance(licensed, dict) else None
        said = [declared] if isinstance(declared, str) and declared not in _SAYS_NOTHING else []
        found[one.purl] = _document(said, "definitions") if said else Miss("absent")
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


def _key(purl: str) -> tuple[str, str, str, str]:
    """However a purl is escaped; NuGet does not tell capital letters from small ones."""
    kind, namespace, name, version = parts(purl)
    return (kind, namespace, name.lower(), version.lower()) if kind == "nuget" else (kind, namespace, name, version)


def _deps_dev_answer(version: dict[str, Any], asked: Asked) -> Document | Miss:
    """The words of the metadata where they are told, else the mapped ones; `non-standard` alone says nothing."""
    key = version.get("versionKey")
    told = key.get("version") if isinstance(key, dict) else None
    fold = str.casefold if asked.kind == "nuget" else str
    if told is not None and fold(str(told)) != fold(asked.version):
        return Miss("other-package", str(told)[:100])
    details = [str(row.get("license") or row.get("spdx") or "") for row in _rows(version.get("licenseDetails"))]
    listed = version.get("licenses")
    said = details or [name for name in (listed if isinstance(listed, list) else []) if isinstance(name, str)]
    said = [name for name in said if name and name != "non-standard"]
    return _document(said, "v3alpha/purlbatch") if said else Miss("absent")


def _document(said: list[str], at: str) -> Document:
    body = json.dumps(sorted(set(said))).encode()
    return Document("list", body, at, sha256(body).hexdigest())


def _has_coordinates(asked: Asked) -> bool:
    """A Debian package goes by its architecture there; without one nobody knows which file is meant."""
    if asked.kind == "deb":
        return asked.namespace == "debian" and bool(_architecture(asked))
    return asked.kind in _PROVIDERS


def _coordinates(asked: Asked) -> str:
    """As ClearlyDefined writes them: the parts of a Go module's path are joined by `%2f`, all else stands as it is."""
    namespace = "" if asked.kind == "deb" else asked.namespace.replace("/", "%2f")
    version = f"{asked.version}_{_architecture(asked)}" if asked.kind == "deb" else asked.version
    return f"{_PROVIDERS[asked.kind]}/{namespace or '-'}/{asked.name.replace('/', '%2f')}/{version}"


def _architecture(asked: Asked) -> str:
    return next(iter(parse_qs(asked.purl.partition("#")[0].partition("?")[2]).get("arch", ())), "")


DEPS_DEV = Card(
    "deps-dev", "aggregator:deps-dev", ("cargo", "golang", "maven", "npm", "nuget", "pypi", "gem"), 1000, ask_deps_dev
)
CLEARLY_DEFINED = Card("clearlydefined", "aggregator:clearlydefined", tuple(_PROVIDERS), 400, ask_clearly_defined)
