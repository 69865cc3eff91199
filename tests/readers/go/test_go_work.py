"""go.work: what a workspace puts in the place of modules, for those that it uses and for no others."""

from __future__ import annotations

import pytest

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.readers import go_work
from osscan.readers.go import go_mod

SHOP = "module example.org/shop\nrequire (\n\ta.org/a v1.0.0\n\texample.org/parts v0.0.0\n)\nreplace a.org/a v1.0.0 => b.org/b v1.1.0\n"


@pytest.fixture
def shop(tmp_path):
    """What the go.mod of the module `shop` says, with a go.work above it."""

    def read(work, **files):
        held = {"shop/go.mod": SHOP, "parts/go.mod": "module example.org/parts\n", **files}
        if work is not None:
            held["go.work"] = work
        for path, text in held.items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        return go_mod.read(Source("shop/go.mod", str(tmp_path / "shop/go.mod"), root=str(tmp_path)))

    return read


def pairs(inventory):
    return [(one.name, one.version) for one in inventory.components]


def told(inventory):
    return [(one.code, one.place.input, one.place.line) for one in inventory.problems]


def test_without_a_workspace_the_module_speaks_alone(shop) -> None:
    assert pairs(shop(None)) == [("b.org/b", "v1.1.0"), ("example.org/parts", "v0.0.0")]


@pytest.mark.parametrize("used", ["use ./shop", "use (\n\t./shop // the shop\n)", "use shop/"])
def test_a_replacement_of_the_workspace_stands_above_the_module_s_own(shop, used) -> None:
    found = shop(f"go 1.22\n{used}\nreplace a.org/a => c.org/c v1.2.0\n")

    assert (pairs(found), told(found)) == ([("c.org/c", "v1.2.0"), ("example.org/parts", "v0.0.0")], [])


def test_a_module_of_the_workspace_is_first_party(shop) -> None:
    assert pairs(shop("use (\n./shop\n./parts\n)\n")) == [("b.org/b", "v1.1.0")]


@pytest.mark.parametrize("work", ["use ./parts\nreplace a.org/a => c.org/c v1.2.0\n", "", "use\n"])
def test_a_workspace_that_does_not_use_the_module_says_nothing_to_it(shop, work) -> None:
    assert pairs(shop(work)) == [("b.org/b", "v1.1.0"), ("example.org/parts", "v0.0.0")]


def test_a_workspace_that_names_what_is_not_there_loses_nothing(shop) -> None:
    assert pairs(shop("use (\n./shop\n./gone\n)\n")) == [("b.org/b", "v1.1.0"), ("example.org/parts", "v0.0.0")]


def test_what_is_not_understood_or_lies_outside_is_told_at_the_workspace(shop) -> None:
    found = shop("use ./shop\nreplace a.org/a => nothing\nreplace d.org/d => ../d\n")

    assert told(found) == [("line-not-understood", "go.work", 2), ("folder-outside", "go.work", 3)]


def test_the_nearest_workspace_counts(shop) -> None:
    found = shop(
        "use ./shop\nreplace a.org/a => c.org/c v1.2.0\n", **{"shop/go.work": "use .\nreplace a.org/a => d.org/d v1.3.0\n"}
    )

    assert pairs(found) == [("d.org/d", "v1.3.0"), ("example.org/parts", "v0.0.0")]


def test_a_workspace_that_can_not_be_read_is_told(shop, monkeypatch) -> None:
    fault = UnreadableError(error("input-unreadable", Place("go.work"), reason="gone"))
    real = go_work.text_of

    def text_of(source):
        if source.name == "go.work":
            raise fault
        return real(source)

    monkeypatch.setattr(go_work, "text_of", text_of)

    assert told(shop("use ./shop\n")) == [("input-unreadable", "go.work", None)]
