"""Jars: archives of Java are put together again from what passed by, so that nothing in them is read twice."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from osscan.engine.detecting import detect_sources
from osscan.engine.executor import Serial
from osscan.engine.gather import Read
from osscan.engine.vendor_ground import Ground, Lying
from osscan.engine.vendor_held import NOWHERE
from osscan.inputs.archives.member import Member
from osscan.inputs.passed_archive import KEPT_BYTES, PassedArchive
from osscan.inputs.source import Source
from osscan.model.component import PathRole
from osscan.model.detection import Detection
from osscan.model.inventory import Inventory
from osscan.model.problem import error
from osscan.readers.java.archive import ARCHIVES, READER, is_asked_for, read_passed

if TYPE_CHECKING:
    from osscan.engine.detecting import Cache


class ReadJars(NamedTuple):
    """Sources and inventories of the outermost archives, by path."""

    sources: dict[str, Source]
    known: dict[str, tuple[Read, ...]]


class Jars:
    """Takes in file by file."""

    def __init__(self, cache: Cache) -> None:
        self._roots: dict[str, PassedArchive] = {}
        self._roles: dict[str, PathRole] = {}
        self._texts: dict[str, bytes] = {}
        self._cache = cache

    def take(self, member: Member, where: Lying) -> None:
        """One file: an archive of Java itself, or what lies in one."""
        path = member.path
        if where.root:
            holder = self._archive(where.root, where.chain, where.role)
            inner = member.inner
            holder.seen[inner] = None
            if is_asked_for(inner) and member.content is not None and len(member.content) <= KEPT_BYTES:
                holder.kept[inner] = self._texts.setdefault(member.sha256, member.content)
            if inner.lower().endswith(ARCHIVES):
                self._archive(where.root, (*where.chain, inner), where.role).hashes = _hashes(member)
        elif path.lower().endswith(ARCHIVES) and where.ground is not Ground.DISTRIBUTION:
            self._archive(path, (), where.role).hashes = _hashes(member)

    def read(self) -> ReadJars:
        """What the reader of such archives sees in them."""
        found = ReadJars({}, {})
        for path, passed in self._roots.items():
            source = Source(path, f"{NOWHERE}/{path}", None, NOWHERE, self._roles[path])
            found.sources[path] = source
            found.known[path] = ((self._roles[path], self._inventory(source, passed)),)
        return found

    def _inventory(self, source: Source, passed: PassedArchive) -> Inventory:
        try:
            return read_passed(source, passed, self._recognise)
        except Exception as fault:  # noqa: BLE001 - one fault of osscan in one archive must not cost the other files
            problem = error("reader-fault", source.place(), reader=READER.name, kind=type(fault).__name__, reason=fault)
            return Inventory(source.path, READER.name, problems=(problem,), gives=READER.gives)

    def _recognise(self, content: bytes, member: str) -> Detection:
        """What a license text says; each content is looked at once."""
        (found,) = detect_sources([Source(posixpath.basename(member), held=content)], Serial(), self._cache)
        return found.detection

    def _archive(self, root: str, chain: tuple[str, ...], role: PathRole) -> PassedArchive:
        at = self._roots.get(root)
        if at is None:
            at = self._roots[root] = PassedArchive(posixpath.basename(root))
            self._roles[root] = role
        for name in chain:
            inner = at.inner.get(name)
            if inner is None:
                inner = at.inner[name] = PassedArchive(posixpath.basename(name))
                at.seen[name] = None
            at = inner
        return at


def _hashes(member: Member) -> tuple[tuple[str, str], ...]:
    return (("SHA1", member.sha1), ("SHA256", member.sha256))
