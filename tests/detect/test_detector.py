"""What the detector says about files as they are: license texts, notices, tags, and much that only looks like one."""

from __future__ import annotations

import json
import random
import re
import time

import pytest
from tests.detect.notices import (
    APACHE,
    BOOST,
    BSD_3,
    EUPL,
    GPL_2_LATER,
    GPL_2_ONLY,
    GPL_3_LATER,
    ISC,
    LGPL,
    MIT,
    MPL,
    NOTICES,
    STYLES,
    TAG,
    WORDY,
    block,
    known,
    marked,
    own,
)

from osscan import __version__
from osscan.detect import layout
from osscan.detect.detector import detect, path_class, version
from osscan.detect.meaning import counting
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.knowledge.spdx import licenses
from osscan.model.detection import Detection, LicenseMatch

CODE = "int f(int x) { return x + 1; }\n"
HOLDER = "Copyright (c) 2019 Ada Example\n\n"


def found(text: str | bytes, path: str = "a.c") -> Detection:
    return detect(text if isinstance(text, bytes) else text.encode(), path)


def said(text: str | bytes, path: str = "a.c") -> str | None:
    return found(text, path).expression


def lines(text: str | bytes, path: str = "a.c") -> list[tuple[str, int, int]]:
    return [(match.expression, match.start_line, match.end_line) for match in found(text, path).matches]


def wrong(why: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=why)


# texts


@pytest.mark.parametrize("name", ["Apache-2.0", "CC-BY-4.0", "CC0-1.0", "EUPL-1.2"])
def test_a_whole_license_text_is_known_at_once(name):
    text = own(name)
    (match,) = found(text, "LICENSE").matches

    assert (match.expression, match.start_line, match.coverage, match.method) == (name, 1, 100.0, "hash")
    assert match.end_line == len(text.rstrip().splitlines())


@pytest.mark.parametrize("name", ["gpl-2.0", "gpl-3.0", "lgpl-2.1", "lgpl-3.0", "agpl-3.0"])
def test_the_bare_text_of_a_gnu_license_is_the_license_alone(name):
    expected = name.replace("gpl", "GPL").replace("lGPL", "LGPL").replace("aGPL", "AGPL")

    assert said(known(f"{name}.LICENSE"), "COPYING") == f"{expected}-only"


def test_a_text_with_its_holder_is_the_same_license():
    detection = found(f"MIT License\n\n{HOLDER}{MIT}", "LICENSE")

    assert detection.expression == "MIT"
    assert [(holder.name, holder.years, holder.line) for holder in detection.holders] == [("Ada Example", "2019", 3)]
    assert detection.near == ()


def test_a_text_with_another_holder_in_its_clauses_is_the_same_license():
    text = BSD_3.replace("the copyright holder nor", "Example GmbH nor").replace("THE COPYRIGHT HOLDERS", "EXAMPLE GMBH")

    assert said(text, "LICENSE") == "BSD-3-Clause"


@pytest.mark.parametrize(("expression", "text"), NOTICES.items())
def test_a_notice_stands_from_its_first_to_its_last_line(expression, text):
    matches = found(f"\n\n{text}\n\n").matches

    assert {match.expression for match in matches} == {expression}
    assert (matches[0].start_line, matches[-1].end_line) == (3, 2 + len(text.splitlines()))


@pytest.mark.parametrize("style", STYLES)
def test_a_notice_says_the_same_however_it_is_written_into_a_file(style):
    written = {expression: STYLES[style](text) for expression, text in NOTICES.items()}
    expected = {expression: expression for expression in NOTICES}

    assert {expression: said(text) for expression, text in written.items()} == expected


TORN = ("numbered",)


@pytest.mark.parametrize(
    "style", [pytest.param(style, marks=wrong("line numbers are words")) if style in TORN else style for style in WORDY]
)
def test_a_notice_says_the_same_with_a_word_before_each_line(style):
    written = {expression: WORDY[style](text) for expression, text in NOTICES.items()}

    assert {expression: said(text) for expression, text in written.items()} == {expression: expression for expression in NOTICES}


def test_markup_between_the_words_changes_nothing():
    paragraphs = APACHE.replace("\n\n", "</p>\n<p>")
    broken = MIT.replace("\n", "<br>\n").replace('"', "&quot;")
    latex = MIT.replace('"Software"', "``Software''").replace("\n", "\\\\\n")

    assert said(f"<html><body><p>{paragraphs}</p></body></html>", "a.html") == "Apache-2.0"
    assert said(broken, "a.html") == "MIT"
    assert said(latex, "a.tex") == "MIT"


@pytest.mark.parametrize(
    "text",
    [
        MIT.replace("documentation files", "documen-\ntation files"),
        MIT.replace("obtaining a copy", "obtaning a copy"),
        MIT.replace("the Software", "the Program").replace("The Software", "The Program"),
    ],
    ids=["hyphen", "misspelled", "renamed"],
)
def test_a_few_other_words_leave_a_license_what_it_is(text):
    detection = found(text, "LICENSE")

    assert detection.expression == "MIT"
    assert [match.method for match in detection.matches] == ["approximate"]
    assert 80 <= detection.matches[0].coverage < 100


