"""paket.dependencies: what a .NET tree asks Paket for."""

from __future__ import annotations

import re

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.nuget import Asked, package
from osscan.readers.paket import GROUP, group_scope, repository

_NUGET = re.compile(r"(?i)(nuget|clitool)\s+([\w.-]+)\s*(.*)")
_GITHUB = re.compile(r"(?i)(?:github)\s+(\S+).*")
_PIN = re.compile(r"(?:==?\s*)?v?(\d[\w.+-]*)")
_OPTIONS = re.compile(r"\s*(?:,?\s*[A-Za-z_]+\s*:|\bprerelease\b|\b(?:alpha|beta|rc)\b).*|\s*//.*")
_SETTING = re.compile(
    r"(?i)(?:version|source|cache|storage|framework|references|content|strategy|lowest_matching|condition|redirects|copy_local|import_targets"
    r"|copy_content_to_output_dir|license_download|generate_load_scripts|specific_version|external_lock|prerelease|embed_interop_types"
    r"|simplify|exclude|reference)s?\b"
)
"""Lines that name no package; those for files from `git`, `http` and `gist` do."""
_OPENING = re.compile(rb"^[ \t]*nuget[ \t]+[\w.-]+", re.MULTILINE)
_SOURCE = re.compile(rb"^[ \t]*source[ \t]+\S+", re.MULTILINE)


def read(source: Source) -> Inventory:
    """One component for each package that is asked for, and one for each repository that files are taken from."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    scope = group_scope("main")
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        place = source.place("", number)
        named, asked, foreign = GROUP.fullmatch(line), _NUGET.fullmatch(line), _GITHUB.fullmatch(line)
        if named is not None:
            scope = group_scope(named[1])
        elif asked is not None:
            here = Scope.DEV if asked[1].lower() == "clitool" else scope
            gathering.add(package(asked[2], _version(asked[3]), place, here))
        elif foreign is not None:
            component = repository(foreign[1], place, scope)
            if component is not None:
                gathering.add(component)
        elif line and not line.startswith(("//", "#")) and _SETTING.match(line) is None:
            fields.error("line-not-understood", place, text=line[:200])
    return gathering.inventory(fields, READER, "paket.dependencies")


def _version(text: str) -> Asked:
    """A version alone is that version; what comes with a sign is a range."""
    bare = _OPTIONS.sub("", text, count=1).strip().lstrip("@!")
    pin = _PIN.fullmatch(bare)
    return Asked(pin[1]) if pin is not None else Asked("", bare)


def _recognises(head: bytes) -> bool:
    return _OPENING.search(head) is not None and _SOURCE.search(head) is not None


READER = Reader(
    name="dotnet/paket-dependencies",
    title="paket.dependencies",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.SOME, hashes=Extent.NEVER),
    recognises=_recognises,
)
