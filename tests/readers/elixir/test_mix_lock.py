"""mix.lock: terms of Elixir as Mix writes them, and what a broken one costs."""

from __future__ import annotations

import time

import pytest

from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.readers.elixir.mix_lock import READER, read

SHA = "ab" * 32
LOCK = f"""%{{
  "cowboy": {{:hex, :cowboy, "2.9.0", "865d", [:make, :rebar3], [{{:cowlib, "2.11.0", [hex: :cowlib, repo: "hexpm", optional: false]}}], "hexpm", "{SHA}"}},
  "cowlib": {{:hex, :cowlib, "2.11.0", "0b9f", [:make, :rebar3], [], "hexpm", "00"}},
  "credo": {{:hex, :credo, "1.6.6", "f51f", [:mix], [{{:bunt, "~> 0.2.0", [hex: :bunt, repo: "hexpm", optional: false]}}], "hexpm", "62"}},
  "bunt": {{:hex, :bunt, "0.2.0", "951c", [:mix], [], "hexpm", "7a"}},
  "inhouse": {{:hex, :real_name, "1.0.0-rc.1", "951c", [:mix], [], "hexpm:acme", "7a"}},
  "esaml": {{:git, "https://git.example/esaml.git", "4294a3ac5262582144e117c10a1537287b6c1fe8", [tag: "v1.0"]}},
}}
"""
PROGRAM = """defmodule Shop.MixProject do
  use Mix.Project

  defp deps do
    [
      {:cowboy, "~> 2.9"},
      {:credo, "~> 1.6", only: [:dev, :test], runtime: false},
      {:inhouse, "~> 1.0", hex: :real_name, organization: "acme", only: :test},
    ]
  end
end
"""


def inventory(text: str):
    return read(Source("mix.lock", held=text.encode()))


def names(text: str):
    return [(c.name, c.version) for c in inventory(text).components]


def codes(text: str):
    return [p.code for p in inventory(text).problems]


def test_packages_have_their_real_name_and_a_commit_is_no_version():
    found = inventory(LOCK)

    assert [(c.name, c.version, c.purl) for c in found.components] == [
        ("cowboy", "2.9.0", "pkg:hex/cowboy@2.9.0"),
        ("cowlib", "2.11.0", "pkg:hex/cowlib@2.11.0"),
        ("credo", "1.6.6", "pkg:hex/credo@1.6.6"),
        ("bunt", "0.2.0", "pkg:hex/bunt@0.2.0"),
        ("real_name", "1.0.0-rc.1", "pkg:hex/acme/real_name@1.0.0-rc.1"),
        ("esaml", "", "pkg:hex/esaml"),
    ]
    assert found.problems == ()
    assert found.components[0].hashes == (("SHA256", SHA),)
    assert found.edges == (("cowboy@2.9.0", "cowlib@2.11.0"), ("credo@1.6.6", "bunt@0.2.0"))
    assert [c.place.line for c in found.components] == [2, 3, 4, 5, 6, 7]


def test_the_program_beside_tells_what_for(tmp_path):
    (tmp_path / "mix.lock").write_text(LOCK)
    (tmp_path / "mix.exs").write_text(PROGRAM)
    found = read(Source("mix.lock", str(tmp_path / "mix.lock"), root=str(tmp_path)))

    assert {c.name: c.scope for c in found.components} == {
        "cowboy": Scope.RUNTIME,
        "cowlib": Scope.RUNTIME,
        "credo": Scope.TEST,
        "bunt": Scope.TEST,
        "real_name": Scope.TEST,
        "esaml": Scope.UNKNOWN,
    }


