"""Fitting: takes out of a document what a schema refuses, as little as possible, until the schema is content."""

from __future__ import annotations

from typing import Any

Steps = tuple[str | int, ...]
_ROUNDS = 30
_PARTS = ("components", "packages", "files", "snippets", "component")
"""Whose entries are never taken out as a whole."""
_STAND_INS: dict[tuple[str, str], Any] = {
    ("packages", "downloadLocation"): "NOASSERTION",
    ("packages", "licenseConcluded"): "NOASSERTION",
    ("packages", "licenseDeclared"): "NOASSERTION",
    ("packages", "copyrightText"): "NOASSERTION",
    ("files", "licenseConcluded"): "NOASSERTION",
    ("files", "licenseInfoInFiles"): ["NOASSERTION"],
    ("files", "copyrightText"): "NOASSERTION",
    ("components", "type"): "library",
    ("components", "version"): "",
    ("components", "name"): "",
    ("component", "type"): "library",
    ("component", "version"): "",
    ("component", "name"): "",
    ("externalReferences", "type"): "other",
    ("services", "name"): "",
}
"""What stands for a word that the schema refuses or misses, rather than to lose what it belongs to."""


def fitted(document: dict[str, Any], judge: Any) -> dict[str, Any]:
    """A copy of a document without what a compiled schema refuses; the document itself when there is nothing of that kind."""
    if judge.is_valid(document):
        return document
    fitting: dict[str, Any] = clone(document)
    for _ in range(_ROUNDS):
        cuts: dict[Steps, None] = {}
        for error in judge.iter_errors(fitting):
            _mend(fitting, error, cuts)
        if not cuts:
            break
        # From behind, so that positions in lists stay right.
        for steps in sorted(cuts, key=_backwards, reverse=True):
            _cut(fitting, steps)
        if judge.is_valid(fitting):
            break
    return fitting


def clone(value: Any) -> Any:
    """A copy of a JSON value down to its leaves."""
    if isinstance(value, dict):
        return {key: clone(inner) for key, inner in value.items()}
    return [clone(inner) for inner in value] if isinstance(value, list) else value


def _backwards(steps: Steps) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in steps)


def _mend(document: dict[str, Any], error: Any, cuts: dict[Steps, None]) -> None:
    steps: Steps = tuple(error.instance_path)
    branches = getattr(error.kind, "context", None)
    if branches:
        best = min(branches, key=_distance)
        deeper = max((len(one.instance_path) for one in best), default=0) > len(steps)
        if deeper or all(_kind(one) in ("AdditionalProperties", "Required") for one in best):
            for inner in best:
                _mend(document, inner, cuts)
            return
    kind = _kind(error)
    if (doubled := _doubled(kind, _at(document, steps))) is not None:
        cuts[(*steps, doubled)] = None
    elif kind in ("AdditionalProperties", "UnevaluatedProperties"):
        cuts.update(((*steps, name), None) for name in error.kind.unexpected)
    elif kind == "Required":
        stand_in = _stand_in((*steps, error.kind.property))
        if stand_in is None:
            _refuse(document, steps, cuts)
        else:
            _at(document, steps)[error.kind.property] = stand_in
            cuts[()] = None
    elif kind == "UniqueItems":
        _part_equals(document, steps, cuts)
    elif (stand_in := _stand_in(steps)) is not None and _at(document, steps) != stand_in:
        _at(document, steps[:-1])[steps[-1]] = stand_in
        cuts[()] = None
    else:
        _refuse(document, steps, cuts)


def _doubled(kind: str, value: Any) -> str | None:
    """Of members that exclude each other, the one that goes."""
    if kind in ("OneOfMultipleValid", "Not") and isinstance(value, dict):
        return next((name for name in ("license", "versionRange") if name in value and len(value) > 1), None)
    return None


def _part_equals(document: dict[str, Any], steps: Steps, cuts: dict[Steps, None]) -> None:
    """Takes out what stands twice; a part that does gets a key of its own instead."""
    rows = _at(document, steps)
    for position in _repeated(rows):
        if steps[-1] == "components" and isinstance(rows[position], dict):
            rows[position]["bom-ref"] = f"{rows[position].get('bom-ref') or 'component'}#{position}"
            cuts[()] = None
        else:
            cuts[(*steps, position)] = None


def _refuse(document: dict[str, Any], steps: Steps, cuts: dict[Steps, None]) -> None:
    if steps and steps[-1] in _PARTS[:-1] and isinstance(_at(document, steps), dict):
        # An object in place of a list of parts is its only entry.
        _at(document, steps[:-1])[steps[-1]] = [_at(document, steps)]
        cuts[()] = None
        return
    names = [step for step in steps if isinstance(step, str)]
    is_part = bool(names) and names[-1] in _PARTS and set(names) <= {*_PARTS, "metadata"}
    if steps and not (is_part and isinstance(_at(document, steps), dict)):
        cuts[steps] = None


def _kind(error: Any) -> str:
    return type(error.kind).__name__


def _distance(errors: list[Any]) -> tuple[bool, int, int]:
    """How far an alternative is from the value: best is the one that fails deepest, then the one with the fewest faults."""
    return (any(_kind(one) == "Type" for one in errors), -max((len(one.instance_path) for one in errors), default=0), len(errors))


def _stand_in(steps: Steps) -> Any:
    names = [step for step in steps if isinstance(step, str)]
    return _STAND_INS.get((names[-2], names[-1])) if len(names) > 1 else None


def _repeated(rows: list[Any]) -> list[int]:
    seen: list[Any] = []
    found = []
    for position, row in enumerate(rows):
        if row in seen:
            found.append(position)
        else:
            seen.append(row)
    return found


def _at(document: Any, steps: Steps) -> Any:
    for step in steps:
        document = document[step]
    return document


def _cut(document: Any, steps: Steps) -> None:
    """Takes a value out; where something around it is gone already, there is nothing to do."""
    if not steps:
        return
    try:
        holder = _at(document, steps[:-1])
        del holder[steps[-1]]
    except (KeyError, IndexError, TypeError):
        return
