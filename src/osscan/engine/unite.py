"""Many inventories become one: components with the same package URL are one, with the claims of all inputs."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from osscan.engine.known_runtimes import join_runtimes
from osscan.model.claim import LicenseClaim
from osscan.model.component import SCOPES_BY_STRENGTH, Component, Kind, PathRole, Relation, Scope
from osscan.model.inventory import Edge, Inventory
from osscan.model.purl import purl

_INSTALLED = {"python/dist-info": "pypi", "python/conda-meta": "conda", "javascript/installed": "npm"}
"""Readers whose inventories hold one installed package each, with the ecosystem that its names belong to."""

_MANIFESTS = ("javascript/package-json", "php/composer-json")
"""Of ecosystems whose manifests name the other packages of their own tree by ranges."""
_CASELESS = "pkg:nuget/"
_FOLDERS = "license/third-party"
"""Tells of works that lie in the tree; the same name in two folders may be two works."""
_COPIED = ("vendored/components", "vendored/banners")
"""Tell of works that lie in the tree; no lockfile says which version of one that is."""
_ROLES = (PathRole.PRODUCT, PathRole.VENDORED, PathRole.BUILD, PathRole.EXAMPLE, PathRole.TEST)


@dataclass(slots=True, eq=False, repr=False)
class United:
    """One component as all inputs tell it."""

    id: str
    component: Component
    scope: Scope
    role: PathRole
    inputs: list[str]


@dataclass(slots=True, eq=False, repr=False)
class Union:
    """All components by id, who needs whom, and where the paths begin."""

    components: dict[str, United] = field(default_factory=dict)
    told_edges: list[tuple[tuple[Edge, ...], dict[str, str]]] = field(default_factory=list)
    """Edges as the inputs tell them, with what their refs mean; most runs never ask who needs whom."""
    built: dict[str, list[str]] | None = None
    roots: dict[str, None] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """What a root is called in paths."""

    @property
    def edges(self) -> dict[str, list[str]]:
        """Ids of what each component needs, by id."""
        if self.built is None:
            built: dict[str, list[str]] = {}
            self.built = built
            for edges, ids in self.told_edges:
                known = ids.get
                for needer, needed in edges:
                    first, second = known(needer), known(needed)
                    if first is not None and second is not None and first != second:
                        built.setdefault(first, []).append(second)
        return self.built


def unite(inventories: Iterable[tuple[PathRole, Inventory]]) -> Union:
    """The union; the order of the inventories does not matter beyond the order of claims, so they come sorted by path."""
    union = Union()
    read = _spelled_alike([(role, inventory) for role, inventory in inventories if inventory.reader])
    ranges = any(not c.version and c.purl for _, inventory in read for c in inventory.components)
    exact = {_base(c.purl) for _, inventory in read for c in inventory.components if c.version and c.purl} if ranges else set()
    members = _members(read) if ranges else {}
    wanted: dict[str, tuple[Scope, PathRole]] = {}
    for role, inventory in read:
        _add(union, role, inventory, exact, wanted, members)
    _settle_requirements(union, wanted)
    _join_installed(union, read)
    _spread_scopes(union)
    join_runtimes(union)
    return union


def _spelled_alike(read: list[tuple[PathRole, Inventory]]) -> list[tuple[PathRole, Inventory]]:
    """NuGet does not tell capital letters from small ones: of several spellings the one with the first capital stands for all."""
    bases = {_base(c.purl) for _, inventory in read for c in inventory.components if c.purl.startswith(_CASELESS)}
    first: dict[str, str] = {}
    for base in sorted(bases):
        first.setdefault(base.lower(), base)
    if len(first) == len(bases):
        return read
    return [(role, _respelled(inventory, first)) for role, inventory in read]


def _respelled(inventory: Inventory, first: Mapping[str, str]) -> Inventory:
    alike = [c._replace(purl=_alike(c.purl, first)) if c.purl.startswith(_CASELESS) else c for c in inventory.components]
    return inventory._replace(components=tuple(alike))


def _alike(url: str, first: Mapping[str, str]) -> str:
    base = _base(url)
    return first[base.lower()] + url[len(base) :]


def path_to(union: Union, wanted: set[str]) -> dict[str, tuple[str, ...]]:
    """The shortest way from a root to each wanted component, as ids; nothing for those that no root leads to."""
    before: dict[str, str] = dict.fromkeys(union.roots, "")
    waiting = deque(union.roots)
    while waiting:
        here = waiting.popleft()
        for needed in union.edges.get(here, ()):
            if needed not in before:
                before[needed] = here
                waiting.append(needed)
    return {id_: _way(id_, before) for id_ in wanted if id_ in before}


def _way(id_: str, before: dict[str, str]) -> tuple[str, ...]:
    way = [id_]
    while before[way[-1]]:
        way.append(before[way[-1]])
    return tuple(reversed(way))


def _members(read: list[tuple[PathRole, Inventory]]) -> dict[str, str]:
    """The ids of the tree's own packages by their package URLs: members of a workspace ask for each other by ranges."""
    return {
        inventory.root.purl and _base(inventory.root.purl): _root_id(inventory, inventory.root)
        for role, inventory in read
        if inventory.reader in _MANIFESTS and role is PathRole.PRODUCT and inventory.root is not None
    }


