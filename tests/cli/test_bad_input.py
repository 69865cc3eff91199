"""Bad input: each kind gives a clear message with a next step and the right exit code, and loses nothing else."""

from __future__ import annotations

import json

import pytest

GOOD = {"type": "library", "name": "good", "version": "1", "purl": "pkg:npm/good@1", "licenses": [{"license": {"id": "MIT"}}]}


def sbom(*components):
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": list(components)}).encode()


def report(done):
    return json.loads(done.stdout)


def names(done):
    return {component["name"] for component in report(done)["components"]}


def codes(done):
    return [problem["code"] for problem in report(done)["problems"] if problem["severity"] == "error"]


def verdict_of(done, name):
    found = report(done)
    ids = {component["id"]: component["name"] for component in found["components"]}
    return next(verdict for verdict in found["verdicts"] if ids[verdict["component"]] == name)


def test_a_missing_file_is_a_wrong_call(osscan):
    done = osscan("check", "nothere.json")
    assert (2, "") == (done.returncode, done.out)
    assert "nothing was judged" in done.err
    assert "error[input-missing]" in done.err
    assert "next:" in done.err


def test_a_missing_file_is_told_in_german(osscan):
    done = osscan("check", "nothere.json", "--lang", "de")
    assert "Es wurde nichts beurteilt" in done.err
    assert "Nächster Schritt:" in done.err


def test_one_missing_of_two_targets_judges_nothing(osscan, tmp_path):
    (tmp_path / "a.cdx.json").write_bytes(sbom(GOOD))
    assert 2 == osscan("check", "a.cdx.json", "nothere.json").returncode


def test_a_folder_without_anything_to_judge_is_not_a_pass(osscan, tmp_path):
    (tmp_path / "empty").mkdir()
    done = osscan("check", "empty")
    assert 4 == done.returncode
    assert "Nothing" in done.out


def test_a_broken_policy_judges_nothing(osscan, tmp_path):
    (tmp_path / "a.cdx.json").write_bytes(sbom(GOOD))
    (tmp_path / "policy.yml").write_text("schema: osscan/policy/1\nrules: [\n")
    done = osscan("check", "a.cdx.json", "--policy", "policy.yml")
    assert (2, "") == (done.returncode, done.out)
    assert "policy.yml:3:1" in done.err
    assert "policy-syntax" in done.err


def test_a_missing_policy_is_never_a_default(osscan, tmp_path):
    (tmp_path / "a.cdx.json").write_bytes(sbom(GOOD))
    done = osscan("check", "a.cdx.json", "--policy", "nobody")
    assert 2 == done.returncode
    assert "dortmund, osscan" in done.err


@pytest.mark.parametrize("text", ["MIT AND (", "MIT OR", "MIT AND AND ISC", "(" * 400 + "MIT" + ")" * 400, "MIT AND " * 131_072])
def test_a_faulty_expression_is_unknown_and_costs_no_other_component(osscan, tmp_path, text):
    bad = {"type": "library", "name": "bad", "version": "1", "purl": "pkg:npm/bad@1", "licenses": [{"expression": text}]}
    (tmp_path / "a.cdx.json").write_bytes(sbom(GOOD, bad))
    done = osscan("check", "a.cdx.json", "--format", "json")
    assert 1 == done.returncode
    assert {"good", "bad"} == names(done)
    assert "unknown-license" == verdict_of(done, "bad")["policy"]["verdict"]
    assert "allowed-with-obligations" == verdict_of(done, "good")["policy"]["verdict"]


def test_a_faulty_expression_is_shown_with_a_caret(osscan, tmp_path):
    bad = {
        "type": "library",
        "name": "bad",
        "version": "1",
        "purl": "pkg:npm/bad@1",
        "licenses": [{"expression": "GPL-2.0-only AND (MIT"}],
    }
    (tmp_path / "a.cdx.json").write_bytes(sbom(bad))
    lines = osscan("check", "a.cdx.json").out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip() == "^")
    assert "(" == lines[at - 1][lines[at].index("^")]
    assert lines[at - 1].strip().startswith("GPL-2.0-only AND (MIT")


def test_a_misspelt_license_gets_a_near_one(osscan, tmp_path):
    bad = {
        "type": "library",
        "name": "bad",
        "version": "1",
        "purl": "pkg:npm/bad@1",
        "licenses": [{"license": {"id": "Apche-2.0"}}],
    }
    (tmp_path / "a.cdx.json").write_bytes(sbom(bad))
    done = osscan("check", "a.cdx.json")
    assert 1 == done.returncode
    assert "Apache-2.0" in done.out


