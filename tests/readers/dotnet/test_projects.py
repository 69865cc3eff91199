""".NET projects: package references, central versions, properties from files above, packages.config, nuspec."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.model.claim import Form
from osscan.model.component import Scope
from osscan.readers.dotnet import central_versions, nuspec, packages_config, project


def held(text: str, path: str = "shop/Shop.csproj") -> Source:
    return Source(path, held=text.encode())


def pairs(inventory) -> list[tuple[str, str]]:
    return [(c.name, c.version) for c in inventory.components]


def codes(inventory) -> list[str]:
    return [problem.code for problem in inventory.problems]


def sdk(inner: str) -> str:
    return f'<Project Sdk="Microsoft.NET.Sdk">{inner}</Project>'


def item(inner: str) -> str:
    return sdk(f"<ItemGroup>{inner}</ItemGroup>")


def on_disk(folder, files: dict[str, str], path: str) -> Source:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return Source(path, str(folder / path), root=str(folder))


@pytest.mark.parametrize(
    ("written", "version", "requirement"),
    [
        ("1.2.3", "1.2.3", ""),
        ("[1.2.3]", "1.2.3", ""),
        ("[1.2.3, )", "1.2.3", ""),
        ("[1.0,2.0)", "", "[1.0,2.0)"),
        ("6.*", "", "6.*"),
        ("*", "", ""),
        ("$(Unknown)", "", "$(Unknown)"),
    ],
)
def test_plain_version_is_the_version_and_a_range_is_none(written, version, requirement) -> None:
    found = project.read(held(item(f'<PackageReference Include="A" Version="{written}" />')))

    assert [(c.version, c.requirement) for c in found.components] == [(version, requirement)]


def test_version_may_stand_in_an_element_and_names_in_a_list() -> None:
    found = project.read(held(item('<PackageReference Include="A;B"><Version>1.0</Version></PackageReference>')))

    assert pairs(found) == [("A", "1.0"), ("B", "1.0")]


def test_project_is_the_root_with_its_license_and_needs_its_references() -> None:
    text = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><Version>2.0</Version>
<PackageLicenseExpression>EUPL-1.2</PackageLicenseExpression></PropertyGroup>
<ItemGroup><PackageReference Include="A" Version="1.0" /><ProjectReference Include="..\\B\\B.csproj" /></ItemGroup></Project>"""
    found = project.read(held(text))

    assert found.root is not None
    assert (found.root.name, found.root.version, found.root.first_party) == ("Shop", "2.0", True)
    assert [(c.raw, c.form) for c in found.root.claims] == [("EUPL-1.2", Form.EXPRESSION)]
    assert found.edges == ((".", "a/1.0"),)


@pytest.mark.parametrize(
    ("metadata", "scope"),
    [
        ("", Scope.RUNTIME),
        ('PrivateAssets="all"', Scope.RUNTIME),
        ('PrivateAssets="all" IncludeAssets="runtime; build; native; contentfiles; analyzers"', Scope.BUILD),
        ('ExcludeAssets="compile"', Scope.BUILD),
        ('IncludeAssets="compile"', Scope.RUNTIME),
    ],
)
def test_only_what_nothing_is_compiled_against_serves_the_build(metadata, scope) -> None:
    found = project.read(held(item(f'<PackageReference Include="A" Version="1" {metadata} />')))

    assert [c.scope for c in found.components] == [scope]


def test_all_packages_of_a_test_project_are_for_tests() -> None:
    found = project.read(
        held(
            item('<PackageReference Include="A" Version="1" /><PackageReference Include="Microsoft.NET.Test.Sdk" Version="17" />')
        )
    )

    assert {c.scope for c in found.components} == {Scope.TEST}


def test_property_and_central_version_come_from_the_folders_above(tmp_path) -> None:
    files = {
        "Directory.Build.props": "<Project><PropertyGroup><V>3.1</V></PropertyGroup></Project>",
        "Directory.Packages.props": """<Project><ItemGroup><PackageVersion Include="Central" Version="$(V).4" />
<PackageVersion Include="Unused" Version="9.0" /><GlobalPackageReference Include="Tool" Version="7.0" /></ItemGroup></Project>""",
        "src/a/A.csproj": item(
            '<PackageReference Include="central" /><PackageReference Include="Own" Version="$(V)" />'
            '<PackageReference Include="Central2" VersionOverride="5.0" />'
        ),
    }
    found = project.read(on_disk(tmp_path, files, "src/a/A.csproj"))

    assert pairs(found) == [("central", "3.1.4"), ("Own", "3.1"), ("Central2", "5.0"), ("Tool", "7.0")]
    assert found.components[3].scope is Scope.BUILD


