"""Laws of the readers of JSON, TOML and text: whatever a document holds, it is read or refused, and what is read hangs together."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.readers.cpp import conan_lock, conanfile_txt
from osscan.readers.elixir import mix_lock, rebar_lock
from osscan.readers.javascript import installed, package_json, package_lock
from osscan.readers.python import (
    dist_info,
    pdm_lock,
    pipfile,
    pipfile_lock,
    poetry_lock,
    pylock,
    pyproject,
    requirements,
    uv_lock,
)
from osscan.readers.r import renv_lock
from osscan.readers.swift import package_resolved

NAMES = """name version license licenses type url text file files dependencies devDependencies optionalDependencies peerDependencies
requires resolved integrity link node_modules/a node_modules/@s/b packages/c a b python poetry uv sources group test include-group
optional-dependencies dev-dependencies extras extra optional groups category source editable directory marker wheels sdist hashes
metadata requirements classifiers license-files dynamic path git workspace ref pref build_requires nodes identity kind location
state repositoryURL Package Version Source Requirements hashes lock_version"""
OUTER_NAMES = """packages package dependencies devDependencies project tool dependency-groups build-system metadata manifest
default-groups license default develop _meta graph_lock requires build_requires pins object Packages dev-packages"""
KEYS = st.sampled_from(NAMES.split())
PLACES = st.sampled_from(OUTER_NAMES.split())
WORDS = st.sampled_from(
    ["a", "b", "", "1.0.0", "^1", "npm:@s/b@1.0.0", "file:x", "MIT", ".", "a>=1", "b==2", "==", "sha256:00", "sha1-x", "main"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)
ENTRIES = st.dictionaries(KEYS, VALUES, max_size=5)
DOCUMENTS = st.dictionaries(PLACES, VALUES | ENTRIES | st.lists(ENTRIES, max_size=4), max_size=5)
TEXT_READERS = [requirements.READER, dist_info.READER, mix_lock.READER, rebar_lock.READER, conanfile_txt.READER]
JSON_READERS = [
    *(package_lock.READER, package_json.READER, installed.READER, pipfile_lock.READER, conan_lock.READER),
    *(package_resolved.READER, renv_lock.READER),
]
TOML_READERS = [pyproject.READER, uv_lock.READER, poetry_lock.READER, pylock.READER, pdm_lock.READER, pipfile.READER]
PATHS = {installed.READER: "node_modules/a/package.json"}


def toml(value: object) -> str:
    """A value as TOML knows it; null becomes a text."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(inner) for inner in value) + "]"
    return json.dumps("null" if value is None else value)


def hangs_together(reader, text: str) -> None:
    try:
        found = reader.read(Source(PATHS.get(reader, "a/file"), held=text.encode()))
    except UnreadableError:
        return
    refs = [c.ref for c in found.components] + ([found.root.ref] if found.root is not None else [])

    assert len(set(refs)) == len(refs)
    assert len({(c.purl or c.name, c.version) for c in found.components}) == len(found.components)
    assert all(isinstance(text, str) for c in found.components for text in (c.name, c.version, c.purl, c.requirement))
    assert found.reader == reader.name
    if reader not in (installed.READER, dist_info.READER):
        assert {end for edge in found.edges for end in edge} <= set(refs)


@pytest.mark.parametrize("reader", JSON_READERS, ids=lambda reader: reader.name)
@given(document=DOCUMENTS)
def test_any_json_is_read_or_refused(reader, document):
    hangs_together(reader, json.dumps(document))


@pytest.mark.parametrize("reader", TOML_READERS, ids=lambda reader: reader.name)
@given(document=DOCUMENTS)
def test_any_toml_is_read_or_refused(reader, document):
    hangs_together(reader, "\n".join(f"{json.dumps(key)} = {toml(value)}" for key, value in document.items()))


@pytest.mark.parametrize("reader", [*TEXT_READERS, *JSON_READERS, *TOML_READERS], ids=lambda reader: reader.name)
@given(text=st.text(max_size=200))
def test_any_text_is_read_or_refused(reader, text):
    hangs_together(reader, text)


@pytest.mark.parametrize("reader", [*TEXT_READERS, *JSON_READERS, *TOML_READERS], ids=lambda reader: reader.name)
@given(head=st.binary(max_size=200))
def test_any_bytes_can_be_asked_for_their_format(reader, head):
    assert reader.recognises is None or reader.recognises(head) in (True, False)


@pytest.mark.parametrize("reader", [*TEXT_READERS, *JSON_READERS, *TOML_READERS], ids=lambda reader: reader.name)
def test_reading_twice_gives_the_same(reader):
    source = Source(PATHS.get(reader, "a/file"), held=b'{"name": "a", "dependencies": {"b": "1.0.0"}, "lockfileVersion": 1}')
    answers = []
    for _ in range(2):
        try:
            answers.append(reader.read(source))
        except UnreadableError as fault:
            answers.append(fault.problem)

    assert answers[0] == answers[1]
