"""Words: a key and named facts become a sentence in the language that was chosen at the edge."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osscan.model.problem import Facts

LANGUAGES = ("de", "en")


class Words:
    """Sentences of one language; `Words("de")("problem.json-syntax.message", reason="...")`.

    The first part of a key is the file `texts/<language>/<part>.toml`, the rest its tables and keys.
    Plural forms are keys of their own, `.one` and `.other`; `reports/numbers.py` chooses between them.
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(language)
        self.language = language

    def __call__(self, key: str, facts: Facts = (), **named: object) -> str:
        """The sentence behind `key`; a key or fact that is missing is a fault of osscan and raises KeyError."""
        template = sentences(self.language, key.partition(".")[0])[key]
        return template.format_map({**dict(facts), **named})

    def template(self, key: str) -> str:
        """The sentence behind `key` with an ellipsis for each fact, for explanations without a case at hand."""
        return sentences(self.language, key.partition(".")[0])[key].format_map(_Unsaid())

    def has(self, key: str) -> bool:
        """Whether there is a sentence behind `key`."""
        return key in sentences(self.language, key.partition(".")[0])


class _Unsaid(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


@cache
def sentences(language: str, area: str) -> dict[str, str]:
    """All sentences of one file, by full key."""
    import tomllib  # noqa: PLC0415 - `osscan --version` says no sentence and need not pay for a parser

    file = Path(__file__).parent / language / f"{area}.toml"
    if not file.is_file():
        return {}
    return dict(_flat(area, tomllib.loads(file.read_text(encoding="utf-8"))))


def _flat(prefix: str, tree: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    for key, value in tree.items():
        name = f"{prefix}.{key}"
        found += _flat(name, value) if isinstance(value, dict) else [(name, str(value).strip())]
    return found
