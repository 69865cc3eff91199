"""Rust: Cargo's lockfiles of every version, manifests, workspaces and vendored crates."""

from __future__ import annotations

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import Form
from osscan.model.component import Scope
from osscan.readers.rust import cargo_lock, cargo_toml

SUM = "b" * 64
REGISTRY = "registry+https://registry.example/index"
LOCK = f"""version = 3

[[package]]
name = "shop"
version = "0.1.0"
dependencies = [
 "helper",
 "serde",
 "tester",
 "two 1.0.0",
 "gitted",
]

[[package]]
name = "helper"
version = "0.1.0"
dependencies = [
 "two 2.0.0 ({REGISTRY})",
]

[[package]]
name = "serde"
version = "1.0.0+build.1"
source = "{REGISTRY}"
checksum = "{SUM}"

[[package]]
name = "tester"
version = "3.0.0"
source = "{REGISTRY}"
dependencies = ["deep"]

[[package]]
name = "deep"
version = "3.1.0"
source = "{REGISTRY}"

[[package]]
name = "two"
version = "1.0.0"
source = "{REGISTRY}"

[[package]]
name = "two"
version = "2.0.0"
source = "{REGISTRY}"

[[package]]
name = "gitted"
version = "0.5.0"
source = "git+https://git.example/gitted?tag=v0.5#0123456789abcdef"
"""
MANIFEST = """[package]
name = "shop"
version = "0.1.0"
license = "MIT/Apache-2.0"

[dependencies]
serde = { version = "1", optional = true }
helper = { path = "helper" }
renamed = { package = "two", version = "=1.0.0" }
gitted = { git = "https://git.example/gitted", tag = "v0.5" }

[dev-dependencies]
tester = "3"

[target.'cfg(unix)'.build-dependencies]
cc = "*"
"""


def read_lock(text: str):
    return cargo_lock.read(Source("Cargo.lock", held=text.encode()))


def read_toml(text: str):
    return cargo_toml.read(Source("shop/Cargo.toml", held=text.encode()))


def on_disk(folder, files: dict[str, str], path: str) -> Source:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return Source(path, str(folder / path), root=str(folder))


def test_each_crate_of_others_is_a_component() -> None:
    found = read_lock(LOCK)

    assert [(c.name, c.version) for c in found.components] == [
        ("serde", "1.0.0+build.1"),
        ("tester", "3.0.0"),
        ("deep", "3.1.0"),
        ("two", "1.0.0"),
        ("two", "2.0.0"),
        ("gitted", "0.5.0"),
    ]
    assert found.components[0].purl == "pkg:cargo/serde@1.0.0%2Bbuild.1"
    assert found.components[0].hashes == (("SHA256", SUM),)
    assert (found.problems, found.version) == ((), "3")


def test_names_find_the_crate_they_mean() -> None:
    found = read_lock(LOCK.replace('name = "helper"', 'name = "helper"\nsource = "git+https://git.example/h#1"', 1))
    refs = {component.ref: f"{component.name} {component.version}" for component in found.components}

    assert [(refs.get(needing, needing), refs[needed]) for needing, needed in found.edges] == [
        (".", "helper 0.1.0"),
        (".", "serde 1.0.0+build.1"),
        (".", "tester 3.0.0"),
        (".", "two 1.0.0"),
        (".", "gitted 0.5.0"),
        ("helper 0.1.0", "two 2.0.0"),
        ("tester 3.0.0", "deep 3.1.0"),
    ]


def test_purpose_follows_from_the_manifests_of_the_projects_own_packages(tmp_path) -> None:
    workspace = '\n[workspace]\nmembers = ["helper"]\n'
    helper = '[package]\nname = "helper"\n[build-dependencies]\ntwo = "2"\n'
    files = {"Cargo.lock": LOCK, "Cargo.toml": MANIFEST + workspace, "helper/Cargo.toml": helper}
    found = cargo_lock.read(on_disk(tmp_path, files, "Cargo.lock"))

    assert {f"{c.name} {c.version}": c.scope for c in found.components} == {
        "serde 1.0.0+build.1": Scope.OPTIONAL,
        "tester 3.0.0": Scope.DEV,
        "deep 3.1.0": Scope.DEV,
        "two 1.0.0": Scope.RUNTIME,
        "two 2.0.0": Scope.BUILD,
        "gitted 0.5.0": Scope.RUNTIME,
    }


def test_without_a_manifest_all_may_be_needed_at_runtime() -> None:
    assert {c.scope for c in read_lock(LOCK).components} == {Scope.RUNTIME}


def test_first_version_keeps_its_checksums_apart() -> None:
    text = f"""[[package]]
name = "a"
version = "1.0.0"
source = "{REGISTRY}"
dependencies = ["b 1.0.0 ({REGISTRY})"]

[[package]]
name = "b"
version = "1.0.0"
source = "{REGISTRY}"

[metadata]
"checksum a 1.0.0 ({REGISTRY})" = "{SUM}"
"checksum b 1.0.0 ({REGISTRY})" = "<none>"
"""
    found = read_lock(text)

    assert [(c.name, c.hashes, c.scope) for c in found.components] == [
        ("a", (("SHA256", SUM),), Scope.UNKNOWN),
        ("b", (), Scope.UNKNOWN),
    ]
    assert len(found.edges) == 1


