"""Where the packages lie that a notice speaks of, and which of their files hold license texts, NOTICEs and copyright lines."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from osscan.errors import UnreadableError
from osscan.inputs.package_folder import files_beside, folders_beside
from osscan.inputs.roles import is_installed
from osscan.inputs.source import Source
from osscan.inputs.zip_members import Archive, ArchiveError, Budget
from osscan.model.component import Kind
from osscan.model.inventory import Inventory
from osscan.model.purl import parts
from osscan.model.report import JudgedComponent
from osscan.notice.names import is_license_file, is_notice_file, is_readme

Inventories = Mapping[str, tuple[Inventory, ...]]

_OWN_FOLDER = (
    *("javascript/installed", "python/dist-info", "ruby/gemspec", "rust/cargo-toml", "php/composer-json", "java/pom"),
    *("vendored/submodules", "dotnet/nuspec", "dart/pubspec-yaml"),
)
"""Readers of files that lie in the folder of the package that they describe."""
_TEXT_FOLDERS = ("licenses", "license", "license_files", "licences", "legal")
_JARS = (".jar", ".war", ".ear", ".aar", ".whl", ".nupkg")
_ENVIRONMENTS = (".venv", "venv", "env")
_PROGRAMS = (
    *(".py", ".js", ".mjs", ".cjs", ".ts", ".rb", ".go", ".rs", ".java", ".c", ".h", ".cc", ".cpp", ".php", ".css", ".pyx"),
    *(".kt", ".scala", ".cs", ".swift", ".dart", ".r", ".pl", ".lua"),
)
_MOST_PROGRAMS = 80
_MOST_IN_ARCHIVE = 60
_same = re.compile(r"[-_.]+")


class AtHand(NamedTuple):
    """The files of one package as they lie here; `found` says whether its folder or archive was there at all."""

    found: bool
    licenses: tuple[Source, ...] = ()
    notices: tuple[Source, ...] = ()
    readmes: tuple[Source, ...] = ()


class PackageFiles:
    """Finds the files of components among those of the targets, and beside lockfiles where packages are installed."""

    def __init__(self, files: Mapping[str, Source], inventories: Inventories) -> None:
        self._files = files
        self._inventories = inventories
        self._telling: dict[str, list[str]] = {}
        """Files with telling names, by folder."""
        self._folders: dict[str, list[str]] = {}
        self._environments: dict[str, dict[str, str]] = {}
        self._paths: list[str] | None = None
        for path in files:
            folder, _, name = path.rpartition("/")
            if is_license_file(name) or is_notice_file(name) or is_readme(name):
                self._telling.setdefault(folder, []).append(path)
                if posixpath.basename(folder).lower() in _TEXT_FOLDERS or ".dist-info/" in f"{folder}/":
                    self._folders.setdefault(_home_of(folder), []).append(folder)

    def of(self, judged: JudgedComponent) -> AtHand:
        """What lies here of one component."""
        if judged.component.kind is Kind.FILES:
            return self._single_files(judged)
        homes = dict.fromkeys(self._homes(judged))
        found = [source for home in homes for source in self._in(home)]
        found += [source for path in judged.inputs for source in self._in_archive(path, judged)]
        installed = bool(homes) or bool(found)
        if not installed:
            beside = self._beside_locks(judged)
            installed, found = bool(beside), list(beside)
        claimed = {claim.place.input for claim in judged.component.claims}
        found += [
            self._files[path] for path in sorted(claimed) if path in self._files and is_license_file(posixpath.basename(path))
        ]
        return _sorted(found, found=installed)

    def programs(self, judged: JudgedComponent) -> Iterator[Source]:
        """Source files of one component, the shallowest first, so many as somebody would look at."""
        if judged.component.kind is Kind.FILES:
            paths = dict.fromkeys(claim.place.input for claim in judged.component.claims)
            yield from (self._files[path] for path in paths if path in self._files)
            return
        for home in dict.fromkeys(self._homes(judged)):
            yield from self._recorded(home) if home.endswith(".dist-info") else self._below(home)

    def _single_files(self, judged: JudgedComponent) -> AtHand:
        """Files that carry the license themselves."""
        paths = sorted({claim.place.input for claim in judged.component.claims} & self._files.keys())
        sources = [self._files[path] for path in paths]
        return AtHand(bool(sources), tuple(one for one in sources if is_license_file(one.name)))

    def _homes(self, judged: JudgedComponent) -> Iterator[str]:
        """Folders that hold this package and nothing else."""
        for path in judged.inputs:
            for inventory in self._inventories.get(path, ()):
                if inventory.reader == "license/third-party":
                    yield path
                elif inventory.reader in _OWN_FOLDER and (is_installed(path) or "vendor" in path.lower() or path in self._files):
                    if _speaks_of(inventory, judged):
                        yield posixpath.dirname(path)
                elif inventory.reader == "php/composer-installed":
                    yield posixpath.join(posixpath.dirname(path), "..", judged.component.name)
                elif inventory.reader == "go/vendor-modules":
                    yield posixpath.join(posixpath.dirname(path), judged.component.name)
                elif inventory.reader == "os/dpkg-status":
                    yield posixpath.join(
                        path.partition("var/lib/dpkg")[0], "usr/share/doc", judged.component.name.partition(":")[0]
                    )

    def _in(self, home: str) -> Iterator[Source]:
        plain = posixpath.normpath(home)
        for folder in (plain, *self._folders.get(plain, ())):
            for path in self._telling.get(folder, ()):
                yield self._files[path]

    def _below(self, home: str) -> Iterator[Source]:
        """What lies in a package's folder; packages inside of it speak for themselves."""
        if self._paths is None:
            self._paths = sorted(path for path in self._files if path.endswith(_PROGRAMS))
        prefix = f"{posixpath.normpath(home)}/"
        first = bisect_left(self._paths, prefix)
        last = bisect_left(self._paths, f"{prefix}\U0010ffff", first)
        own = [path for path in self._paths[first:last] if "/node_modules/" not in path[len(prefix) - 1 :]]
        for path in sorted(own, key=lambda one: (one.count("/"), one))[:_MOST_PROGRAMS]:
            yield self._files[path]

    def _recorded(self, home: str) -> Iterator[Source]:
        """What the RECORD of a wheel lists."""
        record = self._files.get(f"{home}/RECORD")
        if record is None:
            return
        try:
            text = record.content().decode("utf-8", "replace")
        except UnreadableError:
            return
        above = posixpath.dirname(home)
        names = (line.partition(",")[0] for line in text.splitlines())
        paths = [posixpath.normpath(f"{above}/{name}") for name in names if name.endswith(_PROGRAMS)]
        known = [path for path in paths if path in self._files]
        for path in sorted(known, key=lambda one: (one.count("/"), one))[:_MOST_PROGRAMS]:
            yield self._files[path]

    def _in_archive(self, path: str, judged: JudgedComponent) -> Iterator[Source]:
        """License files and NOTICEs in the archive that is the component."""
        source = self._files.get(path)
        if source is None or not path.lower().endswith(_JARS) or judged.component.place.route:
            return
        try:
            archive = Archive(source.content(), Budget())
            names = [name for name in archive.names if _tells_in_archive(name)]
            for name in sorted(names)[:_MOST_IN_ARCHIVE]:
                yield Source(f"{path}!/{name}", held=archive.read(name))
        except (ArchiveError, UnreadableError):
            return

    def _beside_locks(self, judged: JudgedComponent) -> tuple[Source, ...]:
        """The package as it is installed beside a lockfile, where git ignores it: same name and version only."""
        kind, namespace, name, version = parts(judged.component.purl)
        if not version:
            return ()
        for path in judged.inputs:
            source = self._files.get(path)
            if source is None:
                continue
            if kind == "npm":
                full = f"{namespace}/{name}" if namespace else name
                found = _same_version(files_beside(source, f"node_modules/{full}"), version)
            elif kind == "pypi":
                found = self._in_environment(source, name, version)
            else:
                found = ()
            if found:
                return found
        return ()

    def _in_environment(self, lock: Source, name: str, version: str) -> tuple[Source, ...]:
        folder = posixpath.dirname(lock.path)
        known = self._environments.get(folder)
        if known is None:
            known = self._environments[folder] = dict(_environment(lock))
        home = known.get(_same.sub("-", f"{name}-{version}").lower())
        if home is None:
            return ()
        below = [*folders_beside(lock, f"{home}/licenses"), ""]
        deep = [source for one in below for source in files_beside(lock, posixpath.join(home, "licenses", one))]
        return (*files_beside(lock, home), *deep)


