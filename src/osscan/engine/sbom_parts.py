"""What osscan knows of components becomes parts of an SBOM: names, scopes, licenses, makers, archives with their hashes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256, sha512
from typing import NamedTuple
from urllib.parse import quote

from osscan.engine.sbom_licenses import Licenses
from osscan.engine.sbom_makers import NOTHING, Made, creator_of, made_by
from osscan.engine.sbom_sources import ARCHIVES, addresses_in, file_name
from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.bom import Checksum, Deliverable, Identifier, LicenseText, Part, Reference
from osscan.model.component import Kind, PathRole, Scope
from osscan.model.inventory import Inventory
from osscan.model.purl import parts as purl_parts
from osscan.model.report import JudgedComponent
from osscan.sbom.opened import CYCLONEDX, SPDX, SPDX3

_SCOPES = {
    Scope.RUNTIME: "required",
    Scope.PROVIDED: "required",
    Scope.OPTIONAL: "optional",
    Scope.BUILD: "excluded",
    Scope.TEST: "excluded",
    Scope.DEV: "excluded",
    Scope.EXCLUDED: "excluded",
    Scope.UNKNOWN: "",
}
"""CycloneDX: excluded is what is not reachable at run time, such as tools and tests."""
_RUNNABLE = (".jar", ".war", ".ear")
"""Archives that run as they are; all other packages are unpacked first."""
_MAKERS = ("python/dist-info", "javascript/installed", "java/pom", "python/pyproject", "javascript/package-json")


class Around(NamedTuple):
    """What parts are made from besides the components."""

    inventories: Mapping[str, tuple[Inventory, ...]]
    """By path."""
    files: Mapping[str, Source]
    licenses: Licenses
    places: bool
    """Whether it may be said in which files something stood."""
    family: str


class Parts:
    """Makes parts and remembers the texts of licenses that are on no list."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._addresses: dict[str, dict[str, str]] = {}
        self._taken: set[str] = set()
        self._archives: dict[tuple[str, str], list[Source]] | None = None
        self.texts: list[LicenseText] = []

    def ref(self, told: JudgedComponent) -> str:
        """The key of a part: its package URL, else a name with what tells it from others."""
        purl = told.component.purl
        # In SPDX 3 an address names the same element in all documents of the world.
        plain = purl.removeprefix("pkg:") if self._around.family == SPDX3 else purl
        if told.id == purl and plain not in self._taken:
            ref = plain
        else:
            ref = f"{told.component.name}-{sha256(told.id.encode('utf-8', 'replace')).hexdigest()[:12]}"
        self._taken.add(ref)
        return ref

    def part(self, told: JudgedComponent, ref: str) -> Part:
        """The part with all that is known of it."""
        component, made = told.component, self.made(told)
        group, name = _split(component.name, component.purl)
        license_ = self._around.licenses.of(told)
        self.texts += license_.texts
        deliverable, references, checksums = self._archive(told)
        if self._around.family == CYCLONEDX:
            references = [_addressed(one, component.purl, deliverable.filename) for one in references]
        elif self._around.family == SPDX and not checksums:
            # SPDX 2.3, 7.10: the checksum of a package is that of its archive.
            checksums = references[0].checksums if references else ()
        return Part(
            ref,
            name,
            version=component.version,
            group=group,
            kind=_kind(told),
            creator=creator_of(made),
            description=made.description,
            copyright=made.copyright,
            scope=_SCOPES[told.scope],
            identifiers=(Identifier("purl", component.purl),) if component.purl else (),
            checksums=checksums,
            references=(*references, *made.references),
            licenses=license_.entries,
            deliverable=deliverable,
            properties=(*license_.properties, *self._properties(told)),
        )

    def made(self, told: JudgedComponent) -> Made:
        """What the package's own metadata say of its maker."""
        for path in told.inputs:
            source = self._around.files.get(path)
            for inventory in self._around.inventories.get(path, ()) if source is not None else ():
                mine = inventory.reader in _MAKERS[:2] or (inventory.root is not None and told.component.first_party)
                if source is not None and mine and inventory.reader in _MAKERS:
                    found = made_by(inventory.reader, source)
                    if found != NOTHING:
                        return found
        return NOTHING

    def _archive(self, told: JudgedComponent) -> tuple[Deliverable, list[Reference], tuple[Checksum, ...]]:
        """The file that carries a part: one that lies in the tree, else the one that a lockfile names."""
        component = told.component
        checksums = tuple(Checksum(algorithm, digest) for algorithm, digest in component.hashes)
        source = self._around.files.get(component.place.input)
        if source is not None and not component.place.route and source.name.lower().endswith(ARCHIVES):
            return _at_hand(source, checksums)
        lying = self._lying(component.purl, component.version)
        if lying is not None:
            address = next(filter(None, (self._addresses_of(path).get(component.purl) for path in told.inputs)), "")
            return _at_hand(lying, checksums, address)
        if component.first_party:
            return Deliverable(), [], ()
        readers = [one.reader for path in told.inputs for one in self._around.inventories.get(path, ())]
        if readers and all(reader.startswith("sbom/") for reader in readers):
            return Deliverable(), [], checksums
        address = next(filter(None, (self._addresses_of(path).get(component.purl) for path in told.inputs)), "")
        name = file_name(address) or (_usual_name(component.purl) if checksums else "")
        references = [Reference("distribution", address, "", checksums)] if address or checksums else []
        return _words(name) if name and checksums else Deliverable(filename=name), references, ()

    def _lying(self, purl: str, version: str) -> Source | None:
        """The one archive among the targets whose name says that it is this package."""
        kind, namespace, name, said = purl_parts(purl)
        if kind not in _PACKED or not (said or version):
            return None
        if self._archives is None:
            self._archives = {}
            for path, source in self._around.files.items():
                if path.lower().endswith(ARCHIVES):
                    for key in _keys(source.name):
                        self._archives.setdefault(key, []).append(source)
        scope = namespace.removeprefix("@")
        wanted = [_key(name, said or version), *([_key(f"{scope}-{name}", said or version)] if scope else ())]
        found = [source for key in wanted for source in self._archives.get((kind, key), ())]
        return found[0] if len(found) == 1 else None

    def _addresses_of(self, path: str) -> dict[str, str]:
        known = self._addresses.get(path)
        if known is None:
            known = self._addresses[path] = {}
            source = self._around.files.get(path)
            for inventory in self._around.inventories.get(path, ()) if source is not None else ():
                if source is not None:
                    known.update(addresses_in(inventory.reader, source))
        return known

    def _properties(self, told: JudgedComponent) -> list[tuple[str, str]]:
        """What no format has a field for. Those that osscan reads again come last."""
        component = told.component
        rows = []
        if self._around.places:
            rows += [("osscan:input", path) for path in told.inputs]
        if component.requirement and not component.version:
            rows.append(("osscan:requirement", component.requirement))
        if told.role is not PathRole.PRODUCT:
            rows.append(("osscan:role", told.role.value))
        rows.append(("osscan:relation:concluded", told.relation.value))
        if component.first_party:
            rows.append(("osscan:first-party", "true"))
        if component.relation is not None:
            rows.append(("osscan:relation", component.relation.value))
        rows.append(("osscan:scope", told.scope.value))
        return rows


