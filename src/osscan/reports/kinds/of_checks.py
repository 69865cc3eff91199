"""Checks of a delivery and of a publication as findings of a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from osscan.documents.document import Line, Table
from osscan.model.delivery import ContractAnswer
from osscan.model.problem import Problem, Severity
from osscan.model.publication import Checked, Decision, Waiving
from osscan.model.publication import Spot as Found
from osscan.reports.checked_said import next_step, reason_said, spot_said, title, why
from osscan.reports.delivery_json import contract_key
from osscan.reports.kinds.case import OPEN, Annex, Finding, Setting, Spot, Waived
from osscan.reports.kinds.inside import Shown, as_it_is
from osscan.reports.kinds.lines import line
from osscan.reports.publication_said import clauses_said, command_said, where
from osscan.reports.sentences import as_sentence, problem_text
from osscan.reports.sentences import where as place_said
from osscan.texts.catalogue import Words

_OURS = frozenset({"V-25", "V-32"})
"""Whether contract and decision are there is for whoever receives the delivery."""
_TO_DECIDE = frozenset({("V-12", "review"), ("V-14", "contested")})
"""What the policy leaves to a person, and what sources answer differently, is for the receiving side to decide."""
_CONTRACT = "V-26"
"""Its places lie in the contract's file, which whoever delivers has never seen."""


class Telling(NamedTuple):
    """How checks are told."""

    area: str
    setting: Setting
    shown: Shown
    name: str


def findings(
    area: str,
    checks: Iterable[Checked],
    setting: Setting,
    contract: tuple[ContractAnswer, ...] = (),
    shown: Shown = as_it_is,
    name: str = "",
) -> tuple[Finding, ...]:
    """Each check in the order of the report; `shown` says how paths are written, `name` what needs no path at all."""
    told = Telling(area, setting, shown, name)
    return tuple(_finding(told, one, contract) for one in checks)


def decision_said(decision: Decision, setting: Setting) -> str:
    """Who decided what, when and why; a role, never a person."""
    words = setting.words
    key = f"paper.answer.{decision.answer}"
    said = words(key) if words.has(key) else decision.answer
    told = words("paper.decided", answer=said, role=decision.role, date=setting.written.day(decision.date))
    more = [words("paper.on-file", reference=decision.reference)] if decision.reference else []
    more += [words("paper.reason", reason=as_sentence(decision.reason.strip()))] if decision.reason.strip() else []
    more += [words("paper.until", date=setting.written.day(decision.expires))] if decision.expires else []
    return " ".join((told, *more))


def basis(
    tool: tuple[str, str], data: tuple[tuple[str, str], ...], policy: str, setting: Setting
) -> tuple[tuple[str, Line], ...]:
    """With what it was looked at."""
    words = setting.words
    rows = [(words("paper.fact.tool"), line(" ".join(tool)))]
    if data:
        rows.append((words("paper.fact.data"), line(", ".join(f"{name} {version}" for name, version in data))))
    if policy:
        rows.append((words("paper.fact.policy-hash"), line(policy, code=True)))
    return tuple(rows)


def waivers(expired: tuple[Waiving, ...], unused: tuple[Waiving, ...], setting: Setting) -> tuple[Annex, ...]:
    """Waivers that take nothing out: because they are over, or because there is nothing that they fit."""
    words = setting.words
    rows = tuple(
        (
            line(f"{one.check} {one.only}".strip(), code=True),
            line(words(f"paper.waiver-state.{state}")),
            line(_answered(one, setting)),
        )
        for state, told in (("expired", expired), ("unused", unused))
        for one in told
    )
    heads = tuple(words(f"paper.column.{name}") for name in ("id", "state", "answered"))
    table = Table(words("paper.caption.waivers"), heads, rows)
    return (Annex("waivers", words("paper.annex.waivers"), (table,)),) if rows else ()


def remarks(problems: Iterable[Problem], words: Words, shown: Shown = as_it_is) -> tuple[Annex, ...]:
    """Whatever else was noticed; what broke stands among what was not looked at."""
    rows = tuple(
        (line(shown(place_said(one.place)), code=True) or line("–"), line(shown(problem_text(words, one))))
        for one in problems
        if one.severity is not Severity.ERROR
    )
    heads = (words("paper.column.where"), words("paper.column.found"))
    table = Table(words("paper.caption.remarks"), heads, rows)
    return (Annex("remarks", words("paper.annex.remarks"), (table,)),) if rows else ()


def unseen(checks: Iterable[Finding], problems: Iterable[Problem], words: Words, shown: Shown = as_it_is) -> list[Spot]:
    """What could not be looked at: inputs that broke, and checks that remained without an answer."""
    found = [
        Spot(shown(place_said(one.place)), shown(problem_text(words, one))) for one in problems if one.severity is Severity.ERROR
    ]
    found += [
        Spot(one.id, f"{one.title}: {one.reason or words('publish.reason.not-looked')}") for one in checks if one.status in OPEN
    ]
    return found


def _finding(told: Telling, check: Checked, contract: tuple[ContractAnswer, ...]) -> Finding:
    area, setting = told.area, told.setting
    words = setting.words
    spots = tuple(_spot(told, check, one) for one in check.spots)
    step = next_step(area, check, words)
    cure = words(f"vendor.{check.id}.cure") if area == "vendor" else step
    command = command_said(check.fix) if check.fix else ""
    more = [words("paper.command", command=command)] if command not in step else []
    return Finding(
        check.id,
        title(area, check, words),
        check.status,
        check.severity,
        check.criteria,
        why(area, check, words),
        told.shown(reason_said(area, check, words)),
        " ".join((step, *more)),
        cure,
        spots,
        tuple(Waived(_spot(told, check, one), _answered(waiver, setting)) for one, waiver in check.waived),
        clauses_said(check),
        tuple(_promise(one, words) for one in contract if one.check == check.id and one.kept is False),
        decision_said(check.decision, setting) if check.decision is not None else "",
        check.id in _OURS or (bool(spots) and all(one.ours for one in spots)),
    )


def _spot(told: Telling, check: Checked, found: Found) -> Spot:
    """The place and what is wrong there; what concerns all that was handed in has no place."""
    words = told.setting.words
    if check.id == _CONTRACT:
        facts = tuple((name, _promised(value, words) if name == "key" else value) for name, value in found.facts)
        return Spot("", told.shown(spot_said(told.area, check, found._replace(facts=facts), words)))
    place = told.shown(where(found))
    said = told.shown(spot_said(told.area, check, found, words))
    ours = (check.id, found.code) in _TO_DECIDE
    return Spot("" if place == told.name else place, said.removeprefix(f"{place}: "), ours)


def _promised(promise: str, words: Words) -> str:
    """The promise as people call it; its key where the words for it are missing."""
    key = f"contract.{contract_key(promise)}.title"
    return words(key) if words.has(key) else promise


def _answered(waiver: Waiving, setting: Setting) -> str:
    return setting.words(
        "publish.waived", (), role=waiver.role, expires=setting.written.day(waiver.expires), reason=waiver.reason
    )


def _promise(answer: ContractAnswer, words: Words) -> str:
    return words("paper.promise", title=_promised(answer.promise, words), promised=answer.promised or "–")