def _add(
    union: Union,
    role: PathRole,
    inventory: Inventory,
    exact: set[str],
    wanted: dict[str, tuple[Scope, PathRole]],
    members: dict[str, str],
) -> None:
    ids: dict[str, str] = {}
    path = inventory.path
    root = inventory.root
    if root is not None:
        ids[root.ref] = _add_root(union, role, inventory, root)
    components = union.components
    for component in inventory.components:
        url = component.purl
        if component.kind is Kind.FILES or inventory.reader == _FOLDERS:
            id_ = f"{path}#{component.ref}"
        elif component.version or not url or inventory.reader in _COPIED:
            id_ = (component.version and url) or f"{path}#{component.ref}"
        else:
            id_ = url
            if _base(url) in exact:
                ids[component.ref] = id_
                known = wanted.get(id_)
                wanted[id_] = (
                    (component.scope, role) if known is None else (_stronger(known[0], component.scope), _role(known[1], role))
                )
                continue
            if inventory.reader in _MANIFESTS and _base(url) in members:
                ids[component.ref] = members[_base(url)]
                continue
        if component.ref not in ids:
            ids[component.ref] = id_
        met = components.get(id_)
        if met is None:
            components[id_] = United(id_, component, component.scope, role, [path])
        else:
            _merge(met, component, role, path)
    if root is not None and not inventory.edges:
        direct = tuple((root.ref, c.ref) for c in inventory.components if c.kind is not Kind.FILES)
        union.told_edges.append((direct, ids))
    elif inventory.edges:
        union.told_edges.append((inventory.edges, ids))


def _add_root(union: Union, role: PathRole, inventory: Inventory, root: Component) -> str:
    """A project's own manifests speak of one root; an SBOM's root is the thing that it describes."""
    described = any(component.ref == root.ref for component in inventory.components)
    if described:
        component = next(c for c in inventory.components if c.ref == root.ref)
        id_ = component.purl if component.purl and component.version else f"{inventory.path}#{component.ref}"
    else:
        id_ = _root_id(inventory, root)
        met = union.components.get(id_)
        if met is None:
            if root.first_party:
                root = root._replace(relation=Relation.INCORPORATE)
            union.components[id_] = United(id_, root, root.scope, role, [inventory.path])
        else:
            _merge(met, root, role, inventory.path)
    union.roots[id_] = None
    union.names[id_] = f"{root.name} {root.version}".strip()
    return id_


def _root_id(inventory: Inventory, root: Component) -> str:
    folder = inventory.path.rpartition("/")[0]
    return f"{folder or '.'}#{_base(root.purl) or root.name}" if root.first_party else f"{inventory.path}#{root.ref}"


def _merge(met: United, component: Component, role: PathRole, path: str) -> None:
    old = met.component
    claims = dict.fromkeys((*old.claims, *component.claims)) if component.claims else None
    met.component = old._replace(
        claims=tuple(_distinct(claims)) if claims is not None else old.claims,
        hashes=tuple(sorted({*old.hashes, *component.hashes})) if component.hashes else old.hashes,
        relation=_closer(old.relation, component.relation),
        first_party=old.first_party or component.first_party,
    )
    met.scope = _stronger(met.scope, component.scope)
    met.role = _role(met.role, role)
    if path not in met.inputs:
        met.inputs.append(path)


