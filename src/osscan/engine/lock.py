"""The story of `osscan lock`: targets come in, what is said about every component's license goes out as entries of a lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from osscan.engine.executor import Executor
from osscan.engine.lock_claims import OUTSIDE, Kept, claims_of, curated_claim, may_keep_local
from osscan.engine.locked import NeedsClaim, contradicts, is_lockable
from osscan.engine.looking import Looked, look_at, problems_of
from osscan.engine.unite import United
from osscan.errors import UnreadableError
from osscan.inputs.roles import RolePatterns
from osscan.inputs.source import Limits, Source
from osscan.model.claim import LicenseClaim
from osscan.model.component import Component, PathRole
from osscan.model.place import Place
from osscan.model.problem import Problem, note, warning
from osscan.model.verdict import LicenseStatus
from osscan.policy.resolve import Resolver
from osscan.policy.schema import Policy
from osscan.store.lock import LOCAL, Curation, Entry, Lock, LockedClaim, route_of
from osscan.store.lock_text import in_order

if TYPE_CHECKING:
    from osscan.engine.detecting import Cache


class LockRequest(NamedTuple):
    """A run of `osscan lock`: `folder` is where the lock lies, `known` what it held before, `today` an ISO date."""

    targets: tuple[str | Source, ...]
    policy: Policy
    folder: str
    today: str
    known: Lock = Lock("")
    roles: frozenset[PathRole] = frozenset({PathRole.PRODUCT})
    limits: Limits = Limits()
    role_patterns: RolePatterns = ()
    """What the caller says of the roles of folders and files, over the policy and over what their names tell."""

    @property
    def naming(self) -> RolePatterns:
        """What is said of the roles of paths: by the policy, and over it by the caller."""
        return (*self.policy.path_roles, *self.role_patterns)


class Wanted(NamedTuple):
    """A component of which more is to be heard; `hints` are the routes by which inputs told of it."""

    purl: str
    name: str
    version: str
    hashes: tuple[tuple[str, str], ...]
    inputs: tuple[str, ...]


class Heard(NamedTuple):
    """What sources outside said, by package URL and source; a source that was not asked or did not answer is not in it."""

    claims: Mapping[str, Mapping[str, tuple[LockedClaim, ...]]] = {}
    problems: tuple[Problem, ...] = ()


Ask = Callable[[tuple[Wanted, ...]], Heard]


class Locking(NamedTuple):
    """The new entries, what was noticed, and of which components no license is known."""

    entries: Mapping[str, Entry]
    problems: tuple[Problem, ...]
    without: tuple[str, ...]


def lock(request: LockRequest, executor: Executor, cache: Cache | None = None, ask: Ask | None = None) -> Locking:
    """The entries for all targets; the same for the same inputs and the same former lock, on whatever day.

    `ask` is given what needs a claim from elsewhere; without it nothing outside is asked.
    """
    looked = look_at(request.targets, request.limits, executor, cache, request.naming)
    counting = [u for u in looked.union.components.values() if is_lockable(u) and u.role in request.roles]
    needs = NeedsClaim(request.policy, request.roles)
    heard = ask(tuple(_wanted(u) for u in sorted(counting, key=_purl) if needs(u))) if ask is not None else Heard()
    kept = Kept(request.folder, _Hashes(looked), request.today)
    resolver = Resolver(request.policy.name_mappings)
    entries: dict[str, Entry] = {}
    problems = [*problems_of(looked, request.roles), *request.known.problems, *heard.problems]
    for united in counting:
        purl = united.component.purl
        before = request.known.entries.get(purl, Entry(None, ""))
        if before.integrity and contradicts(before.integrity, united.component.hashes):
            problems.append(_changed(request, purl, before))
            before = Entry(None, "", curation=before.curation)
        entries[purl], disagreement = _entry(united, before, kept, heard.claims.get(purl, {}), resolver, request)
        problems += disagreement
    for purl, entry in request.known.entries.items():
        if purl not in entries and entry.curation is not None:
            problems.append(note("lock-curation-idle", Place(request.known.path, route_of(purl)), purl=purl))
            entries[purl] = entry
    without = tuple(sorted(_purl(u) for u in counting if entries[_purl(u)].expression is None))
    return Locking(entries, tuple(sorted(dict.fromkeys(problems), key=Problem.sort_key)), without)


def _purl(united: United) -> str:
    return united.component.purl


def _wanted(united: United) -> Wanted:
    component = united.component
    return Wanted(component.purl, component.name, component.version, component.hashes, tuple(united.inputs))


def _entry(
    united: United,
    before: Entry,
    kept: Kept,
    heard: Mapping[str, tuple[LockedClaim, ...]],
    resolver: Resolver,
    request: LockRequest,
) -> tuple[Entry, list[Problem]]:
    """A source that speaks now replaces what it said before; of all others the former word stays."""
    component = united.component
    now = kept.claims(component, before.claims)
    speaking = {claim.source for claim in now} | set(heard)
    former = [claim for claim in before.claims if claim.source not in speaking]
    if not may_keep_local(component.purl):
        former = [claim for claim in former if not claim.source.startswith(LOCAL)]
    fresh = [_with_day(claim, before) for claims in heard.values() for claim in claims]
    entry = Entry(None, "", (), tuple(sorted(component.hashes)), in_order((*now, *fresh, *former)), before.curation)
    more = claims_of(request.known.path, component.purl, entry, component.claims)
    if entry.curation is not None and _holds(entry.curation, request.today):
        more = (curated_claim(request.known.path, component.purl, entry.curation), *more)
    resolved = resolver.resolve(component._replace(claims=(*component.claims, *more)))
    resolution = resolved.resolution
    expression = resolution.expression if resolution.status is LicenseStatus.RESOLVED else None
    because = tuple(dict.fromkeys(reason.key for reason in resolution.because))
    entry = entry._replace(expression=expression, status=resolution.status.value, because=because)
    return entry, _disagreement(request, component, more, resolved.disagreeing, entry)


def _disagreement(
    request: LockRequest, component: Component, more: tuple[LicenseClaim, ...], positions: tuple[int, ...], entry: Entry
) -> list[Problem]:
    """Sources that can't all be right; what inputs at hand say against each other is for `osscan check` to tell."""
    here = len(component.claims)
    if not any(position >= here for position in positions):
        return []
    told = [(*component.claims, *more)[position] for position in positions]
    said = dict.fromkeys(f"{_who(claim, entry)}: {claim.raw}" for claim in told if claim.raw)
    place = Place(request.known.path, route_of(component.purl))
    return [warning("lock-sources-disagree", place, purl=component.purl, said="; ".join(said))]


