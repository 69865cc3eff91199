"""What is told of a check, before publication and of a delivery alike; `area` is the file of its sentences (`publish`, `vendor`)."""

from __future__ import annotations

from osscan.model.problem import Facts
from osscan.model.publication import Checked, Spot
from osscan.model.report import CheckStatus
from osscan.texts.catalogue import Words


def title(area: str, check: Checked, words: Words) -> str:
    return words(f"{area}.{check.id}.title")


def why(area: str, check: Checked, words: Words) -> str:
    return words(f"{area}.{check.id}.why")


def next_step(area: str, check: Checked, words: Words) -> str:
    """What to do: where it could not be looked at, how it can; else what mends it."""
    how = f"{area}.look.{check.reason}"
    if check.status is CheckStatus.UNKNOWN and words.has(how):
        return words(how)
    return remedy(area, check, words)


def remedy(area: str, check: Checked, words: Words) -> str:
    """What mends it where it is not met."""
    return words(f"{area}.{check.id}.next")


def spot_said(area: str, check: Checked, spot: Spot, words: Words) -> str:
    """What a check objects to; where that is a Problem, the words for it."""
    facts = _rule_said(spot.facts, words) if _is_on_leaks(check.id) else spot.facts
    return words(spot_key(area, check.id, spot.code, words, spot.facts), _said(facts, words))


def spot_key(area: str, check: str, code: str, words: Words, facts: Facts) -> str:
    """The key of the sentence: the check's own, for one or for many by the fact `count`; else that of the Problem."""
    own, problem = f"{area}.{check}.{code}", f"problem.{code}.message"
    if words.has(f"{own}.other"):
        return f"{own}.one" if dict(facts).get("count") == "1" else f"{own}.other"
    return problem if words.has(problem) and not words.has(own) else own


def _is_on_leaks(check: str) -> bool:
    return check == "V-23" or "-LEAK-" in check


def _rule_said(facts: Facts, words: Words) -> Facts:
    """The rule that found a leak as people call it: rules for single services have no words of their own."""
    from osscan.reports.leaks_said import title as rule_title  # noqa: PLC0415 - only who has leaks pays for it

    return tuple((name, rule_title(value, words) if name == "rule" else value) for name, value in facts)


def _said(facts: Facts, words: Words) -> Facts:
    """Facts that name a field of an SBOM or a rule by its code, by the words for it."""
    return tuple((name, _word(name, value, words)) for name, value in facts)


def _word(name: str, value: str, words: Words) -> str:
    key = _WORDS.get(name, "").format(value)
    return words(key) if key and words.has(key) else value


_WORDS = {"field": "sbom.{}.title", "rule": "leaks.rule.{}"}


def reason_said(area: str, check: Checked, words: Words) -> str:
    """Why it was not looked at, does not apply or waits for people; empty where it was looked at."""
    return words(reason_key(area, check.id, check.reason, words), check.facts) if check.reason else ""


def reason_key(area: str, check: str, reason: str, words: Words) -> str:
    """The key of a reason's sentence: the check's own, else the one that all checks share."""
    own = f"{area}.{check}.{reason}"
    return own if words.has(own) else f"{area}.reason.{reason}"