# several licenses


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        (f"MIT License\n\n{HOLDER}{MIT}\n----\n{HOLDER}{BSD_3}", "MIT AND BSD-3-Clause"),
        (f"{HOLDER}{BSD_3}\n\nMIT License\n\n{HOLDER}{MIT}", "BSD-3-Clause AND MIT"),
        (f"{own('Apache-2.0')}\n\n{own('EUPL-1.2')}", "Apache-2.0 AND EUPL-1.2"),
        (block(APACHE) + CODE * 300 + block(ISC), "Apache-2.0 AND ISC"),
        (block(MPL) + block(LGPL), "MPL-2.0 AND LGPL-2.1-or-later"),
        (f"{MIT}\n\n{MIT}", "MIT"),
    ],
)
def test_each_license_of_a_file_counts_once_in_order(text, expression):
    assert said(text, "LICENSE") == expression


def test_many_copies_of_one_notice_say_no_more_than_one():
    notice = f"Third-party component\n\n{HOLDER}{GPL_2_LATER}\n\n"

    assert said(notice * 200, "NOTICE") == "GPL-2.0-or-later"


@pytest.mark.parametrize(
    ("text", "expression"),
    [(MIT, "MIT"), (GPL_2_LATER, "GPL-2.0-or-later"), (BSD_3, "BSD-3-Clause")],
    ids=["mit", "gpl", "bsd"],
)
def test_a_text_is_not_cut_in_a_long_file_of_notices(text, expression):
    assert [said(f"{HOLDER}{text}\n" * (700_000 // len(text)) + "x\n" * odd, "NOTICE") for odd in range(2)] == [expression] * 2


# GNU versions


def test_a_notice_without_later_versions_stays_without():
    assert said(GPL_2_ONLY) == "GPL-2.0-only"
    assert said(GPL_2_ONLY.replace("; version 2 of the License", "; either version 2 of the License")) == "GPL-2.0-only"
    assert said(f"{TAG} GPL-2.0") == "GPL-2.0-only"


@pytest.mark.parametrize(
    "words", [" of the License only", " only", " dated June, 1991", " of the License, or (at your option) version 3"]
)
def test_a_name_without_version_adds_nothing_to_a_notice_with_one(words):
    assert said(GPL_2_ONLY.replace(" of the License.", f"{words}.", 1)) == "GPL-2.0-only"


@pytest.mark.parametrize("text", [GPL_2_LATER + "\n\n{}", "{}\n\n" + block(GPL_2_LATER)], ids=["before", "after"])
def test_a_notice_speaks_louder_than_the_text_of_its_license(text):
    detection = found(text.format(known("gpl-2.0.LICENSE")), "COPYING")

    assert detection.expression == "GPL-2.0-or-later"
    assert {match.expression for match in detection.matches} == {"GPL-2.0-or-later", "GPL-2.0-only"}


def test_a_notice_of_another_version_leaves_the_text_alone():
    assert said(f"{GPL_3_LATER}\n\n{known('gpl-2.0.LICENSE')}", "COPYING") == "GPL-3.0-or-later AND GPL-2.0-only"


def test_two_notices_that_disagree_are_both_told():
    assert said(block(GPL_2_LATER) + CODE * 60 + f"// {TAG} GPL-2.0-only\n") == "GPL-2.0-or-later AND GPL-2.0-only"


def match_of(expression: str, kind: str) -> LicenseMatch:
    return LicenseMatch(expression, 1, 1, 100.0, "exact", "example.RULE", kind, 9)


@pytest.mark.parametrize(
    ("matches", "expected"),
    [
        ([], []),
        ([("MIT", "text"), ("MIT", "notice")], ["MIT"]),
        ([("MIT", "clue")], []),
        ([("GPL-2.0-only", "text"), ("GPL-2.0-or-later", "notice")], ["GPL-2.0-or-later"]),
        ([("GPL-2.0-only", "notice"), ("GPL-2.0-or-later", "notice")], ["GPL-2.0-only", "GPL-2.0-or-later"]),
        ([("GPL-2.0-only", "text"), ("GPL-3.0-or-later", "notice")], ["GPL-2.0-only", "GPL-3.0-or-later"]),
        ([("LicenseRef-scancode-unknown-license-reference", "reference"), ("MIT", "text")], ["MIT"]),
        ([("LicenseRef-scancode-free-unknown", "notice")], ["LicenseRef-scancode-free-unknown"]),
        ([("ISC", "text"), ("MIT", "notice")], ["ISC", "MIT"]),
    ],
)
def test_what_counts_among_matches(matches, expected):
    assert counting([match_of(*match) for match in matches]) == expected


# exceptions


def test_an_exception_joins_the_license_before_it():
    assert said(f"{GPL_2_LATER}\n{known('classpath-exception-2.0.LICENSE')}") == "GPL-2.0-or-later WITH Classpath-exception-2.0"
    assert said(f"{own('Apache-2.0')}\n\n{known('llvm-exception.LICENSE')}", "LICENSE") == "Apache-2.0 WITH LLVM-exception"


def test_a_notice_with_an_exception_names_it():
    assert said(f"// {TAG} GPL-2.0-only WITH Classpath-exception-2.0") == "GPL-2.0-only WITH Classpath-exception-2.0"


# versions that do not exist or are others


@pytest.mark.parametrize(
    ("text", "not_said"),
    [
        pytest.param(
            APACHE.replace("2.0", "3.0"),
            {"Apache-2.0", "Apache-1.1"},
            marks=wrong("the version after `Apache License` is not looked at"),
        ),
        pytest.param(
            APACHE.replace("2.0", "1.1"), {"Apache-2.0"}, marks=wrong("the version after `Apache License` is not looked at")
        ),
        (GPL_2_LATER.replace("version 2", "version 4"), {"GPL-2.0-or-later", "GPL-3.0-or-later"}),
        (GPL_2_ONLY, {"GPL-2.0-or-later", "GPL-1.0-or-later"}),
        (GPL_2_LATER, {"GPL-2.0-only", "GPL-1.0-or-later"}),
        (MPL.replace("2.0", "3.0"), {"MPL-2.0", "MPL-1.0", "MPL-1.1"}),
        (EUPL.replace("1.2", "1.3"), {"EUPL-1.2", "EUPL-1.1"}),
        (EUPL.replace("1.2", "1.1"), {"EUPL-1.2"}),
        (LGPL.replace("2.1", "2.2"), {"LGPL-2.1-or-later", "LGPL-3.0-or-later"}),
    ],
    ids=["apache-3", "apache-1.1", "gpl-4", "gpl-2-only", "gpl-2-later", "mpl-3", "eupl-1.3", "eupl-1.1", "lgpl-2.2"],
)
def test_another_version_is_another_license(text, not_said):
    assert not_said & {match.expression for match in found(text).matches} == set()


# near misses

ADDED = {
    "evil": MIT.replace("The above", "The Software shall be used in hospitals and schools alone, never on Sundays.\n\nThe above"),
    "postcard": BSD_3.replace("THIS SOFTWARE IS", "4. Users must send a postcard to the author.\n\nTHIS SOFTWARE IS", 1),
}


@pytest.mark.parametrize("name", ADDED)
def test_a_condition_added_to_a_license_is_told(name):
    detection = found(ADDED[name], "LICENSE")

    assert detection.near != () or min(match.coverage for match in detection.matches) < 100
    assert any(word in near.passage for near in detection.near for word in ("Sundays", "postcard"))


def test_a_right_taken_from_a_license_costs_coverage():
    detection = found(MIT.replace(", and/or sell\ncopies of the Software, and to permit", ", and to permit"), "LICENSE")

    assert [(match.expression, match.method) for match in detection.matches] == [("MIT", "approximate")]
    assert 90 < detection.matches[0].coverage < 100


def test_words_that_narrow_a_license_make_another_one_of_it():
    text = MIT.replace("to any person obtaining a copy", "to any school obtaining a copy for non-commercial purposes")
    detection = found(text, "LICENSE")

    assert detection.expression == "MIT AND LicenseRef-osscan-changed-license-text"
    assert ["non-commercial" in near.passage for near in detection.near] == [True]


def test_a_notice_of_which_the_decisive_words_differ_is_a_near_miss():
    detection = found(MPL.replace("2.0", "3.0"))

    assert [(near.expression, near.start_line, near.end_line) for near in detection.near] == [("MPL-2.0", 1, 3)]
    assert "v. 3.0" in detection.near[0].passage


def test_bsd_licenses_are_told_apart_by_their_clauses():
    without = re.sub(r"3\. Neither.*?permission\.\n\n", "", BSD_3, flags=re.DOTALL)
    advertising = (
        "3. All advertising materials mentioning features or use of this software must display the following"
        " acknowledgement: This product includes software developed by Ada Example.\n\n4. Neither"
    )

    assert said(without) == "BSD-2-Clause"
    assert said(BSD_3.replace("3. Neither", advertising)) == "BSD-4-Clause"


# tags


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("// {} MIT", "MIT"),
        ("/* {} MIT */", "MIT"),
        ("<!-- {} EUPL-1.2 -->", "EUPL-1.2"),
        ("<!-- {} EUPL-1.2-->", "EUPL-1.2"),
        ("rem {} MIT", "MIT"),
        ("dnl {} MIT", "MIT"),
        ("C     {} MIT", "MIT"),
        (".. {} CC-BY-SA-4.0", "CC-BY-SA-4.0"),
        ("# {} MIT OR Apache-2.0", "MIT OR Apache-2.0"),
        ("# {} (MIT OR Apache-2.0)", "MIT OR Apache-2.0"),
        ("# {} MIT OR (Apache-2.0 AND BSD-3-Clause)", "MIT OR (Apache-2.0 AND BSD-3-Clause)"),
        ("# {} AGPL-3.0-or-later AND EUPL-1.2", "AGPL-3.0-or-later AND EUPL-1.2"),
        ("# {} GPL-2.0-only WITH Linux-syscall-note", "GPL-2.0-only WITH Linux-syscall-note"),
        ("# {} (GPL-2.0 WITH Linux-syscall-note) OR BSD-2-Clause", "GPL-2.0-only WITH Linux-syscall-note OR BSD-2-Clause"),
        ("# {} MIT OR Apache-2.0 WITH LLVM-exception", "MIT OR Apache-2.0 WITH LLVM-exception"),
        ("# {} gpl-2.0-or-later with classpath-exception-2.0", "GPL-2.0-or-later WITH Classpath-exception-2.0"),
        ("# {} mit AND APACHE-2.0 and gpl-3.0-ONLY", "MIT AND Apache-2.0 AND GPL-3.0-only"),
        ("# {} GPL-2.0+", "GPL-2.0-or-later"),
        ("# {} LicenseRef-scancode-public-domain", "LicenseRef-scancode-public-domain"),
        ("# {} MIT, Apache-2.0", "MIT OR Apache-2.0"),
        ("# {} MIT BSD-3-Clause", "MIT OR BSD-3-Clause"),
        ("# {} MIT\n# {} Apache-2.0\n", "MIT AND Apache-2.0"),
        ("# {} MIT\n# {} MIT\n", "MIT"),
        ("# {} MIT OR Apache-2.0\n# {} ISC\n", "(MIT OR Apache-2.0) AND ISC"),
        ("const header = '{} MIT'", "MIT"),
        ("/*! {} MIT */var a=1;f(a);", "MIT"),
        ("﻿// {} MIT", "MIT"),
        ("{}\n", None),
        ("# {} ((((", None),
        ("re.compile(r'{} (.*)')", None),
    ],
)
def test_a_tag_says_its_expression(text, expression):
    assert said(text.format(*[TAG] * 2)) == expression


def test_a_tagged_line_is_one_match():
    (match,) = found(f"#!/bin/sh\n\n# {TAG} MIT OR Apache-2.0\n").matches

    assert (match.expression, match.start_line, match.end_line) == ("MIT OR Apache-2.0", 3, 3)
    assert (match.coverage, match.method, match.kind) == (100.0, "spdx-tag", "tag")


def test_what_no_list_knows_is_told_as_unknown():
    unknown = "LicenseRef-scancode-unknown-spdx"

    assert said(f"# {TAG} Foo-9.9") == unknown
    assert said(f"# {TAG} GPL-2.0-only WITH Foo-exception") == f"GPL-2.0-only AND {unknown}"


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        pytest.param("In our house every file says {} MIT in its first line.", None, marks=wrong("the words of a rule")),
        pytest.param("Write a line such as `{} MIT` at the top.", None, marks=wrong("the words of a rule")),
        ('x = "{} " + name', None),
        ("re.compile('{} (.*)')", None),
        ("const tag = `{} ${{license}}`", None),
        ("# {} MIT/Apache-2.0", "MIT OR Apache-2.0"),
        ("# {} Apache-2.0 OR MIT\n# {} MIT OR Apache-2.0\n", "Apache-2.0 OR MIT"),
        ("var b=1;f(b,2);/*! {} (MIT OR Apache-2.0) */g(b);", "MIT OR Apache-2.0"),
        ("var b=1;f(b,2);/*! {} GPL-2.0-only WITH Classpath-exception-2.0 */g();", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("# {} NONE", None),
        ("# {} NOASSERTION", None),
    ],
    ids=[
        "prose",
        "manual",
        "string",
        "pattern",
        "template",
        "slash",
        "order",
        "mid-line",
        "mid-line-with",
        "none",
        "noassertion",
    ],
)
def test_a_tag_is_read_as_far_as_it_goes_and_only_where_it_is_one(text, expression):
    assert said(text.format(*[TAG] * 2)) == expression


