"""XML as trees: encodings, entities, depth, and what stands before a break."""

from __future__ import annotations

import time

import pytest

from osscan.errors import UnreadableError
from osscan.inputs import xml_tree
from osscan.inputs.source import Limits, Source
from osscan.inputs.xml_tree import Document, xml_of


def tree(held: bytes, *, depth: int = 200, skip_entities: bool = False) -> Document:
    return xml_of(Source("x.xml", held=held, limits=Limits(depth=depth)), skip_entities=skip_entities)


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def said(document: Document) -> str:
    return document.root.said("b") if document.root is not None else "-"


@pytest.mark.parametrize(
    "held",
    [
        "<a><b>ü</b></a>".encode(),
        "\ufeff<a><b>ü</b></a>".encode(),
        "<a><b>ü</b></a>".encode("utf-16"),
        '<?xml version="1.0" encoding="UTF-16"?><a><b>ü</b></a>'.encode("utf-16"),
        '<?xml version="1.0" encoding="UTF-16"?><a><b>ü</b></a>'.encode(),
        '<?xml version="1.0" encoding="ISO-8859-1"?><a><b>ü</b></a>'.encode("latin-1"),
        '<?xml version="1.0" encoding="windows-1252"?><a><b>ü</b></a>'.encode("cp1252"),
        '<x:a xmlns:x="u"><x:b>ü</x:b></x:a>'.encode(),
    ],
)
def test_encodings_and_prefixes_do_not_matter(held: bytes) -> None:
    assert (said(tree(held)), codes(tree(held))) == ("ü", [])


def test_what_stands_before_a_break_is_kept_and_what_is_cut_off_is_empty() -> None:
    document = tree(b"<a><b>1</b><c>2")
    root = document.root
    assert root is not None
    assert (root.said("b"), root.said("c"), [child.cut for child in root.children]) == ("1", "", [False, True])
    assert codes(document) == ["xml-syntax"]


def test_entities_are_never_expanded() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 20))
    started = time.process_time()
    document = tree(f'<!DOCTYPE a [<!ENTITY e0 "ha">{levels}]><a><b>&e19;</b></a>'.encode())
    assert (said(document), codes(document)) == ("-", ["xml-entities"])
    assert time.process_time() - started < 5


@pytest.mark.parametrize("skip", [False, True])
def test_no_foreign_file_is_fetched(tmp_path, skip):
    (tmp_path / "secret").write_text("secret")
    held = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><a><b>&x;</b></a>'.encode()
    assert codes(tree(held, skip_entities=skip)) == ["xml-entities"]
    outside = f'<!DOCTYPE a SYSTEM "file://{tmp_path}/secret"><a><b>1</b></a>'.encode()
    assert (said(tree(outside, skip_entities=skip)), codes(tree(outside, skip_entities=skip))) == ("1", [])


def test_an_undeclared_entity_may_cost_only_its_text() -> None:
    held = b"<a><n>&oslash;</n><b>1</b></a>"
    assert (said(tree(held)), codes(tree(held))) == ("", ["xml-syntax"])
    document = tree(held, skip_entities=True)
    assert document.root is not None
    assert (document.root.said("n"), said(document), codes(document)) == ("", "1", ["xml-entities"])


def test_too_deep_elements_are_passed_over_and_told_once() -> None:
    document = tree(b"<a>" + b"<x>" * 300 + b"</x>" * 300 + b"<b>1</b>" + b"<x>" * 300 + b"</x>" * 300 + b"</a>", depth=20)
    assert (said(document), codes(document)) == ("1", ["too-deep"])


def test_a_huge_document_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_tree, "_MOST_BYTES", 10)
    with pytest.raises(UnreadableError) as fault:
        tree(b"<a>0123456789</a>")
    assert fault.value.problem.code == "input-too-large"


@pytest.mark.parametrize("held", [b"", b" ", b"{}", b"\0\0\0", b"<", b"<a", b"<a b></a>", b"\xff\xfe<"])
def test_what_is_no_xml_is_told(held: bytes) -> None:
    assert codes(tree(held))[-1] == "xml-syntax"
