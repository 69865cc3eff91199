"""The text of osscan.lock: sorted, one claim a line, so that a changed claim is a changed line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from osscan.model.claim import Joined
from osscan.store.lock import LOCAL, SCHEMA, Curation, Entry, LockedClaim

_encode = json.JSONEncoder(ensure_ascii=False).encode


def text_of(entries: Mapping[str, Entry]) -> str:
    """The whole file; the same text for the same entries, in whatever order they come."""
    blocks = [_block(purl, entries[purl]) for purl in sorted(entries)]
    inner = "\n" + ",\n".join(blocks) + "\n " if blocks else ""
    text = f'{{\n "schema": {_encode(SCHEMA)},\n "components": {{{inner}}}\n}}\n'
    return text.encode("utf-8", "backslashreplace").decode()  # half a surrogate, which no UTF-8 holds, becomes JSON's escape


def in_order(claims: tuple[LockedClaim, ...]) -> tuple[LockedClaim, ...]:
    """Claims as the file lists them: local evidence, registries, aggregators."""
    return tuple(sorted(claims, key=_rank))


def _rank(claim: LockedClaim) -> tuple[object, ...]:
    far = (LOCAL, "registry:", "aggregator:").index(claim.source[: claim.source.index(":") + 1])
    return (far, claim.source, claim.role, claim.group, claim.form, claim.raw, claim.at, claim.sha256, claim.date)


def _block(purl: str, entry: Entry) -> str:
    lines = [
        f'   "expression": {_encode(entry.expression)}',
        f'   "status": {_encode(entry.status)}',
        f'   "because": {_encode(list(entry.because))}',
        f'   "integrity": {_listed([f"{algorithm}:{digest}" for algorithm, digest in entry.integrity])}',
        f'   "claims": {_listed([_claim(claim) for claim in entry.claims])}',
    ]
    if entry.curation is not None:
        lines.append(f'   "curation": {_encode(_curation(entry.curation))}')
    return f"  {_encode(purl)}: {{\n" + ",\n".join(lines) + "\n  }"


def _listed(rows: list[Any]) -> str:
    return "[" + ",".join(f"\n    {_encode(row)}" for row in rows) + ("\n   ]" if rows else "]")


def _claim(claim: LockedClaim) -> dict[str, Any]:
    row: dict[str, Any] = {"source": claim.source, "role": claim.role, "form": claim.form, "raw": claim.raw}
    if claim.joined is not Joined.ALONE:
        row |= {"joined": claim.joined, "group": claim.group}
    if claim.confidence != 1.0:
        row["confidence"] = claim.confidence
    if claim.at:
        row["at"] = claim.at
    if claim.sha256:
        row["sha256"] = claim.sha256
    return row | {"date": claim.date}


def _curation(curation: Curation) -> dict[str, str]:
    row = {
        "expression": curation.expression,
        "role": curation.role,
        "when": curation.when.isoformat(),
        "why": curation.why,
    }
    return row if curation.expires is None else row | {"expires": curation.expires.isoformat()}
