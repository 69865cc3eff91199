"""Evidence: a hash of all that is said about a component's license, by which a waiver knows whether it is still the same."""

from __future__ import annotations

import json

from osscan.model.claim import LicenseClaim
from osscan.model.verdict import Resolution


def evidence_of(resolution: Resolution, claims: tuple[LicenseClaim, ...]) -> str:
    """`sha256:` and the hash over the license that counts and every claim: role, text as found, expression, and names told beside it.

    Where the claims stand and in which order plays no part, so that another SBOM with the same words gives the same hash.
    """
    from hashlib import sha256  # noqa: PLC0415 - 3 ms that runs without objections need not pay

    return f"sha256:{sha256(canonical(resolution, claims).encode('utf-8', 'backslashreplace')).hexdigest()}"


def canonical(resolution: Resolution, claims: tuple[LicenseClaim, ...]) -> str:
    """The text that is hashed: one line for what counts, one for each claim, sorted, each once."""
    expressions = resolution.expressions or (None,) * len(claims)
    told = {
        json.dumps([claim.role, claim.raw, expression, *(one.name for one in claim.meant if one.id)], ensure_ascii=False)
        for claim, expression in zip(claims, expressions, strict=True)
    }
    counts = json.dumps([resolution.status, resolution.expression, resolution.either], ensure_ascii=False)
    return "\n".join(["osscan/evidence/1", counts, *sorted(told)])
