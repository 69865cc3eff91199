"""The house's own words: rules that are made of what the policy names, not of a table."""

from __future__ import annotations

from functools import cache

from osscan.leaks.leak import LeakClass
from osscan.leaks.rules import Rule, quoted
from osscan.model.report import CheckSeverity

_HOST = r"(?i)(?:^|[^a-z0-9_.-])((?:[a-z0-9_](?:[a-z0-9_-]{{0,61}}[a-z0-9])?\.){{0,8}}(?:{domains}))(?:[^a-z0-9_-]|$)"


@cache
def own_rules(domains: tuple[str, ...], words: tuple[str, ...]) -> tuple[Rule, ...]:
    """`internal-host` for the domains of the house's network, `internal-word` for names that only it uses."""
    rules = []
    if domains:
        pattern = _HOST.format(domains="|".join(map(quoted, domains)))
        rules.append(Rule("internal-host", LeakClass.INTERNAL, CheckSeverity.CONDITION, pattern))
    if words:
        pattern = rf"(?i)\b({'|'.join(map(quoted, words))})\b"
        rules.append(Rule("internal-word", LeakClass.INTERNAL, CheckSeverity.HINT, pattern))
    return tuple(rules)
