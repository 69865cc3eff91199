"""`osscan sbom diff` and `osscan sbom merge` as a user calls them: exit codes, pages in both languages, documents that follow their schemas."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"


def sbom(*components, **more):
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": list(components), **more}


def part(name, license_id, version="1", **more):
    licenses = [{"license": {"id": license_id}}] if license_id else []
    purl = f"pkg:npm/{name}@{version}"
    return {"type": "library", "bom-ref": name, "name": name, "version": version, "purl": purl, "licenses": licenses, **more}


def spdx(*told):
    packages = []
    for name, license_id in told:
        purl = {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": f"pkg:npm/{name}@1"}
        packages.append(
            {"SPDXID": f"SPDXRef-{name}", "name": name, "versionInfo": "1", "licenseDeclared": license_id, "externalRefs": [purl]}
        )
    return {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "d", "packages": packages}


@pytest.fixture
def write(tmp_path):
    def written(name, document):
        (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")
        return name

    return written


def follows(text, name):
    schema = json.loads((SCHEMAS / f"osscan-sbom-{name}-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(text), schema, cls=jsonschema.Draft202012Validator)


def test_a_new_objection_exits_with_one_and_says_why_in_both_languages(osscan, write):
    old, new = write("old.json", sbom(part("a", "MIT"))), write("new.json", sbom(part("a", "AGPL-3.0-only")))

    english = osscan("sbom", "diff", old, new, "--outbound", "MIT")
    german = osscan("sbom", "diff", old, new, "--outbound", "MIT", language="de")

    assert (english.returncode, german.returncode) == (1, 1)
    assert "New objections: 1" in english.out
    assert "MIT → AGPL-3.0-only (without a role): another license" in english.out
    assert "Publication under MIT is no longer possible: a." in english.out
    assert "Neue Beanstandungen: 1" in german.out
    assert "Eine Veröffentlichung unter MIT ist nicht mehr möglich: a." in german.out


def test_an_objection_that_was_there_is_not_new(osscan, write):
    old = write("old.json", sbom(part("a", "AGPL-3.0-only")))
    new = write("new.json", sbom(part("a", "AGPL-3.0-only", "2")))

    done = osscan("sbom", "diff", old, new, "--outbound", "MIT")

    assert done.returncode == 0
    assert "No new objection" in done.out


def test_silence_told_in_two_ways_is_no_new_objection(osscan, write):
    old, new = write("old.json", spdx(("a", "NOASSERTION"))), write("new.json", sbom(part("a", "")))

    for pair in ((old, new), (new, old)):
        done = osscan("sbom", "diff", *pair, "--outbound", "MIT")

        assert (done.returncode, "No new objection" in done.out) == (0, True)


def test_an_objection_that_is_gone_is_said(osscan, write):
    old, new = write("old.json", sbom(part("a", "AGPL-3.0-only"))), write("new.json", sbom(part("a", "MIT")))

    done = osscan("sbom", "diff", old, new, "--outbound", "MIT")

    assert done.returncode == 0
    assert "No longer objected to: 1" in done.out
    assert "Publication under MIT has become possible." in done.out


def test_formats_are_compared_with_each_other(osscan, write):
    old, new = (
        write("old.json", sbom(part("a", "MIT"), part("b", "AGPL-3.0-only"))),
        write("new.spdx.json", spdx(("a", "MIT"), ("b", "AGPL-3.0-only"))),
    )

    told = json.loads(osscan("sbom", "diff", old, new, "--outbound", "MIT", "--format", "json").out)

    assert (told["parts"], told["verdicts"]) == ([], [])
    assert [one["field"] for one in told["document"]] == ["format"]


def test_any_change_can_fail(osscan, write):
    old, new = write("old.json", sbom(part("a", "MIT"))), write("new.json", sbom(part("a", "MIT"), part("b", "MIT")))

    assert osscan("sbom", "diff", old, new).returncode == 0
    assert osscan("sbom", "diff", old, new, "--fail-on", "any-change").returncode == 1
    assert osscan("sbom", "diff", old, old, "--fail-on", "any-change").returncode == 0


def test_other_content_under_one_version_is_a_finding_of_its_own(osscan, write):
    old, new = (write(f"{sign}.json", sbom(part("a", "MIT", hashes=[{"alg": "SHA-256", "content": sign * 64}]))) for sign in "ab")

    done = osscan("sbom", "diff", old, new)

    assert done.returncode == 0
    assert "Another content under the same version: 1" in done.out
    assert osscan("sbom", "diff", old, new, "--fail-on", "suspicious").returncode == 1


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (b"{", b"{}", 3),
        (b'{"bomFormat": "CycloneDX", "specVersion": "1.6"}', b'{"bomFormat": "CycloneDX", "specVersion": "1.6"}', 4),
    ],
)
def test_what_cannot_be_compared_is_not_fine(osscan, tmp_path, first, second, code):
    (tmp_path / "a.json").write_bytes(first)
    (tmp_path / "b.json").write_bytes(second)

    assert osscan("sbom", "diff", "a.json", "b.json").returncode == code


@pytest.mark.parametrize(
    "arguments",
    [("missing.json", "missing.json"), ("a.json", "a.json", "--fail-on", "x"), ("a.json", "a.json", "--outbound", "Nonsense")],
)
def test_a_wrong_call_compares_nothing(osscan, write, arguments):
    write("a.json", sbom(part("a", "MIT")))

    assert osscan("sbom", "diff", *arguments).returncode == 2


def test_documents_follow_the_published_schema(osscan, write):
    old = write("old.json", sbom(part("a", "MIT", supplier={"name": "x"}), part("c", "")))
    new = write(
        "new.json",
        sbom(
            part("a", "AGPL-3.0-only"),
            part("b", "MIT"),
            dependencies=[{"ref": "a", "dependsOn": ["b"]}],
            compositions=[{"aggregate": "complete", "dependencies": ["a"]}],
        ),
    )

    follows(osscan("sbom", "diff", old, new, "--format", "json").out, "diff")
    lines = osscan("sbom", "diff", old, new, "--format", "jsonl").out.splitlines()

    assert {json.loads(line)["kind"] for line in lines} == {"summary", "part", "verdict"}


def test_markdown_has_the_counts_and_the_objection(osscan, write):
    old, new = write("old.json", sbom(part("a", "MIT"))), write("new.json", sbom(part("a", "AGPL-3.0-only")))

    done = osscan("sbom", "diff", old, new, "--outbound", "MIT", "--format", "markdown=page.md", "--format", "json")

    assert done.returncode == 1
    assert json.loads(done.out)["counts"]["relicensed"] == 1


def test_a_merge_writes_one_document_and_tells_what_contradicts(osscan, write, tmp_path):
    first, second = write("1.json", sbom(part("a", "MIT"))), write("2.json", sbom(part("a", "ISC"), part("b", "MIT")))

    done = osscan("sbom", "merge", first, second, "--name", "shop", "--output", "out.json", "--conflicts", "c.json")
    german = osscan("sbom", "merge", first, second, "--strict", "--output", "out2.json", language="de")

    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (done.returncode, german.returncode, done.out) == (0, 1, "")
    assert (document["metadata"]["component"]["name"], len(document["components"])) == ("shop", 3)
    assert "Told differently, so both are kept: 1" in done.err
    assert "Verschieden angegeben, daher beide behalten: 1" in german.err
    follows((tmp_path / "c.json").read_text(encoding="utf-8"), "merge")


def test_a_merge_of_formats_tells_that_it_converted(osscan, write, tmp_path):
    first, second = write("1.json", sbom(part("a", "MIT"))), write("2.json", spdx(("b", "MIT")))

    done = osscan("sbom", "merge", first, second, "--to", "spdx-2.3", "--output", "out.json", "--conflicts", "c.json")

    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert done.returncode == 0
    assert {one["name"] for one in document["packages"]} >= {"a", "b"}
    assert "was converted first" in done.err
    follows((tmp_path / "c.json").read_text(encoding="utf-8"), "merge")


def test_the_same_inputs_give_the_same_bytes(osscan, write):
    first, second = write("1.json", sbom(part("a", "MIT"))), write("2.json", sbom(part("b", "MIT")))

    once, again = osscan("sbom", "merge", first, second), osscan("sbom", "merge", second, first)

    assert once.returncode == 0
    assert once.stdout == again.stdout
    assert json.loads(once.out)["metadata"]["timestamp"] == "2026-11-22T00:00:00Z"


@pytest.mark.parametrize(("content", "code"), [(b"no sbom", 3), (b'{"bomFormat": "CycloneDX", "specVersion": "1.6"}', 4)])
def test_a_merge_of_nothing_is_not_fine(osscan, tmp_path, content, code):
    (tmp_path / "a.json").write_bytes(content)

    assert osscan("sbom", "merge", "a.json").returncode == code


def test_a_merge_called_wrongly_writes_nothing(osscan, write, tmp_path):
    write("a.json", sbom(part("a", "MIT")))

    assert osscan("sbom", "merge", "a.json", "--to", "word", "--output", "x.json").returncode == 2
    assert osscan("sbom", "merge").returncode == 2
    assert not (tmp_path / "x.json").exists()
