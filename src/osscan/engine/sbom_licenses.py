"""Licenses of a part: what its author declares, what osscan concludes and why, and what was found in files, kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import Leaf, leaves
from osscan.knowledge import spdx
from osscan.model.bom import LicenseEntry, LicenseRole, LicenseText
from osscan.model.claim import NOASSERTION, NONE, ClaimRole, Form, Joined, LicenseClaim
from osscan.model.report import JudgedComponent
from osscan.model.verdict import LicenseStatus
from osscan.sbom.codec import Target
from osscan.sbom.cyclonedx_licenses import listed
from osscan.sbom.opened import CYCLONEDX

Properties = tuple[tuple[str, str], ...]
_AUTHOR = (ClaimRole.DECLARED, ClaimRole.UNMARKED)
_LONGEST_NAME = 200
_own = re.compile(r"LicenseRef-[A-Za-z0-9.-]+").findall
_odd = re.compile(r"[^A-Za-z0-9.]+")
_only_own = re.compile(r"LicenseRef-[A-Za-z0-9.-]+").fullmatch


class Told(NamedTuple):
    """Entries of a part, what beside them has no field, and the ids of licenses that are on no list."""

    entries: tuple[LicenseEntry, ...]
    properties: Properties
    texts: tuple[LicenseText, ...]


class Licenses:
    """Tells the licenses of parts as a target can hold them."""

    def __init__(self, target: Target, reference: str, *, effective: bool, strict: bool, places: bool) -> None:
        self._is_cyclonedx = target.family == CYCLONEDX
        self._version = tuple(int(number) for number in target.version.split(".")[:2])
        self._one_expression = self._is_cyclonedx and self._version < (1, 7)
        self._reference = reference
        self._effective = effective
        self._strict = strict
        """Whether names that are on no list become references (BSI TR-03183-2, 6.1), as SPDX wants it anyway."""
        self._places = places
        self._met: dict[tuple[object, ...], Told] = {}

    def of(self, told: JudgedComponent) -> Told:
        """Components of which the same is said share their answer."""
        claims = told.component.claims
        key = (
            id(told.license),
            tuple((one.role, one.raw, one.form, one.place if self._places else one.joined) for one in claims),
        )
        known = self._met.get(key)
        if known is None:
            known = self._met[key] = self._of(told)
        return known

    def _of(self, told: JudgedComponent) -> Told:
        license_, claims = told.license, told.component.claims
        expressions = license_.expressions if len(license_.expressions) == len(claims) else (None,) * len(claims)
        said = list(zip(claims, expressions, strict=True))
        texts: dict[str, LicenseText] = {}
        concluded = self._concluded(told)
        declared = list(self._declared([pair for pair in said if pair[0].role in _AUTHOR], texts))
        properties: list[tuple[str, str]] = []
        if self._one_expression and concluded and declared:
            concluded, declared = self._side_by_side(concluded, declared)
        properties += self._as_said([pair for pair in said if pair[0].role in _AUTHOR], {entry.raw for entry in declared})
        found = self._observed(said)
        entries = [*declared, *concluded, *found]
        if self._effective and concluded and concluded[0].raw not in (NONE, NOASSERTION):
            entries.append(LicenseEntry(LicenseRole.EFFECTIVE, Form.EXPRESSION, concluded[0].raw))
        properties += self._grounds(told)
        names = {one.id: one.name for claim in claims for one in claim.meant}
        for entry in entries:
            own = (id_ for id_ in _own(entry.raw) if id_ not in texts and entry.form is not Form.NAME)
            texts.update({id_: LicenseText(id_, names.get(id_, "")) for id_ in own})
        return Told(tuple(entries), tuple(properties), tuple(texts.values()))

    def _concluded(self, told: JudgedComponent) -> list[LicenseEntry]:
        """The expression that counts; nothing where the claims leave open which of two it is."""
        license_ = told.license
        if license_.status is LicenseStatus.NONE:
            return [LicenseEntry(LicenseRole.CONCLUDED, Form.EXPRESSION, NONE)]
        settled = license_.status is LicenseStatus.RESOLVED and license_.expression and license_.either is None
        expression = license_.expression or ""
        return [self._entry(LicenseRole.CONCLUDED, expression)] if settled and _is_expression(expression) else []

    def _declared(self, said: list[tuple[LicenseClaim, str | None]], texts: dict[str, LicenseText]) -> Iterable[LicenseEntry]:
        """Expressions as the author wrote them, all else by its name; of a name that an expression says too, the expression."""
        rows: dict[LicenseEntry, str | None] = {}
        vague: set[LicenseEntry] = set()
        for claim, expression in _joined(said):
            entry = self._as_written(claim, expression, texts)
            if entry is not None:
                rows.setdefault(entry, expression)
                if claim.form is Form.CLASSIFIER and expression is None:
                    vague.add(entry)
        exact = {meaning for entry, meaning in rows.items() if entry.form in (Form.ID, Form.EXPRESSION) and meaning}
        named = [entry for entry in rows if entry.form not in (Form.ID, Form.EXPRESSION)]
        # A classifier of Python that leaves the version open says nothing beside an expression that names it.
        drop = {entry for entry in named if rows[entry] in exact} | (vague if exact else set())
        seen: set[str] = set()
        kept = []
        for entry, meaning in rows.items():
            if entry in drop or (entry.form is not Form.NAME and meaning is not None and meaning in seen):
                continue
            if entry.form is not Form.NAME and meaning is not None:
                seen.add(meaning)
            kept.append(entry)
        return [_all_of(kept)] if self._strict and len(kept) > 1 else kept

    def _as_written(self, claim: LicenseClaim, expression: str | None, texts: dict[str, LicenseText]) -> LicenseEntry | None:
        raw = claim.raw.strip()
        role = LicenseRole.DECLARED
        if raw.upper() in (NONE, NOASSERTION):
            return None if self._is_cyclonedx else LicenseEntry(role, Form.EXPRESSION, raw.upper())
        if not raw:
            return None
        if _is_expression(raw):
            return self._entry(role, raw)
        exact = expression is not None and _is_expression(expression)
        if exact and (self._strict or not self._is_cyclonedx):
            return self._entry(role, expression or "")
        if self._strict or not self._is_cyclonedx:
            return self._by_reference(raw, texts)
        if claim.form is Form.URL:
            return LicenseEntry(role, Form.NAME, raw, "", raw)
        if len(raw) > _LONGEST_NAME or "\n" in raw:
            return LicenseEntry(role, Form.NAME, " ".join(raw.split())[:_LONGEST_NAME], raw)
        return LicenseEntry(role, Form.NAME, raw)

    def _by_reference(self, raw: str, texts: dict[str, LicenseText]) -> LicenseEntry:
        """A reference of ours for words that are on no list."""
        from hashlib import sha256  # noqa: PLC0415 - most runs need no reference

        slug = _odd.sub("-", raw)[:40].strip("-.") or "text"
        id_ = f"{self._reference}{slug}"
        if _odd.search(raw) or len(raw) > len(slug):
            id_ += f"-{sha256(raw.encode('utf-8', 'replace')).hexdigest()[:8]}"
        name = " ".join(raw.split())[:_LONGEST_NAME]
        texts[id_] = LicenseText(id_, name, raw)
        return LicenseEntry(LicenseRole.DECLARED, Form.EXPRESSION, id_)

    def _entry(self, role: LicenseRole, raw: str) -> LicenseEntry:
        is_id = self._is_cyclonedx and self._one_expression and raw in listed()
        return LicenseEntry(role, Form.ID if is_id else Form.EXPRESSION, raw)

    def _as_said(self, said: list[tuple[LicenseClaim, str | None]], held: set[str]) -> Properties:
        """All that the author says, word for word, where the entries can't hold all of it."""
        raws = dict.fromkeys(claim.raw for claim, _ in _joined(said) if claim.raw)
        if held.issuperset(raws) or any(claim.joined is Joined.UNSAID for claim, _ in said):
            return ()
        return tuple(("osscan:license:declared", raw) for raw in raws)

    def _side_by_side(
        self, concluded: list[LicenseEntry], declared: list[LicenseEntry]
    ) -> tuple[list[LicenseEntry], list[LicenseEntry]]:
        """CycloneDX before 1.7 holds one expression or a list: a list where no entry needs to be an expression, else the conclusion."""
        if self._version < (1, 6):
            return concluded, []
        both = [*concluded, *declared]
        plain = (Form.ID,) if self._strict else (Form.ID, Form.NAME)
        if all(entry.form in plain or (not self._strict and _only_own(entry.raw)) for entry in both):
            return concluded, declared
        return concluded, []

    def _observed(self, said: list[tuple[LicenseClaim, str | None]]) -> list[LicenseEntry]:
        found = dict.fromkeys(
            expression
            for claim, expression in said
            if claim.role is ClaimRole.DETECTED and expression and _is_expression(expression)
        )
        return [self._entry(LicenseRole.OBSERVED, expression) for expression in sorted(found)]

    def _grounds(self, told: JudgedComponent) -> Properties:
        """Why the conclusion is what it is, or why there is none; and where license texts were found."""
        rows = []
        if told.license.status is not LicenseStatus.ABSENT:
            because = [
                reason.key + "".join(f" {name}={value}" for name, value in reason.facts) for reason in told.license.because
            ]
            rows += [("osscan:license:because", one) for one in dict.fromkeys(because)]
        if told.license.status is not LicenseStatus.RESOLVED:
            rows.append(("osscan:license:status", told.license.status.value))
        if self._places:
            found = [one for one in told.component.claims if one.role is ClaimRole.DETECTED and one.raw]
            told_places = (f"{one.raw} {one.place.input}{f':{one.place.line}' if one.place.line else ''}" for one in found)
            rows += [("osscan:license:found", one) for one in dict.fromkeys(told_places)]
        return tuple(rows)


