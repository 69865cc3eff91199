"""How BSI TR-03183-2, 6.1 wants licenses told, and which of the three kinds (3.2.8) a component has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import Leaf, leaves
from osscan.knowledge import spdx
from osscan.model.bom import LicenseEntry, LicenseRole, Part
from osscan.model.claim import NOASSERTION, NONE, Form
from osscan.model.problem import Facts, facts_of
from osscan.sbom.profiles.base import Gap, Subject, Told, of, over
from osscan.sbom.profiles.bsi_classes import PRESENT, of_class

_SAYS_NOTHING = frozenset({NONE, NOASSERTION, "UNKNOWN", "OTHER"})
_reference = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?(?:LicenseRef|AdditionRef)-(?P<rest>[A-Za-z0-9.-]+)").fullmatch
_inventoried = re.compile(r"[A-Za-z0-9.]+-[A-Za-z0-9.-]*[A-Za-z0-9][A-Za-z0-9.-]*").fullmatch
"""6.1: who inventories the license, and their name for it."""


def distribution(subject: Subject) -> Told:
    """5.2.2; table 9 maps it to what was concluded."""

    def look(part: Part) -> Iterator[Gap]:
        entries = [one for one in part.licenses if one.role is LicenseRole.CONCLUDED]
        if entries:
            yield from _faults(part, entries)
            return
        others = {one.role: one.raw or one.form for one in part.licenses}
        for role, code in _NOT_CONCLUDED:
            if role in others:
                yield of(part, code, value=others[role])
                return
        yield of(part)

    return over(of_class(subject, *PRESENT), look)


_NOT_CONCLUDED = (
    (LicenseRole.UNMARKED, "bsi-distribution-licence-unmarked"),
    (LicenseRole.DECLARED, "bsi-distribution-licence-declared"),
)


def original(subject: Subject) -> Told:
    """5.2.4; table 11 maps it to what was declared. CycloneDX 1.6 has no room for it beside a concluded expression."""
    crowded = subject.bom.format == "CycloneDX" and subject.bom.version == "1.6"
    kept = (part for part in of_class(subject, *PRESENT) if not (crowded and _no_room(part)))
    return over(kept, _told(LicenseRole.DECLARED))


def _no_room(part: Part) -> bool:
    roles = {one.role: one.form for one in part.licenses}
    return roles.get(LicenseRole.CONCLUDED) is Form.EXPRESSION and LicenseRole.DECLARED not in roles


def effective(subject: Subject) -> Told:
    """5.2.5."""
    return over(of_class(subject, *PRESENT), _told(LicenseRole.EFFECTIVE))


def associated(subject: Subject) -> Told:
    """2.0.0, 5.2.2: under which licenses a component may be used. It maps nothing, so that any entry will do."""

    def look(part: Part) -> Iterator[Gap]:
        entries = [one for one in part.licenses if one.role not in (LicenseRole.OBSERVED, LicenseRole.EFFECTIVE)]
        if not entries:
            yield of(part)
        elif all(any(True for _ in _wrong(one)) for one in entries):
            yield from _faults(part, entries[:1])

    return over(of_class(subject, *PRESENT), look)


def concluded(subject: Subject) -> Told:
    """2.0.0, 5.3.2."""
    return over(of_class(subject, *PRESENT), _told(LicenseRole.CONCLUDED))


def declared(subject: Subject) -> Told:
    """2.0.0, 5.4.1."""
    return over(of_class(subject, *PRESENT), _told(LicenseRole.DECLARED))


def _told(role: LicenseRole) -> Callable[[Part], Iterator[Gap]]:
    """What is asked for only where it exists: that nothing is asserted is no more than silence."""

    def look(part: Part) -> Iterator[Gap]:
        entries = [one for one in part.licenses if one.role is role and one.raw not in (NONE, NOASSERTION)]
        if not entries:
            yield of(part)
        else:
            yield from _faults(part, entries)

    return look


def _faults(part: Part, entries: list[LicenseEntry]) -> Iterator[Gap]:
    for entry in entries:
        for code, facts in _of_entry(entry.form, entry.raw):
            yield Gap(part.pointer, of(part).component, facts, code, note=code == _OLD)
    if len(entries) > 1:
        yield of(part, "bsi-licence-list", values=", ".join(one.raw or one.form for one in entries))


_OLD = "bsi-licence-deprecated"


def _wrong(entry: LicenseEntry) -> Iterator[str]:
    return (code for code, _ in _of_entry(entry.form, entry.raw) if code != _OLD)


@lru_cache(maxsize=8_192)
def _of_entry(form: Form, raw: str) -> tuple[tuple[str, Facts], ...]:
    """What 6.1 has against one entry: codes of sentences with their facts."""
    if raw.upper() in _SAYS_NOTHING:
        return (("bsi-licence-says-nothing", facts_of(value=raw)),)
    if form is Form.NAME:
        return (("bsi-licence-name", facts_of(value=raw)),)
    if form in (Form.TEXT, Form.URL):
        return (("bsi-licence-text", ()),)
    tree = parse(raw)
    if isinstance(tree, Fault):
        return (("bsi-licence-syntax", facts_of(value=raw, column=tree.start + 1)),)
    told = (_of_word(word, listed, raw) for leaf in leaves(tree) for word, listed in _words(leaf))
    return tuple(dict.fromkeys(fault for fault in told if fault is not None))


def _words(leaf: Leaf) -> Iterator[tuple[str, str | None]]:
    """The words of a leaf, each with what the SPDX list writes today."""
    yield leaf.license, spdx.current(leaf.license)
    if leaf.exception:
        yield leaf.exception, spdx.exception(leaf.exception)


def _of_word(word: str, listed: str | None, raw: str) -> tuple[str, Facts] | None:
    if word.upper() in _SAYS_NOTHING:
        return "bsi-licence-says-nothing", facts_of(value=raw)
    if reference := _reference(word):
        return None if _inventoried(reference["rest"]) else ("bsi-licence-reference", facts_of(value=word))
    if listed is None:
        return "bsi-licence-unknown", facts_of(value=raw, word=word)
    return (_OLD, facts_of(value=word, current=listed)) if spdx.is_deprecated(word) else None
