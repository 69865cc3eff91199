"""License tags in files: taken where they are meant, left where code or prose speaks of them."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Limits, Source
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component, Kind
from osscan.model.inventory import Inventory
from osscan.model.place import Place
from osscan.readers.license.spdx_tags import READER, read

TAG = "SPDX-License-" + "Identifier"


def seen(content: str | bytes, limits: Limits = Limits()) -> Inventory:
    held = content if isinstance(content, bytes) else content.encode()
    return read(Source("src/a.py", held=held, limits=limits))


def tags(content: str | bytes) -> list[str]:
    return [component.name for component in seen(content).components]


def test_tag_becomes_files_with_one_declared_claim() -> None:
    place = Place("src/a.py", "", 2)
    claim = LicenseClaim(ClaimRole.DECLARED, "EUPL-1.2", Form.EXPRESSION, Method.SPDX_TAG, place, Joined.ALONE)

    found = seen(f"#!/usr/bin/env python3\n# {TAG}: EUPL-1.2\n")

    assert found.components == (Component("EUPL-1.2", "", place, "EUPL-1.2", claims=(claim,), kind=Kind.FILES),)
    assert found.complete
    assert found.reader == READER.name


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("// {}: MIT", "MIT"),
        ("/* {}: MIT */ int x;", "MIT"),
        ("<!-- {}: CC-BY-4.0 -->", "CC-BY-4.0"),
        ("{{# {}: MIT #}}", "MIT"),
        ("(* {}: MIT *)", "MIT"),
        ("<%# {}: MIT %>", "MIT"),
        (" * {}: MIT        *", "MIT"),
        ('{{"comment": "{}: MIT"}}', "MIT"),
        ("# {}: MIT\r", "MIT"),
        ("# {}:\tMIT", "MIT"),
        ("# {}: (MIT OR Apache-2.0) AND ISC", "(MIT OR Apache-2.0) AND ISC"),
        ("({}: MIT)", "MIT"),
        ("# {}: GPL-2.0-only WITH Linux-syscall-note", "GPL-2.0-only WITH Linux-syscall-note"),
        ("# {}: LicenseRef-Stadt-1", "LicenseRef-Stadt-1"),
        ("# {}: NOASSERTION", "NOASSERTION"),
        ("# {}: proprietary", "proprietary"),
        ("# {}: GPL-2.0+ BSD-2-Clause", "GPL-2.0+ BSD-2-Clause"),
        ("# {}: MIT, see LICENSE", "MIT, see LICENSE"),
        ("# {}: Acme-Public-1.0", "Acme-Public-1.0"),
    ],
)
def test_value_is_read_without_its_comment(line, value) -> None:
    assert tags(line.format(TAG)) == [value]


@pytest.mark.parametrize(
    "line",
    [
        'f"{}: {{expression}}"',
        "'# {}: MIT\\n'",
        'r"{}:[ \\t]*(.*)"',
        '"{}: " + text',
        "`{}:` in any file",
        "{}: <id>",
        "{}:",
        "X-{}: MIT",
        "{} MIT",
    ],
)
def test_code_that_speaks_of_the_tag_is_no_tag(line) -> None:
    found = seen(line.format(TAG))

    assert (found.components, found.problems) == ((), ())


def test_prose_after_the_tag_is_no_license_but_is_told() -> None:
    found = seen(f"x\n{TAG}: lines stand in every file\n")

    assert found.components == ()
    assert [(p.code, p.place.line) for p in found.problems] == [("license-tag-unclear", 2)]
    assert found.complete


def test_several_tags_are_several_statements_and_equal_ones_are_one() -> None:
    found = seen(f"# {TAG}: MIT\n# {TAG}: ISC\n\n# {TAG}: MIT\n")

    assert [(c.name, c.place.line) for c in found.components] == [("MIT", 1), ("ISC", 2)]


def test_what_reuse_ignores_is_ignored() -> None:
    hidden = f"REUSE-IgnoreStart\n{TAG}: MIT\nREUSE-IgnoreEnd\n"

    assert tags(f"# {hidden}# {TAG}: ISC\n") == ["ISC"]
    assert tags(f"REUSE-IgnoreStart\n{TAG}: MIT\n") == []


def test_binary_file_has_no_tags() -> None:
    assert tags(b"\x7fELF\0\0" + f"{TAG}: MIT".encode()) == []


def test_utf_16_is_read() -> None:
    assert tags(f"# {TAG}: MIT\n".encode("utf-16")) == ["MIT"]


def test_odd_bytes_around_the_tag_cost_nothing() -> None:
    assert seen(b"# gr\xfc\xdfe\n# " + f"{TAG}: MIT".encode()).problems == ()


def test_large_text_is_searched_at_its_start_and_says_so() -> None:
    found = seen(f"# {TAG}: MIT\n" + "x" * 100, Limits(text_bytes=80))

    assert [component.name for component in found.components] == ["MIT"]
    assert [problem.code for problem in found.problems] == ["text-searched-in-part"]


def test_endless_line_is_no_tag() -> None:
    assert tags(f"{TAG}: " + "MIT AND " * 100_000) == []
