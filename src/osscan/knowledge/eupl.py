"""What the European Commission says of the EUPL: its compatibility matrix, and the Appendices of the license."""

from __future__ import annotations

from osscan.knowledge.tables import table


def matrix(inbound: str, relation: str) -> str | None:
    """The Commission's word for a part under `inbound` in a work under the EUPL; None where the matrix is silent.

    `relation` is `incorporate`, `static-link` or `dynamic-link`. Words: `OK`; `OK-object` (binaries of the whole may be
    passed on under the EUPL, the part's source keeps its license); `NO`; `NO?` (probably not, contested under Directive
    2009/24/EC); `?` (uncertain).
    """
    row = table("eupl_matrix")["rows"].get(inbound)
    relations = table("eupl_matrix")["relations"]
    return None if row is None or relation not in relations else str(row[relations.index(relation)])


def appendix(version: str) -> tuple[str, ...]:
    """Licenses that the EUPL's Appendix names; a work derived from both may be passed on under them (Article 5)."""
    named = version if version.startswith("EUPL-") else f"EUPL-{version}"
    return tuple(table("eupl_matrix")["appendix"].get(named, ()))


def covered() -> tuple[str, ...]:
    """The licenses of the matrix, sorted."""
    return tuple(table("eupl_matrix")["rows"])
