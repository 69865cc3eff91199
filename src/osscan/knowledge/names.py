"""Free-text license names: one right answer or none; what has several readings is called ambiguous, never guessed."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from osscan.knowledge import name_addresses, name_families, name_frame, spdx
from osscan.knowledge.name_forms import normalised
from osscan.knowledge.tables import table

LONGEST = 300
"""Characters; longer texts are no names."""

COMMONS_CLAUSE = "LicenseRef-Commons-Clause"
PROPRIETARY = "LicenseRef-Proprietary"
"""Stands for words by which rights are kept (`UNLICENSED`, `All rights reserved`); they name no license."""

_OWN, _LISTED, _DEPRECATED, _LYNX = "license-names", "spdx-licenses", "deprecated-ids", "licenselynx-names"
_CLASSIFIER = re.compile(r"\s::(?:\s|$)|^licen[sc]e\s*::", re.IGNORECASE)
_COMMONS = re.compile(
    r"\W*(?:\b(?:with|and|plus|under|subject to|w)\b\W*)?(?:the\W+)?commons[\s\-]*clause\b"
    r"(?:[\s,]*(?:license )?(?:condition )?v?[\d.]+)?\W*",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"^(.{2,}?)\s*[(\[]([^()\[\]]{2,})[)\]]$")
_EXCEPTION = re.compile(
    r"^(?P<base>.+?)(?:[\s\-_,(]+(?:with|w/)[\s\-_]*(?:the[\s\-_]+)?(?P<any>.+?)"
    r"|[\s\-_,(]+(?:and|plus|including|incl\.?|mit|\+)[\s\-_]+(?:the[\s\-_]+)?(?P<marked>.*(?:exception|ausnahme).*?))\)?$",
    re.IGNORECASE,
)
_R_FILE = re.compile(r"^(.+?)\s*\+\s*file\s+licen[sc]e$", re.IGNORECASE)
_FILLED_IN = ("MIT", "BSD-2-Clause", "BSD-3-Clause")
_SEVERAL = re.compile(r"[,;|&/]|\b(?:and|or|und|oder)\b", re.IGNORECASE)
_EXCEPTION_FILLERS = frozenset({"exception", "exceptions", "linking", "ausnahme", "gnu"})
_FILE = re.compile(
    r"(?:(?:see|siehe|voir)\b.*|(?:in|in the)?\s*(?:file|datei)\b.*|file:.*|\.?\.?/.*"
    r"|[\w./\-]*(?:licen[sc]e|copying|copyright|readme|notice|eula)[\w\-]*\.(?:txt|md|rst|html?|pdf|rtf|docx?)|custom:.*)",
    re.IGNORECASE,
)


class NameMatch(NamedTuple):
    """What a name means. `status`: `exact` (an SPDX id), `alias`, `ambiguous` (see `suggestions`) or `unresolved`.

    `source` is the table (SOURCE.toml) that answered; `why` says what kind of words these are: `reserved` (rights are kept),
    `family`, `several`, `classifier`, `address`, `likeness`, `exception`, `file-adds`, `disagree`, `file`, `address-unknown`, `silent`,
    `unlisted` or nothing.
    """

    expression: str | None
    status: str
    suggestions: tuple[str, ...] = ()
    source: str = ""
    why: str = ""


_UNRESOLVED = NameMatch(None, "unresolved")


@lru_cache(maxsize=8192)
def resolve_name(text: str) -> NameMatch:
    """The SPDX expression that a name, URL or trove classifier stands for, if it has exactly one meaning."""
    if len(text) > LONGEST:
        return _UNRESOLVED
    name = " ".join(text.split())
    current = spdx.current(name)
    if current is not None:
        return NameMatch(current, "exact", (), _DEPRECATED if spdx.is_deprecated(name) else _LISTED)
    name = name_frame.bare(name)
    return _spoken(name) if name else _UNRESOLVED


def suggested(text: str) -> tuple[str, ...]:
    """What an unresolved name may have meant: LicenseLynx's risky names, then identifiers that look like it; nothing is sure."""
    if not text or len(text) > LONGEST:
        return ()
    risky = _lynx("risky").get(_plain(text))
    near = spdx.near(text) or spdx.near(normalised(text).replace(" ", "-"))
    return tuple(dict.fromkeys((*((risky,) if risky else ()), *near)))


def _spoken(name: str) -> NameMatch:
    if _CLASSIFIER.search(name):
        return _classifier(name)
    if _COMMONS.search(name):
        return _commons_clause(name)
    address = name_addresses.address_in(name)
    if address is not None:
        return _address(address)
    if _is_list_of_ids(name):
        return _UNRESOLVED
    found = _named(name)
    return found if found.status != "unresolved" or found.why else _lynx_stable(name) or _pointing(name)


