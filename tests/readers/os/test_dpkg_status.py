"""dpkg and opkg status: what lies on the disk is a component, with the licenses of its copyright file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, Joined, Method
from osscan.readers.os.dpkg_status import READER, read

PATH = "image/var/lib/dpkg/status"

BOTH = """Package: acl
Status: install ok installed
Architecture: amd64
Version: 2.3.1-3
Depends: libacl1 (= 2.3.1-3), libc6:any (>= 2.34) | musl, awk
Description: access lists
 .
 Package: none

Package: libacl1
Status: install ok installed
Multi-Arch: same
Version: 1:2.3.1-3+b1

Package: mawk
Status: install ok installed
Provides: awk (= 1)
Version: 1.3

"""


def inventory(text: str | bytes, path: str = PATH):
    return read(Source(path, held=text if isinstance(text, bytes) else text.encode()))


def names(text: str | bytes, path: str = PATH) -> list[tuple[str, str]]:
    return [(c.name, c.version) for c in inventory(text, path).components]


def installed(root, status: str, files: dict[str, str], place: str = "var/lib/dpkg/status"):
    for path, text in {place: status, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return read(Source(f"image/{place}", str(root / place), None, str(root)))


def test_each_installed_package_is_a_component():
    found = inventory(BOTH)

    assert [(c.name, c.version, c.purl, c.place.line) for c in found.components] == [
        ("acl", "2.3.1-3", "pkg:deb/debian/acl@2.3.1-3", 1),
        ("libacl1", "1:2.3.1-3+b1", "pkg:deb/debian/libacl1@1:2.3.1-3%2Bb1", 10),
        ("mawk", "1.3", "pkg:deb/debian/mawk@1.3", 15),
    ]
    assert (found.problems, found.format) == ((), "dpkg status")


def test_dependencies_lead_to_packages_and_to_who_provides_them():
    assert inventory(BOTH).edges == (("acl", "libacl1"), ("acl", "mawk"))


@pytest.mark.parametrize(
    ("state", "there"),
    [
        ("install ok installed", True),
        ("deinstall ok installed", True),
        ("install ok unpacked", True),
        ("install reinstreq half-installed", True),
        ("hold ok triggers-pending", True),
        ("deinstall ok config-files", False),
        ("purge ok not-installed", False),
        ("", True),
    ],
)
def test_only_what_left_no_files_is_left_out(state, there):
    status = f"Status: {state}\n" if state else ""

    assert names(f"Package: a\n{status}Version: 1\n") == ([("a", "1")] if there else [])


def test_two_architectures_of_one_version_are_one_component():
    entry = "Package: libc6\nStatus: install ok installed\nArchitecture: {}\nVersion: 2\n\n"

    assert names(entry.format("amd64") + entry.format("i386")) == [("libc6", "2")]


def test_entry_without_a_name_costs_only_itself():
    found = inventory("Package: foo\nVersion: 1.0\n\nStatus: install ok installed\nVersion: 3\n\nPackage: bar\nVersion: 2.0\n")

    assert [c.name for c in found.components] == ["foo", "bar"]
    assert [(p.code, p.place.line) for p in found.problems] == [("package-without-name", 4)]


def test_line_that_is_no_field_is_told():
    found = inventory("Package: foo\nthis is nothing\nVersion: 1.0\n")

    assert [(c.name, c.version) for c in found.components] == [("foo", "1.0")]
    assert [(p.code, p.place.line) for p in found.problems] == [("control-line-strange", 2)]


def test_opkg_says_the_license_itself():
    text = "Package: ubus\nVersion: 2024.10.20~252a9b0c-r1\nStatus: install user installed\nLicense: LGPL-2.1\n\n\n\n"
    component = inventory(text, "fw/usr/lib/opkg/status").components[0]

    assert (component.name, component.purl) == ("ubus", "pkg:opkg/openwrt/ubus@2024.10.20~252a9b0c-r1")
    assert [(c.raw, c.form, c.place.line) for c in component.claims] == [("LGPL-2.1", Form.EXPRESSION, 4)]


def test_copyright_file_in_the_same_system_gives_every_license_of_its_files(tmp_path):
    dep5 = """Format: https://www.debian.example/doc/packaging-manuals/copyright-format/1.0/

Files: *
License: GPL-2+ or LGPL-3+, and BSD-3-clause
 The text.