def _environment(lock: Source) -> Iterator[tuple[str, str]]:
    """The folders `*.dist-info` of the environments beside a lockfile."""
    for environment in _ENVIRONMENTS:
        for python in folders_beside(lock, f"{environment}/lib"):
            packages = f"{environment}/lib/{python}/site-packages"
            for folder in folders_beside(lock, packages):
                if folder.endswith(".dist-info"):
                    yield _same.sub("-", folder.removesuffix(".dist-info")).lower(), f"{packages}/{folder}"


def _same_version(files: tuple[Source, ...], version: str) -> tuple[Source, ...]:
    manifest = next((one for one in files if one.name == "package.json"), None)
    if manifest is None:
        return ()
    try:
        told = re.search(rb'"version"\s*:\s*"([^"]*)"', manifest.start(200_000))
    except UnreadableError:
        return ()
    return files if told is not None and told[1].decode("utf-8", "replace") == version else ()


def _speaks_of(inventory: Inventory, judged: JudgedComponent) -> bool:
    """Whether a manifest describes this component, rather than naming it among others."""
    if inventory.root is not None:
        return inventory.root.name == judged.component.name
    return len(inventory.components) == 1


def _tells_in_archive(name: str) -> bool:
    folder, _, last = name.rpartition("/")
    near = folder in ("", "META-INF") or folder.lower().startswith("meta-inf/licen") or ".dist-info" in folder
    return near and (is_license_file(last) or is_notice_file(last))


def _home_of(folder: str) -> str:
    """The package's folder that a folder of texts belongs to."""
    if ".dist-info" in folder:
        return f"{folder.partition('.dist-info')[0]}.dist-info"
    return posixpath.dirname(folder)


def _sorted(files: list[Source], *, found: bool) -> AtHand:
    """The files by what they are, each once, in the order of their paths."""
    every = sorted({one.path: one for one in files}.values(), key=lambda one: one.path)
    notices = [one for one in every if is_notice_file(one.name)]
    licenses = [one for one in every if is_license_file(one.name) and one not in notices]
    readmes = [one for one in every if is_readme(one.name)]
    return AtHand(found, tuple(licenses), tuple(notices), tuple(readmes))
