"""What a merge did, for scripts (`osscan/sbom-merge/1`): inputs, contradictions with both values, what did not go over as it was."""

from __future__ import annotations

from typing import Any

from osscan.model.sbom_merge import Conflict, ConflictKind, MergeInput, SbomMerge
from osscan.reports.json_text import Lines, line, members
from osscan.reports.sbom_findings import problem_said
from osscan.reports.sbom_merge_page import sentence
from osscan.texts.catalogue import Words

SCHEMA = "osscan/sbom-merge/1"


def as_document(told: SbomMerge, words: Words) -> str:
    """All of it, a contradiction a line."""
    counts = {kind.value: sum(one.kind is kind for one in told.conflicts) for kind in ConflictKind}
    fields = (
        ("schema", SCHEMA),
        ("target", told.target),
        ("complete", told.whole),
        ("parts", told.parts),
        ("united", told.united),
        ("counts", counts),
        ("inputs", Lines(line(_input(one, words)) for one in told.inputs)),
        ("conflicts", Lines(line(_conflict(one, words)) for one in told.conflicts)),
    )
    return "".join(members(fields)) + "\n"


def _input(one: MergeInput, words: Words) -> dict[str, Any]:
    return {
        "path": one.path,
        "format": one.format or None,
        "version": one.version,
        "parts": one.parts,
        "address": one.address or None,
        "sha256": one.digest,
        "complete": one.whole,
        "signed": one.signed,
        "effective_licenses": one.effective,
        "losses": [
            {"fate": loss.fate, "pointer": loss.pointer, "part": loss.part, "message": words(f"loss.{loss.reason}")}
            for loss in one.losses
        ],
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity,
                "line": problem.place.line,
                "message": problem_said(problem, words),
            }
            for problem in one.problems
        ],
    }


def _conflict(one: Conflict, words: Words) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "part": one.part,
        "member": one.member,
        "first": one.first,
        "second": one.second,
        "inputs": list(one.inputs),
        "became": one.became or None,
        "message": sentence(words, one),
    }
