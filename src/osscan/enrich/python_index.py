"""Python indexes: a wheel's metadata beside it, else the JSON of the version, else a few bytes out of the wheel itself."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from osscan.enrich.base import Address, Answers, Asked, Card, Document, Miss
from osscan.enrich.client import Client, Failure, Fetched, origin

_LIST = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
_TAIL = 64 * 1024
_MOST = 1024 * 1024
_SHA256 = re.compile(r"sha256=([0-9a-f]{64})")


class _File:
    """One file of a version: where it lies, and the hash of its metadata where the index names one."""

    def __init__(self, url: str, digest: str) -> None:
        self.url = url
        self.digest = digest


def ask(client: Client, address: Address, asked: tuple[Asked, ...]) -> Answers:
    """What the index says of one version; metadata beside the wheel is tried even where nobody advertises it (PEP 658)."""
    return {one.purl: _one(client, address, one) for one in asked}


def _one(client: Client, address: Address, asked: Asked) -> Document | Miss:
    base = address.url.rstrip("/") + "/"
    told = client.get(f"{base}{quote(asked.name, safe='')}/", {"Accept": _LIST, **address.headers})
    if isinstance(told, Failure):
        return Miss(told.kind, told.reason)
    if told.status != 200:
        return Miss("absent" if told.status in (404, 410) else "status", str(told.status))
    wheels = _wheels(told, f"{base}{asked.name}/", asked)
    allowed = {origin(base), *(origin(host) for host in address.hosts)}
    reachable = [wheel for wheel in wheels if origin(wheel.url) in allowed][:1]
    last: Miss = Miss("other-host") if wheels and not reachable else Miss("absent")
    for way in (_beside, _from_json, _from_wheel):
        found = way(client, address, asked, reachable[0] if reachable else None)
        if isinstance(found, Document):
            return _checked(found, asked)
        if found is not None and (found.kind != "absent" or last.kind == "absent"):
            last = found
    return last


def _wheels(told: Fetched, page: str, asked: Asked) -> list[_File]:
    """The wheels of the version, those for every platform first."""
    rows = _from_list(told.body) if "json" in told.headers.get("content-type", "") else _from_page(told.body)
    beginning = f"{_wheel_name(asked.name)}-{_wheel_version(asked.version)}-"
    found = []
    for name, url, digest in rows:
        if name.lower().endswith(".whl") and _matches(name, beginning):
            with suppress(ValueError):
                found.append((not name.endswith("-none-any.whl"), name, _File(urljoin(page, url.partition("#")[0]), digest)))
    return [file for _, _, file in sorted(found, key=lambda row: row[:2])]


def _matches(name: str, beginning: str) -> bool:
    parts = name.split("-")
    return len(parts) > 4 and f"{_wheel_name(parts[0])}-{_wheel_version(parts[1])}-" == beginning


def _wheel_name(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()


def _wheel_version(version: str) -> str:
    return version.lower().replace("_", "+").replace("-", "+")


def _from_list(body: bytes) -> list[tuple[str, str, str]]:
    """PEP 691."""
    try:
        rows = json.loads(body)["files"]
        return [(str(row["filename"]), str(row["url"]), _digest(row)) for row in rows]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def _digest(row: Mapping[str, Any]) -> str:
    told = row.get("core-metadata", row.get("dist-info-metadata"))
    return str(told.get("sha256", "")) if isinstance(told, dict) else ""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            told = given.get("data-core-metadata", given.get("data-dist-info-metadata", ""))
            digest = _SHA256.search(told)
            path = urlsplit(given["href"]).path
            self.rows.append((path.rpartition("/")[2], given["href"], digest[1] if digest else ""))


def _from_page(body: bytes) -> list[tuple[str, str, str]]:
    """PEP 503."""
    links = _Links()
    with suppress(AssertionError, ValueError):  # HTMLParser asserts on some broken declarations
        links.feed(body.decode("utf-8", "replace"))
    return links.rows


def _beside(client: Client, address: Address, asked: Asked, wheel: _File | None) -> Document | Miss | None:
    _ = asked
    if wheel is None:
        return None
    parts = urlsplit(wheel.url)
    told = client.get(urlunsplit(parts._replace(path=f"{parts.path}.metadata")), _headers(address, wheel.url))
    if isinstance(told, Failure):
        return Miss(told.kind, told.reason)
    if told.status != 200:
        return Miss("absent" if told.status in (404, 410) else "status", str(told.status))
    digest = sha256(told.body).hexdigest()
    if wheel.digest and digest != wheel.digest:
        return Miss("hash", digest)
    return _metadata(told.body, f"{_path(wheel.url)}.metadata", digest)


def _from_json(client: Client, address: Address, asked: Asked, wheel: _File | None) -> Document | Miss | None:
    """The older JSON interface, which lies beside `simple/`."""
    _ = wheel
    base = address.url.rstrip("/")
    root = base.rpartition("/")[0] if base.endswith("/simple") else base
    at = f"pypi/{quote(asked.name, safe='')}/{quote(asked.version, safe='')}/json"
    told = client.get(f"{root}/{at}", {"Accept": "application/json", **address.headers})
    if isinstance(told, Failure):
        return Miss(told.kind, told.reason)
    if told.status != 200:
        return Miss("absent" if told.status in (404, 410) else "status", str(told.status))
    try:
        info = json.loads(told.body)["info"]
        return Document("python-metadata", _as_metadata(info), at, sha256(told.body).hexdigest())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Miss("unreadable", at)


def _as_metadata(info: Mapping[str, Any]) -> bytes:
    rows = [("Metadata-Version", "2.4"), ("Name", info["name"]), ("Version", info["version"])]
    rows += [("License-Expression", info.get("license_expression")), ("License", info.get("license"))]
    rows += [("Classifier", line) for line in info.get("classifiers") or ()]
    lines = [f"{name}: " + "\n        ".join(str(value).splitlines()) for name, value in rows if value]
    return ("\n".join(lines) + "\n\n").encode("utf-8", "replace")


def _from_wheel(client: Client, address: Address, asked: Asked, wheel: _File | None) -> Document | Miss | None:
    """The end of the wheel holds its table of contents; METADATA alone is taken out of it."""
    _ = asked
    if wheel is None:
        return None
    headers = _headers(address, wheel.url) | {"Accept-Encoding": "identity"}
    told = client.get(wheel.url, headers | {"Range": f"bytes=-{_TAIL}"})
    if isinstance(told, Failure):
        return Miss(told.kind, told.reason)
    if told.status not in (200, 206):
        return Miss("absent" if told.status in (404, 410, 416) else "status", str(told.status))
    try:
        found = _member(client, wheel.url, headers, told)
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, KeyError, NotImplementedError, EOFError):
        return Miss("unreadable", _path(wheel.url))
    return found if isinstance(found, Miss) else _metadata(found, _path(wheel.url), sha256(found).hexdigest())


def _member(client: Client, url: str, headers: Mapping[str, str], told: Fetched) -> bytes | Miss:
    size = int(told.headers.get("content-range", "").rpartition("/")[2]) if told.status == 206 else len(told.body)
    start = size - len(told.body)
    with zipfile.ZipFile(_Sparse(told.body, start, size)) as archive:
        row = next(one for one in archive.infolist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", one.filename))
    if row.file_size > _MOST:
        return Miss("too-large", str(row.file_size))
    if row.header_offset >= start:
        body = told.body[row.header_offset - start :]
    else:
        end = min(size, row.header_offset + 30 + 2 * len(row.filename) + 1024 + row.compress_size)
        part = client.get(url, {**headers, "Range": f"bytes={row.header_offset}-{end - 1}"})
        if isinstance(part, Failure):
            return Miss(part.kind, part.reason)
        if part.status != 206:
            return Miss("status", str(part.status))
        body = part.body
    name, extra = struct.unpack("<HH", body[26:30])
    packed = body[30 + name + extra : 30 + name + extra + row.compress_size]
    found = packed if row.compress_type == zipfile.ZIP_STORED else zlib.decompressobj(-15).decompress(packed, _MOST)
    if zlib.crc32(found) != row.CRC:
        return Miss("hash", "crc")
    return found


class _Sparse(io.BytesIO):
    """A file of which only the end is there; what lies before can't be read."""

    def __init__(self, tail: bytes, start: int, size: int) -> None:
        super().__init__(tail)
        self._start = start
        self._size = size

    def seek(self, offset: int, whence: int = 0, /) -> int:
        absolute = offset + (0, self.tell(), self._size)[whence]
        if absolute < self._start:
            raise zipfile.BadZipFile
        return super().seek(absolute - self._start) + self._start

    def tell(self) -> int:
        return super().tell() + self._start


def _metadata(body: bytes, at: str, digest: str) -> Document:
    """Only the head counts; the description that follows may be long."""
    return Document("python-metadata", body.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n\n", at, digest)


def _checked(found: Document, asked: Asked) -> Document | Miss:
    """What speaks of another package or version is no answer."""
    head = found.body.decode("utf-8", "replace")
    name, version = (re.search(rf"^{field}:\s*(\S+)", head, re.MULTILINE) for field in ("Name", "Version"))
    if name is None or version is None:
        return Miss("unreadable", found.at)
    same = _wheel_name(name[1]) == _wheel_name(asked.name) and _wheel_version(version[1]) == _wheel_version(asked.version)
    return found if same else Miss("other-package", f"{name[1]} {version[1]}"[:100])


def _headers(address: Address, url: str) -> dict[str, str]:
    """Credentials go to the index alone, not to hosts that keep its files."""
    return dict(address.headers) if origin(url) == origin(address.url) else {}


def _path(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2]


CARD = Card("pypi", "registry:pypi", ("pypi",), 1, ask)
