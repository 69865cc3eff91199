"""What `osscan policy test` says: what failed and why, what no test would notice, and tests to paste."""

from __future__ import annotations

import json
import re
from typing import Any

from osscan.engine.policy_testing import Mutation, Proposal, Tested, Tests, said
from osscan.model.component import Scope
from osscan.policy.mutants import Mutant
from osscan.policy.schema import Expected, Policy, Sample
from osscan.reports.numbers import counted, number
from osscan.reports.page import Page
from osscan.reports.sentences import next_step, reason_text, where, why
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

SCHEMA = "osscan/policy-test/1"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9._+-]*(?: [A-Za-z0-9._+-]+)*")
_NOT_TEXT = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "none"})
"""Words that YAML reads as something else."""


def write_page(page: Page, found: tuple[Tests, ...], words: Words, *, verbose: bool) -> None:
    """Failures with their chain, then what no test notices; all in order is one line a policy."""
    for tests in found:
        if tests.failed:
            page.head(counted(words, "policy.test.failed", len(tests.failed), of=number(words, len(tests.tested))), "red")
            for tested in tests.failed:
                _write_failure(page, tested, words)
        if tests.mutation is not None and tests.mutation.survivors:
            _write_survivors(page, tests.mutation, tests.policy, words)
        if verbose and tests.mutation is not None and tests.mutation.without_effect:
            page.head(words("policy.test.without-effect"), "cyan")
            for mutant in tests.mutation.without_effect:
                page.line(f"{where(mutant.place)}: {_mutant_said(mutant, words)}", 2)
        page.gap()
        page.line(_verdict(tests, words), 0, "red" if tests.failed else "green" if _is_whole(tests) else "yellow")


def document(found: tuple[Tests, ...], words: Words) -> dict[str, Any]:
    """All of it for scripts."""
    return {"schema": SCHEMA, "policies": [_tests_document(tests, words) for tests in found]}


def test_yaml(name: str, sample: Sample, expect: Expected) -> list[str]:
    """A test as it stands below `tests:`."""
    component = {
        "license": sample.license,
        "declared": sample.declared,
        "scope": "" if sample.scope is Scope.RUNTIME else sample.scope.value,
        "relation": sample.relation.value if sample.relation is not None else "",
        "purl": sample.purl,
        "provision": [provision.value for provision in sample.provisions],
    }
    return [
        f"- name: {scalar(name)}",
        f"  component: {_flow(component)}",
        f"  expect: {_flow(dict(zip(Expected._fields, expect, strict=True)))}",
    ]


