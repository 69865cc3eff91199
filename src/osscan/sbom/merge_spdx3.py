"""SPDX 3 graphs become one: elements are united where nothing contradicts, ids stay unique, and one SpdxDocument holds them all."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any
from uuid import UUID

from osscan import __version__
from osscan.model.sbom_merge import Conflict, ConflictKind, Frame, Given, Whole
from osscan.sbom.luggage import packed
from osscan.sbom.merge_cyclonedx import MERGED_FROM, NOT_KEPT
from osscan.sbom.own_texts import renamed
from osscan.sbom.spdx3_contested import Contested
from osscan.sbom.spdx3_facts import facts
from osscan.sbom.spdx3_graph import id_of, kind_of
from osscan.sbom.taking import tables, text, texts
from osscan.sbom.uniting import Entry, Names, Row, Shelf, canonical, new_rows, union

_SAID = "osscan:licenses"
_BESIDE = frozenset({"spdxId", "@id", "creationInfo"})
_INFO = "_:osscan-merge"
_LISTS = (
    "rootElement",
    "element",
    "profileConformance",
    "namespaceMap",
    "import",
    "verifiedUsing",
    "externalRef",
    "externalIdentifier",
    "extension",
)
_TEXTS = frozenset({"type", "@type", "name", "summary", "description", "comment", "statement"})
"""Members whose words are never ids."""


def merged(given: Sequence[Given], frame: Frame, identity: UUID) -> Whole:
    """The graphs as one, whose document has this identity."""
    return _Merging(given, frame, identity).whole()


class _Merging:
    def __init__(self, given: Sequence[Given], frame: Frame, identity: UUID) -> None:
        self._given = given
        self._frame = frame
        self._base = f"urn:uuid:{identity}"
        self._names = Names()
        self._names.taken |= {self._base: -1, _INFO: -1}
        self._conflicts: list[Conflict] = []
        self._united = 0
        self._shelf = Shelf(_keys, _BESIDE, id_of)
        self._graph: dict[bytes, Row] = {}
        self._document: Row = {}
        self._not_kept: list[Any] = []
        self._mark = ""
        self._contested = Contested([one.document for one in given])

    def whole(self) -> Whole:
        for number, given in enumerate(self._given):
            self._names.begin(number)
            self._mark = given.digest[:8]
            self._take(number, given.document)
        rows = [_row_of(entry) for entry in self._shelf.entries]
        rows += self._graph.values()
        notes = list(self._notes())
        info = {
            "@id": _INFO,
            "type": "CreationInfo",
            "specVersion": "3.0.1",
            "created": self._frame.created,
            "createdBy": [self._agent()],
        }
        agent = {"type": "SoftwareAgent", "spdxId": self._agent(), "creationInfo": _INFO, "name": f"osscan-{__version__}"}
        document = {
            "type": "SpdxDocument",
            "spdxId": self._base,
            "creationInfo": _INFO,
            "name": " ".join(one for one in (self._name(), self._frame.version) if one),
            **self._document,
        }
        document["rootElement"] = document.get("rootElement") or [row["spdxId"] for row in rows if "spdxId" in row][:1]
        document["profileConformance"] = document.get("profileConformance") or ["core", "software"]
        context = self._given[0].document.get("@context", "https://spdx.org/rdf/3.0.1/spdx-context.jsonld")
        return Whole(
            {"@context": context, "@graph": [info, agent, document, *rows, *notes]}, tuple(self._conflicts), self._united
        )

    def _take(self, number: int, document: Row) -> None:
        elements = [row for _, row in tables(document, "@graph")]
        if not elements and "spdxId" in document:
            elements = [{key: value for key, value in document.items() if key != "@context"}]
        bom = facts(document)
        marks = self._contested.marks(bom)
        said = {part.ref: sorted({f"{one.role} {renamed(one.raw, marks)}" for one in part.licenses}) for part in bom.parts}
        elements, expressions = self._contested.expressions(elements, document, self._mark)
        waiting: list[tuple[Entry, Row, bool]] = []
        others: list[Row] = []
        for row in elements:
            kind, ref = kind_of(row), id_of(row)
            if kind == "SpdxDocument":
                self._names.meet(ref, self._base)
            elif kind in ("CreationInfo", "Relationship", "LifecycleScopedRelationship", "Annotation") or not ref:
                others.append(row)
            else:
                self._place({**row, _SAID: said[ref]} if said.get(ref) else row, number, waiting)
        for row in expressions:
            self._place(_rewritten(row, self._names.became), number, waiting)
        fresh = [(row, self._fresh(row)) for row in others]
        became = self._names.became
        for entry, row, is_new in waiting:
            told = _rewritten(row, became)
            entry.row = told if is_new else union(entry.row, told, _BESIDE)
        for row, ref in fresh:
            self._keep(_rewritten(row, became), ref)
        for row in elements:
            if kind_of(row) == "SpdxDocument":
                self._take_document(_rewritten(row, became), number)

    def _place(self, row: Row, number: int, waiting: list[tuple[Entry, Row, bool]]) -> None:
        entry, against = self._shelf.take(row, number)
        ref = id_of(row)
        if against is not None:
            inputs = (", ".join(one.path for one in self._given[:number]), self._given[number].path)
            title = f"{text(row, 'name') or ref} {text(row, 'software_packageVersion')}".strip()
            member = "licenses" if against.member == _SAID else against.member
            self._conflicts.append(Conflict(ConflictKind.PART, title, member, against.first, against.second, inputs))
        if entry.inputs == [number]:
            entry.ref = self._names.give(ref, self._mark)
            if entry.ref != ref:
                owner = max(self._names.taken.get(ref, number), 0)
                inputs = (self._given[owner].path, self._given[number].path)
                self._conflicts.append(Conflict(ConflictKind.REF, ref, "spdxId", ref, ref, inputs, entry.ref))
            waiting.append((entry, row, True))
            return
        self._united += 1
        self._names.meet(ref, entry.ref)
        waiting.append((entry, row, False))

    def _fresh(self, row: Row) -> str:
        """The id that an element may have if it is new."""
        ref = id_of(row)
        if not ref:
            return ""
        owner = self._names.taken.get(ref)
        return self._names.give(ref, self._mark) if owner is None or owner >= 0 else ref

    def _keep(self, row: Row, ref: str) -> None:
        """Relationships and the like: equal ones once. Who created them when is told by the element that came first."""
        kind = kind_of(row)
        beside = frozenset({"spdxId", "@id"}) if kind == "CreationInfo" else _BESIDE
        key = canonical(
            {name: value for name, value in row.items() if name not in beside} | ({"@id": ref} if kind == "CreationInfo" else {})
        )
        if key not in self._graph:
            name = "@id" if "@id" in row and "spdxId" not in row else "spdxId"
            self._graph[key] = {**row, name: ref} if ref else row

    def _take_document(self, row: Row, number: int) -> None:
        for key, value in row.items():
            if key in ("type", "@type", "spdxId", "@id", "creationInfo", "name"):
                continue
            mine = self._document.get(key)
            if mine is None:
                self._document[key] = value
            elif key in _LISTS and isinstance(mine, list) and isinstance(value, list):
                self._document[key] = [*mine, *new_rows(mine, value)]
            elif mine != value:
                inputs = (self._given[0].path, self._given[number].path)
                self._conflicts.append(Conflict(ConflictKind.DOCUMENT, "", key, mine, value, inputs))
                self._not_kept.append({key: value})

    def _name(self) -> str:
        names = {
            text(row, "name")
            for given in self._given
            for _, row in tables(given.document, "@graph")
            if kind_of(row) == "SpdxDocument"
        }
        return self._frame.name or " + ".join(sorted(names - {""})) or "merged"

    def _agent(self) -> str:
        return f"{self._base}#osscan"

    def _notes(self) -> Iterator[Row]:
        """An annotation for each input, and one for each value that could not stay."""
        told = [f"{MERGED_FROM} {packed(_source(given))}" for given in self._given]
        told += [f"{NOT_KEPT} {packed(one)}" for one in self._not_kept]
        for position, statement in enumerate(told):
            yield {
                "type": "Annotation",
                "spdxId": f"{self._base}#merge-{position}",
                "creationInfo": _INFO,
                "annotationType": "other",
                "subject": self._base,
                "statement": statement,
            }


def _keys(row: Row) -> Iterator[Hashable]:
    """The id itself, the package URL, or each hash together with name and version."""
    kind = kind_of(row)
    if ref := id_of(row):
        yield ("id", ref)
    if kind not in ("software_Package", "software_File"):
        return
    for purl in texts(row, "software_packageUrl"):
        yield (kind, purl.strip())
    name = (text(row, "name"), text(row, "software_packageVersion"))
    for _, told in tables(row, "verifiedUsing"):
        if digest := text(told, "hashValue"):
            yield (kind, text(told, "algorithm"), digest.lower(), *name)


def _row_of(entry: Entry) -> Row:
    row = {key: value for key, value in entry.row.items() if key != _SAID}
    name = "@id" if "@id" in row and "spdxId" not in row else "spdxId"
    return {**row, name: entry.ref}


def _rewritten(value: Any, became: dict[str, str], key: str = "") -> Any:
    """The same with the ids that things have now."""
    if not became:
        return value
    if isinstance(value, dict):
        return {name: _rewritten(inner, became, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_rewritten(inner, became, key) for inner in value]
    return became.get(value, value) if isinstance(value, str) and key not in _TEXTS else value


def _source(given: Given) -> dict[str, str]:
    name = given.path.rpartition("/")[2]
    return {"file": name, **({"address": given.address} if given.address else {}), "sha256": given.digest}
