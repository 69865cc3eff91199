"""osscan.lock is read as it was written; what is broken in it costs no more than itself."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, Joined
from osscan.store.lock import Curation, Entry, LockedClaim, beside_or_above, read
from osscan.store.lock_text import in_order, text_of

CLAIM = {"source": "local:lockfile", "role": "declared", "form": "expression", "raw": "MIT", "date": "2026-11-22"}


def lock_of(document) -> Source:
    return Source("osscan.lock", held=document if isinstance(document, bytes) else json.dumps(document).encode())


def with_entry(**entry) -> Source:
    row = {"expression": "MIT", "status": "resolved", "claims": [CLAIM]} | entry
    return lock_of({"schema": "osscan/lock/1", "components": {"pkg:npm/a@1": row, "pkg:npm/b@1": {"status": "absent"}}})


def test_what_was_written_is_read() -> None:
    claims = (
        LockedClaim("local:installed", ClaimRole.DECLARED, Form.CLASSIFIER, "A", "2026-01-01", Joined.ALL, 1, 0.5, "x", "ab"),
        LockedClaim("registry:npm", ClaimRole.DECLARED, Form.ID, "B", "2026-01-02"),
    )
    curation = Curation("MIT", "license officer", date(2026, 1, 1), "looked", date(2027, 1, 1))
    entries = {
        "pkg:npm/b@1": Entry(None, "absent"),
        "pkg:npm/a@1": Entry("MIT", "resolved", ("role-curated",), (("SHA512", "ab"),), claims, curation),
    }

    assert dict(read(lock_of(text_of(entries).encode())).entries) == entries


def test_order_of_entries_does_not_change_the_text() -> None:
    first, second = Entry(None, "absent"), Entry("MIT", "resolved")

    assert text_of({"pkg:npm/b@1": first, "pkg:npm/a@1": second}) == text_of({"pkg:npm/a@1": second, "pkg:npm/b@1": first})


def test_a_changed_claim_is_one_changed_line() -> None:
    before = Entry("MIT", "resolved", claims=(LockedClaim("registry:npm", ClaimRole.DECLARED, Form.ID, "MIT", "2026-01-01"),))
    after = before._replace(claims=(before.claims[0]._replace(raw="ISC"),))
    old, new = text_of({"pkg:npm/a@1": before}).splitlines(), text_of({"pkg:npm/a@1": after}).splitlines()

    assert [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]] == [
        (
            '    {"source": "registry:npm", "role": "declared", "form": "id", "raw": "MIT", "date": "2026-01-01"}',
            '    {"source": "registry:npm", "role": "declared", "form": "id", "raw": "ISC", "date": "2026-01-01"}',
        )
    ]


@given(st.text(alphabet=st.characters()), st.text(alphabet=st.characters()))
def test_no_text_gets_lost(raw, at) -> None:
    entries = {
        "pkg:npm/a@1": Entry(None, "x", claims=(LockedClaim("local:x", ClaimRole.DECLARED, Form.ID, raw, "2026-01-01", at=at),))
    }

    assert dict(read(lock_of(text_of(entries).encode())).entries) == entries


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["declared", "id", "2026-01-01"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "claims",
                    "status",
                    "source",
                    "role",
                    "form",
                    "raw",
                    "date",
                    "group",
                    "confidence",
                    "curation",
                    "integrity",
                    "when",
                ]
            ),
            inner,
            max_size=8,
        )
    ),
    max_leaves=20,
)


@given(JSON, JSON)
def test_no_document_stops_the_reading(row, claim) -> None:
    whole = CLAIM | claim if isinstance(claim, dict) else claim
    document = {"schema": "osscan/lock/1", "components": {"pkg:npm/a@1": row, "pkg:npm/b@1": {"status": "x", "claims": [whole]}}}
    found = read(lock_of(document))

    assert set(found.entries) | {dict(p.facts)["purl"] for p in found.problems} == {"pkg:npm/a@1", "pkg:npm/b@1"}
    assert read(lock_of(text_of(found.entries).encode())).entries.keys() == found.entries.keys()


def test_half_a_surrogate_survives() -> None:
    claim = LockedClaim("local:x", ClaimRole.DECLARED, Form.ID, "\udcff", "2026-01-01")

    assert read(lock_of(text_of({"pkg:npm/a@1": Entry(None, "x", claims=(claim,))}).encode())).entries["pkg:npm/a@1"].claims == (
        claim,
    )


def test_local_claims_come_before_registries_and_these_before_aggregators() -> None:
    claims = tuple(
        LockedClaim(source, ClaimRole.DECLARED, Form.ID, "MIT", "2026-01-01")
        for source in ("aggregator:a", "registry:b", "local:z", "registry:a")
    )

    assert [claim.source for claim in in_order(claims)] == ["local:z", "registry:a", "registry:b", "aggregator:a"]


@pytest.mark.parametrize(
    "broken",
    [
        {"status": 1},
        {"claims": {}},
        {"claims": [1]},
        {"claims": [{}]},
        {"claims": [CLAIM | {"source": "rumour:x"}]},
        {"claims": [CLAIM | {"role": "x"}]},
        {"claims": [CLAIM | {"raw": 1}]},
        {"claims": [CLAIM | {"date": "x"}]},
        {"claims": [CLAIM | {"group": "x"}]},
        {"claims": [CLAIM | {"confidence": []}]},
        {"integrity": ["x"]},
        {"integrity": [1]},
        {"because": "x"},
        {"expression": 1},
        {"curation": []},
        {"curation": {"expression": "MIT AND"}},
        {"curation": {"expression": "MIT", "role": " ", "when": "2026-01-01", "why": "x"}},
        {"curation": {"expression": "MIT", "role": "x", "when": "2026-01-01"}},
        {"curation": {"expression": "MIT", "role": "x", "when": "2026-01-01", "why": "y", "expires": 5}},
    ],
    ids=str,
)
def test_broken_entry_costs_only_itself(broken) -> None:
    found = read(with_entry(**broken))

    assert (list(found.entries), [p.code for p in found.problems], found.complete) == (
        ["pkg:npm/b@1"],
        ["lock-entry-broken"],
        False,
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "json-syntax"),
        (b"<<<<<<< HEAD\n{}", "json-syntax"),
        (b"[" * 100_000, "too-deep"),
        (b"[]", "lock-unknown-schema"),
        (b"null", "lock-unknown-schema"),
        (b'{"schema": "osscan/lock/2", "components": {}}', "lock-unknown-schema"),
        (b'{"schema": "osscan/lock/1", "components": []}', "lock-unknown-schema"),
        (b'{"schema": "osscan/lock/1"}', "lock-unknown-schema"),
    ],
)
def test_broken_file_is_a_problem_and_no_exception(content, code) -> None:
    found = read(lock_of(content))

    assert (dict(found.entries), [p.code for p in found.problems], found.complete) == ({}, [code], False)


def test_entry_that_stands_twice_is_told() -> None:
    row = '{"expression": null, "status": "absent"}'
    text = f'{{"schema": "osscan/lock/1", "components": {{"pkg:npm/a@1": {row}, "pkg:npm/a@1": {row}}}}}'

    assert [p.code for p in read(lock_of(text.encode())).problems] == ["lock-entry-twice"]


def test_lock_beside_counts_anywhere(tmp_path) -> None:
    (tmp_path / "osscan.lock").touch()

    assert beside_or_above(tmp_path) == tmp_path.resolve() / "osscan.lock"
    assert beside_or_above(tmp_path / "package-lock.json") == tmp_path.resolve() / "osscan.lock"


def test_lock_above_counts_only_within_the_checkout(tmp_path) -> None:
    inner = tmp_path / "checkout" / "web"
    inner.mkdir(parents=True)
    (tmp_path / "osscan.lock").touch()
    stray = beside_or_above(inner)
    (tmp_path / "checkout" / ".git").mkdir()
    beyond = beside_or_above(inner)
    (tmp_path / "checkout" / "osscan.lock").touch()

    assert (stray, beyond, beside_or_above(inner)) == (None, None, (tmp_path / "checkout" / "osscan.lock").resolve())
