"""`osscan sbom create`: what `check` sees comes out as a document, nothing more certain than it is."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from osscan.engine.executor import Serial
from osscan.engine.request import CheckRequest
from osscan.engine.sbom_create import CreateRequest, create
from osscan.inputs.source import Source
from osscan.model.bom import Completeness, Joint, LicenseRole, Party, PartyKind
from osscan.model.component import Scope
from osscan.policy.find import policy_named
from osscan.sbom.codec import Target, facts_of
from osscan.sbom.notation import written
from osscan.sbom.semantics_cyclonedx import findings
from osscan.sbom.settings import SbomSettings

if TYPE_CHECKING:
    from pathlib import Path

    from osscan.engine.sbom_create import Created

CDX16, CDX17 = Target("CycloneDX", "1.6"), Target("CycloneDX", "1.7")
SPDX2, SPDX3 = Target("SPDX", "2.3"), Target("SPDX3", "3.0.1")
ALL = (CDX16, CDX17, SPDX2, SPDX3)
DIGEST = "a" * 86 + "=="
LOCK = {
    "name": "shop",
    "version": "1.0.0",
    "lockfileVersion": 3,
    "packages": {
        "": {"name": "shop", "version": "1.0.0", "dependencies": {"a": "1"}, "devDependencies": {"@s/tool": "2"}},
        "node_modules/a": {
            "version": "1.2.3",
            "resolved": "https://user:secret@registry.example/a/-/a-1.2.3.tgz?token=x#y",
            "integrity": f"sha512-{DIGEST}",
            "license": "(MIT OR Apache-2.0)",
            "dependencies": {"b": "1"},
        },
        "node_modules/b": {"version": "1.0.0", "license": "Some License of ours"},
        "node_modules/@s/tool": {"version": "2.0.0", "dev": True, "license": "ISC"},
    },
}


def made(
    *targets: str | Source,
    to: Target = CDX17,
    settings: SbomSettings = SbomSettings(),  # noqa: B008 - a frozen value
    strict: bool = False,
    public: bool = False,
    without: frozenset[Scope] = frozenset(),
    ours: tuple[str, ...] = (),
) -> Created:
    day = dt.date(2026, 11, 22)
    check = CheckRequest(
        targets, policy_named("dortmund", tests=False)._replace(first_party=ours), "", day, "2026-11-22T12:00:00Z", evidence=False
    )
    return create(CreateRequest(check, settings, to, strict, public, without), Serial())


def lock(document: dict[str, Any] = LOCK) -> Source:
    return Source("package-lock.json", held=json.dumps(document).encode())


def licenses(told: Created, to: Target, name: str) -> dict[str, list[str]]:
    bom = facts_of(to.family, told.document)
    part = next(part for part in bom.parts if part.name == name)
    found: dict[str, list[str]] = {}
    for entry in part.licenses:
        found.setdefault(entry.role.value, []).append(entry.raw)
    return found


@pytest.mark.parametrize("to", ALL)
def test_the_same_input_gives_the_same_bytes(to) -> None:
    assert written(made(lock(), to=to).document, to) == written(made(lock(), to=to).document, to)


def test_another_time_is_another_document() -> None:
    one = made(lock())
    check = CheckRequest((lock(),), policy_named("dortmund", tests=False), "", dt.date(2026, 11, 22), "2026-11-23T12:00:00Z")
    other = create(CreateRequest(check, SbomSettings(), CDX17), Serial())

    assert one.document["serialNumber"] != other.document["serialNumber"]


def test_declared_and_concluded_stand_side_by_side_where_the_format_can() -> None:
    both = {"declared": ["(MIT OR Apache-2.0)"], "concluded": ["MIT OR Apache-2.0"]}

    assert [licenses(made(lock(), to=to), to, "a") for to in (CDX17, SPDX2, SPDX3)] == [both, both, both]


def test_before_1_7_the_conclusion_is_the_expression_and_the_declaration_a_property() -> None:
    told = made(lock(), to=CDX16)
    row = next(one for one in told.document["components"] if one["name"] == "a")

    assert row["licenses"] == [{"expression": "MIT OR Apache-2.0", "acknowledgement": "concluded"}]
    assert {"name": "osscan:license:declared", "value": "(MIT OR Apache-2.0)"} in row["properties"]


def test_before_1_7_two_ids_are_a_list() -> None:
    told = made(lock(), to=CDX16)
    row = next(one for one in told.document["components"] if one["name"] == "tool")

    assert row["licenses"] == [
        {"license": {"id": "ISC", "acknowledgement": "declared"}},
        {"license": {"id": "ISC", "acknowledgement": "concluded"}},
    ]


def test_an_unknown_name_is_declared_and_nothing_is_concluded_from_it() -> None:
    assert licenses(made(lock()), CDX17, "b") == {"declared": ["Some License of ours"]}


def test_an_unknown_name_is_a_reference_of_the_maker_with_its_words_in_spdx() -> None:
    settings = SbomSettings(license_ref="LicenseRef-dortmund-")
    told = made(lock(), to=SPDX2, settings=settings).document
    package = next(one for one in told["packages"] if one["name"] == "b")
    text = next(one for one in told["hasExtractedLicensingInfos"] if one["licenseId"] == package["licenseDeclared"])

    assert package["licenseDeclared"].startswith("LicenseRef-dortmund-Some-License-of-ours")
    assert (text["extractedText"], "licenseConcluded" in package) == ("Some License of ours", False)


def test_the_hash_of_an_archive_is_not_that_of_the_component() -> None:
    row = next(one for one in made(lock()).document["components"] if one["name"] == "a")
    assert "hashes" not in row
    assert row["externalReferences"] == [
        {
            "type": "distribution",
            "url": "https://registry.example/a/-/a-1.2.3.tgz",
            "hashes": [{"alg": "SHA-512", "content": ("69a" * 43)[:128]}],
        }
    ]


def test_an_address_carries_no_credentials() -> None:
    assert "secret" not in json.dumps(made(lock()).document)
    assert "token" not in json.dumps(made(lock()).document)


def test_every_part_has_an_entry_for_what_it_needs() -> None:
    told = made(lock()).document
    needs = {row["ref"]: row.get("dependsOn", []) for row in told["dependencies"]}

    assert needs == {
        told["metadata"]["component"]["bom-ref"]: ["pkg:npm/a@1.2.3", "pkg:npm/%40s/tool@2.0.0"],
        "pkg:npm/a@1.2.3": ["pkg:npm/b@1.0.0"],
        "pkg:npm/b@1.0.0": [],
        "pkg:npm/%40s/tool@2.0.0": [],
    }


def test_what_a_lockfile_tells_whole_is_complete_and_a_range_is_not() -> None:
    assert {word for _, word in made(lock()).bom.completeness} == {Completeness.COMPLETE}

    ranges = made(Source("requirements.txt", held=b"a>=1\n"))

    assert {word for _, word in ranges.bom.completeness} == {Completeness.UNKNOWN}


def test_a_broken_input_makes_the_product_incomplete() -> None:
    told = made(Source("package-lock.json", held=json.dumps(LOCK).encode()[:-60]))

    assert (told.complete, dict(told.bom.completeness)[told.bom.root]) == (False, Completeness.INCOMPLETE)


def test_tools_are_excluded_and_may_be_left_out() -> None:
    row = next(one for one in made(lock()).document["components"] if one["name"] == "tool")

    assert (row["group"], row["scope"]) == ("@s", "excluded")
    assert [one["name"] for one in made(lock(), without=frozenset({Scope.DEV})).document["components"]] == ["a", "b"]


def test_the_settings_name_maker_and_product() -> None:
    maker = Party("City of Example", PartyKind.ORGANIZATION, ("sbom@city.example",))
    told = made(lock(), settings=SbomSettings(creator=maker, name="Shop", version="2.0", manufacturer=maker)).document
    row = {"name": "City of Example", "contact": [{"email": "sbom@city.example"}]}

    assert told["metadata"]["manufacturer"] == row
    assert [told["metadata"]["component"][key] for key in ("name", "version", "manufacturer")] == ["Shop", "2.0", row]


def test_a_jar_in_the_tree_has_the_hash_of_its_bytes(tmp_path: Path) -> None:
    import zipfile
    from hashlib import sha512

    file = tmp_path / "lib-1.0.jar"
    with zipfile.ZipFile(file, "w") as jar:
        jar.writestr("META-INF/maven/org.example/lib/pom.properties", "groupId=org.example\nartifactId=lib\nversion=1.0\n")
    told = made(str(tmp_path))
    row = next(one for one in told.document["components"] if one["name"] == "lib")
    bsi = {one["name"]: one["value"] for one in row["properties"] if one["name"].startswith("bsi:")}

    assert {"alg": "SHA-512", "content": sha512(file.read_bytes()).hexdigest()} in row["externalReferences"][0]["hashes"]
    assert bsi == {
        "bsi:component:filename": "lib-1.0.jar",
        "bsi:component:executable": "executable",
        "bsi:component:archive": "archive",
        "bsi:component:structured": "structured",
    }
    assert told.bom.lifecycles == ("post-build",)


def test_an_installed_package_tells_its_maker_and_no_archive(tmp_path: Path) -> None:
    folder = tmp_path / "site-packages" / "thing-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(
        "Metadata-Version: 2.4\nName: thing\nVersion: 1.0\nAuthor-email: Example Team <team@thing.example>\n"
        "Project-URL: Source Code, https://code.example/thing\nLicense-Expression: MIT\n\n"
    )
    told = made(str(tmp_path))
    row = next(one for one in told.document["components"] if one["name"] == "thing")

    assert row["manufacturer"] == {"name": "Example Team", "contact": [{"email": "team@thing.example"}]}
    assert row["externalReferences"] == [{"type": "vcs", "url": "https://code.example/thing"}]
    assert not any(one["name"].startswith("bsi:") for one in row["properties"])
    assert told.bom.lifecycles == ("operations",)


def test_the_license_is_effective_only_where_the_settings_say_so() -> None:
    plain, effective = (made(lock(), settings=SbomSettings(concluded_is_effective=said)) for said in (False, True))

    assert [
        [entry.raw for part in told.bom.parts for entry in part.licenses if entry.role is LicenseRole.EFFECTIVE]
        for told in (plain, effective)
    ] == [[], ["ISC", "MIT OR Apache-2.0"]]


def test_a_public_document_names_no_internal_component_and_no_archive_host() -> None:
    told = made(lock(), public=True, ours=("pkg:npm/a",))
    text = json.dumps(told.document)

    assert [one["name"] for one in told.document["components"]] == ["tool", "b"]
    assert ("registry.example" in text, "package-lock.json" in text, "osscan:input" in text) == (False, False, False)
    assert {"component", "property"} <= {kind for kind, _ in told.left_out}
    root = told.bom.root
    assert {(link.source, link.target) for link in told.bom.links} == {
        (root, "pkg:npm/b@1.0.0"),
        (root, "pkg:npm/%40s/tool@2.0.0"),
    }
    assert dict(told.bom.completeness)[root] is Completeness.INCOMPLETE


def test_a_public_document_may_name_hosts_that_are_public() -> None:
    told = made(lock(), public=True, settings=SbomSettings(public_hosts=("registry.example",)))

    assert "https://registry.example/a/-/a-1.2.3.tgz" in json.dumps(told.document)


def test_the_installed_project_is_the_product_itself(tmp_path: Path) -> None:
    folder = tmp_path / "env" / "site-packages"
    for name, needs in (("shop", "Requires-Dist: thing\n"), ("thing", "")):
        (folder / f"{name}-1.0.dist-info").mkdir(parents=True)
        text = f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n{needs}\n"
        (folder / f"{name}-1.0.dist-info" / "METADATA").write_text(text)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "shop"\ndynamic = ["version"]\nlicense = "MIT"\n')
    told = made(str(tmp_path / "pyproject.toml"), str(tmp_path / "env"))

    assert [(part.name, part.version) for part in told.bom.parts] == [("shop", "1.0"), ("thing", "1.0")]
    assert [(link.source, link.target) for link in told.bom.links] == [(told.bom.root, "pkg:pypi/thing@1.0")]


def test_a_wheel_among_the_targets_is_the_deployable_of_the_installed_package(tmp_path: Path) -> None:
    folder = tmp_path / "site-packages" / "some_thing-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.4\nName: some.thing\nVersion: 1.0\n\n")
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "some_thing-1.0-py3-none-any.whl").write_bytes(b"PK")
    told = made(str(tmp_path))
    part = next(one for one in told.bom.parts if one.name == "some.thing")

    assert part.deliverable.filename == "some_thing-1.0-py3-none-any.whl"
    assert [one.algorithm for reference in part.references for one in reference.checksums] == ["SHA512"]


def test_in_spdx_2_the_hash_of_the_archive_is_that_of_the_package() -> None:
    package = next(one for one in made(lock(), to=SPDX2).document["packages"] if one["name"] == "a")

    assert package["checksums"] == [{"algorithm": "SHA512", "checksumValue": ("69a" * 43)[:128]}]
    assert package["downloadLocation"] == "https://registry.example/a/-/a-1.2.3.tgz"


def test_an_archive_without_address_is_named_by_its_package_url() -> None:
    document = {**LOCK, "packages": {key: {**row, "resolved": None} for key, row in LOCK["packages"].items()}}
    row = next(one for one in made(lock(document)).document["components"] if one["name"] == "a")

    assert row["externalReferences"][0]["url"] == "pkg:npm/a@1.2.3"


def test_what_is_asked_of_a_lockfile_by_the_profile_is_there_but_for_makers() -> None:
    from osscan.engine.sbom_validate import Wanted, validate
    from osscan.sbom.profiles.base import Asked

    document = json.loads(json.dumps(LOCK))
    for row in list(document["packages"].values())[1:]:
        row |= {"integrity": f"sha512-{DIGEST}", "license": "MIT"}
    document["packages"][""]["license"] = "MIT"
    maker = Party("City of Example", PartyKind.ORGANIZATION, ("sbom@city.example",))
    told = made(lock(document), settings=SbomSettings(creator=maker, manufacturer=maker), strict=True)
    now = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    source = Source("made.json", held=json.dumps(told.document).encode())
    report = validate(source, Wanted([Asked("bsi-tr-03183-2", "2.1.0")], now.date(), now))

    assert {
        one.code: one.asked - one.met for one in report.profiles[0].fields if one.level == "must" and one.met < one.asked
    } == {
        "bsi-component-creator": 3,
    }


def test_an_address_that_is_none_is_not_made_public_and_ends_nothing() -> None:
    purl = "pkg:npm/a@1?download_url=http://[x"
    component = {"type": "library", "name": "a", "version": "1", "purl": purl}
    sbom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [component]}

    told = made(Source("in.cdx.json", held=json.dumps(sbom).encode()), public=True)

    assert "http://[x" not in json.dumps(told.document)
    assert dict(told.left_out)["address"] > 0


@pytest.mark.parametrize("to", ALL)
def test_no_key_of_a_public_document_names_a_host_inside(to) -> None:
    purls = [f"pkg:npm/a@1?download_url=https://nexus.intern/{number}/a.tgz" for number in range(2)]
    components = [{"type": "library", "name": "a", "version": "1", "bom-ref": purl, "purl": purl} for purl in purls]
    needs = [{"ref": purls[0], "dependsOn": [purls[1]]}, {"ref": purls[1], "dependsOn": []}]
    sbom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components, "dependencies": needs}

    told = made(Source("in.cdx.json", held=json.dumps(sbom).encode()), to=to, public=True)
    bom = facts_of(to.family, told.document)

    assert "nexus.intern" not in json.dumps(told.document)
    assert len({part.ref for part in bom.parts}) == len(bom.parts) == 3
    assert len([link for link in bom.links if link.source != bom.root and link.joint is Joint.DEPENDS_ON]) == 1


@pytest.mark.parametrize("to", [CDX16, CDX17])
def test_an_archive_without_a_package_url_has_a_complete_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: Target
) -> None:
    with zipfile.ZipFile(tmp_path / "own part.jar", "w") as jar:
        jar.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nImplementation-Title: Own\n")
    monkeypatch.chdir(tmp_path)
    document = made(".", to=to).document

    (row,) = [one for part in document["components"] for one in part["externalReferences"]]
    digest = next(one["content"] for one in row["hashes"] if one["alg"] == "SHA-512")
    assert f"pkg:generic/own%20part.jar?checksum=sha512:{digest}" == row["url"]
    assert () == findings(document, to.version, dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
