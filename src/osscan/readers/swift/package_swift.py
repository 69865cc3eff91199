"""Package.swift: the packages that a Swift project names by their addresses; the manifest is a program, and osscan runs none."""

from __future__ import annotations

import re

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.model.purl import purl
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.git_address import repository_of

_REST = re.compile(r"(\"(?:[^\"\\\n]++|\\.)*+\"?)|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)")
_PACKAGE = re.compile(r"\.package\s{0,100}\(")
_SIGN = re.compile(r"\"(?:[^\"\\\n]++|\\.)*+\"?|[()]")
_NAMED = re.compile(r"\b(url|id|path)\s{0,100}:\s{0,100}\"([^\"\\\n]{1,500})\"")
_EXACT = re.compile(r"\b\.?exact\s{0,20}[:(]\s{0,20}\"([^\"\n]{1,100})\"")
_FROM = re.compile(r"\bfrom\s{0,20}:\s{0,20}\"([^\"\n]{1,100})\"")
_BETWEEN = re.compile(r"\"([^\"\n]{1,100})\"\s{0,20}\.\.([.<])\s{0,20}\"([^\"\n]{1,100})\"")
_LONGEST = 10_000
"""Characters of one entry."""


def read(source: Source) -> Inventory:
    """One component for each package from elsewhere; its version is the lockfile's business unless one alone is asked for."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    text = _REST.sub(lambda found: found[1] or "\n" * found[0].count("\n"), text)
    gathering = Gathering()
    line = before = 0
    found = _PACKAGE.search(text)
    while found is not None:
        line, before = line + text.count("\n", before, found.start()), found.start()
        place = source.place("", line + 1)
        end = _closing(text, found.end())
        entry = text[found.end() : end]
        if end is None:
            fields.error("line-not-understood", place, text=" ".join(entry[:_LONGEST].split())[:200])
            break
        named = dict(_NAMED.findall(entry))
        component = _component(named, entry, place)
        if component is not None:
            gathering.add(component)
        elif "path" not in named:
            fields.warning("needs-by-program", place, text=" ".join(entry.split())[:200])
        found = _PACKAGE.search(text, end)
    return gathering.inventory(fields, READER, "Package.swift")


def _component(named: dict[str, str], entry: str, place: Place) -> Component | None:
    """Called as the repository is, as in Package.resolved; one from a registry by its identity."""
    exact = _EXACT.search(entry)
    version = exact[1] if exact is not None else ""
    wanted = "" if version else _range(entry)
    repository = repository_of(named.get("url", ""))
    if repository is not None and repository.host:
        folder, _, name = repository.path.rpartition("/")
        full = f"{repository.host}/{repository.path}"
        url = purl("swift", name, version, f"{repository.host}/{folder}" if folder else repository.host)
        return Component(full, version, place, full, url, requirement=wanted)
    identity = named.get("id", "")
    return (
        Component(identity, version, place, identity, purl("swift", identity, version), requirement=wanted) if identity else None
    )


def _range(entry: str) -> str:
    lowest, between = _FROM.search(entry), _BETWEEN.search(entry)
    if between is not None:
        return f">={between[1]}, {'<' if between[2] == '<' else '<='}{between[3]}"
    return f">={lowest[1]}" if lowest is not None else ""


def _closing(text: str, start: int) -> int | None:
    """Where an entry ends; None where it does not, and what comes after it can't be told from it."""
    depth = 1
    for sign in _SIGN.finditer(text, start, start + _LONGEST):
        depth += (sign[0] == "(") - (sign[0] == ")")
        if not depth:
            return sign.start()
    return None


READER = Reader(
    name="swift/package-swift",
    title="Package.swift",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.NEVER, hashes=Extent.NEVER),
)
