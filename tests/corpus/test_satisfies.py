"""Peers' own tests of "does this expression satisfy that allow list", asked of a policy with one allowing rule."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from osscan.errors import PolicyInvalidError
from osscan.expression.tree import Leaf
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component, Relation, Scope
from osscan.model.place import Place
from osscan.model.verdict import PolicyWord
from osscan.policy.judge import Judge
from osscan.policy.load import load
from osscan.policy.resolve import Resolver

CORPUS = Path(os.environ.get("OSSCAN_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
CASES = CORPUS / "compat" / "satisfies_tests.jsonl"
pytestmark = pytest.mark.corpus
ALLOWED = (PolicyWord.ALLOWED, PolicyWord.ALLOWED_WITH_OBLIGATIONS)

DEVIATIONS = {
    (
        "GFDL-1.2-invariants-or-later",
        ("GFDL-1.3-invariants-only",),
    ): "version 1.3 is a later version, and whoever receives may choose it",
    ("GFDL-1.1-invariants+", ("GFDL-1.3-invariants-or-later",)): "as above",
    (
        "GFDL-1.2-invariants",
        ("GFDL-1.2-invariants-only",),
    ): "read as the deprecated GFDL-1.2 is, which SPDX says means this version only",
    ("BSD-1-Clause+", ("BSD-2-Clause",)): "a license with two clauses is no later version of one with one clause",
    ("NOASSERTION AND OpenSSL", ("NOASSERTION", "OpenSSL")): "what is not established never passes, and no policy can allow it",
}
"""Where the answer is another one on purpose."""


def rows():
    if not CASES.is_file():
        pytest.skip("corpus not found: set OSSCAN_CORPUS")
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines() if line]


def satisfies(expression, allowed, folder):
    """Whether a policy that allows these licenses, and nothing else, allows the expression; "error" where it can't be written."""
    names = json.dumps(allowed)
    file = folder / "policy.yml"
    file.write_text(
        "schema: osscan/policy/1\nid: a\ntitle: {de: a, en: a}\nversion: '1'\noutbound: MIT\ndefault: review\n"
        f"rules:\n  - {{id: A, when: {{license: {names}}}, then: allow, text: {{de: a, en: a}}}}\n",
        encoding="utf-8",
    )
    try:
        policy = load(file, "policy.yml")
    except PolicyInvalidError:
        return "error"
    claim = LicenseClaim(ClaimRole.DECLARED, expression, Form.EXPRESSION, Method.SBOM, Place("a"))
    resolved = Resolver({}).resolve(Component("a", "1", Place("a"), "a", claims=(claim,)))
    judge = Judge(policy, Leaf("MIT"))
    return judge.judge(resolved, judge.context(Scope.BUILD, Relation.BUILD_TOOL, "")).policy.verdict in ALLOWED


def agrees(row, folder):
    """A policy that can't be used allows nothing, so it agrees with a no."""
    found = satisfies(row["expression"], row["allow"], folder)
    return found == row["expected"] or (found == "error" and row["expected"] is False)


def test_an_expression_satisfies_an_allow_list_as_peers_expect(tmp_path):
    cases = rows()
    wrong = {(row["expression"], tuple(row["allow"])) for row in cases if not agrees(row, tmp_path)}
    known = {(row["expression"], tuple(row["allow"])) for row in cases} & set(DEVIATIONS)
    assert (60, known) == (len(cases), wrong)
