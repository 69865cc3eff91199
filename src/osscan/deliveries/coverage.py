"""Coverage: which compiled classes, Python files and assemblies have a source in the delivery, and which have none."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from osscan.deliveries.seen import Seen

_ENDINGS = (".java", ".kt", ".scala", ".groovy")
_CACHED = re.compile(r"\.(?:cpython|pypy)-?\w+(?:\.opt-\d)?$")


class Covered(NamedTuple):
    """How many were looked at, and the names of those without a source."""

    asked: int
    missing: tuple[str, ...]

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all; of nothing everything is covered."""
        return 100 if not self.asked else 100 * (self.asked - len(self.missing)) // self.asked


def of_classes(classes: Mapping[str, str], seen: Seen, *, rooted: bool) -> Covered:
    """Classes by name with the source file that the compiler noted. Where their names do not begin at a root (a folder of classes), the
    ends of their paths are compared as well.
    """
    missing = [name for name, source in classes.items() if not _has_source(name, source, seen.sources, rooted=rooted)]
    return Covered(len(classes), tuple(sorted(missing)))


def of_python(seen: Seen, is_asked_for: Iterable[str]) -> Covered:
    """Compiled Python files; the source lies beside it, above `__pycache__`, or elsewhere under the same package and name."""
    by_end: dict[str, set[str]] = {}
    for path in seen.python_sources:
        by_end.setdefault("/".join(_parts(path)[-2:]), set()).add(path)
    asked = tuple(is_asked_for)
    missing = [path for path in asked if not _has_python(path, seen.python_sources, by_end)]
    return Covered(len(asked), tuple(sorted(missing)))


def of_assemblies(seen: Seen, is_asked_for: Iterable[str]) -> Covered:
    """Assemblies of .NET; a project file that builds one of that name is there."""
    asked = tuple(is_asked_for)
    return Covered(len(asked), tuple(sorted(path for path in asked if _stem(path).lower() not in seen.projects)))


def _has_source(name: str, source: str, sources: frozenset[str], *, rooted: bool) -> bool:
    package, base = posixpath.split(name)
    files = [source] if source else [base + ending for ending in _ENDINGS]
    if not source and base.endswith("Kt"):
        files.append(base[:-2] + ".kt")
    folders = [package] if rooted else ["/".join(package.split("/")[at:]) for at in range(max(1, package.count("/") + 1))]
    return any((f"{folder}/{file}" if folder else file) in sources for folder in folders for file in files)


def _has_python(path: str, sources: frozenset[str], by_end: Mapping[str, set[str]]) -> bool:
    folder, name = posixpath.split(path)
    stem = _CACHED.sub("", name.rpartition(".")[0])
    if posixpath.basename(folder) == "__pycache__":
        folder = posixpath.dirname(folder)
    if f"{folder}/{stem}.py" in sources or (not folder and f"{stem}.py" in sources):
        return True
    return bool(by_end.get(f"{_parts(folder)[-1]}/{stem}.py")) if folder else False


def _parts(path: str) -> list[str]:
    return path.replace("!/", "/").split("/")


def _stem(path: str) -> str:
    return posixpath.basename(path).rpartition(".")[0]
