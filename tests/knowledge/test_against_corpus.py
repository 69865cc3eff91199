"""Names and texts that others have labelled: an answer may be missing, but none may be wrong or guessed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from osscan.knowledge import spdx
from osscan.knowledge.license_texts import recognise
from osscan.knowledge.names import resolve_name

CORPUS = Path(os.environ.get("OSSCAN_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not (CORPUS / "names").is_dir(), reason="corpus not found: set OSSCAN_CORPUS"),
]


def rows(path: str) -> list[dict]:
    return [json.loads(line) for line in (CORPUS / path).read_text(encoding="utf-8").splitlines()]


def test_no_name_is_answered_wrongly_and_no_ambiguous_one_is_guessed() -> None:
    answers = [(row["name"], row["expected"], resolve_name(row["name"]).expression) for row in rows("names/names_handmade.jsonl")]

    assert [one for one in answers if one[2] not in (one[1], None)] == []
    assert sum(found is not None for _, _, found in answers) >= sum(expected is not None for _, expected, _ in answers) * 0.9


def test_no_text_of_the_spdx_list_is_taken_for_another_license() -> None:
    wrong, found = [], 0
    for row in rows("detection/spdx-license-list/labels.jsonl"):
        text = (CORPUS / "detection/spdx-license-list" / row["path"]).read_text(encoding="utf-8", errors="replace")
        ids = recognise(text)
        right = {version(one) for one in (row["expected"], *row["same_text_as"])}
        found += bool(ids)
        if ids and not {version(one) for one in ids} & right:
            wrong.append((row["path"], ids))

    assert wrong == []
    assert found >= 340


def version(label: str) -> str:
    """Labels of this suite say `depreciate_` for some deprecated ids; `-only` and `-or-later` share one text."""
    current = spdx.current(label.removeprefix("depreciate_")) or label
    return current.removesuffix("-only").removesuffix("-or-later")
