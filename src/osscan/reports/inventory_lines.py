"""What osscan sees in one input: a JSON object on one line for scripts, a short block for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, Protocol

from osscan.model.component import Component, Kind, PathRole, Scope
from osscan.model.inventory import Extent, Inventory
from osscan.model.place import Place
from osscan.reports.numbers import counted, number
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

_SHOWN = 20
_SCOPES = {scope: f'"{scope.value}"' for scope in Scope}


class Named(Protocol):
    """A component of several inputs."""

    component: Component
    scope: Scope
    role: PathRole
    inputs: list[str]


class ProjectLike(Protocol):
    """What is told of a project (`engine.inventory.ProjectInventory`)."""

    @property
    def root(self) -> str: ...
    @property
    def role(self) -> PathRole: ...
    @property
    def inputs(self) -> tuple[tuple[PathRole, Inventory], ...]: ...
    @property
    def components(self) -> Sequence[Named]: ...
    @property
    def complete(self) -> bool: ...


def json_line(inventory: Inventory, words: Words, role: PathRole = PathRole.PRODUCT) -> str:
    """One line: path, role, reader, what its format can tell, complete, components, file statements, problems; the described product is no component."""
    before = {
        "path": inventory.path,
        "role": role.value,
        "reader": inventory.reader or None,
        "format": inventory.format,
        "version": inventory.version,
        "complete": inventory.complete,
        "gives": {name: extent.value for name, extent in inventory.gives._asdict().items()},
        "root": _component(inventory.root) if inventory.root is not None else None,
    }
    behind = {
        "statements": [{"license": c.claims[0].raw, "line": c.claims[0].place.line} for c in inventory.components if _states(c)],
        "problems": _problems(inventory, words),
    }
    return f'{json.dumps(before)[:-1]}, "components": [{_members(inventory.components)}], {json.dumps(behind)[1:]}'


def json_pieces(batches: Iterable[Inventory], words: Words, last: list[Inventory]) -> Iterator[str]:
    """The line of an input that comes in batches, in pieces; its root, and whether it is complete, stand behind its components.

    The last batch, which tells the problems, is left in `last`.
    """
    inventory = None
    for inventory in batches:
        members = _members(inventory.components)
        if not last:
            before = {
                "path": inventory.path,
                "role": PathRole.PRODUCT.value,
                "reader": inventory.reader or None,
                "format": inventory.format,
                "version": inventory.version,
                "gives": {name: extent.value for name, extent in inventory.gives._asdict().items()},
            }
            yield f'{json.dumps(before)[:-1]}, "components": [{members}'
        elif members:
            yield f", {members}"
        last[:] = [inventory]
    if inventory is not None:
        root = _component(inventory.root) if inventory.root is not None else None
        behind = {"complete": inventory.complete, "root": root, "statements": [], "problems": _problems(inventory, words)}
        yield f"], {json.dumps(behind)[1:]}"


def _members(components: Iterable[Component]) -> str:
    """The members of a JSON array as `json.dumps` writes `_component`, in a third of its time."""
    return ", ".join(
        f'{{"name": {quoted(name)}, "version": {quoted(version)}, "purl": {quoted(purl)}, "scope": {_SCOPES[scope]}, '
        f'"requirement": {quoted(requirement)}, '
        f'"licenses": {json.dumps([claim.raw for claim in claims]) if claims else "[]"}}}'
        for name, version, _, _, purl, claims, scope, kind, requirement, _, _, _, _ in components
        if kind is not Kind.FILES
    )


def project_line(project: ProjectLike, words: Words) -> str:
    """One line for a project: its folder and role, its inputs, and the components that they name together."""
    told = {
        "project": project.root,
        "role": project.role.value,
        "complete": project.complete,
        "inputs": [
            {"path": inventory.path, "role": role.value, "reader": inventory.reader or None, "complete": inventory.complete}
            for role, inventory in project.inputs
        ],
        "components": [
            {
                **_component(one.component),
                "scope": one.scope.value,
                "role": one.role.value,
                "inputs": one.inputs,
            }
            for one in project.components
        ],
        "problems": [problem for _, inventory in project.inputs for problem in _problems(inventory, words)],
    }
    return json.dumps(told)


def project_block(project: ProjectLike, words: Words) -> str:
    """The project and, beneath it, each of its inputs."""
    role = "" if project.role is PathRole.PRODUCT else f" [{words(f'verdict.role.{project.role}.word')}]"
    head = counted(words, "inventory.project", len(project.components), root=shown(project.root), inputs=len(project.inputs))
    blocks = [text_block(inventory, words, role) for role, inventory in project.inputs]
    return "\n".join([head + role, *("  " + line for block in blocks for line in block.split("\n"))])


def text_block(inventory: Inventory, words: Words, role: PathRole = PathRole.PRODUCT) -> str:
    """The input, how it was read, its first components and its problems."""
    components = [c for c in inventory.components if c.kind is not Kind.FILES]
    head = counted(words, "inventory.read", len(components), path=shown(inventory.path), reader=inventory.reader)
    if role is not PathRole.PRODUCT:
        head += f" [{words(f'verdict.role.{role}.word')}]"
    lines = [head if inventory.reader else words("inventory.not-read", (), path=shown(inventory.path))]
    for component in components[:_SHOWN]:
        licenses = ", ".join(dict.fromkeys(shown(claim.raw) for claim in component.claims)) or "–"
        version = shown(component.version or component.requirement or "–")
        lines.append(f"  {shown(component.name)}  {version}  {component.scope.value}  {licenses}")
    if len(components) > _SHOWN:
        lines.append("  " + words("inventory.more", (), count=len(components) - _SHOWN))
    lines += [
        "  " + words("inventory.states", (), license=shown(c.claims[0].raw) or "?", line=c.claims[0].place.line or "–")
        for c in inventory.components
        if _states(c)
    ]
    if components and inventory.gives.licenses is Extent.NEVER and not any(c.claims for c in components):
        lines.append("  " + words("inventory.silent"))
    for problem in inventory.problems:
        facts = tuple((name, shown(value, 400)) for name, value in problem.facts)
        where = f"{problem.place.line}: " if problem.place.line else ""
        lines.append(f"  ! {where}{words(f'problem.{problem.code}.message', facts)} [{problem.code}]")
    return "\n".join(lines)


class Sum:
    """What all inputs come to, for people who have read the blocks of many."""

    def __init__(self) -> None:
        self._inputs = self._components = self._known = 0
        self._broken: list[str] = []

    def add(self, inventory: Inventory) -> None:
        """Counts one input; what the same package is called in two inputs is counted in both."""
        components = [c for c in inventory.components if c.kind is not Kind.FILES]
        self._inputs += 1
        self._components += len(components)
        self._known += sum(bool(c.claims) for c in components)
        if not inventory.complete or not inventory.reader:
            self._broken.append(inventory.path)

    def block(self, words: Words) -> str:
        """The closing lines; none for a single input, of which its own block says all."""
        if self._inputs < 2:
            return ""
        sizes = {"inputs": self._inputs, "count": self._components, "known": self._known}
        lines = ["", words("inventory.sum", (), **{name: number(words, size) for name, size in sizes.items()})]
        if self._broken:
            lines.append(words("inventory.broken", (), paths=", ".join(map(shown, self._broken))))
        return "\n".join(lines) + "\n"


def _problems(inventory: Inventory, words: Words) -> list[dict[str, Any]]:
    return [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "message": words(f"problem.{problem.code}.message", problem.facts),
            "place": _place(problem.place),
        }
        for problem in inventory.problems
    ]


def _states(component: Component) -> bool:
    return component.kind is Kind.FILES and bool(component.claims)


def _component(component: Component) -> dict[str, Any]:
    return {
        "name": component.name,
        "version": component.version,
        "purl": component.purl,
        "scope": component.scope.value,
        "requirement": component.requirement,
        "licenses": [claim.raw for claim in component.claims],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"input": place.input, "route": place.route, "line": place.line, "column": place.column}
