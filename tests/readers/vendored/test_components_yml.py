"""osscan.components.yml: what somebody states by hand holds for exactly the files that were looked at."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, Method
from osscan.model.component import Relation, Scope
from osscan.model.problem import Severity
from osscan.readers.vendored.components_yml import read, statements_of

JQUERY = """version: 1
components:
  - name: jquery
    version: 3.7.1
    purl: pkg:npm/jquery
    license: MIT
    copyright: OpenJS Foundation
    paths: [static/jquery/**]
"""


def source(text: str | bytes) -> Source:
    return Source("app/osscan.components.yml", held=text if isinstance(text, bytes) else text.encode())


def faults(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(p.code, p.place.line, p.place.column) for p in read(source(text)).problems]


def on_disk(root, text: str, **files: str):
    (root / "osscan.components.yml").write_text(text)
    for name, content in files.items():
        (root / name).write_text(content)
    return read(Source("osscan.components.yml", str(root / "osscan.components.yml"), None, str(root)))


def test_entry_is_a_component_copied_into_the_product():
    component = read(source(JQUERY)).components[0]

    assert (component.name, component.version, component.purl) == ("jquery", "3.7.1", "pkg:npm/jquery@3.7.1")
    assert (component.scope, component.relation, component.place.line) == (Scope.RUNTIME, Relation.INCORPORATE, 3)


def test_license_is_the_word_of_a_person_here():
    claim = read(source(JQUERY)).components[0].claims[0]

    assert (claim.role, claim.method, claim.form, claim.raw) == (ClaimRole.CURATED, Method.CURATION, Form.EXPRESSION, "MIT")
    assert (claim.place.route, claim.place.line, claim.place.column) == ("components[0].license", 6, 14)


def test_version_stays_the_text_that_was_written():
    assert read(source("components: [{name: a, version: 1.10, paths: a}]")).components[0].version == "1.10"


def test_statement_knows_its_files_and_holders():
    statement = statements_of(source(JQUERY))[0][0]

    assert ([pattern for pattern, _ in statement.patterns], statement.copyrights) == (
        ["static/jquery/**"],
        ("OpenJS Foundation",),
    )


def test_folder_with_a_slash_means_all_below():
    statement = statements_of(source("components: [{name: a, paths: ./lib/}]"))[0][0]

    assert [pattern for pattern, _ in statement.patterns] == ["lib/**"]


def test_hash_that_fits_is_kept(tmp_path):
    digest = sha256(b"code").hexdigest()
    found = on_disk(tmp_path, f"components: [{{name: a, version: 1, sha256: {{a.js: {digest.upper()}}}}}]", **{"a.js": "code"})

    assert [(c.name, c.hashes) for c in found.components] == [("a", (("SHA256", digest),))]
    assert found.problems == ()


def test_hash_mismatch_makes_the_statement_void_and_says_so(tmp_path):
    digest = sha256(b"other").hexdigest()
    text = f"components:\n- name: a\n  license: MIT\n  paths: ['*.js']\n  sha256:\n    a.js: {digest}\n- {{name: b, paths: b}}\n"
    found = on_disk(tmp_path, text, **{"a.js": "code"})

    assert [c.name for c in found.components] == ["b"]
    assert [(p.code, p.severity, p.place.line, p.place.column) for p in found.problems] == [
        ("components-void", Severity.ERROR, 6, 11)
    ]
    assert dict(found.problems[0].facts)["expected"] == digest


def test_lone_hash_belongs_to_the_lone_path(tmp_path):
    digest = sha256(b"code").hexdigest()
    found = on_disk(tmp_path, f"components: [{{name: a, paths: a.js, sha256: {digest}}}]", **{"a.js": "changed"})

    assert [(c.name) for c in found.components] == []
    assert [p.code for p in found.problems] == ["components-void"]


def test_missing_file_is_told_and_the_rest_holds(tmp_path):
    found = on_disk(tmp_path, f"components: [{{name: a, paths: b.js, sha256: {{a.js: {'0' * 64}}}}}]")

    assert [c.name for c in found.components] == ["a"]
    assert [(p.code, p.severity) for p in found.problems] == [("components-file-missing", Severity.WARNING)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("version: 2\ncomponents: []\n", ("components-version-unknown", 1, 10)),
        ("components: jquery\n", ("components-wrong-type", 1, 13)),
        ("- a\n", ("components-wrong-type", 1, 1)),
        ("components:\n  - 5\n", ("components-wrong-type", 2, 5)),
        ("components:\n  - nmae: a\n    name: b\n    paths: x\n", ("components-unknown-key", 2, 5)),
        ("components:\n  - name: a\n", ("components-missing-key", 2, 5)),
        ("components:\n  - paths: a\n", ("components-missing-key", 2, 5)),
        ("components:\n  - {name: a, paths: [../b, c]}\n", ("components-wrong-value", 2, 23)),
        ("components:\n  - {name: a, paths: [/b, c]}\n", ("components-wrong-value", 2, 23)),
        ("components:\n  - {name: a, paths: {a: b}, sha256: {}}\n", ("components-wrong-type", 2, 22)),
        ("components:\n  - {name: a, paths: b, license: [MIT]}\n", ("components-wrong-type", 2, 34)),
        ("components:\n  - {name: a, paths: b, purl: jquery}\n", ("components-wrong-value", 2, 31)),
        ("components:\n  - {name: a, sha256: {b: abc}}\n", ("components-wrong-value", 2, 27)),
        ("components:\n  - {name: a, paths: b, name: c}\n", ("duplicate-key", 2, 25)),
    ],
)
def test_fault_is_told_with_line_and_column(text, expected):
    assert faults(text)[0] == expected


def test_name_and_version_may_stand_in_the_purl_alone():
    component = read(source('components: [{purl: "pkg:npm/%40a/b@2", paths: x}]')).components[0]

    assert (component.name, component.version, component.purl) == ("@a/b", "2", "pkg:npm/%40a/b@2")


def test_entry_without_a_license_claims_none():
    assert read(source("components: [{name: a, paths: b}]")).components[0].claims == ()


@pytest.mark.parametrize("text", ["a: [", "a: b: c", "\t", "%", "*x", "components: &a [*a, *a]", "[" * 5000])
def test_broken_yaml_is_refused_with_its_place(text):
    with pytest.raises(UnreadableError) as caught:
        read(source(text))
    assert caught.value.problem.place.line is not None


@pytest.mark.parametrize("text", ["", "# nothing\n", "~", "components:\n", "[]"])
def test_empty_and_odd_input_has_no_components(text):
    assert read(source(text)).components == ()


def test_aliases_of_aliases_cost_nothing():
    rows = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)]

    assert len(read(source("\n".join(rows))).problems) == 21


@given(st.text(alphabet="components:-[]{}&*!\n nameptsh256,'\"#|>", max_size=120))
def test_any_text_is_read_or_refused(text):
    try:
        found = read(source(text)).reader
    except UnreadableError as fault:
        found = fault.problem.place.input
    assert found in ("vendored/components", "app/osscan.components.yml")
