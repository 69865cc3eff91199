"""Which language people are spoken to in: --lang first, then the environment, English otherwise."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from osscan.texts.catalogue import LANGUAGES, Words


def words_for(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Words:
    """The Words for a command line, found before it is parsed, so that help and faults are in the right language too."""
    return Words(_asked(arguments) or _from_environment(environment))


def _asked(arguments: Sequence[str]) -> str:
    for position, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and position + 1 < len(arguments):
            value = arguments[position + 1]
        if value in LANGUAGES:
            return value
    return ""


def _from_environment(environment: Mapping[str, str]) -> str:
    """POSIX.1-2017, 8.2: LC_ALL, then LC_MESSAGES, then LANG."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "de" if value.lower().startswith("de") else "en"
    return "en"
