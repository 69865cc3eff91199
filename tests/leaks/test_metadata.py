"""Who made a file and where: told of images, Office files and PDF; broken files say nothing and cost nothing."""

from __future__ import annotations

import pytest
from tests.leaks.documents import jpeg, packed, pdf, png, tiff, webp, xmp

from osscan.leaks.documents import document_notes
from osscan.leaks.images import image_notes
from osscan.leaks.leak import Settings
from osscan.leaks.look import looked
from osscan.model.component import PathRole

NAME = "K. Q. Wanderer"


@pytest.mark.parametrize(
    "content",
    [
        jpeg(tiff(NAME.encode())),
        jpeg(xmp=xmp(NAME)),
        png((b"eXIf", tiff(NAME.encode()))),
        png((b"tEXt", b"Author\0" + NAME.encode())),
        webp(tiff(NAME.encode())),
        tiff(NAME.encode()),
    ],
    ids=["jpeg", "jpeg-xmp", "png-exif", "png-text", "webp", "tiff"],
)
def test_the_maker_of_an_image_is_told(content) -> None:
    assert [(noted.rule, noted.value.decode()) for noted in image_notes(content)] == [("image-author", NAME)]


def test_the_place_of_a_photo_is_told_and_never_shown() -> None:
    leaks = looked(jpeg(tiff(place=True)), "photo.jpg", PathRole.PRODUCT, Settings()).leaks

    assert [(leak.rule, leak.weight.value, leak.redacted) for leak in leaks] == [("image-position", "condition", "")]


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        (packed({"docProps/core.xml": f"<dc:creator>{NAME}</dc:creator>"}), ["document-author"]),
        (packed({"docProps/core.xml": f"<cp:lastModifiedBy>{NAME}</cp:lastModifiedBy>"}), ["document-author"]),
        (packed({"docProps/app.xml": f"<Company>{NAME}</Company>"}), ["document-company"]),
        (packed({"meta.xml": f"<meta:initial-creator>{NAME}</meta:initial-creator>"}), ["document-author"]),
        (packed({"docProps/core.xml": "<dc:creator>python-docx</dc:creator>"}), []),
        (packed({"other.xml": f"<dc:creator>{NAME}</dc:creator>"}), []),
        (pdf(f"({NAME})".encode()), ["document-author"]),
        (pdf(f"<{NAME.encode().hex()}>".encode()), ["document-author"]),
        (pdf(f"<{('﻿' + NAME).encode('utf-16-be').hex()}>".encode()), ["document-author"]),
        (pdf(f"({NAME})".encode(), hidden=True), ["document-author"]),
        (pdf(b"()"), []),
    ],
)
def test_authors_of_documents_are_told(content, rules) -> None:
    noted = document_notes(content)

    assert [one.rule for one in noted] == rules
    assert {one.value.decode() for one in noted} <= {NAME}


@pytest.mark.parametrize(
    "content",
    [
        jpeg(tiff(NAME.encode(), place=True)),
        png((b"eXIf", tiff(NAME.encode()))),
        webp(tiff(NAME.encode())),
        packed({"meta.xml": "a"}),
        pdf(b"(a)"),
    ],
)
def test_a_file_that_is_cut_anywhere_is_read_as_far_as_it_goes(content) -> None:
    for end in range(len(content)):
        looked(content[:end], "a.bin", PathRole.PRODUCT, Settings())


def test_a_folder_that_leads_to_itself_ends() -> None:
    content = bytearray(tiff(place=True))
    content[18:22] = (8).to_bytes(4, "little")

    assert image_notes(bytes(content)) == []


def test_a_value_found_in_a_file_is_not_printed() -> None:
    assert NAME not in repr(image_notes(tiff(NAME.encode())))
