"""`osscan sbom create` as people call it."""

from __future__ import annotations

import json

import pytest

LOCK = json.dumps(
    {
        "name": "shop",
        "lockfileVersion": 3,
        "packages": {
            "": {"name": "shop", "dependencies": {"a": "1"}},
            "node_modules/a": {"version": "1.2.3", "license": "MIT", "integrity": "sha512-" + "a" * 86 + "=="},
        },
    }
)


@pytest.fixture
def lock(tmp_path):
    (tmp_path / "package-lock.json").write_text(LOCK)
    return "package-lock.json"


@pytest.mark.parametrize(
    "to", ["cyclonedx-1.6", "cyclonedx-1.7", "spdx-2.3", "spdx-3.0.1", "cyclonedx-1.7-xml", "spdx-2.3-tag-value"]
)
def test_what_is_created_is_valid_and_the_same_twice(osscan, lock, tmp_path, to) -> None:
    first, second = (osscan("sbom", "create", lock, "--to", to, "--name", "Shop", "--version", "1.0") for _ in range(2))
    (tmp_path / "made").write_bytes(first.stdout)

    assert (first.returncode, first.stdout) == (0, second.stdout)
    assert osscan("sbom", "validate", "made").returncode == 0


def test_the_command_line_counts_more_than_the_settings(osscan, lock, tmp_path) -> None:
    (tmp_path / "osscan.toml").write_text(
        '[sbom.product]\nname = "Other"\nversion = "9"\n[sbom.creator]\nemail = "sbom@city.example"\n'
    )
    told = json.loads(osscan("sbom", "create", lock, "--name", "Shop").stdout)["metadata"]

    assert [told["component"]["name"], told["component"]["version"]] == ["Shop", "9"]
    assert told["manufacturer"] == {"contact": [{"email": "sbom@city.example"}]}


def test_the_profile_lists_what_a_person_has_to_add(osscan, lock) -> None:
    done = osscan("sbom", "create", lock, "--profile", "bsi-tr-03183-2", "--output", "made.cdx.json")

    assert (done.returncode, done.out) == (0, "")
    assert "made.cdx.json: shop, 1 component." in done.err
    assert "Creator of the SBOM (5.2.1)" in done.err
    assert "osscan.toml: [sbom.creator] email" in done.err


def test_it_speaks_german_too(osscan, lock) -> None:
    assert "Was ein Mensch ergänzen muss:" in osscan("sbom", "create", lock, "--profile", "bsi-tr-03183-2", language="de").err


def test_the_public_variant_says_what_is_left_out(osscan, lock) -> None:
    done = osscan("sbom", "create", lock, "--public")

    assert "Left out of the public variant:" in done.err
    assert "package-lock.json" not in done.out


@pytest.mark.parametrize(
    "wrong",
    [
        ["--to", "cyclonedx-9"],
        ["--profile", "ntia-2021"],
        ["--without-scope", "some"],
        ["--settings", "missing.toml"],
        ["nowhere"],
    ],
)
def test_wrong_words_stop_the_run(osscan, lock, wrong) -> None:
    done = osscan("sbom", "create", lock, *wrong)

    assert (done.returncode, done.out) == (2, "")


def test_an_empty_folder_gives_no_sbom(osscan, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    done = osscan("sbom", "create", "empty")

    assert (done.returncode, done.out) == (4, "")


def test_what_could_not_be_read_whole_is_written_and_told(osscan, lock, tmp_path) -> None:
    (tmp_path / "broken.cdx.json").write_text(
        '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "b"}'
    )
    done = osscan("sbom", "create", lock, "broken.cdx.json")
    told = json.loads(done.out)
    root = told["metadata"]["component"]["bom-ref"]

    assert (done.returncode, sorted(one["name"] for one in told["components"])) == (3, ["a", "b"])
    assert next(row["aggregate"] for row in told["compositions"] if root in row["dependencies"]) == "incomplete"