# what names no license


@pytest.mark.parametrize(
    "text",
    [
        "Sie reist mit dem Zug. Komm mit!\n",
        "import mit\nmit = load('mit')\n",
        "bsd();\nvoid bsd(int x) { return; }\n",
        "#ifdef __FreeBSD__\n#endif\n#if defined(BSD)\n",
        "MIT students wrote it.",
        "the artistic director, an Apache helicopter and the Mozilla browser",
        "def license(self): return self._license\n",
        "public = domain\n",
        "self.gpl_version = 3\n",
        "this.isc = 1; zlib.deflate(); x11.open(); openssl.run(); // Python 2.0, Perl 5\n",
        "import zlib\nimport openssl\n",
        "Our city publishes open source software and public domain data.",
        "Wir veröffentlichen unsere Software unter einer freien Lizenz.",
        "int gpl;\ngpl++;\nf(gpl);\n",
        "Copyright 2019 Ada Example. All rights reserved.\n",
        "gpl = 1\nprint(gpl)\n",
        "for (gpl = 0; gpl < 3; gpl++) f(gpl);\n",
        "license = None\n",
    ],
)
def test_bare_words_say_nothing_that_counts(text):
    assert said(text) is None


def test_a_file_with_a_copyright_alone_has_holders_and_no_license():
    detection = found(f"/*\n * {HOLDER} */\nint main(void) {{ return 0; }}\n")

    assert (detection.expression, detection.matches, detection.near) == (None, (), ())
    assert [holder.name for holder in detection.holders] == ["Ada Example"]


