"""Manifests that are programs are looked through once, however often a sign stands in them; what grows with the square takes half a minute here."""

from __future__ import annotations

import time

import pytest

from osscan.inputs.source import Source
from osscan.readers import table

SECONDS = 8
"""Of CPU; each takes far less than one."""
REPEATED = [
    ("build.gradle", "dependencies {\n" + ("(" * 20_000 + ";") * 40),
    ("build.gradle", "dependencies {\n" + "a,\n" * 100_000),
    ("build.gradle.kts", "dependencies {\n" + 'implementation("${' * 20_000),
    ("Package.swift", ".package(" * 50_000),
    ("Package.swift", '.package(url: "https://git.example/a", from: "1"),\n' * 10_000),
    ("mix.exs", "{:a," + " " * 120_000),
    ("mix.exs", "{:a, [" + " " * 120_000),
    ("Podfile", "pod '" * 60_000),
    ("App.csproj", f'<Project><PropertyGroup><A Condition="{"(" * 60_000}">1</A></PropertyGroup></Project>'),
]


@pytest.mark.parametrize(("name", "text"), REPEATED, ids=[f"{name}-{number}" for number, (name, _) in enumerate(REPEATED)])
def test_what_is_repeated_costs_no_more_than_its_length(name, text) -> None:
    row = table.by_path(name)
    assert row is not None
    read = table.card_of(row).read
    begun = time.process_time()

    read(Source(name, held=text.encode()))

    assert time.process_time() - begun < SECONDS
