"""osscan report: every kind in every format out of a stored report, the file set, and what is refused."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from types import SimpleNamespace

import pytest
from tests.delivered import shop

from osscan.cli.report import command
from osscan.documents.formats import FORMATS, NAMES
from osscan.errors import DocumentError
from osscan.reports.kinds.case import Story
from osscan.reports.kinds.table import KINDS, kinds_for
from osscan.texts.catalogue import Words

STORIES = [story.value for story in Story]
TITLES = {"assessment": "Prüfvermerk", "defects": "Mängelliste", "criteria": "Kriterienblatt", "technical": "Technikbericht"}
LETTERHEAD = """
schema: osscan/documents/1
sender: {de: Stadt Musterstadt, en: City of Musterstadt}
unit: {de: Prüfstelle, en: Checking office}
contact: pruefstelle@stadt.example
signatures: {assessment: [{de: Prüfstelle, en: Checking office}]}
deadlines: {blocker: 7, condition: 14}
"""


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A stored report of each story, in German."""
    folder = tmp_path_factory.mktemp("stored")
    war = shop.app({"strict-pdf-5.0.0.jar": shop.STRICT})
    (folder / "lieferung.zip").write_bytes(shop.zipped(shop.files(**{"permits-3.1.0.war": war})))
    (folder / "parkplatz").mkdir()
    (folder / "parkplatz" / "README.md").write_text("# Parkplatz\n", encoding="utf-8")
    parts = [shop.component("pkg:npm/strict@1.0.0", "AGPL-3.0-only"), shop.component("pkg:npm/unknown@1.0.0", "")]
    (folder / "sbom.cdx.json").write_text(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": parts}))
    calls = {
        "delivery": ("vendor", "check", "lieferung.zip"),
        "publication": ("publish", "check", "parkplatz"),
        "check": ("check", "sbom.cdx.json"),
    }
    given = {**os.environ, "SOURCE_DATE_EPOCH": "1795305600", "XDG_CACHE_HOME": str(folder / "caches")}
    for story, words in calls.items():
        call = [sys.executable, "-m", "osscan", *words, "--format", f"json={story}.json", "--lang", "de"]
        done = subprocess.run(call, cwd=folder, env=given, capture_output=True, check=False)
        assert done.returncode in (1, 3), done.stderr.decode()
    return folder


@pytest.fixture
def report(stored, tmp_path):
    """Calls the command in this process and gives the bytes that it wrote."""

    def call(story, kind="", form="", *, language="de", **more):
        out = tmp_path / f"{story}-{kind}-{language}.{form or 'md'}"
        asked = {"report": str(stored / f"{story}.json"), "kind": kind, "form": form, "out": str(out), **more}
        command(SimpleNamespace(obj=Words(language)), **asked)
        return out.read_bytes()

    return call


def words_of(content):
    """What stands in a text or in an office file."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            assert opened.testzip() is None
            return "".join(opened.read(name).decode() for name in opened.namelist() if name.endswith(".xml"))
    return content.decode("utf-8-sig")


def begins(content):
    return next((name for mark, name in ((b"%PDF-", "pdf"), (b"PK", "office")) if content.startswith(mark)), "text")


@pytest.mark.parametrize(("story", "kind"), [(story, kind.name) for story in STORIES for kind in kinds_for(Story(story))])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_is_written_in_every_format_and_twice_the_same(report, story, kind, language) -> None:
    told = {}
    for form in FORMATS:
        if (kind, form.name) == ("citizens", "csv"):
            continue
        told[form.name] = report(story, kind, form.name, language=language)
        if language == "de":
            assert report(story, kind, form.name) == told[form.name]

    office = {"odt": "office", "docx": "office", "xlsx": "office", "ods": "office"}
    assert {name: begins(content) for name, content in told.items()} == {
        name: {"pdf": "pdf", **office}.get(name, "text") for name in told
    }
    if kind in TITLES and language == "de":
        assert [name for name in ("html", "md", "odt", "docx") if TITLES[kind] not in words_of(told[name])] == []


def test_the_summary_for_citizens_has_no_tables_and_says_so(report) -> None:
    with pytest.raises(DocumentError) as refused:
        report("publication", "citizens", "csv")

    assert refused.value.problems[0].code == "document-without-tables"


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_ending_of_the_file_decides(osscan, stored, tmp_path, form) -> None:
    name = f"vermerk{form.suffix.upper()}"
    done = osscan("report", stored / "delivery.json", "-o", name)
    asked = osscan("report", stored / "delivery.json", "-o", "other.bin", "--format", form.name)

    assert (done.returncode, asked.returncode, done.out) == (0, 0, "")
    assert (tmp_path / name).read_bytes() == (tmp_path / "other.bin").read_bytes()


@pytest.mark.parametrize(
    ("language", "said"), [("de", "An „vermerk.doc“ ist nicht zu erkennen"), ("en", '"vermerk.doc" does not tell')]
)
def test_an_ending_that_names_no_format_is_refused(osscan, stored, tmp_path, language, said) -> None:
    done = osscan("report", stored / "delivery.json", "-o", "vermerk.doc", language=language)

    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert said in done.err
    assert ".odt" in done.err
    assert osscan("report", stored / "delivery.json", "-o", "vermerk", language=language).returncode == 2


def test_a_report_comes_from_standard_input_and_markdown_goes_to_standard_output(osscan, stored, report) -> None:
    done = osscan("report", "-", "--lang", "de", stdin=(stored / "delivery.json").read_bytes())

    assert (done.returncode, done.err) == (0, "")
    assert done.stdout == report("delivery")
    assert "# Prüfvermerk" in done.out


def test_the_language_of_the_document_is_asked_for_not_stored(osscan, stored) -> None:
    german = osscan("report", stored / "delivery.json", "--lang", "de").out
    english = osscan("report", stored / "delivery.json", "--lang", "en").out

    assert "Abnahme nicht empfohlen" in german
    assert "Acceptance is not recommended" in english
    assert "Mangel" not in english
    assert "defect" not in german


@pytest.mark.parametrize("story", STORIES)
def test_the_file_set_is_whole_its_checksums_hold_and_nothing_else_is_written(osscan, stored, tmp_path, story) -> None:
    first = osscan("report", stored / f"{story}.json", "--all", "-o", "akte.d/eins", "--lang", "de")
    osscan("report", stored / f"{story}.json", "--all", "-o", "zwei", "--lang", "de", "--quiet")
    folder, again = tmp_path / "akte.d" / "eins", tmp_path / "zwei"
    names = sorted(file.name for file in folder.iterdir())
    listed = [line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()]

    assert (first.returncode, sorted(file.name for file in tmp_path.iterdir())) == (0, ["akte.d", "zwei"])
    assert first.err.strip() == f"{len(names)} Dateien in akte.d/eins geschrieben."
    assert sorted([*listed, "SHA256SUMS"]) == names
    assert [one for one in names if not one.isascii() or " " in one] == []
    assert {one: (folder / one).read_bytes() for one in names} == {one.name: one.read_bytes() for one in again.iterdir()}
    assert (folder / next(one for one in names if one.endswith(".json"))).read_bytes() == (stored / f"{story}.json").read_bytes()
    for kind in kinds_for(Story(story)):
        title = {"assessment": "Pruefvermerk", "defects": "Maengelliste", "citizens": "Kurzfassung"}.get(
            kind.name, TITLES.get(kind.name)
        )
        assert len([one for one in names if f"_{title}." in one]) >= 2, kind.name


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum not found")
def test_sha256sum_accepts_the_file_set_and_finds_a_change(osscan, stored, tmp_path) -> None:
    osscan("report", stored / "delivery.json", "--all", "-o", "akte")

    def check():
        return subprocess.run(
            ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=tmp_path / "akte", capture_output=True, check=False
        ).returncode

    before = check()
    next((tmp_path / "akte").glob("*.odt")).write_bytes(b"changed")
    assert (before, check()) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--all",), "report-all-needs-folder"),
        (("--all", "-o", "akte", "--format", "pdf"), "report-all-needs-folder"),
        (("--all", "-o", "akte", "--kind", "defects"), "report-all-needs-folder"),
        (("--kind", "citizens"), "option-value"),
        (("--kind", "Prüfvermerk"), "option-value"),
        (("--format", "doc"), "output-format-unknown"),
        (("--letterhead", "nobody"), "letterhead-missing"),
        (("--all", "-o", "delivery.json/akte"), "output-unwritable"),
        (("-o", "nowhere/vermerk.md"), "output-unwritable"),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_does_not_fit_together_is_refused_and_nothing_is_written(
    osscan, stored, tmp_path, arguments, code, language
) -> None:
    shutil.copy(stored / "delivery.json", tmp_path)
    done = osscan("report", "delivery.json", *arguments, language=language)

    assert (done.returncode, done.out, [file.name for file in tmp_path.iterdir()]) == (2, "", ["delivery.json"])
    assert f"[{code}]" in done.err


def without(told, key):
    return {name: value for name, value in told.items() if name != key}


AT = {"input": "a", "route": "", "line": None, "column": None}
BROKEN = {
    "stored-broken": [
        lambda told: b"",
        lambda told: b"\xff\xfe\x00",
        lambda told: json.dumps(told).encode()[:-200],
        lambda told: b'{"schema": "osscan/delivery/1", "checks": ' + b"[" * 100_000,
        lambda told: b'{"schema": "osscan/delivery/1", "schema"',
    ],
    "stored-schema-unknown": [
        lambda told: b"{}",
        lambda told: json.dumps({**told, "schema": "osscan/delivery/0"}).encode(),
        lambda told: json.dumps({**told, "schema": ["osscan/delivery/1"]}).encode(),
        lambda told: b'{"bomFormat": "CycloneDX", "specVersion": "1.6"}',
    ],
    "stored-key-missing": [
        lambda told, key=key: json.dumps(without(told, key)).encode() for key in ("checks", "verdict", "delivery", "generated_at")
    ],
    "stored-wrong-type": [
        lambda told: json.dumps({**told, "checks": {}}).encode(),
        lambda told: b"[]",
        lambda told: json.dumps({**told, "generated_at": 7}).encode(),
    ],
    "stored-wrong-value": [lambda told: json.dumps({**told, "verdict": "splendid"}).encode()],
    "stored-code-unknown": [
        lambda told: json.dumps(told).replace('"V-08"', '"V-99"').encode(),
        lambda told: json.dumps(
            {**told, "problems": [{"code": "{0.__class__}", "severity": "error", "at": AT, "facts": {}}]}
        ).encode(),
    ],
}


@pytest.mark.parametrize(("code", "number"), [(code, number) for code, some in BROKEN.items() for number in range(len(some))])
def test_a_report_that_is_none_gets_a_sentence_and_never_a_document(osscan, stored, tmp_path, code, number) -> None:
    told = json.loads((stored / "delivery.json").read_bytes())
    content = BROKEN[code][number](told)
    language, word = (("de", "Warum: "), ("en", "why: "))[number % 2]
    done = osscan("report", "-", "-o", "x.md", stdin=content, language=language)

    assert (done.returncode, done.out, list(tmp_path.iterdir())) == (2, "", [])
    assert (f"[{code}]" in done.err, word in done.err) == (True, True), done.err


def test_what_can_not_be_opened_is_told_with_its_path(osscan, tmp_path) -> None:
    missing, folder = osscan("report", "nothing.json"), osscan("report", ".")

    assert (missing.returncode, folder.returncode) == (2, 2)
    assert "[stored-unreadable]" in missing.err
    assert "nothing.json" in missing.err
    assert "[stored-unreadable]" in folder.err


def test_the_letterhead_is_a_name_or_a_file_and_deadlines_are_its_own(osscan, stored, tmp_path) -> None:
    (tmp_path / "brief.yml").write_text(LETTERHEAD, encoding="utf-8")
    named = osscan("report", stored / "delivery.json", "--letterhead", "dortmund", "--lang", "de").out
    own = osscan("report", stored / "delivery.json", "--letterhead", "brief.yml", "--reference", "10/3-7", "--lang", "de").out
    english = osscan("report", stored / "delivery.json", "--letterhead", "brief.yml", "--lang", "en", "-k", "defects").out

    assert named == osscan("report", stored / "delivery.json", "--lang", "de").out
    assert "**Stadt Dortmund**" in named
    assert "**Stadt Musterstadt**" in own
    assert "Dortmund" not in own
    assert "Aktenzeichen: 10/3-7" in own
    assert ("29.11.2026" in own, "29.11.2026" in named) == (True, False)
    assert "City of Musterstadt" in english
    assert "pruefstelle&#64;&#8203;stadt.example" in english


def test_a_letterhead_with_faults_is_refused_with_their_places(osscan, stored, tmp_path) -> None:
    (tmp_path / "brief.yml").write_text(
        LETTERHEAD + "telefon: 123\nresolutions: [{number: heute, title: {de: a, en: b}}]\n", encoding="utf-8"
    )
    done = osscan("report", stored / "delivery.json", "--letterhead", "brief.yml")

    assert (done.returncode, done.out) == (2, "")
    assert "brief.yml:8:" in done.err
    assert "brief.yml:9:" in done.err


def test_help_names_every_kind_and_every_format(osscan) -> None:
    for language in ("de", "en"):
        told = " ".join(osscan("report", "--help", "--lang", language, COLUMNS="200").out.split())
        assert [one.name for one in KINDS if one.name not in told] == []
        assert [one for one in NAMES if one not in told] == []