IDS = [listed.id for listed in licenses().values() if "o" in listed.flags]
"""What the Open Source Initiative approved: common ids."""
RARE = [listed.id for listed in licenses().values()][::7]
FEW = ["CECILL-2.1", "CPL-1.0", "ECL-2.0", "EPL-2.0", "EUPL-1.2", "GFDL-1.3-only", "GPL-1.0-only", "ICU", "ISC", "LGPL-2.1-only"]


def as_lists(ids: list[str]) -> dict[str, str]:
    return {
        "json": json.dumps(ids),
        "json-lines": json.dumps(ids, indent=1),
        "json-objects": json.dumps([{"licenseId": name, "isOsiApproved": True} for name in ids], indent=1),
        "yaml": "licenses:\n" + "".join(f"  - {name}\n" for name in ids),
        "policy": "allow:\n" + "".join(f"  - license: {name}\n    why: fine\n" for name in ids),
        "python": "LICENSES = [\n" + "".join(f'    "{name}",\n' for name in ids) + "]\n",
        "addresses": "PAGES = {\n" + "".join(f'    "{name}": "https://spdx.org/licenses/{name}.html",\n' for name in ids) + "}\n",
        "enumeration": "".join(f"  {re.sub('[-.]', '_', name).upper()},\n" for name in ids),
        "table": "".join(f"| {name} | yes | no |\n" for name in ids),
    }


