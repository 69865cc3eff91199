"""What the file says, as values with places, valid or not."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publiccode.documents import DAY, LONG, VALID, with_lines

from osscan.engine.publiccode import findings, validate
from osscan.inputs.source import Source
from osscan.model.place import Place
from osscan.model.publiccode import Dependency, Description, Party, Publiccode
from osscan.publiccode.facts import read
from osscan.texts.catalogue import sentences


def held(text: str) -> Source:
    return Source("publiccode.yml", held=text.encode())


def test_facts_are_what_was_written() -> None:
    more = with_lines(
        "logo: img/a.svg\nreleaseDate: 2026-03-31\nsoftwareVersion: 1.10\nisBasedOn: https://a.example\n"
        "supports:\n  - id: alias:gdpr\norganisation:\n  uri: https://stadt.example\n  name: Stadt\n"
        "dependsOn:\n  proprietary:\n    - name: Datenbank\n      versionMin: '11'\n    - name: Karte\n      optional: true\n"
    )
    said = read(held(more))

    assert said._replace(keys=()) == Publiccode(
        "publiccode.yml",
        version="0.7",
        name="Werkzeugverleih",
        url="https://gitlab.example/stadt/werkzeug.git",
        software_version="1.10",
        release_date="2026-03-31",
        development_status="stable",
        software_type="standalone/web",
        license="EUPL-1.2",
        logo="img/a.svg",
        organisation=Party("Stadt", uri="https://stadt.example"),
        platforms=("web",),
        based_on=("https://a.example",),
        supports=("alias:gdpr",),
        descriptions=(Description("de", "", "Verleiht Werkzeug.", LONG, ("Ausleihe",), line=8),),
        maintenance="internal",
        contacts=(Party("Team Verleih"),),
        localisation_ready=False,
        languages=("de",),
        depends_on=(
            Dependency("Datenbank", "proprietary", least="11", line=32),
            Dependency("Karte", "proprietary", optional=True, line=34),
        ),
    )
    assert [one.name for one in said.proprietary] == ["Datenbank"]


def test_every_key_has_its_place() -> None:
    said = read(held(VALID))

    assert said.place("legal.license") == Place("publiccode.yml", "legal.license", 13, 3)
    assert said.place("description.de.features") == Place("publiccode.yml", "description.de.features", 11, 5)
    assert said.place("roadmap") == Place("publiccode.yml")


def test_a_broken_file_says_nothing() -> None:
    assert read(held("name: [")) == Publiccode("publiccode.yml")


def test_the_gate_looks_for_files_in_the_whole_project(tmp_path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "logo.svg").write_text("<svg/>")
    file = tmp_path / "docs" / "publiccode.yml"
    file.write_text(with_lines("logo: ../logo.svg\n"))
    source = Source("docs/publiccode.yml", str(file), root=str(file.parent))

    assert [one.code for one in validate(source, DAY).findings] == ["path-outside"]
    assert findings(source, str(tmp_path), DAY) == ()


def test_a_file_that_can_not_be_opened_is_not_valid(tmp_path) -> None:
    report = validate(Source("a", str(tmp_path / "none.yml")), DAY)

    assert (report.valid, report.whole, [one.code for one in report.problems]) == (False, False, ["input-unreadable"])


def test_every_finding_has_sentences_and_every_sentence_a_finding() -> None:
    home = Path(__file__).resolve().parents[2] / "src" / "osscan" / "publiccode"
    words = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+|empty)"', "".join(file.read_text() for file in home.glob("*.py"))))
    words |= {f"wrong-kind-{kind}" for kind in ("text", "text-or-list", "list", "mapping", "boolean")}
    texts = sentences("en", "publiccode")
    codes = {key.split(".")[1] for key in texts}

    assert set(texts) == {f"publiccode.{code}.{part}" for code in codes for part in ("title", "message", "next")}
    assert codes - words == set()


NAMES = st.sampled_from(
    [
        "publiccodeYmlVersion",
        "name",
        "url",
        "description",
        "de",
        "legal",
        "license",
        "maintenance",
        "type",
        "contacts",
        "IT",
        "it",
        "features",
        "localisation",
        "availableLanguages",
        "dependsOn",
        "open",
        "isBasedOn",
        "supports",
        "id",
        "logo",
        "<<",
        "fundedBy",
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["0.7", "contract", "alias:x", "2026-01-01"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=4), inner, max_size=4),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(NAMES, VALUES, max_size=12), st.booleans())
def test_whatever_the_tree_every_finding_can_be_told(tree, flow) -> None:
    import yaml

    _told(yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow).encode())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_whatever_the_bytes_every_finding_can_be_told(content) -> None:
    _told(content)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, len(VALID)),
    st.integers(0, 30),
    st.sampled_from(["", ":", "- ", "{", "]", "\t", "&a ", "*a", "\0", "\n---\n", "é"]),
)
def test_whatever_is_damaged_every_finding_can_be_told(start, size, put) -> None:
    _told((VALID[:start] + put + VALID[start + size :]).encode())


def _told(content: bytes) -> None:
    source = Source("publiccode.yml", held=content)
    report = validate(source, date(2026, 11, 22))
    texts = sentences("de", "publiccode")
    for one in report.findings:
        for part in ("title", "message", "next"):
            assert texts[f"publiccode.{one.code}.{part}"].format_map(dict(one.facts))
    assert report == validate(source, date(2026, 11, 22))
    read(source)
