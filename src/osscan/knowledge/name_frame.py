"""What stands around a license's name without changing it: quotes, "licensed under", "see LICENSE", an address in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.knowledge.name_addresses import address_in

_EDGES = " \t\r\n\v\f\u00a0\u200b\ufeff\"'`´’‘“”„«».,;:*#=~!"
_WRAPPED = re.compile(r"^[(\[{<]([^()\[\]{}<>]+)[)\]}>]$")
_LEAD = re.compile(
    r"^(?:spdx-license-identifier|licen[sc]es?|lizenz|type|name)\s*[:=]\s*"
    r"|^(?:(?:this|the)\s+(?:\w+\s+){1,2}(?:is|are)\s+)?(?:licen[sc]ed|released|distributed|published|available|provided|lizenziert|"
    r"veröffentlicht)\s+(?:under|unter|with)\s+(?:(?:the|der|den)\s+)?(?:terms\s+of\s+(?:the\s+)?)?"
    r"|^under\s+the\s+(?:terms\s+of\s+the\s+)?",
    re.IGNORECASE,
)
_POINTER = re.compile(r"[\s\-–,;:.(\[]+(?:see|siehe|voir|cf|refer\s+to|read)\b(.*)$", re.IGNORECASE)
_POINTED_AT = frozenset({
    "the", "der", "die", "das", "in", "im", "to", "for", "of", "und", "and", "at", "on", "more", "full", "details", "information", "text",
    "terms", "file", "files", "datei", "license", "licence", "licenses", "copying", "copyright", "notice", "readme", "root",
    "repository", "folder", "directory", "included", "attached", "below", "above", "url", "github",
})  # fmt: skip
_FILE_NAME = re.compile(r"\S*(?:licen[sc]e|copying|notice|readme)\S*|https?://\S+", re.IGNORECASE)
_DESCRIBED = re.compile(
    r"\s*[(\[]?\s*\b(?:an?\s+)?(?:open[\s\-]?source(?:\s+software)?|osi[\s\-]approved|free\s+software)(?:\s+licen[sc]e)?[)\]]?$",
    re.IGNORECASE,
)
_DEBIAN_FILE = re.compile(r"\s*[(\[](?:see\s+)?(?:file:/*)?/?usr/share/common-licenses/[\w.\-]+[)\]]$", re.IGNORECASE)
_ADDRESS_BEHIND = re.compile(r"^(.{2,}?)\s*[\s,;:\-–(<\[]\s*((?:https?://|www\.)[^\s()<>\[\]]+)[)>\]]?$", re.IGNORECASE)
_OSGI = re.compile(r"^(.+?)\s*;\s*(?:link|description)\s*=.*$", re.IGNORECASE | re.DOTALL)
_VAGUE = re.compile(
    r"^(.+?)[\s\-_,(~]*\b(?:style|like|alike|ish|based|derived|compatible|similar|variant|type|licensed?\s+similar)\)?(?:\s+licen[sc]e)?$"
    r"|^(?:similar\s+to|based\s+on|derived\s+from|modified|customi[sz]ed|variant\s+of)\s+(?:the\s+)?(.+)$",
    re.IGNORECASE,
)


def bare(text: str) -> str:
    """The text without blanks, quotes and marks at its ends, and without one bracket around all of it."""
    name = text.strip(_EDGES)
    wrapped = _WRAPPED.match(name)
    return wrapped[1].strip(_EDGES) if wrapped else name


def unframed(name: str) -> Iterator[str]:
    """The name without what leads to it or points elsewhere, if there is any such thing; shorter each time."""
    shorter = name
    for without in (_without_lead, _without_file, _without_pointer, _without_praise):
        cut = bare(without(shorter))
        if cut and cut != shorter:
            shorter = cut
            yield shorter


def with_address(name: str) -> tuple[str, str] | None:
    """`MIT (https://host.example/LICENSE)` as name and address; OSGi writes `name;link=address`."""
    osgi = _OSGI.match(name)
    if osgi:
        return bare(osgi[1]), ""
    found = _ADDRESS_BEHIND.match(name)
    if found is None:
        return None
    address = address_in(found[2].rstrip(".,;"))
    return None if address is None else (bare(found[1].rstrip("(<[ ,;:-–")), address)


def vague(name: str) -> str | None:
    """What `BSD-like` or `similar to Apache 2.0` resembles; likeness is not the license."""
    found = _VAGUE.match(name)
    return None if found is None else bare(found[1] or found[2])


def _without_lead(name: str) -> str:
    return _LEAD.sub("", name, count=1)


def _without_file(name: str) -> str:
    return _DEBIAN_FILE.sub("", name)


def _without_pointer(name: str) -> str:
    """`MIT, see LICENSE for details`: what follows may say where to look, and nothing else."""
    found = _POINTER.search(name)
    if found is None:
        return name
    words = re.findall(r"[^\s,()\[\];:]+", found[1])
    pointing = all(word.strip(".").lower() in _POINTED_AT or _FILE_NAME.fullmatch(word) for word in words)
    return name[: found.start()] if pointing else name


def _without_praise(name: str) -> str:
    return _DESCRIBED.sub("", name)
