"""Reads `vertrag.yml`: strict values with line and column; what can't be understood is told and stays open."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from osscan.errors import UnreadableError
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import Leaf
from osscan.inputs.source import Source
from osscan.model.contract import QUESTIONS, SCHEMA, Answer, Contract, Form, Question, Value
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity, facts_of
from osscan.publiccode.document import Broken, Node, document_of

FILE = "vertrag.yml"
LONGEST = 2000
_MOST_ELEMENTS = 1000
_MOST_PROBLEMS = 100
_BY_KEY = {one.key: one for one in QUESTIONS}
_GROUPS = tuple(dict.fromkeys(one.group for one in QUESTIONS if one.group))
_YES, _NO = ("ja", "true"), ("nein", "false")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PERSON = re.compile(r"\b(?:Herrn?|Frau|Mr|Mrs|Ms|Dr)\b\.?\s+\w|[\w.+-]+@[\w-]+\.\w")
_BROKEN = {"too-large": "contract-too-large", "several-documents": "contract-several"}


class ContractRead(NamedTuple):
    """The contract, None where the file is none at all, and what is wrong with it; `whole` is whether all of it was understood."""

    contract: Contract | None
    problems: tuple[Problem, ...] = ()

    @property
    def whole(self) -> bool:
        return self.contract is not None and all(one.severity is not Severity.ERROR for one in self.problems)


def contract_of(source: Source) -> ContractRead:
    """The contract in a file; whatever is wrong with it, nothing is raised."""
    try:
        document = document_of(source)
    except UnreadableError as fault:
        return ContractRead(None, (fault.problem,))
    reading = _Reading(source.path)
    for broken in document.broken:
        reading.broken(broken)
    if document.broken:
        return ContractRead(None, tuple(reading.problems))
    root = document.root
    if root is None or root.kind != "mapping":
        reading.tell("contract-wrong-type", root, "", expected="mapping", found=root.kind if root is not None else "nothing")
        return ContractRead(None, tuple(reading.problems))
    if not reading.is_contract(root):
        return ContractRead(None, tuple(reading.problems))
    reading.mapping(root, "")
    return ContractRead(Contract(source.path, reading.answers), tuple(reading.problems))


class _Reading:
    """Answers and problems while the tree is walked."""

    __slots__ = ("answers", "path", "problems")

    def __init__(self, path: str) -> None:
        self.path = path
        self.answers: dict[str, Answer] = {}
        self.problems: list[Problem] = []

    def tell(self, code: str, node: Node | None, key: str, severity: Severity = Severity.ERROR, /, **facts: object) -> None:
        if len(self.problems) >= _MOST_PROBLEMS:
            return
        place = Place(self.path, key, node.line, node.column) if node is not None else Place(self.path, key)
        self.problems.append(Problem(code, severity, place, facts_of(**facts)))

    def broken(self, broken: Broken) -> None:
        """A file that is no YAML at all."""
        place = Place(self.path, "", broken.line or None, broken.column or None)
        facts = dict(broken.facts)
        reason = facts.get("reason") or broken.code
        told = facts_of(limit=facts["limit"]) if "limit" in facts else facts_of(reason=reason)
        code = _BROKEN.get(broken.code, "contract-syntax")
        self.problems.append(Problem(code, Severity.ERROR, place, () if code == "contract-several" else told))

    def is_contract(self, root: Node) -> bool:
        """Whether it says what it is, in the version that osscan knows."""
        pair = root.pair("schema")
        if pair is None:
            self.tell("contract-missing-key", root, "schema", key="schema", value=SCHEMA)
            return False
        if pair[1].text != SCHEMA:
            self.tell("contract-wrong-value", pair[1], "schema", value=pair[1].text, allowed=SCHEMA)
            return False
        return True

    def mapping(self, node: Node, group: str) -> None:
        """Every key of one mapping, each once."""
        before = f"{group}." if group else ""
        known = tuple(_names(group))
        seen: set[str] = set()
        for key, value in node.pairs():
            name = key.text
            if name in seen:
                self.tell("contract-double-key", key, f"{before}{name}", key=name)
                self.forget(f"{before}{name}")
            elif f"{before}{name}" in _BY_KEY:
                self.question(_BY_KEY[f"{before}{name}"], value)
            elif not group and name in _GROUPS:
                self.group(name, value)
            elif name != "schema" or group:
                self.unknown(key, f"{before}{name}", known)
            seen.add(name)

    def forget(self, name: str) -> None:
        """What is written twice is not answered."""
        for key in [key for key in self.answers if key == name or key.startswith(f"{name}.")]:
            del self.answers[key]

    def unknown(self, key: Node, route: str, known: tuple[str, ...]) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.tell("contract-unknown-key", key, route, key=key.text, nearest=_nearest(key.text[:80], known))

    def group(self, name: str, value: Node) -> None:
        """A mapping of questions; nothing in it leaves them open."""
        if value.kind == "nothing":
            return
        if value.kind != "mapping":
            self.tell("contract-wrong-type", value, name, expected="mapping", found=value.kind)
            return
        self.mapping(value, name)

    def question(self, question: Question, node: Node) -> None:
        """One answer, or what is wrong with it; nothing written leaves it open."""
        if node.kind == "nothing" or (node.kind == "text" and not node.text.strip()):
            return
        found = _FORMS[question.form](self, question, node)
        if found is None:
            return
        text = ", ".join(element.text for element in node.items) if node.kind == "list" else node.text
        place = Place(self.path, question.key, node.line, node.column)
        self.answers[question.key] = Answer(found, text.strip(), place)
        if question.group == "parteien" and _PERSON.search(text):
            self.tell("contract-names-person", node, question.key, Severity.WARNING, key=question.key)

    def scalar(self, question: Question, node: Node) -> str | None:
        """The text of a scalar in NFC; None, with a problem told, for anything else."""
        if node.kind in ("list", "mapping"):
            self.tell("contract-wrong-type", node, question.key, expected=question.form.value, found=node.kind)
            return None
        text = unicodedata.normalize("NFC", node.text).strip()
        if len(text) > LONGEST or any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in text):
            self.tell("contract-wrong-value", node, question.key, value=repr(text[:40]), allowed=f"≤ {LONGEST}")
            return None
        return text

    def elements(self, question: Question, node: Node) -> Iterator[tuple[Node, str]]:
        """The elements of a list; a lone scalar counts as a list of one."""
        elements = node.items if node.kind == "list" else [node]
        if len(elements) > _MOST_ELEMENTS:
            self.tell("contract-wrong-value", node, question.key, value=len(elements), allowed=f"≤ {_MOST_ELEMENTS}")
            return
        for element in elements:
            text = self.scalar(question, element)
            if text:
                yield element, text

    def wrong(self, question: Question, node: Node, text: str, allowed: str) -> None:
        self.tell("contract-wrong-value", node, question.key, value=text, allowed=allowed)


def _text(reading: _Reading, question: Question, node: Node) -> Value | None:
    return reading.scalar(question, node)


def _flag(reading: _Reading, question: Question, node: Node) -> Value | None:
    """Only `ja` and `nein`, `true` and `false`: `yes`, `on` and `Ja` are no booleans of YAML 1.2, nor words of this file."""
    text = reading.scalar(question, node)
    if text is None or text in _YES or text in _NO:
        return None if text is None else text in _YES
    reading.wrong(question, node, text, "ja, nein")
    return None


def _word(reading: _Reading, question: Question, node: Node) -> Value | None:
    text = reading.scalar(question, node)
    if text is None:
        return None
    if node.kind == "boolean" and {"ja", "nein"} <= set(question.words):
        text = "ja" if text in _YES else "nein"
    if text in question.words:
        return text
    reading.wrong(question, node, text, ", ".join(question.words))
    return None


def _words(reading: _Reading, question: Question, node: Node) -> Value | None:
    found = []
    for element, text in reading.elements(question, node):
        if text not in question.words:
            reading.wrong(question, element, text, ", ".join(question.words))
            return None
        found.append(text)
    return tuple(found) or None


def _texts(reading: _Reading, question: Question, node: Node) -> Value | None:
    return tuple(text for _, text in reading.elements(question, node)) or None


def _licenses(reading: _Reading, question: Question, node: Node) -> Value | None:
    """Single licenses only: a list that holds one that can't be read would let through less or more than was agreed."""
    found = []
    for element, text in reading.elements(question, node):
        tree = parse(text)
        if isinstance(tree, Fault) or not isinstance(tree, Leaf):
            reading.wrong(question, element, text, "SPDX: EUPL-1.2, MIT, …")
            return None
        found.append(str(tree))
    return tuple(found) or None


