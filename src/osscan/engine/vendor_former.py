"""Two deliveries side by side: which packages came, went, were updated or licensed otherwise, from what their reports list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from osscan.deliveries.delivery import Delivery
from osscan.deliveries.former import Former
from osscan.deliveries.works import bare_name, work_of
from osscan.engine.vendor_records import parts_told
from osscan.model.changes import Change, ChangeKind, State
from osscan.model.component import Scope
from osscan.model.delivery import DeliveryReport, Part
from osscan.model.problem import Severity
from osscan.model.verdict import CompatibilityWord, Level, PolicyWord

_FINE = frozenset({PolicyWord.ALLOWED, PolicyWord.ALLOWED_WITH_OBLIGATIONS})
_DENIED = frozenset({PolicyWord.DENIED})


def with_former(delivery: Delivery, previous: DeliveryReport | None) -> Delivery:
    """The delivery with what has changed since a previous one."""
    if previous is None:
        return delivery
    whole = all(one.severity is not Severity.ERROR for one in previous.problems)
    complete = whole and delivery.is_whole and delivery.present is not None and delivery.present.complete
    checks = tuple((one.id, one.status) for one in previous.checks)
    changes = changes_between(previous.parts, parts_told(delivery))
    return replace(delivery, former=Former(previous.delivery.path, changes, checks, complete))


def changes_between(before: Iterable[Part], after: Iterable[Part]) -> tuple[Change, ...]:
    """What differs, by name; where the same work left in one version and came in another it was updated."""
    old, new = _by_work(before), _by_work(after)
    found: list[Change] = []
    for work in old.keys() | new.keys():
        found += _between(old.get(work, {}), new.get(work, {}))
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), _id(one.after), _id(one.before))))


def _between(old: dict[str, Part], new: dict[str, Part]) -> Iterator[Change]:
    """Of one work, by version."""
    for version in old.keys() & new.keys():
        if _state(old[version]) != _state(new[version]):
            yield _change(_kind(old[version], new[version]), old[version], new[version])
    gone = [old[version] for version in sorted(old.keys() - new.keys())]
    come = [new[version] for version in sorted(new.keys() - old.keys())]
    both = min(len(gone), len(come))
    yield from (_change(ChangeKind.UPDATED, one, other) for one, other in zip(gone[:both], come[:both], strict=True))
    yield from (_change(ChangeKind.REMOVED, one, None) for one in gone[both:])
    yield from (_change(ChangeKind.ADDED, None, one) for one in come[both:])


def _kind(old: Part, new: Part) -> ChangeKind:
    return ChangeKind.RELICENSED if old.license != new.license else ChangeKind.REJUDGED


def _change(kind: ChangeKind, before: Part | None, after: Part | None) -> Change:
    old, new = (None if part is None else _state(part) for part in (before, after))
    named = after or before
    return Change(
        kind=kind,
        name="" if named is None else named.name,
        before=old,
        after=new,
        relicensed=old is not None and new is not None and old.license != new.license,
        new_objection=new is not None and new.objects and not (old is not None and old.objects),
    )


def _state(part: Part) -> State:
    word = PolicyWord(part.verdict) if part.verdict else PolicyWord.NOT_EVALUATED
    level = (
        Level.NOT_EVALUATED
        if not part.verdict
        else Level.OK
        if word in _FINE
        else Level.DENIED
        if word in _DENIED
        else Level.REVIEW
    )
    return State(
        id=part.purl or f"{part.name}@{part.version}",
        version=part.version,
        license=part.license or None,
        stated=(),
        scope=Scope.UNKNOWN,
        level=level,
        policy=word,
        compatibility=CompatibilityWord.NOT_EVALUATED,
        objects=level in (Level.REVIEW, Level.DENIED),
    )


def _by_work(parts: Iterable[Part]) -> dict[str, dict[str, Part]]:
    """Each work once in each version: the one that lies there before the one that is only named."""
    found: dict[str, dict[str, Part]] = {}
    for part in sorted(parts, key=lambda part: (not part.path, part.path, part.purl)):
        work = work_of(part.purl) if part.purl else None
        name = "/".join(work) if work is not None else bare_name(part.name)
        found.setdefault(name, {}).setdefault(part.version, part)
    return found


def _id(state: State | None) -> str:
    return state.id if state is not None else ""
