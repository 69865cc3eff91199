"""Comparing: SBOMs against the delivery, in both directions, by package URL, hash, name and file; what is the product itself is no drift."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from osscan.deliveries.about import bills_about, root_of, root_work
from osscan.deliveries.absence import absent_of, there_as_file
from osscan.deliveries.agreement import hashes_of, licenses_of
from osscan.deliveries.delivery import Bill
from osscan.deliveries.digests import digests_of
from osscan.deliveries.drift import Drift, OtherVersion, Pair, Undeclared
from osscan.deliveries.lying import Lies, lies
from osscan.deliveries.works import Work, bare_name, is_of_a_system, version_key, work_of
from osscan.model.component import Kind, PathRole
from osscan.model.delivery import DeliveredFile
from osscan.model.purl import parts
from osscan.model.report import JudgedComponent, Report

_NO_PARTS = frozenset({"file", "operating-system", "platform", "device", "data", "machine-learning-model", "cryptographic-asset"})
"""Kinds of SBOM entries that are no packages."""
_SCOPED = frozenset({"npm", "composer"})
"""Where names of two owners are two works: `@types/lodash` is not `lodash`."""
_Key = Callable[[JudgedComponent], Iterator[object]]
_FoundKey = Callable[[Lies], Iterator[object]]


def drift_of(
    present: Report,
    declared: Report,
    bills: tuple[Bill, ...],
    files: Iterable[DeliveredFile],
    targets: tuple[DeliveredFile, ...],
    belonging: Mapping[str, str],
    is_of_system: Callable[[DeliveredFile], bool],
) -> Drift:
    """All differences. SBOMs that lie inside of packages declare what they name, but nobody misses it."""
    by_path = {file.path: file for file in files} | {target.path: target for target in targets}
    found = _Found(present, by_path)
    about = bills_about(bills, found.lying.values(), targets)
    told = _Told(declared, bills, about)
    own = tuple(id_ for id_, one in found.lying.items() if told.is_own(one, targets))
    ours = frozenset(own)
    for id_, holder in belonging.items():
        if holder not in ours:
            found.lying.pop(id_, None)
    matching = _Matching(told, found)
    matching.run()
    versions = tuple(sorted(_other_versions(matching, told)))
    for id_ in own:
        matching.open.pop(id_, None)
    pairs = tuple(sorted(matching.pairs))
    as_files = there_as_file(matching.left, told.parts, by_path.values(), is_of_system)
    for one in as_files:
        del matching.left[one.declared]
    licenses, silent = licenses_of(pairs, told.components, {id_: one.judged for id_, one in found.lying.items()})
    return Drift(
        pairs,
        tuple(sorted(_undeclared(matching, told, found))),
        absent_of(matching.left, told.components, present, bills, found.kinds),
        versions,
        hashes_of(pairs, told.components, told.parts, found.lying),
        licenses,
        own,
        silent,
        as_files,
        tuple(bill.path for bill in about),
    )


class _Found:
    """The packages that lie in the delivery, by id."""

    def __init__(self, present: Report, files: Mapping[str, DeliveredFile]) -> None:
        readers = {record.path: record.reader for record in present.inputs}
        self.lying: dict[str, Lies] = {}
        for judged in present.components:
            one = lies(judged, readers, files)
            if one is not None:
                self.lying[judged.id] = one
        self.kinds = frozenset(parts(one.judged.component.purl)[0] for one in self.lying.values())


class _Told:
    """The packages that SBOMs declare, by id."""

    def __init__(self, declared: Report, bills: tuple[Bill, ...], about: tuple[Bill, ...]) -> None:
        self.roots = [root for bill in about if (root := root_of(bill)) is not None]
        no_parts = (*about, *(bill for bill in bills if bill.inner))
        self._entries = {(bill.path, bill.bom.root) for bill in no_parts if bill.bom is not None and bill.bom.root}
        self._root_works = {work for root in self.roots for work in (root_work(root),) if work is not None}
        self._root_names = {bare_name(root.name) for root in self.roots if root.name}
        self._root_groups = {work[1] for work in self._root_works if work[1]} | {root.group for root in self.roots if root.group}
        self._root_digests = {one.digest.lower() for root in self.roots for one in digests_of(root) if one.digest}
        skipped = {
            (bill.path, part.ref) for bill in bills if bill.bom is not None for part in bill.bom.parts if part.kind in _NO_PARTS
        }
        self.components: dict[str, JudgedComponent] = {}
        for judged in declared.components:
            component = judged.component
            if component.kind is Kind.FILES or component.first_party or self._is_root(judged):
                continue
            if (component.place.input, component.ref) in skipped and not component.purl:
                continue
            self.components[judged.id] = judged
        self.kinds = frozenset(parts(one.component.purl)[0] for one in self.components.values())
        written = {(bill.path, part.ref): part for bill in bills if bill.bom is not None for part in bill.bom.parts}
        self.parts = {
            id_: part
            for id_, one in self.components.items()
            if (part := written.get((one.component.place.input, one.component.ref))) is not None
        }
        """What the document says word for word, by id."""

    def is_own(self, one: Lies, targets: tuple[DeliveredFile, ...]) -> bool:
        """Whether what lies there is the product that the SBOMs are about, a module of it, or what was delivered itself."""
        component = one.judged.component
        if component.first_party or (one.file and any(target.path == one.file for target in targets)):
            return True
        if not self._root_digests.isdisjoint(digest for _, digest in one.digests):
            return True
        work = work_of(component.purl)
        if work is not None and (work in self._root_works or (work[1] and work[1] in self._root_groups)):
            return True
        return (work is None or not work[1]) and bare_name(component.name) in self._root_names

    def _is_root(self, judged: JudgedComponent) -> bool:
        component = judged.component
        if len(judged.inputs) == 1 and (component.place.input, component.ref) in self._entries:
            return True
        work = work_of(component.purl)
        return work is not None and work in self._root_works


class _Matching:
    """Brings both sides together, rule by rule."""

    def __init__(self, told: _Told, found: _Found) -> None:
        self.pairs: list[Pair] = []
        self.left = dict(told.components)
        self.open = dict(found.lying)
        self._told = told

    def run(self) -> None:
        """First what says the same name and version, then the same bytes, then what one side names less exactly."""
        self._by("purl", _exact_declared, _exact_found)
        self._by_digest()
        self._by("name", _named_declared, _named_found)
        self._by("file", _file_declared, _file_found)

    def _by(self, by: str, declared_key: _Key, found_key: _FoundKey) -> None:
        known: dict[object, list[str]] = {}
        for id_, judged in self._told.components.items():
            for key in declared_key(judged):
                known.setdefault(key, []).append(id_)
        for id_, one in list(self.open.items()):
            fitting = next((found for key in found_key(one) for found in (known.get(key),) if found), None)
            if fitting:
                partner = next((one_id for one_id in fitting if one_id in self.left), fitting[0])
                self._pair(partner, id_, by)

    def _by_digest(self) -> None:
        known = {
            digest.lower(): id_
            for id_, judged in self._told.components.items()
            for _, digest in judged.component.hashes
            if digest
        } | {one.digest.lower(): id_ for id_, part in self._told.parts.items() for one in digests_of(part) if one.digest}
        for id_, one in list(self.open.items()):
            partner = next((known[digest] for _, digest in one.digests if digest in known), None)
            if partner is not None:
                self._pair(partner, id_, "hash")

    def _pair(self, declared: str, present: str, by: str) -> None:
        self.pairs.append(Pair(declared, present, by))
        self.left.pop(declared, None)
        del self.open[present]


def _exact_declared(judged: JudgedComponent) -> Iterator[object]:
    component = judged.component
    work = work_of(component.purl)
    if work is not None:
        yield (*work, version_key(component.version, component.purl))


def _exact_found(one: Lies) -> Iterator[object]:
    return _exact_declared(one.judged)


def _named_declared(judged: JudgedComponent) -> Iterator[object]:
    """By bare name and version; the kind of package counts where it is said."""
    component = judged.component
    kind, namespace, _, _ = parts(component.purl)
    name, version = bare_name(component.name), version_key(component.version, component.purl)
    if name and version:
        yield ("", name, version)
        if kind and not (namespace and kind in _SCOPED):
            yield (kind, name, version)


def _named_found(one: Lies) -> Iterator[object]:
    component = one.judged.component
    work = work_of(component.purl)
    name, version = bare_name(component.name), version_key(component.version, component.purl)
    if name and version:
        if work is None or one.is_guess:
            yield ("", name, version)
        elif not work[1]:
            yield (work[0], name, version)


def _file_declared(judged: JudgedComponent) -> Iterator[object]:
    name = judged.component.name.rpartition("/")[2].lower()
    if name.endswith(_FILES):
        yield name


def _file_found(one: Lies) -> Iterator[object]:
    if one.file:
        yield one.file.rpartition("/")[2].lower()


_FILES = (".jar", ".war", ".ear", ".whl", ".nupkg", ".js", ".dll", ".so", ".exe", ".deb", ".rpm", ".apk", ".gem", ".tgz")


def _other_versions(matching: _Matching, told: _Told) -> Iterator[OtherVersion]:
    """Of what is left, the same work in another version; each declared one once."""
    left: dict[Work, list[str]] = {}
    for id_, judged in matching.left.items():
        work = work_of(judged.component.purl)
        if work is not None:
            left.setdefault(work, []).append(id_)
    for id_, one in list(matching.open.items()):
        work = work_of(one.judged.component.purl)
        waiting = left.get(work) if work is not None else None
        if not waiting:
            continue
        declared = waiting.pop(0)
        said, is_ = told.components[declared].component.version, one.judged.component.version
        del matching.open[id_], matching.left[declared]
        if said and is_:
            yield OtherVersion(declared, id_, said, is_, one.path)
        else:
            matching.pairs.append(Pair(declared, id_, "name"))


def _undeclared(matching: _Matching, told: _Told, found: _Found) -> Iterator[Undeclared]:
    versions: dict[Work, list[str]] = {}
    for judged in told.components.values():
        work = work_of(judged.component.purl)
        if work is not None:
            versions.setdefault(work, []).append(judged.component.version)
    declared_files = {found.lying[pair.present].file for pair in matching.pairs if found.lying[pair.present].file}
    for id_, one in matching.open.items():
        work = work_of(one.judged.component.purl)
        said = versions.get(work, []) if work is not None else []
        why = _why(one, declared_files, told)
        yield Undeclared(id_, one.path, why or ("other-version" if said else ""), ", ".join(sorted(set(said))))


def _why(one: Lies, declared_files: set[str], told: _Told) -> str:
    """Why an undeclared component weighs less; empty where nothing speaks for it."""
    if one.is_merged and one.holder in declared_files:
        return "merged"
    if is_of_a_system(one.judged.component.purl) and told.kinds.isdisjoint({parts(one.judged.component.purl)[0]}):
        return "system"
    if one.judged.role in (PathRole.TEST, PathRole.EXAMPLE):
        return "aside"
    return "guess" if one.is_guess else ""
