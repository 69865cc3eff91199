"""SBOMs in envelopes: code hosts wrap them in `{"sbom": ...}`, attestations carry them as the predicate of a statement."""

from __future__ import annotations

import base64
import binascii
from typing import Any, NamedTuple

from osscan.inputs.source import Source
from osscan.model.problem import Problem, error, note
from osscan.sbom.families import family_of
from osscan.sbom.json_form import json_form
from osscan.sbom.opened import Steps

_DEEPEST = 6
"""Envelopes in envelopes; three are common (bundle, DSSE, statement)."""
_MOST_ROWS = 100
_STATEMENT = "https://in-toto.io/Statement"


class Taken(NamedTuple):
    """What an envelope holds. `above` is the way to it as long as it stands in the text itself (`in_text`)."""

    document: Any
    wrapper: str = ""
    above: Steps = ()
    in_text: bool = True
    problems: tuple[Problem, ...] = ()


def taken_out(value: Any, source: Source) -> Taken:
    """The SBOM in a value, out of all envelopes around it; a value without envelopes is what it is."""
    words: list[str] = []
    above: list[str | int] = []
    problems: list[Problem] = []
    in_text = True
    for _ in range(_DEEPEST):
        if isinstance(value, list):
            return _first_of(value, source)
        if not isinstance(value, dict) or family_of(value)[0]:
            break
        key = _inner_key(value)
        if not key:
            break
        word = _WORDS[key]
        words += [word] if word else []
        if key == "payload":
            problems.append(note("attestation-not-verified", source.place("" if not in_text else "payload")))
            value, more = _payload(value[key], source)
            problems += more
            above, in_text = [], False
        elif isinstance(value[key], str):
            value, told = json_form(value[key].encode("utf-8", "replace"), source)
            problems += told
            above, in_text = [], False
        else:
            above.append(key)
            value = value[key]
    return Taken(value, "+".join(words), tuple(above) if in_text else (), in_text, tuple(problems))


def _first_of(rows: list[Any], source: Source) -> Taken:
    """The first SBOM among several objects, one a line, as tools write attestations; its lines are not told, that there are others is."""
    taken, others = Taken(None), 0
    for row in rows[:_MOST_ROWS]:
        if not isinstance(row, dict):
            continue
        if family_of(taken.document)[0]:
            others += bool(family_of(taken_out(row, source).document)[0])
        else:
            taken = taken_out(row, source)
    if others:
        told = error("sbom-one-of-several", source.place(), count=others)
        taken = taken._replace(problems=(*taken.problems, told))
    return taken._replace(in_text=False)


def is_envelope(told: Any) -> bool:
    """Whether an object is one of the envelopes that SBOMs come in."""
    return isinstance(told, dict) and not family_of(told)[0] and bool(_inner_key(told))


_WORDS = {"sbom": "github", "dsseEnvelope": "", "payload": "dsse", "predicate": "in-toto", "Data": ""}
"""Members that hold an SBOM or the next envelope, and what the wrapper is called."""


def _inner_key(told: dict[str, Any]) -> str:
    if "payloadType" in told and isinstance(told.get("payload"), str):
        return "payload"
    if isinstance(told.get("dsseEnvelope"), dict):
        return "dsseEnvelope"
    if "predicate" in told and (str(told.get("_type")).startswith(_STATEMENT) or "predicateType" in told):
        return "predicate"
    if isinstance(told.get("sbom"), dict):
        return "sbom"
    # Early versions of a signing tool put the predicate into a member of its own.
    return "Data" if isinstance(told.get("Data"), (dict, str)) and ("Timestamp" in told or len(told) == 1) else ""


def _payload(told: str, source: Source) -> tuple[Any, list[Problem]]:
    """The JSON in a payload; base64 of both alphabets, with or without the signs that fill it up."""
    text = "".join(told.split()).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as fault:
        return None, [error("payload-broken", source.place("payload"), reason=str(fault))]
    value, problems = json_form(content, source._replace(held=content))
    return value, [problem._replace(place=source.place("payload")) for problem in problems]
