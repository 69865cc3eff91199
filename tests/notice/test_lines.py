"""Copyright lines are quoted as they stand; what names nobody is no line."""

from __future__ import annotations

import time

import pytest

from osscan.notice.alike import fingerprint
from osscan.notice.lines import copyright_lines, is_blank, is_boilerplate
from osscan.notice.names import is_license_file, is_notice_file


@pytest.mark.parametrize(
    "line",
    [
        "Copyright [yyyy] [name of copyright owner]",
        "Copyright {yyyy} {name of copyright owner}",
        "Copyright (c) <year> <copyright holders>",
        "# Copyright (C) YEAR THE PACKAGE'S COPYRIGHT HOLDER",
        "Copyright (C) YEAR by AUTHOR EMAIL",
        "The above copyright notice and this permission notice shall be included in all copies.",
        "copyright license to reproduce, prepare Derivative Works of",
        "Copyright and related rights are waived.",
    ],
)
def test_templates_and_terms_name_nobody(line) -> None:
    assert copyright_lines(line, is_license=True) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" * Copyright (c) 2011, Example Works and others", "Copyright (c) 2011, Example Works and others"),
        ("Copyright (c) 2014-2024 The Example\nFoundation, Inc.", "Copyright (c) 2014-2024 The Example Foundation, Inc."),
        ("Copyright (c) <2013> <Example Works, see AUTHORS.txt>", "Copyright (c) <2013> <Example Works, see AUTHORS.txt>"),
        ("ISC License\n\nCopyright example, Inc.\n", "Copyright example, Inc."),
        ('notice, i.e., "Copyright (c) 2001 Example Foundation; All Rights Reserved"', "Copyright (c) 2001 Example Foundation; All Rights Reserved"),
        ("which is also under the MIT license. Copyright (c) Example Works", "Copyright (c) Example Works"),
        ("Portions Copyright (c) 2014 Example Works", "Portions Copyright (c) 2014 Example Works"),
        ("Copyright © 2023 Übung GmbH", "Copyright © 2023 Übung GmbH"),
    ],
)  # fmt: skip
def test_lines_are_quoted_as_they_stand(text, expected) -> None:
    assert copyright_lines(text, is_license=True) == (expected,)


def test_line_of_a_program_is_cut_to_its_statement() -> None:
    text = 'var a={"x":"MIT License\\n\\nCopyright (c) 2017 Example Works\\n\\nPermission is hereby granted' + "x" * 400

    assert copyright_lines(text, is_license=False) == ("Copyright (c) 2017 Example Works",)


@pytest.mark.parametrize(
    "text",
    ["Copyright 2020 Example Works" + " " * 1_000_000 + "x", "YEAR " * 200_000, "(c) <name " * 100_000, "Copyright 2020 A" + "*" * 500_000 + "b"],
)  # fmt: skip
def test_long_lines_cost_no_more_than_their_length(text) -> None:
    began = time.process_time()
    copyright_lines(text, is_license=True)
    fingerprint(text)

    assert time.process_time() - began < 10


def test_text_of_the_gpl_does_not_make_its_authors_holders() -> None:
    text = " Copyright (C) 2007 Free Software Foundation, Inc. <https://fsf.org/>\n Everyone is permitted to copy"

    assert copyright_lines(text, is_license=True) == ()


def test_blanks_are_known() -> None:
    assert (is_blank("Copyright [yyyy] [name of copyright owner]"), is_blank("Copyright 2020 Example [formerly Sample]")) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("\n======\n", True),
        ("Copyright [yyyy] [name of copyright owner]\n", True),
        ("Example\nCopyright 2019 Example Works\n", False),
        ("This product includes software developed elsewhere.", False),
    ],
)
def test_notice_that_nobody_filled_in_says_nothing(text, expected) -> None:
    assert is_boilerplate(text) is expected


def test_texts_are_one_whatever_their_line_breaks_and_apart_by_their_holders() -> None:
    first = fingerprint("MIT License\n\nCopyright (c) 2020 Example A\n\nPermission is  hereby\ngranted")

    assert first == fingerprint("MIT License\nCopyright (c) 2020 Example A\nPermission is hereby granted")
    assert first != fingerprint("MIT License\n\nCopyright (c) 2020 Example B\n\nPermission is hereby granted")


@pytest.mark.parametrize("name", ["LICENSE", "LICENCE.md", "LICENSE.APACHE", "COPYING.LESSER", "UNLICENSE", "DATEUTIL_LICENSE", "ThirdPartyNotices.txt", "MIT-LICENSE.txt"])  # fmt: skip
def test_names_of_license_files(name) -> None:
    assert (is_license_file(name), is_notice_file(name)) == (True, False)


@pytest.mark.parametrize("name", ["NOTICE", "NOTICE.txt", "notice.md", "NOTICES", "NOTICE-binary"])
def test_names_of_notice_files(name) -> None:
    assert (is_license_file(name), is_notice_file(name)) == (False, True)


@pytest.mark.parametrize("name", ["license.py", "licenses.json", "notice.js", "main.c", "noticeboard"])
def test_programs_are_neither(name) -> None:
    assert (is_license_file(name), is_notice_file(name)) == (False, False)
