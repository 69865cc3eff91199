"""Signs without which no copyright statement stands in a text; looked for before anything else is loaded."""

from __future__ import annotations

HINTS = (
    ("opyright",),
    ("OPYRIGHT",),
    ("opyRight",),
    ("(c)", "(C)"),
    ("©",),
    ("&copy", "&#169", "&#xa9", "&#xA9"),
    ("\\u00a9", "\\u00A9", "\\xa9", "\\xA9", "\\(co"),
    ("opr.", "OPR."),
)
"""For each way to write the mark of a statement, its signs."""


def may_have_holders(text: str) -> bool:
    """Whether one of the signs is there."""
    return any(hint in text for hints in HINTS for hint in hints)
