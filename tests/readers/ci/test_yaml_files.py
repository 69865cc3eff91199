"""Compose, GitHub and GitLab: what runs beside the product, and what only builds it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.component import Relation, Scope
from osscan.readers import table
from osscan.readers.ci import compose, github, gitlab

READERS = (compose, github, gitlab)
PATHS = {compose: "compose.yml", github: ".github/workflows/ci.yml", gitlab: ".gitlab-ci.yml"}


def inventory(reader, text: str | bytes, path: str = ""):
    return reader.read(Source(path or PATHS[reader], held=text if isinstance(text, bytes) else text.encode()))


def told(reader, text: str) -> list[tuple[str, str, int | None]]:
    return [(c.name, c.version, c.place.line) for c in inventory(reader, text).components]


def codes(reader, text: str) -> list[tuple[str, int | None]]:
    return [(p.code, p.place.line) for p in inventory(reader, text).problems]


SERVICES = """services:
  web:
    build: .
    image: own/web
  db:
    image: "postgres:${PG:-16}"
  cache: {image: $CACHE}
  nothing:
"""


def test_images_of_services_run_beside_the_product():
    found = inventory(compose, SERVICES)

    assert [(c.name, c.version, c.scope, c.relation) for c in found.components] == [
        ("postgres", "16", Scope.RUNTIME, Relation.AGGREGATE)
    ]
    assert [(p.code, p.place.line) for p in found.problems] == [("image-unresolved", 7)]


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("docker-compose.test.yml", Scope.TEST),
        ("compose.dev.yaml", Scope.DEV),
        ("docker-compose.prod.yml", Scope.RUNTIME),
        ("docker-compose.latest.yml", Scope.RUNTIME),
    ],
)
def test_name_of_a_compose_file_tells_what_it_serves(name, scope):
    assert [c.scope for c in inventory(compose, SERVICES, name).components] == [scope]


WORKFLOW = """on: push
jobs:
  a:
    container: {image: "node:20"}
    services:
      db: {image: "postgres:16"}
      own: {image: "${{ matrix.image }}"}
    steps:
      - run: true
      - uses: actions/checkout@v4
      - uses: example/actions/setup@8e5e7e5ab8b370d6c329ec480221332ada57f0ab # v1
      - uses: ./own
      - uses: $/.github/actions/own
      - uses: docker://alpine:3
      - uses: nothing
  b:
    uses: example/flows/.github/workflows/x.yml@main
"""


def test_actions_and_images_are_for_the_build():
    found = inventory(github, WORKFLOW)

    assert [(c.name, c.version, c.purl) for c in found.components] == [
        ("actions/checkout", "v4", "pkg:github/actions/checkout@v4"),
        (
            "example/actions",
            "8e5e7e5ab8b370d6c329ec480221332ada57f0ab",
            "pkg:github/example/actions@8e5e7e5ab8b370d6c329ec480221332ada57f0ab",
        ),
        ("alpine", "3", "pkg:docker/alpine@3"),
        ("node", "20", "pkg:docker/node@20"),
        ("postgres", "16", "pkg:docker/postgres@16"),
        ("example/flows", "main", "pkg:github/example/flows@main"),
    ]
    assert {c.scope for c in found.components} == {Scope.BUILD}
    assert [(p.code, p.place.line) for p in found.problems] == [
        ("action-unresolved", 15),
        ("image-unresolved", 7),
    ]


@pytest.mark.parametrize(
    ("path", "used", "expected"),
    [
        (
            ".forgejo/workflows/ci.yml",
            "https://git.example/tools/checkout@v4",
            ("tools/checkout", "v4", "pkg:generic/git.example/tools/checkout@v4"),
        ),
        (".forgejo/workflows/ci.yml", "https://github.com/a/b/sub/folder@v1", ("a/b", "v1", "pkg:github/a/b@v1")),
        (".forgejo/workflows/ci.yml", "a/b@v1", ("a/b", "v1", "")),
        ("web/.forgejo/workflows/ci.yml", "a/b@v1", ("a/b", "v1", "")),
        (".gitea/workflows/ci.yml", "a/b@v1", ("a/b", "v1", "pkg:github/a/b@v1")),
    ],
)
def test_each_forge_finds_actions_in_its_own_way(path, used, expected):
    found = inventory(github, f"on: push\njobs:\n  a:\n    steps:\n      - uses: {used}\n", path)

    assert [(c.name, c.version, c.purl) for c in found.components] == [expected]
    assert found.problems == ()
    assert table.by_path(path).name == "ci/github"


@pytest.mark.parametrize(
    "used", ["https://git.example/a@v1", "https://git.example/a/b", "https://@v1", "ftp://git.example/a/b@v1"]
)
def test_address_of_no_action_is_told(used):
    assert codes(github, f"on: push\njobs:\n  a:\n    steps:\n      - uses: {used}\n") == [("action-unresolved", 5)]


def test_recognising_ends_soon():
    assert github.READER.recognises(b"runs:\n" + b"  a\n" * 16_000) is False


def test_composite_action_uses_others():
    text = "runs:\n  using: composite\n  steps:\n    - uses: a/b@v1\n    - run: x\n"

    assert told(github, text) == [("a/b", "v1", 4)]
    assert told(github, "runs:\n  using: docker\n  image: docker://alpine:3\n") == [("alpine", "3", 3)]
    assert told(github, "runs:\n  using: docker\n  image: Dockerfile\n") == []


def test_workflow_is_recognised_by_its_content():
    assert github.READER.recognises(WORKFLOW.encode()) is True
    assert github.READER.recognises(b"runs:\n  using: node20\n") is True
    assert github.READER.recognises(b"jobs: 1\n") is False


PIPELINE = """variables:
  TAG: {value: "3.12", description: x}
  IMAGE: python:$TAG