def _day(reading: _Reading, question: Question, node: Node) -> Value | None:
    text = reading.scalar(question, node)
    if text is None:
        return None
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    reading.wrong(question, node, text, "2027-06-30")
    return None


def _number(reading: _Reading, question: Question, node: Node) -> Value | None:
    text = reading.scalar(question, node)
    if text is None or (re.fullmatch(r"[1-9][0-9]{0,3}", text) and node.kind == "number"):
        return None if text is None else int(text)
    reading.wrong(question, node, text, "1 … 9999")
    return None


def _names(group: str) -> Iterator[str]:
    """The keys that may stand in a mapping."""
    if not group:
        yield "schema"
        yield from _GROUPS
    for one in QUESTIONS:
        if one.group == group:
            yield one.key.rpartition(".")[2]


def _nearest(name: str, known: tuple[str, ...]) -> str:
    return next(iter(difflib.get_close_matches(name, known, 1, 0.5)), ", ".join(known))


_FORMS: dict[Form, Callable[[_Reading, Question, Node], Value | None]] = {
    Form.TEXT: _text,
    Form.FLAG: _flag,
    Form.WORD: _word,
    Form.WORDS: _words,
    Form.DAY: _day,
    Form.NUMBER: _number,
    Form.TEXTS: _texts,
    Form.LICENSES: _licenses,
}