LISTS = as_lists(IDS)


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_of_ids_has_no_license(kind):
    assert said(LISTS[kind], "licenses.txt") is None


PARTED = ("json", "json-objects", "policy", "addresses", "table")


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=wrong("ids that no rule has part the list")) if kind in PARTED else kind for kind in LISTS]
)
def test_a_list_with_rare_ids_has_no_license(kind):
    assert said(as_lists(RARE)[kind], "licenses.txt") is None


@pytest.mark.parametrize(
    "kind", ["json", *(pytest.param(kind, marks=wrong("`licenses: CECILL-2.1`")) for kind in ("yaml", "python", "policy"))]
)
def test_a_short_list_of_ids_has_no_license(kind):
    assert said(as_lists(FEW)[kind], "licenses.txt") is None


def test_the_license_of_a_file_with_a_list_is_told():
    assert said(f"# {TAG} EUPL-1.2\n{LISTS['python']}", "a.py") == "EUPL-1.2"
    assert said(marked(APACHE, "#") + LISTS["python"], "a.py") == "Apache-2.0"


# references


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("see LICENSE", ("LICENSE",)),
        ("See LICENSE for details.", ("LICENSE",)),
        (
            "// Use of this source code is governed by a BSD-style\n// license that can be found in the LICENSE file.\n",
            ("LICENSE",),
        ),
        (BOOST, ("LICENSE_1_0.txt",)),
        (
            "Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE_1_0.txt)",
            ("LICENSE_1_0.txt",),
        ),
        ("Licensed under the terms in the LICENSE file.", ("LICENSE",)),
        pytest.param("For the license see the file COPYING.txt", ("COPYING.txt",), marks=wrong("not found")),
        pytest.param("See the accompanying LICENSE file for terms.", ("LICENSE",), marks=wrong("not found")),
        ("SEE LICENSE IN docs/eula.txt", ("docs/eula.txt",)),
        ("See [license](src/LICENSE.md)", ("src/LICENSE.md",)),
    ],
)
def test_a_notice_refers_to_a_file(text, names):
    assert found(text).refers_to == names


def test_a_reference_counts_only_where_nothing_is_named():
    assert said("See LICENSE for details.") == "LicenseRef-scancode-unknown-license-reference"
    assert said("Released under the MIT license, see LICENSE.md") == "MIT"


