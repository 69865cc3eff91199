"""The words of a Gemfile that stand there literally: gems, groups and folders; a Gemfile is a program, and osscan runs none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from osscan.model.component import Scope
from osscan.readers.gathering import strongest
from osscan.readers.gemspec_text import literals

_GEM = re.compile(r"gem[ \t]*\(?[ \t]*(?=[\"'%])(.*)")
_BLOCK = re.compile(r"(?:(?:if|unless|case|begin|def|while|until|for)\b(?!.*\bend\s*$)|.*\bdo(?:[ \t]*\|[^|]{0,80}\|)?\s*$)")
_GROUPS = re.compile(r"(?::groups?[ \t]*=>|\bgroups?:)[ \t]*(\[[^\]]{0,300}\]|[^,]{0,80})")
_SYMBOL = re.compile(r":?[\"']?(\w+)[\"']?")
_OPTION = re.compile(r",[ \t]*(?::\w+[ \t]*=>|\w+:(?!:)).*")
_LOCAL = re.compile(r"(?::path[ \t]*=>|\bpath:)")
_TEST, _DEV = (
    frozenset({"test", "tests", "testing", "spec", "cucumber"}),
    frozenset({"development", "dev", "doc", "docs", "lint", "ci", "benchmark"}),
)
_INLINE = re.compile(r"[{};]")
_ASKING = re.compile(r"(?:^|[{;|]|\bthen\b|\bdo\b)[ \t]*gem[ \t(]|^(?:eval_gemfile|instance_eval|eval)\b")
_MOST_LINES = 100_000
_MOST_GROUPS = 50


class Gem(NamedTuple):
    """One gem that is asked for; `local` is a folder of the project's own. Without a name only running the program tells which."""

    name: str
    requirements: tuple[str, ...]
    scope: Scope
    local: bool
    line: int
    text: str


def gems(text: str) -> Iterator[Gem]:
    """The gems of a Gemfile with what their groups are for."""
    open_blocks: list[tuple[str, ...]] = []
    folders: list[bool] = []
    for number, line in enumerate(text.split("\n", _MOST_LINES), 1):
        said = line.partition(" #")[0].strip()
        if not said or said.startswith("#"):
            continue
        inline = [one for part in _INLINE.split(said) if (one := _GEM.match(part.strip())) is not None]
        found = _GEM.match(said)
        for one in [found] if found is not None else inline:
            own = _GROUPS.search(one[1])
            groups = list(open_blocks[-1]) if open_blocks else []
            groups += _SYMBOL.findall(own[1]) if own is not None else []
            groups += _SYMBOL.findall(said[5:].partition("{")[0]) if found is None and said.startswith("group") else []
            told = literals(_OPTION.sub("", one[1], count=1)) or ("",)
            is_local = bool(folders and folders[-1]) or bool(_LOCAL.search(one[1]))
            yield Gem(told[0], told[1:], group_scope(groups), is_local, number, said)
        if found is not None or inline:
            continue
        if _ASKING.search(said):
            yield Gem("", (), Scope.RUNTIME, local=False, line=number, text=said)
        if said == "end" and open_blocks:
            open_blocks.pop()
            folders.pop()
        elif _BLOCK.match(said):
            around = open_blocks[-1] if open_blocks else ()
            named = _SYMBOL.findall(said[5:].rpartition("do")[0]) if said.startswith("group") else ()
            open_blocks.append((*around, *named)[:_MOST_GROUPS])
            folders.append(said.startswith("path") or bool(folders and folders[-1]))


def group_scope(groups: list[str]) -> Scope:
    """What gems of these groups are for; a group that is not named after work on the project itself may be delivered."""
    scopes = (Scope.TEST if name in _TEST else Scope.DEV if name in _DEV else Scope.RUNTIME for name in groups)
    return strongest(scopes) if groups else Scope.RUNTIME
