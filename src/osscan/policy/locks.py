"""What a base has locked: an extending file may repeat it or make it stricter, nothing else.

Keys with an order (`default`, `doctrine`, `contested`, `fail_on`, `longest_days`) may become stricter; others may only be repeated; lists
take no further entries. Rules are no matter of files but of verdicts: they become a `Floor`.
"""

from __future__ import annotations

from osscan.model.place import Place
from osscan.policy.document import Faults, Fields, Node
from osscan.policy.schema import Floor

LISTS = ("prefer", "rules", "choices", "clarifications", "waivers", "first_party", "path_roles")
VALUES = ("outbound", "doctrine", "contested", "context", "default", "fail_on", "severity", "approvals", "name_mappings")
LOCKABLE = (*VALUES, "categories", *LISTS)

_GATES = ("ignore", "warn", "error")
_STRICTER = {
    "default": ("review", "deny"),
    "contested": ("doctrine", "review"),
    "doctrine": ("eu-directive", "fsf-strict"),
    "fail_on.severity": ("denied", "review"),
    "fail_on.new_only": ("true", "false"),
    "fail_on.expired_waivers": _GATES,
    "fail_on.unused_entries": _GATES,
    "fail_on.incomplete": _GATES,
    "fail_on.fixed_baseline": _GATES,
}
"""Values of keys that have an order, the strictest last."""
_UNSAID = {
    "default": "review",
    "contested": "review",
    "doctrine": "fsf-strict",
    "fail_on.severity": "review",
    "fail_on.new_only": "false",
    "fail_on.expired_waivers": "warn",
    "fail_on.unused_entries": "warn",
    "fail_on.incomplete": "warn",
    "fail_on.fixed_baseline": "warn",
}
"""What holds when no file says it."""


class ReadFile:
    """One file of a policy with those that it extends."""

    __slots__ = ("bases", "fields", "shown")

    def __init__(self, shown: str, fields: Fields, bases: tuple[ReadFile, ...] = ()) -> None:
        self.shown = shown
        self.fields = fields
        self.bases = bases


def floors_of(outermost: ReadFile, faults: Faults) -> tuple[Floor, ...]:
    """Tells every entry that a lock forbids; returns the locks on rules.

    A lock binds all files but the one that it stands in and the bases of that one: those above it and those beside it.
    """
    files = _with_bases(outermost)
    found: list[Floor] = []
    for file in files:
        view = _with_bases(file)
        others = [other for other in files if other not in view]
        for node in file.fields.nodes("locked"):
            key, _, name = node.text().partition(".")
            if not _is_lockable(node, key, name, view):
                continue
            if key == "rules":
                found += [_floor(view, name)] if others else []
                continue
            for other in others:
                stands_before = files.index(other) < files.index(file)
                _Lock(node, view, faults).bind(other, wins=stands_before)
    return tuple(found)


def _with_bases(file: ReadFile) -> list[ReadFile]:
    """A file and all that it extends, each once, in the order in which they speak."""
    found = [file]
    for base in file.bases:
        found += [one for one in _with_bases(base) if one not in found]
    return found


def _is_lockable(node: Node, key: str, name: str, view: list[ReadFile]) -> bool:
    """Whether there is something to lock; a lock on nothing would look like safety."""
    if key not in LOCKABLE or (name and key not in ("rules", "categories")):
        node.wrong_key(node.text(), (*LOCKABLE, "rules.ID", "categories.NAME"))
        return False
    if key == "rules":
        there = name in _ids(view) if name else bool(_ids(view))
    elif key == "categories":
        there = name in _categories(view) if name else bool(_categories(view))
    else:
        there = key in LISTS or key in _UNSAID or any(key in file.fields for file in view) or key == "fail_on"
    if not there:
        node.fault("policy-lock-on-nothing", key=node.text())
    return there


def _floor(view: list[ReadFile], name: str) -> Floor:
    return Floor(frozenset(file.shown for file in view), frozenset([name]) if name else _ids(view))


def _ids(view: list[ReadFile]) -> frozenset[str]:
    rules = (fields for file in view for node in file.fields.nodes("rules") for fields in [dict(node.entries())])
    return frozenset(fields["id"].text() for fields in rules if "id" in fields)


def _categories(view: list[ReadFile]) -> frozenset[str]:
    return frozenset(name for file in view for name, _ in file.fields.named("categories"))


class _Lock:
    """One entry of `locked`, with the files whose word it protects."""

    __slots__ = ("faults", "key", "name", "node", "view")

    def __init__(self, node: Node, view: list[ReadFile], faults: Faults) -> None:
        self.node = node
        self.key, _, self.name = node.text().partition(".")
        self.view = view
        self.faults = faults

    def bind(self, other: ReadFile, *, wins: bool) -> None:
        """Tells what a file sets against the lock; where its word would not win, only what the view leaves open."""
        if self.key == "clarifications" and other.fields.nodes("curations"):
            self._tell(other.fields["curations"].place, "curations")
        if self.key not in other.fields:
            return
        if self.key in LISTS:
            if other.fields.nodes(self.key):
                self._tell(other.fields[self.key].place, self.key)
        elif self.key == "categories":
            known = {self.name} if self.name else _categories(self.view)
            for name, child in other.fields.named(self.key):
                if name in known:
                    self._tell(child.place, f"categories.{name}")
        else:
            held = self._held()
            for route, (leaf, text) in other.fields[self.key].flat().items():
                if not _at_least(route, text, held.get(route)) and (wins or route not in held):
                    self._tell(leaf.place, route)

    def _held(self) -> dict[str, str]:
        held = dict(_UNSAID)
        for file in reversed(self.view):
            if self.key in file.fields:
                held |= {route: text for route, (_, text) in file.fields[self.key].flat().items()}
        return held

    def _tell(self, place: Place, key: str) -> None:
        base = self.node.place
        self.faults.add("policy-locked", place, key=key, base=f"{base.input}:{base.line}:{base.column}")


def _at_least(route: str, mine: str, held: str | None) -> bool:
    """Whether a value is the locked one, or stricter."""
    if held is None or mine == held:
        return mine == held
    if route == "approvals.longest_days":
        return mine.isdecimal() and held.isdecimal() and int(mine) <= int(held)
    order = _STRICTER.get(route, ())
    return mine in order and held in order and order.index(mine) > order.index(held)