def test_a_reference_in_own_words_is_no_license():
    text = "This file is part of Example and distributed under its license, see NOTICE and LICENSE.txt"

    assert {match.expression for match in found(text).matches} <= {"LicenseRef-scancode-unknown-license-reference"}


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("license: MIT", "MIT"),
        ('  "license": "MIT",', "MIT"),
        (" * @license Apache-2.0", "Apache-2.0"),
        ("License :: OSI Approved :: MIT License", "MIT"),
        ("License: GPL v3 or later", "GPL-3.0-or-later"),
        ("License: GPL-2.0+", "GPL-2.0-or-later"),
        ("## License\n\nMIT © Ada Example\n", "MIT"),
        ("![License](https://example.org/badge/license-MIT-blue.svg)", "MIT"),
        ("<license><name>Apache License, Version 2.0</name></license>", "Apache-2.0"),
        ("Dual licensed under the MIT and GPL licenses.", "MIT OR GPL-1.0-or-later"),
        ("BSD License", "BSD-3-Clause"),
        ("Lizenz: MIT", "MIT"),
        ("Licensed under the EUPL-1.2", "EUPL-1.2"),
        ("under the terms of the GNU General Public License version 2 only", "GPL-2.0-only"),
        ("licensed under the GNU AGPL v3", "AGPL-3.0-only"),
        ("LGPL v2.1 or later", "LGPL-2.1-or-later"),
        ("under the GPL v2 or later", "GPL-2.0-or-later"),
        pytest.param("MIT or GPLv2", "MIT OR GPL-2.0-only", marks=wrong("GPL-2.0-only: the choice is lost")),
    ],
)
def test_short_statements_name_a_license(text, expression):
    assert said(text) == expression


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ('license = "MIT OR Apache-2.0"', "MIT OR Apache-2.0"),
        ("legal:\n  license: AGPL-3.0-or-later\n", "AGPL-3.0-or-later"),
        ('"license": "(MIT OR GPL-3.0-or-later)"', "MIT OR GPL-3.0-or-later"),
        ('"license": "GPL-2.0-or-later WITH Classpath-exception-2.0"', "GPL-2.0-or-later WITH Classpath-exception-2.0"),
        ("License-Expression: Apache-2.0 AND (MIT OR BSD-3-Clause)", "Apache-2.0 AND (MIT OR BSD-3-Clause)"),
        ('license = "LGPL-2.1-only AND MIT"', "LGPL-2.1-only AND MIT"),
        (
            '<license type="expression">MIT OR Apache-2.0</license><licenseUrl>https://licenses.nuget.org/MIT</licenseUrl>',
            "MIT OR Apache-2.0",
        ),
    ],
    ids=["cargo", "publiccode", "or-later", "with", "brackets", "and", "nuspec"],
)
def test_an_expression_in_a_manifest_is_read_whole(text, expression):
    assert said(text, "manifest") == expression


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("Licensed under either of the MIT license or the Apache License, Version 2.0, at your option.", "MIT OR Apache-2.0"),
        ("This file is dual-licensed under either the MIT License or the Apache License 2.0.", "MIT OR Apache-2.0"),
        pytest.param(
            "GNU General Public License, version 2 with the GNU Classpath Exception",
            "GPL-2.0-only WITH Classpath-exception-2.0",
            marks=wrong("no rule knows the name of the exception"),
        ),
        ("Licensed under GPL-2.0-or-later or MIT", "GPL-2.0-or-later OR MIT"),
    ],
    ids=["either", "dual", "exception", "ids"],
)
def test_a_choice_in_own_words_is_a_choice(text, expression):
    assert said(text) == expression


GPL_IN_GERMAN = """\
Dieses Programm ist freie Software. Sie können es unter den Bedingungen der
GNU General Public License, wie von der Free Software Foundation veröffentlicht,
weitergeben und/oder modifizieren, entweder gemäß Version 2 der Lizenz oder
(nach Ihrer Option) jeder späteren Version.
"""
EUPL_IN_GERMAN = """\
Lizenziert unter der EUPL, Version 1.2 oder - sobald diese von der Europäischen
Kommission genehmigt wurden - Folgeversionen der EUPL ("Lizenz");
Sie dürfen dieses Werk ausschließlich gemäß dieser Lizenz nutzen.
"""


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        (EUPL_IN_GERMAN, "EUPL-1.2"),
        (GPL_IN_GERMAN, "GPL-2.0-or-later"),
        ("Lizenziert unter der Apache-Lizenz, Version 2.0", "Apache-2.0"),
        ("Veröffentlicht unter der MIT-Lizenz", "MIT"),
        ("Datenlizenz Deutschland – Namensnennung – Version 2.0", "DL-DE-BY-2.0"),
        ("Datenlizenz Deutschland – Zero – Version 2.0", "DL-DE-ZERO-2.0"),
        ("Creative Commons Namensnennung 4.0 International", "CC-BY-4.0"),
        ("Diese Software ist unter der EUPL v1.2 lizenziert.", "EUPL-1.2"),
        ("Dieses Projekt steht unter der EUPL-1.2, siehe [LICENSE](LICENSE).", "EUPL-1.2"),
        ("Die Texte stehen unter der Lizenz CC BY 4.0.", "CC-BY-4.0"),
        ("Lizenz: GNU AGPL v3 oder später", "AGPL-3.0-or-later"),
        ("GNU General Public License Version 3 oder neuer", "GPL-3.0-or-later"),
    ],
)
def test_german_notices_are_understood(text, expression):
    assert said(text, "README.md") == expression


