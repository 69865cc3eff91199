"""Difference: two documents told in facts become the facts in which they differ."""

from __future__ import annotations

from typing import NamedTuple

from osscan.model.bom import Bom, Completeness, Joint, Part, Party
from osscan.model.sbom_difference import (
    DocumentChange,
    Facts,
    HashChange,
    LicenseStep,
    PartChange,
    PartChangeKind,
    PartTold,
    PartyChange,
)
from osscan.sbom.license_steps import Speech, dialect, license_changes
from osscan.sbom.matching import REF, Match, matches

_RANK = {kind: position for position, kind in enumerate(PartChangeKind)}
_FILE = "file"
_DISTRIBUTED = frozenset({"distribution", "source-distribution"})


def difference(old: Bom, new: Bom) -> Facts:
    """What differs, part by part and for the whole; what only the notation or the order of the documents changes is no difference."""
    found = matches(old, new)
    bench = _Bench(old, new, found)
    changes = [change for match in found if (change := bench.change(match)) is not None]
    unchanged = len(found) - len(changes)
    paired_old, paired_new = {match.old for match in found}, {match.new for match in found}
    changes += [
        PartChange(_title(part), (PartChangeKind.REMOVED,), "", _told(part), None)
        for position, part in enumerate(old.parts)
        if position not in paired_old
    ]
    changes += [
        PartChange(_title(part), (PartChangeKind.ADDED,), "", None, _told(part))
        for position, part in enumerate(new.parts)
        if position not in paired_new
    ]
    changes.sort(key=_order)
    pairs = tuple((match.old, match.new) for match in found)
    return Facts(tuple(changes), tuple(_of_document(old, new, found)), unchanged, pairs)


class _Side(NamedTuple):
    """What is looked up of one document again and again."""

    needs: dict[str, list[str]]
    completeness: dict[str, Completeness]
    names: dict[str, str]
    same: dict[str, int]
    """By ref, a number that both documents' parts share when they are the same."""


