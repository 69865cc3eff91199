"""Source trees from end to end: what counts in their files, as people see it in both languages."""

from __future__ import annotations

from datetime import date
from importlib.metadata import files
from pathlib import Path

import pytest

from osscan.engine.check import check
from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.policy.find import policy_named
from osscan.reports import table
from osscan.texts.catalogue import Words

HERE = Path(__file__).parent
MIT = next(Path(file.locate()).read_text() for file in files("pytest") or () if file.name == "LICENSE")
PRODUCT = {
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1.0"\nlicense = "EUPL-1.2"\n',
    "src/shop/cart.py": "# Licensed under the EUPL-1.2\n\nitems = []\n",
}
GPL_HEADER = (
    "/*\n * Sorts what is in the cart.\n *\n * This program is free software; you can redistribute it and/or modify\n"
    " * it under the terms of the GNU General Public License version 2 as\n * published by the Free Software Foundation.\n */\n"
)
KEEPS_ALL_RIGHTS = "// This software is the confidential and proprietary information of Example GmbH.\nconst key = 1;\n"
STORIES = {
    "header-of-another-license": {"src/shop/sort.c": GPL_HEADER + "int sorted;\n"},
    "vendored-with-license": {"vendor/tinyjson/LICENSE": MIT, "vendor/tinyjson/tinyjson.c": "int parse;\n"},
    "vendored-without-license": {"vendor/tinyjson/tinyjson.c": "int parse;\n", "vendor/tinyjson/README.md": "# tinyjson\n"},
    "proprietary-notice": {"src/shop/key.js": KEEPS_ALL_RIGHTS},
    "readme-speaks-of-others": {
        "README.md": "# shop\n\nWorks well with Paint, which is licensed under the GNU General Public License v3.0.\n\n"
        "## License\n\nThis project is licensed under the EUPL-1.2.\n"
    },
    "reuse-overrides": {
        "src/shop/sample.c": GPL_HEADER,
        "REUSE.toml": 'version = 1\n\n[[annotations]]\npath = "src/**"\nprecedence = "override"\n'
        'SPDX-FileCopyrightText = "2026 Example GmbH"\nSPDX-License-Identifier = "EUPL-1.2"\n',
    },
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("story", sorted(STORIES))
def test_people_see_what_was_reviewed(golden, tmp_path, monkeypatch, story, language):
    monkeypatch.chdir(tmp_path)
    for path, content in (PRODUCT | STORIES[story]).items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(content)
    request = CheckRequest((".",), policy_named("dortmund"), "", date(2026, 11, 22), "2026-11-22T00:00:00Z")
    report = check(request, Serial())
    golden(f"{story}.{language}.txt", table.by_name("terminal").render(report, Words(language)))


def test_every_story_says_why():
    assert [story for story in STORIES if f"**{story}**" not in (HERE / "WHY.md").read_text()] == []
