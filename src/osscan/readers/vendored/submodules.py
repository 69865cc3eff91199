"""git submodules: which repositories lie in a tree (`.gitmodules`), and at which commit (git's index)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from osscan.inputs.decode import text_of
from osscan.inputs.git_index import gitlinks
from osscan.inputs.source import Source
from osscan.model.component import Component, Relation, Scope
from osscan.model.inventory import Gives, Inventory
from osscan.model.purl import purl
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.git_address import repository_of

_SECTION = re.compile(r'\s*\[\s*submodule\s+"((?:[^"\\]|\\.)*)"\s*\]\s*(?:[#;].*)?', re.IGNORECASE)
_FIELD = re.compile(r"\s*([A-Za-z][A-Za-z0-9-]*)\s*=(.*)")
_COMMENT = re.compile(r"[ \t][#;]")


class Submodule(NamedTuple):
    """One section: the name that git gives it, its fields by name in lower case, and its line."""

    name: str
    fields: dict[str, str]
    line: int


def read(source: Source) -> Inventory:
    """One component for each submodule; `ref` is its folder."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    commits = gitlinks(Path(source.file).parent) if source.file else {}
    found: dict[str, Component] = {}
    for submodule in _sections(text, fields):
        path = posixpath.normpath(submodule.fields.get("path", ""))
        address = submodule.fields.get("url", "")
        if path in (".", "..") or path.startswith(("../", "/")) or not address:
            missing = "url" if path not in (".", "..") else "path"
            fields.error("submodule-unusable", source.place(submodule.name, submodule.line), name=submodule.name, field=missing)
            continue
        repository = repository_of(address)
        name = repository.name if repository is not None else posixpath.basename(address.rstrip("/")).removesuffix(".git")
        name = name if name not in ("", ".", "..") else submodule.name
        version = _commit(source, path, commits)
        url = repository.purl(version) if repository is not None else purl("generic", name, version)
        place = source.place(submodule.name, submodule.line)
        found.setdefault(path, Component(name, version, place, path, url, (), Scope.RUNTIME, relation=Relation.INCORPORATE))
    return Inventory(
        source.path, READER.name, ".gitmodules", "", None, tuple(found.values()), (), fields.problems(), READER.gives
    )


def _commit(source: Source, path: str, commits: Mapping[str, str]) -> str:
    """What git's index names; for a former state, what is held for it."""
    full = f"{Path(source.file).parent}/{path}" if source.file else ""
    if full and source.asked is not None:
        source.asked.append(full)
    held = source.past.get(full) if source.past is not None else None
    return commits.get(path, "") if held is None else held.decode("ascii", "replace")


def _sections(text: str, fields: Fields) -> Iterator[Submodule]:
    opened: Submodule | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.lstrip()[0] in "#;":
            continue
        section = _SECTION.fullmatch(line)
        if section is not None or line.lstrip().startswith("["):
            if opened is not None:
                yield opened
            opened = Submodule(re.sub(r"\\(.)", r"\1", section[1]), {}, number) if section is not None else None
            continue
        field = _FIELD.fullmatch(line)
        if field is not None and opened is not None:
            opened.fields[field[1].lower()] = _value(field[2].strip())
        elif field is None:
            fields.warning("control-line-strange", fields.source.place("", number))
    if opened is not None:
        yield opened


def _value(text: str) -> str:
    """git lets values be quoted; an unquoted one ends at a comment."""
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    comment = _COMMENT.search(text, text.rfind('"') + 1)
    return text if comment is None else text[: comment.start()].rstrip()


READER = Reader(
    name="vendored/submodules",
    title=".gitmodules",
    read=read,
    gives=Gives(),
)
