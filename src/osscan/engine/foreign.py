"""A folder of somebody else's work becomes a component, with all that is said about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from osscan.engine.gather import Walked
from osscan.engine.third_party import ThirdParty, is_weighty
from osscan.errors import UnreadableError
from osscan.expression.tree import leaves
from osscan.inputs.source import Source
from osscan.knowledge.kinds import is_for_content
from osscan.knowledge.normalise import normalise
from osscan.model.claim import NONE, ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component, Relation, Scope
from osscan.model.place import Place
from osscan.model.purl import purl

_VERSION = re.compile(rb"v?(\d+(?:\.\d+)+(?:[\-.+]?[0-9A-Za-z]+)*)\s*")


def foreign_component(
    folder: str, root: Component | None, claims: tuple[LicenseClaim, ...], works: ThirdParty, walked: Walked
) -> Component | None:
    """The work in a folder; nothing for a folder that neither says anything nor holds a program."""
    weighty = min((path for path in works.folders[folder] if is_weighty(path)), default=None)
    if not claims:
        if weighty is None:
            return None
        claims = (LicenseClaim(ClaimRole.DETECTED, NONE, Form.EXPRESSION, Method.LICENSE_TEXT, Place(weighty)),)
    name = root.name if root is not None and root.name else works.names[folder]
    version = root.version if root is not None else _version_in(walked.sources.get(f"{folder}/VERSION"))
    return Component(
        name=name,
        version=version,
        place=claims[0].place,
        ref="folder",
        purl=(root.purl if root is not None else "") or _generic(name, version),
        claims=claims,
        scope=Scope.RUNTIME,
        relation=relation_of(claims),
    )


def _generic(name: str, version: str) -> str:
    namespace, _, last = name.rpartition("/")
    return purl("generic", last, version, namespace)


def relation_of(claims: Iterable[LicenseClaim]) -> Relation:
    """What is under content licenses alone lies beside the program; everything else is copied into it."""
    content = all(claim.raw and all(map(is_for_content, licenses_in(claim.raw))) for claim in claims)
    return Relation.DATA if content else Relation.INCORPORATE


@cache
def licenses_in(raw: str) -> frozenset[str]:
    """The licenses that a statement names, in their spelling of today; the statement itself where it is no expression."""
    tree = normalise(raw, {}).tree if raw else None
    return frozenset(map(str, leaves(tree))) if tree is not None else frozenset({raw})


def _version_in(source: Source | None) -> str:
    if source is None:
        return ""
    try:
        found = _VERSION.fullmatch(source.start(64).strip())
    except UnreadableError:
        return ""
    return found[1].decode() if found else ""


def distinct(claims: list[LicenseClaim]) -> tuple[LicenseClaim, ...]:
    """The claims of manifests, and of the others each license once, at its first place."""
    found: dict[tuple[ClaimRole, str, Method], LicenseClaim] = {}
    for claim in sorted(claims, key=lambda claim: claim.place.sort_key()):
        found.setdefault((claim.role, claim.raw, claim.method), claim)
    return tuple(found.values())
