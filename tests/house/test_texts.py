"""Every sentence is there in both languages, with the same facts, and nothing is left without one."""

from __future__ import annotations

import ast
import re
from itertools import chain
from pathlib import Path
from string import Formatter

import pytest

from osscan.model.component import PathRole, Provision, Relation, Scope
from osscan.model.problem import Severity
from osscan.model.report import CheckSeverity, CheckStatus, Outcome
from osscan.model.verdict import CompatibilityWord, Level, LicenseStatus, Modifier, PolicyWord
from osscan.texts.catalogue import LANGUAGES, sentences

SOURCE = Path(__file__).resolve().parents[2] / "src" / "osscan"
AREAS = sorted({file.stem for file in (SOURCE / "texts").glob("*/*.toml")})
WORDS = {
    "outcome": Outcome,
    "level": Level,
    "policy": PolicyWord,
    "compatibility": CompatibilityWord,
    "modifier": Modifier,
    "status": LicenseStatus,
    "relation": Relation,
    "provision": Provision,
    "scope": Scope,
    "role": PathRole,
    "severity": Severity,
    "check": CheckStatus,
    "weight": CheckSeverity,
}


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same_things(area) -> None:
    assert sorted(sentences("de", area)) == sorted(sentences("en", area))


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_name_the_same_facts(area) -> None:
    english = {key: fields(text) for key, text in sentences("en", area).items()}
    german = {key: fields(text) for key, text in sentences("de", area).items()}

    assert german == english


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language, area) -> None:
    assert [key for key, text in sentences(language, area).items() if not text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_its_four_sentences(language) -> None:
    texts = sentences(language, "problem")
    codes = {key.split(".")[1] for key in texts}
    needed = {f"problem.{code}.{part}" for code in codes for part in ("title", "message", "why", "next")}

    assert set(texts) == needed


def test_every_problem_that_can_be_told_has_sentences() -> None:
    codes = {key.split(".")[1] for key in sentences("en", "problem")}

    assert told_codes() - codes == set()


def test_every_finding_about_an_sbom_has_its_three_sentences() -> None:
    texts = sentences("en", "sbom")
    codes = {key.split(".")[1] for key in texts}

    assert set(texts) == {f"sbom.{code}.{part}" for code in codes for part in ("title", "message", "next")}
    assert told_codes(findings=True) - codes == set()


def test_every_problem_with_sentences_can_be_told() -> None:
    codes = {key.split(".")[1] for key in sentences("en", "problem")}
    literals = set(chain.from_iterable(strings(tree) for tree in trees()))
    beginnings = {text for text in literals if text.endswith("-")}
    composed = {code for code in codes for begin in beginnings if code.startswith(begin) and code.removeprefix(begin) in literals}

    assert codes - literals - composed == set()


@pytest.mark.parametrize("group", sorted(WORDS))
def test_every_word_of_the_contract_is_explained(group) -> None:
    explained = {key.split(".")[2] for key in sentences("en", "verdict") if key.startswith(f"verdict.{group}.")}

    assert explained == set(WORDS[group])


@pytest.mark.parametrize("area", AREAS)
def test_german_is_written_with_umlauts(area) -> None:
    spelt_out = re.compile(
        r"\b(?:fuer|ueber|koenn|muess|duerf|waer|groess|pruef|schluess|zurueck|moeglich|unvollstaend)", re.IGNORECASE
    )

    assert [key for key, text in sentences("de", area).items() if spelt_out.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_has_no_word_in_brackets_that_help_takes_for_a_color(language) -> None:
    swallowed = re.compile(r"\[[a-z][a-z. -]*\]")

    assert [key for key, text in sentences(language, "cli").items() if swallowed.search(text)] == []


def trees(*, findings: bool = False) -> list[ast.Module]:
    """The modules that tell Problems, or those that tell findings about SBOMs."""
    speaks_of_findings = {SOURCE / "sbom" / "sense.py", *(SOURCE / "sbom").glob("semantics_*.py")}
    files = sorted(file for file in SOURCE.rglob("*.py") if (file in speaks_of_findings) is findings)
    return [ast.parse(file.read_text(encoding="utf-8")) for file in files]


def strings(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def told_codes(*, findings: bool = False) -> set[str]:
    """Codes in calls that make a Problem or finding: `error("json-syntax", ...)`, `faults.add("policy-syntax", place)`."""
    speakers = {"error", "warning", "note", "fault", "tell", "add", "Problem"}
    calls = [node for tree in trees(findings=findings) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    speaking = [call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) in speakers]
    return {
        argument.value
        for call in speaking
        if len(call.args) + len(call.keywords) > 1
        for argument in call.args[:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and "-" in argument.value
    }
