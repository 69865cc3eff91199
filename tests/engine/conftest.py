"""Runs the story in this process and hands back the Report."""

from __future__ import annotations

from datetime import date

import pytest

from osscan.engine.check import check
from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.policy.find import policy_named


@pytest.fixture
def checked(tmp_path, monkeypatch):
    """Calls `check` on targets below `tmp_path`."""
    monkeypatch.chdir(tmp_path)

    def call(*targets, executor=None, policy="dortmund", **more):
        request = CheckRequest(
            targets, policy_named(policy), more.pop("outbound", ""), date(2026, 11, 22), "2026-11-22T00:00:00Z", **more
        )
        return check(request, executor or Serial())

    return call
