"""`osscan check` from outside: outcomes, outputs, baseline, waivers, roles, languages, determinism."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest


def component(name, license_id=None, **more):
    licenses = {"licenses": [{"license": {"id": license_id}}]} if license_id else {}
    return {"type": "library", "name": name, "version": "1.0", "purl": f"pkg:npm/{name}@1.0", "bom-ref": name, **licenses, **more}


def write(folder, name, *components, **more):
    document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": list(components), **more}
    (folder / name).write_text(json.dumps(document))
    return name


def words(done):
    found = json.loads(done.stdout)
    return {v["component"]: (v["policy"]["verdict"], v["compatibility"]["verdict"], v["modifier"]) for v in found["verdicts"]}


def test_version_and_help(osscan):
    assert osscan("--version").out.startswith("osscan 0.")
    assert "Prüft Lizenzen" in osscan("--help", language="de").out
    assert "Checks licenses" in osscan("--help", language="en").out
    assert "Beurteilt jede Komponente" in osscan("check", "--help", "--lang", "de").out


def test_all_well_is_short_and_quiet_says_nothing(osscan, tmp_path):
    write(tmp_path, "a.cdx.json", component("a", "MIT"), component("b", "Apache-2.0"))
    done = osscan("check", "a.cdx.json")
    assert (0, "") == (done.returncode, done.err)
    assert len(done.out.splitlines()) <= 4
    assert "" == osscan("check", "a.cdx.json", "--quiet").out


@pytest.mark.parametrize("license_id", ["BUSL-1.1", "SSPL-1.0", "Elastic-2.0", "JSON", "CC-BY-NC-4.0"])
def test_source_available_licenses_are_denied(osscan, tmp_path, license_id):
    write(tmp_path, "a.cdx.json", component("a", license_id))
    done = osscan("check", "a.cdx.json", "--format", "json")
    assert 1 == done.returncode
    assert {"pkg:npm/a@1.0": ("denied", "incompatible", None)} == words(done)


@pytest.mark.parametrize(
    ("name", "policy"),
    [
        ("UNLICENSED", "denied"),
        ("Commons Clause", "denied"),
        ("Apache-2.0 WITH Commons-Clause", "denied"),
        ("BSD", "ambiguous"),
        ("GPL", "ambiguous"),
        ("NONE", "no-license"),
        ("NOASSERTION", "unknown-license"),
        ("My own words", "unknown-license"),
        ("", "unknown-license"),
    ],
)
def test_names_that_never_pass(osscan, tmp_path, name, policy):
    write(tmp_path, "a.cdx.json", component("a", licenses=[{"license": {"name": name}}]))
    done = osscan("check", "a.cdx.json", "--format", "json")
    assert 1 == done.returncode
    assert policy == words(done)["pkg:npm/a@1.0"][0]


def test_no_license_at_all_never_passes_in_any_kind(osscan, tmp_path):
    for kind in ("library", "application", "framework", "file", "data", "container"):
        write(tmp_path, "a.cdx.json", component("a", type=kind))
        assert 1 == osscan("check", "a.cdx.json").returncode, kind


def test_unknown_is_not_a_pass_when_only_denied_fails(osscan, tmp_path):
    write(tmp_path, "a.cdx.json", component("a"))
    assert 3 == osscan("check", "a.cdx.json", "--fail-on", "denied").returncode
    write(tmp_path, "b.cdx.json", component("b", "GPL-3.0-only"))
    assert 0 == osscan("check", "b.cdx.json", "--fail-on", "denied").returncode
    write(tmp_path, "c.cdx.json", component("c", "SSPL-1.0"))
    assert 1 == osscan("check", "c.cdx.json", "--fail-on", "denied").returncode


def test_or_takes_the_best_branch_and_shows_the_others(osscan, tmp_path):
    write(tmp_path, "a.cdx.json", component("a", licenses=[{"expression": "SSPL-1.0 OR MIT"}]))
    done = osscan("check", "a.cdx.json", "--format", "json")
    assert 0 == done.returncode
    verdict = json.loads(done.stdout)["verdicts"][0]
    assert "MIT" == verdict["chosen"]
    assert ["SSPL-1.0"] == [branch["expression"] for branch in verdict["rejected"]]


def test_a_list_without_operator_is_ambiguous_where_it_matters(osscan, tmp_path):
    both = [{"license": {"id": "SSPL-1.0"}}, {"license": {"id": "MIT"}}]
    write(tmp_path, "a.cdx.json", component("a", licenses=both))
    assert "ambiguous" == words(osscan("check", "a.cdx.json", "--format", "json"))["pkg:npm/a@1.0"][0]
    both = [{"license": {"id": "ISC"}}, {"license": {"id": "MIT"}}]
    write(tmp_path, "a.cdx.json", component("a", licenses=both))
    assert 0 == osscan("check", "a.cdx.json").returncode


def test_every_verdict_names_rule_line_and_source(osscan, tmp_path):
    write(tmp_path, "a.cdx.json", component("a", "GPL-3.0-only"))
    verdict = json.loads(osscan("check", "a.cdx.json", "--format", "json").stdout)["verdicts"][0]
    assert verdict["policy"]["rule"]
    assert verdict["policy"]["place"]["line"]
    assert all(reason["source"] or reason["place"] for reason in verdict["compatibility"]["reasons"])
    assert verdict["compatibility"]["remedies"]


def test_objections_have_line_and_column_in_json(osscan, tmp_path):
    name = write(tmp_path, "a.cdx.json", component("a", "SSPL-1.0"))
    pretty = json.dumps(json.loads((tmp_path / name).read_text()), indent=1)
    (tmp_path / name).write_text(pretty)
    claim = json.loads(osscan("check", name, "--format", "json").stdout)["components"][0]["claims"][0]
    line, column = claim["place"]["line"], claim["place"]["column"]
    assert pretty.splitlines()[line - 1][column - 1 :].startswith('"SSPL-1.0"')


def test_the_way_from_the_root_is_shown(osscan, tmp_path):
    write(
        tmp_path,
        "a.cdx.json",
        component("a", "MIT"),
        component("b", "SSPL-1.0"),
        metadata={"component": {"type": "application", "name": "app", "version": "2", "bom-ref": "root"}},
        dependencies=[{"ref": "root", "dependsOn": ["a"]}, {"ref": "a", "dependsOn": ["b"]}, {"ref": "b", "dependsOn": ["a"]}],
    )
    assert "app 2 → a 1.0 → b 1.0" in osscan("check", "a.cdx.json").out


def test_formats_go_to_files(osscan, tmp_path):
    write(tmp_path, "a.cdx.json", component("a", "SSPL-1.0"))
    asked = [f"{name}=out.{name}" for name in ("json", "sarif", "markdown", "junit", "codequality", "csv")]
    done = osscan("check", "a.cdx.json", *[word for form in asked for word in ("--format", form)], "--format", "terminal")
    assert 1 == done.returncode
    assert "SSPL-1.0" in done.out
    for name in ("json", "sarif", "codequality"):
        json.loads((tmp_path / f"out.{name}").read_text())
    assert all((tmp_path / f"out.{name}").stat().st_size > 100 for name in ("markdown", "junit", "csv"))


def test_standard_input_is_a_target(osscan, tmp_path):
    write(tmp_path, "a.cdx.json", component("a", "MIT"))
    assert 0 == osscan("check", "-", stdin=(tmp_path / "a.cdx.json").read_bytes()).returncode


def test_the_order_of_targets_does_not_change_a_byte(osscan, tmp_path):
    write(tmp_path, "a.cdx.json", component("a", "MIT"), component("c", "SSPL-1.0"))
    write(tmp_path, "b.cdx.json", component("b", "ISC"), component("c", "MIT"))
    first = osscan("check", "a.cdx.json", "b.cdx.json", "--format", "json").out
    assert first == osscan("check", "b.cdx.json", "a.cdx.json", "--format", "json").out
    assert first == osscan("check", "b.cdx.json", "a.cdx.json", "--format", "json", "--jobs", "2").out


def test_two_inputs_that_disagree_are_a_conflict_and_the_strict_reading_counts(osscan, tmp_path):
    write(tmp_path, "a.cdx.json", component("c", "MIT"))
    write(tmp_path, "b.cdx.json", component("c", "SSPL-1.0"))
    done = osscan("check", "a.cdx.json", "b.cdx.json", "--format", "json")
    assert 1 == done.returncode
    found = json.loads(done.stdout)
    assert ["pkg:npm/c@1.0"] == [conflict["component"] for conflict in found["conflicts"]]
    assert "denied" == found["verdicts"][0]["policy"]["verdict"]


def test_a_scan_that_found_worse_makes_it_a_matter_for_review(osscan, tmp_path):
    evidence = {"licenses": [{"license": {"id": "GPL-3.0-only"}}]}
    write(tmp_path, "a.cdx.json", component("a", "MIT", evidence=evidence))
    assert "needs-review" == words(osscan("check", "a.cdx.json", "--format", "json"))["pkg:npm/a@1.0"][0]


POLICY = """\
schema: osscan/policy/1
id: own
title: {de: Eigene, en: Own}
version: "1"
outbound: EUPL-1.2
context: {relation_default: dynamic-link}
extends: []
rules:
  - {id: R-1, when: {license: [MIT]}, then: allow, text: {de: ja, en: yes}}
  - {id: R-2, when: {license: [SSPL-1.0]}, then: deny, text: {de: nein, en: no}}
