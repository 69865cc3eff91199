"""Go: required, replaced and excluded modules, the standard library, checksums and vendored modules."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.readers.go import go_mod, go_sum, vendor_modules

HASH = "h1:" + "A" * 43 + "="
MOD = """module example.org/shop // the shop

go 1.22

toolchain go1.22.3-city

require github.com/one/direct v1.2.3
require (
	github.com/two/indirect/v2 v2.0.1 // indirect
	"github.com/three/quoted" v0.0.0-20200101000000-0123456789ab
	gopkg.in/check.v1 v0.0.0-20161208181325-20d25e280405 // indirect; for tests
	github.com/four/fork v1.0.0
	github.com/five/local v1.0.0
	github.com/six/excluded v1.0.0
	//github.com/seven/comment v1.0.0
)

replace (
	github.com/four/fork => example.org/fork v1.0.1
	github.com/five/local v1.0.0 => ../local
)
exclude github.com/six/excluded v1.0.0
retract [v1.0.0, v1.1.0]
"""


def read_mod(text: str):
    return go_mod.read(Source("shop/go.mod", held=text.encode()))


def pairs(inventory) -> list[tuple[str, str]]:
    return [(c.name, c.version) for c in inventory.components]


def codes(inventory) -> list[str]:
    return [problem.code for problem in inventory.problems]


def test_each_module_is_a_component_under_the_name_that_counts() -> None:
    found = read_mod(MOD)

    assert pairs(found) == [
        ("github.com/one/direct", "v1.2.3"),
        ("github.com/two/indirect/v2", "v2.0.1"),
        ("github.com/three/quoted", "v0.0.0-20200101000000-0123456789ab"),
        ("gopkg.in/check.v1", "v0.0.0-20161208181325-20d25e280405"),
        ("example.org/fork", "v1.0.1"),
        ("stdlib", "1.22.3"),
    ]
    assert codes(found) == []


def test_module_is_the_root_and_needs_what_is_not_marked_indirect() -> None:
    found = read_mod(MOD)

    assert found.root is not None
    assert (found.root.name, found.root.first_party) == ("example.org/shop", True)
    assert [needed for _, needed in found.edges] == [
        "github.com/one/direct@v1.2.3",
        "github.com/three/quoted@v0.0.0-20200101000000-0123456789ab",
        "example.org/fork@v1.0.1",
        "stdlib@1.22.3",
    ]


def test_purl_has_the_last_part_of_the_path_as_name() -> None:
    assert read_mod("require github.com/a/b/v2 v2.0.0+incompatible").components[0].purl == (
        "pkg:golang/github.com/a/b/v2@v2.0.0%2Bincompatible"
    )


def test_place_is_the_line_of_the_requirement() -> None:
    assert read_mod(MOD).components[1].place.line == 9


def test_module_without_a_go_line_names_no_standard_library() -> None:
    assert pairs(read_mod("module x\nrequire example.org/a v1.0.0\n")) == [("example.org/a", "v1.0.0")]


@pytest.mark.parametrize(
    "line",
    ["require example.org/a", "require example.org/a latest", "require example.org/a/v2 v1.0.0", "replace a => b", "replace a b"],
)
def test_line_that_names_no_module_is_told_and_costs_no_other(line) -> None:
    found = read_mod(f"module x\n{line}\nrequire example.org/b v1.0.0\n")

    assert pairs(found) == [("example.org/b", "v1.0.0")]
    assert codes(found) == ["line-not-understood"]


@pytest.mark.parametrize(
    "text",
    ["<<<<<<< HEAD", "version https://git.example/spec/v1", "<html>", "requires github.com/a/b v1.0.0"],
)
def test_statement_that_go_does_not_know_is_told(text) -> None:
    found = read_mod(f"module example.org/shop\n{text}\ntool example.org/t\nignore ./x\ngodebug default=go1.21\n")

    assert [(problem.code, problem.place.line) for problem in found.problems] == [("line-not-understood", 2)]
    assert found.complete is False


@pytest.mark.parametrize("text", ["words and words\n", "<<<<<<< HEAD\n# a.example/b v1.0.0\na.example/b\n"])
def test_line_that_names_no_vendored_package_is_told(text) -> None:
    found = vendor_modules.read(Source("shop/vendor/modules.txt", held=text.encode()))

    assert codes(found) == ["line-not-understood"]


def test_replacement_for_one_version_counts_before_one_for_all() -> None:
    text = "require a.org/a v1.0.0\nreplace a.org/a => b.org/b v1.0.0\nreplace a.org/a v1.0.0 => c.org/c v1.0.0\n"

    assert pairs(read_mod(text)) == [("c.org/c", "v1.0.0")]


def test_old_module_takes_the_rest_from_the_sum_beside_it(tmp_path) -> None:
    (tmp_path / "go.mod").write_text("module x\ngo 1.16\nrequire a.org/a v1.0.0\n")
    (tmp_path / "go.sum").write_text(
        f"a.org/a v1.0.0 {HASH}\na.org/a v1.1.0 {HASH}\nb.org/b v1.9.0 {HASH}\nb.org/b v1.10.0 {HASH}\nc.org/c v1.0.0/go.mod {HASH}\n"
    )
    found = go_mod.read(Source("go.mod", str(tmp_path / "go.mod"), root=str(tmp_path)))

    assert pairs(found) == [("a.org/a", "v1.0.0"), ("b.org/b", "v1.10.0"), ("stdlib", "1.16")]


def test_new_module_names_all_by_itself(tmp_path) -> None:
    (tmp_path / "go.mod").write_text("module x\ngo 1.17\nrequire a.org/a v1.0.0\n")
    (tmp_path / "go.sum").write_text(f"b.org/b v1.9.0 {HASH}\n")
    found = go_mod.read(Source("go.mod", str(tmp_path / "go.mod"), root=str(tmp_path)))

    assert pairs(found) == [("a.org/a", "v1.0.0"), ("stdlib", "1.17")]


def test_sum_alone_names_each_module_in_its_highest_version() -> None:
    text = f"""a.org/a v0.9.0/go.mod {HASH}
