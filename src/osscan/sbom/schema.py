"""The schema layer of CycloneDX JSON: the official schemas, each fault where it lies and as the nearest alternative sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from osscan.model.problem import Facts, Severity, facts_of
from osscan.model.sbom_finding import Layer, SbomFinding
from osscan.sbom.subjects import pointer_of, subject

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


def schema_findings(document: dict[str, Any], version: str) -> tuple[SbomFinding, ...]:
    """What the official schema of `version` refuses in the JSON form of a CycloneDX document, in the order of the document."""
    found: dict[SbomFinding, None] = {}
    for fault in faults(document, version):
        pointer = pointer_of(fault.steps)
        finding = SbomFinding(
            Layer.SCHEMA,
            f"schema-{fault.kind}",
            Severity.ERROR,
            pointer,
            f"CycloneDX {version}, bom-{version}.schema.json#{fault.schema}",
            subject(document, pointer),
            fault.facts,
        )
        found[finding] = None
        if len(found) == MOST:
            break
    return tuple(found)


def faults(document: dict[str, Any], version: str) -> Iterator[Fault]:
    """The faults one after the other; of alternatives those of the one that fits best."""
    for one in validator(version).iter_errors(document):
        yield from _told(one)


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
    shown = [str(one) for one in options[:_FEW]]
    return ", ".join(shown) + (f" … ({len(options)})" if len(options) > _FEW else "")
