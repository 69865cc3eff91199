"""REUSE.toml: which license holds for which files."""

from __future__ import annotations

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Kind
from osscan.model.place import Place
from osscan.readers.license.reuse_toml import read
from osscan.reuse.annotations import Annotation, Precedence, annotations_of

KEY = "SPDX-License-" + "Identifier"


def source(text: str) -> Source:
    return Source("REUSE.toml", held=text.encode())


def annotation(*globs: str) -> Annotation:
    return Annotation(globs, ("MIT",), Precedence.CLOSEST, Place("REUSE.toml"))


def test_annotation_becomes_files_with_a_declared_claim() -> None:
    found = read(source(f'version = 1\n[[annotations]]\npath = "img/**"\n{KEY} = "CC-BY-4.0"\n'))
    route = f"annotations[0].{KEY}"

    assert [(c.name, c.ref, c.kind) for c in found.components] == [("CC-BY-4.0", "annotations[0]", Kind.FILES)]
    assert found.components[0].claims == (
        LicenseClaim(
            ClaimRole.DECLARED, "CC-BY-4.0", Form.EXPRESSION, Method.REUSE, Place("REUSE.toml", route), Joined.ALONE, route
        ),
    )
    assert (found.version, found.problems) == ("1", ())


def test_several_licenses_hold_all_at_once() -> None:
    (component,) = read(source(f'version = 1\n[[annotations]]\npath = ["a", "b"]\n{KEY} = ["MIT", "OFL-1.1"]\n')).components

    assert component.name == "MIT AND OFL-1.1"
    assert [(claim.raw, claim.joined) for claim in component.claims] == [("MIT", Joined.ALL), ("OFL-1.1", Joined.ALL)]
    assert len({claim.group for claim in component.claims}) == 1


def test_precedence_is_closest_unless_said() -> None:
    text = 'version = 1\n[[annotations]]\npath = "a"\n[[annotations]]\npath = "b"\nprecedence = "override"\n'

    found, _, problems = annotations_of(source(text))

    assert [one.precedence for one in found] == [Precedence.CLOSEST, Precedence.OVERRIDE]
    assert problems == ()


def test_annotation_without_a_license_makes_no_component() -> None:
    assert read(source('version = 1\n[[annotations]]\npath = "a"\nSPDX-FileCopyrightText = "Stadt"\n')).components == ()


@pytest.mark.parametrize(
    ("text", "code", "complete"),
    [
        ("", "reuse-version-unknown", True),
        ("version = 2", "reuse-version-unknown", True),
        ("version = 1\nannotations = 3", "reuse-annotation-unusable", False),
        ("version = 1\nannotations = [3]", "reuse-annotation-unusable", False),
        (f'version = 1\n[[annotations]]\n{KEY} = "MIT"', "reuse-annotation-unusable", False),
        ('version = 1\n[[annotations]]\npath = "a"\nprecedence = "loudest"', "reuse-precedence-unknown", True),
    ],
)
def test_bad_field_is_told(text, code, complete) -> None:
    found = read(source(text))

    assert [problem.code for problem in found.problems] == [code]
    assert found.complete is complete


def test_bad_field_costs_no_other_annotation() -> None:
    text = f'version = 1\n[[annotations]]\npath = ["a", 7]\n{KEY} = "MIT"\n[[annotations]]\npath = "b"\n{KEY} = "ISC"\n'
    found = read(source(text))

    assert [component.name for component in found.components] == ["MIT", "ISC"]
    assert [problem.code for problem in found.problems] == ["reuse-annotation-unusable"]


def test_broken_toml_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        read(source("version = "))


@pytest.mark.parametrize(
    ("glob", "path", "covered"),
    [
        ("**", "a/b", True),
        ("*.py", "a.py", True),
        ("*.py", "a/b.py", False),
        ("**/*.py", "a/b/c.py", True),
        ("**/*.py", "c.py", True),
        ("a/**/c.py", "a/c.py", True),
        ("a/**/c.py", "a/b/c.py", True),
        ("a/**/b/*.c", "a/b/x/b/z.c", True),
        ("a/**/b/*.c", "a/x/b/c/z.c", False),
        ("po/*", "po/de.po", True),
        ("po", "po/de.po", False),
        (r"a\*b", "a*b", True),
        (r"a\*b", "axb", False),
        ("a.b", "axb", False),
        ("*a*b", "xaxxb", True),
        ("**ab**ab*", "zabzab1", True),
    ],
)
def test_globs_cover_what_reuse_says(glob, path, covered) -> None:
    assert annotation(glob).covers(path) is covered


@pytest.mark.parametrize("glob", ["**a" * 60 + "b", "*a" * 60 + "b", "**" * 500 + "b"])
def test_hostile_glob_is_answered_fast(glob) -> None:
    assert annotation(glob).covers("a" * 4_000) is False
