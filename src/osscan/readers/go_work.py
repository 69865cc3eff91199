"""go.work: what a workspace says for its modules: which of them stand in folders here, and what replaces others (Go Modules Reference, Workspaces)."""

from __future__ import annotations

import posixpath

from osscan.errors import UnreadableError
from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.readers.fields import Fields
from osscan.readers.go_modules import Module, Replacements, Statement, is_folder, statements


class Workspace:
    """The nearest go.work above a go.mod, as far as it uses this module; without one it replaces nothing."""

    def __init__(self, source: Source, fields: Fields) -> None:
        self._replaced = Replacements()
        self._here: frozenset[str] = frozenset()
        found = next(source.above("go.work"), None)
        if found is not None:
            self._read(found, posixpath.dirname(source.path), fields)

    def of(self, module: Module) -> Module | None:
        """What the workspace puts in the place of a module; None where it says nothing of it."""
        if module[0] in self._here:
            return ("./", "")
        found = self._replaced.of(module)
        return found if found is not module else None

    def _read(self, source: Source, folder: str, fields: Fields) -> None:
        try:
            text, problems = text_of(source)
        except UnreadableError as fault:
            fields.retell((fault.problem,))
            return
        fields.retell(problems)
        base = posixpath.dirname(source.path)
        said = list(statements(text))
        used = [one.words[0] for one in said if one.verb == "use" and one.words]
        if posixpath.normpath(folder) not in {posixpath.normpath(posixpath.join(base, one)) for one in used}:
            return
        self._here = frozenset(filter(None, (_module_in(source, one) for one in used)))
        for one in said:
            if one.verb == "replace":
                self._take(one, source, fields)

    def _take(self, said: Statement, source: Source, fields: Fields) -> None:
        place = source.place("", said.line)
        if not self._replaced.take(said.words):
            fields.error("line-not-understood", place, text=" ".join((said.verb, *said.words))[:200])
        elif is_folder(said.words[-1]) and source.leads_outside(said.words[-1]):
            fields.error("folder-outside", place, folder=said.words[-1])


def _module_in(source: Source, folder: str) -> str:
    """The path of the module in a folder that the workspace uses; empty where none can be read there."""
    found = source.beside(posixpath.join(folder, "go.mod"))
    if found is None:
        return ""
    try:
        text, _ = text_of(found)
    except UnreadableError:
        return ""
    return next((one.words[0] for one in statements(text) if one.verb == "module" and one.words), "")
