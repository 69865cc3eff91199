"""Jars: what they are, four places of licenses, archives inside, and archives that mean harm."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from osscan.inputs import zip_members
from osscan.inputs.source import Source
from osscan.model.claim import Joined
from osscan.model.component import Scope
from osscan.model.inventory import Inventory
from osscan.readers.java.archive import READER, read

MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use,
copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE
FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def jar(**members: str | bytes) -> bytes:
    return packed(dict(members))


def packed(members: dict[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def properties(name: str) -> dict[str, str | bytes]:
    group, artifact, version = name.split(":")
    path = f"META-INF/maven/{group}/{artifact}/pom.properties"
    return {path: f"#made\ngroupId={group}\nartifactId={artifact}\nversion={version}\n"}


def pom(name: str, licenses: str) -> dict[str, str | bytes]:
    group, artifact, _ = name.split(":")
    inside = f"<artifactId>{artifact}</artifactId><licenses>{licenses}</licenses>"
    return {f"META-INF/maven/{group}/{artifact}/pom.xml": f"<project>{inside}</project>"}


def manifest(*lines: str) -> dict[str, str | bytes]:
    return {"META-INF/MANIFEST.MF": "\r\n".join(("Manifest-Version: 1.0", *lines, ""))}


def looked(members: dict[str, str | bytes], path: str = "lib/shop-1.0.jar") -> Inventory:
    return read(Source(path, held=packed(members)))


def listed(inventory: Inventory) -> list[tuple[str, str]]:
    return [(c.name, c.version) for c in inventory.components]


def said(inventory: Inventory) -> list[tuple[str, str]]:
    return [(claim.role.value, claim.raw) for claim in inventory.components[0].claims]


def codes(inventory: Inventory) -> list[str]:
    return [problem.code for problem in inventory.problems]


def test_maven_names_an_archive() -> None:
    found = looked(properties("org.shop:shop:1.0"))
    assert listed(found) == [("org.shop:shop", "1.0")]
    assert found.components[0].purl == "pkg:maven/org.shop/shop@1.0"
    assert [name for name, _ in found.components[0].hashes] == ["SHA1", "SHA256"]


def test_without_maven_the_file_name_and_the_manifest_tell_but_no_group_is_guessed() -> None:
    found = looked(manifest("Bundle-SymbolicName: org.shop.core"))
    assert (listed(found), found.components[0].purl) == ([("shop", "1.0")], "")


def test_a_manifest_may_name_group_and_version() -> None:
    found = looked(manifest("Implementation-Vendor-Id: org.shop", "Implementation-Version: 3.1"), "shop.jar")
    assert listed(found) == [("org.shop:shop", "3.1")]


def test_the_name_of_a_foundation_is_no_group() -> None:
    assert listed(looked(manifest("Implementation-Vendor-Id: org.apache"))) == [("shop", "1.0")]


def test_what_is_merged_into_a_jar_is_listed_beside_it() -> None:
    found = looked({**properties("org.shop:shop:1.0"), **properties("org.dep:dep:2.0")})
    assert listed(found) == [("org.shop:shop", "1.0"), ("org.dep:dep", "2.0")]
    assert [(a.split(":")[1], b.split(":")[1]) for a, b in found.edges] == [("shop", "dep")]


def test_one_merged_package_does_not_name_the_jar() -> None:
    found = looked({**properties("org.dep:dep:2.0"), **manifest()})
    assert listed(found) == [("shop", "1.0"), ("org.dep:dep", "2.0")]


def test_a_merged_package_of_another_version_does_not_name_the_jar() -> None:
    found = looked({**properties("org.dep:dep:2.0"), **manifest("Bundle-Version: 4.2.3", "Bundle-License: MIT")}, "shop.jar")
    assert listed(found) == [("shop", "4.2.3"), ("org.dep:dep", "2.0")]
    assert [[claim.raw for claim in one.claims] for one in found.components] == [["MIT"], []]


@pytest.mark.parametrize(
    ("path", "package", "lines"),
    [
        ("lib/shop3-core-1.3.jar", "org.shop:shop-core:1.3", ("Implementation-Title: Shop Core",)),
        ("lib/shop-annotation-1.3.jar", "org.shop:shop_annotation:1.3", ()),
        ("lib/shop-inject-1.3.jar", "org.city:org.city.shop.inject:1.3", ()),
        ("lib/shop-core-1.3-spec.jar", "org.shop:shop.core_1.3_spec:1.3", ("Bundle-Version: 1.3.0",)),
    ],
)
def test_a_jar_that_somebody_renamed_is_still_the_one_package_in_it(path: str, package: str, lines: tuple[str, ...]) -> None:
    group, artifact, version = package.split(":")
    assert listed(looked({**properties(package), **manifest(*lines)}, path)) == [(f"{group}:{artifact}", version)]


def test_archives_inside_of_archives_are_listed_and_mere_containers_are_not() -> None:
    inner = packed({**properties("a:inner:1"), "x/deep-2.jar": packed(properties("a:deep:2"))})
    found = looked({"WEB-INF/lib/inner-1.jar": inner, **manifest()}, "app.war")
    assert listed(found) == [("a:inner", "1"), ("a:deep", "2")]
    assert found.components[1].place.route == "WEB-INF/lib/inner-1.jar!/x/deep-2.jar"


def test_licenses_of_the_pom_are_a_choice() -> None:
    names = "<license><name>MIT</name></license><license><name>EPL-2.0</name></license>"
    found = looked({**properties("g:shop:1.0"), **pom("g:shop:1.0", names)})
    assert [(c.raw, c.joined) for c in found.components[0].claims] == [("MIT", Joined.ANY), ("EPL-2.0", Joined.ANY)]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("Bundle-License: Apache-2.0",), ["Apache-2.0"]),
        (("Bundle-License: Apache License, Version 2.0",), ["Apache License, Version 2.0"]),
        (('Bundle-License: "MIT";link="https://x.example/a,b", EPL-2.0',), ["MIT", "EPL-2.0"]),
        (("Bundle-License: https://opensource.org/lic", " enses/MIT"), ["https://opensource.org/licenses/MIT"]),
        (("Bundle-License: <<EXTERNAL>>",), []),
        (("Plugin-License-Name: MIT License", "Plugin-License-Name-2: EPL-2.0"), ["MIT License", "EPL-2.0"]),
    ],
)
def test_manifests_name_licenses(lines: tuple[str, ...], names: list[str]) -> None:
    assert [raw for _, raw in said(looked(manifest(*lines)))] == names


def test_the_poms_licenses_come_before_what_the_build_copied_into_the_manifest() -> None:
    members = {**properties("g:shop:1.0"), **pom("g:shop:1.0", "<license><name>MIT</name></license>")}
    assert said(looked({**members, **manifest("Bundle-License: https://x.example/license")})) == [("declared", "MIT")]


def test_license_texts_are_detected_each_once() -> None:
    found = looked({"META-INF/LICENSE.txt": MIT, "LICENSE": MIT, "META-INF/NOTICE": "Shop. Copyright 2026."})
    assert said(found) == [("detected", "MIT")]
    assert found.components[0].claims[0].place.route == "META-INF/LICENSE.txt"


def test_an_unknown_license_text_is_no_silence() -> None:
    assert said(looked({"META-INF/LICENSE": "Ask us first."})) == [("detected", "")]


def test_build_wrappers_serve_the_build() -> None:
    assert looked({"x": ""}, "gradle/wrapper/gradle-wrapper.jar").components[0].scope is Scope.BUILD


@pytest.mark.parametrize("held", [b"", b"PK\x03\x04", b"no archive", jar(a="b")[:-10], b"PK\x05\x06" + b"\xff" * 18])
def test_a_broken_archive_is_listed_and_told(held: bytes) -> None:
    found = read(Source("lib/shop-1.0.jar", held=held))
    assert listed(found) == [("shop", "1.0")]
    assert codes(found) in (["archive-broken"], ["archive-too-many"])


def test_a_broken_archive_inside_costs_no_other() -> None:
    found = looked({"a-1.jar": b"broken", "b-2.jar": packed(properties("g:b:2"))}, "all.ear")
    assert (listed(found), codes(found)) == ([("a", "1"), ("g:b", "2")], ["archive-broken"])


def test_a_broken_member_costs_only_itself() -> None:
    held = bytearray(packed({"META-INF/LICENSE": MIT * 3, **properties("g:shop:1.0")}))
    at = bytes(held).index(b"META-INF/LICENSE") + 40
    held[at : at + 40] = b"\xff" * 40
    found = read(Source("shop-1.0.jar", held=bytes(held)))
    assert (listed(found), codes(found)) == ([("g:shop", "1.0")], ["archive-broken"])


def test_a_broken_pom_keeps_the_name_of_its_folder() -> None:
    found = looked({"META-INF/maven/g/shop/pom.xml": "<project><licenses>"})
    assert (listed(found), codes(found)) == ([("g:shop", "")], ["archive-member-broken"])


def test_a_pom_with_entities_is_not_expanded() -> None:
    bomb = '<!DOCTYPE p [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><project><artifactId>&c;</artifactId></project>'
    assert codes(looked({"META-INF/maven/g/shop/pom.xml": bomb})) == ["archive-member-broken"]


def test_a_file_that_grows_without_measure_is_not_unpacked() -> None:
    found = looked({"META-INF/LICENSE": b" " * 12_000_000, **properties("g:shop:1.0")})
    assert (listed(found), codes(found)) == ([("g:shop", "1.0")], ["archive-grows"])


def test_a_lie_about_the_size_does_not_help(monkeypatch: pytest.MonkeyPatch) -> None:
    held = bytearray(packed({"META-INF/LICENSE": zlib.compress(b"x") * 40_000}))
    at = bytes(held).index(b"PK\x01\x02")
    held[at + 24 : at + 28] = (10).to_bytes(4, "little")
    monkeypatch.setattr(zip_members, "_FREE_GROWTH", 100)
    monkeypatch.setattr(zip_members.Allowance, "__new__", lambda cls: tuple.__new__(cls, (1000, 1000, 10_000, 10, 2, 1)))
    found = read(Source("shop-1.0.jar", held=bytes(held)))
    assert (listed(found), len(codes(found))) == ([("shop", "1.0")], 1)


def test_archives_deep_inside_of_each_other_end() -> None:
    held = packed(properties("g:last:1"))
    for _ in range(8):
        held = packed({"inner.jar": held})
    assert codes(read(Source("outer.jar", held=held))) == ["archive-too-deep"]


def test_many_archives_inside_draw_on_one_budget() -> None:
    inner = packed({f"x{n}": "" for n in range(2000)})
    held = packed({f"lib/{n}.jar": inner for n in range(250)})
    found = read(Source("outer.ear", held=held))
    assert set(codes(found)) == {"archive-too-many", "more-of-the-same"}


def test_too_long_a_list_of_members_is_not_even_opened() -> None:
    end = b"PK\x05\x06" + b"\0" * 8 + (200_000_000).to_bytes(4, "little") + b"\0" * 6
    assert codes(read(Source("a-1.jar", held=end))) == ["archive-too-many"]


def test_more_members_than_are_left_are_not_even_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    held = packed({f"x{n}": "" for n in range(20)})
    monkeypatch.setattr(zip_members.zipfile, "ZipFile", None)
    with pytest.raises(zip_members.ArchiveError, match="archive-too-many"):
        zip_members.Archive(held, zip_members.Budget(zip_members.Allowance(members=19)))


def test_a_member_without_a_name_costs_no_other() -> None:
    held = packed({"x": "", **properties("g:shop:1.0")})
    at = held.index(b"PK\x01\x02")
    unnamed = held[: at + 28] + bytes(2) + held[at + 30 : at + 46] + held[at + 47 :]
    end = unnamed.rindex(b"PK\x05\x06")
    size = int.from_bytes(unnamed[end + 12 : end + 16], "little") - 1
    held = unnamed[: end + 12] + size.to_bytes(4, "little") + unnamed[end + 16 :]
    assert listed(read(Source("shop-1.0.jar", held=held))) == [("g:shop", "1.0")]


def test_a_long_list_hides_neither_behind_a_false_end_nor_behind_a_far_one() -> None:
    size = (200_000_000).to_bytes(4, "little")
    false = b"PK\x05\x06" + b"PK\x05\x06" + bytes(4) + size + bytes(6)
    assert codes(read(Source("a-1.jar", held=false))) == ["archive-too-many"]

    far = b"PK\x06\x06" + bytes(36) + size + bytes(12 + 8)
    locator = b"PK\x06\x07" + bytes(16)
    assert codes(read(Source("a-1.jar", held=far + locator + b"PK\x05\x06" + bytes(18)))) == ["archive-too-many"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_java_cannot_unpack_is_not_unpacked(method: int) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        archive.writestr("META-INF/LICENSE", bytes(1000))
    found = read(Source("shop-1.0.jar", held=content.getvalue()))
    assert (listed(found), codes(found)) == ([("shop", "1.0")], ["archive-method"])


def test_jars_are_known_by_their_content() -> None:
    recognises = READER.recognises
    assert recognises is not None
    assert recognises(packed(manifest())) is True
    assert recognises(packed({"word/document.xml": ""})) is False


def test_pom_that_cannot_be_read_is_told():
    found = looked({"META-INF/maven/g/a/pom.xml": "<project>" + "<a>" * 100_000})

    assert [problem.code for problem in found.problems] == ["archive-member-broken"]


def test_long_names_end_soon():
    names = {f"{number}{'LICENSE' * 9_000}/x": "" for number in range(8)}

    assert [component.name for component in looked(names).components] == ["shop"]
