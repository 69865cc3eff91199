# SPDX-FileCopyrightText: 2026 Stadt Dortmund and osscan contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds goods whose names are nearly what was typed."""

from fuzzywuzzy import process


def nearest(typed: str, names: list[str]) -> list[str]:
    """The three names that come closest to `typed`."""
    return [name for name, _ in process.extract(typed, names, limit=3)]