def _who(claim: LicenseClaim, entry: Entry) -> str:
    number = claim.place.route.rpartition(".claims[")[2].rstrip("]")
    if claim.place.route.startswith("components[") and number.isdecimal() and claim.method in OUTSIDE:
        return entry.claims[int(number)].source
    return f"{LOCAL}{claim.method}"


def _with_day(claim: LockedClaim, before: Entry) -> LockedClaim:
    known = [old for old in before.claims if old._replace(date="") == claim._replace(date="")]
    return known[0] if known else claim


def _holds(curation: Curation, today: str) -> bool:
    return curation.expires is None or today <= curation.expires.isoformat()


def _changed(request: LockRequest, purl: str, before: Entry) -> Problem:
    lost = len([claim for claim in before.claims if not claim.source.startswith(LOCAL)])
    return warning("lock-integrity-renewed", Place(request.known.path, route_of(purl)), purl=purl, count=lost)


class _Hashes:
    """The hash of a file that was looked at; empty for what is no file of a folder."""

    def __init__(self, looked: Looked) -> None:
        self._files = looked.files
        self._known: dict[str, str] = {}

    def __call__(self, path: str) -> str:
        if path not in self._known:
            self._known[path] = self._hash(path)
        return self._known[path]

    def _hash(self, path: str) -> str:
        from hashlib import sha256  # noqa: PLC0415 - inventories without license texts need none

        source = self._files.get(path)
        try:
            return sha256(source.content()).hexdigest() if source is not None else ""
        except UnreadableError:
            return ""
