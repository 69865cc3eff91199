"""requirements.txt as pip reads it: pins, ranges, URLs, further files (`-r`) and constraints (`-c`)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from osscan.errors import UnreadableError
from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.conda_list import is_conda_list, listed
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.integrity import from_label, of_component
from osscan.readers.pip_line import LINE_OPTIONS, OPTION, asked_in, is_location
from osscan.readers.pypi import Requirement, component_of, folder_of, is_local, normal_name, requirement_of

_COMMENT = re.compile(r"(?:^|\s)#.*$")
_HASH = re.compile(r"\s--hash[=\s]\s*(\S+)")
_WIDE = re.compile(r"\s{9,}")
"""Blanks in such numbers mean nothing more than one, and would cost the patterns the square of their number."""
_INCLUDING = {"-r": False, "--requirement": False, "-c": True, "--constraint": True}
"""Whether what the named file lists are constraints."""
_UNCOMPILED = ".in"
_EDITABLE = frozenset({"-e", "--editable"})
_TEST_WORDS = frozenset({"test", "tests", "testing"})
_DEV_WORDS = frozenset({"dev", "develop", "development", "doc", "docs", "lint", "typing", "ci"})
_LONGEST_CHAIN = 50
"""More files than this in one chain of inclusion is nobody's practice."""


@dataclass(frozen=True, slots=True)
class _File:
    """One file on the way: whether it lists constraints, what its packages are for, and who included it."""

    source: Source
    scope: Scope
    constraints: bool = False
    chain: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """What has been found in a file and in those that it includes."""

    fields: Fields
    found: list[Component] = field(default_factory=list)
    pins: dict[str, str] = field(default_factory=dict)
    """Versions that constraints give, by normalised name; empty where they contradict each other."""
    seen: set[tuple[str, bool]] = field(default_factory=set)


def read(source: Source) -> Inventory:
    """One component for each package that the file and those it includes ask for; a `.in` whose result lies beside adds nothing."""
    reading = _Reading(Fields(source))
    if _is_compiled(source):
        return Gathering().inventory(reading.fields, READER, "requirements.in")
    _read_file(_File(source, _scope(source.path)), reading)
    gathering = Gathering()
    for component in reading.found:
        gathering.add(_constrained(component, reading.pins))
    return gathering.inventory(reading.fields, READER, "requirements.txt")


def _is_compiled(source: Source) -> bool:
    """Whether pip-tools or uv has made a list of exact versions of it, which lies beside under the same name."""
    return source.name.endswith(_UNCOMPILED) and _beside(source, f"{source.name.removesuffix(_UNCOMPILED)}.txt") is not None


def _constrained(component: Component, pins: dict[str, str]) -> Component:
    """A constraint says which version it is where the requirement leaves it open."""
    pin = "" if component.version else pins.get(normal_name(component.name), "")
    if not pin:
        return component
    return component_of(Requirement(component.name, version=pin), component.place, component.scope, component.hashes)


def _read_file(file: _File, reading: _Reading) -> None:
    text, problems = text_of(file.source)
    reading.fields.retell(problems)
    reading.seen.add((file.source.path, file.constraints))
    if not file.chain and is_conda_list(text):
        reading.found += listed(text, file.scope, reading.fields)
        return
    for number, line in _logical_lines(text):
        option = OPTION.fullmatch(line) if line.startswith("-") else None
        if option is None:
            _take(line, number, file, reading)
        elif option[1] in _INCLUDING:
            _include(
                option[2].strip("\"'"), number, replace(file, constraints=file.constraints or _INCLUDING[option[1]]), reading
            )
        elif option[1] in _EDITABLE:
            _take(option[2], number, file, reading)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; what a backslash continues is joined, comments are gone."""
    start, held = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        start = start if held else number
        if line.endswith("\\") and not line.lstrip().startswith("#"):
            held += line.rstrip("\\") + " "
            continue
        whole = _COMMENT.sub("", _WIDE.sub(" ", f"{held}{line}")).strip()
        held = ""
        if whole:
            yield start, whole
    if held.strip():
        yield start, _WIDE.sub(" ", held).strip()


def _take(line: str, number: int, file: _File, reading: _Reading) -> None:
    """Takes in the component or the constraint of one line; a folder of the project's own is neither."""
    place = file.source.place("", number)
    asked = asked_in(line)
    requirement = asked.requirement
    if requirement is None:
        reading.fields.error("requirement-unnamed" if asked.located else "requirement-syntax", place, text=asked.shown)
    elif requirement.url and is_local(requirement.url):
        reading.fields.not_outside(folder_of(requirement.url), place)
    elif not file.constraints:
        hashes = of_component(("", from_label(label)) for label in _HASH.findall(line))
        component = component_of(requirement, place, file.scope, hashes)
        reading.found.append(component._replace(purl="") if asked.named_by_place else component)
    elif requirement.version:
        name = normal_name(requirement.name)
        agreed = reading.pins.get(name, requirement.version) == requirement.version
        reading.pins[name] = requirement.version if agreed else ""


def _include(name: str, number: int, file: _File, reading: _Reading) -> None:
    """Reads the file that a line names beside its own, once, and never outside the folder that was asked for."""
    place = file.source.place("", number)
    fields = reading.fields
    beside = _beside(file.source, name)
    if beside is None:
        tell = fields.warning if file.constraints else fields.error
        tell("include-missing", place, file=name)
    elif beside.path in (*file.chain, file.source.path):
        fields.warning("include-cycle", place, file=name)
    elif len(file.chain) >= _LONGEST_CHAIN:
        fields.error("too-deep", place, limit=_LONGEST_CHAIN)
    elif (beside.path, file.constraints) not in reading.seen:
        try:
            _read_file(_File(beside, _scope(beside.path), file.constraints, (*file.chain, file.source.path)), reading)
        except UnreadableError as fault:
            fields.retell((fault.problem,))


def _beside(source: Source, name: str) -> Source | None:
    try:
        return source.beside(name)
    except (OSError, ValueError, RuntimeError):
        return None


def _scope(path: str) -> Scope:
    """What a file's name says its packages are for: `requirements-dev.txt`, `requirements/test.txt`."""
    words = set(re.split(r"[^a-z]+", posixpath.basename(path).lower()))
    if words & _TEST_WORDS:
        return Scope.TEST
    return Scope.DEV if words & _DEV_WORDS else Scope.RUNTIME


def _recognises(head: bytes) -> bool:
    """Nothing but requirements, one of them with a range: a list of bare words may be anything."""
    text = head.decode("utf-8", "replace")
    lines = [line for _, line in _logical_lines(text if len(head) < 65536 else text.rpartition("\n")[0])][:50]
    asked = [LINE_OPTIONS.sub("", line) for line in lines if not line.startswith("-")]
    return any("==" in line or ">=" in line for line in asked) and all(
        requirement_of(line) or is_location(line) for line in asked
    )


READER = Reader(
    name="python/requirements",
    title="requirements.txt, requirements.in",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.SOME, hashes=Extent.SOME),
    recognises=_recognises,
)
