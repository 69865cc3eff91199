"""REUSE: headers in files that can carry them, REUSE.toml for the rest, and the texts in LICENSES/. Works of others are left to people."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator

from osscan.fixes.base import Draft, Known, Made, Remark
from osscan.fixes.legal import text_of
from osscan.inputs.roles import role_of
from osscan.model.component import PathRole
from osscan.model.problem import facts_of
from osscan.reuse.covered import may_be_covered
from osscan.reuse.globs import escaped
from osscan.reuse.lint import lint
from osscan.reuse.plan import Bulk, Header, Plan, plan

_TOML = "REUSE.toml"
_stays_as_it_is = re.compile(
    r"\.(?:md|markdown|mdx)$|(?:^|/)(?:fixtures?|test-?data|resources|snapshots?|__snapshots__|goldens?|samples?)/|\.lock$|(?:^|/)CODEOWNERS$"
).search
"""Files that programs compare, show or make: a line on top would change them, so REUSE.toml speaks for them."""
_made_elsewhere = re.compile(
    r"\.(?:jar|war|ear|class|so|dll|dylib|exe|wasm|ttf|otf|woff2?|eot|min\.js|min\.css)$", re.IGNORECASE
).search
"""Programs, fonts and packed scripts come from others far more often than not."""
_ENOUGH_FOR_A_GLOB = 3


def started(known: Known) -> Iterator[Made]:
    """REUSE.toml for what can't carry a header and for what this run writes."""
    if _TOML in known.files or ".reuse/dep5" in known.files:
        return
    planned = _planned(known)
    written = tuple(escaped(path) for path in sorted(known.drafted) if may_be_covered(path))
    kept, _ = _parted(planned.bulk)
    told = [_table(one) for one in (*((Bulk(written, known.license, _notice(known)),) if written else ()), *kept)]
    yield Draft(_TOML, "\n".join(("version = 1\n", *told)))


def mended(known: Known) -> Iterator[Made]:
    """Whatever is lacking by REUSE 3.3."""
    planned = _planned(known)
    kept = [one for one in planned.headers if not _stays_as_it_is(one.path) and not _made_elsewhere(one.path)]
    moved = [one.path for one in planned.headers if _stays_as_it_is(one.path) and not _made_elsewhere(one.path)]
    told, foreign = _parted(planned.bulk)
    foreign += [one.path for one in planned.headers if _made_elsewhere(one.path)]
    for header in (*kept, *planned.companions):
        text = known.text(header.path)
        if text is None:
            yield Remark("unreadable", header.path)
        else:
            yield Draft(header.path, _headed(text, header))
    bulk = (*told, *((Bulk(_globs(moved, known), known.license, _notice(known)),) if moved else ()))
    if bulk and planned.bulk_into == _TOML:
        text = known.text(_TOML) or "version = 1\n"
        yield Draft(_TOML, text.rstrip("\n") + "\n\n" + "\n".join(_table(one) for one in bulk))
    elif bulk:
        yield Remark("dep5", planned.bulk_into, facts=facts_of(files=sum(len(one.paths) for one in bulk)))
    for name in planned.texts:
        standard = text_of(name)
        yield (
            Remark("no-text", f"LICENSES/{name}.txt", facts=facts_of(license=name))
            if standard is None
            else Draft(f"LICENSES/{name}.txt", standard)
        )
    yield from (Remark("rename", path, facts=facts_of(to=to)) for path, to in planned.renames)
    yield from (Remark("made-elsewhere", path) for path in sorted(foreign))
    yield from (Remark(f"undecided-{why.value}", path) for path, why in planned.undecided)


def _parted(bulk: tuple[Bulk, ...]) -> tuple[list[Bulk], list[str]]:
    """What the project may say of its own files, and what most likely comes from others."""
    kept = [one._replace(paths=tuple(path for path in one.paths if not _made_elsewhere(path))) for one in bulk]
    return [one for one in kept if one.paths], [path for one in bulk for path in one.paths if _made_elsewhere(path)]


def _globs(paths: list[str], known: Known) -> tuple[str, ...]:
    """One glob for all files of a kind in a folder where each of them is meant."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for path in paths:
        kinds.setdefault(_kind(path), []).append(path)
    every = Counter(_kind(path) for path in known.files)
    found: list[str] = []
    for kind, alike in kinds.items():
        folder, ending = kind
        whole = ending and len(alike) >= _ENOUGH_FOR_A_GLOB and len(alike) == every[kind]
        found += [f"{escaped(folder)}*{escaped(ending)}"] if whole else [escaped(path) for path in alike]
    return tuple(sorted(found))


def _kind(path: str) -> tuple[str, str]:
    folder, name = posixpath.split(path)
    return (f"{folder}/" if folder else "", posixpath.splitext(name)[1])


def _planned(known: Known) -> Plan:
    return plan(lint(known.folder), _notice(known), known.license)


def _notice(known: Known) -> str:
    return f"{known.year} {known.holder}"


def _headed(text: str, header: Header) -> str:
    """The text with the lines in their place and an empty line behind them; its ends of line and its mark at the start stay."""
    end = "\r\n" if "\r\n" in text else "\n"
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    lines = body.split(end)
    above, below = lines[: header.below], lines[header.below :]
    apart = [""] if below and below[0].strip() and not header.path.endswith(".license") else []
    return mark + end.join((*above, *header.lines, *apart, *below))


def _table(bulk: Bulk) -> str:
    paths = ", ".join(_quoted(path) for path in bulk.paths)
    if len(paths) > 100:
        paths = "\n" + "".join(f"    {_quoted(path)},\n" for path in bulk.paths)
    lines = ["[[annotations]]", f"path = [{paths}]"]
    lines += [f"SPDX-FileCopyrightText = {_quoted(bulk.copyright)}"] if bulk.copyright else []
    lines += [f"SPDX-License-Identifier = {_quoted(bulk.license)}"] if bulk.license else []
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in plain) + '"'


def is_of_others(path: str) -> bool:
    """Whether a path lies where works of others are kept."""
    return role_of(path) is PathRole.VENDORED
