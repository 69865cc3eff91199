"""Conditions of MSBuild: what known properties settle is settled, all else stays open and turns no project into a test."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.readers.dotnet import project
from osscan.readers.msbuild_conditions import holds

KNOWN = {"$(Name)": "Shop.Test", "$(Flag)": "true", "$(Empty)": ""}


def expanded(text: str) -> str:
    for name, value in KNOWN.items():
        text = text.replace(name, value)
    return text


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("", True),
        ("'$(Name)' == 'shop.test'", True),
        ("'$(Name)' != 'Shop.Test'", False),
        ("$(Flag)", True),
        ("!$(Flag)", False),
        ("$(Flag) == true", True),
        ("'$(Unset)' == ''", True),
        ("'$(Unset)' == 'x'", None),
        ("'$(Unset)|$(Flag)' == 'x|true'", None),
        ("$(Name.EndsWith('.Test'))", True),
        ("$(Name.EndsWith('.Web'))", False),
        ('$(Name.StartsWith("Shop")) and !$(Name.Contains(`Web`))', True),
        ("$(Unset.EndsWith('.Test'))", None),
        ("'$(Unset)' == '' and ($(Name.EndsWith('.Web')) or $(Name.EndsWith('.Test')))", True),
        ("'$(Unset)' == 'x' or '$(Flag)' == 'true'", True),
        ("'$(Unset)' == 'x' and '$(Flag)' == 'false'", False),
        ("'$(Unset)' == 'x' and '$(Flag)' == 'true'", None),
        ("Exists('a.props')", None),
        ("Exists('a.props') and '$(Flag)' == 'false'", False),
        ("'$(Version)' >= '2.0'", None),
        ("$([MSBuild]::IsOSPlatform('Linux'))", None),
        ("(", None),
        ("and", None),
        ("'a' == ", None),
        ("'a' 'b'", None),
        ("(" * 1000 + ")" * 1000, None),
        ("!" * 1500 + "true", None),
        ("true and " * 1000 + "true", None),
    ],
)
def test_only_what_known_properties_settle_is_settled(condition, expected) -> None:
    assert holds(condition, expanded) is expected


def scopes(name: str, shared: str, folder, references: str = "") -> list[tuple[str, str]]:
    (folder / "Directory.Build.props").write_text(f"<Project>{shared}</Project>")
    file = folder / f"{name}.csproj"
    file.write_text(
        f'<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="A" Version="1.0" />{references}</ItemGroup></Project>'
    )
    found = project.read(Source(file.name, str(file), root=str(folder)))
    return [(component.name, component.scope.value) for component in found.components]


BY_NAME = (
    "<PropertyGroup><IsTestProject Condition=\"$(MSBuildProjectName.EndsWith('.Test'))\">true</IsTestProject></PropertyGroup>"
)
BY_MACHINE = "<PropertyGroup><IsTestProject Condition=\"Exists('test.marker')\">true</IsTestProject></PropertyGroup>"
SDK = (
    "<ItemGroup Condition=\"'$(IsTestProject)' == 'true'\">"
    '<PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.0" /></ItemGroup>'
)


@pytest.mark.parametrize(("name", "scope"), [("Shop", "runtime"), ("Shop.Test", "test")])
def test_a_project_is_a_test_where_its_name_says_so(tmp_path, name: str, scope: str) -> None:
    assert scopes(name, BY_NAME, tmp_path) == [("A", scope)]


def test_what_nobody_knows_makes_no_project_a_test(tmp_path) -> None:
    assert scopes("Shop", BY_MACHINE, tmp_path) == [("A", "runtime")]


@pytest.mark.parametrize(("name", "scope"), [("Shop", "runtime"), ("Shop.Test", "test")])
def test_packages_for_the_tests_of_a_tree_make_no_tests_of_its_products(tmp_path, name: str, scope: str) -> None:
    assert scopes(name, BY_NAME + SDK, tmp_path) == [("Microsoft.NET.Test.Sdk", scope), ("A", scope)]
