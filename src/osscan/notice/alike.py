"""When two texts are one: the same letters in the same order. Lines that name different holders keep texts apart."""

from __future__ import annotations

import re
from hashlib import sha256

from osscan.notice.lines import is_blank

_LETTERS = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"https?://")


def letters(text: str) -> str:
    """A text as it is compared: letters and digits only, in lower case, without blanks of templates."""
    lines = (line for line in text.split("\n") if not is_blank(line))
    return _LETTERS.sub("", _ADDRESS.sub("", "\n".join(lines)).casefold())


def fingerprint(text: str) -> str:
    """Eight signs that are the same for texts that are one."""
    return sha256(letters(text).encode("utf-8", "replace")).hexdigest()[:8]
