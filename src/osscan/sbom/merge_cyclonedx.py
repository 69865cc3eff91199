"""CycloneDX documents become one: components are united where nothing contradicts, keys stay unique, and every input is named."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from typing import Any
from uuid import UUID

from osscan import __version__
from osscan.model.sbom_merge import Conflict, ConflictKind, Frame, Given, Whole
from osscan.sbom.luggage import packed
from osscan.sbom.taking import table, tables, text, texts
from osscan.sbom.uniting import Clash, Entry, Names, Row, Shelf, canonical, clash, free, new_rows, union

MERGED_FROM, NOT_KEPT = "osscan:merged-from", "osscan:merge-not-kept"
_BESIDE = frozenset({"bom-ref", "components"})
_LINKS = frozenset(
    {
        *(
            "ref",
            "dependsOn",
            "provides",
            "assemblies",
            "dependencies",
            "vulnerabilities",
            "subjects",
            "tools",
            "target",
            "claims",
        ),
        *(
            "evidence",
            "counterEvidence",
            "counterClaims",
            "mitigationStrategies",
            "requirement",
            "requirements",
            "parent",
            "assessor",
        ),
        *(
            "attributedTo",
            "process",
            "members",
            "asserter",
            "patentRefs",
            "algorithm",
            "algorithmRef",
            "algorithms",
            "cryptoRefArray",
        ),
        *("signatureAlgorithmRef", "subjectPublicKeyRef", "source", "destination"),
    }
)
"""Members that hold keys as texts or lists of texts (schema 1.7: refType, refLinkType, bomLinkElementType)."""
_LISTS = (
    "services",
    "externalReferences",
    "vulnerabilities",
    "compositions",
    "annotations",
    "formulation",
    "citations",
    "properties",
)
_HANDLED = frozenset(
    {*_LISTS, "components", "dependencies", "metadata", "signature", "bomFormat", "specVersion", "serialNumber", "version"}
)
_ASK_VERSION = ("1.2", "1.3")
"""Versions of the format in which a component must have one."""
_UNITED = ("authors", "lifecycles", "licenses", "properties")
"""Lists of the metadata of which all inputs' entries stay."""
_STAND_IN = "library"
"""The type that is written for a part of which nobody says what it is."""
_uuid = re.compile(r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE).fullmatch


def merged(given: Sequence[Given], frame: Frame, identity: UUID) -> Whole:
    """The documents as one, which has this identity; documents are given in an order of their own, so that no other order matters."""
    return _Merging(given, frame, identity).whole()


def address(document: dict[str, Any]) -> str:
    """The BOM-Link of a document; empty where it has no serial number that makes one."""
    serial = _uuid(text(document, "serialNumber"))
    edition = document.get("version", 1)
    return f"urn:cdx:{serial[1].lower()}/{edition if isinstance(edition, int) else 1}" if serial else ""