waivers:
  - id: W-1
    rule: R-2
    purl: pkg:npm/db
    versions: "<2"
    owner: osbo
    reason: {de: Ablösung geplant, en: Replacement planned}
    ticket: T-1
    expires: 2027-06-30
clarifications:
  - {purl: "pkg:npm/quiet", expression: MIT, reason: {de: LICENSE gelesen, en: LICENSE read}}
"""


def test_waivers_lift_until_their_day_and_are_reported_after_it(osscan, tmp_path):
    (tmp_path / "own.yml").write_text(POLICY)
    write(tmp_path, "a.cdx.json", component("db", "SSPL-1.0"), component("quiet"))
    call = ("check", "a.cdx.json", "--policy", "own.yml", "--format", "json")
    before = osscan(*call, "--as-of", "2027-06-30")
    assert 0 == before.returncode
    assert {"pkg:npm/db@1.0": "waived", "pkg:npm/quiet@1.0": None} == {k: v[2] for k, v in words(before).items()}
    after = osscan(*call, "--as-of", "2027-07-01")
    assert 1 == after.returncode
    assert "waiver-expired" == words(after)["pkg:npm/db@1.0"][2]
    assert "policy-waiver-expired" in [problem["code"] for problem in json.loads(after.stdout)["problems"]]


def test_entries_of_the_policy_that_nothing_needed_are_reported(osscan, tmp_path):
    (tmp_path / "own.yml").write_text(POLICY)
    write(tmp_path, "a.cdx.json", component("a", "MIT"))
    found = json.loads(osscan("check", "a.cdx.json", "--policy", "own.yml", "--format", "json").stdout)
    told = {problem["code"] for problem in found["problems"]}
    assert {"policy-waiver-unused", "policy-clarification-unused", "policy-rule-unused"} == told


def test_a_baseline_carries_an_old_project(osscan, tmp_path):
    write(tmp_path, "a.cdx.json", component("old", "SSPL-1.0"))
    assert 1 == osscan("check", "a.cdx.json", "--baseline", "known.json", "--write-baseline").returncode
    assert 0 == osscan("check", "a.cdx.json", "--baseline", "known.json", "--only-new").returncode
    assert 1 == osscan("check", "a.cdx.json", "--baseline", "known.json").returncode
    write(
        tmp_path, "a.cdx.json", component("old", "SSPL-1.0", version="2.0", purl="pkg:npm/old@2.0"), component("new", "BUSL-1.1")
    )
    done = osscan("check", "a.cdx.json", "--baseline", "known.json", "--only-new", "--format", "json")
    assert 1 == done.returncode
    assert {"pkg:npm/old@2.0": "baseline", "pkg:npm/new@1.0": None} == {k: v[2] for k, v in words(done).items()}


def test_baseline_entries_that_are_gone_are_reported(osscan, tmp_path):
    write(tmp_path, "a.cdx.json", component("old", "SSPL-1.0"))
    osscan("check", "a.cdx.json", "--baseline", "known.json", "--write-baseline")
    write(tmp_path, "a.cdx.json", component("other", "MIT"))
    done = osscan("check", "a.cdx.json", "--baseline", "known.json", "--only-new")
    assert 0 == done.returncode
    assert "baseline" in done.out.lower()
    assert "1 entries" in done.out or "1 entr" in done.out


def test_a_ratchet_lets_a_baseline_only_shrink(osscan, tmp_path):
    call = ("check", "a.cdx.json", "--baseline", "known.json", "--only-new")
    write(tmp_path, "a.cdx.json", component("old", "SSPL-1.0"), component("older", "BUSL-1.1"))
    osscan(*call, "--write-baseline")
    write(tmp_path, "a.cdx.json", component("old", "SSPL-1.0"))
    assert [0, 1, 0] == [osscan(*call, *option).returncode for option in ((), ("--ratchet",), ("--no-ratchet",))]
    assert 0 == osscan(*call, "--ratchet", "--write-baseline").returncode
    assert 0 == osscan(*call, "--ratchet").returncode


def test_options_win_over_what_the_policy_counts(osscan, tmp_path):
    (tmp_path / "own.yml").write_text(POLICY.partition("waivers:")[0] + "fail_on: {severity: denied, new_only: true}\n")
    write(tmp_path, "a.cdx.json", component("a", "ISC"), component("db", "SSPL-1.0"))
    call = ("check", "a.cdx.json", "--policy", "own.yml", "--baseline", "known.json")
    osscan(*call, "--write-baseline")
    assert 0 == osscan(*call).returncode
    assert 1 == osscan(*call, "--no-only-new").returncode
    write(tmp_path, "a.cdx.json", component("a", "ISC"))
    assert [0, 1] == [osscan(*call[:4], *option).returncode for option in ((), ("--fail-on", "review"))]


def test_evidence_is_shown_to_who_asks_for_details(osscan, tmp_path):
    write(tmp_path, "a.cdx.json", component("db", "SSPL-1.0"))
    evidence = json.loads(osscan("check", "a.cdx.json", "--format", "json").stdout)["verdicts"][0]["evidence"]
    assert evidence.startswith("sha256:")
    assert (True, False) == (evidence in osscan("check", "a.cdx.json", "-v").out, "sha256" in osscan("check", "a.cdx.json").out)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_ignored_files_of_a_checkout_are_not_read(osscan, tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("out/\n")
    (tmp_path / "out").mkdir()
    write(tmp_path / "out", "bad.cdx.json", component("bad", "SSPL-1.0"))
    write(tmp_path, "good.cdx.json", component("good", "MIT"))
    assert 0 == osscan("check", ".").returncode
    assert 1 == osscan("check", "out").returncode


def test_a_checkout_can_not_make_osscan_run_a_program(osscan, tmp_path):
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    subprocess.run(["git", "-C", str(tmp_path), "config", "core.fsmonitor", str(trap)], check=True)
    write(tmp_path, "good.cdx.json", component("good", "MIT"))
    assert 0 == osscan("check", ".").returncode
    assert not (tmp_path / "sprung").exists()


def test_folders_for_tests_are_shown_and_judged_on_request(osscan, tmp_path):
    (tmp_path / "tests").mkdir()
    write(tmp_path / "tests", "bad.cdx.json", component("bad", "SSPL-1.0"))
    write(tmp_path, "good.cdx.json", component("good", "MIT"))
    done = osscan("check", ".", "--format", "json")
    assert 0 == done.returncode
    assert "not-evaluated" == words(done)["pkg:npm/bad@1.0"][0]
    assert 1 == osscan("check", ".", "--include-role", "test").returncode
    assert 1 == osscan("check", ".", "--include-role", "all").returncode
    assert "tests" in osscan("check", ".").out
    assert "--include-role test" in osscan("check", ".", "--verbose").out


def test_a_source_tree_is_judged_with_its_tags(osscan, tmp_path):
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "p"\nversion = "1"\nlicense = "EUPL-1.2"\n')
    (tmp_path / "a.py").write_text("# SPDX-License-Identifier: EUPL-1.2\n")
    assert 0 == osscan("check", ".").returncode
    (tmp_path / "b.py").write_text("# SPDX-License-Identifier: GPL-3.0-only\n")
    done = osscan("check", ".", "--format", "json")
    assert 1 == done.returncode
    objections = [v for v in json.loads(done.stdout)["verdicts"] if v["objects"]]
    assert ["incompatible"] == [v["compatibility"]["verdict"] for v in objections]
    assert ["incorporate"] == [v["compatibility"]["relation"] for v in objections]


def test_both_languages_say_the_same_words(osscan, tmp_path):
    write(tmp_path, "a.cdx.json", component("a", "SSPL-1.0"))
    german, english = (osscan("check", "a.cdx.json", "--lang", language).out for language in ("de", "en"))
    assert "Nächster Schritt" in german
    assert "Next step" in english
    assert len(german.splitlines()) == pytest.approx(len(english.splitlines()), abs=4)


def test_progress_is_silent_for_quick_work(osscan, tmp_path):
    write(tmp_path, "a.cdx.json", component("a", "MIT"))
    assert "" == osscan("check", "a.cdx.json").err


def written_sources(folder):
    (folder / "src").mkdir()
    (folder / "src" / "a.py").write_text("# Licensed under the EUPL-1.2\n")
    (folder / "src" / "b.py").write_text(
        "# This file is part of Tool, distributed under the terms of the GNU GPL, version 3 only.\n"
    )


def test_cache_changes_no_byte_and_lies_where_it_is_asked_for(osscan, tmp_path):
    written_sources(tmp_path)

    plain = osscan("check", "src", "--format", "json", "--no-cache")
    first = osscan("check", "src", "--format", "json", "--cache-dir", "kept")
    second = osscan("check", "src", "--format", "json", "--cache-dir", "kept")

    assert (plain.out, plain.returncode) == (first.out, first.returncode) == (second.out, second.returncode)
    assert [file.name for file in (tmp_path / "kept").glob("*.sqlite3")] == ["detections.sqlite3"]


def test_damaged_cache_costs_a_word_and_nothing_else(osscan, tmp_path):
    written_sources(tmp_path)
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "detections.sqlite3").write_bytes(b"SQLite format 3\0" + b"x" * 5000)

    plain = osscan("check", "src", "--format", "json", "--no-cache")
    damaged = osscan("check", "src", "--format", "json", "--cache-dir", "kept")

    assert (plain.out, plain.returncode) == (damaged.out, damaged.returncode)
    assert "built anew" in damaged.err


def test_run_without_folders_opens_no_cache(osscan, tmp_path):
    write(tmp_path, "a.cdx.json", component("a", "MIT"))

    osscan("check", "a.cdx.json", "--cache-dir", "kept")

    assert not (tmp_path / "kept").exists()


def test_run_without_folders_loads_nothing_for_texts(tmp_path):
    write(tmp_path, "a.cdx.json", component("a", "MIT"))
    call = [sys.executable, "-X", "importtime", "-m", "osscan", "check", "a.cdx.json"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}

    assert "osscan.engine.check" in loaded
    assert set() == loaded & {"numpy", "sqlite3", "osscan.detect.index", "osscan.detect.sources", "osscan.engine.wording"}


def test_cache_inside_of_the_tree_is_not_looked_at(osscan, tmp_path):
    written_sources(tmp_path)

    runs = [osscan("check", ".", "--format", "json", "--cache-dir", "kept") for _ in range(2)]

    assert runs[0].out == runs[1].out
    assert "kept" not in runs[1].out


def test_objections_to_files_name_them_with_their_lines(osscan, tmp_path):
    written_sources(tmp_path)

    done = osscan("check", "src", "--no-cache", language="en")

    assert "Found in       src/b.py:1" in done.out


def test_the_language_may_stand_before_the_command_and_beside_help(osscan):
    assert "Prüft Lizenzen" in osscan("--help", "--lang", "de").out
    assert "kein Ziel genannt" in osscan("--lang", "de", "check").err