def _addressed(told: Reference, purl: str, file: str) -> Reference:
    """CycloneDX wants an address wherever a hash stands: a package URL, which names the archive and leads nowhere by itself."""
    if told.url or not (purl or file):
        return told
    if not purl:
        sums = [one.digest for one in told.checksums if one.algorithm == "SHA512"]
        return told._replace(url=f"pkg:generic/{quote(file, safe='')}" + (f"?checksum=sha512:{sums[0]}" if sums else ""))
    names_files = purl.startswith("pkg:pypi/") and "?" not in purl and file
    return told._replace(url=f"{purl}?file_name={quote(file)}" if names_files else purl)


_PACKED = {
    "pypi": (".whl", ".tar.gz", ".zip"),
    "npm": (".tgz",),
    "cargo": (".crate",),
    "gem": (".gem",),
    "nuget": (".nupkg",),
}
"""Endings of archives whose names say name and version of the package, by type of package URL."""


def _keys(file: str) -> Iterator[tuple[str, str]]:
    lower = file.lower()
    for kind, endings in _PACKED.items():
        for ending in endings:
            if lower.endswith(ending):
                stem = lower[: -len(ending)]
                yield kind, _alike("-".join(stem.split("-")[:2]) if ending == ".whl" else stem)


def _key(name: str, version: str) -> str:
    return _alike(f"{name}-{version}".lower())


def _alike(stem: str) -> str:
    return re.sub(r"[-_.]+", "-", stem)


def _at_hand(
    source: Source, checksums: tuple[Checksum, ...], address: str = ""
) -> tuple[Deliverable, list[Reference], tuple[Checksum, ...]]:
    try:
        digest = sha512(source.content()).hexdigest()
    except UnreadableError:
        return _words(source.name), [], ()
    sums = (*(one for one in checksums if one.algorithm != "SHA512"), Checksum("SHA512", digest))
    return _words(source.name), [Reference("distribution", address, "", sums)], ()


def _words(name: str) -> Deliverable:
    """The words of BSI TR-03183-2, 8.1.4 to 8.1.7, for an archive of packages."""
    executable = "executable" if name.lower().endswith(_RUNNABLE) else "non-executable"
    return Deliverable(name, executable, "archive", "structured")


_USUAL = {
    "npm": "{name}-{version}.tgz",
    "cargo": "{name}-{version}.crate",
    "gem": "{name}-{version}.gem",
    "nuget": "{name}.{version}.nupkg",
}
"""How the registries of an ecosystem name the one archive of a version; package managers rely on it."""


def _usual_name(purl: str) -> str:
    kind, _, name, version = purl_parts(purl)
    return _USUAL[kind].format(name=name, version=version) if kind in _USUAL and version else ""


def _split(name: str, purl: str) -> tuple[str, str]:
    """Group and name, where the one name is made of both."""
    kind, namespace, bare, _ = purl_parts(purl)
    for sign in ":/" if kind == "maven" else "/":
        if namespace and bare and name.lower() == f"{namespace}{sign}{bare}".lower():
            return name[: len(namespace)], name[len(namespace) + 1 :]
    return "", name or bare or posixpath.basename(purl)


def _kind(told: JudgedComponent) -> str:
    component = told.component
    if component.kind is Kind.APPLICATION:
        return "application"
    if component.kind is Kind.LIBRARY:
        return "library"
    return "container" if component.purl.startswith(("pkg:docker/", "pkg:oci/")) else "data"
