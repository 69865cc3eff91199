"""Copyright files of installed packages speak where no package database does."""

from __future__ import annotations

from osscan.inputs.source import Source
from osscan.readers.os.package_copyright import read

DEP5 = "Format: x/copyright-format/1.0/\n\nFiles: *\nLicense: ISC\n"
PATH = "usr/share/doc/tzdata/copyright"


def inventory(root, **others: str):
    for path, text in {PATH: DEP5, **others}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return read(Source(f"image/{PATH}", str(root / PATH), None, str(root)))


def test_package_without_a_database_is_a_component(tmp_path):
    found = inventory(tmp_path)

    assert [(c.name, c.version, c.purl, [claim.raw for claim in c.claims]) for c in found.components] == [
        ("tzdata", "", "pkg:deb/debian/tzdata", ["ISC"])
    ]


def test_database_speaks_for_its_packages(tmp_path):
    assert inventory(tmp_path, **{"var/lib/dpkg/status": "Package: tzdata\nVersion: 1\n"}).components == ()


def test_database_of_single_files_speaks_only_for_those(tmp_path):
    assert len(inventory(tmp_path, **{"var/lib/dpkg/status.d/other": "Package: other\n"}).components) == 1
