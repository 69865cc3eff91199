"""Labelled manifests and lockfiles: which cases count, what osscan sees in them, and how the two are compared."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from osscan.engine.executor import Serial
from osscan.engine.gather import gather, read_named
from osscan.expression.tree import canonical, leaves
from osscan.inputs.source import Limits
from osscan.model.component import Component, Scope
from osscan.model.inventory import Inventory
from osscan.policy.resolve import Resolver

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("OSSCAN_CORPUS") or ROOT.parent / "shared" / "corpus") / "lockfiles"
ECOSYSTEMS = frozenset(
    {"javascript", "python", "dotnet", "java", "ruby", "elixir", "cpp", "rust", "go", "swift", "dart", "php", "os-dpkg"}
)
RESOLVER = Resolver({})
Row = dict[str, Any]
Item = tuple[str, str]
"""Name and version, with the spelling that does not matter put aside."""


CANONICAL = {
    "bun": "bun.lock",
    "bunlock": "bun.lock",
    "cargolock": "Cargo.lock",
    "cargotoml": "Cargo.toml",
    "composer": "composer.lock",
    "composerlock": "composer.lock",
    "condameta": "conda-meta/package.json",
    "conan": "conan.lock",
    "conanlock": "conan.lock",
    "config": "packages.config",
    "csproj": "app.csproj",
    "denojson": "deno.json",
    "denotssource": "main.ts",
    "gemfilelock": "Gemfile.lock",
    "gomod": "go.mod",
    "go.mod": "go.mod",
    "gradlelockfile": "gradle.lockfile",
    "gradleverificationmetadataxml": "gradle/verification-metadata.xml",
    "gradleversioncatalog": "gradle/libs.versions.toml",
    "lock": "packages.lock.json",
    "lockfile": "gradle.lockfile",
    "mix": "mix.lock",
    "mixlock": "mix.lock",
    "npm": "package-lock.json",
    "nugetcpm": "Directory.Packages.props",
    "packagejson": "package.json",
    "packagelockjson": "package-lock.json",
    "packageresolved": "Package.resolved",
    "packagesconfig": "packages.config",
    "packagesprops": "Directory.Packages.props",
    "paketdependencies": "paket.dependencies",
    "paketlock": "paket.lock",
    "pdmlock": "pdm.lock",
    "pip": "requirements.txt",
    "pipenv": "Pipfile.lock",
    "pipfilelock": "Pipfile.lock",
    "pnpm": "pnpm-lock.yaml",
    "pnpmlock": "pnpm-lock.yaml",
    "poetrylock": "poetry.lock",
    "pomxml": "pom.xml",
    "pubspec": "pubspec.lock",
    "pylock": "pylock.toml",
    "pyprojecttoml": "pyproject.toml",
    "setup": "setup.py",
    "sum": "go.sum",
    "swift": "Package.resolved",
    "uvlock": "uv.lock",
    "vendormodules": "vendor/modules.txt",
    "yarn": "yarn.lock",
    "yarnlock": "yarn.lock",
}
"""What a file of a kind is called in a project; kinds that are not here keep the name that they have in the corpus."""
ONES = {
    "distinfo_meta": "package-1.dist-info/METADATA",
    "egginfo": "package.egg-info",
    "egginfo_pkginfo": "EGG-INFO/PKG-INFO",
    "malformed_pkginfo": "package.egg-info/PKG-INFO",
    "memcached-v6-format.reg": "php/.registry/.channel.pecl.php.net/memcached.reg",
    "pkginfo": "package.egg-info/PKG-INFO",
    "v1_happy.sbt.lock": "build.sbt.lock",
}
"""The same for files of kinds with several names."""


@cache
def cases() -> tuple[Row, ...]:
    """The plain cases of the ecosystems that osscan knows; no switch of the other tool's test changes them."""
    return tuple(
        row
        for row in rows_of("labels.jsonl")
        if not row["options"] and not row.get("context_missing") and not row.get("binary") and row["ecosystem"] in ECOSYSTEMS
    )


