"""Text: every rule that is worth trying is tried, and what it finds is judged, redacted and forgotten."""

from __future__ import annotations

from typing import Any, NamedTuple

from osscan.leaks.checks import CHECKS
from osscan.leaks.found import Checked, Found
from osscan.leaks.judging import applies, holds
from osscan.leaks.leak import Leak, LeakClass, Sample, Settings
from osscan.leaks.own_words import own_rules
from osscan.leaks.prefilter import worth_trying
from osscan.leaks.redaction import fingerprint, redacted
from osscan.leaks.rules import GUESSED, Rule, compiled
from osscan.leaks.weighing import allowance, weighed
from osscan.model.component import PathRole
from osscan.model.place import Place
from osscan.model.problem import Problem, warning
from osscan.model.report import CheckSeverity

_BEFORE, _NAME = 300, 50
_LONGEST_LINE = 2000
_PACKED = 1500
"""A line that is longer is packed code, full of names beside values."""
_TOKENS = (LeakClass.SECRET, LeakClass.KEY)
_EXAMPLES = r"(?:\$schema|\bexamples?)[\"']?[ \t]*[:=]"
_DESCRIPTIONS = (".json", ".yml", ".yaml", ".raml", ".xsd", ".graphql")
"""Schemas and descriptions of interfaces give an example for each field."""
_NAME_SIGNS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")


class Told(NamedTuple):
    """The leaks of one text, and what was too many."""

    leaks: list[Leak]
    problems: list[Problem]


def leaks_in_text(content: bytes, path: str, role: PathRole, settings: Settings) -> Told:
    """Every leak of a text once, with how often it stands there."""
    leaks: list[Leak] = []
    problems: list[Problem] = []
    taken = bytearray(len(content))
    for rule in (*worth_trying(content), *own_rules(settings.internal_domains, settings.words)):
        if not applies(rule, path):
            continue
        found = _of_rule(rule, content, path, role, settings, taken)
        if len(found) >= settings.most_alike:
            problems.append(warning("leak-too-many", Place(path), rule=rule.name, limit=settings.most_alike))
        leaks += found.values()
    return Told(leaks, problems)


def _of_rule(rule: Rule, content: bytes, path: str, role: PathRole, settings: Settings, taken: bytearray) -> dict[str, Leak]:
    found: dict[str, Leak] = {}
    line, counted, examples = 1, 0, False
    general = (not rule.entropy and rule.check != "") or rule.name == GUESSED or rule.kind not in _TOKENS
    spans: list[tuple[int, int]] = []
    for match in compiled(rule.pattern).finditer(content):
        start, end = _span(rule, match)
        if start < 0 or (general and taken.find(1, start, end) >= 0):
            continue
        around = _line(content, start, end)
        told = _told(rule, content, match, (start, end), around, path, settings)
        if told is None:
            continue
        if rule.name == GUESSED and not spans and path.lower().endswith(_DESCRIPTIONS):
            examples = compiled(_EXAMPLES).search(content) is not None
        spans.append((start, end))
        line += content.count(b"\n", counted, start)
        counted = max(counted, start)
        leak = _leak(rule, told, content[start:end], Place(path, "", line), role, settings)
        if (examples or (rule.name == GUESSED and len(around) > _PACKED)) and leak.weight is CheckSeverity.BLOCKER:
            leak = leak._replace(weight=CheckSeverity.CONDITION)
        leak = leak._replace(allowed=allowance(leak, around, settings))
        before = found.get(leak.fingerprint)
        if before is not None:
            found[leak.fingerprint] = before._replace(times=before.times + 1)
        else:
            found[leak.fingerprint] = leak
        if len(found) >= settings.most_alike:
            break
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)
    return found


def _told(
    rule: Rule, content: bytes, match: Any, span: tuple[int, int], around: bytes, path: str, settings: Settings
) -> Checked | None:
    start, end = span
    if rule.kind in _TOKENS:
        whole = content[_name_start(content, match.start()) : match.end()]
        if not holds(rule, content[start:end], whole, around, path):
            return None
    if not rule.check:
        return Checked()
    begin = max(content.rfind(b"\n", max(0, start - _BEFORE), start) + 1, start - _BEFORE, 0)
    return CHECKS[rule.check](Found(content[start:end], match.group(), content[begin:start], around, path, settings))


def _leak(rule: Rule, told: Checked, value: bytes, place: Place, role: PathRole, settings: Settings) -> Leak:
    name = told.rule or rule.name
    weight, sample = weighed(told.weight or rule.weight, rule.kind, role, told.sample)
    if name == GUESSED and sample is Sample.ROLE:
        weight = CheckSeverity.HINT  # a guess from a name, in a test: that is what tests are full of
    mark = fingerprint(name, told.value if told.value is not None else value, place.input, settings.key)
    return Leak(name, rule.kind, weight, place, redacted(value), mark, role, sample)


def _span(rule: Rule, match: Any) -> tuple[int, int]:
    """Where the value stands: the group that the rule names, else the first that is filled, else all of it."""
    if rule.group:
        return match.start(rule.group), match.end(rule.group)
    for group in range(1, match.re.groups + 1):
        if match.start(group) >= 0 and match.end(group) > match.start(group):
            return match.start(group), match.end(group)
    return match.start(), match.end()


def _name_start(content: bytes, at: int) -> int:
    """The name of what is assigned begins before the word that the rule asks for."""
    least = max(0, at - _NAME)
    while at > least and content[at - 1] in _NAME_SIGNS:
        at -= 1
    return at


def _line(content: bytes, start: int, end: int) -> bytes:
    begin = content.rfind(b"\n", max(0, start - _LONGEST_LINE), start) + 1 or max(0, start - _LONGEST_LINE)
    behind = content.find(b"\n", end, end + _LONGEST_LINE)
    return content[begin : behind if behind >= 0 else end + _LONGEST_LINE]
