"""The schema that editors use and the loader agree on what a policy is."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from osscan.model.component import Provision, Relation, Scope
from osscan.model.problem import Severity
from osscan.model.verdict import CompatibilityWord, Level, LicenseStatus, PolicyWord
from osscan.policy import load
from osscan.policy.locks import LOCKABLE
from osscan.policy.schema import OBLIGATIONS, Contested, Doctrine, FailOn, Gate, Then

ROOT = Path(__file__).resolve().parents[2]
POLICIES = ROOT / "policies"
SCHEMA = json.loads((POLICIES / "osscan-policy.schema.json").read_text(encoding="utf-8"))
CONDITION = SCHEMA["$defs"]["condition"]["properties"]
EXPECT = SCHEMA["$defs"]["test"]["properties"]["expect"]["properties"]
FAIL_ON = SCHEMA["properties"]["fail_on"]["properties"]
CONTEXT = SCHEMA["properties"]["context"]["properties"]


def faults(text: str) -> list[str]:
    document = json.loads(json.dumps(yaml.safe_load(text), default=dt.date.isoformat))
    return [fault.message for fault in Draft202012Validator(SCHEMA).iter_errors(document)]


def words(one_or_many: dict[str, Any]) -> list[str]:
    return one_or_many["oneOf"][0]["enum"]


def test_schema_is_a_schema() -> None:
    assert Draft202012Validator.check_schema(SCHEMA) is None


@pytest.mark.parametrize("file", [*POLICIES.glob("*.yml"), *POLICIES.glob("base/*.yml")], ids=lambda file: file.name)
def test_packaged_policies_keep_to_the_schema(file) -> None:
    assert faults(file.read_text(encoding="utf-8")) == []


def test_the_policy_of_the_manual_keeps_to_the_schema() -> None:
    manual = (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(# yaml-language-server.*?)^```$", manual, re.MULTILINE | re.DOTALL)

    assert faults(example) == []


@pytest.mark.parametrize("page", ["docs/policy.md", "docs/de/richtlinie.md"])
def test_every_piece_of_a_policy_in_the_manual_keeps_to_the_schema(page) -> None:
    head = {"schema": "osscan/policy/1", "id": "x", "title": {"de": "a", "en": "b"}, "version": "1"}
    pieces = re.findall(r"^```yaml\n(.*?)^```$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    told = [faults(yaml.safe_dump(head | yaml.safe_load(piece))) for piece in pieces]

    assert told == [[]] * len(pieces)
    assert len(pieces) > 1


def test_schema_knows_the_keys_that_the_loader_knows() -> None:
    assert sorted(SCHEMA["properties"]) == sorted(load._TOP)


@pytest.mark.parametrize(
    ("listed", "known"),
    [
        (words(CONDITION["scope"]), list(Scope)),
        (words(CONDITION["relation"]), list(Relation)),
        (words(CONDITION["status"]), list(LicenseStatus)),
        (words(CONDITION["compatibility"]), list(CompatibilityWord)),
        (words(CONTEXT["provision"]), list(Provision)),
        (sorted(CONTEXT["relation_by_scope"]["properties"]), sorted(Scope)),
        (SCHEMA["$defs"]["relation"]["enum"], list(Relation)),
        (SCHEMA["properties"]["doctrine"]["enum"], list(Doctrine)),
        (SCHEMA["properties"]["contested"]["enum"], list(Contested)),
        (SCHEMA["$defs"]["rule"]["properties"]["then"]["enum"], list(Then)),
        (sorted(words(SCHEMA["$defs"]["rule"]["properties"]["obligations"])), sorted(OBLIGATIONS)),
        (words(CONDITION["provision"]), list(Provision)),
        (SCHEMA["$defs"]["severity"]["enum"], list(Severity)),
        (SCHEMA["$defs"]["gate"]["enum"], list(Gate)),
        (SCHEMA["properties"]["locked"]["oneOf"][0]["anyOf"][0]["enum"], LOCKABLE),
        (list(FAIL_ON), FailOn._fields),
        (EXPECT["policy"]["enum"], list(PolicyWord)),
        (EXPECT["compatibility"]["enum"], list(CompatibilityWord)),
        (EXPECT["level"]["enum"], list(Level)),
    ],
    ids=[
        "scope",
        "relation",
        "status",
        "compatibility",
        "provision",
        "by-scope",
        "relations",
        "doctrine",
        "contested",
        "then",
        "obligations",
        "provisions",
        "severity",
        "gate",
        "locked",
        "fail-on",
        "expected-policy",
        "expected-compatibility",
        "expected-level",
    ],
)
def test_schema_lists_the_words_that_the_loader_takes(listed, known) -> None:
    assert set(listed) == {str(word) for word in known}


@pytest.mark.parametrize(
    "line",
    ["defualt: review", "default: allow", "doctrine: common-law", "rules: [{id: A, when: {}, then: deny, text: {de: a, en: b}}]"],
)
def test_schema_refuses_what_the_loader_refuses(line) -> None:
    head = 'schema: osscan/policy/1\nid: x\ntitle: {de: a, en: b}\nversion: "1"\noutbound: MIT\n'

    assert faults(head) == []
    assert len(faults(head + line)) == 1
