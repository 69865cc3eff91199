"""Metadata of an installed distribution: name, version, license and what it needs (`*.dist-info/METADATA`, `PKG-INFO`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from osscan.inputs.decode import text_of
from osscan.inputs.roles import is_installed
from osscan.inputs.source import Source
from osscan.model.claim import LicenseClaim, Method
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT
from osscan.readers.pypi import normal_name, pypi_purl
from osscan.readers.pypi_license import LicenseFields, metadata_claims

_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)")
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_EXTRA = re.compile(r";.*\bextra\s*==")
_FOLDER = re.compile(r"([^/]+?)-([^/-]+?)(?:-py[0-9.]+)?(?:\.dist-info|\.egg-info|\.egg)(?:/|$)")


def read(source: Source) -> Inventory:
    """The one distribution that the file describes; as root where it is the project itself, installed for editing."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    said = _said(text, source)
    name, version = _identity(said, source, fields)
    if not name:
        return Inventory(source.path, READER.name, "METADATA", problems=fields.problems(), gives=READER.gives)
    ref = normal_name(name)
    component = Component(name, version, source.place(), ref, pypi_purl(name, version), _claims(said))
    edges = tuple(dict.fromkeys((ref, needed) for needed in _needed(said) if needed != ref))
    form, form_version = "METADATA", next((value for value, _ in said.get("metadata-version", ())), "")
    if not _is_own(source):
        return Inventory(source.path, READER.name, form, form_version, None, (component,), edges, fields.problems(), READER.gives)
    root = component._replace(ref=ROOT, first_party=True)
    return Inventory(source.path, READER.name, form, form_version, root, (), (), fields.problems(), READER.gives)


_Said = dict[str, list[tuple[str, Place]]]
"""The values of each header by its name in lower case, with their places."""


def _said(text: str, source: Source) -> _Said:
    found: _Said = {}
    for name, value, number in _headers(text):
        found.setdefault(name.lower(), []).append((value, source.place(name, number)))
    return found


def _headers(text: str) -> Iterator[tuple[str, str, int]]:
    """The headers before the first empty line; an indented line continues one, a line of no known shape is passed over."""
    name, values, start = "", [""], 0
    for number, line in enumerate(text.replace("\r\n", "\n").partition("\n\n")[0].split("\n"), 1):
        found = _FIELD.fullmatch(line)
        if line[:1] in (" ", "\t") and name:
            values.append(line.strip().removeprefix("|").strip())
        elif found is not None or not line:
            if name:
                yield name, "\n".join(values).strip(), start
            if found is None:
                return
            name, values, start = found[1], [found[2]], number
    if name:
        yield name, "\n".join(values).strip(), start


def _identity(said: _Said, source: Source, fields: Fields) -> tuple[str, str]:
    """Name and version as written, or as the folder is called when the file lacks them."""
    name = said["name"][0][0] if "name" in said else ""
    version = said["version"][0][0] if "version" in said else ""
    folder = _FOLDER.search(source.path)
    if not name and folder is not None:
        name, version = folder[1], version or folder[2]
    if not name:
        fields.error("package-without-name", source.place("Name"))
    return name, version


def _claims(said: _Said) -> tuple[LicenseClaim, ...]:
    return metadata_claims(
        LicenseFields(
            tuple(said.get("license-expression", ())),
            tuple(said.get("license", ())),
            tuple(said.get("classifier", ())),
            tuple(place for _, place in said.get("license-file", ())),
        ),
        Method.INSTALLED,
    )


def _needed(said: _Said) -> Iterator[str]:
    """The normalised names that are needed always; what only an extra needs is put aside."""
    for text, _ in said.get("requires-dist", ()):
        name = _NAME.match(text)
        if name is not None and not _EXTRA.search(text):
            yield normal_name(name[0])


def _is_own(source: Source) -> bool:
    """Whether this is the project itself: egg-info in a source tree, or a distribution installed for editing."""
    folder = source.path.rpartition("/")[0]
    if folder.endswith(".egg-info"):
        return not is_installed(source.path)
    beside = source.beside("direct_url.json") if folder.endswith(".dist-info") else None
    if beside is None:
        return False
    try:
        told = json.loads(beside.content())
    except (ValueError, RecursionError):
        return False
    directory = told.get("dir_info") if isinstance(told, dict) else None
    return isinstance(directory, dict) and directory.get("editable") is True


def _recognises(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf").startswith(b"Metadata-Version:")


READER = Reader(
    name="python/dist-info",
    title="METADATA and PKG-INFO of installed distributions",
    read=read,
    gives=Gives(licenses=Extent.COMPLETE, edges=Extent.COMPLETE, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
