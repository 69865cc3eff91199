"""What the docs say about the program is what the program says about itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import yaml

from osscan.policy.load import load

ROOT = Path(__file__).resolve().parents[2]


def test_generated_pages_are_fresh() -> None:
    run = subprocess.run(
        [sys.executable, ".ci/generate_docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stderr) == (0, "")


def test_every_page_is_in_the_navigation() -> None:
    docs = ROOT / "docs"
    pages = {file.relative_to(docs).as_posix() for file in docs.rglob("*.md") if not file.is_relative_to(docs / "examples")}

    assert sorted(pages) == sorted(_leaves(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]))


def test_the_policy_of_the_manual_is_one_that_osscan_takes(tmp_path) -> None:
    (example,) = re.findall(
        r"^```yaml\n(# yaml-language-server.*?)^```$",
        (ROOT / "docs" / "policy.md").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    file = tmp_path / "policy.yml"
    file.write_text(example, encoding="utf-8")

    assert load(file, "policy.yml").id == "example"


def test_changelog_begins_with_what_is_unreleased() -> None:
    headings = [line for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line.startswith("## ")]

    assert headings[0] == "## [Unreleased]"


def test_changelog_uses_the_agreed_headings() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    agreed = {"### Added", "### Changed", "### Deprecated", "### Removed", "### Fixed", "### Security"}

    assert {line for line in lines if line.startswith("### ")} - agreed == set()


def _leaves(nav: list[object]) -> list[str]:
    found: list[str] = []
    for entry in nav:
        value = next(iter(entry.values())) if isinstance(entry, dict) else entry
        found += _leaves(value) if isinstance(value, list) else [str(value)]
    return found
