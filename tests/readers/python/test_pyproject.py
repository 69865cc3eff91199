"""pyproject.toml: project, license and requirements, whatever else is wrong in the file."""

from __future__ import annotations

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import Form, Joined, Method
from osscan.model.component import Scope
from osscan.readers.python.pyproject import READER, read


def inventory(text: str, path: str = "shop/pyproject.toml"):
    return read(Source(path, held=text.encode()))


def seen(text: str):
    return [(c.name, c.version, c.requirement, c.scope) for c in inventory(text).components]


def claims(text: str):
    root = inventory(text).root
    return [(c.raw, c.form, c.place.route) for c in root.claims]


def codes(text: str):
    return [(p.code, p.severity.value, p.place.route) for p in inventory(text).problems]


def test_project_is_the_root_and_no_component():
    found = inventory('[project]\nname = "Shop_App"\nversion = "1.2"\ndependencies = ["flask==3.0.0"]')

    assert (found.root.name, found.root.version, found.root.purl, found.root.first_party) == (
        "Shop_App",
        "1.2",
        "pkg:pypi/shop-app@1.2",
        True,
    )
    assert [c.name for c in found.components] == ["flask"]


def test_settings_of_tools_alone_are_no_project():
    assert inventory("[tool.ruff]\nline-length = 100").root is None


def test_project_without_a_name_is_called_like_its_folder():
    assert inventory('[project]\nversion = "1"').root.name == "shop"


def test_license_expression_is_an_expression():
    assert claims('[project]\nname = "a"\nlicense = "MIT OR Apache-2.0"') == [
        ("MIT OR Apache-2.0", Form.EXPRESSION, "project.license")
    ]


def test_short_license_text_is_a_name():
    assert claims('[project]\nname = "a"\nlicense = { text = "BSD License" }') == [
        ("BSD License", Form.NAME, "project.license.text")
    ]


def test_whole_license_text_is_known_by_its_title_only():
    text = (
        '[project]\nname = "a"\nlicense = { text = """MIT License\n\nCopyright (c) someone\n\nPermission is hereby granted""" }'
    )
    claim = inventory(text).root.claims[0]

    assert (claim.raw, claim.form, claim.confidence, claim.method) == ("MIT License", Form.NAME, 0.9, Method.MANIFEST)


def test_title_takes_the_version_on_the_next_line_along():
    text = '[project]\nname = "a"\nlicense = { text = """\nApache License\nVersion 2.0, January 2004\nhttp://example.org\n""" }'

    assert claims(text) == [("Apache License Version 2.0, January 2004", Form.NAME, "project.license.text")]


def test_license_text_without_a_title_is_an_unrecognised_text():
    text = '[project]\nname = "a"\nlicense = { text = """Copyright (c) someone\n\nAll rights are given to all.""" }'

    assert claims(text) == [("", Form.TEXT, "project.license.text")]


def test_license_file_speaks_only_where_nothing_else_does():
    silent = '[project]\nname = "a"\nlicense = { file = "LICENSE" }'
    told = '[project]\nname = "a"\nlicense = "MIT"\nlicense-files = ["LICENSE"]'

    assert claims(silent) == [("", Form.TEXT, "project.license.file")]
    assert claims(told) == [("MIT", Form.EXPRESSION, "project.license")]


def test_several_license_files_hold_together():
    root = inventory('[project]\nname = "a"\nlicense-files = ["LICENSE", "NOTICE"]').root

    assert [(c.raw, c.joined, c.group) for c in root.claims] == [
        ("", Joined.ALL, "project.license-files"),
        ("", Joined.ALL, "project.license-files"),
    ]


def test_several_license_classifiers_leave_open_how_they_belong_together():
    root = inventory(
        '[project]\nname = "a"\nclassifiers = ["Topic :: Office", "License :: OSI Approved :: MIT License", '
        '"License :: OSI Approved :: Apache Software License"]'
    ).root

    assert [(c.raw, c.joined, c.group, c.place.route) for c in root.claims] == [
        ("License :: OSI Approved :: MIT License", Joined.UNSAID, "project.classifiers", "project.classifiers[1]"),
        ("License :: OSI Approved :: Apache Software License", Joined.UNSAID, "project.classifiers", "project.classifiers[2]"),
    ]


def test_classifier_that_names_no_license_counts_only_alone():
    beside = '[project]\nname = "a"\nlicense = "MIT"\nclassifiers = ["License :: OSI Approved"]'
    alone = '[project]\nname = "a"\nclassifiers = ["License :: OSI Approved"]'

    assert [raw for raw, _, _ in claims(beside)] == ["MIT"]
    assert [raw for raw, _, _ in claims(alone)] == ["License :: OSI Approved"]


def test_license_of_wrong_type_costs_nothing_else():
    found = inventory('[project]\nname = "a"\nlicense = 3\ndependencies = ["b==1"]')

    assert found.root.claims == ()
    assert [c.purl for c in found.components] == ["pkg:pypi/b@1"]
    assert [(p.code, p.place.route, dict(p.facts)["expected"], dict(p.facts)["found"]) for p in found.problems] == [
        ("field-wrong-type", "project.license", "string", "number")
    ]
    assert found.complete


def test_pin_is_a_version_and_range_is_a_requirement():
    assert seen('[project]\nname = "a"\ndependencies = ["b==1.0", "c>=2,<3", "d", "e == 1.*", "f===2.0+x"]') == [
        ("b", "1.0", "", Scope.RUNTIME),
        ("c", "", ">=2,<3", Scope.RUNTIME),
        ("d", "", "", Scope.RUNTIME),
        ("e", "", "==1.*", Scope.RUNTIME),
        ("f", "2.0+x", "", Scope.RUNTIME),
    ]


