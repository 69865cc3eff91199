"""Links and pictures in Markdown: a dead link whose target lies elsewhere, and pictures without words for those who don't see them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from osscan.fixes.base import Draft, Known, Made, Remark
from osscan.inputs.roles import role_of
from osscan.model.component import PathRole
from osscan.model.problem import facts_of

_link = re.compile(r"(!?\[[^\]\n]*\]\(\s*<?)([^)\s>]+)")
_picture = re.compile(r"!\[\s*\](\(\s*<?([^)\s>]+))")
_elsewhere = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|#|//|/|\{").match
_fence = re.compile(r"^ {0,3}(```+|~~~+)")
_WORDS = {"de": "TODO Alternativtext: {name}", "en": "TODO alt text: {name}"}


def mended(known: Known) -> Iterator[Made]:
    """A dead relative link leads to the one file of that name; where there are none or several, it is told."""
    for path in _documents(known):
        remarks: list[Remark] = []
        lines = [_with_links(line, path, number, known, remarks) for number, line in _prose(known, path)]
        yield from _changed(known, path, "\n".join(lines))
        yield from remarks


def described(known: Known) -> Iterator[Made]:
    """Pictures without words get a mark that asks for them."""
    for path in _documents(known):
        lines = []
        for _, line in _prose(known, path):
            told = line[1] if isinstance(line, tuple) else _picture.sub(lambda found: _asking(found, known.language), line)
            lines.append(told)
        yield from _changed(known, path, "\n".join(lines))


def _asking(found: re.Match[str], language: str) -> str:
    words = _WORDS[language].format(name=posixpath.basename(found[2]))
    return f"![{words}]{found[1]}"


def _documents(known: Known) -> Iterator[str]:
    aside = (PathRole.VENDORED, PathRole.TEST, PathRole.BUILD)
    return (path for path in sorted(known.files) if path.lower().endswith((".md", ".markdown")) and role_of(path) not in aside)


def _prose(known: Known, path: str) -> Iterator[tuple[int, str | tuple[str, str]]]:
    """Each line with its number; lines of code as a pair, so that nobody changes them."""
    fence = ""
    for number, line in enumerate((known.text(path) or "").split("\n"), 1):
        found = _fence.match(line)
        if fence or found or line.startswith(("    ", "\t")):
            if found and not fence:
                fence = found[1]
            elif found and found[1].startswith(fence):
                fence = ""
            yield number, ("code", line)
        else:
            yield number, line


def _with_links(line: str | tuple[str, str], path: str, number: int, known: Known, remarks: list[Remark]) -> str:
    if isinstance(line, tuple):
        return line[1]

    def put(found: re.Match[str]) -> str:
        if line[: found.start()].count("`") % 2:
            return found[0]
        target, mark, rest = found[2].partition("#")
        if not target or _elsewhere(found[2]) or _leads(known, path, target):
            return found[0]
        name = posixpath.basename(unquote(target)).lower()
        others = [one for one in known.files if posixpath.basename(one).lower() == name and name]
        if len(others) != 1:
            remarks.append(Remark("dead-link", path, number, facts_of(target=found[2], found=len(others))))
            return found[0]
        return found[1] + quote(posixpath.relpath(others[0], posixpath.dirname(path) or ".")) + mark + rest

    return _link.sub(put, line)


def _leads(known: Known, path: str, target: str) -> bool:
    goal = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target.partition("?")[0])))
    return (
        goal.startswith("..")
        or goal in (".", "")
        or goal in known.files
        or any(one.startswith(f"{goal}/") for one in known.files)
    )


def _changed(known: Known, path: str, text: str) -> Iterator[Made]:
    if text != known.text(path):
        yield Draft(path, text)
