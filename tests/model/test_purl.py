"""Package URLs: the same as the reference implementation writes, and tolerant of what others write."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packageurl import PackageURL

from osscan.model.purl import parts, purl

WORDS = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters="/@?#%"), min_size=1, max_size=12)
KINDS = st.sampled_from(["npm", "pypi", "deb", "maven", "github", "golang", "composer", "nuget", "cargo", "generic"])


def test_pypi_purl_has_no_namespace():
    assert purl("pypi", "flask", "3.0.0") == "pkg:pypi/flask@3.0.0"


def test_scope_of_npm_is_escaped():
    assert purl("npm", "core", "1.6.0", "@actions") == "pkg:npm/%40actions/core@1.6.0"


def test_plus_in_a_version_is_escaped():
    assert purl("pypi", "torch", "2.1.0+cpu") == "pkg:pypi/torch@2.1.0%2Bcpu"


def test_without_version_no_at_sign_is_left():
    assert purl("npm", "left-pad") == "pkg:npm/left-pad"


def test_without_a_name_there_is_no_purl():
    assert purl("npm", "", "1.0.0") == ""


def test_namespace_keeps_its_parts():
    assert purl("golang", "mux", "v1.8.0", "github.example/gorilla") == "pkg:golang/github.example/gorilla/mux@v1.8.0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pkg:npm/%40actions/core@1.6.0", ("npm", "@actions", "core", "1.6.0")),
        ("pkg:npm/@actions/core@1.6.0", ("npm", "@actions", "core", "1.6.0")),
        ("pkg:npm/@actions/core", ("npm", "@actions", "core", "")),
        ("PKG:PyPI/Jinja2@3.1?x=y#sub/path", ("pypi", "", "Jinja2", "3.1")),
        ("pkg://deb/debian/curl@7.50.3-1?arch=i386", ("deb", "debian", "curl", "7.50.3-1")),
        ("pkg:maven/org.a/b@1.0%2B1", ("maven", "org.a", "b", "1.0+1")),
        ("", ("", "", "", "")),
        ("pkg:", ("", "", "", "")),
        ("pkg:npm", ("", "", "", "")),
        ("pkg:npm/", ("", "", "", "")),
        ("https://example.org/a", ("", "", "", "")),
    ],
)
def test_parts_are_read_tolerantly(text, expected):
    assert parts(text) == expected


@given(kind=KINDS, name=WORDS, version=st.just("") | WORDS, namespace=st.just("") | WORDS)
def test_written_like_the_reference_implementation(kind, name, version, namespace):
    theirs = PackageURL(kind, namespace or None, name, version or None).to_string()
    assert purl(kind, name, version, namespace) == re.sub("%..", lambda escape: escape[0].upper(), theirs)


@given(kind=KINDS, name=WORDS, version=st.just("") | WORDS, namespace=st.just("") | WORDS)
def test_parts_of_a_purl_are_those_it_was_made_of(kind, name, version, namespace):
    again = purl(*[parts(purl(kind, name, version, namespace))[i] for i in (0, 2, 3, 1)])
    assert again == purl(kind, name, version, namespace)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text):
    assert len(parts("pkg:" + text)) == 4


def test_half_a_surrogate_pair_is_no_reason_to_fail():
    assert purl("npm", "\ud800", "\udfff") == "pkg:npm/%3F@%3F"
