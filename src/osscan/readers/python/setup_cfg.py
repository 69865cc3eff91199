"""setup.cfg: a project with its license and what it asks for, as setuptools reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.pypi import extra_scope
from osscan.readers.setuptools_project import Project, inventory_of

_SCOPES = {"install_requires": Scope.RUNTIME, "setup_requires": Scope.BUILD, "tests_require": Scope.TEST}
_OWN_SECTION = re.compile(rb"^\[(?:metadata|options)\]", re.MULTILINE)
_OWN_KEY = re.compile(rb"^(?:name|install_requires)[ \t]*=", re.MULTILINE)
_SECTION = re.compile(r"\[([^\]]*)\]\s*(?:[#;].*)?")
_ENTRY = re.compile(r"([^=:\s][^=:]*)(?:[=:](.*))?")
_EXTRAS = "options.extras_require"


def read(source: Source) -> Inventory:
    """The project as root and one component for each package that it asks for; a file with settings of tools holds neither."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    told = _sections(text, fields)
    project = Project(
        _value(told, "metadata", "name"),
        _value(told, "metadata", "version"),
        _value(told, "metadata", "license"),
        tuple(_lines(told, "metadata", "classifiers")),
        tuple(_needs(told)),
        frozenset(key for key in ("name", "version", "license") if _is_elsewhere(_value(told, "metadata", key))),
    )
    return inventory_of(project, fields, READER, "setup.cfg")


_Told = dict[str, dict[str, str]]
"""The values by section and key."""


def _sections(text: str, fields: Fields) -> _Told:
    """What stands in the file; an indented line continues a value, a line that is none of all costs only itself."""
    found: _Told = {}
    section: dict[str, str] = {}
    values: dict[str, list[str]] = {}
    key = ""
    for number, line in enumerate((*text.lstrip("\ufeff").splitlines(), "[]"), 1):
        written = line.strip()
        header = _SECTION.fullmatch(written)
        if not written or written[0] in "#;":
            continue
        if line[0].isspace() and key:
            values[key].append(written)
        elif header is not None:
            section.update((name, "\n".join(lines)) for name, lines in values.items())
            section, values, key = found.setdefault(header[1].strip(), {}), {}, ""
        elif (entry := _ENTRY.fullmatch(written)) is not None and found:
            key = entry[1].rstrip().lower()
            values[key] = [(entry[2] or "").strip()]
        else:
            key = ""
            fields.error("entry-syntax", fields.source.place("", number), entry=written)
    return found


def _needs(told: _Told) -> Iterator[tuple[str, Scope, str]]:
    for key, scope in _SCOPES.items():
        for position, line in enumerate(_lines(told, "options", key)):
            yield line, scope, f"options.{key}[{position}]"
    for extra in told.get(_EXTRAS, ()):
        for position, line in enumerate(_lines(told, _EXTRAS, extra)):
            yield line, extra_scope(extra), f'["{_EXTRAS}"].{extra}[{position}]'


def _lines(told: _Told, section: str, key: str) -> list[str]:
    """The entries of a list: one a line, in older files between semicolons."""
    value = _value(told, section, key)
    if _is_elsewhere(value):
        return []
    lines = (line.partition(" #")[0].strip() for line in value.splitlines())
    return [line for line in lines if line]


def _value(told: _Told, section: str, key: str) -> str:
    return told.get(section, {}).get(key, "").strip()


def _is_elsewhere(value: str) -> bool:
    """`attr: package.VERSION` and `file: requirements.txt` say where a value stands."""
    return value.startswith(("attr:", "file:"))


def _recognises(head: bytes) -> bool:
    return _OWN_SECTION.search(head) is not None and _OWN_KEY.search(head) is not None


READER = Reader(
    name="python/setup-cfg",
    title="setup.cfg of setuptools",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
