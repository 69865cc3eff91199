r"""Globs as REUSE writes them: `*` stops at a slash, `**` and `**/` do not, `\` takes the next sign as it is."""

from __future__ import annotations

import re
from functools import lru_cache

_SIGNS = re.compile(r"\\.|\*\*+/?|\*|.", re.DOTALL)


@lru_cache(maxsize=1024)
def glob(text: str) -> re.Pattern[str]:
    """The pattern of a glob, for `fullmatch`.

    The parts between wildcards are found from the left and not given back, so that no glob can make the search explode.
    """
    parts: list[list[str]] = [[""]]
    for sign in _SIGNS.findall(text):
        if sign.startswith("**"):
            parts.append([""])
        elif sign == "*":
            parts[-1].append("")
        else:
            parts[-1][-1] += re.escape(sign[1:] if len(sign) == 2 else sign)
    *earlier, last = parts
    found = "".join(f"(?>{'.*?' if at else ''}{_kept(part)})" for at, part in enumerate(earlier))
    *before, end = last
    tail = end if not before else f"{_kept(before)}[^/]*{end}"
    return re.compile(f"{found}{'.*' if earlier else ''}{tail}", re.DOTALL)


def escaped(path: str) -> str:
    """The glob that means this path and no other."""
    return path.replace("\\", "\\\\").replace("*", "\\*")


def _kept(part: list[str]) -> str:
    first, *rest = part
    return first + "".join(f"(?>[^/]*?{literal})" for literal in rest)
