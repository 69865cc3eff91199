"""Laws of the Java readers: whatever a file holds, it is read or refused, and what is read hangs together."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.inventory import Inventory
from osscan.readers.java import archive, gradle_lockfile, pom, sbt_lock, verification_metadata, version_catalog

READERS = [r.READER for r in (archive, gradle_lockfile, pom, sbt_lock, verification_metadata, version_catalog)]
TAGS = """project parent groupId artifactId version relativePath properties a b project.version dependencyManagement dependencies dependency
scope type optional classifier profiles profile activation activeByDefault id licenses license name url modules module components component
artifact sha256"""
WORDS = st.sampled_from(
    ["", "a", "b", "1", "${a}", "${b}", "${project.version}", "${a}${a}", "import", "pom", "test", "true", "[1,2)", "../pom.xml"]
)
ELEMENTS = st.recursive(
    st.tuples(st.sampled_from(TAGS.split()), WORDS),
    lambda inner: st.tuples(st.sampled_from(TAGS.split()), st.lists(inner, max_size=5)),
    max_leaves=40,
)
FILES = st.sampled_from(
    [
        *("META-INF/MANIFEST.MF", "META-INF/maven/g/a/pom.xml", "META-INF/maven/g/a/pom.properties", "META-INF/LICENSE"),
        *("lib/b-1.jar", "pom.properties", "x.class", "META-INF/licenses/MIT", "../../etc/passwd", "/LICENSE"),
    ]
)
LINES = st.lists(
    st.sampled_from(
        ["groupId=g", "artifactId=a", "version=1", "Bundle-License: MIT", " more", "", "<project>", "Name: x", ":", "="]
    )
)


def written(element: object) -> str:
    tag, inside = element
    return f"<{tag}>{escape(inside) if isinstance(inside, str) else ''.join(map(written, inside))}</{tag}>"


def hangs_together(found: Inventory) -> None:
    refs = [c.ref for c in found.components] + ([found.root.ref] if found.root is not None else [])

    assert len(set(refs)) == len(refs)
    assert len({(c.purl or c.name, c.version) for c in found.components}) == len(found.components)
    assert {end for edge in found.edges for end in edge} <= set(refs)
    assert not any("${" in c.version + c.purl for c in found.components)


@given(children=st.lists(ELEMENTS, max_size=6), up=st.lists(ELEMENTS, max_size=6))
def test_any_two_poms_are_read(children, up):
    sources = [
        Source("pom.xml", held=written(("project", up)).encode()),
        Source("app/pom.xml", held=written(("project", children)).encode()),
    ]
    for found in pom.read_together(sources):
        hangs_together(found)


@given(children=st.lists(ELEMENTS, max_size=6))
def test_any_metadata_is_read(children):
    held = written(("verification-metadata", children)).encode()
    hangs_together(verification_metadata.read(Source("verification-metadata.xml", held=held)))


@given(text=st.lists(st.sampled_from(["a:b:1", "=", "compileClasspath", ",", "\n", "#", "empty=", " ", ":", "é"])).map("".join))
def test_any_lockfile_is_read(text):
    hangs_together(gradle_lockfile.read(Source("gradle.lockfile", held=text.encode())))


@given(members=st.dictionaries(FILES, LINES.map("\n".join) | st.binary(max_size=60), max_size=6))
def test_any_archive_is_read(members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as opened:
        for name, content in members.items():
            opened.writestr(zipfile.ZipInfo(name), content)
    hangs_together(archive.read(Source("a-1.jar", held=held.getvalue())))


@given(position=st.integers(0, 400), value=st.integers(0, 255), length=st.integers(0, 600))
def test_a_damaged_archive_is_read(position, value, length):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(zipfile.ZipInfo("META-INF/maven/g/a/pom.properties"), "groupId=g\nartifactId=a\nversion=1\n" * 9)
        opened.writestr(zipfile.ZipInfo("META-INF/MANIFEST.MF"), "Bundle-License: MIT\n" * 9)
    damaged = bytearray(held.getvalue())
    damaged[position % len(damaged)] = value
    for content in (bytes(damaged), bytes(damaged[:length])):
        hangs_together(archive.read(Source("a-1.jar", held=content)))


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(reader, content):
    try:
        hangs_together(reader.read(Source("a/file", held=content)))
    except UnreadableError:
        return
