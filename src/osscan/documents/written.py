"""Dates, figures, shares and plurals as people write them, by Babel's tables: one place that knows it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from osscan.documents.libraries import library
from osscan.texts.catalogue import Words

BLANK = "______________"
"""What people have to fill in by hand."""
_UNITS = ("", "kB", "MB", "GB", "TB")
_LEAST_SHARE = 0.001
_LOCALES = {"de": "de_DE", "en": "en_GB"}


class Written:
    """How one language writes; Babel is loaded with the first thing that is written."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def day(self, stamp: str) -> str:
        """`22. November 2026`, day and month on one line; what is no date stays as it is."""
        found = day_of(stamp)
        if found is None:
            return stamp
        told: str = library("babel.dates").format_date(found, format="long", locale=self._locale)
        return told.replace(" ", "\u00a0", 1)

    def short_day(self, stamp: str) -> str:
        """`22.11.2026`, for tables; what is no date stays as it is."""
        found = day_of(stamp)
        if found is None:
            return stamp
        pattern = "dd.MM.yyyy" if self.words.language == "de" else "d MMM yyyy"
        told: str = library("babel.dates").format_date(found, format=pattern, locale=self._locale)
        return told

    def number(self, count: float, places: int = 0) -> str:
        """`12.345,67`"""
        pattern = "#,##0" + (f".{'0' * places}" if places else "")
        told: str = library("babel.numbers").format_decimal(count, format=pattern, locale=self._locale)
        return told

    def share(self, part: int, whole: int) -> str:
        """`87,3 %`; without a whole there is no share, and only all is 100 %, only nothing 0 %."""
        if not whole:
            return "–"
        said = part / whole if part in (0, whole) else min(max(part / whole, _LEAST_SHARE), 1 - _LEAST_SHARE)
        pattern = "#,##0.#\u00a0%" if self.words.language == "de" else "#,##0.#%"
        told: str = library("babel.numbers").format_percent(said, format=pattern, locale=self._locale)
        return told

    def size(self, count: int) -> str:
        """`48,3 MB`, in powers of a thousand."""
        value, unit = float(count), 0
        while value >= 999.95 and unit < len(_UNITS) - 1:
            value /= 1000
            unit += 1
        if not unit:
            return self.counted("paper.bytes", count).replace(" ", "\u00a0")
        return f"{self.number(value, 1)}\u00a0{_UNITS[unit]}"

    def counted(self, key: str, count: int, **named: object) -> str:
        """The sentence `key.one` or `key.other`, as the language's plural asks for, with `count` written out."""
        form = self._locale.plural_form(count)
        chosen = f"{key}.{form}" if self.words.has(f"{key}.{form}") else f"{key}.other"
        return self.words(chosen, (), count=self.number(count), **named)

    @cached_property
    def _locale(self) -> Any:
        return library("babel").Locale.parse(_LOCALES[self.words.language])


def day_of(stamp: str) -> date | None:
    """The day of a moment as ISO 8601 writes it; None where there is none."""
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        return None


def later(stamp: str, days: int) -> str:
    """The day so many days after `stamp`, as ISO 8601; empty where `stamp` is no day."""
    found = day_of(stamp)
    try:
        return (found + timedelta(days=days)).isoformat() if found is not None else ""
    except OverflowError:
        return ""
