"""Who says to hold the copyright: statements as people write them, and what only looks like one."""

from __future__ import annotations

import time

import pytest

from osscan.detect.holder_years import joined, normal
from osscan.detect.holders import holders, is_license_texts_own
from osscan.model.detection import Holder

STATEMENTS = {
    # marks
    "Copyright (c) 2019-2024 Ada Example": [("Ada Example", "2019-2024")],
    "© 2020, Ada Example <ada@example.org>": [("Ada Example", "2020")],
    "/* (C) 1999 by Ada Example */": [("Ada Example", "1999")],
    "(c) Copyright 1995 EXAMPLE LIMITED": [("EXAMPLE LIMITED", "1995")],
    "Copr. 1988 Ada Example": [("Ada Example", "1988")],
    "CopyRight 2001 Ada Example": [("Ada Example", "2001")],
    "Copyright 2019 Example GmbH. All rights reserved. Confidential.": [("Example GmbH", "2019")],
    "COPYRIGHT 1999 EXAMPLE INTERACTIVE, INC.": [("EXAMPLE INTERACTIVE, INC.", "1999")],
    "Copyright &copy; 2003 Ada Example": [("Ada Example", "2003")],
    "Copyright &#169; 2003 Ada Example": [("Ada Example", "2003")],
    r"Copyright \u00a9 2019 Ada Example": [("Ada Example", "2019")],
    r"\textcopyright 2019 Ada Example": [("Ada Example", "2019")],
    "Copyright @copyright{} 1994-1996, 2000 Ada Example": [("Ada Example", "1994-1996, 2000")],
    "Copyright \ufffd 2007 Example, Inc. <http://example.org/>": [("Example, Inc.", "2007")],
    "Copyright Â© 2006-2008 Ada Example": [("Ada Example", "2006-2008")],
    "copyrighted (c) 2001 by Ada Example": [("Ada Example", "2001")],
    " * @copyright  2019 Ada Example <a@example.org>": [("Ada Example", "2019")],
    " * @copyright Copyright (c) 2019, Ada Example": [("Ada Example", "2019")],
    " * @copyright Ada Example": [("Ada Example", "")],
    "    :copyright: (c) 2012 by Ada Example.": [("Ada Example", "2012")],
    # REUSE and SPDX
    "# SPDX-FileCopyrightText: 2023 Ada Example <ada@example.org>": [("Ada Example", "2023")],
    "# SPDX-FileCopyrightText: © 2020 Ada Example": [("Ada Example", "2020")],
    "# SPDX-FileCopyrightText: example contributors": [("example contributors", "")],
    "// SPDX-SnippetCopyrightText: 2023 Ada Example": [("Ada Example", "2023")],
    "<!-- SPDX-FileCopyrightText: Ada <a@example.org> -->": [("Ada", "")],
    "FileCopyrightText: <text>Copyright 2019 Ada Example</text>": [("Ada Example", "2019")],
    "SPDX-FileCopyrightText: NOASSERTION": [],
    # years
    "Copyright 1998, 2000-2004 Ada Example": [("Ada Example", "1998, 2000-2004")],
    "Copyright 2013–present, Example, Inc.": [("Example, Inc.", "2013-present")],
    "Copyright (c) 1991,92,95,2001 Ada Example": [("Ada Example", "1991, 1992, 1995, 2001")],
    "Copyright 1998-99 Ada Example": [("Ada Example", "1998-1999")],
    "Copyright 1999 -- 2011 Ada Example all rights reserved.": [("Ada Example", "1999-2011")],
    "(c) 2016 and later: Example, Inc. and others.": [("Example, Inc. and others", "2016-present")],
    "Copyright (c) 2010-202x The example developers": [("The example developers", "2010-present")],
    "Copyright 2001-03-12 Ada Example": [("Ada Example", "2001")],
    "Copyright 12 March 2001 Ada Example": [("Ada Example", "2001")],
    "2003 Copyright Example GmbH": [("Example GmbH", "2003")],
    "Copyright 2003 (C) Ada Example": [("Ada Example", "2003")],
    "Copyright (C) 2019-$(date) Ada Example": [("Ada Example", "2019")],
    "Copyright 2005, 3ex Inc.": [("3ex Inc.", "2005")],
    # years after the name
    " * Copyright Example 2007-2019": [("Example", "2007-2019")],
    "Copyright (C) ???? Ada Example": [("Ada Example", "")],
    "Copyright Ada Example, 1997, 2003. All rights reserved.": [("Ada Example", "1997, 2003")],
    " * Copyright EX Corp. 1989,1999": [("EX Corp.", "1989, 1999")],
    "Copyright Example AB 2002-2009. All Rights Reserved.": [("Example AB", "2002-2009")],
    "Copyright (c) Example Alliance (2000, 2009).": [("Example Alliance", "2000, 2009")],
    "/* (c) Ada Example <ada@example.org>, 2015. */": [("Ada Example", "2015")],
    # names
    "Copyright (c) 2019 Example, Inc. and its affiliates.": [("Example, Inc. and its affiliates", "2019")],
    "// Copyright 2014 The Example Authors. All rights reserved.": [("The Example Authors", "2014")],
    " * Copyright 2012-2019 the original author or authors.": [("the original author or authors", "2012-2019")],
    "Copyright © 2019 Müller & Söhne GmbH & Co. KG": [("Müller & Söhne GmbH & Co. KG", "2019")],
    "版权所有 © 2019 张三": [("张三", "2019")],
    "Copyright (c) 2020 наб": [("наб", "2020")],
    "Copyright 2019 O'Example Media, Inc.": [("O'Example Media, Inc.", "2019")],
    "Copyright (c) 2019 Jean-Luc d'Example et al.": [("Jean-Luc d'Example et al.", "2019")],
    "(c) 2000-2006, eXample.com Software GmbH (info@example.com)": [("eXample.com Software GmbH", "2000-2006")],
    "Copyright (c) 2019 kyle": [("kyle", "2019")],
    "Copyright (c) .EX Foundation. All rights reserved.": [(".EX Foundation", "")],
    "Copyright (c) 2019 Example e.V., Dortmund": [("Example e.V., Dortmund", "2019")],
    "Copyright (C) 2019 Stadt Dortmund": [("Stadt Dortmund", "2019")],
    'Copyright (c) 2004 by Example Systems Consortium, Inc. ("ESC")': [("Example Systems Consortium, Inc.", "2004")],
    "Copyright (c) 2009 Ada Example (all bugs are hers)": [("Ada Example", "2009")],
    "Copyright 2007-2008 [Ada Example](https://example.org/ada)": [("Ada Example", "2007-2008")],
    'Copyright &copy; 1999 <a href="http://example.org">Example Foundation</a>. All Rights Reserved.': [
        ("Example Foundation", "1999")
    ],
    "<copyright><year>2000</year><holder>Example, Inc.</holder></copyright>": [("Example, Inc.", "2000")],
    "Copyright (c) 2019 <ada@example.org>": [("ada@example.org", "2019")],
    "Copyright (c) 2003 http://example.org": [("http://example.org", "2003")],
    "Copyright (c) 2011-2019, Example (https://example.org/) and contributors": [("Example and contributors", "2011-2019")],
    "Copyright Ada Example": [("Ada Example", "")],
    "Example ASA (c) 2007": [("Example ASA", "2007")],
    "// driver, written by Ada Example <a@example.org> (c) 2004 to support it": [("Ada Example", "2004")],
    "Copyright (c) 2015-2016 Will Example <will@example.org>": [("Will Example", "2015-2016")],
    ":copyright: (c) 2014-2019 by Grant Example.": [("Grant Example", "2014-2019")],
    "# Copyright ada (2023-2026)": [("ada", "2023-2026")],
    "# Original code Copyright [Ada Example](https://example.org/).": [("Ada Example", "")],
    "The Initial Developer of the Original Code is\n# Example Corporation.\n# Portions created by the Initial Developer are"
    " Copyright (C) 1998\n# the Initial Developer. All Rights Reserved.": [("Example Corporation", "1998")],
    # where the name ends
    "Copyright 2019 Ada Example. Licensed under the Apache License, Version 2.0": [("Ada Example", "2019")],
    "Copyright (c) 2019 Ada Example  Permission is hereby granted": [("Ada Example", "2019")],
    "Copyright (c) 2019 Ada Example - Alle Rechte vorbehalten": [("Ada Example", "2019")],
    "This document is Copyright (C) 1999, 2000 by Ada Example and may be copied.": [("Ada Example", "1999, 2000")],
    "Copyright (C) 2007 Example, Inc., 59 Temple Place, Suite 330": [("Example, Inc.", "2007")],
    "Copyright 2019 Ada Example. See AUTHORS.": [("Ada Example", "2019")],
    "/*! lib v3 | (c) Example Foundation and other contributors | example.org/license */": [
        ("Example Foundation and other contributors", "")
    ],
    "!function(){var c=1;(c)||d}();/* (c) 2019 Ada Example */x(c)": [("Ada Example", "2019")],
    "##\n# Copyright 2019 Ada Example     #\n##": [("Ada Example", "2019")],
    "|  Copyright (c) 2019 Ada Example                |": [("Ada Example", "2019")],
    # several holders
    "(c) 2019 by Ada Example and Bo Sample.": [("Ada Example", "2019"), ("Bo Sample", "2019")],
    "Copyright Ada Example, Bo Sample, Cy Test & Di Probe 2000.": [
        ("Ada Example", "2000"),
        ("Bo Sample", "2000"),
        ("Cy Test", "2000"),
        ("Di Probe", "2000"),
    ],
    "Copyright (c) 2019, Ada Example (a@example.org), Bo Sample (b@example.org)": [
        ("Ada Example", "2019"),
        ("Bo Sample", "2019"),
    ],
    "Copyright (c) 2002 Example, Inc., Sample Consortium.": [("Example, Inc.", "2002"), ("Sample Consortium", "2002")],
    "Copyright 2001 Example Institute of Technology and Science": [("Example Institute of Technology and Science", "2001")],
    "Copyright 1995 Ada Example <a@example.org>, Espoo, Finland": [("Ada Example, Espoo, Finland", "1995")],
    "Copyright 2001 Barnes and Example": [("Barnes and Example", "2001")],
    "Copyright 2001 Ada Example, Sample University, Berlin": [("Ada Example, Sample University, Berlin", "2001")],
    "Copyright 2001 Ada Example, 2002-2003 Bo Sample": [("Ada Example", "2001"), ("Bo Sample", "2002-2003")],
    "Copyright 2001 Ada Example. Copyright 2002 Bo Sample.": [("Ada Example", "2001"), ("Bo Sample", "2002")],
    # languages and their comments
    "% Copyright 2019 Ada Example": [("Ada Example", "2019")],
    "-- Copyright 2019 Ada Example": [("Ada Example", "2019")],
    ";;; Copyright (C) 2019 Ada Example": [("Ada Example", "2019")],
    "REM Copyright (c) 2019 Ada Example": [("Ada Example", "2019")],
    ".. Copyright 2019 Ada Example": [("Ada Example", "2019")],
    "<!-- Copyright 2019 Ada Example -->": [("Ada Example", "2019")],
    '"""Copyright 2019 Ada Example."""': [("Ada Example", "2019")],
    '.\\" Copyright (c) 1990 The Regents of Example.': [("The Regents of Example", "1990")],
    # strings of programs
    "copyright = u'2019, Ada Example'": [("Ada Example", "2019")],
    'copyright = f"2016-{year}, Ada Example"': [("Ada Example", "2016")],
    "copyright = '2008–%s, Ada Example' % year": [("Ada Example", "2008")],
    '__copyright__ = "Copyright 2019 Ada Example"': [("Ada Example", "2019")],
    '{"copyright": "2019 Ada Example", "license": "MIT"}': [("Ada Example", "2019")],
    "print('Copyright 2019 Ada Example')": [("Ada Example", "2019")],
    r'console.log("Copyright (c) 2019 Example\n");': [("Example", "2019")],
    '[assembly: AssemblyCopyright("Copyright © Example GmbH 2019")]': [("Example GmbH", "2019")],
    '<p class="copyright">&copy; 2019 <a href="https://example.org">Example GmbH</a></p>': [("Example GmbH", "2019")],
    # broken over lines
    " * Copyright (c) 2019\n *   Ada Example\n * All rights reserved": [("Ada Example", "2019")],
    "dnl Copyright 2019\ndnl Ada Example": [("Ada Example", "2019")],
    "C     Copyright (C) 1992\nC     Ada Example": [("Ada Example", "1992")],
    "/* Copyright 2019\n   Example, Inc. */": [("Example, Inc.", "2019")],
    "# Copyright 1996-1998 by\n#  Ada Example": [("Ada Example", "1996-1998")],
    "Copyright (C) 1996, 1997,\n  2001, 2003 Free Example\n  Foundation, Inc.\n": [
        ("Free Example Foundation, Inc.", "1996, 1997, 2001, 2003")
    ],
    "// Copyright 2003 Ada Example\n// and Bo Sample.": [("Ada Example", "2003"), ("Bo Sample", "2003")],
    "Copyright: 2004, Ada Example\n           2005-2006 Bo Sample <b@example.org>\n": [
        ("Ada Example", "2004"),
        ("Bo Sample", "2005-2006"),
    ],
    "Copyright:\n Ada Example\n Bo Sample\nLicense: MIT": [("Ada Example", ""), ("Bo Sample", "")],
    "# Copyright 2019\nimport os": [],
    "# Copyright 2019\n# Licensed under the MIT License": [],
    "// Copyright 2019\nclass Example {": [],
    # prose of licenses
    "The above copyright notice and this permission notice shall be included": [],
    "THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE": [],
    "Redistributions must retain the copyright\nnotice of Foo": [],
    '"Licensor" shall mean the copyright owner or entity authorized by the copyright owner': [],
    "grants You a perpetual copyright license to reproduce": [],
    "you may add Your own copyright statement": [],
    "U.S. Copyright Act, 17 U.S.C. 101": [],
    "the WIPO Copyright Treaty of 20 December 1996, the WIPO Phonograms Treaty of 1996": [],
    "For software which is copyrighted by the Free Example Foundation, write": [],
    "Copyright and Similar Rights that apply": [],
    "(c) the licenses granted in Section 2.1 are effective on the date": [],
    " (a) x; (b) y; and (c) Example Corporation may": [],
    "(c) Representations. Contributor represents that": [],
    "in Section 4(c), as requested; 11 (c) You must retain": [],
    "Copyright (c) their respective owners": [],
    "%%Copyright: DISCLAIMED. IN NO EVENT SHALL": [],
    "%%Copyright: CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING": [],
    # blanks to fill in
    "Copyright [yyyy] [name of copyright owner]": [],
    "Copyright {yyyy} {name of copyright owner}": [],
    "Copyright (C) <year>  <name of author>\nThis program": [],
    "Copyright (c) <year> <copyright holders>": [],
    "Copyright (c) [year] [fullname]": [],
    "Copyright (c) {{ year }}, {{ organization }}": [],
    "Copyright 2019 Your Name Here": [],
    "Copyright (C) 19yy name of author": [],
    "Copyright (c) ____ ______": [],
    "Copyright (c) 2019 ${author}": [],
    "Copyright (c) 2019 %s": [],
    "Copyright (C)  @var{year}  @var{your name}.": [],
    "<copyright holder> and [Copyright Owner]": [],
    "Copyright (C) YEAR by AUTHOR EMAIL": [],
    "Copyright (c) <year> Example Inc.": [("Example Inc.", "")],
    "Copyright (c) YYYY Example Inc.": [("Example Inc.", "")],
    # code
    'print("(c)")': [],
    "if (c) 2019;": [],
    "x = f(c) 2019": [],
    "while ((c) = next(C))": [],
    "if (a&copy) { x }": [],
    'var copyright = getCopyright(year, "Foo");': [],
    "self.copyright_text = CopyrightText(Foo)": [],
    "#copyright { color: red }": [],
    '"copyright",\n"Core Text"': [],
    '{"c": "©", "r": "®"}': [],
    "see copyright.html and /Consortium/Legal/copyright-software-19980720": [],
    '__copyright__ = "2014-2019 %s" % __author__': [],
    "copyright = conf['Example']": [],
}


