"""`osscan publiccode validate` from outside: pages, lines for scripts, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog
from tests.publiccode.documents import VALID, changed, with_lines

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "docs" / "schema" / "osscan-publiccode-1.schema.json").read_text("utf-8")
)
BROKEN = changed(("stable", "finished"), ("EUPL-1.2", "GPL-3.0"), ("[Ausleihe]", "[Ausleihe]\n    awards: first"))


@pytest.fixture
def validate(osscan, tmp_path):
    """Writes a publiccode.yml and validates it."""

    def call(text, *arguments, **more):
        (tmp_path / "publiccode.yml").write_text(text, encoding="utf-8")
        return osscan("publiccode", "validate", "publiccode.yml", *arguments, **more)

    return call


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("form", "suffix"), [("terminal", "txt"), ("markdown", "md")])
def test_page_says_what_where_why_and_what_next(validate, golden, language, form, suffix):
    done = validate(BROKEN, "--format", form, language=language)

    golden(f"publiccode-{language}.{suffix}", done.out)
    assert (done.returncode, done.err) == (1, "")


def test_line_is_what_the_contract_says(validate):
    done = validate(BROKEN, "--format", "jsonl")
    [line] = done.out.splitlines()
    found = json.loads(line)

    assert (found["path"], found["version"], found["valid"]) == ("publiccode.yml", "0.7", False)
    assert [(one["key"], one["line"], one["column"]) for one in found["errors"]] == [
        ("developmentStatus", 5, 1),
        ("description", 7, 1),
        ("description.de.awards", 12, 13),
    ]
    assert [(one["key"], one["line"], one["code"]) for one in found["warnings"]] == [
        ("legal.license", 14, "license-id-deprecated")
    ]


@pytest.mark.parametrize("text", [VALID, BROKEN, "", "name: [", with_lines("logo: none.svg\n")])
def test_json_keeps_to_its_schema(validate, text):
    Draft202012Validator(SCHEMA).validate(json.loads(validate(text, "--format", "json").out))


@pytest.mark.parametrize("text", [VALID, BROKEN, "name: ["])
def test_sarif_keeps_to_its_schema(validate, text):
    SarifLog.model_validate_json(validate(text, "--format", "sarif").out)


def test_exit_codes(validate, osscan, tmp_path):
    assert validate(VALID).returncode == 0
    assert validate(BROKEN).returncode == 1
    assert osscan("publiccode", "validate", "none.yml").returncode == 2
    assert osscan("publiccode", "validate").returncode == 2
    (tmp_path / "list").write_text("none.yml\n")
    assert osscan("publiccode", "validate", "--files-from", "list").returncode == 3
    assert osscan("publiccode", "validate", "-", stdin=VALID.encode()).returncode == 0


def test_files_that_could_not_be_looked_for_leave_the_answer_open(osscan):
    done = osscan("publiccode", "validate", "-", stdin=with_lines("logo: img/a.svg\n").encode())

    assert done.returncode == 3
    assert "Whether the files it names exist was not looked at" in done.out


def test_a_folder_stands_for_its_publiccode_yml(validate, osscan):
    validate(VALID)

    assert json.loads(osscan("publiccode", "validate", ".", "--format", "jsonl").out)["path"] == "./publiccode.yml"


def test_quiet_says_nothing_about_a_valid_file(validate):
    assert validate(VALID, "--quiet").out == ""


def test_the_same_file_gives_the_same_bytes_in_every_format(validate):
    for form in ("terminal", "json", "jsonl", "sarif", "markdown"):
        assert validate(BROKEN, "--format", form).stdout == validate(BROKEN, "--format", form).stdout


@pytest.mark.parametrize("language", ["de", "en"])
def test_explain_knows_the_codes(osscan, language):
    done = osscan("explain", "boolean-as-word", language=language)

    assert done.returncode == 0
    assert "YAML 1.2" in done.out