def test_every_table_has_its_scope():
    text = """
[build-system]
requires = ["hatchling>=1"]
[project]
name = "a"
dependencies = ["b"]
[project.optional-dependencies]
pdf = ["c"]
[dependency-groups]
test = ["d"]
docs = ["e"]
"""
    assert {name: scope for name, _, _, scope in seen(text)} == {
        "b": Scope.RUNTIME,
        "c": Scope.OPTIONAL,
        "d": Scope.TEST,
        "e": Scope.DEV,
        "hatchling": Scope.BUILD,
    }


def test_strongest_scope_wins():
    text = '[project]\nname = "a"\ndependencies = ["b"]\n[dependency-groups]\ntest = ["b", "c"]\ndev = ["c"]'

    assert [(name, scope) for name, _, _, scope in seen(text)] == [("b", Scope.RUNTIME), ("c", Scope.TEST)]


def test_what_a_test_group_includes_is_for_tests():
    text = '[dependency-groups]\nbase = ["b"]\ntest = [{ include-group = "Base" }, "c"]\nlint = [{ include-group = "lint" }]'

    assert [(name, scope) for name, _, _, scope in seen(text)] == [("b", Scope.TEST), ("c", Scope.TEST)]


def test_group_that_does_not_exist_is_told():
    assert codes('[dependency-groups]\ntest = [{ include-group = "gone" }]') == [
        ("group-missing", "error", "dependency-groups.test[0]")
    ]


def test_include_cycle_between_groups_ends():
    text = '[dependency-groups]\na = [{ include-group = "b" }, "x"]\nb = [{ include-group = "a" }, "y"]'

    assert [(name, scope) for name, _, _, scope in seen(text)] == [("x", Scope.DEV), ("y", Scope.DEV)]


def test_own_extras_are_no_component():
    assert seen('[project]\nname = "My.App"\n[project.optional-dependencies]\nall = ["my-app[pdf]"]') == []


def test_folders_and_workspace_members_are_no_components():
    text = """
[project]
name = "a"
dependencies = ["lib", "other", "third", "near @ file:///near", "wheel @ file:///wheel-2.1-py3-none-any.whl"]
[tool.uv.sources]
lib = { workspace = true }
other = { path = "../other" }
third = { git = "https://git.example/third" }
"""
    assert seen(text) == [("third", "", "", Scope.RUNTIME), ("wheel", "2.1", "", Scope.RUNTIME)]


def test_poetry_tables_are_read():
    text = """
[tool.poetry]
name = "a"
version = "2.0"
license = "Apache-2.0"
[tool.poetry.dependencies]
python = "^3.11"
b = "^1.2"
c = { version = "2.0.1", optional = true }
d = [{ version = "<2", python = "<3.9" }, { version = ">=2", python = ">=3.9" }]
e = { git = "https://git.example/e.git" }
f = { path = "../f" }
g = "*"
[tool.poetry.dev-dependencies]
h = "1.0"
[tool.poetry.group.test.dependencies]
i = "^3"
"""
    assert seen(text) == [
        ("b", "", "^1.2", Scope.RUNTIME),
        ("c", "2.0.1", "", Scope.OPTIONAL),
        ("d", "", "<2 || >=2", Scope.RUNTIME),
        ("e", "", "", Scope.RUNTIME),
        ("g", "", "", Scope.RUNTIME),
        ("h", "1.0", "", Scope.DEV),
        ("i", "", "^3", Scope.TEST),
    ]
    assert claims(text) == [("Apache-2.0", Form.NAME, "tool.poetry.license")]


def test_root_needs_what_the_project_asks_for():
    found = inventory('[project]\nname = "a"\ndependencies = ["b==1", "c"]')

    assert found.edges == ((".", "b@1"), (".", "c"))


def test_broken_requirement_costs_no_other():
    text = '[project]\nname = "a"\ndependencies = ["b ==", 7, "c"]'

    assert [name for name, *_ in seen(text)] == ["c"]
    assert codes(text) == [
        ("requirement-syntax", "error", "project.dependencies[0]"),
        ("field-wrong-type", "error", "project.dependencies[1]"),
    ]


def test_list_of_requirements_that_is_none_makes_the_inventory_incomplete():
    found = inventory('[project]\nname = "a"\ndependencies = "b"')

    assert not found.complete


def test_dynamic_requirements_are_told():
    text = '[project]\nname = "a"\ndynamic = ["version", "dependencies"]'

    assert codes(text) == [("dependencies-dynamic", "warning", "project.dynamic[1]")]


def test_requirements_that_poetry_fills_in_are_not_dynamic():
    assert codes('[project]\nname = "a"\ndynamic = ["dependencies"]\n[tool.poetry.dependencies]\nb = "1"') == []


@pytest.mark.parametrize("text", ["[project", "= =", "a = [" * 300, "[project]\nname = 'a'\nname = 'b'"])
def test_broken_toml_is_unreadable(text):
    with pytest.raises(UnreadableError):
        inventory(text)


@pytest.mark.parametrize("table", ["project", "tool", "build-system", "dependency-groups"])
def test_table_of_wrong_type_is_told(table):
    found = inventory(f"{table} = 1")

    assert ({p.code for p in found.problems}, found.components) == ({"field-wrong-type"}, ())


def test_empty_file_is_an_empty_inventory():
    found = inventory("")

    assert (found.root, found.components, found.problems) == (None, (), ())


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"[build-system]\nrequires = []", True),
        (b"# a comment\n[project]\nname = 'a'", True),
        (b"[tool.poetry.dependencies]\na = '1'", True),
        (b"[package]\nname = 'a'", False),
        (b"", False),
    ],
)
def test_recognised_by_its_tables(head, expected):
    assert READER.recognises(head) is expected
