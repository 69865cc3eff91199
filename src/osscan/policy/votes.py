"""What each source says of a question, side by side with its date, whether or not it decided."""

from __future__ import annotations

from osscan.knowledge import eupl, fsf, osadl, sources
from osscan.model.verdict import Reason
from osscan.policy.question import Question


def votes(question: Question, heard: frozenset[str]) -> tuple[Reason, ...]:
    """The voices of all sources that are not among those already heard, each as it is cited."""
    voices = (speak(question) for speak in (_commission, _fsf, _osadl))
    return tuple(vote for vote in voices if vote is not None and vote.source not in heard)


def matrix_value(question: Question) -> str | None:
    """The Commission's word. Whoever receives `X-or-later` or `X+` may take it as X, so its word on X holds."""
    if str(question.outbound) != "EUPL-1.2" or question.inbound.exception:
        return None
    base = question.inbound.license.rstrip("+")
    names = (base, base.removesuffix("-or-later") + "-only")
    return next((value for name in names if (value := eupl.matrix(name, question.relation.value)) is not None), None)


def osadl_cell(question: Question) -> str | None:
    """OSADL's word; for `X+` that on X, since X may be chosen."""
    return osadl.cell(str(question.inbound).rstrip("+"), str(question.outbound).rstrip("+"))


def _commission(question: Question) -> Reason | None:
    value = matrix_value(question)
    if value is None:
        return None
    word = {"OK": "yes", "OK-object": "object", "NO": "no", "NO?": "doubts", "?": "open"}[value]
    return Reason(f"vote-commission-{word}", question.facts(), sources.citation("eupl-matrix"))


def _fsf(question: Question) -> Reason | None:
    word = fsf.word(question.inbound, question.outbound)
    return None if word is None else Reason(f"vote-fsf-{word}", question.facts(), sources.citation("fsf-list"))


def _osadl(question: Question) -> Reason | None:
    cell = osadl_cell(question)
    return None if cell is None else Reason(f"vote-osadl-{cell}", question.facts(), sources.citation("osadl"))
