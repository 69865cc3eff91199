"""`osscan/publication/1` becomes a PublicationReport again."""

from __future__ import annotations

from msgspec import Struct

from osscan.model.publication import BadgeLevel, Profile, ProjectKind, PublicationReport, PublicationVerdict
from osscan.reports.stored.wire import CheckTold, FactsTold, ProblemTold, ScoreTold, Told, WaiversTold, facts_of


class BadgeTold(Struct):
    badge: str
    level: int
    condition: str
    met: bool | None
    facts: FactsTold

    def value(self) -> BadgeLevel:
        return BadgeLevel(self.badge, self.level, self.condition, self.met, facts_of(self.facts))


class PublicationTold(Told):
    path: str
    revision: str
    policy_hash: str
    profile: Profile
    kind: ProjectKind
    verdict: PublicationVerdict
    checks: list[CheckTold]
    criteria: list[ScoreTold]
    badges: list[BadgeTold]
    waivers: WaiversTold
    problems: list[ProblemTold]

    def value(self) -> PublicationReport:
        return PublicationReport(
            path=self.path,
            profile=self.profile,
            kind=self.kind,
            verdict=self.verdict,
            checks=tuple(one.value() for one in self.checks),
            criteria=tuple(one.value() for one in self.criteria),
            badges=tuple(one.value() for one in self.badges),
            problems=tuple(one.value() for one in self.problems),
            revision=self.revision,
            generated_at=self.generated_at,
            tool=self.tool.value(),
            data=tuple(self.data.items()),
            policy_hash=self.policy_hash,
            unused_waivers=tuple(one.value() for one in self.waivers.unused),
            expired_waivers=tuple(one.value() for one in self.waivers.expired),
        )
