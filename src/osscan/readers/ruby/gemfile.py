"""Gemfile: the gems that a Ruby project asks Bundler for, with their groups; only what stands there literally."""

from __future__ import annotations

import re

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.gemfile_text import gems
from osscan.readers.gems import asked_gem

_GEM = re.compile(rb"^[ \t]*gem[ \t(]+[\"'][\w.-]+[\"']", re.MULTILINE)
_SOURCE = re.compile(rb"^[ \t]*(?:source[ \t(]+[\"':]|gemspec\b)", re.MULTILINE)


def read(source: Source) -> Inventory:
    """One component for each gem that does not come from a folder of the project's own."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    for gem in gems(text):
        if not gem.name:
            fields.warning("needs-by-program", source.place("", gem.line), text=gem.text[:200])
        elif not gem.local:
            gathering.add(asked_gem(gem.name, gem.requirements, source.place("", gem.line), gem.scope))
    return gathering.inventory(fields, READER, "Gemfile")


def _recognises(head: bytes) -> bool:
    return _GEM.search(head) is not None and _SOURCE.search(head) is not None


READER = Reader(
    name="ruby/gemfile",
    title="Gemfile, gems.rb",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.SOME, hashes=Extent.NEVER),
    recognises=_recognises,
)