@pytest.mark.parametrize(("text", "expected"), STATEMENTS.items())
def test_a_statement_names_its_holders(text, expected):
    assert [(holder.name, holder.years) for holder in holders(text)] == expected


def test_holders_stand_in_the_order_and_at_the_lines_of_the_file():
    text = "x\n// (c) 2003 Cy Test\n\n * Copyright 2001 Ada Example\n-- © 2002 Bo Sample\n"
    assert holders(text) == (Holder("Cy Test", "2003", 2), Holder("Ada Example", "2001", 4), Holder("Bo Sample", "2002", 5))


def test_one_who_is_named_twice_is_one_with_all_years():
    text = "Copyright 2003 Example, Inc.\n\nCopyright (c) 2001, 2002-2004 EXAMPLE INC\nCopyright the Example, Inc.\n"
    assert holders(text) == (Holder("Example, Inc.", "2001, 2002-2004", 1),)


def test_lines_end_as_on_windows_too():
    assert holders("# Copyright 2019\r\n# Ada Example\r\n#\r\n# (c) 2001 Bo Sample\r\n") == (
        Holder("Ada Example", "2019", 1),
        Holder("Bo Sample", "2001", 4),
    )


def test_a_statement_deep_in_a_long_line_is_found():
    text = "var a=1;" * 5_000 + "/* Copyright 2019 Ada Example */" + "f(a);" * 5_000
    assert holders(text) == (Holder("Ada Example", "2019", 1),)


