"""The project's own license: each check kept and broken once, and statements that only look as if they differed."""

from __future__ import annotations

import pytest
from tests.publish.projects import codes, judged, look, manifest, reuse, text_of

from osscan.model.component import Kind, PathRole
from osscan.model.publiccode import Publiccode
from osscan.model.report import CheckStatus

MIT = {"LICENSE": text_of("MIT")}


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"LICENSE": "x"}, []),
        ({"COPYING": "x"}, []),
        ({"LICENCE.md": "x"}, []),
        ({"LICENSES/MIT.txt": "x"}, []),
        ({"LICENSE": ""}, ["missing"]),
        ({"license.py": "x"}, ["missing"]),
        ({"third-party-licenses.txt": "x"}, ["missing"]),
        ({"license-header.txt": "x"}, ["missing"]),
        ({"src/LICENSE": "x"}, ["missing"]),
        ({}, ["missing"]),
    ],
)
def test_a_license_file_is_there(files, found) -> None:
    assert codes("PUB-LIC-01", files) == found


@pytest.mark.parametrize(
    ("files", "texts", "found"),
    [
        ({"LICENSE": "x"}, MIT, []),
        ({"LICENSE": "x"}, {"LICENSE": text_of("MIT", 99.5)}, []),
        ({"LICENSE": "x"}, {"LICENSE": text_of("MIT", 80.0)}, ["changed"]),
        ({"LICENSE": "x"}, {}, ["no-text"]),
        ({"LICENSE": "x", "LICENSE-third-party.txt": "x", "licenses.json": "{}"}, MIT, []),
        ({"LICENSES/MIT.txt": "x"}, {"LICENSES/MIT.txt": text_of("MIT")}, []),
        ({"LICENSE": "x", "LICENSES/Other.txt": "x"}, MIT, []),
        ({}, {}, ["missing"]),
    ],
)
def test_the_text_is_whole(files, texts, found) -> None:
    assert codes("PUB-LIC-02", files, texts=texts) == found


@pytest.mark.parametrize(
    ("texts", "settings", "found"),
    [
        (MIT, {}, []),
        ({"LICENSE": text_of("CC-BY-NC-4.0")}, {}, ["not-osi"]),
        ({"LICENSE": text_of("LicenseRef-x")}, {}, ["not-osi"]),
        (MIT, {"licenses": ("EUPL-1.2",)}, ["not-listed"]),
        (MIT, {"licenses": ("EUPL-1.2", "MIT")}, []),
        ({}, {}, ["unknown-license"]),
    ],
)
def test_the_license_is_allowed(texts, settings, found) -> None:
    assert codes("PUB-LIC-03", {"LICENSE": "x"}, texts=texts, settings=settings) == found


def test_of_many_texts_the_one_that_is_declared_is_the_main_one() -> None:
    texts = {"LICENSES/CC0-1.0.txt": text_of("CC0-1.0"), "LICENSES/EUPL-1.2.txt": text_of("EUPL-1.2")}
    files = dict.fromkeys(texts, "x")

    assert codes("PUB-LIC-03", files, texts=texts, manifests=(manifest(license_="EUPL-1.2"),)) == []
    assert codes("PUB-LIC-03", files, texts=texts) == ["not-osi"]


@pytest.mark.parametrize(
    ("texts", "said", "found"),
    [
        (MIT, "MIT", []),
        (MIT, "mit license", []),
        (MIT, "Apache-2.0", ["differs"]),
        (MIT, "see the office", ["no-expression"]),
        ({"LICENSE": text_of("GPL-3.0-only")}, "GPL-3.0-or-later", []),
        ({"LICENSE-MIT": text_of("MIT"), "LICENSE-APACHE": text_of("Apache-2.0")}, "MIT OR Apache-2.0", []),
        ({"LICENSE-MIT": text_of("MIT"), "LICENSE-APACHE": text_of("Apache-2.0")}, "EUPL-1.2", ["differs"]),
        ({"COPYING": text_of("GPL-3.0-only"), "COPYING.LESSER": text_of("LGPL-3.0-only")}, "LGPL-3.0-or-later", []),
        ({}, "", ["nobody-says"]),
    ],
)
def test_all_name_the_same_license(texts, said, found) -> None:
    files = dict.fromkeys(texts, "x")

    assert codes("PUB-LIC-04", files, texts=texts, manifests=(manifest(license_=said),)) == found


def test_publiccode_names_the_same_license_too() -> None:
    told = Publiccode("publiccode.yml", license="EUPL-1.2")

    assert codes("PUB-LIC-04", {"LICENSE": "x"}, texts=MIT, publiccode=told) == ["differs"]


