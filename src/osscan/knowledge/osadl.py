"""OSADL's compatibility matrix: may code under one license be copied into a work under another?"""

from __future__ import annotations

from functools import cache

from osscan.knowledge.tables import table

_WORDS = {"Y": "yes", "N": "no", "U": "unknown", "S": "same", "C": "check"}
_GROUNDS = {"E": "explicit", "R": "rule", "S": "rule", "U": "unclear", "-": "unsaid"}


def cell(inbound: str, outbound: str) -> str | None:
    """`yes`, `no`, `unknown`, `same` or `check` (depends on how they are joined); None where the matrix lacks a license.

    The matrix answers copying code in. For linked libraries its `no` is too strict on weak copyleft.
    """
    column = _columns().get(inbound)
    row = table("osadl_matrix")["rows"].get(outbound)
    return None if column is None or row is None else _WORDS[row[column]]


def grounds(inbound: str, outbound: str) -> str | None:
    """What a cell rests on: `explicit` (stated in a checklist of OSADL), `rule` (a general rule on copyleft), `unclear` or `unsaid`."""
    column = _columns().get(inbound)
    row = table("osadl_matrix")["grounds"].get(outbound)
    return None if column is None or row is None else _GROUNDS[row[column]]


def copyleft(license_id: str) -> str | None:
    """`no`, `yes`, `restricted` (weak copyleft) or `questionable`; None where OSADL says nothing."""
    found = table("osadl_matrix")["copyleft"].get(license_id)
    return None if found is None else str(found)


def covered() -> tuple[str, ...]:
    """The licenses of the matrix, sorted."""
    return tuple(table("osadl_matrix")["ids"])


@cache
def _columns() -> dict[str, int]:
    return {license_id: position for position, license_id in enumerate(table("osadl_matrix")["ids"])}
