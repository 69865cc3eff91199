"""`.reuse/dep5`: the older way to say license and holder for many files in one place (deprecated in REUSE 3.2)."""

from __future__ import annotations

import re
from typing import NamedTuple

from osscan.inputs.deb822 import Paragraph, paragraphs
from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.place import Place
from osscan.model.problem import Problem, error

_SIGNS = re.compile(r"\\.|.", re.DOTALL)
_WILD = {"*": ".*", "?": "."}


class Stanza(NamedTuple):
    """One `Files` paragraph: a pattern for the paths, the expression, the notices, and where it stands."""

    pattern: re.Pattern[str]
    license: str
    copyrights: tuple[str, ...]
    place: Place


class Dep5(NamedTuple):
    """The `Files` paragraphs, later ones first, as the last one that fits counts; and what is wrong."""

    stanzas: tuple[Stanza, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of(self, path: str) -> Stanza | None:
        """What is said of a file."""
        return next((one for one in self.stanzas if one.pattern.fullmatch(path)), None)


def dep5_of(source: Source) -> Dep5:
    """Reads the file; raises UnreadableError where it can't be had."""
    text, told = text_of(source)
    problems = list(told)
    first, *others = (*paragraphs(text), Paragraph({}, 1))
    if "format" not in first.fields:
        problems.append(error("reuse-dep5-unusable", source.place("", first.line), field="Format"))
    stanzas = [_stanza(one, at, source, problems) for at, one in enumerate(others, 1) if "files" in one.fields]
    return Dep5(tuple(one for one in reversed(stanzas) if one is not None), tuple(problems))


def _stanza(paragraph: Paragraph, number: int, source: Source, problems: list[Problem]) -> Stanza | None:
    for name in ("Copyright", "License"):
        if not paragraph.text(name.lower()):
            problems.append(error("reuse-dep5-unusable", source.place("", paragraph.line), field=name))
            return None
    notices = tuple(line.strip() for line in paragraph.text("copyright").split("\n") if line.strip(" ."))
    expression = " ".join(paragraph.text("license").partition("\n")[0].split())
    globs = "|".join(_glob(one) for one in paragraph.text("files").split())
    place = source.place(f"paragraphs[{number}].License", paragraph.line_of("license"))
    return Stanza(re.compile(globs, re.DOTALL), expression, notices, place)


def _glob(text: str) -> str:
    """`*` and `?` take slashes too (copyright-format 1.0, "Files"). Equal stars in a row are one, so that no glob explodes."""
    signs = _SIGNS.findall(re.sub(r"(?<!\\)\*{2,}", "*", text))
    parts = "".join("\0" if sign == "*" else _WILD.get(sign) or re.escape(sign[-1]) for sign in signs).split("\0")
    if len(parts) == 1:
        return parts[0]
    return f"{parts[0]}{''.join(f'(?>.*?{part})' for part in parts[1:-1])}.*{parts[-1]}"
