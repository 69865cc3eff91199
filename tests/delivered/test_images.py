"""Images of containers: layers as trees, one database of packages, what the distribution owns and what was put beside it."""

from __future__ import annotations

import datetime as dt
import io
import json
import tarfile

import pytest
from tests.delivered import shop

from osscan.deliveries.table import CHECKS
from osscan.engine.executor import Serial
from osscan.engine.vendor_gather import Asked, gather
from osscan.engine.vendor_judge import checked
from osscan.inputs.source import Source
from osscan.policy.find import policy_named


def tar(files):
    stored = io.BytesIO()
    with tarfile.open(fileobj=stored, mode="w") as archive:
        for name, content in files.items():
            held = content if isinstance(content, bytes) else content.encode()
            info = tarfile.TarInfo(name)
            info.size = len(held)
            archive.addfile(info, io.BytesIO(held))
    return stored.getvalue()


def status(*packages):
    return "".join(f"Package: {name}\nStatus: install ok installed\nVersion: {version}\n\n" for name, version in packages)


BASE = tar({"var/lib/dpkg/status": "\n" + status(("libc6", "2.41"), ("openssl", "3.4.0"))})
UPPER = tar(
    {
        "var/lib/dpkg/status": "\n" + status(("libc6", "2.41"), ("openssl", "3.5.0"), ("libxml2", "2.14")),
        "usr/lib/python3/dist-packages/yaml-6.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: yaml\nVersion: 6.0\n",
        "usr/share/java/lines-core.jar": shop.LINES,
        "opt/app/parser-1.3.0.jar": shop.PARSER,
        "usr/local/lib/python3.11/site-packages/rounding-0.9.dist-info/METADATA": (
            "Metadata-Version: 2.4\nName: rounding\nVersion: 0.9\nLicense-Expression: MIT\n"
        ),
    }
)
IMAGE = tar({f"blobs/sha256/{'b' * 64}": UPPER, f"blobs/sha256/{'a' * 64}": BASE, "oci-layout": "{}"})


@pytest.fixture
def look(tmp_path):
    def look(components=None):
        file = tmp_path / "image.tar"
        file.write_bytes(IMAGE)
        sboms = ()
        if components is not None:
            bill = shop.sbom(b"", components)
            del bill["metadata"]["component"]["hashes"]
            sboms = (Source("bill.json", held=json.dumps(bill).encode()),)
        asked = Asked(
            (str(file),), policy_named("dortmund", tests=False), "", dt.date(2026, 11, 22), "2026-11-22T00:00:00Z", sboms
        )
        delivery = gather(asked, Serial())
        return delivery, {one.id: one for one in checked(CHECKS, delivery)}

    return look


def test_the_fullest_database_counts_and_files_of_the_distribution_are_no_packages_of_their_own(look):
    delivery, _ = look()
    assert [one.component.purl for one in delivery.present.components if one.component.purl] == [
        "pkg:deb/debian/libc6@2.41",
        "pkg:deb/debian/libxml2@2.14",
        "pkg:deb/debian/openssl@3.5.0",
        "pkg:maven/org.example.parser/parser@1.3.0",
        "pkg:pypi/rounding@0.9",
    ]


def test_an_sbom_that_leaves_the_system_out_makes_one_finding_of_it(look):
    _, told = look([shop.component("pkg:pypi/rounding@0.9", "MIT")])
    found = [(spot.code, dict(spot.facts).get("name") or dict(spot.facts)["count"]) for spot in told["V-08"].spots]
    assert found == [("undeclared", "org.example.parser:parser 1.3.0"), ("system", "3")]


def test_an_sbom_that_names_the_system_is_held_to_it(look):
    components = [
        shop.component("pkg:pypi/rounding@0.9", "MIT"),
        shop.component("pkg:maven/org.example.parser/parser@1.3.0", "BSD-3-Clause"),
        shop.component("pkg:deb/debian/libc6@2.41?arch=amd64", ""),
        shop.component("pkg:deb/ubuntu/openssl@3.4.0", ""),
    ]
    components[2].update(version="2.41", **{"bom-ref": "libc"})
    _, told = look(components)
    assert [dict(spot.facts)["name"] for spot in told["V-08"].spots] == ["libxml2 2.14"]
    assert [(spot.code, dict(spot.facts)["said"], dict(spot.facts)["found"]) for spot in told["V-10"].spots] == [
        ("other-version", "3.4.0", "3.5.0")
    ]
