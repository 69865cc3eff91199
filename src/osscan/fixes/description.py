"""publiccode.yml that is there: version and day follow the newest tag, and the standard's newest version is named where that breaks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from osscan.errors import UnreadableError
from osscan.fixes.answers import scalar
from osscan.fixes.base import Draft, Known, Made, Remark
from osscan.fixes.publiccode import VERSION
from osscan.inputs.source import Source
from osscan.model.problem import Severity, facts_of
from osscan.model.publiccode import PubliccodeFinding
from osscan.publiccode.document import document_of
from osscan.publiccode.judging import judge

FILE = "publiccode.yml"
_OLD_KEYS = ("key-replaced", "key-deprecated")


def mended(known: Known) -> Iterator[Made]:
    """Whatever git knows better; a version beyond the newest tag is not taken back. The address is only told: a mirror or a fork has another one, and people know which counts."""
    text = known.text(FILE)
    if text is None:
        return
    changed = text
    newest, there = known.version.lstrip("vV"), _said_version(text)
    if newest and there and there != newest and not (_is_number(there) and _number(there) < _number(newest)):
        yield Remark("version-differs", FILE, facts=facts_of(here=there, tag=known.version))
    elif newest and there != newest:
        changed = _set(changed, "softwareVersion", newest, text_only=True)
        changed = _set(changed, "releaseDate", known.released, text_only=False)
    newer = _named_newest(changed)
    if newer != changed and _errors(newer, known.year) <= _errors(changed, known.year):
        changed = newer
    if changed != text:
        yield Draft(FILE, changed)
    said = re.search(r"^url:[ \t]*[\"']?(https?://[^\s\"'#]+)", changed, re.MULTILINE)
    if said and known.pages and _plain(said[1]) not in {_plain(page) for page in known.pages}:
        line = changed.count("\n", 0, said.start()) + 1
        yield Remark("url-differs", FILE, line, facts_of(url=said[1], remote=known.pages[0]))
    for one in _findings(changed, known.year):
        if one.code in _OLD_KEYS:
            yield Remark(one.code, FILE, one.place.line, facts_of(key=one.key, instead=dict(one.facts).get("instead") or "–"))


def _set(text: str, key: str, value: str, *, text_only: bool) -> str:
    """The value of a key at the top; a key that is not there joins behind the address. `text_only` says that it has to be in quotation marks."""
    found = re.search(rf"^{key}:[ \t]*(\"[^\"\n]*\"|'[^'\n]*'|[^\s#][^\s#]*)[ \t]*(?:#.*)?\r?$", text, re.MULTILINE)
    if found:
        told = found[1].strip("\"'")
        if told.lstrip("vV") == value:
            return text
        plain = found[1] == told and not (text_only and re.fullmatch(r"[\d.]+", value))
        return text[: found.start(1)] + (value if plain else scalar(value)) + text[found.end(1) :]
    anchors = (re.search(rf"^{one}:[^\n]*\n", text, re.MULTILINE) for one in ("softwareVersion", "url"))
    anchor = next((one for one in anchors if one), None)
    if anchor is None or re.search(rf"^{key}:", text, re.MULTILINE):
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    return f"{text[: anchor.end()]}{key}: {scalar(value)}{end}{text[anchor.end() :]}"


def _named_newest(text: str) -> str:
    found = re.search(r"^publiccodeYmlVersion:[ \t]*[\"']?(\d+(?:\.\d+)*)[\"']?[ \t]*(?:#.*)?\r?$", text, re.MULTILINE)
    if found is None or _number(found[1]) >= _number(VERSION) or found[1].split(".")[0] != "0" or found[1] == "0":
        return text
    start = text.index(":", found.start()) + 1
    rest = text[start : found.end()]
    return text[:start] + re.sub(r"[\"']?\d+(?:\.\d+)*[\"']?", f'"{VERSION}"', rest, count=1) + text[found.end() :]


def _said_version(text: str) -> str:
    found = re.search(r"^softwareVersion:[ \t]*[\"']?([^\s\"'#]+)", text, re.MULTILINE)
    return found[1].lstrip("vV") if found else ""


def _is_number(version: str) -> bool:
    return re.fullmatch(r"\d+(?:\.\d+)*", version) is not None


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _errors(text: str, year: int) -> int:
    return sum(one.severity is Severity.ERROR for one in _findings(text, year))


def _findings(text: str, year: int) -> tuple[PubliccodeFinding, ...]:
    source = Source(FILE, held=text.encode("utf-8"))
    try:
        return judge(document_of(source), source, date(year, 12, 31)).findings
    except UnreadableError:
        return ()


def _plain(address: str) -> str:
    return address.partition("://")[2].lower().removesuffix("/").removesuffix(".git")
