"""What to write so that a project says license and holder everywhere: a plan only, nothing is written here."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from osscan.inputs.roles import role_of
from osscan.model.component import PathRole
from osscan.reuse.annotations import COPYRIGHT, LICENSE, NAME
from osscan.reuse.comments import Style, lines_that_stay_first, style_of
from osscan.reuse.covered import COMPANION, DEP5
from osscan.reuse.globs import escaped
from osscan.reuse.report import CoveredFile, Origin, ReuseReport
from osscan.reuse.tags import ids_of
from osscan.reuse.texts import missing

_HEAD = 8192
_ENOUGH_FOR_A_GLOB = 3
_CLAIMS = re.compile(
    rb"licen[sc]ed\s+(?:to|under)|permission is hereby granted|redistribution and use in|all rights reserved|@licen[sc]e\b"
    rb"|\(c\)\s*(?:19|20)\d\d|\bcopyright\b[^\n]{0,20}(?:19|20)\d\d|general public licen[sc]e|urheberrecht(?:lich)?\b",
    re.IGNORECASE,
)


class Undecided(StrEnum):
    """Why only a person can say what holds for a file."""

    VENDORED = "vendored"
    """It lies in a folder for the works of others."""
    OTHER_HOLDER = "other-holder"
    OTHER_LICENSE = "other-license"
    INVALID_EXPRESSION = "invalid-expression"
    OTHER_WORDS = "other-words"
    """It speaks of a license or of rights in words that REUSE does not read, so it may be somebody else's."""
    SAID_IN_BULK = "said-in-bulk"
    """REUSE.toml says half of it, or overrides it: that table wants the other half."""


class Header(NamedTuple):
    """Lines for the top of a file, below as many of its own; for a companion plain lines to add."""

    path: str
    lines: tuple[str, ...]
    below: int = 0