# where it stands


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old-mac"])
def test_lines_are_right_far_from_the_beginning(end):
    text = (CODE * 4999 + block(APACHE) + CODE * 4000 + block(MIT) + CODE * 100).replace("\n", end)

    assert lines(text) == [("Apache-2.0", 5001, 5011), ("MIT", 9014, 9030)]


@pytest.mark.parametrize("before", [0, 100, 7_000])
def test_the_banner_of_a_minified_script_is_found(before):
    code = "var a=1;function b(c){return c*2}"
    banner = "/*! example v1.0 | (c) 2019 Ada Example | Licensed under the Apache License, Version 2.0 */"
    detection = found(code * before + banner + code * (15_000 - before), "a.min.js")

    assert detection.expression == "Apache-2.0"
    assert {(match.start_line, match.end_line) for match in detection.matches} == {(1, 1)}
    assert [holder.name for holder in detection.holders] == ["Ada Example"]


def test_a_text_in_a_minified_script_keeps_its_lines():
    code = "var a=1;function b(c){return c*2}"

    assert lines(f"{code * 7000}/*! @license\n{MIT}*/{code * 7000}", "a.min.js") == [("MIT", 2, 18)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"])
def test_the_encoding_of_a_file_does_not_matter(encoding):
    detection = found(f"Copyright 2019 Müller\n{MIT}".encode(encoding), "LICENSE")

    assert (detection.expression, detection.matches[0].start_line) == ("MIT", 2)
    assert [holder.name for holder in detection.holders] == ["Müller"]


def test_strings_of_a_binary_are_looked_at():
    rest = bytes(range(256)) * 40
    detection = found(b"\x7fELF\x02\x01\x01" + rest + GPL_2_LATER.encode() + rest, "a.out")

    assert (detection.expression, detection.seen) == ("GPL-2.0-or-later", "strings")
    assert said(b"\x7fELF\x02\x01\x01" + rest + b"\0license=GPL v2\0author=Ada\0" + rest, "a.ko") == "GPL-2.0-only"


def test_of_a_large_file_beginning_and_end_are_looked_at():
    detection = found(block(APACHE) + CODE * 100_000 + block(MIT), "a.c")

    assert (detection.expression, detection.seen) == ("Apache-2.0 AND MIT", "part")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n" * 1000,
        b"\xef\xbb\xbf",
        b"\0" * 100_000,
        b"\xff" * 100_000,
        b"\x89PNG\r\n\x1a\n" + b"MIT License" * 100,
        bytes(range(256)) * 100,
        "\N{COMBINING ACUTE ACCENT}".encode() * 50_000,
        "😀".encode() * 50_000,
        "\u202e\u200b\ufffe".encode() * 10_000,
    ],
    ids=["empty", "lines", "mark", "nul", "ff", "picture", "bytes", "combining", "emoji", "invisible"],
)
def test_files_that_say_nothing_have_no_license(content):
    detection = found(content)

    assert (detection.expression, detection.matches, detection.near) == (None, (), ())


@pytest.mark.parametrize(
    "text",
    [
        "\u202eLicensed under the MIT License\u202c",
        "Licensed\N{NO-BREAK SPACE}under\N{NO-BREAK SPACE}the\N{NO-BREAK SPACE}MIT\N{NO-BREAK SPACE}License",
        "İ" * 3000 + " licensed under the MIT License",
        "\0Licensed under the MIT License",
        r'{"note": "\ud83d\ude00 Licensed under the MIT License"}',
    ],
    ids=["direction", "no-break", "growing", "nul", "escaped"],
)
def test_strange_characters_hide_no_license(text):
    assert said(text) == "MIT"


# time


def repeated(text: str, size: int) -> str:
    return text * (size // len(text))


def rows(count: int) -> str:
    chance = random.Random(3)
    return json.dumps(
        [{"name": f"p{number}", "text": f"Licensed under {chance.choice(IDS)}"} for number in range(count)], indent=1
    )


def random_words(count: int) -> str:
    chance = random.Random(4)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(5000)]
    return " ".join(chance.choices(words, k=count))


LONG = {
    "names": lambda: rows(45_000),
    "ids": lambda: json.dumps(random.Random(5).choices(IDS, k=50_000)),
    "random": lambda: random_words(300_000),
    "license": lambda: repeated("license ", 1_000_000),
    "license-lines": lambda: repeated("license\n", 1_000_000),
    "gpl": lambda: repeated("gpl ", 20_000),
    "mit": lambda: repeated("MIT ", 1_000_000),
    "tags": lambda: repeated(f"// {TAG} MIT\n", 300_000),
    "notices": lambda: repeated(GPL_2_LATER, 1_000_000),
    "code": lambda: repeated(CODE, 2_000_000),
}
ENDLESS = 8
"""Seconds of CPU; all take less than two, and what grows with the square of the length takes minutes."""


