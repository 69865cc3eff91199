"""What `check` sees of a lockfile it sees of the SBOM made from it, in every format: names, edges, scopes, licenses, verdicts."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osscan.engine.check import check
from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.engine.sbom_create import CreateRequest, create
from osscan.engine.unite import unite
from osscan.inputs.source import Source
from osscan.model.component import PathRole
from osscan.model.report import Report
from osscan.policy.find import policy_named
from osscan.readers import table
from osscan.sbom.codec import Target
from osscan.sbom.notation import written
from osscan.sbom.settings import SbomSettings

POLICY = policy_named("dortmund", tests=False)
TARGETS = (
    Target("CycloneDX", "1.6"),
    Target("CycloneDX", "1.7"),
    Target("CycloneDX", "1.7", "xml"),
    Target("SPDX", "2.3"),
    Target("SPDX", "2.3", "tag-value"),
    Target("SPDX3", "3.0.1"),
)
LICENSES = (
    "MIT",
    "GPL-2.0-only",
    "(MIT OR GPL-3.0-only)",
    "Apache 2",
    "SEE LICENSE IN x",
    "MIT AND Zlib",
    "BSD",
    "UNLICENSED",
    None,
)
NAMES = st.sampled_from(("a", "b", "c", "@s/a", "@s/d", "left_pad"))


@st.composite
def locks(draw: Any) -> dict[str, Any]:
    names = draw(st.lists(NAMES, unique=True, min_size=1))
    some = st.lists(st.sampled_from(names), unique=True, max_size=3)
    packages: dict[str, Any] = {
        "": {"name": "product", "version": "1.0", "dependencies": dict.fromkeys(draw(some), "*")},
    }
    for name in names:
        row: dict[str, Any] = {"version": draw(st.sampled_from(("1.0.0", "2.1.0-rc.1")))}
        row["dependencies"] = dict.fromkeys(draw(some), "*")
        row["license"] = draw(st.sampled_from(LICENSES))
        row |= draw(st.sampled_from(({}, {"dev": True}, {"optional": True}, {"peer": True})))
        packages[f"node_modules/{name}"] = {key: value for key, value in row.items() if value is not None}
    return {"name": "product", "version": "1.0", "lockfileVersion": 3, "packages": packages}


def request(source: Source) -> CheckRequest:
    return CheckRequest((source,), POLICY, "", dt.date(2026, 11, 22), "2026-11-22T12:00:00Z", evidence=False, exact_places=False)


def seen(report: Report) -> dict[tuple[str, ...], tuple[str, ...]]:
    verdicts = {one.component: one.judgement for one in report.verdicts}
    return {
        (one.component.name, one.component.version, one.component.purl): (
            one.scope.value,
            one.relation.value,
            one.license.expression or "",
            verdicts[one.id].policy.verdict.value,
            verdicts[one.id].compatibility.verdict.value,
        )
        for one in report.components
    }


def edges(source: Source) -> set[tuple[str, str]]:
    row = table.for_named(source.path, source.content())
    assert row is not None
    inventory = table.card(row.name).read(source)
    union = unite([(PathRole.PRODUCT, inventory)])
    purl = {id_: united.component.purl for id_, united in union.components.items()}
    product = set(union.roots)
    return {(purl[a], purl[b]) for a, needed in union.edges.items() for b in needed if a not in product}


@pytest.mark.parametrize("to", TARGETS)
@settings(max_examples=25, deadline=None)
@given(document=locks())
def test_the_created_sbom_says_what_the_lockfile_says(to, document) -> None:
    lock = Source("package-lock.json", held=json.dumps(document).encode())
    told = create(CreateRequest(request(lock), SbomSettings(), to), Serial())
    sbom = Source("made", held=written(told.document, to).content)

    assert seen(check(request(sbom), Serial())) == seen(check(request(lock), Serial()))
    assert edges(sbom) == edges(lock)