def _named(name: str) -> NameMatch:
    """The name by itself, without its frame, with its address, abbreviation or exception, or as likeness."""
    found = _looked_up(name)
    if found.status != "unresolved" or found.why:
        return found
    for shorter in name_frame.unframed(name):
        found = resolve_name(shorter)
        if found.status != "unresolved":
            return _loose(found)
    found = _composed(name)
    return _likeness(name) or found if found.status == "unresolved" else found


def _composed(name: str) -> NameMatch:
    addressed = name_frame.with_address(name)
    if addressed is not None:
        return _at(*addressed)
    filed = _R_FILE.match(name)
    if filed is not None:
        return _with_file(resolve_name(filed[1]))
    parted = _PARENTHESIS.match(name)
    found = _UNRESOLVED if parted is None else _agreed(resolve_name(parted[1]), resolve_name(parted[2]))
    return _with_exception(name) if found.status == "unresolved" else found


def _loose(found: NameMatch) -> NameMatch:
    """An identifier that stood among other words is no longer exact."""
    return found._replace(status="alias") if found.status == "exact" else found


def _looked_up(name: str) -> NameMatch:
    key = normalised(name)
    if not key:
        return _UNRESOLVED._replace(source=_OWN, why="silent")
    options = _ambiguous().get(key)
    if options is not None:
        return NameMatch(None, "ambiguous", options, _OWN, "several")
    kind = _wordings().get(key)
    if kind is not None:
        return (
            NameMatch(PROPRIETARY, "alias", (), _OWN, kind) if kind == "reserved" else _UNRESOLVED._replace(source=_OWN, why=kind)
        )
    expression = _aliases().get(key)
    if expression is not None:
        return NameMatch(expression, "alias", (), _OWN)
    read = name_families.read(key, name)
    if read.expression is not None:
        return NameMatch(read.expression, "alias", (), _OWN)
    expression = _listed().get(key)
    if expression is not None:
        return NameMatch(expression, "alias", (), _LISTED)
    return NameMatch(None, "ambiguous", read.suggestions, _OWN, "family") if read.suggestions else _UNRESOLVED


def _agreed(name: NameMatch, abbreviation: NameMatch) -> NameMatch:
    """`Eclipse Public License 2.0 (EPL)`: both must say the same, or one must be among the other's readings."""
    first, second = sorted((name, abbreviation), key=lambda match: match.expression is None)
    if "unresolved" in (name.status, abbreviation.status):
        return _UNRESOLVED
    if first.expression is None:
        common = tuple(one for one in first.suggestions if one in second.suggestions)
        return first._replace(suggestions=common or (*first.suggestions, *second.suggestions))
    if first.expression == second.expression or first.expression in second.suggestions:
        return _loose(first)
    options = [match.expression for match in (name, abbreviation) if match.expression is not None]
    return NameMatch(None, "ambiguous", tuple(dict.fromkeys((*options, *second.suggestions))), _OWN, "disagree")


def _at(name: str, address: str) -> NameMatch:
    """A name and where its text stands: an address that names a license has to name the same one."""
    found = resolve_name(name)
    if not address or found.status == "unresolved":
        return _loose(found)
    there = _address(address)
    if there.status == "unresolved":
        return _loose(found)
    return _agreed(found, there)


def _with_file(found: NameMatch) -> NameMatch:
    """R: for MIT and BSD the file names year and holder; for other licenses it may restrict them (Writing R Extensions, 1.1.2)."""
    if found.expression in _FILLED_IN or found.status == "unresolved":
        return _loose(found)
    options = (found.expression,) if found.expression is not None else found.suggestions
    return NameMatch(None, "ambiguous", options, _OWN, "file-adds")


def _with_exception(name: str) -> NameMatch:
    """`GPL 2 with Classpath exception`; an exception without a name leaves the license, which permits less, as suggestion."""
    parted = _EXCEPTION.match(name)
    if parted is None:
        return _UNRESOLVED
    base = resolve_name(parted["base"])
    licenses = (base.expression,) if base.expression is not None else base.suggestions
    if not licenses or any(" " in one or one.startswith("LicenseRef-") for one in licenses):
        return _UNRESOLVED
    said = parted["any"] or parted["marked"]
    if _SEVERAL.search(said):
        return _UNRESOLVED
    named = {one: _exception(said, one) for one in licenses}
    written = tuple(f"{one} WITH {exception}" for one, exception in named.items() if exception)
    if base.expression is not None and written:
        return NameMatch(written[0], "alias", (), _OWN)
    if written or re.search(r"exception|ausnahme", said, re.IGNORECASE):
        return NameMatch(None, "ambiguous", written or licenses, _OWN, "exception" if base.expression else base.why)
    return _UNRESOLVED


def _exception(said: str, license_id: str) -> str | None:
    current = spdx.exception(said)
    if current is not None:
        return current
    for exception, base in _exceptions().get(_exception_key(said), ()):
        if license_id.startswith(base):
            return exception
    return None


def _likeness(name: str) -> NameMatch | None:
    resembled = name_frame.vague(name)
    if not resembled:
        return None
    found = resolve_name(resembled)
    options = (found.expression,) if found.expression is not None else found.suggestions
    return NameMatch(None, "ambiguous", options, _OWN, "likeness") if options else None


