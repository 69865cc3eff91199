"""Archives that were cut off or changed at any place: nothing is raised, nothing lost is kept silent, and no file is made up."""

from __future__ import annotations

import gzip
import hashlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archives.packing import ar, passed, tarred, zipped
from tests.archives.test_formats import ARCHIVES, FILES

from osscan.inputs.archives.member import Allowance
from osscan.inputs.archives.names import leads, oddities_of, plain, shown
from osscan.model.problem import Severity

SMALL = Allowance(held_bytes=500, member_bytes=1_000_000, seconds=20)
NESTED = {**ARCHIVES, "nested.zip": zipped({"a.tar": tarred(FILES), "b.tgz": gzip.compress(tarred(FILES)), "c": b"x"})}


@pytest.mark.parametrize("ending", [ending for ending in ARCHIVES if ending != "ar"])
@settings(max_examples=25, deadline=None)
@given(place=st.floats(0, 1), allowance=st.sampled_from([Allowance(), SMALL]))
def test_what_was_cut_off_is_never_taken_for_whole(ending, place, allowance) -> None:
    content = ARCHIVES[ending]
    found = cut_or_changed(content[: int(len(content) * place)], allowance)
    whole = {member.inner: member.sha256 for member in found.members if member.layer}
    wanted = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}

    assert whole.items() <= wanted.items()
    if found.layers:
        assert whole == wanted or Severity.ERROR in [problem.severity for problem in found.problems]


@pytest.mark.parametrize("ending", [ending for ending in ARCHIVES if ending != "ar"])
def test_the_last_byte_counts(ending) -> None:
    content = ARCHIVES[ending].rstrip(b"\0")
    found = cut_or_changed(content[:-1], Allowance())

    assert found.problems or {member.inner for member in found.members if member.layer} == set(FILES)


@pytest.mark.parametrize("ending", NESTED)
@settings(max_examples=25, deadline=None)
@given(
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=6),
    small=st.booleans(),
)
def test_whatever_is_changed_hashes_stay_those_of_the_content(ending, changes, small) -> None:
    content = bytearray(NESTED[ending])
    for place, value in changes:
        content[int(len(content) * place)] ^= value
    found = cut_or_changed(bytes(content), SMALL if small else Allowance())

    held = [member for member in found.members if member.content is not None]
    assert [member.sha256 for member in held] == [hashlib.sha256(member.content).hexdigest() for member in held]
    assert [member.size for member in held] == [len(member.content) for member in held]


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=2000), start=st.sampled_from([b"", *(archive[:600] for archive in ARCHIVES.values())]))
def test_no_bytes_raise(content, start) -> None:
    cut_or_changed(start + content, SMALL)


def test_a_package_that_ends_within_a_member_is_told() -> None:
    found = cut_or_changed(ar(FILES)[:-10], Allowance())

    assert [code for code, _ in found.codes] == ["archive-truncated"]


@settings(max_examples=300, deadline=None)
@given(name=st.text(max_size=400), target=st.text(st.sampled_from("./\\a:C"), max_size=30))
def test_any_name_is_looked_at(name, target) -> None:
    assert "name-hidden-characters" not in oddities_of(shown(name))
    assert plain(plain(name)) == plain(name)
    inside = leads(name, target)
    assert inside is None or ".." not in inside.split("/")


@pytest.mark.parametrize(
    "name", ["a" * 200_000, "a/" * 50_000 + "x", ". " * 50_000, "A.a-" * 60 + "!", "../" * 50_000 + "x", "\u202e" * 50_000]
)
def test_hostile_names_cost_no_time(name, tmp_path) -> None:
    found = passed(tmp_path / "d", tarred({name: b"x", "good": b"x"}), Allowance(seconds=2))

    assert found.paths[-1] == "d!/good"
    assert len(found.paths[1]) < 12_000


def cut_or_changed(content: bytes, allowance: Allowance):
    with tempfile.TemporaryDirectory() as folder:
        return passed(Path(folder) / "delivery", content, allowance)
