"""What is told of a checked delivery in every format: its verdict with what that means, and how it was looked at."""

from __future__ import annotations

from osscan.model.delivery import DeliveryReport, DeliveryVerdict
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports.numbers import number
from osscan.reports.publication_said import OPEN
from osscan.texts.catalogue import Words

AREA = "vendor"
_DECISION = "V-32"


def verdict_said(report: DeliveryReport, words: Words) -> str:
    """The verdict's word and what it means here."""
    told = [one for one in report.checks if one.id != _DECISION]
    counts = {
        "blockers": sum(one.severity is CheckSeverity.BLOCKER and one.status is CheckStatus.FAILED for one in told),
        "open": sum(one.severity is CheckSeverity.BLOCKER and one.status in OPEN for one in told),
        "conditions": sum(one.severity is CheckSeverity.CONDITION and one.status in (*OPEN, CheckStatus.FAILED) for one in told),
    }
    facts = {name: number(words, count) for name, count in counts.items()}
    return f"{words(f'vendor.verdict.{report.verdict}')}: {words(f'vendor.verdict-said.{report.verdict}', (), **facts)}"


def looked_at(report: DeliveryReport, words: Words) -> str:
    """What was looked at, in figures."""
    counts = report.counts
    return words(
        "vendor.looked-at",
        (),
        path=report.delivery.path,
        files=number(words, counts.files),
        layers=number(words, counts.layers),
        components=number(words, counts.components),
        sha256=report.delivery.sha256 or "-",
    )


SIGNS = {
    DeliveryVerdict.ACCEPTABLE: ("✔", "green"),
    DeliveryVerdict.ACCEPTABLE_WITH_CONDITIONS: ("!", "yellow"),
    DeliveryVerdict.NOT_ACCEPTABLE: ("✘", "red"),
    DeliveryVerdict.INCONCLUSIVE: ("?", "yellow"),
}
