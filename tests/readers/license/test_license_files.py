"""License files: known by their whole text, told when not."""

from __future__ import annotations

from importlib.metadata import files
from pathlib import Path

import pytest

from osscan.inputs.source import Limits, Source
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Kind
from osscan.model.inventory import Inventory
from osscan.model.place import Place
from osscan.readers.license.license_files import READER, read
from osscan.readers.table import by_path
from osscan.readers.wording import RECOGNISED

TAG = "SPDX-License-" + "Identifier"


def mit() -> bytes:
    found = [file for file in files("pytest") or () if file.name == "LICENSE"]
    return Path(found[0].locate()).read_bytes()


def seen(path: str, content: bytes, limits: Limits = Limits()) -> Inventory:
    return read(Source(path, held=content, limits=limits))


def only_claim(found: Inventory) -> LicenseClaim:
    (component,) = found.components
    (claim,) = component.claims
    return claim


def test_known_text_becomes_a_detected_claim() -> None:
    found = seen("LICENSE", mit())

    assert only_claim(found) == LicenseClaim(
        ClaimRole.DETECTED, "MIT", Form.EXPRESSION, Method.LICENSE_TEXT, Place("LICENSE", "", 1), Joined.ALONE, "", RECOGNISED
    )
    assert [(c.name, c.ref, c.kind) for c in found.components] == [("MIT", "license-file", Kind.FILES)]
    assert found.problems == ()


def test_unknown_text_is_a_claim_without_a_name_and_a_note() -> None:
    found = seen("COPYING", b"You may look at this.\n" * 20)

    assert (only_claim(found).raw, only_claim(found).form) == ("", Form.TEXT)
    assert [problem.code for problem in found.problems] == ["license-text-not-recognised"]
    assert found.complete


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\0\0", b"x" * 100])
def test_empty_binary_and_large_files_are_not_recognised(content) -> None:
    found = seen("LICENSE", content, Limits(text_bytes=50))

    assert only_claim(found).raw == ""
    assert [problem.code for problem in found.problems] == ["license-text-not-recognised"]


@pytest.mark.parametrize(
    ("content", "raw", "form"),
    [
        (b"MIT License\n", "MIT License", Form.NAME),
        (b"All rights reserved.", "All rights reserved.", Form.NAME),
        (b"BSD\n", "BSD", Form.NAME),
        (f"{TAG}: MIT OR ISC\n".encode(), "MIT OR ISC", Form.EXPRESSION),
    ],
)
def test_license_file_that_only_names_a_license_is_taken_at_its_word(content, raw, form) -> None:
    found = seen("LICENSE.txt", content)

    assert (only_claim(found).raw, only_claim(found).form) == (raw, form)


def test_latin_1_names_in_the_copyright_line_cost_nothing() -> None:
    text = mit().replace(b"Copyright", b"Copyright \xa9 2026 M\xfcller\n\xa9 2025 J\xf6rg\nCopyright", 1)

    found = seen("LICENSE", text)

    assert only_claim(found).raw == "MIT"
    assert found.problems == ()


def test_text_kept_for_reuse_is_named_by_its_file() -> None:
    found = seen("LICENSES/MIT.txt", mit())

    assert (only_claim(found).raw, found.problems) == ("MIT", ())


def test_exception_text_kept_for_reuse_is_known() -> None:
    assert only_claim(seen("LICENSES/Classpath-exception-2.0.txt", b"...")).raw == "Classpath-exception-2.0"


def test_text_of_another_license_under_a_known_name_is_told() -> None:
    (problem,) = seen("LICENSES/EUPL-1.2.txt", mit()).problems

    assert (problem.code, problem.facts) == ("license-text-differs", (("found", "MIT"), ("name", "EUPL-1.2")))


def test_file_in_licenses_that_is_named_after_no_license_is_told() -> None:
    found = seen("LICENSES/README.md", b"Texts")

    assert (only_claim(found).raw, only_claim(found).form) == ("README", Form.NAME)
    assert [problem.code for problem in found.problems] == ["license-file-name-unknown"]


@pytest.mark.parametrize(
    "path",
    [
        "LICENSE",
        "a/Licence.md",
        "license.txt",
        "COPYING.LESSER",
        "LICENSE-APACHE",
        "LICENSE.MIT",
        "MIT-LICENSE.txt",
        "UNLICENSE",
        "LICENSES/EUPL-1.2.txt",
        "x-1.0.dist-info/licenses/AUTHORS",
    ],
)
def test_license_files_are_found_by_name(path) -> None:
    reader = by_path(path)

    assert reader is not None
    assert reader.name == READER.name


@pytest.mark.parametrize("path", ["license.py", "licenses.json", "src/license_check.ts", "photo.png.license", "LICENSES.md"])
def test_files_that_only_sound_alike_are_left_to_others(path) -> None:
    assert by_path(path) is None


def test_translation_that_only_its_words_tell_is_recognised(monkeypatch) -> None:
    monkeypatch.setattr("osscan.knowledge.license_texts.recognise", lambda text: ("EUPL-1.2",))
    found = seen("LICENSE", ("Dieses Werk wird gemäß der GNU General Public License v. 2 und anderen genannt.\n" * 9).encode())

    assert [(c.raw, c.form) for c in found.components[0].claims] == [("EUPL-1.2", Form.ID)]
