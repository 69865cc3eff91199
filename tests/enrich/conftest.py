"""No test leaves this machine, and none sleeps."""

from __future__ import annotations

import pytest

from osscan.enrich.client import Client, Terms


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def client(pauses):
    made = Client(Terms(per_second=1000, timeout=2, longest=5, most_bytes=100_000), pause=pauses.append)
    yield made
    made.close()
