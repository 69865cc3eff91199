"""One entry of a policy's lists becomes one value: a rule, a choice, a clarification, a waiver, a test."""

from __future__ import annotations

from datetime import date

from osscan.expression.parse import parse
from osscan.expression.scan import Fault, fault_in
from osscan.expression.tree import canonical
from osscan.model.component import Provision, Relation, Scope
from osscan.model.verdict import CompatibilityWord, Level, LicenseStatus, PolicyWord
from osscan.policy.document import Node
from osscan.policy.schema import Choice, Clarification, Condition, Expected, PolicyTest, Rule, Sample, Then, Waiver


def rule(node: Node) -> Rule:
    """A rule with its conditions."""
    fields = node.fields("unless", "obligations", needed=("id", "when", "then", "text"))
    return Rule(
        fields.text("id"),
        _condition(fields["when"]) if "when" in fields else Condition(),
        _unless(fields["unless"]) if "unless" in fields else (),
        fields.word("then", Then) or Then.DENY,
        fields.texts("obligations"),
        fields.bilingual("text"),
        node.place,
    )


def choice(node: Node) -> Choice | None:
    """A choice; None, with a fault told, when what is given is no expression."""
    fields = node.fields(needed=("given", "choose", "reason"))
    tree = parse(fields.text("given"))
    if isinstance(tree, Fault):
        node.fault("policy-bad-expression", expression=fields.text("given"))
        return None
    return Choice(canonical(tree), fields.text("choose"), fields.bilingual("reason"), node.place)


def clarification(node: Node) -> Clarification:
    """What a person established about a component."""
    fields = node.fields("versions", "evidence", needed=("purl", "expression", "reason"))
    expression = fields.text("expression")
    if fault_in(expression) is not None:
        node.fault("policy-bad-expression", expression=expression)
    return Clarification(fields.text("purl"), fields.text("versions"), expression, fields.bilingual("reason"), node.place)


def waiver(node: Node) -> Waiver:
    """An exception for named components until a day."""
    fields = node.fields("versions", "license", needed=("id", "rule", "purl", "owner", "reason", "ticket", "expires"))
    return Waiver(
        fields.text("id"),
        fields.text("rule"),
        fields.text("purl"),
        fields.text("versions"),
        fields.text("license"),
        fields.text("owner"),
        fields.bilingual("reason"),
        fields.text("ticket"),
        fields.day("expires") or date.min,
        node.place,
    )


def test(node: Node) -> PolicyTest:
    """A component that is made up, and what the policy is to say of it."""
    fields = node.fields(needed=("name", "component", "expect"))
    return PolicyTest(
        fields.text("name"),
        _sample(fields["component"]) if "component" in fields else Sample(),
        _expected(fields["expect"]) if "expect" in fields else Expected(),
        node.place,
    )


def _unless(node: Node) -> tuple[Condition, ...]:
    """One condition, or several under `any`."""
    fields = dict(node.entries())
    if "any" in fields:
        node.fields("any")
        return tuple(_condition(item) for item in fields["any"].items())
    return (_condition(node),)


def _condition(node: Node) -> Condition:
    fields = node.fields("license", "category", "scope", "relation", "purl", "status", "compatibility", "osi")
    if not fields:
        node.fault("policy-empty-condition")
    return Condition(
        license=fields.texts("license"),
        category=fields.texts("category"),
        scope=fields.words("scope", Scope),
        relation=fields.words("relation", Relation),
        purl=fields.texts("purl"),
        status=tuple(word.value for word in fields.words("status", LicenseStatus)),
        compatibility=tuple(word.value for word in fields.words("compatibility", CompatibilityWord)),
        osi=fields.flag("osi"),
    )


def _sample(node: Node) -> Sample:
    fields = node.fields("license", "declared", "scope", "relation", "purl", "provision")
    if "license" in fields and "declared" in fields:
        fields["declared"].fault("policy-test-two-licenses")
    if "license" in fields and fault_in(fields.text("license")) is not None:
        fields["license"].fault("policy-bad-expression", expression=fields.text("license"))
    return Sample(
        fields.text("license"),
        fields.text("declared"),
        fields.word("scope", Scope) or Scope.RUNTIME,
        fields.word("relation", Relation),
        fields.text("purl"),
        fields.words("provision", Provision),
    )


def _expected(node: Node) -> Expected:
    fields = node.fields("policy", "compatibility", "rule", "chosen", "level")
    if not fields:
        node.fault("policy-test-expects-nothing")
    return Expected(
        fields.word("policy", PolicyWord),
        fields.word("compatibility", CompatibilityWord),
        fields.text("rule"),
        fields.text("chosen"),
        fields.word("level", Level),
    )
