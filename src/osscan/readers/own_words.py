"""What osscan wrote into an SBOM beyond its format's fields: the exact scope, the relation, the author's own words, and what is first-party."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component, Relation, Scope

OWN = "osscan:"
_SCOPES = {scope.value: scope for scope in Scope}
_RELATIONS = {relation.value: relation for relation in Relation}


def with_own_words(component: Component, told: Iterable[tuple[str, str]]) -> Component:
    """The component with what properties of osscan say of it; words that nobody knows say nothing."""
    declared: list[str] = []
    for name, value in told:
        if name == "osscan:license:declared" and value:
            declared.append(value)
        elif name == "osscan:scope" and value in _SCOPES:
            component = component._replace(scope=_SCOPES[value])
        elif name == "osscan:relation" and value in _RELATIONS:
            component = component._replace(relation=_RELATIONS[value])
        elif name == "osscan:first-party" and value == "true":
            component = component._replace(first_party=True)
        elif name == "osscan:requirement" and not component.version:
            component = component._replace(requirement=value)
    return component._replace(claims=_as_declared(component, declared)) if declared else component


def _as_declared(component: Component, raws: list[str]) -> tuple[LicenseClaim, ...]:
    """What the author said word for word takes the place of what the format could hold of it."""
    others = [claim for claim in component.claims if claim.role not in (ClaimRole.DECLARED, ClaimRole.UNMARKED)]
    place, method = component.place, Method.SBOM
    own = [LicenseClaim(ClaimRole.DECLARED, raw, Form.NAME, method, place) for raw in dict.fromkeys(raws)]
    return (*others, *own)


def held(raw: Any) -> bool:
    """Whether a member that was passed over (`json_rows.Shape`) holds words of osscan."""
    return b'"osscan:' in bytes(raw)


def pairs(rows: Any, name: str, value: str) -> list[tuple[str, str]]:
    """Names and values in a list of tables whose last entry is one of osscan's; nothing for all other lists."""
    if rows.__class__ is not list or not rows:
        return []
    last = rows[-1]
    if last.__class__ is not dict or not str(last.get(name)).startswith(OWN):
        return []
    found = ((row.get(name), row.get(value)) for row in rows if isinstance(row, dict))
    return [(key, text) for key, text in found if isinstance(key, str) and isinstance(text, str)]
