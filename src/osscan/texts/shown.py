"""Foreign text made safe to show: control, ANSI, bidirectional and other invisible characters become visible."""

from __future__ import annotations

import re

HOSTILE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    r"\U000e0000-\U000e007f]"
)
"""What could move, hide or reorder other text, or can't be written as UTF-8 or XML."""


def shown(text: str, longest: int = 200) -> str:
    r"""`text` with every hostile character written as `\u202e`-like escape, and no longer than `longest`."""
    safe = text if text.isprintable() else HOSTILE.sub(_escaped, text)
    return safe if len(safe) <= longest else safe[: longest - 1] + "…"


def _escaped(found: re.Match[str]) -> str:
    point = ord(found[0])
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"
