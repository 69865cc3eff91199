"""Manifests in languages that osscan does not read: where no lockfile tells what they ask for, that is said."""

from __future__ import annotations

import re
from typing import NamedTuple

from osscan.inputs.roles import is_installed
from osscan.inputs.source import Source
from osscan.model.component import PathRole
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering


class _Manifest(NamedTuple):
    """Files of one name: what is found in those that ask for packages, and the lockfiles that osscan reads instead."""

    pattern: str
    asks: re.Pattern[bytes]
    locks: tuple[str, ...] = ()


def _asking(words: bytes) -> re.Pattern[bytes]:
    return re.compile(words, re.MULTILINE)


_SBOMS = ("sbom.cdx.json", "bom.cdx.json", "bom.json", "sbom.json", "sbom.spdx.json", "sbom.cdx.xml", "bom.xml")
"""What tells of packages in whatever language."""
_NODE_LOCKS = ("bun.lock", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml")
_MANIFESTS = (
    _Manifest(
        "mix.exs", _asking(rb'\{\s*:\w{1,99}\s*,\s*+(?:"\s*(?:[~<>=]|\d)|(?:\[\s*+)?(?:git|github|hex)\s*:)'), ("mix.lock",)
    ),
    _Manifest("rebar.config", _asking(rb"\{\s*deps\s*,\s*\[\s*[^\s\]%]"), ("rebar.lock",)),
    _Manifest("Podfile", _asking(rb"^[ \t]*pod[ \t(]+[\"'](?![^\n]*\bpath\b)"), ("Podfile.lock",)),
    _Manifest("build.sbt", _asking(rb'"[ \t]*%{1,3}[ \t]*"|\blibraryDependencies\b'), ("build.sbt.lock",)),
    _Manifest("conanfile.py", _asking(rb"^[ \t]*(?:self\.)?(?:python_|tool_|build_|test_)?requires[ \t]*[=(]"), ("conan.lock",)),
    _Manifest("bun.lockb", _asking(rb"\A."), _NODE_LOCKS),
    _Manifest("Gopkg.lock", _asking(rb"^\[\[projects\]\]"), ("go.mod",)),
    _Manifest("glide.lock", _asking(rb"^- name:"), ("go.mod",)),
    _Manifest("vcpkg.json", _asking(rb'"dependencies"\s*:\s*\[\s*[^\s\]]')),
    _Manifest("Cartfile", _asking(rb'^[ \t]*(?:github|git|binary)[ \t]+"')),
    _Manifest("ivy.xml", _asking(rb"<dependency\s")),
    _Manifest("build.sc", _asking(rb'\b(?:ivy|mvn)"')),
    _Manifest("project.clj", _asking(rb":dependencies\s*\[\s*\[")),
    _Manifest("deps.edn", _asking(rb":deps\s*\{\s*[^\s}]")),
    _Manifest("*.cabal", _asking(rb"^[ \t]*[Bb]uild-[Dd]epends[ \t]*:")),
    _Manifest("cpanfile", _asking(rb"^[ \t]*requires\b")),
    _Manifest("shard.yml", _asking(rb"^dependencies:")),
    _Manifest("elm.json", _asking(rb'"(?:direct|dependencies)"\s*:\s*\{\s*"[^"]*"\s*:\s*"')),
    _Manifest("dub.json", _asking(rb'"dependencies"\s*:\s*\{\s*"')),
    _Manifest("dub.sdl", _asking(rb"^[ \t]*dependency[ \t]")),
    _Manifest("*.rockspec", _asking(rb"^[ \t]*dependencies[ \t]*=")),
    _Manifest("*.opam", _asking(rb"^depends[ \t]*:")),
    _Manifest("bower.json", _asking(rb'"dependencies"\s*:\s*\{\s*"')),
    _Manifest("Project.toml", _asking(rb"^\[deps\]")),
    _Manifest("MODULE.bazel", _asking(rb"^[ \t]*(?:bazel_dep|maven\.install)\(")),
)
PATTERNS = tuple(manifest.pattern for manifest in _MANIFESTS)


def read(source: Source) -> Inventory:
    """No components; a Problem where packages are asked for and neither a lockfile nor an SBOM beside or above tells which.

    Where nobody can look beside, as in an archive that passes by, it is only doubtful. Manifests of others tell of their needs.
    """
    fields = Fields(source)
    manifest = next((one for one in _MANIFESTS if source.name.endswith(one.pattern.removeprefix("*"))), None)
    counts = manifest is not None and source.role is PathRole.PRODUCT and not is_installed(source.path)
    found = manifest.asks.search(source.content()) if manifest is not None and counts else None
    if manifest is not None and found is not None and not _is_told(source, manifest.locks):
        tell = fields.error if source.root else fields.warning
        place = source.place("", source.content().count(b"\n", 0, found.start()) + 1)
        if manifest.locks:
            tell("manifest-needs-lock", place, name=source.name, lock=manifest.locks[0])
        else:
            tell("manifest-not-read", place, name=source.name)
    return Gathering().inventory(fields, READER, source.name)


def _is_told(source: Source, locks: tuple[str, ...]) -> bool:
    """Whether one of the lockfiles or an SBOM lies in the folder or above it, as those of workspaces do."""
    return any(next(source.above(file), None) is not None for file in (*locks, *_SBOMS))


READER = Reader(
    name="unread/manifests",
    title="mix.exs, rebar.config, Podfile, build.sbt, conanfile.py, …",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.NEVER, hashes=Extent.NEVER),
)