def test_nearest_file_above_counts_and_may_ask_for_the_next(tmp_path) -> None:
    further = "$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))"
    files = {
        "Directory.Build.props": "<Project><PropertyGroup><V>1.0</V><W>1.0</W></PropertyGroup></Project>",
        "src/Directory.Build.props": f'<Project><Import Project="{further}" /><PropertyGroup><V>2.0</V></PropertyGroup></Project>',
        "src/A.csproj": item('<PackageReference Include="A" Version="$(V)" /><PackageReference Include="B" Version="$(W)" />'),
    }

    assert pairs(project.read(on_disk(tmp_path, files, "src/A.csproj"))) == [("A", "2.0"), ("B", "1.0")]


def test_import_is_followed_but_never_out_of_the_folder_nor_in_a_circle(tmp_path) -> None:
    (tmp_path / "out.props").write_text("<Project><PropertyGroup><V>9</V></PropertyGroup></Project>")
    files = {
        "a/v.props": '<Project><Import Project="v.props" /><PropertyGroup><V>1.5</V></PropertyGroup></Project>',
        "a/A.csproj": sdk(
            '<Import Project="..\\out.props" /><Import Project="$(MSBuildThisFileDirectory)v.props" />'
            '<ItemGroup><PackageReference Include="A" Version="$(V)" /></ItemGroup>'
        ),
    }
    on_disk(tmp_path, files, "a/A.csproj")
    found = project.read(Source("A.csproj", str(tmp_path / "a/A.csproj"), root=str(tmp_path / "a")))

    assert pairs(found) == [("A", "1.5")]


def test_property_is_set_where_its_condition_holds() -> None:
    text = sdk(
        """<PropertyGroup><V Condition="'$(V)' == ''">1.0</V><V Condition="'$(V)' == ''">2.0</V>
<V Condition="'$(Configuration)' == 'Debug'">3.0</V></PropertyGroup>
<ItemGroup><PackageReference Include="A" Version="$(V)" /></ItemGroup>"""
    )

    assert pairs(project.read(held(text))) == [("A", "1.0")]


def test_properties_that_double_each_other_end(tmp_path) -> None:
    doubled = "".join(f"<P{n + 1}>$(P{n})$(P{n})</P{n + 1}>" for n in range(64))
    found = project.read(
        held(
            sdk(
                f'<PropertyGroup><P0>xxxx</P0>{doubled}</PropertyGroup><ItemGroup><PackageReference Include="A" Version="$(P64)" /></ItemGroup>'
            )
        )
    )

    assert [c.name for c in found.components] == ["A"]


def test_reference_named_by_an_unknown_property_is_told() -> None:
    found = project.read(
        held(item('<PackageReference Include="$(X)" Version="1" /><PackageReference Include="B" Version="1" />'))
    )

    assert pairs(found) == [("B", "1")]
    assert codes(found) == ["property-unknown"]
    assert found.complete is False


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ('<PackageReference Remove="A" /><PackageReference Include="A" Version="2.0" />', [("A", "2.0")]),
        ('<PackageReference Include="A" Version="1.0" /><PackageReference Remove="a" />', []),
        (
            "<PackageReference Include='A' Version='1.0' /><PackageReference Remove='A' Condition=\"'$(X)' == '1'\" />",
            [("A", "1.0")],
        ),
        (
            (
                '<PackageReference Include="A" Version="1.0" /><PackageReference Include="A" Version="1.0" /><PackageReference Remove="A" />'
                '<PackageReference Include="B" Version="1.0" /><PackageReference Include="B" Version="1.0" />'
            ),
            [("B", "1.0")],
        ),
    ],
)
def test_removal_takes_out_what_stands_before_it(items, expected) -> None:
    assert pairs(project.read(held(item(items)))) == expected


def test_removal_in_a_group_with_a_condition_takes_nothing_out() -> None:
    text = '<ItemGroup><PackageReference Include="A" Version="1.0" /></ItemGroup>'
    text += "<ItemGroup Condition=\"'$(X)' == '1'\"><PackageReference Remove='A' /></ItemGroup>"

    assert pairs(project.read(held(sdk(text)))) == [("A", "1.0")]


