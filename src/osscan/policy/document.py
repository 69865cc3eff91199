"""A YAML policy file as nodes with their lines: asks for fields by type and collects every fault it meets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

import yaml

from osscan.errors import PolicyInvalidError
from osscan.model.place import Place
from osscan.model.problem import Problem, error
from osscan.policy.schema import Bilingual

_LARGEST = 1024 * 1024
_MOST_NODES = 50_000
_MORE_KEYS = re.compile(r"^(?:[^\s#-]|---)", re.MULTILINE)
"""A line that is neither part of a list nor a comment."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Word = TypeVar("Word", bound=StrEnum)


@dataclass(slots=True, eq=False, repr=False)
class Faults:
    """What is wrong with a policy, all at once rather than the first fault only."""

    found: list[Problem] = field(default_factory=list)

    def add(self, code: str, place: Place, **facts: object) -> None:
        self.found.append(error(code, place, **facts))

    def stop_if_any(self) -> None:
        if self.found:
            raise PolicyInvalidError(*sorted(dict.fromkeys(self.found), key=Problem.sort_key))


class Node:
    """One YAML node with its route; every getter tells a fault instead of guessing."""

    __slots__ = ("_faults", "_path", "_yaml", "route")

    def __init__(self, node: Any, path: str, route: str, faults: Faults) -> None:
        self._yaml = node
        self._path = path
        self._faults = faults
        self.route = route

    @property
    def place(self) -> Place:
        mark = self._yaml.start_mark
        return Place(self._path, self.route, mark.line + 1, mark.column + 1)

    def fault(self, code: str, **facts: object) -> None:
        self._faults.add(code, self.place, **facts)

    def wrong_key(self, name: str, known: tuple[str, ...]) -> None:
        """Tells a name that is not known, with the nearest that is."""
        self.fault("policy-unknown-key", key=name, nearest=_nearest(name, known))

    def entries(self) -> Iterator[tuple[str, Node]]:
        """Keys and values of a mapping, each key once."""
        if not isinstance(self._yaml, yaml.MappingNode):
            self.fault("policy-wrong-type", expected="mapping", found=self._kind())
            return
        seen: set[str] = set()
        for key, value in self._yaml.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            child = Node(value, self._path, f"{self.route}.{name}" if self.route else name, self._faults)
            if name in seen:
                child.fault("policy-duplicate-key", key=name)
            seen.add(name)
            yield name, child

    def fields(self, *known: str, needed: tuple[str, ...] = ()) -> Fields:
        """The fields of a mapping; a key that is not known is a fault, with the nearest known one, and so is one that lacks."""
        found = dict(self.entries())
        for name, child in found.items():
            if name not in known and name not in needed:
                child.wrong_key(name, (*needed, *known))
        for name in needed:
            if name not in found:
                self.fault("policy-missing-key", key=name)
        return Fields((name, child) for name, child in found.items() if name in known or name in needed)

    def items(self) -> tuple[Node, ...]:
        """The elements of a list; a lone scalar counts as a list of one."""
        if isinstance(self._yaml, yaml.ScalarNode) and self._yaml.value:
            return (self,)
        if not isinstance(self._yaml, yaml.SequenceNode):
            self.fault("policy-wrong-type", expected="list", found=self._kind())
            return ()
        return tuple(
            Node(value, self._path, f"{self.route}[{position}]", self._faults) for position, value in enumerate(self._yaml.value)
        )

    def text(self) -> str:
        if not isinstance(self._yaml, yaml.ScalarNode):
            self.fault("policy-wrong-type", expected="text", found=self._kind())
            return ""
        return str(self._yaml.value)

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())

    def flag(self) -> bool | None:
        """`true` or `false` and nothing else (YAML 1.2, core schema)."""
        value = self.text()
        if value not in ("true", "false"):
            self.fault("policy-wrong-value", value=value, allowed="true, false")
            return None
        return value == "true"

    def number(self) -> int | None:
        """A whole number from 1."""
        value = self.text()
        if not value.isascii() or not value.isdecimal() or len(value) > 6 or int(value) < 1:
            self.fault("policy-wrong-value", value=value, allowed="365")
            return None
        return int(value)

    def flat(self) -> dict[str, tuple[Node, str]]:
        """Every scalar below this node by its route, a list of scalars as one: what two files can be compared by."""
        if isinstance(self._yaml, yaml.MappingNode):
            return {route: leaf for _, child in self.entries() for route, leaf in child.flat().items()}
        if isinstance(self._yaml, yaml.SequenceNode):
            return {self.route: (self, ", ".join(sorted(self.texts())))}
        return {self.route: (self, self.text())}

    def word(self, kind: type[Word]) -> Word | None:
        value = self.text()
        if value in list(kind):
            return kind(value)
        self.fault("policy-wrong-value", value=value, allowed=", ".join(kind))
        return None

    def words(self, kind: type[Word]) -> tuple[Word, ...]:
        return tuple(found for item in self.items() if (found := item.word(kind)) is not None)

    def day(self) -> dt.date:
        value = self.text()
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fault("policy-wrong-value", value=value, allowed="2027-06-30")
            return dt.date.min

    def bilingual(self) -> Bilingual:
        """`{de: ..., en: ...}`; both are asked for."""
        parts = self.fields(needed=("de", "en"))
        return Bilingual(parts.text("de"), parts.text("en"))

    def _kind(self) -> str:
        return {yaml.ScalarNode: "text", yaml.SequenceNode: "list", yaml.MappingNode: "mapping"}.get(type(self._yaml), "?")


