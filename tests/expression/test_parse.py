"""Expressions: sound ones become trees, faulty ones say where, hostile ones end fast."""

from __future__ import annotations

import time

import pytest
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from osscan.expression.parse import parse
from osscan.expression.scan import DEEPEST, LONGEST, Fault, caret
from osscan.expression.tree import And, Leaf, Or, all_of, any_of, canonical, leaves


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MIT", Leaf("MIT")),
        (" MIT ", Leaf("MIT")),
        ("(MIT)", Leaf("MIT")),
        ("MIT OR Apache-2.0", Or((Leaf("MIT"), Leaf("Apache-2.0")))),
        ("mit or apache-2.0", Or((Leaf("mit"), Leaf("apache-2.0")))),
        ("A AND B OR C", Or((And((Leaf("A"), Leaf("B"))), Leaf("C")))),
        ("A AND (B OR C)", And((Leaf("A"), Or((Leaf("B"), Leaf("C")))))),
        ("GPL-2.0-only WITH Classpath-exception-2.0", Leaf("GPL-2.0-only", "Classpath-exception-2.0")),
        ("Apache-2.0+", Leaf("Apache-2.0+")),
        ("DocumentRef-a:LicenseRef-b", Leaf("DocumentRef-a:LicenseRef-b")),
        ("A\tOR\nB", Or((Leaf("A"), Leaf("B")))),
    ],
)
def test_a_sound_expression_becomes_its_tree(text, expected):
    assert expected == parse(text)


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        ("", "empty", 0),
        ("   ", "empty", 0),
        ("(MIT", "bracket-not-closed", 0),
        ("MIT)", "bracket-not-opened", 3),
        ("MIT OR", "ends-too-early", 6),
        ("MIT Apache-2.0", "operator-missing", 4),
        ("AND MIT", "license-missing", 0),
        ("MIT AND AND MIT", "license-missing", 8),
        ("MIT/X11", "not-an-id", 0),
        ("LGPL-2.1, GPL-2.0", "not-an-id", 0),
        ("GPL-2.0-only WITH", "ends-too-early", 17),
        ("GPL-2.0-only WITH (A)", "license-missing", 18),
        ("(A OR B) WITH C", "with-needs-license", 9),
        ("A WITH B WITH C", "with-needs-license", 9),
        ("()", "license-missing", 1),
    ],
)
def test_a_fault_names_its_kind_and_its_first_character(text, kind, start):
    fault = parse(text)
    assert isinstance(fault, Fault)
    assert (kind, start) == (fault.kind, fault.start)


def test_the_caret_stands_under_the_fault():
    text = "GPL-2.0-only AND (MIT"
    fault = parse(text)
    assert isinstance(fault, Fault)
    assert caret(text, fault) == "GPL-2.0-only AND (MIT\n                 ^"


def test_the_caret_of_a_long_text_stays_near_the_fault():
    text = "MIT AND " * 100 + "AND"
    fault = parse(text)
    assert isinstance(fault, Fault)
    line, mark = caret(text, fault).split("\n")
    assert len(line) <= 100
    assert "AND" == line[mark.index("^") : mark.index("^") + 3]


def test_four_hundred_brackets_are_a_fault_not_a_crash():
    fault = parse("(" * 400 + "MIT" + ")" * 400)
    assert isinstance(fault, Fault)
    assert ("too-deep", DEEPEST) == (fault.kind, fault.start)


def test_a_megabyte_of_expression_is_refused_at_once():
    begin = time.process_time()
    fault = parse("MIT AND " * 131_072)
    assert isinstance(fault, Fault)
    assert ("too-long", LONGEST) == (fault.kind, fault.start)
    assert time.process_time() - begin < 4


def test_two_thousand_operands_are_parsed():
    tree = parse(" OR ".join(f"LicenseRef-{number}" for number in range(2_000)))
    assert isinstance(tree, Or)
    assert 2_000 == sum(1 for _ in leaves(tree))


def test_alternation_at_the_depth_limit_is_parsed_and_written():
    text = "(" * DEEPEST + "MIT" + "".join(f" {'OR' if i % 2 else 'AND'} L{i})" for i in range(DEEPEST))
    tree = parse(text)
    assert not isinstance(tree, Fault)
    assert tree == parse(str(tree))


def test_joining_flattens_and_keeps_each_part_once():
    a, b, c = Leaf("A"), Leaf("B"), Leaf("C")
    assert And((a, b, c)) == all_of((a, And((b, c)), a))
    assert Or((a, b)) == any_of((Or((a, b)), b))
    assert a == all_of((a, a))


def test_canonical_puts_parts_into_one_order():
    assert canonical(parse("B OR (D AND C) OR A")) == canonical(parse("A OR B OR (C AND D)"))


@pytest.mark.parametrize(
    "text",
    ["MIT", "MIT OR Apache-2.0", "(MIT AND ISC) OR 0BSD", "GPL-2.0-only WITH Classpath-exception-2.0", "LicenseRef-x AND MIT"],
)
def test_what_packaging_accepts_we_accept(text):
    canonicalize_license_expression(text)
    assert not isinstance(parse(text), Fault)


@pytest.mark.parametrize(
    "text", ["MIT OR", "(MIT", "MIT)", "AND", "MIT Apache-2.0", "(MIT OR ISC) WITH Classpath-exception-2.0", ""]
)
def test_what_packaging_rejects_we_reject(text):
    with pytest.raises(InvalidLicenseExpression):
        canonicalize_license_expression(text)
    assert isinstance(parse(text), Fault)