def test_manifests_of_parts_may_have_a_license_of_their_own() -> None:
    told = (manifest("docs/theme/package.json", "Apache-2.0"),)

    assert codes("PUB-LIC-04", {"LICENSE": "x"}, texts=MIT, manifests=told) == []


def covered(license_=(), copyright_=(), texts=(), holders=()):
    notices = tuple(reuse(text=text) for text in holders)
    return reuse(
        files=(reuse(path="a", copyrights=notices),),
        missing_license=tuple(license_),
        missing_copyright=tuple(copyright_),
        missing_texts=tuple(texts),
    )


def test_every_file_says_license_and_holder() -> None:
    assert codes("PUB-LIC-05", reuse=covered()) == []
    assert codes("PUB-LIC-05", reuse=covered(["a", "b"], ["a", "c"])) == ["no-license", "no-license", "no-holder"]


def test_texts_of_used_licenses_are_there() -> None:
    assert codes("PUB-LIC-06", reuse=covered()) == []
    assert codes("PUB-LIC-06", reuse=covered(texts=["MIT"])) == ["missing"]


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ([], CheckStatus.PASSED),
        ([{"objects": True, "kind": Kind.FILES, "license_": "GPL-3.0-only"}], CheckStatus.FAILED),
        ([{"objects": True, "kind": Kind.FILES, "license_": "EUPL-1.2"}], CheckStatus.PASSED),
        ([{"objects": True, "role": PathRole.VENDORED, "license_": "SSPL-1.0"}], CheckStatus.FAILED),
        ([{"objects": True, "role": PathRole.VENDORED, "license_": None}], CheckStatus.UNKNOWN),
        ([{"objects": True, "kind": Kind.FILES, "license_": None}], CheckStatus.PASSED),
        ([{"objects": True, "license_": "GPL-3.0-only"}], CheckStatus.PASSED),
        ([{"objects": False, "role": PathRole.VENDORED}], CheckStatus.PASSED),
    ],
)
def test_files_of_others_go_together_with_the_license(parts, status) -> None:
    assert look("PUB-LIC-07", report=judged(*parts)).status is status


def test_what_was_not_read_is_no_pass() -> None:
    assert look("PUB-LIC-07", report=judged(complete=False)).status is CheckStatus.UNKNOWN
    assert look("PUB-LIC-07").status is CheckStatus.UNKNOWN


def test_media_have_a_license() -> None:
    assert codes("PUB-LIC-08", {"logo.png": b"x"}, reuse=covered()) == []
    assert codes("PUB-LIC-08", {"logo.png": b"x"}, reuse=covered(["logo.png"])) == ["no-license"]
    assert look("PUB-LIC-08", {"a.py": "x"}, reuse=covered()).status is CheckStatus.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"assets/stadtwappen.svg": "x"}, ["not-regulated"]),
        ({"assets/logo.svg": "x", "NOTICE": "The logo is a trade mark."}, []),
        ({"assets/logo.svg": "x", "README.md": "Das Logo darf nur die Stadt verwenden."}, []),
        ({"assets/logo.svg": "x", "README.md": "![logo](assets/logo.svg) Parking"}, ["not-regulated"]),
        ({"assets/logo.svg": "x", "README.md": '<img src="assets/logo.svg"> Parking'}, ["not-regulated"]),
    ],
)
def test_arms_and_logos_are_regulated(files, found) -> None:
    assert codes("PUB-LIC-09", files) == found


def test_without_marks_nothing_has_to_be_regulated() -> None:
    assert look("PUB-LIC-09", {"map.png": b"x", "src/login.svg": "x"}).status is CheckStatus.NOT_APPLICABLE


def test_rights_are_left_to_people() -> None:
    assert look("PUB-LIC-10").status is CheckStatus.MANUAL


@pytest.mark.parametrize(
    ("notices", "found"),
    [
        (["Copyright 2026 Stadt Dortmund"], []),
        (["SPDX-FileCopyrightText: 2024-2026 Stadt Dortmund <office@city.example>"], []),
        (["© 2026 Dortmund"], ["spelled-otherwise"]),
        (["Copyright 2026 somebody else"], ["not-named"]),
        ([], ["not-named"]),
    ],
)
def test_the_holder_is_named_in_one_way(notices, found) -> None:
    assert codes("PUB-LIC-11", reuse=covered(holders=notices), settings={"holder": "Stadt Dortmund"}) == found


def test_without_a_holder_none_is_missed() -> None:
    assert look("PUB-LIC-11", reuse=covered()).status is CheckStatus.NOT_APPLICABLE
