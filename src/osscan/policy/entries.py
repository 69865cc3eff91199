"""One entry of a policy's lists becomes one value: a rule, a choice, a clarification, a waiver, a test."""

from __future__ import annotations

import re
from datetime import date

from osscan.expression.parse import parse
from osscan.expression.scan import Fault, fault_in
from osscan.expression.tree import canonical
from osscan.model.component import PathRole, Provision, Relation, Scope
from osscan.model.problem import Severity
from osscan.model.verdict import CompatibilityWord, Level, LicenseStatus, PolicyWord
from osscan.policy.document import Fields, Node
from osscan.policy.schema import (
    Choice,
    Clarification,
    Condition,
    Evidence,
    Expected,
    PolicyTest,
    Rule,
    Sample,
    Then,
    Waiver,
)

_CONDITION = (
    "license", "category", "scope", "relation", "purl", "status", "compatibility", "osi",
    "provision", "network", "family", "versions",
)  # fmt: skip
_WAIVER = ("versions", "license", "evidence", "approved_by", "granted")
_VERSIONS = re.compile(r"\s*(?:~=|===?|!=|<=?|>=?)\s*[^\s,]+\s*(?:,\s*(?:~=|===?|!=|<=?|>=?)\s*[^\s,]+\s*)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def rule(node: Node) -> Rule:
    """A rule with its conditions."""
    fields = node.fields("unless", "obligations", "severity", "remedy", "formerly", needed=("id", "when", "then", "text"))
    return Rule(
        fields.text("id"),
        _condition(fields["when"]) if "when" in fields else Condition(),
        _unless(fields["unless"]) if "unless" in fields else (),
        fields.word("then", Then) or Then.DENY,
        fields.texts("obligations"),
        fields.bilingual("text"),
        node.place,
        fields.word("severity", Severity),
        fields.bilingual("remedy") if "remedy" in fields else None,
        fields.texts("formerly"),
    )


def path_role(node: Node) -> tuple[tuple[str, PathRole], ...]:
    """The patterns of an entry of `path_roles`, each with its role."""
    fields = node.fields(needed=("paths", "role"))
    role = fields.word("role", PathRole)
    patterns = fields.texts("paths")
    if not all(pattern.strip("/") for pattern in patterns):
        node.fault("policy-wrong-value", value="", allowed="legacy/**")
        return ()
    return () if role is None else tuple((pattern, role) for pattern in patterns)


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
    return Clarification(
        fields.text("purl"),
        _versions(fields),
        expression,
        fields.bilingual("reason"),
        node.place,
        tuple(map(_evidence, fields.nodes("evidence"))),
    )


def waiver(node: Node) -> Waiver:
    """An exception for named components until a day."""
    fields = node.fields(*_WAIVER, needed=("id", "rule", "purl", "owner", "reason", "ticket", "expires"))
    granted, expires = fields.day("granted"), fields.day("expires") or date.min
    if granted is not None and granted > expires:
        fields["granted"].fault("policy-waiver-backwards", waiver=fields.text("id"), granted=granted, expires=expires)
    evidence = fields.text("evidence")
    if evidence and not (evidence.startswith("sha256:") and _SHA256.fullmatch(evidence, 7)):
        fields["evidence"].fault("policy-wrong-value", value=evidence, allowed="sha256:0123456789abcdef…")
    return Waiver(
        fields.text("id"),
        fields.text("rule"),
        fields.text("purl"),
        _versions(fields),
        fields.text("license"),
        fields.text("owner"),
        fields.bilingual("reason"),
        fields.text("ticket"),
        expires,
        node.place,
        evidence,
        fields.text("approved_by"),
        granted,
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
    fields = node.fields(*_CONDITION)
    if not fields:
        node.fault("policy-empty-condition")
    if "versions" in fields and "purl" not in fields:
        fields["versions"].fault("policy-versions-without-purl")
    return Condition(
        license=fields.texts("license"),
        category=fields.texts("category"),
        scope=fields.words("scope", Scope),
        relation=fields.words("relation", Relation),
        purl=fields.texts("purl"),
        status=tuple(word.value for word in fields.words("status", LicenseStatus)),
        compatibility=tuple(word.value for word in fields.words("compatibility", CompatibilityWord)),
        osi=fields.flag("osi"),
        provision=fields.words("provision", Provision),
        network=fields.flag("network"),
        family=fields.texts("family"),
        versions=_versions(fields),
    )


def _versions(fields: Fields) -> str:
    """A range as PEP 440 writes it; what can't be understood would fit nothing, so a misspelt range would say nothing."""
    text = fields.text("versions")
    if "versions" in fields and not _VERSIONS.fullmatch(text):
        fields["versions"].fault("policy-bad-versions", versions=text)
    return text


def _evidence(node: Node) -> Evidence:
    fields = node.fields(needed=("path", "sha256"))
    path, digest = fields.text("path"), fields.text("sha256")
    if "path" in fields and (path.startswith("/") or ".." in path.split("/") or "\\" in path):
        fields["path"].fault("policy-wrong-value", value=path, allowed="vendor/a/LICENSE")
    if "sha256" in fields and not _SHA256.fullmatch(digest):
        fields["sha256"].fault("policy-wrong-value", value=digest, allowed="0123456789abcdef…")
    return Evidence(path.removeprefix("./"), digest, node.place)


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
