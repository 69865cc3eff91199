"""What many files say becomes one picture: the license declared at the top, all licenses by file, holders, leads."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from sys import intern

from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import And
from osscan.model.detection import Holder
from osscan.model.tree_licenses import Declared, DetectedFile, FoundHolder, FoundLicense, Lead, TreeLicenses
from osscan.readers import table

_MANIFESTS = frozenset(
    {
        *("package.json", "pyproject.toml", "setup.cfg", "setup.py", "PKG-INFO", "Cargo.toml", "composer.json", "pom.xml"),
        *("publiccode.yml", "publiccode.yaml", "codemeta.json", "CITATION.cff", "DESCRIPTION", "bower.json", "META.json"),
        *("dub.json", "Package.swift", "mix.exs", "elm.json", "haxelib.json"),
    }
)
_MANIFEST_ENDINGS = (".gemspec", ".nuspec", ".podspec", ".cabal", ".csproj", ".opam")
_LICENSE_FILES = "license/license-files"
_ENDINGS = ("", ".txt", ".md", ".rst")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TELLS_NOTHING = re.compile(r"LicenseRef-scancode-(?:unknown\S*|see-license\S*|free-unknown\S*)")


def tree_licenses(files: Iterable[DetectedFile], folders: Sequence[str]) -> TreeLicenses:
    """The picture of all files, whatever their order; `folders` are the tops in which a license file speaks for the whole."""
    picture = _Picture(folders)
    for file in files:
        picture.add(file)
    return picture.finished()


@cache
def licenses_of(expression: str) -> tuple[str, ...]:
    """The licenses that hold at once, each without brackets around it: the parts of an AND; a choice is one part."""
    if " " not in expression:
        return (expression,)
    tree = parse(expression)
    if isinstance(tree, Fault):
        return (expression,)
    return tuple(str(part) for part in (tree.parts if isinstance(tree, And) else (tree,)))


class _Picture:
    """Gathers file by file and keeps of each only what the picture needs."""

    def __init__(self, folders: Sequence[str]) -> None:
        self._tops = {"" if folder == "." else folder for folder in folders}
        self._expressions: dict[str, str] = {}
        self._files = 0
        self._referring: dict[str, tuple[str, ...]] = {}
        self._silent: list[str] = []
        self._holders: dict[str, list[tuple[str, Holder]]] = {}
        self._leads: list[Lead] = []
        self._partly: list[str] = []
        self._unread: list[str] = []

    def add(self, file: DetectedFile) -> None:
        """Takes in what one file says."""
        path, detection, problem = file
        if problem is not None:
            self._unread.append(path)
            return
        self._files += 1
        if _tells(detection.expression):
            self._expressions[path] = intern(detection.expression or "")
        elif detection.refers_to:
            self._referring[path] = detection.refers_to
        elif detection.expression is not None:
            self._expressions[path] = intern(detection.expression)
        else:
            self._silent.append(path)
        for holder in detection.holders:
            self._holders.setdefault(_spelled_alike(holder.name), []).append((path, holder))
        self._leads += [Lead(path, near) for near in detection.near]
        if detection.seen == "part":
            self._partly.append(path)

    def finished(self) -> TreeLicenses:
        """The picture, sorted."""
        by_license: dict[str, list[str]] = {}
        expressions, silent, referring = dict(self._expressions), list(self._silent), 0
        for path, names in self._referring.items():
            found = self._referred_to(path, names)
            if found is None:
                silent.append(path)
            else:
                expressions[path] = found
                referring += 1
        for path in sorted(expressions):
            for license_id in licenses_of(expressions[path]):
                by_license.setdefault(license_id, []).append(path)
        declared = tuple(self._declared())
        own = {license_id for one in declared for license_id in licenses_of(one.expression)}
        return TreeLicenses(
            files=self._files,
            declared=declared,
            licenses=tuple(
                FoundLicense(one, tuple(paths), one in own)
                for one, paths in sorted(by_license.items(), key=lambda entry: (-len(entry[1]), entry[0]))
            ),
            silent=tuple(sorted(silent)),
            referring=referring,
            holders=tuple(sorted(map(_holder, self._holders.values()), key=lambda holder: (-holder.files, holder.name))),
            leads=tuple(sorted(self._leads)),
            partly=tuple(sorted(self._partly)),
            unread=tuple(sorted(self._unread)),
        )

    def _declared(self) -> list[Declared]:
        """License files at the top, then manifests there; where there are none, the texts that REUSE keeps."""
        ranked: dict[int, list[Declared]] = {0: [], 1: [], 2: []}
        for path, expression in sorted(self._expressions.items()):
            folder, _, name = path.rpartition("/")
            above, _, last = folder.rpartition("/")
            if folder in self._tops and _is_license_file(name):
                ranked[0].append(Declared(path, expression))
            elif folder in self._tops and (name in _MANIFESTS or name.endswith(_MANIFEST_ENDINGS)):
                ranked[1].append(Declared(path, expression))
            elif last == "LICENSES" and above in self._tops:
                ranked[2].append(Declared(path, expression))
        return [*ranked[0], *ranked[1]] or ranked[2]

    def _referred_to(self, path: str, names: tuple[str, ...]) -> str | None:
        """The license of the first file that is named and known, beside the file or above it."""
        for name in names:
            for folder in self._up(posixpath.dirname(path)):
                for ending in _ENDINGS:
                    found = self._expressions.get(posixpath.normpath(posixpath.join(folder, name.replace("\\", "/") + ending)))
                    if found is not None:
                        return found
        return None

    def _up(self, folder: str) -> Iterator[str]:
        """A folder and those above it, up to the top that was asked for."""
        yield folder
        while folder not in self._tops and posixpath.dirname(folder) != folder:
            folder = posixpath.dirname(folder)
            yield folder


def _tells(expression: str | None) -> bool:
    """Whether an expression names a license rather than that there is one somewhere."""
    return expression is not None and not all(_TELLS_NOTHING.fullmatch(part) for part in licenses_of(expression))


def _is_license_file(name: str) -> bool:
    row = table.by_path(name)
    return row is not None and row.name == _LICENSE_FILES


def _spelled_alike(name: str) -> str:
    return " ".join(name.casefold().split()).rstrip(".,")


def _holder(found: list[tuple[str, Holder]]) -> FoundHolder:
    years = sorted(year for _, holder in found for year in _YEAR.findall(holder.years))
    span = "" if not years else years[0] if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
    spellings = Counter(holder.name for _, holder in found)
    name = min(spellings, key=lambda spelled: (-spellings[spelled], spelled))
    return FoundHolder(name, span, len({path for path, _ in found}))
