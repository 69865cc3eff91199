"""What sources outside said becomes claims of the lock, read by the same readers as files at hand."""

from __future__ import annotations

import json
from collections.abc import Mapping

from osscan.engine.lock import Heard
from osscan.enrich import asking
from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.readers.javascript import installed
from osscan.readers.maven_license import pom_claims
from osscan.readers.maven_pom import pom_of
from osscan.readers.python import dist_info
from osscan.store.lock import LockedClaim


def as_claims(heard: asking.Heard) -> Heard:
    """The claims by package URL and source; what a document does not say is no claim."""
    claims: dict[str, Mapping[str, tuple[LockedClaim, ...]]] = {}
    for purl, answers in heard.said.items():
        claims[purl] = {source: read for source, said in answers.items() if (read := _read_claims(source, said)) is not None}
    return Heard(claims, heard.problems)


def _read_claims(source: str, said: asking.Said) -> tuple[LockedClaim, ...] | None:
    """None for what can't be read, as if it had not been said."""
    try:
        return _claims(source, said)
    except (ValueError, TypeError, UnreadableError):
        return None


def _claims(source: str, said: asking.Said) -> tuple[LockedClaim, ...]:
    form, body, at, digest = said.document
    if form == "list":
        told = [(name, Form.EXPRESSION, ClaimRole.DECLARED, 1.0, Joined.UNSAID, "list") for name in json.loads(body)]
    else:
        read = [(c.raw, c.form, c.role, c.confidence, c.joined, c.group) for c in _read(form, body)]
        told = sorted(read, key=lambda row: (row[5], row[1], row[0]))
    groups = {group: number for number, group in enumerate(sorted({row[5] for row in told if row[5]}), 1)}
    alone = len(told) == 1
    return tuple(
        LockedClaim(
            source,
            role,
            kind,
            raw,
            said.day,
            Joined.ALONE if alone or not group else joined,
            0 if alone or not group else groups[group],
            confidence,
            at,
            digest,
        )
        for raw, kind, role, confidence, joined, group in told
    )


def _read(form: str, body: bytes) -> tuple[LicenseClaim, ...]:
    if form == "maven-pom":
        pom = pom_of(Source("pom.xml", held=body))
        return pom_claims([(one, pom) for one in pom.licenses], Method.REGISTRY)
    if form == "python-metadata":
        inventory = dist_info.READER.read(Source("METADATA", held=body))
    else:
        inventory = installed.READER.read(Source("node_modules/x/package.json", held=body))
    components = (*inventory.components, *((inventory.root,) if inventory.root is not None else ()))
    return tuple(claim for component in components for claim in component.claims)
