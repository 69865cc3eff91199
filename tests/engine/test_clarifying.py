"""A clarification rests on files that somebody read; once they change, it is void and says so."""

from __future__ import annotations

import hashlib
import json

import pytest

from osscan.policy.find import policy_named

TEXT = "Permission is granted.\n"
POLICY = """\
schema: osscan/policy/1
id: own
title: {{de: a, en: b}}
version: "1"
extends: [{{packaged: dortmund}}]
clarifications:
  - purl: pkg:npm/quiet
    expression: MIT
    reason: {{de: a, en: b}}
    evidence: [{evidence}]
"""
LOCK = {
    "name": "app",
    "lockfileVersion": 3,
    "packages": {"": {"name": "app", "license": "MIT"}, "node_modules/quiet": {"version": "1.0.0"}},
}


def entry(path, text=TEXT):
    return f"{{path: {path}, sha256: {hashlib.sha256(text.encode()).hexdigest()}}}"


@pytest.fixture
def run(tmp_path, checked):
    """The level of the clarified component and what was said of the clarification."""

    def call(evidence, *targets):
        tree = tmp_path / "tree"
        (tree / "vendor").mkdir(parents=True, exist_ok=True)
        (tree / "package-lock.json").write_text(json.dumps(LOCK), encoding="utf-8")
        (tree / "vendor" / "README.quiet").write_text(TEXT, encoding="utf-8")
        (tmp_path / "own.yml").write_text(POLICY.format(evidence=evidence), encoding="utf-8")
        report = checked(*(targets or ("tree",)), policy="own.yml")
        (level,) = [v.judgement.level for v in report.verdicts if v.component.startswith("pkg:npm/quiet")]
        told = [(p.code, p.place.line) for p in report.problems if p.code.startswith("policy-clarification")]
        return level.value, told

    return call


def test_an_unchanged_file_lets_the_clarification_count(run):
    assert ("ok", []) == run(entry("vendor/README.quiet"))


def test_a_changed_file_voids_it(run):
    assert ("review", [("policy-clarification-void", 10)]) == run(entry("vendor/README.quiet", "another text"))


def test_one_changed_file_of_several_voids_it(run):
    both = f"{entry('vendor/README.quiet', 'other')}, {entry('package-lock.json', json.dumps(LOCK))}"
    assert ("review", [("policy-clarification-void", 10)]) == run(both)


def test_a_file_that_was_not_scanned_leaves_it_standing_with_a_note(run):
    assert ("ok", [("policy-clarification-unseen", 10)]) == run(entry("vendor/LICENSE.gone"))
    assert ("ok", [("policy-clarification-unseen", 10)]) == run(entry("vendor/README.quiet", "x"), "tree/package-lock.json")


def test_a_file_that_was_named_outright_is_looked_at(run):
    lock = "tree/package-lock.json"
    assert ("ok", []) == run(entry(lock, json.dumps(LOCK)), lock)
    assert ("review", [("policy-clarification-void", 10)]) == run(entry(lock, "x"), lock)


def test_nothing_outside_of_what_is_scanned_can_be_named(run):
    for path in ("/etc/hostname", "../secret", "a/../../b", "a\\b"):
        with pytest.raises(Exception, match="policy-wrong-value"):
            run(entry(f"'{path}'"))


def test_without_evidence_no_file_is_asked(run, monkeypatch):
    assert policy_named("osscan").clarifications[0].evidence == ()
    monkeypatch.setattr("osscan.engine.clarifying._sha256", lambda source: pytest.fail(source.path))
    level, told = run("")
    assert ("ok", []) == (level, told)
