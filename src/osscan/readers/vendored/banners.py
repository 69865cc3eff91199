"""Banners of minified programs and style sheets (`/*! lib v1.2 | (c) X | MIT */`): a guess at what was copied, told as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.knowledge import names
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component, Relation, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.model.purl import purl
from osscan.readers.base import Reader

CONFIDENCE = 0.5
"""A banner is what somebody wrote on top of something, and may be left over from something else."""
_MOST_BANNERS = 500
_LONGEST = 4000
_NUMBER = r"(\d{1,6}(?:\.[0-9A-Za-z]{1,20}){1,4}(?:[-+][0-9A-Za-z.]{1,30})?)(?![\w])"
_HEAD = re.compile(
    rf"([@A-Za-z][\w.+@/&\-]*(?: [\w.+@/&\-]+){{0,5}}?)\s*(?:[-,:]\s*)?(?:v\.?|version:?)?\s*{_NUMBER}", re.IGNORECASE
)
_BARE_HEAD = re.compile(r"[@A-Za-z][\w.+@/\-]*(?: [A-Za-z][\w.+\-]*){0,3}")
_VERSION_LINE = re.compile(rf"@?version\s*[:=]?\s*v?{_NUMBER}", re.IGNORECASE)
_MARK = re.compile(r"(?:@license|@preserve|@lic)\b:?\s*", re.IGNORECASE)
_TELLING = re.compile(r"@license|@preserve|@lic\b|@cc_on", re.IGNORECASE)
_LICENSED = re.compile(
    r"\blicen[cs]ed?\b\s*(?:[:=\-]\s*|under\s+)?(?:the\s+)?(?:terms\s+of\s+the\s+)?"
    r"([A-Za-z][\w.+\- ]{0,60}?(?:[\s,]+(?:or|and)\s+[A-Za-z][\w.+\- ]{0,40})?)"
    r"(?=\s+licen[cs]es?\b|\s*(?:[|;(©]|$|\.\s|\.$|,|https?:|\bfound\b|\bcopyright\b))",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|;]\s*|\s+-\s+|\n")
_ADDRESS = re.compile(r"\s*[(<]https?:[^)>\s]*[)>]?")
_LONGEST_NAME = 60
_LONGEST_ROW = 400
_FRAME = " \t*!/#=-~"


def read(source: Source) -> Inventory:
    """One component for each banner that names a program with its version or license; none is no sign of anything."""
    content = source.start(source.limits.text_bytes)
    text, _ = text_of(source._replace(held=content))
    found: dict[str, Component] = {}
    line, counted = 1, 0
    for start, comment in _comments(text):
        line += text.count("\n", counted, start)
        counted = start
        component = _component(comment, source.place("", line))
        if component is not None:
            found.setdefault(component.ref, component)
    return Inventory(source.path, READER.name, "banner", "", None, tuple(found.values()), (), (), READER.gives)


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """Comments that ask to be kept, and whatever comment the file begins with, each with its offset."""
    begin = len(text) - len(text.lstrip("\ufeff \t\r\n;"))
    if text.startswith("//", begin):
        block = re.compile(r"(?://[^\n]*\n?[ \t]*){1,40}").match(text, begin)
        if block is not None:
            yield begin, "\n".join(row.strip().removeprefix("//") for row in block[0].split("\n"))
    at, count = begin, 0
    while count < _MOST_BANNERS:
        start = text.find("/*", at)
        end = text.find("*/", start + 2)
        if start < 0 or end < 0:
            return
        at = end + 2
        comment = text[start + 2 : min(end, start + 2 + _LONGEST)]
        if start == begin or comment[:1] == "!" or (comment[:1] == "*" and _TELLING.search(comment)):
            count += 1
            yield start, comment


def _component(comment: str, place: Place) -> Component | None:
    rows = [row[:_LONGEST_ROW].strip(_FRAME) for row in comment.split("\n")]
    rows = [_MARK.sub("", row, count=1) if _MARK.match(row) else row for row in rows if row]
    rows = [row for row in rows if row]
    if not rows:
        return None
    name, version = _identity(rows)
    claims = _claims(rows, place)
    if not name or not (version or claims):
        return None
    namespace, _, last = name.lower().replace(" ", "-").rpartition("/")
    return Component(
        name=name,
        version=version,
        place=place,
        ref=f"{name}@{version}",
        purl=purl("generic", last, version, namespace),
        claims=claims,
        scope=Scope.RUNTIME,
        relation=Relation.INCORPORATE,
    )


def _identity(rows: list[str]) -> tuple[str, str]:
    """Name and version on the first line, or a name there and the version on a line of its own."""
    found = _HEAD.match(rows[0])
    if found is not None:
        return found[1].strip(" -"), found[2]
    bare = _BARE_HEAD.match(_PARTS.split(rows[0])[0])
    if bare is None or names.resolve_name(bare[0]).status != "unresolved":
        return "", ""
    if bare.end() != len(_PARTS.split(rows[0])[0]):
        return "", ""
    version = next((told[1] for row in rows[1:8] if (told := _VERSION_LINE.match(row)) is not None), "")
    return bare[0], version


def _claims(rows: list[str], place: Place) -> tuple[LicenseClaim, ...]:
    """What stands between bars and is a license's name, or after "licensed under"; how several belong together stays open."""
    found: dict[str, None] = {}
    for row in rows[:60]:
        said = _LICENSED.search(row)
        parts = [said[1]] if said is not None else []
        for part in (*parts, *_PARTS.split(_ADDRESS.sub("", row))):
            text = part.strip(" .()-")
            if 2 < len(text) <= _LONGEST_NAME and names.resolve_name(text).status != "unresolved":
                found.setdefault(text)
                break
    joined = Joined.UNSAID if len(found) > 1 else Joined.ALONE
    group = f"banner:{place.line}" if len(found) > 1 else ""
    return tuple(
        LicenseClaim(ClaimRole.DETECTED, raw, Form.NAME, Method.LICENSE_NOTICE, place, joined, group, CONFIDENCE) for raw in found
    )


READER = Reader(
    name="vendored/banners",
    title="banners of minified JavaScript and CSS",
    read=read,
    gives=Gives(licenses=Extent.SOME),
)
