"""What the tests of this folder need beside Python: Chromium, Node.js and three npm packages. In CI they have to be there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
_MODULES = ROOT / "build" / "browser" / "node_modules"
_PACKAGES = ("axe-core", "html-validate", "playwright-core")


class Tools(NamedTuple):
    """Programs with which HTML is looked at."""

    chromium: str
    node: str
    modules: Path


@pytest.fixture(scope="session")
def tools() -> Tools:
    """The programs; without them the test is skipped, in CI it fails."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
    node = shutil.which("node") or ""
    missing = [name for name, found in (("Chromium", chromium), ("Node.js", node)) if not found]
    missing += [name for name in _PACKAGES if not (_MODULES / name / "package.json").is_file()]
    if not missing:
        return Tools(chromium, node, _MODULES)
    told = f"not found: {', '.join(missing)}; .ci/system-packages and .ci/browser-tools install what these tests need"
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)
