"""The schema layer of JSON documents: each fault where it lies, and of alternatives as the nearest one sees it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from osscan.model.problem import Facts, Severity, facts_of
from osscan.model.sbom_finding import Layer, SbomFinding
from osscan.sbom import spdx2_schema
from osscan.sbom.subjects import at, pointer_of, steps_of, subject

STRICT = {"1.2": "1.2-strict", "1.3": "1.3-strict", "1.4": "1.4", "1.5": "1.5", "1.6": "1.6", "1.7": "1.7"}
"""Version and name of its schema. For 1.2 and 1.3 there are two; the strict one refuses members that the version does not know."""
MOST = 10_000
"""Faults that are listed of one document; a document with more has one fault many times."""
_SHARED = ("spdx", "jsf-0.82", "cryptography-defs")
_FEW = 8
"""Allowed values up to this number are listed."""


class Fault(NamedTuple):
    """One fault as the schema sees it: what kind, where in the document, where in the schema."""

    kind: str
    steps: tuple[str | int, ...]
    schema: str
    facts: Facts


def cyclonedx_findings(document: dict[str, Any], version: str) -> tuple[SbomFinding, ...]:
    """What the official schema of `version` refuses in the JSON form of a CycloneDX document, in the order of the document."""
    said = f"CycloneDX {version}, bom-{version}.schema.json#"
    return told_of(document, faults(document, validator(version)), lambda fault: said + fault.schema)


def spdx2_findings(document: dict[str, Any], version: str) -> tuple[SbomFinding, ...]:
    """What SPDX 2.2 or 2.3 refuses in the JSON form of a document; versions before 2.2 had no JSON and are held to 2.2."""
    held = "2.3" if version == "2.3" else "2.2"
    shape = spdx2_schema.schema(held)
    return told_of(document, faults(document, _spdx2(held)), lambda fault: f"SPDX {held}, {_chapter(shape, fault)}".rstrip(", "))


def told_of(document: Any, found: Iterator[Fault], clause: Callable[[Fault], str]) -> tuple[SbomFinding, ...]:
    """The faults as findings, equal ones once, up to MOST."""
    told: dict[SbomFinding, None] = {}
    for fault in found:
        pointer = pointer_of(fault.steps)
        who = subject(document, pointer)
        told[SbomFinding(Layer.SCHEMA, f"schema-{fault.kind}", Severity.ERROR, pointer, clause(fault), who, fault.facts)] = None
        if len(told) == MOST:
            break
    return tuple(told)


def _chapter(shape: Any, fault: Fault) -> str:
    """The chapter that the innermost member on the way to a fault belongs to; of a missing member, its own."""
    found, here = "", shape
    for step in steps_of(fault.schema):
        here = here[int(step)] if isinstance(here, list) else here.get(step, {}) if isinstance(here, dict) else {}
        found = here.get("$comment", found) if isinstance(here, dict) else found
    member = dict(fault.facts).get("member")
    owner = at(shape, fault.schema.rpartition("/")[0])
    if member and isinstance(owner, dict):
        found = owner.get("properties", {}).get(member, {}).get("$comment", found)
    return found


def faults(document: dict[str, Any], judge: Any) -> Iterator[Fault]:
    """The faults that a compiled schema finds, one after the other; of alternatives those of the one that fits best."""
    for one in judge.iter_errors(document):
        yield from _told(one)


@cache
def _spdx2(version: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(spdx2_schema.schema(version))


@cache
def validator(version: str) -> Any:
    """The compiled official schema, formats included; nothing is fetched. Raises KeyError for a version without a JSON schema."""
    import jsonschema_rs

    schema = _official(STRICT[version])
    folder = schema["$id"].rsplit("/", 1)[0]
    shared = [(name, _official(name)) for name in _SHARED]
    resources = [(f"{folder}/{name}.SNAPSHOT.schema.json", one) for name, one in shared]
    resources += [(one["$id"], one) for _, one in shared]
    return jsonschema_rs.validator_for(schema, registry=jsonschema_rs.Registry(resources), validate_formats=True)


@cache
def _official(name: str) -> Any:
    """A schema as cyclonedx-python-lib brings it."""
    from importlib.resources import files

    file = f"{name}.SNAPSHOT.schema.json" if name in _SHARED else f"bom-{name}.SNAPSHOT.schema.json"
    return json.loads((files("cyclonedx.schema") / "_res" / file).read_bytes())


def _told(error: Any) -> Iterator[Fault]:
    branches = getattr(error.kind, "context", None)
    if branches:
        best = min(branches, key=_distance)
        # An alternative that fails at once, on the value's type, tells less than that none of them fits.
        if len(branches) == 1 or _depth(best) > len(error.instance_path) or _names_members(best):
            for inner in best:
                yield from _told(inner)
            return
    yield _fault(error)


def _distance(errors: list[Any]) -> tuple[bool, int, int]:
    """How far an alternative is from the value: best is the one that fails deepest, then the one with the fewest faults."""
    return (any(type(one.kind).__name__ == "Type" for one in errors), -_depth(errors), len(errors))


def _depth(errors: list[Any]) -> int:
    return max((len(one.instance_path) for one in errors), default=0)


def _names_members(errors: list[Any]) -> bool:
    return all(type(one.kind).__name__ in ("AdditionalProperties", "Required") for one in errors)


def _fault(error: Any) -> Fault:
    kind, steps, facts = type(error.kind).__name__, tuple(error.instance_path), {}
    match kind:
        case "Required":
            code, facts = "missing", {"member": error.kind.property}
        case "AdditionalProperties" | "UnevaluatedProperties":
            code, facts = "unknown-member", {"members": ", ".join(error.kind.unexpected)}
        case "Enum" | "Constant":
            options = list(getattr(error.kind, "options", None) or [getattr(error.kind, "expected_value", "")])
            code, facts = "value", {"value": error.instance, "allowed": _listed(options)}
        case "Type":
            code, facts = "type", {"value": json.dumps(error.instance), "expected": ", ".join(map(str, error.kind.types))}
        case "Format":
            code, facts = "format", {"value": error.instance, "format": error.kind.format}
        case "Pattern":
            code, facts = "pattern", {"value": error.instance, "pattern": error.kind.pattern}
        case "UniqueItems":
            code = "repeated"
        case "MinLength" | "MinItems" | "MinProperties":
            code = "empty"
        case "Minimum" | "Maximum" | "ExclusiveMinimum" | "ExclusiveMaximum":
            code, facts = "range", {"value": error.instance, "limit": error.kind.limit}
        case "OneOfNotValid" | "OneOfMultipleValid" | "AnyOf":
            code = "alternatives"
        case _:
            code, facts = "other", {"reason": error.message}
    return Fault(code, steps, pointer_of(error.schema_path), facts_of(**facts))


def _listed(options: list[Any]) -> str:
    # Where a word and its full address are both allowed, the word is enough.
    options = [one for one in options if "://" not in str(one)] or options
    shown = [str(one) for one in options[:_FEW]]
    return ", ".join(shown) + (f" … ({len(options)})" if len(options) > _FEW else "")
