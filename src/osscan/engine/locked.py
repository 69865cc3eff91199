"""What osscan.lock says joins what the inputs say; a lock that does not fit them any more is told."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.engine.lock_claims import claims_of, curated_claim
from osscan.engine.looking import Looked
from osscan.engine.request import CheckRequest
from osscan.engine.unite import United
from osscan.model.component import Component, Kind, PathRole
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.model.problem import Problem, error, warning
from osscan.model.verdict import LicenseStatus
from osscan.policy.match import any_purl, purl_fits, version_fits
from osscan.policy.resolve import Resolver
from osscan.policy.schema import Policy
from osscan.store.lock import NAME, Entry, Lock, read, route_of

_NAMED = 5
_GIVES = Gives(licenses=Extent.SOME, hashes=Extent.SOME)


def join_locks(request: CheckRequest, looked: Looked) -> Looked:
    """Adds the claims of all locks to the components of the union, never in place of others; the locks become inputs.

    A component whose integrity contradicts the lock gets nothing from it. With `frozen`, each component that needs a claim
    and is not in a lock, and each whose integrity differs in any way, makes the run incomplete.
    """
    locks = [read(source) for source in request.locks]
    joining = _Joining(request)
    used: dict[str, list[Component]] = {lock.path: [] for lock in locks}
    for united in looked.union.components.values():
        if not is_lockable(united):
            continue
        entries = [(lock.path, entry) for lock in locks if (entry := lock.entries.get(united.component.purl)) is not None]
        for path, _ in entries:
            used[path].append(united.component)
        joining.join(united, entries)
    told = [problem for lock in locks for problem in lock.problems]
    inventories = [(PathRole.PRODUCT, _inventory(lock, used[lock.path])) for lock in locks]
    return looked._replace(
        inventories=tuple(sorted((*looked.inventories, *inventories), key=lambda pair: pair[1].path)),
        problems=(*looked.problems, *told, *joining.problems()),
    )


def is_lockable(united: United) -> bool:
    """Whether a lock can speak of a component: one exact version of a work of others."""
    component = united.component
    return bool(component.purl and component.version) and not component.first_party and component.kind is not Kind.FILES


class NeedsClaim:
    """Tells whether a component needs a claim from elsewhere: nothing at hand, and nobody in the policy, establishes its license."""

    def __init__(self, policy: Policy, roles: frozenset[PathRole]) -> None:
        self._resolver = Resolver(policy.name_mappings)
        self._clarifications = policy.clarifications
        self._is_ours = any_purl(policy.first_party)
        self._roles = roles

    def __call__(self, united: United) -> bool:
        component = united.component
        if self._resolver.resolve(component).resolution.status is LicenseStatus.RESOLVED:
            return False
        if united.role is not PathRole.PRODUCT and united.role not in self._roles:
            return False
        return not self._is_ours(component.purl) and not self._is_clarified(component)

    def _is_clarified(self, component: Component) -> bool:
        return any(
            purl_fits(component.purl, one.purl) and version_fits(component.version, one.versions) for one in self._clarifications
        )


class _Joining:
    """Goes from component to component and remembers what does not fit."""

    def __init__(self, request: CheckRequest) -> None:
        self._request = request
        self._needs = NeedsClaim(request.policy, request.roles) if request.frozen else None
        self._missing: list[str] = []
        self._changed: list[tuple[str, str]] = []
        self._expired: list[Problem] = []

    def join(self, united: United, entries: list[tuple[str, Entry]]) -> None:
        """One component and what the locks have on it."""
        component = united.component
        if self._needs is not None and not entries and self._needs(united):
            self._missing.append(component.purl)
        for path, entry in entries:
            contradicted = contradicts(entry.integrity, component.hashes)
            if contradicted or (self._needs is not None and entry.integrity != tuple(sorted(component.hashes))):
                self._changed.append((path, component.purl))
            if not contradicted:
                self._add(united, path, entry)

    def problems(self) -> Iterable[Problem]:
        """What does not fit, the many as one."""
        yield from self._expired
        tell = warning if self._needs is None else error
        if self._missing:
            first = sorted(self._missing)
            place = Place(self._request.locks[0].path if self._request.locks else "--frozen")
            yield error("lock-entries-missing", place, count=len(first), first=", ".join(first[:_NAMED]))
        for path in sorted({path for path, _ in self._changed}):
            changed = sorted(purl for where, purl in self._changed if where == path)
            yield tell("lock-integrity-changed", Place(path), count=len(changed), first=", ".join(changed[:_NAMED]))

    def _add(self, united: United, path: str, entry: Entry) -> None:
        component = united.component
        more = claims_of(path, component.purl, entry, component.claims)
        curation = entry.curation
        if curation is not None:
            if "clarifications" in self._request.policy.locked:
                place = Place(path, f"{route_of(component.purl)}.curation")
                self._expired.append(warning("lock-curation-forbidden", place, purl=component.purl))
            elif curation.expires is not None and curation.expires < self._request.as_of:
                place = Place(path, f"{route_of(component.purl)}.curation")
                facts = {"purl": component.purl, "expires": curation.expires, "role": curation.role}
                self._expired.append(warning("lock-curation-expired", place, **facts))
            else:
                more = (curated_claim(path, component.purl, curation), *more)
        if more:
            united.component = component._replace(claims=(*component.claims, *more))


def contradicts(locked: tuple[tuple[str, str], ...], found: tuple[tuple[str, str], ...]) -> bool:
    """Whether some algorithm names other digests here than there."""
    for algorithm in {name for name, _ in locked} & {name for name, _ in found}:
        there = {digest for name, digest in locked if name == algorithm}
        if there.isdisjoint(digest for name, digest in found if name == algorithm):
            return True
    return False


def _inventory(lock: Lock, used: list[Component]) -> Inventory:
    return Inventory(lock.path, "lock/osscan", NAME, "1", components=tuple(used), problems=lock.problems, gives=_GIVES)
