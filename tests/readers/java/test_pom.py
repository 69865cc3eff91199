"""pom.xml: what Maven would know from the tree, and nothing that it would not."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Limits, Source
from osscan.model.claim import Joined
from osscan.model.component import PathRole, Scope
from osscan.model.inventory import Inventory
from osscan.readers.java.pom import READER, read, read_together


def pom(inside: str) -> bytes:
    return f'<project xmlns="http://maven.apache.org/POM/4.0.0">{inside}</project>'.encode()


def dependency(name: str, more: str = "") -> str:
    group, artifact, *version = name.split(":")
    told = f"<version>{version[0]}</version>" if version else ""
    return f"<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>{told}{more}</dependency>"


def asks(*names: str) -> str:
    return f"<dependencies>{''.join(one if one.startswith('<') else dependency(one) for one in names)}</dependencies>"


def manages(*names: str) -> str:
    return f"<dependencyManagement>{asks(*names)}</dependencyManagement>"


def parent(name: str, path: str | None = None) -> str:
    group, artifact, version = name.split(":")
    where = "" if path is None else f"<relativePath>{path}</relativePath>"
    told = f"<groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>{where}"
    return f"<parent>{told}</parent>"


def called(name: str) -> str:
    group, artifact, version = name.split(":")
    return f"<groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>"


def alone(inside: str) -> Inventory:
    return read(Source("pom.xml", held=pom(inside)))


def tree(**poms: str) -> dict[str, Inventory]:
    sources = [
        Source("pom.xml" if path == "top" else f"{path.replace('__', '/')}/pom.xml", held=pom(text))
        for path, text in poms.items()
    ]
    return dict(zip(poms, read_together(sources), strict=True))


def listed(inventory: Inventory) -> list[tuple[str, str, str]]:
    return [(c.name, c.version, c.scope.value) for c in inventory.components]


def codes(inventory: Inventory) -> list[str]:
    return [problem.code for problem in inventory.problems]


def test_the_project_is_the_root() -> None:
    root = alone(called("org.shop:shop:1.0")).root
    assert root is not None
    assert (root.name, root.version, root.purl, root.first_party) == ("org.shop:shop", "1.0", "pkg:maven/org.shop/shop@1.0", True)


def test_scopes_are_told_and_nothing_is_dropped() -> None:
    found = alone(
        asks(
            "a:plain:1",
            dependency("a:run:1", "<scope>runtime</scope>"),
            dependency("a:given:1", "<scope>provided</scope>"),
            dependency("a:local:1", "<scope>system</scope>"),
            dependency("a:tested:1", "<scope>test</scope>"),
            dependency("a:maybe:1", "<optional>true</optional>"),
            dependency("a:odd:1", "<scope>whatever</scope>"),
        )
    )
    assert listed(found) == [
        ("a:plain", "1", "runtime"),
        ("a:run", "1", "runtime"),
        ("a:given", "1", "provided"),
        ("a:local", "1", "provided"),
        ("a:tested", "1", "test"),
        ("a:maybe", "1", "optional"),
        ("a:odd", "1", "unknown"),
    ]


@pytest.mark.parametrize(
    ("text", "version", "requirement"),
    [
        ("1.0", "1.0", ""),
        ("[1.0]", "1.0", ""),
        ("[1.0,2.0)", "", "[1.0,2.0)"),
        ("(,1.0]", "", "(,1.0]"),
        ("LATEST", "", "LATEST"),
    ],
)
def test_a_range_is_no_version(text: str, version: str, requirement: str) -> None:
    component = alone(asks(f"a:b:{text}")).components[0]
    assert (component.version, component.requirement) == (version, requirement)


def test_properties_lead_to_properties_and_to_the_project() -> None:
    found = alone(
        called("g:p:2.0")
        + "<properties><one>${two}</one><two>${project.version}</two><name>b</name></properties>"
        + asks("a:${name}:${one}", "${project.groupId}:c:${version}", "a:d:${pom.version}-x")
    )
    assert listed(found) == [("a:b", "2.0", "runtime"), ("g:c", "2.0", "runtime"), ("a:d", "2.0-x", "runtime")]


def test_an_unknown_property_never_becomes_a_version() -> None:
    found = alone(asks("a:b:${nowhere}", "a:c:1.${nowhere}"))
    assert [(c.version, c.requirement, c.purl) for c in found.components] == [
        ("", "", "pkg:maven/a/b"),
        ("", "", "pkg:maven/a/c"),
    ]
    assert codes(found) == ["pom-property-unknown", "pom-property-unknown"]


def test_a_name_with_an_unknown_property_has_no_purl() -> None:
    component = alone(asks("a:${nowhere}:1")).components[0]
    assert (component.name, component.purl) == ("a:${nowhere}", "")


def test_properties_in_a_circle_end() -> None:
    found = alone("<properties><a>${b}</a><b>${a}</b></properties>" + asks("x:y:${a}"))
    assert listed(found) == [("x:y", "", "runtime")]


def test_properties_that_double_each_other_stay_small() -> None:
    told = "".join(f"<p{n}>${{p{n + 1}}}${{p{n + 1}}}</p{n}>" for n in range(30))
    found = alone(f"<properties>{told}<p30>x</p30></properties>" + asks("x:y:${p0}"))
    assert listed(found) == [("x:y", "", "runtime")]


def test_empty_properties_that_double_each_other_take_no_time() -> None:
    told = "".join(f"<p{n}>${{p{n + 1}}}${{p{n + 1}}}</p{n}>" for n in range(31))
    found = alone(f"<properties>{told}<p31></p31></properties>" + asks("x:y:1${p0}"))
    assert listed(found) == [("x:y", "1", "runtime")]


def test_managed_versions_and_scopes_fill_what_is_left_open() -> None:
    found = alone(
        manages(dependency("a:b:3", "<scope>test</scope>"), "a:c:4", dependency("a:d:5", "<type>test-jar</type>"))
        + asks("a:b", dependency("a:c", "<scope>provided</scope>"), "a:d")
    )
    assert listed(found) == [("a:b", "3", "test"), ("a:c", "4", "provided"), ("a:d", "", "runtime")]
    assert codes(found) == ["pom-version-unknown"]


def test_managed_packages_that_nobody_asks_for_are_no_components() -> None:
    assert alone(manages("a:b:3")).components == ()


def test_of_two_equal_entries_the_last_counts_as_in_maven() -> None:
    assert listed(alone(asks("a:b:1", "a:b:2"))) == [("a:b", "2", "runtime")]


def test_entries_of_different_types_are_one_package() -> None:
    assert listed(alone(asks("a:b:1", dependency("a:b:1", "<type>pom</type>")))) == [("a:b", "1", "runtime")]


def test_plugins_are_not_listed() -> None:
    plugin = f"<build><plugins><plugin><artifactId>p</artifactId>{asks('a:b:1')}</plugin></plugins></build>"
    assert alone(plugin).components == ()


def test_a_profile_that_is_active_by_default_counts_like_the_pom() -> None:
    profile = f"<profile><activation><activeByDefault>true</activeByDefault></activation>{asks('a:b:2')}</profile>"
    assert listed(alone(asks("a:b:1") + f"<profiles>{profile}</profiles>")) == [("a:b", "2", "runtime")]


def test_what_other_profiles_bring_is_optional() -> None:
    profile = f"<profile><id>x</id><properties><v>7</v></properties>{asks('a:b:${v}', dependency('a:t:1', '<scope>test</scope>'))}</profile>"
    found = alone(asks("a:c:${v}") + f"<profiles>{profile}</profiles>")
    assert listed(found) == [("a:c", "", "runtime"), ("a:b", "7", "optional"), ("a:t", "1", "test")]


def test_a_child_inherits_group_version_license_properties_and_dependencies() -> None:
    found = tree(
        top=called("g:up:1.5")
        + "<licenses><license><name>MIT</name></license></licenses><properties><v>9</v></properties>"
        + manages("a:m:${v}")
        + asks("a:all:${project.version}"),
        child=parent("g:up:1.5") + "<artifactId>child</artifactId><properties><v>8</v></properties>" + asks("a:m"),
    )["child"]
    root = found.root
    assert root is not None
    assert (root.name, root.version, [claim.raw for claim in root.claims]) == ("g:child", "1.5", ["MIT"])
    assert root.claims[0].place.input == "pom.xml"
    assert listed(found) == [("a:m", "8", "runtime"), ("a:all", "1.5", "runtime")]


def test_a_child_has_the_version_that_the_parent_gives_itself() -> None:
    top = "<groupId>g</groupId><artifactId>up</artifactId><version>${a}${b}</version><properties><a>1</a><b>-x</b></properties>"
    root = tree(top=top, child=parent("g:up:${a}-${b}") + "<artifactId>child</artifactId>")["child"].root
    assert root is not None
    assert root.version == "1-x"


def test_a_parent_lies_where_relative_path_says() -> None:
    told = called("g:up:1") + manages("a:b:2")
    assert listed(tree(build__up=told, app=parent("g:up:1", "../build/up") + asks("a:b"))["app"]) == [("a:b", "2", "runtime")]
    assert listed(tree(up=told, app=parent("g:up:1", "../up/pom.xml") + asks("a:b"))["app"]) == [("a:b", "2", "runtime")]


def test_a_parent_elsewhere_in_the_tree_is_found_by_its_name() -> None:
    found = tree(deep__up=called("g:up:1") + manages("a:b:2"), app=parent("g:up:1", "") + asks("a:b"))
    assert listed(found["app"]) == [("a:b", "2", "runtime")]


def test_a_pom_at_the_parents_place_with_another_name_is_not_the_parent() -> None:
    found = tree(top=called("g:other:1") + manages("a:b:2"), app=parent("g:up:1") + asks("a:b"))["app"]
    assert listed(found) == [("a:b", "", "runtime")]
    assert codes(found) == ["pom-parent-unknown", "pom-version-unknown"]


def test_another_version_of_the_parent_is_not_the_parent() -> None:
    found = tree(top=called("g:up:2") + manages("a:b:2"), app=parent("g:up:1") + asks("a:b"))["app"]
    assert listed(found) == [("a:b", "", "runtime")]


def test_parents_in_a_circle_end() -> None:
    found = tree(one=called("g:one:1") + parent("g:two:1", "../two"), two=called("g:two:1") + parent("g:one:1", "../one"))
    assert [codes(one) for one in found.values()] == [["pom-parent-unknown"], ["pom-parent-unknown"]]


def test_imported_lists_of_the_tree_give_versions() -> None:
    imported = dependency("g:bom:1", "<type>pom</type><scope>import</scope>")
    found = tree(
        bom=called("g:bom:1") + "<properties><v>5</v></properties>" + manages("a:b:${v}", "a:c:1"),
        app=manages("a:c:2", imported) + asks("a:b", "a:c"),
    )["app"]
    assert listed(found) == [("a:b", "5", "runtime"), ("a:c", "2", "runtime")]


def test_the_first_imported_list_wins_and_lists_import_lists() -> None:
    def imported(name: str) -> str:
        return dependency(name, "<type>pom</type><scope>import</scope>")

    found = tree(
        one=called("g:one:1") + manages(imported("g:deep:1"), "a:b:1"),
        two=called("g:two:1") + manages("a:b:2", "a:c:2"),
        deep=called("g:deep:1") + manages("a:d:3"),
        app=manages(imported("g:one:1"), imported("g:two:1")) + asks("a:b", "a:c", "a:d"),
    )["app"]
    assert listed(found) == [("a:b", "1", "runtime"), ("a:c", "2", "runtime"), ("a:d", "3", "runtime")]


def test_lists_that_import_each_other_end_and_stay_unknown() -> None:
    def imported(name: str) -> str:
        return dependency(name, "<type>pom</type><scope>import</scope>")

    found = tree(
        one=called("g:one:1") + manages(imported("g:two:1"), "a:b:1"),
        two=called("g:two:1") + manages(imported("g:one:1"), "a:c:2") + asks("a:b", "a:c"),
    )["two"]
    assert listed(found) == [("a:b", "", "runtime"), ("a:c", "2", "runtime")]
    assert codes(found) == ["pom-import-unknown", "pom-version-unknown"]


def test_an_imported_list_may_be_of_a_version_that_is_a_property() -> None:
    imported = dependency("g:bom:${revision}", "<type>pom</type><scope>import</scope>")
    other = dependency("g:bom:2", "<type>pom</type><scope>import</scope>")
    top = called("g:top:${revision}") + "<properties><revision>1</revision></properties>"
    bom = parent("g:top:${revision}") + "<artifactId>bom</artifactId>" + manages("a:b:7")
    app = parent("g:top:${revision}") + "<artifactId>app</artifactId>"
    found = tree(top=top, bom=bom, app=app + manages(imported) + asks("a:b"), old=app + manages(other) + asks("a:b"))
    assert listed(found["app"]) == [("a:b", "7", "runtime")]
    assert listed(found["old"]) == [("a:b", "", "runtime")]


def test_a_list_that_is_not_there_is_told_once() -> None:
    imported = dependency("g:bom:1", "<type>pom</type><scope>import</scope>")
    assert codes(alone(manages(imported) + asks("a:b"))) == ["pom-import-unknown", "pom-version-unknown"]


def test_a_list_that_the_parent_imports_is_told_where_it_is_written() -> None:
    imported = dependency("g:bom:${v}", "<type>pom</type><scope>import</scope>")
    found = tree(
        top=called("g:top:1") + "<properties><v>5</v></properties>" + manages(imported),
        app=parent("g:top:1") + "<artifactId>app</artifactId>" + asks("a:b"),
    )
    assert codes(found["app"]) == ["pom-version-unknown"]
    assert [(p.code, p.place.input, dict(p.facts)) for p in found["top"].problems] == [
        ("pom-import-unknown", "pom.xml", {"package": "g:bom:5"})
    ]


def test_a_list_in_another_version_than_the_parents_is_told_by_the_child() -> None:
    imported = dependency("g:bom:${v}", "<type>pom</type><scope>import</scope>")
    found = tree(
        top=called("g:top:1") + "<properties><v>5</v></properties>" + manages(imported),
        app=parent("g:top:1") + "<artifactId>app</artifactId><properties><v>6</v></properties>",
    )
    assert [(p.code, p.place.input, dict(p.facts)) for p in found["app"].problems] == [
        ("pom-import-unknown", "pom.xml", {"package": "g:bom:6"})
    ]


def test_a_parent_that_is_not_there_is_told_by_the_pom_that_names_it() -> None:
    found = tree(top=parent("x:far:1") + "<artifactId>top</artifactId><version>1</version>", app=parent("x:top:1"))
    assert [codes(one) for one in found.values()] == [["pom-parent-unknown"], []]


def test_a_module_whose_version_nobody_knows_is_told_of_by_nobody() -> None:
    found = tree(core=called("g:core:${revision}"), app=called("g:app:${revision}") + asks("g:core:${project.version}"))["app"]
    assert (listed(found), codes(found)) == ([], [])


def test_modules_of_the_tree_are_no_components() -> None:
    found = tree(
        core=called("g:core:1") + asks("a:b:1"),
        app=called("g:app:1") + asks("g:core:${project.version}", "g:core-extra:1", "x:core:1"),
    )["app"]
    assert listed(found) == [("g:core-extra", "1", "runtime"), ("x:core", "1", "runtime")]


def test_an_older_release_of_a_module_is_a_component() -> None:
    found = tree(core=called("g:core:2"), app=called("g:app:2") + asks("g:core:1"))["app"]
    assert listed(found) == [("g:core", "1", "runtime")]


def test_a_pom_among_tests_hides_no_component_of_the_product() -> None:
    fixture = Source("tests/pom.xml", held=pom(called("g:lib:1")), role=PathRole.TEST)
    app = Source("pom.xml", held=pom(called("g:app:1") + asks("g:lib:1")))
    assert listed(read_together([fixture, app])[1]) == [("g:lib", "1", "runtime")]


def test_a_repository_is_asked_for_what_the_tree_lacks() -> None:
    def repository(group: str, artifact: str, version: str) -> Source | None:
        if (group, artifact, version) == ("g", "up", "1"):
            return Source("repository/g/up/1/up-1.pom", held=pom(called("g:up:1") + manages("a:b:2")))
        return None

    source = Source("pom.xml", held=pom(parent("g:up:1") + "<artifactId>app</artifactId>" + asks("a:b")))
    assert listed(read_together([source], repository)[0]) == [("a:b", "2", "runtime")]


def test_a_repository_tells_the_licenses_of_what_is_asked_for() -> None:
    def repository(group: str, artifact: str, version: str) -> Source | None:
        told = {
            "b": parent("a:up:1") + "<artifactId>b</artifactId>",
            "up": called("a:up:1") + "<licenses><license><name>MIT</name></license></licenses>",
        }
        held = told.get(artifact)
        return Source(f"repository/{artifact}.pom", held=pom(held)) if held is not None and version == "1" else None

    app = Source("pom.xml", held=pom(called("g:app:1") + asks("a:b:1", "a:b2:1", "a:up:2")))
    found = read_together([app], repository)[0]
    assert [[claim.raw for claim in c.claims] for c in found.components] == [["MIT"], [], []]


def test_several_licenses_are_a_choice() -> None:
    told = "<licenses><license><name>Apache-2.0</name></license><license><name>LGPL-2.1</name></license></licenses>"
    root = alone(told).root
    assert root is not None
    assert [(claim.raw, claim.joined) for claim in root.claims] == [("Apache-2.0", Joined.ANY), ("LGPL-2.1", Joined.ANY)]


def test_a_known_address_speaks_for_a_vague_name() -> None:
    told = "<licenses><license><name>BSD</name><url>https://opensource.org/licenses/BSD-3-Clause</url></license></licenses>"
    root = alone(told).root
    assert root is not None
    assert [claim.raw for claim in root.claims] == ["https://opensource.org/licenses/BSD-3-Clause"]


def test_blanks_around_values_mean_nothing() -> None:
    found = alone("<properties><v > 1 </v ></properties>" + asks("\n a : b : ${v} ".replace(" : ", ":")))
    assert listed(found) == [("a:b", "1", "runtime")]


@pytest.mark.parametrize(
    ("held", "names", "told"),
    [
        (b"", [], ["xml-syntax"]),
        (b"no xml", [], ["xml-syntax"]),
        (b"<html/>", [], ["format-not-recognised"]),
        (pom(asks("a:b:1", "a:c:1"))[:-70], ["a:b"], ["xml-syntax"]),
        (b'<!DOCTYPE p [<!ENTITY a "b">]><project>&a;</project>', [], ["xml-entities"]),
        (pom("<name>J&oslash;rgen</name>" + asks("a:b:1")), ["a:b"], ["xml-entities"]),
        (b"\xff\xfe" + pom(asks("a:b:1")).decode().encode("utf-16-le"), ["a:b"], []),
        (
            b'<?xml version="1.0" encoding="UTF-16"?>' + pom(asks("a:b:1")),
            ["a:b"],
            [],
        ),
        (
            pom("<dependencies>text</dependencies><properties/><profiles><profile/></profiles><parent/>"),
            [],
            ["pom-parent-unknown"],
        ),
        (pom("<dependencies><dependency/></dependencies>"), [], ["package-without-name"]),
    ],
)
def test_a_broken_pom_costs_only_itself(held: bytes, names: list[str], told: list[str]) -> None:
    found = read(Source("pom.xml", held=held))
    assert ([c.name for c in found.components], codes(found)) == (names, told)


def test_a_version_with_an_unknown_entity_is_none() -> None:
    assert listed(alone(asks("a:b:1&dot;0"))) == [("a:b", "", "runtime")]


def test_a_version_that_was_cut_off_is_none() -> None:
    whole = pom(manages("a:b:1") + asks("a:b:2.17"))
    cut = whole[: whole.index(b"7</version>")]
    assert listed(read(Source("pom.xml", held=cut))) == [("a:b", "", "runtime")]


def test_too_deep_a_pom_is_told_and_read_up_to_there() -> None:
    held = pom(asks("a:b:1") + "<x>" * 300 + "</x>" * 300)
    found = read(Source("pom.xml", held=held, limits=Limits(depth=50)))
    assert (listed(found), codes(found)) == ([("a:b", "1", "runtime")], ["too-deep"])


def test_one_broken_pom_among_many_keeps_the_others() -> None:
    sources = [Source(f"{n}/pom.xml", held=pom(asks("a:b:1")) if n % 2 else b"<project") for n in range(10)]
    assert [len(found.components) for found in read_together(sources)] == [0, 1] * 5


def test_one_that_is_gone_is_told(tmp_path) -> None:
    gone = Source("gone/pom.xml", str(tmp_path / "pom.xml"))
    there = Source("pom.xml", held=pom(asks("a:b:1")))
    first, second = read_together([gone, there])
    assert (codes(first), listed(second)) == (["input-unreadable"], [("a:b", "1", "runtime")])


def test_every_dependency_is_needed_by_the_root() -> None:
    assert alone(asks("a:b:1", "a:c:1")).edges == ((".", "a:b:1"), (".", "a:c:1"))


def test_poms_are_known_by_their_content() -> None:
    recognises = READER.recognises
    assert recognises is not None
    assert recognises(pom("")) is True
    assert recognises(b"<project><target/></project>") is False


def test_a_scope_may_be_a_property() -> None:
    found = alone("<properties><s>test</s></properties>" + asks(dependency("a:b:1", "<scope>${s}</scope>")))
    assert found.components[0].scope is Scope.TEST
