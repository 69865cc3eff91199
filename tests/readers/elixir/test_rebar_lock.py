"""rebar.lock: Erlang's terms, with and without a version in front."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.readers.elixir.rebar_lock import READER, read

SHA = "AB" * 32
LOCK = f"""{{"1.2.0",
[{{<<"certifi">>,{{pkg,<<"certifi">>,<<"2.5.1">>}},0}},
 {{<<"mine">>,{{pkg,<<"theirs">>,<<"0.3.1">>}},1}},
 {{<<"elli">>,
  {{git,"https://git.example/elli.git",
       {{ref,"d1b7e4d4d3a5c4a0e5b5e2c9c3c8b0a5d6e7f809"}}}},
  0}}]}}.
[
{{pkg_hash,[
 {{<<"certifi">>, <<"00">>}}]}},
{{pkg_hash_ext,[
 {{<<"certifi">>, <<"{SHA}">>}}]}}
].
"""


def inventory(text: str):
    return read(Source("rebar.lock", held=text.encode()))


def test_packages_have_their_real_name_and_a_commit_is_no_version():
    found = inventory(LOCK)

    assert [(c.name, c.version, c.purl, c.place.line) for c in found.components] == [
        ("certifi", "2.5.1", "pkg:hex/certifi@2.5.1", 2),
        ("theirs", "0.3.1", "pkg:hex/theirs@0.3.1", 3),
        ("elli", "", "pkg:hex/elli", 4),
    ]
    assert found.version == "1.2.0"
    assert found.components[0].hashes == (("SHA256", SHA.lower()),)
    assert found.problems == ()


def test_old_locks_are_a_bare_list():
    found = inventory('[{<<"a">>,{git,"https://git.example/a.git",{ref,"0"}},0},{<<"b">>,{pkg,<<"b">>,<<"1">>},0}].')

    assert [(c.name, c.version) for c in found.components] == [("a", ""), ("b", "1")]


@pytest.mark.parametrize("text", ["", "[].", "[].\n", "%% nothing yet\n[]."])
def test_empty_lock_has_no_packages_and_no_fault(text):
    assert (inventory(text).components, inventory(text).problems) == ((), ())


def test_broken_entry_costs_only_itself():
    found = inventory('[{<<"a">>,{pkg,<<"a">>},0},\n{<<"b">>,{pkg,<<"b">>,<<"1">>,\n{<<"c">>,{pkg,<<"c">>,<<"3">>},0}].')

    assert [c.name for c in found.components] == ["c"]
    assert sorted(dict(p.facts)["entry"] for p in found.problems) == ["a", "b"]


@pytest.mark.parametrize("text", ["{", "<html>", "[{", '[{<<"a">>,' + "{" * 100_000])
def test_hostile_text_is_told(text):
    assert inventory(text).components == ()
    assert {p.code for p in inventory(text).problems} == {"entry-syntax"}


def test_recognised_by_its_first_words():
    assert READER.recognises(LOCK.encode())
    assert not READER.recognises(b'["a", "b"]')


def test_folders_of_the_project_are_first_party():
    found = inventory(
        '[{<<"map">>,{path,"../map",{mtime,<<"2026-01-01T00:00:00Z">>}},0},\n {<<"elli">>,{pkg,<<"elli">>,<<"3.3.0">>},1}].\n'
    )

    assert [(c.name, c.version) for c in found.components] == [("elli", "3.3.0")]
    assert found.problems == ()
