"""The contract: strict answers with their places, open questions, a form to fill in; nothing that somebody writes ends the reading."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from osscan.deliveries.contract import contract_of
from osscan.inputs.source import Source
from osscan.model.contract import QUESTIONS, Form
from osscan.model.problem import Severity
from osscan.reports import contract_form
from osscan.texts.catalogue import LANGUAGES, Words

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "docs/schema/osscan-contract-1.schema.json").read_text(encoding="utf-8")
)
FULL = """schema: osscan/contract/1
nummer: V-17
titel: Antragsportal
parteien: {auftraggeber: Fachbereich 10, auftragnehmer: Auftragnehmer}
evb_it: {typ: Überlassung Typ A, fassung: "20.03.2026"}
leistung: Portal für Anträge
oss_vereinbart: nur-oss
copyleft_erlaubt: schwach
sbom_geschuldet: {geschuldet: ja, format: [CycloneDX, SPDX], umfang: vollständig, tr_version: 2.1.0}
quellcode_uebergabe: eigenentwicklung
nutzungsrechte: {art: ausschließlich, bearbeiten: true, weitergeben: false}
veroeffentlichung_opencode: nein
lizenzliste: {name: Liste, stand: 2026-03-20, lizenzen: [EUPL-1.2, MIT]}
barrierefreiheit: {geschuldet: ja, norm: EN 301 549}
support_bis: 2029-12-31
openchain: {geschuldet: nein}
frist: {tage: 14}
abnahme: 2026-12-01
eigene_pakete: [de.example.antrag]
"""


def read(text):
    return contract_of(Source("vertrag.yml", held=text.encode() if isinstance(text, str) else text))


def told(text):
    """Problems as `code route line:column`."""
    return [f"{one.code} {one.place.route} {one.place.line}:{one.place.column}" for one in read(text).problems]


def line(text):
    return read(f"schema: osscan/contract/1\n{text}\n")


def test_full_contract_leaves_no_question_open() -> None:
    found = read(FULL)

    assert (found.problems, found.whole, found.contract.open) == ((), True, ())
    assert set(found.contract.answers) == {one.key for one in QUESTIONS} - {"frist.bis"}


def test_answers_are_values_of_their_kind() -> None:
    contract = read(FULL).contract

    assert contract.flag("sbom_geschuldet.geschuldet") is True
    assert contract.flag("nutzungsrechte.weitergeben") is False
    assert contract.day("support_bis") == dt.date(2029, 12, 31)
    assert contract.words("lizenzliste.lizenzen") == ("EUPL-1.2", "MIT")
    assert contract.word("evb_it.typ") == "Überlassung Typ A"
    assert contract.place("quellcode_uebergabe") == ("vertrag.yml", "quellcode_uebergabe", 10, 22)


def test_deadline_is_counted_from_the_notice_unless_a_day_was_agreed() -> None:
    both = line("frist: {tage: 14, bis: 2026-12-24}").contract

    assert read(FULL).contract.deadline(dt.date(2026, 11, 22)) == dt.date(2026, 12, 6)
    assert both.deadline(dt.date(2026, 11, 22)) == dt.date(2026, 12, 24)
    assert line("").contract.deadline(dt.date(2026, 11, 22)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_says_nothing_yet(language) -> None:
    found = read(contract_form.render(Words(language)))

    assert (found.problems, found.contract.answers) == ((), {})
    assert set(found.contract.open) == {one.key for one in QUESTIONS if one.asked and not one.when} | {"frist"}


def test_form_asks_every_question() -> None:
    form = yaml.safe_load(contract_form.render(Words("de")))
    keys = {f"{group}.{key}" if isinstance(form[group], dict) else group for group in form for key in (form[group] or [""])}

    assert keys == {"schema"} | {one.key for one in QUESTIONS}


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "Ja", "JA", "wahr", "1"])
def test_only_ja_and_nein_and_the_booleans_of_yaml_1_2_are_a_yes_or_no(word) -> None:
    found = line(f"veroeffentlichung_opencode: {word}")

    assert [one.code for one in found.problems] == ["contract-wrong-value"]
    assert "veroeffentlichung_opencode" in found.contract.open


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("evb_it: {typ: erstellung}", "contract-wrong-value evb_it.typ 2:15"),
        ("evb_it: Erstellung", "contract-not-mapping evb_it 2:9"),
        ("support_bis: 31.12.2029", "contract-wrong-value support_bis 2:14"),
        ("support_bis: 2029-02-30", "contract-wrong-value support_bis 2:14"),
        ("frist: {tage: 0}", "contract-wrong-value frist.tage 2:15"),
        ("frist: {tage: '14'}", "contract-wrong-value frist.tage 2:15"),
        ("lizenzliste: {lizenzen: [MIT, GPL 3]}", "contract-wrong-value lizenzliste.lizenzen 2:31"),
        ("lizenzliste: {lizenzen: [MIT OR GPL-2.0-only]}", "contract-wrong-value lizenzliste.lizenzen 2:26"),
        ("sbom_geschuldet: {format: [SWID]}", "contract-wrong-value sbom_geschuldet.format 2:28"),
        ("nummer: true", "contract-not-text nummer 2:9"),
        ("parteien: {auftragnehmer: False}", "contract-not-text parteien.auftragnehmer 2:27"),
        ("eigene_pakete: [de.a, 14]", "contract-not-text eigene_pakete 2:23"),
        ("lizenzliste: {lizenzen: [MIT, [ISC]]}", "contract-wrong-type lizenzliste.lizenzen 2:31"),
        ("lizenzliste: {lizenzen: [MIT, Apache2]}", "contract-wrong-value lizenzliste.lizenzen 2:31"),
        ("lizenzliste: {lizenzen: [NOASSERTION]}", "contract-wrong-value lizenzliste.lizenzen 2:26"),
        ("sbom_geschuldet: {format: true}", "contract-wrong-value sbom_geschuldet.format 2:27"),
        ("sbom_geschuldet: {geschuldet: 'true'}", "contract-wrong-value sbom_geschuldet.geschuldet 2:31"),
        ("abnahme: true", "contract-wrong-value abnahme 2:10"),
        ("kopyleft_erlaubt: ja", "contract-unknown-key kopyleft_erlaubt 2:1"),
        ("titel: [a]", "contract-wrong-type titel 2:8"),
        ("titel: a\ntitel: b", "contract-double-key titel 3:1"),
        ("titel: 'a\x1bb'", "contract-syntax  None:None"),
        ('titel: "a\\eb"', "contract-wrong-value titel 2:8"),
    ],
)
def test_what_is_not_understood_is_told_with_its_place_and_stays_open(text, code) -> None:
    found = line(text)

    assert told(f"schema: osscan/contract/1\n{text}\n") == [code]
    assert found.contract is None or found.contract.answers == {}


def test_what_is_not_understood_costs_no_other_answer() -> None:
    found = line("nummer: true\ntitel: Portal\nfrist: {tage: ja, bis: 2026-12-24}")

    assert {key: one.text for key, one in found.contract.answers.items()} == {"titel": "Portal", "frist.bis": "2026-12-24"}


@pytest.mark.parametrize("word", ["true", "True", "TRUE", "ja", "'ja'", "' ja '"])
def test_a_yes_is_a_yes_however_yaml_writes_it(word) -> None:
    found = line(f"veroeffentlichung_opencode: {word}\ncopyleft_erlaubt: {word}")

    assert (found.contract.flag("veroeffentlichung_opencode"), found.contract.word("copyleft_erlaubt")) == (True, "ja")


def test_licenses_are_spelled_as_reports_spell_them() -> None:
    found = line("lizenzliste: {lizenzen: [mit, GPL-2.0, gpl-2.0+, LicenseRef-own, ~, '']}").contract

    assert found.words("lizenzliste.lizenzen") == ("MIT", "GPL-2.0-only", "GPL-2.0-or-later", "LicenseRef-own")


@pytest.mark.parametrize("empty", ["", "~", "null", "''", "' '"])
@pytest.mark.parametrize("key", ["titel", "oss_vereinbart", "abnahme", "eigene_pakete", "veroeffentlichung_opencode"])
def test_what_is_empty_is_open_and_no_fault(key, empty) -> None:
    found = line(f"{key}: {empty}")

    assert (found.problems, found.contract.answers) == ((), {})


def test_misspelt_key_gets_the_nearest() -> None:
    (problem,) = line("kopyleft_erlaubt: ja").problems

    assert dict(problem.facts)["nearest"] == "copyleft_erlaubt"


def test_a_group_that_is_written_twice_is_not_answered() -> None:
    found = line("evb_it: {typ: Cloud}\nevb_it: {typ: Erstellung}")

    assert "evb_it.typ" in found.contract.open


def test_names_of_persons_are_told_and_cost_nothing() -> None:
    found = line("parteien: {auftraggeber: Frau Muster, auftragnehmer: m@firma.example}")

    assert [(one.code, one.severity) for one in found.problems] == [("contract-names-person", Severity.WARNING)] * 2
    assert found.whole


@pytest.mark.parametrize(
    "text",
    ["", "- a", "a: b", "schema: osscan/contract/2", "schema: [", "\x00", "schema: osscan/contract/1\n---\na: b", b"\xff\xfe"],
)
def test_what_is_no_contract_of_this_version_says_nothing(text) -> None:
    found = read(text)

    assert found.contract is None
    assert [one.severity for one in found.problems] == [Severity.ERROR]


def test_aliases_of_aliases_cost_no_time() -> None:
    rows = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]

    assert read("schema: osscan/contract/1\n" + "\n".join(rows) + "\neigene_pakete: *a39\n").contract is not None


def test_no_more_problems_are_told_than_anybody_reads() -> None:
    found = line("\n".join(f"key{number}: 1" for number in range(5000)))

    assert len(found.problems) == 100
    assert not found.whole


PLAIN = ["ja", "nein", "true", "False", "yes", "2026-01-01", "2026-02-30", "14", "0", "014", "1_000", "2.1.0", "1.5", "", "~"]
ODD = [
    "''",
    "'true'",
    "' ja '",
    "MIT",
    "'14'",
    "Erstellung",
    "vollständig",
    "nur-oss",
    "schwach",
    "&a x",
    "SPDX",
    "GPL 3",
    "(MIT)",
]
LISTS = ["[ja]", "{a: b}", "[]", "[SPDX, ~]", "[MIT, '']", "[true]", "[2026-01-01]", "[[x]]", "[14]"]
LICENSES = {"", "~", "''", "MIT", "(MIT)", "[]", "[MIT, '']"}
WORDS = st.sampled_from([*PLAIN, *ODD, *LISTS])
KEYS = st.sampled_from([one.key.rpartition(".")[2] for one in QUESTIONS] + ["frist", "evb_it", "x"])


@given(st.lists(st.tuples(KEYS, WORDS), max_size=12))
def test_half_filled_contracts_never_answer_more_than_was_written(rows) -> None:
    found = line("\n".join(f"{key}: {word}" for key, word in rows))
    written = {key for key, word in rows if word not in ("", "~")}

    if found.contract is not None:
        assert {key.partition(".")[0] for key in found.contract.answers} <= written
        assert all(key not in found.contract.answers for key in found.contract.open)


@given(st.text() | st.binary())
def test_nothing_that_somebody_writes_ends_the_reading(content) -> None:
    found = read(content)

    assert found.contract is None or not found.contract.answers


class Yaml12(yaml.SafeLoader):
    """YAML as osscan reads it: `yes` and dates are words."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - PyYAML wants it like this


Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|True|TRUE|false|False|FALSE"), None)
Yaml12.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("~|null|Null|NULL|^$"), None)
Yaml12.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]+\.[0-9]*$"), None)
Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), None)