def _classifier(name: str) -> NameMatch:
    """`License :: OSI Approved :: BSD License`: PEP 639 lists the classifiers that have several meanings."""
    last = name.rpartition("::")[2].strip()
    options = table("license_names")["ambiguous_classifiers"].get(last)
    if options is not None:
        return NameMatch(None, "ambiguous", tuple(options), _OWN, "classifier")
    found = _named(last) if last else _UNRESOLVED
    if found.status == "unresolved" and not found.why:
        found = resolve_name(last) if last else found
    return found


def _commons_clause(name: str) -> NameMatch:
    """The Commons Clause takes away the right to sell, whatever license it is put on."""
    rest = _COMMONS.sub(" ", name).strip(" +&,;()")
    licensed = resolve_name(rest) if rest else _UNRESOLVED
    if licensed.expression is None and licensed.suggestions:
        options = tuple(f"{one} AND {COMMONS_CLAUSE}" for one in licensed.suggestions)
        return NameMatch(None, "ambiguous", options, _OWN, licensed.why)
    joined = COMMONS_CLAUSE if licensed.expression is None else f"{licensed.expression} AND {COMMONS_CLAUSE}"
    return NameMatch(joined, "alias", (), _OWN)


def _address(address: str) -> NameMatch:
    read = name_addresses.read(address, _read_name)
    if read.expression is not None:
        return NameMatch(read.expression, "alias", (), _OWN)
    if read.suggestions:
        return NameMatch(None, "ambiguous", read.suggestions, _OWN, "address")
    return NameMatch(None, "unresolved", (), "", "file" if name_addresses.is_file(address) else "address-unknown")


def _read_name(name: str) -> name_families.Read:
    found = resolve_name(name)
    return name_families.Read(found.expression, found.suggestions)


def _lynx_stable(name: str) -> NameMatch | None:
    expression = _lynx("stable").get(_plain(name))
    return None if expression is None else NameMatch(expression, "alias", (), _LYNX)


def _pointing(name: str) -> NameMatch:
    return _UNRESOLVED._replace(why="file") if _FILE.fullmatch(name) else _UNRESOLVED


def _is_list_of_ids(name: str) -> bool:
    """`MIT, X11` are two licenses, though `MIT X11` is one."""
    if "," not in name and ";" not in name:
        return False
    ids = {spdx.current(part.strip()) for part in re.split(r"[,;]", name)}
    return None not in ids and len(ids) > 1


def _plain(name: str) -> str:
    """How LicenseLynx's names are compared: case, blanks and the spelling of `licence` put aside, nothing else."""
    return " ".join(name.casefold().replace("licence", "license").split())


@cache
def _aliases() -> dict[str, str]:
    return {normalised(name): expression for expression, names in table("license_names")["names"].items() for name in names}


@cache
def _ambiguous() -> dict[str, tuple[str, ...]]:
    rows = table("license_names")["ambiguous"].items()
    return {normalised(name): tuple(filter(None, options.split("|"))) for options, names in rows for name in names}


@cache
def _wordings() -> dict[str, str]:
    """Words that stand where a license should, and name none: by what they say instead."""
    rows = table("license_names")["no_names"].items()
    return {normalised(words): kind for kind, listed in rows for words in listed}


@cache
def _exceptions() -> dict[str, tuple[tuple[str, str], ...]]:
    """Exceptions by name, with the beginning of the licenses that they belong to."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row, names in table("license_names")["exceptions"].items():
        exception, _, base = row.partition(" ")
        for name in names:
            found.setdefault(normalised(name), []).append((exception, base))
    unversioned: dict[str, list[str]] = {}
    for listed in spdx.exceptions().values():
        if "d" not in listed.flags:
            key = _exception_key(listed.name)
            found.setdefault(key, [(listed.id, "")])
            unversioned.setdefault(re.sub(r" [\d.]+$", "", key), []).append(listed.id)
    for key, ids in unversioned.items():
        if len(ids) == 1:
            found.setdefault(key, [(ids[0], "")])
    return {key: tuple(rows) for key, rows in found.items()}


def _exception_key(said: str) -> str:
    return " ".join(word for word in normalised(said).split() if word not in _EXCEPTION_FILLERS)


@cache
def _lynx(kind: str) -> dict[str, str]:
    return {name: expression for expression, names in table("licenselynx_names")[kind].items() for name in names}


@cache
def _listed() -> dict[str, str]:
    """The SPDX list's own identifiers and full names, loosely written; a key that two licenses share answers nothing."""
    keys: dict[str, str | None] = {}
    for row in spdx.licenses().values():
        expression = spdx.current(row.id)
        for key in {normalised(row.id), normalised(row.name)}:
            keys[key] = expression if keys.get(key, expression) == expression else None
    return {key: expression for key, expression in keys.items() if expression is not None}
