"""What the files of a tree say becomes one picture."""

from __future__ import annotations

import itertools

import pytest

from osscan.engine.tree_licenses import licenses_of, tree_licenses
from osscan.model.detection import Detection, Holder, NearMiss
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.model.tree_licenses import Declared, DetectedFile, FoundHolder, FoundLicense, Lead


def says(path, expression=None, **more):
    return DetectedFile(path, Detection(expression, **more))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", ("MIT",)),
        ("MIT AND Apache-2.0", ("MIT", "Apache-2.0")),
        ("GPL-2.0-only WITH Classpath-exception-2.0 AND MIT", ("GPL-2.0-only WITH Classpath-exception-2.0", "MIT")),
        ("MIT OR Apache-2.0", ("MIT OR Apache-2.0",)),
        ("(MIT OR Apache-2.0)", ("MIT OR Apache-2.0",)),
        ("0BSD AND (MIT OR Apache-2.0)", ("0BSD", "MIT OR Apache-2.0")),
        ("not AND an expression)", ("not AND an expression)",)),
    ],
)
def test_what_holds_at_once_is_counted_apart_and_a_choice_is_one(expression, expected):
    assert expected == licenses_of(expression)


def test_the_order_of_files_changes_nothing():
    files = [
        says("LICENSE", "MIT"),
        says("a.c", "MIT", holders=(Holder("Jo Doe", "2020", 1),)),
        says("b.c", "0BSD", near=(NearMiss("MIT", "r", 1, 2, 90.0, "not"),)),
        says("c.c", refers_to=("LICENSE",)),
    ]
    pictures = {tree_licenses(order, ["."]) for order in itertools.permutations(files)}

    assert 1 == len(pictures)


def test_license_files_at_the_top_declare_before_manifests():
    tree = tree_licenses([says("package.json", "MIT"), says("COPYING", "0BSD"), says("sub/LICENSE", "Zlib")], ["."])

    assert (Declared("COPYING", "0BSD"), Declared("package.json", "MIT")) == tree.declared


@pytest.mark.parametrize(
    ("folder", "path"), [(".", "LICENSE.txt"), ("src", "src/LICENSE.md"), ("/srv/x", "/srv/x/pyproject.toml"), (".", "a.gemspec")]
)
def test_the_top_is_the_folder_that_was_asked_for(folder, path):
    assert (Declared(path, "MIT"),) == tree_licenses([says(path, "MIT")], [folder]).declared


def test_files_named_one_by_one_declare_nothing():
    assert () == tree_licenses([says("LICENSE", "MIT")], []).declared


def test_kept_texts_declare_only_where_nothing_else_does():
    kept = says("LICENSES/MIT.txt", "MIT")

    assert (Declared("LICENSES/MIT.txt", "MIT"),) == tree_licenses([kept], ["."]).declared
    assert (Declared("LICENSE", "0BSD"),) == tree_licenses([kept, says("LICENSE", "0BSD")], ["."]).declared


def test_licenses_are_counted_by_file_the_frequent_ones_first():
    tree = tree_licenses(
        [says("LICENSE", "MIT"), says("a", "Zlib AND 0BSD"), says("b", "Zlib"), says("c", "MIT"), says("d")], ["."]
    )

    assert (
        FoundLicense("MIT", ("LICENSE", "c"), declared=True),
        FoundLicense("Zlib", ("a", "b")),
        FoundLicense("0BSD", ("a",)),
    ) == tree.licenses
    assert (5, ("d",)) == (tree.files, tree.silent)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.c", "LICENSE"),
        ("src/deep/a.c", "LICENSE"),
        ("src/a.c", "../LICENSE"),
        ("src/a.c", "LICENSE.txt"),
        ("a.c", "./LICENSE"),
    ],
)
def test_a_file_that_names_the_license_file_counts_under_its_license(path, name):
    stored = "LICENSE.txt" if name.endswith(".txt") else "LICENSE"
    tree = tree_licenses([says(stored, "MIT"), says(path, refers_to=(name,))], ["."])

    assert (FoundLicense("MIT", tuple(sorted((stored, path))), declared=True),) == tree.licenses
    assert (1, ()) == (tree.referring, tree.silent)


def test_the_nearest_file_of_that_name_counts():
    tree = tree_licenses([says("LICENSE", "MIT"), says("lib/LICENSE", "Zlib"), says("lib/a/b.c", refers_to=("LICENSE",))], ["."])

    assert FoundLicense("Zlib", ("lib/LICENSE", "lib/a/b.c")) in tree.licenses


@pytest.mark.parametrize("name", ["LICENSE", "", "/", "..", "../../../etc/passwd", "https://example.org/license"])
def test_a_reference_that_leads_nowhere_names_no_license(name):
    for folders in (["."], ["/srv"], []):
        assert ("/srv/a.c",) == tree_licenses([says("/srv/a.c", refers_to=(name,))], folders).silent


def test_words_about_an_unknown_license_yield_to_the_file_that_they_name():
    unknown = "LicenseRef-scancode-unknown-license-reference"
    tree = tree_licenses([says("LICENSE", "MIT"), says("a.c", unknown, refers_to=("LICENSE",)), says("b.c", unknown)], ["."])

    assert [("MIT", 2), (unknown, 1)] == [(one.expression, len(one.paths)) for one in tree.licenses]


def test_a_holder_is_one_however_spelled_with_all_years():
    tree = tree_licenses(
        [
            says("a", holders=(Holder("Example Ltd.", "2003-2005", 1), Holder("Jo Doe", "", 2))),
            says("b", holders=(Holder("EXAMPLE  Ltd", "1999", 1), Holder("Example Ltd.", "2001", 9))),
        ],
        ["."],
    )

    assert (FoundHolder("Example Ltd.", "1999–2005", 2), FoundHolder("Jo Doe", "", 1)) == tree.holders


def test_near_misses_are_leads_and_no_licenses():
    near = NearMiss("MIT", "mit_1", 3, 9, 88.0, "but not for evil")

    tree = tree_licenses([says("a", near=(near,))], ["."])

    assert ((Lead("a", near),), (), ("a",)) == (tree.leads, tree.licenses, tree.silent)


def test_what_was_not_read_is_not_counted_among_the_files_without_license():
    unread = DetectedFile("b", problem=error("input-unreadable", Place("b"), reason="no"))
    tree = tree_licenses([says("a", seen="part"), unread], ["."])

    assert (1, ("a",), ("b",), ("a",)) == (tree.files, tree.silent, tree.unread, tree.partly)
