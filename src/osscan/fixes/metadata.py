"""Manifests and publiccode.yml name the license that the license file has; only that one value is changed, all else keeps its form."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import canonical
from osscan.fixes.base import Draft, Known, Made, Remark
from osscan.fixes.manifests import manifests_in
from osscan.knowledge.normalise import normalise
from osscan.model.problem import facts_of


def mended(known: Known) -> Iterator[Made]:
    """Each file whose license field says something else, or nothing."""
    wanted = known.license
    if not wanted or isinstance(parse(wanted), Fault):
        yield Remark("no-license", "LICENSE", facts=facts_of(license=wanted))
        return
    said = {one.path: one.license for one in manifests_in(known.read, known.files) if one.name or one.license}
    for path, change in _CHANGES.items():
        text = known.text(path)
        if text is None or (path != "publiccode.yml" and path not in said):
            continue
        told = said.get(path) if path != "publiccode.yml" else license_of_publiccode(text)
        if told and same(told, wanted):
            continue
        changed = change(text, wanted)
        if changed is None or not _keeps(path, changed, wanted):
            yield Remark("license-by-hand", path, facts=facts_of(license=wanted))
        elif changed != text:
            yield Draft(path, changed)


def same(one: str, other: str) -> bool:
    """Whether two expressions mean one license, names of licenses understood; a text can't tell `only` from `or later`."""
    return _bare(one) == _bare(other) != ""


def _bare(text: str) -> str:
    tree = normalise(text, {}, suggest=False).tree
    return "" if tree is None else re.sub(r"-(only|or-later)\b", "", str(canonical(tree)))


def _keeps(path: str, changed: str, wanted: str) -> bool:
    """Whether what was written is read back."""
    if path == "publiccode.yml":
        return license_of_publiccode(changed) == wanted
    found = manifests_in(lambda _: changed.encode(), frozenset({path}))
    return bool(found) and found[0].license == wanted


def _pyproject(text: str, wanted: str) -> str | None:
    table = "project" if re.search(r"^\[project\]", text, re.MULTILINE) else "tool.poetry"
    return _toml(text, table, wanted)


def _cargo(text: str, wanted: str) -> str | None:
    return _toml(text, "package", wanted)


def _toml(text: str, table: str, wanted: str) -> str | None:
    """The key `license` of one table; without it, a line of its own behind the name or the head of the table."""
    head = re.search(rf"^\[{re.escape(table)}\][ \t]*(?:#.*)?\r?\n", text, re.MULTILINE)
    if head is None:
        return None
    following = re.search(r"^\[", text[head.end() :], re.MULTILINE)
    stop = head.end() + following.start() if following else len(text)
    body = text[head.end() : stop]
    value = json.dumps(wanted)
    found = re.search(r"^license[ \t]*=[ \t]*(\{[^\n}]*\}|\"[^\"\n]*\"|'[^'\n]*')", body, re.MULTILINE)
    if found:
        body = body[: found.start(1)] + value + body[found.end(1) :]
    elif re.search(r"^license[ \t]*[.=]", body, re.MULTILINE):
        return None
    else:
        end = "\r\n" if "\r\n" in text else "\n"
        lines = (re.search(rf"^{key}[ \t]*=[^\n]*\n", body, re.MULTILINE) for key in ("version", "name"))
        anchor = next((line for line in lines if line), None)
        at = anchor.end() if anchor else 0
        body = f"{body[:at]}license = {value}{end}{body[at:]}"
    return text[: head.end()] + body + text[stop:]


def _json(text: str, wanted: str) -> str | None:
    """The key `license` of the outermost object, which is where depth is one."""
    spot = _at_top(text, "license")
    if spot is not None:
        return text[: spot[0]] + json.dumps(wanted) + text[spot[1] :]
    anchor = _at_top(text, "version") or _at_top(text, "name")
    if anchor is None:
        return None
    start = text.rfind("\n", 0, anchor[0])
    indent = re.match(r"\s*", text[start + 1 :])
    end = "\r\n" if "\r\n" in text else "\n"
    before = f"{end}{indent[0]}" if indent and start >= 0 else " "
    return f'{text[: anchor[1]]},{before}"license": {json.dumps(wanted)}{text[anchor[1] :]}'


def _at_top(text: str, key: str) -> tuple[int, int] | None:
    """Where the value of a key of the outermost object begins and ends."""
    decoder = json.JSONDecoder()
    at = text.find("{") + 1
    while at > 0:
        found = re.compile(r'[\s,]*("(?:[^"\\]|\\.)*")\s*:\s*').match(text, at)
        if found is None:
            return None
        try:
            _, end = decoder.raw_decode(text, found.end())
        except ValueError:
            return None
        if json.loads(found[1]) == key:
            return found.end(), end
        at = end
    return None


def _pom(text: str, wanted: str) -> str | None:
    """The name in `<licenses>`; without it, a block of its own before the end of what identifies the project."""
    block = re.search(r"(\n[ \t]*)?<licenses>.*?</licenses>", text, re.DOTALL)
    if block:
        names = list(re.finditer(r"<name>\s*([^<]*?)\s*</name>", block[0]))
        if len(names) != 1:
            return None
        start = block.start() + names[0].start(1)
        return text[:start] + wanted + text[start + len(names[0][1]) :]
    spots = _IDENTITY.finditer(text)
    own = _own_depth(text)
    spot = next((one for one in reversed(list(spots)) if one[1] == own), None)
    if spot is None:
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    lines = (
        f"{own}<licenses>",
        f"{own}{own}<license>",
        f"{own}{own}{own}<name>{wanted}</name>",
        f"{own}{own}</license>",
        f"{own}</licenses>",
    )
    return text[: spot.end()] + end.join(lines) + end + text[spot.end() :]


def _own_depth(text: str) -> str:
    """How far the children of the project are indented."""
    found = re.search(r"^([ \t]+)<modelVersion>", text, re.MULTILINE)
    return found[1] if found else "    "


def _publiccode(text: str, wanted: str) -> str | None:
    found = _PUBLICCODE.search(text)
    return None if found is None else f"{text[: found.start(1)]}{wanted}{text[found.end(1) :]}"


def license_of_publiccode(text: str) -> str:
    found = _PUBLICCODE.search(text)
    return found[1].strip("\"'") if found else ""


_IDENTITY = re.compile(r"^([ \t]*)<(?:version|artifactId)>[^<]*</(?:version|artifactId)>[ \t]*\r?\n", re.MULTILINE)
_PUBLICCODE = re.compile(
    r"^legal:[ \t]*\r?\n(?:[ \t]+[^\n]*\n|[ \t]*\r?\n)*?[ \t]+license:[ \t]*(\"[^\"\n]*\"|'[^'\n]*'|[^\s#][^#\r\n]*?)[ \t]*(?:#.*)?\r?$",
    re.MULTILINE,
)

_CHANGES: dict[str, Callable[[str, str], str | None]] = {
    "pyproject.toml": _pyproject,
    "package.json": _json,
    "composer.json": _json,
    "Cargo.toml": _cargo,
    "pom.xml": _pom,
    "publiccode.yml": _publiccode,
}
