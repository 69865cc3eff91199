"""Held: files of a delivery that readers speak for, kept until all have passed, as some need each other."""

from __future__ import annotations

import re

from osscan.engine.gather import Job, Read, read_chunk, reader_names
from osscan.engine.vendor_ground import Ground, Lying
from osscan.inputs.archives.member import Member
from osscan.inputs.source import Source
from osscan.readers import table
from osscan.readers.go.build_info import is_program

NOWHERE = "/dev/null/delivery"
"""Where the files of a delivery would lie if they were on disk: below a device, where nothing can ever be."""
_MOST_BYTES = 192 * 1024 * 1024
"""So much is held at once; what comes later is read by itself while it passes."""
_OF_PACKAGES = (
    *("python/dist-info", "javascript/installed", "dotnet/nuspec", "go/vendor-modules", "php/composer-installed", "ruby/gemspec"),
    *("os/dpkg-status", "os/apk-installed", "python/conda-meta", "dotnet/deps-json", "os/rpm-header"),
)
"""Readers of what packages say of themselves, wherever they lie."""
_BESIDE_PACKAGES = (*_OF_PACKAGES, table.LICENSE_FILES, "os/package-copyright", "license/debian-copyright")
_NAMED_SBOM = (".json", ".xml", ".spdx", ".jsonld", ".yaml", ".yml", ".rdf", ".tag")
_SBOM = re.compile(rb"bomFormat|spdxVersion|SPDXVersion:|cyclonedx\.org/schema/bom|SPDXRef-DOCUMENT|spdx\.org/rdf/")
_DATABASES = (("os/dpkg-status",), ("os/apk-installed",))
_OF_IMAGES = ("dpkg/status", "opkg/status", "apk/db/installed")
_INSTALLED, _RPM, _GO = "javascript/installed", "os/rpm-header", "go/build-info"


class Held:
    """Takes in file by file."""

    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}
        self.jobs: dict[str, Job] = {}
        self.known: dict[str, tuple[Read, ...]] = {}
        self._same: dict[str, bytes] = {}
        self._bytes = 0
        self._databases: dict[tuple[str, str], tuple[int, str]] = {}

    def readers_of(self, member: Member, where: Lying) -> tuple[str, ...]:
        """The readers that want to see a file."""
        path = member.path
        if where.ground is Ground.DISTRIBUTION:
            return ()
        if member.archive:
            return (_RPM,) if member.archive == "rpm" else ()
        if member.content is not None and where.ground is not Ground.JAVA and is_program(member.content):
            return (_GO,)
        if where.ground is Ground.OWN:
            found = reader_names(path)
            if found == (table.TAGS.name,) and path.lower().endswith(_NAMED_SBOM) and _SBOM.search(member.head):
                row = table.by_content(member.head)
                return (row.name,) if row is not None and row.name.startswith("sbom/") else found
            return found
        row = table.by_path(path)
        if row is None or where.ground is Ground.JAVA:
            return reader_names(path) if row is not None and row.name.startswith("sbom/") else ()
        if row.name == "javascript/package-json" and member.inner == "package/package.json":
            return (_INSTALLED,)
        if row.name.startswith("sbom/"):
            return reader_names(path)
        return (row.name,) if row.name in _BESIDE_PACKAGES else ()

    def take(self, member: Member, where: Lying, names: tuple[str, ...]) -> bool:
        """Keeps a file for its readers; hands back whether it is one whose words tell its license, which is none of theirs."""
        content, path = member.content, member.path
        if names in ((_RPM,), (_GO,)):
            self._read_at_once(Source(path, f"{NOWHERE}/{path}", None, NOWHERE, where.role), content or member.head, names)
            return False
        if names == (table.TAGS.name,) or content is None:
            return True
        if names in _DATABASES and not self._is_fullest(member, content):
            return False
        source = Source(path, f"{NOWHERE}/{path}", None, NOWHERE, where.role)
        if names != reader_names(path):
            self.jobs[path] = (names, source)
        if self._bytes > _MOST_BYTES and names != (table.LICENSE_FILES,):
            self._read_at_once(source, content, names)
            return False
        held = self._same.get(member.sha256)
        if held is None:
            held = self._same[member.sha256] = content
            self._bytes += len(content)
        source = source._replace(held=held)
        self.sources[path] = source
        if path in self.jobs:
            self.jobs[path] = (names, source)
        return False

    def _is_fullest(self, member: Member, content: bytes) -> bool:
        """Of several states of an image's database of packages the one with most packages counts; files of all of them lie there."""
        if "!/" not in member.layer or not member.inner.endswith(_OF_IMAGES):
            return True
        key = (member.path.partition("!/")[0], member.inner)
        count = content.count(b"\nPackage:") + content.count(b"\nP:")
        known = self._databases.get(key)
        if known is not None and known[0] > count:
            return False
        if known is not None:
            self.sources.pop(known[1], None)
        self._databases[key] = (count, member.path)
        return True

    def _read_at_once(self, source: Source, content: bytes, names: tuple[str, ...]) -> None:
        """What needs no other file, or comes too late to be held; nobody looks at its words again."""
        self.jobs[source.path] = (names, source)
        self.known[source.path] = tuple(read_chunk([(names, source._replace(held=content))]))
        self.sources[source.path] = source
