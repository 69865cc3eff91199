"""`osscan sbom validate` from outside: exit codes, places, formats, both languages, nothing fetched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "docs" / "schema" / "osscan-sbom-validation-1.schema.json").read_text(encoding="utf-8")
)
GOOD = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "version": 1,
    "components": [
        {"type": "library", "bom-ref": "a", "name": "left", "version": "1.0", "licenses": [{"license": {"id": "MIT"}}]}
    ],
}
BAD = {
    **GOOD,
    "components": [
        {"type": "shelf", "bom-ref": "a", "name": "left", "version": "1.0", "licenses": [{"expression": "MIT OR"}]},
        {"type": "library", "bom-ref": "a", "name": "right", "purl": "pkg:npm/right@2", "version": "1"},
    ],
    "dependencies": [{"ref": "a", "dependsOn": ["nowhere"]}],
}


@pytest.fixture
def files(tmp_path):
    (tmp_path / "good.cdx.json").write_text(json.dumps(GOOD, indent=1))
    (tmp_path / "bad.cdx.json").write_text(json.dumps(BAD, indent=1))
    (tmp_path / "broken.cdx.json").write_text(json.dumps(BAD)[:-20])
    (tmp_path / "none.txt").write_text("nothing of the kind")


def test_exit_codes(osscan, files):
    assert osscan("sbom", "validate", "good.cdx.json").returncode == 0
    assert osscan("sbom", "validate", "bad.cdx.json").returncode == 1
    assert osscan("sbom", "validate", "missing.cdx.json").returncode == 2
    assert osscan("sbom", "validate", "good.cdx.json", "--profile", "nonsense").returncode == 2
    assert osscan("sbom", "validate", "none.txt").returncode == 3
    assert osscan("sbom", "validate", "good.cdx.json", "--profile", "bsi-tr-03183-2").returncode == 1


def test_a_line_tells_code_place_part_and_clause(osscan, files):
    done = osscan("sbom", "validate", "bad.cdx.json", "--format", "jsonl")
    (row,) = (json.loads(line) for line in done.out.splitlines())
    assert row["schema_valid"] is False
    told = {one["code"]: one for one in row["findings"]}
    assert set(told) == {"schema-value", "license-syntax", "ref-repeated", "ref-dangling", "purl-other-version"}
    first = told["schema-value"]
    assert (first["pointer"], first["line"], first["component"]) == ("/components/0/type", 7, "left 1.0")
    assert first["clause"].startswith("CycloneDX 1.6, bom-1.6.schema.json#")
    assert first["next"]


def test_documents_in_every_format_keep_to_the_schema(osscan, files):
    paths = ("good.cdx.json", "bad.cdx.json", "broken.cdx.json", "none.txt")
    done = osscan("sbom", "validate", *paths, "--profile", "cra", "--format", "json")
    document = json.loads(done.out)
    assert list(Draft202012Validator(SCHEMA).iter_errors(document)) == []
    assert [one["complete"] for one in document["documents"]] == [True, True, False, False]


def test_a_broken_document_never_passes_a_profile(osscan, files):
    done = osscan("sbom", "validate", "broken.cdx.json", "--profile", "cra", "--format", "jsonl")
    row = json.loads(done.out)
    assert (row["complete"], row["profiles"]["cra"] != "pass") == (False, True)


def test_sarif_names_each_rule_once_and_places_each_result(osscan, files):
    log = json.loads(osscan("sbom", "validate", "bad.cdx.json", "--format", "sarif").out)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert all(result["ruleId"] == rules[result["ruleIndex"]] for result in run["results"])
    assert all(result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in run["results"])


def test_people_read_it_in_german(osscan, files):
    done = osscan("sbom", "validate", "bad.cdx.json", language="de")
    for said in ("Schema: verletzt", "„nowhere“ gibt es in diesem Dokument nicht.", "Nächster Schritt:", "Stimmigkeit"):
        assert said in done.out


def test_quiet_says_nothing_where_all_is_well(osscan, files):
    assert osscan("sbom", "validate", "good.cdx.json", "--quiet").out == ""


def test_what_comes_by_standard_input_is_read(osscan):
    assert osscan("sbom", "validate", "-", stdin=json.dumps(GOOD).encode()).returncode == 0


def test_formats_go_into_files_and_only_one_to_stdout(osscan, files, tmp_path):
    done = osscan("sbom", "validate", "bad.cdx.json", "--format", "markdown=a.md", "--format", "jsonl")
    assert json.loads(done.out)["path"] == "bad.cdx.json"
    assert "| Error: " in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert osscan("sbom", "validate", "bad.cdx.json", "--format", "json", "--format", "jsonl").returncode == 2


def test_a_file_that_a_list_names_and_that_is_not_there_costs_no_other(osscan, files, tmp_path):
    (tmp_path / "list").write_text("good.cdx.json\nmissing.cdx.json\n")
    rows = [json.loads(line) for line in osscan("sbom", "validate", "--files-from", "list", "--format", "jsonl").out.splitlines()]
    assert [(row["path"], row["complete"]) for row in rows] == [("good.cdx.json", True), ("missing.cdx.json", False)]


SYFT = {"artifacts": [{"name": "a", "version": "1", "id": "x", "foundBy": "y", "type": "npm"}], "schema": {"version": "16.0.0"}}


def test_what_no_schema_knows_is_no_success(osscan, tmp_path):
    path = tmp_path / "syft.json"
    path.write_text(json.dumps(SYFT), encoding="utf-8")

    told = osscan("sbom", "validate", str(path))

    assert told.returncode == 3
    assert told.out.startswith("? ")
    assert "(json), 2" in told.out
    assert "✔" not in told.out


def test_several_documents_in_one_file_are_no_success(osscan, tmp_path):
    one = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": []})
    path = tmp_path / "all.json"
    path.write_text(f"{one}\n{one}\n", encoding="utf-8")

    told = osscan("sbom", "validate", str(path))

    assert told.returncode == 3
    assert "further SBOMs in the same file: 1" in told.out


def test_spdx_3_is_called_by_its_name(osscan, tmp_path):
    path = tmp_path / "three.json"
    path.write_text(json.dumps({"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": []}), encoding="utf-8")

    assert ": SPDX 3.0.1 (json)" in " ".join(osscan("sbom", "validate", str(path)).out.split())


def test_of_what_is_no_sbom_no_schema_is_said_to_be_broken(osscan, tmp_path):
    path = tmp_path / "other.json"
    path.write_text("{}", encoding="utf-8")

    told = osscan("sbom", "validate", str(path))

    assert told.returncode == 3
    assert "Schema: not checked" in told.out