def _distinct(claims: Iterable[LicenseClaim]) -> list[LicenseClaim]:
    """The same words in the same role and input, once (a lockfile lists a package at several places)."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for claim in claims:
        where = (claim.place.input, claim.group and claim.place.route)
        key = (claim.role, claim.raw, claim.form, claim.joined, where, claim.meant)
        if key not in seen:
            seen.add(key)
            kept.append(claim)
    return kept


def _settle_requirements(union: Union, wanted: dict[str, tuple[Scope, PathRole]]) -> None:
    """A range that some lockfile or installation answers is no component of its own: its scope and edges move there."""
    if not wanted:
        return
    answers: dict[str, list[str]] = {}
    for id_, united in union.components.items():
        if united.component.purl and united.component.version:
            answers.setdefault(_base(united.component.purl), []).append(id_)
    for url, (scope, role) in wanted.items():
        for id_ in answers.get(_base(url), ()):
            united = union.components[id_]
            united.scope = _stronger(united.scope, scope)
            united.role = _role(united.role, role)
    for needer, needed in list(union.edges.items()):
        union.edges[needer] = [id_ for one in needed for id_ in (answers.get(_base(one), (one,)) if one in wanted else (one,))]
    for url in wanted:
        for needed_id in union.edges.pop(url, ()):
            for answer in answers.get(_base(url), ()):
                union.edges.setdefault(answer, []).append(needed_id)


def _join_installed(union: Union, read: list[tuple[PathRole, Inventory]]) -> None:
    """An installed package names what it needs by package name: the edges lead to every installed version of that name."""
    by_base: dict[str, dict[str, None]] = {}
    for _, inventory in read:
        if inventory.reader in _INSTALLED:
            for component in inventory.components:
                by_base.setdefault(_base(component.purl), {})[component.purl] = None
    if not by_base:
        return
    for _, inventory in read:
        ecosystem = _INSTALLED.get(inventory.reader)
        if ecosystem is None or not inventory.components:
            continue
        needed = [id_ for _, name in inventory.edges for id_ in by_base.get(_package_url(ecosystem, name), ())]
        here = inventory.components[0].purl
        if needed and here in union.components:
            union.edges.setdefault(here, []).extend(needed)


def _package_url(ecosystem: str, name: str) -> str:
    namespace, _, bare = name.rpartition("/")
    return purl(ecosystem, bare, "", namespace)


def _spread_scopes(union: Union) -> None:
    """Who is needed only by development tools is a development tool: known scopes flow along edges to those of nobody's word."""
    scopes = {id(united.scope) for id_, united in union.components.items() if id_ not in union.roots}
    if len(scopes) < 2 or id(Scope.UNKNOWN) not in scopes or not union.edges:
        return
    settled: dict[str, Scope] = {}
    for scope in SCOPES_BY_STRENGTH[:-1]:
        waiting = deque(i for i, u in union.components.items() if u.scope is scope and i not in settled and i not in union.roots)
        while waiting:
            here = waiting.popleft()
            if here in settled:
                continue
            settled[here] = scope
            waiting += [i for i in union.edges.get(here, ()) if i not in settled and _open(union, i)]
    for id_, scope in settled.items():
        if union.components[id_].scope is Scope.UNKNOWN:
            union.components[id_].scope = scope


def _open(union: Union, id_: str) -> bool:
    found = union.components.get(id_)
    return found is not None and found.scope is Scope.UNKNOWN


def _stronger(first: Scope, second: Scope) -> Scope:
    return first if first is second else min(first, second, key=SCOPES_BY_STRENGTH.index)


def _role(first: PathRole, second: PathRole) -> PathRole:
    return first if first is second else min(first, second, key=_ROLES.index)


def _closer(first: Relation | None, second: Relation | None) -> Relation | None:
    """The relation that binds more, in the order in which Relation lists them."""
    known = [relation for relation in (first, second) if relation is not None]
    return min(known, key=list(Relation).index) if known else None


def _base(url: str) -> str:
    """A package URL without version, qualifiers and subpath."""
    bare = url.partition("?")[0].partition("#")[0]
    at = bare.rfind("@")
    return bare[:at] if at > bare.rfind("/") else bare
