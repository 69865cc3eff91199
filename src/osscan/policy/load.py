"""A policy file, with the bases that it extends, becomes a Policy, or a list of all its faults."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from osscan.errors import PolicyInvalidError
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import canonical
from osscan.model.component import Provision, Relation, Scope
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.model.verdict import CompatibilityWord, LicenseStatus
from osscan.policy.document import Faults, Node, document
from osscan.policy.schema import (
    Bilingual,
    Category,
    Choice,
    Clarification,
    Condition,
    Contested,
    Doctrine,
    Policy,
    Rule,
    Then,
    Waiver,
)
from osscan.policy.sound import check

SCHEMA = "osscan/policy/1"
_DEEPEST_EXTENDS = 8
_TOP = (
    "schema", "id", "title", "version", "owner", "extends", "outbound", "doctrine", "contested", "context", "categories", "prefer",
    "rules", "default", "choices", "clarifications", "name_mappings", "waivers", "first_party",
)  # fmt: skip


@dataclass(slots=True, eq=False, repr=False)
class _Draft:
    """What has been read so far; the extending file comes first and wins."""

    id: str = ""
    title: Bilingual = field(default_factory=lambda: Bilingual("", ""))
    version: str = ""
    outbound: str = ""
    doctrine: Doctrine | None = None
    contested: Contested | None = None
    default: Then | None = None
    default_place: Place | None = None
    provisions: tuple[Provision, ...] = ()
    relation_default: Relation | None = None
    relation_by_ecosystem: dict[str, Relation] = field(default_factory=dict)
    relation_by_scope: dict[Scope, Relation] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    prefer: tuple[str, ...] = ()
    rules: list[Rule] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    clarifications: list[Clarification] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    first_party: list[str] = field(default_factory=list)
    mappings: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


def load(file: Path, shown: str) -> Policy:
    """The policy in `file`, named `shown` in Places; raises PolicyInvalidError with every fault of all its files.

    A key of the extending file wins over its base; lists are joined, the extending file's entries first.
    """
    faults = Faults()
    draft = _Draft()
    _read(file, shown, draft, faults, ())
    faults.stop_if_any()
    policy = _policy(draft, shown, faults)
    check(policy, faults)
    faults.stop_if_any()
    return policy


def _read(file: Path, shown: str, draft: _Draft, faults: Faults, above: tuple[Path, ...]) -> None:
    resolved = file.resolve()
    if resolved in above or len(above) >= _DEEPEST_EXTENDS:
        faults.add("policy-extends-circle", Place(shown), path=shown)
        return
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise PolicyInvalidError(error("policy-unreadable", Place(shown), reason=fault.strerror or str(fault))) from fault
    draft.files.append(shown)
    root = document(content, shown, faults)
    if root is None:
        return
    fields = root.fields(*_TOP)
    _read_head(fields, root, draft)
    _read_context(fields.get("context"), draft)
    _read_lists(fields, draft)
    for node in fields["extends"].items() if "extends" in fields else ():
        _extend(node, file, shown, draft, faults, (*above, resolved))


def _extend(node: Node, file: Path, shown: str, draft: _Draft, faults: Faults, above: tuple[Path, ...]) -> None:
    parts = node.fields("path", "sha256")
    if "path" not in parts:
        node.fault("policy-missing-key", key="path")
        return
    relative = parts["path"].text()
    base = file.parent / relative
    if not base.is_file():
        parts["path"].fault("policy-base-missing", path=relative)
        return
    if "sha256" in parts and _sha256(base) != parts["sha256"].text():
        parts["sha256"].fault("policy-base-changed", path=relative)
        return
    _read(base, str(Path(shown).parent / relative).replace("\\", "/"), draft, faults, above)


def _sha256(file: Path) -> str:
    import hashlib  # noqa: PLC0415 - only pinned bases need it

    return hashlib.sha256(file.read_bytes()).hexdigest()


def _read_head(fields: dict[str, Node], root: Node, draft: _Draft) -> None:
    if "schema" not in fields:
        root.fault("policy-missing-key", key="schema")
    elif (schema := fields["schema"].text()) != SCHEMA:
        fields["schema"].fault("policy-wrong-value", value=schema, allowed=SCHEMA)
    for key in ("id", "title", "version"):
        if key not in fields:
            root.fault("policy-missing-key", key=key)
    if not draft.id:
        draft.id = fields["id"].text() if "id" in fields else ""
        draft.title = fields["title"].bilingual() if "title" in fields else draft.title
        draft.version = fields["version"].text() if "version" in fields else ""
    if "outbound" in fields:
        draft.outbound = draft.outbound or _outbound(fields["outbound"])
    if "doctrine" in fields:
        draft.doctrine = draft.doctrine or fields["doctrine"].word(Doctrine)
    if "contested" in fields:
        draft.contested = draft.contested or fields["contested"].word(Contested)
    if "default" in fields and draft.default is None:
        draft.default, draft.default_place = fields["default"].word(Then), fields["default"].place
        if draft.default is Then.ALLOW:
            fields["default"].fault("policy-default-allows")


def _outbound(node: Node) -> str:
    text = node.text()
    tree = parse(text)
    if isinstance(tree, Fault):
        node.fault("policy-bad-expression", expression=text)
    return text


def _read_context(node: Node | None, draft: _Draft) -> None:
    if node is None:
        return
    fields = node.fields("provision", "relation_default", "relation_by_ecosystem", "relation_by_scope")
    if "provision" in fields:
        draft.provisions = draft.provisions or fields["provision"].words(Provision)
    if "relation_default" in fields:
        draft.relation_default = draft.relation_default or fields["relation_default"].word(Relation)
    if "relation_by_ecosystem" in fields:
        for name, child in fields["relation_by_ecosystem"].entries():
            if relation := child.word(Relation):
                draft.relation_by_ecosystem.setdefault(name, relation)
    if "relation_by_scope" in fields:
        for name, child in fields["relation_by_scope"].fields(*Scope).items():
            if relation := child.word(Relation):
                draft.relation_by_scope.setdefault(Scope(name), relation)


def _read_lists(fields: dict[str, Node], draft: _Draft) -> None:
    for name, child in fields["categories"].entries() if "categories" in fields else ():
        known = draft.categories.get(name)
        licenses = child.texts()
        draft.categories[name] = (
            Category(name, known.licenses + licenses, known.place) if known else Category(name, licenses, child.place)
        )
    if "prefer" in fields:
        draft.prefer = draft.prefer or fields["prefer"].texts()
    for name, child in fields["name_mappings"].entries() if "name_mappings" in fields else ():
        draft.mappings.setdefault(name.lower(), child.text())
    draft.first_party += fields["first_party"].texts() if "first_party" in fields else ()
    draft.rules += [_rule(node) for node in _items(fields, "rules")]
    draft.choices += [choice for node in _items(fields, "choices") if (choice := _choice(node))]
    draft.clarifications += [_clarification(node) for node in _items(fields, "clarifications")]
    draft.waivers += [_waiver(node) for node in _items(fields, "waivers")]


def _items(fields: dict[str, Node], key: str) -> tuple[Node, ...]:
    return fields[key].items() if key in fields else ()


def _rule(node: Node) -> Rule:
    fields = _required(node, ("id", "when", "then", "text"), ("unless", "obligations"))
    unless = _unless(fields["unless"]) if "unless" in fields else ()
    then = fields["then"].word(Then) if "then" in fields else None
    return Rule(
        _text(fields, "id"),
        _condition(fields["when"]) if "when" in fields else Condition(),
        unless,
        then or Then.DENY,
        fields["obligations"].texts() if "obligations" in fields else (),
        fields["text"].bilingual() if "text" in fields else Bilingual("", ""),
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
    for item in fields["status"].items() if "status" in fields else ():
        item.word(LicenseStatus)
    for item in fields["compatibility"].items() if "compatibility" in fields else ():
        item.word(CompatibilityWord)
    return Condition(
        license=_texts(fields, "license"),
        category=_texts(fields, "category"),
        scope=fields["scope"].words(Scope) if "scope" in fields else (),
        relation=fields["relation"].words(Relation) if "relation" in fields else (),
        purl=_texts(fields, "purl"),
        status=_texts(fields, "status"),
        compatibility=_texts(fields, "compatibility"),
        osi=fields["osi"].flag() if "osi" in fields else None,
    )


def _choice(node: Node) -> Choice | None:
    fields = _required(node, ("given", "choose", "reason"), ())
    tree = parse(_text(fields, "given"))
    if isinstance(tree, Fault):
        node.fault("policy-bad-expression", expression=_text(fields, "given"))
        return None
    return Choice(canonical(tree), _text(fields, "choose"), _reason(fields), node.place)


def _clarification(node: Node) -> Clarification:
    fields = _required(node, ("purl", "expression", "reason"), ("versions", "evidence"))
    expression = _text(fields, "expression")
    if isinstance(parse(expression), Fault):
        node.fault("policy-bad-expression", expression=expression)
    return Clarification(_text(fields, "purl"), _text(fields, "versions"), expression, _reason(fields), node.place)


def _waiver(node: Node) -> Waiver:
    fields = _required(node, ("id", "rule", "purl", "owner", "reason", "ticket", "expires"), ("versions", "license"))
    return Waiver(
        _text(fields, "id"),
        _text(fields, "rule"),
        _text(fields, "purl"),
        _text(fields, "versions"),
        _text(fields, "license"),
        _text(fields, "owner"),
        _reason(fields),
        _text(fields, "ticket"),
        fields["expires"].day() if "expires" in fields else date.min,
        node.place,
    )


def _required(node: Node, needed: tuple[str, ...], optional: tuple[str, ...]) -> dict[str, Node]:
    fields = node.fields(*needed, *optional)
    for key in needed:
        if key not in fields:
            node.fault("policy-missing-key", key=key)
    return fields


def _text(fields: dict[str, Node], key: str) -> str:
    return fields[key].text() if key in fields else ""


def _texts(fields: dict[str, Node], key: str) -> tuple[str, ...]:
    return fields[key].texts() if key in fields else ()


def _reason(fields: dict[str, Node]) -> Bilingual:
    return fields["reason"].bilingual() if "reason" in fields else Bilingual("", "")


def _policy(draft: _Draft, shown: str, faults: Faults) -> Policy:
    if not draft.outbound:
        faults.add("policy-missing-key", Place(shown), key="outbound")
    return Policy(
        id=draft.id,
        title=draft.title,
        version=draft.version,
        place=Place(shown),
        outbound=draft.outbound,
        doctrine=draft.doctrine or Doctrine.FSF_STRICT,
        contested=draft.contested or Contested.REVIEW,
        provisions=draft.provisions,
        relation_default=draft.relation_default or Relation.INCORPORATE,
        relation_by_ecosystem=tuple(sorted(draft.relation_by_ecosystem.items())),
        relation_by_scope=tuple(sorted(draft.relation_by_scope.items())),
        categories=tuple(draft.categories.values()),
        prefer=draft.prefer,
        rules=tuple(draft.rules),
        default=draft.default or Then.REVIEW,
        default_place=draft.default_place,
        choices=tuple(draft.choices),
        clarifications=tuple(draft.clarifications),
        waivers=tuple(draft.waivers),
        first_party=tuple(draft.first_party),
        name_mappings=draft.mappings,
        files=tuple(draft.files),
    )
