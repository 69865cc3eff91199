"""Gemfile.lock: the gems that Bundler resolved; what for follows from the Gemfile beside it."""

from __future__ import annotations

import re
from typing import NamedTuple

from osscan.errors import UnreadableError
from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.gemfile_text import gems
from osscan.readers.gems import gem_purl, plain_version
from osscan.readers.integrity import Hash, from_label, of_component
from osscan.readers.reach import reached

_SOURCES = ("GEM", "GIT", "PLUGIN SOURCE", "PATH")
_SPEC = re.compile(r"    (\S+) \(([^()\s]+)\)")
_NEED = re.compile(r"      (\S+?)!?(?: \(.*\))?")
_DIRECT = re.compile(r"  (\S+?)(?: \(.*\))?!?")
_CHECKSUM = re.compile(r"  (\S+) \(([^()\s]+)\)(?: (.*))?")
_GEMFILES = {"gems.locked": "gems.rb", "Gemfile.lock": "Gemfile"}
_GEMSPEC = re.compile(r"^[ \t]*gemspec\b", re.MULTILINE)
_FURTHER = re.compile(r"^[ \t]*(?:eval_gemfile|instance_eval|eval)\b", re.MULTILINE)
_MARKS = ("<<<<<<<", "=======", ">>>>>>>")
_OPENING = re.compile(rb"^(?:\xef\xbb\xbf)?(?:GEM|GIT|PATH|PLUGIN SOURCE)\r?\n  remote: ", re.MULTILINE)


class _Spec(NamedTuple):
    name: str
    version: str
    line: int
    folder: str
    """Where a gem of the project's own lies; empty for those of others."""


def read(source: Source) -> Inventory:
    """One component for each gem, without its platforms; gems in folders are the project's own."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    reading = _Reading(fields)
    for number, line in enumerate(map(str.rstrip, text.split("\n")), 1):
        if line:
            reading.take(line, number)
    scopes = _scopes(source, reading)
    gathering = Gathering(reading.root())
    for spec in reading.specs:
        ref = f"{spec.name}@{spec.version}"
        if spec.folder:
            gathering.own(spec.name)
        else:
            place = source.place("", spec.line)
            hashes = of_component(reading.sums.get((spec.name, spec.version), ()))
            scope = scopes.get(spec.name, Scope.UNKNOWN)
            url = gem_purl(spec.name, spec.version)
            gathering.add(Component(spec.name, spec.version, place, ref, url, (), scope, hashes=hashes))
    refs = {spec.name: spec.name if spec.folder else f"{spec.name}@{spec.version}" for spec in reading.specs}
    for needing, needed in reading.needs:
        if needed in refs:
            gathering.need(refs.get(needing, needing), refs[needed])
    return gathering.inventory(fields, READER, "Gemfile.lock", reading.bundler)


def _scopes(source: Source, reading: _Reading) -> dict[str, Scope]:
    """What each gem is for; nothing without a Gemfile.

    Bundler puts what a gemspec wants for development into the group of that name: direct requirements that the Gemfile does
    not name. Where it loads further Gemfiles, nobody knows what those name.
    """
    try:
        beside = source.beside(_GEMFILES.get(source.name, source.name.removesuffix(".lock")))
        text = text_of(beside)[0] if beside is not None and beside.name != source.name else ""
    except UnreadableError:
        text = ""
    if not text:
        return {}
    asked = {gem.name: gem.scope for gem in gems(text)}
    unnamed = Scope.DEV if _GEMSPEC.search(text) and not _FURTHER.search(text) else Scope.RUNTIME
    needs: dict[str, list[str]] = {}
    for needing, needed in reading.needs:
        needs.setdefault(needing, []).append(needed)
    starts = [(spec.name, Scope.RUNTIME) for spec in reading.specs if spec.folder]
    starts += [(name, asked.get(name, unnamed)) for name in needs.get(ROOT, ())]
    return reached(starts, needs)


class _Reading:
    """Goes through the lines of a lockfile."""

    def __init__(self, fields: Fields) -> None:
        self.specs: list[_Spec] = []
        self.needs: list[tuple[str, str]] = []
        self.sums: dict[tuple[str, str], list[tuple[str, tuple[Hash, ...]]]] = {}
        self.bundler = ""
        self._fields = fields
        self._section = self._folder = self._here = ""

    def take(self, line: str, number: int) -> None:
        """Takes in one line."""
        if line.startswith(_MARKS):
            self._tell(line, number)
        elif not line.startswith(" "):
            self._section, self._folder, self._here = line, "", ""
            if not line.isupper():
                self._tell(line, number)
        elif self._section in _SOURCES:
            self._take_spec(line, number)
        elif self._section == "DEPENDENCIES" and (direct := _DIRECT.fullmatch(line)):
            self.needs.append((ROOT, direct[1]))
        elif self._section == "CHECKSUMS" and (told := _CHECKSUM.fullmatch(line)):
            archive = (told[2], from_label((told[3] or "").replace("=", ":", 1)))
            self.sums.setdefault((told[1], plain_version(told[2])), []).append(archive)
        elif self._section == "BUNDLED WITH":
            self.bundler = line.strip()

    def root(self) -> Component | None:
        """The gem that the folder of the lockfile holds, if it holds one."""
        here = [spec for spec in self.specs if spec.folder == "."]
        if len(here) != 1:
            return None
        name, version, line, _ = here[0]
        return Component(name, version, self._fields.source.place("", line), ROOT, gem_purl(name, version), first_party=True)

    def _take_spec(self, line: str, number: int) -> None:
        spec = _SPEC.fullmatch(line)
        need = _NEED.fullmatch(line) if spec is None else None
        if spec is not None:
            self._here = spec[1]
            self.specs.append(_Spec(spec[1], plain_version(spec[2]), number, self._folder))
        elif need is not None and self._here:
            self.needs.append((self._here, need[1]))
        elif line.startswith("  remote: ") and self._section == "PATH":
            self._folder = line[10:].strip() or "."
            self._fields.not_outside(self._folder, self._fields.source.place("", number))
        elif line.startswith("    ") and not line.startswith("     "):
            self._tell(line, number)

    def _tell(self, line: str, number: int) -> None:
        self._fields.error("line-not-understood", self._fields.source.place("", number), text=line.strip()[:200])


def _recognises(head: bytes) -> bool:
    return _OPENING.search(head) is not None


READER = Reader(
    name="ruby/gemfile-lock",
    title="Gemfile.lock, gems.locked",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.COMPLETE, scopes=Extent.SOME, hashes=Extent.SOME),
    recognises=_recognises,
)
