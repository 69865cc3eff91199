"""A policy file, with the bases that it extends, becomes a Policy, or a list of all its faults."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from osscan.errors import PolicyInvalidError
from osscan.expression.scan import fault_in
from osscan.model.component import Provision, Relation, Scope
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.policy import entries
from osscan.policy.document import Faults, Fields, Node, document
from osscan.policy.schema import (
    Bilingual,
    Category,
    Choice,
    Clarification,
    Contested,
    Doctrine,
    Policy,
    PolicyTest,
    Rule,
    Then,
    Waiver,
)
from osscan.policy.sound import check

SCHEMA = "osscan/policy/1"
_DEEPEST_EXTENDS = 8
_TOP = (
    "schema", "id", "title", "version", "owner", "extends", "outbound", "doctrine", "contested", "context", "categories", "prefer",
    "rules", "default", "choices", "clarifications", "name_mappings", "waivers", "first_party", "tests",
)  # fmt: skip
_NEEDED = ("schema", "id", "title", "version")


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
    tests: list[PolicyTest] = field(default_factory=list)
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
    fields = root.fields(*_TOP, needed=_NEEDED)
    _read_head(fields, draft)
    _read_context(fields.get("context"), draft)
    _read_lists(fields, draft)
    for node in fields.nodes("extends"):
        _extend(node, file, shown, draft, faults, (*above, resolved))


def _extend(node: Node, file: Path, shown: str, draft: _Draft, faults: Faults, above: tuple[Path, ...]) -> None:
    parts = node.fields("sha256", needed=("path",))
    if "path" not in parts:
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


def _read_head(fields: Fields, draft: _Draft) -> None:
    if "schema" in fields and (schema := fields.text("schema")) != SCHEMA:
        fields["schema"].fault("policy-wrong-value", value=schema, allowed=SCHEMA)
    if not draft.id:
        draft.id, draft.title, draft.version = fields.text("id"), fields.bilingual("title"), fields.text("version")
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
    if fault_in(text) is not None:
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


def _read_lists(fields: Fields, draft: _Draft) -> None:
    for name, child in fields.named("categories"):
        known = draft.categories.get(name)
        licenses = child.texts()
        draft.categories[name] = (
            Category(name, known.licenses + licenses, known.place) if known else Category(name, licenses, child.place)
        )
    draft.prefer = draft.prefer or fields.texts("prefer")
    for name, child in fields.named("name_mappings"):
        draft.mappings.setdefault(name.lower(), child.text())
    draft.first_party += fields.texts("first_party")
    draft.rules += map(entries.rule, fields.nodes("rules"))
    draft.choices += [choice for node in fields.nodes("choices") if (choice := entries.choice(node))]
    draft.clarifications += map(entries.clarification, fields.nodes("clarifications"))
    draft.waivers += map(entries.waiver, fields.nodes("waivers"))
    draft.tests += map(entries.test, fields.nodes("tests"))


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
        tests=tuple(draft.tests),
        files=tuple(draft.files),
    )
