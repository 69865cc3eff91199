"""uv.lock: packages, scopes by reach, the project's own packages put aside."""

from __future__ import annotations

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.readers.python.uv_lock import READER, read

LOCK = """version = 1
requires-python = ">=3.11"

[[package]]
name = "shop"
version = "1.0"
source = { editable = "." }
dependencies = [
    { name = "flask" },
    { name = "tool-lib" },
]

[package.optional-dependencies]
pdf = [
    { name = "writer", extra = ["fast"] },
]

[package.dev-dependencies]
dev = [{ name = "linter" }]
test = [{ name = "runner" }, { name = "click" }]

[[package]]
name = "tool-lib"
version = "0.1"
source = { editable = "libs/tool" }
dependencies = [{ name = "click" }]

[[package]]
name = "flask"
version = "3.0.0"
source = { registry = "https://registry.example/simple" }
dependencies = [{ name = "click" }]
sdist = { url = "https://registry.example/flask-3.0.0.tar.gz", hash = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }
wheels = [
    { url = "https://registry.example/flask-3.0.0-py3-none-any.whl", hash = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" },
]

[[package]]
name = "click"
version = "8.1"
source = { registry = "https://registry.example/simple" }

[[package]]
name = "writer"
version = "2.0"
source = { git = "https://git.example/writer#0123456789" }

[package.optional-dependencies]
fast = [{ name = "speedup" }]

[[package]]
name = "speedup"
version = "0.3"
source = { registry = "https://registry.example/simple" }

[[package]]
name = "linter"
version = "1.1"
source = { registry = "https://registry.example/simple" }

[[package]]
name = "runner"
version = "7.0"
source = { registry = "https://registry.example/simple" }

[[package]]
name = "left-over"
version = "0.9"
source = { registry = "https://registry.example/simple" }
"""


def inventory(text: str):
    return read(Source("uv.lock", held=text.encode()))


def test_own_packages_are_no_components():
    assert [c.name for c in inventory(LOCK).components] == [
        "flask",
        "click",
        "writer",
        "speedup",
        "linter",
        "runner",
        "left-over",
    ]


def test_member_beside_the_lock_is_the_root():
    root = inventory(LOCK).root

    assert (root.name, root.version, root.first_party, root.place.line) == ("shop", "1.0", True, 4)


def test_scopes_follow_from_who_needs_a_package():
    assert {c.name: c.scope for c in inventory(LOCK).components} == {
        "flask": Scope.RUNTIME,
        "click": Scope.RUNTIME,
        "writer": Scope.OPTIONAL,
        "speedup": Scope.OPTIONAL,
        "linter": Scope.DEV,
        "runner": Scope.TEST,
        "left-over": Scope.UNKNOWN,
    }


def test_edges_of_own_packages_are_those_of_the_root():
    assert sorted(inventory(LOCK).edges) == [
        (".", "click@8.1"),
        (".", "flask@3.0.0"),
        (".", "linter@1.1"),
        (".", "runner@7.0"),
        (".", "writer@2.0"),
        ("flask@3.0.0", "click@8.1"),
        ("writer@2.0", "speedup@0.3"),
    ]


def test_hash_of_the_source_archive_stands_for_all_platforms():
    assert inventory(LOCK).components[0].hashes == (("SHA256", "a" * 64),)


def test_place_leads_to_the_header_of_the_entry():
    place = inventory(LOCK).components[1].place

    assert (place.route, place.line, LOCK.splitlines()[place.line - 1]) == ("package[3]", 38, "[[package]]")


def test_header_inside_a_text_takes_the_lines_away_not_the_packages():
    text = 'version = 1\n[[package]]\nname = "a"\nversion = "1"\nnotes = """\n[[package]]\n"""\n[[package]]\nname = "b"\nversion = "2"\n'

    assert [(c.name, c.place.line) for c in inventory(text).components] == [("a", None), ("b", None)]