def test_what_a_package_may_use_is_there_for_whoever_asks_for_it(tmp_path):
    uses = '[{:html, "~> 0.1", [hex: :html, repo: "hexpm", optional: true]}]'
    (tmp_path / "mix.lock").write_text(
        f'%{{\n  "html": {{:hex, :html, "0.1.0", "x", [:mix], [], "hexpm", "y"}},\n'
        f'  "live": {{:hex, :live, "1.0.0", "x", [:mix], {uses}, "hexpm", "y"}},\n}}\n'
    )
    (tmp_path / "mix.exs").write_text('[{:live, "~> 1.0"}, {:html, ">= 0.1.0", only: :test}]')
    found = read(Source("mix.lock", str(tmp_path / "mix.lock"), root=str(tmp_path)))

    assert {c.name: c.scope for c in found.components} == {"live": Scope.RUNTIME, "html": Scope.TEST}
    assert found.edges == (("live@1.0.0", "html@0.1.0"),)


@pytest.mark.parametrize(
    "text",
    [
        '%{"a": {:hex, :a, "1.0.0", "x"}, "b": {:hex, :b, "2.0.0", "y"}}',
        '%{a: {:hex, :a, "1.0.0", "x"},\n  b: {:hex, :b, "2.0.0", "y"}}',
        '%{"a" => {:hex, :a, "1.0.0", "x"},\n  :b => {:hex, :b, "2.0.0", "y"}}',
        '# kept by hand\n\n%{\n  "a": {:hex, :a,\n    "1.0.0", "x"},\n  "b": {:hex, :b, "2.0.0",\n    "y", [:mix], [\n      ]}\n}'.partition(
            "\n\n"
        )[2],
    ],
    ids=["one-line", "bare-keys", "arrows", "several-lines"],
)
def test_every_layout_is_read(text):
    assert names(text) == [("a", "1.0.0"), ("b", "2.0.0")]
    assert codes(text) == []


def test_broken_entry_costs_only_itself():
    text = '%{\n  "a": {:hex, },\n  "b": {:hex, :b, "2.0.0", "y"},\n  "c": {:hex, :c, "1.0\n  "d": {:hex, :d, "4.0.0", "y"},\n}\n'

    assert names(text) == [("b", "2.0.0"), ("d", "4.0.0")]
    assert [(p.code, p.place.line, dict(p.facts)["entry"]) for p in inventory(text).problems] == [
        ("entry-syntax", 2, "a"),
        ("entry-syntax", 4, "c"),
    ]
    assert not inventory(text).complete


def test_truncated_file_keeps_what_came_before():
    text = LOCK[: LOCK.index('"credo"') + 30]

    assert names(text) == [("cowboy", "2.9.0"), ("cowlib", "2.11.0")]
    assert set(codes(text)) == {"entry-syntax"}


@pytest.mark.parametrize("text", ["", "%{}", "%{\n}\n"], ids=["nothing", "no-packages", "two-lines"])
def test_empty_lock_has_no_packages_and_no_fault(text):
    assert (names(text), codes(text)) == ([], [])


@pytest.mark.parametrize("text", ["{", "%{", '["a"]', "%{\x00", '%{"a": ' + "{" * 100_000, "%{" + '"a": {:x, ' * 20_000])
def test_hostile_text_is_told(text):
    assert names(text) == []
    assert codes(text)[0] == "entry-syntax"


def test_many_broken_entries_take_no_longer_than_many_good_ones():
    start = time.process_time()
    found = inventory("%{\n" + '  "a": {:hex, :a, [{:b, \n' * 50_000)

    assert found.components == ()
    assert time.process_time() - start < 15


@pytest.mark.parametrize("sign", [" ", ",", "#", "%", " ,", "#\n", '"', "\\"])
def test_rows_of_signs_take_no_time(sign):
    start = time.process_time()
    inventory('%{"a": {:hex, ' + sign * 20_000 + "@")

    assert time.process_time() - start < 10


def test_recognised_by_its_first_words():
    assert READER.recognises(LOCK.encode())
    assert READER.recognises(b'%{"a" => {:hex, :a}}')
    assert not READER.recognises(b"%{title: 1}")
    assert not READER.recognises(b"% a comment in TeX")
