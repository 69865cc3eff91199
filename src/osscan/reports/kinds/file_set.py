"""The set of files for the electronic file: every kind in the formats that it is needed in, the report itself, and a list of checksums."""

from __future__ import annotations

import hashlib
import re

from osscan.documents import formats
from osscan.reports.kinds.case import Case, Setting
from osscan.reports.kinds.table import kinds_for

MANIFEST = "SHA256SUMS"
_FORMATS = {
    "assessment": ("pdf", "odt"),
    "defects": ("pdf", "docx", "odt"),
    "criteria": ("pdf", "xlsx"),
    "technical": ("html", "ods"),
    "citizens": ("html", "pdf"),
}
_LONGEST = 60
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def file_set(case: Case, setting: Setting, stored: bytes) -> tuple[tuple[str, bytes], ...]:
    """Names and contents, the checksums last; `sha256sum -c SHA256SUMS` holds them against each other."""
    words = setting.words
    begin = beginning(case)
    made: list[tuple[str, bytes]] = []
    for number, kind in enumerate(kinds_for(case.story), 1):
        document = kind.make(case, setting)
        for form in formats.FORMATS:
            if form.name in _FORMATS[kind.name]:
                name = f"{begin}_{number:02}_{_plain(words(f'paper.name.{kind.name}'))}{form.suffix}"
                made.append((name, formats.written(document, form, words)))
    made.append((f"{begin}_{len(kinds_for(case.story)) + 1:02}_{_plain(words('paper.name.report'))}.json", stored))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in made)
    return (*made, (MANIFEST, sums.encode()))


def beginning(case: Case) -> str:
    """Day and subject as every file system and every register takes them: letters, digits, hyphens, dots."""
    name = _plain(case.name).strip("-.")[:_LONGEST].rstrip("-.")
    day = case.stamp[:10] if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", case.stamp[:10]) else "0000-00-00"
    return f"{day}_{name}" if name else day


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", name.translate(_UMLAUTS))
