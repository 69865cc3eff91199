"""Where the demands on a delivery come from: norms, guidelines, types of contract, papers of the council."""

from __future__ import annotations

from osscan.model.publication import Clause, Criterion


def criteria(letters: str) -> tuple[Criterion, ...]:
    """`SN` as the city's criteria."""
    return tuple(Criterion(letter) for letter in letters)


def bsi(place: str) -> Clause:
    """BSI TR-03183-2, version 2.1.0."""
    return Clause("BSI TR-03183-2 2.1.0", place)


def openchain(place: str) -> Clause:
    """ISO/IEC 5230:2020 (OpenChain), by its number."""
    return Clause("ISO/IEC 5230:2020", place)


def evb_it(place: str) -> Clause:
    """Standard contracts of the federal government for IT, 2026, by subject: their numbers are in the contract."""
    return Clause("EVB-IT 2026", place)


def law(name: str, place: str = "") -> Clause:
    """A law, license or norm, as a reference only."""
    return Clause(name, place)
