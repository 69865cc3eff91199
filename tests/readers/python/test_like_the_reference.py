"""What osscan reads of Python's formats is what the reference libraries read, wherever those accept the text at all."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.dependency_groups import resolve_dependency_groups
from packaging.requirements import InvalidRequirement
from packaging.requirements import Requirement as Reference
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name, parse_wheel_filename

from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.readers.fields import Fields
from osscan.readers.pypi import archive_name, normal_name, requirement_of
from osscan.readers.pypi_project import needs_of
from osscan.readers.python import dist_info

NAMES = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,8}[A-Za-z0-9])?", fullmatch=True)
VERSIONS = st.from_regex(r"[0-9]{1,2}(\.[0-9]{1,2}){0,2}((a|b|rc)[0-9])?(\.post[0-9])?", fullmatch=True)
CLAUSES = st.builds(
    "{}{}{}".format, st.sampled_from(["==", "!=", ">=", "<=", ">", "<", "==="]), st.sampled_from(["", " "]), VERSIONS
)
RANGES = st.lists(CLAUSES, max_size=3).map(" , ".join)
EXTRAS = st.lists(NAMES, max_size=2).map(lambda names: f"[{', '.join(names)}]" if names else "")
MARKERS = st.sampled_from(["", "; python_version < '3.12'", " ;sys_platform == 'win32' and extra == 'x'"])
REQUIREMENTS = st.builds("{}{} {}{}".format, NAMES, EXTRAS, RANGES, MARKERS)
NEAR_MISSES = st.text(st.sampled_from("abZ09._-[](),;@=<>!~* 'x"), max_size=30)


def agrees(text: str) -> None:
    try:
        theirs = Reference(text)
    except InvalidRequirement:
        return
    ours = requirement_of(text)

    assert ours is not None
    assert normal_name(ours.name) == canonicalize_name(theirs.name)
    assert set(ours.extras) == {canonicalize_name(extra) for extra in theirs.extras}
    assert SpecifierSet(ours.range) == theirs.specifier
    assert ours.url == (theirs.url or "")


@given(REQUIREMENTS)
def test_requirement_is_split_like_the_reference(text):
    Reference(text)
    agrees(text)


@given(NEAR_MISSES)
def test_whatever_the_reference_accepts_is_accepted(text):
    agrees(text)


@pytest.mark.parametrize(
    "text", ["a @ https://x.example/a.whl", "a[b]@git+https://x.example/a ; python_version > '3'", "a (>=1,<2)", "a[]", "a()"]
)
def test_rarer_spellings_are_read_like_the_reference(text):
    agrees(text)


@given(st.text(max_size=60))
def test_no_text_breaks_the_splitting(text):
    requirement_of(text)


@given(NAMES)
def test_names_are_normalised_like_the_reference(name):
    assert normal_name(name) == canonicalize_name(name)


@given(NAMES.map(normal_name).map(lambda name: name.replace("-", "_")), VERSIONS)
def test_wheel_file_names_are_read_like_the_reference(name, version):
    file = f"{name}-{version}-py3-none-any.whl"
    theirs = parse_wheel_filename(file)
    ours = archive_name(f"wheels/{file}")

    assert (normal_name(ours[0]), ours[1]) == (theirs[0], version)


@given(
    st.dictionaries(st.sampled_from(["a", "b", "c", "test"]), st.lists(st.sampled_from(["x", "y", "z"]), max_size=3), min_size=1)
)
def test_groups_without_cycles_hold_what_the_reference_resolves(groups):
    names = sorted(groups)
    nested = {
        name: [*groups[name], *({"include-group": later} for later in names[position + 1 :])]
        for position, name in enumerate(names)
    }
    wanted = set(resolve_dependency_groups(nested, "test")) if "test" in nested else set()
    needs = needs_of({"dependency-groups": nested}, Fields(Source("pyproject.toml", held=b"")))

    assert {need.requirement.name for need in needs if need.scope is Scope.TEST} == wanted


def test_this_environment_is_read_like_the_reference():
    files = {
        str(file.locate()): file
        for d in metadata.distributions()
        for file in d.files or ()
        if str(file).endswith(".dist-info/METADATA")
    }
    ours = {}
    for path in files:
        found = dist_info.read(Source(Path(path).as_posix(), path))
        component = found.root or found.components[0]
        ours[path] = (component.name, component.version)
    theirs = {}
    for path in files:
        told = metadata.PathDistribution(Path(path).parent).metadata
        theirs[path] = (told["Name"], told["Version"])

    assert ours == theirs
    assert len(ours) > 5
