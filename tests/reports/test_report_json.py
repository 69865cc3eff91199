"""The report for machines: valid against the published schema, and nothing lost."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from osscan.model.claim import ClaimRole, Form, Joined, Method
from osscan.model.component import Kind, PathRole, Relation, Scope
from osscan.model.inventory import Extent
from osscan.model.problem import Severity
from osscan.model.report import CheckSeverity, CheckStatus, Outcome
from osscan.model.verdict import CompatibilityWord, Level, LicenseStatus, PolicyWord
from osscan.reports.report_json import render

from .sample import DENIED, HOSTILE, REPORTS, SampleWords, judged, report

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schema/osscan-report-1.schema.json").read_text(encoding="utf-8"))
DE, EN = SampleWords("de"), SampleWords("en")


def of(name, words=EN):
    return json.loads(render(REPORTS[name](), words))


def test_published_schema_is_sound() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("words", [DE, EN], ids=["de", "en"])
def test_report_is_valid_against_the_published_schema(name, words) -> None:
    faults = Draft202012Validator(SCHEMA).iter_errors(of(name, words))

    assert [f"{fault.json_path}: {fault.message}" for fault in faults] == []


@pytest.mark.parametrize("name", SCHEMA["required"])
def test_schema_misses_what_is_missing(name) -> None:
    document = of("passing")
    del document[name]

    assert not Draft202012Validator(SCHEMA).is_valid(document)


@pytest.mark.parametrize(
    ("route", "kind"),
    [
        ("outcome", Outcome),
        ("input.role", PathRole),
        ("input.gives.licenses", Extent),
        ("component.kind", Kind),
        ("component.scope", Scope),
        ("component.relation", Relation),
        ("claim.role", ClaimRole),
        ("claim.form", Form),
        ("claim.method", Method),
        ("claim.joined", Joined),
        ("license.status", LicenseStatus),
        ("verdict.level", Level),
        ("verdict.policy.verdict", PolicyWord),
        ("verdict.compatibility.verdict", CompatibilityWord),
        ("check.status", CheckStatus),
        ("check.severity", CheckSeverity),
        ("problem.severity", Severity),
    ],
)
def test_schema_knows_every_word_of_the_model(route: str, kind: type[StrEnum]) -> None:
    first, *rest = route.split(".")
    here = SCHEMA["$defs"][first] if rest else SCHEMA["properties"][first]
    for name in rest:
        here = here["properties"][name]

    assert here["enum"] == list(kind)


def test_each_component_and_verdict_has_a_line_of_its_own() -> None:
    text = render(REPORTS["objecting"](), EN)

    assert sum(line.startswith('    {"id": "pkg:') for line in text.splitlines()) == 18
    assert sum(line.startswith('    {"component": "pkg:') and '"level"' in line for line in text.splitlines()) == 18


def test_verdicts_stand_in_the_order_of_the_components() -> None:
    document = of("objecting")

    assert [one["component"] for one in document["verdicts"]] == [one["id"] for one in document["components"]]


def test_shared_judgement_is_told_with_each_component() -> None:
    verdicts = {one["component"]: one for one in of("objecting")["verdicts"]}
    shared = [verdicts[f"pkg:npm/agpl-{letter}@1.0.0"] for letter in "abcd"]

    assert [one["policy"]["rule"] for one in shared] == ["no-network-copyleft"] * 4
    assert shared[0] | {"component": ""} == shared[3] | {"component": ""}


def test_shared_judgement_is_put_into_words_once() -> None:
    class Counting(SampleWords):
        said = 0

        def __call__(self, key, facts=(), **named):
            Counting.said += 1
            return super().__call__(key, facts, **named)

    sample = REPORTS["objecting"]()
    many = report(
        [(judged(f"c{number}", "AGPLv3", "AGPL-3.0-only", number), (DENIED,)) for number in range(200)],
        sample.outcome,
        sample.summary,
    )
    shared = many._replace(components=tuple(one._replace(license=many.components[0].license) for one in many.components))

    assert json.loads(render(shared, Counting("en")))["verdicts"][199]["level"] == "denied"
    assert Counting.said < 10


def test_waived_verdict_names_its_waiver_and_does_not_object() -> None:
    verdicts = {one["component"]: one for one in of("objecting")["verdicts"]}
    waived = verdicts["pkg:npm/agpl-waived@1.0.0"]

    assert (waived["modifier"], waived["waiver"], waived["objects"]) == ("waived", "W-1", False)


def test_rejected_branches_stay_in() -> None:
    verdicts = {one["component"]: one for one in of("objecting")["verdicts"]}

    assert verdicts["pkg:npm/dual@1.0.0"]["rejected"] == [
        {"expression": "GPL-2.0-only", "policy": "denied", "compatibility": "incompatible"}
    ]


def test_sentences_come_in_the_chosen_language_and_keys_in_none() -> None:
    german, english = (of("objecting", words)["problems"][0] for words in (DE, EN))

    assert (german["message"], english["message"]) == ("Die Ausnahme W-3 hat nichts gedeckt.", "The waiver W-3 covered nothing.")
    assert german["code"] == english["code"] == "policy-waiver-unused"


def test_silence_noassertion_and_unknown_are_three_different_things() -> None:
    found = {
        one["name"]: ([claim["raw"] for claim in one["claims"]], one["license"]["status"])
        for one in of("objecting")["components"]
    }

    assert found["ghost"] == ([], "absent")
    assert found["ours"] == (["NOASSERTION"], "noassertion")
    assert found["custom"] == (["Custom"], "unresolved")


def test_hostile_name_survives_as_an_escape() -> None:
    text = render(REPORTS["hostile"](), EN)

    assert json.loads(text)["components"][0]["name"] == HOSTILE.replace("\ud800", "\ufffd")
    assert "\\u202e" in text
    assert "\\u001b" in text


def test_letters_of_other_languages_are_kept() -> None:
    assert "Ablösung läuft." in render(REPORTS["objecting"](), DE)