@pytest.mark.parametrize("kind", LONG)
def test_no_file_takes_for_ever(kind):
    content = LONG[kind]().encode()
    begun = time.process_time()
    found(content, "a.json")

    assert time.process_time() - begun < ENDLESS


# the rest


def test_every_expression_is_one():
    from osscan.detect.index import opened

    assert [text for text in opened().expressions if text and isinstance(parse(text), Fault)] == []


def test_every_id_is_written_as_the_list_writes_it():
    from osscan.detect.index import opened
    from osscan.knowledge import spdx

    index = opened()
    pairs = {pair for rule in range(len(index.lengths)) for pair in index.ids_in(rule)}
    ids = {name for pair in pairs for name in pair.split(" WITH ") if name}
    listed = {name for name in ids if name.startswith("LicenseRef-") or name in (spdx.current(name), spdx.exception(name))}

    assert sorted(ids - listed) == []


def test_a_file_with_other_words_in_it_is_no_copy():
    changed = MIT.replace("any person", "any Zwiebelkuchen").replace("without restriction", "without Kartoffelsalat restriction")
    (match,) = found(MIT.replace("Permission is", "Zwiebelkuchen Permission is")).matches

    assert match.method == "exact"
    assert [match.method for match in found(changed).matches] == ["approximate"]


def test_the_same_file_gives_the_same_detection():
    text = block(APACHE) + CODE * 300 + block(MIT)

    assert found(text) == found(text)


def test_the_version_names_tool_and_data():
    first, *_, last = version().split("/")

    assert (first, last) == (__version__, layout.head(layout.FILE)["digest"])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("src/a.c", ""),
        ("LICENSE", "license"),
        ("a/b/UNLICENSE.txt", "license"),
        ("docs/COPYING.LESSER", "license"),
        ("readme.rst", "license"),
        ("dist/a.js.map", "+map"),
        ("LICENSE.map", "license+map"),
        ("a.tex", "+markup"),
        ("sublicensee/a.c", ""),
    ],
)
def test_a_path_adds_little_to_a_content(path, expected):
    assert path_class(path) == expected


def test_an_expression_in_words_is_no_spdx_tag():
    """The readers of tags look for SPDX tags alone: what is only a sentence or a field must not be left to them."""
    (sentence,) = found("# Licensed under GPL-2.0-only or AGPL-3.0-only\n").matches
    (field,) = found('name = "x"\nlicense = "ISC OR Zlib"\n').matches
    (tag,) = found(f"# {TAG} MIT OR Apache-2.0\n").matches

    assert [match.method for match in (sentence, field, tag)] == ["exact", "exact", "spdx-tag"]


GPL_NOTICE = (
    "This program is free software; you can redistribute it and/or modify it under the terms of the GNU General Public License "
    "as published by the Free Software Foundation; either version 2 of the License, or (at your option) any later version."
)


@pytest.mark.parametrize(
    ("line", "expression"),
    [
        (f"/*! {TAG} MIT */f()/*! {GPL_NOTICE} */", "MIT AND GPL-2.0-or-later"),
        (f"/*! {TAG} MIT */" + "f(0,1);" * 20_000 + f"/*! {GPL_NOTICE} */", "MIT AND GPL-2.0-or-later"),
        (f'{{"license":"ISC OR Zlib","note":"{GPL_NOTICE}"}}', "(ISC OR Zlib) AND GPL-2.0-or-later"),
        ('{"license":"ISC OR Zlib","x":{"license":"MPL-2.0 OR EPL-2.0"}}', "(ISC OR Zlib) AND (MPL-2.0 OR EPL-2.0)"),
        (f"/* {TAG} ISC */f()/* {TAG} Zlib */", "ISC AND Zlib"),
    ],
    ids=["banners", "pieces", "field-and-notice", "fields", "tags"],
)
def test_a_tag_hides_nothing_that_stands_in_its_line(line, expression):
    """A minified program is one line."""
    assert detect(line.encode(), "src/app.min.js").expression == expression


@pytest.mark.parametrize(
    ("name", "kind"), [("mpl-2.0_10.RULE", "text"), ("mpl-2.0.LICENSE", "text"), ("mpl-2.0_103.RULE", "notice")]
)
def test_a_whole_license_is_a_text_whatever_its_rule_is_called(name, kind):
    from osscan.detect.index import opened

    index = opened()
    rule = index.names.index(name)
    assert "MPL-2.0" == index.expressions[index.expression_of[rule]]
    assert kind == next(said for flag, said in layout.KINDS if index.flags[rule] & flag)
