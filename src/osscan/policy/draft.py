"""What has been read of a policy so far: the extending file comes first and wins, lists are joined."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from osscan.expression.scan import fault_in
from osscan.model.component import PathRole, Provision, Relation, Scope
from osscan.model.place import Place
from osscan.model.problem import Severity
from osscan.model.verdict import PolicyWord
from osscan.policy import entries, terms
from osscan.policy.document import Faults, Fields, Node
from osscan.policy.schema import (
    Approvals,
    Bilingual,
    Category,
    Choice,
    Clarification,
    Contested,
    Doctrine,
    FailOn,
    Floor,
    Policy,
    PolicyTest,
    Rule,
    Then,
    Waiver,
)


class Draft:
    """Takes the fields of one file after the other, the outermost first."""

    def __init__(self) -> None:
        self.id = ""
        self.title = Bilingual("", "")
        self.version = ""
        self.outbound = ""
        self.doctrine: Doctrine | None = None
        self.contested: Contested | None = None
        self.default: Then | None = None
        self.default_place: Place | None = None
        self.provisions: tuple[Provision, ...] = ()
        self.relation_default: Relation | None = None
        self.relation_by_ecosystem: dict[str, Relation] = {}
        self.relation_by_scope: dict[Scope, Relation] = {}
        self.categories: dict[str, Category] = {}
        self.prefer: tuple[str, ...] = ()
        self.rules: list[Rule] = []
        self.choices: list[Choice] = []
        self.clarifications: list[Clarification] = []
        self.waivers: list[Waiver] = []
        self.first_party: list[str] = []
        self.path_roles: list[tuple[str, PathRole]] = []
        self.mappings: dict[str, str] = {}
        self.tests: list[PolicyTest] = []
        self.approvals = Approvals()
        self.fail_on: dict[str, Any] = {}
        self.severities: dict[str, Severity] = {}
        self.roles_asked: list[Node] = []
        self.graded: list[tuple[str, Node]] = []
        self.files: list[str] = []
        self.shared: list[str] = []
        self.locked: set[str] = set()
        self.unpinned: list[tuple[str, Place]] = []

    def take(self, fields: Fields, shown: str) -> None:
        """One file's word where none before it has spoken, and its entries after theirs."""
        self.files.append(shown)
        self._take_head(fields)
        if "owner" in fields:
            fields["owner"].fields("role", "contact")
        if "context" in fields:
            self._take_context(fields["context"])
        self._take_lists(fields)
        if "approvals" in fields:
            mine, asked = terms.approvals(fields["approvals"])
            self.approvals = terms.joined(self.approvals, mine)
            self.roles_asked += asked
        if "fail_on" in fields:
            self.fail_on = terms.fail_on(fields["fail_on"]) | self.fail_on
        for name, severity, node in terms.severities(fields):
            self.severities.setdefault(name, severity)
            self.graded.append((name, node))
        if "locked" in fields:
            self.locked.update(fields.texts("locked"))
        if fields.flag("shared"):
            self.shared.append(shown)

    def _take_head(self, fields: Fields) -> None:
        if not self.id:
            self.id, self.title, self.version = fields.text("id"), fields.bilingual("title"), fields.text("version")
        if "outbound" in fields:
            self.outbound = self.outbound or _outbound(fields["outbound"])
        if "doctrine" in fields:
            self.doctrine = self.doctrine or fields["doctrine"].word(Doctrine)
        if "contested" in fields:
            self.contested = self.contested or fields["contested"].word(Contested)
        if "default" in fields and self.default is None:
            self.default, self.default_place = fields["default"].word(Then), fields["default"].place
            if self.default is Then.ALLOW:
                fields["default"].fault("policy-default-allows")

    def _take_context(self, node: Node) -> None:
        fields = node.fields("provision", "relation_default", "relation_by_ecosystem", "relation_by_scope")
        self.provisions = self.provisions or fields.words("provision", Provision)
        self.relation_default = self.relation_default or fields.word("relation_default", Relation)
        for name, child in fields.named("relation_by_ecosystem"):
            if relation := child.word(Relation):
                self.relation_by_ecosystem.setdefault(name, relation)
        if "relation_by_scope" in fields:
            for name, child in fields["relation_by_scope"].fields(*Scope).items():
                if relation := child.word(Relation):
                    self.relation_by_scope.setdefault(Scope(name), relation)

    def _take_lists(self, fields: Fields) -> None:
        for name, child in fields.named("categories"):
            known = self.categories.get(name)
            licenses = child.texts()
            self.categories[name] = (
                Category(name, known.licenses + licenses, known.place) if known else Category(name, licenses, child.place)
            )
        self.prefer = self.prefer or fields.texts("prefer")
        for name, child in fields.named("name_mappings"):
            self.mappings.setdefault(name.lower(), child.text())
        self.first_party += fields.texts("first_party")
        self.path_roles[:0] = [one for node in fields.nodes("path_roles") for one in entries.path_role(node)]
        self.rules += map(entries.rule, fields.nodes("rules"))
        self.choices += [choice for node in fields.nodes("choices") if (choice := entries.choice(node))]
        self.clarifications += map(entries.clarification, fields.nodes("clarifications"))
        self.waivers += map(entries.waiver, fields.nodes("waivers"))
        self.tests += map(entries.test, fields.nodes("tests"))

    def policy(self, shown: str, floors: tuple[Floor, ...], faults: Faults) -> Policy:
        """The finished policy; without an outbound license there is none to compare with, which is a fault."""
        if not self.outbound:
            faults.add("policy-missing-key", Place(shown), key="outbound")
        self._check_names()
        return Policy(
            id=self.id,
            title=self.title,
            version=self.version,
            place=Place(shown),
            outbound=self.outbound,
            doctrine=self.doctrine or Doctrine.FSF_STRICT,
            contested=self.contested or Contested.REVIEW,
            provisions=self.provisions,
            relation_default=self.relation_default or Relation.INCORPORATE,
            relation_by_ecosystem=tuple(sorted(self.relation_by_ecosystem.items())),
            relation_by_scope=tuple(sorted(self.relation_by_scope.items())),
            categories=tuple(self.categories.values()),
            prefer=self.prefer,
            rules=tuple(self.rules),
            default=self.default or Then.REVIEW,
            default_place=self.default_place,
            choices=tuple(self.choices),
            clarifications=tuple(self.clarifications),
            waivers=_by_present_id(self.waivers, self.rules),
            first_party=tuple(self.first_party),
            path_roles=tuple(self.path_roles),
            name_mappings=self.mappings,
            tests=_tests_by_present_id(self.tests, self.rules),
            files=tuple(self.files),
            approvals=self.approvals,
            fail_on=FailOn(**self.fail_on),
            severities=self.severities,
            floors=floors,
            shared=frozenset(self.shared),
            locked=frozenset(self.locked),
            unpinned=tuple(self.unpinned),
        )

    def _check_names(self) -> None:
        """Roles and rules may be defined in another file than where they are spoken of."""
        roles = tuple(name for name, _ in self.approvals.roles)
        for node in self.roles_asked:
            if node.text() not in roles:
                node.fault("policy-unknown-role", role=node.text(), known=", ".join(roles) or "-")
        ids = {rule.id for rule in self.rules}
        for name, node in self.graded:
            if name not in ids and name not in list(PolicyWord):
                node.fault("policy-severity-of-what", name=name, known=", ".join(PolicyWord))


def _outbound(node: Node) -> str:
    text = node.text()
    if fault_in(text) is not None:
        node.fault("policy-bad-expression", expression=text)
    return text


def _by_present_id(waivers: list[Waiver], rules: list[Rule]) -> tuple[Waiver, ...]:
    """A waiver that names a rule by an id which it had formerly means that rule."""
    present = _present_ids(rules)
    return tuple(w._replace(rule=present.get(w.rule, w.rule)) for w in waivers) if present else tuple(waivers)


def _tests_by_present_id(tests: list[PolicyTest], rules: list[Rule]) -> tuple[PolicyTest, ...]:
    """So does a test."""
    present = _present_ids(rules)
    if not present:
        return tuple(tests)
    return tuple(t._replace(expect=t.expect._replace(rule=present.get(t.expect.rule, t.expect.rule))) for t in tests)


def _present_ids(rules: list[Rule]) -> Mapping[str, str]:
    return {old: rule.id for rule in rules for old in rule.formerly}