class _Merging:
    def __init__(self, given: Sequence[Given], frame: Frame, identity: UUID) -> None:
        self._given = given
        self._frame = frame
        self._identity = identity
        self._names = Names()
        self._conflicts: list[Conflict] = []
        self._united = 0
        self._level = _shelf()
        self._lists: dict[str, list[Row]] = {}
        self._counted: dict[str, dict[bytes, list[str]]] = {}
        self._needs: dict[str, Row] = {}
        self._needs_told: dict[str, int] = {}
        self._document: Row = {}
        self._said: dict[str, int] = {}
        self._not_kept: list[Any] = []
        self._mark = ""
        self._untyped: list[tuple[Entry, int]] = []

    def whole(self) -> Whole:
        shared = self._shared_root()
        root_refs: list[str] = []
        for number, given in enumerate(self._given):
            self._names.begin(number)
            self._mark = given.digest[:8]
            root_refs += self._take(number, given.document, shared)
        for entry, number in self._untyped:
            if self._given[number].unsaid:
                entry.row.setdefault("type", _STAND_IN)
        root = _row_of(shared.entries[0]) if shared is not None and shared.entries else self._new_root(root_refs)
        metadata = self._metadata(root)
        document: Row = {"bomFormat": "CycloneDX", "specVersion": self._given[0].document.get("specVersion", "1.6")}
        schema = self._given[0].document.get("$schema")
        if isinstance(schema, str):
            document = {"$schema": schema, **document}
        document |= {"serialNumber": f"urn:uuid:{self._identity}", "version": 1, "metadata": metadata}
        if self._level.entries or any("components" in given.document for given in self._given):
            document["components"] = [_row_of(entry) for entry in self._level.entries]
        for name in _LISTS:
            if name in self._lists:
                document[name] = self._lists[name]
        if self._needs or any("dependencies" in given.document for given in self._given):
            document["dependencies"] = list(self._needs.values())
        document |= {key: value for key, value in self._document.items() if key not in document}
        _make_unique(document)
        return Whole(document, tuple(self._conflicts), self._united)

    def _shared_root(self) -> Shelf | None:
        """The one component that all inputs are about; None where they are about several or the caller names another."""
        shelf = _shelf()
        for number, given in enumerate(self._given):
            root = table(given.document, "metadata").get("component")
            if isinstance(root, dict) and root:
                shelf.take(self._as_said(root, number), number)
        if len(shelf.entries) > 1:
            return None
        named = shelf.entries[0].row if shelf.entries else {}
        frame = self._frame
        other = (frame.name and frame.name != named.get("name")) or (frame.version and frame.version != named.get("version"))
        if other or (not named and len(self._given) > 1):
            return None
        return _shelf()

    def _take(self, number: int, document: Row, shared: Shelf | None) -> list[str]:
        """Takes one input; the keys of what it is about where that is no longer what the whole is about."""
        waiting: list[tuple[Entry, Row, bool]] = []
        refs: list[str] = []
        root = table(document, "metadata").get("component")
        if isinstance(root, dict) and root:
            if shared is not None:
                self._place(shared, root, number, waiting)
            else:
                entry = self._place(self._level, self._with_address(root, number), number, waiting)
                if not entry.ref:
                    entry.ref = self._names.give(f"merged-{number + 1}", self._mark)
                refs.append(entry.ref)
        for _, row in tables(document, "components"):
            self._place(self._level, row, number, waiting)
        became = self._names.became
        for _, row, is_new in waiting:
            if is_new:
                self._reserve(row)
        for entry, row, is_new in waiting:
            told = _rewritten(row, became)
            entry.row = told if is_new else union(entry.row, _aligned(told, entry.row), _BESIDE)
        about = refs[0] if refs else ""
        for name in _LISTS:
            self._take_list(name, document, about)
        for row in _needs_of(document):
            self._take_needs(_rewritten(row, became), number)
        self._take_rest(document, number)
        return refs

    def _place(self, shelf: Shelf, row: Row, number: int, waiting: list[tuple[Entry, Row, bool]]) -> Entry:
        ref = text(row, "bom-ref")
        row = self._as_said(row, number)
        entry, against = shelf.take(row, number)
        is_new = entry.inputs == [number]
        if "type" not in row:
            self._untyped.append((entry, number))
        if against is not None:
            self._tell_part(row, against, number)
        if is_new:
            if ref:
                entry.ref = self._names.give(ref, self._mark)
                if entry.ref != ref:
                    self._tell_ref(ref, entry.ref, number)
            waiting.append((entry, _shell(row), True))
        else:
            self._united += 1
            if entry.ref:
                self._names.meet(ref, entry.ref)
            elif ref:
                entry.ref = self._names.give(ref, self._mark)
            if canonical(_shell(entry.row)) != canonical(_shell(row)):
                waiting.append((entry, _shell(row), False))
        if "components" in row:
            if entry.below is None:
                entry.below = _shelf()
            for _, inner in tables(row, "components"):
                self._place(entry.below, inner, number, waiting)
        return entry

    def _as_said(self, row: Row, number: int) -> Row:
        """A component without the type that stands there because the format wants one: silence contradicts nothing."""
        is_unsaid = text(row, "bom-ref") in self._given[number].unsaid and row.get("type") == _STAND_IN
        return {key: value for key, value in row.items() if key != "type"} if is_unsaid else row

    def _with_address(self, root: Row, number: int) -> Row:
        """What an input was about, with a reference to the document that it was about it in."""
        link = self._given[number].address
        if not link:
            return root
        return {
            **root,
            "externalReferences": [*(row for _, row in tables(root, "externalReferences")), {"type": "bom", "url": link}],
        }

    def _reserve(self, value: Any) -> None:
        """Gives keys to things inside of an entry that have some."""
        waiting = [value]
        while waiting:
            told = waiting.pop()
            if isinstance(told, dict):
                ref = told.get("bom-ref")
                if isinstance(ref, str) and ref and ref not in self._names.became:
                    self._names.give(ref, self._mark)
                waiting += told.values()
            elif isinstance(told, list):
                waiting += told

    def _take_list(self, name: str, document: Row, about: str) -> None:
        """Entries that are equal but for their keys are one; all others stay, as often as an input has them."""
        if name not in document:
            return
        rows = self._lists.setdefault(name, [])
        known = self._counted.setdefault(name, {})
        met: dict[bytes, int] = {}
        for _, row in tables(document, name):
            told = _rewritten({key: value for key, value in row.items() if key != "bom-ref"}, self._names.became)
            if name == "compositions" and about and not told.get("assemblies") and not told.get("dependencies"):
                told = {**told, "assemblies": [about]}
            key = canonical(told)
            met[key] = met.get(key, 0) + 1
            refs = known.setdefault(key, [])
            ref = text(row, "bom-ref")
            if met[key] <= len(refs):
                self._names.meet(ref, refs[met[key] - 1])
                continue
            fresh = self._names.give(ref, self._mark) if ref else ""
            refs.append(fresh)
            self._reserve(told)
            told = _rewritten(told, self._names.became)
            rows.append({"bom-ref": fresh, **told} if fresh else told)

    def _take_needs(self, row: Row, number: int) -> None:
        ref = text(row, "ref") or f"/dependencies/{len(self._needs)}"
        known = self._needs.get(ref)
        if known is None:
            self._needs[ref] = row
            self._needs_told[ref] = number
            return
        both: Row = {
            key: list(dict.fromkeys((*texts(known, key), *texts(row, key))))
            for key in ("dependsOn", "provides")
            if key in known or key in row
        }
        if any(set(texts(one, key)) != set(both[key]) for key in both for one in (known, row)):
            first = self._needs_told[ref]
            told = (list(texts(known, "dependsOn")), list(texts(row, "dependsOn")))
            inputs = (self._given[first].path, self._given[number].path)
            if set(told[0]) != set(told[1]):
                self._conflicts.append(Conflict(ConflictKind.DEPENDENCIES, ref, "dependsOn", *told, inputs))
            self._needs[ref] = {**row, **known, **both}

    def _take_rest(self, document: Row, number: int) -> None:
        """Members that stand once: what is said alike or by one input alone is kept."""
        for key, value in document.items():
            if key not in _HANDLED and key != "$schema":
                self._take_single(self._document, key, _rewritten(value, self._names.became), number)

    def _take_single(self, holder: Row, key: str, value: Any, number: int) -> None:
        if key not in holder:
            holder[key] = value
            self._said[key] = number
            return
        mine = holder[key]
        if mine == value:
            return
        if isinstance(mine, dict) and isinstance(value, dict) and clash(mine, value, frozenset()) is None:
            holder[key] = union(mine, value, frozenset())
        elif isinstance(mine, list) and isinstance(value, list):
            holder[key] = [*mine, *new_rows(mine, value)]
        else:
            inputs = (self._given[self._said[key]].path, self._given[number].path)
            self._conflicts.append(Conflict(ConflictKind.DOCUMENT, "", key, mine, value, inputs))
            self._not_kept.append({key: value})

    def _new_root(self, refs: list[str]) -> Row | None:
        """What the whole is about, when no input is about it."""
        names = sorted({text(table(table(given.document, "metadata"), "component"), "name") for given in self._given} - {""})
        name = self._frame.name or " + ".join(names)
        if not name:
            return None
        ref = self._names.give(f"merged-{self._identity}", "0")
        wanted = list(dict.fromkeys(refs))
        self._needs = {ref: {"ref": ref, "dependsOn": wanted}, **self._needs}
        is_asked = self._given[0].document.get("specVersion") in _ASK_VERSION
        version = {"version": self._frame.version} if self._frame.version or is_asked else {}
        return {"type": "application", "bom-ref": ref, "name": name, **version}

    def _metadata(self, root: Row | None) -> Row:
        found: Row = {
            "timestamp": self._frame.created,
            "tools": _tools([table(given.document, "metadata").get("tools") for given in self._given]),
        }
        single: Row = {}
        for number, given in enumerate(self._given):
            for key, value in table(given.document, "metadata").items():
                if key in _UNITED:
                    rows = found.setdefault(key, [])
                    if isinstance(value, list):
                        rows += new_rows(rows, value)
                    else:
                        self._not_kept.append({key: value})
                elif key not in ("timestamp", "tools", "component"):
                    self._take_single(single, key, value, number)
        found |= single
        if root is not None:
            found["component"] = root
        rows = [
            row
            for row in found.pop("properties", [])
            if not (isinstance(row, dict) and row.get("name") in (MERGED_FROM, NOT_KEPT))
        ]
        rows += [{"name": MERGED_FROM, "value": packed(_source(given))} for given in self._given]
        rows += [{"name": NOT_KEPT, "value": packed(one)} for one in self._not_kept]
        found["properties"] = rows
        return found

    def _tell_part(self, row: Row, against: Clash, number: int) -> None:
        name = f"{text(row, 'group')}/{text(row, 'name')}".strip("/")
        title = f"{name} {text(row, 'version')}".strip()
        others = [one.path for position, one in enumerate(self._given) if position < number]
        inputs = (", ".join(others), self._given[number].path)
        self._conflicts.append(Conflict(ConflictKind.PART, title, against.member, against.first, against.second, inputs))

    def _tell_ref(self, ref: str, became: str, number: int) -> None:
        owner = self._names.taken.get(ref, number)
        inputs = (self._given[owner].path, self._given[number].path)
        self._conflicts.append(Conflict(ConflictKind.REF, ref, "bom-ref", ref, ref, inputs, became))


