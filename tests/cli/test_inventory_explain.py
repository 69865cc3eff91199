"""`osscan inventory` and `osscan explain` from outside."""

from __future__ import annotations

import json

import pytest

from osscan.checks.table import CHECKS
from osscan.cli import explanation
from osscan.texts.catalogue import Words


def sbom(*names):
    components = [
        {"type": "library", "name": name, "version": "1", "licenses": [{"license": {"name": "The Own License"}}]}
        for name in names
    ]
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.5", "components": components})


def test_each_input_is_one_line(osscan, tmp_path):
    (tmp_path / "a.json").write_text(sbom("x", "y"))
    (tmp_path / "b.json").write_text("{}")
    (tmp_path / "list").write_text("a.json\nb.json\nmissing.json\n")
    done = osscan("inventory", "--files-from", "list", "--format", "jsonl")
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert ["a.json", "b.json", "missing.json"] == [line["path"] for line in lines]
    assert ["sbom/cyclonedx-json", None, None] == [line["reader"] for line in lines]
    assert [True, False, False] == [line["complete"] for line in lines]
    assert [("x", ["The Own License"]), ("y", ["The Own License"])] == [
        (c["name"], c["licenses"]) for c in lines[0]["components"]
    ]
    assert ["format-unknown"] == [problem["code"] for problem in lines[1]["problems"]]
    assert ["input-missing"] == [problem["code"] for problem in lines[2]["problems"]]
    assert 3 == done.returncode


def test_paths_come_from_standard_input(osscan, tmp_path):
    (tmp_path / "a.json").write_text(sbom("x"))
    done = osscan("inventory", "--files-from", "-", "--format", "jsonl", stdin=b"a.json\n")
    assert (0, "x") == (done.returncode, json.loads(done.out)["components"][0]["name"])


def test_people_get_a_block(osscan, tmp_path):
    (tmp_path / "a.json").write_text(sbom("x"))
    assert osscan("inventory", "a.json").out == "a.json: 1 component (sbom/cyclonedx-json)\n  x  1  unknown  The Own License\n"
    assert "1 Komponente (" in osscan("inventory", "a.json", "--lang", "de").out


def test_people_read_at_the_end_what_many_inputs_come_to(osscan, tmp_path):
    (tmp_path / "a.cdx.json").write_text(sbom("x"))
    (tmp_path / "uv.lock").write_text("[[")
    done = osscan("inventory", ".")

    assert done.out.endswith("\nAll in all: 2 inputs; components: 1, with a license: 1.\nNot read in full: uv.lock\n")
    assert done.returncode == 3


def test_a_format_is_not_called_silent_where_it_spoke(osscan, tmp_path):
    (tmp_path / "Cargo.toml").write_text('[package]\nname = "b"\nversion = "1.0.0"\nlicense = "MIT"\n')
    (tmp_path / ".cargo-checksum.json").write_text("{}")

    assert "never names licenses" not in osscan("inventory", "Cargo.toml").out


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("duplicate-key", "duplicate-key"),
        ("needs-review", "needs-review"),
        ("contested", "contested"),
        ("PD-L-010", "PD-L-010"),
        ("relink", "relink"),
        ("EUPL-1.2", "EUPL-1.2"),
        ("MIT OR GPL-3.0-only", "MIT"),
        ("GPL-2.0", "GPL-2.0-only"),
        ("The MIT License", "MIT"),
    ],
)
def test_explain_knows(osscan, subject, expected):
    for language in ("de", "en"):
        done = osscan("explain", subject, "--lang", language)
        assert (0, "") == (done.returncode, done.err)
        assert expected in done.out
        assert len(done.out.splitlines()) >= 3


@pytest.mark.parametrize("card", CHECKS, ids=lambda card: card.id)
def test_every_check_before_publication_is_explained_with_its_weight_and_its_source(card):
    for language, weight in (("de", "Gewicht: "), ("en", "Weight: ")):
        lines = explanation.of_check(card.id.lower(), Words(language)).splitlines()
        assert lines[0].startswith(f"{card.id}: ")
        assert 1 == sum(line.startswith(weight) for line in lines)
        assert len(card.clauses) == sum(line.startswith(("Quelle: ", "Source: ")) for line in lines)
        assert any(line.startswith(("Nächster Schritt: ", "next: ")) and not line.endswith(": ") for line in lines)


def test_explain_of_a_license_gives_no_legal_advice(osscan):
    assert "keine Rechtsberatung" in osscan("explain", "Apache-2.0", "--lang", "de").out
    assert "not legal advice" in osscan("explain", "Apache-2.0", "--lang", "en").out


def test_explain_of_nothing_known_offers_something_near(osscan):
    done = osscan("explain", "duplicate-kee")
    assert 2 == done.returncode
    assert "duplicate-key" in done.err
    done = osscan("explain", "BSD")
    assert 2 == done.returncode
    assert "BSD-3-Clause" in done.err


def test_kept_results_and_processes_change_no_byte_of_an_inventory(osscan, tmp_path):
    text = "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted.\n"
    for name in ("a", "b"):
        (tmp_path / "tree" / name).mkdir(parents=True)
        (tmp_path / "tree" / name / "LICENSE").write_text(f"ISC License\n\n{text}")
        (tmp_path / "tree" / name / "requirements.txt").write_text("part==1.0\n")
    ask = ("inventory", "tree", "--format", "jsonl")
    first = osscan(*ask)
    lines = [json.loads(line) for line in first.out.splitlines()]
    assert [
        ("tree/a/LICENSE", "ISC"),
        ("tree/a/requirements.txt", None),
        ("tree/b/LICENSE", "ISC"),
        ("tree/b/requirements.txt", None),
    ] == [(line["path"], next((said["license"] for said in line["statements"]), None)) for line in lines]
    again = [osscan(*ask, *more) for more in ((), ("--no-cache",), ("--jobs", "2"), ("--cache-dir", "other"))]
    assert [(0, first.out)] * 4 == [(done.returncode, done.out) for done in again]
