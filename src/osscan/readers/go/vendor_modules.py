"""vendor/modules.txt: the modules whose packages `go mod vendor` has copied into the project."""

from __future__ import annotations

import re

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.go_modules import Module, fits, is_folder, is_version, module_component

_HEADER = re.compile(rb"^# [\w.~/-]+\.[\w.~/-]+ v\d+\.\d+\.\d+\S*(?: => .+)?\r?\n(?:## |[\w.~/-]+\r?\n)", re.MULTILINE)

_PACKAGE = re.compile(r"[\w.~/+!-]+")
"""The path of a package that was copied (module.CheckImportPath of Go)."""


def read(source: Source) -> Inventory:
    """One component for each module of which a package was copied; a replaced module counts as what replaced it.

    The ref of a module is the folder below `vendor` that it lies in.
    """
    text, problems = text_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    waiting: tuple[str, Module, int] | None = None
    begun = False
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if line.startswith("# "):
            begun = True
            module = _module(line[2:], number, fields)
            waiting = (line[2:].partition(" ")[0], module, number) if module is not None else None
        elif not line or line.startswith("##"):
            continue
        elif not begun or _PACKAGE.fullmatch(line) is None:
            fields.error("line-not-understood", source.place("", number), text=line[:200])
        elif waiting is not None:
            folder, module, at = waiting
            gathering.add(module_component(module, source.place("", at))._replace(ref=folder))
            waiting = None
    return gathering.inventory(fields, READER, "vendor/modules.txt")


def _module(header: str, line: int, fields: Fields) -> Module | None:
    """What a header names; None for replacements of what was not copied, and for folders of the project's own."""
    old, arrow, new = header.partition(" => ")
    named, replacing = old.split(), new.split()
    if arrow and (len(named) == 1 or (replacing and is_folder(replacing[0]))):
        return None
    words = replacing if arrow else named
    if len(words) == 2 and is_version(words[1]) and fits(*words):
        return (words[0], words[1])
    fields.error("line-not-understood", fields.source.place("", line), text=header[:200])
    return None


def _recognises(head: bytes) -> bool:
    return _HEADER.search(head) is not None


READER = Reader(
    name="go/vendor-modules",
    title="vendor/modules.txt",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
