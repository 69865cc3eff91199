"""What every form of an SBOM comparison says alike: sides, licenses, verdicts, the outbound license and the next step."""

from __future__ import annotations

from osscan.model.changes import State
from osscan.model.sbom_difference import (
    LicenseChange,
    LicenseStep,
    PartChange,
    PartChangeKind,
    SbomDifference,
    Side,
    VerdictChange,
)
from osscan.reports.numbers import counted, number
from osscan.reports.sentences import and_more, next_step, why, word
from osscan.texts.catalogue import Words

SIGNS = {PartChangeKind.ADDED: "+", PartChangeKind.REMOVED: "-", PartChangeKind.REHASHED: "!"}
_DIGITS = 12
_NAMES = 5


def side_said(words: Words, side: Side) -> str:
    """A document with its format and size."""
    if not side.format:
        return words("sbom_diff.side-unread", (), path=side.path)
    parts = counted(words, "sbom_diff.parts", side.parts)
    return words("sbom_diff.side", (), path=side.path, format=side.format.removesuffix("3"), version=side.version, parts=parts)


def moved(words: Words, before: str, after: str) -> str:
    """Before and after, or what stays the same."""
    unsaid = words("sbom_diff.none")
    return before or unsaid if before == after else words("sbom_diff.moved", (), before=before or unsaid, after=after or unsaid)


def versions_said(words: Words, change: PartChange) -> str:
    """The version, or both."""
    before, after = change.before, change.after
    if before is None or after is None:
        told = after or before
        return told.version if told else ""
    return moved(words, before.version, after.version) if before.version or after.version else ""


def part_said(words: Words, change: PartChange) -> str:
    """Name and version."""
    return f"{change.name} {versions_said(words, change)}".strip()


def licenses_moved(words: Words, change: LicenseChange) -> str:
    """The words before and after, in their role."""
    text = moved(words, ", ".join(change.before), ", ".join(change.after))
    return words("sbom_diff.role", (), text=text, role=words(f"sbom_diff.license-role.{change.role}"))


def license_meaning(words: Words, change: LicenseChange) -> str:
    """What the change means, with the licenses that came and went."""
    parts = [words(f"sbom_diff.step.{change.step}")]
    if change.step in (LicenseStep.WIDENED, LicenseStep.NARROWED, LicenseStep.UNCLEAR):
        parts += [words("sbom_diff.gained", (), names=", ".join(change.gained))] if change.gained else []
        parts += [words("sbom_diff.lost", (), names=", ".join(change.lost))] if change.lost else []
    return "; ".join(parts)


def details(words: Words, change: PartChange, kind: PartChangeKind) -> list[str]:
    """A line for each thing of one kind that has changed about a part."""
    name = change.name
    if kind in (PartChangeKind.RELICENSED, PartChangeKind.RESPELLED):
        wanted = [one for one in change.licenses if (one.step is LicenseStep.SAME) is (kind is PartChangeKind.RESPELLED)]
        return [f"{part_said(words, change)}: {licenses_moved(words, one)}: {license_meaning(words, one)}" for one in wanted]
    if kind is PartChangeKind.REHASHED:
        version = change.after.version if change.after else ""
        return [
            words(
                "sbom_diff.digest-of" if one.url else "sbom_diff.digest",
                (),
                name=name,
                version=version,
                algorithm=one.algorithm,
                before=_short(one.before),
                after=_short(one.after),
                url=one.url,
            )
            for one in change.hashes
        ]
    if kind is PartChangeKind.RESUPPLIED:
        unsaid = words("sbom_diff.none")
        return [
            words(
                "sbom_diff.party",
                (),
                name=name,
                role=words(f"sbom_diff.supplies.{one.role}"),
                before=one.before or unsaid,
                after=one.after or unsaid,
            )
            for one in change.parties
        ]
    if kind is PartChangeKind.REWIRED:
        told = (("needs", change.needs), ("needs-no-more", change.needs_no_more))
        return [
            words(f"sbom_diff.{key}", (), name=name, names=and_more(words, list(names[:_NAMES]), len(names)))
            for key, names in told
            if names
        ]
    if kind is PartChangeKind.RECOMPLETED and change.completeness is not None:
        before, after = (words(f"sbom_diff.complete.{one or 'unsaid'}") for one in change.completeness)
        return [words("sbom_diff.completeness", (), name=name, before=before, after=after)]
    shown = change.after or change.before
    licenses = ", ".join(shown.licenses) if shown is not None else ""
    return ["  ".join(one for one in (part_said(words, change), licenses if kind is not PartChangeKind.UPDATED else "") if one)]