def plain(text):
    """The tree as the schema sees it: white space around values is gone, letters are composed."""

    def cleaned(value):
        if isinstance(value, dict):
            return {key: cleaned(one) for key, one in value.items()}
        if isinstance(value, list):
            return [cleaned(one) for one in value]
        return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value

    return cleaned(yaml.load(text, Loader=Yaml12))  # noqa: S506 - a SafeLoader


VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker(["date"]))
REFUSED_BY_THE_READER_ALONE = {"frist.tage": {"014"}, "lizenzliste.lizenzen": {*PLAIN, *ODD, *LISTS} - LICENSES}
"""What a schema can't refuse: a number that is read in two ways, licenses that no list knows."""


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.key)
def test_reader_and_schema_take_the_same(question) -> None:
    group, _, name = question.key.rpartition(".")
    taken, valid = set(), set()
    for word in (*PLAIN, *ODD, *LISTS):
        text = f"schema: osscan/contract/1\n{f'{group}: ' if group else ''}\n{'  ' if group else ''}{name}: {word}\n"
        taken |= {word} - {word for _ in read(text).problems}
        valid |= {word} if VALIDATOR.is_valid(plain(text)) else set()

    assert taken == valid - REFUSED_BY_THE_READER_ALONE.get(question.key, set())


@given(st.lists(st.tuples(KEYS, WORDS), max_size=6, unique_by=lambda row: row[0]))
def test_what_the_reader_takes_the_schema_takes(rows) -> None:
    text = "schema: osscan/contract/1\n" + "\n".join(f"{key}: {word}" for key, word in rows)
    found = read(text)

    if found.contract is not None and not found.problems:
        VALIDATOR.validate(plain(text))


def test_schema_knows_the_questions_and_their_words() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(plain(FULL))
    properties = SCHEMA["properties"]
    found = {
        f"{name}.{below}" if "properties" in value else name: rule
        for name, value in properties.items()
        for below, rule in value.get("properties", {"": value}).items()
    }

    assert set(found) == {"schema"} | {one.key for one in QUESTIONS}
    words = {one.key: [*one.words, "", None] for one in QUESTIONS if one.form is Form.WORD and "ja" not in one.words}
    assert {key: found[key]["enum"] for key in words} == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_its_sentences(language) -> None:
    words = Words(language)
    keys = [one.key.replace(".", "-").replace("_", "-") for one in QUESTIONS]

    assert [key for key in keys if not (words.has(f"contract.{key}.title") and words.has(f"contract.{key}.help"))] == []
