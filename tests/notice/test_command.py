"""`osscan notice` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.cli.conftest import osscan  # noqa: F401 - a fixture
from tests.notice.trees import npm_lock, text, wheel

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"


@pytest.fixture
def tree(tmp_path):
    wheel(tmp_path / "env", "alpha", "1.0", "MIT", {"LICENSE": text("MIT", "2020 Example Works")})
    return tmp_path


def test_complete_notices_are_written_and_checked(osscan, tree) -> None:  # noqa: F811
    written = osscan("notice", "env", "--output", "NOTICES.txt")
    checked = osscan("notice", "env", "--check", "NOTICES.txt")

    assert (written.returncode, written.out) == (0, "")
    assert "1 component, 1 license text, 0 NOTICE texts." in written.err
    assert (checked.returncode, checked.out) == (0, "NOTICES.txt is complete: 1 component.\n")


def test_second_run_gives_the_same_bytes(osscan, tree) -> None:  # noqa: F811
    first = osscan("notice", "env", "--format", "html", SOURCE_DATE_EPOCH="1")
    second = osscan("notice", "env", "--format", "html", "--jobs", "2")

    assert first.stdout == second.stdout


def test_incomplete_document_is_an_objection(osscan, tree) -> None:  # noqa: F811
    (tree / "NOTICES.txt").write_text("Nothing here.\n")

    plain = osscan("notice", "env", "--check", "NOTICES.txt", language="de")
    machine = osscan("notice", "env", "--check", "NOTICES.txt", "--format", "json")

    assert (plain.returncode, plain.out) == (
        1,
        "NOTICES.txt ist nicht vollständig: 1 Angabe fehlt bei 1 Komponente.\n  alpha 1.0: nicht genannt.\n",
    )
    document = json.loads(machine.stdout)
    schema = json.loads((SCHEMAS / "osscan-notice-check-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)
    assert (machine.returncode, document["complete"], [one["code"] for one in document["missing"]]) == (1, False, ["component"])


def test_what_is_owed_and_missing_is_never_a_clean_exit(osscan, tmp_path) -> None:  # noqa: F811
    npm_lock(tmp_path / "shop", {"a": {"version": "1.0.0", "license": "MIT"}})

    written = osscan("notice", "shop", "--output", "NOTICES.txt")
    checked = osscan("notice", "shop", "--check", "NOTICES.txt")

    assert (written.returncode, checked.returncode) == (3, 3)
    assert "What is missing" in written.err


@pytest.mark.parametrize(
    "given",
    [("--format", "pdf"), ("--check", "NOTICES.txt", "--format", "html"), ("--check", "not-there.txt"), ("--outbound", "Nope")],
)
def test_wrong_calls_write_nothing(osscan, tree, given) -> None:  # noqa: F811
    (tree / "NOTICES.txt").write_text("x")

    done = osscan("notice", "env", *given)

    assert (done.returncode, done.out) == (2, "")


def test_folder_without_anything_has_nothing_to_say(osscan, tmp_path) -> None:  # noqa: F811
    (tmp_path / "empty").mkdir()

    assert osscan("notice", "empty").returncode == 4
