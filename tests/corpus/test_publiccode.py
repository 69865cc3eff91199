"""Labels of the standard's own reading program: the same verdict, keys and lines, but for differences that are explained here."""

from __future__ import annotations

import json
import os
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from osscan.engine.publiccode import validate
from osscan.inputs.source import Source
from osscan.model.publiccode import PubliccodeReport

pytestmark = pytest.mark.corpus

EXPLAINED = {
    "publiccodeYmlVersion_invalid.yml": "osscan shows the line of the version; the label has no place for it",
}
"""Same verdict and keys, other lines."""


@cache
def home() -> Path:
    folder = Path(os.environ.get("OSSCAN_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus") / "publiccode"
    if not folder.is_dir():
        pytest.skip("corpus not found: set OSSCAN_CORPUS")
    return folder


@cache
def labels() -> tuple[dict, ...]:
    rows = json.loads((home() / "labels.json").read_text(encoding="utf-8"))["labels"]
    return tuple(row for row in rows if not row["needs_network"])


@cache
def report(file: str) -> PubliccodeReport:
    path = home() / file
    return validate(Source(file, str(path), root=str(path.parent)), date(2026, 11, 22))


def wanted(row: dict) -> set[tuple[str, int]]:
    return {(issue["key"], issue["line"]) for issue in row["issues"] if issue["level"] == "error"}


def found(row: dict) -> set[tuple[str, int]]:
    return {(one.key, one.place.line or 0) for one in report(row["file"]).errors}


def test_every_label_of_version_0_has_the_same_verdict() -> None:
    rows = [row for row in labels() if "/v0/" in row["file"]]

    assert [row["file"] for row in rows if report(row["file"]).valid is not (row["expect"] != "invalid")] == []


def test_every_label_of_version_0_has_the_same_keys() -> None:
    rows = [row for row in labels() if "/v0/" in row["file"]]

    assert [row["file"] for row in rows if {key for key, _ in wanted(row)} != {key for key, _ in found(row)}] == []


def test_lines_differ_only_where_it_is_explained() -> None:
    rows = [row for row in labels() if "/v0/" in row["file"]]
    other = {Path(row["file"]).name for row in rows if wanted(row) != found(row)}

    assert other - set(EXPLAINED) == set()


def test_every_warning_of_the_labels_is_given() -> None:
    lost = []
    for row in labels():
        if "/v0/" in row["file"]:
            ours = {(one.key, one.place.line or 0) for one in report(row["file"]).warnings}
            lost += [
                row["file"]
                for issue in row["issues"]
                if issue["level"] == "warning" and (issue["key"], issue["line"]) not in ours
            ]

    assert lost == []


def test_version_1_is_refused_as_unknown() -> None:
    rows = [row for row in labels() if "/v1/" in row["file"] and wanted(row) == {("publiccodeYmlVersion", 0)}]

    assert {tuple(one.code for one in report(row["file"]).errors) for row in rows} == {("version-unknown",)}


def test_examples_of_the_standard_break_no_rule_of_form() -> None:
    folder = home() / "standard" / "docs" / "standard" / "example"
    codes = {one.code for name in ("publiccode.yml", "publiccode.minimal.yml") for one in validated(folder / name).errors}

    assert codes <= {"file-missing", "video-not-embeddable"}


def validated(path: Path) -> PubliccodeReport:
    return validate(Source(path.name, str(path), root=str(path.parent)), date(2026, 11, 22))