def _needs_of(document: Row) -> Iterator[Row]:
    """The entries about dependencies; what several of them say of one part is one entry."""
    by_ref: dict[str, list[Row]] = {}
    for _, row in tables(document, "dependencies"):
        by_ref.setdefault(text(row, "ref"), []).append(row)
    for ref, rows in by_ref.items():
        if len(rows) == 1 or not ref:
            yield from rows
            continue
        whole: Row = {}
        for row in reversed(rows):
            whole |= row
        for key in ("dependsOn", "provides"):
            if key in whole:
                whole[key] = list(dict.fromkeys(told for row in rows for told in texts(row, key)))
        yield whole


def _shelf() -> Shelf:
    return Shelf(_keys, _BESIDE, lambda row: text(row, "bom-ref"), _aligned)


def _aligned(row: Row, known: Row) -> Row:
    """A row with group and name parted as the known one has them, where together they are the same name."""
    if row.get("name") == known.get("name") or not text(known, "name") or _full_name(row) != _full_name(known):
        return row
    told = {key: value for key, value in row.items() if key != "group"} | {"name": known["name"]}
    return {**told, "group": known["group"]} if "group" in known else told


def _full_name(row: Row) -> str:
    return f"{text(row, 'group')}/{text(row, 'name')}".strip("/")