def _all_of(entries: list[LicenseEntry]) -> LicenseEntry:
    """One entry for several statements, which hold together: a list would leave that open (BSI TR-03183-2, 6.1)."""
    raws = [f"({entry.raw})" if " OR " in entry.raw or " AND " in entry.raw else entry.raw for entry in entries]
    return LicenseEntry(LicenseRole.DECLARED, Form.EXPRESSION, " AND ".join(dict.fromkeys(raws)))


def _joined(said: list[tuple[LicenseClaim, str | None]]) -> Iterable[tuple[LicenseClaim, str | None]]:
    """Claims whose format says how they belong together are one expression; the others stand for themselves."""
    groups: dict[tuple[object, ...], list[tuple[LicenseClaim, str | None]]] = {}
    for position, (claim, expression) in enumerate(said):
        alone = claim.joined in (Joined.ALONE, Joined.UNSAID) or not claim.group
        key = (position,) if alone else (claim.role, claim.place.input, claim.group, claim.joined)
        groups.setdefault(key, []).append((claim, expression))
    for rows in groups.values():
        first = rows[0][0]
        known = [expression for _, expression in rows if expression and _is_expression(expression)]
        if len(rows) == 1 or len(known) < len(rows):
            yield from rows
            continue
        word = " OR " if first.joined is Joined.ANY else " AND "
        whole = word.join(f"({one})" if " OR " in one or " AND " in one else one for one in dict.fromkeys(known))
        yield first._replace(raw=whole, form=Form.EXPRESSION), whole