def rows_of(name: str) -> list[Row]:
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def seen(path: str) -> Inventory:
    """What osscan sees in a file that is named outright, by whatever name the corpus gives it."""
    return read_named(str(CORPUS / path), Limits())


def item(name: str, version: str) -> Item:
    return name.lower().replace("_", "-").replace("/", ":"), version.removeprefix("v")


def wanted(row: Row) -> set[Item]:
    return {item(one["name"], one.get("version") or "") for one in row["expected"]}


def found(row: Row) -> dict[Item, Component]:
    return {item(one.name, one.version): one for one in seen(row["path"]).components}


def difference(row: Row) -> tuple[frozenset[Item], frozenset[Item]]:
    """What is missing, and what is too many."""
    ours, theirs = found(row).keys(), wanted(row)
    return frozenset(theirs - ours), frozenset(ours - theirs)


def was_read(row: Row) -> bool:
    return bool(seen(row["path"]).reader)


def canonical_name(row: Row) -> str:
    """The path below a project under which a file of this kind is known."""
    path = Path(row["path"])
    if row["kind"] == "core_deps":
        return f"{_program(CORPUS / path)}.deps.json"
    known = ONES.get(path.name) or CANONICAL.get(row["kind"])
    return known or "/".join(path.parts[path.parts.index("testdata") + 1 :])


SCOPES = {Scope.DEV: "dev", Scope.TEST: "dev", Scope.OPTIONAL: "optional", Scope.BUILD: "build"}


def scopes(row: Row) -> tuple[dict[Item, str], dict[Item, str]]:
    """The label's scopes and osscan's, of components that both name; empty where the label marks none at all.

    trivy's `scope` knows only development; osv-scalibr's `groups` know what is optional or for the build too.
    """
    marked = {key for one in row["expected"] for key in ("scope", "groups") if one.get(key)}
    if not marked:
        return {}, {}
    ours = {key: SCOPES.get(one.scope, "main") for key, one in found(row).items()}
    if marked == {"scope"}:
        ours = {key: scope if scope == "dev" else "main" for key, scope in ours.items()}
    told: dict[Item, str] = {}
    for one in row["expected"]:
        key, scope = item(one["name"], one.get("version") or ""), _told_scope(one)
        told[key] = scope if told.get(key, scope) == scope else "main"
    both = told.keys() & ours.keys()
    return {key: told[key] for key in both}, {key: ours[key] for key in both}


def _told_scope(one: dict[str, Any]) -> str:
    """Of `dev` and `optional` together the first counts: nothing but development needs it, and not even that always."""
    groups = {one.get("scope")} | set(one.get("groups") or ())
    if groups & {"dev", "test"}:
        return "dev"
    if "optional" in groups:
        return "optional"
    return "build" if "build-requires" in groups else "main"


def _program(file: Path) -> str:
    """The project that a deps.json is called after."""
    libraries = json.loads(file.read_bytes()).get("libraries") or {}
    return next((key.partition("/")[0] for key, one in libraries.items() if one.get("type") == "project"), "app")


class Told(Protocol):
    """One row of the table of differences (`lockfile_differences.Difference`)."""

    @property
    def missing(self) -> tuple[Item, ...]: ...
    @property
    def too_many(self) -> tuple[Item, ...]: ...
    @property
    def all_of(self) -> str: ...


def explained(row: Row, differences: Mapping[str, Iterable[Told]]) -> tuple[frozenset[Item], frozenset[Item]]:
    """The difference that the table has for a case."""
    known = found(row)
    missing: set[Item] = set()
    too_many: set[Item] = set()
    for one in differences.get(row["path"], ()):
        missing.update(one.missing)
        too_many.update(one.too_many)
        if one.all_of:
            dev = one.all_of == "development"
            too_many.update(key for key, component in known.items() if not dev or SCOPES.get(component.scope) == "dev")
    return frozenset(missing), frozenset(too_many)


