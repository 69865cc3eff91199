"""A standard library of which no input tells the license gets the claim that osscan carries, with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osscan.knowledge.runtimes import runtimes
from osscan.model.claim import NOASSERTION, ClaimRole, Form, LicenseClaim, Method
from osscan.model.place import Place

if TYPE_CHECKING:
    from osscan.engine.unite import Union


def join_runtimes(union: Union) -> None:
    """Adds the claims; where an input says anything of its own, that stands alone."""
    known = runtimes()
    beginnings = tuple(known)
    for id_, united in union.components.items():
        if not id_.startswith(beginnings):
            continue
        component = united.component
        runtime = known.get(component.purl.partition("?")[0].partition("@")[0])
        if runtime is None or any(claim.raw != NOASSERTION for claim in component.claims):
            continue
        claim = LicenseClaim(ClaimRole.DECLARED, runtime.license, Form.ID, Method.KNOWLEDGE, Place(runtime.source))
        united.component = component._replace(claims=(*component.claims, claim))
