"""A small valid publiccode.yml, and what is found in changed forms of it."""

from __future__ import annotations

import textwrap
from datetime import date

from osscan.inputs.source import Source
from osscan.model.publiccode import PubliccodeFinding
from osscan.publiccode.document import document_of
from osscan.publiccode.judging import judge

DAY = date(2026, 11, 22)
LONG = " ".join(["Lends garden tools to residents."] * 6)
VALID = f"""\
publiccodeYmlVersion: "0.7"
name: Werkzeugverleih
url: https://gitlab.example/stadt/werkzeug.git
platforms: [web]
developmentStatus: stable
softwareType: standalone/web
description:
  de:
    shortDescription: Verleiht Werkzeug.
    longDescription: {LONG}
    features: [Ausleihe]
legal:
  license: EUPL-1.2
maintenance:
  type: internal
  contacts:
    - name: Team Verleih
localisation:
  localisationReady: false
  availableLanguages: [de]
"""


def changed(*edits: tuple[str, str]) -> str:
    """The valid document with words replaced; each has to occur once."""
    text = VALID
    for old, new in edits:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return text


def with_lines(lines: str) -> str:
    """The valid document with further keys at its end (they begin in line 21)."""
    return VALID + textwrap.dedent(lines)


def judged(text: str | bytes, source: Source | None = None) -> tuple[PubliccodeFinding, ...]:
    held = text if isinstance(text, bytes) else text.encode()
    source = source._replace(held=held) if source else Source("publiccode.yml", held=held)
    return judge(document_of(source), source, DAY).findings


def told(text: str | bytes, source: Source | None = None) -> list[tuple[str, str, int]]:
    """Code, key and line of each finding; line 0 for what has no place."""
    return [(one.code, one.key, one.place.line or 0) for one in judged(text, source)]
