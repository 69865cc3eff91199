"""SPDX 2 documents become one: packages and files are united where nothing contradicts, ids and license names stay unique."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from osscan import __version__
from osscan.model.claim import NOASSERTION, NONE
from osscan.model.sbom_merge import Conflict, ConflictKind, Frame, Given, Whole
from osscan.sbom.luggage import packed
from osscan.sbom.merge_cyclonedx import MERGED_FROM, NOT_KEPT
from osscan.sbom.own_texts import references, renamed
from osscan.sbom.taking import table, tables, text, texts
from osscan.sbom.uniting import Clash, Entry, Names, Row, Shelf, new_rows, union

DOCUMENT = "SPDXRef-DOCUMENT"
_BESIDE = frozenset({"SPDXID"})
_LEVELS = ("packages", "files", "snippets")
_LINKS = frozenset(
    {"spdxElementId", "relatedSpdxElement", "documentDescribes", "hasFiles", "snippetFromFile", "reference", "fileDependencies"}
)
_LICENSED = frozenset(
    {"licenseConcluded", "licenseDeclared", "licenseInfoFromFiles", "licenseInfoInFiles", "licenseInfoInSnippets"}
)
_LISTS = ("annotations", "relationships", "revieweds", "documentDescribes")
_HANDLED = frozenset(
    {
        *_LEVELS,
        *_LISTS,
        "externalDocumentRefs",
        "hasExtractedLicensingInfos",
        "creationInfo",
        "SPDXID",
        "spdxVersion",
        "documentNamespace",
        "name",
    }
)
_SILENT = frozenset({"", NONE, NOASSERTION})
_foreign = re.compile(r"DocumentRef-[A-Za-z0-9.+-]+")


def merged(given: Sequence[Given], frame: Frame, identity: UUID) -> Whole:
    """The documents as one, which has this identity."""
    return _Merging(given, frame, identity).whole()


class _Merging:
    def __init__(self, given: Sequence[Given], frame: Frame, identity: UUID) -> None:
        self._given = given
        self._frame = frame
        self._identity = identity
        self._names = Names()
        self._names.taken[DOCUMENT] = -1
        self._conflicts: list[Conflict] = []
        self._united = 0
        self._shelves = {name: Shelf(_keys, _BESIDE, lambda row: text(row, "SPDXID")) for name in _LEVELS}
        self._licenses: dict[str, tuple[Row, int]] = {}
        self._foreign: dict[str, tuple[Row, int]] = {}
        self._lists: dict[str, list[Any]] = {}
        self._document: Row = {}
        self._said: dict[str, int] = {}
        self._not_kept: list[Any] = []
        self._mark = ""

    def whole(self) -> Whole:
        for number, given in enumerate(self._given):
            self._names.begin(number)
            self._mark = given.digest[:8]
            self._take(number, given.document)
        first = self._given[0].document
        document: Row = {
            "spdxVersion": first.get("spdxVersion", "SPDX-2.3"),
            "dataLicense": first.get("dataLicense", "CC0-1.0"),
            "SPDXID": DOCUMENT,
            "name": self._name(),
            "documentNamespace": f"urn:uuid:{self._identity}",
            "creationInfo": self._creation(),
        }
        if self._foreign:
            document["externalDocumentRefs"] = [row for row, _ in self._foreign.values()]
        if self._licenses:
            document["hasExtractedLicensingInfos"] = [row for row, _ in self._licenses.values()]
        document |= {key: value for key, value in self._document.items() if key not in document}
        for name, shelf in self._shelves.items():
            if shelf.entries or any(name in given.document for given in self._given):
                document[name] = [_row_of(entry) for entry in shelf.entries]
        document |= self._lists
        document["annotations"] = [*self._lists.get("annotations", []), *self._sources()]
        return Whole(document, tuple(self._conflicts), self._united)

    def _take(self, number: int, document: Row) -> None:
        self._names.meet(text(document, "SPDXID"), DOCUMENT)
        spoken = self._take_named(number, document) | self._unexplained(number, document)
        waiting: list[tuple[Entry, Row, bool]] = []
        for name in _LEVELS:
            for _, row in tables(document, name):
                self._place(self._shelves[name], _respelled(row, spoken), number, waiting)
        became = self._names.became
        for entry, row, is_new in waiting:
            told = _rewritten(row, became)
            entry.row = told if is_new else union(entry.row, told, _BESIDE)
        for name in _LISTS:
            if name in document and isinstance(document[name], list):
                rows = self._lists.setdefault(name, [])
                told = _rewritten(_respelled({name: document[name]}, spoken), became)[name]
                rows += new_rows(rows, [row for row in told if not _is_ours(row)])
        for key, value in document.items():
            if key not in _HANDLED:
                self._take_single(key, _rewritten(_respelled(value, spoken), became, key), number)

    def _take_named(self, number: int, document: Row) -> dict[str, str]:
        """Takes license texts and addresses of other documents; names that mean something else already become others."""
        spoken: dict[str, str] = {}
        for _, row in tables(document, "externalDocumentRefs"):
            self._name_row(self._foreign, row, "externalDocumentId", text(row, "spdxDocument"), number, spoken)
        for _, row in tables(document, "hasExtractedLicensingInfos"):
            words = f"{_meaning(row, 'licenseId')}\0{_name_words(row)}"
            mark = sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
            self._name_row(self._licenses, row, "licenseId", mark, number, spoken)
        return spoken

    def _unexplained(self, number: int, document: Row) -> dict[str, str]:
        """New names for licenses that a document names and does not explain, where another one explains that name."""
        own = _explained(document).keys()
        others = {
            name: (told, given.path)
            for given in self._given
            for name, told in _explained(given.document).items()
            if name not in own
        }
        spoken = {name: f"{name}-{self._mark}" for name in sorted(_named(document, others.keys()))} if others else {}
        for name, fresh in spoken.items():
            told, path = others[name]
            inputs = (path, self._given[number].path)
            self._conflicts.append(Conflict(ConflictKind.LICENSE, name, "licenseId", told, "", inputs, fresh))
        return spoken

    def _name_row(
        self, known: dict[str, tuple[Row, int]], row: Row, key: str, meaning: str, number: int, spoken: dict[str, str]
    ) -> None:
        name = text(row, key)
        other = known.get(name)
        if other is None:
            known[name] = (row, number)
            return
        former, owner = other
        if _is_same(former, row, key):
            known[name] = (union(former, row, frozenset({"comment"})), owner)
            return
        fresh = f"{name}-{(meaning if key == 'licenseId' else sha256(meaning.encode()).hexdigest())[:8]}"
        spoken[name] = fresh
        if fresh not in known:
            known[fresh] = ({**row, key: fresh}, number)
            inputs = (self._given[owner].path, self._given[number].path)
            told = (_meaning(former, key), _meaning(row, key))
            if told[0] == told[1]:
                told = (text(former, "name"), text(row, "name"))
            self._conflicts.append(
                Conflict(ConflictKind.LICENSE if key == "licenseId" else ConflictKind.REF, name, key, *told, inputs, fresh)
            )

    def _place(self, shelf: Shelf, row: Row, number: int, waiting: list[tuple[Entry, Row, bool]]) -> None:
        entry, against = shelf.take(row, number)
        ref = text(row, "SPDXID")
        if against is not None:
            self._tell_part(row, against, number)
        if entry.inputs == [number]:
            entry.ref = self._names.give(ref, self._mark) if ref else ""
            if entry.ref != ref:
                owner = self._names.taken.get(ref, number)
                inputs = (self._given[max(owner, 0)].path, self._given[number].path)
                self._conflicts.append(Conflict(ConflictKind.REF, ref, "SPDXID", ref, ref, inputs, entry.ref))
            waiting.append((entry, row, True))
            return
        self._united += 1
        self._names.meet(ref, entry.ref)
        waiting.append((entry, row, False))

    def _take_single(self, key: str, value: Any, number: int) -> None:
        mine = self._document.get(key)
        if mine is None:
            self._document[key] = value
            self._said[key] = number
        elif isinstance(mine, list) and isinstance(value, list):
            self._document[key] = [*mine, *new_rows(mine, value)]
        elif mine != value and key == "comment" and isinstance(mine, str) and isinstance(value, str):
            if value not in mine.split("\n\n"):
                self._document[key] = f"{mine}\n\n{value}"
        elif mine != value:
            inputs = (self._given[self._said[key]].path, self._given[number].path)
            self._conflicts.append(Conflict(ConflictKind.DOCUMENT, "", key, mine, value, inputs))
            self._not_kept.append({key: value})

    def _name(self) -> str:
        names = sorted({text(given.document, "name") for given in self._given} - {""})
        return " ".join(one for one in (self._frame.name or " + ".join(names) or "merged", self._frame.version) if one)

    def _creation(self) -> Row:
        infos = [table(given.document, "creationInfo") for given in self._given]
        creators = dict.fromkeys(creator for info in infos for creator in texts(info, "creators"))
        creators[f"Tool: osscan-{__version__}"] = None
        found: Row = {"created": self._frame.created, "creators": list(creators)}
        comments = dict.fromkeys(comment for info in infos if (comment := text(info, "comment")))
        if comments:
            found["comment"] = "\n\n".join(comments)
        versions = sorted({version for info in infos if (version := text(info, "licenseListVersion"))})
        if versions:
            found["licenseListVersion"] = versions[-1]
        return found

    def _sources(self) -> list[Row]:
        """An annotation for each input, and one for each value that could not stay."""
        told = [f"{MERGED_FROM} {packed(_source(given))}" for given in self._given]
        told += [f"{NOT_KEPT} {packed(one)}" for one in self._not_kept]
        frame = {"annotationDate": self._frame.created, "annotationType": "OTHER", "annotator": f"Tool: osscan-{__version__}"}
        return [{**frame, "comment": comment} for comment in told]

    def _tell_part(self, row: Row, against: Clash, number: int) -> None:
        title = f"{text(row, 'name') or text(row, 'fileName')} {text(row, 'versionInfo')}".strip()
        inputs = (", ".join(one.path for one in self._given[:number]), self._given[number].path)
        self._conflicts.append(Conflict(ConflictKind.PART, title, against.member, against.first, against.second, inputs))


def _keys(row: Row) -> Iterator[Hashable]:
    """Package URLs, or each checksum together with name and version."""
    for _, told in tables(row, "externalRefs"):
        if text(told, "referenceType").rpartition("/")[2] == "purl" and (locator := text(told, "referenceLocator").strip()):
            yield locator
    name = (text(row, "name") or text(row, "fileName"), text(row, "versionInfo"))
    for _, told in tables(row, "checksums"):
        if digest := text(told, "checksumValue"):
            yield (text(told, "algorithm"), digest.lower(), *name)


def _row_of(entry: Entry) -> Row:
    return {**entry.row, "SPDXID": entry.ref} if entry.ref else entry.row


def _explained(document: Row) -> dict[str, str]:
    """What a document says of each license of its own."""
    rows = (row for _, row in tables(document, "hasExtractedLicensingInfos"))
    return {text(row, "licenseId"): _meaning(row, "licenseId") or _name_words(row) for row in rows}


def _named(value: Any, among: Collection[str]) -> set[str]:
    """The names of these that licenses in a document bear."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list):
            waiting += here
        elif isinstance(here, dict):
            for key, inner in here.items():
                if isinstance(inner, (dict, list)) and key not in _LICENSED:
                    waiting.append(inner)
                elif key in _LICENSED:
                    said = inner if isinstance(inner, list) else [inner]
                    found.update(name for one in said if isinstance(one, str) for name in references(one))
    return found & set(among)


