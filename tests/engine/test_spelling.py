"""NuGet's names are the same in any case; those of others are not."""

from __future__ import annotations

from osscan.engine.unite import unite
from osscan.model.component import Component, PathRole
from osscan.model.inventory import Inventory
from osscan.model.place import Place


def listed(path, *purls):
    components = tuple(Component(url, url.partition("@")[2], Place(path), url, url) for url in purls)
    return PathRole.PRODUCT, Inventory(path, "dotnet/x", components=components)


def united(*reads):
    return sorted(one.component.purl for one in unite(reads).components.values())


def test_spellings_of_one_nuget_package_are_one_component() -> None:
    reads = (
        listed("a", "pkg:nuget/newtonsoft.json@13.0.1", "pkg:nuget/Serilog@1"),
        listed("b", "pkg:nuget/Newtonsoft.Json@13.0.1"),
    )

    assert united(*reads) == united(*reversed(reads)) == ["pkg:nuget/Newtonsoft.Json@13.0.1", "pkg:nuget/Serilog@1"]


def test_a_range_is_answered_by_another_spelling() -> None:
    assert united(listed("a", "pkg:nuget/serilog"), listed("b", "pkg:nuget/Serilog@1.0")) == ["pkg:nuget/Serilog@1.0"]


def test_elsewhere_another_case_is_another_package() -> None:
    assert united(listed("a", "pkg:gem/RedCloth@4"), listed("b", "pkg:gem/redcloth@4")) == [
        "pkg:gem/RedCloth@4",
        "pkg:gem/redcloth@4",
    ]
