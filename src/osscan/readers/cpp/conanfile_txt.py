"""conanfile.txt: what a project asks of Conan."""

from __future__ import annotations

import re

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.conan import reference_of
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering

_SECTION = re.compile(r"\[(\w+)\]")
_SCOPES = {
    "requires": Scope.RUNTIME,
    "build_requires": Scope.BUILD,
    "tool_requires": Scope.BUILD,
    "test_requires": Scope.TEST,
    "python_requires": Scope.BUILD,
}
_RECOGNISED = re.compile(rb"^\[(?:requires|tool_requires|build_requires)\]\s*$", re.MULTILINE)
_BUILT = re.compile(rb"^\[(?:full_requires|full_settings)\]\s*$", re.MULTILINE)
"""Sections of a conaninfo.txt, which tells how a package was built."""


def read(source: Source) -> Inventory:
    """One component for each package that a section of requirements names."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    scope = None
    begun = False
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        written = "" if line.lstrip().startswith("#") else line.partition(" #")[0].strip()
        section = _SECTION.fullmatch(written)
        if section is not None:
            scope, begun = _SCOPES.get(section[1]), True
        elif written and not begun:
            fields.error("entry-syntax", source.place("", number), entry=written)
        elif scope is not None and written:
            place = source.place("", number)
            reference = reference_of(written)
            if reference is None:
                fields.error("entry-syntax", place, entry=written)
            else:
                gathering.add(reference.component(place, scope))
    return gathering.inventory(fields, READER, "conanfile.txt")


def _recognises(head: bytes) -> bool:
    return _RECOGNISED.search(head) is not None and _BUILT.search(head) is None


READER = Reader(
    name="cpp/conanfile-txt",
    title="conanfile.txt",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
