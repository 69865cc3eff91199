"""Kurzfassung: what is published and why, or why not (yet), for everybody: short sentences, no abbreviations, numbers in words of daily use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osscan.documents.document import Block, Document, Facts, Heading, Items, Paragraph, Status
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports.kinds.case import OPEN, Case, Finding, Setting
from osscan.reports.kinds.lines import document, line
from osscan.reports.sentences import as_sentence

_OPEN = (CheckStatus.FAILED, *OPEN)
_TERMS = ("source", "open-source", "license")


def citizens(case: Case, setting: Setting) -> Document:
    """The document."""
    words = setting.words
    state = case.state
    title = words(f"paper.citizens.title.{state}"), words("paper.citizens.subtitle", name=case.name)
    blocks: list[Block] = [
        Heading(words("paper.citizens.short"), 2, "short"),
        Status(case.tone, words(f"paper.citizens.word.{state}"), line(_short(state, setting))),
        *_reasons(case, setting),
        Heading(words("paper.citizens.next"), 2, "next"),
        Paragraph(line(words(f"paper.citizens.next-said.{state}"))),
        Heading(words("paper.citizens.terms"), 2, "terms"),
        Facts(tuple((words(f"paper.citizens.term.{one}"), line(words(f"paper.citizens.meaning.{one}"))) for one in _TERMS)),
    ]
    made = document("citizens", case, setting, title, tuple(blocks))
    return made._replace(letterhead=made.letterhead._replace(reference=setting.reference))


def _short(state: str, setting: Setting) -> str:
    """At most 120 words in sentences of at most 15."""
    words = setting.words
    return " ".join((words("paper.citizens.what"), words(f"paper.citizens.short-said.{state}")))


def _reasons(case: Case, setting: Setting) -> Iterator[Block]:
    words = setting.words
    if case.refused is not None:
        yield Heading(words("paper.citizens.why.refused"), 2, "why")
        key = "refused" if case.refused else "refused-bare"
        yield Paragraph(line(words(f"paper.citizens.{key}", reason=as_sentence(case.refused))))
        return
    told: tuple[str, ...] = ()
    for weight, severity in (("not", CheckSeverity.BLOCKER), ("still", CheckSeverity.CONDITION)):
        found = (one for one in case.findings if one.severity is severity and one.status in _OPEN)
        families = tuple(one for one in _families(found) if one not in told)
        told += families
        if families:
            yield Heading(words(f"paper.citizens.why.{weight}"), 2, f"why-{weight}")
            yield Items(tuple(line(words(f"paper.citizens.family.{one}")) for one in families))


def _families(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What the checks are about, each once: `PUB-LIC-01` is about `LIC`."""
    return tuple(dict.fromkeys(one.id.split("-")[1] for one in findings))
