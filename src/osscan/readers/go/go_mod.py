"""go.mod: the modules that a Go module needs, with replacements; what an old one leaves out, the go.sum beside it tells."""

from __future__ import annotations

import re

from osscan.errors import UnreadableError
from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.go_modules import (
    STANDARD,
    Module,
    Replacements,
    Statement,
    Sum,
    fits,
    go_purl,
    is_folder,
    is_version,
    module_component,
    newest,
    older_than,
    statements,
    sums,
    toolchain_version,
)
from osscan.readers.go_work import Workspace

_OPENING = re.compile(
    rb"^(?:module[ \t]+[\"`]?[\w.~/-]+[\"`]?[ \t\r]*(?://.*)?$|require[ \t]*(?:\([ \t\r]*$|\S+[ \t]+v\d))", re.MULTILINE
)

_VERBS = frozenset({"module", "go", "toolchain", "godebug", "require", "exclude", "replace", "retract", "tool", "ignore"})


def read(source: Source) -> Inventory:
    """The module as root and one component for each module that it is built from, the standard library included."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    said = _by_verb(text)
    for verb, strange in said.items():
        if verb not in _VERBS:
            for one in strange:
                _tell(one, fields)
    gathering = Gathering(_root(said.get("module", []), fields))
    replaced = Replacements()
    for one in said.get("replace", []):
        if not replaced.take(one.words):
            _tell(one, fields)
        elif is_folder(one.words[-1]):
            fields.not_outside(one.words[-1], source.place("", one.line))
    workspace = Workspace(source, fields)
    excluded = {one.words[:2] for one in said.get("exclude", [])}
    required: set[str] = set()
    for one in said.get("require", []):
        module = one.words[:2]
        if len(one.words) != 2 or not is_version(module[1]) or not fits(*module):
            _tell(one, fields)
            continue
        required.add(module[0])
        if module not in excluded:
            is_direct = one.comment.partition(";")[0].strip() != "indirect"
            wanted = module[0], module[1]
            _add(gathering, workspace.of(wanted) or replaced.of(wanted), one.line, fields, is_direct=is_direct)
    go = toolchain_version(_first(said.get("go", [])))
    if older_than(go, 1, 17):
        for found in _needed_by_others(source, required):
            _add(gathering, workspace.of(found) or replaced.of(found), None, fields, is_direct=False)
    _add_standard_library(gathering, said, fields)
    return gathering.inventory(fields, READER, "go.mod", go)


def _by_verb(text: str) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for statement in statements(text):
        found.setdefault(statement.verb, []).append(statement)
    return found


def _first(said: list[Statement]) -> str:
    return said[0].words[0] if said and said[0].words else ""


def _root(said: list[Statement], fields: Fields) -> Component | None:
    path = _first(said)
    if not path:
        return None
    return Component(path, "", fields.source.place("", said[0].line), ROOT, go_purl(path), first_party=True)


def _add(gathering: Gathering, module: Module, line: int | None, fields: Fields, *, is_direct: bool) -> None:
    if is_folder(module[0]):
        return
    component = module_component(module, fields.source.place("", line))
    gathering.add(component)
    if is_direct:
        gathering.need(ROOT, component.ref)


def _needed_by_others(source: Source, required: set[str]) -> list[Module]:
    """Before Go 1.17 a go.mod named only what the module itself imports; whose archive is in go.sum is needed too."""
    beside = source.beside(re.sub(r"(?:\.mod)?$", ".sum", source.name, count=1))
    if beside is None:
        return []
    try:
        text, _ = text_of(beside)
    except UnreadableError:
        return []
    archives = (one.module for one in sums(text) if isinstance(one, Sum) and one.archive)
    return [module for module in newest(archives) if module[0] not in required]


def _add_standard_library(gathering: Gathering, said: dict[str, list[Statement]], fields: Fields) -> None:
    """Every Go program holds the standard library; the toolchain's version counts before the language's."""
    for verb in ("toolchain", "go"):
        version = toolchain_version(_first(said.get(verb, [])))
        if version:
            place = fields.source.place("", said[verb][0].line)
            ref = f"{STANDARD}@{version}"
            gathering.add(Component(STANDARD, version, place, ref, go_purl(STANDARD, version), (), Scope.RUNTIME))
            gathering.need(ROOT, ref)
            return


def _tell(statement: Statement, fields: Fields) -> None:
    words = " ".join((statement.verb, *statement.words))
    fields.error("line-not-understood", fields.source.place("", statement.line), text=words[:200])


def _recognises(head: bytes) -> bool:
    return _OPENING.search(head) is not None


READER = Reader(
    name="go/go-mod",
    title="go.mod",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