def verdict_said(words: Words, change: VerdictChange) -> str:
    """Name, versions, licenses and verdicts of a component before and after."""
    before, after = change.change.before, change.change.after
    name = change.change.name
    states = [state for state in (before, after) if state is not None]
    cells = (
        [state.version for state in states],
        [_license(words, state) for state in states],
        [_verdict(words, state) for state in states],
    )
    return "  ".join([name, *(text for cell in cells if (text := _both(words, cell)))])


def license_of(words: Words, change: VerdictChange) -> str:
    """The licenses of a component before and after."""
    states = [state for state in (change.change.before, change.change.after) if state is not None]
    return _both(words, [_license(words, state) for state in states])


def verdicts_of(words: Words, change: VerdictChange) -> str:
    """The verdicts on a component before and after."""
    states = [state for state in (change.change.before, change.change.after) if state is not None]
    return _both(words, [_verdict(words, state) for state in states])


def reasons(words: Words, change: VerdictChange) -> list[str]:
    """Why a component is objected to."""
    judgement = change.verdict.judgement
    return why(words, judgement, next_step(words, judgement))


def document_lines(words: Words, found: SbomDifference) -> list[str]:
    """What differs about the documents as wholes."""
    lines = []
    for one in found.facts.document:
        before, after = one.before, one.after
        if one.field == "completeness":
            before, after = (words(f"sbom_diff.complete.{text or 'unsaid'}") for text in (before, after))
        field = words(f"sbom_diff.field.{one.field}")
        unsaid = words("sbom_diff.none")
        lines.append(words("sbom_diff.document", (), field=field, before=before or unsaid, after=after or unsaid))
    if any(one.field == "subject" and one.before and one.after for one in found.facts.document):
        lines.append(words("sbom_diff.subject-differs"))
    return lines


def outcome_said(words: Words, found: SbomDifference) -> str:
    """How many objections are new."""
    count = len(found.judgements.new_objections) if found.judgements else 0
    return counted(words, "sbom_diff.outcome.new", count) if count else words("sbom_diff.outcome.none")


def possible_said(words: Words, found: SbomDifference) -> str:
    """Whether the product may still be published as intended."""
    told = found.judgements
    if told is None:
        return ""
    names = and_more(words, list(told.blocking[:_NAMES]), len(told.blocking))
    return words(f"sbom_diff.possible.{told.before}.{told.after}", (), outbound=told.policy.outbound, names=names)


def advice(words: Words, found: SbomDifference) -> str:
    """The one next step, for what weighs most."""
    unread = next((side for side in (found.old, found.new) if not side.whole), None)
    if unread is not None:
        return words("sbom_diff.advice.unread", (), path=unread.path)
    if found.judgements is not None and found.judgements.new_objections:
        return words("sbom_diff.advice.new", (), path=found.new.path)
    if found.suspicious:
        return words("sbom_diff.advice.suspicious")
    licensed = any(PartChangeKind.RELICENSED in change.kinds for change in found.facts.parts)
    return words("sbom_diff.advice.license" if licensed else "sbom_diff.advice.fine", (), path=found.new.path)


def tally(words: Words, found: SbomDifference) -> list[tuple[str, str, int]]:
    """Sign, word and number of each kind of change that there is."""
    return [
        (SIGNS.get(PartChangeKind(kind), "~"), words(f"sbom_diff.kind.{kind}"), count)
        for kind, count in found.counts().items()
        if count
    ]


def head(words: Words, key: str, count: int) -> str:
    """A heading with its number."""
    return words(f"sbom_diff.head.{key}", (), count=number(words, count))


def _license(words: Words, state: State) -> str:
    return state.license or ", ".join(state.stated) or words("sbom_diff.none")


def _verdict(words: Words, state: State) -> str:
    said = word(words, "policy", state.policy)
    if state.objects and state.compatibility in ("incompatible", "contested", "unknown", "compatible-if"):
        return f"{said}, {word(words, 'compatibility', state.compatibility)}"
    return said


def _both(words: Words, cell: list[str]) -> str:
    return cell[0] if len(cell) == 1 else moved(words, *cell)


def _short(digest: str) -> str:
    return f"{digest[:_DIGITS]}…" if len(digest) > _DIGITS else digest
