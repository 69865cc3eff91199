"""Foreign text made safe to show: control, ANSI and bidirectional characters become visible."""

from __future__ import annotations

import re

_HOSTILE = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def shown(text: str, longest: int = 200) -> str:
    """`text` with every character that could move, hide or reorder other text written as `\\u202e`-like escape."""
    safe = _HOSTILE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return safe if len(safe) <= longest else safe[: longest - 1] + "…"
