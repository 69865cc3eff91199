"""Dockerfile: which images a build starts from, and which of them are delivered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.inputs.source import Source
from osscan.model.component import Kind, Relation, Scope
from osscan.readers.ci.dockerfile import read
from osscan.readers.images import expanded, image_of


def inventory(text: str | bytes):
    return read(Source("Dockerfile", held=text if isinstance(text, bytes) else text.encode()))


def told(text: str) -> list[tuple[str, str, str]]:
    return [(c.name, c.version, c.scope.value) for c in inventory(text).components]


def test_base_image_lies_beside_the_product():
    component = inventory("# comment\nFROM python:3.12-slim\nRUN FROM\n").components[0]

    assert (component.name, component.version, component.purl) == ("python", "3.12-slim", "pkg:docker/python@3.12-slim")
    assert (component.kind, component.relation, component.scope, component.place.line) == (
        Kind.OTHER,
        Relation.AGGREGATE,
        Scope.RUNTIME,
        2,
    )


def test_stage_that_is_only_copied_from_is_for_the_build():
    text = "FROM golang:1.22 AS Build\nRUN make\nFROM alpine:3 as base\nFROM base\nCOPY --from=build /a /a\nCOPY --from=busybox:1 /b /b\n"

    assert told(text) == [("golang", "1.22", "build"), ("alpine", "3", "runtime"), ("busybox", "1", "runtime")]


def test_stage_may_be_named_by_its_number():
    assert told("FROM node:20\nFROM nginx:1\nCOPY --from=0 /a /a\n") == [("node", "20", "build"), ("nginx", "1", "runtime")]


def test_mounted_image_is_for_the_build():
    text = "FROM debian:12\nRUN --mount=type=bind,from=ghcr.example/astral/uv:0.4,source=/uv,target=/uv true\n"

    assert told(text) == [("debian", "12", "runtime"), ("ghcr.example/astral/uv", "0.4", "build")]


def test_arguments_before_from_have_their_defaults():
    text = 'ARG VERSION=1.2 OTHER\nARG IMAGE="app/${VERSION}"\nARG X\nFROM ${IMAGE}:${TAG:-stable}\nFROM $X\n'
    found = inventory(text)

    assert [(c.name, c.version) for c in found.components] == [("app/1.2", "stable")]
    assert [(p.code, p.place.line, dict(p.facts)["image"]) for p in found.problems] == [("image-unresolved", 5, "$X")]


def test_tag_that_nobody_knows_is_left_open():
    component = inventory("ARG V\nFROM host.example:5000/a/b:$V-x\n").components[0]

    assert (component.name, component.version, component.requirement) == ("host.example:5000/a/b", "", "$V-x")


def test_nothing_is_no_image():
    assert told("FROM scratch\nCOPY a /\n") == []


def test_here_document_is_no_instruction():
    assert told("FROM a:1\nRUN <<EOF\nSELECT *\nFROM b:2\nEOF\nCOPY <<'X' <<Y /\nFROM c:3\nX\nFROM d:4\nY\nFROM e:5\n") == [
        ("a", "1", "runtime"),
        ("e", "5", "runtime"),
    ]


def test_continued_lines_are_one():
    assert told("FROM \\\n# why\n\n  --platform=$BUILDPLATFORM \\\n  a:1 \\\n  AS x\n") == [("a", "1", "runtime")]


def test_other_escape_is_known():
    assert told("# escape=`\nFROM a:1\nRUN dir C:\\\nFROM b:1\n") == [("a", "1", "runtime"), ("b", "1", "runtime")]


DIGEST = "0" * 64


@pytest.mark.parametrize(
    ("text", "name", "tag", "purl"),
    [
        ("a", "a", "", "pkg:docker/a"),
        ("docker.example/a", "docker.example/a", "", "pkg:docker/a?repository_url=docker.example"),
        ("library/a:1", "a", "1", "pkg:docker/a@1"),
        ("index.docker.io/library/a:1", "a", "1", "pkg:docker/a@1"),
        ("localhost:5000/a/b:1", "localhost:5000/a/b", "1", "pkg:docker/a/b@1?repository_url=localhost:5000"),
        (f"a/b@sha256:{DIGEST}", "a/b", "", f"pkg:docker/a/b@sha256:{DIGEST}"),
        (f"a:2@sha256:{DIGEST}", "a", "2", "pkg:docker/a@2"),
    ],
)
def test_reference_names_an_image(text, name, tag, purl):
    image = image_of(text)

    assert (image.name, image.tag) == (name, tag)
    assert image.component(Source("x").place(), Scope.RUNTIME, None).purl == purl


@pytest.mark.parametrize("text", ["", "$X", "-", "a b", "/", ":1", "@sha256:00"])
def test_what_is_no_reference_is_no_image(text):
    assert image_of(text) is None


def test_variables_are_put_in():
    assert expanded("$$A ${A} $A ${B:-x} ${B-y} ${A:+z} ${B:+z} ${B} $B", {"A": "1"}) == "$A 1 1 x y z  ${B} $B"


@pytest.mark.parametrize(
    "content", [b"", b"FROM", b"FROM ", b"\\", b"FROM a AS", b"\xff\xfe", b"COPY --from=x a b", b"RUN <<EOF"]
)
def test_broken_input_is_never_an_exception(content):
    assert inventory(content).components == ()


@given(st.text(alphabet="FROM ASCOPY--from=a:1$\\{}\n<#", max_size=200))
def test_any_text_is_read(text):
    assert inventory(text).reader == "ci/dockerfile"


def test_stages_in_a_circle_end():
    assert told("FROM b AS a\nFROM a AS b\n") == [("b", "", "runtime")]


def test_huge_file_is_read():
    assert len(inventory("".join(f"FROM i{n}:1 AS s{n}\nRUN <<EOF\n" for n in range(20_000))).components) == 20_000


@pytest.mark.parametrize("part", ["--mount=", "--from=", "<<A ", 'A="', "--a ", "a:"])
@pytest.mark.parametrize("word", ["FROM", "RUN", "COPY", "ARG"])
def test_endless_line_is_read(word, part):
    assert len(inventory(f"FROM a\n{word} {part * 20_000}\n").components) <= 2


@pytest.mark.parametrize(("line", "image"), [("FROM", "FROM"), ("FROM a:1 b", "FROM a:1 b"), ("from a as", "FROM a as")])
def test_from_that_names_no_image_is_told(line, image):
    found = inventory(f"FROM ok:1\n{line}\n")

    assert [c.name for c in found.components] == ["ok"]
    assert [(p.code, p.place.line, dict(p.facts)["image"]) for p in found.problems] == [("image-unresolved", 2, image)]


@pytest.mark.parametrize("text", ["version https://git.example/spec/v1\n", "<html></html>\n", "RUN true\n"])
def test_file_that_starts_from_nothing_is_told(text):
    assert [p.code for p in inventory(text).problems] == ["format-not-recognised"]
    assert inventory("# nothing\n\n").problems == ()


def test_what_a_build_does_not_see_is_no_build():
    assert read(Source("Dockerfile.dockerignore", held=b"node_modules\n")).problems == ()


def test_sign_that_continues_lines_may_be_the_second_directive():
    assert told("# syntax=docker/dockerfile:1\n# escape=`\nFROM a:1\nCOPY x C:\\\nFROM b:2\n") == [
        ("a", "1", "runtime"),
        ("b", "2", "runtime"),
    ]
