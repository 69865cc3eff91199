"""Open questions: how they are put into files, and how answers take their place later on."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from osscan.fixes.base import QUESTION, Draft, Known, Made

_IN_YAML = re.compile(r"^(?P<start>\s*(?:- )?(?:[\w-]+:)?) ?# \[\?(?P<key>[a-z][a-z0-9-]*): [^\]\n]*\](?=\r?$)", re.MULTILINE)
_WORTH_A_LOOK = (".md", ".yml", ".yaml", ".txt", ".toml", "CODEOWNERS")
_IN_COMMENT = re.compile(r"<!-- (\[\?(?P<key>[a-z][a-z0-9-]*): [^\]\n]*\]) -->")
_SECTIONS = {
    "install": {"de": "## Einrichten\n\n```sh\n{}\n```", "en": "## Installation\n\n```sh\n{}\n```"},
    "usage-de": {"de": "## Benutzung\n\n{}", "en": "## Benutzung\n\n{}"},
    "usage-en": {"de": "## Usage\n\n{}", "en": "## Usage\n\n{}"},
}
"""Answers that become a section with its heading: without the answer the heading would promise what is not there."""
_LISTS = frozenset({"features-de", "features-en", "platforms", "languages"})
"""Answers with several parts, separated by semicolons."""


def question_keys() -> tuple[str, ...]:
    """The keys of all questions."""
    return tuple(sorted(_questions()))


def asked(known: Known, key: str, language: str) -> str:
    """The answer, or the marked question in its place."""
    return known.answers.get(key) or question(key, language)


def question(key: str, language: str) -> str:
    """The marked question; no address, no word that a check could take for an answer."""
    return f"[?{key}: {_questions()[key][language]}]"


def answered(known: Known) -> Iterator[Made]:
    """Files of the project in which questions stand that have an answer now."""
    if not known.answers:
        return
    for path in sorted(known.files):
        if not path.endswith(_WORTH_A_LOOK):
            continue
        text = known.text(path)
        if text is None or "[?" not in text:
            continue
        filled = fill(text, known)
        if filled != text:
            yield Draft(path, filled)


def fill(text: str, known: Known) -> str:
    """The text with every answer in the place of its question."""
    filled = _IN_YAML.sub(lambda found: _yaml(found, known), text)
    filled = _IN_COMMENT.sub(lambda found: _section(found, known), filled)
    return QUESTION.sub(lambda found: known.answers.get(found["key"]) or found[0], filled)


def _section(found: re.Match[str], known: Known) -> str:
    key, answer = found["key"], known.answers.get(found["key"])
    if not answer:
        return found[0]
    language = "de" if key in _questions() and found[1] == question(key, "de") else "en"
    return _SECTIONS[key][language].format(answer) if key in _SECTIONS else answer


def _yaml(found: re.Match[str], known: Known) -> str:
    answer = known.answers.get(found["key"])
    if not answer:
        return found[0]
    start = found["start"]
    if found["key"] not in _LISTS:
        return f"{start} {scalar(answer)}"
    indent = " " * (len(start) - len(start.lstrip()) + 2)
    return start + "".join(f"\n{indent}- {scalar(part.strip())}" for part in answer.split(";") if part.strip())


def scalar(value: str) -> str:
    """The text as YAML reads it back, whatever it looks like."""
    return json.dumps(value, ensure_ascii=False)


@cache
def _questions() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))