def _is_same(former: Row, row: Row, key: str) -> bool:
    """Whether two rows of one id mean the same; where the texts of licenses say nothing, their names have to."""
    first, second = _meaning(former, key), _meaning(row, key)
    if first != second or key != "licenseId":
        return first == second
    names = {_name_words(former), _name_words(row)}
    return len(names) == 1 or (first.upper() not in _SILENT and "" in names)


def _name_words(row: Row) -> str:
    return " ".join(text(row, "name").split())


def _meaning(row: Row, key: str) -> str:
    return " ".join(text(row, "extractedText").split()) if key == "licenseId" else text(row, "spdxDocument")


def _is_ours(row: Any) -> bool:
    return isinstance(row, dict) and text(row, "comment").startswith((f"{MERGED_FROM} ", f"{NOT_KEPT} "))


def _respelled(value: Any, spoken: dict[str, str], key: str = "") -> Any:
    """The same with the names that licenses and foreign documents have now."""
    if not spoken:
        return value
    if isinstance(value, dict):
        return {name: _respelled(inner, spoken, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_respelled(inner, spoken, key) for inner in value]
    if isinstance(value, str) and (key in _LICENSED or key in _LINKS):
        value = _foreign.sub(lambda found: spoken.get(found[0], found[0]), value)
        return renamed(value, spoken)
    return value


def _rewritten(value: Any, became: dict[str, str], key: str = "") -> Any:
    """The same with the ids that things have now."""
    if not became:
        return value
    if isinstance(value, dict):
        return {name: _rewritten(inner, became, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_rewritten(inner, became, key) for inner in value]
    return became.get(value, value) if isinstance(value, str) and key in _LINKS else value


def _source(given: Given) -> dict[str, str]:
    name = given.path.rpartition("/")[2]
    return {"file": name, **({"address": given.address} if given.address else {}), "sha256": given.digest}
