"""`osscan sbom convert` from outside: the document on stdout, the losses on stderr, exit codes."""

from __future__ import annotations

import json

import pytest

SBOM = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "version": 1,
    "components": [
        {
            "type": "library",
            "bom-ref": "a",
            "group": "@x",
            "name": "a",
            "version": "1.0",
            "mime-type": "text/plain",
            "licenses": [{"expression": "MIT"}],
        }
    ],
    "dependencies": [{"ref": "a"}],
}


@pytest.fixture
def convert(osscan, tmp_path):
    """Writes an SBOM and converts it."""
    (tmp_path / "a.cdx.json").write_text(json.dumps(SBOM), encoding="utf-8")

    def call(*arguments, file="a.cdx.json", **more):
        return osscan("sbom", "convert", file, *arguments, **more)

    return call


def test_stdout_has_the_document_and_nothing_else(convert):
    done = convert("--to", "spdx-2.3")

    assert json.loads(done.out)["packages"][0]["name"] == "@x/a"
    assert done.returncode == 0


def test_the_losses_are_told_in_the_language_of_the_user(convert):
    assert "Carried: /components/0/mime-type (@x/a 1.0)" in convert("--to", "spdx-2.3").err
    assert "Mitgeführt: /components/0/mime-type (@x/a 1.0)" in convert("--to", "spdx-2.3", language="de").err


def test_all_losses_go_into_a_file(convert, tmp_path):
    convert("--to", "spdx-3.0.1", "--losses", "losses.json", "--quiet", "--output", "a.json")
    losses = json.loads((tmp_path / "losses.json").read_text(encoding="utf-8"))

    assert (losses["source"], losses["target"], losses["complete"]) == ("CycloneDX 1.6", "spdx-3.0.1", True)
    assert sum(losses["counts"].values()) == len(losses["losses"])
    assert "/components/0/mime-type" in {loss["pointer"] for loss in losses["losses"]}


@pytest.mark.parametrize(
    "target",
    ["cyclonedx-1.7-xml", "spdx-2.3-tag-value", "spdx-2.3-yaml", "spdx-2.3-xml", "spdx-2.2", "spdx-3.0.1", "spdx-2.3-rdf"],
)
def test_the_way_there_and_back_restores_the_document(convert, target, tmp_path):
    assert convert("--to", target, "--output", "there").returncode == 0
    back = convert("--to", "cyclonedx-1.6", file="there")

    assert json.loads(back.out) == SBOM


def test_strict_objects_to_what_is_lost_and_only_to_that(convert, tmp_path):
    (tmp_path / "tags.json").write_text(
        json.dumps(SBOM | {"components": [SBOM["components"][0] | {"tags": ["t"]}]}), encoding="utf-8"
    )

    assert convert("--to", "cyclonedx-1.3", "--strict", file="tags.json").returncode == 0
    assert convert("--to", "cyclonedx-1.2", file="tags.json").returncode == 0
    assert convert("--to", "cyclonedx-1.2", "--strict", file="tags.json").returncode == 1


def test_the_same_input_gives_the_same_bytes(convert):
    assert convert("--to", "cyclonedx-1.7-xml").out == convert("--to", "cyclonedx-1.7-xml").out


def test_an_unknown_target_is_a_wrong_call(convert):
    done = convert("--to", "cyclonedx-9")

    assert (done.returncode, done.out) == (2, "")
    assert "spdx-2.3[-yaml|-tag-value|-xml|-rdf]" in done.err


def test_what_is_no_sbom_is_told_and_nothing_is_written(osscan, tmp_path):
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    done = osscan("sbom", "convert", "x.json", "--to", "spdx-2.3")

    assert (done.returncode, done.out) == (3, "")


def test_half_a_document_is_converted_as_far_as_it_goes_and_that_is_told(osscan, tmp_path):
    (tmp_path / "x.json").write_text(json.dumps(SBOM)[:-60], encoding="utf-8")
    done = osscan("sbom", "convert", "x.json", "--to", "spdx-2.3")

    assert done.returncode == 3
    assert done.err