a.org/a v0.10.0 {HASH}
a.org/a v0.10.0-rc.1 {HASH}
b.org/b v2.0.0+incompatible/go.mod {HASH}
nonsense
"""
    found = go_sum.read(Source("go.sum", held=text.encode()))

    assert pairs(found) == [("a.org/a", "v0.10.0"), ("b.org/b", "v2.0.0+incompatible")]
    assert [(p.code, p.place.line) for p in found.problems] == [("line-not-understood", 5)]


def test_sum_beside_its_module_adds_nothing(tmp_path) -> None:
    (tmp_path / "go.mod").write_text("module x\n")
    (tmp_path / "go.sum").write_text(f"a.org/a v1.0.0 {HASH}\n")
    found = go_sum.read(Source("go.sum", str(tmp_path / "go.sum"), root=str(tmp_path)))

    assert found.components == ()
    assert found.complete


def test_vendored_modules_are_those_with_packages() -> None:
    text = """# a.org/a v1.0.0
## explicit; go 1.20
a.org/a
a.org/a/sub
# b.org/unused v1.0.0
## explicit
# c.org/old v1.0.0 => d.org/new v1.2.0
c.org/old
# e.org/e v1.0.0 => ../e
e.org/e
# f.org/f => g.org/g v1.0.0
"""
    found = vendor_modules.read(Source("vendor/modules.txt", held=text.encode()))

    assert pairs(found) == [("a.org/a", "v1.0.0"), ("d.org/new", "v1.2.0")]
    assert codes(found) == []


def test_formats_are_known_by_their_content() -> None:
    assert go_mod.READER.recognises(MOD.encode())
    assert go_sum.READER.recognises(f"a.org/a v1.0.0 {HASH}\n".encode())
    assert vendor_modules.READER.recognises(b"# a.org/a v1.0.0\n## explicit\na.org/a\n")
    assert not go_mod.READER.recognises(b"modules are required v1\nrequire 'x'\n")