class Bulk(NamedTuple):
    """An annotation to add: globs relative to the project, and what they lack; an empty text is not lacking."""

    paths: tuple[str, ...]
    license: str
    copyright: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Headers where files can carry them, annotations for the rest, license texts, and what nobody may decide for others."""

    headers: tuple[Header, ...] = ()
    companions: tuple[Header, ...] = ()
    bulk: tuple[Bulk, ...] = ()
    bulk_into: str = NAME
    """`.reuse/dep5` where the project still has one."""
    texts: tuple[str, ...] = ()
    """Ids whose text has to be put into LICENSES/, once the rest is done."""
    renames: tuple[tuple[str, str], ...] = ()
    """License texts without an extension, with the name that they should have."""
    undecided: tuple[tuple[str, Undecided], ...] = ()


def plan(report: ReuseReport, holder: str, license_: str, foreign: Collection[str] = ()) -> Plan:
    """What to write for files that lack something, `holder` being a notice without its prefix (`2026 Stadt Dortmund`).

    A file of somebody else's is never given to the holder: `foreign` names files of which more is known, for example those in
    which license texts were found. Looks into the heads of files, and writes nothing.
    """
    headers: list[Header] = []
    companions: list[Header] = []
    bulk: dict[tuple[bool, bool], list[str]] = defaultdict(list)
    undecided: list[tuple[str, Undecided]] = []
    adds_license = False
    for file in report.files:
        if file.has_license and file.has_copyright:
            continue
        head = b"" if file.companion else _head(report.folder, file.path)
        why = _undecided(file, holder, license_)
        if why is None and (file.path in foreign or (not file.copyrights and _CLAIMS.search(head))):
            why = Undecided.OTHER_WORDS
        if why is not None:
            undecided.append((file.path, why))
            continue
        adds_license = adds_license or not file.has_license
        lines = _lines(file, holder, license_)
        header = _header(file.path, head, lines)
        if file.companion:
            companions.append(Header(file.path + COMPANION, lines))
        elif header is not None:
            headers.append(header)
        else:
            bulk[not file.has_license, not file.has_copyright].append(file.path)
    used = {*report.used, *(ids_of(license_) if adds_license else ())}
    return Plan(
        headers=tuple(headers),
        companions=tuple(companions),
        bulk=_bulk(bulk, report, holder, license_),
        bulk_into=DEP5 if _has_dep5(report) else NAME,
        texts=missing(used, report.texts),
        renames=tuple((text.path, f"{text.path}.txt") for text in report.texts_without_extension),
        undecided=tuple(undecided),
    )


def _undecided(file: CoveredFile, holder: str, license_: str) -> Undecided | None:
    if role_of(file.path) is PathRole.VENDORED:
        return Undecided.VENDORED
    if any(one.fault for one in file.licenses):
        return Undecided.INVALID_EXPRESSION
    if file.overridden or any(one.origin in (Origin.TOML, Origin.DEP5) for one in (*file.licenses, *file.copyrights)):
        return Undecided.SAID_IN_BULK
    name = _name(holder)
    if file.copyrights and not any(name in one.text.lower() for one in file.copyrights):
        return Undecided.OTHER_HOLDER
    if any(one.text != license_ for one in file.licenses):
        return Undecided.OTHER_LICENSE
    return None


def _name(holder: str) -> str:
    """The holder without years and address."""
    words = [word for word in holder.partition("<")[0].split() if not word.strip(",-–").replace("-", "").isdigit()]
    return " ".join(words).lower()


def _lines(file: CoveredFile, holder: str, license_: str) -> tuple[str, ...]:
    notice = () if file.has_copyright else (f"{COPYRIGHT}: {holder}",)
    return notice if file.has_license else (*notice, f"{LICENSE}: {license_}")


def _head(folder: str, path: str) -> bytes:
    try:
        with Path(folder, path).open("rb") as opened:
            return opened.read(_HEAD)
    except OSError:
        return b""


def _header(path: str, head: bytes, lines: tuple[str, ...]) -> Header | None:
    """The header of a file; None where it can't carry one for certain."""
    style = style_of(path)
    if style is None or not head or _breaks(style, lines):
        return None
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if len(head) < _HEAD or fault.start < len(head) - 3:
            return None
        text = head[: fault.start].decode("utf-8-sig")
    below = None if "\0" in text else lines_that_stay_first(path, text.replace("\r\n", "\n"))
    return None if below is None else Header(path, style.comment(lines), below)


def _breaks(style: Style, lines: Iterable[str]) -> bool:
    return bool(style.never) and any(style.never in line for line in lines)


def _bulk(groups: dict[tuple[bool, bool], list[str]], report: ReuseReport, holder: str, license_: str) -> tuple[Bulk, ...]:
    every: dict[tuple[str, str], int] = defaultdict(int)
    for file in report.files:
        every[_kind(file.path)] += 1
    return tuple(
        Bulk(_globs(groups[lacks], every), license_ if lacks[0] else "", holder if lacks[1] else "")
        for lacks in sorted(groups, reverse=True)
    )


def _globs(paths: list[str], every: dict[tuple[str, str], int]) -> tuple[str, ...]:
    """One glob for all files of a kind in a folder where each of them is meant, else the paths themselves."""
    kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in paths:
        kinds[_kind(path)].append(path)
    found: list[str] = []
    for kind, alike in kinds.items():
        folder, ending = kind
        whole = ending and len(alike) >= _ENOUGH_FOR_A_GLOB and len(alike) == every[kind]
        found += [escaped(folder) + "*" + escaped(ending)] if whole else [escaped(path) for path in alike]
    return tuple(sorted(found))


def _kind(path: str) -> tuple[str, str]:
    """The folder, with a slash behind it, and the ending."""
    folder, name = posixpath.split(path)
    return (f"{folder}/" if folder else "", posixpath.splitext(name)[1])


def _has_dep5(report: ReuseReport) -> bool:
    return any(one.origin is Origin.DEP5 for file in report.files for one in (*file.licenses, *file.copyrights)) or (
        Path(report.folder, DEP5).is_file()
    )