include:
  - local: /a.yml
  - /b.yml
  - template: Security/SAST.gitlab-ci.yml
  - project: group/sub/ci
    ref: v2
    file: [x.yml]
  - remote: https://git.example/a/b/raw/main/x.yml
  - component: $CI_SERVER_FQDN/$CI_PROJECT_PATH/own@1
  - component: git.example/group/project/scan@1.2
default:
  image: {name: $IMAGE, entrypoint: [""]}
services: [postgres:16]
job:
  image: $CI_REGISTRY_IMAGE/build:1
  services: [{name: "redis:7"}, $UNKNOWN]
"""


def test_pipeline_names_images_and_includes():
    assert told(gitlab, PIPELINE) == [
        ("group/sub/ci", "v2", 8),
        ("git.example/a/b/raw/main/x.yml", "", 11),
        ("group/project", "1.2", 13),
        ("python", "3.12", 15),
        ("postgres", "16", 16),
        ("redis", "7", 19),
    ]
    assert codes(gitlab, PIPELINE) == [("image-unresolved", 19)]
    assert {c.scope for c in inventory(gitlab, PIPELINE).components} == {Scope.BUILD}


def test_lone_include_and_image_are_read():
    assert told(gitlab, "include: https://git.example/a/b.yml\nimage: alpine\n") == [
        ("git.example/a/b.yml", "", 1),
        ("alpine", "", 2),
    ]


def test_merged_mappings_count_behind_what_a_service_says_itself():
    text = "x-base: &base\n  image: a:1\nservices:\n  one: {<<: *base}\n  two: {<<: *base, image: 'b:2'}\n"

    assert told(compose, text) == [("a", "1", 2), ("b", "2", 5)]


def test_merging_ends_soon():
    text = "a0: &a0 {image: 'a:1'}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 60))

    assert told(gitlab, f"{text}job: *a59\n") == [("a", "1", 1)]


def test_oldest_compose_files_are_services():
    assert told(compose, "web:\n  image: a:1\ndb:\n  image: b:2\n") == [("a", "1", 2), ("b", "2", 4)]
    assert told(compose, "version: '3'\nx-a: {image: 'a:1'}\n") == []


@pytest.mark.parametrize(
    ("reader", "text", "line"),
    [
        (compose, "services: {web: nginx}", 1),
        (compose, "words\nand words\n", 1),
        (github, "on: push\njobs:\n  a: [x]\n", 3),
        (github, "on: push\njobs:\n  a:\n    steps:\n      - uses: [a/b@v1]\n", 5),
        (github, "on: push\njobs:\n  a:\n    steps: nothing\n", 4),
        (github, "on: push\njobs:\n  a:\n    services: [postgres]\n", 4),
        (gitlab, "- a\n", 1),
    ],
)
def test_what_stands_in_the_place_of_a_table_is_told(reader, text, line):
    assert codes(reader, text) == [("field-wrong-type", line)]
    assert inventory(reader, text).complete is False


def test_pipeline_behind_a_header_is_read():
    assert told(gitlab, "spec:\n  inputs:\n    a:\n---\njob:\n  image: a:1\n") == [("a", "1", 6)]
    assert told(gitlab, "---\nspec:\n  inputs: {}\n---\nimage: a:1\n") == [("a", "1", 5)]


def test_reference_to_an_image_is_followed():
    text = ".x:\n  more: {image: 'a:1'}\n  list: ['b:1', 'c:1']\njob:\n  image: !reference [.x, more, image]\n"
    text += "  services:\n    - !reference [.x, list]\nodd:\n  image: !reference [.y, image]\n"

    assert told(gitlab, text) == [("a", "1", 2), ("b", "1", 3), ("c", "1", 3)]
    assert codes(gitlab, text) == [("image-unresolved", 9)]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "5",
        "jobs: []",
        "services: [{}]",
        "jobs: {a: 1, b: [x], c: {steps: 4, uses: {}}}",
        "image: {}\ninclude: [[], {}, 3]\n",
        "a: &x {b: *x}",
    ],
)
def test_odd_input_has_no_components(reader, text):
    try:
        found = inventory(reader, text).components
    except UnreadableError:
        found = ()
    assert found == ()


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: [", b"{" * 3000, b"\0", b"- " * 5000])
def test_broken_input_is_refused_or_empty(reader, content):
    try:
        found = inventory(reader, content).components
    except UnreadableError:
        found = ()
    assert found == ()


@given(st.sampled_from(READERS), st.text(alphabet="jobs:imagestepsuses {}[]-\n@/$&*#'\"|", max_size=150))
def test_any_text_is_read_or_refused(reader, text):
    try:
        found = inventory(reader, text).reader
    except UnreadableError:
        found = reader.READER.name
    assert found == reader.READER.name


def test_huge_workflow_is_read():
    steps = "".join(f"      - uses: a/b{n}@v1\n" for n in range(20_000))

    assert len(inventory(github, f"on: push\njobs:\n  a:\n    steps:\n{steps}").components) == 20_000