def test_two_versions_for_two_environments_are_two_components():
    text = """version = 1
[[package]]
name = "shop"
source = { virtual = "." }
dependencies = [
    { name = "numpy", version = "1.26", marker = "python_full_version < '3.12'" },
    { name = "numpy", version = "2.0", marker = "python_full_version >= '3.12'" },
]
[[package]]
name = "numpy"
version = "1.26"
source = { registry = "https://registry.example/simple" }
[[package]]
name = "numpy"
version = "2.0"
source = { registry = "https://registry.example/simple" }
"""
    found = inventory(text)

    assert [(c.purl, c.scope) for c in found.components] == [
        ("pkg:pypi/numpy@1.26", Scope.RUNTIME),
        ("pkg:pypi/numpy@2.0", Scope.RUNTIME),
    ]
    assert found.edges == ((".", "numpy@1.26"), (".", "numpy@2.0"))


def test_script_lock_starts_at_its_requirements():
    text = 'version = 1\n[manifest]\nrequirements = [{ name = "rich" }]\n[[package]]\nname = "rich"\nversion = "13"\nsource = { registry = "https://registry.example" }\n'
    found = inventory(text)

    assert (found.root, [c.scope for c in found.components], found.edges) == (None, [Scope.RUNTIME], ())


def test_workspace_without_a_member_beside_the_lock_has_no_root():
    text = 'version = 1\n[[package]]\nname = "a"\nsource = { editable = "a" }\ndependencies = [{ name = "c" }]\n[[package]]\nname = "b"\nsource = { editable = "b" }\n[[package]]\nname = "c"\nversion = "1"\nsource = { registry = "x" }\n'
    found = inventory(text)

    assert (found.root, [(c.name, c.scope) for c in found.components], found.edges) == (None, [("c", Scope.RUNTIME)], ())


def test_local_wheel_is_a_component():
    text = 'version = 1\n[[package]]\nname = "a"\nversion = "1"\nsource = { path = "wheels/a-1-py3-none-any.whl" }\n'

    assert [c.purl for c in inventory(text).components] == ["pkg:pypi/a@1"]


def test_entry_without_a_name_is_told_and_costs_no_other():
    found = inventory('version = 1\n[[package]]\nversion = "1"\n[[package]]\nname = "b"\nversion = 2\n')

    assert [(c.name, c.version) for c in found.components] == [("b", "")]
    assert [(p.code, p.place.route, p.place.line) for p in found.problems] == [
        ("package-without-name", "package[0]", 2),
        ("field-wrong-type", "package[1].version", None),
    ]


@pytest.mark.parametrize(
    "break_",
    [
        "dependencies = 1",
        "dependencies = [1]",
        "source = 3",
        "wheels = [1]",
        "sdist = 'x'",
        "optional-dependencies = []",
        "dev-dependencies = 1",
    ],
)
def test_field_of_wrong_type_keeps_the_package(break_):
    found = inventory(f'version = 1\n[[package]]\nname = "a"\nversion = "1"\n{break_}\n')

    assert ([c.purl for c in found.components], found.complete) == (["pkg:pypi/a@1"], True)


def test_packages_that_are_no_list_make_the_inventory_incomplete():
    assert not inventory("version = 1\npackage = 3").complete


def test_unknown_lock_version_is_told():
    assert [(p.code, p.severity.value) for p in inventory("version = 9").problems] == [("lock-version-unknown", "warning")]


def test_truncated_lock_is_unreadable():
    with pytest.raises(UnreadableError):
        inventory(LOCK[:300])


def test_cycle_of_dependencies_ends():
    text = 'version = 1\n[[package]]\nname = "a"\nversion = "1"\ndependencies = [{ name = "b" }]\n[[package]]\nname = "b"\nversion = "1"\ndependencies = [{ name = "a" }]\n'

    assert inventory(text).edges == (("a@1", "b@1"), ("b@1", "a@1"))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (LOCK.encode(), True),
        (b'version = 3\n\n[[package]]\nname = "a"\nversion = "1"\nsource = "registry+https://registry.example"\n', False),
        (b'[[package]]\nname = "a"\n', False),
        (b"", False),
    ],
)
def test_recognised_and_not_mistaken_for_a_cargo_lock(head, expected):
    assert READER.recognises(head) is expected
