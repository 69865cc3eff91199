"""setup.py: what a build program of setuptools says in so many words; it is read, never run."""

from __future__ import annotations

import ast
import contextlib
import re
import warnings
from collections.abc import Iterator
from typing import Any

from osscan.errors import UnreadableError
from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.problem import error
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.pypi import extra_scope
from osscan.readers.setuptools_project import Project, inventory_of

_SCOPES = {"install_requires": Scope.RUNTIME, "setup_requires": Scope.BUILD, "tests_require": Scope.TEST}
_IMPORT = re.compile(rb"^(?:from|import) +(?:setuptools|distutils)\b", re.MULTILINE)
_CALL = re.compile(rb"^[ \t]*(?:setuptools\.)?setup\(", re.MULTILINE)
_LARGEST = 1_000_000
_DEPTH = 50
_MOST_STEPS = 100_000
_CHANGING = frozenset({"append", "extend", "insert", "update", "setdefault"})
_CUTS = {"split": None, "splitlines": "\n"}


class _UnknownError(Exception):
    """A value that only running the program would tell."""


def read(source: Source) -> Inventory:
    """The project as root and one component for each package that is written out; what is computed is told."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    program = _parsed(text, source)
    names = dict(_assignments(program))
    told = dict(_arguments(program, names))
    rest = told.pop("", None)
    values = _Reckoning(names).known(told)
    elsewhere = told.keys() - values.keys()
    changed = _changed(program)
    for key in sorted(told.keys() & {*_SCOPES, "extras_require"}):
        if key in elsewhere or not changed.isdisjoint(_names_in(told[key])):
            fields.warning("dependencies-dynamic", source.place("", told[key].lineno), field=key)
    if rest is not None:
        fields.warning("needs-by-program", source.place("", rest.lineno), text=f"setup(**{ast.unparse(rest)[:100]})")
    project = Project(
        _text(values.get("name")),
        _text(values.get("version")),
        _text(values.get("license")),
        tuple(_texts(values.get("classifiers"))),
        tuple(_needs(values)),
        frozenset(elsewhere),
    )
    return inventory_of(project, fields, READER, "setup.py")


def _parsed(text: str, source: Source) -> ast.Module:
    """The program's tree; UnreadableError when it is no Python 3."""
    if len(text) > _LARGEST:
        raise UnreadableError(error("input-too-large", source.place(), limit=_LARGEST))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as fault:
        line = fault.text.strip() if fault.text else ""
        raise UnreadableError(error("entry-syntax", source.place("", fault.lineno), entry=line)) from fault
    except (ValueError, RecursionError, MemoryError) as fault:
        raise UnreadableError(error("too-deep", source.place(), limit=source.limits.depth)) from fault


def _assignments(program: ast.Module) -> Iterator[tuple[str, ast.expr | None]]:
    """The names that the program gives to values; one that is given twice may be either."""
    seen: set[str] = set()
    for node in ast.walk(program):
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign | ast.AugAssign)
            else []
        )
        for target in targets:
            if isinstance(target, ast.Name):
                value = getattr(node, "value", None) if target.id not in seen and not isinstance(node, ast.AugAssign) else None
                seen.add(target.id)
                yield target.id, value


def _arguments(program: ast.Module, names: dict[str, ast.expr | None]) -> Iterator[tuple[str, ast.expr]]:
    """The arguments of `setup(…)`, those of `setup(**dict)` too; under an empty name a dict of which not all is known."""
    changed = _changed(program)
    for node in ast.walk(program):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "setup":
            for argument in node.keywords:
                if argument.arg is not None:
                    yield argument.arg, argument.value
                    continue
                table = names.get(argument.value.id) if isinstance(argument.value, ast.Name) else argument.value
                known = False
                if isinstance(table, ast.Dict):
                    pairs = list(zip(table.keys, table.values, strict=True))
                    yield from ((str(key.value), value) for key, value in pairs if isinstance(key, ast.Constant))
                    known = all(isinstance(key, ast.Constant) for key, _ in pairs)
                elif isinstance(table, ast.Call):
                    yield from ((inner.arg, inner.value) for inner in table.keywords if inner.arg is not None)
                    known = getattr(table.func, "id", "") == "dict" and all(inner.arg is not None for inner in table.keywords)
                if not known or not changed.isdisjoint(_names_in(argument.value)):
                    yield "", argument.value