class Fields(dict[str, Node]):
    """The known fields of one mapping by name; what is not there is empty or None, whatever the type that is asked for."""

    __slots__ = ()

    def text(self, name: str) -> str:
        return self[name].text() if name in self else ""

    def texts(self, name: str) -> tuple[str, ...]:
        return self[name].texts() if name in self else ()

    def nodes(self, name: str) -> tuple[Node, ...]:
        return self[name].items() if name in self else ()

    def named(self, name: str) -> Iterator[tuple[str, Node]]:
        return self[name].entries() if name in self else iter(())

    def flag(self, name: str) -> bool | None:
        return self[name].flag() if name in self else None

    def day(self, name: str) -> dt.date | None:
        return self[name].day() if name in self else None

    def number(self, name: str) -> int | None:
        return self[name].number() if name in self else None

    def word(self, name: str, kind: type[Word]) -> Word | None:
        return self[name].word(kind) if name in self else None

    def words(self, name: str, kind: type[Word]) -> tuple[Word, ...]:
        return self[name].words(kind) if name in self else ()

    def bilingual(self, name: str) -> Bilingual:
        return self[name].bilingual() if name in self else Bilingual("", "")


def document(content: bytes, path: str, faults: Faults, *, tests: bool = True) -> Node | None:
    """The root node of a policy file; None, with a fault told, when it is no YAML mapping.

    Without `tests` a list of tests that closes the file is passed over: a run that judges has no use for it.
    """
    place = Place(path)
    if len(content) > _LARGEST:
        faults.add("policy-too-large", place, limit=_LARGEST)
        return None
    try:
        root = _composed(content.decode("utf-8-sig"), tests=tests)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        where = Place(path, "", mark.line + 1, mark.column + 1) if mark else place
        faults.add("policy-syntax", where, reason=fault.problem or fault.context or "?")
        return None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as fault:
        faults.add("policy-syntax", place, reason=str(fault).splitlines()[0])
        return None
    if not isinstance(root, yaml.MappingNode):
        faults.add("policy-wrong-type", place, expected="mapping", found="text" if root is not None else "nothing")
        return None
    if _too_many(root):
        faults.add("policy-too-large", place, limit=_MOST_NODES)
        return None
    return Node(root, path, "", faults)


def _composed(text: str, *, tests: bool) -> Any:
    start = -1 if tests else text.rfind("\ntests:")
    if start >= 0 and not _MORE_KEYS.search(text, start + 1 + len("tests:")):
        try:
            return yaml.compose(text[: start + 1], Loader=_Loader)
        except yaml.YAMLError:  # the words stood inside of something else, or there is a fault: the whole file tells
            pass
    return yaml.compose(text, Loader=_Loader)


def _too_many(root: Any) -> bool:
    """Counts nodes as a walk would meet them, so that aliases of aliases can't blow up."""
    waiting, met = [root], 0
    while waiting:
        node = waiting.pop()
        met += 1
        if met > _MOST_NODES:
            return True
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return False


def _nearest(name: str, known: tuple[str, ...]) -> str:
    import difflib  # noqa: PLC0415 - only when a key is misspelt

    return next(iter(difflib.get_close_matches(name, known, 1, 0.4)), ", ".join(known))
