"""Lists that conda makes of an environment: addresses of archives (`@EXPLICIT`), or `name=version=build` on each line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.model.component import Component, Scope
from osscan.model.place import Place
from osscan.readers.conda import archive_name, asked_of, conda_purl, is_archive
from osscan.readers.fields import Fields
from osscan.readers.integrity import Hash, from_label
from osscan.readers.pip_line import asked_in
from osscan.readers.pypi import Requirement, component_of

_HEADER = re.compile(r"^(?:@EXPLICIT\s*$|# This file may be used to create an environment using:)", re.MULTILINE)
_OF_PIP = re.compile(r"#\s*pip\s+(\S+\s*@\s*\S.*)")
"""What conda-lock adds for pip, which conda itself takes for a comment."""
_HASH = re.compile(r"\s--hash[=\s]\s*(\S+)")
_DIGESTS = {32: "md5", 64: "sha256"}
_LONGEST_SHOWN = 200


def is_conda_list(text: str) -> bool:
    """Whether conda, or conda-lock in conda's way, has written a list."""
    return _HEADER.search(text) is not None


def listed(text: str, scope: Scope, fields: Fields) -> Iterator[Component]:
    """One component for each line; one that names no package is told."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        place = fields.source.place("", number)
        of_pip = _OF_PIP.fullmatch(bare)
        if of_pip is None and (not bare or bare.startswith("#") or bare == "@EXPLICIT"):
            continue
        component = _pip_component(of_pip[1], place, scope) if of_pip else _component(bare, place, scope)
        if component is not None:
            yield component
        else:
            fields.error("line-not-understood", place, text=bare[:_LONGEST_SHOWN])


def _component(line: str, place: Place, scope: Scope) -> Component | None:
    """An archive with its digest behind `#`, or what `conda list --export` writes; there the build `pypi_0` is a package of pip."""
    address, _, digest = line.partition("#")
    if is_archive(address):
        name, version = archive_name(address)
        return conda_component(name, version, place, scope, _hashes(digest)) if name else None
    asked = asked_of(line)
    if asked is None or "://" in line:
        return None
    if line.count("=") == 2 and line.rpartition("=")[2].startswith("pypi"):
        return component_of(Requirement(asked.name, version=asked.version), place, scope)
    return conda_component(asked.name, asked.version, place, scope)._replace(requirement=asked.range)


def conda_component(name: str, version: str, place: Place, scope: Scope, hashes: tuple[Hash, ...] = ()) -> Component:
    """The component of a conda package; its ref tells it from one of pip with the same name."""
    return Component(name, version, place, f"conda:{name}@{version}", conda_purl(name, version), (), scope, hashes=hashes)


def _pip_component(text: str, place: Place, scope: Scope) -> Component | None:
    asked = asked_in(text)
    if asked.requirement is None:
        return None
    labels = [label.replace("=", ":", 1) for label in _HASH.findall(text)]
    return component_of(asked.requirement, place, scope, from_label(labels[0]) if len(labels) == 1 else ())


def _hashes(digest: str) -> tuple[Hash, ...]:
    """A digest with its algorithm (`sha256:…`), or bare, when its length tells."""
    return from_label(digest if ":" in digest else f"{_DIGESTS.get(len(digest), '')}:{digest}")