def _is_expression(raw: str) -> bool:
    """Whether a text is an expression of ids that are on the list, or of references."""
    if raw in listed():
        return True
    found = parse(raw) if len(raw) < 2000 else None
    return found is not None and not isinstance(found, Fault) and all(_is_known(leaf) for leaf in leaves(found))


def _is_known(leaf: Leaf) -> bool:
    name = leaf.license
    if leaf.exception and spdx.exception(leaf.exception) is None:
        return False
    if _only_own(name):
        return not name.startswith("LicenseRef-unknown-")
    return (spdx.license_id(name) or (name.endswith("+") and spdx.license_id(name[:-1]))) not in (None, False)


def with_texts(
    found: Iterable[LicenseText], parts: Iterable[JudgedComponent], files: Mapping[str, str]
) -> tuple[LicenseText, ...]:
    """The licenses of our own with the texts of the files in which they were found; `files` has texts by path."""
    places: dict[str, str] = {}
    for told in parts:
        for claim, expression in zip(told.component.claims, told.license.expressions, strict=False):
            if claim.role is ClaimRole.DETECTED and expression and _only_own(expression):
                places.setdefault(expression, claim.place.input)
    known: dict[str, LicenseText] = {}
    for one in found:
        if one.id not in known or (one.text and not known[one.id].text):
            known[one.id] = one
    return tuple(
        one._replace(text=files.get(places[one.id], "")) if not one.text and one.id in places else one
        for one in sorted(known.values())
    )
