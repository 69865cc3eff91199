"""What osscan sees in one input: a JSON object on one line for scripts, a short block for people."""

from __future__ import annotations

import json
from typing import Any

from osscan.model.component import Component, Kind
from osscan.model.inventory import Inventory
from osscan.model.place import Place
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

_SHOWN = 20


def json_line(inventory: Inventory, words: Words) -> str:
    """One line: path, reader, complete, components, file statements, problems; the described product is no component."""
    read = {
        "path": inventory.path,
        "reader": inventory.reader or None,
        "format": inventory.format,
        "version": inventory.version,
        "complete": inventory.complete,
        "root": _component(inventory.root) if inventory.root is not None else None,
        "components": [_component(c) for c in inventory.components if c.kind is not Kind.FILES],
        "statements": [{"license": c.claims[0].raw, "line": c.claims[0].place.line} for c in inventory.components if _states(c)],
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity.value,
                "message": words(f"problem.{problem.code}.message", problem.facts),
                "place": _place(problem.place),
            }
            for problem in inventory.problems
        ],
    }
    return json.dumps(read)


def text_block(inventory: Inventory, words: Words) -> str:
    """The input, how it was read, its first components and its problems."""
    components = [c for c in inventory.components if c.kind is not Kind.FILES]
    head = words("inventory.read", (), path=shown(inventory.path), reader=inventory.reader, count=len(components))
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
    for problem in inventory.problems:
        facts = tuple((name, shown(value, 400)) for name, value in problem.facts)
        where = f"{problem.place.line}: " if problem.place.line else ""
        lines.append(f"  ! {where}{words(f'problem.{problem.code}.message', facts)} [{problem.code}]")
    return "\n".join(lines)


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
