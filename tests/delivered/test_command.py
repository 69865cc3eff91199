"""`osscan vendor check` as a user runs it: proposal, exit code, formats, schema, explanation."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from tests.delivered import shop

from osscan.cli import explanation
from osscan.deliveries.table import CHECKS, IDS
from osscan.texts.catalogue import Words

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schema" / "osscan-delivery-1.schema.json"


@pytest.fixture
def osscan(tmp_path):
    """Calls osscan beside the delivery."""

    def call(*arguments, language="en"):
        given = {
            **os.environ,
            "LC_ALL": f"{language}_DE.UTF-8",
            "SOURCE_DATE_EPOCH": "1795305600",
            "XDG_CACHE_HOME": str(tmp_path),
        }
        command = [sys.executable, "-m", "osscan", "vendor", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, cwd=tmp_path, env=given, check=False)
        done.out, done.err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in done.err, done.err
        return done

    return call


@pytest.fixture
def delivered(tmp_path):
    """Writes a delivery and gives its name."""

    def write(files=None, name="permits.zip"):
        (tmp_path / name).write_bytes(shop.zipped(shop.files() if files is None else files))
        return name

    return write


def bad():
    return shop.files(**{"permits-3.1.0.war": shop.app({"strict-pdf-5.0.0.jar": shop.STRICT})})


def test_the_proposal_comes_first_and_says_what_stands_in_the_way(osscan, delivered):
    done = osscan("check", delivered(bad()), "--lang", "de")

    assert (done.returncode, done.out.splitlines()[0][:24]) == (1, "✘ nicht abnahmefähig: Di")
    assert "org.example.strict:strict-pdf 5.0.0 (AGPL-3.0-only)" in " ".join(done.out.split())
    assert "Abhilfe durch den Auftragnehmer: " in done.out


def test_a_delivery_without_blockers_but_with_open_ones_is_inconclusive(osscan, delivered):
    done = osscan("check", delivered())

    assert (done.returncode, done.out.splitlines()[0][:14]) == (3, "? inconclusive")


def test_what_is_not_there_is_no_delivery(osscan):
    assert osscan("check", "nothing.zip").returncode == 2


@pytest.mark.parametrize("more", [(), ("--lang", "de"), ("--contract", "vertrag.yml")])
def test_json_keeps_to_its_schema(osscan, delivered, more):
    osscan("init")
    told = json.loads(osscan("check", delivered(bad()), "--format", "json", *more).out)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(told, schema, cls=jsonschema.Draft202012Validator)

    assert (told["verdict"], len(told["checks"])) == ("not-acceptable", 32)
    assert [one["name"] for one in told["parts"] if one["declared"] is False] == ["org.example.strict:strict-pdf"]


def test_the_same_delivery_gives_the_same_bytes(osscan, delivered):
    name = delivered(bad())

    assert osscan("check", name, "--format", "json").stdout == osscan("check", name, "--format", "json", "--jobs", "2").stdout


def test_a_stored_report_is_a_predecessor(osscan, delivered, tmp_path):
    before = osscan("check", delivered(name="before.zip"), "--format", "json=before.json")
    told = json.loads(osscan("check", delivered(bad()), "--previous", "before.json", "--format", "json").out)

    assert (before.returncode, told["previous"]) == (3, "before.zip")
    assert {one["id"]: one["status"] for one in told["checks"]}["V-31"] == "failed"


def test_markdown_says_what_the_vendor_has_to_do(osscan, delivered):
    out = osscan("check", delivered(bad()), "--format", "markdown").out

    assert out.startswith("### ✘ ")
    assert "What the vendor has to do" in out


def test_nothing_is_written_but_what_was_asked_for(osscan, delivered, tmp_path):
    osscan("check", delivered(), "--no-cache")

    assert [file.name for file in tmp_path.iterdir()] == ["permits.zip"]


@pytest.mark.parametrize("card", CHECKS, ids=lambda card: card.id)
def test_every_check_is_explained_with_weight_source_and_cure(card):
    for language, weight in (("de", "Gewicht: "), ("en", "Weight: ")):
        lines = explanation.of_check(card.id.lower(), Words(language)).splitlines()
        assert lines[0].startswith(f"{card.id}: ")
        assert sum(line.startswith(weight) for line in lines) == 1
        assert sum(line.startswith(("Quelle: ", "Source: ")) for line in lines) == len(card.clauses)
        assert Words(language).template(f"vendor.{card.id}.cure") in lines[-1]


def test_there_are_32_checks():
    assert sorted(IDS) == [f"V-{number:02}" for number in range(1, 33)]


def test_a_decision_on_what_osscan_found_by_itself_is_told_and_does_not_count(osscan, delivered, tmp_path):
    (tmp_path / "vertrag.yml").write_text("schema: osscan/contract/1\nquellcode_uebergabe: eigenentwicklung\n", encoding="utf-8")
    own = shop.zipped({"WEB-INF/classes/de/city/Form.class": b"\xca\xfe\xba\xbe\0\0\0\x34", "WEB-INF/web.xml": "<web-app/>"})
    osscan("record", "V-19", delivered({"app.war": own}), "--answer", "yes", "--role", "Koordination", "--reason", "angesehen")
    told = json.loads(osscan("check", "permits.zip", "--format", "json").out)

    assert next(one["status"] for one in told["checks"] if one["id"] == "V-19") == "failed"
    assert [one["code"] for one in told["problems"]] == ["decision-not-counted"]
