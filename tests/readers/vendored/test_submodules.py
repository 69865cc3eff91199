"""git submodules: which repository at which commit, and whose the files below are."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.engine.executor import Serial
from osscan.engine.looking import look_at
from osscan.inputs.source import Limits, Source
from osscan.model.component import Kind, PathRole, Relation, Scope
from osscan.readers.git_address import repository_of
from osscan.readers.vendored.submodules import read

COMMIT = "8e5e7e5ab8b370d6c329ec480221332ada57f0ab"
TWO = """# our parts
[submodule "lib/kit"]
\tpath = lib/kit
\turl = https://github.com/Example/Kit.git
\tbranch = main ; moving
[submodule "other"]
\tpath = "deps/other thing"
\turl = git@git.example:group/sub/other.git
[submodule "near"]
\tpath = near
\turl = ../near.git
"""


def inventory(text: str | bytes):
    return read(Source(".gitmodules", held=text if isinstance(text, bytes) else text.encode()))


def git(folder, *command: str) -> None:
    subprocess.run([shutil.which("git") or "git", "-C", str(folder), *command], check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path):
    git(tmp_path, "init", "-q")
    (tmp_path / ".gitmodules").write_text(TWO)
    git(tmp_path, "update-index", "--add", "--cacheinfo", f"160000,{COMMIT},lib/kit")
    git(tmp_path, "add", ".gitmodules")
    return tmp_path


def test_each_submodule_is_a_component():
    found = inventory(TWO)

    assert [(c.name, c.version, c.purl, c.ref, c.place.line) for c in found.components] == [
        ("Example/Kit", "", "pkg:github/example/kit", "lib/kit", 2),
        ("group/sub/other", "", "pkg:generic/git.example/group/sub/other", "deps/other thing", 6),
        ("near", "", "pkg:generic/near", "near", 9),
    ]
    assert {(c.scope, c.relation) for c in found.components} == {(Scope.RUNTIME, Relation.INCORPORATE)}
    assert found.problems == ()


def test_commit_stands_in_the_index_of_git(checkout):
    found = read(Source(".gitmodules", str(checkout / ".gitmodules"), None, str(checkout)))

    assert next((c.name, c.version, c.purl) for c in found.components) == (
        "Example/Kit",
        COMMIT,
        f"pkg:github/example/kit@{COMMIT}",
    )


def test_commit_of_a_former_state_is_the_one_that_is_held(checkout):
    past = {f"{checkout}/lib/kit": b"1" * 40}
    asked: list[str] = []
    found = read(Source(".gitmodules", str(checkout / ".gitmodules"), None, str(checkout), past=past, asked=asked))

    assert found.components[0].version == "1" * 40
    assert f"{checkout}/lib/kit" in asked


@pytest.mark.parametrize("path", ["", "..", "../up", "/etc", "."])
def test_submodule_of_no_place_inside_costs_only_itself(path):
    found = inventory(
        f'[submodule "a"]\npath = {path}\nurl = https://git.example/a/b\n[submodule "b"]\npath = b\nurl = https://git.example/a/b\n'
    )

    assert [c.ref for c in found.components] == ["b"]
    assert [(p.code, p.place.line) for p in found.problems] == [("submodule-unusable", 1)]


@pytest.mark.parametrize(
    "content", [b"", b"\n[", b"[submodule]\npath", b"\xff\xfe[", b'[submodule "a"]', b"=", b"path = x\nurl = y\n"]
)
def test_broken_input_is_never_an_exception(content):
    assert inventory(content).components == ()


@given(st.text(alphabet='[submodule "a"]\npath=url/.:@;#\\', max_size=150))
def test_any_text_is_read(text):
    assert inventory(text).reader == "vendored/submodules"


@pytest.mark.parametrize(
    ("address", "host", "path"),
    [
        ("https://user:pw@Git.example:8443/a/b.git", "git.example", "a/b"),
        ("ssh://git@git.example/a/b", "git.example", "a/b"),
        ("git@git.example:a/b.git/", "git.example", "a/b"),
        ("git+https://git.example/a/b#v1", "git.example", "a/b"),
        ("../b.git", None, None),
        ("/srv/b.git", None, None),
        ("C:\\b", None, None),
        ("https://git.example/", None, None),
    ],
)
def test_address_names_a_repository(address, host, path):
    found = repository_of(address)

    assert (found and found.host, found and found.path) == (host, path)


def seen(root, **files: str):
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    united = look_at([str(root)], Limits(), Serial()).union.components.values()
    return sorted((u.component.name, u.component.kind, u.role, [claim.raw for claim in u.component.claims]) for u in united)


KIT = '[submodule "kit"]\npath = {}\nurl = https://git.example/example/kit\n'
TAG = "// SPDX-License-Identifier: MIT\n"


def test_files_of_a_submodule_are_its_own(tmp_path):
    assert seen(tmp_path, **{".gitmodules": KIT.format("src/kit"), "src/kit/a.c": TAG}) == [
        ("example/kit", Kind.LIBRARY, PathRole.PRODUCT, ["MIT"])
    ]


def test_manifest_of_a_submodule_tells_its_license(tmp_path):
    manifest = '{"name": "x", "license": "ISC"}'

    assert seen(tmp_path, **{".gitmodules": KIT.format("kit"), "kit/package.json": manifest}) == [
        ("example/kit", Kind.LIBRARY, PathRole.PRODUCT, ["ISC"])
    ]


def test_submodule_that_is_not_checked_out_stays_a_component(tmp_path):
    assert seen(tmp_path, **{".gitmodules": KIT.format("kit")}) == [("example/kit", Kind.LIBRARY, PathRole.PRODUCT, [])]


def test_submodule_below_tests_is_none_of_the_product(tmp_path):
    found = seen(tmp_path, **{".gitmodules": KIT.format("tests/kit"), "tests/kit/a.c": TAG})

    assert {role for _, _, role, _ in found} == {PathRole.TEST}