def test_version_to_come_is_told() -> None:
    assert [p.code for p in read_lock("version = 9\n").problems] == ["lock-version-unknown"]


def test_entry_without_a_name_costs_only_itself() -> None:
    found = read_lock(f'[[package]]\nversion = "1"\n[[package]]\nname = "b"\nversion = "1"\nsource = "{REGISTRY}"\n')

    assert [c.name for c in found.components] == ["b"]
    assert [p.code for p in found.problems] == ["package-without-name"]


def test_manifest_gives_real_names_ranges_and_purposes() -> None:
    found = read_toml(MANIFEST)

    assert [(c.name, c.version, c.requirement, c.scope) for c in found.components] == [
        ("serde", "", "1", Scope.OPTIONAL),
        ("two", "1.0.0", "", Scope.RUNTIME),
        ("gitted", "", "", Scope.RUNTIME),
        ("tester", "", "3", Scope.DEV),
        ("cc", "", "", Scope.BUILD),
    ]


def test_slash_in_a_license_means_a_choice() -> None:
    root = read_toml(MANIFEST).root

    assert root is not None
    assert [(c.raw, c.form) for c in root.claims] == [("MIT OR Apache-2.0", Form.EXPRESSION)]


def test_license_file_is_a_text_nobody_has_named() -> None:
    root = read_toml('[package]\nname = "a"\nlicense-file = "LICENSE.txt"\n').root

    assert root is not None
    assert [(c.raw, c.form) for c in root.claims] == [("", Form.TEXT)]


def test_member_inherits_from_the_workspace_above(tmp_path) -> None:
    files = {
        "Cargo.toml": """[workspace]
members = ["crates/*"]
[workspace.package]
version = "4.5.6"
license = "EUPL-1.2"
[workspace.dependencies]
serde = "1.0"
ours = { path = "crates/ours" }
""",
        "crates/app/Cargo.toml": """[package]
name = "app"
version.workspace = true
license = { workspace = true }
[dependencies]
serde = { workspace = true, optional = true }
ours.workspace = true
""",
    }
    found = cargo_toml.read(on_disk(tmp_path, files, "crates/app/Cargo.toml"))
    above = cargo_toml.read(on_disk(tmp_path, files, "Cargo.toml"))

    assert found.root is not None
    assert (found.root.version, [c.raw for c in found.root.claims]) == ("4.5.6", ["EUPL-1.2"])
    assert [(c.name, c.requirement, c.scope) for c in found.components] == [("serde", "1.0", Scope.OPTIONAL)]
    assert above.root is None
    assert [(c.name, c.requirement, c.scope) for c in above.components] == [("serde", "1.0", Scope.UNKNOWN)]


def test_vendored_crate_is_a_component(tmp_path) -> None:
    files = {
        "vendor/a/Cargo.toml": '[package]\nname = "a"\nversion = "1.0.0"\nlicense = "MIT"\n',
        "vendor/a/.cargo-checksum.json": "{}",
    }
    found = cargo_toml.read(on_disk(tmp_path, files, "vendor/a/Cargo.toml"))

    assert found.root is None
    assert [(c.name, c.version, c.first_party, c.claims[0].raw) for c in found.components] == [("a", "1.0.0", False, "MIT")]


@pytest.mark.parametrize("reader", [cargo_lock, cargo_toml], ids=lambda one: one.READER.name)
@pytest.mark.parametrize("text", ["[[package", "a = " + "[" * 50_000, "\0"], ids=["truncated", "deep", "bytes"])
def test_broken_file_is_refused(reader, text) -> None:
    with pytest.raises(UnreadableError):
        reader.read(Source("Cargo", held=text.encode()))


@pytest.mark.parametrize("reader", [cargo_lock, cargo_toml], ids=lambda one: one.READER.name)
def test_wrong_types_are_told(reader) -> None:
    found = reader.read(Source("Cargo", held=b"package = 1\ndependencies = 2\nworkspace = 3\nmetadata = 4\n"))

    assert found.components == ()
    assert {p.code for p in found.problems} == {"field-wrong-type"}


def test_formats_are_known_by_their_content() -> None:
    assert cargo_lock.READER.recognises(LOCK.encode())
    assert not cargo_lock.READER.recognises(b'[[package]]\nname = "a"\nversion = "1"\ncategory = "main"\n')
    assert cargo_toml.READER.recognises(MANIFEST.encode())
    assert not cargo_toml.READER.recognises(LOCK.encode())


def test_pin_with_a_further_bound_is_a_range():
    found = cargo_toml.read(Source("Cargo.toml", held=b'[dependencies]\na = "=1.0.0,<2"\nb = "=1.2.3-rc.1+x"\n'))

    assert [(c.version, c.requirement) for c in found.components] == [("", "=1.0.0,<2"), ("1.2.3-rc.1+x", "")]


def test_many_versions_of_a_name_cost_no_square():
    rows = "".join(
        f'[[package]]\nname = "a"\nversion = "1.0.{n}"\nsource = "registry+x"\ndependencies = ["a"]\n' for n in range(1_000)
    )
    found = cargo_lock.read(Source("Cargo.lock", held=rows.encode()))

    assert len(found.components) == 1_000
    assert len(found.edges) < 1_000 * 51
