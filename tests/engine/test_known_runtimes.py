"""Go's standard library has a license that no lockfile tells; what an input says itself goes first."""

from __future__ import annotations

import json

import pytest

from osscan.engine.executor import Serial
from osscan.engine.lock import LockRequest, lock
from osscan.engine.looking import look_at
from osscan.inputs.source import Limits, Source
from osscan.policy.find import policy_named
from osscan.policy.resolve import Resolver

GO_MOD = Source("go.mod", held=b"module example.org/x\n\ngo 1.22\n")
PURL = "pkg:golang/stdlib@1.22"


def sbom(purl, *licenses):
    component = {"type": "library", "name": "stdlib", "version": "1.22", "purl": purl, "licenses": list(licenses)}
    return Source(
        "a.cdx.json", held=json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component]}).encode()
    )


def claims(source, purl=PURL):
    component = look_at((source,), Limits(), Serial()).union.components[purl].component
    return [(claim.raw, claim.method.value, claim.place.input) for claim in component.claims]


def test_the_standard_library_has_its_license_with_the_source():
    assert claims(GO_MOD) == [("BSD-3-Clause", "knowledge", "https://go.dev/LICENSE")]


@pytest.mark.parametrize("purl", [PURL, "pkg:golang/std@1.22", "pkg:golang/stdlib@1.22?type=module"])
def test_it_is_known_by_the_names_that_tools_give_it(purl):
    assert claims(sbom(purl), purl) == [("BSD-3-Clause", "knowledge", "https://go.dev/LICENSE")]


def test_what_an_input_says_stands_alone():
    assert claims(sbom(PURL, {"license": {"id": "MIT"}})) == [("MIT", "sbom", "a.cdx.json")]


def test_who_says_nothing_on_purpose_does_not_stand_in_the_way():
    told = claims(sbom(PURL, {"license": {"name": "NOASSERTION"}}))

    assert [raw for raw, _, _ in told] == ["NOASSERTION", "BSD-3-Clause"]


def test_nothing_else_is_known():
    other = "pkg:golang/stdlib.example/std@1.22"

    assert claims(sbom(other), other) == []


def test_the_chain_says_whence_it_is_known():
    component = look_at((GO_MOD,), Limits(), Serial()).union.components[PURL].component

    assert [reason.key for reason in Resolver({}).resolve(component).resolution.because] == ["kept-knowledge", "role-declared"]


def test_a_lock_keeps_the_license_and_no_claim_that_every_run_knows():
    made = lock(LockRequest((GO_MOD,), policy_named("dortmund"), ".", "2026-11-22"), Serial())

    assert (made.entries[PURL].expression, made.entries[PURL].claims) == ("BSD-3-Clause", ())
