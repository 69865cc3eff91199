"""What differs between two policies, entry by entry, whatever files they are spread over and however these are formatted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, NamedTuple

from osscan.model.place import Place
from osscan.policy.mutants import set_fields
from osscan.policy.schema import Bilingual, Condition, Gate, Policy, Rule, Waiver

_KEYS = ("id", "title", "version", "outbound", "doctrine", "contested", "provisions", "relation_default", "default", "prefer")
_MAPPINGS = ("relation_by_ecosystem", "relation_by_scope", "name_mappings", "severities")
_APART = ("rules", "tests", "categories", "waivers", "clarifications", "choices", "first_party", "fail_on", "approvals", "floors")
_SILENT = ("place", "default_place", "files", "shared", "unpinned")
"""Where things stand, and in which of several files, changes no verdict."""
_GATES = (Gate.IGNORE, Gate.WARN, Gate.ERROR)


class Action(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Direction(StrEnum):
    """Which way a difference goes; `open` where that depends on components that nobody knows here."""

    LAXER = "laxer"
    STRICTER = "stricter"
    NONE = "none"
    OPEN = "open"


class Change(NamedTuple):
    """One difference: `section` is the policy's key, `name` the entry (empty for plain keys), `field` what changed of it.

    `direction` is set where verdicts can't show it; what rules and categories mean is a matter of `impact`.
    """

    section: str
    action: Action
    name: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    place: Place | None = None
    """In the new policy, or in the old one for what was removed."""
    direction: Direction = Direction.NONE


def difference(old: Policy, new: Policy) -> tuple[Change, ...]:
    """Every difference, keys first, then the lists in the order in which a policy file holds them."""
    return (
        *_keys(old, new),
        *_mappings(old, new),
        *_fail_on(old, new),
        *_approvals(old, new),
        *_locked(old, new),
        *_categories(old, new),
        *_entries("rules", _by_todays_id(old, new), _by(new.rules, "id")),
        *_moved(old, new),
        *_entries("choices", {str(c.given): c for c in old.choices}, {str(c.given): c for c in new.choices}),
        *_entries("clarifications", _named(old.clarifications), _named(new.clarifications), Direction.OPEN),
        *_waivers(old, new),
        *_first_party(old, new),
        *_entries("tests", _by(old.tests, "name"), _by(new.tests, "name")),
    )


def said(value: Any) -> str:
    """A value of a policy as one line, without the places in it."""
    if isinstance(value, Condition):
        return "; ".join(f"{name}: {said(getattr(value, name))}" for name in set_fields(value))
    if isinstance(value, Bilingual):
        return f"{value.de} / {value.en}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        parts = zip(value._fields, value, strict=True)
        return "; ".join(f"{name}: {said(part)}" for name, part in parts if part not in ("", (), None) and name != "place")
    if isinstance(value, tuple):
        return ", ".join(said(one) for one in value)
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _same(old: Any, new: Any) -> bool:
    """Whether two values say the same, wherever they stand."""
    return old == new or (type(old) is type(new) and _bare(old) == _bare(new))


def _bare(value: Any) -> Any:
    if isinstance(value, Place):
        return None
    return tuple(map(_bare, value)) if isinstance(value, tuple) else value


def _keys(old: Policy, new: Policy) -> Iterable[Change]:
    """Plain keys; those that later versions of the policy language add come after the ones that are named here."""
    known = {*_KEYS, *_MAPPINGS, *_APART, *_SILENT}
    for name in (*_KEYS, *(name for name in Policy._fields if name not in known)):
        before, after = getattr(old, name), getattr(new, name)
        if not _same(before, after):
            place = new.default_place if name == "default" else new.place
            direction = Direction.OPEN if name == "path_roles" else Direction.NONE
            yield Change(name, Action.CHANGED, old=said(before), new=said(after), place=place, direction=direction)


def _fail_on(old: Policy, new: Policy) -> Iterable[Change]:
    """What counts against a run is no matter of verdicts, so its direction is told here."""
    for name in old.fail_on._fields:
        before, after = getattr(old.fail_on, name), getattr(new.fail_on, name)
        if before == after:
            continue
        ignored = _GATES.index(after) < _GATES.index(before) if isinstance(before, Gate) else after in (True, "denied")
        direction = Direction.LAXER if ignored else Direction.STRICTER
        yield Change("fail_on", Action.CHANGED, "", name, said(before), said(after), new.place, direction)


def _approvals(old: Policy, new: Policy) -> Iterable[Change]:
    for name in old.approvals._fields:
        before, after = getattr(old.approvals, name), getattr(new.approvals, name)
        if before == after:
            continue
        direction = Direction.OPEN
        if name == "longest_days":
            longer = after is None or (before is not None and after > before)
            direction = Direction.LAXER if longer else Direction.STRICTER
        yield Change("approvals", Action.CHANGED, "", name, said(before), said(after), new.place, direction)


def _locked(old: Policy, new: Policy) -> Iterable[Change]:
    """Rules that a base holds against what extends it."""
    before, after = ({rule for floor in policy.floors for rule in floor.rules} for policy in (old, new))
    for name in sorted(before - after):
        yield Change("locked", Action.REMOVED, name, place=old.place, direction=Direction.LAXER)
    for name in sorted(after - before):
        yield Change("locked", Action.ADDED, name, place=new.place, direction=Direction.STRICTER)


def _by_todays_id(old: Policy, new: Policy) -> dict[str, Rule]:
    """The old rules under the ids that they have in the new policy."""
    today = {former: rule.id for rule in new.rules for former in rule.formerly}
    return {today.get(rule.id, rule.id): rule for rule in old.rules}


def _mappings(old: Policy, new: Policy) -> Iterable[Change]:
    for section in _MAPPINGS:
        before, after = _mapping(getattr(old, section)), _mapping(getattr(new, section))
        for name in dict.fromkeys((*before, *after)):
            if before.get(name) != after.get(name):
                action = Action.ADDED if name not in before else Action.REMOVED if name not in after else Action.CHANGED
                yield Change(section, action, said(name), "", said(before.get(name)), said(after.get(name)), new.place)


def _mapping(value: Any) -> dict[Any, Any]:
    return dict(value.items() if isinstance(value, Mapping) else value)


def _categories(old: Policy, new: Policy) -> Iterable[Change]:
    before, after = _by(old.categories, "name"), _by(new.categories, "name")
    for name in dict.fromkeys((*before, *after)):
        had = before[name].licenses if name in before else ()
        has = after[name].licenses if name in after else ()
        gone = tuple(one for one in had if one not in has)
        come = tuple(one for one in has if one not in had)
        place = (after if name in after else before)[name].place
        if name not in after:
            yield Change("categories", Action.REMOVED, name, old=said(had), place=place)
        elif name not in before:
            yield Change("categories", Action.ADDED, name, new=said(has), place=place)
        elif gone or come:
            yield Change("categories", Action.CHANGED, name, "licenses", said(gone), said(come), place)


def _moved(old: Policy, new: Policy) -> Iterable[Change]:
    """As few rules as explain the new order of those that both policies have."""
    before = list(_by_todays_id(old, new))
    common = [rule.id for rule in new.rules if rule.id in before]
    staying = _longest_rising([before.index(name) for name in common])
    places = {rule.id: rule.place for rule in new.rules}
    followers = dict(pairwise((*(rule.id for rule in new.rules), "")))
    old_followers = dict(pairwise((*before, "")))
    for position, name in enumerate(common):
        if position not in staying:
            yield Change("rules", Action.MOVED, name, "", old_followers[name], followers[name], places[name])


def _longest_rising(numbers: list[int]) -> set[int]:
    """Positions of a longest rising run within distinct numbers (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for position, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        tops[pile:] = [number, *tops[pile + 1 :]]
        piles[pile:] = [position, *piles[pile + 1 :]]
        before.append(piles[pile - 1] if pile else -1)
    here = piles[-1] if piles else -1
    kept = set()
    while here >= 0:
        kept.add(here)
        here = before[here]
    return kept


def _waivers(old: Policy, new: Policy) -> Iterable[Change]:
    """A waiver lifts verdicts of components that are not known here, so its direction is told by its own fields."""
    before, after = _by(old.waivers, "id"), _by(new.waivers, "id")
    for change in _entries("waivers", before, after):
        direction = Direction.OPEN
        if change.action is Action.ADDED:
            direction = Direction.LAXER
        elif change.action is Action.REMOVED:
            direction = Direction.STRICTER
        elif change.field == "expires":
            later = _expires(after[change.name]) > _expires(before[change.name])
            direction = Direction.LAXER if later else Direction.STRICTER
        elif change.field in ("owner", "reason", "ticket", "approved_by", "granted"):
            direction = Direction.NONE
        yield change._replace(direction=direction)


def _expires(waiver: Waiver) -> date:
    return waiver.expires


def _first_party(old: Policy, new: Policy) -> Iterable[Change]:
    for pattern in old.first_party:
        if pattern not in new.first_party:
            yield Change("first_party", Action.REMOVED, pattern, place=old.place, direction=Direction.STRICTER)
    for pattern in new.first_party:
        if pattern not in old.first_party:
            yield Change("first_party", Action.ADDED, pattern, place=new.place, direction=Direction.LAXER)


def _entries(
    section: str, before: dict[str, Any], after: dict[str, Any], direction: Direction = Direction.NONE
) -> Iterable[Change]:
    """Entries that came or went, and each field of those that stayed."""
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            there: Any = old if old is not None else new
            action = Action.ADDED if old is None else Action.REMOVED
            text = said(there)
            yield Change(
                section, action, name, "", "" if old is None else text, "" if new is None else text, there.place, direction
            )
            continue
        for field in old._fields:
            if field != "place" and not _same(getattr(old, field), getattr(new, field)):
                texts = said(getattr(old, field)), said(getattr(new, field))
                yield Change(section, Action.CHANGED, name, field, *texts, new.place, direction)


def _by(entries: Sequence[Any], field: str) -> dict[str, Any]:
    return {getattr(entry, field): entry for entry in entries}


def _named(entries: Sequence[Any]) -> dict[str, Any]:
    return {" ".join(part for part in (entry.purl, entry.versions) if part): entry for entry in entries}
