"""What `osscan policy explain` says of one rule or one category of a policy."""

from __future__ import annotations

from typing import Any

from osscan.engine.policy_explain import ExplainedCategory, ExplainedRule, Reach
from osscan.model.component import Relation
from osscan.policy.difference import said as condition_said
from osscan.policy.schema import Rule
from osscan.reports.page import Page
from osscan.reports.sentences import and_more, where
from osscan.texts.catalogue import Words

SCHEMA = "osscan/policy-explain/1"
_MOST_LICENSES = 12


def write_rule(page: Page, found: ExplainedRule, words: Words) -> None:
    """A rule: what it says, what it asks, and which licenses come to it."""
    rule = found.rule
    page.head(f"{rule.id} ({where(rule.place)})", "bold")
    rows = [
        ("says", getattr(rule.text, words.language)),
        ("when", condition_said(rule.when)),
        *(("unless", condition_said(condition)) for condition in rule.unless),
        ("then", rule.then.value),
        ("obligations", "; ".join(words(f"obligation.{name}.title") for name in rule.obligations)),
        ("position", words("policy.entry.position", (), position=found.position + 1, count=len(found.policy.rules))),
        ("earlier", ", ".join(found.earlier)),
    ]
    column = _column(rows, words)
    for name, text in rows:
        page.field(words(f"policy.entry.label.{name}"), text, 2, column)
    page.head(words("policy.entry.decides" if found.reaches else "policy.entry.decides-nothing"), "bold")
    for reach in found.reaches:
        page.line(_relations_said(reach.relations, words), 2)
        page.line(_licenses_said(reach.licenses, words), 4)


def of_rule(found: ExplainedRule, words: Words) -> dict[str, Any]:
    """A rule for scripts."""
    rule = found.rule
    return {
        "schema": SCHEMA,
        "policy": found.policy.id,
        "rule": rule.id,
        "place": where(rule.place),
        "text": getattr(rule.text, words.language),
        "when": condition_said(rule.when),
        "unless": [condition_said(condition) for condition in rule.unless],
        "then": rule.then,
        "obligations": list(rule.obligations),
        "position": found.position + 1,
        "earlier": list(found.earlier),
        "decides": [_reach_document(reach) for reach in found.reaches],
    }


def write_category(page: Page, found: ExplainedCategory, words: Words) -> None:
    """A category: what is in it, which rules ask for it, and what other categories hold too."""
    category = found.category
    page.head(f"{category.name} ({where(category.place)})", "bold")
    shared = "; ".join(f"{name} ({', '.join(others)})" for name, others in found.shared)
    rows = [
        ("licenses", ", ".join(category.licenses)),
        ("rules", ", ".join(_rule_said(rule) for rule in found.rules) or words("policy.entry.no-rule")),
        ("shared", shared),
    ]
    column = _column(rows, words)
    for name, text in rows:
        page.field(words(f"policy.entry.label.{name}"), text, 2, column)


def of_category(found: ExplainedCategory, words: Words) -> dict[str, Any]:
    """A category for scripts."""
    _ = words
    return {
        "schema": SCHEMA,
        "policy": found.policy.id,
        "category": found.category.name,
        "place": where(found.category.place),
        "licenses": list(found.category.licenses),
        "rules": [{"rule": rule.id, "then": rule.then, "place": where(rule.place)} for rule in found.rules],
        "shared": [{"license": name, "categories": list(others)} for name, others in found.shared],
    }


def _column(rows: list[tuple[str, str]], words: Words) -> int:
    return 4 + max(len(words(f"policy.entry.label.{name}")) for name, _ in rows)


def _rule_said(rule: Rule) -> str:
    return f"{rule.id} → {rule.then}"


def _relations_said(relations: tuple[Relation, ...], words: Words) -> str:
    if len(relations) == len(Relation):
        return words("policy.relations.all")
    return ", ".join(relations)


def _licenses_said(licenses: tuple[str, ...], words: Words) -> str:
    return and_more(words, list(licenses[:_MOST_LICENSES]), len(licenses))


def _reach_document(reach: Reach) -> dict[str, Any]:
    return {"relations": list(reach.relations), "licenses": list(reach.licenses)}
