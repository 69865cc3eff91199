"""Banners of minified files: a name with a version or a license, told with little confidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Joined
from osscan.readers.vendored.banners import read


def inventory(text: str | bytes):
    return read(Source("static/x.min.js", held=text if isinstance(text, bytes) else text.encode()))


def told(text: str) -> list[tuple[str, str, list[str]]]:
    return [(c.name, c.version, [claim.raw for claim in c.claims]) for c in inventory(text).components]


@pytest.mark.parametrize(
    ("banner", "expected"),
    [
        ("/*! kit v1.2.3 | (c) Someone | MIT */", ("kit", "1.2.3", ["MIT"])),
        ("/*! kit v1.2.3 | (c) Someone | kit.example/license */", ("kit", "1.2.3", [])),
        (
            "/*!\n * Kit.js v4.4.0\n * Released under the MIT License\n */",
            ("Kit.js", "4.4.0", ["Released under the MIT License"]),
        ),
        (
            "/*!\n * Kit v5.3.0 (https://kit.example/)\n * Licensed under MIT (https://kit.example/l)\n */",
            ("Kit", "5.3.0", ["MIT"]),
        ),
        ("/**\n * @kit/core v2.11.8 - MIT License\n */\n!function", ("@kit/core", "2.11.8", ["MIT License"])),
        ("/*! kit 3.6.0 (Custom Build) | MIT *\n * x */", ("kit", "3.6.0", ["MIT"])),
        ("//! kit.js\n//! version : 2.29.4\n//! license : MIT\n;(function", ("kit.js", "2.29.4", ["MIT"])),
        ("/* Kit 1.9.4, a library. https://kit.example (c) 2010 Someone */", ("Kit", "1.9.4", [])),
        ("/*! Kit UI - v1.13.2 - 2022-07-14\n* Someone; Licensed MIT */", ("Kit UI", "1.13.2", ["MIT"])),
        ("/** @license Kit\n *\n * is licensed under the MIT license found in the\n * LICENSE file */", ("Kit", "", ["MIT"])),
    ],
)
def test_banner_is_a_component(banner, expected):
    assert told(banner) == [expected]


def test_license_of_a_banner_is_a_guess():
    claim = inventory("/*! kit v1.2 | MIT */").components[0].claims[0]

    assert (claim.role, claim.confidence, claim.joined) == (ClaimRole.DETECTED, 0.5, Joined.ALONE)


def test_bundle_has_a_component_for_each_banner():
    found = inventory("/*! a v1.0 | MIT */x()\n\n/*! b v2.0 | ISC */y()\n/*! a v1.0 | MIT */")

    assert [(c.name, c.purl, c.place.line) for c in found.components] == [
        ("a", "pkg:generic/a@1.0", 1),
        ("b", "pkg:generic/b@2.0", 3),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/* eslint-disable */a=1",
        "a=1;/* lib v1.2.3 */",
        "/*! For license information please see main.js.LICENSE.txt */",
        "/*! MIT License */",
        "/*! Select all the things */",
        "/*! kit v1.2",
        "/*!*/",
        "/*",
    ],
)
def test_what_names_no_program_is_no_component(text):
    assert told(text) == []


@pytest.mark.parametrize("content", [b"\0\1\2", b"\xff\xfe/", b"/*! \xff\xff v1.0 */", b"/*!" * 100_000, b"/*! a*/" * 100_000])
def test_broken_and_huge_input_is_never_an_exception(content):
    assert inventory(content).problems == ()


@given(st.text(alphabet="/*! v1.2|MITlicensedunderkit\n()-@;", max_size=200))
def test_any_comment_is_read(text):
    assert inventory(f"/*!{text}*/").reader == "vendored/banners"
