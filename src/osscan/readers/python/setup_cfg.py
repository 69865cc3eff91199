"""setup.cfg: a project with its license and what it asks for, as setuptools reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser, Error

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.pypi import extra_scope
from osscan.readers.setuptools_project import Project, inventory_of

_SCOPES = {"install_requires": Scope.RUNTIME, "setup_requires": Scope.BUILD, "tests_require": Scope.TEST}
_RECOGNISED = re.compile(rb"^\[(?:metadata|options)\]\s*$.*^(?:name|install_requires)\s*=", re.MULTILINE | re.DOTALL)
_EXTRAS = "options.extras_require"


def read(source: Source) -> Inventory:
    """The project as root and one component for each package that it asks for; a file with settings of tools holds neither."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    told = ConfigParser(interpolation=None, strict=False, allow_no_value=True)
    try:
        told.read_string(text)
    except Error as fault:
        line = getattr(fault, "lineno", None) or (getattr(fault, "errors", None) or [(1, "")])[0][0]
        fields.error("entry-syntax", source.place("", line), entry=text.splitlines()[line - 1].strip() if text else "")
    project = Project(
        _value(told, "metadata", "name"),
        _value(told, "metadata", "version"),
        _value(told, "metadata", "license"),
        tuple(_lines(told, "metadata", "classifiers")),
        tuple(_needs(told)),
        frozenset(key for key in ("name", "version", "license") if _is_elsewhere(_value(told, "metadata", key))),
    )
    return inventory_of(project, fields, READER, "setup.cfg")


def _needs(told: ConfigParser) -> Iterator[tuple[str, Scope, str]]:
    for key, scope in _SCOPES.items():
        for position, line in enumerate(_lines(told, "options", key)):
            yield line, scope, f"options.{key}[{position}]"
    for extra in told.options(_EXTRAS) if told.has_section(_EXTRAS) else ():
        for position, line in enumerate(_lines(told, _EXTRAS, extra)):
            yield line, extra_scope(extra), f'["{_EXTRAS}"].{extra}[{position}]'


def _lines(told: ConfigParser, section: str, key: str) -> list[str]:
    """The entries of a list: one a line, in older files between semicolons."""
    value = _value(told, section, key)
    if _is_elsewhere(value):
        return []
    lines = (line.partition(" #")[0].strip() for line in value.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _value(told: ConfigParser, section: str, key: str) -> str:
    value = told.get(section, key, fallback="")
    return value.strip() if isinstance(value, str) else ""


def _is_elsewhere(value: str) -> bool:
    """`attr: package.VERSION` and `file: requirements.txt` say where a value stands."""
    return value.startswith(("attr:", "file:"))


def _recognises(head: bytes) -> bool:
    return _RECOGNISED.search(head) is not None


READER = Reader(
    name="python/setup-cfg",
    title="setup.cfg of setuptools",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
