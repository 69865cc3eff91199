"""The component and the hook call osscan with words that it knows."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from osscan.reports import table as report_table

ROOT = Path(__file__).resolve().parents[2]
COMPONENT = (ROOT / "templates" / "osscan.yml").read_text(encoding="utf-8")


def test_component_uses_every_input_that_it_declares_and_no_other() -> None:
    spec, _ = yaml.safe_load_all(COMPONENT)

    assert set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", COMPONENT)) == set(spec["spec"]["inputs"])


def test_component_asks_for_formats_that_exist() -> None:
    asked = set(re.findall(r"--format (\w[\w-]*)", COMPONENT + (ROOT / ".ci" / "run").read_text(encoding="utf-8")))

    assert asked - {card.name for card in report_table.every()} == set()


def test_component_leaves_the_reports_that_gitlab_is_told_of() -> None:
    _, jobs = yaml.safe_load_all(COMPONENT)
    (job,) = jobs.values()
    written = set(re.findall(r"--format [\w-]+=(\S+)", COMPONENT))

    assert set(job["artifacts"]["reports"].values()) - written == set()


def test_hook_calls_the_program() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

    assert (hook["id"], hook["entry"], hook["language"]) == ("osscan-check", "osscan check", "python")


def test_hook_looks_at_files_that_name_components() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    wanted = (
        "package-lock.json",
        "web/package-lock.json",
        "uv.lock",
        "requirements-dev.txt",
        "app.cdx.json",
        "bom.xml",
        "x.spdx",
    )

    assert [name for name in wanted if not re.search(hook["files"], name)] == []
    assert [name for name in ("README.md", "src/app.py", "package-lock.json.bak") if re.search(hook["files"], name)] == []