class Licensed(NamedTuple):
    """The licenses of one component: the label's, and osscan's."""

    path: str
    name: str
    told: frozenset[str]
    ours: frozenset[str]


def left_over(row: Row) -> tuple[frozenset[Item], frozenset[Item]]:
    """The difference that is left when five conventions are applied to any case, whichever it is.

    The project is no component; what is for development, tests or the build is listed; a range is no version; what has neither
    version nor range, or is from git, is listed; so is Go's standard library.
    """
    missing, too_many = difference(row)
    known, root = found(row), seen(row["path"]).root
    ranges = {key[0]: known[key].requirement for key in too_many if not key[1] and known[key].requirement}
    of_ranges = {key for key in missing if key[1] and key[1] in ranges.get(key[0], "")}
    names = {name for name, _ in of_ranges}
    itself = {item(root.name, root.version)} if root is not None else set()
    listed = {
        key
        for key in too_many
        if SCOPES.get(known[key].scope) in {"dev", "build"}
        or (not key[1] and not known[key].requirement)
        or (not key[1] and key[0] in names)
        or key[0] == "stdlib"
    }
    return missing - of_ranges - itself, too_many - listed


@cache
def licenses() -> tuple[Licensed, ...]:
    """Of every component, or project, that both name and whose license the label knows; a label's list does not say AND or OR.

    Other than elsewhere cases with switches count too: no switch changes what a file says of a license.
    """
    return tuple(
        one
        for row in rows_of("labels.jsonl")
        if any(told.get("licenses") for told in row["expected"]) and was_read(row)
        for one in _licensed(row)
    )


def _licensed(row: Row) -> Iterator[Licensed]:
    root = seen(row["path"]).root
    known = ({item(root.name, root.version): root} if root is not None else {}) | found(row)
    for one in row["expected"]:
        component = known.get(item(one["name"], one.get("version") or ""))
        if one.get("licenses") and component is not None:
            told = frozenset(name for text in one["licenses"] for name in names_in(text))
            tree = RESOLVER.resolve(component).tree
            yield Licensed(row["path"], one["name"], told, frozenset(map(str, leaves(tree))) if tree else frozenset())


def names_in(text: str) -> frozenset[str]:
    """The licenses in an expression, or the words themselves where osscan knows none."""
    tree = RESOLVER.normal(text).tree
    return frozenset(map(str, leaves(tree))) if tree is not None else frozenset({text})


class Resolved(NamedTuple):
    """What ORT resolved over the network for one project, what osscan lists offline, and what it says of licenses."""

    path: str
    wanted: int
    listed: int
    licensed: int
    unlike: tuple[tuple[str, str, str], ...]
    """(purl, osscan's expression, ORT's) where they do not mean the same."""


@cache
def resolved_by_ort() -> tuple[Resolved, ...]:
    """Every project of ORT's own tests beside what osscan sees in its folder; licenses only where osscan names one."""
    return tuple(_beside_ort(row) for row in rows_of("labels_ort.jsonl"))


def _beside_ort(row: Row) -> Resolved:
    folder = (CORPUS / row["path"]).parent
    ours: dict[str, Component] = {}
    for _, inventory in gather((str(folder),), Limits(), Serial()).inventories if folder.is_dir() else ():
        for component in inventory.components:
            key = component.purl.partition("?")[0].partition("#")[0]
            if key and (key not in ours or component.claims):
                ours[key] = component
    told = {one["purl"].partition("?")[0].partition("#")[0]: one for one in row["expected"] if one.get("purl")}
    both = sorted(told.keys() & ours.keys())
    licensed = [key for key in both if ours[key].claims]
    unlike = []
    for key in licensed:
        tree, other = RESOLVER.resolve(ours[key]).tree, RESOLVER.normal(told[key]["spdx_expression"] or "").tree
        if tree is None or other is None or canonical(tree) != canonical(other):
            unlike.append((key, str(tree), str(told[key]["spdx_expression"])))
    return Resolved(row["path"], len(told), len(both), len(licensed), tuple(unlike))
