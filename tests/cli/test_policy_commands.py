"""`osscan policy ...` from outside: exit codes, pages and documents."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from tests.engine.policies import HEAD, RULES, TESTS

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("schema", "lint", "test", "explain", "diff", "simulate", "init")


@pytest.fixture
def policy(osscan, tmp_path):
    """Calls a command of the group; the folder holds good, untested, failing and faulty policies."""
    (tmp_path / "good.yml").write_text(HEAD + RULES + TESTS)
    (tmp_path / "untested.yml").write_text(HEAD + RULES)
    (tmp_path / "failing.yml").write_text(HEAD + RULES + TESTS.replace("policy: denied", "policy: allowed"))
    (tmp_path / "faulty.yml").write_text(HEAD.replace("outbound", "outbund") + RULES)
    (tmp_path / "strict.yml").write_text(HEAD + RULES.replace("then: allow", "then: review") + TESTS)

    def call(*arguments, **more):
        return osscan("policy", *arguments, **more)

    return call


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("language", "word"), [("en", "Example: osscan policy"), ("de", "Beispiel: osscan policy")])
def test_every_command_has_an_example(policy, command, language, word):
    done = policy(command, "--help", language=language)

    assert 0 == done.returncode
    assert f"{word} {command}" in " ".join(done.out.split())


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_group_names_its_commands(policy, language):
    assert [] == [command for command in COMMANDS if command not in policy("--help", language=language).out]


def test_schema_goes_out_as_it_is_and_the_hint_beside_it(policy):
    done = policy("schema")

    assert (ROOT / "policies" / "osscan-policy.schema.json").read_text(encoding="utf-8") == done.out
    assert None is Draft202012Validator.check_schema(json.loads(done.out))
    assert "# yaml-language-server: $schema=" in done.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["lint", "good.yml"], 0),
        (["lint", "untested.yml"], 0),
        (["lint", "untested.yml", "--strict"], 1),
        (["lint", "good.yml", "--strict"], 0),
        (["lint", "good.yml", "faulty.yml"], 2),
        (["lint", "gone.yml"], 2),
        (["test", "good.yml"], 0),
        (["test", "good.yml", "--strict"], 1),
        (["test", "good.yml", "--strict", "--no-mutation"], 0),
        (["test", "failing.yml"], 1),
        (["test", "faulty.yml"], 2),
        (["test", "untested.yml"], 4),
        (["explain", "MIT", "--policy", "good.yml"], 0),
        (["explain", "MIT", "--policy", "faulty.yml"], 2),
        (["explain", "MIT", "--scope", "weekend"], 2),
        (["explain", "MIT", "--format", "yaml"], 2),
        (["diff", "good.yml", "good.yml", "--fail-on", "any"], 0),
        (["diff", "good.yml", "strict.yml"], 0),
        (["diff", "good.yml", "strict.yml", "--fail-on", "stricter"], 1),
        (["diff", "good.yml", "strict.yml", "--fail-on", "laxer"], 0),
        (["diff", "strict.yml", "good.yml", "--fail-on", "laxer"], 1),
        (["diff", "good.yml", "untested.yml", "--fail-on", "any"], 1),
        (["diff", "good.yml", "untested.yml", "--fail-on", "laxer"], 0),
        (["diff", "good.yml", "strict.yml", "--fail-on", "bigger"], 2),
        (["simulate", "gone.json", "--policy", "good.yml"], 3),
        (["simulate", ".", "--policy", "good.yml"], 4),
    ],
)
def test_exit_codes_are_kept(policy, arguments, code):
    assert code == policy(*arguments).returncode


def test_a_good_policy_is_one_line(policy):
    done = policy("lint", "good.yml")

    assert 1 == len(done.out.splitlines())
    assert done.out.startswith("good.yml: in order. Rules: 2, categories: 2, tests: 2.")
    assert policy("lint", "good.yml", language="de").out.startswith("good.yml: in Ordnung. Regeln: 2, Gruppen: 2, Tests: 2.")


def test_faults_go_to_stdout_with_line_and_column(policy):
    done = policy("lint", "faulty.yml")

    assert ("", True) == (done.err, "--> faulty.yml:5:10  outbund" in done.out)
    (found,) = json.loads(policy("lint", "faulty.yml", "--format", "json").out)["policies"]
    assert (False, ["policy-unknown-key"]) == (found["valid"], [problem["code"] for problem in found["problems"]])


def test_a_failure_says_expected_found_place_and_why(policy):
    done = policy("test", "failing.yml")
    text = " ".join(done.out.split())

    assert "GPL is not (failing.yml:26:5)" in text
    assert "policy: expected allowed, found denied" in text
    assert "denied, rule P-2 (failing.yml:16:5)" in text
    assert "failing.yml: 1 of 2 tests passed." in text


def test_survivors_come_with_tests_that_can_be_pasted(policy, tmp_path):
    done = policy("test", "untested.yml")
    assert "Rule P-2 could be deleted and no test would notice." in done.out
    lines = [line[2:] for line in done.out.splitlines() if line.startswith(("  - name:", "    component:", "    expect:"))]
    (tmp_path / "pasted.yml").write_text(HEAD + RULES + "tests:\n" + "".join(f"  {line}\n" for line in lines))

    again = policy("test", "pasted.yml", "--strict")

    assert (0, 1) == (again.returncode, len(again.out.splitlines()))


def test_documents_name_their_schema(policy, tmp_path):
    (tmp_path / "empty").mkdir()
    calls = {
        "osscan/policy-lint/1": ["lint", "good.yml"],
        "osscan/policy-test/1": ["test", "good.yml", "failing.yml"],
        "osscan/policy-explain/1": ["explain", "MIT OR GPL-3.0-only", "--policy", "good.yml"],
        "osscan/policy-diff/1": ["diff", "good.yml", "strict.yml"],
        "osscan/policy-simulation/1": ["simulate", "empty", "--policy", "good.yml"],
    }

    assert list(calls) == [json.loads(policy(*call, "--format", "json").out)["schema"] for call in calls.values()]


def test_explain_reads_as_a_page(policy):
    english = " ".join(policy("explain", "GPL-3.0-only", "--policy", "good.yml").out.split())
    german = " ".join(policy("explain", "GPL-3.0-only", "--policy", "good.yml", language="de").out.split())

    assert "GPL-3.0-only: denied" in english
    assert "– P-1 category is strong, asked for: permissive (good.yml:12:5)" in english
    assert "● P-2 fits and decides: deny (good.yml:16:5)" in english
    assert "with scope = test (rule default)" in english
    assert "● P-2 passt und entscheidet: deny (good.yml:16:5)" in german
    assert "keine Rechtsberatung" in german


def test_explain_says_in_json_what_it_says_on_the_page(policy):
    found = json.loads(policy("explain", "GPL-3.0-only", "--policy", "good.yml", "--format", "json").out)

    assert ("denied", "P-2", "good.yml:16:5") == (
        found["verdict"]["level"],
        found["verdict"]["rule"],
        found["verdict"]["place"],
    )
    assert [("P-1", False), ("P-2", True)] == [(rule["rule"], rule["decides"]) for rule in found["licenses"][0]["rules"]]
    assert {("scope", "test"), ("relation", "separate-process")} <= {(one["field"], one["value"]) for one in found["neighbours"]}


@pytest.mark.parametrize(("subject", "words"), [("p-2", ["deny", "unless"]), ("strong", ["GPL-2.0-only", "P-2 → deny"])])
def test_rules_and_categories_are_explained(policy, subject, words):
    page = policy("explain", subject, "--policy", "good.yml").out
    document = policy("explain", subject, "--policy", "good.yml", "--format", "json")

    assert [] == [word for word in words if word.casefold() not in page.casefold()]
    assert "osscan/policy-explain/1" == json.loads(document.out)["schema"]


def test_diff_says_what_changed_and_what_it_means(policy):
    text = " ".join(policy("diff", "good.yml", "strict.yml").out.split())

    assert "~ P-1, then: allow → review (strict.yml:12:5)" in text
    assert "2 licenses: allowed with obligations → needs review MIT, Apache-2.0" in text
    assert "The two policies say the same." in policy("diff", "good.yml", "good.yml").out


def test_simulate_tells_flips_and_counts(policy, osscan, tmp_path):
    components = [
        {"type": "library", "name": name, "version": "1", "bom-ref": name, "licenses": [{"license": {"id": license_}}]}
        for name, license_ in (("a", "MIT"), ("b", "GPL-3.0-only"))
    ]
    (tmp_path / "s.json").write_text(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.5", "components": components}))
    (tmp_path / "reports").mkdir()
    osscan("check", "s.json", "--policy", "good.yml", "--format", "json=reports/r.json")

    same = policy("simulate", "reports", "--policy", "good.yml", "--fail-on", "any")
    other = policy(
        "simulate", "reports", "--policy", "strict.yml", "--against", "good.yml", "--fail-on", "stricter", "--jobs", "2"
    )

    assert (0, "1 report, 2 components. 0 verdicts flip; objections 1 → 1.\n") == (same.returncode, same.out)
    assert 1 == other.returncode
    assert "1 component: allowed with obligations → needs review" in other.out
    assert "MIT (rule P-1 → P-1): a 1" in other.out


def test_a_hostile_name_can_not_trick_a_terminal(policy, tmp_path):
    (tmp_path / "hostile.yml").write_text(
        HEAD + RULES + 'tests:\n  - {name: "a\\e[31mb", component: {license: MIT}, expect: {policy: denied}}\n'
    )

    assert "a\\u001b[31mb" in policy("test", "hostile.yml").out


def test_schema_takes_the_policies_of_these_tests():
    schema = json.loads((ROOT / "policies" / "osscan-policy.schema.json").read_text(encoding="utf-8"))

    assert [] == [fault.message for fault in Draft202012Validator(schema).iter_errors(yaml.safe_load(HEAD + RULES + TESTS))]


@pytest.mark.parametrize("page", ["policy-commands.md", "de/richtlinie-befehle.md"])
def test_the_manual_shows_what_is_said(osscan, tmp_path, page):
    english = (ROOT / "docs" / "policy-commands.md").read_text("utf-8")
    (example,) = re.findall(r"^```yaml\n(schema: .*?)^```$", english, re.MULTILINE | re.DOTALL)
    (tmp_path / "my-policy.yml").write_text(example, encoding="utf-8")
    (tmp_path / "new.yml").write_text(example.replace("Apache-2.0,", "Apache-2.0, ISC,"), encoding="utf-8")
    shown = re.findall(r"^```console\n\$ osscan (.*)\n((?:.*\n)*?)```$", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE)

    assert 3 == len(shown)
    assert [said for _, said in shown] == [osscan(*shlex.split(call)).out for call, _ in shown]
