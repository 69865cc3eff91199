"""The one place that speaks HTTP: bounded, patient, polite, and never led to another host."""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpx

from osscan import __version__

_TRIES = 5
_REDIRECTS = 3
_LONGEST_PAUSE = 120.0
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class Terms(NamedTuple):
    """How a client behaves: requests a second and host, seconds for one step and for one answer, bytes of one answer."""

    per_second: float = 10.0
    timeout: float = 20.0
    longest: float = 60.0
    most_bytes: int = 16 * 1024 * 1024


class Fetched(NamedTuple):
    """An answer; a body of its own size, whatever it was packed into."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class Failure(NamedTuple):
    """Why there is no answer: `redirect`, `too-large`, `encoding`, `unreachable`, `busy`."""

    kind: str
    reason: str


class Client:
    """Sends requests one after the other to each host, at most so many a second; may be used by several threads."""

    def __init__(
        self,
        terms: Terms,
        *,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._terms = terms
        self._pause = pause
        self._clock = clock
        self._http = httpx.Client(
            follow_redirects=False,
            timeout=terms.timeout,
            limits=httpx.Limits(max_connections=8),
            headers={"User-Agent": f"osscan/{__version__}", "Accept-Encoding": "gzip"},
            transport=transport,
        )
        self._turn: dict[str, float] = {}
        self._once_told: dict[tuple[str, tuple[tuple[str, str], ...]], Fetched] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Closes all connections."""
        self._http.close()

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched | Failure:
        """The answer to a GET, after as many tries as politeness allows."""
        return self._patiently("GET", url, dict(headers or {}), None)

    def get_once(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched | Failure:
        """As `get`, for what many packages lead to: it is asked for once as long as the client lives."""
        key = (url, tuple(sorted((headers or {}).items())))
        known = self._once_told.get(key)
        if known is not None:
            return known
        told = self.get(url, headers)
        if isinstance(told, Fetched) and told.status in (200, 404, 410):
            self._once_told[key] = told
        return told

    def post(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Fetched | Failure:
        """The answer to a POST of JSON that only asks, so that it may be repeated."""
        return self._patiently("POST", url, {"Content-Type": "application/json", **(headers or {})}, body)

    def _patiently(self, method: str, url: str, headers: dict[str, str], body: bytes | None) -> Fetched | Failure:
        told: Fetched | Failure = Failure("unreachable", "")
        for attempt in range(_TRIES):
            told = self._led(method, url, headers, body)
            again = isinstance(told, Fetched) and told.status in _AGAIN
            if not again and not (isinstance(told, Failure) and told.kind == "unreachable"):
                return told
            wait = _asked_pause(told.headers.get("retry-after", "")) if isinstance(told, Fetched) else None
            if wait is not None and wait > _LONGEST_PAUSE:
                break
            if attempt < _TRIES - 1:
                self._pause(wait if wait is not None else 0.5 * 2**attempt)
        return Failure("busy", str(told.status)) if isinstance(told, Fetched) else told

    def _led(self, method: str, url: str, headers: dict[str, str], body: bytes | None) -> Fetched | Failure:
        """One try, redirects on the same host included."""
        for _ in range(_REDIRECTS + 1):
            told = self._once(method, url, headers, body)
            if isinstance(told, Failure) or told.status not in (301, 302, 303, 307, 308):
                return told
            try:
                target = urljoin(url, told.headers.get("location", ""))
            except ValueError:
                return Failure("redirect", "?")
            if origin(target) != origin(url):
                return Failure("redirect", origin(target)[:200])
            url = target
        return Failure("redirect", "…")

    def _once(self, method: str, url: str, headers: dict[str, str], body: bytes | None) -> Fetched | Failure:
        self._wait_for_turn(origin(url))
        deadline = self._clock() + self._terms.longest
        try:
            with self._http.stream(method, url, headers=headers, content=body) as answer:
                named = {name.lower(): value for name, value in answer.headers.items()}
                found = self._body(answer.iter_raw(), named.get("content-encoding", "").lower(), deadline)
                return found if isinstance(found, Failure) else Fetched(answer.status_code, found, named)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as fault:
            return Failure("unreachable", f"{type(fault).__name__}: {fault}"[:200])

    def _body(self, chunks: Iterator[bytes], encoding: str, deadline: float) -> bytes | Failure:
        """Unpacks no further than the limit, so that a small answer can't become a huge one."""
        most = self._terms.most_bytes
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            return Failure("encoding", encoding)
        unpacking = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
        found, came = bytearray(), 0
        for chunk in chunks:
            came += len(chunk)
            found += unpacking.decompress(chunk, most + 1 - len(found)) if unpacking is not None else chunk
            if len(found) > most:
                return Failure("too-large", str(most))
            if self._clock() > deadline:
                return Failure("unreachable", "deadline")
        if unpacking is not None and not unpacking.eof and came:
            return Failure("unreachable", "truncated")
        return bytes(found)

    def _wait_for_turn(self, host: str) -> None:
        with self._lock:
            now = self._clock()
            turn = max(now, self._turn.get(host, now))
            self._turn[host] = turn + 1 / self._terms.per_second
        if turn > now:
            self._pause(turn - now)


def origin(url: str) -> str:
    """Scheme, host and port: where a request goes to."""
    try:
        return _origin(url)
    except ValueError:
        return f"no-url:{url}"


def _origin(url: str) -> str:
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    return f"{parts.scheme}://{(parts.hostname or '').lower()}:{port}"


def _asked_pause(text: str) -> float | None:
    """Seconds, or a date (RFC 9110, 10.2.3)."""
    if text.strip().isascii() and text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError):
        return None