def _keys(row: Row) -> Iterator[Hashable]:
    """The package URL, or each hash together with name and version."""
    if purl := text(row, "purl").strip():
        yield purl
    name = (text(row, "group"), text(row, "name"), text(row, "version"))
    for _, told in tables(row, "hashes"):
        if digest := text(told, "content"):
            yield (text(told, "alg"), digest.lower(), *name)


def _shell(row: Row) -> Row:
    return {key: value for key, value in row.items() if key not in _BESIDE}


def _row_of(entry: Entry) -> Row:
    """An entry as it is written, members in the order in which they stood."""
    inner = [] if entry.below is None else [_row_of(one) for one in entry.below.entries]
    row: Row = {}
    if "type" in entry.row:
        row["type"] = entry.row["type"]
    if entry.ref:
        row["bom-ref"] = entry.ref
    row |= entry.row
    if entry.below is not None:
        row["components"] = inner
    return row


def _rewritten(value: Any, became: dict[str, str], key: str = "") -> Any:
    """The same with the keys that things have now."""
    if not became:
        return value
    if isinstance(value, dict):
        return {name: _rewritten(inner, became, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_rewritten(inner, became, key) for inner in value]
    if isinstance(value, str) and (key in _LINKS or key == "bom-ref"):
        return became.get(value, value)
    return value


def _make_unique(document: Row) -> None:
    """No key stands twice, not even where one input had it twice."""
    seen: set[str] = set()
    tried: dict[str, int] = {}
    waiting: list[Any] = [document]
    while waiting:
        told = waiting.pop()
        if isinstance(told, dict):
            ref = told.get("bom-ref")
            if isinstance(ref, str):
                ref = free(ref, "again", seen, tried)
                seen.add(ref)
                told["bom-ref"] = ref
            waiting += reversed(told.values())
        elif isinstance(told, list):
            waiting += reversed(told)


def _tools(told: list[Any]) -> Any:
    """All tools and osscan; as components as soon as one input has them so."""
    own = {"type": "application", "name": "osscan", "version": __version__}
    if not any(isinstance(one, dict) for one in told):
        rows = [row for one in told if isinstance(one, list) for row in one if isinstance(row, dict)]
        ours = {"name": "osscan", "version": __version__}
        return list(_distinct([*rows, ours]))
    components: list[Row] = []
    found: Row = {}
    for one in told:
        if isinstance(one, dict):
            components += [row for _, row in tables(one, "components")]
            if services := [row for _, row in tables(one, "services")]:
                found["services"] = list(_distinct([*found.get("services", []), *services]))
        elif isinstance(one, list):
            components += [_as_component(row) for row in one if isinstance(row, dict)]
    return {"components": list(_distinct([*components, own])), **found}


def _as_component(tool: Row) -> Row:
    row: Row = {"type": "application", "name": text(tool, "name") or "?"}
    if vendor := text(tool, "vendor"):
        row["publisher"] = vendor
    return row | {key: tool[key] for key in ("version", "hashes", "externalReferences") if key in tool}


def _distinct(rows: list[Row]) -> Iterator[Row]:
    seen: set[bytes] = set()
    for row in rows:
        key = canonical({name: value for name, value in row.items() if name != "bom-ref"})
        if key not in seen:
            seen.add(key)
            yield row


def _source(given: Given) -> dict[str, str]:
    name = given.path.rpartition("/")[2]
    return {"file": name, **({"address": given.address} if given.address else {}), "sha256": given.digest}
