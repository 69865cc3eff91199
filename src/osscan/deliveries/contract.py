"""Reads `vertrag.yml`: strict values with line and column; what can't be understood is told and stays open."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import NamedTuple

from osscan.deliveries.contract_values import Wrong, is_blank, value_of
from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.contract import QUESTIONS, SCHEMA, Answer, Contract, Question
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity, facts_of
from osscan.publiccode.document import Broken, Node, document_of

FILE = "vertrag.yml"
_MOST_PROBLEMS = 100
_BY_KEY = {one.key: one for one in QUESTIONS}
_GROUPS = tuple(dict.fromkeys(one.group for one in QUESTIONS if one.group))
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
    root = document.root or Node("nothing", "", 1, 1, [])
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
            self.tell("contract-not-mapping", value, name, key=name)
            return
        self.mapping(value, name)

    def question(self, question: Question, node: Node) -> None:
        """One answer, or what is wrong with it; nothing written leaves it open."""
        if is_blank(node):
            return
        found = value_of(question, node)
        if isinstance(found, Wrong):
            self.tell(found.code, found.node, question.key, **dict(found.facts))
        if found is None or isinstance(found, Wrong):
            return
        text = ", ".join(one.text.strip() for one in node.items if not is_blank(one)) if node.kind == "list" else node.text
        place = Place(self.path, question.key, node.line, node.column)
        self.answers[question.key] = Answer(found, text.strip(), place)
        if question.group == "parteien" and _PERSON.search(text):
            self.tell("contract-names-person", node, question.key, Severity.WARNING, key=question.key)


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
