"""`osscan policy init`: what it writes is sound, tested and commented, and it never waits for nobody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "policies" / "osscan-policy.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "options", [[], ["--from", "dortmund"], ["--outbound", "MIT OR Apache-2.0"], ["--outbound", "GPL-3.0-or-later"]]
)
def test_what_it_writes_passes_schema_lint_and_tests(osscan, tmp_path, options, language):
    done = osscan("policy", "init", "own.yml", "--yes", *options, language=language)
    document = yaml.safe_load((tmp_path / "own.yml").read_text(encoding="utf-8"))

    assert (0, "") == (done.returncode, done.out)
    assert [] == [fault.message for fault in Draft202012Validator(SCHEMA).iter_errors(document)]
    assert (0, 1) == ((lint := osscan("policy", "lint", "own.yml", "--strict")).returncode, len(lint.out.splitlines()))
    assert 0 == (test := osscan("policy", "test", "own.yml", "--strict")).returncode, test.out
    assert 64 == len(document["extends"][0]["sha256"])


def test_comments_are_in_the_language_that_was_asked_for(osscan):
    german = osscan("policy", "init", "-", "--yes", "--lang", "de").out
    english = osscan("policy", "init", "-", "--yes", "--lang", "en").out

    assert "# Was wir von Lizenzen halten." in german
    assert "# What we think of licenses." in english
    assert german.startswith("# yaml-language-server: $schema=osscan-policy.schema.json\n")


def test_nothing_is_overwritten_without_force(osscan, tmp_path):
    (tmp_path / "own.yml").write_text("mine")
    refused = osscan("policy", "init", "own.yml", "--yes")

    assert (2, "mine") == (refused.returncode, (tmp_path / "own.yml").read_text())
    assert "policy-file-exists" in refused.err
    assert 0 == osscan("policy", "init", "own.yml", "--yes", "--force").returncode
    assert "mine" != (tmp_path / "own.yml").read_text()


def test_without_a_terminal_it_says_so_and_does_not_wait(osscan, tmp_path):
    done = osscan("policy", "init", "own.yml")

    assert (2, [], True) == (done.returncode, list(tmp_path.iterdir()), "policy-init-no-terminal" in done.err)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--from", "nobody"], "public-de, dortmund"),
        (["--outbound", "MTI"], "outbound-unknown"),
        (["--outbound", "MIT OR"], "outbound-invalid"),
    ],
)
def test_wrong_words_write_nothing(osscan, tmp_path, arguments, word):
    done = osscan("policy", "init", "own.yml", "--yes", *arguments)

    assert (2, []) == (done.returncode, list(tmp_path.iterdir()))
    assert word in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX")
def test_questions_are_asked_until_they_are_answered(tmp_path):
    code, said = asked(tmp_path, "Gemeinde Ölbach\n\nMTI\nMIT\nsaas, source\nyes\nfsf-strict\n\n", "--lang", "de")
    document = yaml.safe_load((tmp_path / "own.yml").read_text(encoding="utf-8"))

    assert 0 == code, said
    assert ("gemeinde-oelbach", "MIT", "fsf-strict") == (document["id"], document["outbound"], document["doctrine"])
    assert ["saas", "source"] == document["context"]["provision"]
    assert ("Lizenzrichtlinie: Gemeinde Ölbach", "review") == (document["title"]["de"], document["contested"])
    assert 2 == said.count("Lizenz der Veröffentlichung")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX")
def test_whoever_goes_away_gets_no_policy(tmp_path):
    code, said = asked(tmp_path, "Somebody\n\x04")

    assert (2, False) == (code, (tmp_path / "own.yml").exists())
    assert "policy-init-stopped" in said


def asked(folder, answers, *arguments):
    """Runs init at a pseudo-terminal, an answer a line."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "osscan", "policy", "init", "own.yml", *arguments]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    running = subprocess.Popen(
        command, cwd=folder, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, text=True
    )
    os.close(theirs)
    os.write(ours, answers.encode())
    deadline = time.monotonic() + 60
    try:
        said, _ = running.communicate(timeout=deadline - time.monotonic())
    finally:
        os.close(ours)
    return running.returncode, said
