"""What was detected, as lines for scripts and as blocks and a page for people, in both languages."""

from __future__ import annotations

import json

import pytest

from osscan.model.detection import Detection, Holder, LicenseMatch, NearMiss
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.model.tree_licenses import Declared, DetectedFile, FoundHolder, FoundLicense, Lead, TreeLicenses
from osscan.reports.detected_file import json_line, text_block
from osscan.reports.page import Page
from osscan.reports.tree_licenses import json_text, write_page
from osscan.texts.catalogue import LANGUAGES, Words

NEAR = NearMiss("Zlib", "zlib_1", 30, 33, 91.7, "must not be used for evil")
FULL = DetectedFile(
    "src/a.c",
    Detection(
        "MIT AND Apache-2.0",
        (
            LicenseMatch("MIT", 1, 1, 100.0, "spdx-tag", "", "tag"),
            LicenseMatch("Apache-2.0", 3, 9, 98.76, "approximate", "apache-2.0_7", "notice"),
        ),
        (NEAR,),
        (Holder("Example Works Ltd.", "2019-2020", 2), Holder("Jo Doe", "", 4)),
        ("COPYING",),
        "part",
    ),
)
UNREAD = DetectedFile("b", problem=error("input-missing", Place("b"), path="b"))
TREE = TreeLicenses(
    files=1200,
    declared=(Declared("LICENSE", "EUPL-1.2"), Declared("package.json", "EUPL-1.2")),
    licenses=(
        FoundLicense("EUPL-1.2", ("LICENSE", "a", "b", "package.json"), declared=True),
        FoundLicense("MIT", ("c", "d")),
        FoundLicense("BSD-2-Clause OR GPL-2.0-only", ("e",)),
    ),
    silent=tuple(f"s{number}" for number in range(1193)),
    referring=1,
    holders=(FoundHolder("Example Works Ltd.", "1999–2020", 12), FoundHolder("Jo Doe", "", 1)),
    leads=(Lead("src/a.c", NEAR),),
    partly=("huge.json",),
    unread=("gone",),
)


def block(file, language, passages=()):
    page = Page(100, color=False)
    text_block(file, Words(language), page, passages)
    return page.text()


def page_of(tree, language, folders=("my tree",)):
    page = Page(100, color=False)
    write_page(tree, folders, Words(language), page)
    return page.text()


def test_a_line_keeps_the_agreed_names():
    told = json.loads(json_line(FULL, Words("en")))

    assert ["path", "expression", "matches", "near", "holders", "refers_to", "seen"] == list(told)
    assert {
        "expression": "Apache-2.0",
        "start_line": 3,
        "end_line": 9,
        "coverage": 98.76,
        "method": "approximate",
        "rule": "apache-2.0_7",
        "kind": "notice",
    } == told["matches"][1]
    assert [
        {"name": "Example Works Ltd.", "years": "2019-2020", "line": 2},
        {"name": "Jo Doe", "years": "", "line": 4},
    ] == told["holders"]
    assert (["COPYING"], "part", "must not be used for evil") == (told["refers_to"], told["seen"], told["near"][0]["passage"])


def test_a_line_has_nothing_where_there_is_nothing():
    assert '{"path": "a", "expression": null, "matches": []}' == json_line(DetectedFile("a"), Words("en"))


def test_a_line_about_an_unread_file_says_so():
    assert [{"code": "input-missing", "severity": "error", "message": 'There is no file or folder "b".'}] == json.loads(
        json_line(UNREAD, Words("en"))
    )["problems"]


def test_matched_texts_stand_in_their_matches():
    told = json.loads(json_line(FULL, Words("en"), ("one", "two")))

    assert ["one", "two"] == [match["text"] for match in told["matches"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_block_for_people(golden, language):
    blocks = [block(FULL, language), block(FULL, language, ("one\n\ttwo", "three")), block(UNREAD, language)]
    blocks += [block(DetectedFile("c", Detection(seen=seen)), language) for seen in ("text", "strings", "nothing")]

    golden(f"{language}/detected-files.txt", "\n".join(blocks))


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_for_people(golden, language):
    golden(f"{language}/tree-licenses.txt", page_of(TREE, language))


def test_what_resembles_a_license_is_the_first_thing_to_do():
    assert "$ osscan license detect src/a.c\n" in page_of(TREE, "en")


def test_a_tree_without_declared_license_is_told_so():
    said = page_of(TREE._replace(declared=(), leads=()), "en")

    assert "Declared license  none found" in said
    assert "without a license nobody may use it" in " ".join(said.split())


def test_a_tree_in_order_leads_to_the_check():
    assert "$ osscan check 'my tree'\n" in page_of(TREE._replace(leads=()), "en")


def test_long_lists_are_cut_and_counted():
    many = tuple(FoundLicense(f"LicenseRef-{number:03}", ("x",)) for number in range(100))
    said = page_of(TREE._replace(licenses=many, leads=(Lead("a", NEAR),) * 25), "en")

    assert ["… and 70 more; all of it with --format json.", "… and 15 more; all of it with --format json."] == [
        line.strip() for line in said.splitlines() if "more;" in line
    ]


def test_foreign_words_can_not_trick_a_terminal():
    hostile = "a\x1b[31m\u202e"
    near = NEAR._replace(passage=hostile)
    tree = TreeLicenses(
        1, (), (FoundLicense(hostile, (hostile,)),), (), 0, (FoundHolder(hostile, "", 1),), (Lead(hostile, near),)
    )
    file = DetectedFile(hostile, Detection(hostile, (), (near,), (Holder(hostile, "", 1),), (hostile,)))

    for said in (page_of(tree, "en"), block(file, "en"), json_text(tree, (), "1", Words("en")), json_line(file, Words("en"))):
        assert "\x1b" not in said
        assert "\u202e" not in said


def test_the_document_holds_everything():
    told = json.loads(json_text(TREE, (UNREAD.problem,), "7", Words("en")))

    assert ("osscan/licenses/1", {"license-detection": "7"}, False) == (told["schema"], told["data"], told["complete"])
    assert {"expression": "MIT", "declared": False, "files": 2, "paths": ["c", "d"]} == told["licenses"][1]
    assert (1193, ["gone"], ["huge.json"]) == (len(told["without_license"]), told["unread"], told["partly"])
    assert {"path": "src/a.c", **NEAR._asdict()} == told["near"][0]
    assert ["input-missing"] == [problem["code"] for problem in told["problems"]]


def test_a_document_without_problems_is_complete():
    assert json.loads(json_text(TREE._replace(unread=()), (), "7", Words("en")))["complete"]
