"""Languages, lengths and pictures, each against its own standard."""

from __future__ import annotations

import struct
import zlib

import pytest
from tests.publiccode.documents import VALID, changed, told, with_lines

from osscan.inputs.source import Source
from osscan.publiccode.graphemes import length
from osscan.publiccode.languages import is_tag

TAGS = [
    "de",
    "DE",
    "en-GB",
    "zh-Hant-TW",
    "zh-cmn-Hans-CN",
    "sl-rozaj-biske",
    "de-1901",
    "es-419",
    "i-klingon",
    "x-stadt",
    "qaa-Qaaa-QM",
]
TAGS += ["de-CH-x-amt", "en-u-ca-buddhist", "sgn-BE-FR", "fr-Latn-FR", "no", "gsw-u-sd-chzh"]
NO_TAGS = [
    "",
    "en_GB",
    "english",
    "deutsch",
    "deu",
    "xq",
    "de-DE-DE",
    "de-Xxxq",
    "de-QQQ",
    "de-1902",
    "fr-1901",
    "de-1901-1901",
    "en-a-bb-a-cc",
]
NO_TAGS += ["d", "de-", "-de", "de--AT", "x", "en-u", "de-aao", "de AT", "ſv"]


@pytest.mark.parametrize("tag", TAGS)
def test_registered_languages_are_tags(tag) -> None:
    assert is_tag(tag)


@pytest.mark.parametrize("tag", NO_TAGS)
def test_what_is_not_registered_or_not_well_formed_is_no_tag(tag) -> None:
    assert not is_tag(tag)


LENGTHS = {
    "": 0,
    "Straße": 6,
    "a\r\nb": 3,
    "e\u0301": 1,
    "🇩🇪🇦🇹🇨🇭": 3,
    "👨‍👩‍👧‍👦": 1,
    "👍🏽!": 2,
    "☎️": 1,
    "각": 1,
    "\u1112\u1161\u11ab\u1100\u1173\u11af": 2,
    "நி": 1,
    "a\u200db": 2,
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": 1,
    "日本": 2,
    "\u0301": 1,
    "\n\u0301": 2,
    "👨‍👩 👨": 3,
}


@pytest.mark.parametrize(("text", "expected"), LENGTHS.items())
def test_a_text_is_as_long_as_people_see_it(text, expected) -> None:
    assert length(text) == expected


def test_combined_characters_do_not_make_a_description_long_enough() -> None:
    text = changed(
        ("longDescription: " + VALID.partition("longDescription: ")[2].partition("\n")[0], "longDescription: " + "👨‍👩‍👧‍👦" * 149)
    )

    assert [code for code, _, _ in told(text)] == ["text-too-short"]


def png(width: int, height: int = 10) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


@pytest.fixture
def source(tmp_path) -> Source:
    folder = tmp_path / "project"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(png(500))
    (folder / "img").mkdir()
    (folder / "img" / "logo.png").write_bytes(png(500))
    (folder / "img" / "small.png").write_bytes(png(119))
    (folder / "img" / "empty.png").write_bytes(b"")
    (folder / "img" / "damaged.png").write_bytes(png(500)[:-1] + b"\0")
    (folder / "img" / "flat.png").write_bytes(png(500, 0))
    (folder / "img" / "logo.SVG").write_text("<svg/>")
    (folder / "shot.jpg").write_bytes(b"\xff\xd8")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    return Source("publiccode.yml", str(folder / "publiccode.yml"), root=str(folder))


@pytest.mark.parametrize("path", ["img/logo.png", "./img/logo.png", "img/logo.SVG", "https://a.example/logo.png?raw=true", "''"])
def test_logo_that_is_there_is_right(source, path) -> None:
    assert told(with_lines(f"logo: {path}\n"), source) == []


LOGOS = {
    "img/none.png": "file-missing",
    "img": "file-kind",
    "img/logo.jpg": "file-kind",
    "https://a.example/logo.gif": "file-kind",
    "ftp://a.example/logo.png": "url-not-http",
    "/img/logo.png": "path-absolute",
    "file:img/logo.png": "path-file-url",
    "file:///img/logo.png": "path-file-url",
    "../secret.png": "path-outside",
    "link.png": "path-outside",
    "img/small.png": "image-too-small",
    "img/empty.png": "image-broken",
    "img/damaged.png": "image-broken",
    "img/flat.png": "image-broken",
    "'a\\0b.png'": "file-missing",
}


@pytest.mark.parametrize(("path", "code"), LOGOS.items())
def test_logo_that_is_not_right_says_why(source, path, code) -> None:
    assert told(with_lines(f"logo: {path}\n"), source) == [(code, "logo", 21)]


def test_screenshots_are_png_or_jpg(source) -> None:
    text = changed(("[Ausleihe]", "[Ausleihe]\n    screenshots:\n      - shot.jpg\n      - img/logo.SVG\n      - none.png"))

    assert told(text, source) == [
        ("file-kind", "description.de.screenshots[1]", 14),
        ("file-missing", "description.de.screenshots[2]", 15),
    ]


def test_authors_file_has_to_be_there(source) -> None:
    text = changed(("EUPL-1.2", "EUPL-1.2\n  authorsFile: AUTHORS"))

    assert told(text, source) == [("file-missing", "legal.authorsFile", 14), ("key-deprecated", "legal.authorsFile", 14)]


def test_without_a_folder_no_file_is_said_to_be_missing() -> None:
    assert told(with_lines("logo: img/none.png\n")) == []
