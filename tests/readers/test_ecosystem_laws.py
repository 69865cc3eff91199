"""Laws of the Go, .NET, Ruby, Rust and PHP readers: whatever a document holds, it is read or refused, and what is read hangs together."""

from __future__ import annotations

import json
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.readers.dotnet import (
    central_versions,
    deps_json,
    nuspec,
    packages_config,
    packages_lock,
    paket_dependencies,
    paket_lock,
    project,
    project_assets,
)
from osscan.readers.go import go_mod, go_sum, vendor_modules
from osscan.readers.php import composer_installed, composer_json, composer_lock
from osscan.readers.ruby import gemfile, gemfile_lock, gemspec
from osscan.readers.rust import cargo_lock, cargo_toml

TEXT_READERS = [
    one.READER for one in (go_mod, go_sum, vendor_modules, paket_lock, paket_dependencies, gemfile, gemfile_lock, gemspec)
]
JSON_READERS = [
    one.READER for one in (packages_lock, deps_json, project_assets, composer_lock, composer_installed, composer_json)
]
TOML_READERS = [cargo_lock.READER, cargo_toml.READER]
XML_READERS = [one.READER for one in (project, central_versions, packages_config, nuspec)]
EVERY = [*TEXT_READERS, *JSON_READERS, *TOML_READERS, *XML_READERS]
NAMES = """packages packages-dev package name version source checksum dependencies dev-dependencies build-dependencies target workspace
    members path git license license-file optional libraries targets type resolved requested net6.0 A/1.0 B/1.0 a b a/b require
    require-dev dist shasum project restore projectName projectFileDependencyGroups dev-package-names metadata"""
KEYS = st.sampled_from(NAMES.split())
WORDS = st.sampled_from(
    ["a", "b", "", "1.0", "=1.0.0", "a/b", "MIT", "Project", "project", "path", "a 1.0", "[1.0]", "v1.0.0", "x"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=6)
LINES = st.lists(
    st.sampled_from(
        """module a|go 1.16|go x|toolchain go1.22.1|require a.org/a v1.0.0|require (|)|a.org/a v1.0.0 // indirect|replace a.org/a => ./a
replace a.org/a => b.org/b v1.0.0|exclude a.org/a v1.0.0|# a.org/a v1.0.0|# a.org/a => ../a|## explicit|a.org/a|=>|GEM|PATH|GIT|NUGET
  remote: .|  specs:|    a (1.0)|      b (>= 1)|    b (1.0-java)|DEPENDENCIES|  a!|CHECKSUMS|  a (1.0) sha256=0|GROUP Test|group Build
GITHUB|  remote: a/b|nuget a 1.0|nuget b >= 1|Gem::Specification.new do \\|s\\||  s.name = 'a'|  s.version = V|V = '1'
  s.licenses = ['MIT', "B|  s.add_dependency 'a', '~> 1'|  s.add_dependency %w[a 1.0]|# stub: a 1.0 ruby""".replace("\n", "|")
        .replace("\\|", "\0")
        .split("|")
    ).map(lambda line: line.replace("\0", "|")),
    max_size=14,
)
TAG_NAMES = """Project PropertyGroup ItemGroup PackageReference PackageVersion GlobalPackageReference Import Choose When packages package
    metadata id version license licenseUrl dependencies dependency Version V IsTestProject"""
TAGS = st.sampled_from(TAG_NAMES.split())
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["Include", "Update", "Remove", "Version", "id", "version", "Condition", "Project", "type", "IncludeAssets"]),
    st.sampled_from(["A", "A;B", "", "1.0", "$(V)", "$(", "'$(V)' == ''", "x.props", "file", "build"]),
    max_size=4,
)


@st.composite
def elements(draw, depth: int = 4) -> str:
    tag, attributes = draw(TAGS), draw(ATTRIBUTES)
    inner = draw(st.lists(elements(depth - 1), max_size=3)) if depth else [draw(WORDS)]
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{tag}{written}>{''.join(inner).replace('&', '')}</{tag}>"


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(inner) for inner in value) + "]"
    return json.dumps("null" if value is None else value)


def hangs_together(reader, text: str) -> None:
    try:
        found = reader.read(Source("a/file.csproj", held=text.encode("utf-8", "replace")))
    except UnreadableError:
        return
    refs = [c.ref for c in found.components] + ([found.root.ref] if found.root is not None else [])

    assert len(set(refs)) == len(refs)
    assert len({(c.purl or c.name, c.version) for c in found.components}) == len(found.components)
    assert all(isinstance(text, str) for c in found.components for text in (c.name, c.version, c.purl, c.requirement))
    assert all(c.name for c in found.components)
    assert found.reader == reader.name
    assert {end for edge in found.edges for end in edge} <= set(refs)


def named(readers: list) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("reader", readers, ids=lambda reader: reader.name)


@named(JSON_READERS)
@given(document=DOCUMENTS | st.lists(DOCUMENTS, max_size=3))
def test_any_json_is_read_or_refused(reader, document):
    hangs_together(reader, json.dumps(document))


@named(TOML_READERS)
@given(document=DOCUMENTS)
def test_any_toml_is_read_or_refused(reader, document):
    hangs_together(reader, "\n".join(f"{json.dumps(key)} = {toml(value)}" for key, value in document.items()))


@named(XML_READERS)
@given(inner=st.lists(elements(), max_size=3))
@pytest.mark.parametrize("root", ["Project", "package", "packages"])
def test_any_xml_is_read_or_refused(reader, root, inner):
    hangs_together(reader, f"<{root}>{''.join(inner)}</{root}>")


@named(TEXT_READERS)
@given(lines=LINES)
def test_any_lines_are_read_or_refused(reader, lines):
    hangs_together(reader, "\n".join(lines))


@named(EVERY)
@given(text=st.text(max_size=200))
def test_any_text_is_read_or_refused(reader, text):
    hangs_together(reader, text)


@named(EVERY)
@given(head=st.binary(max_size=200))
def test_any_bytes_can_be_asked_for_their_format(reader, head):
    assert reader.recognises is None or reader.recognises(head) in (True, False)


@named(EVERY)
@pytest.mark.parametrize(
    "sign", [b"\n", b" ", b" \n", b"<Project ", b"[package]\n", b"require(", b'"', b"%w[", b"<!-- ", b"NUGET\n"]
)
def test_no_format_is_asked_for_in_vain_for_long(reader, sign):
    head = (sign * 65_536)[:65_536]

    assert reader.recognises is None or reader.recognises(head) is False
