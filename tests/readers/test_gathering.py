"""Gathering, reach, fields and checksums: what several readers rely on."""

from __future__ import annotations

import hashlib
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.inputs.decode import pairs_to_object
from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component, Scope
from osscan.model.inventory import Gives
from osscan.model.place import Place
from osscan.readers.base import Reader
from osscan.readers.fields import Fields, members
from osscan.readers.gathering import ROOT, Gathering, strongest
from osscan.readers.integrity import from_integrity, from_label, of_component
from osscan.readers.reach import reached

PLACE = Place("lock")
SCOPES = st.sampled_from(list(Scope))


def component(ref: str, name: str = "a", version: str = "1", **more: object) -> Component:
    return Component(name, version, PLACE, ref, f"pkg:npm/{name}@{version}", **more)


def claim(raw: str, joined: Joined = Joined.ALONE, group: str = "") -> LicenseClaim:
    return LicenseClaim(ClaimRole.DECLARED, raw, Form.EXPRESSION, Method.LOCKFILE, PLACE, joined, group)


def gathered(*components: Component, root: Component | None = None, edges: tuple[tuple[str, str], ...] = ()):
    gathering = Gathering(root)
    for one in components:
        gathering.add(one)
    for edge in edges:
        gathering.need(*edge)
    return gathering.inventory(
        Fields(Source("lock", held=b"")), Reader("x/y", "Y", ("lock",), lambda source: source, Gives()), "lock"
    )


def test_statements_of_a_second_entry_are_kept_whole():
    either = (claim("MIT", Joined.ANY, "g"), claim("ISC", Joined.ANY, "g"))
    found = gathered(component("1", claims=(claim("MIT"),)), component("2", claims=either))

    assert found.components[0].claims == (claim("MIT"), *either)


def test_statement_that_says_the_same_again_is_kept_once():
    found = gathered(component("1", claims=(claim("MIT"),)), component("2", claims=(claim("MIT"),)))

    assert found.components[0].claims == (claim("MIT"),)


def test_hashes_and_ranges_of_both_entries_are_kept():
    first = component("1", version="", requirement=">=1", hashes=(("SHA1", "00"),))
    second = component("2", version="", requirement="<3", hashes=(("SHA256", "11"),))
    third = component("3", version="", requirement=">=1")
    found = gathered(first, second, third)

    assert [(c.requirement, c.hashes) for c in found.components] == [(">=1 || <3", (("SHA1", "00"), ("SHA256", "11")))]


def test_first_party_stays_only_when_every_entry_says_so():
    found = gathered(component("1", first_party=True), component("2"))

    assert [c.first_party for c in found.components] == [False]


def test_edges_to_nothing_and_to_oneself_are_none():
    found = gathered(
        component("1"),
        component("2"),
        component("3", "b"),
        edges=(("1", "2"), ("1", "3"), ("2", "3"), ("3", "gone"), (ROOT, "1")),
    )

    assert found.edges == (("1", "3"),)


def test_ref_that_is_taken_gets_a_number():
    found = gathered(component("1"), component("1", "b"))

    assert [c.ref for c in found.components] == ["1", "1#1"]


@given(st.lists(SCOPES, min_size=1))
def test_strongest_scope_does_not_depend_on_the_order(scopes):
    assert strongest(scopes) is strongest(list(reversed(scopes)))


@given(st.lists(SCOPES))
def test_nobody_s_word_never_wins_against_a_known_scope(scopes):
    known = [scope for scope in scopes if scope is not Scope.UNKNOWN]

    assert (strongest(scopes) is Scope.UNKNOWN) is (not known)


@given(
    st.dictionaries(st.integers(0, 8), st.lists(st.integers(0, 8), max_size=4)),
    st.lists(st.tuples(st.integers(0, 8), SCOPES), max_size=4),
)
def test_reach_is_what_walking_every_start_alone_would_find(needs, starts):
    expected: dict[int, list[Scope]] = {}
    for start, scope in starts:
        met, waiting = set(), [start]
        while waiting:
            node = waiting.pop()
            if node not in met:
                met.add(node)
                waiting += needs.get(node, [])
        for node in met:
            expected.setdefault(node, []).append(scope)

    assert reached(starts, needs) == {node: strongest(scopes) for node, scopes in expected.items()}


@given(st.sampled_from(["sha1", "sha256", "sha384", "sha512", "md5"]), st.binary(max_size=20))
def test_integrity_and_label_give_the_digest(algorithm, content):
    digest = hashlib.new(algorithm, content, usedforsecurity=False)

    assert from_integrity(f"{algorithm}-{b64encode(digest.digest()).decode()}?opt") == ((algorithm.upper(), digest.hexdigest()),)
    assert from_label(f"{algorithm}:{digest.hexdigest().upper()}") == ((algorithm.upper(), digest.hexdigest()),)


@pytest.mark.parametrize("text", ["", "sha512", "sha512-", "sha512-!!", "sha512-aGFsbG8=", "sha999-aGFsbG8=", "sha1-ä", "sha1-a"])
def test_text_that_is_no_digest_gives_no_hash(text):
    assert from_integrity(text) == ()


@pytest.mark.parametrize("text", [None, 3, "", "sha256", "sha256:", "sha256:zz", "crc:00", "sha256:" + "0" * 63])
def test_label_that_is_no_digest_gives_no_hash(text):
    assert from_label(text) == ()


@pytest.mark.parametrize(
    ("archives", "expected"),
    [
        ([], ()),
        ([("a.whl", (("SHA1", "0"),))], (("SHA1", "0"),)),
        ([("a.whl", (("SHA1", "0"),)), ("a.tar.gz", (("SHA1", "1"),))], (("SHA1", "1"),)),
        ([("a.whl", (("SHA1", "0"),)), ("b.whl", (("SHA1", "1"),))], ()),
        ([("a.zip", (("SHA1", "0"),)), ("a.tar.gz", (("SHA1", "1"),))], ()),
    ],
)
def test_component_has_only_hashes_that_hold_everywhere(archives, expected):
    assert of_component(archives) == expected


def test_members_come_with_their_occurrence():
    table = pairs_to_object([("a", 1), ("b", 2), ("a", 3)])

    assert list(members(table)) == [("a", 1, 1), ("a", 3, 2), ("b", 2, 1)]
