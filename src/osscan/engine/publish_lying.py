"""What of a working folder the published state will miss: build inputs that nobody committed, or that git ignores."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

from osscan.inputs.git_lying import lying
from osscan.inputs.roles import role_of
from osscan.model.component import PathRole
from osscan.model.rehearsal import Lying, PublicFile
from osscan.readers.table import by_path

_BUILDERS = re.compile(
    r"(?:^|/)(?:[\w.-]*dockerfile[\w.-]*|containerfile|(?:docker-)?compose[\w.-]*\.ya?ml|makefile|cmakelists\.txt|pyproject\.toml"
    r"|setup\.(?:py|cfg)|package\.json|build\.gradle(?:\.kts)?|pom\.xml|justfile|taskfile\.ya?ml|\.gitlab-ci\.ya?ml"
    r"|\.github/workflows/[^/]+\.ya?ml|[^/]+\.(?:sh|mk|cmake))$",
    re.IGNORECASE,
).search
"""Files that say what is built from what."""
_MADE = frozenset(
    {"node_modules", ".venv", "venv", "target", "build", "dist", "__pycache__", ".tox", ".nox", "coverage", ".git", ".idea"}
)
_NEVER = re.compile(r"(?:^|/)(?:\.env(?:\.[\w-]+)?|\.DS_Store|Thumbs\.db|[^/]*\.(?:pyc|log|swp|tmp))$").search
_BEFORE = r"(?<![\w./-])(?:\./)?"
_LARGEST, _MOST = 262_144, 2_000


def left_lying(folder: Path, files: tuple[PublicFile, ...]) -> tuple[Lying, ...]:
    """All that lies around, with a word where the build may need it."""
    told = lying(folder)
    builders = _texts(folder, files)
    return tuple(_judged(path, state, builders, look=number < _MOST) for number, (path, state) in enumerate(told))


def _judged(path: str, state: str, builders: Mapping[str, str], *, look: bool) -> Lying:
    if state == "changed" or not look or _MADE.intersection(path.rstrip("/").split("/")):
        return Lying(path, state)
    named = _named_by(path.rstrip("/"), builders)
    if not path.endswith("/") and not _NEVER(path) and role_of(path) is PathRole.PRODUCT and by_path(path) is not None:
        return Lying(path, state, "input", named)
    return Lying(path, state, "named", named) if named else Lying(path, state)


def _named_by(path: str, builders: Mapping[str, str]) -> str:
    """The first build file that names the path, as seen from the top or from its own folder."""
    for builder, text in builders.items():
        folder = posixpath.dirname(builder)
        inner = posixpath.relpath(path, folder) if folder else path
        for told in {path, inner}:
            if len(told) > 2 and told in text and re.search(_BEFORE + re.escape(told) + r"(?![\w.-])", text):
                return builder
    return ""


def _texts(folder: Path, files: tuple[PublicFile, ...]) -> dict[str, str]:
    found = {}
    for file in files:
        if _BUILDERS(file.path) and file.size <= _LARGEST:
            try:
                found[file.path] = (folder / file.path).read_bytes().decode("utf-8", "replace")
            except OSError:
                continue
    return found
