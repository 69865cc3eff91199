"""Jars, wars and ears: what they are, the licenses that they name in four places, and the archives inside of them."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from osscan.errors import UnreadableError
from osscan.inputs.decode import text_of
from osscan.inputs.passed_archive import PassedArchive
from osscan.inputs.source import Source
from osscan.inputs.zip_members import Archive, ArchiveError, Budget
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component, Scope
from osscan.model.detection import Detection
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.integrity import Hash
from osscan.readers.jar_metadata import (
    Coordinates,
    guessed,
    is_named_after,
    is_of_another_version,
    manifest_licenses,
    manifest_of,
    properties_of,
    sounds_like,
    tells_itself,
)
from osscan.readers.maven import maven_name, maven_purl
from osscan.readers.maven_license import listed, pom_claims
from osscan.readers.maven_pom import pom_of
from osscan.readers.wording import as_claims, named

ARCHIVES = (".jar", ".war", ".ear", ".aar", ".hpi", ".jpi", ".rar")
"""What archives of Java are called, in lower case."""
_PROPERTIES = re.compile(r"(?:.*/)?pom\.properties")
_POM = re.compile(r"META-INF/maven/[^/]+/[^/]+/pom\.xml")
_LICENSE = re.compile(r"(?i)(?:META-INF/)?(?:LICEN[CS]ES?/)?[\w.-]*(?:LICEN[CS]E|COPYING)[\w.-]*")
_NO_TEXT = (".class", ".java", ".properties", ".xml", ".json", ".png")
_WRAPPERS = ("gradle/wrapper/gradle-wrapper.jar", ".mvn/wrapper/maven-wrapper.jar")
_MOST_LICENSES = 50
_LONGEST_NAME = 1000
_Recognise = Callable[[bytes, str], Detection]


def read(source: Source) -> Inventory:
    """The archive itself, what is merged into it, and the archives inside of it."""
    content = source.content()
    return _read(source, lambda unpacking: unpacking.look(content, source.name, "", 0), _detected)


def read_passed(source: Source, passed: PassedArchive, recognise: _Recognise) -> Inventory:
    """The same of an archive of which only that was kept which `is_asked_for` names; `recognise` reads license texts."""
    return _read(source, lambda unpacking: unpacking.look_at_passed(passed, "", 0), recognise)


def is_asked_for(member: str) -> bool:
    """Whether the reader wants to see the content of a member."""
    return (
        member.upper() == "META-INF/MANIFEST.MF"
        or _PROPERTIES.fullmatch(member) is not None
        or _POM.fullmatch(member) is not None
        or is_license(member)
    )


def is_license(member: str) -> bool:
    """Whether a member holds a license text by its name."""
    if len(member) > _LONGEST_NAME or member.lower().endswith(_NO_TEXT):
        return False
    return _LICENSE.fullmatch(member) is not None


def _read(source: Source, look: Callable[[_Unpacking], str], recognise: _Recognise) -> Inventory:
    fields = Fields(source)
    gathering = Gathering()
    scope = Scope.BUILD if f"/{source.path}".endswith(tuple(f"/{path}" for path in _WRAPPERS)) else Scope.UNKNOWN
    look(_Unpacking(fields, gathering, scope, recognise))
    return gathering.inventory(fields, READER, "jar")


def _detected(content: bytes, member: str) -> Detection:
    from osscan.detect.detector import MOST_BYTES, detect  # noqa: PLC0415 - brings numpy and the index

    return detect(content[:MOST_BYTES], member)


class _Package(NamedTuple):
    """A package that Maven names in an archive."""

    coordinates: Coordinates
    claims: tuple[LicenseClaim, ...]


_Archive = Archive | PassedArchive


class _Unpacking:
    """Looks into one archive and those inside of it, all on one budget."""

    def __init__(self, fields: Fields, gathering: Gathering, scope: Scope, recognise: _Recognise) -> None:
        self._fields = fields
        self._gathering = gathering
        self._scope = scope
        self._recognise = recognise
        self._budget = Budget()

    def look(self, content: bytes, name: str, route: str, depth: int) -> str:
        """Takes an archive in; hands back the ref of its component, or nothing for a mere container."""
        if depth > self._budget.allowance.depth:
            self._fields.error("archive-too-deep", self._place(route), limit=self._budget.allowance.depth)
            return ""
        try:
            archive = Archive(content, self._budget)
        except ArchiveError as fault:
            self._fields.error(fault.code, self._place(route), **fault.facts)
            archive = None
        return self._take(archive, _hashes(content), name, route, depth)

    def look_at_passed(self, passed: PassedArchive, route: str, depth: int) -> str:
        """The same for an archive that has passed by."""
        if depth > self._budget.allowance.depth:
            self._fields.error("archive-too-deep", self._place(route), limit=self._budget.allowance.depth)
            return ""
        return self._take(passed, passed.hashes, passed.name, route, depth)

    def _take(self, archive: _Archive | None, hashes: tuple[Hash, ...], name: str, route: str, depth: int) -> str:
        manifest = manifest_of(self._text(archive, _manifest_name(archive), route)) if archive is not None else {}
        packages = self._packages(archive, route) if archive is not None else []
        inner = [n for n in archive.names if n.lower().endswith(ARCHIVES)] if archive is not None else []
        stem = posixpath.splitext(name)[0]
        main = _main(packages, stem, manifest)
        if main is None and inner and not tells_itself(manifest):
            ref = ""
        else:
            known = main if main is not None else _Package(guessed(stem, manifest), ())
            ref = self._add(known, route, self._claims(known, archive, manifest, route), hashes)
        for package in packages:
            if package is not main:
                self._need(ref, self._add(package, _inside(route, "META-INF/maven"), package.claims, ()))
        for member in inner:
            self._need(ref, self._look_inside(archive, member, route, depth + 1))
        return ref

    def _look_inside(self, archive: _Archive | None, member: str, route: str, depth: int) -> str:
        """An archive in an archive; one that has passed by was told of already where it could not be opened."""
        if isinstance(archive, PassedArchive):
            passed = archive.inner.get(member)
            return self.look_at_passed(passed, _inside(route, member), depth) if passed is not None else ""
        held = self._bytes(archive, member, route)
        return self.look(held, posixpath.basename(member), _inside(route, member), depth) if held is not None else ""

    def _add(self, package: _Package, route: str, claims: tuple[LicenseClaim, ...], hashes: tuple[Hash, ...]) -> str:
        group, artifact, version = package.coordinates
        name = maven_name(group, artifact) if group else artifact
        ref = f"{name}:{version}:{route}"
        url = maven_purl(group, artifact, version)
        self._gathering.add(Component(name, version, self._place(route), ref, url, claims, self._scope, hashes=hashes))
        return ref

    def _need(self, needing: str, needed: str) -> None:
        if needing and needed:
            self._gathering.need(needing, needed)

    def _packages(self, archive: _Archive, route: str) -> list[_Package]:
        """Those that pom.properties or poms name, each once."""
        found: dict[tuple[str, str], _Package] = {}
        for member in archive.names:
            if _PROPERTIES.fullmatch(member):
                coordinates = properties_of(self._text(archive, member, route))
                if coordinates.group and coordinates.artifact:
                    found.setdefault(coordinates[:2], _Package(coordinates, ()))
        for member in archive.names:
            if _POM.fullmatch(member):
                package = self._pom(archive, member, route)
                if package is not None:
                    known = found.get(package.coordinates[:2])
                    version = (known.coordinates.version if known is not None else "") or package.coordinates.version
                    group, artifact, _ = package.coordinates
                    found[group, artifact] = _Package(Coordinates(group, artifact, version), package.claims)
        return list(found.values())

    def _pom(self, archive: _Archive, member: str, route: str) -> _Package | None:
        content = self._bytes(archive, member, route)
        if content is None:
            return None
        inside = _inside(route, member)
        try:
            pom = pom_of(Source(self._fields.source.path, held=content, limits=self._fields.source.limits))
        except UnreadableError:
            self._fields.warning("archive-member-broken", self._place(inside), member=inside)
            return None
        if pom.problems:
            self._fields.warning("archive-member-broken", self._place(inside), member=inside)
        folder, parent = member.split("/"), pom.parent
        group, artifact = pom.group or (parent.group if parent else "") or folder[2], pom.artifact or folder[3]
        version = pom.version or (parent.version if parent else "")
        if "${" in group + artifact:
            group, artifact = folder[2], folder[3]
        claims = pom_claims([(one, pom) for one in pom.licenses], Method.INSTALLED)
        placed = tuple(claim._replace(place=self._place(inside)) for claim in claims)
        return _Package(Coordinates(group, artifact, "" if "${" in version else version), placed)

    def _claims(
        self, package: _Package, archive: _Archive | None, manifest: Mapping[str, str], route: str
    ) -> tuple[LicenseClaim, ...]:
        """What the pom declares, else what the manifest does; and what license texts say."""
        if archive is None:
            return package.claims
        place = self._place(_inside(route, "META-INF/MANIFEST.MF"))
        said = [(raw, form, place) for _, raw, form in manifest_licenses(manifest)]
        declared = package.claims or listed(said, Joined.UNSAID, f"{route}#manifest", Method.INSTALLED)
        texts = [member for member in archive.names if is_license(member)]
        return (*declared, *self._texts(archive, texts[:_MOST_LICENSES], route, is_declared=bool(declared)))

    def _texts(self, archive: _Archive, members: Iterable[str], route: str, *, is_declared: bool) -> Iterable[LicenseClaim]:
        seen: dict[bytes, None] = {}
        claims: dict[tuple[str, Form], LicenseClaim] = {}
        for member in members:
            content = self._bytes(archive, member, route)
            if content is None or content in seen:
                continue
            seen[content] = None
            path = _inside(route, member)
            found = as_claims(self._fields.source, named(self._recognise(content, member)))
            for claim in found:
                claims.setdefault((claim.raw, claim.form), claim._replace(place=self._place(path)))
            if not found and not is_declared:
                unknown = LicenseClaim(ClaimRole.DETECTED, "", Form.TEXT, Method.LICENSE_TEXT, self._place(path))
                claims.setdefault(("", Form.TEXT), unknown)
        return claims.values()

    def _bytes(self, archive: _Archive | None, member: str, route: str) -> bytes | None:
        if archive is None or not member:
            return None
        try:
            return archive.read(member)
        except ArchiveError as fault:
            self._fields.error(fault.code, self._place(_inside(route, member)), **fault.facts)
            return None

    def _text(self, archive: _Archive | None, member: str, route: str) -> str:
        content = self._bytes(archive, member, route)
        return text_of(Source("", held=content))[0] if content else ""

    def _place(self, route: str) -> Place:
        return self._fields.source.place(route)


def _main(packages: list[_Package], stem: str, manifest: Mapping[str, str]) -> _Package | None:
    """The package that the archive is: the one it is named after, or the only one where nothing tells otherwise."""
    fitting = [package for package in packages if is_named_after(stem, package.coordinates.artifact)]
    if fitting:
        return max(fitting, key=lambda package: len(package.coordinates.artifact))
    if len(packages) != 1 or is_of_another_version(stem, manifest, packages[0].coordinates.version):
        return None
    is_silent = not manifest.get("implementation-title") and not guessed(stem, {}).version
    return packages[0] if is_silent or sounds_like(stem, packages[0].coordinates) else None


def _manifest_name(archive: _Archive) -> str:
    return next((name for name in archive.names if name.upper() == "META-INF/MANIFEST.MF"), "")


def _inside(route: str, member: str) -> str:
    return f"{route}!/{member}" if route else member


def _hashes(content: bytes) -> tuple[Hash, ...]:
    """Repositories of Java know archives by SHA-1."""
    sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    return (("SHA1", sha1), ("SHA256", hashlib.sha256(content).hexdigest()))


def _recognises(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and b"META-INF/" in head


READER = Reader(
    name="java/archive",
    title="jar, war, ear and aar archives",
    read=read,
    gives=Gives(licenses=Extent.SOME, edges=Extent.SOME, scopes=Extent.NEVER, hashes=Extent.COMPLETE),
    recognises=_recognises,
)
