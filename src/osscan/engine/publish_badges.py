"""Which levels of openCode's badges a repository would reach, as far as git alone can tell; what can't be seen stays open."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.checks.project import Project
from osscan.model.problem import facts_of
from osscan.model.publication import BadgeLevel, Checked
from osscan.model.report import CheckStatus


def forecast(project: Project, checks: Iterable[Checked]) -> tuple[BadgeLevel, ...]:
    """Conditions by badge and level (badges.opencode.de, configuration of the badge programme); empty outside of git."""
    git = project.git
    if git is None:
        return ()
    status = {one.id: one.status for one in checks}
    since = min((commit.date[:10] for commit in git.recent), default="9999")
    recent_tags = [tag for tag in git.tags if tag.date[:10] >= since]
    authors = len({commit.author for commit in git.recent})
    signed = sum(tag.signed for tag in recent_tags)
    return (
        BadgeLevel("maintained", 1, "commits", len(git.recent) >= 5, facts_of(commits=len(git.recent))),
        BadgeLevel("maintained", 1, "reactions", None),
        BadgeLevel("maintained", 2, "release", bool(recent_tags), facts_of(tags=len(recent_tags))),
        BadgeLevel("maintained", 3, "bus-factor", authors >= 2, facts_of(authors=authors)),
        BadgeLevel("security", 1, "security-file", status.get("PUB-SEC-01") is CheckStatus.PASSED),
        BadgeLevel("security", 1, "protected-branch", None),
        BadgeLevel(
            "security",
            2,
            "signed-tags",
            bool(recent_tags) and 100 * signed >= 80 * len(recent_tags),
            facts_of(signed=signed, tags=len(recent_tags)),
        ),
        BadgeLevel("security", 2, "reviews", None),
        BadgeLevel("open-source", 1, "license", _both(status, "PUB-LIC-01", "PUB-LIC-03")),
    )


def _both(status: dict[str, CheckStatus], *ids: str) -> bool | None:
    """Whether these checks are passed; None where one was not looked at."""
    told = [status.get(one) for one in ids]
    if any(one in (None, CheckStatus.UNKNOWN, CheckStatus.MANUAL) for one in told):
        return None
    return all(one is CheckStatus.PASSED for one in told)
