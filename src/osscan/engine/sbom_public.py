"""An SBOM that may be published: no names of internal hosts, no folders of this machine, no internal components."""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from osscan.model.bom import Bom, Completeness, Identifier, Joint, Link, Part, Reference
from osscan.sbom.convert import renamed
from osscan.sbom.opened import CYCLONEDX
from osscan.sbom.uniting import free

_SAID = ("osscan:scope", "osscan:relation", "osscan:first-party", "osscan:role", "osscan:requirement", "osscan:license:declared")
"""Properties that tell nothing of where osscan ran."""
_INSIDE = (".local", ".localdomain", ".internal", ".intern", ".intranet", ".lan", ".corp", ".home", ".private", ".arpa", ".test")
_QUALIFIERS = ("repository_url", "download_url", "vcs_url", "file_name")
_path = re.compile(r"(?:^|[\s=\"'(])(?:/(?:home|root|tmp|var|opt|srv|mnt|builds?|Users|work)/|[A-Za-z]:\\|file:)").search


class Redacted(NamedTuple):
    """The SBOM that is left, and what was left out: pairs of a kind (sentence `sbom_create.left-out.<kind>`) and how many."""

    bom: Bom
    left_out: tuple[tuple[str, int], ...]


def redacted(bom: Bom, internal: AbstractSet[str], hosts: Iterable[str]) -> Redacted:
    """Without the parts in `internal` (refs), whose edges are bridged, and without addresses on hosts that are not public.

    Archives may lie on mirrors inside: their addresses stay only for the hosts named. Of what needed a part that was taken out
    it is said that something is missing.
    """
    counts: Counter[str] = Counter()
    known = frozenset(hosts)
    internal = {ref for ref in internal if ref != bom.root}
    counts["component"] = len(internal)
    parts = tuple(
        _redacted(part, known, counts, is_cyclonedx=bom.format == CYCLONEDX) for part in bom.parts if part.ref not in internal
    )
    links, holders = _bridged(bom.links, internal)
    completeness = tuple(
        (ref, Completeness.INCOMPLETE if ref in holders else word) for ref, word in bom.completeness if ref not in internal
    )
    told = tuple(ref for ref in bom.told_dependencies if ref not in internal)
    left = bom._replace(parts=parts, links=links, completeness=completeness, told_dependencies=told)
    left = renamed(left, _new_keys([part for part in bom.parts if part.ref not in internal], parts))
    return Redacted(left, tuple((kind, count) for kind, count in sorted(counts.items()) if count))


def _new_keys(before: Iterable[Part], after: tuple[Part, ...]) -> dict[str, str]:
    """Keys that were package URLs, without what was taken out of these."""
    taken = {part.ref for part in after}
    tried: dict[str, int] = {}
    found: dict[str, str] = {}
    for old, new in zip(before, after, strict=True):
        for one, other in zip(old.identifiers, new.identifiers, strict=True):
            if one.value != other.value:
                plain = old.ref.replace(one.value.removeprefix("pkg:"), other.value.removeprefix("pkg:"))
                key = free(plain, "again", taken, tried)
                taken.add(key)
                found[old.ref] = key
    return found


def _redacted(part: Part, hosts: frozenset[str], counts: Counter[str], *, is_cyclonedx: bool) -> Part:
    identifiers = tuple(_identifier(one, hosts, counts) for one in part.identifiers)
    properties = tuple(row for row in part.properties if row[0] in _SAID and not _path(row[1]))
    counts["property"] += len(part.properties) - len(properties)
    purl = next((one.value for one in identifiers if one.type == "purl"), "") if is_cyclonedx else ""
    references = tuple(kept for one in part.references if (kept := _reference(one, hosts, counts, purl)) is not None)
    description = "" if _path(part.description) else part.description
    creator = part.creator
    if creator is not None and any(not is_public(_host(url), hosts) for url in creator.urls):
        counts["address"] += 1
        creator = creator._replace(urls=tuple(url for url in creator.urls if is_public(_host(url), hosts)))
    return part._replace(
        properties=properties, references=references, identifiers=identifiers, description=description, creator=creator
    )


def _reference(told: Reference, hosts: frozenset[str], counts: Counter[str], purl: str) -> Reference | None:
    """An address that may be named; of an archive whose address may not, its hashes stay."""
    if not told.url:
        return told
    host = _host(told.url)
    if told.url.startswith("pkg:"):
        return told
    if host in hosts or (told.type != "distribution" and is_public(host, hosts)):
        return told
    counts["address"] += 1
    return told._replace(url=purl, comment="") if told.checksums else None


def _identifier(told: Identifier, hosts: frozenset[str], counts: Counter[str]) -> Identifier:
    """A package URL without qualifiers that name a host inside."""
    bare, sign, rest = told.value.partition("?")
    if told.type != "purl" or not sign:
        return told
    qualifiers, hash_, subpath = rest.partition("#")
    kept = []
    for row in qualifiers.split("&"):
        name, _, value = row.partition("=")
        plain = unquote(value)
        host = _host(plain if "://" in plain else f"//{plain}")
        if name.lower() in _QUALIFIERS and host not in hosts:
            counts["address"] += 1
        else:
            kept.append(row)
    return told._replace(value=bare + ("?" + "&".join(kept) if kept else "") + hash_ + subpath)


def _host(address: str) -> str:
    """The host of an address; empty for one that is none, which is nowhere public."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def is_public(host: str, hosts: frozenset[str] = frozenset()) -> bool:
    """Whether a host name may be known outside: it is named as public, or it is neither an address nor of an inner domain."""
    host = host.lower().rstrip(".")
    if host in hosts:
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "." in host and not host.endswith(_INSIDE)
    return False


def _bridged(links: Iterable[Link], internal: AbstractSet[str]) -> tuple[tuple[Link, ...], set[str]]:
    """The links without the internal parts: who needed one needs what that needed; and who needed one."""
    if not internal:
        return tuple(links), set()
    below: dict[str, list[str]] = {}
    for link in links:
        if link.source in internal:
            below.setdefault(link.source, []).append(link.target)
    found: dict[Link, None] = {}
    holders = set()
    for link in links:
        if link.source in internal:
            continue
        if link.target not in internal:
            found[link] = None
            continue
        holders.add(link.source)
        for target in _behind(link.target, below, internal):
            if target != link.source:
                found.setdefault(Link(link.source, target, Joint.DEPENDS_ON), None)
    return tuple(found), holders


def _behind(start: str, below: dict[str, list[str]], internal: AbstractSet[str]) -> list[str]:
    seen: set[str] = set()
    waiting, found = [start], []
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        if here in internal:
            waiting += reversed(below.get(here, ()))
        else:
            found.append(here)
    return found
