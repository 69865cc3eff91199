"""Values of `vertrag.yml`: what answers each kind of question, and what is wrong with an answer that doesn't."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import Leaf
from osscan.knowledge import spdx
from osscan.knowledge.normalise import canonical
from osscan.model.contract import Form, Question, Value
from osscan.model.problem import Facts, facts_of
from osscan.publiccode.document import Node

LONGEST = 2000
_MOST_ELEMENTS = 1000
_YES, _NO = "ja", "nein"
_TRUE, _FALSE = frozenset({"true", "True", "TRUE"}), frozenset({"false", "False", "FALSE"})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_LICENSES = "SPDX: EUPL-1.2, MIT, …"


class Wrong(NamedTuple):
    """Why a value is no answer: the code of a Problem with its facts, and where it stands."""

    code: str
    node: Node
    facts: Facts


def is_blank(node: Node) -> bool:
    """Whether nothing is written there."""
    return node.kind == "nothing" or (node.kind == "text" and not node.text.strip())


def value_of(question: Question, node: Node) -> Value | Wrong | None:
    """The answer that stands there; None where it is an empty list."""
    return _FORMS[question.form](question, node)


def _scalar(node: Node, *kinds: str) -> str | Wrong:
    """A value of these kinds, in NFC and without white space around it: `true` is no text, as YAML takes it for a yes."""
    if node.kind in ("list", "mapping"):
        return Wrong("contract-wrong-type", node, ())
    if node.kind not in kinds:
        return Wrong("contract-not-text", node, facts_of(value=node.text[:40]))
    text = unicodedata.normalize("NFC", node.text).strip()
    if len(text) > LONGEST or any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in text):
        return _wrong(node, repr(text[:40]), f"≤ {LONGEST}")
    return text


def _wrong(node: Node, value: object, allowed: str) -> Wrong:
    return Wrong("contract-wrong-value", node, facts_of(value=value, allowed=allowed))


def _text(_question: Question, node: Node) -> Value | Wrong:
    return _scalar(node, "text", "number")


def _flag(_question: Question, node: Node) -> Value | Wrong:
    """Only `ja` and `nein` and the booleans of YAML 1.2: `yes`, `on` and `Ja` are neither."""
    text = _word_of(node)
    if isinstance(text, Wrong) or text in (_YES, _NO):
        return text if isinstance(text, Wrong) else text == _YES
    return _wrong(node, node.text[:40], f"{_YES}, {_NO}")


def _word_of(node: Node) -> str | Wrong:
    """A word, or the one that a boolean stands for; a number is left as it is written."""
    text = _scalar(node, "text", "number", "boolean")
    if node.kind == "boolean":
        return _YES if text in _TRUE else _NO if text in _FALSE else text
    return text


def _word(question: Question, node: Node) -> Value | Wrong:
    text = _word_of(node) if _YES in question.words else _scalar(node, "text", "number", "boolean")
    if isinstance(text, Wrong) or text in question.words:
        return text
    return _wrong(node, node.text[:40], ", ".join(question.words))


def _listed(node: Node, read: Callable[[Node], str | Wrong]) -> tuple[str, ...] | Wrong | None:
    """The elements of a list, empty ones left out; a lone value counts as a list of one. One that is wrong spoils all:
    half a list would let through less or more than was agreed.
    """
    elements = [one for one in node.items if not is_blank(one)] if node.kind == "list" else [node]
    if len(elements) > _MOST_ELEMENTS:
        return _wrong(node, len(elements), f"≤ {_MOST_ELEMENTS}")
    found = []
    for element in elements:
        text = read(element)
        if isinstance(text, Wrong):
            return text
        found.append(text)
    return tuple(found) or None


def _words(question: Question, node: Node) -> Value | Wrong | None:
    def read(element: Node) -> str | Wrong:
        text = _scalar(element, "text", "number", "boolean")
        known = isinstance(text, Wrong) or text in question.words
        return text if known else _wrong(element, element.text[:40], ", ".join(question.words))

    return _listed(node, read)


def _texts(_question: Question, node: Node) -> Value | Wrong | None:
    return _listed(node, lambda element: _scalar(element, "text"))


def _licenses(_question: Question, node: Node) -> Value | Wrong | None:
    """Single licenses that the SPDX list knows, or references to others (LicenseRef-…), spelled as reports spell them."""

    def read(element: Node) -> str | Wrong:
        text = _scalar(element, "text")
        if isinstance(text, Wrong):
            return text
        return _license(text) or _wrong(element, text[:80], ", ".join(spdx.near(text[:80])) or _LICENSES)

    return _listed(node, read)


def _license(text: str) -> str | None:
    tree = parse(text)
    if isinstance(tree, Fault):
        return None
    now, is_unknown = canonical(tree, [])
    return str(now) if isinstance(now, Leaf) and not is_unknown else None


def _day(_question: Question, node: Node) -> Value | Wrong:
    text = _scalar(node, "text", "number", "boolean")
    if isinstance(text, Wrong):
        return text
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    return _wrong(node, text[:40], "2027-06-30")


def _number(_question: Question, node: Node) -> Value | Wrong:
    text = _scalar(node, "text", "number", "boolean")
    if isinstance(text, Wrong):
        return text
    return int(text) if node.kind == "number" and _NUMBER.fullmatch(text) else _wrong(node, text[:40], "1 … 9999")


_FORMS: dict[Form, Callable[[Question, Node], Value | Wrong | None]] = {
    Form.TEXT: _text,
    Form.FLAG: _flag,
    Form.WORD: _word,
    Form.WORDS: _words,
    Form.DAY: _day,
    Form.NUMBER: _number,
    Form.TEXTS: _texts,
    Form.LICENSES: _licenses,
}
