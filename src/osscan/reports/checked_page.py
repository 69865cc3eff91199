"""Checks for people at a terminal, before publication and of a delivery alike: groups by weight, each with place, why, source and next step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from osscan.model.publication import Checked, CriterionScore
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports.checked_said import next_step, reason_said, spot_said, title, why
from osscan.reports.numbers import counted, number
from osscan.reports.page import Page
from osscan.reports.publication_said import OPEN, clauses_said, score_said, where
from osscan.texts.catalogue import Words

_SPOTS, _BAR = 3, 12
_GROUPS = (
    ("blockers", CheckSeverity.BLOCKER, "✘", "red"),
    ("conditions", CheckSeverity.CONDITION, "!", "yellow"),
    ("hints", CheckSeverity.HINT, "·", ""),
)
"""Heading, severity, sign and color."""
More = Callable[[Checked], str]
"""A further sentence about a check; empty for none."""


class CheckedPage:
    """Writes checks of one area on a page."""

    def __init__(self, page: Page, words: Words, area: str, *, verbose: bool, more: More = lambda _: "") -> None:
        self._page = page
        self._words = words
        self._area = area
        self._verbose = verbose
        self._more = more

    def counting(self, checks: Sequence[Checked]) -> None:
        """What stands in the way, what is open, conditions and hints."""
        for head, severity, mark, ink in _GROUPS:
            self._group(head, [one for one in checks if one.severity is severity and one.status is CheckStatus.FAILED], mark, ink)
            if severity is CheckSeverity.BLOCKER:
                waiting = [one for one in checks if one.status in OPEN and one.severity is not CheckSeverity.HINT]
                self._group("open", waiting, "?", "yellow")

    def waived(self, checks: Iterable[Checked]) -> None:
        """What somebody answers for."""
        page, words = self._page, self._words
        waived = [(check, spot, waiver) for check in checks for spot, waiver in check.waived]
        if not waived:
            return
        page.head(f"{words('publish.head.waivers')} ({number(words, len(waived))})", "bold")
        for check, spot, waiver in waived:
            page.line(f"· {check.id} {where(spot)}: {spot_said(self._area, check, spot, words)}", 2)
            page.line(words("publish.waived", (), role=waiver.role, expires=waiver.expires, reason=waiver.reason), 4, "dim")

    def scores(self, scores: Iterable[CriterionScore]) -> None:
        """A bar for each criterion."""
        page, words = self._page, self._words
        page.head(words("publish.head.criteria"), "bold")
        for score in scores:
            filled = _BAR * score.met // score.answered if score.grade and score.answered else 0
            bar = "█" * filled + "░" * (_BAR - filled) if score.grade else "?" * _BAR
            page.line(f"{bar} {score_said(score, words)}", 2)

    def summed_up(self, checks: Sequence[Checked]) -> None:
        """How many were met, how many do not apply and how many hints are open, with `verbose` which."""
        page, words = self._page, self._words
        passed = sum(one.status is CheckStatus.PASSED for one in checks)
        skipped = [one for one in checks if one.status is CheckStatus.NOT_APPLICABLE]
        waiting = [one for one in checks if one.status in OPEN and one.severity is CheckSeverity.HINT]
        told = [counted(words, "publish.counts.passed", passed), counted(words, "publish.counts.skipped", len(skipped))]
        told += [counted(words, "publish.counts.open-hints", len(waiting))] if waiting else []
        page.line(f"{', '.join(told)}.")
        if self._verbose:
            for one in (*skipped, *waiting):
                page.line(f"- {one.id} {title(self._area, one, words)}: {reason_said(self._area, one, words)}", 2, "dim")

    def _group(self, head: str, told: Sequence[Checked], mark: str, ink: str) -> None:
        if not told:
            return
        self._page.head(f"{self._words(f'{self._area}.head.{head}')} ({number(self._words, len(told))})", "bold")
        for check in told:
            self._check(check, mark, ink)

    def _check(self, check: Checked, mark: str, ink: str) -> None:
        page, words, area = self._page, self._words, self._area
        page.line(f"{mark} {title(area, check, words)} [{check.id}]", 2, ink)
        if check.status in OPEN:
            page.line(reason_said(area, check, words), 4)
        shown = check.spots if self._verbose else check.spots[:_SPOTS]
        for spot in shown:
            page.line(f"{where(spot)}: {spot_said(area, check, spot, words)}", 4)
        if rest := len(check.spots) - len(shown):
            page.line(counted(words, "publish.also", rest), 4, "dim")
        if self._verbose:
            page.line(words("publish.because", (), text=why(area, check, words)), 4)
        page.line(words("publish.next", (), text=next_step(area, check, words)), 4)
        if said := self._more(check):
            page.line(said, 4)
        if self._verbose:
            page.line(words("publish.source", (), source=clauses_said(check)), 4, "dim")
