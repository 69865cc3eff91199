"""go.sum: every module whose checksum Go has noted; it speaks only where no go.mod lies beside it."""

from __future__ import annotations

import re

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.go_modules import Module, Sum, module_component, newest, sums

_LINE = re.compile(rb"^[\w.~/-]+ v\d+\.\d+\.\d+[\w.+-]*(?:/go\.mod)? h1:[A-Za-z0-9+/]{43}=\s*$", re.MULTILINE)


def read(source: Source) -> Inventory:
    """Each module in its highest version: of several, Go builds with that one. Beside a go.mod there is nothing to add."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    written = text.split("\n")
    lines: dict[Module, int] = {}
    for one in sums(text):
        if isinstance(one, Sum):
            lines.setdefault(one.module, one.line)
        else:
            fields.error("line-not-understood", source.place("", one), text=written[one - 1].strip()[:200])
    if source.beside(re.sub(r"(?:\.sum)?$", ".mod", source.name, count=1)) is None:
        for module in newest(lines):
            gathering.add(module_component(module, source.place("", lines[module])))
    return gathering.inventory(fields, READER, "go.sum")


def _recognises(head: bytes) -> bool:
    return _LINE.match(head.lstrip()) is not None


READER = Reader(
    name="go/go-sum",
    title="go.sum",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