def test_nobody_is_named_in_a_text_without_a_mark():
    assert holders("Ada Example wrote this in 2019.") == ()


def test_at_most_a_hundred_holders_are_named():
    text = "".join(f"Copyright 2019 Example {number} GmbH\n" for number in range(500))
    assert len(holders(text)) == 100


def test_the_statement_of_a_license_about_its_own_text_is_told_apart():
    head = holders(
        "GNU GENERAL PUBLIC LICENSE\n Copyright (C) 2007 Free Software Foundation, Inc. <https://fsf.org/>\n Everyone is permitted"
    )
    header = holders("/* Copyright (C) 1998-2003 Free Software Foundation, Inc. */")
    assert [is_license_texts_own(holder) for holder in head + header] == [True, False]


@pytest.mark.parametrize(
    ("raw", "years"),
    [
        ("1998 - 1999, 1991,92, 1998", "1991, 1992, 1998-1999"),
        ("1999, 00", "1999, 2000"),
        ("2019-now", "2019-present"),
        ("2004-2001", "2004"),
        ("no year", ""),
    ],
)
def test_years_are_written_in_one_way(raw, years):
    assert normal(raw) == years


def test_years_within_a_range_are_not_told_again():
    assert joined("2019", "2018-2020") == "2018-2020"
    assert joined("2001", "") == "2001"
    assert joined("2005-present", "2001, 2007") == "2001, 2005-present"