def test_several_updates_of_a_reference_all_count() -> None:
    text = '<PackageReference Include="A" /><PackageReference Update="A" Version="1.0" /><PackageReference Update="A" PrivateAssets="all" />'

    assert pairs(project.read(held(item(text)))) == [("A", "1.0")]


def test_what_stands_before_a_break_is_kept() -> None:
    found = project.read(held('<Project Sdk="x"><ItemGroup><PackageReference Include="A" Version="1" /><Pack'))

    assert pairs(found) == [("A", "1")]
    assert codes(found) == ["xml-syntax"]


@pytest.mark.parametrize("reader", [project, central_versions, packages_config, nuspec], ids=lambda one: one.READER.name)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "no xml",
        "<other/>",
        "<a>" * 100_000,
        '<!DOCTYPE p [<!ENTITY a "aa">]><Project>&a;</Project>',
        "\ufeff<Project/><Project/>",
    ],
    ids=["empty", "text", "foreign", "deep", "entities", "two-roots"],
)
def test_hostile_file_is_a_problem_and_no_fault(reader, text) -> None:
    found = reader.read(held(text))

    assert found.components == ()
    assert codes(found) != []


def test_central_versions_are_components_whose_purpose_the_projects_tell() -> None:
    text = """<Project><PropertyGroup><V>2</V></PropertyGroup><ItemGroup>
<PackageVersion Include="A" Version=" 1.0 " /><PackageVersion Update="B" Version="$(V).1" />
<PackageVersion Include="C" Version="$(Unknown)" /><PackageVersion Include="D" /><PackageVersion Remove="E" Version="1" />
<GlobalPackageReference Include="F" Version="3.0" /></ItemGroup></Project>"""
    found = central_versions.read(held(text, "Directory.Packages.props"))

    assert [(c.name, c.version, c.scope) for c in found.components] == [
        ("A", "1.0", Scope.UNKNOWN),
        ("B", "2.1", Scope.UNKNOWN),
        ("F", "3.0", Scope.BUILD),
    ]
    assert codes(found) == ["property-unknown"]


def test_packages_config_marks_development_dependencies() -> None:
    text = """<?xml version="1.0" encoding="utf-8"?>
<packages><package id="A" version="1.0" /><package version="1.0" /><package id="B" version="2.0" developmentDependency="true" /></packages>"""
    found = packages_config.read(held(text, "packages.config"))

    assert [(c.name, c.version, c.scope) for c in found.components] == [("A", "1.0", Scope.RUNTIME), ("B", "2.0", Scope.DEV)]
    assert codes(found) == ["package-without-name"]


def spec(license_: str) -> str:
    return f"""<package xmlns="http://schemas.example/nuspec"><metadata><id>Some.Lib</id><version>1.0.0</version>{license_}
<dependencies><group targetFramework="net6.0"><dependency id="Other" version="2.0" /></group></dependencies></metadata></package>"""


@pytest.mark.parametrize(
    ("written", "claims"),
    [
        ('<license type="expression">MIT</license><licenseUrl>https://x.example/MIT</licenseUrl>', [("MIT", Form.EXPRESSION)]),
        ('<license type="file">LICENSE.txt</license>', [("", Form.TEXT)]),
        ("<licenseUrl>https://x.example/license</licenseUrl>", [("https://x.example/license", Form.URL)]),
        ("<licenseUrl>https://aka.ms/deprecateLicenseUrl</licenseUrl>", []),
        ("", []),
    ],
)
def test_nuspec_of_an_installed_package_is_that_package(written, claims) -> None:
    found = nuspec.read(held(spec(written), ".nuget/packages/some.lib/1.0.0/some.lib.nuspec"))

    assert pairs(found) == [("Some.Lib", "1.0.0")]
    assert [(c.raw, c.form) for c in found.components[0].claims] == claims


def test_nuspec_of_the_project_is_its_root() -> None:
    found = nuspec.read(held(spec('<license type="expression">MIT</license>'), "Some.Lib.nuspec"))

    assert found.root is not None
    assert [claim.raw for claim in found.root.claims] == ["MIT"]
    assert pairs(found) == [("Other", "2.0")]


def test_formats_are_known_by_their_content() -> None:
    central = b'<Project><ItemGroup><PackageVersion Include="A" Version="1" /></ItemGroup></Project>'

    assert project.READER.recognises(item("").encode())
    assert not project.READER.recognises(central)
    assert central_versions.READER.recognises(central)
    assert packages_config.READER.recognises(
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<packages>\n<package id="A" version="1" /></packages>'
    )
    assert nuspec.READER.recognises(spec("").encode())
