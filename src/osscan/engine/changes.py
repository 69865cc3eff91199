"""Two judged states become the changes between them, and the objections that are not new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osscan.engine import baseline
from osscan.engine.judging import Judged
from osscan.model.changes import Change, ChangeKind, State
from osscan.model.report import JudgedComponent
from osscan.model.verdict import Level, Modifier, Verdict

_Told = tuple[JudgedComponent, Verdict]
_OBJECTING = (Level.REVIEW, Level.DENIED)


def known_before(judged: Judged) -> frozenset[str]:
    """The fingerprints of all objections of a state."""
    return frozenset(baseline.fingerprint(told, verdict) for told, verdict in _pairs(judged) if is_objection(verdict))


def changes_between(before: Judged, after: Judged) -> tuple[Change, ...]:
    """What differs, by name and id; a component that left in one version and came in another was updated."""
    old = {told.id: (told, verdict) for told, verdict in _pairs(before)}
    found: list[Change] = []
    come: dict[str, list[_Told]] = {}
    for told, verdict in _pairs(after):
        known = old.pop(told.id, None)
        if known is None:
            come.setdefault(_work(told), []).append((told, verdict))
        elif (change := _altered(known, (told, verdict))) is not None:
            found.append(change)
    gone: dict[str, list[_Told]] = {}
    for told, verdict in old.values():
        gone.setdefault(_work(told), []).append((told, verdict))
    for work in {**gone, **come}:
        found += _exchanged(gone.get(work, []), come.get(work, []))
    return tuple(sorted(found, key=_order))


def _exchanged(gone: list[_Told], come: list[_Told]) -> Iterator[Change]:
    both = min(len(gone), len(come))
    for one, other in zip(gone[:both], come[:both], strict=True):
        yield _change(ChangeKind.UPDATED, one, other)
    for one in gone[both:]:
        yield _change(ChangeKind.REMOVED, one, None)
    for one in come[both:]:
        yield _change(ChangeKind.ADDED, None, one)


def _altered(before: _Told, after: _Told) -> Change | None:
    """The change of a component that is there in both states, if there is one."""
    old, new = state_of(*before), state_of(*after)
    if old == new:
        return None
    if old.version != new.version:
        return _change(ChangeKind.UPDATED, before, after)
    if is_relicensed(old, new):
        return _change(ChangeKind.RELICENSED, before, after)
    if old._replace(stated=()) == new._replace(stated=()):
        return None
    return _change(ChangeKind.REJUDGED, before, after)


def _change(kind: ChangeKind, before: _Told | None, after: _Told | None) -> Change:
    old = None if before is None else state_of(*before)
    new = None if after is None else state_of(*after)
    named = after or before
    return Change(
        kind=kind,
        name="" if named is None else named[0].component.name,
        before=old,
        after=new,
        relicensed=old is not None and new is not None and is_relicensed(old, new),
        new_objection=after is not None and is_objection(after[1]) and after[1].modifier is not Modifier.BASELINE,
    )


def is_relicensed(old: State, new: State) -> bool:
    """Whether another license is established; where none is, whether something else is stated."""
    if old.license is None and new.license is None:
        return old.stated != new.stated
    return old.license != new.license


def state_of(told: JudgedComponent, verdict: Verdict) -> State:
    """A judged component as a change tells it."""
    component, judgement = told.component, verdict.judgement
    return State(
        id=told.id,
        version=component.version or component.requirement,
        license=told.license.expression,
        stated=tuple(sorted({claim.raw for claim in component.claims if claim.raw})),
        scope=told.scope,
        level=judgement.level,
        policy=judgement.policy.verdict,
        compatibility=judgement.compatibility.verdict,
        objects=is_objection(verdict),
    )


def is_objection(verdict: Verdict) -> bool:
    """Whether a verdict asks for a look, and no waiver covers it."""
    return verdict.judgement.level in _OBJECTING and verdict.modifier is not Modifier.WAIVED


def _work(told: JudgedComponent) -> str:
    """What stays the same from one version to the next."""
    purl = told.component.purl.partition("?")[0].partition("#")[0]
    if not purl or "#" in told.id:
        return told.id
    at = purl.rfind("@")
    return purl[:at] if at > purl.rfind("/") else purl


def _pairs(judged: Judged) -> Iterable[_Told]:
    return zip(judged.components, judged.verdicts, strict=True)


def _order(change: Change) -> tuple[str, str, str]:
    before, after = change.before, change.after
    return (change.name.casefold(), after.id if after else "", before.id if before else "")
