"""Reports of the gate and of the rehearsal keep to the schemas that docs/schema publishes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from osscan.checks.table import IDS
from osscan.model.publication import Profile, ProjectKind

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schema"
WAIVERS = (
    "schema: osscan/publish/1\nwaivers:\n"
    "  - {check: PUB-DOC-05, role: office, reason: soon, expires: 2027-01-31}\n"
    "  - {check: PUB-DOC-05, role: office, reason: late, expires: 2026-01-31}\n"
    "  - {check: PUB-LIC-01, only: x, role: office, reason: idle, expires: 2027-01-31}\n"
)


def follows(text, name):
    document = json.loads(text)
    schema = json.loads((SCHEMAS / f"osscan-{name}-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)
    return document


@pytest.fixture
def shop(repository):
    """Enough of everything: waivers that are used, idle and over, decisions, a broken manifest, a tag."""
    repository.commit({"README.md": "# Shop\n", "package.json": "{", ".osscan/publish.yml": WAIVERS})
    repository.git("tag", "v1.0.0")
    return repository


@pytest.mark.parametrize("more", [(), ("--profile", "minimal"), ("--kind", "data", "--no-history"), ("--lang", "de")])
def test_a_report_keeps_to_its_schema(osscan, shop, more) -> None:
    osscan("record", "PUB-REL-01", "shop", "--answer", "yes", "--role", "office")
    osscan("record", "PUB-REL-03", "shop", "--answer", "refuse", "--role", "office", "--reason", "security")
    told = follows(osscan("check", "shop", "--format", "json", *more).stdout, "publication")

    waived = {one["id"]: one["waived"] for one in told["checks"] if one["waived"]}
    assert more[:1] == ("--profile",) or [one["waiver"]["reason"] for one in waived["PUB-DOC-05"]] == ["soon"]
    assert [one["reason"] for one in told["waivers"]["expired"]] == ["late"]


def test_a_report_outside_of_git_keeps_to_its_schema(osscan, tmp_path) -> None:
    (tmp_path / "shop").mkdir()
    told = follows(osscan("check", "shop", "--format", "json").stdout, "publication")

    assert (told["revision"], told["badges"]) == ("", [])


@pytest.mark.parametrize("more", [(), ("--squash",), ("--no-history",)])
def test_a_rehearsal_keeps_to_its_schema(osscan, shop, more) -> None:
    told = follows(osscan("rehearse", "shop", "--format", "json", *more).stdout, "rehearsal")

    follows(json.dumps(told["publication"]), "publication")


def test_the_schema_knows_the_words_of_the_model() -> None:
    known = json.loads((SCHEMAS / "osscan-publication-1.schema.json").read_text(encoding="utf-8"))["properties"]

    assert (known["profile"]["enum"], known["kind"]["enum"]) == (list(Profile), list(ProjectKind))
    assert len(IDS) == 77
