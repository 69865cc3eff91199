"""Licenses of a part as SPDX writes them: one expression each for what was declared and concluded, own texts by LicenseRef."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from osscan.expression.parse import parse
from osscan.expression.tree import And, Leaf, Or, Tree, leaves
from osscan.knowledge import spdx
from osscan.model.bom import Bom, LicenseEntry, LicenseRole, LicenseText
from osscan.model.claim import NOASSERTION, NONE

_ABSENT = frozenset({NONE, NOASSERTION})
_own = re.compile(r"(?:DocumentRef-[A-Za-z0-9.+-]+:)?LicenseRef-[A-Za-z0-9.+-]+").fullmatch
_odd = re.compile(r"[^A-Za-z0-9.]+")
_LONGEST = 50_000
_lower = re.compile(r"\s(?:and|or|with|And|Or|With)\s").search
_DECLARED = (LicenseRole.DECLARED, LicenseRole.UNMARKED)


class Expressions:
    """Makes expressions that SPDX accepts and remembers the texts of licenses that are on no list."""

    def __init__(self, bom: Bom) -> None:
        self.texts: dict[str, LicenseText] = {one.id: one for one in bom.license_texts if _own(one.id)}
        self._known: dict[LicenseEntry, str] = {}

    def declared(self, entries: Iterable[LicenseEntry]) -> str:
        """What the author says; entries that nobody marked count as declared. Empty when nothing is said."""
        return self._joined(one for one in entries if one.role in _DECLARED)

    def concluded(self, entries: Iterable[LicenseEntry]) -> str:
        """What the maker of the SBOM concludes; empty when nothing is said."""
        return self._joined(one for one in entries if one.role is LicenseRole.CONCLUDED)

    def one(self, entry: LicenseEntry) -> str:
        """The expression of one entry."""
        known = self._known.get(entry)
        if known is None:
            known = self._known[entry] = self._expression(entry)
        return known

    def _joined(self, entries: Iterable[LicenseEntry]) -> str:
        """Several hold all at once: a list leaves that open, and this is how it is mostly meant."""
        told = list(dict.fromkeys(self.one(entry) for entry in entries))
        real = [one for one in told if one not in _ABSENT] or told[:1]
        if len(real) < 2:
            return "".join(real)
        return " AND ".join(f"({one})" if " OR " in one or " AND " in one else one for one in real)

    def _expression(self, entry: LicenseEntry) -> str:
        raw = entry.raw.strip()
        if raw in _ABSENT:
            return raw
        if _own(raw) and ":" not in raw and (entry.text or entry.url):
            told = LicenseText(raw, "", entry.text, (entry.url,) if entry.url else ())
            if self.texts.get(raw, told) not in (told, LicenseText(raw)):
                return self._reference(raw, entry)
            self.texts[raw] = told
            return raw
        found = parse(raw) if raw and len(raw) < _LONGEST else None
        if not isinstance(found, (Leaf, And, Or)):
            return self._reference(raw, entry)
        spelled = [self._leaf(leaf) for leaf in leaves(found)]
        if not all(spelled):
            return self._reference(raw, entry)
        return raw if all(word in raw for word in spelled) and not _lower(raw) else self._written(found)

    def _written(self, tree: Tree) -> str:
        if isinstance(tree, Leaf):
            return self._leaf(tree)
        inner = [f"({self._written(part)})" if isinstance(part, (And, Or)) else self._leaf(part) for part in tree.parts]
        return (" AND " if isinstance(tree, And) else " OR ").join(inner)

    def _leaf(self, leaf: Leaf) -> str:
        """How the list spells a leaf; empty for what is on no list and no reference of its own."""
        name = leaf.license
        if _own(name):
            if ":" not in name:
                self.texts.setdefault(name, LicenseText(name))
            spelled = name
        else:
            spelled = spdx.license_id(name) or ""
            if not spelled and name.endswith("+"):
                base = spdx.license_id(name[:-1])
                spelled = f"{base}+" if base else ""
        if not leaf.exception or not spelled:
            return spelled
        exception = spdx.exception(leaf.exception)
        return f"{spelled} WITH {exception}" if exception else ""

    def _reference(self, raw: str, entry: LicenseEntry) -> str:
        """A reference of our own for what is on no list; equal words and texts get the same one."""
        name = raw or entry.url
        slug = _odd.sub("-", name)[:40].strip("-.") or "text"
        ref = f"LicenseRef-osscan-{slug}"
        told = LicenseText(ref, name, entry.text, (entry.url,) if entry.url else ())
        if self.texts.get(ref, told) != told or _odd.search(name) or len(name) > 40:
            digest = sha256(f"{name}\0{entry.text}\0{entry.url}".encode("utf-8", "surrogatepass")).hexdigest()
            ref = f"{ref}-{digest[:8]}"
        self.texts[ref] = told._replace(id=ref)
        return ref