MEGABYTES = 5 * 1024 * 1024


@pytest.mark.parametrize(
    "text",
    [
        "copyright " * (MEGABYTES // 10),
        "Copyright " * (MEGABYTES // 10),
        "copyright\n" * (MEGABYTES // 10),
        "(c) " * (MEGABYTES // 4),
        "(C) A" * (MEGABYTES // 5),
        "© " * (MEGABYTES // 2),
        "Copyright 2019 Ada Example\n" * (MEGABYTES // 27),
        "Copyright " + "1999, " * (MEGABYTES // 6),
        "Copyright 2019 " + "<" * MEGABYTES,
        "".join(f"Copyright (c) {number} is not\n" for number in range(MEGABYTES // 30)),
        "".join(f"Copyright (c) {number} {'A and ' * 40}\n" for number in range(MEGABYTES // 250)),
        "".join(f"Copyright (c) {number} {'a.' * 100}\n" for number in range(MEGABYTES // 220)),
        "".join(f"Copyright (c) {number} {'<a@' * 60}\n" for number in range(MEGABYTES // 200)),
        "".join(f"Copyright (c) {number} {'[(' * 90}\n" for number in range(MEGABYTES // 200)),
    ],
    ids=[
        "small",
        "capital",
        "lines",
        "c",
        "c-a",
        "sign",
        "same",
        "years",
        "angles",
        "refused",
        "and",
        "dots",
        "mails",
        "brackets",
    ],
)
def test_hostile_text_takes_linear_time(text):
    begun = time.process_time()
    holders(text)
    assert time.process_time() - begun < 15


def test_ordinary_headers_take_less_than_ten_milliseconds():
    header = (
        "/*\n * Copyright (c) 2019-2021 Ada Example <ada@example.org>\n *\n * Redistributions must retain the above copyright notice\n"
        ' * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"\n */\n'
    )
    text = header + "int f(int c) { return g(c) + 1; }\n" * 300
    begun = time.process_time()
    for _ in range(200):
        holders(text)
    assert time.process_time() - begun < 2