Files: lib/*
Copyright: someone
License: GPL-2+ or LGPL-3+

Files: debian/*
License: MIT

License: ISC
 Stand-alone texts count for nothing by themselves.
"""
    found = installed(tmp_path, "Package: acl\nVersion: 1\n", {"usr/share/doc/acl/copyright": dep5})

    assert [(c.raw, c.joined, c.place.line, c.place.input) for c in found.components[0].claims] == [
        ("GPL-2+ or LGPL-3+", Joined.ALL, 4, "image/usr/share/doc/acl/copyright"),
        ("BSD-3-clause", Joined.ALL, 4, "image/usr/share/doc/acl/copyright"),
    ]
    assert {(c.role, c.method) for c in found.components[0].claims} == {(ClaimRole.DECLARED, Method.INSTALLED)}


def test_short_name_of_the_packager_stands_for_its_text(tmp_path):
    dep5 = """Format: x/copyright-format/1.0/

Files: *
License: GPL-2+

Files: a
License: my-own-name

Files: b
License: no-text

License: my-own-name
 Licensed under the Apache License, Version 2.0.
"""
    found = installed(tmp_path, "Package: acl\nVersion: 1\n", {"usr/share/doc/acl/copyright": dep5})

    assert [(c.raw, c.role, c.method, c.group, c.place.line) for c in found.components[0].claims] == [
        ("GPL-2+", ClaimRole.DECLARED, Method.INSTALLED, "Files", 4),
        ("Apache-2.0", ClaimRole.DECLARED, Method.LICENSE_NOTICE, "Files", 13),
        ("no-text", ClaimRole.DECLARED, Method.INSTALLED, "Files", 10),
    ]


def test_plain_and_joins_parts_where_nothing_is_a_choice(tmp_path):
    dep5 = "Format: x/copyright-format/1.0/\n\nFiles: *\nLicense: GPL-2+ and strange\n"
    found = installed(tmp_path, "Package: acl\nVersion: 1\n", {"usr/share/doc/acl/copyright": dep5})

    assert [(c.raw, c.joined) for c in found.components[0].claims] == [("GPL-2+", Joined.ALL), ("strange", Joined.ALL)]


def test_prose_in_a_copyright_file_is_searched_for_licenses(tmp_path):
    prose = "This package was put together by somebody.\n\nLicensed under the Apache License, Version 2.0.\n"
    found = installed(tmp_path, "Package: acl\nVersion: 1\n", {"usr/share/doc/acl/copyright": prose})

    assert [(c.raw, c.role) for c in found.components[0].claims] == [("Apache-2.0", ClaimRole.DETECTED)]


def test_copyright_file_without_a_license_is_told(tmp_path):
    found = installed(tmp_path, "Package: acl\nVersion: 1\n", {"usr/share/doc/acl/copyright": "All is well.\n"})

    assert found.components[0].claims == ()
    assert [(p.code, p.severity) for p in found.problems] == [("copyright-without-license", "note")]


def test_distribution_names_itself(tmp_path):
    found = installed(tmp_path, "Package: acl\nVersion: 1\n", {"etc/os-release": 'NAME="U"\nID=ubuntu\nID_LIKE=debian\n'})

    assert found.components[0].purl == "pkg:deb/ubuntu/acl@1"


def test_distroless_image_has_one_file_for_each_package(tmp_path):
    copyright_file = {"usr/share/doc/tzdata/copyright": "Format: x/copyright-format/1.0/\n\nFiles: *\nLicense: ISC\n"}
    found = installed(tmp_path, "Package: tzdata\nVersion: 2024a\n", copyright_file, "var/lib/dpkg/status.d/tzdata")

    assert [(c.name, [claim.raw for claim in c.claims]) for c in found.components] == [("tzdata", ["ISC"])]
    assert names("d41d8cd98f00b204e9800998ecf8427e  usr/bin/x\n", "var/lib/dpkg/status.d/tzdata.md5sums") == []


def test_name_can_not_lead_out_of_the_system(tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/copyright").write_text("MIT License\n")
    found = installed(tmp_path / "root", "Package: ../../../../secret\nVersion: 1\n", {})

    assert found.components[0].claims == ()


@pytest.mark.parametrize(
    "content", [b"", b"\n\n\n", b"\xff\xfe\x00", b"Package", b"Package:", b":\n:\n", b" \tx", b"Package: a\n b"]
)
def test_broken_input_is_never_an_exception(content):
    found = inventory(content)

    assert [c.name for c in found.components] in ([], ["a"])


@given(st.text(alphabet="Package: Status\n \tDepends,|()#ok-", max_size=200))
def test_any_text_is_read(text):
    assert inventory(text).reader == READER.name


def test_hundred_thousand_packages_are_read():
    text = "".join(f"Package: p{n}\nVersion: {n}\nDepends: p{n + 1}\n\n" for n in range(100_000))
    found = inventory(text)

    assert (len(found.components), len(found.edges)) == (100_000, 99_999)


def test_database_is_recognised_by_its_content():
    assert READER.recognises(b"Package: a\nStatus: install ok installed\n") is True
    assert READER.recognises(b"Package: a\nVersion: 1\nFilename: pool/a.deb\n") is False
