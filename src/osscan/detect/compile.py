"""Makes the index of license texts and rules from pinned packages, at build time."""

from __future__ import annotations

from pathlib import Path

from osscan.detect import layout
from osscan.detect.prefilter import pattern_for
from osscan.detect.rulebook import rulebook
from osscan.detect.standard_texts import TABLE, packed
from osscan.detect.tables import tables


def compile_index(rules_wheel: Path, spdx_wheel: Path, target: Path) -> None:
    """Writes the index to `target`. Raises KeyError, ValueError or OSError when the packages are not what is expected."""
    book = rulebook(rules_wheel, spdx_wheel)
    about = {
        "rules": book.rules_version,
        "spdx": book.spdx_version,
        "stopwords": sorted(book.stopwords),
        "aliases": book.aliases,
        "search": pattern_for(rule.text for rule in book.rules if not rule.flags & layout.FALSE_POSITIVE),
    }
    layout.write(target, about, {**tables(book), TABLE: packed(book.standard)})
