"""What a policy says about runs and about people: what counts against a run, how grave it looks, who may approve what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osscan.model.problem import Severity
from osscan.model.verdict import Level
from osscan.policy.document import Fields, Node
from osscan.policy.schema import Approvals, Gate

_GATES = ("expired_waivers", "unused_entries", "incomplete", "fixed_baseline")
_OBJECTING = (Level.REVIEW, Level.DENIED)


def fail_on(node: Node) -> dict[str, Any]:
    """The fields of `FailOn` that are set."""
    fields = node.fields("severity", "new_only", *_GATES)
    found: dict[str, Any] = {name: gate for name in _GATES if (gate := fields.word(name, Gate)) is not None}
    if found.get("incomplete") is Gate.IGNORE:
        fields["incomplete"].fault("policy-incomplete-ignored")
    if "severity" in fields and (level := _level(fields["severity"], fields.text("severity"))) is not None:
        found["severity"] = level
    if (new_only := fields.flag("new_only")) is not None:
        found["new_only"] = new_only
    return found


def severities(fields: Fields) -> Iterator[tuple[str, Severity, Node]]:
    """Verdict words and ids of rules with what reports show for them, and where that stands."""
    for name, child in fields.named("severity"):
        if (severity := child.word(Severity)) is not None:
            yield name, severity, child


def approvals(node: Node) -> tuple[Approvals, list[Node]]:
    """Roles, the roles that each level asks for, and the longest time of a waiver; and where roles are asked for."""
    fields = node.fields("roles", "waivers", "longest_days")
    roles = tuple((name, child.bilingual()) for name, child in fields.named("roles"))
    asked: list[Node] = []
    waivers = []
    for name, child in fields.named("waivers"):
        if (level := _level(child, name)) is not None:
            asked += child.items()
            waivers.append((level, child.texts()))
    return Approvals(roles, tuple(waivers), fields.number("longest_days")), asked


def joined(first: Approvals, second: Approvals) -> Approvals:
    """The first one's word for each role, level and time, else the second one's."""
    return Approvals(
        tuple((dict(second.roles) | dict(first.roles)).items()),
        tuple((dict(second.waivers) | dict(first.waivers)).items()),
        first.longest_days or second.longest_days,
    )


def _level(node: Node, value: str) -> Level | None:
    """A level that objects."""
    if value in _OBJECTING:
        return Level(value)
    node.fault("policy-wrong-value", value=value, allowed=", ".join(_OBJECTING))
    return None
