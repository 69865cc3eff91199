"""`osscan license outbound` from outside: pages for people and merge requests, a document for scripts, exit codes."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import jsonschema
import pytest
from tests.engine.products import product

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schema/osscan-outbound-1.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def outbound(osscan, tmp_path):
    """Writes an SBOM of these parts and asks about it."""

    def call(*parts, options=(), **more):
        (tmp_path / "product.cdx.json").write_text(json.dumps(product(*parts)), encoding="utf-8")
        return osscan("license", "outbound", "product.cdx.json", *options, **more)

    return call


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("MIT", "Apache-2.0"), 0),
        (("LGPL-2.1-only",), 0),
        (("GPL-3.0-only",), 1),
        ((("GPL-3.0-only", "npm"),), 1),
        (("MIT", ""), 3),
        ((), 4),
    ],
)
def test_the_exit_code_speaks_of_the_wanted_license(outbound, parts, code):
    assert code == outbound(*parts).returncode


def test_the_page_begins_with_the_wanted_license_and_the_smallest_change(outbound):
    done = outbound("GPL-3.0-only", "GPL-3.0-only", "MIT")

    assert done.out.startswith("✘ EUPL-1.2 is not possible this way. 2 components stand in the way")
    assert "A. Stay with EUPL-1.2: change or clarify one place with 2 components" in done.out
    assert "B. Or change nothing and publish the whole differently:" in done.out
    assert re.search(r"✔ GPL-3\.0-only: possible\n", done.out)


def test_the_table_has_a_line_for_every_candidate(outbound):
    done = outbound("GPL-3.0-only", "MIT", options=("--candidates", "MIT,GPL-3.0-only"))
    lines = [line.split() for line in done.out.splitlines() if re.match(r"  [✔◐?✘] \S+ .*[█▓▒✘]{12}", line)]

    assert [["✘", "EUPL-1.2", "1", "1"], ["✘", "MIT", "1", "1"], ["✔", "GPL-3.0-only", "2", "·"]] == [
        [line[0], line[1], line[-4], line[-1]] for line in lines
    ]


def test_every_proposed_command_works_when_pasted(outbound, osscan):
    done = outbound("GPL-3.0-only", "BUSL-1.1 OR GPL-3.0-only", "MIT", options=("--provision", "binary"))
    commands = re.findall(r"^ +\$ (osscan .*)$", done.out, re.MULTILINE)

    assert any(command.startswith("osscan check product.cdx.json --outbound GPL-3.0-only") for command in commands)
    for command in commands:
        assert osscan(*shlex.split(command)[1:]).returncode in (0, 1)


def test_the_page_explains_why_nothing_is_possible(outbound):
    done = outbound("GPL-2.0-only", "Apache-2.0", "MIT", language="de")

    assert "Diese Komponenten schließen zusammen jeden Kandidaten aus. Weniger reichen dafür nicht." in done.out
    assert re.search(r"1\. Apache-2\.0, eingearbeitet: part-1 1\.0\n", done.out)
    assert re.search(r"2\. GPL-2\.0-only, eingearbeitet: part-0 1\.0\n", done.out)


def test_what_is_not_established_is_shown_first_and_counts(outbound):
    done = outbound("MIT", "", "Some words")

    assert "EUPL-1.2: cannot be said yet. The licenses of 2 components are not established." in done.out
    assert "To settle first: license not established (2 components)" in done.out


def test_what_the_publisher_owns_is_said_not_to_count(outbound):
    assert "Not counted: 1 of your own: what you own does not limit the choice." in outbound("MIT").out


def test_the_document_follows_its_schema(outbound):
    for parts in (
        ("MIT",),
        ("GPL-2.0-only", "Apache-2.0", "GPL-2.0-only OR MIT"),
        ("", "BSD"),
        (),
        (("LGPL-2.1-only", "golang"),),
    ):
        for language in ("de", "en"):
            document = json.loads(outbound(*parts, options=("--format", "json"), language=language).out)
            jsonschema.validate(document, SCHEMA, cls=jsonschema.Draft202012Validator)
            assert "osscan/outbound/1" == document["schema"]


def test_the_document_leaves_nothing_out(outbound):
    document = json.loads(outbound(*["GPL-2.0-only"] * 50, "Apache-2.0", options=("--format", "json")).out)
    eupl = document["candidates"][0]

    assert (51, "impossible", {"possible": 1, "possible-with-conditions": 0, "needs-review": 0, "impossible": 50}) == (
        sum(one["count"] for one in document["constraints"]),
        eupl["state"],
        eupl["counts"],
    )
    assert ["GPL-2.0-only"] == [document["constraints"][one["constraint"]]["expression"] for one in eupl["blockers"]]
    assert [True, True] == [bool(eupl["blockers"][0][name]) for name in ("reasons", "remedies")]
    assert 2 == len(document["conflict"]["parts"])


def test_the_merge_request_form_is_markdown(outbound):
    done = outbound("GPL-3.0-only", "MIT", "", options=("--format", "markdown"))

    assert done.out.startswith("### osscan: ✘ EUPL-1.2 is not possible this way.")
    assert "| --- | --- | --- | --- | --- |" in done.out
    assert done.out.count("<details>") == done.out.count("</details>") >= 3


def test_the_markdown_form_stays_below_what_platforms_take(outbound):
    parts = [f"LicenseRef-{number}" for number in range(300)] + [f"GPL-2.0-only AND LicenseRef-{number}" for number in range(300)]
    parts += [f"(MIT OR ISC) AND GPL-{version}.0-only" for version in (2, 3)] * 100

    assert len(outbound(*parts, options=("--format", "markdown")).out) < 65_536


def test_hostile_names_do_no_harm(outbound, osscan, tmp_path):
    document = product("GPL-3.0-only", "")
    for component in document["components"]:
        component["name"] = "\x1b[31m<script>|`x`\u202e"
    (tmp_path / "hostile.json").write_text(json.dumps(document), encoding="utf-8")
    for form in ("terminal", "markdown", "json"):
        done = osscan("license", "outbound", "hostile.json", "--format", form)
        assert "\u202e" not in done.out
        assert "<script>" not in done.out or form != "markdown"


def test_standard_input_is_a_target(osscan):
    done = osscan("license", "outbound", "-", "--candidates", "MIT", stdin=json.dumps(product("MIT")).encode())

    assert (0, True) == (done.returncode, done.out.startswith("✔ EUPL-1.2 is possible."))


def test_the_same_run_writes_the_same_bytes(outbound):
    parts = ("GPL-2.0-only", "Apache-2.0", "", "MIT OR GPL-3.0-only")

    assert outbound(*parts, options=("--format", "json")).out == outbound(*parts, options=("--format", "json")).out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--format", "xml"), "option-value"),
        (("--relation", "glue"), "option-value"),
        (("--provision", "pigeon"), "option-value"),
        (("--candidates", "Foo-1.0"), "outbound-unknown"),
        (("--candidates", "MIT AND ("), "outbound-invalid"),
        (("--outbound", "Foo-1.0"), "outbound-unknown"),
        (("--policy", "missing"), "policy-missing"),
    ],
)
def test_a_wrong_call_judges_nothing(outbound, options, code):
    done = outbound("MIT", options=options)

    assert (2, "") == (done.returncode, done.out)
    assert f"[{code}]" in done.err


def test_a_missing_target_is_a_wrong_call(osscan):
    assert 2 == osscan("license", "outbound").returncode
    assert 2 == osscan("license", "outbound", "missing.json").returncode
