"""Every kind of document, in the order in which they are offered, and for which reports each makes sense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from osscan.documents.document import Document
from osscan.model.delivery import DeliveryReport
from osscan.model.publication import PublicationReport
from osscan.model.report import Report
from osscan.reports.kinds import of_delivery, of_publication, of_report
from osscan.reports.kinds.assessment import assessment
from osscan.reports.kinds.case import Case, Setting, Story
from osscan.reports.kinds.citizens import citizens
from osscan.reports.kinds.criteria import criteria
from osscan.reports.kinds.defects import defects
from osscan.reports.kinds.technical import technical


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind: its name (sentences `paper.kind.<name>`), the reports that it is made of, and how."""

    name: str
    stories: frozenset[Story]
    make: Callable[[Case, Setting], Document]


_EVERY = frozenset(Story)
_CHECKED = frozenset({Story.DELIVERY, Story.PUBLICATION})
KINDS = (
    DocumentKind("assessment", _EVERY, assessment),
    DocumentKind("defects", _EVERY, defects),
    DocumentKind("criteria", _CHECKED, criteria),
    DocumentKind("technical", _EVERY, technical),
    DocumentKind("citizens", frozenset({Story.PUBLICATION}), citizens),
)
NAMES = tuple(one.name for one in KINDS)


def case_of(report: Report | PublicationReport | DeliveryReport, setting: Setting) -> Case:
    """The case that a report makes, ready to be said in the setting's language."""
    if isinstance(report, DeliveryReport):
        return of_delivery.case_of(report, setting)
    if isinstance(report, PublicationReport):
        return of_publication.case_of(report, setting)
    return of_report.case_of(report, setting)


def kinds_for(story: Story) -> tuple[DocumentKind, ...]:
    """The kinds that make sense for a report."""
    return tuple(one for one in KINDS if story in one.stories)