def scalar(text: str) -> str:
    """A text as YAML that can't be read as anything else."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _NOT_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)


def sample_said(sample: Sample, words: Words) -> str:
    """A made-up component in a few words."""
    text = sample.license or sample.declared
    parts = [text or words("policy.test.no-license")]
    parts += [str(part) for part in (sample.relation, *(p for p in (sample.scope,) if p is not Scope.RUNTIME)) if part]
    parts += [sample.purl] if sample.purl else []
    return ", ".join([*parts, *map(str, sample.provisions)])


def proposal_yaml(proposal: Proposal, policy: Policy, words: Words) -> list[str]:
    """A proposed test with a name that says what it promises, and that no test of the policy has."""
    name = f"{sample_said(proposal.sample, words)}: {proposal.expect.policy}"
    if any(test.name == name for test in policy.tests):
        name = f"{name} ({proposal.expect.rule})"
    return test_yaml(name, proposal.sample, proposal.expect)


def _flow(fields: dict[str, Any]) -> str:
    parts = []
    for name, value in fields.items():
        if isinstance(value, list):
            parts += [f"{name}: [{', '.join(map(scalar, value))}]"] if value else []
        elif value:
            parts.append(f"{name}: {scalar(str(value))}")
    return "{" + ", ".join(parts) + "}"


def _write_failure(page: Page, tested: Tested, words: Words) -> None:
    page.gap()
    page.line(f"{shown(tested.test.name)} ({where(tested.test.place)})", 2, "bold")
    labels = [words(f"policy.test.label.{name}") for name in ("component", "expected", "why")]
    column = 4 + max(map(len, labels)) + 2
    page.field(labels[0], sample_said(tested.test.component, words), 4, column)
    for mismatch in tested.mismatches:
        facts = {"field": mismatch.field, "expected": mismatch.expected, "found": mismatch.found or "-"}
        page.field(labels[1], words("policy.test.mismatch", (), **facts), 4, column)
    for sentence in _chain(tested, words):
        page.field(labels[2], sentence, 4, column)


def _chain(tested: Tested, words: Words) -> list[str]:
    judgement = tested.trial.judgement
    because = [reason_text(words, reason) for reason in tested.trial.component.license.because]
    return [*because, *why(words, judgement, next_step(words, judgement))]


def _write_survivors(page: Page, mutation: Mutation, policy: Policy, words: Words) -> None:
    page.head(counted(words, "policy.test.survivors", len(mutation.survivors), of=number(words, mutation.tried)), "yellow")
    subjects: dict[str, list[Mutant]] = {}
    for mutant in mutation.survivors:
        subjects.setdefault(where(mutant.place), []).append(mutant)
    for place, mutants in subjects.items():
        page.gap()
        page.line(place, 2, "bold")
        for mutant in mutants:
            page.line(_mutant_said(mutant, words), 4)
    page.gap()
    page.line(counted(words, "policy.test.proposals", len(mutation.proposals)), 2)
    page.gap()
    for proposal in mutation.proposals:
        page.quote(tuple(proposal_yaml(proposal, policy, words)), 2)


def _mutant_said(mutant: Mutant, words: Words) -> str:
    several = mutant.kind == "unless-dropped" and mutant.detail
    key = f"{mutant.kind}-of-several" if several else mutant.kind
    return words(f"policy.mutant.{key}", (), subject=mutant.subject, detail=mutant.detail)


def _verdict(tests: Tests, words: Words) -> str:
    name = tests.policy.place.input
    if not tests.tested:
        said_first = words("policy.test.none", (), name=name)
    elif tests.failed:
        passed = len(tests.tested) - len(tests.failed)
        said_first = words(
            "policy.test.some", (), name=name, passed=number(words, passed), count=number(words, len(tests.tested))
        )
    else:
        said_first = counted(words, "policy.test.all", len(tests.tested), name=name)
    mutation = tests.mutation
    if mutation is None:
        return said_first
    noticed = number(words, mutation.tried - len(mutation.survivors) - len(mutation.without_effect))
    return f"{said_first} {words('policy.test.mutation', (), tried=number(words, mutation.tried), noticed=noticed, missed=number(words, len(mutation.survivors)), idle=number(words, len(mutation.without_effect)))}"


def _is_whole(tests: Tests) -> bool:
    return bool(tests.tested) and (tests.mutation is None or not tests.mutation.survivors)


def _tests_document(tests: Tests, words: Words) -> dict[str, Any]:
    return {
        "path": tests.policy.place.input,
        "id": tests.policy.id,
        "passed": len(tests.tested) - len(tests.failed),
        "failed": len(tests.failed),
        "tests": [_tested_document(tested, words) for tested in tests.tested],
        "mutation": None if tests.mutation is None else _mutation_document(tests.mutation, tests.policy, words),
    }


def _tested_document(tested: Tested, words: Words) -> dict[str, Any]:
    return {
        "name": tested.test.name,
        "place": where(tested.test.place),
        "passed": not tested.mismatches,
        "component": sample_document(tested.test.component),
        "found": _expected_document(said(tested.trial)),
        "mismatches": [mismatch._asdict() for mismatch in tested.mismatches],
        "because": _chain(tested, words) if tested.mismatches else [],
    }


def _mutation_document(mutation: Mutation, policy: Policy, words: Words) -> dict[str, Any]:
    return {
        "tried": mutation.tried,
        "survivors": [_mutant_document(mutant, words) for mutant in mutation.survivors],
        "without_effect": [_mutant_document(mutant, words) for mutant in mutation.without_effect],
        "proposals": [
            {
                "component": sample_document(proposal.sample),
                "expect": _expected_document(proposal.expect),
                "notices": list(proposal.notices),
                "yaml": "\n".join(proposal_yaml(proposal, policy, words)),
            }
            for proposal in mutation.proposals
        ],
    }


def _mutant_document(mutant: Mutant, words: Words) -> dict[str, Any]:
    place = where(mutant.place)
    return {
        "kind": mutant.kind,
        "subject": mutant.subject,
        "detail": mutant.detail,
        "text": _mutant_said(mutant, words),
        "place": place,
    }


def sample_document(sample: Sample) -> dict[str, Any]:
    """A made-up component as a test writes it, with what it leaves out as null."""
    return {
        "license": sample.license or None,
        "declared": sample.declared or None,
        "scope": sample.scope,
        "relation": sample.relation,
        "purl": sample.purl or None,
        "provision": list(sample.provisions),
    }


def _expected_document(expected: Expected) -> dict[str, Any]:
    return {name: value for name, value in zip(Expected._fields, expected, strict=True) if value}