class _Bench:
    """Compares pair after pair."""

    def __init__(self, old: Bom, new: Bom, found: list[Match]) -> None:
        self._parts = (old.parts, new.parts)
        self._speech = (Speech(old), Speech(new))
        self._formats_differ = dialect(old) != dialect(new)
        self._old = _side(old, {old.parts[match.old].ref: number for number, match in enumerate(found)})
        self._new = _side(new, {new.parts[match.new].ref: number for number, match in enumerate(found)})

    def change(self, match: Match) -> PartChange | None:
        """What two parts that belong together tell differently; None where that is nothing."""
        old, new = self._parts[0][match.old], self._parts[1][match.new]
        is_update = old.version != new.version and not (
            self._formats_differ and old.kind == _FILE and not (old.version and new.version)
        )
        kinds = [PartChangeKind.UPDATED] if is_update else []
        licenses = license_changes(old.licenses, new.licenses, *self._speech) if old.licenses or new.licenses else []
        if licenses:
            same = all(one.step is LicenseStep.SAME for one in licenses)
            kinds.append(PartChangeKind.RESPELLED if same else PartChangeKind.RELICENSED)
        hashes = () if is_update else _hashes(old, new)
        if hashes:
            kinds.append(PartChangeKind.REHASHED)
        parties = self._parties(old, new)
        if parties:
            kinds.append(PartChangeKind.RESUPPLIED)
        needs, no_more = self._needs(old.ref, new.ref)
        if needs or no_more:
            kinds.append(PartChangeKind.REWIRED)
        first, second = self._old.completeness.get(old.ref), self._new.completeness.get(new.ref)
        if self._formats_differ and (first is None or second is None):
            first = second = None
        if first is not second:
            kinds.append(PartChangeKind.RECOMPLETED)
        if not kinds:
            return None
        kinds.sort(key=_RANK.__getitem__)
        return PartChange(
            _title(new),
            tuple(kinds),
            match.by,
            _told(old),
            _told(new),
            tuple(licenses),
            hashes,
            parties,
            needs,
            no_more,
            None if first is second else (first or "", second or ""),
        )

    def _needs(self, old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What a part needs now and did not need, and the other way round; another version of the same part is no change."""
        before, after = self._old.needs.get(old, ()), self._new.needs.get(new, ())
        if not before and not after:
            return (), ()
        if self._formats_differ:
            before, after = [ref for ref in before if ref in self._old.names], [ref for ref in after if ref in self._new.names]
        known = {self._old.same.get(ref, ref) for ref in before}
        wanted = {self._new.same.get(ref, ref) for ref in after}
        if known == wanted:
            return (), ()
        gained = {self._new.names.get(ref, ref) for ref in after if self._new.same.get(ref, ref) not in known}
        lost = {self._old.names.get(ref, ref) for ref in before if self._old.same.get(ref, ref) not in wanted}
        return tuple(sorted(gained)), tuple(sorted(lost))

    def _parties(self, old: Part, new: Part) -> tuple[PartyChange, ...]:
        found = []
        for role, first, second in (("supplier", old.supplier, new.supplier), ("creator", old.creator, new.creator)):
            if first is not second and first != second and self._is_another(first, second):
                found.append(PartyChange(role, _called(first), _called(second)))
        if old.publisher != new.publisher and not self._formats_differ:
            found.append(PartyChange("publisher", old.publisher, new.publisher))
        return tuple(found)

    def _is_another(self, first: Party | None, second: Party | None) -> bool:
        """Between formats parties and addresses have places of different kinds: there names that both tell count."""
        if self._formats_differ and not (first and second):
            return False
        if first is None or second is None or self._formats_differ:
            return _name(first) != _name(second)
        return (_name(first), sorted(first.emails), sorted(first.urls)) != (
            _name(second),
            sorted(second.emails),
            sorted(second.urls),
        )


def _side(bom: Bom, same: dict[str, int]) -> _Side:
    needs: dict[str, list[str]] = {}
    for link in bom.links:
        if link.joint is Joint.DEPENDS_ON:
            needs.setdefault(link.source, []).append(link.target)
    names = {part.ref: _title(part) for part in bom.parts} if needs else {}
    return _Side(needs, dict(bom.completeness), names, same)


def _hashes(old: Part, new: Part) -> tuple[HashChange, ...]:
    """Algorithms that both name with other digests, of the part itself and of what is distributed from the same address."""
    found = list(_other_digests(old, new)) if old.checksums and new.checksums and old.checksums != new.checksums else []
    if old.references and new.references and old.references != new.references:
        before = _distributed(old)
        for url, told in _distributed(new).items():
            for algorithm, digests in told.items():
                former = before.get(url, {}).get(algorithm)
                if former and former.isdisjoint(digests):
                    found.append(HashChange(algorithm, min(former), min(digests), url))
    return tuple(found)


def _other_digests(old: Part, new: Part) -> list[HashChange]:
    before, after = _by_algorithm(old), _by_algorithm(new)
    return [
        HashChange(algorithm, min(before[algorithm]), min(digests))
        for algorithm, digests in after.items()
        if algorithm in before and before[algorithm].isdisjoint(digests)
    ]


def _by_algorithm(part: Part) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for checksum in part.checksums:
        if checksum.digest:
            found.setdefault(checksum.algorithm, set()).add(checksum.digest.strip().lower())
    return found


def _distributed(part: Part) -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = {}
    for reference in part.references:
        if reference.checksums and reference.type in _DISTRIBUTED:
            told = found.setdefault(reference.url, {})
            for checksum in reference.checksums:
                told.setdefault(checksum.algorithm, set()).add(checksum.digest.strip().lower())
    return found


def _of_document(old: Bom, new: Bom, matched: list[Match]) -> list[DocumentChange]:
    found = []
    subject = _subject(new)
    roots = (one for one in matched if one.by != REF)
    is_same = any(old.parts[one.old].ref == old.root and new.parts[one.new].ref == new.root for one in roots)
    told = (
        ("format", f"{old.format} {old.version}", f"{new.format} {new.version}"),
        ("subject", subject if is_same else _subject(old), subject),
        ("completeness", dict(old.completeness).get("", ""), dict(new.completeness).get("", "")),
        ("signed", "yes" if old.signed else "no", "yes" if new.signed else "no"),
        ("vulnerabilities", str(old.vulnerabilities), str(new.vulnerabilities)),
    )
    for field, before, after in told:
        if before != after:
            found.append(DocumentChange(field, before, after))
    return found


def _subject(bom: Bom) -> str:
    """What the document is about, without its version: another subject makes the comparison doubtful."""
    if not bom.root:
        return ""
    return next((f"{part.group}/{part.name}" if part.group else part.name for part in bom.parts if part.ref == bom.root), "")


def _told(part: Part) -> PartTold:
    purl = next((one.value for one in part.identifiers if one.type == "purl"), "")
    licenses = tuple(dict.fromkeys(entry.raw for entry in part.licenses if entry.raw))
    return PartTold(part.ref, part.pointer, _title(part), part.version, purl, licenses)


def _title(part: Part) -> str:
    name = part.name or part.ref
    return f"{part.group}/{name}" if part.group else name


def _called(party: Party | None) -> str:
    return "" if party is None else " ".join((party.name, *party.emails, *party.urls)).strip()


def _name(party: Party | None) -> str:
    return "" if party is None else " ".join(party.name.split()).casefold()


def _order(change: PartChange) -> tuple[str, str, str, str]:
    before, after = change.before, change.after
    told = after or before
    version = told.version if told else ""
    return (change.name.casefold(), version, after.ref if after else "", before.ref if before else "")