def _changed(program: ast.Module) -> set[str]:
    """Names of lists and dicts into which the program puts more than what is written out."""
    found = set()
    for node in ast.walk(program):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGING:
            places: list[ast.expr] = [node.func.value]
        elif isinstance(node, ast.Assign):
            places = [target.value for target in node.targets if isinstance(target, ast.Subscript)]
        else:
            continue
        found |= {name for place in places for name in _names_in(place)}
    return found


def _names_in(node: ast.expr) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


class _Reckoning:
    """Finds out values that are written out: texts, lists, dicts, sums of them and names for them, in so many steps."""

    __slots__ = ("_names", "_steps")

    def __init__(self, names: dict[str, ast.expr | None]) -> None:
        self._names = names
        self._steps = 0

    def known(self, arguments: dict[str, ast.expr]) -> dict[str, Any]:
        """The arguments whose values can be found out."""
        found = {}
        for key, node in arguments.items():
            with contextlib.suppress(_UnknownError):
                found[key] = self._value(node, 0)
        return found

    def _value(self, node: ast.expr | None, depth: int) -> Any:
        self._steps += 1
        if depth > _DEPTH or self._steps > _MOST_STEPS:
            raise _UnknownError
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            return [self._value(inner, depth + 1) for inner in node.elts]
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            return {_text(self._value(key, depth + 1)): self._value(value, depth + 1) for key, value in pairs}
        if isinstance(node, ast.Name) and self._names.get(node.id) is not None:
            return self._value(self._names[node.id], depth + 1)
        if isinstance(node, ast.Subscript):
            return _member(self._value(node.value, depth + 1), self._value(node.slice, depth + 1))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return _sum(self._value(node.left, depth + 1), self._value(node.right, depth + 1))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CUTS and not node.args:
            return _text(self._value(node.func.value, depth + 1)).split(_CUTS[node.func.attr])
        raise _UnknownError


def _member(table: Any, key: Any) -> Any:
    """What a table that is written out holds under a key; lists are counted nowhere in practice."""
    if isinstance(table, dict) and isinstance(key, str) and key in table:
        return table[key]
    raise _UnknownError


def _sum(left: Any, right: Any) -> Any:
    if type(left) is type(right) and isinstance(left, str | list) and len(left) + len(right) < _LARGEST:
        return left + right
    raise _UnknownError


def _needs(values: dict[str, Any]) -> Iterator[tuple[str, Scope, str]]:
    for key, scope in _SCOPES.items():
        yield from ((text, scope, f"{key}[{n}]") for n, text in enumerate(_requirements(values.get(key))))
    extras = values.get("extras_require")
    for extra, listed in extras.items() if isinstance(extras, dict) else ():
        scope = extra_scope(extra.partition(":")[0]) if not extra.startswith(":") else Scope.RUNTIME
        yield from ((text, scope, f"extras_require.{extra}[{n}]") for n, text in enumerate(_requirements(listed)))


def _requirements(value: Any) -> list[str]:
    """A list of requirements, or a text with one on each line."""
    lines = value.splitlines() if isinstance(value, str) else _texts(value)
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]


def _texts(value: Any) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _recognises(head: bytes) -> bool:
    return _IMPORT.search(head) is not None and _CALL.search(head) is not None


READER = Reader(
    name="python/setup-py",
    title="setup.py of setuptools",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.SOME, hashes=Extent.NEVER),
    recognises=_recognises,
)