def test_truncated_json_keeps_what_is_intact_and_is_incomplete(osscan, tmp_path):
    whole = sbom(
        GOOD, {**GOOD, "name": "second", "purl": "pkg:npm/second@1"}, {**GOOD, "name": "third", "purl": "pkg:npm/third@1"}
    )
    (tmp_path / "a.cdx.json").write_bytes(whole[: whole.index(b"third") + 3])
    done = osscan("check", "a.cdx.json", "--format", "json")
    assert 3 == done.returncode
    assert {"good", "second"} <= names(done)
    assert "json-truncated" in codes(done)
    assert report(done)["complete"] is False
    assert "incomplete" == report(done)["outcome"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_read(osscan, tmp_path, encoding):
    (tmp_path / "a.cdx.json").write_bytes(sbom({**GOOD, "name": "größer"}).decode().encode(encoding))
    done = osscan("check", "a.cdx.json", "--format", "json")
    assert 0 == done.returncode
    assert {"größer"} == names(done)


def test_a_doubled_key_never_hides_a_license(osscan, tmp_path):
    text = sbom(GOOD).decode()
    doubled = text.replace('"licenses":', '"licenses": [{"license": {"id": "AGPL-3.0-only"}}], "licenses":')
    (tmp_path / "a.cdx.json").write_text(doubled)
    done = osscan("check", "a.cdx.json", "--format", "json")
    assert 1 == done.returncode
    assert {"AGPL-3.0-only", "MIT"} == {claim["raw"] for claim in report(done)["components"][0]["claims"]}
    assert "duplicate-key" in [problem["code"] for problem in report(done)["problems"]]


def test_a_doubled_key_inside_a_license_never_hides_it(osscan, tmp_path):
    text = sbom(GOOD).decode().replace('{"id": "MIT"}', '{"id": "SSPL-1.0", "id": "MIT"}')
    (tmp_path / "a.cdx.json").write_text(text)
    done = osscan("check", "a.cdx.json", "--format", "json")
    assert 1 == done.returncode
    assert "ambiguous" == verdict_of(done, "good")["policy"]["verdict"]


def test_hostile_names_can_not_move_the_terminal(osscan, tmp_path):
    bad = {**GOOD, "name": "a\x1b[2J\u202egnp.exe[red]x[/red]", "purl": "", "licenses": [{"license": {"id": "BUSL-1.1"}}]}
    (tmp_path / "a.cdx.json").write_bytes(sbom(bad))
    for form in ("terminal", "markdown", "csv", "json", "sarif", "junit", "codequality"):
        done = osscan("check", "a.cdx.json", "--format", form)
        assert 1 == done.returncode
        assert "\u202e" not in done.out
        assert "\x1b" not in done.out


def test_an_unknown_format_names_what_is_read(osscan, tmp_path):
    (tmp_path / "a.bin").write_bytes(b"\x00\x01\x02")
    done = osscan("check", "a.bin")
    assert 3 == done.returncode
    assert "CycloneDX" in done.out
    assert "SPDX" in done.out


def test_a_broken_lockfile_costs_no_other_input(osscan, tmp_path):
    (tmp_path / "a.cdx.json").write_bytes(sbom(GOOD))
    (tmp_path / "package-lock.json").write_text('{"lockfileVersion": 3, "packages": {')
    done = osscan("check", "a.cdx.json", "package-lock.json", "--format", "json")
    assert 3 == done.returncode
    assert {"good"} == names(done)


def test_deep_json_is_refused_and_nothing_else_lost(osscan, tmp_path):
    deep = sbom(GOOD).decode().replace('"version": "1"', '"version": "1", "properties": ' + "[" * 100_000 + "]" * 100_000)
    (tmp_path / "deep.cdx.json").write_text(deep)
    (tmp_path / "a.cdx.json").write_bytes(sbom({**GOOD, "name": "other", "purl": "pkg:npm/other@1"}))
    done = osscan("check", "deep.cdx.json", "a.cdx.json", "--format", "json")
    assert 3 == done.returncode
    assert "other" in names(done)
    assert "too-deep" in codes(done)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--outbound", "EUPL-1.2 AND ("), "outbound-invalid"),
        (("--outbound", "EUPL-1.3"), "outbound-unknown"),
        (("--as-of", "soon"), "date-invalid"),
        (("--format", "pdf"), "output-format-unknown"),
        (("--format", "json", "--format", "csv"), "output-twice-on-stdout"),
        (("--format", "json=nowhere/x.json"), "output-unwritable"),
        (("--fail-on", "never"), "option-value"),
        (("--include-role", "kitchen"), "option-value"),
        (("--baseline", "nothere.json"), "baseline-unreadable"),
        (("--write-baseline",), "baseline-not-named"),
    ],
)
def test_words_that_do_not_fit_are_told(osscan, tmp_path, arguments, code):
    (tmp_path / "a.cdx.json").write_bytes(sbom(GOOD))
    for language in ("de", "en"):
        done = osscan("check", "a.cdx.json", *arguments, language=language)
        assert 2 == done.returncode
        assert f"[{code}]" in done.err


def test_a_call_without_targets_is_told(osscan):
    done = osscan("check")
    assert 2 == done.returncode
    assert "targets-missing" in done.err
