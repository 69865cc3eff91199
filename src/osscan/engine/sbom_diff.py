"""The story of `osscan sbom diff`: two documents are opened, compared in facts, judged by one policy, and the change of the verdicts is told."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from osscan.engine import baseline
from osscan.engine.changes import is_objection, is_relicensed, state_of
from osscan.engine.executor import Serial
from osscan.engine.judging import Judged, judge_all, outbound_of
from osscan.engine.looking import look_at
from osscan.engine.request import CheckRequest
from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.bom import Bom, Part
from osscan.model.changes import Change, ChangeKind
from osscan.model.problem import Severity, error
from osscan.model.report import JudgedComponent, PolicyRecord
from osscan.model.sbom_difference import Facts, Judgements, Possible, SbomDifference, Side, VerdictChange
from osscan.model.verdict import CompatibilityWord, LicenseStatus, Verdict
from osscan.policy.schema import Policy
from osscan.sbom.codec import VERSIONS, facts_of
from osscan.sbom.difference import difference
from osscan.sbom.opening import open_document

_OPEN = (CompatibilityWord.CONTESTED, CompatibilityWord.UNKNOWN)


class Asked(NamedTuple):
    """By which policy, for which outbound license (empty: the policy's) and on which day both documents are judged."""

    policy: Policy
    outbound: str
    as_of: date
    generated_at: str


class _Opened(NamedTuple):
    side: Side
    source: Source
    bom: Bom


_Told = tuple[JudgedComponent, Verdict]


def compare(old: Source, new: Source, asked: Asked) -> SbomDifference:
    """The whole comparison; whatever is wrong with a document, nothing is raised. Raises WrongCallError for an outbound license that is none."""
    outbound_of(asked.outbound or asked.policy.outbound)
    before, after = _opened(old), _opened(new)
    facts = difference(before.bom, after.bom)
    judgements = None
    if before.bom.format and after.bom.format:
        judgements = _judgements(before, after, facts, asked)
    return SbomDifference(before.side, after.side, facts, judgements)


def _opened(source: Source) -> _Opened:
    source = _held(source)
    opened = open_document(source)
    problems = opened.problems
    bom = Bom("", "")
    if opened.family in VERSIONS:
        bom = facts_of(opened.family, opened.document)
    elif opened.family:
        problems = (*problems, error("sbom-without-facts", source.place(), format=opened.family))
    whole = bool(bom.format) and not any(problem.severity is Severity.ERROR for problem in problems)
    side = Side(source.path, opened.family, opened.version, opened.notation, len(bom.parts), problems, whole)
    return _Opened(side, source, bom)


def _held(source: Source) -> Source:
    """The input with its bytes: it is read twice, once whole and once as a check reads it."""
    try:
        return source._replace(held=source.content())
    except UnreadableError:
        return source


def _judgements(before: _Opened, after: _Opened, facts: Facts, asked: Asked) -> Judgements:
    old, new = _judged(before.source, asked), _judged(after.source, asked)
    former = {told.id: (told, verdict) for told, verdict in zip(old.components, old.verdicts, strict=True)}
    partners = _partners(before.bom, after.bom, facts, old, new)
    known = {baseline.fingerprint(*pair) for pair in former.values() if is_objection(pair[1])}
    changes: list[VerdictChange] = []
    met: set[str] = set()
    for told, verdict in zip(new.components, new.verdicts, strict=True):
        partner = partners.get(told.id) or (told.id if told.id in former else "")
        met.add(partner)
        then = former.get(partner)
        objects = is_objection(verdict)
        if not objects and (then is None or not is_objection(then[1])):
            continue
        is_known = objects and (
            (then is not None and _alike(then, (told, verdict))) or baseline.fingerprint(told, verdict) in known
        )
        if is_known and then is not None and is_objection(then[1]):
            continue
        if not (is_known and then is None):
            now = (told, verdict)
            changes.append(_change(now, then, now, new_objection=objects and not is_known))
    changes += [
        _change(pair, pair, None, new_objection=False) for id_, pair in former.items() if id_ not in met and is_objection(pair[1])
    ]
    changes.sort(key=lambda one: (not one.change.new_objection, one.change.name.casefold(), one.told.id))
    blocking = [told.component.name for told, verdict in zip(new.components, new.verdicts, strict=True) if _blocks(verdict)]
    return Judgements(_record(asked), tuple(changes), _possible(old), _possible(new), tuple(dict.fromkeys(blocking)))


def _judged(source: Source, asked: Asked) -> Judged:
    """One document as `osscan check` judges it."""
    request = CheckRequest((source,), asked.policy, asked.outbound, asked.as_of, asked.generated_at, evidence=False)
    looked = look_at(request.targets, request.limits, Serial())
    return judge_all(request, looked.union, looked.inventories, looked.files)


def _partners(old: Bom, new: Bom, facts: Facts, before: Judged, after: Judged) -> dict[str, str]:
    """For components of the new document the id of the same component in the old one."""
    first, second = _ids(before), _ids(after)
    found: dict[str, str] = {}
    for mine, theirs in facts.pairs:
        now = _id_of(new.parts[theirs], second)
        then = _id_of(old.parts[mine], first)
        if now and then:
            found.setdefault(now, then)
    return found


def _ids(judged: Judged) -> dict[str, str]:
    """Ids of components by their package URLs and by their keys in the document."""
    found: dict[str, str] = {}
    for told in judged.components:
        found.setdefault(told.component.ref, told.id)
    for told in judged.components:
        found[told.id] = told.id
    return found


def _id_of(part: Part, ids: dict[str, str]) -> str:
    purl = next((one.value for one in part.identifiers if one.type == "purl"), "")
    return ids.get(purl) or ids.get(part.ref, "")


def _alike(then: _Told, now: _Told) -> bool:
    """Whether an objection is the one that there was."""
    (old, former), (new, verdict) = then, now
    first, second = former.judgement, verdict.judgement
    return is_objection(former) and (
        first.level,
        first.policy.verdict,
        first.policy.rule,
        first.compatibility.verdict,
        _said(old),
    ) == (
        second.level,
        second.policy.verdict,
        second.policy.rule,
        second.compatibility.verdict,
        _said(new),
    )


def _said(told: JudgedComponent) -> str:
    """What the objection is about; saying nothing and saying that nothing is asserted are the same silence."""
    status = told.license.status
    return told.license.expression or (LicenseStatus.ABSENT if status is LicenseStatus.NOASSERTION else status)


def _change(shown: _Told, then: _Told | None, now: _Told | None, *, new_objection: bool) -> VerdictChange:
    before = None if then is None else state_of(*then)
    after = None if now is None else state_of(*now)
    told, verdict = shown
    relicensed = before is not None and after is not None and is_relicensed(before, after)
    if before is None:
        kind = ChangeKind.ADDED
    elif after is None:
        kind = ChangeKind.REMOVED
    elif before.version != after.version:
        kind = ChangeKind.UPDATED
    else:
        kind = ChangeKind.RELICENSED if relicensed else ChangeKind.REJUDGED
    change = Change(kind, told.component.name, before, after, relicensed, new_objection)
    return VerdictChange(change, told, verdict)


def _blocks(verdict: Verdict) -> bool:
    return verdict.judgement.compatibility.verdict is CompatibilityWord.INCOMPATIBLE and is_objection(verdict)


def _possible(judged: Judged) -> Possible:
    if any(_blocks(verdict) for verdict in judged.verdicts):
        return Possible.NO
    is_open = any(verdict.judgement.compatibility.verdict in _OPEN and is_objection(verdict) for verdict in judged.verdicts)
    return Possible.OPEN if is_open else Possible.YES


def _record(asked: Asked) -> PolicyRecord:
    policy = asked.policy
    return PolicyRecord(
        policy.id,
        policy.version,
        policy.place.input,
        asked.outbound or policy.outbound,
        policy.doctrine.value,
        policy.fail_on.severity.value,
    )
